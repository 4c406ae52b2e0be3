//! The committee's list of categories.
//!
//! Always holds: the list that is sent takes the place of the one that its page showed; of two at once the second is told.

pub mod store;

use app::forms::numbered;
use app::journal::What;
use app::marketplace::categories::{CategoriesForm, Category, CategoryLine, planned, starters, typed};
use app::marketplace::categories_page::categories_page;
use app::members::checks::CheckItem;
use app::paths::exchange::Market;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{Committee, KeepMarket, Member};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant::{self, Exchange};
use crate::jobs::{self, ClaimedJob};
use crate::journal::{self, Act, Begun, OtherAct};
use crate::rules::store::hold as hold_rules;
use crate::site::Site;

/// `GET /settings/categories`: where there are none, with those that one could begin with.
pub async fn form(committee: Committee<KeepMarket>, State(site): State<Site>) -> Result<Response, Error> {
    let member = committee.member;
    let mut conn = site.db.read().await?;
    let stands = store::all(&mut conn, member.exchange.id).await?;
    let seen = typed(&stands);
    let text = if stands.is_empty() { typed(&starting(&member.exchange)) } else { seen.clone() };
    let form = CategoriesForm { id: fresh_key().to_string(), seen, text, reason: String::new() };
    Ok(show(&member, &form, &[]))
}

/// The page; 422 with errors.
fn show(member: &Member, form: &CategoriesForm, errors: &[FieldError]) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, Html(categories_page(&member.chrome, form, errors))).into_response()
}

/// A list about to be written.
struct WritingCategories {
    lines: Vec<CategoryLine>,
    /// What stood when the page was made.
    seen: String,
    /// Numbers for new ones.
    fresh: Vec<i64>,
    act: Act,
}

/// Why it was not.
enum ListStands {
    /// Somebody else has changed it: to this.
    Stale(String),
    /// The form's key stands for something else.
    Other,
}

impl From<OtherAct> for ListStands {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// `POST /settings/categories`
pub async fn save(
    committee: Committee<KeepMarket>,
    State(site): State<Site>,
    Form(form): Form<CategoriesForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let language = member.chrome.language;
    let (id, (lines, why)) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = CategoriesForm { id: journal::number(&form.id), ..form };
            return Ok(show(&member, &form, &errors));
        }
    };
    let act = Act::new(What::Categories, (member.exchange.id, id), (member.person.id, site.clock.now()));
    let act = Act { why, ..act.asking(&lines) };
    // Browsers send their own ends of lines.
    let seen = form.seen.replace("\r\n", "\n");
    let work = WritingCategories { fresh: lines.iter().map(|_| fresh_key()).collect(), lines, seen, act };
    match site.db.write(work, put).await {
        Ok(()) => Ok(with_flash(&site, &member.chrome.href(&Market), Flash::Saved)),
        Err(Failed::Refused(ListStands::Stale(seen))) => {
            let message = member.chrome.words().market_categories_seen();
            let form = CategoriesForm { seen, ..form };
            let page = categories_page(&member.chrome, &form, &[FieldError { field: "text", message }]);
            Ok((StatusCode::CONFLICT, Html(page)).into_response())
        }
        Err(Failed::Refused(ListStands::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// The categories with which the market of a new exchange begins, in its language; where there are some they stay.
///
/// # Errors
/// The database's.
pub async fn begin(site: Site, job: ClaimedJob) -> Result<(), DbError> {
    let mut conn = site.db.read().await?;
    let exchange = tenant::by_id(&mut conn, job.exchange).await?;
    drop(conn);
    let Some(exchange) = exchange else { return Ok(()) };
    let work = (starting(&exchange), job, site.clock.now());
    let begun = site.db.write(work, async |tx, (list, job, at)| -> Result<(), DbError> {
        hold_rules(tx, job.exchange).await?;
        if store::all(tx.conn(), job.exchange).await?.is_empty() {
            store::write(tx, job.exchange, list).await?;
        }
        jobs::finish(tx, job, *at).await.map(|_| ())
    });
    begun.await
}

/// The list with which that exchange begins: one of firms where firms are asked for proof that they are.
pub fn starting(exchange: &Exchange) -> Vec<Category> {
    let words = exchange.language.words();
    let is_of_firms = exchange.rules.checks().contains(&CheckItem::Firm);
    let text = if is_of_firms { words.market_starters_business() } else { words.market_starters() };
    let lines = starters(&text);
    planned(&[], &lines, lines.iter().map(|_| fresh_key()))
}

async fn put(tx: &mut Tx, work: &WritingCategories) -> Result<(), Failed<ListStands>> {
    let WritingCategories { lines, seen, fresh, act } = work;
    // The exchange's own row: of two lists at once one is first.
    hold_rules(tx, act.exchange).await?;
    if journal::begin::<Failed<ListStands>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    let stands = store::all(tx.conn(), act.exchange).await?;
    let standing = typed(&stands);
    if standing != *seen {
        return Err(Failed::Refused(ListStands::Stale(standing)));
    }
    let list = planned(&stands, lines, fresh.iter().copied());
    store::write(tx, act.exchange, &list).await?;
    Ok(journal::record(tx, act).await?)
}
