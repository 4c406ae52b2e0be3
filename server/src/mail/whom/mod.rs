//! Who of an exchange's committee can be asked, for the foot of its mails and for the pages that name them.

mod store;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use app::ids::ExchangeId;
use app::mails::{MailOfficer, MailSender};
use app::paths::exchange::Contact;
use app::ui::chrome::href_in;
use sqlx::AnyConnection;
pub use store::{ALL, OfficerRow, officers};

use crate::db::DbError;

/// As many as a mail names: with more nobody knows whom to ask.
const NAMED: usize = 3;

/// Who of each exchange a mail names.
pub type Named = HashMap<ExchangeId, Vec<MailOfficer>>;

/// Who of each of these exchanges a mail names.
pub async fn named(conn: &mut AnyConnection, exchanges: impl Iterator<Item = ExchangeId>) -> Result<Named, DbError> {
    let mut named = Named::new();
    for exchange in exchanges {
        if let Entry::Vacant(place) = named.entry(exchange) {
            let officers = officers(&mut *conn, exchange).await?.into_iter();
            let officers = officers.filter_map(|one| Some(MailOfficer { role: *one.roles().first()?, name: one.name }));
            place.insert(officers.take(NAMED).collect());
        }
    }
    Ok(named)
}

/// An exchange as it signs its mails; `public_url` is the installation's.
pub fn sender((name, slug): (&str, &str), officers: &[MailOfficer], public_url: &str) -> MailSender {
    let contact = format!("{public_url}{}", href_in(slug, &Contact));
    MailSender { exchange: name.to_owned(), contact, officers: officers.to_vec() }
}
