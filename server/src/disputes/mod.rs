//! The committee undoes a payment by its opposite, once, past the limits, with a reason; both sides are told. How the payee gives it
//! back is `back.rs`.
//!
//! Who may: a committee member with the right who is no party to it, on either side. A payment between two exchanges takes back what
//! a member of one of them was paid; so only the committee of the exchange whose member was paid undoes it, as they alone
//! answer for their member and can ask them. The payer's committee reads whom to ask. Neither may take from the other's member.

pub mod back;
pub mod store;
pub mod work;

use app::disputes::{Barred, ReverseForm, Undone, reverse_page};
use app::forms::FieldError;
use app::ids::TransferId;
use app::paths::exchange::{Reverse as ReversePath, Transfer as TransferPath};
use app::ui::Flash;
use app::ui::text::amount_text;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::http::actor::{Committee, Member, Reverse};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::ledger::NotPosted;
use crate::site::Site;
use work::{Order, UndoAnswer, Undoable, Undoer};

/// `GET /transfers/{id}/reverse`
pub async fn form(
    path: ReversePath,
    committee: Committee<Reverse>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let member = committee.member;
    let undone = undone(&member, &site, id_of(&path)?).await?;
    let form = ReverseForm { id: fresh_transfer_id().to_string(), reason: String::new() };
    Ok(show(&member, &undone, (&form, &[]), StatusCode::OK))
}

/// `POST /transfers/{id}/reverse`: the same form again leads to the same receipt.
pub async fn reverse(
    path: ReversePath,
    committee: Committee<Reverse>,
    State(site): State<Site>,
    Form(form): Form<ReverseForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let undoes = id_of(&path)?;
    let undone = undone(&member, &site, undoes).await?;
    let (id, reason) = match form.parse(member.chrome.language) {
        Ok(read) => read,
        Err(errors) => {
            let id = form.id.parse().unwrap_or_else(|_| fresh_transfer_id());
            let form = ReverseForm { id: id.to_string(), ..form };
            // What cannot be undone has no form in which anything could be put right.
            let errors = if undone.barred.is_none() { errors } else { Vec::new() };
            return Ok(show(&member, &undone, (&form, &errors), StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let order = Order {
        undoer: Undoer::Committee,
        exchange: member.exchange.clone(),
        undoes,
        id,
        reason,
        by: member.person.id,
        at: site.clock.now(),
        act: fresh_key(),
        salts: [random(), random()],
    };
    let barred = |why, status| Ok(show(&member, &Undone { barred: Some(why), ..undone.clone() }, (&form, &[]), status));
    match site.db.write(order, work::undo).await? {
        UndoAnswer::Undone(_) | UndoAnswer::Repeated(_) => {
            site.notices_wait.notify_one();
            let receipt = member.chrome.href(&TransferPath { id: id.to_string() });
            Ok(with_flash(&site, &receipt, Flash::Saved))
        }
        UndoAnswer::Barred(why) => barred(why, StatusCode::UNPROCESSABLE_ENTITY),
        // The id was used for something else: the page says that this form is over.
        UndoAnswer::NotPosted(NotPosted::OtherTerms) => barred(Barred::Done, StatusCode::CONFLICT),
        UndoAnswer::NotPosted(refusal) => Err(refusal.into()),
        UndoAnswer::Unknown => Err(Error::NotFound),
    }
}

fn id_of(path: &ReversePath) -> Result<TransferId, Error> {
    path.id.parse().map_err(|_| Error::NotFound)
}

/// What the page says of a transfer as it stands.
async fn undone(member: &Member, site: &Site, id: TransferId) -> Result<Undone, Error> {
    let mut conn = site.db.read().await?;
    let found = work::look(&mut conn, &member.exchange, (Undoer::Committee, member.person.id), id).await?;
    let Undoable { legs, barred, .. } = found.ok_or(Error::NotFound)?;
    let texts = legs.iter().map(|leg| amount_text(&leg.exchange.unit, member.chrome.language, leg.stored.amount));
    let amount = texts.collect::<Vec<_>>().join(" / ");
    let (payer, payee) = legs.first().map(|leg| (leg.payer.clone(), leg.payee.clone())).unwrap_or_default();
    Ok(Undone { id: id.to_string(), payer, payee, amount, barred })
}

fn show(member: &Member, undone: &Undone, form: (&ReverseForm, &[FieldError]), status: StatusCode) -> Response {
    (status, Html(reverse_page(&member.chrome, undone, form))).into_response()
}
