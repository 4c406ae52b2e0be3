//! Erasing whoever has left or has died: by the committee, at their own asking (`person`), by a rule (`job`), and again in books that are
//! restored from before (`again`).
//!
//! Always holds: the one list of what goes is in `store` and `person::store`.

pub mod again;
pub mod job;
pub mod person;
pub mod store;
pub mod work;

use app::forms::numbered;
use app::ids::Code;
use app::members::erasing::{EraseForm, ErasePage, EraseRefusal, erase_page};
use app::paths::exchange::Erase;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use self::store::Gone;
use self::work::{Erasing, NotErased, erase};
use super::states::store::find;
use super::store::is_own;
use crate::clock::fresh_key;
use crate::db::Failed;
use crate::http::actor::{Committee, Member, SetStates};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::journal;
use crate::site::Site;

/// A member, and whether it is the reader's own membership.
struct EraseSubject {
    gone: Gone,
    refusal: Option<EraseRefusal>,
    is_own: bool,
}

async fn subject(member: &Member, site: &Site, path: &Erase) -> Result<EraseSubject, Error> {
    let code = Code::typed(&path.code).ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let found = find(&mut conn, member.scope(), &code).await?.ok_or(Error::NotFound)?;
    let key = (member.exchange.id, found.member_id);
    let gone = store::gone(&mut conn, key).await?.ok_or(Error::NotFound)?;
    let is_own = is_own(&mut conn, member.scope(), found.account_id, member.person.id).await?;
    let zone = &member.exchange.zone;
    let refusal = gone.erasable(zone).may(site.clock.now().day(zone)).err();
    Ok(EraseSubject { gone, refusal, is_own })
}

/// `GET /members/{code}/erase`
pub async fn form(path: Erase, committee: Committee<SetStates>, State(site): State<Site>) -> Result<Response, Error> {
    let member = committee.member;
    let subject = subject(&member, &site, &path).await?;
    let form = EraseForm { id: fresh_key().to_string(), ..EraseForm::default() };
    Ok(show(&member, subject, (form, Vec::new())))
}

/// The page; 422 with errors.
fn show(member: &Member, subject: EraseSubject, (form, errors): (EraseForm, Vec<FieldError>)) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let EraseSubject { gone, refusal, is_own } = subject;
    let data = ErasePage { code: gone.code, name: gone.name, refusal, is_own, form, errors };
    (status, Html(erase_page(&member.chrome, data))).into_response()
}

/// `POST /members/{code}/erase`: at once and for good; the same form again erases nothing more.
pub async fn decide(
    path: Erase,
    committee: Committee<SetStates>,
    State(site): State<Site>,
    Form(form): Form<EraseForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let subject = subject(&member, &site, &path).await?;
    let words = member.chrome.words();
    if subject.is_own {
        let own = FieldError { field: app::forms::PAGE, message: words.state_own() };
        return Ok(show(&member, subject, (form, vec![own])));
    }
    let language = member.chrome.language;
    // Under the code that stands for it by now, the name of whoever was erased says nothing.
    let name = if subject.gone.is_erased() { "" } else { &subject.gone.name };
    let (id, reason) = match numbered(&form.id, language, form.parse(name, language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = EraseForm { id: journal::number(&form.id), ..form };
            return Ok(show(&member, subject, (form, errors)));
        }
    };
    let erasing = Erasing {
        exchange: member.exchange.id,
        member: subject.gone.member_id,
        zone: member.exchange.zone.clone(),
        reason,
        who: (id, (member.person.id, site.clock.now())),
    };
    match site.db.write(erasing, erase).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            Ok(with_flash(&site, &member.chrome.href(&path), Flash::Saved))
        }
        Err(Failed::Refused(NotErased::Refused(refusal))) => {
            let error = FieldError { field: app::forms::PAGE, message: refusal.text(words) };
            let form = EraseForm { id: fresh_key().to_string(), ..form };
            let subject = self::subject(&member, &site, &path).await?;
            Ok(show(&member, subject, (form, vec![error])))
        }
        Err(Failed::Refused(NotErased::Gone)) => Err(Error::NotFound),
        Err(Failed::Refused(NotErased::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}
