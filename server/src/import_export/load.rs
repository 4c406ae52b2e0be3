//! Writing a plan into the books, in the caller's transaction.

use app::ids::{AccountId, ExchangeId, MemberId, PersonId, TransferId};
use app::import_export::{ImportPlan, PlannedMember, PlannedTransfer};
use app::journal::What;
use app::roles::Role;
use app::rules::catalogue::{Rule, Template};
use app::rules::in_force::RulesInForce;
use app::time::Instant;
use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use super::store;
use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::db::{DbError, Failed, Tx};
use crate::hosting::store::{NewExchange, create_exchange};
use crate::journal::{self, Act};
use crate::ledger::accounts::Limits;
use crate::ledger::verify::verify_one;
use crate::ledger::{Movement, NewTransfer, NotPosted, Slip, post};
use crate::members::store::{NewMember, create_member};
use crate::roles::{NewOffice, give_role};
use crate::sign_in::persons::{NewPerson, create_person, person_by_email};

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

/// A loading with every key and all randomness that its rows will need, drawn before the transaction that may run again.
#[derive(Clone, Debug)]
pub struct KeyedLoading {
    loading: Loading,
    exchange: ExchangeId,
    common: AccountId,
    /// The keys of two acts: that the exchange was made, and that it was imported.
    made: i64,
    imported: i64,
    persons: Vec<PersonId>,
    /// The keys of the acts that give the chairs their office.
    chairs: Vec<i64>,
    members: Vec<(MemberId, AccountId)>,
    /// For each transfer an id, of which there is use if the bundle gives none, and a salt.
    transfers: Vec<(TransferId, [u8; 16])>,
}

impl KeyedLoading {
    /// Draws what this loading needs.
    pub fn of(loading: Loading) -> Self {
        let plan = &loading.plan;
        Self {
            exchange: ExchangeId(fresh_key()),
            common: AccountId(fresh_key()),
            made: fresh_key(),
            imported: fresh_key(),
            persons: plan.persons.iter().map(|_| PersonId(fresh_key())).collect(),
            chairs: plan.chairs.iter().map(|_| fresh_key()).collect(),
            members: plan.members.iter().map(|_| (MemberId(fresh_key()), AccountId(fresh_key()))).collect(),
            transfers: plan.transfers.iter().map(|one| (one.id.unwrap_or_else(fresh_transfer_id), random())).collect(),
            loading,
        }
    }

    /// When it is loaded.
    pub fn now(&self) -> Instant {
        self.loading.now
    }
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
pub async fn load(tx: &mut Tx, drawn: &KeyedLoading) -> Result<Loaded, ImportError> {
    let (loading, exchange) = (&drawn.loading, drawn.exchange);
    if let Some(loaded) = look(tx.conn(), loading).await? {
        return Ok(loaded);
    }
    let plan = &loading.plan;
    create_exchange(tx, &new_exchange(drawn), PersonId(0), plan.began).await?;
    let persons = persons(tx, drawn).await?;
    for (member, keys) in plan.members.iter().zip(&drawn.members) {
        make_member(tx, (exchange, *keys), (member, &persons)).await?;
    }
    for (chair, act) in plan.chairs.iter().zip(&drawn.chairs) {
        let Some(person) = persons.get(*chair) else { continue };
        let (by, at) = (PersonId(0), loading.now);
        give_role(tx, NewOffice { exchange, person: *person, role: Role::Chair, by, at, act: *act }).await?;
    }
    take_stock(tx).await?;
    for part in transfers(drawn, &persons).chunks(PART) {
        post(tx, part).await.map_err(|error| error.map(NotImported::Post))?;
        take_stock(tx).await?;
    }
    store::finish(tx, exchange, plan, next_number(plan)).await?;
    let key = (exchange, drawn.imported);
    let act = Act { object: plan.print.clone(), ..Act::new(What::Import, key, (PersonId(0), loading.now)) };
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

fn new_exchange(drawn: &KeyedLoading) -> NewExchange {
    let (loading, plan) = (&drawn.loading, &drawn.loading.plan);
    NewExchange {
        id: drawn.exchange,
        common: drawn.common,
        act: drawn.made,
        slug: loading.slug.clone(),
        code: plan.code.clone(),
        name: plan.name.clone(),
        description: plan.description.clone(),
        area: plan.area.clone(),
        unit: plan.unit.clone(),
        rules: rules(plan),
        language: plan.language,
        time_zone: loading.zone_name.clone(),
        hue: loading.hue,
    }
}

/// As the bundle says; what it cannot say begins as everywhere.
fn rules(plan: &ImportPlan) -> RulesInForce {
    let shown = if plan.show_balances { "yes" } else { "no" };
    RulesInForce::begin(Template::counting_in(&plan.unit), &plan.unit, Some(plan.units_per_hour))
        .with(Rule::DefaultMin, plan.default_min.to_string())
        .with(Rule::DefaultMax, plan.default_max.to_string())
        .with(Rule::ShowBalances, shown.to_owned())
}

/// Everybody's key. Who is known here stays as they are.
async fn persons(tx: &mut Tx, drawn: &KeyedLoading) -> Result<Vec<PersonId>, DbError> {
    let plan = &drawn.loading.plan;
    let mut persons = Vec::with_capacity(plan.persons.len());
    for (person, fresh) in plan.persons.iter().zip(&drawn.persons) {
        let known = person_by_email(tx.conn(), &person.email).await?;
        let id = known.unwrap_or(*fresh);
        if known.is_none() {
            let new = NewPerson {
                id,
                email: Some(person.email.clone()),
                name: person.name.clone(),
                language: person.language,
                password_hash: String::new(),
                is_host: false,
            };
            create_person(tx, &new, drawn.loading.now).await?;
        }
        persons.push(id);
    }
    Ok(persons)
}

async fn make_member(
    tx: &mut Tx,
    (exchange, (id, account)): (ExchangeId, (MemberId, AccountId)),
    (member, persons): (&PlannedMember, &[PersonId]),
) -> Result<(), DbError> {
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
    Ok(())
}

/// The transfers in the order of their times, each past the limits of today: its own day had others.
fn transfers(drawn: &KeyedLoading, persons: &[PersonId]) -> Vec<NewTransfer> {
    let (loading, exchange) = (&drawn.loading, drawn.exchange);
    let account = |place: usize| drawn.members.get(place).map(|(_, account)| *account);
    let new = |(transfer, (id, salt)): (&PlannedTransfer, &(TransferId, [u8; 16]))| {
        let slip = Slip {
            exchange,
            rules_version: 1,
            id: *id,
            by: *persons.get(transfer.entered_by)?,
            on_behalf: transfer.on_behalf,
            traded_on: transfer.at.day(&loading.zone),
            at: transfer.at,
            salt: *salt,
        };
        let (payer, payee) = (account(transfer.payer)?, account(transfer.payee)?);
        let movement = Movement { payer, payee, amount: transfer.amount };
        Some(NewTransfer::imported(slip, movement, transfer.description.clone()))
    };
    loading.plan.transfers.iter().zip(&drawn.transfers).filter_map(new).collect()
}

/// The number after the highest that a code carries. Longer ones are no numbers that are ever drawn.
fn next_number(plan: &ImportPlan) -> i64 {
    let tails = plan.members.iter().filter_map(|member| member.code.as_str().get(4..));
    let numbers = tails.filter(|tail| tail.len() <= 9).filter_map(|tail| tail.parse::<i64>().ok());
    numbers.max().unwrap_or(0).saturating_add(1)
}
