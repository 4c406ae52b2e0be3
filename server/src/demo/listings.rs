//! The market of a demo exchange: its categories, and what its members offer and look for.

use app::demo::{DemoExchange, DemoListing};
use app::ids::{ListingId, MemberId};
use app::ledger::Unit;
use app::marketplace::categories::{Category, planned, starters};
use app::marketplace::forms::ListingAsked;
use app::marketplace::price::Price;
use app::marketplace::states::ListingState;
use app::marketplace::{ListingKind, ListingReach};
use app::time::Instant;
use jiff::ToSpan as _;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::scene::{DemoWho, Scene, Untold, nobody};
use crate::clock::{fresh_key, fresh_transfer_id};
use crate::db::Tx;
use crate::http::tenant::Exchange;
use crate::marketplace::acts::last_day;
use crate::marketplace::job::{TellingOfEnd, fresh_renew_key, tell};
use crate::marketplace::store::{self, EndingListing};
use crate::marketplace::{categories, moderating::store as reports};

/// What was reported, by whom, and why.
const REPORTED: (&str, usize, &str) =
    ("Firewood, split and stacked", 4, "It was half a cubic metre that came, and the page says a whole one.");

/// Everything about the market of one of them that is made before the transaction.
pub(super) struct DemoMarket {
    categories: Vec<Category>,
    /// Each with its id and number, and what would publish it again.
    listings: Vec<(DemoListing, ListingId, i64, String)>,
}

/// Puts what everybody offers and looks for on the markets.
pub(super) async fn offer(tx: &mut Tx, scene: &Scene<'_>, markets: &[DemoMarket]) -> Result<(), Untold> {
    for (place, market) in scene.places.iter().zip(markets) {
        market.fill(tx, (&place.exchange, &place.members), scene.now).await?;
    }
    Ok(())
}

impl DemoMarket {
    /// Of that one.
    pub(super) fn of(exchange: &DemoExchange) -> Self {
        let words = exchange.language.words();
        let text = if exchange.slug == "puerto" { words.market_starters_business() } else { words.market_starters() };
        let lines = starters(&text);
        let keyed = |one: DemoListing| (one, ListingId(fresh_transfer_id().0), fresh_key(), fresh_renew_key());
        Self {
            categories: planned(&[], &lines, lines.iter().map(|_| fresh_key())),
            listings: exchange.listings().into_iter().map(keyed).collect(),
        }
    }

    /// Puts all of it there, as it came about in the weeks before now.
    pub(super) async fn fill(
        &self,
        tx: &mut Tx,
        (exchange, members): (&Exchange, &[Option<DemoWho>]),
        now: Instant,
    ) -> Result<(), Untold> {
        categories::store::write(tx, exchange.id, &self.categories).await?;
        let today = now.day(&exchange.zone);
        for (nth, (one, id, number, key)) in (0_i64..).zip(&self.listings) {
            let who = members.get(one.member).and_then(Option::as_ref).ok_or_else(nobody)?;
            let asked = self.asked(one, exchange, &who.payee.candidate.area);
            let listed = now.plus_seconds(-86_400 * (1 + (nth * 11) % 50) - 977 * nth);
            let category = self.categories.iter().find(|category| category.id == asked.category);
            let sought = asked.sought(&category.map_or(String::new(), |one| one.full_name(&self.categories)));
            let at = (exchange.id, *id);
            let member: MemberId = who.payee.member;
            store::insert(tx, (at, *number, member), (&asked, sought), (who.person, listed)).await?;
            let becomes = match one.state {
                "draft" => continue,
                "waiting" => ListingState::Waiting,
                _ => ListingState::Live,
            };
            let until = match one.state {
                "soon" => Some(today.saturating_add(4.days())),
                "live" => Some(last_day(&exchange.rules, asked.kind, listed.day(&exchange.zone))),
                _ => None,
            };
            store::become_state(tx, at, (ListingState::Draft, becomes), (until, listed)).await?;
            if let Some(until) = until.filter(|_| one.state == "soon") {
                let until = until.to_string();
                let listing = EndingListing { listing_id: *id, account_id: who.payee.account, until };
                let told = now.plus_seconds(-86_400);
                tell(tx, &TellingOfEnd { exchange: exchange.id, listing, key: key.clone(), at: told }).await?;
            }
            let (title, by, why) = REPORTED;
            if let Some(by) = members.get(by).and_then(Option::as_ref).filter(|_| one.title == title) {
                reports::tell(tx, at, (by.person, why, now.plus_seconds(-2 * 86_400))).await?;
            }
        }
        Ok(())
    }

    fn asked(&self, one: &DemoListing, exchange: &Exchange, area: &str) -> ListingAsked {
        let category = self.categories.iter().find(|category| category.name == one.category);
        let reach = ListingReach::of_tag(one.reach).unwrap_or(ListingReach::Own).min(exchange.rules.listing_reach());
        ListingAsked {
            kind: ListingKind::of_tag(one.kind).unwrap_or(ListingKind::Offer),
            title: one.title.to_owned(),
            text: one.text.clone(),
            category: category.map_or(0, |category| category.id),
            price: price(one.price, &exchange.unit),
            area: area.to_owned(),
            reach,
        }
    }
}

/// As it is written, in smallest parts.
fn price(written: &str, unit: &Unit) -> Price {
    let parts = |units: &str| {
        let units = units.parse::<Decimal>().ok()?;
        (units * Decimal::from(unit.parts())).to_i64()
    };
    match written.strip_suffix("/h") {
        Some(units) => parts(units).map_or(Price::Open, Price::Hour),
        None => parts(written).map_or(Price::Open, Price::Whole),
    }
}
