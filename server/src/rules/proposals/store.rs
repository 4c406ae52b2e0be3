//! The tables of changes that wait.

use app::ids::{Code, ExchangeId, Flag, MemberId, PersonId};
use app::journal::fell::Fell;
use app::roles::office::OfficeChange;
use app::rules::decisions::CLASS;
use app::rules::matter::Matter;
use app::rules::proposals::ProposalState;
use app::time::Instant;
use sqlx::{AnyConnection, FromRow};

use crate::db::{DbError, Tx};
use crate::http::actor::Scope;

/// Holds the rules of an exchange, if they are still those that were shown: who changes or proposes some at the same moment waits.
pub const HOLD: &str =
    "update exchanges set rules_version = rules_version where exchange_id = $1 and rules_version = $2";
/// How many members there are who can object.
pub const MEMBERS: &str = "
select count(*) as members
from members
where exchange_id = $1 and state not in ('left', 'deceased')";
/// How many changes of these rules (`$2`, their keys between bars) wait already.
pub const TAKEN: &str = "
select count(*) as taken
from proposals p
join proposal_lines l on l.exchange_id = p.exchange_id and l.proposal_id = p.proposal_id
where p.exchange_id = $1 and p.state in ('proposed', 'announced') and $2 like '%|' || l.rule || '|%'";
/// Writes a proposal.
pub const INSERT: &str = "
insert into proposals (exchange_id, proposal_id, act_id, state, why, proposed_by, proposed_at, days, open_to_objection, in_force_from)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
/// And what would change.
pub const INSERT_LINE: &str = "
insert into proposal_lines (exchange_id, proposal_id, rule, line, was, becomes, value)
values ($1, $2, $3, $4, $5, $6, $7)";
/// A query of proposals.
macro_rules! proposals {
    ($rest:literal) => {
        concat!(
            "
select p.proposal_id, p.act_id, p.state, p.why, p.proposed_by, coalesce(by.name, '') as proposer, p.proposed_at, p.days,
    p.open_to_objection, p.seconded_by, coalesce(second.name, '') as seconder, p.in_force_from, p.fallen_because, (
        select count(*)
        from objections o
        where o.exchange_id = p.exchange_id and o.proposal_id = p.proposal_id
    ) as objections
from proposals p
left join persons by on by.person_id = p.proposed_by
left join persons second on second.person_id = p.seconded_by and p.seconded_by <> 0
where p.exchange_id = $1 and ",
            $rest
        )
    };
}
/// The proposal of that key.
pub const FIND: &str = proposals!("p.proposal_id = $2");
/// Those that wait, oldest first.
pub const WAITING: &str = proposals!(
    "p.state in ('proposed', 'announced')
order by p.proposed_at, p.proposal_id
limit 50"
);
/// What would change.
pub const LINES: &str = "
select rule, was, becomes, value
from proposal_lines
where exchange_id = $1 and proposal_id = $2
order by line";
/// Another state, if it is still in the one that is expected.
pub const MOVE: &str = "
update proposals
set state = $4, seconded_by = $5, in_force_from = $6, fallen_because = $7
where exchange_id = $1 and proposal_id = $2 and state = $3";
/// A member objects, once.
pub const OBJECT: &str = "
insert into objections (exchange_id, proposal_id, member_id, why, objected_at)
values ($1, $2, $3, $4, $5)
on conflict (exchange_id, proposal_id, member_id) do nothing";
/// How many have.
pub const OBJECTIONS: &str =
    "select count(*) as objections from objections where exchange_id = $1 and proposal_id = $2";
/// Whether a member has.
pub const HAS_OBJECTED: &str = "
select count(*) as objected
from objections
where exchange_id = $1 and proposal_id = $2 and member_id = $3";

