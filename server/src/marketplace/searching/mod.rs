//! The market as one finds things there: by words, kind and category, the newest first.

pub mod store;

use app::marketplace::market_page::{MarketPage, market_page};
use app::marketplace::{ListingKind, ListingReach};
use app::paths::query::MarketQuery;
use app::roles::{Right, may};
use app::text::folded;
use axum::extract::State;
use axum::response::Html;

use self::store::MarketAsk;
use super::strangers_find_any;
use crate::http::actor::Visitor;
use crate::http::answer::Error;
use crate::http::list::Window;
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::http::work_list::slept_since;
use crate::site::Site;

/// `GET /market?q=&kind=&category=&after=`
pub async fn market(
    visitor: Visitor,
    State(site): State<Site>,
    Query(query): Query<MarketQuery>,
) -> Result<Html<String>, Error> {
    let exchange = visitor.exchange.as_ref().ok_or(Error::NotFound)?;
    let (now, is_member) = (site.clock.now(), visitor.member.is_some() || visitor.glass.is_some());
    let today = now.day(&exchange.zone);
    let ask = MarketAsk {
        today,
        reach: match (is_member, strangers_find_any(exchange)) {
            (true, _) => ListingReach::Own.number(),
            (false, true) => ListingReach::Everybody.number(),
            (false, false) => i64::MAX,
        },
        kind: ListingKind::of_tag(&query.kind).map_or(String::new(), |kind| kind.tag().to_owned()),
        category: query.category.parse().unwrap_or(0),
        folded: folded(&query.q),
        awake_since: slept_since(now, exchange.rules.sleep().ask),
    };
    let scope = visitor.public_scope().ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let mut window = Window::asked(&query.list());
    let mut lines = store::lines(&mut conn, scope, &ask, &window).await?;
    if window.leads_nowhere(&lines) {
        window = Window::first();
        lines = store::lines(&mut conn, scope, &ask, &window).await?;
    }
    let count = store::count(&mut conn, scope, &ask).await?;
    let categories = super::categories::store::all(&mut conn, exchange.id).await?;
    if !(is_member || exchange.rules.public_names()) {
        lines.iter_mut().for_each(|line| line.name.clear());
    }
    let page = window.page(lines);
    let keeps = visitor.offices.iter().any(|role| may(*role, Right::KeepMarket));
    let data = MarketPage { query, page, count, categories, today, is_member, keeps };
    Ok(Html(market_page(&visitor.chrome, place_of(&visitor.chrome)?, data)))
}
