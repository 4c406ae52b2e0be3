//! What a member is: holidays, and what the committee decides about one member, with a reason that the member reads.

pub mod holiday;
pub mod job;
pub mod leave;
pub mod settling;
pub mod store;
pub mod work;

use app::forms::numbered;
use app::ids::Code;
use app::members::asleep::Asleep;
use app::members::states::page::{StateForm, StatePage, not_changed, state_page};
use app::paths::exchange::MemberState as StatePath;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use self::store::StatedMember;
use self::work::{ComesBack, NotChanged, StateChange, change};
use super::asleep::sleep_of;
use super::store::is_own;
use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::db::Failed;
use crate::http::actor::{Committee, Member, SetStates};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::journal;
use crate::site::Site;

/// A member, and whether it is the reader's own membership.
struct StateSubject {
    found: StatedMember,
    sleep: Option<Asleep>,
    is_own: bool,
}

async fn subject(member: &Member, site: &Site, path: &StatePath) -> Result<StateSubject, Error> {
    let code = Code::typed(&path.code).ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let found = store::find(&mut conn, member.scope(), &code).await?.ok_or(Error::NotFound)?;
    let is_own = is_own(&mut conn, member.scope(), found.account_id, member.person.id).await?;
    let sleep = sleep_of(&mut conn, (&member.exchange, found.member_id), site.clock.now()).await?;
    Ok(StateSubject { found, sleep, is_own })
}

/// `GET /members/{code}/state`
pub async fn form(
    path: StatePath,
    committee: Committee<SetStates>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let member = committee.member;
    let subject = subject(&member, &site, &path).await?;
    let form = StateForm { id: fresh_key().to_string(), ..StateForm::default() };
    Ok(show(&member, subject, (form, Vec::new())))
}

/// The page; 422 with errors.
fn show(member: &Member, subject: StateSubject, (form, errors): (StateForm, Vec<FieldError>)) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let StateSubject { found, sleep, is_own } = subject;
    let (state, until, is_erased) = (found.state(), found.until(), found.is_erased());
    let data = StatePage { code: found.code, name: found.name, state, until, is_erased, sleep, is_own, form, errors };
    (status, Html(state_page(&member.chrome, data))).into_response()
}

/// `POST /members/{code}/state`: at once; the same form again decides nothing more.
pub async fn decide(
    path: StatePath,
    committee: Committee<SetStates>,
    State(site): State<Site>,
    Form(form): Form<StateForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let subject = subject(&member, &site, &path).await?;
    let words = member.chrome.words();
    if subject.is_own {
        let own = FieldError { field: app::forms::PAGE, message: words.state_own() };
        return Ok(show(&member, subject, (form, vec![own])));
    }
    let language = member.chrome.language;
    let (id, asked) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = StateForm { id: journal::number(&form.id), ..form };
            return Ok(show(&member, subject, (form, errors)));
        }
    };
    let found = &subject.found;
    let whose = (member.exchange.id, (found.member_id, found.account_id, &found.code));
    let who = (id, (member.person.id, site.clock.now()));
    let comes_back = ComesBack { exchange: member.exchange.clone(), transfer: (fresh_transfer_id(), random()) };
    let asked = StateChange::of(whose, (asked.act, None, asked.reason), who);
    let asked = StateChange { comes_back: Some(comes_back), ..asked };
    match site.db.write(asked, change).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            let back = member.chrome.href(&StatePath { code: found.code.to_string() });
            Ok(with_flash(&site, &back, Flash::Saved))
        }
        Err(Failed::Refused(NotChanged::Refused(refusal))) => {
            let form = StateForm { id: fresh_key().to_string(), ..form };
            let subject = self::subject(&member, &site, &path).await?;
            Ok(show(&member, subject, (form, vec![not_changed(words, refusal)])))
        }
        Err(Failed::Refused(NotChanged::NotYet | NotChanged::Other)) => Err(Error::Conflict),
        Err(Failed::Refused(NotChanged::Gone)) => Err(Error::NotFound),
        Err(Failed::Refused(NotChanged::Posted(refusal))) => Err(refusal.into()),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}
