//! What erasing somebody reads, empties and takes away: the one list of the places where names, words and addresses stand. A new column
//! that holds any belongs here, and a test that dumps every text of the database finds it.

use app::ids::{AccountId, Code, ExchangeId, MemberId, PersonId};
use app::members::erasing::Erasable;
use app::members::states::MemberState;
use app::time::Instant;
use app::words::Language;
use jiff::tz::TimeZone;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use super::person::store::{Acted, blank_mails};
use crate::db::{DbError, Tx};
use crate::members::operators::store::MemberKey;
use crate::members::portrait;
use crate::members::store::FoundBy;

/// Holds a member, as every change of the state does.
pub const HOLD: &str = "select member_id from members where exchange_id = $1 and member_id = $2 {lock}";
/// What says whether they can be erased.
pub const GONE: &str = "
select m.member_id, m.account_id, a.code, m.name, m.state, m.state_since, m.erased_at, a.balance, a.last_booked_at, e.language, (
    select count(*)
    from applications w
    join operators o on o.exchange_id = w.exchange_id and o.person_id = w.person_id and o.member_id = m.member_id
    where w.exchange_id = m.exchange_id and w.state = 'applied'
) as applies
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
join exchanges e on e.exchange_id = m.exchange_id
where m.exchange_id = $1 and m.member_id = $2";
/// Empties the member's own row; what they are called from then on, and by what they are found, is the code.
pub const BLANK_MEMBER: &str = "
update members
set name = $3, sort_name = $4, sort_key = $5, sought = $6, about = '', area = '', phone = '', phone_shown = 0, hand_why = '',
    frozen_why = '', erased_at = $7
where exchange_id = $1 and member_id = $2";
/// Keeps that it was done.
pub const KEEP: &str = "
insert into erasures (exchange_id, member_id, erasure_id, erased_by, erased_at)
values ($1, $2, $3, $4, $5)";
/// Keeps as keys who acted for them.
pub const KEEP_OPERATORS: &str = "
insert into former_operators (exchange_id, member_id, person_id, until_at)
select exchange_id, member_id, person_id, $3
from operators
where exchange_id = $1 and member_id = $2
on conflict (exchange_id, member_id, person_id) do nothing";
/// Who acted for them; who was erased before is not among them.
pub const PERSONS: &str = "
select p.person_id, p.name, coalesce(p.email, p.mailbox, '') as email
from former_operators f
join persons p on p.person_id = f.person_id and p.erased_at = 0
where f.exchange_id = $1 and f.member_id = $2
order by p.person_id";
/// Reasons of acts about them; prints and folded words go too.
pub const BLANK_ACTS: &str = "
update journal
set why = '', sought = '', terms = ''
where exchange_id = $1 and (on_behalf_of = $2 or object = $3 or object in (
        select cast(w.application_id as text)
        from applications w
        join former_operators f on f.exchange_id = w.exchange_id and f.person_id = w.person_id
        where w.exchange_id = $1 and f.member_id = $2
    ))
    and (why <> '' or sought <> '' or terms <> '')";
/// What was and became of their own words.
pub const FORGET_ACT_WORDS: &str = "
delete from act_words
where exchange_id = $1 and (act_id, line) in (
    select j.act_id, j.line
    from journal j
    where j.exchange_id = $1 and (j.on_behalf_of = $2 or j.object = $3)
)";
/// Why their limits were changed.
pub const BLANK_LIMITS: &str =
    "update account_limits set reason = '' where exchange_id = $1 and account_id = $2 and reason <> ''";
