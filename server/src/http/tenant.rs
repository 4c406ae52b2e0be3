//! Which exchange a request is for, and what is known of that exchange.

use app::ids::{ExchangeId, PersonId, TransferId};
use app::ledger::Unit;
use app::time::{Instant, zone};
use app::words::Language;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::tz::TimeZone;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

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
    /// Units for an hour of ordinary work, a decimal as text.
    pub units_per_hour: String,
    /// Its language.
    pub language: Language,
    /// The name of its time zone.
    pub zone_name: String,
    /// Its time zone.
    pub zone: TimeZone,
    /// One of 24 hues.
    pub hue: u8,
    /// A new member's lowest balance.
    pub default_min: i64,
    /// A new member's highest balance.
    pub default_max: i64,
    /// Members see each other's balances.
    pub show_balances: bool,
    /// Counts its decisions; stored with each transfer.
    pub rules_version: i64,
}

impl Exchange {
    /// What the ledger wants to know of a transfer that somebody enters here now.
    pub fn slip(&self, (id, salt): (TransferId, [u8; 16]), by: PersonId, at: Instant) -> Slip {
        let traded_on = at.day(&self.zone);
        Slip { exchange: self.id, rules_version: self.rules_version, id, by, on_behalf: false, traded_on, at, salt }
    }
}

/// The open exchange of that slug.
pub const BY_SLUG: &str = "
select exchange_id, slug, code, name, description, area, unit_name, unit_plural, unit_symbol, unit_decimals, unit_is_time,
    units_per_hour, language, time_zone, hue, default_min, default_max, show_balances, rules_version
from exchanges
where slug = $1 and status = 'open'";
/// The open exchange of that key.
pub const BY_ID: &str = "
select exchange_id, slug, code, name, description, area, unit_name, unit_plural, unit_symbol, unit_decimals, unit_is_time,
    units_per_hour, language, time_zone, hue, default_min, default_max, show_balances, rules_version
from exchanges
where exchange_id = $1 and status = 'open'";
/// Every open exchange, by name.
pub const LIST: &str = "
select exchange_id, slug, code, name, description, area, unit_name, unit_plural, unit_symbol, unit_decimals, unit_is_time,
    units_per_hour, language, time_zone, hue, default_min, default_max, show_balances, rules_version
from exchanges
where status = 'open'
order by name, exchange_id";

/// Every text of this file, for the test that prepares them all.
pub const ALL: [&str; 3] = [BY_SLUG, BY_ID, LIST];

/// The open exchange of that slug, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn by_slug(conn: &mut AnyConnection, slug: &str) -> Result<Option<Exchange>, DbError> {
    let row = sqlx::query(BY_SLUG).bind(slug.to_owned()).fetch_optional(conn).await?;
    row.map(|row| exchange(&row)).transpose()
}

/// The open exchange of that key, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn by_id(conn: &mut AnyConnection, id: ExchangeId) -> Result<Option<Exchange>, DbError> {
    let row = sqlx::query(BY_ID).bind(id).fetch_optional(conn).await?;
    row.map(|row| exchange(&row)).transpose()
}

/// Every open exchange, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &mut AnyConnection) -> Result<Vec<Exchange>, DbError> {
    sqlx::query(LIST).fetch_all(conn).await?.iter().map(exchange).collect()
}

/// Reads a row of the columns above.
///
/// # Errors
/// When a column is not what the schema says.
pub fn exchange(row: &AnyRow) -> Result<Exchange, DbError> {
    let language: String = row.try_get("language")?;
    let zone_name: String = row.try_get("time_zone")?;
    let unit = Unit {
        name: row.try_get("unit_name")?,
        plural: row.try_get("unit_plural")?,
        symbol: row.try_get("unit_symbol")?,
        decimals: u32::try_from(row.try_get::<i64, _>("unit_decimals")?).unwrap_or(0),
        is_time: row.try_get::<i64, _>("unit_is_time")? == 1,
    };
    Ok(Exchange {
        id: row.try_get("exchange_id")?,
        slug: row.try_get("slug")?,
        code: row.try_get("code")?,
        name: row.try_get("name")?,
        description: row.try_get("description")?,
        area: row.try_get("area")?,
        unit,
        units_per_hour: row.try_get("units_per_hour")?,
        language: Language::of_tag(&language).unwrap_or(Language::English),
        zone: zone(&zone_name).unwrap_or(TimeZone::UTC),
        zone_name,
        hue: u8::try_from(row.try_get::<i64, _>("hue")?).unwrap_or(0),
        default_min: row.try_get("default_min")?,
        default_max: row.try_get("default_max")?,
        show_balances: row.try_get::<i64, _>("show_balances")? == 1,
        rules_version: row.try_get("rules_version")?,
    })
}

impl<S: Send + Sync> FromRequestParts<S> for Exchange {
    type Rejection = Error;

    /// Put there by the layer that read the slug.
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Error> {
        parts.extensions.get::<Self>().cloned().ok_or(Error::NotFound)
    }
}
