//! Paying: form, check, pay, receipt. A form carries its transfer's id, so sending it again shows the first receipt.

pub mod behalf;

use app::ids::{AccountId, Code, TransferId};
use app::ledger::{Amount, Booking, Kind, Refusal, decide};
use app::notices::NoticeKind;
use app::paths::exchange::Transfer as TransferPath;
use app::payments::forms::refusal_error;
use app::payments::pages::{
    Check, ReaderSide, ReceiptView, Trouble, Why, check_page, pay_page, receipt_page, used_page,
};
use app::payments::{PayForm, Payment};
use app::roles::Right;
use app::text::one_line;
use app::text::sort_name;
use app::ui::FieldError;
use app::ui::chrome::href_as;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::clock::{fresh_transfer_id, random};
use crate::http::actor::{Member, Scope, place_of};
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::intertrading;
use crate::ledger::{self, Movement, NewTransfer, NotPosted, PostError, Receipt, Stored};
use crate::members::store::{self as members, Payee};
use crate::notices::{self, NewNotice};
use crate::site::Site;

/// `GET /pay?to=&amount=&description=`; with the `id` of a form that was sent, its receipt.
pub async fn form(
    member: Member,
    State(site): State<Site>,
    Query(mut form): Query<PayForm>,
) -> Result<Response, Error> {
    if let Some(response) = used_before(&member, &site, &form).await? {
        return Ok(response);
    }
    form.id = fresh_transfer_id().to_string();
    form_again(&member, &site, &form, Trouble::default(), StatusCode::OK).await
}

/// The form as it was typed, with what is wrong.
pub(crate) async fn form_again(
    member: &Member,
    site: &Site,
    form: &PayForm,
    trouble: Trouble,
    status: StatusCode,
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let mine = members::account(&mut conn, member.scope(), member.me.account).await?;
    let mut form = form.clone();
    if form.id.parse::<TransferId>().is_err() {
        form.id = fresh_transfer_id().to_string();
    }
    let page = pay_page(&member.chrome, place_of(&member.chrome)?, &mine, &form, &trouble);
    Ok((status, Html(page)).into_response())
}

/// A payment whose payee has been found.
struct Ready {
    payment: Payment,
    payee: Payee,
}

/// Reads the form and finds the payee; or what is wrong with it.
async fn read(member: &Member, site: &Site, form: &PayForm) -> Result<Result<Ready, Trouble>, Error> {
    let (words, unit) = (member.chrome.words(), &member.exchange.unit);
    let payment = match form.parse(unit, member.chrome.language) {
        Ok(payment) => payment,
        Err(errors) => return Ok(Err(Trouble { errors, ..Trouble::default() })),
    };
    let mut conn = site.db.read().await?;
    let mut found = members::payees(&mut conn, member.scope(), &payment.to).await?;
    let wrong = |message| FieldError { field: "to", message };
    Ok(match (found.pop(), found.is_empty()) {
        (Some(payee), true) if payee.account == member.me.account => {
            Err(Trouble { errors: vec![wrong(words.pay_to_self())], ..Trouble::default() })
        }
        (Some(payee), true) => Ok(Ready { payment, payee }),
        (Some(last), false) => {
            let candidates = found.into_iter().chain([last]).map(|payee| payee.candidate).collect();
            Err(Trouble { errors: vec![wrong(words.pay_to_several())], candidates, ..Trouble::default() })
        }
        (None, _) => Err(Trouble { errors: vec![wrong(words.pay_to_unknown(&payment.to))], ..Trouble::default() }),
    })
}

