//! Writing a decision about rules, in one transaction, once for each form.

use app::ids::AccountId;
use app::ledger::Unit;
use app::rules::catalogue::Rule;
use app::rules::forms::{RuleChange, RulesDecided};
use app::rules::standing::{StandingRules, rescaled};

use super::store::{self, Holds};
use crate::db::{Failed, Tx};
use crate::jobs::{self, NewJob};
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits};

/// The word of the job that writes to the accounts what the rules make of their limits; `limits` does it.
pub const LIMITS_FOLLOW: &str = "limits-follow";

/// Why the rules were not changed.
#[derive(Debug)]
pub enum Unchanged {
    /// They are no longer those that the page showed.
    Stale,
    /// An agreement with a partner is made in this unit.
    Agreed,
    /// A change of one of them waits already.
    Taken,
    /// The form's key stands for something else.
    Other,
}

impl From<OtherAct> for Unchanged {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// All that a decision writes.
pub struct Deciding {
    rules: StandingRules,
    /// A line for each rule that differs.
    lines: Vec<Act>,
    /// The act that they are lines of.
    act: Act,
    /// The unit until now.
    before: Unit,
    /// What the table of rules takes in.
    values: Vec<(Rule, String)>,
}

impl Deciding {
    /// A decision about rules that stand so, as the act of whoever decides.
    pub fn of(now: &StandingRules, RulesDecided { rules, changes, reason }: RulesDecided, act: Act) -> Self {
        let act = Act { why: reason, rules_version: rules.version.saturating_add(1), ..act };
        let line = |change: RuleChange| Act {
            object: change.what.key().to_owned(),
            was: change.was,
            becomes: change.becomes,
            ..act.clone()
        };
        let lines = changes.into_iter().map(line).collect();
        let values = rules.kept_beside(now);
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
    if values.iter().any(|(rule, _)| rule.entry().subject.is_of_limits()) {
        let (exchange, key) = (act.exchange, format!("{LIMITS_FOLLOW}:{}", act.rules_version));
        jobs::plan(tx, &NewJob { exchange, key, kind: LIMITS_FOLLOW, due_at: act.at }).await?;
    }
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
    for (class, parts) in store::classes(tx.conn(), act.exchange).await? {
        store::keep_class(tx, act.exchange, (class, parts.map(|parts| rescaled(parts, from, to)))).await?;
    }
    for kept in store::kept_limits(tx.conn(), act.exchange).await? {
        let anew = kept.parts.map(|parts| rescaled(parts, from, to));
        store::keep_limits(tx, act.exchange, (kept.member, anew)).await?;
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
