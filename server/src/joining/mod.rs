//! Joining: the form, the mail that shows whose address it is, and what who applied sees until it is decided.
//!
//! Always holds: whether an address is known here shows in its mail alone; whoever has not confirmed is shown to nobody.

pub mod admit;
mod confirm;
mod decide;
pub mod enrol;
mod entering;
pub mod invitations;
mod mails;
mod own;
pub mod seconding;
pub mod store;
pub mod vouching;

use app::forms::{PAGE, numbered};
use app::joining::forms::{JoinAsked, JoinForm, Newcomer};
use app::joining::invitations::{WithInvitation, invited_page};
use app::joining::pages::{CodeNews, JoinPage, join_page};
use app::paths::exchange::{Home, JoinOffers};
use app::paths::query::InvitationQuery;
use app::rules::who_may_join::WhoMayJoin;
use app::sign_in::phrase::offered_again;
use app::time::Instant;
use app::ui::FieldError;
use app::words::Language;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
pub use confirm::{again, confirm, confirm_form, confirm_link, link_form};
pub use decide::{decide, page, save_checks};
/// What becomes of what somebody said they offer, once they are let in: the word of that job.
pub const FIRST_LISTINGS: &str = "first-listings";

pub use own::{offers, offers_form, standing, withdraw};

use self::mails::Letters;
use self::store::{JoiningKey, Left, NewApplication};
use crate::clock::random;
use crate::db::{DbError, Tx};
use crate::http::actor::{Person, Visitor};
use crate::http::address::Address;
use crate::http::answer::Error;
use crate::http::form::{Sent, of_another};
use crate::http::query::Query;
use crate::http::tenant::Exchange;
use crate::mail;
use crate::sign_in::link::HOUR;
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// Mails to one address, and forms from one place, in an hour.
const MOST: [i64; 2] = [3, 30];
/// How long it is kept what nobody confirmed, in seconds.
const KEPT: i64 = 24 * HOUR;

/// A number that nobody guesses: whoever has it may try the code.
fn secret_number() -> i64 {
    (i64::from_be_bytes(random()) & i64::MAX).max(1)
}

/// `GET /join?invitation=`
pub async fn form(
    visitor: Visitor,
    exchange: Exchange,
    (State(site), address): (State<Site>, Address),
    Query(query): Query<InvitationQuery>,
) -> Result<Response, Error> {
    if visitor.member.is_some() {
        return Ok(Redirect::to(&visitor.chrome.href(&Home)).into_response());
    }
    if let Some(page) = standing(&visitor, &exchange, &site).await? {
        return Ok(page.into_response());
    }
    let invited = invitations::look(&site, &exchange, (&query.invitation, address)).await?;
    if let Some(page) = only_invited((&visitor, &exchange), (&query.invitation, &invited)) {
        let status = if invited == WithInvitation::Over { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return Ok((status, page).into_response());
    }
    let form = JoinForm { id: secret_number().to_string(), ..JoinForm::default() };
    show((&visitor, &exchange), (&site, invited), &form, &[]).await
}

/// Where one joins by invitation alone, and has none: the code, or whom to ask.
fn only_invited(
    (visitor, exchange): (&Visitor, &Exchange),
    (typed, invited): (&str, &WithInvitation),
) -> Option<Html<String>> {
    let only = exchange.rules.who_may_join() == WhoMayJoin::Invitation;
    let shut = only && !matches!(invited, WithInvitation::Good(..));
    shut.then(|| Html(invited_page(&visitor.chrome, &exchange.name, (typed, invited))))
}

/// The page; 422 with errors.
async fn show(
    (visitor, exchange): (&Visitor, &Exchange),
    (site, invited): (&Site, WithInvitation),
    form: &JoinForm,
    errors: &[FieldError],
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    // Who made it has said yes with it.
    let second = match invited {
        WithInvitation::Good(number, _) => invitations::takes_two(&mut conn, exchange, number).await?,
        WithInvitation::Nobody | WithInvitation::Over => false,
    };
    let page = JoinPage {
        second,
        exchange: exchange.name.clone(),
        language: exchange.language,
        agreement: store::agreement(&mut conn, exchange.id).await?,
        invited,
        phrase: offered_again(&form.offered, visitor.chrome.language, random()),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(join_page(&visitor.chrome, &page, form, errors))).into_response())
}

