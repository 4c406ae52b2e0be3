//! The installation: its front page, and how an exchange and its members come to be.

pub mod commands;
pub mod set_up;
pub mod store;

use app::hosting::pages::{Card, exchange_page, front_page};
use app::paths::query::ListQuery;
use app::ui::style_page::style_page;
use axum::extract::State;
use axum::response::Html;

use crate::http::actor::Visitor;
use crate::http::answer::Error;
use crate::http::query::Query;
use crate::http::tenant::Exchange;
use crate::sign_in::store::own_balances;
use crate::site::Site;

/// `GET /?q=`
pub async fn front(
    visitor: Visitor,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let cards = store::cards(&mut conn).await?;
    let balances = match &visitor.person {
        Some(person) => own_balances(&mut conn, person.id).await?,
        None => Vec::new(),
    };
    Ok(Html(front_page(&visitor.chrome, query, cards, &balances)))
}

/// The public page of an exchange.
pub(crate) async fn public(visitor: &Visitor, exchange: &Exchange, site: &Site) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let members = store::count_members(&mut conn, exchange.id).await?;
    Ok(Html(exchange_page(&visitor.chrome, &card(exchange, members))))
}

/// `GET /style`, in development
pub async fn style(visitor: Visitor) -> Result<Html<String>, Error> {
    if !visitor.chrome.development {
        return Err(Error::NotFound);
    }
    Ok(Html(style_page(&visitor.chrome)))
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