/// What was said of payments that stand on no other member's statement: between them and an account of the exchange's own, or somebody
/// who was erased too. What stands on another's statement is theirs as well and stays.
pub const BLANK_WORDS: &str = "
update transfer_words
set description = '', waiver_reason = '', salt = $4, erasure_id = $3
where exchange_id = $1 and erasure_id = 0 and transfer_id in (
    select t.transfer_id
    from transfers t
    join accounts o on o.exchange_id = t.exchange_id and o.account_id = t.payee
    left join members m on m.exchange_id = o.exchange_id and m.account_id = o.account_id
    where t.exchange_id = $1 and t.payer = $2 and (o.kind = 1 or m.erased_at > 0)
    union all
    select t.transfer_id
    from transfers t
    join accounts o on o.exchange_id = t.exchange_id and o.account_id = t.payer
    left join members m on m.exchange_id = o.exchange_id and m.account_id = o.account_id
    where t.exchange_id = $1 and t.payee = $2 and (o.kind = 1 or m.erased_at > 0)
)";
/// Their name in the books of partner exchanges, where the code stands beside it.
pub const BLANK_PARTNERS: &str = "
update transfer_words
set partner_name = $4, salt = $5, erasure_id = $3
where partner_name <> '' and (exchange_id, transfer_id) in (
    select t.partner_id, t.transfer_id
    from transfers t
    where t.exchange_id = $1 and t.payer = $2 and t.partner_id <> 0
    union all
    select t.partner_id, t.transfer_id
    from transfers t
    where t.exchange_id = $1 and t.payee = $2 and t.partner_id <> 0
)";
/// What they wrote when they applied, and why it was decided so; of whoever acts for nobody here any more.
pub const BLANK_APPLICATIONS: &str = "
update applications
set name = '', area = '', offers = '', wants = '', reason = ''
where exchange_id = $1 and state <> 'applied' and person_id in (
    select f.person_id
    from former_operators f
    where f.exchange_id = $1 and f.member_id = $2 and not exists (
        select 1
        from operators o
        where o.exchange_id = f.exchange_id and o.person_id = f.person_id
    )
)";
/// Why changes that are about them were proposed (`$2`: their code after any word), and letting in whoever acts for them.
pub const BLANK_PROPOSALS: &str = "
update proposals
set why = ''
where exchange_id = $1 and proposal_id in (
    select l.proposal_id
    from proposal_lines l
    where l.exchange_id = $1 and (l.rule like $2 or l.rule in (
            select 'admission:' || cast(w.application_id as text)
            from applications w
            join former_operators f on f.exchange_id = w.exchange_id and f.person_id = w.person_id
            where w.exchange_id = $1 and f.member_id = $3
        ))
)";
/// What else goes of a member, by its key, which is `$2`.
pub const OF_MEMBER: [&str; 9] = [
    "delete from listing_reports where exchange_id = $1
        and listing_id in (select l.listing_id from listings l where l.exchange_id = $1 and l.member_id = $2)",
    "delete from listings where exchange_id = $1 and member_id = $2",
    "delete from listing_reports where exchange_id = $1
        and person_id in (select f.person_id from former_operators f where f.exchange_id = $1 and f.member_id = $2)
        and person_id not in (select o.person_id from operators o where o.exchange_id = $1)",
    "delete from operators where exchange_id = $1 and member_id = $2",
    "delete from operator_invites where exchange_id = $1 and member_id = $2",
    "delete from chair_asks where exchange_id = $1 and member_id = $2",
    "update objections set why = '' where exchange_id = $1 and member_id = $2",
    "delete from admission_checks where exchange_id = $1
        and person_id in (select f.person_id from former_operators f where f.exchange_id = $1 and f.member_id = $2)
        and person_id not in (select o.person_id from operators o where o.exchange_id = $1)",
    "delete from roles where exchange_id = $1
        and person_id in (select f.person_id from former_operators f where f.exchange_id = $1 and f.member_id = $2)
        and person_id not in (select o.person_id from operators o where o.exchange_id = $1)",
];
/// Mails to whom they had asked to act for them, and who is nobody here: what was asked is taken back with it.
pub const FORGET_ASKED: &str = "
delete from outbox
where recipient in (select i.email from operator_invites i where i.exchange_id = $1 and i.member_id = $2)
    and not exists (select 1 from persons p where p.email = outbox.recipient)";
/// What they were told.
pub const FORGET_NOTICES: &str = "delete from notices where exchange_id = $1 and account_id = $2";
/// Who can be erased by themselves: gone before a moment, at zero.
pub const LONG_GONE: &str = "
select m.member_id
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.state in ('left', 'deceased') and m.erased_at = 0 and m.state_since < $2 and a.balance = 0
    and a.last_booked_at < $2
order by m.member_id
limit 200";
/// Everybody who was erased, for books that are restored.
pub const ALL_MEMBERS: &str =
    "select exchange_id, member_id, erasure_id, erased_by, erased_at from erasures order by exchange_id, member_id";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 16] = [
    GONE,
    BLANK_MEMBER,
    KEEP,
    KEEP_OPERATORS,
    PERSONS,
    BLANK_ACTS,
    FORGET_ACT_WORDS,
    BLANK_LIMITS,
    BLANK_WORDS,
    BLANK_PARTNERS,
    BLANK_APPLICATIONS,
    BLANK_PROPOSALS,
    FORGET_ASKED,
    FORGET_NOTICES,
    LONG_GONE,
    ALL_MEMBERS,
];

/// What is known of a member who may be erased.
#[derive(Clone, Debug, FromRow)]
pub struct Gone {
    /// Who.
    pub member_id: MemberId,
    /// Their account.
    pub account_id: AccountId,
    /// Its code.
    pub code: Code,
    /// What they are called still.
    pub name: String,
    state: String,
    state_since: Instant,
    erased_at: Instant,
    balance: i64,
    last_booked_at: Instant,
    language: String,
    applies: i64,
}

