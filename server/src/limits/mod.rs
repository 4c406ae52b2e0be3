//! The limits of one account, set by the committee with a reason, never by its own member; in force at once.

pub mod store;

use app::ids::Code;
use app::journal::{What, figures};
use app::ledger::Unit;
use app::limits::pages::{LimitsPage, limits_page};
use app::limits::{LimitsAsked, LimitsForm};
use app::paths::exchange::Limits as LimitsPath;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use store::LimitedAccount;

use crate::clock::fresh_key;
use crate::db::Tx;
use crate::http::actor::{Committee, Member, SetLimits};
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::Form;
use crate::journal::{self, Act, Begun};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits};
use crate::site::Site;

/// An account and whether it is the reader's own.
struct Looked {
    found: LimitedAccount,
    is_own: bool,
}

async fn subject(member: &Member, site: &Site, path: &LimitsPath) -> Result<Looked, Error> {
    let code = Code::typed(&path.code).ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let found = store::find(&mut conn, member.scope(), &code).await?.ok_or(Error::NotFound)?;
    let is_own = crate::members::store::is_own(&mut conn, member.scope(), found.account, member.person.id).await?;
    Ok(Looked { found, is_own })
}

/// `GET /members/{code}/limits`
pub async fn form(
    path: LimitsPath,
    committee: Committee<SetLimits>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let member = committee.member;
    let subject = subject(&member, &site, &path).await?;
    let mut form = LimitsForm::of(subject.found.standing, &member.exchange.unit, member.chrome.language);
    form.id = fresh_key().to_string();
    show(&member, &site, subject, (form, Vec::new())).await
}

/// The page; 422 with errors.
async fn show(
    member: &Member,
    site: &Site,
    subject: Looked,
    (form, errors): (LimitsForm, Vec<FieldError>),
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let changes = store::changes(&mut conn, member.scope(), subject.found.account).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let found = subject.found;
    let data = LimitsPage {
        code: found.code,
        name: found.name,
        balance: found.balance,
        standing: found.standing,
        is_own: subject.is_own,
        form,
        errors,
        changes,
    };
    Ok((status, Html(limits_page(&member.chrome, &member.exchange.unit, data))).into_response())
}

/// `POST /members/{code}/limits`: at once, under the account's lock; the same form again changes nothing more.
pub async fn set(
    path: LimitsPath,
    committee: Committee<SetLimits>,
    State(site): State<Site>,
    Form(form): Form<LimitsForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let subject = subject(&member, &site, &path).await?;
    if subject.is_own {
        let own = FieldError { field: "main", message: member.chrome.words().limits_error_own() };
        return show(&member, &site, subject, (form, vec![own])).await;
    }
    let id = journal::key(&form.id)?;
    match form.parse(&member.exchange.unit, member.chrome.language) {
        Err(errors) => show(&member, &site, subject, (form, errors)).await,
        Ok(terms) => {
            let back = member.chrome.href(&LimitsPath { code: subject.found.code.to_string() });
            write(&member, &site, (subject.found, terms), id).await?;
            Ok(with_flash(&site, &back, Flash::LimitsChanged))
        }
    }
}

async fn write(
    member: &Member,
    site: &Site,
    (found, terms): (LimitedAccount, LimitsAsked),
    id: i64,
) -> Result<(), Error> {
    let (exchange, by, at) = (member.exchange.id, member.person.id, site.clock.now());
    let (object, why) = (found.code.to_string(), terms.reason.clone());
    let unit = member.exchange.unit.clone();
    let becomes = figures::limits(&unit, [terms.min, terms.max, terms.warn_min, terms.warn_max]);
    let act = Act::new(What::Limits, (exchange, id), (by, at)).asking(&(&object, &terms));
    let act = Act { object, why, becomes, ..act };
    let limits = Limits {
        min_balance: terms.min,
        max_balance: terms.max,
        warn_min: terms.warn_min,
        warn_max: terms.warn_max,
        may_debit: found.may_debit,
        may_credit: found.may_credit,
    };
    let change = LimitsChange { exchange, account: found.account, limits, reason: terms.reason, by, at, change_id: id };
    site.db.write((act, change, unit), set_once).await
}

async fn set_once(tx: &mut Tx, (act, change, unit): &(Act, LimitsChange, Unit)) -> Result<(), Error> {
    if journal::begin::<Error>(tx, act).await? == Begun::Now {
        let was = set_limits(tx, change).await?.ok_or(Error::NotFound)?;
        let was = figures::limits(unit, [was.min_balance, was.max_balance, was.warn_min, was.warn_max]);
        journal::record(tx, &Act { was, ..act.clone() }).await?;
    }
    Ok(())
}
