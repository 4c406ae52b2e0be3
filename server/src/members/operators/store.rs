//! Who acts for a member, and who was asked to.

use app::ids::{AccountId, Code, ExchangeId, MemberId, PersonId};
use app::members::operators::{OperatorAsked, OperatorShown};
use app::time::Instant;
use jiff::tz::TimeZone;
use sqlx::{AnyConnection, FromRow};

use crate::db::{DbError, Tx};
use crate::http::actor::Scope;

/// The member of an account's code, of whoever acts for them.
pub const OWN: &str = "
select m.member_id, m.account_id, a.code, m.name
from accounts a
join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id and o.person_id = $3
where a.exchange_id = $1 and a.code = $2 and m.state not in ('left', 'deceased')";
/// Who acts for a member, the oldest first; and in how many offices they are.
pub const PEOPLE: &str = "
select p.person_id, p.name, o.since, (
    select count(*)
    from roles r
    where r.exchange_id = o.exchange_id and r.person_id = o.person_id
) as offices
from operators o
join persons p on p.person_id = o.person_id
where o.exchange_id = $1 and o.member_id = $2
order by o.since, p.person_id";
/// Who was asked and has not answered.
pub const ASKED: &str = "
select invite_id, email, expires_at
from operator_invites
where exchange_id = $1 and member_id = $2 and used_at is null and expires_at > $3
order by made_at, invite_id
limit 20";
/// Asks somebody.
pub const ASK: &str = "
insert into operator_invites (exchange_id, invite_id, member_id, email, token_hash, made_by, made_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (exchange_id, invite_id) do nothing";
/// Whether somebody asked the same under a number.
pub const WAS_ASKED: &str = "
select count(*) as same
from operator_invites
where exchange_id = $1 and invite_id = $2 and member_id = $3 and email = $4 and made_by = $5";
/// Takes it back, or uses it up: once.
pub const USE: &str = "
update operator_invites
set used_at = $4, ended_by_act = $5
where exchange_id = $1 and member_id = $2 and invite_id = $3 and used_at is null and expires_at > $4
returning made_by";
/// Whether that act has taken it back.
pub const TAKEN_BACK: &str = "
select count(*) as taken_back
from operator_invites
where exchange_id = $1 and member_id = $2 and invite_id = $3 and ended_by_act = $4";
/// What a link opens, while it is good and the one who asked still acts for the member.
pub const OPENED: &str = "
select i.invite_id, i.member_id, m.account_id, i.email, p.name as by_name, m.name as member, a.code
from operator_invites i
join members m on m.exchange_id = i.exchange_id and m.member_id = i.member_id and m.state not in ('left', 'deceased')
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
join operators o on o.exchange_id = i.exchange_id and o.member_id = i.member_id and o.person_id = i.made_by
join persons p on p.person_id = i.made_by
where i.exchange_id = $1 and i.token_hash = $2 and i.used_at is null and i.expires_at > $3";
/// Somebody acts no more.
pub const END: &str = "delete from operators where exchange_id = $1 and member_id = $2 and person_id = $3";
/// Keeps as a key that somebody did: what they entered stands in the books.
pub const KEEP_FORMER: &str = "
insert into former_operators (exchange_id, member_id, person_id, until_at)
values ($1, $2, $3, $4)
on conflict (exchange_id, member_id, person_id) do nothing";
/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 10] = [KEEP_FORMER, OWN, PEOPLE, ASKED, ASK, WAS_ASKED, USE, TAKEN_BACK, OPENED, END];

/// A member of whoever asks.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the tables members and accounts, described in their migrations")]
pub struct OwnMember {
    pub member_id: MemberId,
    pub account_id: AccountId,
    pub code: Code,
    pub name: String,
}

/// The member of that account, if the person acts for them.
pub async fn own(
    conn: &mut AnyConnection,
    (scope, person): (Scope, PersonId),
    code: &Code,
) -> Result<Option<OwnMember>, DbError> {
    Ok(sqlx::query_as(OWN).bind(scope.exchange()).bind(code.clone()).bind(person).fetch_optional(conn).await?)
}

/// A member, where.
pub type MemberKey = (ExchangeId, MemberId);

