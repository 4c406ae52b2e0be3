//! For whom the committee can make a code on paper.

use app::ids::{AccountId, Code, ExchangeId, MemberId, PersonId};
use app::members::paper::PaperReader;
use app::time::Instant;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use crate::db::{DbError, Tx};
use crate::http::actor::Scope;
use crate::members::store::INSERT_OPERATOR;

/// The member of an account's code, unless they are none any more.
pub const FIND: &str = "
select m.member_id, m.account_id, a.code, m.name, m.area
from accounts a
join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
where a.exchange_id = $1 and a.code = $2 and m.state not in ('left', 'deceased')";
/// Holds a member, so that of two officers one makes the person and the other finds them.
pub const HOLD: &str = "select member_id from members where exchange_id = $1 and member_id = $2 {lock}";
/// Who acts for a member, and what more they are (`sign_in::paper::store::MORE` says what counts).
pub const READERS: &str = "
select p.person_id, p.name, p.is_host
    + (select count(*) from roles r where r.person_id = p.person_id)
    + (select count(*) from operators x where x.person_id = p.person_id and x.exchange_id <> $1)
    + (select count(*) from applications w where w.person_id = p.person_id and w.exchange_id <> $1 and w.state = 'applied') as more
from operators o
join persons p on p.person_id = o.person_id
where o.exchange_id = $1 and o.member_id = $2
order by o.since, p.person_id";
/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 3] = [FIND, HOLD, READERS];

/// A member for whom a code may be made.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the tables members and accounts, described in their migrations")]
pub struct PaperMember {
    pub member_id: MemberId,
    pub account_id: AccountId,
    pub code: Code,
    pub name: String,
    pub area: String,
}

/// The member of that account.
pub async fn find(conn: &mut AnyConnection, scope: Scope, code: &Code) -> Result<Option<PaperMember>, DbError> {
    Ok(sqlx::query_as(FIND).bind(scope.exchange()).bind(code.clone()).fetch_optional(conn).await?)
}

/// Holds a member until the transaction ends.
pub async fn hold(tx: &mut Tx, (exchange, member): (ExchangeId, MemberId)) -> Result<(), DbError> {
    let sql = tx.engine().text(HOLD);
    sqlx::query(AssertSqlSafe(sql)).bind(exchange).bind(member).fetch_optional(tx.conn()).await?;
    Ok(())
}

/// Who acts for them, the oldest first.
pub async fn readers(
    conn: &mut AnyConnection,
    (exchange, member): (ExchangeId, MemberId),
) -> Result<Vec<PaperReader>, DbError> {
    let rows: Vec<(PersonId, String, i64)> =
        sqlx::query_as(READERS).bind(exchange).bind(member).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|(person, name, more)| PaperReader { person, name, is_more: more > 0 }).collect())
}

/// Lets a person act for a member.
pub async fn let_act(
    tx: &mut Tx,
    (exchange, member): (ExchangeId, MemberId),
    (person, at): (PersonId, Instant),
) -> Result<(), DbError> {
    sqlx::query(INSERT_OPERATOR).bind(exchange).bind(member).bind(person).bind(at).execute(tx.conn()).await?;
    Ok(())
}
