//! The mail to somebody whom the committee has made a member.

use app::ids::{Code, ExchangeId, PersonId};
use app::members::mails::AddedMail;
use app::paths::exchange::Home;
use app::paths::installation::ResetPasswordWith;
use app::time::Instant;
use app::words::Language;

use super::store::Known;
use crate::db::{DbError, Tx};
use crate::http::actor::Member;
use crate::mail::{self, Mail, MailKey, whom};
use crate::sign_in::link;
use crate::sign_in::store::{NewLink, Purpose, leave_link};
use crate::site::Site;

/// How long the link to set a password holds: a week.
const LINK_HOLDS: i64 = 7 * 24 * 3600;

/// What the mail says besides to whom; its secrets are drawn before the transaction.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// Where.
    id: ExchangeId,
    /// The exchange's name and slug.
    exchange: (String, String),
    /// Its language, for who has none yet.
    language: Language,
    /// What it counts in.
    plural: String,
    /// Who adds them.
    officer: String,
    /// The person who is made for it, if none is known.
    person: PersonId,
    /// The token of the link to set a password.
    token: String,
    mail: MailKey,
    public_url: String,
    home: String,
    at: Instant,
}

impl Welcome {
    /// By this officer, to a person who is perhaps made for it.
    pub fn by(member: &Member, site: &Site, (person, at): (PersonId, Instant)) -> Self {
        let exchange = &member.exchange;
        Self {
            id: exchange.id,
            exchange: (exchange.name.clone(), exchange.slug.clone()),
            language: exchange.language,
            plural: exchange.unit.plural.clone(),
            officer: member.person.name.clone(),
            person,
            token: link::token(),
            mail: MailKey::fresh(),
            public_url: site.config.public_url.clone(),
            home: member.chrome.href(&Home),
            at,
        }
    }

    /// The person who is made for it, if none is known.
    pub fn person(&self) -> PersonId {
        self.person
    }
}

/// The mail "you were added", to that address and name; who has no password yet gets a link to set one.
///
/// # Errors
/// The database's.
pub async fn welcome(
    tx: &mut Tx,
    plan: &Welcome,
    (to, name, known): (String, String, Option<Known>),
    code: &Code,
) -> Result<(), DbError> {
    let has_password = known.is_some_and(|known| known.has_password);
    let until = plan.at.plus_seconds(LINK_HOLDS);
    let link = if has_password {
        format!("{}{}", plan.public_url, plan.home)
    } else {
        let person = known.map_or(plan.person, |known| known.id);
        let new = NewLink {
            hash: link::hash(&plan.token),
            purpose: Purpose::Password,
            person,
            address: String::new(),
            from: plan.at,
            until,
        };
        leave_link(tx, &new).await?;
        format!("{}{}", plan.public_url, ResetPasswordWith { token: plan.token.clone() })
    };
    let language = known.map_or(plan.language, |known| known.language);
    let named = whom::named(tx.conn(), std::iter::once(plan.id)).await?;
    let officers = named.get(&plan.id).map_or(&[][..], Vec::as_slice);
    let mail = AddedMail {
        name,
        officer: plan.officer.clone(),
        sender: whom::sender((&plan.exchange.0, &plan.exchange.1), officers, &plan.public_url),
        plural: plan.plural.clone(),
        code: code.to_string(),
        link,
        is_known: has_password,
    };
    let until = (!has_password).then_some(until);
    let mail = Mail { key: plan.mail, to, letter: mail.letter(language), until };
    mail::store::enqueue(tx, &[mail], plan.at).await
}
