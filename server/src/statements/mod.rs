//! The statement of a period and the entries with one partner; the same for the committee.

pub mod store;

use app::ids::{Code, TransferId};
use app::paths::exchange::{MemberStatement, MemberStatementCsv};
use app::paths::query::{ListQuery, StatementQuery};
use app::roles::Right;
use app::statements::marks;
use app::statements::pages::{Statement, StatementLine, Sums, WhoseStatement, found_page, statement_page};
use app::statements::period::Period;
use app::statements::year::Year;
use app::time::{Instant, start_of};
use app::ui::ListPage;
use app::words::Language;
use axum::extract::State;
use axum::response::{Html, Response};
use jiff::civil::Date;
use sqlx::AnyConnection;

use self::store::{Of, Placed, Range};
use crate::http::actor::{Member, SeeBalances, Unseen};
use crate::http::answer::Error;
use crate::http::csv::{self, Cell, Sheet, SheetRows};
use crate::http::list::{LookFor, Window};
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::members::store as members;
use crate::site::Site;

/// Lines on a page.
const PAGE: i64 = 200;
/// Lines read at once for a spreadsheet.
const PART: i64 = 1000;

/// Where a period stands in the books of one account.
struct PeriodInBooks {
    period: Period,
    range: Range,
    /// The balance before it.
    at_start: i64,
    /// Of a month: something may have been booked before it, and after it.
    beside: [bool; 2],
}

/// The period that is asked for. Beyond the exchange's life there is none: it lived from the year or month in which it began, or its books did,
/// to this one, or to the last that was booked under a clock that was ahead.
async fn books(
    conn: &mut AnyConnection,
    of: Of,
    (member, wanted, today): (&Member, &StatementQuery, Date),
) -> Result<PeriodInBooks, Error> {
    let zone = &member.exchange.zone;
    let period = Period::asked(wanted, today).ok_or(Error::NotFound)?;
    let from = store::first_from(conn, of, start_of(period.first(), zone)).await?;
    let earlier = store::before(conn, of, from).await?;
    let at_start = earlier.map_or(0, |(_, balance)| balance);
    let Some(next) = period.next() else {
        return Ok(PeriodInBooks { period, range: Range { from, ..Range::ALL }, at_start, beside: [false; 2] });
    };
    let until = store::first_from(conn, of, start_of(next, zone)).await?;
    let later = !store::first(conn, of, Range { from: until, ..Range::ALL }, 1).await?.is_empty();
    let here = store::before(conn, of, until).await?.is_some_and(|(position, _)| position >= from);
    let began = store::began(conn, of.scope).await?.day(zone);
    let lived = (next > began || earlier.is_some() || here) && (period.first() <= today || later || here);
    let beside = if matches!(period, Period::Month(_)) { [earlier.is_some(), later] } else { [false; 2] };
    if lived {
        Ok(PeriodInBooks { period, range: Range { from, until }, at_start, beside })
    } else {
        Err(Error::NotFound)
    }
}

/// A page of a period.
struct PageOfPeriod {
    lines: Vec<Placed>,
    /// There are others of the period before and after these.
    more: [bool; 2],
}

/// The page that was asked for, in the order of the books. The last twelve months begin with their end: so does whoever looks at them.
async fn lines(
    conn: &mut AnyConnection,
    of: Of,
    (books, wanted): (&PeriodInBooks, &StatementQuery),
) -> Result<PageOfPeriod, Error> {
    let (range, most) = (books.range, PAGE.saturating_add(1));
    let is_more = |lines: &mut Vec<Placed>| {
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = lines.len() > page;
        lines.truncate(page);
        more
    };
    let (before, after) = (edge(conn, of, &wanted.before).await?, edge(conn, of, &wanted.after).await?);
    let from_end = matches!(books.period, Period::UpTo(_)) && after.is_none();
    if before.is_some() || from_end {
        let until = before.unwrap_or(i64::MAX).min(range.until);
        let mut lines = store::last(conn, of, Range { until, ..range }, most).await?;
        let earlier = is_more(&mut lines);
        lines.reverse();
        return Ok(PageOfPeriod { lines, more: [earlier, before.is_some_and(|edge| edge < range.until)] });
    }
    let from = after.map_or(range.from, |edge| edge.saturating_add(1).max(range.from));
    let mut lines = store::first(conn, of, Range { from, ..range }, most).await?;
    let later = is_more(&mut lines);
    Ok(PageOfPeriod { lines, more: [after.is_some_and(|edge| edge >= range.from), later] })
}

