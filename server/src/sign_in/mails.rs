//! Mails to a person about how they sign in; each a row of the transaction that it tells of.

use app::paths::installation::{MyPassword, ResetPassword};
use app::sign_in::mails::SignInMail;
use app::time::Instant;

use super::store::Contact;
use crate::db::{DbError, Tx};
use crate::mail::{self, Mail, MailKey};
use crate::site::Site;

/// Where the page is on which one sets a new password, as a whole address.
pub(super) fn reset_url(site: &Site) -> String {
    format!("{}{ResetPassword}", site.config.public_url)
}

/// Where the page is on which one changes the password, as a whole address.
pub(super) fn password_url(site: &Site) -> String {
    format!("{}{MyPassword}", site.config.public_url)
}

/// Tells a person, in their language; nobody who has no address.
pub(super) async fn tell(
    tx: &mut Tx,
    to: &Contact,
    (key, mail): (MailKey, SignInMail),
    at: Instant,
) -> Result<(), DbError> {
    let Some(to_address) = to.email.clone() else { return Ok(()) };
    let mail = Mail { key, to: to_address, letter: mail.letter(Some(to.name.clone()), to.language), until: None };
    mail::store::enqueue(tx, &[mail], at).await
}
