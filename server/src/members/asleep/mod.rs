//! Members who have not traded for long: they are asked, and say here that they are still there.

pub mod job;
pub mod store;

use app::forms::numbered;
use app::ids::MemberId;
use app::journal::What;
use app::members::asleep::{Asleep, StillHereForm, still_here_page};
use app::notices::NoticeKind;
use app::paths::exchange::Home;
use app::time::Instant;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use sqlx::AnyConnection;

use super::states::holiday::stated;
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{Member, MyMember};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant::Exchange;
use crate::http::work_list::slept_since;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::notices::{self, NewNotice};
use crate::site::Site;

/// How long a member has slept, and whether that is as long as the rule says; none of whom there is not.
///
/// # Errors
/// The database's.
pub async fn sleep_of(
    conn: &mut AnyConnection,
    (exchange, member): (&Exchange, MemberId),
    now: Instant,
) -> Result<Option<Asleep>, DbError> {
    let found = store::of_member(conn, (exchange.id, member)).await?;
    Ok(found.map(|sleeper| Asleep {
        since: sleeper.awake_at.day(&exchange.zone),
        asked: (sleeper.asleep_asked_at > sleeper.awake_at).then(|| sleeper.asleep_asked_at.day(&exchange.zone)),
        is_long: sleeper.awake_at < slept_since(now, exchange.rules.sleep().first()),
    }))
}

/// `GET /still-here`
pub async fn form(member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let form = StillHereForm { id: fresh_key().to_string() };
    show(&member, &site, (form, Vec::new())).await
}

/// The page; 422 with errors.
async fn show(
    member: &Member,
    site: &Site,
    (form, errors): (StillHereForm, Vec<FieldError>),
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let sleep = sleep_of(&mut conn, (&member.exchange, member.me.id), site.clock.now()).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = still_here_page(&member.chrome, sleep.ok_or(Error::NotFound)?, (&form, &errors));
    Ok((status, Html(page)).into_response())
}

/// Somebody says that they are there, or an officer for them.
struct Waking {
    me: MyMember,
    act: Act,
}

/// `POST /still-here`: the same form again says it once.
pub async fn say(member: Member, State(site): State<Site>, Form(form): Form<StillHereForm>) -> Result<Response, Error> {
    let (id, ()) = match numbered(&form.id, member.chrome.language, Ok(())) {
        Ok(read) => read,
        Err(errors) => {
            let form = StillHereForm { id: journal::number(&form.id) };
            return show(&member, &site, (form, errors)).await;
        }
    };
    let stated = stated(&member, &site).await?;
    let (code, becomes) = (stated.code.clone(), stated.state().written(stated.until()));
    let act = Act::new(What::StillHere, (member.exchange.id, id), (member.person.id, site.clock.now())).asking(&code);
    let on_behalf_of = if member.on_behalf { member.me.id } else { MemberId(0) };
    let waking = Waking { me: member.me, act: Act { object: code.to_string(), becomes, on_behalf_of, ..act } };
    match site.db.write(waking, wake).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            Ok(with_flash(&site, &member.chrome.href(&Home), Flash::Saved))
        }
        Err(Failed::Refused(other)) => Err(other.into()),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

async fn wake(tx: &mut Tx, waking: &Waking) -> Result<(), Failed<OtherAct>> {
    let Waking { me, act } = waking;
    if journal::begin::<Failed<OtherAct>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    store::here(tx, (me.exchange, me.id), act.at).await?;
    journal::record(tx, act).await?;
    // What an officer says for them, they are told.
    if act.on_behalf_of != MemberId(0) {
        let (exchange, account, object) = (me.exchange, me.account, act.id.to_string());
        let told = NewNotice { exchange, account, kind: NoticeKind::State, object, pair: String::new(), at: act.at };
        notices::tell(tx, &[told]).await?;
    }
    Ok(())
}
