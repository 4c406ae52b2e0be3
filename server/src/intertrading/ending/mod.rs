//! Ending an agreement: the committee of either exchange does, with a reason that the members of both read.
//!
//! Always holds: it ends once and in both exchanges at once; what was traded stays, and no clearing account moves away from zero any
//! more, whatever was under way.

pub mod work;

use app::forms::numbered;
use app::intertrading::EndAgreementForm;
use app::intertrading::partner_pages::end_page;
use app::paths::exchange::{EndAgreement, Partners};
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use self::work::{Ending, end_once};
use super::{row, store};
use crate::clock::fresh_key;
use crate::http::actor::{Agree, Committee, Member};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant;
use crate::journal;
use crate::site::Site;

/// `GET /partners/{slug}/end`
pub async fn form(
    path: EndAgreement,
    committee: Committee<Agree>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let form = EndAgreementForm { id: fresh_key().to_string(), ..EndAgreementForm::default() };
    show(&committee.member, &site, &path.slug, (&form, &[])).await
}

/// The page; 422 with errors.
async fn show(
    member: &Member,
    site: &Site,
    slug: &str,
    (form, errors): (&EndAgreementForm, &[FieldError]),
) -> Result<Response, Error> {
    let ours = &member.exchange;
    let mut conn = site.db.read().await?;
    let theirs = tenant::by_slug(&mut conn, slug).await?.ok_or(Error::NotFound)?;
    let agreements = store::agreements(&mut conn, ours.id).await?;
    let stands = agreements.into_iter().find(|agreement| agreement.in_force && agreement.partner == theirs.id);
    let stands = stands.ok_or(Error::NotFound)?;
    let sides = row(ours, (theirs.slug, theirs.name, theirs.unit), &stands, None).sides;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(end_page(&member.chrome, &sides, (form, errors)))).into_response())
}

/// `POST /partners/{slug}/end`: the same form again ends nothing more.
pub async fn end(
    path: EndAgreement,
    committee: Committee<Agree>,
    State(site): State<Site>,
    Form(form): Form<EndAgreementForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let language = member.chrome.language;
    let (act, reason) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = EndAgreementForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, &path.slug, (&form, &errors)).await;
        }
    };
    let mut conn = site.db.read().await?;
    let theirs = tenant::by_slug(&mut conn, &path.slug).await?.ok_or(Error::NotFound)?;
    drop(conn);
    let (by, at) = (member.person.id, site.clock.now());
    let ending = Ending { exchange: member.exchange.id, partner: theirs.id, by, at, act, reason };
    site.db.write(ending, end_once).await?;
    site.notices_wait.notify_one();
    Ok(with_flash(&site, &member.chrome.href(&Partners), Flash::Ended))
}