impl Gone {
    /// As the rule sees it, in days of that zone.
    pub fn erasable(&self, zone: &TimeZone) -> Erasable {
        Erasable {
            state: MemberState::of_tag(&self.state),
            since: self.state_since.day(zone),
            last: (self.last_booked_at.0 > 0).then(|| self.last_booked_at.day(zone)),
            balance: self.balance,
            is_erased: self.is_erased(),
            applies: self.applies > 0,
        }
    }

    /// Whether they were erased.
    pub fn is_erased(&self) -> bool {
        self.erased_at.0 > 0
    }
}

/// That somebody was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
#[expect(missing_docs, reason = "the columns of the table erasures, described in its migration")]
pub struct Erasure {
    pub exchange_id: ExchangeId,
    pub member_id: MemberId,
    pub erasure_id: i64,
    pub erased_by: PersonId,
    pub erased_at: Instant,
}

/// Holds a member until the transaction ends.
pub async fn hold(tx: &mut Tx, key: MemberKey) -> Result<(), DbError> {
    let sql = tx.engine().text(HOLD);
    sqlx::query(AssertSqlSafe(sql)).bind(key.0).bind(key.1).fetch_optional(tx.conn()).await?;
    Ok(())
}

/// What says whether they can be erased.
pub async fn gone(conn: &mut AnyConnection, key: MemberKey) -> Result<Option<Gone>, DbError> {
    Ok(sqlx::query_as(GONE).bind(key.0).bind(key.1).fetch_optional(conn).await?)
}

/// Takes away all that is kept of a member but keys, amounts and days; who acted for them goes on as they are.
pub async fn blank_member(tx: &mut Tx, gone: &Gone, kept: &Erasure) -> Result<(), DbError> {
    let (exchange, member) = (kept.exchange_id, kept.member_id);
    let code = gone.code.to_string();
    let of_two = |sql: &'static str| sqlx::query(sql).bind(exchange).bind(member);
    of_two(KEEP_OPERATORS).bind(kept.erased_at).execute(tx.conn()).await?;
    let language = Language::of_tag(&gone.language).unwrap_or(Language::English);
    let found = FoundBy::of(language, &code, ("", ""));
    let query = of_two(BLANK_MEMBER).bind(code.clone()).bind(found.sort_name).bind(found.sort_key);
    query.bind(found.sought).bind(kept.erased_at).execute(tx.conn()).await?;
    let query = of_two(KEEP).bind(kept.erasure_id).bind(kept.erased_by).bind(kept.erased_at);
    query.execute(tx.conn()).await?;
    of_two(FORGET_ASKED).execute(tx.conn()).await?;
    portrait::store::erase(tx, (exchange, member), kept.erased_at).await?;
    for sql in OF_MEMBER {
        of_two(sql).execute(tx.conn()).await?;
    }
    of_two(FORGET_ACT_WORDS).bind(code.clone()).execute(tx.conn()).await?;
    of_two(BLANK_ACTS).bind(code.clone()).execute(tx.conn()).await?;
    of_two(BLANK_APPLICATIONS).execute(tx.conn()).await?;
    let of_account = |sql: &'static str| sqlx::query(sql).bind(exchange).bind(gone.account_id);
    of_account(BLANK_LIMITS).execute(tx.conn()).await?;
    of_account(FORGET_NOTICES).execute(tx.conn()).await?;
    let none: Vec<u8> = Vec::new();
    of_account(BLANK_WORDS).bind(kept.erasure_id).bind(none.clone()).execute(tx.conn()).await?;
    let partners = of_account(BLANK_PARTNERS).bind(kept.erasure_id).bind(code.clone());
    partners.bind(none).execute(tx.conn()).await?;
    sqlx::query(BLANK_PROPOSALS)
        .bind(exchange)
        .bind(format!("%:{code}"))
        .bind(gone.member_id)
        .execute(tx.conn())
        .await?;
    blank_mails(tx, &gone.name).await
}

/// Who acted for a member and was not erased.
pub async fn persons(tx: &mut Tx, key: MemberKey) -> Result<Vec<Acted>, DbError> {
    Ok(sqlx::query_as(PERSONS).bind(key.0).bind(key.1).fetch_all(tx.conn()).await?)
}

/// Who has been gone since before that moment, at zero, and was not erased.
pub async fn long_gone(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    before: Instant,
) -> Result<Vec<MemberId>, DbError> {
    Ok(sqlx::query_scalar(LONG_GONE).bind(exchange).bind(before).fetch_all(conn).await?)
}

/// Every member who was erased, for books that are restored.
pub async fn all(conn: &mut AnyConnection) -> Result<Vec<Erasure>, DbError> {
    Ok(sqlx::query_as(ALL_MEMBERS).fetch_all(conn).await?)
}
