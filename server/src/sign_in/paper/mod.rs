//! Getting in with a code on paper: the code of the account, the code on the paper and a new password, in one step.
//!
//! Always holds: a code is good once, for five tries counted before they are looked at; whoever is more than a member of the exchange that
//! made it gets in by mail alone; whether an account, its member or a code is there shows in no answer. Not here: who makes one (`members::paper`).

pub mod store;

use app::ids::PersonId;
use app::sign_in::code::TRIES;
use app::sign_in::forms::password_trouble;
use app::sign_in::mails::SignInMail;
use app::sign_in::me::landing;
use app::sign_in::paper::{PaperAsked, PaperForm, paper_page};
use app::sign_in::phrase::offered_again;
use app::time::Instant;
use app::ui::{FieldError, Flash};
use app::words::Words;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use self::store::PaperKey;
use super::link::{self, HOUR};
use super::mails::{reset_url, tell};
use super::store::{self as persons, NewPassword};
use crate::clock::random;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::Visitor;
use crate::http::address::Address;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::session::Door;
use crate::mail::MailKey;
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// Codes tried from one place in an hour, whosever they are.
const TRIES_OF_ADDRESS: i64 = 30;

/// `GET /paper-code`
pub async fn form(visitor: Visitor) -> Response {
    show(&visitor, &PaperForm::default(), &[])
}

fn show(visitor: &Visitor, form: &PaperForm, errors: &[FieldError]) -> Response {
    let chrome = &visitor.chrome;
    let phrase = offered_again(&form.offered, chrome.language, random());
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, Html(paper_page(chrome, phrase, form, errors))).into_response()
}

/// What using a code takes, made before the transaction.
struct Using {
    asked: PaperAsked,
    code: Vec<u8>,
    new: NewPassword,
    mail: (MailKey, SignInMail),
    words: &'static Words,
    at: Instant,
}

/// What came of a code.
enum Used {
    /// They have a new password.
    Yes(PersonId),
    /// There is none of that account, or not that one.
    Wrong,
}

/// The password is easy for who they are; the code stays good, and the try is not counted.
struct Easy(String);

/// `POST /paper-code`: sets the password, ends every session of the person and begins one here. The same work, whoever is meant.
pub async fn enter(
    visitor: Visitor,
    (State(site), door, address): (State<Site>, Door, Address),
    Form(form): Form<PaperForm>,
) -> Result<Response, Error> {
    let now = site.clock.now();
    let asked = match form.parse(visitor.chrome.language) {
        Ok(asked) => asked,
        Err(errors) => return Ok(show(&visitor, &form, &errors)),
    };
    let limit = Limit::new("paper code", By::Address(address), (TRIES_OF_ADDRESS, HOUR));
    let place = site.passwords.place(Some(&limit))?;
    throttle::admit(&site.db, &limit, now).await?;
    let new = NewPassword { hash: place.hash(asked.new.clone()).await?, keep: String::new() };
    let mail = (MailKey::fresh(), SignInMail::PasswordChanged(reset_url(&site)));
    let code = link::hash(&asked.code);
    let words = visitor.chrome.words();
    match site.db.write(Using { asked, code, new, mail, words, at: now }, try_code).await {
        Ok(Used::Yes(person)) => {
            site.mail_waits.notify_one();
            throttle::forgive(&site.db, &[&limit]).await?;
            door.let_in(person).await?;
            let visitor = visitor.signed_in(&door, &site).await?;
            Ok(with_flash(&site, &landing(&visitor.chrome), Flash::PasswordSet))
        }
        Ok(Used::Wrong) => Ok(show(&visitor, &form, &[FieldError { field: "paper", message: words.paper_not_good() }])),
        Err(Failed::Refused(Easy(message))) => Ok(show(&visitor, &form, &[FieldError { field: "new", message }])),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// Each that there is for the account is tried, and the try counted before it is looked at.
async fn try_code(tx: &mut Tx, using: &Using) -> Result<Used, Failed<Easy>> {
    for key in store::of_account(tx, &using.asked.account).await? {
        let right = store::try_code(tx, key, (TRIES, using.at)).await?;
        let is_right = right.is_some_and(|right| right == using.code);
        if is_right && !store::is_more(tx, key).await? {
            return set(tx, using, key).await;
        }
    }
    Ok(Used::Wrong)
}

async fn set(tx: &mut Tx, using: &Using, key: PaperKey) -> Result<Used, Failed<Easy>> {
    let (_, person) = key;
    let about = persons::about(tx.conn(), person).await?;
    if let Some(message) = password_trouble(&using.asked.new, &about, using.words) {
        return Err(Failed::Refused(Easy(message)));
    }
    if !store::use_up(tx, key).await? {
        return Ok(Used::Wrong);
    }
    let had_one = persons::has_password(tx, person).await?;
    persons::set_password(tx, person, &using.new, using.at).await?;
    let contact = persons::person_of(tx, person).await?;
    if had_one {
        tell(tx, &contact, using.mail.clone(), using.at).await?;
    }
    Ok(Used::Yes(person))
}

/// Forgets codes that are too old.
///
/// # Errors
/// The database's.
pub async fn sweep(site: &Site) -> Result<(), DbError> {
    site.db.write(site.clock.now(), async |tx, now| store::sweep(tx, *now).await).await
}
