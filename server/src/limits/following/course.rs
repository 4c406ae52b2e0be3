//! What the committee decides about an account's limits beside setting them: it is frozen, the freeze is lifted, or the limits follow the
//! rules again. At once, under the member's and the account's lock, once for each form.

use app::ids::{AccountId, Code, PersonId};
use app::journal::{What, figures};
use app::limits::LimitsCourse;
use app::limits::classes::MemberClass;
use app::limits::due::DueLimits;
use app::time::Instant;

use super::store::{self as facts, MemberFacts, TakenCourse};
use super::{due_now, limits_of, write};
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::Exchange;
use crate::journal::{self, Act, Begun};
use crate::ledger::accounts::{Limits, LimitsChange};
use crate::ledger::store::standing;
use crate::limits::{NotSet, Raised, classes, judge, tell};

/// A course about to be taken.
pub struct TakingCourse {
    exchange: Exchange,
    account: AccountId,
    course: LimitsCourse,
    act: Act,
    may_raise: bool,
}

impl TakingCourse {
    /// Of that account, for a reason, as the act of a form with that key, by that person at that time.
    pub fn of(
        exchange: &Exchange,
        (account, code): (AccountId, &Code),
        (course, why): (LimitsCourse, String),
        (id, who): (i64, (PersonId, Instant)),
    ) -> Self {
        let act = Act::new(What::Limits, (exchange.id, id), who).asking(&(code, course, &why));
        let act = Act { object: code.to_string(), why, ..act };
        Self { exchange: exchange.clone(), account, course, act, may_raise: true }
    }

    /// The same as another officer confirmed it.
    #[must_use]
    pub fn seconded(self, by: PersonId) -> Self {
        Self { act: Act { seconded_by: by, ..self.act }, ..self }
    }

    /// The same, where it must let nobody owe or hold more but by the lifting of a freeze.
    #[must_use]
    pub fn lowers(self) -> Self {
        let may_raise = self.course == LimitsCourse::Lift;
        Self { may_raise, ..self }
    }
}

/// Takes it, in the caller's transaction; under the same key it was taken before.
///
/// # Errors
/// [`NotSet`]; the caller must roll back then.
pub async fn take(tx: &mut Tx, taking: &TakingCourse) -> Result<(), Failed<NotSet>> {
    let TakingCourse { exchange, account, course, act, may_raise } = taking;
    let whose = (exchange.id, *account);
    if journal::begin::<Failed<NotSet>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    let member = facts::hold(tx, whose).await?.ok_or(Failed::Refused(NotSet::Already))?;
    // The same form may have been faster.
    if journal::begin::<Failed<NotSet>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    if member.is_bound() {
        return Err(Failed::Refused(NotSet::Bound));
    }
    if let LimitsCourse::Class(class) = course {
        // Nobody gives it up meanwhile.
        classes::store::hold(tx, (exchange.id, *class)).await?;
    }
    let classes = classes::store::every(tx.conn(), exchange.id).await?;
    let may = match course {
        LimitsCourse::Class(0) => member.class_id != 0,
        LimitsCourse::Class(id) => member.class_id != *id && classes.iter().any(|class| class.id == *id),
        course => member.courses().contains(course),
    };
    if !may {
        return Err(Failed::Refused(NotSet::Already));
    }
    let takes = match course {
        LimitsCourse::Freeze => {
            TakenCourse { frozen_at: act.at, frozen_why: act.why.clone(), ..TakenCourse::of(&member) }
        }
        LimitsCourse::Lift => TakenCourse { frozen_at: Instant(0), ..TakenCourse::of(&member) },
        LimitsCourse::Class(class_id) => TakenCourse { class_id: *class_id, ..TakenCourse::of(&member) },
        LimitsCourse::ToRule => TakenCourse { hand_at: Instant(0), ..TakenCourse::of(&member) },
    };
    facts::take(tx, whose, takes).await?;
    let member = facts::hold(tx, whose).await?.ok_or(DbError::Fault(sqlx::Error::RowNotFound))?;
    let (was, becomes) = written(tx, taking, (&member, &classes)).await?;
    if !may_raise && was.limits.is_raised_by(becomes.limits) {
        return Err(Failed::Refused(NotSet::Raises));
    }
    let raised = Raised { exchange: exchange.id, account: *account, by: act.by, at: act.at };
    let amount = was.limits.min.saturating_sub(becomes.limits.min);
    let favour = judge(tx, (raised, act), (amount, exchange.rules.officer_alone())).await?;
    let figures = |due: &DueLimits| figures::limits(&exchange.unit, due.limits.parts());
    let act = Act { was: figures(&was), becomes: figures(&becomes), favour, ..act.clone() };
    journal::record(tx, &act).await?;
    Ok(tell(tx, &act, *account).await?)
}

/// Writes what is due from now on; answers with what stood, and with what is due.
async fn written(
    tx: &mut Tx,
    taking: &TakingCourse,
    (member, classes): (&MemberFacts, &[MemberClass]),
) -> Result<(DueLimits, DueLimits), DbError> {
    let TakingCourse { exchange, account, act, .. } = taking;
    let stood = standing(tx.conn(), exchange.id, *account).await?;
    let stood = stood.ok_or(DbError::Fault(sqlx::Error::RowNotFound))?;
    let due = due_now(tx.conn(), (exchange, classes), (member, act.at)).await?;
    let change = LimitsChange {
        exchange: exchange.id,
        account: *account,
        limits: Limits { may_debit: stood.may_debit, may_credit: stood.may_credit, ..Limits::of(due.limits.parts()) },
        reason: act.why.clone(),
        by: act.by,
        at: act.at,
        change_id: act.id,
    };
    write(tx, (exchange, &stood), &change).await?;
    Ok((DueLimits { limits: limits_of(&stood), ..due }, due))
}
