//! Paying: form, check, pay, receipt. A form carries its transfer's id, so sending it again shows the first receipt; and the member it
//! was made for, so that nobody pays as somebody else. The same for a payee here and in a partner exchange, and for whomever one acts.

mod alone;
mod likely;
mod outcome;
mod pace;
pub mod receipts;
pub mod store;
mod told;
pub mod work;

use app::forms::{FieldError, PAGE, amount_sentence};
use app::ids::{Code, TransferId};
use app::intertrading::ConvertError;
use app::intertrading::quote::{Glance, Quote};
use app::intertrading::rules::Whose;
use app::ledger::Refusal;
use app::members::likely::Likely;
use app::paths::exchange::Transfer as TransferPath;
use app::paths::query::PayQuery;
use app::payments::forms::refusal_error;
use app::payments::pages::{Trouble, check_page, pay_page};
use app::payments::receipts::Why;
use app::payments::trades::{trade_check_page, trade_refusal_error};
use app::payments::{PayForm, Payment};
use app::roles::alone_sentence;
use app::subscriptions::page::lapsed_sentence;
use app::text::one_line;
use app::ui::{FormMark, Voice};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use likely::{likely, paid_last};
pub use receipts::receipt;
use receipts::{other_terms, standing};
use work::{Outcome, Payer, PaymentOrder, Refused};

use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::http::actor::{Asker, Member};
use crate::http::answer::Error;
use crate::http::form::{Sent, as_it_stands, whose};
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::members::store as members;
use crate::roles::alone::NotAlone;
use crate::site::Site;
use crate::subscriptions;

/// `GET /pay?to=&amount=&description=`; with the `id` of a form that was sent, its receipt.
pub async fn form(member: Member, State(site): State<Site>, Query(query): Query<PayQuery>) -> Result<Response, Error> {
    let mut form = PayForm::asked(query);
    if let Some(page) = used_before(&site, &member, &form).await? {
        return Ok(page);
    }
    form.id = fresh_transfer_id().to_string();
    again(&site, &member, &form, (StatusCode::OK, Trouble::default())).await
}

/// `POST /pay`: the check page. Changes nothing.
pub async fn check(member: Member, State(site): State<Site>, sent: Sent<PayForm>) -> Result<Response, Error> {
    let Sent { mark, form } = sent;
    let (form, is_shown) = form.pressed();
    if let Some(page) = made_for_another(&site, &member, (&mark, &form)).await? {
        return Ok(page);
    }
    if let Some(page) = used_before(&site, &member, &form).await? {
        return Ok(page);
    }
    if is_shown {
        return again(&site, &member, &form, (StatusCode::OK, Trouble::default())).await;
    }
    match parse(&member, &form) {
        Ok(payment) => {
            if let Some(seconds) = pace::looks(&site, &member).await? {
                return later(&site, &member, &form, seconds).await;
            }
            let answer = work::quote(&site.db, &order(&site, &member, payment)?).await?;
            answered(&site, &member, &form, answer).await
        }
        Err(errors) => wrong(&site, &member, &form, errors).await,
    }
}

/// `POST /transfers`: pays. The same form again leads to the first receipt; the same id with other terms is 409.
pub async fn pay(member: Member, State(site): State<Site>, sent: Sent<PayForm>) -> Result<Response, Error> {
    let Sent { mark, form } = sent;
    if let Some(page) = made_for_another(&site, &member, (&mark, &form)).await? {
        return Ok(page);
    }
    if let Some(seconds) = pace::pays(&site, &member) {
        return throttled(&site, &member, &form, seconds).await;
    }
    let payment = match parse(&member, &form) {
        Ok(payment) => payment,
        Err(errors) => return garbled(&site, &member, &form, errors).await,
    };
    let answer = work::pay(&site.db, order(&site, &member, payment)?).await?;
    if matches!(answer, Outcome::Paid(_)) {
        site.notices_wait.notify_one();
    }
    answered(&site, &member, &form, answer).await
}

fn parse(member: &Member, form: &PayForm) -> Result<Payment, Vec<FieldError>> {
    form.parse(&member.exchange.unit, (member.chrome.language, member.acts_by_office()))
}

fn payer(member: &Member) -> Result<Payer, Error> {
    let mine = place_of(&member.chrome)?.mine.as_ref().ok_or(Error::NotFound)?;
    Ok(Payer {
        exchange: member.exchange.clone(),
        member: member.me.id,
        account: member.me.account,
        code: mine.code.clone(),
        name: mine.member.clone(),
        by: member.person.id,
        by_name: member.person.name.clone(),
        on_behalf: member.on_behalf,
    })
}

fn order(site: &Site, member: &Member, payment: Payment) -> Result<PaymentOrder, Error> {
    Ok(PaymentOrder {
        payer: payer(member)?,
        payment,
        at: site.clock.now(),
        salts: [random(), random()],
        act: fresh_key(),
    })
}

