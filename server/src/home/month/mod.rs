//! The last days of an exchange, for its committee.

pub mod store;

use app::home::month::{DAYS, Month, QUIET_DAYS};
use app::home::trade_chart::{TradeYear, first_month};
use app::time::Instant;
use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use crate::db::DbError;
use crate::http::actor::Scope;

/// Seconds of a day; which hour of the day it is now does not matter here, nor that clocks are put forward.
const DAY: i64 = 86_400;

/// What the committee reads of the days before `now`.
pub async fn month(
    conn: &mut AnyConnection,
    scope: Scope,
    (now, zone): (Instant, &TimeZone),
) -> Result<Month, DbError> {
    let today = now.day(zone);
    let days = |days: i64| now.plus_seconds(-days * DAY);
    Ok(Month {
        trades: store::trades(&mut *conn, scope, (days(DAYS), days(2 * DAYS))).await?,
        members: store::members(&mut *conn, scope, (days(DAYS), days(QUIET_DAYS))).await?,
        joined: store::joined(&mut *conn, scope, days(DAYS)).await?,
        year: TradeYear { today, months: store::by_month(&mut *conn, scope, first_month(today)).await? },
        youth: store::youth(conn, scope).await?,
    })
}
