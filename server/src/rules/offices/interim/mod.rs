//! Members ask for an interim chair, where nobody who governs is left. The host publishes it (`hosting::chair`); members may object for
//! a fortnight, as to every change of offices that nobody could second.
//!
//! Always holds: each member asks for one person, and their last word counts; once it is published, what was asked is forgotten.

pub mod store;

use app::forms::{FieldError, PAGE, numbered};
use app::ids::{ExchangeId, MemberId};
use app::journal::What;
use app::paths::exchange::AskChair;
use app::roles::Role;
use app::roles::interim::{AskChairForm, AskChairPage, AskedChair, ask_chair_page, enough_asks};
use app::roles::page::Choice;
use app::ui::Flash;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use sqlx::AnyConnection;

use self::store::AskedRow;
use super::deciding::{NotNamed, find};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::Member;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::roles::job::is_governed;
use crate::roles::store::OfficeCandidate;
use crate::rules::proposals::store::members;
use crate::rules::store::hold;
use crate::site::Site;

/// For whom members ask, with how many do and are enough.
///
/// # Errors
/// The database's.
pub async fn asked(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<(AskedRow, AskedChair)>, DbError> {
    let enough = enough_asks(members(conn, exchange).await?);
    let view = |row: AskedRow| {
        let name = format!("{} ({})", row.name, row.code);
        let asked = AskedChair { name, asks: (row.asks, enough), by_auditor: row.by_auditor > 0 };
        (row, asked)
    };
    Ok(store::asked(conn, exchange).await?.into_iter().map(view).collect())
}

/// `GET /officers/ask`
pub async fn form(member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let form = AskChairForm { id: fresh_key().to_string(), ..AskChairForm::default() };
    show(&member, &site, form, (Vec::new(), Vec::new())).await
}

/// The page; 422 with errors.
async fn show(
    member: &Member,
    site: &Site,
    form: AskChairForm,
    (who, errors): (Vec<Choice>, Vec<FieldError>),
) -> Result<Response, Error> {
    let (mut conn, exchange) = (site.db.read().await?, &member.exchange);
    let is_open = !is_governed(&mut conn, exchange, site.clock.now()).await?;
    let asked = asked(&mut conn, exchange.id).await?.into_iter().map(|(_, asked)| asked).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ask_chair_page(&member.chrome, AskChairPage { is_open, asked, form, who, errors });
    Ok((status, Html(page)).into_response())
}

/// `POST /officers/ask`: the same form again asks for nothing more.
pub async fn ask(member: Member, State(site): State<Site>, Form(form): Form<AskChairForm>) -> Result<Response, Error> {
    let (language, words) = (member.chrome.language, member.chrome.words());
    let (id, why) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = AskChairForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, form, (Vec::new(), errors)).await;
        }
    };
    let one = match find(&member, &site, (&form.to, &form.who)).await? {
        Ok(one) => one,
        Err(NotNamed { who, error }) => return show(&member, &site, form, (who, vec![error])).await,
    };
    let act = Act::new(What::ChairAsked, (member.exchange.id, id), (member.person.id, site.clock.now()));
    let act = Act { object: one.code.to_string(), why: why.clone(), ..act.asking(&(&one.code, &why)) };
    let by_auditor = member.offices.contains(&Role::Auditor);
    let asking = Asking { exchange: member.exchange.clone(), member: member.me.id, of: one, by_auditor, act };
    match site.db.write(asking, ask_for).await {
        Ok(()) => Ok(with_flash(&site, &member.chrome.href(&AskChair), Flash::Saved)),
        Err(Failed::Refused(NotAsked::Governed)) => {
            let error = FieldError { field: PAGE, message: words.chair_governed() };
            show(&member, &site, form, (Vec::new(), vec![error])).await
        }
        Err(Failed::Refused(NotAsked::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// A member about to ask.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Where.
    pub exchange: Exchange,
    /// Who.
    pub member: MemberId,
    /// For whom.
    pub of: OfficeCandidate,
    /// As who looks over the books.
    pub by_auditor: bool,
    /// By whom, when, why, under which key.
    pub act: Act,
}

/// Why nothing was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAsked {
    /// Somebody who governs is there.
    Governed,
    /// The form's key stands for something else.
    Other,
}

impl From<OtherAct> for NotAsked {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// Asks, in the caller's transaction; under the same key it was asked before.
///
/// # Errors
/// [`NotAsked`]; the caller must roll back then.
pub async fn ask_for(tx: &mut Tx, asking: &Asking) -> Result<(), Failed<NotAsked>> {
    let Asking { exchange, act, .. } = asking;
    if journal::begin::<Failed<NotAsked>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    hold(tx, exchange.id).await?;
    // The same form may have been faster.
    if journal::begin::<Failed<NotAsked>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    if is_governed(tx.conn(), exchange, act.at).await? {
        return Err(Failed::Refused(NotAsked::Governed));
    }
    store::put(tx, asking).await?;
    Ok(journal::record(tx, act).await?)
}