/// Who acts for the member of an account.
pub const OPERATORS: &str = "
select o.person_id
from accounts a
join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
where a.exchange_id = $1 and a.code = $2
order by o.person_id";
/// Who acts for a member of a class.
pub const CLASS_OPERATORS: &str = "
select distinct o.person_id
from members m
join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
where m.exchange_id = $1 and m.class_id = $2 and m.class_id <> 0
order by o.person_id";
/// Whose account it is.
pub const NAME_OF_ACCOUNT: &str = "
select coalesce(m.name, a.name) as name
from accounts a
left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
where a.exchange_id = $1 and a.code = $2";
/// Who applied.
pub const APPLICANT: &str = "select person_id from applications where exchange_id = $1 and application_id = $2";
/// And what they are called.
pub const NAME_OF_APPLICANT: &str = "select name from applications where exchange_id = $1 and application_id = $2";
/// Who of the exchange `$2` has signed what it proposes to us.
pub const SIGNED: &str = "
select proposed_by
from agreements
where a_exchange_id = $2 and b_exchange_id = $1 and state = 'proposed'
union
select proposed_second
from agreements
where a_exchange_id = $2 and b_exchange_id = $1 and state = 'proposed' and proposed_second <> 0";
/// What a partner is called.
pub const NAME_OF_PARTNER: &str = "select name from exchanges where exchange_id = $1";
/// The change of that key that waits.
pub const WAITS: &str = "
select p.proposal_id
from proposals p
join proposal_lines l on l.exchange_id = p.exchange_id and l.proposal_id = p.proposal_id
where p.exchange_id = $1 and p.state in ('proposed', 'announced') and l.rule = $2
limit 1";

/// How many changes of that key there ever were.
pub const WAITED: &str = "
select count(*) as waited
from proposals p
join proposal_lines l on l.exchange_id = p.exchange_id and l.proposal_id = p.proposal_id
where p.exchange_id = $1 and l.rule = $2";

/// How many changes wait that give somebody the chair.
pub const CHAIR_WAITS: &str = "
select count(*) as waiting
from proposals p
join proposal_lines l on l.exchange_id = p.exchange_id and l.proposal_id = p.proposal_id
where p.exchange_id = $1 and p.state in ('proposed', 'announced') and l.rule like 'office:chair:%'";

/// What a person is called.
pub const NAME_OF: &str = "select name from persons where person_id = $1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 23] = [
    WAITED,
    SIGNED,
    NAME_OF_PARTNER,
    APPLICANT,
    NAME_OF_APPLICANT,
    CHAIR_WAITS,
    NAME_OF,
    HOLD,
    MEMBERS,
    TAKEN,
    INSERT,
    INSERT_LINE,
    FIND,
    WAITING,
    LINES,
    MOVE,
    OBJECT,
    OBJECTIONS,
    HAS_OBJECTED,
    OPERATORS,
    CLASS_OPERATORS,
    NAME_OF_ACCOUNT,
    WAITS,
];

/// A proposal as it is kept.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the table proposals, described in its migration, and names")]
pub struct RuleProposal {
    #[sqlx(rename = "proposal_id")]
    pub id: i64,
    pub act_id: i64,
    #[sqlx(try_from = "String")]
    pub state: ProposalState,
    pub why: String,
    pub proposed_by: PersonId,
    pub proposer: String,
    pub proposed_at: Instant,
    pub days: i64,
    #[sqlx(try_from = "Flag")]
    pub open_to_objection: bool,
    pub seconded_by: PersonId,
    pub seconder: String,
    pub in_force_from: Instant,
    pub fallen_because: String,
    pub objections: i64,
}

impl RuleProposal {
    /// Why it does not come about; none where it does, or members objected.
    pub fn fell(&self) -> Option<Fell> {
        Fell::of_tag(&self.fallen_because)
    }
}

/// What would change of one rule or office.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the table proposal_lines, described in its migration")]
pub struct Line {
    pub rule: String,
    pub was: String,
    pub becomes: String,
    pub value: String,
}

impl Line {
    /// The change of an office; none if it is of a rule.
    pub fn office(&self) -> Option<OfficeChange> {
        OfficeChange::read(&self.rule, &self.value)
    }
}

impl Line {
    /// What the record names as its object.
    pub(super) fn object(&self) -> String {
        match Matter::of_key(&self.rule) {
            (Matter::Rules, _) => self.rule.clone(),
            (Matter::Offices, _) => self.office().map_or_else(|| self.rule.clone(), |change| change.code.to_string()),
            // Four limits, then the name.
            (Matter::Class, _) => format!("{CLASS}{}", self.value.splitn(5, ' ').nth(4).unwrap_or_default()),
            (Matter::Limits | Matter::Remainder, code) => code.to_owned(),
            // Nobody's account yet; whose application it is can be erased, and the record cannot.
            (Matter::Admission | Matter::Agreement, _) => self.rule.clone(),
        }
    }
}

