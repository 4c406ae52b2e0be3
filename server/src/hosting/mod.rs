//! The installation: its front page, and how an exchange and its members come to be. The page of an exchange is in `home`.

pub mod asking;
pub mod chair;
pub mod commands;
pub mod found;
pub mod glass;
pub mod holding;
pub mod host;
pub mod opening;
pub mod set_up;
pub mod store;

use app::hosting::pages::front_page;
use app::paths::query::ListQuery;
use app::ui::style_page::style_page;
use axum::extract::State;
use axum::response::Html;
use store::CardsAsk;

use crate::http::actor::Visitor;
use crate::http::answer::Error;
use crate::http::list::{LookFor, Window};
use crate::http::query::Query;
use crate::sign_in::store::own_balances;
use crate::site::Site;

/// `GET /?q=&after=`
pub async fn front(
    visitor: Visitor,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let ask = CardsAsk { look_for: LookFor::typed(&query.q), language: visitor.chrome.language };
    let mut window = Window::asked(&query);
    let mut cards = store::cards(&mut conn, &ask, &window).await?;
    if window.leads_nowhere(&cards) {
        window = Window::first();
        cards = store::cards(&mut conn, &ask, &window).await?;
    }
    let balances = match &visitor.person {
        Some(person) => own_balances(&mut conn, person.id).await?,
        None => Vec::new(),
    };
    Ok(Html(front_page(&visitor.chrome, query, window.page(cards), &balances)))
}

/// `GET /style`, in development
pub async fn style(visitor: Visitor) -> Result<Html<String>, Error> {
    if !visitor.chrome.development {
        return Err(Error::NotFound);
    }
    Ok(Html(style_page(&visitor.chrome)))
}
