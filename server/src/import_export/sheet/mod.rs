//! The committee takes in members from a spreadsheet: the page, and the way from its form to the parts of the work.
//!
//! Always holds: nothing is written before the page has shown what would come of the sheet, and only if that still holds; whoever
//! closes the page stops nothing that has begun.

pub mod store;
pub mod work;

use app::forms::{FieldError, PAGE, numbered};
use app::ids::{AccountId, MemberId, PersonId};
use app::import_export::sheet::page::{SheetPage, sheet_page};
use app::import_export::sheet::{SheetAsked, SheetForm, SheetPlan, plan};
use app::journal::What;
use app::paths::exchange::Members;
use app::ui::Flash;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use self::work::{AT_ONCE, SheetKeys, SheetProgress, SheetRefused, TakingSheet, part, print};
use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::db::{Failed, Tx};
use crate::http::actor::{Committee, Member, SetRules};
use crate::http::answer::{Error, with_flash};
use crate::http::form::{Form, as_it_stands};
use crate::joining::seconding::course;
use crate::journal::{self, Act};
use crate::ledger::NotPosted;
use crate::members::add::store::count_there;
use crate::members::add::welcome::Welcome;
use crate::site::Site;

/// `GET /members/import`
pub async fn form(committee: Committee<SetRules>, State(site): State<Site>) -> Result<Response, Error> {
    let member = committee.member;
    let form = SheetForm { id: fresh_key().to_string(), ..SheetForm::default() };
    let takes_two = takes_two(&site, &member).await?;
    Ok(unread(&member, (form, takes_two), Vec::new()))
}

/// Whether it takes another officer to let somebody in: then nobody is taken in from a sheet.
async fn takes_two(site: &Site, member: &Member) -> Result<bool, Error> {
    let mut conn = site.db.read().await?;
    Ok(course(&mut conn, &member.exchange, (0, member.person.id)).await?.second)
}

/// The page before a sheet could be read; 422 with errors.
fn unread(member: &Member, (form, takes_two): (SheetForm, bool), errors: Vec<FieldError>) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let unit = member.exchange.unit.clone();
    let page = SheetPage { form, plan: None, errors, commons: Vec::new(), unit, takes_two };
    (status, Html(sheet_page(&member.chrome, &page))).into_response()
}

