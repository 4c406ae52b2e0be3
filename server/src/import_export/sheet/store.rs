//! What stands of the members whom a sheet may meet, and who came from one.

use app::ids::{AccountId, Code, ExchangeId, Flag, MemberId, PersonId};
use app::import_export::sheet::{KnownMember, SheetFacts};
use app::limits::due::first;
use app::time::Instant;
use sqlx::{AnyConnection, FromRow};

use crate::db::{DbError, Tx};
use crate::http::tenant::Exchange;

/// Everybody who has been a member, and what was booked for them from a sheet.
pub const MEMBERS: &str = "
select m.member_id, m.account_id, a.code, m.name, m.area, m.about, a.min_balance, a.max_balance,
    cast(case when m.state in ('leaving', 'left', 'deceased') or m.frozen_at <> 0 then 1 else 0 end as bigint) as closed,
    cast(case when s.member_id is null then 0 else 1 end as bigint) as from_sheet, coalesce(s.opening, 0) as opening,
    coalesce(p.paid_until, '') as paid_until
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
left join sheet_members s on s.exchange_id = m.exchange_id and s.member_id = m.member_id
left join subscriptions p on p.exchange_id = m.exchange_id and p.member_id = m.member_id and p.entered_by <> 0
where m.exchange_id = $1
order by a.code";
/// Who acts for whom, and their addresses.
pub const PEOPLE: &str = "
select o.member_id, o.person_id, coalesce(p.email, '') as email
from operators o
join persons p on p.person_id = o.person_id
where o.exchange_id = $1
order by o.member_id, o.person_id";
/// The accounts that are no member's; first the one that everybody knows.
pub const OTHERS: &str = "
select a.account_id, a.code, a.name, a.kind
from accounts a
join exchanges e on e.exchange_id = a.exchange_id
where a.exchange_id = $1 and a.kind <> 0
order by case when a.code = e.code || 'COMMON' then 0 else 1 end, a.code";
/// Whether anything was booked here but balances from sheets: the first such line of the books tells.
pub const TRADED: &str = "
select count(*) as traded
from (select 1 as one from transfers where exchange_id = $1 and position > 0 and kind <> 'opening' limit 1) t";
/// Notes that somebody came from a sheet, and what is booked for them.
pub const NOTE: &str = "insert into sheet_members (exchange_id, member_id, opening) values ($1, $2, $3)";
/// Notes what is booked for them now.
pub const CORRECT: &str = "update sheet_members set opening = $3 where exchange_id = $1 and member_id = $2";
/// Lets the numbers of accounts go on above those of a sheet.
pub const RAISE_NUMBER: &str = "update exchanges set next_number = $2 where exchange_id = $1 and next_number < $2";
/// A sheet begins to be taken in.
pub const BEGIN: &str = "insert into sheets (exchange_id, act_id, begun_at) values ($1, $2, $3)";
/// All of it is in.
pub const END: &str = "update sheets set ended_at = $3 where exchange_id = $1 and act_id = $2 and ended_at is null";
/// Whether it has begun and is not all in.
pub const IS_OPEN: &str =
    "select count(*) as open from sheets where exchange_id = $1 and act_id = $2 and ended_at is null";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 10] = [MEMBERS, PEOPLE, OTHERS, TRADED, NOTE, CORRECT, RAISE_NUMBER, BEGIN, END, IS_OPEN];

#[derive(FromRow)]
struct SheetMemberRow {
    member_id: MemberId,
    account_id: AccountId,
    code: Code,
    name: String,
    area: String,
    about: String,
    min_balance: i64,
    max_balance: i64,
    #[sqlx(try_from = "Flag")]
    closed: bool,
    #[sqlx(try_from = "Flag")]
    from_sheet: bool,
    opening: i64,
    paid_until: String,
}

