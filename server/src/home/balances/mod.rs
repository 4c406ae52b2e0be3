//! Every account of the exchange for its committee: what waits, the table, and the same for a spreadsheet.

pub mod store;

use app::home::Waiting;
use app::home::balances::{Balances, BalancesSort, Show, balances_page};
use app::paths::query::ListQuery;
use app::roles::Right;
use app::subscriptions::SubscriptionTerms;
use app::time::Instant;
use app::words::Language;
use axum::extract::State;
use axum::response::{Html, Response};

use self::store::BalancesAsk;
use crate::http::actor::{Committee, Member, SeeBalances};
use crate::http::answer::Error;
use crate::http::csv::{self, Cell, Sheet, SheetRows};
use crate::http::list::{LookFor, Window};
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::http::work_list::slept_since;
use crate::site::Site;

fn ask(query: &ListQuery, (member, now): (&Member, Instant)) -> BalancesAsk {
    BalancesAsk {
        look_for: LookFor::typed(&query.q),
        show: Show::of_tag(&query.show),
        sort: BalancesSort::of_tag(&query.sort),
        asleep_since: slept_since(now, member.exchange.rules.sleep().list),
    }
}

/// `GET /balances?q=&show=&sort=&after=`
pub async fn page(
    committee: Committee<SeeBalances>,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let member = committee.member;
    let (ask, of) = (ask(&query, (&member, site.clock.now())), (member.scope(), &member.exchange.zone));
    let mut conn = site.db.read().await?;
    let mut window = Window::asked(&query);
    let mut lines = store::balances(&mut conn, of, &ask, &window).await?;
    if window.leads_nowhere(&lines) {
        window = Window::first();
        lines = store::balances(&mut conn, of, &ask, &window).await?;
    }
    let all = store::of_all(&mut conn, member.scope()).await?;
    let (found, sum) = if ask.is_for_all() {
        (None, all.sum)
    } else {
        let (found, sum) = store::of_found(&mut conn, member.scope(), &ask).await?;
        (Some(found), sum)
    };
    let favours = crate::home::favours(&mut conn, member.scope(), (member.person.id, site.clock.now())).await?;
    let proposals = crate::home::proposals(&mut conn, member.scope(), member.may(Right::Agree)).await?;
    let unreached = store::unreached(&mut conn, member.scope()).await?;
    let shift = if ask.is_for_all() { store::shift(&mut conn, member.scope()).await? } else { Vec::new() };
    let data = Balances {
        shift,
        query,
        page: window.page(lines),
        found,
        sum,
        waits: Waiting { proposals, favours, unreached, ..all.waits() },
        has_subscriptions: SubscriptionTerms::of(&member.exchange.rules).is_some(),
        may_set_limits: member.may(Right::SetLimits),
        may_add: member.may(Right::AddMembers),
        may_pay_out: member.may(Right::PayForMembers),
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
    let now = site.clock.now();
    let today = now.day(&member.exchange.zone);
    let ask = ask(&query, (&member, now));
    let name = format!("{}-{today}.csv", member.exchange.slug);
    csv::file(&name, BalanceRows { site, member, ask }).await
}

/// The accounts for a spreadsheet.
struct BalanceRows {
    site: Site,
    member: Member,
    ask: BalancesAsk,
}

impl SheetRows for BalanceRows {
    type Edge = String;

    fn language(&self) -> Language {
        self.member.chrome.language
    }

    fn heads(&self) -> Vec<Cell> {
        let (words, unit) = (self.member.chrome.words(), &self.member.exchange.unit);
        vec![
            Cell::head(&words.balances_account()),
            Cell::head(&words.balances_name()),
            Cell::head(&words.balances_state()),
            Cell::amount_head(words, unit, &words.balances_balance()),
            Cell::amount_head(words, unit, &words.balances_lowest()),
            Cell::amount_head(words, unit, &words.balances_highest()),
            Cell::head(&words.balances_last()),
        ]
    }

    async fn part(&self, sheet: &mut Sheet, after: Option<String>) -> Result<Option<String>, Error> {
        let Member { chrome, exchange, .. } = &self.member;
        let window = Window::part(after);
        let mut conn = self.site.db.read().await?;
        let lines = store::balances(&mut conn, (self.member.scope(), &exchange.zone), &self.ask, &window).await?;
        let part = window.page(lines);
        for line in &part.lines {
            sheet.row([
                Cell::text(line.code.as_str()),
                Cell::text(&line.name),
                Cell::text(&line.holder_text(chrome.words())),
                Cell::amount(&exchange.unit, line.stands.balance),
                Cell::limit(&exchange.unit, line.stands.min),
                Cell::limit(&exchange.unit, line.stands.max),
                Cell::text(&line.last.map_or_else(String::new, |day| day.to_string())),
            ])?;
        }
        Ok(part.lines.last().filter(|_| part.later).map(|line| line.code.to_string()))
    }
}
