//! What an officer enters in their own favour: who, to whom, how much; in slices and at once; and what the others see of it.

use app::ids::{AccountId, MemberId, PersonId, TransferId};
use app::journal::What;
use app::payments::PayForm;
use app::roles::Role;
use app::rules::catalogue::Rule;
use app::time::Instant;
use app::words::Language;
use manyhands::clock::{fresh_key, fresh_transfer_id, random};
use manyhands::http::tenant;
use manyhands::journal::{Act, record};
use manyhands::ledger::accounts::Limits;
use manyhands::members::store::{FirstLimits, NewMember, Phone, create_member};
use manyhands::payments::work::{Outcome, Payer, PaymentOrder, pay, quote};
use manyhands::roles::{NewOffice, give_role};
use manyhands::rules::store::{Holds, put};

use crate::common::{NOON, Plan, Village, World, worlds};

const DAY: i64 = 86_400;
/// Members by place: Ada is chair, Ben treasurer.
const ADA: usize = 0;
const BEN: usize = 1;
const CLEO: usize = 2;
const DAN: usize = 3;
/// Enrolled by Ada yesterday, by Ben yesterday, by Ada a hundred days ago; an account for which Ada and Cleo act.
const NEW: usize = 4;
const BENS: usize = 5;
const KNOWN: usize = 6;
const SHARED: usize = 7;

/// Riverside, where one may enter 30.00 alone in one's own favour.
async fn scene(world: &World) -> Village {
    let names = &["Ada", "Ben", "Cleo", "Dan"];
    let plan = Plan { slug: "riverside", code: "RIVR", names, limits: (-100_000, 120_000), hash: String::new() };
    let mut village = world.village(plan).await;
    office(world, &village, (BEN, Role::Treasurer)).await;
    for (name, by, days, operators) in [
        ("New", ADA, 1, vec![]),
        ("Bens", BEN, 1, vec![]),
        ("Known", ADA, 100, vec![]),
        ("Shared", DAN, 1, vec![village.people[ADA], village.people[CLEO]]),
    ] {
        let account = AccountId(fresh_key());
        let member = NewMember {
            exchange: village.exchange,
            id: MemberId(fresh_key()),
            account,
            code: None,
            name: name.into(),
            kind: "person",
            about: String::new(),
            phone: Phone::default(),
            area: String::new(),
            limits: Limits::between(-100_000, 120_000),
            follows: FirstLimits::Everybody,
            operators,
            joined_at: NOON.plus_seconds(-days * DAY),
        };
        let act = Act::new(What::Member, (village.exchange, fresh_key()), (village.people[by], member.joined_at));
        let made = world.db().write((member, act), async |tx, (member, act)| {
            let code = create_member(tx, member, act.by).await?;
            record(tx, &Act { object: code.to_string(), ..act.clone() }).await
        });
        made.await.unwrap();
        village.accounts.push(account);
    }
    village
}

async fn office(world: &World, village: &Village, (place, role): (usize, Role)) {
    let (exchange, person, by) = (village.exchange, village.people[place], PersonId(0));
    let office = NewOffice { exchange, person, role, by, at: NOON, act: fresh_key() };
    world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
}

async fn rule(world: &World, village: &Village, most: i64) {
    let values = vec![(Rule::OfficerAlone, most.to_string())];
    let from = Holds { exchange: village.exchange, version: 9, at: NOON };
    world.db().write((from, values), async |tx, (from, values)| put(tx, *from, values).await).await.unwrap();
}

/// A payment that somebody enters, for themselves or on another's behalf.
#[derive(Clone, Copy)]
struct Entry {
    by: usize,
    payer: usize,
    payee: usize,
    amount: &'static str,
    waives: bool,
    at: Instant,
}

fn entry(by: usize, (payer, payee): (usize, usize), amount: &'static str) -> Entry {
    Entry { by, payer, payee, amount, waives: false, at: NOON }
}