/// The position of the transfer that a link names; a stranger's is as unknown as one that never was.
async fn edge(conn: &mut AnyConnection, of: Of, typed: &str) -> Result<Option<i64>, Error> {
    if typed.is_empty() {
        return Ok(None);
    }
    let id = typed.parse::<TransferId>().map_err(|_| Error::NotFound)?;
    Ok(Some(store::position(conn, of, id).await?.ok_or(Error::NotFound)?))
}

async fn load(member: &Member, site: &Site, of: Of, wanted: &StatementQuery) -> Result<Statement, Error> {
    let today = site.clock.now().day(&member.exchange.zone);
    let mut conn = site.db.read().await?;
    let books = books(&mut conn, of, (member, wanted, today)).await?;
    let PageOfPeriod { lines, more: [before, after] } = lines(&mut conn, of, (&books, wanted)).await?;
    let entries: Vec<StatementLine> = lines.into_iter().map(|line| line.entry).collect();
    let whole = !before && !after;
    let sums = if whole { sums_of(&entries) } else { store::sums(&mut conn, of, books.range).await? };
    let month = |there: bool, day: Option<Date>| day.filter(|_| there);
    let [earlier, later] = books.beside;
    Ok(Statement {
        period: books.period,
        today,
        years: years(&mut conn, of, (member, today)).await?,
        at_start: books.at_start,
        opening: entries.first().map_or(books.at_start, |first| first.balance_after.saturating_sub(first.amount)),
        before: entries.first().filter(|_| before).map(|first| first.id),
        after: entries.last().filter(|_| after).map(|last| last.id),
        entries,
        sums,
        line: line(&mut conn, of, (&books, member, today)).await?,
        beside: [month(earlier, books.period.first().yesterday().ok()), month(later, books.period.next())],
    })
}

/// Of a period that is whole on a page.
fn sums_of(entries: &[StatementLine]) -> Sums {
    let sum = |sign: i64| entries.iter().map(|entry| entry.amount.saturating_mul(sign).max(0)).sum();
    Sums { received: sum(1), paid: sum(-1) }
}

/// The year in one line, as far as it is one.
async fn line(
    conn: &mut AnyConnection,
    of: Of,
    (books, member, today): (&PeriodInBooks, &Member, Date),
) -> Result<Option<Year>, Error> {
    let calendar = match books.period {
        Period::Month(_) => return Ok(None),
        Period::UpTo(_) => false,
        Period::Year(_) => true,
    };
    let from = start_of(books.period.first(), &member.exchange.zone);
    let entries = store::year(conn, of, (from, books.range.until)).await?;
    Ok(Some(Year { last: books.period.last(today), calendar, entries }))
}

/// The calendar years in which something was booked: from each it is looked for the next, until this year's.
async fn years(conn: &mut AnyConnection, of: Of, (member, today): (&Member, Date)) -> Result<Vec<i16>, Error> {
    let zone = &member.exchange.zone;
    let mut years = Vec::new();
    let mut from = Some(Instant(i64::MIN));
    while let Some(at) = from {
        let Some(next) = store::next_from(conn, of, at).await? else { break };
        let year = next.day(zone).year();
        years.push(year);
        let following = Date::new(year.saturating_add(1), 1, 1).ok().filter(|_| year != today.year());
        from = following.map(|day| start_of(day, zone));
    }
    Ok(years)
}

fn own(member: &Member) -> Of {
    Of { scope: member.scope(), account: member.me.account }
}

/// `GET /statement`, `?year=2026`, `?month=2026-11`, `?q=ben`
pub async fn statement(
    member: Member,
    State(site): State<Site>,
    Query(wanted): Query<StatementQuery>,
) -> Result<Html<String>, Error> {
    page(&member, &site, (own(&member), None), &wanted).await
}

async fn page(
    member: &Member,
    site: &Site,
    (of, holder): (Of, Option<WhoseStatement>),
    wanted: &StatementQuery,
) -> Result<Html<String>, Error> {
    if is_search(wanted) {
        let lines = found(site, of, wanted).await?;
        let typed = (wanted.q.trim(), holder.as_ref());
        return Ok(Html(found_page(&member.chrome, place_of(&member.chrome)?, typed, &lines)));
    }
    let statement = load(member, site, of, wanted).await?;
    let mut conn = site.db.read().await?;
    let account = members::account(&mut conn, of.scope, of.account).await?;
    Ok(Html(statement_page(&member.chrome, place_of(&member.chrome)?, (&account, holder.as_ref()), &statement)))
}

