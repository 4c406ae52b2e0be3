//! Offers and wants: one by one.
//!
//! Always holds: an update names the state that it expects, and nobody but its member, the committee or a day changes it.

use app::ids::{AccountId, Code, ExchangeId, Flag, ListingId, MemberId, PersonId};
use app::marketplace::forms::ListingAsked;
use app::marketplace::own_page::OwnListing;
use app::marketplace::price::Price;
use app::marketplace::states::ListingState;
use app::marketplace::{ListingKind, ListingReach};
use app::time::Instant;
use jiff::civil::Date;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use super::moderating::store as reports;
use crate::db::{DbError, Tx};
use crate::http::actor::Scope;

/// A listing with whose it is.
macro_rules! one {
    ($which:literal) => {
        concat!(
            "
select l.listing_id, l.member_id, l.kind, l.state, l.title, l.words, l.category_id, l.price_kind, l.price, l.area, l.reach, l.version,
    l.listed_at, l.until, m.account_id, m.name, m.state as member_state, m.phone, m.phone_shown, a.code
from listings l
join members m on m.exchange_id = l.exchange_id and m.member_id = l.member_id
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where l.exchange_id = $1 and ",
            $which
        )
    };
}
/// By its id.
pub const ONE: &str = one!("l.listing_id = $2");
/// By the key that its mail carries.
pub const BY_KEY: &str = one!("l.renew_key = $2 and l.renew_key <> ''");
/// By its id, and nobody changes it meanwhile.
pub const HOLD: &str = "
select member_id, kind, state, title, words, category_id, price_kind, price, area, reach, version
from listings
where exchange_id = $1 and listing_id = $2
{lock}";
/// Makes one.
pub const INSERT: &str = "
insert into listings (exchange_id, listing_id, number, member_id, kind, state, title, words, category_id, price_kind, price, area, reach, sought,
    version, made_by, made_at, listed_at, until, told_until, renew_key)
values ($1, $2, $3, $4, $5, 'draft', $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $15, 0, '', '', '')";
/// Changes what it says.
pub const CHANGE: &str = "
update listings
set kind = $3, title = $4, words = $5, category_id = $6, price_kind = $7, price = $8, area = $9, reach = $10, sought = $11, state = $12,
    version = version + 1
where exchange_id = $1 and listing_id = $2 and version = $13";
/// Makes it something else; on the market it is as new.
pub const BECOME: &str = "
update listings
set state = $3, listed_at = case when $4 = '' then listed_at else $5 end, until = case when $4 = '' then until else $4 end
where exchange_id = $1 and listing_id = $2 and state = $6";
/// Throws it away.
pub const DELETE: &str = "delete from listings where exchange_id = $1 and listing_id = $2";
/// A member's own, what changed last first.
pub const OWN: &str = "
select listing_id, kind, title, words, price_kind, price, state, until
from listings
where exchange_id = $1 and member_id = $2
order by case state when 'draft' then 0 when 'removed' then 1 when 'waiting' then 2 when 'live' then 3 else 4 end, made_at desc, listing_id
limit 200";
/// Whether any of a member's was ever on the market, or was let be seen.
pub const WAS_SEEN: &str = "
select count(*) as seen
from listings
where exchange_id = $1 and member_id = $2 and listed_at > 0";
/// Those that end soon and of which their member was not told.
pub const ENDING: &str = "
select l.listing_id, m.account_id, l.until
from listings l
join members m on m.exchange_id = l.exchange_id and m.member_id = l.member_id and m.state in ('active', 'holiday')
where l.exchange_id = $1 and l.state = 'live' and l.until between $2 and $3 and l.told_until <> l.until
order by l.listing_id
limit 200";
/// Its member is told, once for each last day.
pub const TOLD: &str = "
update listings
set told_until = until, renew_key = $4
where exchange_id = $1 and listing_id = $2 and state = 'live' and until = $3 and told_until <> until";

/// Where a member lives.
pub const AREA_OF: &str = "select area from members where exchange_id = $1 and member_id = $2";

/// The id of the one of a number.
pub const OF_NUMBER: &str = "select listing_id from listings where exchange_id = $1 and number = $2";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 13] =
    [ONE, BY_KEY, HOLD, INSERT, CHANGE, BECOME, DELETE, OWN, WAS_SEEN, ENDING, TOLD, AREA_OF, OF_NUMBER];

/// A listing, where.
pub type ListingKey = (ExchangeId, ListingId);

/// What it says, as it is kept.
#[derive(Clone, Debug, FromRow)]
struct SaidRow {
    kind: ListingKind,
    title: String,
    words: String,
    category_id: i64,
    price_kind: String,
    price: i64,
    area: String,
    reach: i64,
}

