//! Writing to the committee: one mail to each of them, in their language; for members, and for whoever is none. Who asks for a payment
//! back writes to who was paid as well (`asked.rs`).
//!
//! Always holds: the same form sent again, or twice at once, is one mail to each; nobody sends more than some an hour, and strangers
//! together no more than an exchange can bear; no address is shown on a page.

mod asked;
pub mod store;

use app::forms::numbered;
use app::ids::{ExchangeId, PersonId};
use app::messages::mails::{ContactBy, ContactMail};
use app::messages::pages::{ContactWriter, contact_page, contact_sent_page};
use app::messages::{ContactForm, ContactWritten, Officer};
use app::paths::exchange::Member as MemberPath;
use app::paths::query::ContactQuery;
use app::time::Instant;
use app::ui::FieldError;
use app::ui::chrome::href_in;
use asked::{Asked, asked};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

use crate::clock::fresh_key;
use crate::db::{DbError, Tx};
use crate::http::actor::Visitor;
use crate::http::address::Address;
use crate::http::answer::Error;
use crate::http::form::{Sent, of_another};
use crate::http::query::Query;
use crate::http::reader::place_of;
use crate::http::tenant::Exchange;
use crate::mail::whom::{self, OfficerRow};
use crate::mail::{self, Mail, MailKey};
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// Messages that one person, or strangers from one address, may write in an hour.
const MOST: i64 = 5;
/// Messages that strangers together may write to one exchange in an hour: each is a mail to everybody of its committee.
const MOST_OF_STRANGERS: i64 = 30;
const HOUR: i64 = 3_600;

/// `GET /contact`
pub async fn form(
    visitor: Visitor,
    exchange: Exchange,
    State(site): State<Site>,
    Query(query): Query<ContactQuery>,
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let about = asked(&mut conn, (&visitor, &exchange), &query.payment).await?.map(|asked| asked.about);
    drop(conn);
    let (id, message) = (fresh_key().to_string(), about.unwrap_or_default());
    let form = ContactForm { id, message, payment: query.payment, ..ContactForm::default() };
    show((&visitor, &exchange), &site, &form, &[]).await
}

/// The page; 422 with errors.
async fn show(
    (visitor, exchange): (&Visitor, &Exchange),
    site: &Site,
    form: &ContactForm,
    errors: &[FieldError],
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let officers = officers_of(&mut conn, exchange.id).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let asked = asked(&mut conn, (visitor, exchange), &form.payment).await?.map(|asked| asked.view);
    let page = contact_page(&visitor.chrome, (&officers, writer(visitor), asked.as_ref()), form, errors);
    Ok((status, Html(page)).into_response())
}

fn writer(visitor: &Visitor) -> ContactWriter {
    match visitor.member {
        Some(_) => ContactWriter::Member { has_address: has_address(visitor) },
        None => ContactWriter::Stranger,
    }
}

fn has_address(visitor: &Visitor) -> bool {
    visitor.person.as_ref().is_some_and(|person| person.email.is_some())
}

