//! Where members vouch for who wants to join: the page, and the voice that is the last one needed.
//!
//! Always holds: a person counts once, however many accounts are theirs; the application is held while voices are counted, so that it is
//! decided once. Elsewhere than where the rules say so, there is no such page.

pub mod store;

use app::forms::PAGE;
use app::ids::PersonId;
use app::joining::ApplicationState;
use app::joining::vouching::{VouchForm, vouch_page};
use app::paths::exchange::Vouch;
use app::rules::who_may_join::WhoMayJoin;
use app::time::Instant;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::admit::{Admission, NotAnswered, admit};
use super::store::{JoiningKey, hold};
use crate::clock::fresh_key;
use crate::db::{Failed, Tx};
use crate::http::actor::{Member, MyMember};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::journal::{self, Act};
use crate::site::Site;

/// How many must vouch, where members let people in.
fn needed(member: &Member) -> Result<i64, Error> {
    let rules = &member.exchange.rules;
    if rules.who_may_join() == WhoMayJoin::Vouching { Ok(rules.vouchers()) } else { Err(Error::NotFound) }
}

/// `GET /vouch`
pub async fn page(member: Member, State(site): State<Site>) -> Result<Response, Error> {
    show(&member, &site, &[]).await
}

/// The page; 422 with errors.
async fn show(member: &Member, site: &Site, errors: &[FieldError]) -> Result<Response, Error> {
    let needed = needed(member)?;
    let mut conn = site.db.read().await?;
    let reader = (member.exchange.id, member.person.id);
    let lines = store::waiting(&mut conn, reader, &member.exchange.zone).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(vouch_page(&member.chrome, &lines, needed, errors))).into_response())
}

/// What a voice takes, made before the transaction.
struct Vouching {
    key: JoiningKey,
    by: (MyMember, PersonId),
    needed: i64,
    at: Instant,
    admission: Admission,
    act: Act,
}

/// Why it was not counted.
enum NotVouched {
    /// There is no such application here, or it waits no longer.
    Gone,
    /// Who vouches does not take part.
    Away,
}

/// `POST /vouch`: the same voice again counts once.
pub async fn vouch(member: Member, State(site): State<Site>, Form(form): Form<VouchForm>) -> Result<Response, Error> {
    let needed = needed(&member)?;
    let id = form.application.parse::<i64>().map_err(|_| Error::NotFound)?;
    let admission = Admission::new(&site, &member.exchange, (id, PersonId(0)));
    let act = admission.admitted(&member.exchange, fresh_key());
    let (key, by) = ((member.exchange.id, id), (member.me, member.person.id));
    let work = Vouching { key, by, needed, at: site.clock.now(), admission, act };
    match site.db.write(work, write).await {
        Ok(()) => {
            site.mail_waits.notify_one();
            Ok(with_flash(&site, &member.chrome.href(&Vouch), Flash::Saved))
        }
        Err(Failed::Refused(NotVouched::Gone)) => Err(Error::NotFound),
        Err(Failed::Refused(NotVouched::Away)) => {
            let message = member.chrome.words().vouch_away();
            show(&member, &site, &[FieldError { field: PAGE, message }]).await
        }
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

async fn write(tx: &mut Tx, work: &Vouching) -> Result<(), Failed<NotVouched>> {
    let (me, person) = work.by;
    if !store::takes_part(tx, me).await? {
        return Err(Failed::Refused(NotVouched::Away));
    }
    match hold(tx, work.key).await? {
        Some(ApplicationState::Applied) => {}
        // The last voice, sent twice, has let them in.
        Some(ApplicationState::Admitted) => return Ok(()),
        _ => return Err(Failed::Refused(NotVouched::Gone)),
    }
    if store::vouch(tx, work.key, (person, work.at)).await? < work.needed {
        return Ok(());
    }
    match admit(tx, &work.admission).await? {
        Ok(code) => journal::record(tx, &Act { object: code.to_string(), ..work.act.clone() }).await?,
        // Without room they wait on, with all their voices.
        Err(NotAnswered::Full(_) | NotAnswered::KnownHere | NotAnswered::Missing(_)) => {}
        Err(NotAnswered::Unknown | NotAnswered::Decided(_)) => return Err(Failed::Refused(NotVouched::Gone)),
    }
    Ok(())
}