/// `POST /members/import`: shows what would come of it, or does it; the same form again does nothing more, or goes on where it was cut
/// short.
pub async fn take(
    committee: Committee<SetRules>,
    State(site): State<Site>,
    Form(form): Form<SheetForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let language = member.chrome.language;
    let (id, asked) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = SheetForm { id: journal::number(&form.id), ..form };
            return Ok(unread(&member, (form, false), errors));
        }
    };
    if takes_two(&site, &member).await? {
        let message = member.chrome.words().sheet_second();
        return Ok(unread(&member, (form, false), vec![FieldError { field: PAGE, message }]));
    }
    if form.act != "take" {
        return look(&site, &member, (form, &asked), None).await;
    }
    let words = member.chrome.words();
    match in_parts(&site, &member, (id, &asked), &form.seen).await {
        Ok(()) => Ok(with_flash(&site, &member.chrome.href(&Members), Flash::Saved)),
        Err(Failed::Refused(SheetRefused::Changed)) => {
            look(&site, &member, (form, &asked), Some((StatusCode::CONFLICT, words.sheet_error_changed()))).await
        }
        Err(Failed::Refused(SheetRefused::Problems)) => look(&site, &member, (form, &asked), None).await,
        Err(Failed::Refused(SheetRefused::Posted(NotPosted::Rule { .. }))) => {
            let books = (StatusCode::UNPROCESSABLE_ENTITY, words.sheet_error_books());
            look(&site, &member, (form, &asked), Some(books)).await
        }
        Err(Failed::Refused(SheetRefused::Recounted | SheetRefused::Posted(NotPosted::Recounted))) => {
            let member = as_it_stands(&site, &member).await?;
            let message = member.chrome.words().form_recounted(&member.exchange.unit.plural);
            look(&site, &member, (form, &asked), Some((StatusCode::CONFLICT, message))).await
        }
        Err(Failed::Refused(SheetRefused::Posted(other))) => Err(other.into()),
        Err(Failed::Refused(SheetRefused::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// The page with what would come of the sheet now.
async fn look(
    site: &Site,
    member: &Member,
    (form, asked): (SheetForm, &SheetAsked),
    refused: Option<(StatusCode, String)>,
) -> Result<Response, Error> {
    let (exchange, language) = (&member.exchange, member.chrome.language);
    let mut conn = site.db.read().await?;
    let (most, there) = count_there(&mut conn, exchange.id).await?;
    let room = (most > 0).then(|| most.saturating_sub(there).max(0));
    let facts = store::facts(&mut conn, exchange, (member.person.id, room)).await?;
    drop(conn);
    let plan = match plan(asked, &facts, language) {
        Ok(plan) => plan,
        Err(message) => return Ok(unread(member, (form, false), vec![FieldError { field: "sheet", message }])),
    };
    let (status, errors) = errors(member, &plan, refused);
    let form = SheetForm { seen: print(&plan), ..form };
    let unit = exchange.unit.clone();
    let page = SheetPage { form, plan: Some(plan), errors, commons: facts.commons, unit, takes_two: false };
    Ok((status, Html(sheet_page(&member.chrome, &page))).into_response())
}

fn errors(member: &Member, plan: &SheetPlan, refused: Option<(StatusCode, String)>) -> (StatusCode, Vec<FieldError>) {
    let mut errors = plan.errors.clone();
    if !plan.problems.is_empty() {
        errors.push(FieldError { field: "sheet", message: member.chrome.words().sheet_error_mend() });
    }
    match refused {
        Some((status, message)) => {
            errors.insert(0, FieldError { field: PAGE, message });
            (status, errors)
        }
        None if errors.is_empty() => (StatusCode::OK, errors),
        None => (StatusCode::UNPROCESSABLE_ENTITY, errors),
    }
}

/// Part after part, whoever still waits for the answer: another payment comes between any two.
async fn in_parts(
    site: &Site,
    member: &Member,
    (id, asked): (i64, &SheetAsked),
    seen: &str,
) -> Result<(), Failed<SheetRefused>> {
    let (site, member, seen) = (site.clone(), member.clone(), seen.to_owned());
    let act = Act::new(What::Sheet, (member.exchange.id, id), (member.person.id, site.clock.now())).asking(asked);
    let asked = asked.clone();
    let working = tokio::spawn(async move {
        loop {
            let taking = TakingSheet {
                exchange: member.exchange.clone(),
                asked: asked.clone(),
                language: member.chrome.language,
                seen: seen.clone(),
                act: act.clone(),
                keys: (0..AT_ONCE).map(|_| keys(&site, &member, &act)).collect(),
            };
            let progress = site.db.write(taking, next).await?;
            site.mail_waits.notify_one();
            if progress == SheetProgress::Whole {
                return Ok(());
            }
        }
    });
    working.await.unwrap_or_else(|error| {
        tracing::error!(%error, "taking in a sheet has ended");
        Err(Failed::Db(crate::db::DbError::NotKnown))
    })
}

async fn next(tx: &mut Tx, taking: &TakingSheet) -> Result<SheetProgress, Failed<SheetRefused>> {
    part(tx, taking).await
}

fn keys(site: &Site, member: &Member, act: &Act) -> SheetKeys {
    SheetKeys {
        member: MemberId(fresh_key()),
        account: AccountId(fresh_key()),
        change: fresh_key(),
        paid: fresh_key(),
        transfer: (fresh_transfer_id(), random()),
        welcome: Welcome::by(member, site, (PersonId(fresh_key()), act.at)),
    }
}
