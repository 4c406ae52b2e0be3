//! Which exchange a request is for, and what is known of that exchange.

use app::ids::{ExchangeId, PersonId, TransferId};
use app::ledger::Unit;
use app::rules::in_force::RulesInForce;
use app::text::{folded, sort_key};
use app::time::{Instant, zone};
use app::ui::HeldWhy;
use app::words::Language;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::tz::TimeZone;
use sqlx::{AnyConnection, FromRow};

use crate::db::DbError;
use crate::http::answer::Error;
use crate::ledger::Slip;

/// One exchange's settings as they stand now.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Its key.
    pub id: ExchangeId,
    /// Its first path segment.
    pub slug: String,
    /// The four letters before its account codes.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub description: String,
    /// Where it is.
    pub area: String,
    /// What it counts in.
    pub unit: Unit,
    /// Its language.
    pub language: Language,
    /// The name of its time zone.
    pub zone_name: String,
    /// Its time zone.
    pub zone: TimeZone,
    /// One of 24 hues.
    pub hue: u8,
    /// Its rules as they hold now.
    pub rules: RulesInForce,
    /// Counts its decisions; stored with each transfer.
    pub rules_version: i64,
    /// Why nothing can be entered here, if nothing can.
    pub held: Option<HeldWhy>,
}

impl Exchange {
    /// What the ledger wants to know of a transfer that somebody enters here now.
    pub fn slip(&self, (id, salt): (TransferId, [u8; 16]), by: PersonId, at: Instant) -> Slip {
        let traded_on = at.day(&self.zone);
        Slip { exchange: self.id, rules_version: self.rules_version, id, by, on_behalf: false, traded_on, at, salt }
    }
}

/// How an exchange stands in the list of all: by name, and as it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InList {
    /// Its name in order. One order for all, since they stand in one list.
    pub sort_key: String,
    /// Its name and what it says of itself, as they are compared.
    pub sought: String,
    /// Where it is, as that is compared.
    pub place: String,
}

impl InList {
    /// Of an exchange that says so of itself.
    pub fn of([name, description, area]: [&str; 3]) -> Self {
        let sought = folded(&format!("{name} {description}"));
        Self { sort_key: sort_key(Language::English, name), sought, place: folded(area) }
    }
}

/// A query of exchanges, with all that is known of one. A rule's last row holds; they come along in the same statement, since every
/// request asks for them.
macro_rules! exchanges {
    ($rest:literal) => {
        concat!(
            "
select e.exchange_id, e.slug, e.code, e.name, e.description, e.area, e.unit_name, e.unit_plural, e.unit_symbol, e.unit_decimals,
    e.unit_is_time, e.language, e.time_zone, e.hue, e.rules_version,
    e.status, e.held_why,
    coalesce((
        select string_agg(r.rule || '=' || r.value, '\n')
        from rules r
        where r.exchange_id = e.exchange_id and not exists (
            select 1
            from rules l
            where l.exchange_id = r.exchange_id and l.rule = r.rule and l.from_version > r.from_version
        )
    ), '') as rules
from exchanges e
where ",
            $rest
        )
    };
}

/// The open exchange of that slug.
pub const BY_SLUG: &str = exchanges!("e.slug = $1 and e.status = 'open'");
/// The exchange of that slug that can be read: the open one, and that in which nothing can be entered.
pub const AT_DOOR: &str = exchanges!("e.slug = $1 and e.status in ('open', 'suspended', 'archived')");
/// The open exchange of that key.
pub const BY_ID: &str = exchanges!("e.exchange_id = $1 and e.status = 'open'");
/// Every open exchange, by name.
pub const LIST: &str = exchanges!("e.status = 'open' order by e.name, e.exchange_id");

/// Every text of this file, for the test that prepares them all.
pub const ALL: [&str; 4] = [BY_SLUG, AT_DOOR, BY_ID, LIST];

/// The open exchange of that slug, if there is one.
pub async fn by_slug(conn: &mut AnyConnection, slug: &str) -> Result<Option<Exchange>, DbError> {
    let row: Option<ExchangeRow> = sqlx::query_as(BY_SLUG).bind(slug.to_owned()).fetch_optional(conn).await?;
    Ok(row.map(Exchange::from))
}

/// The exchange of that slug that can be read, for who comes to its door.
pub async fn at_door(conn: &mut AnyConnection, slug: &str) -> Result<Option<Exchange>, DbError> {
    let row: Option<ExchangeRow> = sqlx::query_as(AT_DOOR).bind(slug.to_owned()).fetch_optional(conn).await?;
    Ok(row.map(Exchange::from))
}

/// The open exchange of that key, if there is one.
pub async fn by_id(conn: &mut AnyConnection, id: ExchangeId) -> Result<Option<Exchange>, DbError> {
    let row: Option<ExchangeRow> = sqlx::query_as(BY_ID).bind(id).fetch_optional(conn).await?;
    Ok(row.map(Exchange::from))
}

/// Every open exchange, by name.
pub async fn list(conn: &mut AnyConnection) -> Result<Vec<Exchange>, DbError> {
    let rows: Vec<ExchangeRow> = sqlx::query_as(LIST).fetch_all(conn).await?;
    Ok(rows.into_iter().map(Exchange::from).collect())
}

/// A row of the columns above.
#[derive(FromRow)]
struct ExchangeRow {
    exchange_id: ExchangeId,
    slug: String,
    code: String,
    name: String,
    description: String,
    area: String,
    #[sqlx(flatten)]
    unit: Unit,
    language: String,
    time_zone: String,
    #[sqlx(try_from = "i64")]
    hue: u8,
    rules: String,
    rules_version: i64,
    status: String,
    held_why: String,
}

impl From<ExchangeRow> for Exchange {
    fn from(row: ExchangeRow) -> Self {
        Self {
            id: row.exchange_id,
            slug: row.slug,
            code: row.code,
            name: row.name,
            description: row.description,
            area: row.area,
            unit: row.unit,
            language: Language::of_tag(&row.language).unwrap_or(Language::English),
            zone: zone(&row.time_zone).unwrap_or(TimeZone::UTC),
            zone_name: row.time_zone,
            hue: row.hue,
            rules: RulesInForce::read(&row.rules),
            rules_version: row.rules_version,
            held: (row.status != "open").then(|| HeldWhy { is_archived: row.status == "archived", why: row.held_why }),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Exchange {
    type Rejection = Error;

    /// Put there by the layer that read the slug.
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Error> {
        parts.extensions.get::<Self>().cloned().ok_or(Error::NotFound)
    }
}
