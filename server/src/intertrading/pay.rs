//! A member pays a member of a partner exchange: check, pay, receipt. The payment form is the same; these answer when the payee
//! turns out to be in a partner exchange.

use app::ids::{Code, ExchangeId};
use app::intertrading::pages::{Seen, TradeCheck, TradeReceipt, check_page, receipt_page, refusal_error};
use app::intertrading::rules::{nearness, whose};
use app::intertrading::{ConvertError, Deal, Rooms, Typed, convert};
use app::ledger::{Account, Amount, Booking, Kind, Posted, Refusal, decide};
use app::notices::NoticeKind;
use app::paths::exchange::Transfer as TransferPath;
use app::payments::pages::{Trouble, Why};
use app::payments::{PayForm, Payment};
use app::roles::Right;
use app::text::one_line;
use app::ui::FieldError;
use app::ui::text::amount_text;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::trade::{Found, Trade, TradeError, TradeRefusal, find, post_intertrade};
use crate::clock::random;
use crate::http::actor::place_of;
use crate::http::actor::{Member, Scope};
use crate::http::answer::Error;
use crate::ledger::{self, NotPosted, Receipt, Stored};
use crate::members::store as members;
use crate::notices::{self, NewNotice};
use crate::payments::{form_again, other_terms};
use crate::site::Site;

/// The payee in a partner exchange that the form names by code; none if it names one of our own, or nobody within reach.
async fn payee(member: &Member, site: &Site, form: &PayForm) -> Result<Option<Found>, Error> {
    let Some(code) = Code::typed(&form.to) else { return Ok(None) };
    let mut conn = site.db.read().await?;
    if !members::payees(&mut conn, member.scope(), &form.to).await?.is_empty() {
        return Ok(None);
    }
    Ok(find(&mut conn, &member.exchange, &code).await?)
}

/// Reads the form in the unit of the side that was typed.
fn read(member: &Member, form: &PayForm, found: &Found) -> Result<(Payment, Typed), Vec<FieldError>> {
    let language = member.chrome.language;
    if form.side == "theirs" {
        form.parse(&found.theirs.unit, language).map(|payment| (payment.clone(), Typed::Received(payment.amount)))
    } else {
        form.parse(&member.exchange.unit, language).map(|payment| (payment.clone(), Typed::Paid(payment.amount)))
    }
}

/// Whether the form asks for what this leg booked, whatever has become of payee, agreement and rates since.
///
/// # Errors
/// When the database fails.
pub async fn is_same(member: &Member, site: &Site, form: &PayForm, leg: &Stored) -> Result<bool, Error> {
    let mut conn = site.db.read().await?;
    let amount = if form.side == "theirs" {
        let partner = ExchangeId(leg.partner_id);
        let theirs = crate::http::tenant::by_id(&mut conn, partner).await?;
        let twin = ledger::store::find(&mut conn, partner, &[leg.id]).await?.pop();
        // While the partner is closed its unit is not known here; either way nothing is booked.
        theirs.is_none_or(|theirs| {
            Amount::read(&form.amount, &theirs.unit).map(Amount::parts).ok() == twin.map(|twin| twin.amount)
        })
    } else {
        Amount::read(&form.amount, &member.exchange.unit).map(Amount::parts) == Ok(leg.amount)
    };
    Ok(amount
        && leg.kind == Kind::Intertrade
        && leg.payer == member.me.account
        && Code::typed(&form.to).is_some_and(|code| code.as_str() == leg.partner_code)
        && leg.description.as_ref().is_none_or(|words| *words == one_line(&form.description)))
}

/// Answers `POST /pay` if the payee is in a partner exchange: the check page. Changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn check(member: &Member, site: &Site, form: &PayForm) -> Result<Option<Response>, Error> {
    match payee(member, site, form).await? {
        Some(found) => check_found(member, site, form, (&found, Seen::Now)).await.map(Some),
        None => Ok(None),
    }
}

