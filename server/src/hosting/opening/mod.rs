//! The host opens an exchange, in three steps: the form carries what was typed from one to the next, and only the last writes.
//!
//! Always holds: a link that sets a password is shown only of a person whom this form made, and who is nowhere else; everybody else's
//! goes to their own address.

pub mod store;
mod work;

use app::hosting::opening::pages::{opened_page, step_page};
use app::hosting::opening::{OpeningForm, OpeningStep, step_of};
use app::ids::ExchangeId;
use app::paths::installation;
use app::paths::query::{ListQuery, OpeningQuery};
use app::ui::{Chrome, FieldError};
use app::words::Words;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::routing::TypedPath as _;

use self::work::{Opened, open};
use super::asking::waiting;
use crate::clock::fresh_key;
use crate::db::DbError;
use crate::http::actor::Host;
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::http::query::Query;
use crate::journal;
use crate::site::Site;

/// `GET /host/new?ask=`: filled in with what somebody asked for, while that waits.
pub async fn form(
    host: Host,
    State(site): State<Site>,
    Query(query): Query<OpeningQuery>,
) -> Result<Html<String>, Error> {
    let fresh = OpeningForm::fresh(fresh_key(), host.chrome.language);
    let form = match query.ask.as_str() {
        "" => fresh,
        id => waiting(&site, id).await?.opening(fresh),
    };
    Ok(Html(step_page(&host.chrome, OpeningStep::Place, &form, &[])))
}

/// `POST /host/new`: on to the next step, back to the one before; from the last the exchange.
pub async fn step(host: Host, State(site): State<Site>, Form(form): Form<OpeningForm>) -> Result<Response, Error> {
    let (chrome, language) = (&host.chrome, host.chrome.language);
    let here = OpeningStep::of_tag(&form.step);
    if form.go == "back" {
        return Ok(Html(step_page(chrome, here.before(), &form, &[])).into_response());
    }
    let read = match here {
        OpeningStep::Place => form.place(language).map(|(id, ())| (id, OpeningStep::Rules)),
        OpeningStep::Rules => form.exchange(language).map(|(id, _)| (id, OpeningStep::Committee)),
        OpeningStep::Committee => return make(&host, &site, form).await,
    };
    let (id, next) = match read {
        Ok(read) => read,
        Err(errors) => return Ok(again(chrome, (here, form), &errors)),
    };
    let taken = taken(&site, (id, &form), language.words()).await?;
    if !taken.is_empty() {
        return Ok(again(chrome, (here, form), &taken));
    }
    let form = if here == OpeningStep::Place { form.filled_in(language) } else { form };
    Ok(Html(step_page(chrome, next, &form, &[])).into_response())
}

/// The step on which something is wrong, with all that was typed.
fn again(chrome: &Chrome, (here, form): (OpeningStep, OpeningForm), errors: &[FieldError]) -> Response {
    let form = OpeningForm { id: journal::number(&form.id), ..form };
    // Errors of steps that are not there yet are said when they are.
    let step = step_of(errors, here);
    (StatusCode::UNPROCESSABLE_ENTITY, Html(step_page(chrome, step, &form, errors))).into_response()
}

/// What of it another exchange has.
async fn taken(site: &Site, (id, form): (i64, &OpeningForm), words: &Words) -> Result<Vec<FieldError>, DbError> {
    let mut conn = site.db.read().await?;
    let (slug, code) = (form.slug.trim(), form.code.trim().to_ascii_uppercase());
    let (slug, code) = store::taken(&mut conn, ExchangeId(id), (slug, &code)).await?;
    let slug = slug.then(|| FieldError { field: "slug", message: words.opening_slug_taken() });
    let code = code.then(|| FieldError { field: "code", message: words.opening_code_taken() });
    Ok(slug.into_iter().chain(code).collect())
}

async fn make(host: &Host, site: &Site, form: OpeningForm) -> Result<Response, Error> {
    let chrome = &host.chrome;
    let (id, opening) = match form.parse(chrome.language) {
        Ok(read) => read,
        Err(errors) => return Ok(again(chrome, (OpeningStep::Committee, form), &errors)),
    };
    let (name, slug) = (opening.exchange.name.clone(), opening.exchange.slug.clone());
    // Whatever else it says, it answers nobody.
    let ask = form.ask.parse().unwrap_or(0);
    match open(site, &host.person, (ExchangeId(id), ask, opening)).await? {
        Opened::Now(committee) => {
            site.mail_waits.notify_one();
            let mut page = Html(opened_page(chrome, (name, &slug), committee)).into_response();
            // It may show what lets somebody in.
            page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            Ok(page)
        }
        Opened::Before => {
            let there = ListQuery { q: slug, ..ListQuery::default() };
            Ok(Redirect::to(&app::paths::link(&installation::Host.with_query_params(there))).into_response())
        }
        Opened::Other => Err(Error::Conflict),
        Opened::Taken => {
            let taken = taken(site, (id, &form), chrome.words()).await?;
            Ok(again(chrome, (OpeningStep::Committee, form), &taken))
        }
    }
}
