//! The marketplace: what members offer and look for, found by members and, where its member says so, by everybody.
//!
//! Always holds: a listing is seen while it is on the market, its day is not over, and its member takes part; a stranger finds what reaches
//! everybody, and reads a name only where the exchange decided so; whatever else is not there for who may not see it.

pub mod acts;
pub mod categories;
pub mod first;
pub mod job;
pub mod moderating;
pub mod renewing;
pub mod searching;
pub mod store;
pub mod writing;

use app::ids::{ListingId, MemberId};
use app::marketplace::ListingReach;
use app::marketplace::categories::Category;
use app::marketplace::own_page::own_page;
use app::marketplace::page::{ListingReader, ListingSeen, ListingWhose, listing_page};
use app::marketplace::states::{ListingState, is_over};
use app::paths::exchange::Listing as ListingPath;
use app::roles::Right;
use app::ui::FieldError;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;

use self::store::Listing;
use crate::http::actor::{Member, Visitor};
use crate::http::answer::Error;
use crate::http::reader::place_of;
use crate::http::tenant::Exchange;
use crate::site::Site;

/// `GET /listings`: one's own.
pub async fn own(member: Member, State(site): State<Site>) -> Result<Html<String>, Error> {
    if member.me.id == MemberId(0) {
        return Err(Error::NotFound);
    }
    let mut conn = site.db.read().await?;
    let own = store::own(&mut conn, (member.scope(), member.me.id)).await?;
    let today = site.clock.now().day(&member.exchange.zone);
    Ok(Html(own_page(&member.chrome, place_of(&member.chrome)?, own, today)))
}

/// `GET /listings/{listing}`
pub async fn one(path: ListingPath, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    let exchange = visitor.exchange.clone().ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let id = path.listing.parse().map_err(|_| Error::NotFound)?;
    let listing = store::one(&mut conn, (exchange.id, id)).await?.ok_or(Error::NotFound)?;
    let today = site.clock.now().day(&exchange.zone);
    let keeps = visitor.offices.iter().any(|role| app::roles::may(*role, Right::KeepMarket));
    let reader = match visitor.member {
        Some(me) if me.id == listing.member => ListingReader::Own,
        Some(_) => ListingReader::Member { keeps },
        None if visitor.glass.is_some() => ListingReader::Member { keeps: false },
        None => ListingReader::Stranger,
    };
    let is_shut = reader == ListingReader::Stranger && !strangers_find_any(&exchange);
    if is_shut || !may_see(&listing, reader, today) {
        return Err(Error::NotFound);
    }
    let categories = self::categories::store::all(&mut conn, exchange.id).await?;
    let mut seen = seen(listing, &exchange, &categories);
    if reader == ListingReader::Stranger {
        seen.whose = seen.whose.filter(|_| exchange.rules.public_names());
        seen.whose.iter_mut().for_each(|whose| whose.phone.clear());
    }
    shown(&visitor.chrome, (&seen, reader), (today, &[]))
}

fn shown(
    chrome: &app::ui::Chrome,
    (seen, reader): (&ListingSeen, ListingReader),
    (today, errors): (Date, &[FieldError]),
) -> Result<Response, Error> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = listing_page(chrome, place_of(chrome)?, (seen, reader), (today, errors));
    Ok((status, Html(page)).into_response())
}

/// Whether strangers find anything here: only while the exchange lets listings reach them, whatever reach a listing was given before.
fn strangers_find_any(exchange: &Exchange) -> bool {
    exchange.rules.listing_reach() == ListingReach::Everybody
}

/// Whether it is on the market that day.
pub fn is_on_the_market(listing: &Listing, today: Date) -> bool {
    listing.state == ListingState::Live && !is_over(listing.until, today) && listing.takes_part
}

fn may_see(listing: &Listing, reader: ListingReader, today: Date) -> bool {
    let on_the_market = is_on_the_market(listing, today);
    match reader {
        ListingReader::Own => true,
        ListingReader::Member { keeps } => on_the_market || (keeps && listing.state != ListingState::Draft),
        ListingReader::Stranger => on_the_market && listing.asked.reach == ListingReach::Everybody,
    }
}

/// A listing as a page shows it.
fn seen(listing: Listing, exchange: &Exchange, categories: &[Category]) -> ListingSeen {
    let category = categories.iter().find(|one| one.id == listing.asked.category && one.id != 0);
    ListingSeen {
        id: listing.id,
        category: category.map_or(String::new(), |one| one.full_name(categories)),
        state: listing.state,
        until: listing.until,
        since: (listing.listed_at.0 > 0).then(|| listing.listed_at.day(&exchange.zone)),
        whose: Some(ListingWhose { name: listing.name, code: listing.code, phone: listing.phone }),
        asked: listing.asked,
        unit: exchange.unit.clone(),
    }
}

/// A listing of the path that is this member's; else it is not there.
async fn own_one(site: &Site, (exchange, member): (&Exchange, MemberId), path: &str) -> Result<Listing, Error> {
    let id: ListingId = path.parse().map_err(|_| Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let listing = store::one(&mut conn, (exchange.id, id)).await?;
    listing.filter(|listing| listing.member == member).ok_or(Error::NotFound)
}

/// A listing of the path that this member finds on the market, or the committee beside it; else it is not there.
async fn found(site: &Site, member: &Member, path: &str) -> Result<Listing, Error> {
    let id: ListingId = path.parse().map_err(|_| Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let listing = store::one(&mut conn, (member.exchange.id, id)).await?.ok_or(Error::NotFound)?;
    let today = site.clock.now().day(&member.exchange.zone);
    let reader = ListingReader::Member { keeps: member.may(Right::KeepMarket) };
    if may_see(&listing, reader, today) { Ok(listing) } else { Err(Error::NotFound) }
}
