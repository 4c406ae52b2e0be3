//! Where a member stands: home and statement; the same statement for the committee.

pub mod store;

use app::ids::{Code, TransferId};
use app::paths::exchange::{MemberStatement, MemberStatementCsv};
use app::paths::query::MonthQuery;
use app::statements::marks;
use app::statements::pages::{Statement, WhoseStatement, statement_page};
use app::time::start_of;
use app::words::Language;
use axum::extract::State;
use axum::response::{Html, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use sqlx::AnyConnection;

use self::store::{Of, Placed, Range};
use crate::http::actor::{Member, SeeBalances, Unseen};
use crate::http::answer::Error;
use crate::http::csv::{self, Cell, Sheet, SheetRows};
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::members::store as members;
use crate::site::Site;

/// Lines on a page.
const PAGE: i64 = 200;
/// Lines read at once for a spreadsheet.
const PART: i64 = 1000;

/// The first day of the month that is asked for; this month's if none is. What is no month is no page.
fn first_day(query: &MonthQuery, today: Date) -> Result<Date, Error> {
    if query.month.is_empty() {
        return Ok(today.first_of_month());
    }
    let plain = query.month.len() == 7 && query.month.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let first = format!("{}-01", query.month).parse::<Date>().ok();
    first.filter(|_| plain).ok_or(Error::NotFound)
}

/// Where a month stands in the books of one account.
struct MonthInBooks {
    first: Date,
    range: Range,
    /// Something was booked before it.
    earlier: bool,
    /// Something was booked after it.
    later: bool,
    /// Position and balance of the last entry in it or before it.
    last: Option<(i64, i64)>,
}

/// The month that is asked for. Beyond the exchange's life there is none: it lived from the month in which it began, or its books did, to
/// this one, or to the last that was booked under a clock that was ahead.
async fn month(
    conn: &mut AnyConnection,
    of: Of,
    (member, wanted, today): (&Member, &MonthQuery, Date),
) -> Result<MonthInBooks, Error> {
    let zone = &member.exchange.zone;
    let first = first_day(wanted, today)?;
    let next = first.checked_add(1.month()).map_err(|_| Error::NotFound)?;
    let from = store::first_from(conn, of, start_of(first, zone)).await?;
    let until = store::first_from(conn, of, start_of(next, zone)).await?;
    let range = Range { from, until };
    let earlier = store::before(conn, of, from).await?.is_some();
    let later = !store::first(conn, of, Range { from: until, ..Range::ALL }, 1).await?.is_empty();
    let last = store::before(conn, of, until).await?;
    let here = last.is_some_and(|(position, _)| position >= from);
    let began = store::began(conn, of.scope).await?.day(zone).first_of_month();
    let lived = (first >= began || earlier || here) && (first <= today || later || here);
    if lived { Ok(MonthInBooks { first, range, earlier, later, last }) } else { Err(Error::NotFound) }
}

/// The page of the month that was asked for, in the order of the books.
async fn lines(conn: &mut AnyConnection, of: Of, (range, wanted): (Range, &MonthQuery)) -> Result<Vec<Placed>, Error> {
    if let Some(edge) = edge(conn, of, &wanted.before).await? {
        let until = edge.min(range.until);
        let mut lines = store::last(conn, of, Range { until, ..range }, PAGE).await?;
        lines.reverse();
        return Ok(lines);
    }
    let edge = edge(conn, of, &wanted.after).await?;
    let from = edge.map_or(range.from, |edge| edge.saturating_add(1).max(range.from));
    Ok(store::first(conn, of, Range { from, ..range }, PAGE).await?)
}

/// The position of the transfer that a link names; a stranger's is as unknown as one that never was.
async fn edge(conn: &mut AnyConnection, of: Of, typed: &str) -> Result<Option<i64>, Error> {
    if typed.is_empty() {
        return Ok(None);
    }
    let id = typed.parse::<TransferId>().map_err(|_| Error::NotFound)?;
    Ok(Some(store::position(conn, of, id).await?.ok_or(Error::NotFound)?))
}

async fn load(member: &Member, site: &Site, of: Of, wanted: &MonthQuery) -> Result<Statement, Error> {
    let today = site.clock.now().day(&member.exchange.zone);
    let mut conn = site.db.read().await?;
    let month = month(&mut conn, of, (member, wanted, today)).await?;
    let range = month.range;
    let lines = lines(&mut conn, of, (range, wanted)).await?;
    let start = lines.first().map_or(range.from, |line| line.position);
    let opening = store::before(&mut conn, of, start).await?;
    let before = opening.is_some_and(|(position, _)| position >= range.from);
    let after = lines.last().is_some_and(|line| month.last.map(|(position, _)| position) > Some(line.position));
    Ok(Statement {
        month: month.first,
        today,
        at_end: month.last.map_or(0, |(_, balance)| balance),
        opening: opening.map_or(0, |(_, balance)| balance),
        before: lines.first().filter(|_| before).map(|line| line.entry.id),
        after: lines.last().filter(|_| after).map(|line| line.entry.id),
        entries: lines.into_iter().map(|line| line.entry).collect(),
        earlier: month.earlier,
        later: month.later,
    })
}

fn own(member: &Member) -> Of {
    Of { scope: member.scope(), account: member.me.account }
}

/// `GET /statement?month=2026-11`
pub async fn statement(
    member: Member,
    State(site): State<Site>,
    Query(wanted): Query<MonthQuery>,
) -> Result<Html<String>, Error> {
    page(&member, &site, (own(&member), None), &wanted).await
}

async fn page(
    member: &Member,
    site: &Site,
    (of, holder): (Of, Option<WhoseStatement>),
    wanted: &MonthQuery,
) -> Result<Html<String>, Error> {
    let statement = load(member, site, of, wanted).await?;
    let mut conn = site.db.read().await?;
    let account = members::account(&mut conn, of.scope, of.account).await?;
    Ok(Html(statement_page(&member.chrome, place_of(&member.chrome)?, (&account, holder.as_ref()), &statement)))
}

/// `GET /statement.csv?month=2026-11`
pub async fn csv(
    member: Member,
    State(site): State<Site>,
    Query(wanted): Query<MonthQuery>,
) -> Result<Response, Error> {
    let (of, name) = (own(&member), member.exchange.slug.clone());
    file((member, site), (of, &name), &wanted).await
}

/// The whole month as a file whose name begins with `name`.
async fn file((member, site): (Member, Site), (of, name): (Of, &str), wanted: &MonthQuery) -> Result<Response, Error> {
    let today = site.clock.now().day(&member.exchange.zone);
    let mut conn = site.db.read().await?;
    let MonthInBooks { first, range, .. } = month(&mut conn, of, (&member, wanted, today)).await?;
    drop(conn);
    let name = format!("{name}-{:04}-{:02}.csv", first.year(), first.month());
    csv::file(&name, StatementRows { site, member, of, range }).await
}

/// The entries of a month for a spreadsheet.
struct StatementRows {
    site: Site,
    member: Member,
    of: Of,
    range: Range,
}

impl SheetRows for StatementRows {
    type Edge = i64;

    fn language(&self) -> Language {
        self.member.chrome.language
    }

    fn heads(&self) -> Vec<Cell> {
        let (words, unit) = (self.member.chrome.words(), &self.member.exchange.unit);
        vec![
            Cell::head(&words.statement_day()),
            Cell::head(&words.statement_who()),
            Cell::head(&words.check_description()),
            Cell::amount_head(words, unit, &words.statement_amount()),
            Cell::amount_head(words, unit, &words.statement_after()),
            Cell::head(&words.receipt_reference()),
            Cell::head(&words.statement_notes()),
        ]
    }

    async fn part(&self, sheet: &mut Sheet, after: Option<i64>) -> Result<Option<i64>, Error> {
        let Member { chrome, exchange, .. } = &self.member;
        let from = after.map_or(self.range.from, |last| last.saturating_add(1));
        let mut conn = self.site.db.read().await?;
        let part = store::first(&mut conn, self.of, Range { from, ..self.range }, PART).await?;
        for Placed { entry, .. } in &part {
            sheet.row([
                Cell::text(&entry.booked_at.day(&exchange.zone).to_string()),
                Cell::text(&entry.other),
                Cell::text(&entry.description),
                Cell::amount(&exchange.unit, entry.amount),
                Cell::amount(&exchange.unit, entry.balance_after),
                Cell::text(&entry.id.to_string()),
                Cell::text(&marks::in_short(chrome.words(), entry)),
            ])?;
        }
        let full = i64::try_from(part.len()).is_ok_and(|count| count >= PART);
        Ok(part.last().filter(|_| full).map(|last| last.position))
    }
}

/// The account that the committee asks about.
async fn asked(member: &Member, site: &Site, code: &str) -> Result<(Of, WhoseStatement), Error> {
    let (code, scope) = (Code::stored(code), member.scope());
    let mut conn = site.db.read().await?;
    let (account, name) = store::holder(&mut conn, scope, &code).await?.ok_or(Error::NotFound)?;
    Ok((Of { scope, account }, WhoseStatement { code, name }))
}

/// `GET /members/{code}/statement?month=2026-11`
pub async fn of_member(
    path: MemberStatement,
    Unseen { member, .. }: Unseen<SeeBalances>,
    State(site): State<Site>,
    Query(wanted): Query<MonthQuery>,
) -> Result<Html<String>, Error> {
    let (of, holder) = asked(&member, &site, &path.code).await?;
    page(&member, &site, (of, Some(holder)), &wanted).await
}

/// `GET /members/{code}/statement.csv?month=2026-11`
pub async fn csv_of_member(
    path: MemberStatementCsv,
    Unseen { member, .. }: Unseen<SeeBalances>,
    State(site): State<Site>,
    Query(wanted): Query<MonthQuery>,
) -> Result<Response, Error> {
    let (of, holder) = asked(&member, &site, &path.code).await?;
    let name: String = holder.code.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
    file((member, site), (of, &name), &wanted).await
}
