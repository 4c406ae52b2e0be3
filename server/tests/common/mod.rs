//! What tests arrange: a database of their own on each engine, a clock that stands still, exchanges and members.
//!
//! SQLite always; PostgreSQL when `TEST_POSTGRES_URL` names a server that may create databases (`e2e/test` starts one).

#![expect(dead_code, reason = "each of the test programs uses a part of it")]

pub mod cluster;
pub mod process;

use std::path::PathBuf;
use std::sync::Arc;

use app::ids::{AccountId, AgreementId, Code, ExchangeId, MemberId, PersonId, TransferId};
use app::intertrading::forms::Reach;
use app::ledger::{Amount, Unit};
use app::roles::Role;
use app::rules::catalogue::{Rule, Template};
use app::rules::in_force::RulesInForce;
use app::time::Instant;
use app::words::Language;
use manyhands::clock::{Clock, fresh_key, fresh_transfer_id, random};
use manyhands::config::{Config, Given};
use manyhands::db::{Db, DbError};
use manyhands::hosting::store::{NewExchange, create_exchange};
use manyhands::intertrading::store::NewAgreement;
use manyhands::intertrading::{AnswerKeys, agree};
use manyhands::ledger::accounts::{Limits, LimitsChange, set_limits};
use manyhands::ledger::{Movement, NewTransfer, PostError, Receipt, Slip, post};
use manyhands::members::store::{FirstLimits, NewMember, Phone, create_member};
use manyhands::notices::worker::make_mails;
use manyhands::photos::files::PhotoFiles;
use manyhands::roles::{NewOffice, give_role};
use manyhands::sign_in::persons::{NewPerson, create_person};
use manyhands::site::Site;
use manyhands::throttle::pace::Pace;
use sqlx::{AnyConnection, Connection};
use tokio::sync::Notify;

/// 24 November 2026, noon UTC.
pub const NOON: Instant = Instant(1_795_521_600_000_000);

/// One installation on one engine.
pub struct World {
    pub site: Site,
    pub engine: &'static str,
    folder: PathBuf,
}

impl Drop for World {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

/// An empty installation on the embedded engine.
pub async fn on_sqlite() -> World {
    let folder = std::env::temp_dir().join(format!("manyhands-test-{}", fresh_key()));
    std::fs::create_dir_all(&folder).unwrap();
    world("sqlite", Db::embedded_url(&folder), folder).await
}

/// An empty installation on each engine.
pub async fn worlds() -> Vec<World> {
    let mut worlds = vec![on_sqlite().await];
    match std::env::var("TEST_POSTGRES_URL") {
        Ok(server) => {
            sqlx::any::install_default_drivers();
            let name = format!("t{}", fresh_key());
            let mut conn = AnyConnection::connect(&server).await.unwrap();
            let create = sqlx::AssertSqlSafe(format!("create database {name}"));
            sqlx::raw_sql(create).execute(&mut conn).await.unwrap();
            conn.close().await.unwrap();
            let (before, _) = server.rsplit_once('/').unwrap();
            let folder = std::env::temp_dir().join(format!("manyhands-test-{}", fresh_key()));
            worlds.push(world("postgres", format!("{before}/{name}"), folder).await);
        }
        Err(_) => eprintln!("skipped: PostgreSQL (TEST_POSTGRES_URL is not set)"),
    }
    worlds
}

/// An empty installation in a PostgreSQL database that is there.
pub async fn world_at(url: String) -> World {
    let folder = std::env::temp_dir().join(format!("manyhands-test-{}", fresh_key()));
    world("postgres", url, folder).await
}

async fn world(engine: &'static str, url: String, folder: PathBuf) -> World {
    let db = Db::open(&url, None).await.unwrap();
    let data_dir = Some(folder.display().to_string());
    // The clock stands still, so that a minute never ends.
    let payments_a_minute = Some(1_000_000);
    let given = Given { database_url: Some(url), data_dir, payments_a_minute, ..Given::default() };
    let config = Config::new(&given, &Given::default(), &|_| None).unwrap();
    let (clock, _) = Clock::fixed(NOON);
    let site = Site {
        db,
        clock,
        photos: PhotoFiles::of(&config).unwrap(),
        payments: Arc::new(Pace::a_minute(config.payments_a_minute)),
        config: Arc::new(config),
        mail_waits: Arc::new(Notify::new()),
        notices_wait: Arc::new(Notify::new()),
        passwords: Arc::default(),
        development: false,
        people: Arc::default(),
    };
    World { site, engine, folder }
}

/// An exchange with members, made in code.
#[derive(Clone)]
pub struct Village {
    pub exchange: ExchangeId,
    pub code: &'static str,
    pub slug: &'static str,
    pub accounts: Vec<AccountId>,
    pub people: Vec<PersonId>,
    pub unit: Unit,
}

/// What a village is like.
pub struct Plan {
    pub slug: &'static str,
    pub code: &'static str,
    pub names: &'static [&'static str],
    pub limits: (i64, i64),
    /// The argon2 text of everybody's password.
    pub hash: String,
}