/// `POST /pay`: the check page. Changes nothing.
pub async fn check(member: Member, State(site): State<Site>, Form(form): Form<PayForm>) -> Result<Response, Error> {
    if let Some(response) = used_before(&member, &site, &form).await? {
        return Ok(response);
    }
    if let Some(response) = intertrading::pay::check(&member, &site, &form).await? {
        return Ok(response);
    }
    let ready = match read(&member, &site, &form).await? {
        Ok(ready) => ready,
        Err(trouble) => return form_again(&member, &site, &form, trouble, StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    let mut conn = site.db.read().await?;
    let mine = members::account(&mut conn, member.scope(), member.me.account).await?;
    let theirs = members::account(&mut conn, member.scope(), ready.payee.account).await?;
    drop(conn);
    let booking = Booking { amount: ready.payment.amount, same_account: false, waived: false };
    let posted = match decide(booking, &mine, &theirs) {
        Ok(posted) => posted,
        Err(refusal) => return refused(&member, &site, &form, refusal).await,
    };
    let check = Check {
        form,
        payee: ready.payee.candidate,
        amount: ready.payment.amount.parts(),
        description: ready.payment.description,
        balance_after: posted.payer_after,
        warned: posted.warned.payer,
    };
    Ok(Html(check_page(&member.chrome, place_of(&member.chrome)?, &check)).into_response())
}

/// The form again with the sentence for a refusal.
async fn refused(member: &Member, site: &Site, form: &PayForm, refusal: Refusal) -> Result<Response, Error> {
    let chrome = &member.chrome;
    let error = refusal_error(refusal, chrome.words(), &member.exchange.unit, chrome.language);
    let trouble = Trouble { errors: vec![error], ..Trouble::default() };
    form_again(member, site, form, trouble, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The receipt, if the form's id was used for a transfer that the reader may see.
async fn used_before(member: &Member, site: &Site, form: &PayForm) -> Result<Option<Response>, Error> {
    let Ok(id) = form.id.parse::<TransferId>() else { return Ok(None) };
    let Some(stored) = find(site, member.scope(), id).await? else { return Ok(None) };
    let page = shown(site, member, &stored, Why::Repeated).await?;
    Ok(page.map(|page| Html(page).into_response()))
}

/// `POST /transfers`: pays. The same form again leads to the first receipt; the same id with other terms is 409.
pub async fn pay(member: Member, State(site): State<Site>, Form(form): Form<PayForm>) -> Result<Response, Error> {
    if member.on_behalf {
        return Err(Error::NotFound);
    }
    let ready = match read(&member, &site, &form).await? {
        Ok(ready) => ready,
        Err(trouble) => return pay_otherwise(&member, &site, &form, trouble).await,
    };
    let id = ready.payment.id;
    match book(&member, &site, ready).await {
        Ok(_) => {
            site.mail_waits.notify_one();
            let path = member.chrome.href(&TransferPath { id: id.to_string() });
            Ok(Redirect::to(&path).into_response())
        }
        Err(PostError::Refused(NotPosted::Rule { refusal, .. })) => refused(&member, &site, &form, refusal).await,
        Err(PostError::Refused(NotPosted::OtherTerms)) => match used_to_pay(&member, &site, &form).await? {
            Some(response) => Ok(response),
            None => other_terms(&member, &site, id).await,
        },
        Err(error) => Err(error.into()),
    }
}

/// A form that pays nobody here: it was used before, or pays somebody in a partner exchange, or is wrong.
async fn pay_otherwise(member: &Member, site: &Site, form: &PayForm, trouble: Trouble) -> Result<Response, Error> {
    if let Some(response) = used_to_pay(member, site, form).await? {
        return Ok(response);
    }
    if let Some(response) = intertrading::pay::pay(member, site, form).await? {
        return Ok(response);
    }
    form_again(member, site, form, trouble, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The answer to a form whose id was used, whoever its payee would be now: the payee may have left or found a namesake
/// since, an agreement may have ended, and what was booked is booked.
async fn used_to_pay(member: &Member, site: &Site, form: &PayForm) -> Result<Option<Response>, Error> {
    let Ok(id) = form.id.parse::<TransferId>() else { return Ok(None) };
    let Some(stored) = find(site, member.scope(), id).await? else { return Ok(None) };
    let same = if stored.partner_id == 0 {
        is_same(member, site, form, &stored).await?
    } else {
        intertrading::pay::is_same(member, site, form, &stored).await?
    };
    if same {
        return Ok(Some(Redirect::to(&member.chrome.href(&TransferPath { id: id.to_string() })).into_response()));
    }
    other_terms(member, site, id).await.map(Some)
}

/// Whether the form asks for what this transfer booked.
async fn is_same(member: &Member, site: &Site, form: &PayForm, stored: &Stored) -> Result<bool, Error> {
    let mut conn = site.db.read().await?;
    let (code, name) = members::name(&mut conn, member.scope(), stored.payee).await?;
    let amount = Amount::read(&form.amount, &member.exchange.unit).map(Amount::parts);
    Ok(stored.payer == member.me.account
        && amount == Ok(stored.amount)
        && (Code::typed(&form.to) == Some(code) || sort_name(&form.to) == sort_name(&name))
        && stored.description.as_ref().is_none_or(|words| *words == one_line(&form.description)))
}

/// One transaction: the transfer and the payee's notice.
async fn book(member: &Member, site: &Site, ready: Ready) -> Result<Receipt, PostError> {
    let now = site.clock.now();
    let Ready { payment, payee } = ready;
    let slip = member.exchange.slip((payment.id, random()), member.person.id, now);
    let movement = Movement { payer: member.me.account, payee: payee.account, amount: payment.amount };
    let transfer = NewTransfer::payment(slip, movement, payment.description);
    site.db
        .write(transfer, async |tx, transfer| {
            let receipt = ledger::post(tx, std::slice::from_ref(transfer)).await?;
            if !receipt.repeated {
                notices::tell(tx, &[told(NoticeKind::Paid, transfer, transfer.movement.payee)]).await?;
            }
            Ok(receipt)
        })
        .await
}

/// The notice of a payment to one of its sides.
pub(crate) fn told(kind: NoticeKind, transfer: &NewTransfer, account: AccountId) -> NewNotice {
    NewNotice::of_transfer(kind, (transfer.slip.exchange, account), transfer.slip.id, transfer.slip.at)
}

/// 409: what the id stands for, shown to its parties alone.
pub(crate) async fn other_terms(member: &Member, site: &Site, id: TransferId) -> Result<Response, Error> {
    let page = match find(site, member.scope(), id).await? {
        Some(stored) => shown(site, member, &stored, Why::OtherTerms).await?,
        None => None,
    };
    let page = page.unwrap_or_else(|| used_page(&member.chrome));
    Ok((StatusCode::CONFLICT, Html(page)).into_response())
}

/// `GET /transfers/{id}`: for its parties and the committee.
pub async fn receipt(path: TransferPath, member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let id = path.id.parse::<TransferId>().map_err(|_| Error::NotFound)?;
    let stored = find(&site, member.scope(), id).await?.ok_or(Error::NotFound)?;
    if let Some(code) = other_own(&member, &stored) {
        return Ok(Redirect::to(&href_as(&member.exchange.slug, code, &path)).into_response());
    }
    let page = shown(&site, &member, &stored, Why::Asked).await?.ok_or(Error::NotFound)?;
    Ok(Html(page).into_response())
}

/// The account of the reader that is a party to it, if it is not the one they are here for: mails name the transfer alone.
fn other_own<'a>(member: &'a Member, stored: &Stored) -> Option<&'a Code> {
    let is_party = |account: AccountId| account == stored.payer || account == stored.payee;
    let other = member.own.iter().find(|(me, _)| is_party(me.account)).map(|(_, code)| code);
    other.filter(|_| !is_party(member.me.account))
}

/// The receipt as this reader sees it; none if they may not.
async fn shown(site: &Site, member: &Member, stored: &Stored, why: Why) -> Result<Option<String>, Error> {
    if stored.partner_id != 0 {
        return intertrading::pay::receipt(site, member, stored, why).await;
    }
    let view = view(site, member, stored).await?;
    let place = place_of(&member.chrome)?;
    Ok(view.map(|view| receipt_page(&member.chrome, place, &view, why)))
}

async fn find(site: &Site, scope: Scope, id: TransferId) -> Result<Option<Stored>, Error> {
    let mut conn = site.db.read().await?;
    Ok(ledger::store::find(&mut conn, scope.exchange(), &[id]).await?.pop())
}

/// A transfer as this reader sees it; none if they may not.
async fn view(site: &Site, member: &Member, stored: &Stored) -> Result<Option<ReceiptView>, Error> {
    let mine: AccountId = member.me.account;
    let (side, after) = if stored.payer == mine {
        (ReaderSide::Payer, Some((stored.payer_after, stored.payer_warned)))
    } else if stored.payee == mine {
        (ReaderSide::Payee, Some((stored.payee_after, stored.payee_warned)))
    } else if member.may(Right::SeeBalances) {
        (ReaderSide::Neither, None)
    } else {
        return Ok(None);
    };
    let mut conn = site.db.read().await?;
    Ok(Some(ReceiptView {
        id: stored.id,
        payer: members::name(&mut conn, member.scope(), stored.payer).await?,
        payee: members::name(&mut conn, member.scope(), stored.payee).await?,
        amount: stored.amount,
        description: stored.description.clone(),
        booked_at: stored.booked_at,
        side,
        after,
        on_behalf: stored.on_behalf,
        reverses: stored.reverses,
        imported: stored.kind == Kind::Imported,
        waiver: stored.waiver_reason.clone(),
    }))
}
