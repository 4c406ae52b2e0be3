//! Changing one's e-mail address: the password says that it is oneself, a link in a mail to the new address that it is one's
//! own, and the old address hears of both steps. Nobody learns from it whose address is known here.

use app::ids::PersonId;
use app::paths::installation::MyEmailWith;
use app::sign_in::EmailForm;
use app::sign_in::email::{email_confirm_page, email_over_page, email_page, email_sent_page};
use app::sign_in::forms::AddressAsked;
use app::sign_in::mails::SignInMail;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::link::{self, HOUR};
use super::mails::{password_url, reset_url, tell};
use super::me::is_password;
use super::persons::{mailbox, set_mailbox};
use super::store::{self, NewLink, OpenedLink, Purpose};
use crate::db::{DbError, Tx};
use crate::http::actor::{Signed, Visitor};
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::Form;
use crate::mail::{self, Mail, MailKey};
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// Mails that one person may cause in an hour.
const MOST: i64 = 3;

/// `GET /me/email`
pub async fn form(signed: Signed, State(site): State<Site>) -> Result<Response, Error> {
    show((&signed, &site), &EmailForm::default(), &[]).await
}

/// Where mails go of somebody who signs in by no address.
async fn mailbox_of(site: &Site, person: PersonId) -> Result<Option<String>, Error> {
    let mut conn = site.db.read().await?;
    Ok(mailbox(&mut conn, person).await?)
}

/// The page; 422 with errors.
async fn show((signed, site): (&Signed, &Site), form: &EmailForm, errors: &[FieldError]) -> Result<Response, Error> {
    let shares = signed.person.email.is_none();
    let now = if shares { mailbox_of(site, signed.person.id).await? } else { signed.person.email.clone() };
    let now = now.unwrap_or_else(|| signed.chrome.words().me_email_none());
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(email_page(&signed.chrome, (&now, shares), form, errors))).into_response())
}

/// `POST /me/email`: a link to the new address, a word to the old one. The same answer if the new one is somebody's already.
pub async fn ask(signed: Signed, State(site): State<Site>, Form(form): Form<EmailForm>) -> Result<Response, Error> {
    let (words, person) = (signed.chrome.words(), &signed.person);
    let read = match &person.email {
        Some(now) => form.parse(now, signed.chrome.language).map(AddressAsked::Own),
        None => {
            let now = mailbox_of(&site, person.id).await?.unwrap_or_default();
            form.parse_shared(&now, signed.chrome.language)
        }
    };
    let right = is_password(&site, person, form.password.clone()).await?;
    let (purpose, address) = match (read, right) {
        (Ok(AddressAsked::Own(address)), true) => (Purpose::Email, address),
        (Ok(AddressAsked::Shared(address)), true) => (Purpose::Mailbox, address),
        (Ok(AddressAsked::Nowhere), true) => {
            site.db.write(person.id, async |tx, person| set_mailbox(tx, *person, None).await).await?;
            return Ok(with_flash(&site, "/me", Flash::Saved));
        }
        (read, right) => {
            let mut errors = read.err().unwrap_or_default();
            if !right {
                errors.push(FieldError { field: "password", message: words.me_password_wrong() });
            }
            return show((&signed, &site), &form, &errors).await;
        }
    };
    let now = site.clock.now();
    throttle::admit(&site.db, &Limit::new("email", By::Person(person.id), (MOST, HOUR)), now).await?;
    let token = link::token();
    let new = NewLink {
        hash: link::hash(&token),
        purpose,
        person: person.id,
        address: address.clone(),
        from: now,
        until: now.plus_seconds(HOUR),
    };
    let url = format!("{}{}", site.config.public_url, MyEmailWith { token });
    let confirm = if purpose == Purpose::Mailbox { SignInMail::Shared(url) } else { SignInMail::Confirm(url) };
    let mails = ChangeMails {
        keys: [MailKey::fresh(), MailKey::fresh()],
        confirm,
        taken: SignInMail::Taken(reset_url(&site)),
        asked: SignInMail::Asked(password_url(&site)),
    };
    site.db.write((new, mails), async |tx, (new, mails)| send(tx, new, mails).await).await?;
    site.mail_waits.notify_one();
    Ok(Html(email_sent_page(&signed.chrome, &address)).into_response())
}

