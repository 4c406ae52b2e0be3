//! Giving an office to a member, or another term to whoever holds it.

use app::forms::{FieldError, numbered};
use app::journal::What;
use app::roles::Role;
use app::roles::forms::GiveOfficeForm;
use app::roles::office::OfficeChange;
use app::roles::page::{Choice, GivePage, give_page};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::deciding::{NotNamed, OfficeDecided, course, course_text, decide, done_before, find};
use crate::clock::fresh_key;
use crate::http::actor::{Committee, Member, SetOffices};
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::journal::{self, Act};
use crate::site::Site;

/// `GET /officers/give`
pub async fn give_form(committee: Committee<SetOffices>, State(site): State<Site>) -> Result<Response, Error> {
    let form = GiveOfficeForm {
        id: fresh_key().to_string(),
        role: Role::Treasurer.tag().to_owned(),
        ..GiveOfficeForm::default()
    };
    show(&committee.member, &site, form, (Vec::new(), Vec::new())).await
}

/// The page; 422 with errors.
async fn show(
    member: &Member,
    site: &Site,
    form: GiveOfficeForm,
    (who, errors): (Vec<Choice>, Vec<FieldError>),
) -> Result<Response, Error> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let course = course_text(member, course(member, site, &[]).await?);
    let page = give_page(&member.chrome, GivePage { form, who, course, errors });
    Ok((status, Html(page)).into_response())
}

/// `POST /officers/give`: the same form again gives nothing more.
pub async fn give(
    committee: Committee<SetOffices>,
    State(site): State<Site>,
    Form(form): Form<GiveOfficeForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let (language, now) = (member.chrome.language, site.clock.now());
    let (id, given) = match numbered(&form.id, language, form.parse(now.day(&member.exchange.zone), language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = GiveOfficeForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, form, (Vec::new(), errors)).await;
        }
    };
    let terms = GiveOfficeForm { id: String::new(), ..form.clone() };
    let act = Act::new(What::Role, (member.exchange.id, id), (member.person.id, now)).asking(&terms);
    let act = Act { why: given.reason.clone(), ..act };
    if let Some(before) = done_before(&member, &site, &act).await? {
        return Ok(before);
    }
    let one = match find(&member, &site, (&form.to, &form.who)).await? {
        Ok(one) => one,
        Err(NotNamed { who, error }) => return show(&member, &site, form, (who, vec![error])).await,
    };
    let course = course(&member, &site, &[one.person_id]).await?;
    let change =
        OfficeChange { person: one.person_id, code: one.code, role: given.office.role, becomes: Some(given.office) };
    match decide(&member, &site, (vec![change], course), act).await? {
        OfficeDecided::Done(response) => Ok(response),
        OfficeDecided::Not(error) => show(&member, &site, form, (Vec::new(), vec![error])).await,
    }
}
