//! What a member's limits follow from: kept with the member, and read from the books.

use app::ids::{AccountId, ExchangeId, MemberId};
use app::limits::LimitsCourse;
use app::limits::form::Standing;
use app::members::states::MemberState;
use app::time::Instant;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use crate::db::{DbError, Tx};

/// The member of an account, and nobody changes meanwhile what their limits follow from.
pub const HOLD: &str = "
select member_id, account_id, state, joined_at, ramp_ended_at, grown, frozen_at, frozen_why, hand_at, hand_why, hand_min, hand_max,
    hand_warn_min, hand_warn_max, class_id
from members
where exchange_id = $1 and account_id = $2
{lock}";
/// The same, to be looked at.
pub const LOOK: &str = "
select member_id, account_id, state, joined_at, ramp_ended_at, grown, frozen_at, frozen_why, hand_at, hand_why, hand_min, hand_max,
    hand_warn_min, hand_warn_max, class_id
from members
where exchange_id = $1 and account_id = $2";
/// Members after one, with their accounts; not those whose state says what their limits are.
pub const SOME: &str = "
select m.member_id, m.account_id, m.state, m.joined_at, m.ramp_ended_at, m.grown, m.frozen_at, m.frozen_why,
    m.hand_at, m.hand_why, m.hand_min, m.hand_max, m.hand_warn_min, m.hand_warn_max, m.class_id, a.min_balance, a.max_balance, a.warn_min, a.warn_max
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.member_id > $2 and m.state not in ('leaving', 'left', 'deceased')
order by m.member_id
limit 200";
/// What an account was paid by each different partner, here or in another exchange, and how often: neither what was undone, nor what
/// came from an account for which one of its own people acts, nor what the exchange itself pays.
pub const PROVIDED: &str = "
select g.things, g.received
from (
    select t.payer, count(*) as things, cast(sum(t.amount) as bigint) as received
    from transfers t
    where t.exchange_id = $1 and t.payee = $2 and t.kind in ('payment', 'intertrade', 'imported') and not exists (
        select 1
        from transfers undone
        where undone.exchange_id = t.exchange_id and undone.reverses = t.transfer_id
    )
    group by t.payer, t.partner_code
) g
join accounts a on a.exchange_id = $1 and a.account_id = g.payer and a.kind in (0, 2)
where not exists (
    select 1
    from members mine
    join operators o on o.exchange_id = mine.exchange_id and o.member_id = mine.member_id
    join operators oo on oo.exchange_id = mine.exchange_id and oo.person_id = o.person_id
    join members other on other.exchange_id = mine.exchange_id and other.member_id = oo.member_id
    where mine.exchange_id = $1 and mine.account_id = $2 and other.account_id = g.payer
)";
/// Notes how far a member has come.
pub const NOTE: &str = "
update members
set ramp_ended_at = $3, grown = $4
where exchange_id = $1 and member_id = $2";
/// Notes what the committee set for the member of an account.
pub const SET_BY_HAND: &str = "
update members
set hand_at = $3, hand_why = $4, hand_min = $5, hand_max = $6, hand_warn_min = $7, hand_warn_max = $8
where exchange_id = $1 and account_id = $2";

/// Notes which course the limits of a member take.
pub const TAKE: &str = "
update members
set frozen_at = $3, frozen_why = $4, hand_at = $5, class_id = $6
where exchange_id = $1 and account_id = $2";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 7] = [HOLD, LOOK, SOME, PROVIDED, NOTE, SET_BY_HAND, TAKE];

/// What is kept of a member.
#[derive(Clone, Debug, FromRow)]
pub struct MemberFacts {
    /// Who.
    #[sqlx(rename = "member_id")]
    pub member: MemberId,
    /// Their account.
    #[sqlx(rename = "account_id")]
    pub account: AccountId,
    state: String,
    /// Since when they are a member.
    pub joined_at: Instant,
    /// Since when they are past the ramp; 0 on it.
    pub ramp_ended_at: Instant,
    /// By how much they have grown.
    pub grown: i64,
    /// Since when the account is frozen; 0 for not.
    pub frozen_at: Instant,
    /// Why.
    pub frozen_why: String,
    /// Since when the committee has set them; 0 for not.
    pub hand_at: Instant,
    /// Why.
    pub hand_why: String,
    hand_min: i64,
    hand_max: i64,
    hand_warn_min: i64,
    hand_warn_max: i64,
    /// Their class; 0 for none.
    pub class_id: i64,
}

impl MemberFacts {
    /// Their state says what their limits are, and nothing else does.
    pub fn is_bound(&self) -> bool {
        matches!(MemberState::of_tag(&self.state), MemberState::Leaving | MemberState::Left | MemberState::Deceased)
    }

    /// The same, if nobody had frozen the account.
    #[must_use]
    pub fn unfrozen(self) -> Self {
        Self { frozen_at: Instant(0), ..self }
    }

    /// The same in that class.
    #[must_use]
    pub fn of_class(self, class_id: i64) -> Self {
        Self { class_id, ..self }
    }

