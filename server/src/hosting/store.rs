//! Making exchanges: the one way, for the command line, the set-up page, imports and the demo. Persons are made in
//! `sign_in::persons`, members in `members::store`.

use app::hosting::pages::Card;
use app::ids::{AccountId, Code, ExchangeId, PersonId};
use app::journal::What;
use app::ledger::Unit;
use app::rules::catalogue::Rule;
use app::rules::in_force::RulesInForce;
use app::time::Instant;
use app::words::Language;
use sqlx::AnyConnection;

use crate::db::{DbError, Tx};
use crate::http::list::{LookFor, Window};
use crate::http::tenant::{Exchange, InList};
use crate::journal::{self, Act};
use crate::ledger::accounts::{AccountKind, Limits, NewAccount, open};
use crate::rules::{self, store::Holds};

/// An exchange to be made.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the columns of the table exchanges, described in its migration")]
pub struct NewExchange {
    pub id: ExchangeId,
    /// The key of its common account.
    pub common: AccountId,
    /// The key of the act by which it begins.
    pub act: i64,
    pub slug: String,
    pub code: String,
    pub name: String,
    pub description: String,
    pub area: String,
    pub unit: Unit,
    /// What its rules begin with.
    pub rules: RulesInForce,
    pub language: Language,
    pub time_zone: String,
    pub hue: u8,
}

/// Makes an exchange.
pub const INSERT_EXCHANGE: &str = "
insert into exchanges (exchange_id, slug, code, name, description, area, unit_name, unit_plural, unit_symbol, unit_decimals,
    unit_is_time, language, time_zone, hue, created_at, status, sort_key, sought, place)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
/// The open exchanges from an edge on, all of them or those that are looked for: first those at the place that is looked for, then those in
/// the reader's language, by name. Members are counted of those that are shown and of no others.
macro_rules! cards {
    ($beyond:literal, $order:literal) => {
        concat!(
            "
with shown as materialized (
    select e.exchange_id, e.slug, e.name, e.description, e.area, e.unit_name, e.unit_plural, e.unit_symbol, e.unit_decimals,
        e.unit_is_time, e.hue, e.sort_key,
        case when $1 <> '' and e.place like $2 escape '!' then 0 else 2 end + case when e.language = $3 then 0 else 1 end as far
    from exchanges e
    where e.status = 'open'
        and ($1 = '' or e.sought like $2 escape '!' or e.place like $2 escape '!' or e.slug like $2 escape '!')
        and ($4 = '' or (
            case when $1 <> '' and e.place like $2 escape '!' then 0 else 2 end + case when e.language = $3 then 0 else 1 end,
            e.sort_key, e.exchange_id
        ) ",
            $beyond,
            " (
            select case when $1 <> '' and k.place like $2 escape '!' then 0 else 2 end
                + case when k.language = $3 then 0 else 1 end,
                k.sort_key, k.exchange_id
            from exchanges k
            where k.slug = $4
        ))
    order by far",
            $order,
            ", e.sort_key",
            $order,
            ", e.exchange_id",
            $order,
            "
    limit $5
)
select s.slug, s.name, s.description, s.area, s.unit_name, s.unit_plural, s.unit_symbol, s.unit_decimals, s.unit_is_time, s.hue,
    (select count(*) from members m where m.exchange_id = s.exchange_id and m.state in ('active', 'holiday')) as members
from shown s
order by s.far",
            $order,
            ", s.sort_key",
            $order,
            ", s.exchange_id",
            $order
        )
    };
}
/// What the front page says of open exchanges, forward.
pub const CARDS: &str = cards!(">", "");
/// The same, backward from an edge.
pub const CARDS_BACK: &str = cards!("<", " desc");
/// Exchanges of which it is not known yet how they are listed: from before that was kept, or made by a program from before.
pub const UNLISTED: &str =
    "select exchange_id, name, description, area from exchanges where sort_key = '' and name <> ''";
/// Keeps how an exchange is listed, unless it has been named meanwhile.
pub const LIST_ONE: &str =
    "update exchanges set sort_key = $2, sought = $3, place = $4 where exchange_id = $1 and sort_key = ''";
/// How many active members.
pub const COUNT_MEMBERS: &str =
    "select count(*) as members from members where exchange_id = $1 and state in ('active', 'holiday')";

