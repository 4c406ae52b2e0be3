//! The committee pays on behalf of a member: recorded as such, and both sides are told.

use app::ids::Code;
use app::journal::What;
use app::notices::NoticeKind;
use app::paths::exchange::{PayFor as PayForPath, Transfer as TransferPath};
use app::payments::Payment;
use app::payments::behalf::{BehalfForm, behalf_check_page, behalf_own_page, behalf_page};
use app::payments::forms::refusal_error;
use app::ui::FieldError;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::told;
use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::http::actor::{Committee, Member, PayForMembers};
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::journal::{self, Act};
use crate::ledger::{self, Movement, NewTransfer, NotPosted, PostError, Slip};
use crate::members::store::is_own;
use crate::members::store::{self as members, Payee};
use crate::notices;
use crate::site::Site;

/// The member of that code; none if the reader acts for it anyway.
async fn payer(member: &Member, site: &Site, path: &PayForPath) -> Result<Option<Payee>, Error> {
    let code = Code::typed(&path.code).ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let found = members::payees(&mut conn, member.scope(), code.as_str()).await?;
    let payer = found.into_iter().find(|one| one.candidate.code == code).ok_or(Error::NotFound)?;
    let own = is_own(&mut conn, member.scope(), payer.account, member.person.id).await?;
    Ok((!own).then_some(payer))
}

/// `GET /members/{code}/pay`
pub async fn form(
    path: PayForPath,
    committee: Committee<PayForMembers>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let member = committee.member;
    let Some(payer) = payer(&member, &site, &path).await? else {
        return Ok(Html(behalf_own_page(&member.chrome)).into_response());
    };
    let form = BehalfForm { id: fresh_transfer_id().to_string(), ..BehalfForm::default() };
    Ok(Html(behalf_page(&member.chrome, &payer.candidate, &form, &[])).into_response())
}

/// `POST /members/{code}/pay`: the check page, and once confirmed the payment. The same form again leads to its receipt.
pub async fn pay(
    path: PayForPath,
    committee: Committee<PayForMembers>,
    State(site): State<Site>,
    Form(form): Form<BehalfForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let Some(payer) = payer(&member, &site, &path).await? else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(behalf_own_page(&member.chrome))).into_response());
    };
    let again = |errors: &[FieldError]| {
        let page = behalf_page(&member.chrome, &payer.candidate, &form, errors);
        (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()
    };
    let (unit, language) = (&member.exchange.unit, member.chrome.language);
    let (payment, waiver) = match form.parse(unit, language) {
        Ok(read) => read,
        Err(errors) => return Ok(again(&errors)),
    };
    let payee = match payee(&member, &site, (&payment, waiver.is_some())).await? {
        Ok(payee) => payee,
        Err(error) => return Ok(again(&[error])),
    };
    if form.confirmed != "yes" {
        let sides = (&payer.candidate, &payee.candidate);
        return Ok(Html(behalf_check_page(&member.chrome, unit, sides, (&payment, &form))).into_response());
    }
    let receipt = member.chrome.href(&TransferPath { id: payment.id.to_string() });
    match book(&member, &site, (payer.clone(), payee), (payment, waiver)).await {
        Ok(()) => {
            site.mail_waits.notify_one();
            Ok(Redirect::to(&receipt).into_response())
        }
        Err(PostError::Refused(NotPosted::Rule { refusal, .. })) => {
            Ok(again(&[refusal_error(refusal, member.chrome.words(), unit, language)]))
        }
        Err(PostError::Refused(NotPosted::OtherTerms)) => {
            super::other_terms(&member, &site, form.id.parse().map_err(|_| Error::NotFound)?).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whom the form means; or what is wrong with that.
async fn payee(
    member: &Member,
    site: &Site,
    (payment, waived): (&Payment, bool),
) -> Result<Result<Payee, FieldError>, Error> {
    let words = member.chrome.words();
    let mut conn = site.db.read().await?;
    let mut found = members::payees(&mut conn, member.scope(), &payment.to).await?;
    let wrong = |message| Ok(Err(FieldError { field: "to", message }));
    let (Some(payee), true) = (found.pop(), found.is_empty()) else {
        return if found.is_empty() { wrong(words.pay_to_unknown(&payment.to)) } else { wrong(words.pay_to_several()) };
    };
    let own = is_own(&mut conn, member.scope(), payee.account, member.person.id).await?;
    // Nobody lets a payment to themselves pass a limit.
    if waived && own {
        return wrong(words.payfor_waive_own());
    }
    Ok(Ok(payee))
}

/// One transaction: the transfer, the act, and the notices to both sides.
async fn book(
    member: &Member,
    site: &Site,
    (payer, payee): (Payee, Payee),
    (payment, waiver): (Payment, Option<String>),
) -> Result<(), PostError> {
    let (now, exchange) = (site.clock.now(), &member.exchange);
    let act = Act {
        object: payment.id.to_string(),
        on_behalf_of: payer.member,
        why: waiver.clone().unwrap_or_default(),
        ..Act::new(What::PayFor, (exchange.id, fresh_key()), (member.person.id, now))
    };
    let slip = Slip { on_behalf: true, ..exchange.slip((payment.id, random()), member.person.id, now) };
    let movement = Movement { payer: payer.account, payee: payee.account, amount: payment.amount };
    let transfer = NewTransfer::payment(slip, movement, payment.description).waived(waiver);
    site.db
        .write((transfer, act), async |tx, (transfer, act)| {
            let receipt = ledger::post(tx, std::slice::from_ref(transfer)).await?;
            if receipt.repeated {
                return Ok(());
            }
            journal::record(tx, act).await?;
            let to_payee = told(NoticeKind::Paid, transfer, transfer.movement.payee);
            notices::tell(tx, &[to_payee, told(NoticeKind::PaidForYou, transfer, transfer.movement.payer)]).await?;
            Ok(())
        })
        .await
}
