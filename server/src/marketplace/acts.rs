//! What a member does with a listing of theirs: puts it on the market, takes it off, has it for as long again, throws it away.
//!
//! Always holds: a button that is pressed twice does once what it says; what is counted from today is counted in the exchange's days.

use app::ids::{ListingId, MemberId};
use app::journal::What;
use app::marketplace::states::{ListingAct, ListingState, next};
use app::marketplace::{ListingKind, Moderation};
use app::paths::exchange::{Listing as ListingPath, Listings};
use app::rules::in_force::RulesInForce;
use app::time::Instant;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;

use super::{own_one, seen, shown, store};
use crate::clock::fresh_key;
use crate::db::{Failed, Tx};
use crate::http::actor::Member;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::journal::{self, Act};
use crate::site::Site;
use app::forms::PAGE;
use app::marketplace::page::ListingReader;

/// Which button was pressed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListingActForm {
    act: String,
}

/// Until when a listing is on the market that begins or begins again on a day.
pub fn last_day(rules: &RulesInForce, kind: ListingKind, today: Date) -> Date {
    let months = if kind == ListingKind::Offer { rules.offer_months() } else { rules.want_months() };
    today.saturating_add(months.months())
}

/// All that an act takes.
#[derive(Clone, Debug)]
pub struct ActingOnListing {
    /// Which.
    pub id: ListingId,
    /// Whose it must be.
    pub member: MemberId,
    /// What is done.
    pub what: ListingAct,
    /// When the committee looks at listings.
    pub moderation: Moderation,
    /// The last day of an offer and of a want that begins now.
    pub until: [Date; 2],
    /// When.
    pub at: Instant,
    /// The journal's line of what is done on a member's behalf.
    pub act: Option<Act>,
}

impl ActingOnListing {
    /// Of those rules, on that day, by nobody else than its member.
    pub fn new(
        (id, member): (ListingId, MemberId),
        what: ListingAct,
        (rules, at, today): (&RulesInForce, Instant, Date),
    ) -> Self {
        let until = [ListingKind::Offer, ListingKind::Want].map(|kind| last_day(rules, kind, today));
        Self { id, member, what, moderation: rules.moderation(), until, at, act: None }
    }
}

/// Why nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotActed {
    /// That cannot be done with it as it is.
    NotSo,
    /// It is not there, or is somebody else's.
    Gone,
}

/// `POST /listings/{listing}`
pub async fn act(
    path: ListingPath,
    member: Member,
    State(site): State<Site>,
    Form(form): Form<ListingActForm>,
) -> Result<Response, Error> {
    let listing = own_one(&site, (&member.exchange, member.me.id), &path.listing).await?;
    let today = site.clock.now().day(&member.exchange.zone);
    let Some(what) = ListingAct::of_tag(&form.act, false) else {
        return not_so(&member, &site, &path, member.chrome.words().form_choice()).await;
    };
    let rules = (&member.exchange.rules, site.clock.now(), today);
    let mut acting = ActingOnListing::new((listing.id, member.me.id), what, rules);
    if member.on_behalf {
        let line = Act::new(What::Listing, (member.exchange.id, fresh_key()), (member.person.id, acting.at));
        acting.act = Some(Act { object: listing.code.to_string(), on_behalf_of: member.me.id, ..line });
    }
    match site
        .db
        .write((member.exchange.id, acting), async |tx, (exchange, acting)| put(tx, *exchange, acting).await)
        .await
    {
        Ok(None) => Ok(with_flash(&site, &member.chrome.href(&Listings), Flash::Saved)),
        Ok(Some(_)) => Ok(with_flash(&site, &member.chrome.href(&path), Flash::Saved)),
        Err(Failed::Refused(NotActed::NotSo)) => {
            not_so(&member, &site, &path, member.chrome.words().market_not_so()).await
        }
        Err(Failed::Refused(NotActed::Gone)) => Err(Error::NotFound),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// The page as it stands now, with why nothing was done.
async fn not_so(member: &Member, site: &Site, path: &ListingPath, message: String) -> Result<Response, Error> {
    let listing = own_one(site, (&member.exchange, member.me.id), &path.listing).await?;
    let today = site.clock.now().day(&member.exchange.zone);
    let mut conn = site.db.read().await?;
    let categories = super::categories::store::all(&mut conn, member.exchange.id).await?;
    let seen = seen(listing, &member.exchange, &categories);
    shown(&member.chrome, (&seen, ListingReader::Own), (today, &[FieldError { field: PAGE, message }]))
}

/// Does it, in the caller's transaction: what the listing is then; none if it was thrown away.
///
/// # Errors
/// [`NotActed`].
pub async fn put(
    tx: &mut Tx,
    exchange: app::ids::ExchangeId,
    acting: &ActingOnListing,
) -> Result<Option<ListingState>, Failed<NotActed>> {
    let key = (exchange, acting.id);
    let stands = store::hold(tx, key).await?.filter(|stands| stands.member == acting.member);
    let Some(stands) = stands else {
        // Thrown away twice, it is gone.
        let is_gone = acting.what == ListingAct::Discard;
        return if is_gone { Ok(None) } else { Err(Failed::Refused(NotActed::Gone)) };
    };
    let looked_at = match acting.moderation {
        Moderation::After => false,
        Moderation::Before => true,
        Moderation::First => !store::was_seen(tx.conn(), (exchange, acting.member)).await?,
    };
    let becomes = next(stands.state, acting.what, looked_at).map_err(|_| Failed::Refused(NotActed::NotSo))?;
    let Some(becomes) = becomes else {
        store::delete(tx, key).await?;
        record(tx, acting, (stands.state, "")).await?;
        return Ok(None);
    };
    let begins = becomes == ListingState::Live && (stands.state != becomes || acting.what == ListingAct::Renew);
    if begins || becomes != stands.state {
        let [offer, want] = acting.until;
        let until = if stands.asked.kind == ListingKind::Offer { offer } else { want };
        store::become_state(tx, key, (stands.state, becomes), (begins.then_some(until), acting.at)).await?;
        record(tx, acting, (stands.state, becomes.tag())).await?;
    }
    Ok(Some(becomes))
}

async fn record(
    tx: &mut Tx,
    acting: &ActingOnListing,
    (was, becomes): (ListingState, &str),
) -> Result<(), Failed<NotActed>> {
    if let Some(act) = &acting.act {
        journal::record(tx, &Act { was: was.tag().to_owned(), becomes: becomes.to_owned(), ..act.clone() }).await?;
    }
    Ok(())
}
