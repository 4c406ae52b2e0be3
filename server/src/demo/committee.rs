//! What a committee of the demo decides, by the work that does it for everybody else.

use app::demo::DemoRule;
use app::ids::PersonId;
use app::journal::What;
use app::limits::LimitsAsked;
use app::rules::catalogue::Rule;
use app::rules::forms::RulesDecided;
use app::time::Instant;

use super::scene::{DemoWho, Untold, nobody, refused_text};
use crate::db::Tx;
use crate::http::actor::Scope;
use crate::http::tenant::Exchange;
use crate::import_export::store::set_state;
use crate::journal::Act;
use crate::ledger::accounts::Limits;
use crate::limits::{self, Setting, set_once};
use crate::rules;
use crate::rules::work::{Deciding, set};

/// Limits that are to be set.
pub(super) struct DemoLimits<'a> {
    pub who: &'a DemoWho,
    pub limits: Limits,
    /// `suspended` or `left` from then on.
    pub state: Option<&'static str>,
    pub why: &'static str,
}

/// As the treasurer would do it on the page of limits.
pub(super) async fn set_limits(
    tx: &mut Tx,
    exchange: &Exchange,
    (asked, act): (DemoLimits<'_>, (i64, (PersonId, Instant))),
) -> Result<(), Untold> {
    let DemoLimits { who, limits: Limits { min_balance: min, max_balance: max, warn_min, warn_max, .. }, state, why } =
        asked;
    let code = &who.payee.candidate.code;
    let mut found = limits::store::find(tx.conn(), Scope::of_party(exchange.id), code).await?.ok_or_else(nobody)?;
    // Whoever is suspended may be paid, so that a debt can shrink.
    found.may_debit &= state.is_none();
    found.may_credit &= state != Some("left");
    let terms = LimitsAsked { min, max, warn_min, warn_max, reason: why.to_owned() };
    set_once(tx, &Setting::of(exchange, (&found, terms), act)).await.map_err(|error| error.map(refused_text))?;
    if let Some(state) = state {
        set_state(tx, exchange.id, who.payee.member, state).await?;
    }
    Ok(())
}

/// As the chair would do it on the page of rules.
pub(super) async fn set_rule(
    tx: &mut Tx,
    exchange: &Exchange,
    (rule, why): (DemoRule, &str),
    (id, (by, at)): (i64, (PersonId, Instant)),
) -> Result<(), Untold> {
    let stands = rules::standing(tx.conn(), exchange).await?;
    let (rule, parts) = match rule {
        DemoRule::Lowest(parts) => (Rule::DefaultMin, parts),
        DemoRule::Highest(parts) => (Rule::DefaultMax, parts),
        DemoRule::Alone(parts) => (Rule::OfficerAlone, parts),
    };
    let becomes = stands.clone().with(rule, &parts.to_string());
    let decided = RulesDecided::between(&stands, becomes, (&[rule], why.to_owned()));
    let act = Act::new(What::Rule, (exchange.id, id), (by, at)).asking(&(rule, parts));
    set(tx, &Deciding::of(&stands, decided, act)).await.map_err(|error| error.map(refused_text))
}