    /// The same, if nothing had been set for the account.
    #[must_use]
    pub fn following_rules(self) -> Self {
        Self { hand_at: Instant(0), ..self }
    }

    /// What the committee set for them.
    pub fn by_hand(&self) -> Option<Standing> {
        let (warn_min, warn_max) = (self.hand_warn_min, self.hand_warn_max);
        (self.hand_at != Instant(0)).then_some(Standing { min: self.hand_min, max: self.hand_max, warn_min, warn_max })
    }
}

impl MemberFacts {
    /// What can be decided about their limits beside setting them.
    pub fn courses(&self) -> Vec<LimitsCourse> {
        let freeze = if self.frozen_at == Instant(0) { LimitsCourse::Freeze } else { LimitsCourse::Lift };
        let by_hand = self.hand_at != Instant(0);
        by_hand.then_some(LimitsCourse::ToRule).into_iter().chain([freeze]).collect()
    }
}

/// The course that a member's limits take.
#[derive(Clone, Debug)]
pub(super) struct TakenCourse {
    pub(super) frozen_at: Instant,
    pub(super) frozen_why: String,
    pub(super) hand_at: Instant,
    pub(super) class_id: i64,
}

impl TakenCourse {
    /// As it is.
    pub(super) fn of(member: &MemberFacts) -> Self {
        let MemberFacts { frozen_at, hand_at, class_id, .. } = *member;
        Self { frozen_at, frozen_why: member.frozen_why.clone(), hand_at, class_id }
    }
}

/// A member with the limits of their account.
#[derive(Clone, Debug, FromRow)]
pub(super) struct LimitedMember {
    #[sqlx(flatten)]
    pub(super) facts: MemberFacts,
    #[sqlx(flatten)]
    pub(super) stands: Standing,
}

/// What somebody provided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provided {
    /// How many things.
    pub things: i64,
    /// What each different partner paid for theirs.
    pub received: Vec<i64>,
}

impl Provided {
    /// How many different partners.
    pub fn partners(&self) -> i64 {
        i64::try_from(self.received.len()).unwrap_or(i64::MAX)
    }
}

/// Holds what is kept of the member of an account until the transaction ends; none of the exchange's own.
///
/// # Errors
/// The database's.
pub async fn hold(tx: &mut Tx, (exchange, account): (ExchangeId, AccountId)) -> Result<Option<MemberFacts>, DbError> {
    let sql = tx.engine().text(HOLD);
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(exchange).bind(account).fetch_optional(tx.conn()).await?)
}

/// What is kept of the member of an account; none of the exchange's own.
///
/// # Errors
/// The database's.
pub async fn look(
    conn: &mut AnyConnection,
    (exchange, account): (ExchangeId, AccountId),
) -> Result<Option<MemberFacts>, DbError> {
    Ok(sqlx::query_as(LOOK).bind(exchange).bind(account).fetch_optional(conn).await?)
}

/// The next members after that one.
pub(super) async fn some(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    after: MemberId,
) -> Result<Vec<LimitedMember>, DbError> {
    Ok(sqlx::query_as(SOME).bind(exchange).bind(after).fetch_all(conn).await?)
}

/// What an account's member provided.
pub(super) async fn provided(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    account: AccountId,
) -> Result<Provided, DbError> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(PROVIDED).bind(exchange).bind(account).fetch_all(conn).await?;
    let things = rows.iter().map(|(things, _)| things).sum();
    Ok(Provided { things, received: rows.into_iter().map(|(_, received)| received).collect() })
}

/// Notes since when a member is past the ramp, and by how much they have grown.
pub(super) async fn note(
    tx: &mut Tx,
    (exchange, member): (ExchangeId, MemberId),
    (ramp_ended_at, grown): (Instant, i64),
) -> Result<(), DbError> {
    let query = sqlx::query(NOTE).bind(exchange).bind(member).bind(ramp_ended_at).bind(grown);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// Notes that these limits were set for that account, and why.
pub async fn set_by_hand(
    tx: &mut Tx,
    (exchange, account): (ExchangeId, AccountId),
    (limits, why, at): (Standing, &str, Instant),
) -> Result<(), DbError> {
    let query = sqlx::query(SET_BY_HAND).bind(exchange).bind(account).bind(at).bind(why.to_owned());
    limits.parts().into_iter().fold(query, sqlx::query::Query::bind).execute(tx.conn()).await?;
    Ok(())
}

/// Notes the course that the limits of that account take.
pub(super) async fn take(
    tx: &mut Tx,
    (exchange, account): (ExchangeId, AccountId),
    TakenCourse { frozen_at, frozen_why, hand_at, class_id }: TakenCourse,
) -> Result<(), DbError> {
    let query = sqlx::query(TAKE).bind(exchange).bind(account).bind(frozen_at).bind(frozen_why);
    query.bind(hand_at).bind(class_id).execute(tx.conn()).await?;
    Ok(())
}
