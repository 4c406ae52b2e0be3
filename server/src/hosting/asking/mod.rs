//! Anybody asks for an exchange, shows with the link of a mail that the address is theirs, and then the host sees it and opens or declines.
//!
//! Always holds: whatever address is typed, the page is the same; what nobody confirmed the host does not see, and it is gone after a day;
//! the same form sent again asks once; an ask is decided once.

pub mod store;

use app::forms::numbered;
use app::hosting::asking::mails::AskedMail;
use app::hosting::asking::pages::{
    ask_confirm_page, ask_over_page, ask_page, ask_sent_page, ask_stands_page, host_ask_page,
};
use app::hosting::asking::{Ask, AskWritten, DeclineForm, WishForm};
use app::ids::PersonId;
use app::paths::installation::{ConfirmAsk, Host as HostPath, HostAsk};
use app::rules::catalogue::Template;
use app::time::Instant;
use app::ui::{FieldError, Flash};
use app::words::Language;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::clock::fresh_key;
use crate::db::{DbError, Tx};
use crate::http::actor::{Host, Visitor};
use crate::http::address::Address;
use crate::http::answer::{Error, with_flash};
use crate::http::form::{Form, Sent, of_another};
use crate::mail::{self, Mail, MailKey};
use crate::sign_in::link::{self, HOUR};
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// Mails to one address, and forms from one place, in an hour.
const MOST: [i64; 2] = [3, 10];
/// For how long a host is told of asks once, in seconds.
const ONCE_IN: i64 = 6 * HOUR;
/// How long it is kept what nobody confirmed, in seconds.
const KEPT: i64 = 24 * HOUR;

/// `GET /ask`
pub async fn form(visitor: Visitor) -> Response {
    let template = Template::Lets.tag().to_owned();
    show(&visitor, &WishForm { id: fresh_key().to_string(), template, ..WishForm::default() }, &[])
}

fn show(visitor: &Visitor, form: &WishForm, errors: &[FieldError]) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, Html(ask_page(&visitor.chrome, form, errors))).into_response()
}

/// `POST /ask`: a mail with a link, and the same page whosever the address is.
pub async fn ask(
    visitor: Visitor,
    State(site): State<Site>,
    address: Address,
    Sent { mark, form }: Sent<WishForm>,
) -> Result<Response, Error> {
    if let Some(other) = of_another(&site, &visitor, &mark).await? {
        return Ok(other);
    }
    let language = visitor.chrome.language;
    let (id, written) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = WishForm { id: crate::journal::number(&form.id), ..form };
            return Ok(show(&visitor, &form, &errors));
        }
    };
    let now = site.clock.now();
    throttle::admit(&site.db, &Limit::new("ask", By::Address(address), (MOST[1], HOUR)), now).await?;
    let of_email = Limit::new("ask", By::Email(&written.email), (MOST[0], HOUR));
    // Too many mails to one address are not sent; that they are not, nobody is told.
    if throttle::allows(&site.db, &of_email, now).await? {
        let token = link::token();
        let url = format!("{}{}", site.config.public_url, ConfirmAsk { token: token.clone() });
        let key = MailKey::fresh();
        let new = NewAsk { id, written, language, hash: link::hash(&token), at: now, url, key };
        site.db.write(new, leave).await?;
        site.mail_waits.notify_one();
    }
    Ok(Html(ask_sent_page(&visitor.chrome)).into_response())
}

/// What somebody asks for, before it is known whose address it is.
#[derive(Clone, Debug)]
pub struct NewAsk {
    id: i64,
    written: AskWritten,
    language: Language,
    hash: Vec<u8>,
    at: Instant,
    url: String,
    key: MailKey,
}

impl NewAsk {
    /// Of somebody in a demo, who gets no mail.
    pub fn of(written: AskWritten, language: Language, at: Instant) -> Self {
        let (id, hash) = (fresh_key(), link::hash(&link::token()));
        Self { id, written, language, hash, at, url: String::new(), key: MailKey::fresh() }
    }
}

/// Lets it wait for the host as if its link had been opened.
///
/// # Errors
/// The database's.
pub async fn stands(tx: &mut Tx, new: &NewAsk) -> Result<(), DbError> {
    store::leave(tx, new, new.at.plus_seconds(KEPT)).await?;
    store::send_off(tx, new.hash.clone(), new.at).await?;
    Ok(())
}

