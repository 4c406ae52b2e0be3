//! The payee gives back what they were paid: the whole amount, linked to the first payment, once. Whoever acts for them may, and nobody
//! on their behalf: the committee has its own way to undo.

use app::disputes::Barred;
use app::disputes::back::{GiveBackForm, NoRoom, Received, give_back_page};
use app::forms::{FieldError, PAGE};
use app::ids::TransferId;
use app::paths::exchange::{GiveBack as GiveBackPath, Transfer as TransferPath};
use app::ui::text::amount_text;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::work::{self, Order, Short, UndoAnswer, Undoer};
use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::db::Failed;
use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::http::reader::place_of;
use crate::ledger::NotPosted;
use crate::members::store as members;
use crate::site::Site;

/// `GET /transfers/{id}/back`
pub async fn form(path: GiveBackPath, member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let received = received(&member, &site, id_of(&path)?).await?;
    let form = GiveBackForm { id: fresh_transfer_id().to_string(), reason: String::new() };
    show(&member, &received, (&form, &[]), StatusCode::OK)
}

/// `POST /transfers/{id}/back`: the same form again leads to the same receipt.
pub async fn give(
    path: GiveBackPath,
    member: Member,
    State(site): State<Site>,
    Form(form): Form<GiveBackForm>,
) -> Result<Response, Error> {
    let undoes = id_of(&path)?;
    // Whether there is room is decided where it is booked.
    let received = Received { no_room: None, ..received(&member, &site, undoes).await? };
    let (id, typed) = match form.parse(member.chrome.language) {
        Ok(read) => read,
        Err(errors) => {
            let id = form.id.parse().unwrap_or_else(|_| fresh_transfer_id());
            let form = GiveBackForm { id: id.to_string(), ..form };
            // What cannot be given back has no form in which anything could be put right.
            let errors = if received.barred.is_none() { errors } else { Vec::new() };
            return show(&member, &received, (&form, &errors), StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let order = Order {
        undoer: Undoer::Payee(member.me.account),
        exchange: member.exchange.clone(),
        undoes,
        id,
        reason: if typed.is_empty() { received.said(member.chrome.words()) } else { typed },
        by: member.person.id,
        at: site.clock.now(),
        act: fresh_key(),
        salts: [random(), random()],
    };
    let barred = |why, status| show(&member, &Received { barred: Some(why), ..received.clone() }, (&form, &[]), status);
    match site.db.write(order, work::give_back).await {
        Ok(UndoAnswer::Undone(_) | UndoAnswer::Repeated(_)) => {
            site.notices_wait.notify_one();
            let receipt = member.chrome.href(&TransferPath { id: id.to_string() });
            Ok(Redirect::to(&receipt).into_response())
        }
        Ok(UndoAnswer::Barred(why)) => barred(why, StatusCode::UNPROCESSABLE_ENTITY),
        // The id was used for something else: the page says that this form is over.
        Ok(UndoAnswer::NotPosted(NotPosted::OtherTerms)) => barred(Barred::Done, StatusCode::CONFLICT),
        Ok(UndoAnswer::NotPosted(refusal)) => Err(refusal.into()),
        Ok(UndoAnswer::Unknown) => Err(Error::NotFound),
        Err(Failed::Refused(short)) => {
            let message = no_room(&received, short).sentence(&member.chrome, place_of(&member.chrome)?);
            let errors = [FieldError { field: PAGE, message }];
            show(&member, &received, (&form, &errors), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

fn no_room(received: &Received, short: Short) -> NoRoom {
    match short {
        Short::Own(room) => NoRoom::Own(room),
        Short::Between => NoRoom::Between(received.partner.clone()),
    }
}

fn id_of(path: &GiveBackPath) -> Result<TransferId, Error> {
    path.id.parse().map_err(|_| Error::NotFound)
}

/// What the page says of a transfer as it stands, if it was paid to this member.
async fn received(member: &Member, site: &Site, id: TransferId) -> Result<Received, Error> {
    if member.on_behalf {
        return Err(Error::NotFound);
    }
    let mut conn = site.db.read().await?;
    let who = (Undoer::Payee(member.me.account), member.person.id);
    let found = work::look(&mut conn, &member.exchange, who, id).await?.ok_or(Error::NotFound)?;
    let mine = members::account(&mut conn, member.scope(), member.me.account).await?;
    let mut legs = found.legs.into_iter();
    let (ours, theirs) = (legs.next().ok_or(Error::NotFound)?, legs.next());
    let [payer, _] = ours.codes;
    let language = member.chrome.language;
    let amount = ours.stored.amount;
    Ok(Received {
        id,
        number: ours.stored.position,
        payer: (payer, ours.payer),
        amount,
        there: theirs.as_ref().map(|leg| amount_text(&leg.exchange.unit, language, leg.stored.amount)),
        partner: theirs.map_or(String::new(), |leg| leg.exchange.name),
        description: ours.stored.description,
        balance: mine.balance,
        barred: found.barred,
        no_room: (amount > mine.room_to_pay()).then(|| NoRoom::Own(mine.room_to_pay())),
    })
}

fn show(
    member: &Member,
    received: &Received,
    form: (&GiveBackForm, &[FieldError]),
    status: StatusCode,
) -> Result<Response, Error> {
    let page = give_back_page(&member.chrome, place_of(&member.chrome)?, received, form);
    Ok((status, Html(page)).into_response())
}
