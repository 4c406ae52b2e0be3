//! The public page of an exchange, for whoever is no member of it.

use app::home::public::{PublicPage, public_page};
use app::hosting::pages::Card;
use axum::response::Html;

use crate::http::actor::Visitor;
use crate::http::answer::Error;
use crate::http::tenant::Exchange;
use crate::site::Site;
use crate::{hosting, messages};

/// `GET /`, for anybody.
pub(super) async fn page(visitor: &Visitor, exchange: &Exchange, site: &Site) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let members = hosting::store::count_members(&mut conn, exchange.id).await?;
    let officers = messages::officers_of(&mut conn, exchange.id).await?;
    let (rate, who_may_join) = (exchange.rules.decided_rate(), exchange.rules.who_may_join());
    let page = PublicPage { card: card(exchange, members), rate, officers, who_may_join };
    Ok(Html(public_page(&visitor.chrome, &page)))
}

fn card(exchange: &Exchange, members: i64) -> Card {
    Card {
        slug: exchange.slug.clone(),
        name: exchange.name.clone(),
        description: exchange.description.clone(),
        area: exchange.area.clone(),
        unit: exchange.unit.clone(),
        members,
        hue: exchange.hue,
    }
}
