//! Mails to a person about how they sign in; each a row of the transaction that it tells of.

use app::paths::installation::{MyPassword, ResetPassword};

use super::store::Contact;
use crate::db::{DbError, Tx};
use crate::mail::{self, Mail};
use crate::site::Site;

/// The pages that these mails lead to.
#[derive(Clone, Debug)]
pub struct Links {
    reset: String,
    password: String,
}

impl Links {
    /// Of this installation.
    pub fn of(site: &Site) -> Self {
        let at = |path: String| format!("{}{path}", site.config.public_url);
        Self { reset: at(ResetPassword.to_string()), password: at(MyPassword.to_string()) }
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The password was changed or set.
    PasswordChanged,
    /// Somebody asked to replace the address.
    ChangeAsked,
    /// The address was replaced; told to the one that was.
    AddressGone,
    /// Somebody else wants the address.
    AddressTaken,
}

/// Tells a person, in their language; nobody who has no address.
///
/// # Errors
/// When the database fails.
pub async fn tell(
    tx: &mut Tx,
    (to, news): (&Contact, News),
    links: &Links,
    at: app::time::Instant,
) -> Result<(), DbError> {
    let Some(email) = to.email.clone() else { return Ok(()) };
    let words = to.language.words();
    let (subject, body) = match news {
        News::PasswordChanged => (words.password_mail_subject(), words.password_mail_body(&links.reset)),
        News::ChangeAsked => (words.email_mail_asked_subject(), words.email_mail_asked_body(&links.password)),
        News::AddressGone => (words.email_mail_gone_subject(), words.email_mail_gone_body()),
        News::AddressTaken => (words.email_mail_taken_subject(), words.email_mail_taken_body(&links.reset)),
    };
    mail::store::enqueue(tx, &Mail { to: email, subject, body }, at).await
}
