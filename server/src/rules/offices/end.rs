//! Ending the office of somebody else.

use app::forms::{FieldError, numbered};
use app::journal::What;
use app::roles::forms::EndOfficeForm;
use app::roles::office::OfficeChange;
use app::roles::page::{EndPage, end_page};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::deciding::{OfficeDecided, course, course_text, decide, done_before};
use crate::clock::fresh_key;
use crate::http::actor::{Committee, Member, SetOffices};
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::journal::{self, Act};
use crate::roles::store;
use crate::site::Site;

/// The value of a choice, how it reads, and what it does.
struct Offered {
    value: String,
    text: String,
    change: OfficeChange,
}

/// The offices of everybody else.
async fn offered(member: &Member, site: &Site) -> Result<Vec<Offered>, Error> {
    let words = member.chrome.words();
    let mut conn = site.db.read().await?;
    let holders = store::holders(&mut conn, member.exchange.id).await?.into_iter();
    let others = holders.filter(|one| one.person_id != member.person.id);
    let one = |row: store::HolderRow| {
        let office = row.office()?;
        let change = OfficeChange { person: row.person_id, code: row.code.clone(), role: office.role, becomes: None };
        let text = format!("{}: {} ({})", office.text(words), row.name, row.code);
        Some(Offered { value: format!("{}-{}", office.role.tag(), row.code), text, change })
    };
    Ok(others.filter_map(one).collect())
}

/// `GET /officers/end`
pub async fn end_form(committee: Committee<SetOffices>, State(site): State<Site>) -> Result<Response, Error> {
    let form = EndOfficeForm { id: fresh_key().to_string(), ..EndOfficeForm::default() };
    show(&committee.member, &site, (form, Vec::new())).await
}

/// The page; 422 with errors.
async fn show(
    member: &Member,
    site: &Site,
    (form, errors): (EndOfficeForm, Vec<FieldError>),
) -> Result<Response, Error> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let offered = offered(member, site).await?.into_iter().map(|one| (one.value, one.text)).collect();
    let course = course_text(member, course(member, site, &[]).await?);
    Ok((status, Html(end_page(&member.chrome, EndPage { offered, form, course, errors }))).into_response())
}

/// `POST /officers/end`: the same form again ends nothing more.
pub async fn end(
    committee: Committee<SetOffices>,
    State(site): State<Site>,
    Form(form): Form<EndOfficeForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let (language, now) = (member.chrome.language, site.clock.now());
    let offered: Vec<_> = offered(&member, &site).await?.into_iter().map(|one| (one.value, one.change)).collect();
    if let Ok((id, ())) = numbered(&form.id, language, Ok(())) {
        let act = act(&member, (id, now), &form);
        // A repeated click finds that the office is no longer offered.
        if let Some(before) = done_before(&member, &site, &act).await? {
            return Ok(before);
        }
    }
    let (id, (change, reason)) = match numbered(&form.id, language, form.parse(&offered, language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = EndOfficeForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, (form, errors)).await;
        }
    };
    let act = Act { why: reason, ..act(&member, (id, now), &form) };
    let course = course(&member, &site, &[change.person]).await?;
    match decide(&member, &site, (vec![change], course), act).await? {
        OfficeDecided::Done(response) => Ok(response),
        OfficeDecided::Not(error) => show(&member, &site, (form, vec![error])).await,
    }
}

/// The act of a form, on the terms that were typed.
fn act(member: &Member, (id, now): (i64, app::time::Instant), form: &EndOfficeForm) -> Act {
    let terms = EndOfficeForm { id: String::new(), ..form.clone() };
    Act::new(What::Role, (member.exchange.id, id), (member.person.id, now)).asking(&terms)
}
