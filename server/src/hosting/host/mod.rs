//! The pages of who runs the installation.
//!
//! Always holds: what they are made of is how many and when, and no member's entry, name or balance.

pub mod store;

use app::hosting::host::{ASLEEP_AFTER, ExchangeHealth, Shown, host_page};
use app::paths::query::ListQuery;
use app::time::Instant;
use axum::extract::State;
use axum::response::Html;
use store::HealthAsk;

use super::asking::store::all_waiting;
use crate::db::DbError;
use crate::http::actor::Host;
use crate::http::answer::Error;
use crate::http::list::{LookFor, Window};
use crate::http::query::Query;
use crate::rules::offices::interim::store::everywhere;
use crate::site::Site;

/// A day, in seconds.
const DAY: i64 = 86_400;

/// `GET /host?q=&show=&after=`
pub async fn page(host: Host, State(site): State<Site>, Query(query): Query<ListQuery>) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let (look_for, shown) = (LookFor::typed(&query.q), Shown::of_tag(&query.show));
    let ask = HealthAsk { look_for, shown, slug: String::new(), asleep_since: asleep_since(&site) };
    let mut window = Window::asked(&query);
    let mut lines = store::health(&mut conn, &ask, &window).await?;
    if window.leads_nowhere(&lines) {
        window = Window::first();
        lines = store::health(&mut conn, &ask, &window).await?;
    }
    let asks = all_waiting(&mut conn).await?;
    let chairs = everywhere(&mut conn).await?;
    Ok(Html(host_page(&host.chrome, (&asks, chairs), query, window.page(lines))))
}

/// Who has not traded since then is asleep.
fn asleep_since(site: &Site) -> Instant {
    site.clock.now().plus_seconds(-ASLEEP_AFTER * DAY)
}

/// How one exchange is doing, if there is one of that address.
///
/// # Errors
/// The database's.
pub(super) async fn health_of(site: &Site, slug: &str) -> Result<Option<ExchangeHealth>, DbError> {
    let mut conn = site.db.read().await?;
    let (look_for, shown) = (LookFor::typed(""), Shown::All);
    let ask = HealthAsk { look_for, shown, slug: slug.to_owned(), asleep_since: asleep_since(site) };
    Ok(store::health(&mut conn, &ask, &Window::first()).await?.pop())
}