impl From<SaidRow> for ListingAsked {
    fn from(row: SaidRow) -> Self {
        Self {
            kind: row.kind,
            title: row.title,
            text: row.words,
            category: row.category_id,
            price: Price::of(&row.price_kind, row.price),
            area: row.area,
            reach: ListingReach::of_number(row.reach),
        }
    }
}

#[derive(Clone, Debug, FromRow)]
struct ListingRow {
    #[sqlx(flatten)]
    said: SaidRow,
    listing_id: ListingId,
    member_id: MemberId,
    state: ListingState,
    version: i64,
    listed_at: Instant,
    until: String,
    account_id: AccountId,
    name: String,
    member_state: String,
    phone: String,
    #[sqlx(try_from = "Flag")]
    phone_shown: bool,
    code: Code,
}

/// A listing with whose it is.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Its id.
    pub id: ListingId,
    /// Whose it is.
    pub member: MemberId,
    /// Their account.
    pub account: AccountId,
    /// Its code.
    pub code: Code,
    /// Their name.
    pub name: String,
    /// They take part, so that it is seen.
    pub takes_part: bool,
    /// Where they are called, if members may see it.
    pub phone: String,
    /// What it says.
    pub asked: ListingAsked,
    /// What it is.
    pub state: ListingState,
    /// Counts its changes.
    pub version: i64,
    /// Since when it is on the market; 0 if it never was.
    pub listed_at: Instant,
    /// Its last day.
    pub until: Option<Date>,
}

impl From<ListingRow> for Listing {
    fn from(row: ListingRow) -> Self {
        Self {
            id: row.listing_id,
            member: row.member_id,
            account: row.account_id,
            code: row.code,
            name: row.name,
            takes_part: row.member_state == "active",
            phone: if row.phone_shown { row.phone } else { String::new() },
            asked: row.said.into(),
            state: row.state,
            version: row.version,
            listed_at: row.listed_at,
            until: row.until.parse().ok(),
        }
    }
}

/// One of them.
pub(super) async fn one(conn: &mut AnyConnection, key: ListingKey) -> Result<Option<Listing>, DbError> {
    let row: Option<ListingRow> = sqlx::query_as(ONE).bind(key.0).bind(key.1).fetch_optional(conn).await?;
    Ok(row.map(Listing::from))
}

/// The one whose mail carries that key.
pub(super) async fn by_key(
    conn: &mut AnyConnection,
    (exchange, key): (ExchangeId, &str),
) -> Result<Option<Listing>, DbError> {
    let row: Option<ListingRow> =
        sqlx::query_as(BY_KEY).bind(exchange).bind(key.to_owned()).fetch_optional(conn).await?;
    Ok(row.map(Listing::from))
}

/// What of a listing is held.
#[derive(Clone, Debug, FromRow)]
struct HeldRow {
    #[sqlx(flatten)]
    said: SaidRow,
    member_id: MemberId,
    state: ListingState,
    version: i64,
}

/// A listing that nobody else changes meanwhile.
#[derive(Clone, Debug)]
pub struct HeldListing {
    /// Whose it is.
    pub member: MemberId,
    /// What it says.
    pub asked: ListingAsked,
    /// What it is.
    pub state: ListingState,
    /// Counts its changes.
    pub version: i64,
}

/// Holds one until the transaction ends.
///
/// # Errors
/// The database's.
pub async fn hold(tx: &mut Tx, key: ListingKey) -> Result<Option<HeldListing>, DbError> {
    let sql = tx.engine().text(HOLD);
    let row: Option<HeldRow> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(key.0).bind(key.1).fetch_optional(tx.conn()).await?;
    Ok(row.map(|row| HeldListing {
        member: row.member_id,
        asked: row.said.into(),
        state: row.state,
        version: row.version,
    }))
}

