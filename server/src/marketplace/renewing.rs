//! Publishing a listing again with the link of the mail, without signing in: programs that look at every link in a mail publish nothing.
//!
//! Always holds: a link is good for the one listing and nothing else; used twice, it is on the market until the same day.

use app::marketplace::renewing::{over_page, renew_page, renewed_page};
use app::marketplace::states::{ListingAct, ListingState, next};
use app::paths::exchange::RenewListing;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;

use super::acts::{ActingOnListing, NotActed, last_day, put};
use super::store;
use super::store::Listing;
use crate::db::Failed;
use crate::http::actor::Visitor;
use crate::http::answer::Error;
use crate::http::tenant::Exchange;
use crate::site::Site;

/// The listing of the link, if it can be published again, and until when that would be.
async fn opened(site: &Site, exchange: &Exchange, token: &str) -> Result<Option<(Listing, Date)>, Error> {
    let mut conn = site.db.read().await?;
    // No key has control characters, and PostgreSQL takes no NUL.
    if token.contains(char::is_control) {
        return Ok(None);
    }
    let listing = store::by_key(&mut conn, (exchange.id, token)).await?;
    let listing = listing.filter(|one| next(one.state, ListingAct::Renew, false) == Ok(Some(ListingState::Live)));
    let today = site.clock.now().day(&exchange.zone);
    Ok(listing.map(|one| {
        let until = last_day(&exchange.rules, one.asked.kind, today);
        (one, until)
    }))
}

/// `GET /listings/renew/{token}`: asks.
pub async fn form(path: RenewListing, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    let exchange = visitor.exchange.as_ref().ok_or(Error::NotFound)?;
    Ok(match opened(&site, exchange, &path.token).await? {
        Some((listing, until)) => {
            Html(renew_page(&visitor.chrome, &path.token, (&listing.asked.title, until))).into_response()
        }
        None => (StatusCode::NOT_FOUND, Html(over_page(&visitor.chrome))).into_response(),
    })
}

/// `POST /listings/renew/{token}`: publishes it again. Whatever is sent with it is not looked at.
pub async fn renew(path: RenewListing, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    let exchange = visitor.exchange.as_ref().ok_or(Error::NotFound)?;
    let Some((listing, until)) = opened(&site, exchange, &path.token).await? else {
        return Ok((StatusCode::NOT_FOUND, Html(over_page(&visitor.chrome))).into_response());
    };
    let now = site.clock.now();
    let rules = (&exchange.rules, now, now.day(&exchange.zone));
    let acting = ActingOnListing::new((listing.id, listing.member), ListingAct::Renew, rules);
    let work = (exchange.id, acting);
    match site.db.write(work, async |tx, (exchange, acting)| put(tx, *exchange, acting).await).await {
        Ok(_) => Ok(Html(renewed_page(&visitor.chrome, (&listing.asked.title, until))).into_response()),
        Err(Failed::Refused(NotActed::NotSo | NotActed::Gone)) => {
            Ok((StatusCode::NOT_FOUND, Html(over_page(&visitor.chrome))).into_response())
        }
        Err(Failed::Db(error)) => Err(error.into()),
    }
}