/// The page of each answer.
async fn answered(site: &Site, member: &Member, form: &PayForm, answer: Outcome) -> Result<Response, Error> {
    let (words, language, unit) = (member.chrome.words(), member.chrome.language, &member.exchange.unit);
    let error = |field, message| vec![FieldError { field, message }];
    let errors = match answer {
        Outcome::Quoted(quote) => return checked(member, form, (&quote, Glance::Now)),
        Outcome::Stale(quote, glance) => return checked(member, form, (&quote, glance)),
        Outcome::Paid(_) | Outcome::Repeated(_) => {
            let path = member.chrome.href(&TransferPath { id: id_of(form)?.to_string() });
            return Ok(Redirect::to(&path).into_response());
        }
        Outcome::Held => return Err(Error::Held),
        Outcome::Recounted => return recounted(site, member, form).await,
        Outcome::OtherTerms => return other_terms(site, member, id_of(form)?).await,
        Outcome::Several(candidates) => {
            let candidates = candidates.into_iter().map(Likely::from).collect();
            let trouble = Trouble { errors: error("to", words.pay_to_several()), candidates, ..Trouble::default() };
            return again(site, member, form, (StatusCode::UNPROCESSABLE_ENTITY, trouble)).await;
        }
        Outcome::Refused(refused) => vec![refused_because(site, member, refused).await?],
        Outcome::UnknownPayee => return unknown(site, member, form).await,
        Outcome::ToSelf => error("to", Voice::of(&member.chrome).pay_to_self()),
        Outcome::BetweenOwn => error("to", words.pay_between_own()),
        Outcome::NotAlone(NotAlone { most, others }) => {
            error("amount", alone_sentence(words, (unit, language), most, &others))
        }
        Outcome::WaivedToSelf => error("to", words.payfor_waive_own()),
        Outcome::OwnAbroad => error("to", words.payfor_own_abroad()),
        Outcome::WaivedAbroad => error("waive", words.payfor_waive_abroad()),
        Outcome::NoAmount(reason, unit) => error("amount", amount_sentence(reason, words, (&unit, language))),
        Outcome::NoOtherSide(ConvertError::TooSmall) => error("amount", words.trade_too_small()),
        Outcome::NoOtherSide(ConvertError::TooLarge) => error("amount", words.trade_too_large()),
    };
    wrong(site, member, form, errors).await
}

/// Why it is refused. Whoever may not pay because they have long not paid a subscription reads that.
async fn refused_because(site: &Site, member: &Member, refused: Refused) -> Result<FieldError, Error> {
    let (chrome, sees) = (&member.chrome, member.sees_balances());
    let error = match refused {
        Refused { whose, refusal, sides: Some(sides) } => {
            trade_refusal_error(whose, refusal, chrome, (place_of(chrome)?, &sides, sees))
        }
        Refused { refusal, .. } => refusal_error(refusal, chrome, &member.exchange.unit, sees),
    };
    if refused.refusal != Refusal::MayNotPay || refused.whose != Whose::Own {
        return Ok(error);
    }
    let mut conn = site.db.read().await?;
    let own = subscriptions::own(&mut conn, (&member.exchange, member.me.id), site.clock.now()).await?;
    let said = own.filter(|own| own.paid.lapsed).map(|own| lapsed_sentence(chrome, &own));
    Ok(FieldError { message: said.unwrap_or(error.message), ..error })
}

/// Nobody of that name or code: the form again, with those whom it may mean. Looked up no oftener than check pages are, by whoever asks.
async fn unknown(site: &Site, member: &Member, form: &PayForm) -> Result<Response, Error> {
    if let Some(seconds) = pace::names(site, member).await? {
        return later(site, member, form, seconds).await;
    }
    let (words, typed, payer) = (member.chrome.words(), form.to.trim(), payer(member)?);
    let mut conn = site.db.read().await?;
    let candidates = likely(&mut conn, (payer.exchange.id, &payer.code), typed).await?;
    let (ended, held) = match Code::typed(typed) {
        Some(code) => {
            let (exchange, letters) = (payer.exchange.id, code.prefix());
            let ended = store::ended_with(&mut conn, exchange, letters).await?;
            (ended, store::held_partner(&mut conn, exchange, letters).await?)
        }
        None => (None, None),
    };
    drop(conn);
    let message = match (ended, held) {
        (_, Some(partner)) => words.pay_to_held(partner),
        _ if !candidates.is_empty() => words.pay_to_likely(typed),
        (Some(partner), None) => words.pay_to_ended(partner),
        (None, None) => words.pay_to_unknown(typed),
    };
    let trouble = Trouble { errors: vec![FieldError { field: "to", message }], candidates, ..Trouble::default() };
    again(site, member, form, (StatusCode::UNPROCESSABLE_ENTITY, trouble)).await
}

fn id_of(form: &PayForm) -> Result<TransferId, Error> {
    form.id.parse().map_err(|_| Error::BadRequest)
}