impl World {
    pub fn db(&self) -> &Db {
        &self.site.db
    }

    /// Makes an exchange in which `limits` are everybody's; the first member is its chair.
    pub async fn village(&self, plan: Plan) -> Village {
        let exchange = ExchangeId(fresh_key());
        let keys: Vec<(AccountId, MemberId, PersonId)> =
            plan.names.iter().map(|_| (AccountId(fresh_key()), MemberId(fresh_key()), PersonId(fresh_key()))).collect();
        let unit =
            Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "lf".into(), decimals: 2, is_time: false };
        let village = Village {
            exchange,
            code: plan.code,
            slug: plan.slug,
            accounts: keys.iter().map(|key| key.0).collect(),
            people: keys.iter().map(|key| key.2).collect(),
            unit: unit.clone(),
        };
        let (common, act) = (AccountId(fresh_key()), fresh_key());
        let made = self.db().write(((plan, keys, unit), (exchange, common, act)), async |tx, (plan, ids)| {
            let ((plan, keys, unit), (exchange, common, act)) = (plan, *ids);
            let new = NewExchange {
                id: exchange,
                common,
                act,
                slug: plan.slug.into(),
                code: plan.code.into(),
                name: format!("{} exchange", plan.slug),
                description: String::new(),
                area: String::new(),
                unit: unit.clone(),
                rules: RulesInForce::begin(Template::Lets, unit, "10".parse().ok())
                    .with(Rule::DefaultMin, plan.limits.0.to_string())
                    .with(Rule::DefaultMax, plan.limits.1.to_string())
                    .with(Rule::ShowBalances, "no".to_owned())
                    .with(Rule::Subscription, "off".to_owned()),
                language: Language::English,
                time_zone: "Europe/Madrid".into(),
                hue: 9,
            };
            create_exchange(tx, &new, PersonId(0), NOON).await?;
            for (name, (account, member, person)) in plan.names.iter().zip(keys) {
                let email = Some(format!("{}@{}.example", name.to_lowercase().replace(' ', "."), plan.slug));
                let (name, language, password_hash) = ((*name).to_owned(), Language::English, plan.hash.clone());
                let new = NewPerson { id: *person, email, name: name.clone(), language, password_hash, is_host: false };
                create_person(tx, &new, NOON).await?;
                let new = NewMember {
                    exchange,
                    id: *member,
                    account: *account,
                    code: None,
                    name,
                    kind: "person",
                    about: String::new(),
                    phone: Phone::default(),
                    area: String::new(),
                    limits: Limits::between(plan.limits.0, plan.limits.1),
                    follows: FirstLimits::Everybody,
                    operators: vec![*person],
                    joined_at: NOON,
                };
                create_member(tx, &new, PersonId(0)).await?;
            }
            let (person, role, by) = (keys[0].2, Role::Chair, PersonId(0));
            give_role(tx, NewOffice { exchange, person, role, by, at: NOON, act: fresh_key() }).await?;
            Ok::<(), DbError>(())
        });
        made.await.unwrap();
        village
    }

    /// One more member of an exchange, with its next code, for whom these act; answers with its account.
    pub async fn household(&self, village: &Village, (name, operators): (&str, Vec<PersonId>)) -> AccountId {
        let member = NewMember {
            exchange: village.exchange,
            id: MemberId(fresh_key()),
            account: AccountId(fresh_key()),
            code: None,
            name: name.to_owned(),
            kind: "household",
            about: String::new(),
            phone: Phone::default(),
            area: String::new(),
            limits: Limits::between(-10_000, 12_000),
            follows: FirstLimits::Everybody,
            operators,
            joined_at: NOON,
        };
        let account = member.account;
        let made = self.db().write(member, async |tx, member| {
            create_member(tx, member, PersonId(0)).await?;
            Ok::<(), DbError>(())
        });
        made.await.unwrap();
        account
    }

    /// Runs a text, for what no page does.
    pub async fn sql(&self, text: String) {
        let done = self.db().write(text, async |tx, text| {
            sqlx::raw_sql(sqlx::AssertSqlSafe(text.clone())).execute(tx.conn()).await?;
            Ok::<(), DbError>(())
        });
        done.await.unwrap();
    }

    /// Puts an agreement in force: 10 units an hour in `a`, 20 in `b`, `reach` smallest parts of `a` each way.
    pub async fn agreed(&self, a: &Village, b: &Village, reach: i64) {
        let (new, by) = (agreement(a, b, reach), b.people[0]);
        let agreed = self
            .db()
            .write((new, by, AnswerKeys::fresh()), async |tx, (new, by, keys)| agree(tx, new, (*by, *keys)).await);
        agreed.await.unwrap();
    }

    /// Posts, in a transaction of its own.
    pub async fn post(&self, transfers: Vec<NewTransfer>) -> Result<Receipt, PostError> {
        self.db().write(transfers, async |tx, transfers| post(tx, transfers).await).await
    }

    /// Sets the limits of all accounts `of` which that is true, and records it as the committee's pages do.
    pub async fn set_limits(&self, of: &str, (min, max): (i64, i64)) {
        let mut conn = self.db().read().await.unwrap();
        let sql =
            format!("select exchange_id, account_id from accounts where {of} order by exchange_id, kind, account_id");
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        let found: Vec<(ExchangeId, AccountId)> = query.fetch_all(&mut *conn).await.unwrap();
        drop(conn);
        assert!(!found.is_empty(), "no account is {of}");
        for (exchange, account) in found {
            let (limits, reason, by) = (Limits::between(min, max), "the test".to_owned(), PersonId(0));
            let change = LimitsChange { exchange, account, limits, reason, by, at: NOON, change_id: fresh_key() };
            let set = self.db().write(change, async |tx, change| set_limits(tx, change).await);
            assert!(set.await.unwrap().is_some());
        }
    }

    /// Makes mails of the notices that wait, as the worker does.
    pub async fn make_mails(&self) {
        make_mails(&self.site).await.unwrap();
    }

    /// The balance of an account as its row says.
    pub async fn balance(&self, village: &Village, member: usize) -> i64 {
        let mut conn = self.db().read().await.unwrap();
        let sql = "select balance from accounts where exchange_id = $1 and account_id = $2";
        let query = sqlx::query_scalar(sql).bind(village.exchange).bind(village.accounts[member]);
        query.fetch_one(&mut *conn).await.unwrap()
    }

    /// The one number that a query answers with.
    pub async fn number(&self, sql: &str) -> i64 {
        let mut conn = self.db().read().await.unwrap();
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut *conn).await.unwrap()
    }

    /// How many transfers an exchange has.
    pub async fn count(&self, village: &Village) -> i64 {
        let mut conn = self.db().read().await.unwrap();
        let sql = "select count(*) as n from transfers where exchange_id = $1";
        sqlx::query_scalar(sql).bind(village.exchange).fetch_one(&mut *conn).await.unwrap()
    }
}

