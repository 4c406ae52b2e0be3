//! A person whose memberships have all ended has all about them erased: signed in, with their password.

pub mod store;

use app::forms::{PAGE, Reader, numbered};
use app::ids::PersonId;
use app::members::erasing::{EraseMeForm, EraseMeRefusal, EraseRefusal, erase_me_page};
use app::time::Instant;
use app::ui::{FieldError, Flash};
use app::words::{Language, Words};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::tz::TimeZone;
use sqlx::AnyConnection;
use tower_sessions::Session;

use self::store::OwnMembership;
use super::store as members;
use super::work::{Erasing, NotErased, erase};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::Signed;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::session::trouble;
use crate::journal;
use crate::members::operators::store::end;
use crate::sign_in::me::is_password;
use crate::site::Site;

/// Why it cannot be done, and in which exchange.
type Hindered = (EraseMeRefusal, String);

/// What stands in the way of erasing somebody at their own asking.
async fn hindered(conn: &mut AnyConnection, (person, now): (PersonId, Instant)) -> Result<Option<Hindered>, DbError> {
    let (is_host, applies) = store::hinders(&mut *conn, person).await?;
    if is_host || applies {
        let why = if is_host { EraseMeRefusal::Host } else { EraseMeRefusal::Applies };
        return Ok(Some((why, String::new())));
    }
    for one in store::memberships(&mut *conn, person).await? {
        let zone = zone_of(&one);
        let Some(gone) = members::gone(&mut *conn, (one.exchange_id, one.member_id)).await? else { continue };
        // Whom others act for too goes on without them.
        let refusal = if one.others > 0 { None } else { gone.erasable(&zone).may(now.day(&zone)).err() };
        if let Some(refusal) = refusal.filter(|refusal| *refusal != EraseRefusal::Already) {
            return Ok(Some((EraseMeRefusal::Member(refusal), one.name)));
        }
    }
    Ok(None)
}

fn zone_of(one: &OwnMembership) -> TimeZone {
    TimeZone::get(&one.time_zone).unwrap_or(TimeZone::UTC)
}

fn sentence(words: &Words, hindered: Option<Hindered>) -> Option<String> {
    hindered.map(|(refusal, exchange)| refusal.text(words, &exchange))
}

/// `GET /me/erase`
pub async fn form(signed: Signed, State(site): State<Site>) -> Result<Response, Error> {
    let form = EraseMeForm { id: fresh_key().to_string(), ..EraseMeForm::default() };
    show((&signed, &site), (&form, &[])).await
}

/// The page; 422 with errors.
async fn show(
    (signed, site): (&Signed, &Site),
    (form, errors): (&EraseMeForm, &[FieldError]),
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let hindered = hindered(&mut conn, (signed.person.id, site.clock.now())).await?;
    let refusal = sentence(signed.chrome.words(), hindered);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(erase_me_page(&signed.chrome, refusal, (form, errors)))).into_response())
}

fn understood(form: &EraseMeForm, language: Language) -> Result<(), Vec<FieldError>> {
    let mut reader = Reader::new(language);
    if form.understood != "yes" {
        reader.wrong::<()>("understood", language.words().erase_not_understood());
    }
    reader.finish(|| Some(()))
}

/// `POST /me/erase`: at once and for good; whoever sends the same form again is nobody any more.
pub async fn erase_me(
    signed: Signed,
    session: Session,
    State(site): State<Site>,
    Form(form): Form<EraseMeForm>,
) -> Result<Response, Error> {
    let words = signed.chrome.words();
    let again = |errors: Vec<FieldError>| (EraseMeForm { id: journal::number(&form.id), ..form.clone() }, errors);
    let id = match numbered(&form.id, signed.chrome.language, understood(&form, signed.chrome.language)) {
        Ok((id, ())) => id,
        Err(errors) => {
            let (form, errors) = again(errors);
            return show((&signed, &site), (&form, &errors)).await;
        }
    };
    if !is_password(&site, &signed.person, form.password.clone()).await? {
        let (form, errors) = again(vec![FieldError { field: "password", message: words.me_password_wrong() }]);
        return show((&signed, &site), (&form, &errors)).await;
    }
    let asked = (signed.person.id, id, site.clock.now());
    match site.db.write(asked, write).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            session.flush().await.map_err(trouble)?;
            Ok(with_flash(&site, "/", Flash::Erased))
        }
        Err(Failed::Refused(NotErasedMe::Hindered(hindered))) => {
            let message = sentence(words, Some(*hindered)).unwrap_or_default();
            let (form, errors) = again(vec![FieldError { field: PAGE, message }]);
            show((&signed, &site), (&form, &errors)).await
        }
        Err(Failed::Refused(NotErasedMe::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// Why nobody was erased.
#[derive(Debug)]
enum NotErasedMe {
    Hindered(Box<Hindered>),
    /// The key stands for something else.
    Other,
}

async fn write(tx: &mut Tx, (person, id, at): &(PersonId, i64, Instant)) -> Result<(), Failed<NotErasedMe>> {
    if let Some(hindered) = hindered(tx.conn(), (*person, *at)).await? {
        return Err(Failed::Refused(NotErasedMe::Hindered(Box::new(hindered))));
    }
    let Some(found) = store::person(tx, *person).await? else { return Ok(()) };
    for (nth, one) in (0_i64..).zip(store::memberships(tx.conn(), *person).await?) {
        let (exchange, member) = (one.exchange_id, one.member_id);
        if one.others > 0 {
            end(tx, (exchange, member), (*person, *at)).await?;
            continue;
        }
        let who = (id.saturating_add(nth), (*person, *at));
        let erasing = Erasing { exchange, member, zone: zone_of(&one), reason: String::new(), who };
        erase(tx, &erasing).await.map_err(|failed| {
            failed.map(|why| match why {
                NotErased::Refused(refusal) => {
                    NotErasedMe::Hindered(Box::new((EraseMeRefusal::Member(refusal), one.name.clone())))
                }
                NotErased::Gone | NotErased::Other => NotErasedMe::Other,
            })
        })?;
    }
    if store::person(tx, *person).await?.is_some() && !store::is_somebody(tx, *person).await? {
        store::blank_person(tx, &found, *at).await?;
    }
    Ok(())
}