async fn order(world: &World, village: &Village, entry: Entry, id: TransferId) -> PaymentOrder {
    let mut conn = world.db().read().await.unwrap();
    let exchange = tenant::by_id(&mut conn, village.exchange).await.unwrap().unwrap();
    let on_behalf = entry.payer != entry.by && entry.payer != SHARED;
    let form = PayForm {
        id: id.to_string(),
        to: village.code_of(entry.payee).to_string(),
        amount: entry.amount.into(),
        description: "Soup".into(),
        waive: if entry.waives { "yes".into() } else { String::new() },
        waive_reason: "the assembly".into(),
        ..PayForm::default()
    };
    PaymentOrder {
        payment: form.parse(&exchange.unit, (Language::English, on_behalf)).unwrap(),
        payer: Payer {
            exchange,
            member: MemberId(1),
            account: village.accounts[entry.payer],
            code: village.code_of(entry.payer),
            name: "Somebody".into(),
            by: village.people[entry.by],
            by_name: "Somebody".into(),
            on_behalf,
        },
        at: entry.at,
        salts: [random(), random()],
        act: fresh_key(),
    }
}

/// What came of it, in a word, and who may enter it instead.
fn said(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Quoted(_) | Outcome::Paid(_) => "paid".into(),
        Outcome::Repeated(_) => "repeated".into(),
        Outcome::NotAlone(not) => format!("not alone: {}", not.others.join(", ")),
        Outcome::BetweenOwn => "between own".into(),
        Outcome::WaivedToSelf => "waived to self".into(),
        other => panic!("{other:?}"),
    }
}

async fn enter(world: &World, village: &Village, entry: Entry) -> String {
    let order = order(world, village, entry, fresh_transfer_id()).await;
    let (foreseen, count) = (said(&quote(world.db(), &order).await.unwrap()), world.count(village).await);
    let came = said(&pay(world.db(), order).await.unwrap());
    assert_eq!(foreseen, came, "the check page says what will come of it");
    let booked = i64::from(came == "paid");
    assert_eq!(world.count(village).await, count + booked, "{}: {came}", world.engine);
    came
}

#[tokio::test]
async fn who_enters_for_whom_and_how_much_says_whether_another_must() {
    for (entry, came) in [
        (entry(ADA, (CLEO, ADA), "30"), "paid"),
        (entry(ADA, (CLEO, ADA), "30.01"), "not alone: Ben"),
        (entry(BEN, (CLEO, BEN), "30.01"), "not alone: Ada"),
        (entry(ADA, (CLEO, DAN), "300"), "paid"),
        (entry(ADA, (CLEO, BEN), "300"), "paid"),
        (entry(ADA, (CLEO, SHARED), "30.01"), "not alone: Ben"),
        (entry(BEN, (CLEO, SHARED), "30.01"), "paid"),
        (entry(ADA, (CLEO, NEW), "30"), "paid"),
        (entry(ADA, (CLEO, NEW), "30.01"), "not alone: Ben"),
        (entry(BEN, (CLEO, NEW), "300"), "paid"),
        (entry(ADA, (CLEO, BENS), "300"), "paid"),
        (entry(ADA, (CLEO, KNOWN), "300"), "paid"),
        (entry(ADA, (NEW, DAN), "300"), "paid"),
        (Entry { waives: true, ..entry(ADA, (NEW, DAN), "1100") }, "not alone: Ben"),
        (Entry { waives: true, ..entry(ADA, (KNOWN, DAN), "1100") }, "not alone: Ben"),
        (Entry { waives: true, ..entry(ADA, (DAN, KNOWN), "1100") }, "not alone: Ben"),
        (Entry { waives: true, ..entry(BEN, (KNOWN, DAN), "1100") }, "paid"),
        (Entry { waives: true, ..entry(ADA, (CLEO, DAN), "1100") }, "paid"),
        (Entry { waives: true, ..entry(ADA, (CLEO, ADA), "1") }, "waived to self"),
        (entry(ADA, (ADA, BEN), "300"), "paid"),
        (entry(ADA, (ADA, SHARED), "1"), "between own"),
        (entry(CLEO, (SHARED, CLEO), "1"), "between own"),
        (entry(CLEO, (SHARED, BEN), "1"), "paid"),
    ] {
        for world in worlds().await {
            let village = scene(&world).await;
            let what = format!("{}: {} for {} to {}", world.engine, entry.by, entry.payer, entry.payee);
            assert_eq!(enter(&world, &village, entry).await, came, "{what} {}", entry.amount);
        }
    }
}

