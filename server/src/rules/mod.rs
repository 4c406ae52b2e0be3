//! The rules of an exchange: every member reads them and the decisions that made them; who has the right changes them.

pub mod store;

use app::ids::{AccountId, MemberId};
use app::ledger::Unit;
use app::paths::exchange::Settings as SettingsPath;
use app::roles::Right;
use app::rules::forms::{Decided, Rules, SettingsForm, rescaled};
use app::rules::pages::{SettingsPage, settings_page};
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::clock::fresh_key;
use crate::db::{DbError, Tx, WorkError};
use crate::http::actor::{Committee, Member, SetRules};
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::Form;
use crate::intertrading;
use crate::journal::{self, Act};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits};
use crate::site::Site;

async fn rules(member: &Member, site: &Site) -> Result<Rules, Error> {
    let mut conn = site.db.read().await?;
    let exchange = &member.exchange;
    Ok(Rules {
        name: exchange.name.clone(),
        description: exchange.description.clone(),
        area: exchange.area.clone(),
        unit: exchange.unit.clone(),
        default_min: exchange.default_min,
        default_max: exchange.default_max,
        units_per_hour: exchange.units_per_hour.clone(),
        show_balances: exchange.show_balances,
        version: exchange.rules_version,
        traded: store::traded(&mut conn, exchange.id).await?,
    })
}

/// `GET /settings`
pub async fn settings(member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let rules = rules(&member, &site).await?;
    let form = member.may(Right::SetRules).then(|| fresh_form(&rules, &member));
    show(&member, &site, rules, (form, Vec::new())).await
}

fn fresh_form(rules: &Rules, member: &Member) -> SettingsForm {
    SettingsForm { id: fresh_key().to_string(), ..SettingsForm::of(rules, member.chrome.language) }
}

/// The page; 422 with errors.
async fn show(
    member: &Member,
    site: &Site,
    rules: Rules,
    (form, errors): (Option<SettingsForm>, Vec<FieldError>),
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let decisions = store::decisions(&mut conn, member.scope()).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = settings_page(&member.chrome, SettingsPage { rules, form, errors, decisions });
    Ok((status, Html(page)).into_response())
}

/// Why the rules were not changed.
enum NotChanged {
    /// They are no longer those that the page showed.
    Stale,
    /// An agreement with a partner is made in this unit.
    Agreed,
    Error(Error),
}

impl From<DbError> for NotChanged {
    fn from(error: DbError) -> Self {
        Self::Error(error.into())
    }
}

impl WorkError for NotChanged {
    fn db(&self) -> Option<&DbError> {
        match self {
            Self::Error(error) => error.db(),
            Self::Stale | Self::Agreed => None,
        }
    }
}

/// `POST /settings`: one decision for each rule that differs; the same form again changes nothing more.
pub async fn decide(
    committee: Committee<SetRules>,
    State(site): State<Site>,
    Form(form): Form<SettingsForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let rules = rules(&member, &site).await?;
    let id = journal::key(&form.id)?;
    let shown: i64 = form.version.parse().map_err(|_| Error::BadRequest)?;
    if shown != rules.version {
        // A repeated click finds its own decision; anybody else's must be seen first.
        return match repeated(&member, &site, id).await? {
            true => Ok(with_flash(&site, &member.chrome.href(&SettingsPath), Flash::Saved)),
            false => stale(&member, &site, rules, form).await,
        };
    }
    let decided = match form.parse(&rules, member.chrome.language) {
        Ok(decided) => decided,
        Err(errors) => return show(&member, &site, rules, (Some(form), errors)).await,
    };
    match write(&member, &site, decided, id).await {
        Ok(()) => Ok(with_flash(&site, &member.chrome.href(&SettingsPath), Flash::Saved)),
        Err(NotChanged::Stale) => stale(&member, &site, rules, form).await,
        Err(NotChanged::Agreed) => {
            let error = FieldError { field: "unit_counts", message: member.chrome.words().settings_error_agreement() };
            show(&member, &site, rules, (Some(form), vec![error])).await
        }
        Err(NotChanged::Error(error)) => Err(error),
    }
}