/// The check page; 409 if something else was confirmed.
fn checked(member: &Member, form: &PayForm, (quote, glance): (&Quote, Glance)) -> Result<Response, Error> {
    let (chrome, place) = (&member.chrome, place_of(&member.chrome)?);
    // As it will be booked.
    let form = PayForm {
        description: one_line(&form.description),
        waive: if member.acts_by_office() { form.waive.clone() } else { String::new() },
        waive_reason: one_line(&form.waive_reason),
        ..form.clone()
    };
    let page = match &quote.trade {
        Some(trade) => trade_check_page(chrome, place, (&form, quote, trade), (glance, member.sees_balances())),
        None => check_page(chrome, place, &form, quote),
    };
    let status = if glance == Glance::Now { StatusCode::OK } else { StatusCode::CONFLICT };
    Ok((status, Html(page)).into_response())
}

/// The form as it was typed, with what is wrong.
async fn wrong(site: &Site, member: &Member, form: &PayForm, errors: Vec<FieldError>) -> Result<Response, Error> {
    let trouble = Trouble { errors, ..Trouble::default() };
    again(site, member, form, (StatusCode::UNPROCESSABLE_ENTITY, trouble)).await
}

async fn again(
    site: &Site,
    member: &Member,
    form: &PayForm,
    (status, mut trouble): (StatusCode, Trouble),
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let mine = members::account(&mut conn, member.scope(), member.me.account).await?;
    trouble.paid_last = paid_last(&mut conn, (member.exchange.id, member.me.account)).await?;
    if form.side == "theirs" {
        trouble.theirs = work::unit_of(&mut conn, &payer(member)?, &form.to).await?;
    }
    let mut form = form.clone();
    if form.id.parse::<TransferId>().is_err() {
        form.id = fresh_transfer_id().to_string();
    }
    let page = pay_page(&member.chrome, place_of(&member.chrome)?, &mine, &form, &trouble);
    Ok((status, Html(page)).into_response())
}

/// 409: the form as it was typed, and how the exchange counts now.
async fn recounted(site: &Site, member: &Member, form: &PayForm) -> Result<Response, Error> {
    let member = as_it_stands(site, member).await?;
    let message = member.chrome.words().form_recounted(&member.exchange.unit.plural);
    let trouble = Trouble { errors: vec![FieldError { field: "amount", message }], ..Trouble::default() };
    again(site, &member, form, (StatusCode::CONFLICT, trouble)).await
}

/// 409: the form was made when the exchange counted otherwise; or for somebody else, and then says for whom; under a new number it can be sent for the one it is for now.
async fn made_for_another(
    site: &Site,
    member: &Member,
    (mark, form): (&FormMark, &PayForm),
) -> Result<Option<Response>, Error> {
    if mark.is_of(&member.chrome) {
        let still = mark.counts_as(&member.chrome);
        return if still { Ok(None) } else { recounted(site, member, form).await.map(Some) };
    }
    let asker = Asker { chrome: member.chrome.clone(), exchange: Some(member.exchange.id) };
    let words = member.chrome.words();
    let mine = FormMark::of(&member.chrome).member;
    let message = words.pay_made_for_another(whose(site, &asker, mark).await?.sentence(words), mine);
    let trouble = Trouble { errors: vec![FieldError { field: "to", message }], ..Trouble::default() };
    let form = PayForm { id: fresh_transfer_id().to_string(), ..form.clone() };
    again(site, member, &form, (StatusCode::CONFLICT, trouble)).await.map(Some)
}

/// Too many payments: what stands under the form's id is shown all the same, since a payment that is sent again is no new one.
async fn throttled(site: &Site, member: &Member, form: &PayForm, seconds: i64) -> Result<Response, Error> {
    if let Ok(payment) = parse(member, form)
        && let Some(answer) = work::standing(&site.db, &order(site, member, payment)?).await?
    {
        return answered(site, member, form, answer).await;
    }
    later(site, member, form, seconds).await
}

/// 429: the form as it was typed, and when to send it again.
async fn later(site: &Site, member: &Member, form: &PayForm, seconds: i64) -> Result<Response, Error> {
    let errors = vec![FieldError { field: PAGE, message: member.chrome.words().pay_too_much() }];
    let trouble = Trouble { errors, ..Trouble::default() };
    let mut page = again(site, member, form, (StatusCode::TOO_MANY_REQUESTS, trouble)).await?;
    page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(page)
}

/// The receipt, if the form's id was used for a transfer that the reader may see.
async fn used_before(site: &Site, member: &Member, form: &PayForm) -> Result<Option<Response>, Error> {
    let Ok(id) = form.id.parse::<TransferId>() else { return Ok(None) };
    let page = standing(site, member, (id, Why::Repeated)).await?;
    Ok(page.map(|page| Html(page).into_response()))
}

/// A form that says nothing that could be booked: 409 if its id stands for something, since that is something else.
async fn garbled(site: &Site, member: &Member, form: &PayForm, errors: Vec<FieldError>) -> Result<Response, Error> {
    if let Ok(id) = form.id.parse::<TransferId>() {
        let mut conn = site.db.read().await?;
        if work::find(&mut conn, member.scope(), id).await?.is_some() {
            drop(conn);
            return other_terms(site, member, id).await;
        }
    }
    wrong(site, member, form, errors).await
}
