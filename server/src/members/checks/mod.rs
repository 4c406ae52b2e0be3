//! The checklist of a person: what the committee made sure of before it let them in, and until when that holds. Seen and ticked by who
//! admits; of all others it is the same as if it were not there.

pub mod store;

use app::forms::{PAGE, numbered};
use app::ids::{Code, ExchangeId, PersonId};
use app::journal::What;
use app::members::checks::{CheckItem, Checklist, ChecksForm, TicksAsked, member_checks_page, missing as missing_of};
use app::paths::exchange::{Member as MemberPath, MemberChecks};
use app::time::Instant;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;
use sqlx::AnyConnection;

use super::states::store::{StatedMember, find};
use super::store::is_own;
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{AddMembers, Member, Unseen};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::site::Site;

/// What is asked of a person there, and ticked.
///
/// # Errors
/// The database's.
pub async fn list(conn: &mut AnyConnection, exchange: &Exchange, person: PersonId) -> Result<Checklist, DbError> {
    let ticked = store::ticked(conn, (exchange.id, &exchange.zone), person).await?;
    Ok(Checklist::of(&exchange.rules.checks(), &ticked))
}

/// What an exchange asks for and has no tick that holds on that day.
///
/// # Errors
/// The database's.
pub async fn missing(
    conn: &mut AnyConnection,
    (exchange, person): (ExchangeId, PersonId),
    (asked, today): (&[CheckItem], Date),
) -> Result<Vec<CheckItem>, DbError> {
    let ticked = store::ticked(conn, (exchange, &jiff::tz::TimeZone::UTC), person).await?;
    Ok(missing_of(asked, &Checklist::of(asked, &ticked), today))
}

/// Ticks that an officer saves.
pub struct Ticking {
    person: PersonId,
    asked: TicksAsked,
    act: Act,
}

impl Ticking {
    /// Of what stood on the page, as the act of a form; with the account's code, if they are a member.
    pub fn of(
        exchange: &Exchange,
        (person, stood): (PersonId, &Checklist),
        (asked, code): (TicksAsked, &str),
        (id, by, at): (i64, PersonId, Instant),
    ) -> Self {
        let act = Act::new(What::Checked, (exchange.id, id), (by, at)).asking(&(person, &asked));
        let stays = |item: &CheckItem| !asked.taken_back.contains(item);
        let ticked = |item: &CheckItem| asked.ticked.iter().any(|(one, _)| one == item);
        let stood_or_ticked =
            stood.lines.iter().filter(|(item, before)| ticked(item) || (before.is_some() && stays(item)));
        let becomes = stood_or_ticked.map(|(item, _)| item.tag()).collect::<Vec<_>>().join(" ");
        let act = Act { object: code.to_owned(), was: stood.written(), becomes, ..act };
        Self { person, asked, act }
    }
}

/// Saves them, in the caller's transaction; under the same key it was done before.
///
/// # Errors
/// [`OtherAct`]; the caller must roll back then.
pub async fn tick(tx: &mut Tx, ticking: &Ticking) -> Result<(), Failed<OtherAct>> {
    let Ticking { person, asked, act } = ticking;
    if journal::begin::<Failed<OtherAct>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    let whose = (act.exchange, *person);
    for ticked in &asked.ticked {
        store::tick(tx, whose, *ticked, (act.by, act.at)).await?;
    }
    for item in &asked.taken_back {
        store::untick(tx, whose, *item).await?;
    }
    Ok(journal::record(tx, act).await?)
}

/// A member and their checklist; for who may not admit, and of who acts for nobody, there is no such page.
async fn subject(
    member: &Member,
    site: &Site,
    path: &MemberChecks,
) -> Result<(StatedMember, PersonId, Checklist), Error> {
    let code = Code::typed(&path.code).ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let found = find(&mut conn, member.scope(), &code).await?.ok_or(Error::NotFound)?;
    let person = store::person_of(&mut conn, (member.exchange.id, found.member_id)).await?.ok_or(Error::NotFound)?;
    let list = list(&mut conn, &member.exchange, person).await?;
    Ok((found, person, list))
}

/// `GET /members/{code}/checks`
pub async fn form(
    path: MemberChecks,
    officer: Unseen<AddMembers>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let (found, _, list) = subject(&officer.member, &site, &path).await?;
    let form = ChecksForm::of(&list, fresh_key().to_string());
    Ok(show(&officer.member, (&found, &list), (&form, &[])))
}

/// The page; 422 with errors.
fn show(
    member: &Member,
    (found, list): (&StatedMember, &Checklist),
    (form, errors): (&ChecksForm, &[FieldError]),
) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = member_checks_page(&member.chrome, (&found.code, &found.name), list, (form, errors));
    (status, Html(page)).into_response()
}

/// `POST /members/{code}/checks`: the same form again ticks nothing more.
pub async fn save(
    path: MemberChecks,
    officer: Unseen<AddMembers>,
    State(site): State<Site>,
    Form(form): Form<ChecksForm>,
) -> Result<Response, Error> {
    let member = officer.member;
    let (found, person, list) = subject(&member, &site, &path).await?;
    let language = member.chrome.language;
    let (id, asked) = match numbered(&form.id, language, form.parse(&list, language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = ChecksForm { id: journal::number(&form.id), ..form };
            return Ok(show(&member, (&found, &list), (&form, &errors)));
        }
    };
    let own = {
        let mut conn = site.db.read().await?;
        is_own(&mut conn, member.scope(), found.account_id, member.person.id).await?
    };
    if own {
        let own = FieldError { field: PAGE, message: member.chrome.words().state_own() };
        return Ok(show(&member, (&found, &list), (&form, &[own])));
    }
    let code = found.code.to_string();
    let who = (id, member.person.id, site.clock.now());
    let ticking = Ticking::of(&member.exchange, (person, &list), (asked, &code), who);
    match site.db.write(ticking, tick).await {
        Ok(()) => Ok(with_flash(&site, &member.chrome.href(&MemberPath { code }), Flash::Saved)),
        Err(Failed::Refused(other)) => Err(other.into()),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}
