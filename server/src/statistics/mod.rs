//! The committee's compass: reading the months of an exchange, on a page and for a spreadsheet.
//!
//! Whoever sees balances sees it: the committee, and every member of an exchange that opens its books. To the others of the exchange it is
//! forbidden, since of few members a spread of balances tells who stands where.

pub mod store;

use app::paths::query::StatisticsQuery;
use app::roles::Right;
use app::statistics::page::{CompassReader, statistics_page};
use app::statistics::{Compass, CompassRead, Span};
use app::time::{Instant, start_of};
use app::words::Language;
use axum::extract::State;
use axum::response::{Html, Response};
use jiff::civil::Date;
use sqlx::AnyConnection;

use self::store::Days;
use crate::db::DbError;
use crate::home::balances::store::shift;
use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::http::csv::{self, Cell, Sheet, SheetRows};
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::site::Site;

/// `GET /statistics?months=12&to=2026-11`
pub async fn page(
    member: Member,
    State(site): State<Site>,
    Query(query): Query<StatisticsQuery>,
) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let (span, has_books) = asked(&mut conn, &member, (&query, site.clock.now())).await?;
    let compass = compass(&mut conn, &member, span).await?;
    let shift = shift(&mut conn, member.scope()).await?;
    let reader = CompassReader { sees_balances: member.may(Right::SeeBalances), has_books, shift };
    Ok(Html(statistics_page(&member.chrome, place_of(&member.chrome)?, (&compass, &reader))))
}

/// The months that are asked for, for who may see them; and whether anything was ever booked.
async fn asked(
    conn: &mut AnyConnection,
    member: &Member,
    (query, now): (&StatisticsQuery, Instant),
) -> Result<(Span, bool), Error> {
    if !member.sees_balances() {
        return Err(Error::Forbidden);
    }
    let zone = &member.exchange.zone;
    let (began, first) = store::began(conn, member.scope()).await?;
    let began = began.day(zone);
    Ok((Span::asked(query, (first.map_or(began, |first| first.min(began)), now.day(zone))), first.is_some()))
}

async fn compass(conn: &mut AnyConnection, member: &Member, span: Span) -> Result<Compass, DbError> {
    let (scope, zone) = (member.scope(), &member.exchange.zone);
    let open = span.is_open();
    // Up to this month all that was booked counts, also what a clock that was ahead dated later.
    let until = if open { Date::MAX } else { span.next() };
    let joined = if open { Instant(i64::MAX) } else { start_of(span.next(), zone) };
    let days = Days { from: span.first, until };
    let read = CompassRead {
        traded: store::traded(conn, scope, days).await?,
        moved: store::moved(conn, scope, span.first).await?,
        credit: store::credit(conn, scope).await?,
        holdings: store::holdings(conn, scope, days, (start_of(span.first, zone), joined)).await?,
    };
    Ok(Compass::of(span, read))
}

/// `GET /statistics.csv`, asked the same: a row for each month.
pub async fn csv(
    member: Member,
    State(site): State<Site>,
    Query(query): Query<StatisticsQuery>,
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let (span, _) = asked(&mut conn, &member, (&query, site.clock.now())).await?;
    drop(conn);
    let [first, last] = [span.first, span.last].map(|month| month.strftime("%Y-%m").to_string());
    let name = format!("{}-statistics-{first}-{last}.csv", member.exchange.slug);
    csv::file(&name, CompassRows { site, member, span }).await
}

/// The months for a spreadsheet.
struct CompassRows {
    site: Site,
    member: Member,
    span: Span,
}

impl SheetRows for CompassRows {
    type Edge = i64;

    fn language(&self) -> Language {
        self.member.chrome.language
    }

    fn heads(&self) -> Vec<Cell> {
        let (words, unit) = (self.member.chrome.words(), &self.member.exchange.unit);
        vec![
            Cell::head(&words.year_month()),
            Cell::head(&words.chart_trade_count()),
            Cell::amount_head(words, unit, &words.chart_trade_worth()),
            Cell::amount_head(words, unit, &words.statistics_bought()),
            Cell::amount_head(words, unit, &words.statistics_sold()),
            Cell::head(&words.statistics_traders()),
            Cell::amount_head(words, unit, &words.statistics_credit()),
        ]
    }

    async fn part(&self, sheet: &mut Sheet, _: Option<i64>) -> Result<Option<i64>, Error> {
        let unit = &self.member.exchange.unit;
        let mut conn = self.site.db.read().await?;
        for month in compass(&mut conn, &self.member, self.span).await?.months {
            let traded = month.traded;
            sheet.row([
                Cell::text(&month.month.strftime("%Y-%m").to_string()),
                Cell::text(&traded.trades.to_string()),
                Cell::amount(unit, traded.worth),
                Cell::amount(unit, traded.bought),
                Cell::amount(unit, traded.sold),
                Cell::text(&traded.traders.to_string()),
                Cell::amount(unit, month.credit),
            ])?;
        }
        Ok(None)
    }
}
