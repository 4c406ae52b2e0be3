//! Opening an exchange, once by the key of its form, and letting its committee in.

use app::hosting::opening::mails::InviteMail;
use app::hosting::opening::pages::{SeatedOfficer, WayIn};
use app::hosting::opening::{Invited, Opening};
use app::ids::{ExchangeId, PersonId};
use app::paths::exchange::Home;
use app::paths::installation::ResetPasswordWith;
use app::ui::chrome::href_in;
use app::words::Language;

use super::store;
use crate::clock::fresh_key;
use crate::db::{DbError, Tx};
use crate::hosting::asking::store::decide;
use crate::hosting::found::{Founding, FoundingSeat, found, new_exchange};
use crate::http::actor::Person;
use crate::mail::{self, Mail, MailKey};
use crate::members::add::store::Known;
use crate::sign_in::link;
use crate::sign_in::persons::NewPerson;
use crate::sign_in::store::{NewLink, Purpose, leave_link};
use crate::site::Site;

/// How long a link to set a password holds: a week.
const LINK_HOLDS: i64 = 7 * 24 * 3600;

/// What came of it.
pub(super) enum Opened {
    /// It is there, and so its committee gets in.
    Now(Vec<SeatedOfficer>),
    /// The same form opened it before, and nobody is left who could be given a link.
    Before,
    /// The key stands for another exchange.
    Other,
    /// Another exchange has the address or the letters.
    Taken,
}

/// Everything the unit of work needs: keys, times and secrets are made before it runs.
struct Plan {
    founding: Founding,
    invited: Vec<Invited>,
    /// Of each seat: the token of a link, and the key of a mail.
    secrets: Vec<(String, MailKey)>,
    by_hand: bool,
    /// The ask that it answers; 0 for none.
    ask: i64,
    host: String,
    public_url: String,
}

/// Opens it.
pub(super) async fn open(
    site: &Site,
    host: &Person,
    (id, ask, opening): (ExchangeId, i64, Opening),
) -> Result<Opened, DbError> {
    let Opening { exchange, committee, by_hand } = opening;
    let (language, now) = (exchange.language, site.clock.now());
    let seats = committee.iter().map(|one| FoundingSeat::of(invited(one, language), one.role)).collect();
    let new = new_exchange(id, exchange, String::new());
    let plan = Plan {
        founding: Founding { new, seats, by: host.id, now },
        secrets: committee.iter().map(|_| (link::token(), MailKey::fresh())).collect(),
        invited: committee,
        by_hand,
        ask,
        host: host.name.clone(),
        public_url: site.config.public_url.clone(),
    };
    // Where somebody was faster with key, address or letters this runs again, and then finds what they made.
    site.db.write(plan, write).await
}

async fn write(tx: &mut Tx, plan: &Plan) -> Result<Opened, DbError> {
    let new = &plan.founding.new;
    if let Some(before) = store::opened(tx.conn(), new.id).await? {
        if before != (new.slug.clone(), new.code.clone()) {
            return Ok(Opened::Other);
        }
        let shown = if plan.by_hand { once_more(tx, plan).await? } else { Vec::new() };
        return Ok(if shown.is_empty() { Opened::Before } else { Opened::Now(shown) });
    }
    if store::taken(tx.conn(), new.id, (&new.slug, &new.code)).await? != (false, false) {
        return Ok(Opened::Taken);
    }
    let known = found(tx, &plan.founding).await?;
    let (mut seated, mut mails) = (Vec::new(), Vec::new());
    let seats = plan.founding.seats.iter().zip(&plan.secrets).zip(&plan.invited).zip(known);
    for (((seat, (token, mail)), invited), known) in seats {
        let person = known.map_or(seat.who.id, |known| known.id);
        let has_password = known.is_some_and(|known| known.has_password);
        let link = if has_password { home(plan) } else { leave(tx, plan, (person, token)).await? };
        let way = match known {
            None if plan.by_hand => WayIn::Link(link.clone()),
            _ if has_password => WayIn::Known,
            _ => WayIn::Mailed,
        };
        if !matches!(way, WayIn::Link(_)) {
            mails.push(letter(plan, (invited, known), (*mail, link)));
        }
        seated.push(of(invited, way));
    }
    mail::store::enqueue(tx, &mails, plan.founding.now).await?;
    // If it was declined meanwhile, then they were written to twice, and have an exchange.
    decide(tx, plan.ask, ("opened", ""), (plan.founding.by, plan.founding.now)).await?;
    Ok(Opened::Now(seated))
}

/// The same form again, whose first answer nobody may have seen: new links, for those alone whom nobody knows but by this exchange.
async fn once_more(tx: &mut Tx, plan: &Plan) -> Result<Vec<SeatedOfficer>, DbError> {
    let mut shown = Vec::new();
    for (invited, (token, _)) in plan.invited.iter().zip(&plan.secrets) {
        let person = store::only_here(tx.conn(), plan.founding.new.id, &invited.email).await?;
        if let Some(person) = person {
            let link = leave(tx, plan, (person, token)).await?;
            shown.push(of(invited, WayIn::Link(link)));
        }
    }
    Ok(shown)
}

fn of(invited: &Invited, way: WayIn) -> SeatedOfficer {
    SeatedOfficer { name: invited.name.clone(), email: invited.email.clone(), role: invited.role, way }
}

/// Where somebody goes who has a password: a whole address.
fn home(plan: &Plan) -> String {
    format!("{}{}", plan.public_url, href_in(&plan.founding.new.slug, &Home))
}

/// Leaves a link with which somebody chooses a password: a whole address.
async fn leave(tx: &mut Tx, plan: &Plan, (person, token): (PersonId, &str)) -> Result<String, DbError> {
    let from = plan.founding.now;
    let new = NewLink {
        hash: link::hash(token),
        purpose: Purpose::Password,
        person,
        address: String::new(),
        from,
        until: from.plus_seconds(LINK_HOLDS),
    };
    leave_link(tx, &new).await?;
    Ok(format!("{}{}", plan.public_url, ResetPasswordWith { token: token.to_owned() }))
}

fn letter(plan: &Plan, (invited, known): (&Invited, Option<Known>), (key, link): (MailKey, String)) -> Mail {
    let is_known = known.is_some_and(|known| known.has_password);
    let mail = InviteMail {
        name: invited.name.clone(),
        host: plan.host.clone(),
        exchange: plan.founding.new.name.clone(),
        role: invited.role,
        link,
        is_known,
    };
    let language = known.map_or(plan.founding.new.language, |known| known.language);
    let until = (!is_known).then(|| plan.founding.now.plus_seconds(LINK_HOLDS));
    Mail { key, to: invited.email.clone(), letter: mail.letter(language), until }
}

fn invited(one: &Invited, language: Language) -> NewPerson {
    NewPerson {
        id: PersonId(fresh_key()),
        email: Some(one.email.clone()),
        name: one.name.clone(),
        language,
        password_hash: String::new(),
        is_host: false,
    }
}
