//! What an import writes, in the caller's transaction: its beginning, the rows of one file after the other, its end.

use std::ops::Range;

use app::ids::{AccountId, ExchangeId, MemberId, PersonId, TransferId};
use app::import_export::{ImportPlan, PlannedMember, PlannedTransfer};
use app::journal::What;
use app::limits::due::{LimitFacts, due};
use app::roles::Role;
use app::rules::catalogue::{Rule, Template};
use app::rules::in_force::RulesInForce;
use app::rules::subscription::SubscriptionCycle;
use app::time::Instant;
use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use super::parts::{ImportStage, ImportState};
use super::store::{self, StandingExchange};
use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::db::{DbError, Failed, Tx};
use crate::hosting::store::{NewExchange, create_hidden_exchange, status};
use crate::journal::{self, Act};
use crate::ledger::accounts::Limits;
use crate::ledger::{Movement, NewTransfer, NotPosted, Slip, post};
use crate::members::store::{FirstLimits, NewMember, Phone, create_member};
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

    /// What is loaded, and where to.
    pub(super) fn loading(&self) -> &Loading {
        &self.loading
    }

    /// When it is loaded.
    pub fn now(&self) -> Instant {
        self.loading.now
    }
}

impl Loading {
    /// The hue of whoever has not chosen one.
    pub const HUE: u8 = 11;
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its address.
    pub slug: String,
    /// The name of its time zone.
    pub zone_name: String,
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
    /// Another bundle is on its way there.
    #[error(
        "/{0} is being imported from another bundle: go on with that one, or take it away with `manyhands import --remove {0}`"
    )]
    OtherBundle(String),
    /// It is being taken away.
    #[error("/{0} is being taken away: `manyhands import --remove {0}` goes on with it, then it can be imported anew")]
    Removing(String),
    /// Somebody has taken it away while it was being imported.
    #[error("/{0} was taken away while it was being imported")]
    Removed(String),
    /// What was written is not what the bundle says: a fault.
    #[error("the books do not come out as the bundle says, so nobody will see them: {0}")]
    Disagrees(String),
    /// The ledger refused a transfer, which no limit binds: a fault, or a balance out of the range of everything.
    #[error("the ledger refused a transfer: {0:?}")]
    Post(NotPosted),
}

/// [`NotImported`], or the database.
pub type ImportError = Failed<NotImported>;

/// What stands here of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportFound {
    /// Nothing.
    Nothing,
    /// A part of it, hidden until it is whole.
    Part(ExchangeId, String),
    /// All of it.
    Whole(Loaded),
}

/// What stands here of that bundle already; nothing if it can be loaded.
///
/// # Errors
/// [`ImportError`] if its code or address is taken by another.
pub(super) async fn look(conn: &mut AnyConnection, loading: &Loading) -> Result<ImportFound, ImportError> {
    let print = &loading.plan.print;
    let refused = |why| Err(Failed::Refused(why));
    // Before its code, or the same bundle that began between the two would be taken for another.
    let at_address = status(conn, &loading.slug).await?;
    if let Some(standing) = store::by_code(conn, &loading.plan.code).await? {
        let StandingExchange { exchange_id, slug, time_zone, status, import_print } = standing;
        let begun = store::place(conn, exchange_id).await?;
        return match begun {
            _ if status == "removing" => refused(NotImported::Removing(slug)),
            Some(begun) if begun.print == *print => Ok(ImportFound::Part(exchange_id, slug)),
            Some(_) => refused(NotImported::OtherBundle(slug)),
            None if import_print == *print => {
                Ok(ImportFound::Whole(Loaded { slug, zone_name: time_zone, repeated: true }))
            }
            None => refused(NotImported::CodeTaken(slug)),
        };
    }
    match at_address {
        None => Ok(ImportFound::Nothing),
        Some((_, status)) if status == "importing" => refused(NotImported::OtherBundle(loading.slug.clone())),
        Some(_) => refused(NotImported::SlugTaken(loading.slug.clone())),
    }
}

/// Makes the exchange, hidden and empty, unless a part of it or all of it is here.
///
/// # Errors
/// [`ImportError`]; the caller must roll back.
pub(super) async fn begin(tx: &mut Tx, drawn: &KeyedLoading) -> Result<ImportFound, ImportError> {
    let loading = &drawn.loading;
    match look(tx.conn(), loading).await? {
        ImportFound::Nothing => {}
        found => return Ok(found),
    }
    let plan = &loading.plan;
    create_hidden_exchange(tx, &new_exchange(drawn), plan.began).await?;
    store::begin(tx, drawn.exchange, (&plan.print, ImportStage::Persons.file())).await?;
    Ok(ImportFound::Part(drawn.exchange, loading.slug.clone()))
}

/// The rows from one place on, of that file; who and what stands already says `state`.
///
/// # Errors
/// [`ImportError`]; the caller must roll back.
pub(super) async fn write_rows(
    tx: &mut Tx,
    (drawn, state): (&KeyedLoading, &ImportState),
    (stage, rows): (ImportStage, Range<usize>),
) -> Result<(), ImportError> {
    match stage {
        ImportStage::Persons => persons(tx, (drawn, state), rows).await?,
        ImportStage::Members => members(tx, (drawn, state), rows).await?,
        ImportStage::Transfers => transfers(tx, (drawn, state), rows).await?,
        ImportStage::Offices => offices(tx, (drawn, state)).await?,
        ImportStage::Whole => {}
    }
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
        // Nobody owes a subscription by having been taken over.
        .with(Rule::Subscription, SubscriptionCycle::Off.tag().to_owned())
}

