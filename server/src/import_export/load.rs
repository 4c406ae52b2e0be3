//! Writing a plan into the books, in the caller's transaction.

use app::ids::{AccountId, ExchangeId, MemberId, PersonId};
use app::import_export::{ImportPlan, PlannedMember};
use app::roles::Role;
use app::time::Instant;
use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use super::{day, store};
use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::db::{DbError, Failed, Tx};
use crate::hosting::store::{NewExchange, NewPerson, create_exchange, create_person, give_role, person_by_email};
use crate::journal::{self, Act};
use crate::ledger::accounts::Limits;
use crate::ledger::verify::verify_one;
use crate::ledger::{Movement, NewTransfer, NotPosted, Slip, post};
use crate::members::store::{NewMember, create_member};

/// A plan and where it is to go.
#[derive(Clone, Debug)]
pub struct Loading {
    /// What is to be made.
    pub plan: ImportPlan,
    /// Its address here.
    pub slug: String,
    /// The name of its time zone.
    pub zone_name: String,
    /// Its time zone.
    pub zone: TimeZone,
    /// Its hue.
    pub hue: u8,
    /// Now.
    pub now: Instant,
}

/// Transfers a post: it locks all their accounts in one statement, which takes so many and no more.
const PART: usize = 5000;

impl Loading {
    /// The hue of whoever has not chosen one.
    pub const HUE: u8 = 11;
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its address.
    pub slug: String,
    /// The same bundle stood here already.
    pub repeated: bool,
}

/// Why nothing was imported, in a sentence for whoever runs the command.
#[derive(Debug, thiserror::Error)]
pub enum NotImported {
    /// An exchange of that code is here, and did not come from this bundle.
    #[error("an exchange of this code is here already as /{0}, and it is not from this bundle")]
    CodeTaken(String),
    /// An exchange of that address is here.
    #[error("/{0} is taken: choose another address with --slug")]
    SlugTaken(String),
    /// What was written is not what the bundle says: a fault.
    #[error("the books do not come out as the bundle says, nothing was kept: {0}")]
    Disagrees(String),
    /// The ledger refused a transfer, which no limit binds: a fault, or a balance out of the range of everything.
    #[error("the ledger refused a transfer, nothing was kept: {0:?}")]
    Post(NotPosted),
}

/// [`NotImported`], or the database.
pub type ImportError = Failed<NotImported>;

/// What stands here of that bundle already; nothing if it can be loaded.
///
/// # Errors
/// [`ImportError`] if its code or address is taken by another.
pub(super) async fn look(conn: &mut AnyConnection, loading: &Loading) -> Result<Option<Loaded>, ImportError> {
    match store::by_code(conn, &loading.plan.code).await? {
        Some((slug, print)) if print == loading.plan.print => return Ok(Some(Loaded { slug, repeated: true })),
        Some((slug, _)) => return Err(Failed::Refused(NotImported::CodeTaken(slug))),
        None => {}
    }
    if store::slug_taken(conn, &loading.slug).await? {
        return Err(Failed::Refused(NotImported::SlugTaken(loading.slug.clone())));
    }
    Ok(None)
}

/// Makes the exchange with everything in it, and recomputes its books. Locks nothing that was there before.
///
/// # Errors
/// [`ImportError`]; the caller must roll back.
pub async fn load(tx: &mut Tx, loading: &Loading) -> Result<Loaded, ImportError> {
    if let Some(loaded) = look(tx.conn(), loading).await? {
        return Ok(loaded);
    }
    let plan = &loading.plan;
    let exchange = ExchangeId(fresh_key());
    create_exchange(tx, &new_exchange(exchange, loading), PersonId(0), plan.began).await?;
    let persons = persons(tx, plan, loading.now).await?;
    let mut accounts = Vec::with_capacity(plan.members.len());
    for member in &plan.members {
        accounts.push(make_member(tx, exchange, (member, &persons)).await?);
    }
    for chair in plan.chairs.iter().filter_map(|place| persons.get(*place)) {
        give_role(tx, exchange, *chair, Role::Chair, loading.now).await?;
    }
    take_stock(tx).await?;
    for part in transfers(exchange, loading, (&accounts, &persons)).chunks(PART) {
        post(tx, part).await.map_err(|error| error.map(NotImported::Post))?;
        take_stock(tx).await?;
    }
    store::finish(tx, exchange, plan, next_number(plan)).await?;
    let act = Act {
        exchange,
        id: fresh_key(),
        at: loading.now,
        by: PersonId(0),
        act: "import",
        object: plan.print.clone(),
        on_behalf_of: MemberId(0),
        why: String::new(),
    };
    journal::record(tx, &act).await?;
    match verify_one(tx.conn(), exchange, &loading.slug).await? {
        Some(disagreement) => Err(Failed::Refused(NotImported::Disagrees(disagreement.to_string()))),
        None => Ok(Loaded { slug: loading.slug.clone(), repeated: false }),
    }
}