/// Leaves it, and the mail: once by the number of the form.
async fn leave(tx: &mut Tx, new: &NewAsk) -> Result<(), DbError> {
    store::forget(tx, new.at).await?;
    let until = new.at.plus_seconds(KEPT);
    if !store::leave(tx, new, until).await? {
        return Ok(());
    }
    let letter = AskedMail::Confirm(new.url.clone()).letter(new.language);
    let mail = Mail { key: new.key, to: new.written.email.clone(), letter, until: Some(until) };
    mail::store::enqueue(tx, &[mail], new.at).await
}

/// `GET /ask/{token}`
pub async fn confirm_form(path: ConfirmAsk, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let found = store::sent(&mut conn, link::hash(&path.token), site.clock.now()).await?;
    Ok(match found {
        Some(community) => Html(ask_confirm_page(&visitor.chrome, &path.token, &community)).into_response(),
        None => over(&visitor),
    })
}

fn over(visitor: &Visitor) -> Response {
    (StatusCode::NOT_FOUND, Html(ask_over_page(&visitor.chrome))).into_response()
}

/// `POST /ask/{token}`: whoever has the link sends it off, once.
pub async fn confirm(path: ConfirmAsk, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    let page = format!("{}{HostPath}", site.config.public_url);
    let work = SendingOff { hash: link::hash(&path.token), at: site.clock.now(), page };
    let sent = site.db.write(work, async |tx, work| send_off(tx, work).await).await?;
    site.mail_waits.notify_one();
    Ok(if sent { Html(ask_stands_page(&visitor.chrome)).into_response() } else { over(&visitor) })
}

struct SendingOff {
    hash: Vec<u8>,
    at: Instant,
    page: String,
}

/// Sends it off and writes to who runs the installation: one mail to each of them in some hours, however many ask. False if the link is
/// good no longer.
async fn send_off(tx: &mut Tx, work: &SendingOff) -> Result<bool, DbError> {
    let SendingOff { hash, at, page } = work;
    let Some(ask) = store::send_off(tx, hash.clone(), *at).await? else { return Ok(false) };
    let once = at.unix_seconds().div_euclid(ONCE_IN);
    let mail = |(person, host, to, language): (PersonId, String, String, String)| {
        let key = MailKey::said(&format!("asked/{}/{once}", person.0));
        let waits = AskedMail::Waits { host, ask: ask.clone(), page: page.clone() };
        Mail { key, to, letter: waits.letter(Language::of_tag(&language).unwrap_or(Language::English)), until: None }
    };
    let mails: Vec<_> = store::hosts(tx).await?.into_iter().map(mail).collect();
    mail::store::enqueue(tx, &mails, *at).await?;
    Ok(true)
}

/// The ask of that number that waits for the host.
pub(super) async fn waiting(site: &Site, id: &str) -> Result<Ask, Error> {
    let id = id.parse::<i64>().map_err(|_| Error::NotFound)?;
    let mut conn = site.db.read().await?;
    store::waiting(&mut conn, id).await?.ok_or(Error::NotFound)
}

/// `GET /host/asks/{id}`
pub async fn page(path: HostAsk, host: Host, State(site): State<Site>) -> Result<Html<String>, Error> {
    let ask = waiting(&site, &path.id).await?;
    Ok(Html(host_ask_page(&host.chrome, &ask, &DeclineForm::default(), &[])))
}

/// `POST /host/asks/{id}`: no, with words that are mailed.
pub async fn decline(
    path: HostAsk,
    host: Host,
    State(site): State<Site>,
    Form(form): Form<DeclineForm>,
) -> Result<Response, Error> {
    let ask = waiting(&site, &path.id).await?;
    let why = match form.parse(host.chrome.language) {
        Ok(why) => why,
        Err(errors) => {
            let page = host_ask_page(&host.chrome, &ask, &form, &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
        }
    };
    let work = Declining { ask, why, by: host.person.id, at: site.clock.now(), key: MailKey::fresh() };
    site.db.write(work, async |tx, work| say_no(tx, work).await).await?;
    site.mail_waits.notify_one();
    Ok(with_flash(&site, &HostPath.to_string(), Flash::Saved))
}

struct Declining {
    ask: Ask,
    why: String,
    by: PersonId,
    at: Instant,
    key: MailKey,
}

async fn say_no(tx: &mut Tx, work: &Declining) -> Result<(), DbError> {
    let Declining { ask, why, by, at, key } = work;
    // Whoever was faster has written already.
    if !store::decide(tx, ask.id, ("declined", why), (*by, *at)).await? {
        return Ok(());
    }
    let declined = AskedMail::Declined { name: ask.name.clone(), community: ask.community.clone(), why: why.clone() };
    let letter = declined.letter(Language::of_tag(&ask.language).unwrap_or(Language::English));
    mail::store::enqueue(tx, &[Mail { key: *key, to: ask.email.clone(), letter, until: None }], *at).await
}