#[tokio::test]
async fn slices_of_a_day_count_together_and_a_form_that_is_sent_again_does_not() {
    for world in worlds().await {
        let village = scene(&world).await;
        let slice = |seconds| Entry { at: NOON.plus_seconds(seconds), ..entry(ADA, (CLEO, ADA), "10") };
        let first = order(&world, &village, slice(0), fresh_transfer_id()).await;
        assert_eq!(said(&pay(world.db(), first.clone()).await.unwrap()), "paid");
        for (seconds, came) in [
            (60, "paid"),
            (DAY - 60, "paid"),
            (DAY - 1, "not alone: Ben"),
            (DAY + 1, "paid"),
            (DAY + 2, "not alone: Ben"),
        ] {
            assert_eq!(enter(&world, &village, slice(seconds)).await, came, "{} {seconds}", world.engine);
        }
        assert_eq!(said(&pay(world.db(), first).await.unwrap()), "repeated", "{}", world.engine);
        // Another officer's day is their own, and what is in nobody's favour counts for nobody.
        assert_eq!(enter(&world, &village, entry(BEN, (CLEO, BEN), "30")).await, "paid");
        assert_eq!(enter(&world, &village, entry(ADA, (CLEO, DAN), "30")).await, "paid");
    }
}

#[tokio::test]
async fn where_there_is_nobody_else_it_is_booked_unless_the_rules_say_never() {
    for world in worlds().await {
        let names = &["Ada", "Ben", "Cleo"];
        let plan = Plan { slug: "riverside", code: "RIVR", names, limits: (-100_000, 120_000), hash: String::new() };
        let village = world.village(plan).await;
        assert_eq!(enter(&world, &village, entry(ADA, (CLEO, ADA), "300")).await, "paid", "{}", world.engine);
        rule(&world, &village, 0).await;
        assert_eq!(enter(&world, &village, entry(ADA, (CLEO, ADA), "0.01")).await, "not alone: ");
        // Who keeps the market may not pay for members, so nobody else can.
        office(&world, &village, (BEN, Role::Marketplace)).await;
        assert_eq!(enter(&world, &village, entry(ADA, (CLEO, ADA), "0.01")).await, "not alone: ");
        office(&world, &village, (BEN, Role::Membership)).await;
        assert_eq!(enter(&world, &village, entry(ADA, (CLEO, ADA), "0.01")).await, "not alone: Ben");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_at_the_same_moment_that_come_to_more_together_one_is_booked() {
    for world in worlds().await {
        let village = scene(&world).await;
        for (payers, days) in [([CLEO, CLEO], 0), ([CLEO, DAN], 3)] {
            let at = NOON.plus_seconds(days * DAY);
            let [one, two] = payers.map(|payer| Entry { at, ..entry(ADA, (payer, ADA), "20") });
            let one = order(&world, &village, one, fresh_transfer_id()).await;
            let two = order(&world, &village, two, fresh_transfer_id()).await;
            let (one, two) = tokio::join!(pay(world.db(), one), pay(world.db(), two));
            let mut came = [said(&one.unwrap()), said(&two.unwrap())];
            came.sort();
            assert_eq!(came, ["not alone: Ben", "paid"], "{}", world.engine);
        }
    }
}