/// What these are about.
pub fn matter(lines: &[Line]) -> Matter {
    lines.first().map_or(Matter::Rules, |line| Matter::of_key(&line.rule).0)
}

/// Whom a line is about: who acts for them confirms no change of it.
pub(super) async fn concerned(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    line: &Line,
) -> Result<Vec<PersonId>, DbError> {
    let query = match Matter::of_key(&line.rule) {
        (Matter::Rules, _) => return Ok(Vec::new()),
        (Matter::Offices, _) => return Ok(line.office().map(|change| change.person).into_iter().collect()),
        (Matter::Class, class) => sqlx::query_scalar(CLASS_OPERATORS).bind(exchange).bind(number(class)),
        (Matter::Limits | Matter::Remainder, code) => {
            sqlx::query_scalar(OPERATORS).bind(exchange).bind(Code::stored(code.to_owned()))
        }
        // Nobody signs for both sides.
        (Matter::Agreement, partner) => sqlx::query_scalar(SIGNED).bind(exchange).bind(number(partner)),
        (Matter::Admission, application) => sqlx::query_scalar(APPLICANT).bind(exchange).bind(number(application)),
    };
    Ok(query.fetch_all(conn).await?)
}

/// The number that stands in a key; 0 where none does.
fn number(text: &str) -> i64 {
    text.parse().unwrap_or(0)
}

/// What whoever applied is called.
pub(super) async fn name_of_applicant(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    application: &str,
) -> Result<String, DbError> {
    let query = sqlx::query_scalar(NAME_OF_APPLICANT).bind(exchange).bind(number(application));
    let name: Option<String> = query.fetch_optional(conn).await?;
    Ok(name.unwrap_or_default())
}

/// What the partner of that key is called.
pub(super) async fn name_of_partner(conn: &mut AnyConnection, partner: &str) -> Result<String, DbError> {
    let query = sqlx::query_scalar(NAME_OF_PARTNER).bind(number(partner));
    let name: Option<String> = query.fetch_optional(conn).await?;
    Ok(name.unwrap_or_default())
}

/// Whose account has that code.
pub(super) async fn name_of_account(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    code: &str,
) -> Result<String, DbError> {
    let query = sqlx::query_scalar(NAME_OF_ACCOUNT).bind(exchange).bind(code.to_owned());
    let name: Option<String> = query.fetch_optional(conn).await?;
    Ok(name.unwrap_or_default())
}

/// Whether a change waits that gives somebody the chair.
///
/// # Errors
/// The database's.
pub async fn chair_waits(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<bool, DbError> {
    let count: i64 = sqlx::query_scalar(CHAIR_WAITS).bind(exchange).fetch_one(conn).await?;
    Ok(count > 0)
}

/// The change of that key that waits, if one does.
///
/// # Errors
/// The database's.
pub async fn waits(conn: &mut AnyConnection, exchange: ExchangeId, key: String) -> Result<Option<i64>, DbError> {
    Ok(sqlx::query_scalar(WAITS).bind(exchange).bind(key).fetch_optional(conn).await?)
}

/// Whether a change of that key waits or ever waited.
///
/// # Errors
/// The database's.
pub async fn waited(conn: &mut AnyConnection, exchange: ExchangeId, key: String) -> Result<bool, DbError> {
    let waited: i64 = sqlx::query_scalar(WAITED).bind(exchange).bind(key).fetch_one(conn).await?;
    Ok(waited > 0)
}

/// Holds the rules, if they are still those of that version.
pub(super) async fn hold(tx: &mut Tx, exchange: ExchangeId, version: i64) -> Result<bool, DbError> {
    let done = sqlx::query(HOLD).bind(exchange).bind(version).execute(tx.conn()).await?;
    Ok(done.rows_affected() == 1)
}

/// How many members could object.
pub async fn members(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(MEMBERS).bind(exchange).fetch_one(conn).await?)
}

