//! Saying yes to acting for a member, by the link of the mail: as who is signed in, or as somebody new.
//!
//! Always holds: a link is good once, and only while whoever sent it acts for the member; looking uses nothing up.

use app::forms::PAGE;
use app::ids::PersonId;
use app::journal::What;
use app::members::operators::{ActForForm, ActForPage, MOST, OperatorRefusal, act_for_over_page, act_for_page};
use app::paths::exchange::{ActFor, Home};
use app::sign_in::phrase::offered_again;
use app::time::Instant;
use app::ui::chrome::href_as;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::tz::TimeZone;

use super::store::{self, OpenedAsk, OwnMember};
use super::{NotActing, record};
use crate::clock::{fresh_key, random};
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::Visitor;
use crate::http::answer::{Error, with_flash};
use crate::http::form::{Sent, of_another};
use crate::http::session::Door;
use crate::http::tenant::Exchange;
use crate::journal::Act;
use crate::members::paper::store::{hold, let_act};
use crate::sign_in::link;
use crate::sign_in::persons::{NewPerson, create_person, person_by_email};
use crate::site::Site;

async fn opened(site: &Site, exchange: &Exchange, path: &ActFor) -> Result<Option<(OpenedAsk, bool)>, Error> {
    let mut conn = site.db.read().await?;
    let found = store::opened(&mut conn, exchange.id, (link::hash(&path.token), site.clock.now())).await?;
    let Some(found) = found else { return Ok(None) };
    let is_known = person_by_email(&mut conn, &found.email).await?.is_some();
    Ok(Some((found, is_known)))
}

fn over(visitor: &Visitor) -> Response {
    (StatusCode::NOT_FOUND, Html(act_for_over_page(&visitor.chrome))).into_response()
}

/// The page; 422 with errors.
fn show(
    visitor: &Visitor,
    (path, found, is_known): (&ActFor, &OpenedAsk, bool),
    form: &ActForForm,
    errors: &[FieldError],
) -> Response {
    let page = ActForPage {
        token: path.token.clone(),
        by: found.by_name.clone(),
        member: format!("{} ({})", found.member, found.code),
        is_known,
        phrase: offered_again(&form.offered, visitor.chrome.language, random()),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, Html(act_for_page(&visitor.chrome, &page, form, errors))).into_response()
}

/// `GET /act-for/{token}`
pub async fn form(
    path: ActFor,
    visitor: Visitor,
    exchange: Exchange,
    State(site): State<Site>,
) -> Result<Response, Error> {
    Ok(match opened(&site, &exchange, &path).await? {
        Some((found, is_known)) => show(&visitor, (&path, &found, is_known), &ActForForm::default(), &[]),
        None => over(&visitor),
    })
}

/// What saying yes takes, made before the transaction.
struct Accepting {
    hash: Vec<u8>,
    exchange: Exchange,
    /// Who says yes, or who comes to be.
    person: Result<PersonId, NewPerson>,
    act: i64,
    at: Instant,
    zone: TimeZone,
}

/// `POST /act-for/{token}`
pub async fn accept(
    path: ActFor,
    visitor: Visitor,
    exchange: Exchange,
    (State(site), door): (State<Site>, Door),
    Sent { mark, form }: Sent<ActForForm>,
) -> Result<Response, Error> {
    if let Some(other) = of_another(&site, &visitor, &mark).await? {
        return Ok(other);
    }
    let Some((found, is_known)) = opened(&site, &exchange, &path).await? else { return Ok(over(&visitor)) };
    let language = visitor.chrome.language;
    let person = match &visitor.person {
        Some(person) => Ok(person.id),
        None if is_known => return Err(Error::SignIn(visitor.chrome.here)),
        None => {
            let about = format!("{}\n{}\n{}", exchange.name, exchange.slug, found.email);
            let (name, password) = match form.parse(&about, language) {
                Ok(read) => read,
                Err(errors) => return Ok(show(&visitor, (&path, &found, is_known), &form, &errors)),
            };
            Err(NewPerson {
                id: PersonId(fresh_key()),
                email: Some(found.email.clone()),
                name,
                language,
                password_hash: site.passwords.place(None)?.hash(password).await?,
                is_host: false,
            })
        }
    };
    let (hash, at, zone) = (link::hash(&path.token), site.clock.now(), exchange.zone.clone());
    let work = Accepting { hash, exchange: exchange.clone(), person, act: fresh_key(), at, zone };
    match site.db.write(work, write).await {
        Ok(Some(person)) => {
            site.notices_wait.notify_one();
            if visitor.person.is_none() {
                door.let_in(person).await?;
            }
            Ok(with_flash(&site, &href_as(&exchange.slug, &found.code, &Home), Flash::Saved))
        }
        Ok(None) => Ok(over(&visitor)),
        Err(Failed::Refused(NotActing::Refused(refusal))) => {
            let error = FieldError { field: PAGE, message: refusal.text(visitor.chrome.words()) };
            Ok(show(&visitor, (&path, &found, is_known), &form, &[error]))
        }
        Err(Failed::Refused(NotActing::Other)) => Err(Error::Conflict),
        // The address was taken meanwhile: they sign in with it.
        Err(Failed::Db(DbError::Exists)) => Err(Error::SignIn(visitor.chrome.here)),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// Who acts from then on; none if the link is good no longer.
async fn write(tx: &mut Tx, work: &Accepting) -> Result<Option<PersonId>, Failed<NotActing>> {
    let exchange = work.exchange.id;
    let found = store::opened(tx.conn(), exchange, (work.hash.clone(), work.at)).await?;
    let Some(found) = found else { return Ok(None) };
    let key = (exchange, found.member_id);
    hold(tx, key).await?;
    let all = store::people(tx.conn(), key, &work.zone).await?;
    let refused = |refusal| Failed::Refused(NotActing::Refused(refusal));
    if all.len() >= MOST {
        return Err(refused(OperatorRefusal::Full));
    }
    let person = match &work.person {
        Ok(person) if all.iter().any(|one| one.person == *person) => return Err(refused(OperatorRefusal::Already)),
        Ok(person) => *person,
        Err(new) => {
            create_person(tx, new, work.at).await?;
            new.id
        }
    };
    if !store::use_up(tx, key, (found.invite_id, 0, work.at)).await? {
        return Ok(None);
    }
    let_act(tx, key, (person, work.at)).await?;
    let act = Act::new(What::Operators, (exchange, work.act), (person, work.at));
    let act = Act { object: found.code.to_string(), ..act };
    let (member_id, account_id) = (found.member_id, found.account_id);
    let own = OwnMember { member_id, account_id, code: found.code, name: found.member };
    record(tx, (&act, &own), (all.len(), all.len() + 1)).await?;
    Ok(Some(person))
}
