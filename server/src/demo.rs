//! Fills an empty database with the three demo exchanges, and tells who can sign in.

use app::demo::{DemoExchange, exchanges};
use app::governance::Role;
use app::ids::{AccountId, AgreementId, Code, ExchangeId, MemberId, PersonId};
use app::intertrading::UnitsPerHour;
use app::intertrading::forms::Reach;
use app::ledger::Amount;
use app::time::{start_of, zone};
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::clock::{Clock, fresh_key, fresh_transfer_id, random};
use crate::db::{Db, DbError, Tx};
use crate::hosting::store::{
    NewExchange, NewMember, NewPerson, create_exchange, create_member, create_person, give_role, person_by_email,
};
use crate::intertrading::store::NewAgreement;
use crate::intertrading::{AgreeError, agree};
use crate::ledger::accounts::Limits;
use crate::ledger::{Kind, NewTransfer, PostError, post};
use crate::sign_in::password;
use crate::tenant;

/// The password of everybody in the demo.
pub const PASSWORD: &str = "many hands, light work";

/// Who can sign in.
#[derive(Clone, Debug, Serialize)]
pub struct DemoPerson {
    /// What they sign in with.
    pub email: String,
    /// And the password.
    pub password: &'static str,
    /// The exchange's slug.
    pub exchange: String,
    /// `chair`, `treasurer`, `membership` or `member`.
    pub role: &'static str,
    /// Their account there.
    pub account: String,
}

/// Fills the database if no exchange is there yet; answers with who can sign in.
///
/// # Errors
/// When the database fails or a transfer of the demo is refused, which would be a fault.
pub async fn fill(db: &Db, clock: &Clock) -> Result<Vec<DemoPerson>, String> {
    let today = clock.now().day(&TimeZone::UTC);
    let all = exchanges(today);
    let mut conn = db.read().await.map_err(|error| error.to_string())?;
    let standing = tenant::list(&mut conn).await.map_err(|error| error.to_string())?;
    drop(conn);
    if standing.is_empty() {
        let hash = password::hash_now(PASSWORD)?;
        for exchange in all.clone() {
            let (hash, now) = (hash.clone(), clock.now());
            let made = db.write(move |tx| {
                let (exchange, hash) = (exchange.clone(), hash.clone());
                Box::pin(async move { make(tx, &exchange, &hash, now).await })
            });
            made.await.map_err(|error: PostError| format!("{error:?}"))?;
        }
        // A demo without agreements is still a demo.
        if let Err(error) = agree_all(db, clock, &all).await {
            tracing::error!(error, "the demo exchanges could not agree");
        }
    }
    Ok(all.iter().flat_map(people).collect())
}

fn people(exchange: &DemoExchange) -> impl Iterator<Item = DemoPerson> {
    exchange.members.iter().enumerate().take(6).map(|(place, member)| DemoPerson {
        email: member.email.clone(),
        password: PASSWORD,
        exchange: exchange.slug.to_owned(),
        role: ["chair", "treasurer", "membership"].get(place).copied().unwrap_or("member"),
        account: Code::new(exchange.code, i64::try_from(place + 1).unwrap_or(0)).to_string(),
    })
}

/// Puts an agreement in force between every two exchanges: a hundred hours each way.
async fn agree_all(db: &Db, clock: &Clock, all: &[DemoExchange]) -> Result<(), String> {
    let mut conn = db.read().await.map_err(|error| error.to_string())?;
    let mut sides = Vec::new();
    for demo in all {
        let exchange = tenant::by_slug(&mut conn, demo.slug).await.map_err(|error| error.to_string())?;
        let exchange = exchange.ok_or("an exchange of the demo is missing")?;
        let rate: UnitsPerHour = exchange.units_per_hour.parse().map_err(|_| "a rate of the demo is none")?;
        let hundred_hours = i64::try_from(rate.micro_parts(&exchange.unit) / 10_000).unwrap_or(0);
        let mut officers = Vec::new();
        for member in demo.members.iter().take(2) {
            let person = person_by_email(&mut conn, &member.email).await.map_err(|error| error.to_string())?;
            officers.push(person.unwrap_or(PersonId(0)));
        }
        sides.push(((exchange.id, rate, Reach { down: hundred_hours, up: hundred_hours }), officers));
    }
    drop(conn);
    for (place, (a, proposers)) in sides.iter().enumerate() {
        for (b, accepters) in sides.iter().skip(place + 1) {
            let by = proposers.first().copied().unwrap_or(PersonId(0));
            let accepted_by = accepters.get(1).copied().unwrap_or(PersonId(0));
            let id = AgreementId(fresh_key());
            let new = NewAgreement { id, a: *a, b: *b, note: String::new(), by, at: clock.now() };
            let agreed = db.write(move |tx| {
                let new = new.clone();
                Box::pin(async move { agree(tx, &new, accepted_by).await })
            });
            agreed.await.map_err(|error: AgreeError| format!("{error:?}"))?;
        }
    }
    Ok(())
}

