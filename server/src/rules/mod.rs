//! The rules of an exchange: every member reads them and the decisions that made them; who has the right changes them.

pub mod decisions;
pub mod store;

use app::forms::numbered;
use app::ids::AccountId;
use app::journal::What;
use app::ledger::Unit;
use app::paths::exchange::Settings as SettingsPath;
use app::roles::Right;
use app::rules::catalogue::Rule;
use app::rules::forms::{RuleChange, Rules, RulesDecided, SettingsForm, rescaled};
use app::rules::pages::{SettingsPage, settings_page};
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use sqlx::AnyConnection;

use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{Committee, Member, SetRules};
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::Form;
use crate::http::list::{LookFor, Window};
use crate::http::tenant::Exchange;
use crate::journal::store::DecisionsAsk;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits};
use crate::site::Site;
use store::Holds;

/// Decisions on the page of rules; all of them have a page of their own.
const SHOWN: usize = 10;

async fn rules(member: &Member, site: &Site) -> Result<Rules, Error> {
    let mut conn = site.db.read().await?;
    Ok(standing(&mut conn, &member.exchange).await?)
}

/// The rules of an exchange as they stand.
pub async fn standing(conn: &mut AnyConnection, exchange: &Exchange) -> Result<Rules, DbError> {
    Ok(Rules {
        name: exchange.name.clone(),
        description: exchange.description.clone(),
        area: exchange.area.clone(),
        hue: exchange.hue,
        unit: exchange.unit.clone(),
        default_min: exchange.rules.default_min(),
        default_max: exchange.rules.default_max(),
        units_per_hour: exchange.rules.units_per_hour().to_string(),
        show_balances: exchange.rules.shows_balances(),
        officer_alone: exchange.rules.officer_alone(),
        version: exchange.rules_version,
        traded: store::traded(conn, exchange.id).await?,
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
    let what = vec![What::Began, What::Rule, What::Agreement];
    let ask = DecisionsAsk { look_for: LookFor::typed(""), what, alone: false };
    let mut decisions = journal::store::decisions(&mut conn, member.scope(), &ask, &Window::first()).await?;
    decisions.truncate(SHOWN);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = settings_page(&member.chrome, SettingsPage { rules, form, errors, decisions });
    Ok((status, Html(page)).into_response())
}

/// Why the rules were not changed.
#[derive(Debug)]
pub enum Unchanged {
    /// They are no longer those that the page showed.
    Stale,
    /// An agreement with a partner is made in this unit.
    Agreed,
    /// The form's key stands for something else.
    Other,
}

impl From<OtherAct> for Unchanged {
    fn from(_: OtherAct) -> Self {
        Self::Other
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
    let (id, _) = match numbered(&form.id, member.chrome.language, Ok(())) {
        Ok(read) => read,
        Err(errors) => {
            let form = SettingsForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, rules, (Some(form), errors)).await;
        }
    };
    // A version that is none was never shown.
    if form.version.parse() != Ok(rules.version) {
        // A repeated click finds its own decision; anybody else's must be seen first.
        return match repeated(&member, &site, (id, &form)).await? {
            true => Ok(with_flash(&site, &member.chrome.href(&SettingsPath), Flash::Saved)),
            false => stale(&member, &site, rules, form).await,
        };
    }
    let decided = match form.parse(&rules, member.chrome.language) {
        Ok(decided) => decided,
        Err(errors) => return show(&member, &site, rules, (Some(form), errors)).await,
    };
    match write(&site, (&rules, decided), act_of(&member, &site, (id, &form))).await {
        Ok(()) => Ok(with_flash(&site, &member.chrome.href(&SettingsPath), Flash::Saved)),
        Err(Failed::Refused(Unchanged::Stale)) => stale(&member, &site, rules, form).await,
        Err(Failed::Refused(Unchanged::Agreed)) => {
            let error = FieldError { field: "unit_counts", message: member.chrome.words().settings_error_agreement() };
            show(&member, &site, rules, (Some(form), vec![error])).await
        }
        Err(Failed::Refused(Unchanged::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// The rules as they stand now, since a change on top of others that nobody saw would undo them.
async fn stale(member: &Member, site: &Site, rules: Rules, form: SettingsForm) -> Result<Response, Error> {
    let error = FieldError { field: "name", message: member.chrome.words().settings_stale() };
    let fresh = SettingsForm { reason: form.reason, ..fresh_form(&rules, member) };
    show(member, site, rules, (Some(fresh), vec![error])).await
}

/// Whether this form decided before.
async fn repeated(member: &Member, site: &Site, (id, form): (i64, &SettingsForm)) -> Result<bool, Error> {
    let act = act_of(member, site, (id, form));
    let begun = site.db.write(act, async |tx, act| journal::begin::<Error>(tx, act).await).await?;
    Ok(begun != Begun::Now)
}

/// The act of a form. Its terms are as they were typed: what they would be read as depends on the rules that they have changed.
fn act_of(member: &Member, site: &Site, (id, form): (i64, &SettingsForm)) -> Act {
    let terms = SettingsForm { id: String::new(), ..form.clone() };
    Act::new(What::Rule, (member.exchange.id, id), (member.person.id, site.clock.now())).asking(&terms)
}

/// All that a decision writes.
pub struct Deciding {
    rules: Rules,
    /// A line for each rule that differs.
    lines: Vec<Act>,
    /// The act that they are lines of.
    act: Act,
    /// The unit until now.
    before: Unit,
    /// What the table of rules takes in.
    values: Vec<(Rule, String)>,
}

async fn write(site: &Site, (now, decided): (&Rules, RulesDecided), act: Act) -> Result<(), Failed<Unchanged>> {
    site.db.write(Deciding::of(now, decided, act), set).await
}

impl Deciding {
    /// A decision about rules that stand so, as the act of whoever decides.
    pub fn of(now: &Rules, RulesDecided { rules, changes, reason }: RulesDecided, act: Act) -> Self {
        let act = Act { why: reason, rules_version: rules.version.saturating_add(1), ..act };
        let line = |change: RuleChange| Act {
            object: change.what.key().to_owned(),
            was: change.was,
            becomes: change.becomes,
            ..act.clone()
        };
        let lines = changes.into_iter().map(line).collect();
        let differs = |(new, old): &((Rule, String), (Rule, String))| new != old;
        let values = rules.kept().into_iter().zip(now.kept()).filter(differs).map(|(new, _)| new).collect();
        Self { rules, lines, act, before: now.unit.clone(), values }
    }
}

/// Decides, in the caller's transaction; under the same key it was decided before.
///
/// # Errors
/// [`Unchanged`]; the caller must roll back then.
pub async fn set(tx: &mut Tx, deciding: &Deciding) -> Result<(), Failed<Unchanged>> {
    let Deciding { rules, lines, act, before, values } = deciding;
    if journal::begin::<Failed<Unchanged>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    // The exchange's own row first, then its accounts: in this order everybody else takes the two.
    if !store::set_rules(tx, act.exchange, rules).await? {
        // The same form may have been faster: then it has decided.
        return match journal::begin::<Failed<Unchanged>>(tx, act).await? {
            Begun::Before(_) => Ok(()),
            Begun::Now => Err(Failed::Refused(Unchanged::Stale)),
        };
    }
    let held = if *before == rules.unit { Vec::new() } else { nobody_has_paid(tx, act).await? };
    store::put(tx, Holds { exchange: act.exchange, version: act.rules_version, at: act.at }, values).await?;
    count_anew(tx, act, (held, (before, &rules.unit))).await?;
    Ok(journal::record_lines(tx, lines).await?)
}

/// Every account with its limits, under its lock, so that no first payment slips in between.
async fn nobody_has_paid(tx: &mut Tx, act: &Act) -> Result<Vec<(AccountId, Limits)>, Failed<Unchanged>> {
    let held = store::hold_accounts(tx, act.exchange).await?;
    if store::traded(tx.conn(), act.exchange).await? { Err(Failed::Refused(Unchanged::Stale)) } else { Ok(held) }
}

/// Writes the limits of all accounts in smallest parts of the new unit, so that they mean what they meant. The rules have been
/// written before: their row is locked, so that nobody proposes an agreement meanwhile.
async fn count_anew(
    tx: &mut Tx,
    act: &Act,
    (held, (from, to)): (Vec<(AccountId, Limits)>, (&Unit, &Unit)),
) -> Result<(), Failed<Unchanged>> {
    if from.parts() == to.parts() {
        return Ok(());
    }
    // An agreement's limits are in smallest parts too, and the partner consented to them.
    if store::agreed(tx.conn(), act.exchange).await? {
        return Err(Failed::Refused(Unchanged::Agreed));
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