/// Makes one, a draft.
///
/// # Errors
/// [`DbError::Exists`] if there is one of that id.
pub async fn insert(
    tx: &mut Tx,
    (key, number, member): (ListingKey, i64, MemberId),
    (asked, sought): (&ListingAsked, String),
    (by, at): (PersonId, Instant),
) -> Result<(), DbError> {
    let (kind, price) = asked.price.parts();
    let query = sqlx::query(INSERT).bind(key.0).bind(key.1).bind(number).bind(member).bind(asked.kind);
    let query = query.bind(asked.title.clone()).bind(asked.text.clone()).bind(asked.category).bind(kind).bind(price);
    let query = query.bind(asked.area.clone()).bind(asked.reach.number()).bind(sought).bind(by).bind(at);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// Changes what one says, that the caller holds.
///
/// # Errors
/// The database's.
pub async fn change(
    tx: &mut Tx,
    (key, version): (ListingKey, i64),
    (asked, sought): (&ListingAsked, String),
    state: ListingState,
) -> Result<(), DbError> {
    let (kind, price) = asked.price.parts();
    let query = sqlx::query(CHANGE).bind(key.0).bind(key.1).bind(asked.kind).bind(asked.title.clone());
    let query = query.bind(asked.text.clone()).bind(asked.category).bind(kind).bind(price).bind(asked.area.clone());
    query.bind(asked.reach.number()).bind(sought).bind(state).bind(version).execute(tx.conn()).await?;
    Ok(())
}

/// Makes one that the caller holds something else; with a last day it is on the market from then on.
///
/// # Errors
/// The database's.
pub async fn become_state(
    tx: &mut Tx,
    key: ListingKey,
    (was, becomes): (ListingState, ListingState),
    (until, at): (Option<Date>, Instant),
) -> Result<(), DbError> {
    let until = until.map_or(String::new(), |day| day.to_string());
    let query = sqlx::query(BECOME).bind(key.0).bind(key.1).bind(becomes).bind(until).bind(at).bind(was);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// Throws one away that the caller holds, with what was said of it.
///
/// # Errors
/// The database's.
pub async fn delete(tx: &mut Tx, key: ListingKey) -> Result<(), DbError> {
    reports::delete(tx, key).await?;
    sqlx::query(DELETE).bind(key.0).bind(key.1).execute(tx.conn()).await?;
    Ok(())
}

#[derive(Clone, Debug, FromRow)]
struct OwnRow {
    listing_id: ListingId,
    kind: ListingKind,
    title: String,
    words: String,
    price_kind: String,
    price: i64,
    state: ListingState,
    until: String,
}

/// A member's own.
pub(super) async fn own(
    conn: &mut AnyConnection,
    (scope, member): (Scope, MemberId),
) -> Result<Vec<OwnListing>, DbError> {
    let rows: Vec<OwnRow> = sqlx::query_as(OWN).bind(scope.exchange()).bind(member).fetch_all(conn).await?;
    let own = |row: OwnRow| OwnListing {
        id: row.listing_id,
        kind: row.kind,
        title: row.title,
        text: row.words,
        price: Price::of(&row.price_kind, row.price),
        state: row.state,
        until: row.until.parse().ok(),
    };
    Ok(rows.into_iter().map(own).collect())
}

/// Whether anything of a member's was ever on the market.
///
/// # Errors
/// The database's.
pub async fn was_seen(conn: &mut AnyConnection, (exchange, member): (ExchangeId, MemberId)) -> Result<bool, DbError> {
    let seen: i64 = sqlx::query_scalar(WAS_SEEN).bind(exchange).bind(member).fetch_one(conn).await?;
    Ok(seen > 0)
}

/// Where a member lives; none of who is no member.
pub(super) async fn area_of(
    conn: &mut AnyConnection,
    (scope, member): (Scope, MemberId),
) -> Result<Option<String>, DbError> {
    Ok(sqlx::query_scalar(AREA_OF).bind(scope.exchange()).bind(member).fetch_optional(conn).await?)
}

/// The id of the one of a number.
///
/// # Errors
/// The database's.
pub async fn of_number(
    conn: &mut AnyConnection,
    (exchange, number): (ExchangeId, i64),
) -> Result<Option<ListingId>, DbError> {
    Ok(sqlx::query_scalar(OF_NUMBER).bind(exchange).bind(number).fetch_optional(conn).await?)
}

/// One that ends soon.
#[derive(Clone, Debug, FromRow)]
pub struct EndingListing {
    /// Its id.
    pub listing_id: ListingId,
    /// The account of its member.
    pub account_id: AccountId,
    /// Its last day.
    pub until: String,
}

/// Those that end between two days and of which their member was not told: two hundred at most.
pub(super) async fn ending(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    (from, to): (Date, Date),
) -> Result<Vec<EndingListing>, DbError> {
    let query = sqlx::query_as(ENDING).bind(exchange).bind(from.to_string()).bind(to.to_string());
    Ok(query.fetch_all(conn).await?)
}

/// Notes that its member is told; false if they were, or it ends another day by now.
pub(super) async fn told(tx: &mut Tx, (key, until): (ListingKey, &str), renew_key: String) -> Result<bool, DbError> {
    let query = sqlx::query(TOLD).bind(key.0).bind(key.1).bind(until.to_owned()).bind(renew_key);
    Ok(query.execute(tx.conn()).await?.rows_affected() > 0)
}
