//! What the load is made on: exchanges of many members with wide limits, everybody signed in already; and for the pages one
//! account with a long history. Laid through the product's own functions, so the rows are what they are in life.

use app::ids::{AccountId, Code, ExchangeId, MemberId, PersonId, TransferId};
use app::ledger::{Amount, Unit};
use app::rules::catalogue::{Rule, Template};
use app::rules::in_force::RulesInForce;
use app::time::Instant;
use app::words::Language;
use manyhands::clock::{Clock, fresh_key, fresh_transfer_id, random};
use manyhands::db::{Db, DbError, Tx};
use manyhands::hosting::store::{NewExchange, create_exchange};
use manyhands::ledger::accounts::Limits;
use manyhands::ledger::{Movement, NewTransfer, PostError, Slip, post};
use manyhands::members::store::{FirstLimits, NewMember, Phone, create_member};
use manyhands::sign_in::persons::{NewPerson, create_person};
use sha2::{Digest as _, Sha256};
use tower_sessions::session::Id;

use crate::dice::Dice;

/// Exchanges.
pub const EXCHANGES: usize = 5;
/// Members of each.
pub const MEMBERS: usize = 2000;
/// Entries of the account whose pages are asked for.
pub const ENTRIES: usize = 10_000;
/// Transfers of other accounts of its exchange that stand between them.
const OTHERS: usize = 40_000;
/// Over so many days the history goes back.
const DAYS: i64 = 1_800;
/// Nobody meets a limit.
const ROOM: i64 = 1_000_000_000_000;
/// Rows laid in one transaction.
const CHUNK: usize = 250;

/// A session as signing in makes it.
const SESSION: &str = "
insert into sessions (session_id, person_id, data, device, created_at, seen_at, expires_at)
values ($1, $2, $3, 'bench', $4, $4, $5)";

/// Somebody who pays.
#[derive(Clone, Debug)]
pub struct Member {
    /// Their account.
    pub account: AccountId,
    /// Its code.
    pub code: Code,
    /// Who acts for it.
    pub person: PersonId,
    /// The value of their session's cookie.
    pub cookie: String,
}

/// One exchange.
#[derive(Clone, Debug)]
pub struct Village {
    /// Its key.
    pub exchange: ExchangeId,
    /// Its first path segment.
    pub slug: String,
    /// Everybody in it.
    pub members: Vec<Member>,
}

/// Everything there is.
#[derive(Debug)]
pub struct World {
    /// The exchanges.
    pub villages: Vec<Village>,
}

/// Who pays whom how much.
#[derive(Clone, Copy, Debug)]
pub struct Pick<'w> {
    /// In which exchange.
    pub village: &'w Village,
    /// Who pays.
    pub payer: &'w Member,
    /// Who is paid.
    pub payee: &'w Member,
    /// In hundredths.
    pub amount: i64,
}

impl World {
    /// Lays everything into an empty database.
    pub async fn lay(db: &Db) -> Result<Self, DbError> {
        let mut villages = Vec::new();
        for letter in ["a", "b", "c", "d", "e"].into_iter().take(EXCHANGES) {
            villages.push(village(db, letter).await?);
        }
        Ok(Self { villages })
    }

    /// Two members of one exchange and an amount, by chance.
    pub fn pick(&self, dice: &mut Dice) -> Option<Pick<'_>> {
        let village = self.villages.get(dice.place(self.villages.len()))?;
        let (payer, step) = (dice.place(village.members.len()), 1 + dice.place(village.members.len() - 1));
        let payee = (payer + step) % village.members.len();
        let (payer, payee) = (village.members.get(payer)?, village.members.get(payee)?);
        Some(Pick { village, payer, payee, amount: dice.amount() })
    }
}

impl Pick<'_> {
    /// The same as the ledger is asked.
    pub fn transfer(&self, id: TransferId, now: Instant) -> NewTransfer {
        let zone = jiff::tz::TimeZone::UTC;
        let slip = Slip {
            exchange: self.village.exchange,
            rules_version: 1,
            id,
            by: self.payer.person,
            on_behalf: false,
            traded_on: now.day(&zone),
            at: now,
            salt: random(),
        };
        let amount = Amount::new(self.amount).expect("an amount above nothing");
        let movement = Movement { payer: self.payer.account, payee: self.payee.account, amount };
        NewTransfer::payment(slip, movement, "Bread and oil".into())
    }
}

/// A member about to be made, with the session that they have from the beginning.
struct Newcomer {
    member: Member,
    session: Id,
    person: NewPerson,
    new: NewMember,
}

fn unit() -> Unit {
    Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "lf".into(), decimals: 2, is_time: false }
}