/// The address of every exchange, whatever its state.
pub const SLUGS: &str = "select slug from exchanges";
/// Opens or closes an exchange to everybody; one that is being imported opens when its last part is in, and what the host holds the host lifts.
pub const SET_STATUS: &str = "update exchanges set status = $2 where slug = $1 and status in ('open', 'closed')";
/// Key and status of the exchange of an address.
pub const STATUS: &str = "select exchange_id, status from exchanges where slug = $1";
/// Lets a unit that counts minutes be read as hours and minutes. The books stay in minutes, so this holds for what was
/// traded before; but not beside an agreement, whose rate is per unit.
pub const SHOW_HOURS: &str = "
update exchanges
set unit_name = $2, unit_plural = $3, unit_symbol = 'h', unit_is_time = 1, rules_version = rules_version + 1
where exchange_id = $1 and rules_version = $4 and unit_is_time = 0 and unit_decimals = 0
    and not exists (
        select 1
        from agreements
        where exchange_id in (a_exchange_id, b_exchange_id) and state in ('proposed', 'in_force')
    )
returning rules_version";

/// How many persons there are.
pub const COUNT_PERSONS: &str = "select count(*) as persons from persons";
/// Leaves a set-up link, as its hash.
pub const LEAVE_SET_UP: &str = "
insert into links (token_hash, purpose, created_at, expires_at)
values ($1, 'set-up', $2, $3)";
/// Whether a set-up link is good.
pub const SET_UP_IS_GOOD: &str = "
select count(*) as good
from links
where token_hash = $1 and purpose = 'set-up' and used_at is null and expires_at > $2";
/// Uses a set-up link up, once.
pub const USE_SET_UP: &str = "
update links
set used_at = $2
where token_hash = $1 and purpose = 'set-up' and used_at is null and expires_at > $2";
/// And with it every other one.
pub const END_SET_UPS: &str = "update links set used_at = $1 where purpose = 'set-up' and used_at is null";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 15] = [
    INSERT_EXCHANGE,
    CARDS,
    CARDS_BACK,
    UNLISTED,
    LIST_ONE,
    COUNT_MEMBERS,
    SLUGS,
    SET_STATUS,
    STATUS,
    SHOW_HOURS,
    COUNT_PERSONS,
    LEAVE_SET_UP,
    SET_UP_IS_GOOD,
    USE_SET_UP,
    END_SET_UPS,
];

/// Makes an exchange with its common account and the decision by which it began.
///
/// # Errors
/// [`DbError::Exists`] if the slug or the code is taken.
pub async fn create_exchange(tx: &mut Tx, new: &NewExchange, by: PersonId, at: Instant) -> Result<(), DbError> {
    create(tx, new, "open", (by, at)).await
}

/// The same for one that nobody sees before it is whole: the first part of an import.
///
/// # Errors
/// [`DbError::Exists`] if the slug or the code is taken.
pub async fn create_hidden_exchange(tx: &mut Tx, new: &NewExchange, at: Instant) -> Result<(), DbError> {
    create(tx, new, "importing", (PersonId(0), at)).await
}

async fn create(
    tx: &mut Tx,
    new: &NewExchange,
    status: &'static str,
    (by, at): (PersonId, Instant),
) -> Result<(), DbError> {
    let listed = InList::of([&new.name, &new.description, &new.area]);
    sqlx::query(INSERT_EXCHANGE)
        .bind(new.id)
        .bind(new.slug.clone())
        .bind(new.code.clone())
        .bind(new.name.clone())
        .bind(new.description.clone())
        .bind(new.area.clone())
        .bind(new.unit.name.clone())
        .bind(new.unit.plural.clone())
        .bind(new.unit.symbol.clone())
        .bind(i64::from(new.unit.decimals))
        .bind(i64::from(new.unit.is_time))
        .bind(new.language.tag())
        .bind(new.time_zone.clone())
        .bind(i64::from(new.hue))
        .bind(at)
        .bind(status)
        .bind(listed.sort_key)
        .bind(listed.sought)
        .bind(listed.place)
        .execute(tx.conn())
        .await?;
    let common = NewAccount {
        exchange: new.id,
        id: new.common,
        kind: AccountKind::Common,
        code: Code::common(&new.code),
        name: new.language.words().common_account(),
        partner: ExchangeId(0),
        limits: Limits::between(
            new.rules.default_min().saturating_mul(10).max(-app::ledger::RANGE),
            new.rules.default_max().saturating_mul(10).min(app::ledger::RANGE),
        ),
    };
    open(tx, &common, by, at).await?;
    rules::store::put(tx, Holds { exchange: new.id, version: 1, at }, &new.rules.rows()).await?;
    let began = Act::new(What::Began, (new.id, new.act), (by, at));
    journal::record(tx, &Act { becomes: new.name.clone(), rules_version: 1, ..began }).await
}

/// The address of every exchange, whatever its state.
pub async fn slugs(conn: &mut AnyConnection) -> Result<Vec<String>, DbError> {
    Ok(sqlx::query_scalar(SLUGS).fetch_all(conn).await?)
}

/// Key and status of the exchange of an address, whatever its state.
pub async fn status(conn: &mut AnyConnection, slug: &str) -> Result<Option<(ExchangeId, String)>, DbError> {
    Ok(sqlx::query_as(STATUS).bind(slug.to_owned()).fetch_optional(conn).await?)
}

