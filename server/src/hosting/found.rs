//! An exchange begins: the one way, whether from the command line, with the link of the first start, or from the host's page. Exchange,
//! committee and their members are one transaction.

use app::hosting::opening::ExchangeWanted;
use app::ids::{AccountId, ExchangeId, MemberId, PersonId};
use app::limits::due::first;
use app::roles::Role;
use app::time::Instant;

use super::store::{NewExchange, create_exchange};
use crate::clock::fresh_key;
use crate::db::{DbError, Tx};
use crate::jobs::{self, NewJob};
use crate::joining::FIRST_LISTINGS;
use crate::ledger::accounts::Limits;
use crate::members::add::store::{Known, person};
use crate::members::store::{FirstLimits, NewMember, Phone, create_member};
use crate::roles::{NewOffice, give_role};
use crate::sign_in::persons::{NewPerson, create_person};

/// The categories with which the market of a new exchange begins: the key of that job.
pub const FIRST_CATEGORIES: &str = "first-categories";

/// An exchange and who runs it.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The exchange.
    pub new: NewExchange,
    /// Who runs it, the chair first.
    pub seats: Vec<FoundingSeat>,
    /// Who opens it; `PersonId(0)` for the command line, where the first of them answers for it.
    pub by: PersonId,
    /// When.
    pub now: Instant,
}

/// Somebody of its committee; its keys are drawn before the transaction.
#[derive(Clone, Debug)]
pub struct FoundingSeat {
    /// Who, if the address is not known yet.
    pub who: NewPerson,
    /// Which office.
    pub role: Role,
    account: AccountId,
    member: MemberId,
    /// Of the act that gives the office.
    act: i64,
}

impl FoundingSeat {
    /// For that person.
    pub fn of(who: NewPerson, role: Role) -> Self {
        let (account, member) = (AccountId(fresh_key()), MemberId(fresh_key()));
        Self { who, role, account, member, act: fresh_key() }
    }
}

/// A new exchange of that key; the hue is what it looks like until its committee decides.
pub fn new_exchange(id: ExchangeId, wanted: ExchangeWanted, description: String) -> NewExchange {
    NewExchange {
        id,
        common: AccountId(fresh_key()),
        act: fresh_key(),
        slug: wanted.slug,
        code: wanted.code,
        name: wanted.name,
        description,
        area: wanted.area,
        unit: wanted.unit,
        rules: wanted.rules,
        language: wanted.language,
        time_zone: wanted.zone,
        hue: 11,
    }
}

/// Makes all of it; who of the committee was known before, in their order.
///
/// # Errors
/// [`DbError::Exists`] if key, slug or code are taken.
pub async fn found(tx: &mut Tx, founding: &Founding) -> Result<Vec<Option<Known>>, DbError> {
    let Founding { new, seats, by, now } = founding;
    let (mut known, mut persons) = (Vec::new(), Vec::new());
    for seat in seats {
        let before = person(tx, seat.who.email.as_deref().unwrap_or_default()).await?;
        if before.is_none() {
            create_person(tx, &seat.who, *now).await?;
        }
        persons.push(before.map_or(seat.who.id, |known| known.id));
        known.push(before);
    }
    let by = if *by == PersonId(0) { persons.first().copied().unwrap_or(*by) } else { *by };
    create_exchange(tx, new, by, *now).await?;
    let key = FIRST_CATEGORIES.to_owned();
    jobs::plan(tx, &NewJob { exchange: new.id, key, kind: FIRST_LISTINGS, due_at: *now }).await?;
    let (first, is_newcomer) = first(&new.rules);
    for (seat, person) in seats.iter().zip(persons) {
        let member = NewMember {
            exchange: new.id,
            id: seat.member,
            account: seat.account,
            code: None,
            name: seat.who.name.clone(),
            kind: "person",
            about: String::new(),
            phone: Phone::default(),
            area: String::new(),
            limits: Limits::of(first.parts()),
            follows: if is_newcomer { FirstLimits::Newcomer } else { FirstLimits::Everybody },
            operators: vec![person],
            joined_at: *now,
        };
        create_member(tx, &member, by).await?;
        let office = NewOffice { exchange: new.id, person, role: seat.role, by: founding.by, at: *now, act: seat.act };
        give_role(tx, office).await?;
    }
    Ok(known)
}
