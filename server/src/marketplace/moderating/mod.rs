//! Telling the committee of a listing, and what the committee decides: it is seen, or it is taken off.
//!
//! Always holds: a person tells once until it is decided; nobody decides about a listing of their own, or hears who told.

pub mod store;

use app::forms::{PAGE, numbered};
use app::ids::ListingId;
use app::journal::What;
use app::marketplace::ListingKind;
use app::marketplace::moderating::{
    ListingReport, ModerateForm, ReportForm, moderate_page, report_page, reported_page,
};
use app::marketplace::page::ListingSeen;
use app::marketplace::states::{ListingAct, ListingState, next};
use app::notices::NoticeKind;
use app::paths::exchange::{ModerateListing, ReportListing, Work};
use app::time::Instant;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;

use self::store as reports;
use super::acts::last_day;
use super::store::Listing;
use super::{found, seen, store as listings};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{Committee, KeepMarket, Member};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::notices::{self, NewNotice};
use crate::site::Site;

/// `GET /listings/{listing}/report`
pub async fn report_form(path: ReportListing, member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let listing = others(&site, &member, &path.listing).await?;
    Ok(report(&member, &listing, &ReportForm::default(), &[]))
}

/// Somebody else's: of one's own there is nothing to tell.
async fn others(site: &Site, member: &Member, path: &str) -> Result<Listing, Error> {
    let listing = found(site, member, path).await?;
    if listing.member == member.me.id { Err(Error::NotFound) } else { Ok(listing) }
}

/// The page; 422 with errors.
fn report(member: &Member, listing: &Listing, form: &ReportForm, errors: &[FieldError]) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = report_page(&member.chrome, (listing.id, &listing.asked.title), form, errors);
    (status, Html(page)).into_response()
}

/// `POST /listings/{listing}/report`
pub async fn tell(
    path: ReportListing,
    member: Member,
    State(site): State<Site>,
    Form(form): Form<ReportForm>,
) -> Result<Response, Error> {
    let listing = others(&site, &member, &path.listing).await?;
    let why = match form.parse(member.chrome.language) {
        Ok(why) => why,
        Err(errors) => return Ok(report(&member, &listing, &form, &errors)),
    };
    let work = ((member.exchange.id, listing.id), (member.person.id, why, site.clock.now()));
    let told = site.db.write(work, async |tx, (key, (by, why, at))| -> Result<(), DbError> {
        // It may be thrown away by now.
        match listings::hold(tx, *key).await? {
            Some(_) => reports::tell(tx, *key, (*by, why, *at)).await,
            None => Ok(()),
        }
    });
    told.await?;
    Ok(Html(reported_page(&member.chrome, listing.id)).into_response())
}

/// What the committee sees of one.
struct AboutListing {
    seen: ListingSeen,
    reports: Vec<ListingReport>,
    is_own: bool,
}

async fn about(site: &Site, member: &Member, path: &str) -> Result<AboutListing, Error> {
    let listing = found(site, member, path).await?;
    let is_own = member.own.iter().any(|(mine, _)| mine.id == listing.member);
    let mut conn = site.db.read().await?;
    let reports = reports::open(&mut conn, (member.exchange.id, listing.id)).await?;
    let zone = &member.exchange.zone;
    let said =
        reports.into_iter().map(|one| ListingReport { name: one.name, why: one.why, day: one.told_at.day(zone) });
    let reports = said.collect();
    let categories = super::categories::store::all(&mut conn, member.exchange.id).await?;
    Ok(AboutListing { seen: seen(listing, &member.exchange, &categories), reports, is_own })
}

impl AboutListing {
    /// The page; 422 with errors.
    fn show(&self, member: &Member, form: &ModerateForm, errors: &[FieldError]) -> Response {
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let page = moderate_page(&member.chrome, (&self.seen, &self.reports), form, errors);
        (status, Html(page)).into_response()
    }
}

/// `GET /listings/{listing}/decide`
pub async fn form(
    path: ModerateListing,
    committee: Committee<KeepMarket>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let about = about(&site, &committee.member, &path.listing).await?;
    let form = ModerateForm { id: fresh_key().to_string(), ..ModerateForm::default() };
    Ok(about.show(&committee.member, &form, &[]))
}

