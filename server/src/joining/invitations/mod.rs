//! The committee's invitations, and what one says to who opens the form of joining with it.
//!
//! Always holds: one lets in as many as it says, counted in the SQL as they are let in; a form makes or ends one once. Not here: letting
//! somebody in (`joining::admit`).

pub mod store;

use app::forms::numbered;
use app::joining::invitations::{
    InvitationShown, InviteAsked, InviteForm, WithInvitation, invitation_page, invitations_page,
};
use app::journal::What;
use app::paths::exchange::{Invitation as InvitationPath, Invitations};
use app::rules::who_may_join::WhoMayJoin;
use app::sign_in::code::{join_code, typed};
use app::time::Instant;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use sqlx::AnyConnection;

use super::seconding::course;
use crate::clock::{fresh_key, random};
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{AddMembers, Committee, Member};
use crate::http::address::Address;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::sign_in::link::HOUR;
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// Wrong codes from one place, in an hour.
const WRONG: i64 = 20;
/// A day, in seconds.
const DAY: i64 = 86_400;

/// What a code says that came with the form of joining. Wrong ones are counted, so that nobody finds one by trying.
///
/// # Errors
/// [`Error::TooMany`], or the database's.
pub(super) async fn look(
    site: &Site,
    exchange: &Exchange,
    (text, address): (&str, Address),
) -> Result<WithInvitation, Error> {
    if text.trim().is_empty() {
        return Ok(WithInvitation::Nobody);
    }
    let now = site.clock.now();
    let limit = Limit::new("invitation", By::Address(address), (WRONG, HOUR));
    throttle::look(&site.db, &[&limit], now).await?;
    if let Some(code) = typed(text) {
        let mut conn = site.db.read().await?;
        if let Some(number) = store::good(&mut conn, (exchange.id, &code), now).await? {
            return Ok(WithInvitation::Good(number, code));
        }
    }
    throttle::admit(&site.db, &limit, now).await?;
    Ok(WithInvitation::Over)
}

/// Whether another officer than who made it must confirm whoever joins with it: not where everybody may join.
///
/// # Errors
/// The database's.
pub(super) async fn takes_two(conn: &mut AnyConnection, exchange: &Exchange, number: i64) -> Result<bool, DbError> {
    let by = store::made_by(conn, (exchange.id, number)).await?;
    let open = exchange.rules.who_may_join() == WhoMayJoin::Open;
    Ok(!open && course(conn, exchange, (0, by)).await?.second)
}

/// `GET /invitations`
pub async fn list(committee: Committee<AddMembers>, State(site): State<Site>) -> Result<Response, Error> {
    let form = InviteForm { id: fresh_key().to_string(), most: "1".into(), days: "30".into(), ..InviteForm::default() };
    show(&committee.member, &site, &form, &[]).await
}

/// The page; 422 with errors.
async fn show(member: &Member, site: &Site, form: &InviteForm, errors: &[FieldError]) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let day = (site.clock.now(), &member.exchange.zone);
    let all = store::all(&mut conn, member.scope(), day).await?;
    let open = member.exchange.rules.who_may_join() == WhoMayJoin::Open;
    let second = !open && course(&mut conn, &member.exchange, (0, member.person.id)).await?.second;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(invitations_page(&member.chrome, (&all, second), form, errors))).into_response())
}

/// What making one takes, made before the transaction.
struct Inviting {
    asked: InviteAsked,
    code: String,
    number: i64,
    until: Instant,
    act: Act,
}

/// `POST /invitations`: leads to it; the same form again to the same.
pub async fn invite(
    committee: Committee<AddMembers>,
    State(site): State<Site>,
    Form(form): Form<InviteForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let language = member.chrome.language;
    let (id, asked) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = InviteForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, &form, &errors).await;
        }
    };
    let (at, number) = (site.clock.now(), fresh_key());
    let until = at.plus_seconds(asked.days * DAY);
    let act = Act::new(What::Invitation, (member.exchange.id, id), (member.person.id, at)).asking(&asked);
    let last = until.plus_seconds(-1).day(&member.exchange.zone);
    let act = Act { object: number.to_string(), becomes: format!("{} {last}", asked.most), ..act };
    let work = Inviting { asked, code: join_code(random()), number, until, act };
    match site.db.write(work, write).await {
        Ok(number) => {
            let to = member.chrome.href(&InvitationPath { invitation: number });
            Ok(Redirect::to(&to).into_response())
        }
        Err(Failed::Refused(OtherAct)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

async fn write(tx: &mut Tx, work: &Inviting) -> Result<String, Failed<OtherAct>> {
    if let Begun::Before(number) = journal::begin::<Failed<OtherAct>>(tx, &work.act).await? {
        return Ok(number);
    }
    let Inviting { asked, code, number, until, act } = work;
    store::insert(tx, (act.exchange, *number), (asked, code), (act.by, act.at, *until)).await?;
    journal::record(tx, act).await?;
    Ok(number.to_string())
}

async fn found(member: &Member, site: &Site, path: &InvitationPath) -> Result<InvitationShown, Error> {
    let id = path.invitation.parse().map_err(|_| Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let day = (site.clock.now(), &member.exchange.zone);
    store::one(&mut conn, (member.scope(), id), day).await?.ok_or(Error::NotFound)
}

/// `GET /invitations/{invitation}`
pub async fn one(
    path: InvitationPath,
    committee: Committee<AddMembers>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let member = committee.member;
    let one = found(&member, &site, &path).await?;
    let page = invitation_page(&member.chrome, &one, (&site.config.public_url, &fresh_key().to_string()), &[]);
    Ok(Html(page).into_response())
}

/// The form that ends one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndInvitationForm {
    id: String,
}

/// `POST /invitations/{invitation}`: nobody joins with it any more.
pub async fn end(
    path: InvitationPath,
    committee: Committee<AddMembers>,
    State(site): State<Site>,
    Form(form): Form<EndInvitationForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let one = found(&member, &site, &path).await?;
    let id = match numbered(&form.id, member.chrome.language, Ok(())) {
        Ok((id, ())) => id,
        Err(errors) => {
            let with = (site.config.public_url.as_str(), fresh_key().to_string());
            let page = invitation_page(&member.chrome, &one, (with.0, &with.1), &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
        }
    };
    let act = Act::new(What::InvitationEnded, (member.exchange.id, id), (member.person.id, site.clock.now()));
    let act = Act { object: one.id.to_string(), ..act.asking(&one.id) };
    match site.db.write((one.id, act), ended).await {
        Ok(()) => Ok(with_flash(&site, &member.chrome.href(&Invitations), Flash::Saved)),
        Err(Failed::Refused(OtherAct)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

async fn ended(tx: &mut Tx, (id, act): &(i64, Act)) -> Result<(), Failed<OtherAct>> {
    if journal::begin::<Failed<OtherAct>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    // Of two who end it at once, one has ended it.
    if store::end(tx, (act.exchange, *id), act.at).await? {
        journal::record(tx, act).await?;
    }
    Ok(())
}