async fn check_found(
    member: &Member,
    site: &Site,
    form: &PayForm,
    (found, seen): (&Found, Seen),
) -> Result<Response, Error> {
    let (payment, typed) = match read(member, form, found) {
        Ok(read) => read,
        Err(errors) => return again(member, site, form, (found, errors)).await,
    };
    let sides = found.sides(&member.exchange);
    let deal = match convert(typed, &sides.ours, &sides.theirs) {
        Ok(deal) => deal,
        Err(error) => return again(member, site, form, (found, vec![no_other_side(member, error)])).await,
    };
    let mut conn = site.db.read().await?;
    let mine = members::account(&mut conn, member.scope(), member.me.account).await?;
    let payee = members::account(&mut conn, Scope::of_party(found.theirs.id), found.account).await?;
    drop(conn);
    let posted = match foresee(&deal, found, (&mine, &payee)) {
        Ok(posted) => posted,
        Err((leg, refusal)) => return refused(member, site, form, (found, leg, refusal)).await,
    };
    let clearing = &found.our_clearing.account;
    let near = nearness(posted.payee_after, clearing.min_balance, clearing.max_balance);
    let rooms = Rooms::of(&mine, clearing, &found.their_clearing.account, (&sides.ours, &sides.theirs));
    let shown = found.shown(&member.exchange, &deal);
    let check = TradeCheck {
        form: PayForm { shown, description: payment.description, ..form.clone() },
        payee: found.payee.clone(),
        sides,
        deal,
        rooms,
        nearness: near,
        balance_after: posted.payer_after,
        seen,
    };
    let status = if seen == Seen::Now { StatusCode::OK } else { StatusCode::CONFLICT };
    Ok((status, Html(check_page(&member.chrome, place_of(&member.chrome)?, &check))).into_response())
}

/// What the ledger would say of both legs now.
fn foresee(deal: &Deal, found: &Found, (mine, payee): (&Account, &Account)) -> Result<Posted, (usize, Refusal)> {
    let booking = |amount| Booking { amount, same_account: false, waived: false };
    let ours = decide(booking(deal.paid), mine, &found.our_clearing.account).map_err(|refusal| (0, refusal))?;
    decide(booking(deal.received), &found.their_clearing.account, payee).map_err(|refusal| (1, refusal))?;
    Ok(ours)
}

fn no_other_side(member: &Member, error: ConvertError) -> FieldError {
    let words = member.chrome.words();
    let message = match error {
        ConvertError::TooSmall => words.trade_too_small(),
        ConvertError::TooLarge => words.trade_too_large(),
    };
    FieldError { field: "amount", message }
}