/// Whether a change of one of these rules waits already.
pub(super) async fn is_taken(tx: &mut Tx, exchange: ExchangeId, rules: String) -> Result<bool, DbError> {
    let count: i64 = sqlx::query_scalar(TAKEN).bind(exchange).bind(rules).fetch_one(tx.conn()).await?;
    Ok(count > 0)
}

/// Writes a proposal with what would change.
pub(super) async fn insert(
    tx: &mut Tx,
    exchange: ExchangeId,
    (proposal, lines): (&RuleProposal, &[Line]),
) -> Result<(), DbError> {
    sqlx::query(INSERT)
        .bind(exchange)
        .bind(proposal.id)
        .bind(proposal.act_id)
        .bind(proposal.state.tag())
        .bind(proposal.why.clone())
        .bind(proposal.proposed_by)
        .bind(proposal.proposed_at)
        .bind(proposal.days)
        .bind(i64::from(proposal.open_to_objection))
        .bind(proposal.in_force_from)
        .execute(tx.conn())
        .await?;
    for (place, line) in (0_i64..).zip(lines) {
        let query = sqlx::query(INSERT_LINE).bind(exchange).bind(proposal.id).bind(line.rule.clone()).bind(place);
        let query = query.bind(line.was.clone()).bind(line.becomes.clone()).bind(line.value.clone());
        query.execute(tx.conn()).await?;
    }
    Ok(())
}

/// The proposal of that key.
pub async fn find(conn: &mut AnyConnection, exchange: ExchangeId, id: i64) -> Result<Option<RuleProposal>, DbError> {
    Ok(sqlx::query_as(FIND).bind(exchange).bind(id).fetch_optional(conn).await?)
}

/// Those that wait, oldest first; at most 50.
pub async fn waiting(conn: &mut AnyConnection, scope: Scope) -> Result<Vec<RuleProposal>, DbError> {
    Ok(sqlx::query_as(WAITING).bind(scope.exchange()).fetch_all(conn).await?)
}

/// What would change.
pub async fn lines(conn: &mut AnyConnection, exchange: ExchangeId, id: i64) -> Result<Vec<Line>, DbError> {
    Ok(sqlx::query_as(LINES).bind(exchange).bind(id).fetch_all(conn).await?)
}

/// Moves it out of the state that it was seen in; false if it is in another by now.
pub(super) async fn put(
    tx: &mut Tx,
    exchange: ExchangeId,
    (seen, becomes): (ProposalState, &RuleProposal),
) -> Result<bool, DbError> {
    let query = sqlx::query(MOVE).bind(exchange).bind(becomes.id).bind(seen.tag()).bind(becomes.state.tag());
    let query = query.bind(becomes.seconded_by).bind(becomes.in_force_from).bind(becomes.fallen_because.clone());
    let done = query.execute(tx.conn()).await?;
    Ok(done.rows_affected() == 1)
}

/// A member objects; how many have by then.
pub(super) async fn object(
    tx: &mut Tx,
    (exchange, proposal): (ExchangeId, i64),
    (member, why, at): (MemberId, &str, Instant),
) -> Result<i64, DbError> {
    let query = sqlx::query(OBJECT).bind(exchange).bind(proposal).bind(member).bind(why.to_owned()).bind(at);
    query.execute(tx.conn()).await?;
    Ok(sqlx::query_scalar(OBJECTIONS).bind(exchange).bind(proposal).fetch_one(tx.conn()).await?)
}

/// What a person is called; nothing of nobody.
pub(super) async fn name_of(conn: &mut AnyConnection, person: PersonId) -> Result<String, DbError> {
    let name: Option<String> = sqlx::query_scalar(NAME_OF).bind(person).fetch_optional(conn).await?;
    Ok(name.unwrap_or_default())
}

/// Whether a member has objected.
pub async fn has_objected(
    conn: &mut AnyConnection,
    (scope, proposal): (Scope, i64),
    member: MemberId,
) -> Result<bool, DbError> {
    let query = sqlx::query_scalar(HAS_OBJECTED).bind(scope.exchange()).bind(proposal).bind(member);
    let count: i64 = query.fetch_one(conn).await?;
    Ok(count > 0)
}