/// Who is known here stays as they are.
async fn persons(
    tx: &mut Tx,
    (drawn, state): (&KeyedLoading, &ImportState),
    rows: Range<usize>,
) -> Result<(), DbError> {
    let persons = drawn.loading.plan.persons.iter().zip(&drawn.persons).enumerate();
    for (place, (person, fresh)) in persons.take(rows.end).skip(rows.start) {
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
        store::note_person(tx, (state.exchange, place), (id, known.is_none())).await?;
    }
    Ok(())
}

async fn members(
    tx: &mut Tx,
    (drawn, state): (&KeyedLoading, &ImportState),
    rows: Range<usize>,
) -> Result<(), DbError> {
    let members = drawn.loading.plan.members.iter().zip(&drawn.members);
    let everybodys = due(&self::rules(&drawn.loading.plan), &LimitFacts::default()).limits.parts();
    for (member, keys) in members.take(rows.end).skip(rows.start) {
        make_member(tx, (state.exchange, *keys), (member, &state.persons, everybodys)).await?;
    }
    Ok(())
}

async fn make_member(
    tx: &mut Tx,
    (exchange, (id, account)): (ExchangeId, (MemberId, AccountId)),
    (member, persons, everybodys): (&PlannedMember, &[PersonId], [i64; 4]),
) -> Result<(), DbError> {
    let limits = Limits {
        may_debit: member.may_debit,
        may_credit: member.may_credit,
        ..Limits::between(member.min_balance, member.max_balance)
    };
    let theirs = [limits.min_balance, limits.max_balance, limits.warn_min, limits.warn_max];
    let new = NewMember {
        exchange,
        id,
        account,
        code: Some(member.code.clone()),
        name: member.name.clone(),
        kind: member.kind,
        about: member.about.clone(),
        phone: Phone { number: member.phone.clone(), is_shown: member.phone_shown },
        area: member.area.clone(),
        limits,
        // Nobody who comes from elsewhere is a newcomer.
        follows: if theirs == everybodys { FirstLimits::Everybody } else { FirstLimits::Own },
        operators: member.operators.iter().filter_map(|place| persons.get(*place)).copied().collect(),
        joined_at: member.joined_at,
    };
    create_member(tx, &new, PersonId(0)).await?;
    if member.state != "active" {
        store::set_state(tx, exchange, id, member.state).await?;
    }
    Ok(())
}

/// How often the planner is told how large the books have become.
const STOCK: usize = 5000;

/// The transfers in the order of their times, each past the limits of today: its own day had others.
async fn transfers(
    tx: &mut Tx,
    (drawn, state): (&KeyedLoading, &ImportState),
    rows: Range<usize>,
) -> Result<(), ImportError> {
    if rows.start.is_multiple_of(STOCK) {
        take_stock(tx).await?;
    }
    let all = drawn.loading.plan.transfers.iter().zip(&drawn.transfers);
    let wanted = all.take(rows.end).skip(rows.start);
    let new: Option<Vec<NewTransfer>> = wanted.map(|(one, keys)| transfer(state, one, *keys)).collect();
    let Some(new) = new else {
        let what = "an account or a person of it is not there any more".to_owned();
        return Err(Failed::Refused(NotImported::Disagrees(what)));
    };
    if !new.is_empty() {
        post(tx, &new).await.map_err(|error| error.map(NotImported::Post))?;
    }
    Ok(())
}

async fn take_stock(tx: &mut Tx) -> Result<(), DbError> {
    let sql = tx.engine().take_stock();
    sqlx::raw_sql(sql).execute(tx.conn()).await?;
    Ok(())
}

fn transfer(state: &ImportState, planned: &PlannedTransfer, (id, salt): (TransferId, [u8; 16])) -> Option<NewTransfer> {
    let account = |place: usize| state.accounts.get(place).copied().flatten();
    let slip = Slip {
        exchange: state.exchange,
        rules_version: 1,
        id,
        by: *state.persons.get(planned.entered_by)?,
        on_behalf: planned.on_behalf,
        traded_on: planned.at.day(&state.zone),
        at: planned.at,
        salt,
    };
    let (payer, payee) = (account(planned.payer)?, account(planned.payee)?);
    let movement = Movement { payer, payee, amount: planned.amount };
    Some(NewTransfer::imported(slip, movement, planned.description.clone()))
}

/// The chairs, the number of the next account, and that it was imported.
async fn offices(tx: &mut Tx, (drawn, state): (&KeyedLoading, &ImportState)) -> Result<(), DbError> {
    let (loading, exchange, by) = (&drawn.loading, state.exchange, PersonId(0));
    for (chair, act) in loading.plan.chairs.iter().zip(&drawn.chairs) {
        let Some(person) = state.persons.get(*chair).copied() else { continue };
        give_role(tx, NewOffice { exchange, person, role: Role::Chair, by, at: loading.now, act: *act }).await?;
    }
    store::next_number(tx, exchange, next_number(&loading.plan)).await?;
    let act = Act::new(What::Import, (exchange, drawn.imported), (by, loading.now));
    journal::record(tx, &Act { object: loading.plan.print.clone(), ..act }).await
}

/// The number after the highest that a code carries. Longer ones are no numbers that are ever drawn.
fn next_number(plan: &ImportPlan) -> i64 {
    let tails = plan.members.iter().filter_map(|member| member.code.as_str().get(4..));
    let numbers = tails.filter(|tail| tail.len() <= 9).filter_map(|tail| tail.parse::<i64>().ok());
    numbers.max().unwrap_or(0).saturating_add(1)
}
