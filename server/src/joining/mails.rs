//! The mail to whoever wants to join: with what opens it, or, where the address is known here, with the way in that they have; and the
//! mails to the committee, that somebody applied.

use app::ids::{ExchangeId, PersonId};
use app::joining::answers::AppliedMail;
use app::joining::mails::JoinMail;
use app::mails::MailSender;
use app::paths::exchange::{ConfirmJoinWith, Join, Work};
use app::paths::installation::SignIn;
use app::paths::link as path_link;
use app::paths::query::{InvitationQuery, NextQuery};
use app::roles::{Right, may};
use app::rules::who_may_join::WhoMayJoin;
use app::sign_in::code::join_code;
use app::time::Instant;
use app::ui::chrome::href_in;
use axum_extra::routing::TypedPath as _;

use super::admit::Admission;
use super::store::{Left, Lock};
use crate::clock::{fresh_key, random};
use crate::db::{DbError, Tx};
use crate::http::answer::Error;
use crate::http::tenant::Exchange;
use crate::journal::Act;
use crate::mail::whom::{self, OfficerRow};
use crate::mail::{self, Mail, MailKey};
use crate::sign_in::link::{self, HOUR};
use crate::sign_in::store::person;
use crate::site::Site;

/// Everything that the mail needs and that is made before the transaction.
pub(super) struct Letters {
    key: MailKey,
    sender: MailSender,
    confirm: JoinMail,
    known: JoinMail,
    /// What opens it.
    pub lock: Lock,
}

impl Letters {
    /// With a new link and a new code; `invitation` is the code of the one with which they join, if there is one.
    pub(super) async fn new(
        site: &Site,
        exchange: &Exchange,
        (now, invitation): (Instant, &str),
    ) -> Result<Self, Error> {
        let (token, code) = (link::token(), join_code(random()));
        let lock =
            Lock { token: link::hash(&token), code: link::hash(&code), from: now, until: now.plus_seconds(HOUR) };
        let whole = |path: String| format!("{}{path}", site.config.public_url);
        let link = whole(href_in(&exchange.slug, &ConfirmJoinWith { token }));
        let query = InvitationQuery { invitation: invitation.to_owned() };
        let next = href_in(&exchange.slug, &Join.with_query_params(query));
        let join = whole(path_link(&SignIn.with_query_params(NextQuery { next })));
        let mut conn = site.db.read().await?;
        let named = whom::named(&mut conn, std::iter::once(exchange.id)).await?;
        let officers = named.get(&exchange.id).map_or(&[][..], Vec::as_slice);
        Ok(Self {
            key: MailKey::fresh(),
            sender: whom::sender((&exchange.name, &exchange.slug), officers, &site.config.public_url),
            confirm: JoinMail::Confirm { link, code },
            known: JoinMail::Known { join },
            lock,
        })
    }

    /// The mail to that address: what is written beside it is the same whether or not it is known.
    pub(super) async fn mail(&self, tx: &mut Tx, left: &Left) -> Result<Mail, DbError> {
        let sender = self.sender.clone();
        let letter = match person(tx, &left.email).await? {
            Some(known) => self.known.clone().letter(Some(known.name), sender, known.language),
            None => self.confirm.clone().letter(None, sender, left.language),
        };
        Ok(Mail { key: self.key, to: left.email.clone(), letter, until: Some(self.lock.until) })
    }
}

/// For how long an officer is told of applications once, in seconds.
const ONCE_IN: i64 = 6 * HOUR;

/// That somebody applied, to whoever may admit them.
pub(super) struct Told {
    sender: MailSender,
    exchange: ExchangeId,
    work: String,
    /// Everybody may join here.
    pub opens: bool,
    /// The admission of who may join at once, and the journal's line of it.
    pub at_once: (Admission, Act),
}

impl Told {
    pub(super) fn new(site: &Site, exchange: &Exchange, application: i64) -> Self {
        let opens = exchange.rules.who_may_join() == WhoMayJoin::Open;
        let admission = Admission::new(site, exchange, (application, PersonId(0)));
        let act = admission.admitted(exchange, fresh_key());
        let public_url = &site.config.public_url;
        Self {
            // Whoever reads it is of the committee: nobody has to be named.
            sender: whom::sender((&exchange.name, &exchange.slug), &[], public_url),
            exchange: exchange.id,
            opens,
            at_once: (admission, act),
            work: format!("{public_url}{}", href_in(&exchange.slug, &Work)),
        }
    }

    /// One mail to each of them in some hours, however many apply: the key of the mail is the same for so long.
    pub(super) async fn tell(&self, tx: &mut Tx, (name, at): (&str, Instant)) -> Result<(), DbError> {
        let admits = |one: &OfficerRow| one.roles().iter().any(|role| may(*role, Right::AddMembers));
        let officers = whom::officers(tx.conn(), self.exchange).await?.into_iter();
        let mails = officers.filter(|one| !one.email.is_empty() && admits(one)).map(|one| {
            let mail = AppliedMail { name: name.to_owned(), work: self.work.clone() };
            Mail {
                key: self.key(one.person_id, at),
                letter: mail.letter(one.name, self.sender.clone(), one.language),
                to: one.email,
                until: None,
            }
        });
        mail::store::enqueue(tx, &mails.collect::<Vec<_>>(), at).await
    }

    fn key(&self, officer: PersonId, at: Instant) -> MailKey {
        let said = format!("applied/{}/{}/{}", self.exchange.0, officer.0, at.unix_seconds().div_euclid(ONCE_IN));
        MailKey::said(&said)
    }
}