/// Opens an exchange to everybody, or closes it; false if there is none of that address, or it is not whole yet.
pub async fn set_open(tx: &mut Tx, slug: &str, open: bool) -> Result<bool, DbError> {
    let status = if open { "open" } else { "closed" };
    let set = sqlx::query(SET_STATUS).bind(slug.to_owned()).bind(status).execute(tx.conn()).await?;
    Ok(set.rows_affected() > 0)
}

/// Lets a unit that counts minutes be read as hours and minutes, as a decision; false if it is no such unit, or an
/// agreement with a partner fixes its rate.
pub async fn show_hours(
    tx: &mut Tx,
    exchange: &Exchange,
    act: i64,
    (by, at): (PersonId, Instant),
) -> Result<bool, DbError> {
    let (one, many) = if exchange.language == Language::Spanish { ("hora", "horas") } else { ("hour", "hours") };
    if exchange.rules.units_per_hour().to_string() != "60" {
        return Ok(false);
    }
    let query = sqlx::query_scalar(SHOW_HOURS).bind(exchange.id).bind(one).bind(many).bind(exchange.rules_version);
    let Some(rules_version) = query.fetch_optional(tx.conn()).await? else { return Ok(false) };
    let from = Holds { exchange: exchange.id, version: rules_version, at };
    rules::store::put(tx, from, &[(Rule::UnitsPerHour, "1".to_owned())]).await?;
    let act = Act {
        object: Rule::UnitPlural.key().to_owned(),
        was: exchange.unit.plural.clone(),
        becomes: many.to_owned(),
        rules_version,
        ..Act::new(What::Rule, (exchange.id, act), (by, at))
    };
    journal::record(tx, &act).await?;
    Ok(true)
}

/// What the list of exchanges is asked.
#[derive(Clone, Debug)]
pub struct CardsAsk {
    /// What is looked for.
    pub look_for: LookFor,
    /// The reader's language, whose exchanges come first.
    pub language: Language,
}

/// The open exchanges of a window of the list; one more than are shown.
pub async fn cards(conn: &mut AnyConnection, ask: &CardsAsk, window: &Window) -> Result<Vec<Card>, DbError> {
    let sql = if window.is_backward() { CARDS_BACK } else { CARDS };
    let LookFor { folded, pattern } = ask.look_for.clone();
    let query = sqlx::query_as(sql).bind(folded).bind(pattern).bind(ask.language.tag());
    Ok(query.bind(window.edge()).bind(window.limit()).fetch_all(conn).await?)
}

/// Sees to it that every exchange stands in the list where its name belongs.
pub async fn list_all(tx: &mut Tx) -> Result<(), DbError> {
    let all: Vec<(ExchangeId, String, String, String)> = sqlx::query_as(UNLISTED).fetch_all(tx.conn()).await?;
    for (id, name, description, area) in all {
        let InList { sort_key, sought, place } = InList::of([&name, &description, &area]);
        sqlx::query(LIST_ONE).bind(id).bind(sort_key).bind(sought).bind(place).execute(tx.conn()).await?;
    }
    Ok(())
}

/// How many active members an exchange has.
pub async fn count_members(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(COUNT_MEMBERS).bind(exchange).fetch_one(conn).await?)
}

/// Whether nobody is here yet.
pub async fn is_empty(conn: &mut AnyConnection) -> Result<bool, DbError> {
    let persons: i64 = sqlx::query_scalar(COUNT_PERSONS).fetch_one(conn).await?;
    Ok(persons == 0)
}

/// Leaves a set-up link, good from one moment until another.
pub async fn leave_set_up(tx: &mut Tx, hash: Vec<u8>, (from, until): (Instant, Instant)) -> Result<(), DbError> {
    sqlx::query(LEAVE_SET_UP).bind(hash).bind(from).bind(until).execute(tx.conn()).await?;
    Ok(())
}

/// Whether a set-up link is good now.
pub async fn set_up_is_good(conn: &mut AnyConnection, hash: Vec<u8>, now: Instant) -> Result<bool, DbError> {
    let good: i64 = sqlx::query_scalar(SET_UP_IS_GOOD).bind(hash).bind(now).fetch_one(conn).await?;
    Ok(good > 0)
}

/// Uses a set-up link up, and every other with it; false if it was not good or somebody is here already.
pub async fn use_set_up(tx: &mut Tx, hash: Vec<u8>, now: Instant) -> Result<bool, DbError> {
    let used = sqlx::query(USE_SET_UP).bind(hash).bind(now).execute(tx.conn()).await?;
    if used.rows_affected() == 0 || !is_empty(tx.conn()).await? {
        return Ok(false);
    }
    sqlx::query(END_SET_UPS).bind(now).execute(tx.conn()).await?;
    Ok(true)
}
