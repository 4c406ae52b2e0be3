//! Writing a listing, and changing what it says.
//!
//! Always holds: a form makes one listing, a draft, and sent again leads to it; a change names the version that its page showed, and of two at
//! once the second is shown what it typed and told of the other.

use app::forms::PAGE;
use app::ids::{ListingId, MemberId};
use app::journal::What;
use app::marketplace::categories::Category;
use app::marketplace::form_page::{ListingFormPage, listing_form_page};
use app::marketplace::forms::{ListingAround, ListingAsked, ListingForm};
use app::marketplace::states::when_changed;
use app::marketplace::{ListingKind, Moderation};
use app::paths::exchange::{EditListing, Listing as ListingPath};
use app::paths::query::NewListingQuery;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::{own_one, store};
use crate::clock::{fresh_key, fresh_transfer_id};
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::Member;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::journal::{self, Act};
use crate::site::Site;

/// `GET /listings/new?kind=&title=`
pub async fn form(
    member: Member,
    State(site): State<Site>,
    Query(query): Query<NewListingQuery>,
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    // The exchange itself offers nothing.
    let area = store::area_of(&mut conn, (member.scope(), member.me.id)).await?.ok_or(Error::NotFound)?;
    let form = ListingForm {
        id: fresh_transfer_id().to_string(),
        kind: ListingKind::of_tag(&query.kind).unwrap_or(ListingKind::Offer).tag().to_owned(),
        title: query.title,
        category: "0".to_owned(),
        price: "open".to_owned(),
        reach: "own".to_owned(),
        area,
        ..ListingForm::default()
    };
    let categories = super::categories::store::all(&mut conn, member.exchange.id).await?;
    show(&member, &categories, ListingTyped { form, stands: false, is_stale: false, errors: Vec::new() })
}

/// What is on the form.
struct ListingTyped {
    form: ListingForm,
    stands: bool,
    is_stale: bool,
    errors: Vec<FieldError>,
}

/// The page: 422 with errors, 409 where somebody else was faster.
fn show(member: &Member, categories: &[Category], typed: ListingTyped) -> Result<Response, Error> {
    let ListingTyped { form, stands, is_stale, errors } = typed;
    let status = match (is_stale, errors.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let data = ListingFormPage { around: around(member, categories), form, stands, is_stale, errors };
    Ok((status, Html(listing_form_page(&member.chrome, place_of(&member.chrome)?, data))).into_response())
}

fn around<'a>(member: &'a Member, categories: &'a [Category]) -> ListingAround<'a> {
    let farthest = member.exchange.rules.listing_reach();
    ListingAround { unit: &member.exchange.unit, categories, farthest }
}

/// The form with a number of its own again, if it had lost that.
fn numbered(form: ListingForm) -> ListingForm {
    let id = form.id.parse::<ListingId>().map_or_else(|_| fresh_transfer_id().to_string(), |id| id.to_string());
    ListingForm { id, ..form }
}

/// All that is written.
struct Writing {
    id: ListingId,
    number: i64,
    member: MemberId,
    asked: ListingAsked,
    sought: String,
    /// The version that the page showed, of one that stands.
    version: i64,
    moderation: Moderation,
    on_behalf: bool,
    act: Act,
}

fn plan(member: &Member, site: &Site, (id, asked): (ListingId, ListingAsked), categories: &[Category]) -> Writing {
    let category = categories.iter().find(|one| one.id == asked.category).map(|one| one.full_name(categories));
    let code = member.chrome.place.as_ref().and_then(|place| place.mine.as_ref()).map(|mine| mine.code.to_string());
    let act = Act::new(What::Listing, (member.exchange.id, fresh_key()), (member.person.id, site.clock.now()));
    Writing {
        id,
        number: fresh_key(),
        member: member.me.id,
        sought: asked.sought(&category.unwrap_or_default()),
        asked,
        version: 0,
        moderation: member.exchange.rules.moderation(),
        on_behalf: member.on_behalf,
        act: Act { object: code.unwrap_or_default(), on_behalf_of: member.me.id, ..act },
    }
}

/// Why it was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NotWritten {
    /// Another listing has that id.
    Other,
    /// Somebody else has changed it since the page was made.
    Stale,
    /// It is not there any more.
    Gone,
}

