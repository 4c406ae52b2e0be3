//! Writing to the committee: one mail to each of them, in their language.
//!
//! Always holds: the same form sent again, or twice at once, is one mail to each; nobody sends more than some an hour; no address is
//! shown on a page.

pub mod store;

use app::forms::numbered;
use app::ids::ExchangeId;
use app::messages::mails::ContactMail;
use app::messages::pages::{contact_page, contact_sent_page};
use app::messages::{ContactForm, Officer};
use app::paths::exchange::Member as MemberPath;
use app::roles::Role;
use app::time::Instant;
use app::ui::FieldError;
use app::ui::chrome::href_in;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use store::OfficerRow;

use crate::clock::fresh_key;
use crate::db::{DbError, Tx};
use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::http::reader::place_of;
use crate::mail::{self, Mail, MailKey};
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// Messages that one person may write in an hour.
const MOST: i64 = 5;
const HOUR: i64 = 3_600;

/// `GET /contact`
pub async fn form(member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let form = ContactForm { id: fresh_key().to_string(), ..ContactForm::default() };
    show(&member, &site, &form, &[]).await
}

/// The page; 422 with errors.
async fn show(member: &Member, site: &Site, form: &ContactForm, errors: &[FieldError]) -> Result<Response, Error> {
    let officers: Vec<Officer> = officers(member, site).await?.iter().map(officer).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let has_address = member.person.email.is_some();
    Ok((status, Html(contact_page(&member.chrome, (&officers, has_address), form, errors))).into_response())
}

async fn officers(member: &Member, site: &Site) -> Result<Vec<OfficerRow>, DbError> {
    let mut conn = site.db.read().await?;
    store::officers(&mut conn, member.exchange.id).await
}

/// Who holds an office in an exchange, for whoever asks: names and offices are no secret.
pub async fn officers_of(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<Officer>, DbError> {
    Ok(store::officers(conn, exchange).await?.iter().map(officer).collect())
}

fn officer(row: &OfficerRow) -> Officer {
    let mut offices: Vec<Role> = row.offices.split('|').filter_map(Role::of_tag).collect();
    offices.sort();
    Officer { name: row.name.clone(), offices, is_reached: !row.email.is_empty() }
}

/// `POST /contact`: a mail to each of the committee; the same form again sends nothing more.
pub async fn send(member: Member, State(site): State<Site>, Form(form): Form<ContactForm>) -> Result<Response, Error> {
    let language = member.chrome.language;
    let (id, message) = match numbered(&form.id, language, form.parse(language)) {
        Ok(asked) => asked,
        Err(errors) => {
            let form = ContactForm { id: crate::journal::number(&form.id), ..form };
            return show(&member, &site, &form, &errors).await;
        }
    };
    let now = site.clock.now();
    throttle::admit(&site.db, &Limit::new("contact", By::Person(member.person.id), (MOST, HOUR)), now).await?;
    let mails = mails(&member, &site, (id, &message)).await?;
    site.db.write((mails, now), write).await?;
    site.mail_waits.notify_one();
    Ok(Html(contact_sent_page(&member.chrome, member.person.email.is_some())).into_response())
}

async fn mails(member: &Member, site: &Site, (id, message): (i64, &str)) -> Result<Vec<Mail>, Error> {
    let mine = place_of(&member.chrome)?.mine.as_ref().ok_or(Error::NotFound)?;
    let page = href_in(&member.exchange.slug, &MemberPath { code: mine.code.to_string() });
    let told = ContactMail {
        name: mine.member.clone(),
        code: mine.code.to_string(),
        exchange: member.exchange.name.clone(),
        message: message.to_owned(),
        email: member.person.email.clone(),
        page: format!("{}{page}", site.config.public_url),
    };
    let officers = officers(member, site).await?.into_iter().filter(|officer| !officer.email.is_empty());
    let mails = officers.map(|officer| Mail {
        key: key(member, (id, message), &officer),
        letter: told.clone().letter(officer.language),
        to: officer.email,
        until: None,
    });
    Ok(mails.collect())
}

/// The mail's key: the same for the same form, so that it is sent once; other words under the same number are another mail.
fn key(member: &Member, (id, message): (i64, &str), to: &OfficerRow) -> MailKey {
    let said = format!("{}/{}/{id}/{}/{message}", member.person.id.0, member.exchange.id.0, to.person_id.0);
    let digest = Sha256::digest(said.as_bytes());
    let bytes = digest.first_chunk::<8>().copied().unwrap_or_default();
    MailKey(i64::from_be_bytes(bytes) & i64::MAX)
}

async fn write(tx: &mut Tx, (mails, at): &(Vec<Mail>, Instant)) -> Result<(), DbError> {
    mail::store::enqueue(tx, mails, *at).await
}
