//! Help: how it works here, for anybody; a committee says it in its own words, which is a decision like any other.

pub mod store;

use app::forms::numbered;
use app::help::pages::{HelpPage, help_form_page, help_page, installation_help_page};
use app::help::{HelpDecided, HelpForm};
use app::journal::What;
use app::limits::due::first;
use app::paths::exchange::Help as HelpPath;
use app::roles::{Right, may};
use app::rules::catalogue::Rule;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::clock::fresh_key;
use crate::db::{Failed, Tx};
use crate::http::actor::{Committee, Member, SetRules, Visitor};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act, Begun};
use crate::rules::store::Holds;
use crate::rules::work::Unchanged;
use crate::site::Site;

/// `GET /help` of an exchange
pub async fn page(visitor: Visitor, exchange: Exchange, State(site): State<Site>) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let own = store::own(&mut conn, exchange.id).await?;
    let (first, _) = first(&exchange.rules);
    let page = HelpPage {
        limits: (first.min, first.max),
        rate: exchange.rules.decided_rate(),
        shows_balances: exchange.rules.shows_balances(),
        own: own.map(|text| (text, exchange.language)),
        may_change: visitor.offices.iter().any(|role| may(*role, Right::SetRules)),
        exchange: exchange.name,
        unit: exchange.unit,
    };
    Ok(Html(help_page(&visitor.chrome, &page)))
}

/// `GET /help` of the installation
pub async fn of_installation(visitor: Visitor) -> Html<String> {
    Html(installation_help_page(&visitor.chrome))
}

/// `GET /settings/help`
pub async fn form(committee: Committee<SetRules>, State(site): State<Site>) -> Result<Response, Error> {
    let member = committee.member;
    let text = standing(&member, &site).await?;
    Ok(show(&member, &fresh(&member, text), &[]))
}

async fn standing(member: &Member, site: &Site) -> Result<String, Error> {
    let mut conn = site.db.read().await?;
    Ok(store::own(&mut conn, member.exchange.id).await?.unwrap_or_default())
}

fn fresh(member: &Member, text: String) -> HelpForm {
    let version = member.exchange.rules_version.to_string();
    HelpForm { id: fresh_key().to_string(), version, text, reason: String::new() }
}

/// The form; 422 with errors.
fn show(member: &Member, form: &HelpForm, errors: &[FieldError]) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, Html(help_form_page(&member.chrome, form, errors))).into_response()
}

/// `POST /settings/help`: the same form again decides nothing more.
pub async fn decide(
    committee: Committee<SetRules>,
    State(site): State<Site>,
    Form(form): Form<HelpForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let stands = standing(&member, &site).await?;
    let (id, _) = match numbered(&form.id, member.chrome.language, Ok(())) {
        Ok(read) => read,
        Err(errors) => {
            let form = HelpForm { id: journal::number(&form.id), ..form };
            return Ok(show(&member, &form, &errors));
        }
    };
    let done = || with_flash(&site, &member.chrome.href(&HelpPath), Flash::Saved);
    let terms = HelpForm { id: String::new(), ..form.clone() };
    let act = Act::new(What::Rule, (member.exchange.id, id), (member.person.id, site.clock.now())).asking(&terms);
    // A repeated click finds its own decision, whatever the words are by now.
    if site.db.write(act.clone(), async |tx, act| journal::begin::<Error>(tx, act).await).await? != Begun::Now {
        return Ok(done());
    }
    let HelpDecided { text, reason } = match form.parse(&stands, member.chrome.language) {
        Ok(decided) => decided,
        Err(errors) => return Ok(show(&member, &form, &errors)),
    };
    let (was, becomes) = sides(&stands, &text);
    // A version that is none was never shown, and none follows it.
    let rules_version = form.version.parse().unwrap_or(0_i64).saturating_add(1);
    let object = Rule::Help.key().to_owned();
    let act = Act { object, was: was.into(), becomes: becomes.into(), why: reason, rules_version, ..act };
    match site.db.write((act, text), write).await {
        Ok(()) => Ok(done()),
        Err(Failed::Refused(Unchanged::Other)) => Err(Error::Conflict),
        Err(Failed::Refused(_)) => {
            let error = FieldError { field: "text", message: member.chrome.words().help_stale() };
            // Beside what was typed, the words as they are now are on the page itself.
            let form =
                HelpForm { version: member.exchange.rules_version.to_string(), id: fresh_key().to_string(), ..form };
            Ok(show(&member, &form, &[error]))
        }
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// What the record says of words that are too long for it.
fn sides(was: &str, becomes: &str) -> (&'static str, &'static str) {
    let side = |text: &str| if text.is_empty() { "usual" } else { "own" };
    if !was.is_empty() && !becomes.is_empty() { ("", "anew") } else { (side(was), side(becomes)) }
}

async fn write(tx: &mut Tx, (act, text): &(Act, String)) -> Result<(), Failed<Unchanged>> {
    if journal::begin::<Failed<Unchanged>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    let holds = Holds { exchange: act.exchange, version: act.rules_version, at: act.at };
    if !store::put(tx, holds, text).await? {
        // The same form may have been faster: then it has decided.
        return match journal::begin::<Failed<Unchanged>>(tx, act).await? {
            Begun::Before(_) => Ok(()),
            Begun::Now => Err(Failed::Refused(Unchanged::Stale)),
        };
    }
    Ok(journal::record(tx, act).await?)
}
