//! Books in which everything has happened that can: payments, warnings, edited limits, a household, payments on behalf with and
//! without a waiver and out of the common account, intertrades, undoings here and between exchanges, and an import.

use app::demo::exchanges;
use app::ids::{AccountId, Code, MemberId, PersonId, TransferId};
use app::import_export::read;
use app::journal::What;
use app::payments::PayForm;
use app::words::Language;
use jiff::tz::TimeZone;
use manyhands::clock::{fresh_key, fresh_transfer_id, random};
use manyhands::db::DbError;
use manyhands::disputes::work::{Order, UndoAnswer, Undoer, give_back, undo};
use manyhands::http::tenant;
use manyhands::import_export::{KeyedLoading, Loading, load};
use manyhands::intertrading::work::{Payer, Trade};
use manyhands::journal::{self, Act};
use manyhands::ledger::accounts::{Limits, LimitsChange, set_limits};
use manyhands::members::store::{FirstLimits, NewMember, Phone, create_member};
use manyhands::payments::work::{Outcome, PaymentOrder, pay};

use crate::common::{NOON, Plan, Village, World};
use crate::intertrading::{book, trade};

/// Names of rows, each with where it is and its key.
pub struct Scene {
    pub river: Village,
    pub hill: Village,
    /// Transfers by what was said about them.
    pub transfers: Vec<(&'static str, TransferId)>,
    /// Accounts by name, in their exchanges.
    pub accounts: Vec<(&'static str, i64)>,
}

/// Makes them.
pub async fn scene(world: &World) -> Scene {
    let plan = |slug, code, names| Plan { slug, code, names, limits: (-10_000, 12_000), hash: String::new() };
    let river = world.village(plan("riverside", "RIVR", &["Ada", "Ben", "Cleo", "Dan", "Eve"])).await;
    let hill = world.village(plan("hilltop", "HILL", &["Omar", "Nia"])).await;
    world.agreed(&river, &hill, 50_000).await;
    let house = household(world, &river).await;
    let mut transfers = Vec::new();
    for (words, payer, payee, amount) in [("bread", 0, 1, 800), ("roof", 0, 2, 8_500)] {
        transfers.push((words, said(world, &river, (words, payer, payee, amount)).await));
    }
    // Two changes at one position, then one more payment under the last.
    for lowest in [-20_000, -15_000] {
        world.set_limits("code = 'RIVR0001'", (lowest, 12_000)).await;
    }
    decided(world, &river).await;
    transfers.push(("wood", said(world, &river, ("wood", 0, 3, 2_000)).await));
    for (words, payer, to, waives) in [("bus", 3, "RIVR0003", true), ("milk", 2, "RIVR0002", false)] {
        let amount = if waives { "130" } else { "1" };
        transfers.push((words, behalf(world, &river, (words, payer, to, amount, waives)).await));
    }
    transfers.push(("hall", behalf(world, &river, ("hall", COMMON, "RIVR0002", "4", false)).await));
    let mut eggs = river.payment(fresh_transfer_id(), 4, 1, 100);
    (eggs.movement.payer, eggs.description) = (house, "eggs".into());
    transfers.push(("eggs", eggs.id()));
    world.post(vec![eggs]).await.unwrap();
    transfers.push(("wrong", said(world, &river, ("wrong", 1, 0, 50)).await));
    transfers.push((
        "unwrong",
        undone(world, &river, transfers.last().unwrap().1, (Undoer::Committee, river.people[2])).await,
    ));
    transfers.push(("jam", traded(world, &river, "jam", 300).await));
    transfers
        .push(("unjam", undone(world, &hill, transfers.last().unwrap().1, (Undoer::Committee, hill.people[1])).await));
    transfers.push(("lent", said(world, &river, ("lent", 0, 1, 30)).await));
    let payee = |village: &Village, member: usize| (Undoer::Payee(village.accounts[member]), village.people[member]);
    transfers.push(("unlent", undone(world, &river, transfers.last().unwrap().1, payee(&river, 1)).await));
    transfers.push(("tart", traded(world, &river, "tart", 300).await));
    transfers.push(("untart", undone(world, &hill, transfers.last().unwrap().1, payee(&hill, 0)).await));
    transfers.push(("soup", traded(world, &river, "soup", 500).await));
    import(world).await;
    let mut accounts = named(world, "where kind <> 1").await;
    accounts.extend(named(world, "where kind = 1 and code = 'RIVRCOMMON'").await);
    Scene { river, hill, transfers, accounts }
}

async fn named(world: &World, which: &str) -> Vec<(&'static str, i64)> {
    let names = [
        ("RIVR0001", "ada"),
        ("RIVR0002", "ben"),
        ("RIVR0003", "cleo"),
        ("RIVR0004", "dan"),
        ("RIVR0005", "eve"),
        ("RIVR0006", "house"),
        ("RIVRCOMMON", "common"),
        ("RIVR*HILL", "clearing"),
        ("HILL*RIVR", "mirror"),
        ("HILL0001", "omar"),
        ("HILL0002", "nia"),
    ];
    let mut conn = world.db().read().await.unwrap();
    let sql = sqlx::AssertSqlSafe(format!("select code, account_id from accounts {which}"));
    let found: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&mut *conn).await.unwrap();
    let name = |code: &str| names.iter().find(|(known, _)| *known == code).map(|(_, name)| *name);
    found.into_iter().filter_map(|(code, id)| Some((name(&code)?, id))).collect()
}

async fn said(
    world: &World,
    village: &Village,
    (words, payer, payee, amount): (&str, usize, usize, i64),
) -> TransferId {
    let mut payment = village.new_payment(payer, payee, amount);
    payment.description = words.to_owned();
    let id = payment.id();
    world.post(vec![payment]).await.unwrap();
    id
}

/// The chair sets Eve's limits, as the committee's page does.
async fn decided(world: &World, village: &Village) {
    let (exchange, by, change_id) = (village.exchange, village.people[0], fresh_key());
    let why = "more room".to_owned();
    let act = Act {
        object: village.code_of(4).to_string(),
        why: why.clone(),
        ..Act::new(What::Limits, (exchange, change_id), (by, NOON))
    };
    let (account, limits) = (village.accounts[4], Limits::between(-20_000, 12_000));
    let change = LimitsChange { exchange, account, limits, reason: why, by, at: NOON, change_id };
    let set = world.db().write((act, change), async |tx, (act, change)| {
        set_limits(tx, change).await?;
        journal::record(tx, act).await
    });
    set.await.unwrap();
}

/// Eve and Dan act for it, and so may either.
async fn household(world: &World, village: &Village) -> AccountId {
    let account = AccountId(fresh_key());
    let member = NewMember {
        exchange: village.exchange,
        id: MemberId(fresh_key()),
        account,
        code: None,
        name: "Mill House".into(),
        kind: "household",
        about: String::new(),
        phone: Phone::default(),
        area: String::new(),
        limits: Limits::between(-10_000, 12_000),
        follows: FirstLimits::Everybody,
        operators: vec![village.people[4], village.people[3]],
        joined_at: NOON,
    };
    let made = world.db().write(member, async |tx, member| {
        create_member(tx, member, PersonId(0)).await?;
        Ok::<(), DbError>(())
    });
    made.await.unwrap();
    account
}

/// Stands for the exchange itself where a member is named by place.
const COMMON: usize = usize::MAX;

/// Ada, who is in the chair, enters it for a member, or pays out of the common account.
async fn behalf(
    world: &World,
    village: &Village,
    (words, payer, to, amount, waives): (&str, usize, &str, &str, bool),
) -> TransferId {
    let mut conn = world.db().read().await.unwrap();
    let exchange = tenant::by_id(&mut conn, village.exchange).await.unwrap().unwrap();
    let common = "select account_id from accounts where code = 'RIVRCOMMON'";
    let (member, account, code) = if payer == COMMON {
        let account = sqlx::query_scalar(common).fetch_one(&mut *conn).await.unwrap();
        (MemberId(0), account, Code::common("RIVR"))
    } else {
        (MemberId(1), village.accounts[payer], village.code_of(payer))
    };
    drop(conn);
    let id = fresh_transfer_id();
    let form = PayForm {
        id: id.to_string(),
        to: to.into(),
        amount: amount.into(),
        description: words.into(),
        waive: if waives { "yes".into() } else { String::new() },
        waive_reason: "the assembly".into(),
        ..PayForm::default()
    };
    let order = PaymentOrder {
        payment: form.parse(&exchange.unit, (Language::English, true)).unwrap(),
        payer: Payer {
            exchange,
            member,
            account,
            code,
            name: "Somebody".into(),
            by: village.people[0],
            by_name: "Ada".into(),
            on_behalf: true,
        },
        at: NOON,
        salts: [random(), random()],
        act: fresh_key(),
    };
    assert!(matches!(pay(world.db(), order).await.unwrap(), Outcome::Paid(_)), "{words}");
    id
}

async fn traded(world: &World, village: &Village, words: &str, amount: i64) -> TransferId {
    let asked = trade(world, village, fresh_transfer_id(), amount).await;
    let id = asked.id;
    book(world, Trade { description: words.into(), ..asked }).await.unwrap();
    id
}

async fn undone(world: &World, village: &Village, undoes: TransferId, (undoer, by): (Undoer, PersonId)) -> TransferId {
    let mut conn = world.db().read().await.unwrap();
    let exchange = tenant::by_id(&mut conn, village.exchange).await.unwrap().unwrap();
    drop(conn);
    let (id, reason, salts) = (fresh_transfer_id(), "by mistake".to_owned(), [random(), random()]);
    let order = Order { undoer, exchange, undoes, id, reason, by, at: NOON, act: fresh_key(), salts };
    let done = match undoer {
        Undoer::Committee => world.db().write(order, undo).await.unwrap(),
        Undoer::Payee(_) => world.db().write(order, give_back).await.unwrap(),
    };
    assert!(matches!(done, UndoAnswer::Undone(_)), "{done:?}");
    id
}

async fn import(world: &World) {
    let bundle = exchanges(jiff::civil::date(2026, 11, 24))[2].bundle();
    let loading = Loading {
        plan: read(&bundle, NOON).unwrap_or_else(|problems| panic!("{problems}")),
        slug: "puerto".into(),
        zone_name: "Europe/Madrid".into(),
        zone: TimeZone::get("Europe/Madrid").unwrap(),
        hue: Loading::HUE,
        now: NOON,
    };
    world.db().write(KeyedLoading::of(loading), load).await.unwrap();
}