/// A decision about to be written.
struct DecidingListing {
    id: ListingId,
    what: ListingAct,
    until: [Date; 2],
    account: app::ids::AccountId,
    act: Act,
}

/// Why nothing was decided.
enum ListingNotDecided {
    /// That cannot be done with it as it is.
    NotSo,
    /// The form's key stands for something else.
    Other,
    /// It is not there any more.
    Gone,
}

impl From<OtherAct> for ListingNotDecided {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// `POST /listings/{listing}/decide`: at once; the same form again decides nothing more.
pub async fn decide(
    path: ModerateListing,
    committee: Committee<KeepMarket>,
    State(site): State<Site>,
    Form(form): Form<ModerateForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let about = about(&site, &member, &path.listing).await?;
    let (words, language) = (member.chrome.words(), member.chrome.language);
    let at_head = |message: String| vec![FieldError { field: PAGE, message }];
    if about.is_own {
        return Ok(about.show(&member, &form, &at_head(words.market_decide_own())));
    }
    let (id, (what, why)) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = ModerateForm { id: journal::number(&form.id), ..form };
            return Ok(about.show(&member, &form, &errors));
        }
    };
    match site.db.write(plan(&member, &site, &about, (id, what, why)).await?, put).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            Ok(with_flash(&site, &member.chrome.href(&Work), Flash::Saved))
        }
        Err(Failed::Refused(ListingNotDecided::NotSo)) => {
            Ok(about.show(&member, &form, &at_head(words.market_not_so())))
        }
        Err(Failed::Refused(ListingNotDecided::Other)) => Err(Error::Conflict),
        Err(Failed::Refused(ListingNotDecided::Gone)) => Err(Error::NotFound),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

async fn plan(
    member: &Member,
    site: &Site,
    about: &AboutListing,
    (id, what, why): (i64, ListingAct, String),
) -> Result<DecidingListing, Error> {
    let at: Instant = site.clock.now();
    let mut conn = site.db.read().await?;
    let listing = listings::one(&mut conn, (member.exchange.id, about.seen.id)).await?.ok_or(Error::NotFound)?;
    let act =
        Act::new(What::Listing, (member.exchange.id, id), (member.person.id, at)).asking(&(listing.id, what, &why));
    let (rules, today) = (&member.exchange.rules, at.day(&member.exchange.zone));
    Ok(DecidingListing {
        id: listing.id,
        what,
        until: [ListingKind::Offer, ListingKind::Want].map(|kind| last_day(rules, kind, today)),
        account: listing.account,
        act: Act { object: listing.code.to_string(), why, ..act },
    })
}

async fn put(tx: &mut Tx, work: &DecidingListing) -> Result<(), Failed<ListingNotDecided>> {
    let DecidingListing { id, what, until, account, act } = work;
    let key = (act.exchange, *id);
    let stands = listings::hold(tx, key).await?;
    if journal::begin::<Failed<ListingNotDecided>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    let stands = stands.ok_or(Failed::Refused(ListingNotDecided::Gone))?;
    let becomes = next(stands.state, *what, false).ok().flatten().ok_or(Failed::Refused(ListingNotDecided::NotSo))?;
    if becomes != stands.state {
        let [offer, want] = *until;
        let until = if stands.asked.kind == ListingKind::Offer { offer } else { want };
        let until = (becomes == ListingState::Live).then_some(until);
        listings::become_state(tx, key, (stands.state, becomes), (until, act.at)).await?;
    }
    reports::close(tx, key, act.at).await?;
    let (was, becomes) = (stands.state.tag().to_owned(), becomes.tag().to_owned());
    let is_news = was != becomes;
    journal::record(tx, &Act { was, becomes, ..act.clone() }).await?;
    if is_news {
        let told = NewNotice {
            exchange: act.exchange,
            account: *account,
            kind: NoticeKind::ListingDecided,
            object: act.id.to_string(),
            pair: String::new(),
            at: act.at,
        };
        notices::tell(tx, &[told]).await?;
    }
    Ok(())
}