/// `POST /join`: who is signed in has applied; everybody else gets a mail, and the same answer.
pub async fn apply(
    visitor: Visitor,
    exchange: Exchange,
    State(site): State<Site>,
    address: Address,
    Sent { mark, form }: Sent<JoinForm>,
) -> Result<Response, Error> {
    if let Some(other) = of_another(&site, &visitor, &mark).await? {
        return Ok(other);
    }
    if visitor.member.is_some() {
        return Ok(Redirect::to(&visitor.chrome.href(&Home)).into_response());
    }
    let invited = invitations::look(&site, &exchange, (&form.invitation, address)).await?;
    if let Some(page) = only_invited((&visitor, &exchange), (&form.invitation, &invited)) {
        let over = invited == WithInvitation::Over;
        let status = if over { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
        return Ok((status, page).into_response());
    }
    let language = visitor.chrome.language;
    let version = {
        let mut conn = site.db.read().await?;
        store::agreement(&mut conn, exchange.id).await?.version
    };
    let about = format!("{}\n{}", exchange.name, exchange.slug);
    let read = form.parse((visitor.person.is_some(), version), &about, language);
    // They learn of it before they send it off without.
    let read = match (read, &invited) {
        (Ok(_), WithInvitation::Over) => {
            let message = visitor.chrome.words().join_invited_over();
            Err(vec![FieldError { field: PAGE, message }])
        }
        (read, _) => read,
    };
    let (id, asked) = match numbered(&form.id, language, read) {
        Ok(asked) => asked,
        Err(errors) => {
            let id = form.id.parse().ok().filter(|id| *id > 0).unwrap_or_else(secret_number);
            let form = JoinForm { id: id.to_string(), ..form };
            return show((&visitor, &exchange), (&site, invited), &form, &errors).await;
        }
    };
    let now = site.clock.now();
    let JoinAsked { newcomer, area } = asked;
    match (newcomer, &visitor.person) {
        (Some(newcomer), _) => {
            let asked = JoinTerms { key: (exchange.id, id), area, version, language, now, invited };
            let of_address = Limit::new("join", By::Address(address), (MOST[1], HOUR));
            throttle::admit(&site.db, &of_address, now).await?;
            ask_to_confirm((&site, &exchange), asked, newcomer).await?;
            Ok(confirm::to_code(&visitor, id, CodeNews::Sent))
        }
        (None, Some(person)) => {
            let new = with_what_they_have((&exchange, id), person, (area, version, now));
            let new = NewApplication { invitation: invited.number(), ..new };
            own::apply((&site, &exchange), new).await?;
            Ok(Redirect::to(&visitor.chrome.href(&JoinOffers)).into_response())
        }
        (None, None) => Err(Error::BadRequest),
    }
}

fn with_what_they_have(
    (exchange, id): (&Exchange, i64),
    person: &Person,
    (area, agreement_version, at): (String, i64, Instant),
) -> NewApplication {
    let name = person.name.clone();
    NewApplication { key: (exchange.id, id), person: person.id, name, area, agreement_version, at, invitation: 0 }
}

/// What was asked beside who it is.
struct JoinTerms {
    key: JoiningKey,
    area: String,
    version: i64,
    language: Language,
    now: Instant,
    invited: WithInvitation,
}

/// Leaves what was filled in and sends the mail; the same form again does nothing more.
async fn ask_to_confirm(
    (site, exchange): (&Site, &Exchange),
    asked: JoinTerms,
    newcomer: Newcomer,
) -> Result<(), Error> {
    let Newcomer { name, email, password } = newcomer;
    let (key, now) = (asked.key, asked.now);
    let mut left = Left {
        email,
        name,
        area: asked.area,
        language: Language::ALL.into_iter().find(|one| *one == asked.language).unwrap_or(Language::English),
        password_hash: String::new(),
        agreement_version: asked.version,
        invitation_id: asked.invited.number(),
    };
    let before = {
        let mut conn = site.db.read().await?;
        store::left(&mut conn, key).await?
    };
    if let Some(before) = before {
        return is_the_same(site, &before, (&left, password)).await;
    }
    // Too many to one address is not said: it would tell nothing that is theirs to know who asks.
    let of_email = Limit::new("join", By::Email(&left.email), (MOST[0], HOUR));
    let fits = throttle::allows(&site.db, &of_email, now).await?;
    left.password_hash = site.passwords.place(None)?.hash(password).await?;
    if !fits {
        return Ok(());
    }
    let letters = Letters::new(site, exchange, (now, asked.invited.code())).await?;
    let work = (key, left, letters);
    match site.db.write(work, async |tx, (key, left, letters)| leave(tx, *key, (left, letters)).await).await {
        // A twin of this form was faster.
        Ok(()) | Err(DbError::Exists) => {}
        Err(error) => return Err(error.into()),
    }
    site.mail_waits.notify_one();
    Ok(())
}

/// Whether a form that comes again says what it said.
async fn is_the_same(site: &Site, before: &Left, (now, password): (&Left, String)) -> Result<(), Error> {
    let said = |left: &Left| (left.email.clone(), left.name.clone(), left.area.clone(), left.agreement_version);
    let right = site.passwords.place(None)?.verify(password, Some(before.password_hash.clone())).await?;
    if right && said(before) == said(now) { Ok(()) } else { Err(Error::Conflict) }
}

async fn leave(tx: &mut Tx, key: JoiningKey, (left, letters): (&Left, &Letters)) -> Result<(), DbError> {
    store::leave(tx, key, (left, &letters.lock)).await?;
    let mail = letters.mail(tx, left).await?;
    mail::store::enqueue(tx, &[mail], letters.lock.from).await
}

/// Forgets what nobody confirmed.
pub async fn sweep(site: &Site) -> Result<(), DbError> {
    let now = site.clock.now();
    let times = (now.plus_seconds(-KEPT), now);
    site.db.write(times, async |tx, times| store::sweep(tx, *times).await).await
}