impl SheetMemberRow {
    /// With those who act for them.
    fn known(self, people: &[(MemberId, PersonId, String)], officer: PersonId) -> KnownMember {
        let from = people.partition_point(|(member, ..)| *member < self.member_id);
        let theirs = || people.iter().skip(from).take_while(|(member, ..)| *member == self.member_id);
        KnownMember {
            id: self.member_id,
            account: self.account_id,
            emails: theirs().map(|(_, _, email)| email.clone()).filter(|email| !email.is_empty()).collect(),
            is_own: theirs().any(|(_, person, _)| *person == officer),
            has_people: theirs().next().is_some(),
            code: self.code,
            name: self.name,
            area: self.area,
            about: self.about,
            is_closed: self.closed,
            opening: self.from_sheet.then_some(self.opening),
            min: self.min_balance,
            max: self.max_balance,
            paid: self.paid_until.parse().ok(),
        }
    }
}

/// An account that is no member's.
#[derive(Clone, Debug, FromRow)]
pub(super) struct OtherAccount {
    pub account_id: AccountId,
    pub code: Code,
    pub name: String,
    pub kind: i64,
}

/// The accounts that are no member's.
pub(super) async fn others(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<OtherAccount>, DbError> {
    Ok(sqlx::query_as(OTHERS).bind(exchange).fetch_all(conn).await?)
}

/// What is here already, for that officer; how many more there may be says the caller.
pub(super) async fn facts(
    conn: &mut AnyConnection,
    exchange: &Exchange,
    (officer, room): (PersonId, Option<i64>),
) -> Result<SheetFacts, DbError> {
    let members: Vec<SheetMemberRow> = sqlx::query_as(MEMBERS).bind(exchange.id).fetch_all(&mut *conn).await?;
    let people: Vec<(MemberId, PersonId, String)> =
        sqlx::query_as(PEOPLE).bind(exchange.id).fetch_all(&mut *conn).await?;
    let traded: i64 = sqlx::query_scalar(TRADED).bind(exchange.id).fetch_one(&mut *conn).await?;
    let others = others(conn, exchange.id).await?;
    let (begins, _) = first(&exchange.rules);
    let commons = others.iter().filter(|other| other.kind == 1);
    Ok(SheetFacts {
        letters: exchange.code.clone(),
        unit: exchange.unit.clone(),
        language: exchange.language,
        members: members.into_iter().map(|row| row.known(&people, officer)).collect(),
        commons: commons.map(|other| (other.code.clone(), other.name.clone())).collect(),
        other_codes: others.iter().map(|other| other.code.clone()).collect(),
        traded: traded > 0,
        begins: (begins.min, begins.max),
        room,
    })
}

/// Notes that somebody came from a sheet, and what is booked for them.
pub(super) async fn note(tx: &mut Tx, whose: (ExchangeId, MemberId), opening: i64) -> Result<(), DbError> {
    sqlx::query(NOTE).bind(whose.0).bind(whose.1).bind(opening).execute(tx.conn()).await?;
    Ok(())
}

/// Notes what is booked for them now.
pub(super) async fn correct(tx: &mut Tx, whose: (ExchangeId, MemberId), opening: i64) -> Result<(), DbError> {
    sqlx::query(CORRECT).bind(whose.0).bind(whose.1).bind(opening).execute(tx.conn()).await?;
    Ok(())
}

/// Lets the numbers of accounts go on from that one, or where they are if that is higher.
pub(super) async fn raise_number(tx: &mut Tx, exchange: ExchangeId, number: i64) -> Result<(), DbError> {
    sqlx::query(RAISE_NUMBER).bind(exchange).bind(number).execute(tx.conn()).await?;
    Ok(())
}

/// A sheet begins to be taken in, by the form of that key.
pub(super) async fn begin(tx: &mut Tx, (exchange, act): (ExchangeId, i64), at: Instant) -> Result<(), DbError> {
    sqlx::query(BEGIN).bind(exchange).bind(act).bind(at).execute(tx.conn()).await?;
    Ok(())
}

/// All of it is in.
pub(super) async fn end(tx: &mut Tx, (exchange, act): (ExchangeId, i64), at: Instant) -> Result<(), DbError> {
    sqlx::query(END).bind(exchange).bind(act).bind(at).execute(tx.conn()).await?;
    Ok(())
}

/// Whether it has begun and is not all in.
pub(super) async fn is_open(tx: &mut Tx, (exchange, act): (ExchangeId, i64)) -> Result<bool, DbError> {
    let open: i64 = sqlx::query_scalar(IS_OPEN).bind(exchange).bind(act).fetch_one(tx.conn()).await?;
    Ok(open > 0)
}
