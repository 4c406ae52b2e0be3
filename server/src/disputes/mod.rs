//! The committee undoes a payment by its opposite, once, past the limits, with a reason; both sides are told.
//!
//! Who may: a committee member with the right who is no party to it, on either side. A payment between two exchanges takes back what
//! a member of one of them was paid; so only the committee of the exchange whose member was paid undoes it, as they alone
//! answer for their member and can ask them. The payer's committee reads whom to ask. Neither may take from the other's member.

pub mod store;
pub mod undo;

use app::disputes::{Barred, ReverseForm, Undone, reverse_page};
use app::ids::{ExchangeId, TransferId};
use app::ledger::Kind;
use app::paths::exchange::{Reverse as ReversePath, Transfer as TransferPath};
use app::ui::text::amount_text;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use sqlx::AnyConnection;

use crate::clock::fresh_transfer_id;
use crate::db::DbError;
use crate::http::actor::{Committee, Member, Reverse, Scope};
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::Form;
use crate::http::tenant;
use crate::ledger::{self, NotPosted, PostError, Stored};
use crate::members::store as members;
use crate::members::store::is_own;
use crate::site::Site;
use store::{has_left, undoing};
use undo::{Leg, Order, Undoing, undo};

/// A transfer and how it is shown.
struct Subject {
    /// Ours first; of an intertrade the partner's too.
    legs: Vec<Leg>,
    undone: Undone,
    /// Its opposite, if it was undone.
    undoing: Option<TransferId>,
}

async fn subject(member: &Member, site: &Site, path: &ReversePath) -> Result<Subject, Error> {
    let id = path.id.parse::<TransferId>().map_err(|_| Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let scope = member.scope();
    let stored = ledger::store::find(&mut conn, scope.exchange(), &[id]).await?.pop().ok_or(Error::NotFound)?;
    let undoing = undoing(&mut conn, scope, id).await?;
    let legs = legs(&mut conn, member, stored).await?;
    let (mut own, mut left) = (false, false);
    for leg in &legs {
        let scope = Scope::of_party(leg.exchange.id);
        for account in [leg.stored.payer, leg.stored.payee] {
            own |= is_own(&mut conn, scope, account, member.person.id).await?;
            left |= has_left(&mut conn, scope, account).await?;
        }
    }
    let barred = if own {
        Some(Barred::Own)
    } else if undoing.is_some() {
        Some(Barred::Done)
    } else {
        barred(&legs).or(left.then_some(Barred::Left))
    };
    let texts = legs.iter().map(|leg| amount_text(&leg.exchange.unit, member.chrome.language, leg.stored.amount));
    let amount = texts.collect::<Vec<_>>().join(" / ");
    let (payer, payee) = legs.first().map(|leg| (leg.payer.clone(), leg.payee.clone())).unwrap_or_default();
    Ok(Subject { legs, undone: Undone { id: id.to_string(), payer, payee, amount, barred }, undoing })
}

/// What the transfer itself says against it.
fn barred(legs: &[Leg]) -> Option<Barred> {
    let ours = legs.first()?;
    if ours.stored.kind == Kind::Reversal {
        Some(Barred::IsReversal)
    } else if ours.stored.partner_id == 0 {
        None
    } else {
        match legs.get(1) {
            None => Some(Barred::Closed),
            // Above zero: our member paid.
            Some(theirs) if ours.stored.value > 0 => Some(Barred::Theirs(theirs.exchange.name.clone())),
            Some(_) => None,
        }
    }
}

/// The transfer here and, of an intertrade, in the partner's books, if the partner is open.
async fn legs(conn: &mut AnyConnection, member: &Member, stored: Stored) -> Result<Vec<Leg>, Error> {
    let scope = member.scope();
    let (_, mut payer) = members::name(conn, scope, stored.payer).await?;
    let (_, mut payee) = members::name(conn, scope, stored.payee).await?;
    let partner = ExchangeId(stored.partner_id);
    let theirs = if partner.0 == 0 { None } else { tenant::by_id(conn, partner).await? };
    let mut twin = None;
    if let Some(exchange) = theirs {
        let there = format!("{} ({})", stored.partner_name, exchange.name);
        let (paid, here) = (stored.value > 0, &member.exchange.name);
        let from_here = |name: &str| format!("{name} ({here})");
        let ends = if paid {
            payee = there;
            (from_here(&payer), stored.partner_name.clone())
        } else {
            payer = there;
            (stored.partner_name.clone(), from_here(&payee))
        };
        let found = ledger::store::find(conn, partner, &[stored.id]).await?.pop();
        twin = found.map(|stored| Leg { exchange, stored, payer: ends.0, payee: ends.1 });
    }
    let ours = Leg { exchange: member.exchange.clone(), stored, payer, payee };
    Ok([ours].into_iter().chain(twin).collect())
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
    Ok(show(&member, &subject.undone, &form, &[]))
}

/// The page; 422 when the form was wrong or the transfer cannot be undone.
fn show(member: &Member, undone: &Undone, form: &ReverseForm, errors: &[FieldError]) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, Html(reverse_page(&member.chrome, undone, (form, errors)))).into_response()
}

/// `POST /transfers/{id}/reverse`: the same form again leads to the same receipt.
pub async fn reverse(
    path: ReversePath,
    committee: Committee<Reverse>,
    State(site): State<Site>,
    Form(form): Form<ReverseForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let Subject { legs, mut undone, undoing } = subject(&member, &site, &path).await?;
    let id = form.id.parse::<TransferId>().map_err(|_| Error::BadRequest)?;
    let receipt = member.chrome.href(&TransferPath { id: id.to_string() });
    if undoing == Some(id) {
        return Ok(with_flash(&site, &receipt, Flash::Saved));
    }
    if undone.barred.is_some() {
        let mut response = show(&member, &undone, &form, &[]);
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    let reason = match form.parse(member.chrome.language) {
        Ok(reason) => reason,
        Err(errors) => return Ok(show(&member, &undone, &form, &errors)),
    };
    match book(&member, &site, &legs, (id, reason)).await {
        Ok(()) => {
            site.mail_waits.notify_one();
            Ok(with_flash(&site, &receipt, Flash::Saved))
        }
        // Somebody else was faster, or the id was used: the page says how it stands now.
        Err(PostError::Db(DbError::Exists) | PostError::Refused(NotPosted::OtherTerms)) => {
            undone.barred = Some(Barred::Done);
            let mut response = show(&member, &undone, &form, &[]);
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// One transaction: the opposite transfers, the acts, and the mails to both sides.
async fn book(member: &Member, site: &Site, legs: &[Leg], (id, reason): (TransferId, String)) -> Result<(), PostError> {
    let order = Order {
        id,
        reason,
        by: member.person.id,
        at: site.clock.now(),
        committee: member.exchange.name.clone(),
        public_url: site.config.public_url.clone(),
    };
    let undoing = Undoing::of(legs, &order).ok_or(PostError::Refused(NotPosted::UnknownAccount))?;
    let written = site.db.write_boxed(move |tx| {
        let undoing = undoing.clone();
        Box::pin(async move { undo(tx, &undoing).await })
    });
    written.await.map(|_| ())
}
