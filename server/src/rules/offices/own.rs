//! Laying down one's own office, which holds at once, or handing it over.

use app::forms::{FieldError, numbered};
use app::journal::What;
use app::roles::forms::OwnOfficeForm;
use app::roles::office::OfficeChange;
use app::roles::page::{Choice, OwnPage, own_page};
use app::roles::{Office, Role};
use app::rules::proposals::RuleCourse;
use app::time::Instant;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::deciding::{NotNamed, OfficeDecided, course, course_text, decide, done_before, find};
use crate::clock::fresh_key;
use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::journal::{self, Act};
use crate::roles::store;
use crate::site::Site;

/// What one holds here.
async fn held(member: &Member, site: &Site) -> Result<Vec<Office>, Error> {
    let mut conn = site.db.read().await?;
    Ok(store::offices(&mut conn, member.exchange.id, member.person.id).await?)
}

/// `GET /officers/own`
pub async fn own_form(member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let form = OwnOfficeForm { id: fresh_key().to_string(), ..OwnOfficeForm::default() };
    show(&member, &site, form, (Vec::new(), Vec::new())).await
}

/// The page; 422 with errors.
async fn show(
    member: &Member,
    site: &Site,
    form: OwnOfficeForm,
    (who, errors): (Vec<Choice>, Vec<FieldError>),
) -> Result<Response, Error> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let held = held(member, site).await?;
    let course = course_text(member, course(member, site, &[]).await?);
    Ok((status, Html(own_page(&member.chrome, OwnPage { held, form, who, course, errors }))).into_response())
}

/// `POST /officers/own`: the same form again changes nothing more.
pub async fn leave(
    member: Member,
    State(site): State<Site>,
    Form(form): Form<OwnOfficeForm>,
) -> Result<Response, Error> {
    let (language, now) = (member.chrome.language, site.clock.now());
    let held = held(&member, &site).await?;
    if let Ok((id, ())) = numbered(&form.id, language, Ok(())) {
        // A repeated click finds that one does not hold it any more.
        if let Some(before) = done_before(&member, &site, &act(&member, (id, now), &form)).await? {
            return Ok(before);
        }
    }
    let (id, own) = match numbered(&form.id, language, form.parse(&held, language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = OwnOfficeForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, form, (Vec::new(), errors)).await;
        }
    };
    let act = Act { why: own.reason, ..act(&member, (id, now), &form) };
    let code = member.own.first().map_or_else(|| app::ids::Code::stored(""), |(_, code)| code.clone());
    let role = own.office.role;
    let ends = OfficeChange { person: member.person.id, code, role, becomes: None };
    let (changes, course) = if own.hands_over {
        let one = match find(&member, &site, (&form.to, &form.who)).await? {
            Ok(one) => one,
            Err(NotNamed { who, error }) => return show(&member, &site, form, (who, vec![error])).await,
        };
        let course = course(&member, &site, &[one.person_id]).await?;
        (vec![given_on(&own.office, (one.person_id, one.code), role), ends], course)
    } else {
        (vec![ends], RuleCourse { second: false, open_to_objection: false, days: 0 })
    };
    match decide(&member, &site, (changes, course), act).await? {
        OfficeDecided::Done(response) => Ok(response),
        OfficeDecided::Not(error) => show(&member, &site, form, (Vec::new(), vec![error])).await,
    }
}

/// The office goes on with its term and its area.
fn given_on(office: &Office, (person, code): (app::ids::PersonId, app::ids::Code), role: Role) -> OfficeChange {
    OfficeChange { person, code, role, becomes: Some(office.clone()) }
}

/// The act of a form, on the terms that were typed.
fn act(member: &Member, (id, now): (i64, Instant), form: &OwnOfficeForm) -> Act {
    let terms = OwnOfficeForm { id: String::new(), ..form.clone() };
    Act::new(What::Role, (member.exchange.id, id), (member.person.id, now)).asking(&terms)
}