/// `POST /listings/new`: leads to it as others will see it.
pub async fn write(member: Member, State(site): State<Site>, Form(form): Form<ListingForm>) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    store::area_of(&mut conn, (member.scope(), member.me.id)).await?.ok_or(Error::NotFound)?;
    let categories = super::categories::store::all(&mut conn, member.exchange.id).await?;
    drop(conn);
    let read = match form.parse(&around(&member, &categories), member.chrome.language) {
        Ok(read) => read,
        Err(errors) => {
            return show(
                &member,
                &categories,
                ListingTyped { form: numbered(form), stands: false, is_stale: false, errors },
            );
        }
    };
    let listing = read.0.to_string();
    match site.db.write(plan(&member, &site, read, &categories), make).await {
        Ok(()) => Ok(Redirect::to(&member.chrome.href(&ListingPath { listing })).into_response()),
        Err(Failed::Refused(_)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

async fn make(tx: &mut Tx, work: &Writing) -> Result<(), Failed<NotWritten>> {
    let key = (work.act.exchange, work.id);
    if let Some(stands) = store::hold(tx, key).await? {
        let is_same = stands.member == work.member && stands.asked == work.asked;
        return if is_same { Ok(()) } else { Err(Failed::Refused(NotWritten::Other)) };
    }
    let by = (work.act.by, work.act.at);
    match store::insert(tx, (key, work.number, work.member), (&work.asked, work.sought.clone()), by).await {
        // A twin was faster: run again, and find it.
        Err(DbError::Exists) => return Err(DbError::Again.into()),
        written => written?,
    }
    if work.on_behalf {
        journal::record(tx, &Act { becomes: "draft".into(), ..work.act.clone() }).await?;
    }
    Ok(())
}

/// `GET /listings/{listing}/edit`
pub async fn edit(path: EditListing, member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let listing = own_one(&site, (&member.exchange, member.me.id), &path.listing).await?;
    let mut conn = site.db.read().await?;
    let categories = super::categories::store::all(&mut conn, member.exchange.id).await?;
    let counting = (&member.exchange.unit, member.chrome.language);
    let form = ListingForm::of(&listing.asked, (listing.id, listing.version), counting);
    let known = categories.iter().any(|one| one.id == listing.asked.category);
    let form = if known { form } else { ListingForm { category: "0".to_owned(), ..form } };
    show(&member, &categories, ListingTyped { form, stands: true, is_stale: false, errors: Vec::new() })
}

/// `POST /listings/{listing}/edit`
pub async fn change(
    path: EditListing,
    member: Member,
    State(site): State<Site>,
    Form(form): Form<ListingForm>,
) -> Result<Response, Error> {
    let listing = own_one(&site, (&member.exchange, member.me.id), &path.listing).await?;
    let mut conn = site.db.read().await?;
    let categories = super::categories::store::all(&mut conn, member.exchange.id).await?;
    drop(conn);
    let again = |form: ListingForm, is_stale, errors| {
        let form = ListingForm { id: listing.id.to_string(), ..form };
        show(&member, &categories, ListingTyped { form, stands: true, is_stale, errors })
    };
    let (id, asked) = match form.parse(&around(&member, &categories), member.chrome.language) {
        Ok(read) => read,
        Err(errors) => return again(form, false, errors),
    };
    let version = form.version.trim().parse::<i64>().ok().filter(|version| *version > 0);
    let (Some(version), true) = (version, id == listing.id) else {
        let message = member.chrome.words().form_id();
        let form = ListingForm { version: listing.version.to_string(), ..form };
        return again(form, false, vec![FieldError { field: PAGE, message }]);
    };
    let plan = Writing { version, ..plan(&member, &site, (id, asked), &categories) };
    match site.db.write(plan, rewrite).await {
        Ok(()) => {
            let back = member.chrome.href(&ListingPath { listing: id.to_string() });
            Ok(with_flash(&site, &back, Flash::Saved))
        }
        Err(Failed::Refused(NotWritten::Stale)) => {
            let listing = own_one(&site, (&member.exchange, member.me.id), &path.listing).await?;
            again(ListingForm { version: listing.version.to_string(), ..form }, true, Vec::new())
        }
        Err(Failed::Refused(NotWritten::Gone)) => Err(Error::NotFound),
        Err(Failed::Refused(NotWritten::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

async fn rewrite(tx: &mut Tx, work: &Writing) -> Result<(), Failed<NotWritten>> {
    let key = (work.act.exchange, work.id);
    let stands = store::hold(tx, key).await?.filter(|stands| stands.member == work.member);
    let Some(stands) = stands else { return Err(Failed::Refused(NotWritten::Gone)) };
    // Sent twice, it says so already.
    if stands.asked == work.asked {
        return Ok(());
    }
    if stands.version != work.version {
        return Err(Failed::Refused(NotWritten::Stale));
    }
    let state = when_changed(stands.state, work.moderation);
    store::change(tx, (key, stands.version), (&work.asked, work.sought.clone()), state).await?;
    if work.on_behalf {
        let (was, becomes) = (stands.state.tag().to_owned(), state.tag().to_owned());
        journal::record(tx, &Act { was, becomes, ..work.act.clone() }).await?;
    }
    Ok(())
}