/// One exchange, its people and its trade, in one transaction.
async fn make(tx: &mut Tx, demo: &DemoExchange, hash: &str, now: app::time::Instant) -> Result<(), PostError> {
    let id = ExchangeId(fresh_key());
    let zone = zone(demo.time_zone).unwrap_or(TimeZone::UTC);
    let first_day = demo.transfers.first().map_or_else(|| now.day(&zone), |transfer| transfer.day);
    let began = start_of(first_day, &zone);
    let new = NewExchange {
        id,
        slug: demo.slug.into(),
        code: demo.code.into(),
        name: demo.name.into(),
        description: demo.description.into(),
        area: demo.area.into(),
        unit: demo.unit.clone(),
        units_per_hour: demo.units_per_hour.into(),
        language: demo.language,
        time_zone: demo.time_zone.into(),
        hue: demo.hue,
        default_min: demo.limits.0,
        default_max: demo.limits.1,
    };
    create_exchange(tx, &new, PersonId(0), began).await?;
    let mut accounts = Vec::new();
    for (place, member) in demo.members.iter().enumerate() {
        let person = person(tx, demo, member, hash, now).await?;
        let account = AccountId(fresh_key());
        let new = NewMember {
            exchange: id,
            id: MemberId(fresh_key()),
            account,
            code: None,
            name: member.name.into(),
            kind: "person",
            about: member.about.into(),
            area: member.area.into(),
            limits: Limits::between(demo.limits.0, demo.limits.1),
            operators: vec![person],
            joined_at: began,
        };
        create_member(tx, &new, PersonId(0)).await?;
        if let Some(role) = Role::ALL.get(place).filter(|_| place < 3) {
            give_role(tx, id, person, *role, began).await?;
        }
        accounts.push((account, person));
    }
    let transfers = demo.transfers.iter().filter_map(|transfer| {
        let ((payer, person), (payee, _)) = (accounts.get(transfer.payer)?, accounts.get(transfer.payee)?);
        Some(NewTransfer {
            exchange: id,
            id: fresh_transfer_id(),
            kind: Kind::Payment,
            payer: *payer,
            payee: *payee,
            amount: Amount::new(transfer.amount)?,
            traded_on: transfer.day,
            booked_at: start_of(transfer.day, &zone).plus_seconds(transfer.second),
            entered_by: *person,
            on_behalf: false,
            rules_version: 1,
            waiver: None,
            partner: None,
            reverses: None,
            description: transfer.description.into(),
            salt: random(),
        })
    });
    post(tx, &transfers.collect::<Vec<_>>()).await?;
    Ok(())
}

async fn person(
    tx: &mut Tx,
    demo: &DemoExchange,
    member: &app::demo::DemoMember,
    hash: &str,
    now: app::time::Instant,
) -> Result<PersonId, DbError> {
    if let Some(known) = person_by_email(tx.conn(), &member.email).await? {
        return Ok(known);
    }
    let id = PersonId(fresh_key());
    let new = NewPerson {
        id,
        email: Some(member.email.clone()),
        name: member.name.into(),
        language: demo.language,
        password_hash: hash.to_owned(),
        is_host: false,
    };
    create_person(tx, &new, now).await?;
    Ok(id)
}
