//! The pages of who runs the installation.
//!
//! Always holds: what they are made of is how many and when, and no member's entry, name or balance.

pub mod store;

use app::hosting::host::{ASLEEP_AFTER, Shown, host_page};
use app::paths::query::ListQuery;
use axum::extract::State;
use axum::response::Html;
use store::HealthAsk;

use crate::http::actor::Host;
use crate::http::answer::Error;
use crate::http::list::{LookFor, Window};
use crate::http::query::Query;
use crate::site::Site;

/// A day, in seconds.
const DAY: i64 = 86_400;

/// `GET /host?q=&show=&after=`
pub async fn page(host: Host, State(site): State<Site>, Query(query): Query<ListQuery>) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let ask = HealthAsk {
        look_for: LookFor::typed(&query.q),
        shown: Shown::of_tag(&query.show),
        asleep_since: site.clock.now().plus_seconds(-ASLEEP_AFTER * DAY),
    };
    let mut window = Window::asked(&query);
    let mut lines = store::health(&mut conn, &ask, &window).await?;
    if window.leads_nowhere(&lines) {
        window = Window::first();
        lines = store::health(&mut conn, &ask, &window).await?;
    }
    Ok(Html(host_page(&host.chrome, query, window.page(lines))))
}