/// The form as it was typed, in the unit of the side that was typed.
async fn again(
    member: &Member,
    site: &Site,
    form: &PayForm,
    (found, errors): (&Found, Vec<FieldError>),
) -> Result<Response, Error> {
    let theirs = (form.side == "theirs").then(|| found.theirs.unit.clone());
    let trouble = Trouble { errors, theirs, ..Trouble::default() };
    form_again(member, site, form, trouble, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The form again with whose limit stood in the way and whom to ask.
async fn refused(
    member: &Member,
    site: &Site,
    form: &PayForm,
    (found, leg, refusal): (&Found, usize, Refusal),
) -> Result<Response, Error> {
    let place = place_of(&member.chrome)?;
    let sides = found.sides(&member.exchange);
    let error = refusal_error(whose(leg, refusal), refusal, &member.chrome, (place, &sides));
    again(member, site, form, (found, vec![error])).await
}

/// Answers `POST /transfers` if the payee is in a partner exchange: pays, both legs or none. Nobody pays under a rate that they
/// have not seen: without what a check page showed, whichever side was typed, the check page comes first.
///
/// # Errors
/// When the database fails.
pub async fn pay(member: &Member, site: &Site, form: &PayForm) -> Result<Option<Response>, Error> {
    let Some(found) = payee(member, site, form).await? else { return Ok(None) };
    let (payment, typed) = match read(member, form, &found) {
        Ok(read) => read,
        Err(errors) => return again(member, site, form, (&found, errors)).await.map(Some),
    };
    let mine = member.chrome.place.as_ref().and_then(|place| place.mine.as_ref()).ok_or(Error::NotFound)?;
    let id = payment.id;
    let trade = Trade {
        exchange: member.exchange.clone(),
        payer: member.me.account,
        payer_code: mine.code.clone(),
        payer_name: mine.member.clone(),
        payee: found.payee.code.clone(),
        id,
        typed,
        description: payment.description,
        shown: form.shown.clone(),
        by: member.person.id,
        at: site.clock.now(),
        salts: [random(), random()],
    };
    match book(site, trade, &found).await {
        Ok(_) => {
            site.mail_waits.notify_one();
            Ok(Some(Redirect::to(&member.chrome.href(&TransferPath { id: id.to_string() })).into_response()))
        }
        Err(TradeError::Refused(TradeRefusal::Stale)) => {
            let seen = if form.shown.is_empty() { Seen::Never } else { Seen::Before };
            check_found(member, site, form, (&found, seen)).await.map(Some)
        }
        Err(TradeError::Refused(TradeRefusal::Unknown)) => Ok(None),
        Err(TradeError::Refused(TradeRefusal::Convert(error))) => {
            again(member, site, form, (&found, vec![no_other_side(member, error)])).await.map(Some)
        }
        Err(TradeError::Refused(TradeRefusal::Post(NotPosted::Rule { index, refusal }))) => {
            refused(member, site, form, (&found, index, refusal)).await.map(Some)
        }
        Err(TradeError::Refused(TradeRefusal::Post(NotPosted::OtherTerms))) => {
            other_terms(member, site, id).await.map(Some)
        }
        Err(TradeError::Refused(TradeRefusal::Post(refusal))) => Err(refusal.into()),
        Err(TradeError::Db(error)) => Err(error.into()),
    }
}

/// One transaction: both legs and the payee's notice.
async fn book(site: &Site, trade: Trade, found: &Found) -> Result<Receipt, TradeError> {
    site.db
        .write((trade, found.theirs.id), async |tx, (trade, theirs)| {
            let receipt = post_intertrade(tx, trade).await?;
            let leg = receipt.transfers.iter().find(|leg| leg.exchange == *theirs);
            if let (false, Some(leg)) = (receipt.repeated, leg) {
                let to = (leg.exchange, leg.payee);
                let notice = NewNotice::of_transfer(NoticeKind::Paid, to, leg.id, leg.booked_at);
                notices::tell(tx, &[notice]).await?;
            }
            Ok(receipt)
        })
        .await
}

/// The receipt of an intertrade as this reader sees it; none if they may not.
///
/// # Errors
/// When the database fails.
pub async fn receipt(site: &Site, member: &Member, leg: &Stored, why: Why) -> Result<Option<String>, Error> {
    let mut conn = site.db.read().await?;
    let partner = ExchangeId(leg.partner_id);
    // Above zero: the clearing account took it, so our member paid.
    let paid = leg.value > 0;
    let (party, after) = if paid { (leg.payer, leg.payer_after) } else { (leg.payee, leg.payee_after) };
    if party != member.me.account && !member.may(Right::SeeBalances) {
        return Ok(None);
    }
    let (_, here) = members::name(&mut conn, member.scope(), party).await?;
    let theirs = crate::http::tenant::by_id(&mut conn, partner).await?;
    let twin = ledger::store::find(&mut conn, partner, &[leg.id]).await?.pop();
    let language = member.chrome.language;
    let other_amount = twin.zip(theirs.as_ref()).map(|(twin, theirs)| amount_text(&theirs.unit, language, twin.amount));
    let view = TradeReceipt {
        id: leg.id,
        paid,
        here,
        there: format!("{} {}", leg.partner_name, leg.partner_code),
        partner: theirs.map_or(String::new(), |theirs| theirs.name),
        amount: leg.amount,
        other_amount,
        value: leg.value,
        description: leg.description.clone(),
        booked_at: leg.booked_at,
        after,
        why,
        reverses: leg.reverses,
        may_undo: leg.reverses.is_none() && party != member.me.account && member.may(Right::Reverse),
    };
    Ok(Some(receipt_page(&member.chrome, place_of(&member.chrome)?, &view)))
}