async fn take_stock(tx: &mut Tx) -> Result<(), DbError> {
    let sql = tx.engine().take_stock();
    sqlx::raw_sql(sql).execute(tx.conn()).await?;
    Ok(())
}

fn new_exchange(id: ExchangeId, loading: &Loading) -> NewExchange {
    let plan = &loading.plan;
    NewExchange {
        id,
        slug: loading.slug.clone(),
        code: plan.code.clone(),
        name: plan.name.clone(),
        description: plan.description.clone(),
        area: plan.area.clone(),
        unit: plan.unit.clone(),
        units_per_hour: plan.units_per_hour.to_string(),
        language: plan.language,
        time_zone: loading.zone_name.clone(),
        hue: loading.hue,
        default_min: plan.default_min,
        default_max: plan.default_max,
    }
}

/// Everybody's key. Who is known here stays as they are.
async fn persons(tx: &mut Tx, plan: &ImportPlan, now: Instant) -> Result<Vec<PersonId>, DbError> {
    let mut persons = Vec::with_capacity(plan.persons.len());
    for person in &plan.persons {
        let known = person_by_email(tx.conn(), &person.email).await?;
        let id = known.unwrap_or_else(|| PersonId(fresh_key()));
        if known.is_none() {
            let new = NewPerson {
                id,
                email: Some(person.email.clone()),
                name: person.name.clone(),
                language: person.language,
                password_hash: String::new(),
                is_host: false,
            };
            create_person(tx, &new, now).await?;
        }
        persons.push(id);
    }
    Ok(persons)
}

async fn make_member(
    tx: &mut Tx,
    exchange: ExchangeId,
    (member, persons): (&PlannedMember, &[PersonId]),
) -> Result<AccountId, DbError> {
    let (id, account) = (MemberId(fresh_key()), AccountId(fresh_key()));
    let limits = Limits {
        may_debit: member.may_debit,
        may_credit: member.may_credit,
        ..Limits::between(member.min_balance, member.max_balance)
    };
    let new = NewMember {
        exchange,
        id,
        account,
        code: Some(member.code.clone()),
        name: member.name.clone(),
        kind: member.kind,
        about: member.about.clone(),
        area: member.area.clone(),
        limits,
        operators: member.operators.iter().filter_map(|place| persons.get(*place)).copied().collect(),
        joined_at: member.joined_at,
    };
    create_member(tx, &new, PersonId(0)).await?;
    if member.state != "active" {
        store::set_state(tx, exchange, id, member.state).await?;
    }
    Ok(account)
}

/// The transfers in the order of their times, each past the limits of today: its own day had others.
fn transfers(
    exchange: ExchangeId,
    loading: &Loading,
    (accounts, persons): (&[AccountId], &[PersonId]),
) -> Vec<NewTransfer> {
    let new = |transfer: &app::import_export::PlannedTransfer| {
        let slip = Slip {
            exchange,
            rules_version: 1,
            id: transfer.id.unwrap_or_else(fresh_transfer_id),
            by: *persons.get(transfer.entered_by)?,
            on_behalf: transfer.on_behalf,
            traded_on: day(transfer.at, &loading.zone),
            at: transfer.at,
            salt: random(),
        };
        let (payer, payee) = (*accounts.get(transfer.payer)?, *accounts.get(transfer.payee)?);
        let movement = Movement { payer, payee, amount: transfer.amount };
        Some(NewTransfer::imported(slip, movement, transfer.description.clone()))
    };
    loading.plan.transfers.iter().filter_map(new).collect()
}

/// The number after the highest that a code carries. Longer ones are no numbers that are ever drawn.
fn next_number(plan: &ImportPlan) -> i64 {
    let tails = plan.members.iter().filter_map(|member| member.code.as_str().get(4..));
    let numbers = tails.filter(|tail| tail.len() <= 9).filter_map(|tail| tail.parse::<i64>().ok());
    numbers.max().unwrap_or(0).saturating_add(1)
}