/// Something is looked for, as names are compared.
fn is_search(wanted: &StatementQuery) -> bool {
    !LookFor::typed(&wanted.q).folded.is_empty()
}

/// The entries with whoever is called so, the latest first: those before the edge that is called `after`, as further down the list they are.
async fn found(site: &Site, of: Of, wanted: &StatementQuery) -> Result<ListPage<StatementLine>, Error> {
    let mut conn = site.db.read().await?;
    let query = ListQuery { after: wanted.after.clone(), before: wanted.before.clone(), ..ListQuery::default() };
    let window = Window::asked(&query);
    let edge = edge(&mut conn, of, &window.edge()).await?;
    let lines = if window.is_backward() {
        let from = edge.map_or(0, |edge| edge.saturating_add(1));
        store::first_with(&mut conn, of, &wanted.q, (Range { from, ..Range::ALL }, window.limit())).await?
    } else {
        let until = edge.unwrap_or(i64::MAX);
        store::last_with(&mut conn, of, &wanted.q, (Range { until, ..Range::ALL }, window.limit())).await?
    };
    Ok(window.page(lines.into_iter().map(|line| line.entry).collect()))
}

/// `GET /statement.csv`, asked the same
pub async fn csv(
    member: Member,
    State(site): State<Site>,
    Query(wanted): Query<StatementQuery>,
) -> Result<Response, Error> {
    let (of, name) = (own(&member), member.exchange.slug.clone());
    file((member, site), (of, &name), &wanted).await
}

/// The whole period as a file whose name begins with `name`, or all that is with one partner.
async fn file(
    (member, site): (Member, Site),
    (of, name): (Of, &str),
    wanted: &StatementQuery,
) -> Result<Response, Error> {
    let today = site.clock.now().day(&member.exchange.zone);
    let typed = if is_search(wanted) { wanted.q.clone() } else { String::new() };
    let (name, range) = if typed.is_empty() {
        let mut conn = site.db.read().await?;
        let PeriodInBooks { period, range, .. } = books(&mut conn, of, (&member, wanted, today)).await?;
        let when = match period {
            Period::UpTo(today) => today.to_string(),
            Period::Year(_) | Period::Month(_) => [period.query().year, period.query().month].concat(),
        };
        (format!("{name}-{when}.csv"), range)
    } else {
        (format!("{name}-{today}.csv"), Range::ALL)
    };
    csv::file(&name, StatementRows { site, member, of, range, typed }).await
}

/// The entries of a period for a spreadsheet; only those with somebody, if `typed` is not empty.
struct StatementRows {
    site: Site,
    member: Member,
    of: Of,
    range: Range,
    typed: String,
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
        let range = Range { from, ..self.range };
        let part = if self.typed.is_empty() {
            store::first(&mut conn, self.of, range, PART).await?
        } else {
            store::first_with(&mut conn, self.of, &self.typed, (range, PART)).await?
        };
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
    let is_common = place_of(&member.chrome)?.is_common(&code);
    let may_pay_out = is_common && member.may(Right::PayForMembers);
    Ok((Of { scope, account }, WhoseStatement { code, name, may_pay_out }))
}

/// `GET /members/{code}/statement`, asked the same
pub async fn of_member(
    path: MemberStatement,
    Unseen { member, .. }: Unseen<SeeBalances>,
    State(site): State<Site>,
    Query(wanted): Query<StatementQuery>,
) -> Result<Html<String>, Error> {
    let (of, holder) = asked(&member, &site, &path.code).await?;
    page(&member, &site, (of, Some(holder)), &wanted).await
}

/// `GET /members/{code}/statement.csv`, asked the same
pub async fn csv_of_member(
    path: MemberStatementCsv,
    Unseen { member, .. }: Unseen<SeeBalances>,
    State(site): State<Site>,
    Query(wanted): Query<StatementQuery>,
) -> Result<Response, Error> {
    let (of, holder) = asked(&member, &site, &path.code).await?;
    let name: String = holder.code.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
    file((member, site), (of, &name), &wanted).await
}
