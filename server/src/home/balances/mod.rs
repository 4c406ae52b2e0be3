//! Every account of the exchange for its committee: what waits, the table, and the same for a spreadsheet.

pub mod store;

use app::home::Waiting;
use app::home::balances::{Balances, BalancesSort, Show, balances_page};
use app::paths::query::ListQuery;
use app::roles::Right;
use axum::extract::State;
use axum::response::{Html, Response};

use self::store::BalancesAsk;
use crate::http::actor::{Committee, SeeBalances};
use crate::http::answer::Error;
use crate::http::csv::{Cell, Sheet};
use crate::http::list::{LookFor, Window};
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::site::Site;

fn ask(query: &ListQuery) -> BalancesAsk {
    BalancesAsk {
        look_for: LookFor::typed(&query.q),
        show: Show::of_tag(&query.show),
        sort: BalancesSort::of_tag(&query.sort),
    }
}

/// `GET /balances?q=&show=&sort=&after=`
pub async fn page(
    committee: Committee<SeeBalances>,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let member = committee.member;
    let (ask, of) = (ask(&query), (member.scope(), &member.exchange.zone));
    let mut conn = site.db.read().await?;
    let mut window = Window::asked(&query);
    let mut lines = store::balances(&mut conn, of, &ask, &window).await?;
    if window.leads_nowhere(&lines) {
        window = Window::first();
        lines = store::balances(&mut conn, of, &ask, &window).await?;
    }
    let all = store::of_all(&mut conn, member.scope()).await?;
    let favours = crate::home::favours(&mut conn, member.scope(), (member.person.id, site.clock.now())).await?;
    let proposals = crate::home::proposals(&mut conn, member.scope(), member.may(Right::Agree)).await?;
    let data = Balances {
        query,
        page: window.page(lines),
        sum: all.sum,
        waits: Waiting { proposals, favours, ..all.waits() },
        may_set_limits: member.may(Right::SetLimits),
        may_add: member.may(Right::AddMembers),
    };
    Ok(Html(balances_page(&member.chrome, place_of(&member.chrome)?, data)))
}

/// `GET /balances.csv`: the same lines in the same order, all of them.
pub async fn csv(
    committee: Committee<SeeBalances>,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Response, Error> {
    let member = committee.member;
    let (words, unit, ask) = (member.chrome.words(), &member.exchange.unit, ask(&query));
    let mut sheet = Sheet::new([
        Cell::head(&words.balances_account()),
        Cell::head(&words.balances_name()),
        Cell::head(&words.balances_state()),
        Cell::amount_head(words, unit, &words.balances_balance()),
        Cell::amount_head(words, unit, &words.balances_lowest()),
        Cell::amount_head(words, unit, &words.balances_highest()),
        Cell::head(&words.balances_last()),
    ])?;
    let mut conn = site.db.read().await?;
    let mut after = None;
    loop {
        let window = Window::part(after);
        let lines = store::balances(&mut conn, (member.scope(), &member.exchange.zone), &ask, &window).await?;
        let part = window.page(lines);
        for line in &part.lines {
            sheet.row([
                Cell::text(line.code.as_str()),
                Cell::text(&line.name),
                Cell::text(&line.holder_text(words)),
                Cell::amount(unit, line.balance),
                Cell::limit(unit, line.min),
                Cell::limit(unit, line.max),
                Cell::text(&line.last.map_or_else(String::new, |day| day.to_string())),
            ])?;
        }
        after = part.lines.last().filter(|_| part.later).map(|line| line.code.to_string());
        if after.is_none() {
            break;
        }
    }
    let today = site.clock.now().day(&member.exchange.zone);
    sheet.file(&format!("{}-{today}.csv", member.exchange.slug))
}