/// The mails of one wish to change an address: one to the new address, one to the old.
struct ChangeMails {
    keys: [MailKey; 2],
    confirm: SignInMail,
    taken: SignInMail,
    asked: SignInMail,
}

/// The link and both mails. Whoever has the new address already gets a mail that says so, and nothing is left for them to open.
async fn send(tx: &mut Tx, new: &NewLink, mails: &ChangeMails) -> Result<(), DbError> {
    let asker = store::person_of(tx, new.person).await?;
    let [to_new, to_old] = mails.keys;
    let known = if new.purpose == Purpose::Email { store::person(tx, &new.address).await? } else { None };
    match known {
        Some(known) => tell(tx, &known, (to_new, mails.taken.clone()), new.from).await?,
        None => {
            store::leave_link(tx, new).await?;
            // Whose address it is, is what the link is to show: nobody is named to a stranger.
            let letter = mails.confirm.clone().letter(None, asker.language);
            let mail = Mail { key: to_new, to: new.address.clone(), letter, until: Some(new.until) };
            mail::store::enqueue(tx, &[mail], new.from).await?;
        }
    }
    tell(tx, &asker, (to_old, mails.asked.clone()), new.from).await
}

/// A link is one to sign in by an address, or to have mails go to one that others read too.
fn opened(site: &Site, path: &MyEmailWith) -> [OpenedLink; 2] {
    let (hash, at) = (link::hash(&path.token), site.clock.now());
    [Purpose::Email, Purpose::Mailbox].map(|purpose| OpenedLink { hash: hash.clone(), purpose, at })
}

fn over(visitor: &Visitor) -> Response {
    (StatusCode::NOT_FOUND, Html(email_over_page(&visitor.chrome))).into_response()
}

/// `GET /me/email/{token}`
pub async fn confirm_form(path: MyEmailWith, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    for link in opened(&site, &path) {
        let Some(owner) = store::link(&site.db, &link).await? else { continue };
        let name = store::name(&site.db, owner.person_id).await?;
        let shared = link.purpose == Purpose::Mailbox;
        let page = email_confirm_page(&visitor.chrome, &path.token, (&name, &owner.address), shared);
        return Ok(Html(page).into_response());
    }
    Ok(over(&visitor))
}

/// `POST /me/email/{token}`: uses the link up, changes the address and says so to the old one.
pub async fn confirm(path: MyEmailWith, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    let input = (opened(&site, &path), MailKey::fresh());
    let changed = site.db.write(input, async |tx, (links, key)| {
        let [own, shared] = links;
        match change(tx, own, *key).await? {
            Some(person) => Ok(Some((person, false))),
            None => Ok::<_, DbError>(share(tx, shared, *key).await?.map(|person| (person, true))),
        }
    });
    match changed.await {
        Ok(Some((person, shared))) => {
            site.mail_waits.notify_one();
            let mine = visitor.person.is_some_and(|one| one.id == person);
            let flash = if shared { Flash::Saved } else { Flash::EmailChanged };
            Ok(with_flash(&site, if mine { "/me" } else { "/sign-in" }, flash))
        }
        // Somebody else has it by now, or was faster.
        Ok(None) | Err(DbError::Exists) => Ok(over(&visitor)),
        Err(error) => Err(error.into()),
    }
}

/// Whose address was changed; nobody's if the link is not good, or somebody else has the address by now.
async fn change(tx: &mut Tx, link: &OpenedLink, key: MailKey) -> Result<Option<PersonId>, DbError> {
    let Some(owner) = store::use_link(tx, link).await? else { return Ok(None) };
    let before = store::person_of(tx, owner.person_id).await?;
    if store::person(tx, &owner.address).await?.is_some() {
        return Ok(None);
    }
    store::set_email(tx, owner.person_id, owner.address, link.at).await?;
    tell(tx, &before, (key, SignInMail::Gone), link.at).await?;
    Ok(Some(before.id))
}

/// For whom mails go to another address from now on, which others read too; for nobody if the link is not good.
async fn share(tx: &mut Tx, link: &OpenedLink, key: MailKey) -> Result<Option<PersonId>, DbError> {
    let Some(owner) = store::use_link(tx, link).await? else { return Ok(None) };
    let before = store::person_of(tx, owner.person_id).await?;
    set_mailbox(tx, owner.person_id, Some(owner.address)).await?;
    tell(tx, &before, (key, SignInMail::Gone), link.at).await?;
    Ok(Some(before.id))
}