/// The rules as they stand now, since a change on top of others that nobody saw would undo them.
async fn stale(member: &Member, site: &Site, rules: Rules, form: SettingsForm) -> Result<Response, Error> {
    let error = FieldError { field: "name", message: member.chrome.words().settings_stale() };
    let fresh = SettingsForm { reason: form.reason, ..fresh_form(&rules, member) };
    show(member, site, rules, (Some(fresh), vec![error])).await
}

fn act(member: &Member, site: &Site, id: i64, why: String) -> Act {
    Act {
        exchange: member.exchange.id,
        id,
        at: site.clock.now(),
        by: member.person.id,
        act: "rules",
        object: String::new(),
        on_behalf_of: MemberId(0),
        why,
    }
}

async fn repeated(member: &Member, site: &Site, id: i64) -> Result<bool, Error> {
    let act = act(member, site, id, String::new());
    let standing = site.db.write_boxed(move |tx| {
        let act = act.clone();
        Box::pin(async move { journal::standing(tx, &act).await })
    });
    Ok(standing.await?.is_some())
}

async fn write(member: &Member, site: &Site, decided: Decided, id: i64) -> Result<(), NotChanged> {
    let act = act(member, site, id, decided.reason.clone());
    let before = member.exchange.unit.clone();
    let keys: Vec<i64> = decided.changes.iter().map(|_| fresh_key()).collect();
    site.db
        .write_boxed(move |tx| {
            let (act, keys) = (act.clone(), keys.clone());
            let Decided { rules, changes, .. } = decided.clone();
            let units = (before.clone(), rules.unit.clone());
            Box::pin(async move {
                if journal::standing(tx, &act).await?.is_some() {
                    return Ok(());
                }
                let held = if units.0 == units.1 { Vec::new() } else { nobody_has_paid(tx, &act).await? };
                if !store::set_rules(tx, act.exchange, &rules).await? {
                    return Err(NotChanged::Stale);
                }
                count_anew(tx, &act, (held, &units)).await?;
                journal::record(tx, &act).await?;
                for decision in keys.into_iter().zip(changes) {
                    store::record_decision(tx, &act, rules.version.saturating_add(1), decision).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Every account with its limits, under its lock, so that no first payment slips in between.
async fn nobody_has_paid(tx: &mut Tx, act: &Act) -> Result<Vec<(AccountId, Limits)>, NotChanged> {
    let held = store::hold_accounts(tx, act.exchange).await?;
    if store::traded(tx.conn(), act.exchange).await? { Err(NotChanged::Stale) } else { Ok(held) }
}

/// Writes the limits of all accounts in smallest parts of the new unit, so that they mean what they meant. The rules have been
/// written before: their row is locked, so that nobody proposes an agreement meanwhile.
async fn count_anew(
    tx: &mut Tx,
    act: &Act,
    (held, (from, to)): (Vec<(AccountId, Limits)>, &(Unit, Unit)),
) -> Result<(), NotChanged> {
    if from.parts() == to.parts() {
        return Ok(());
    }
    // An agreement's limits are in smallest parts too, and the partner consented to them.
    if !intertrading::store::agreements(tx.conn(), act.exchange).await?.is_empty() {
        return Err(NotChanged::Agreed);
    }
    for (account, limits) in held {
        let limits = Limits {
            min_balance: rescaled(limits.min_balance, from, to),
            max_balance: rescaled(limits.max_balance, from, to),
            warn_min: rescaled(limits.warn_min, from, to),
            warn_max: rescaled(limits.warn_max, from, to),
            ..limits
        };
        let (exchange, reason, by) = (act.exchange, act.why.clone(), act.by);
        let change = LimitsChange { exchange, account, limits, reason, by, at: act.at, change_id: act.id };
        set_limits(tx, &change).await?;
    }
    Ok(())
}
