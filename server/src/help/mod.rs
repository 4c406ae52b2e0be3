//! Help: how it works here, for anybody; a committee says it in its own words, which is a decision like any other.

pub mod store;

use app::forms::numbered;
use app::help::pages::{HelpPage, help_page, installation_help_page, own_text_page};
use app::help::{HelpDecided, HelpForm, OwnText};
use app::journal::What;
use app::limits::due::first;
use app::paths::exchange::{Help as HelpPath, Settings};
use app::roles::{Right, may};
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
    let own = store::own(&mut conn, (exchange.id, OwnText::Help)).await?;
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
    form_of(committee.member, &site, OwnText::Help).await
}

/// `GET /settings/agreement`
pub async fn agreement_form(committee: Committee<SetRules>, State(site): State<Site>) -> Result<Response, Error> {
    form_of(committee.member, &site, OwnText::Agreement).await
}

async fn form_of(member: Member, site: &Site, which: OwnText) -> Result<Response, Error> {
    let text = standing(&member, site, which).await?;
    Ok(show((&member, which), &fresh(&member, text), &[]))
}

async fn standing(member: &Member, site: &Site, which: OwnText) -> Result<String, Error> {
    let mut conn = site.db.read().await?;
    Ok(store::own(&mut conn, (member.exchange.id, which)).await?.unwrap_or_default())
}

fn fresh(member: &Member, text: String) -> HelpForm {
    let version = member.exchange.rules_version.to_string();
    HelpForm { id: fresh_key().to_string(), version, text, reason: String::new() }
}

/// The form; 422 with errors.
fn show((member, which): (&Member, OwnText), form: &HelpForm, errors: &[FieldError]) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, Html(own_text_page(&member.chrome, which, form, errors))).into_response()
}

/// `POST /settings/help`: the same form again decides nothing more.
pub async fn decide(
    committee: Committee<SetRules>,
    State(site): State<Site>,
    Form(form): Form<HelpForm>,
) -> Result<Response, Error> {
    decide_of((committee.member, OwnText::Help), &site, form).await
}

/// `POST /settings/agreement`: the same. Whoever joins from then on agrees to the new words; who has joined agreed to those before.
pub async fn decide_agreement(
    committee: Committee<SetRules>,
    State(site): State<Site>,
    Form(form): Form<HelpForm>,
) -> Result<Response, Error> {
    decide_of((committee.member, OwnText::Agreement), &site, form).await
}

async fn decide_of((member, which): (Member, OwnText), site: &Site, form: HelpForm) -> Result<Response, Error> {
    let stands = standing(&member, site, which).await?;
    let (id, _) = match numbered(&form.id, member.chrome.language, Ok(())) {
        Ok(read) => read,
        Err(errors) => {
            let form = HelpForm { id: journal::number(&form.id), ..form };
            return Ok(show((&member, which), &form, &errors));
        }
    };
    let done = || match which {
        OwnText::Help => with_flash(site, &member.chrome.href(&HelpPath), Flash::Saved),
        OwnText::Agreement => with_flash(site, &member.chrome.href(&Settings), Flash::Saved),
    };
    let terms = HelpForm { id: String::new(), ..form.clone() };
    let act = Act::new(What::Rule, (member.exchange.id, id), (member.person.id, site.clock.now()))
        .asking(&(which.rule().key(), terms));
    // A repeated click finds its own decision, whatever the words are by now.
    if site.db.write(act.clone(), async |tx, act| journal::begin::<Error>(tx, act).await).await? != Begun::Now {
        return Ok(done());
    }
    let HelpDecided { text, reason } = match form.parse(&stands, member.chrome.language) {
        Ok(decided) => decided,
        Err(errors) => return Ok(show((&member, which), &form, &errors)),
    };
    let (was, becomes) = sides(&stands, &text);
    // A version that is none was never shown, and none follows it.
    let rules_version = form.version.parse().unwrap_or(0_i64).saturating_add(1);
    let object = which.rule().key().to_owned();
    let act = Act { object, was: was.into(), becomes: becomes.into(), why: reason, rules_version, ..act };
    match site.db.write((act, which, text), write).await {
        Ok(()) => Ok(done()),
        Err(Failed::Refused(Unchanged::Other)) => Err(Error::Conflict),
        Err(Failed::Refused(_)) => {
            let error = FieldError { field: "text", message: member.chrome.words().help_stale() };
            // Beside what was typed, the words as they are now are on the page itself.
            let form =
                HelpForm { version: member.exchange.rules_version.to_string(), id: fresh_key().to_string(), ..form };
            Ok(show((&member, which), &form, &[error]))
        }
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// What the record says of words that are too long for it.
fn sides(was: &str, becomes: &str) -> (&'static str, &'static str) {
    let side = |text: &str| if text.is_empty() { "usual" } else { "own" };
    if !was.is_empty() && !becomes.is_empty() { ("", "anew") } else { (side(was), side(becomes)) }
}

async fn write(tx: &mut Tx, (act, which, text): &(Act, OwnText, String)) -> Result<(), Failed<Unchanged>> {
    if journal::begin::<Failed<Unchanged>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    let holds = Holds { exchange: act.exchange, version: act.rules_version, at: act.at };
    if !store::put(tx, holds, (*which, text)).await? {
        // The same form may have been faster: then it has decided.
        return match journal::begin::<Failed<Unchanged>>(tx, act).await? {
            Begun::Before(_) => Ok(()),
            Begun::Now => Err(Failed::Refused(Unchanged::Stale)),
        };
    }
    Ok(journal::record(tx, act).await?)
}
