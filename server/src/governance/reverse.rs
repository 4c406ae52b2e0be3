//! The committee undoes a payment by its opposite, once, past the limits, with a reason; both sides are told.

use app::governance::reverse::{Barred, ReverseForm, ReverseMail, Undone, reverse_page};
use app::ids::{AccountId, MemberId, TransferId};
use app::ledger::{Amount, Unit};
use app::limits::form::reason;
use app::paths::exchange::{Reverse as ReversePath, Transfer as TransferPath};
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::acts::{self, Act};
use super::store::undoing;
use crate::actor::{Committee, Member, Reverse, Scope};
use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::db::{DbError, Tx};
use crate::error::Error;
use crate::form::Form;
use crate::ledger::{self, Kind, NewTransfer, PostError, Stored};
use crate::limits::store::is_own;
use crate::mail;
use crate::members::store as members;
use crate::sign_in::with_flash;
use crate::site::Site;

/// A transfer and how it is shown.
struct Subject {
    stored: Stored,
    undone: Undone,
    /// Its opposite, if it was undone.
    undoing: Option<TransferId>,
}

async fn subject(member: &Member, site: &Site, path: &ReversePath) -> Result<Subject, Error> {
    let id = path.id.parse::<TransferId>().map_err(|_| Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let scope = member.scope();
    let stored = ledger::store::find(&mut conn, scope.exchange(), &[id]).await?.pop().ok_or(Error::NotFound)?;
    let (_, payer) = members::name(&mut conn, scope, stored.payer).await?;
    let (_, payee) = members::name(&mut conn, scope, stored.payee).await?;
    let undoing = undoing(&mut conn, scope, id).await?;
    let own = is_own(&mut conn, scope, stored.payer, member.person.id).await?
        || is_own(&mut conn, scope, stored.payee, member.person.id).await?;
    let barred = if own {
        Some(Barred::Own)
    } else if undoing.is_some() {
        Some(Barred::Done)
    } else {
        match stored.kind.as_str() {
            "reversal" => Some(Barred::IsReversal),
            "intertrade" => Some(Barred::Intertrade),
            _ => None,
        }
    };
    let undone = Undone { id: id.to_string(), payer, payee, amount: stored.amount, barred };
    Ok(Subject { stored, undone, undoing })
}

/// `GET /transfers/{id}/reverse`
pub async fn form(
    path: ReversePath,
    committee: Committee<Reverse>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let member = committee.member;
    let subject = subject(&member, &site, &path).await?;
    let form = ReverseForm { id: fresh_transfer_id().to_string(), reason: String::new() };
    Ok(show(&member, &subject, &form, &[]))
}

/// The page; 422 when the form was wrong or the transfer cannot be undone.
fn show(member: &Member, subject: &Subject, form: &ReverseForm, errors: &[FieldError]) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = reverse_page(&member.chrome, &member.exchange.unit, &subject.undone, (form, errors));
    (status, Html(page)).into_response()
}

/// `POST /transfers/{id}/reverse`: the same form again leads to the same receipt.
pub async fn reverse(
    path: ReversePath,
    committee: Committee<Reverse>,
    State(site): State<Site>,
    Form(form): Form<ReverseForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let subject = subject(&member, &site, &path).await?;
    let id = form.id.parse::<TransferId>().map_err(|_| Error::BadRequest)?;
    let receipt = |id: TransferId| member.chrome.href(&TransferPath { id: id.to_string() });
    if subject.undoing == Some(id) {
        return Ok(with_flash(&site, &receipt(id), Flash::Saved));
    }
    if subject.undone.barred.is_some() {
        let mut response = show(&member, &subject, &form, &[]);
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    let mut errors = Vec::new();
    let Some(reason) = reason(member.chrome.words(), &form.reason, &mut errors) else {
        return Ok(show(&member, &subject, &form, &errors));
    };
    match book(&member, &site, &subject, (id, reason)).await {
        Ok(()) => {
            site.mail_waits.notify_one();
            Ok(with_flash(&site, &receipt(id), Flash::Saved))
        }
        // Somebody else was faster, or the id was used: the page says how it stands now.
        Err(PostError::Db(DbError::Exists) | PostError::OtherTerms) => {
            let Subject { stored, mut undone, undoing } = subject;
            undone.barred = Some(Barred::Done);
            let mut response = show(&member, &Subject { stored, undone, undoing }, &form, &[]);
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// One transaction: the opposite transfer, the act, and the mails to both sides.
async fn book(
    member: &Member,
    site: &Site,
    subject: &Subject,
    (id, reason): (TransferId, String),
) -> Result<(), PostError> {
    let (now, stored) = (site.clock.now(), &subject.stored);
    let Some(amount) = Amount::new(stored.amount) else { return Err(PostError::UnknownAccount) };
    let transfer = NewTransfer {
        exchange: member.exchange.id,
        id,
        kind: Kind::Reversal,
        payer: stored.payee,
        payee: stored.payer,
        amount,
        traded_on: now.day(&member.exchange.zone),
        booked_at: now,
        entered_by: member.person.id,
        on_behalf: true,
        rules_version: member.exchange.rules_version,
        waiver: Some(reason.clone()),
        partner: None,
        reverses: Some(stored.id),
        description: reason.clone(),
        salt: random(),
    };
    let act = Act {
        exchange: member.exchange.id,
        id: fresh_key(),
        at: now,
        by: member.person.id,
        act: "reverse",
        object: stored.id.to_string(),
        on_behalf_of: MemberId(0),
        why: reason.clone(),
    };
    let notice = Notice {
        scope: member.scope(),
        unit: member.exchange.unit.clone(),
        mail: ReverseMail {
            payer: subject.undone.payer.clone(),
            payee: subject.undone.payee.clone(),
            exchange: member.exchange.name.clone(),
            reason,
            link: format!("{}{}", site.config.public_url, member.chrome.href(&TransferPath { id: id.to_string() })),
        },
    };
    site.db
        .write(move |tx| {
            let (transfer, act, notice) = (transfer.clone(), act.clone(), notice.clone());
            Box::pin(async move {
                let receipt = ledger::post(tx, std::slice::from_ref(&transfer)).await?;
                if receipt.repeated {
                    return Ok(());
                }
                acts::record(tx, &act).await?;
                for stored in &receipt.transfers {
                    tell(tx, &notice, stored).await?;
                }
                Ok(())
            })
        })
        .await
}

/// What the mails need to know beyond the transfer.
#[derive(Clone)]
struct Notice {
    scope: Scope,
    unit: Unit,
    mail: ReverseMail,
}

async fn tell(tx: &mut Tx, notice: &Notice, stored: &Stored) -> Result<(), DbError> {
    let sides: [(AccountId, i64); 2] = [(stored.payer, stored.payer_after), (stored.payee, stored.payee_after)];
    for (account, balance) in sides {
        let texts = |language| notice.mail.texts(&notice.unit, language, stored.amount, balance);
        mail::tell(tx, (notice.scope, account), stored.booked_at, texts).await?;
    }
    Ok(())
}
