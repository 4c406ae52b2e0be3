//! Where a member stands: home and statement.

pub mod store;

use app::statements::pages::{Statement, home_page, statement_page};
use app::time::start_of;
use axum::extract::{Query, State};
use axum::response::{Html, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use crate::actor::{Member, Visitor};
use crate::error::Error;
use crate::members::store as members;
use crate::payments::place_of;
use crate::sheet::{self, sheet};
use crate::site::Site;
use crate::{hosting, tenant};

/// `GET /`: the public page, or home for a member.
pub async fn home(
    visitor: Visitor,
    exchange: tenant::Exchange,
    State(site): State<Site>,
) -> Result<Html<String>, Error> {
    let Some(me) = visitor.member else { return hosting::public(&visitor, &exchange, &site).await };
    let scope = visitor.scope().ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let account = members::account(&mut conn, scope, me.account).await?;
    let entries = store::last(&mut conn, scope, me.account, 8).await?;
    Ok(Html(home_page(&visitor.chrome, place_of(&visitor.chrome)?, &account, &entries)))
}

/// Which month.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Month {
    month: String,
}

impl Month {
    /// Its first day; this month's if nothing readable was sent.
    fn first(&self, today: Date) -> Date {
        let sent = format!("{}-01", self.month).parse::<Date>().ok();
        sent.unwrap_or_else(|| today.first_of_month())
    }
}

async fn load(member: &Member, site: &Site, month: &Month) -> Result<Statement, Error> {
    let zone = &member.exchange.zone;
    let first = month.first(site.clock.now().day(zone));
    let next = first.checked_add(1.month()).map_err(|_| Error::NotFound)?;
    let period = store::Period { from: start_of(first, zone), until: start_of(next, zone) };
    let mut conn = site.db.read().await?;
    let (scope, account) = (member.scope(), member.me.account);
    let entries = store::entries(&mut conn, scope, account, period).await?;
    let before = store::before(&mut conn, scope, account, period.from).await?;
    let later = store::any_from(&mut conn, scope, account, period.until).await?;
    Ok(Statement { month: first, opening: before.unwrap_or(0), entries, earlier: before.is_some(), later })
}

/// `GET /statement?month=2026-11`
pub async fn statement(
    member: Member,
    State(site): State<Site>,
    Query(month): Query<Month>,
) -> Result<Html<String>, Error> {
    let statement = load(&member, &site, &month).await?;
    let mut conn = site.db.read().await?;
    let account = members::account(&mut conn, member.scope(), member.me.account).await?;
    Ok(Html(statement_page(&member.chrome, place_of(&member.chrome)?, &account, &statement)))
}

/// `GET /statement.csv?month=2026-11`
pub async fn csv(member: Member, State(site): State<Site>, Query(month): Query<Month>) -> Result<Response, Error> {
    let statement = load(&member, &site, &month).await?;
    let words = member.chrome.words();
    let head = [
        words.statement_day(),
        words.statement_who(),
        words.check_description(),
        words.statement_amount(),
        words.statement_after(),
        words.receipt_reference(),
    ];
    let unit = &member.exchange.unit;
    let mut rows = vec![head.to_vec()];
    for entry in &statement.entries {
        rows.push(vec![
            entry.booked_at.day(&member.exchange.zone).to_string(),
            sheet::text(&entry.other),
            sheet::text(&entry.description),
            sheet::number(unit, entry.amount),
            sheet::number(unit, entry.balance_after),
            entry.id.to_string(),
        ]);
    }
    let name = format!("{}-{:04}-{:02}.csv", member.exchange.slug, statement.month.year(), statement.month.month());
    sheet(&name, rows)
}