async fn village(db: &Db, letter: &str) -> Result<Village, DbError> {
    let (exchange, now) = (ExchangeId(fresh_key()), Clock::system().now());
    let code = format!("BEN{}", letter.to_uppercase());
    let new = NewExchange {
        id: exchange,
        common: AccountId(fresh_key()),
        act: fresh_key(),
        slug: format!("bench-{letter}"),
        code: code.clone(),
        name: format!("Exchange {letter}"),
        description: String::new(),
        area: String::new(),
        unit: unit(),
        rules: RulesInForce::begin(Template::Lets, &unit(), "10".parse().ok())
            .with(Rule::DefaultMin, (-ROOM).to_string())
            .with(Rule::DefaultMax, ROOM.to_string()),
        language: Language::English,
        time_zone: "Europe/Madrid".into(),
        hue: 9,
    };
    let slug = new.slug.clone();
    db.write((new, now), async |tx, (new, now)| create_exchange(tx, new, PersonId(0), *now).await).await?;
    let all: Vec<Newcomer> = (1..=MEMBERS).map(|number| newcomer(exchange, &code, number, now)).collect();
    let members = all.iter().map(|newcomer| newcomer.member.clone()).collect();
    let mut all = all.into_iter();
    loop {
        let chunk: Vec<Newcomer> = all.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return Ok(Village { exchange, slug, members });
        }
        db.write((chunk, now), async |tx, (chunk, now)| settle(tx, chunk, *now).await).await?;
    }
}

fn newcomer(exchange: ExchangeId, prefix: &str, number: usize, now: Instant) -> Newcomer {
    let (account, person) = (AccountId(fresh_key()), PersonId(fresh_key()));
    let code = Code::new(prefix, i64::try_from(number).unwrap_or(0));
    let name = format!("Member {number} of {prefix}");
    let session = Id(i128::from_be_bytes(random()));
    Newcomer {
        member: Member { account, code: code.clone(), person, cookie: session.to_string() },
        session,
        person: NewPerson {
            id: person,
            email: Some(format!("member{number}@{}.example", prefix.to_lowercase())),
            name: name.clone(),
            language: Language::English,
            password_hash: String::new(),
            is_host: false,
        },
        new: NewMember {
            exchange,
            id: MemberId(fresh_key()),
            account,
            code: Some(code),
            name,
            kind: "person",
            about: String::new(),
            area: String::new(),
            phone: Phone::default(),
            limits: Limits::between(-ROOM, ROOM),
            follows: FirstLimits::Own,
            operators: vec![person],
            joined_at: now,
        },
    }
}

async fn settle(tx: &mut Tx, newcomers: &[Newcomer], now: Instant) -> Result<(), DbError> {
    for newcomer in newcomers {
        create_person(tx, &newcomer.person, now).await?;
        create_member(tx, &newcomer.new, PersonId(0)).await?;
        let (person, hash) = (newcomer.person.id, Sha256::digest(newcomer.session.0.to_be_bytes()));
        let id: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let session = sqlx::query(SESSION).bind(id).bind(person).bind(format!("{{\"person\":{}}}", person.0));
        session.bind(now).bind(now.plus_seconds(30 * 86_400)).execute(tx.conn()).await?;
    }
    Ok(())
}

/// Gives the first member of the first exchange its history; answers with whose it is.
///
/// # Errors
/// When the database fails.
pub async fn history(db: &Db, world: &World) -> Result<(Village, Member), PostError> {
    let village = world.villages.first().expect("an exchange").clone();
    let me = village.members.first().expect("a member").clone();
    let now = Clock::system().now();
    let (mut dice, all) = (Dice::new(1), ENTRIES + OTHERS);
    for first in (0..all).step_by(CHUNK) {
        let transfers: Vec<NewTransfer> = (first..(first + CHUNK).min(all))
            .map(|n| {
                let mine = n % (all / ENTRIES) == 0;
                let age = i64::try_from(all - n).unwrap_or(0) * DAYS * 86_400 / i64::try_from(all).unwrap_or(1);
                transfer(&village, mine, &mut dice, now.plus_seconds(-age))
            })
            .collect();
        db.write(transfers, async |tx, transfers| post(tx, transfers).await).await?;
    }
    Ok((village, me))
}

/// One transfer of the history: the first member's with somebody, or two others'.
fn transfer(village: &Village, mine: bool, dice: &mut Dice, at: Instant) -> NewTransfer {
    let others = village.members.len() - 1;
    let one = if mine { 0 } else { 1 + dice.place(others) };
    let step = 1 + dice.place(others - 1);
    let other = if mine { step } else { 1 + (one - 1 + step) % others };
    let (payer, payee) = if dice.next().is_multiple_of(2) { (one, other) } else { (other, one) };
    let member = |place: usize| village.members.get(place).expect("a member");
    let pick = Pick { village, payer: member(payer), payee: member(payee), amount: dice.amount() };
    pick.transfer(fresh_transfer_id(), at)
}