/// Who acts for a member, the one whose account it is first.
pub async fn people(conn: &mut AnyConnection, key: MemberKey, zone: &TimeZone) -> Result<Vec<OperatorShown>, DbError> {
    let rows: Vec<(PersonId, String, Instant, i64)> =
        sqlx::query_as(PEOPLE).bind(key.0).bind(key.1).fetch_all(conn).await?;
    let shown = |(person, name, since, offices): (PersonId, String, Instant, i64)| {
        let since = since.day(zone);
        OperatorShown { person, name, since, has_office: offices > 0 }
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// Who was asked and has not answered.
pub async fn asked(
    conn: &mut AnyConnection,
    key: MemberKey,
    (now, zone): (Instant, &TimeZone),
) -> Result<Vec<OperatorAsked>, DbError> {
    let rows: Vec<(i64, String, Instant)> =
        sqlx::query_as(ASKED).bind(key.0).bind(key.1).bind(now).fetch_all(conn).await?;
    let asked = |(id, email, until): (i64, String, Instant)| OperatorAsked { id, email, until: until.day(zone) };
    Ok(rows.into_iter().map(asked).collect())
}

/// Somebody to be asked.
#[derive(Clone, Debug)]
pub struct NewOperatorAsk {
    /// For which member.
    pub key: MemberKey,
    /// Its number.
    pub id: i64,
    /// To which address.
    pub email: String,
    /// The hash of the link's token.
    pub hash: Vec<u8>,
    /// Who asks.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// Until when it is good.
    pub until: Instant,
}

/// Whether the same was asked under that number.
pub async fn was_asked(conn: &mut AnyConnection, new: &NewOperatorAsk) -> Result<bool, DbError> {
    let query = sqlx::query_scalar(WAS_ASKED).bind(new.key.0).bind(new.id).bind(new.key.1);
    let same: i64 = query.bind(new.email.clone()).bind(new.by).fetch_one(conn).await?;
    Ok(same > 0)
}

/// Asks somebody; false if something was asked under that number.
pub async fn ask(tx: &mut Tx, new: &NewOperatorAsk) -> Result<bool, DbError> {
    let query = sqlx::query(ASK).bind(new.key.0).bind(new.id).bind(new.key.1).bind(new.email.clone());
    let query = query.bind(new.hash.clone()).bind(new.by).bind(new.at).bind(new.until);
    Ok(query.execute(tx.conn()).await?.rows_affected() > 0)
}

/// Uses it up, or takes it back by an act (0 for none); false if it is good no longer.
pub async fn use_up(tx: &mut Tx, key: MemberKey, (id, act, at): (i64, i64, Instant)) -> Result<bool, DbError> {
    let query = sqlx::query_scalar(USE).bind(key.0).bind(key.1).bind(id).bind(at).bind(act);
    let by: Option<PersonId> = query.fetch_optional(tx.conn()).await?;
    Ok(by.is_some())
}

/// Whether that act has taken it back.
pub async fn taken_back(conn: &mut AnyConnection, key: MemberKey, (id, act): (i64, i64)) -> Result<bool, DbError> {
    let query = sqlx::query_scalar(TAKEN_BACK).bind(key.0).bind(key.1).bind(id).bind(act);
    let count: i64 = query.fetch_one(conn).await?;
    Ok(count > 0)
}

/// What a link opens.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the tables, described in their migrations")]
pub struct OpenedAsk {
    pub invite_id: i64,
    pub member_id: MemberId,
    pub account_id: AccountId,
    pub email: String,
    pub by_name: String,
    pub member: String,
    pub code: Code,
}

/// What a link opens, while it is good.
pub async fn opened(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    (hash, now): (Vec<u8>, Instant),
) -> Result<Option<OpenedAsk>, DbError> {
    Ok(sqlx::query_as(OPENED).bind(exchange).bind(hash).bind(now).fetch_optional(conn).await?)
}

/// Somebody acts no more.
pub async fn end(tx: &mut Tx, key: MemberKey, (person, at): (PersonId, Instant)) -> Result<(), DbError> {
    sqlx::query(KEEP_FORMER).bind(key.0).bind(key.1).bind(person).bind(at).execute(tx.conn()).await?;
    sqlx::query(END).bind(key.0).bind(key.1).bind(person).execute(tx.conn()).await?;
    Ok(())
}
