//! Who wants to join in the demo, by the work that serves whoever does.

use app::demo::{DemoApplicant, DemoDeed};
use app::ids::PersonId;
use app::joining::invitations::InviteAsked;
use app::journal::What;
use app::members::checks::{CheckItem, TicksAsked};
use app::sign_in::code::join_code;
use app::time::Instant;

use super::history::DemoStep;
use super::scene::{Untold, nobody, refused};
use crate::db::Tx;
use crate::http::tenant::Exchange;
use crate::joining::admit::{Admission, decline};
use crate::joining::invitations::store as invitations;
use crate::joining::seconding::say_yes;
use crate::joining::store::{self, NewApplication};
use crate::journal::{self, Act};
use crate::members::checks::{self, Ticking};
use crate::sign_in::persons::{NewPerson, create_person};

/// What is done about who wants to join; about anything else nothing.
pub(super) async fn asks(
    tx: &mut Tx,
    exchange: &Exchange,
    deed: &DemoDeed,
    (step, decides, hash): (&DemoStep, PersonId, &str),
) -> Result<(), Untold> {
    match deed {
        DemoDeed::Applies(who) => applies(tx, exchange, (*who, hash), step).await,
        DemoDeed::Admits { name } => admits(tx, exchange, name, (step.act, (decides, step.at))).await,
        DemoDeed::Ticks { name, item } => ticks(tx, exchange, (name, *item), (step.act, decides, step.at)).await,
        DemoDeed::Declines { name, why } => declines(tx, exchange, (name, why), (step.act, (decides, step.at))).await,
        DemoDeed::Invites { label, most } => invites(tx, exchange, (label, *most), (step, decides)).await,
        _ => Ok(()),
    }
}

/// Somebody has confirmed their address, and said what they offer.
async fn applies(
    tx: &mut Tx,
    exchange: &Exchange,
    (who, hash): (DemoApplicant, &str),
    step: &DemoStep,
) -> Result<(), Untold> {
    let [person, ..] = step.keys;
    let new = NewPerson {
        id: PersonId(person),
        email: Some(who.email.to_owned()),
        name: who.name.to_owned(),
        language: exchange.language,
        password_hash: hash.to_owned(),
        is_host: false,
    };
    create_person(tx, &new, step.at).await?;
    let key = (exchange.id, step.act);
    let (name, area) = (who.name.to_owned(), who.area.to_owned());
    let application =
        NewApplication { key, person: new.id, name, area, agreement_version: 0, at: step.at, invitation: 0 };
    store::apply(tx, &application).await?;
    store::say(tx, (exchange.id, new.id), (who.offers.to_owned(), who.wants.to_owned())).await?;
    Ok(())
}

/// The membership secretary says yes, where another officer has to confirm it.
async fn admits(
    tx: &mut Tx,
    exchange: &Exchange,
    name: &str,
    (act, (by, at)): (i64, (PersonId, Instant)),
) -> Result<(), Untold> {
    let found = store::waiting(tx.conn(), exchange.id).await?.into_iter().find(|one| one.name == name);
    let answering = Admission::at((exchange, ""), (found.ok_or_else(nobody)?.id, by), at);
    let act = answering.admitted(exchange, act);
    say_yes(tx, &answering, &act).await?.map_err(refused)?;
    Ok(())
}

/// The membership secretary has made sure of something about them.
async fn ticks(
    tx: &mut Tx,
    exchange: &Exchange,
    (name, item): (&str, CheckItem),
    who: (i64, PersonId, Instant),
) -> Result<(), Untold> {
    let found = store::waiting(tx.conn(), exchange.id).await?.into_iter().find(|one| one.name == name);
    let person = found.ok_or_else(nobody)?.person;
    let list = checks::list(tx.conn(), exchange, person).await?;
    let asked = TicksAsked { ticked: vec![(item, None)], taken_back: Vec::new() };
    let ticking = Ticking::of(exchange, (person, &list), (asked, ""), who);
    checks::tick(tx, &ticking).await.map_err(|error| error.map(|_| "a tick of the demo is taken".to_owned()))
}

/// The membership secretary says no.
async fn declines(
    tx: &mut Tx,
    exchange: &Exchange,
    (name, why): (&str, &str),
    (act, (by, at)): (i64, (PersonId, Instant)),
) -> Result<(), Untold> {
    let found = store::waiting(tx.conn(), exchange.id).await?.into_iter().find(|one| one.name == name);
    let answering = Admission::at((exchange, ""), (found.ok_or_else(nobody)?.id, by), at);
    decline(tx, &answering, why).await?.map_err(refused)?;
    let act = Act { why: why.to_owned(), ..Act::new(What::NotAdmitted, (exchange.id, act), (by, at)) };
    Ok(journal::record(tx, &act).await?)
}

/// The membership secretary makes an invitation, good for two months.
async fn invites(
    tx: &mut Tx,
    exchange: &Exchange,
    (label, most): (&str, i64),
    (step, by): (&DemoStep, PersonId),
) -> Result<(), Untold> {
    let [number, drawn, ..] = step.keys;
    let asked = InviteAsked { label: label.to_owned(), most, days: 60 };
    let until = step.at.plus_seconds(asked.days * 86_400);
    let code = join_code(drawn.to_be_bytes());
    invitations::insert(tx, (exchange.id, number), (&asked, &code), (by, step.at, until)).await?;
    let last = until.plus_seconds(-1).day(&exchange.zone);
    let act = Act::new(What::Invitation, (exchange.id, step.act), (by, step.at));
    Ok(journal::record(tx, &Act { object: number.to_string(), becomes: format!("{most} {last}"), ..act }).await?)
}