/// An agreement that `a` proposes to `b`.
pub fn agreement(a: &Village, b: &Village, reach: i64) -> NewAgreement {
    let reach = Reach { down: reach, up: reach };
    NewAgreement {
        id: AgreementId(fresh_key()),
        a: (a.exchange, "10".parse().unwrap(), reach),
        b: (b.exchange, "20".parse().unwrap(), Reach { down: reach.down * 2, up: reach.up * 2 }),
        counting: None,
        note: String::new(),
        by: a.people[0],
        at: NOON,
    }
}

impl Village {
    /// A payment between two of its members.
    pub fn payment(&self, id: TransferId, payer: usize, payee: usize, amount: i64) -> NewTransfer {
        NewTransfer::payment(self.slip(id, payer), self.movement(payer, payee, amount), "Bread".into())
    }

    /// One member pays another.
    pub fn movement(&self, payer: usize, payee: usize, amount: i64) -> Movement {
        let amount = Amount::new(amount).unwrap();
        Movement { payer: self.accounts[payer], payee: self.accounts[payee], amount }
    }

    /// The slip of a transfer that a member enters at [`NOON`].
    pub fn slip(&self, id: TransferId, member: usize) -> Slip {
        Slip {
            exchange: self.exchange,
            rules_version: 1,
            id,
            by: self.people[member],
            on_behalf: false,
            traded_on: jiff::civil::date(2026, 11, 24),
            at: NOON,
            salt: random(),
        }
    }

    /// The same with a fresh id.
    pub fn new_payment(&self, payer: usize, payee: usize, amount: i64) -> NewTransfer {
        self.payment(fresh_transfer_id(), payer, payee, amount)
    }

    /// A member's code.
    pub fn code_of(&self, member: usize) -> Code {
        Code::new(self.code, i64::try_from(member + 1).unwrap())
    }
}