/// Who holds an office in an exchange, for whoever asks: names and offices are no secret.
pub async fn officers_of(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<Officer>, DbError> {
    Ok(whom::officers(conn, exchange).await?.iter().map(officer).collect())
}

fn officer(row: &OfficerRow) -> Officer {
    let (name, code) = (row.name.clone(), row.code.clone());
    Officer { name, code, offices: row.roles(), is_reached: !row.email.is_empty() }
}

/// `POST /contact`: a mail to each of the committee; the same form again sends nothing more.
pub async fn send(
    visitor: Visitor,
    exchange: Exchange,
    State(site): State<Site>,
    address: Address,
    Sent { mark, form }: Sent<ContactForm>,
) -> Result<Response, Error> {
    if let Some(other) = of_another(&site, &visitor, &mark).await? {
        return Ok(other);
    }
    let language = visitor.chrome.language;
    let read = if visitor.member.is_some() { form.of_member(language) } else { form.of_stranger(language) };
    let (id, written) = match numbered(&form.id, language, read) {
        Ok(asked) => asked,
        Err(errors) => {
            let form = ContactForm { id: crate::journal::number(&form.id), ..form };
            return show((&visitor, &exchange), &site, &form, &errors).await;
        }
    };
    let mut conn = site.db.read().await?;
    let asked = asked(&mut conn, (&visitor, &exchange), &form.payment).await?;
    drop(conn);
    let now = site.clock.now();
    for limit in limits(&visitor, &exchange, address) {
        throttle::admit(&site.db, &limit, now).await?;
    }
    let mails = mails((&visitor, &exchange), &site, (id, &written, asked.as_ref())).await?;
    site.db.write((mails, now), write).await?;
    site.mail_waits.notify_one();
    let about = (written.stranger.as_ref(), asked.as_ref().map(|asked| &asked.view));
    let page = contact_sent_page(&visitor.chrome, has_address(&visitor), about);
    Ok(Html(page).into_response())
}

/// By whom it is counted: a member by themselves; strangers by where they come from, and all of them together.
fn limits(visitor: &Visitor, exchange: &Exchange, address: Address) -> Vec<Limit> {
    match (&visitor.person, visitor.member) {
        (Some(person), Some(_)) => vec![Limit::new("contact", By::Person(person.id), (MOST, HOUR))],
        _ => vec![
            Limit::new("contact", By::Address(address), (MOST, HOUR)),
            Limit::new("contact", By::Strangers(exchange.id), (MOST_OF_STRANGERS, HOUR)),
        ],
    }
}

async fn mails(
    (visitor, exchange): (&Visitor, &Exchange),
    site: &Site,
    (id, written, asked): (i64, &ContactWritten, Option<&Asked>),
) -> Result<Vec<Mail>, Error> {
    let (name, from) = match &written.stranger {
        Some(stranger) => (stranger.name.clone(), ContactBy::Stranger { email: stranger.email.clone() }),
        None => {
            let mine = place_of(&visitor.chrome)?.mine.as_ref().ok_or(Error::NotFound)?;
            let page = href_in(&exchange.slug, &MemberPath { code: mine.code.to_string() });
            let page = format!("{}{page}", site.config.public_url);
            let email = visitor.person.as_ref().and_then(|person| person.email.clone());
            (mine.member.clone(), ContactBy::Member { code: mine.code.to_string(), email, page })
        }
    };
    // Whoever reads it is of the committee: nobody has to be named.
    let sender = whom::sender((&exchange.name, &exchange.slug), &[], &site.config.public_url);
    let told = ContactMail { name: name.clone(), from, sender, message: written.message.clone() };
    let by = visitor.person.as_ref().map_or(0, |person| person.id.0);
    let mut conn = site.db.read().await?;
    let officers = whom::officers(&mut conn, exchange.id).await?.into_iter().filter(|one| !one.email.is_empty());
    let about = asked.map_or(String::new(), |asked| asked.view.id.to_string());
    let key = |how, to| key((by, exchange.id), (id, &about, written), (how, to));
    let mails = officers.map(|officer| Mail {
        key: key("", officer.person_id),
        letter: told.clone().letter(officer.name.clone(), officer.language),
        to: officer.email,
        until: None,
    });
    let mut mails: Vec<Mail> = mails.collect();
    let committee = (!mails.is_empty()).then(|| exchange.name.clone());
    let letters = asked.map(|asked| asked.letters(site, (&name, exchange), (&written.message, committee)));
    for (person, to, letter) in letters.into_iter().flatten() {
        mails.push(Mail { key: key("payee ", person), letter, to, until: None });
    }
    Ok(mails)
}

/// The mail's key: the same for the same form, so that it is sent once; other words under the same number are another mail.
fn key(
    (by, exchange): (i64, ExchangeId),
    (id, about, written): (i64, &str, &ContactWritten),
    (how, to): (&str, PersonId),
) -> MailKey {
    let said = format!("{by}/{}/{id}/{about}/{how}{}/{written:?}", exchange.0, to.0);
    let digest = Sha256::digest(said.as_bytes());
    let bytes = digest.first_chunk::<8>().copied().unwrap_or_default();
    MailKey(i64::from_be_bytes(bytes) & i64::MAX)
}

async fn write(tx: &mut Tx, (mails, at): &(Vec<Mail>, Instant)) -> Result<(), DbError> {
    mail::store::enqueue(tx, mails, *at).await
}
