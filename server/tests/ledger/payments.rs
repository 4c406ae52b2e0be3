//! Paying without HTTP: every answer that work can give, here and to a partner exchange, once and twice at once.

use app::ids::{MemberId, TransferId};
use app::intertrading::Whose;
use app::intertrading::quote::Glance;
use app::ledger::Refusal;
use app::payments::PayForm;
use app::words::Language;
use manyhands::clock::{fresh_key, fresh_transfer_id, random};
use manyhands::db::DbError;
use manyhands::http::tenant;
use manyhands::ledger::verify::verify;
use manyhands::payments::work::{Outcome, Payer, PaymentOrder, Refused, pay, quote};

use crate::common::{NOON, Plan, Village, World, worlds};

/// Riverside with Ada, who pays, Ben, and two people called Sam; Hilltop with Omar, and 50.00 of ours between them.
async fn scene(world: &World) -> (Village, Village) {
    let plan = |slug, code, names| Plan { slug, code, names, limits: (-10_000, 12_000), hash: String::new() };
    let here = world.village(plan("riverside", "RIVR", &["Ada", "Ben", "Sam", "Sám"])).await;
    let there = world.village(plan("hilltop", "HILL", &["Omar"])).await;
    world.agreed(&here, &there, 5_000).await;
    (here, there)
}

struct Asks<'a> {
    id: TransferId,
    to: &'a str,
    amount: &'a str,
    side: &'a str,
    shown: String,
    /// The chair pays for Ada, past the limits.
    waives: bool,
}

fn asks<'a>(to: &'a str, amount: &'a str) -> Asks<'a> {
    Asks { id: fresh_transfer_id(), to, amount, side: "", shown: String::new(), waives: false }
}

async fn order(world: &World, here: &Village, asks: &Asks<'_>) -> PaymentOrder {
    let mut conn = world.db().read().await.unwrap();
    let exchange = tenant::by_id(&mut conn, here.exchange).await.unwrap().unwrap();
    let form = PayForm {
        id: asks.id.to_string(),
        to: asks.to.into(),
        amount: asks.amount.into(),
        side: asks.side.into(),
        shown: asks.shown.clone(),
        description: "Soup".into(),
        waive: if asks.waives { "yes".into() } else { String::new() },
        waive_reason: "the assembly".into(),
        ..PayForm::default()
    };
    let by = if asks.waives { 1 } else { 0 };
    PaymentOrder {
        payment: form.parse(&exchange.unit, (Language::English, asks.waives)).unwrap(),
        payer: Payer {
            exchange,
            member: MemberId(1),
            account: here.accounts[0],
            code: here.code_of(0),
            name: "Ada".into(),
            by: here.people[by],
            by_name: "Ada".into(),
            on_behalf: asks.waives,
        },
        at: NOON,
        salts: [random(), random()],
        act: fresh_key(),
    }
}

async fn quoted(world: &World, here: &Village, asks: &Asks<'_>) -> Outcome {
    quote(world.db(), &order(world, here, asks).await).await.unwrap()
}

async fn paid(world: &World, here: &Village, asks: &Asks<'_>) -> Outcome {
    pay(world.db(), order(world, here, asks).await).await.unwrap()
}

/// The same after a look at the check page.
async fn seen<'a>(world: &World, here: &Village, asks: Asks<'a>) -> Asks<'a> {
    let Outcome::Quoted(quote) = quoted(world, here, &asks).await else { panic!("no quote") };
    Asks { shown: quote.shown(), ..asks }
}

#[tokio::test]
async fn a_payment_is_quoted_paid_and_repeated_and_its_id_taken() {
    for world in worlds().await {
        let (here, there) = scene(&world).await;
        for (to, legs) in [("Ben", vec![800]), ("HILL0001", vec![800, 1_600])] {
            let asks = asks(to, "8");
            let Outcome::Quoted(quote) = quoted(&world, &here, &asks).await else { panic!("no quote for {to}") };
            assert_eq!(quote.legs.iter().map(|leg| leg.amount.parts()).collect::<Vec<_>>(), legs, "{to}");
            assert_eq!(quote.shown().is_empty(), legs.len() == 1);
            let asks = Asks { shown: quote.shown(), ..asks };
            let Outcome::Paid(receipt) = paid(&world, &here, &asks).await else { panic!("{to} not paid") };
            assert_eq!(receipt.transfers[0].payer_after, quote.balance_after, "as it was shown");
            // Again, also when it says nothing of what was shown.
            for shown in [asks.shown.clone(), String::new()] {
                let again = Asks { shown, ..Asks { to, ..asks_again(&asks) } };
                assert!(matches!(paid(&world, &here, &again).await, Outcome::Repeated(_)), "{to}");
            }
            let other = Asks { amount: "9", ..asks_again(&asks) };
            assert!(matches!(paid(&world, &here, &other).await, Outcome::OtherTerms), "{to}");
            let other = Asks { to: "RIVR0003", ..asks_again(&asks) };
            assert!(matches!(paid(&world, &here, &other).await, Outcome::OtherTerms), "{to}");
        }
        assert_eq!((world.count(&here).await, world.count(&there).await), (2, 1), "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

fn asks_again<'a>(first: &Asks<'a>) -> Asks<'a> {
    Asks { shown: first.shown.clone(), ..*first }
}

#[tokio::test]
async fn whom_and_how_much_is_said_before_anything_is_booked() {
    for world in worlds().await {
        let (here, there) = scene(&world).await;
        let theirs = |amount| Asks { side: "theirs", ..asks("HILL0001", amount) };
        for (asks, expected) in [
            (asks("nobody", "1"), "UnknownPayee"),
            (asks("HILL0099", "1"), "UnknownPayee"),
            (asks("sam", "1"), "Several"),
            (asks("Ada", "1"), "ToSelf"),
            (theirs("soon"), "NoAmount"),
            (theirs("9999999999999"), "NoOtherSide"),
            (Asks { waives: true, ..asks("Ben", "1") }, "WaivedToSelf"),
            (Asks { waives: true, ..asks("HILL0001", "1") }, "WaivedAbroad"),
            (asks("Ben", "100.01"), "Refused"),
            (asks("HILL0001", "50.01"), "Refused"),
        ] {
            for answer in [quoted(&world, &here, &asks).await, paid(&world, &here, &asks).await] {
                // What was never shown comes to the check page's answer: the same.
                let text = format!("{answer:?}");
                assert!(text.starts_with(expected), "{} {}: {text}", world.engine, asks.to);
            }
        }
        for (to, amount, whose, refusal) in [
            ("Ben", "100.01", Whose::Own, Refusal::BelowMin { room: 10_000 }),
            ("HILL0001", "50.01", Whose::Ours, Refusal::AboveMax { room: 5_000 }),
        ] {
            let Outcome::Refused(Refused { whose: by, refusal: why, sides }) =
                quoted(&world, &here, &asks(to, amount)).await
            else {
                panic!("{to} not refused")
            };
            assert_eq!((by, why, sides.is_some()), (whose, refusal, to == "HILL0001"));
        }
        assert_eq!((world.count(&here).await, world.count(&there).await), (0, 0));
    }
}

#[tokio::test]
async fn a_refusal_says_whose_limit_it_was_on_every_side_and_on_either_way_to_it() {
    let clearing = "update accounts set {} where kind = 2 and code = 'HILL*RIVR'";
    let omar = "update accounts set {} where code = 'HILL0001'";
    let ben = "update accounts set {} where code = 'RIVR0002'";
    for (text, set, (to, amount), whose, refusal) in [
        (clearing, "min_balance = -900", ("HILL0001", "8"), Whose::Theirs, Refusal::BelowMin { room: 900 }),
        (clearing, "may_debit = 0", ("HILL0001", "8"), Whose::Theirs, Refusal::MayNotPay),
        (omar, "max_balance = 900", ("HILL0001", "8"), Whose::Payee, Refusal::AboveMax { room: 900 }),
        (omar, "may_credit = 0", ("HILL0001", "8"), Whose::Payee, Refusal::MayNotBePaid),
        (ben, "max_balance = 700", ("Ben", "8"), Whose::Payee, Refusal::AboveMax { room: 700 }),
        (ben, "may_credit = 0", ("Ben", "8"), Whose::Payee, Refusal::MayNotBePaid),
    ] {
        for world in worlds().await {
            let (here, there) = scene(&world).await;
            // Seen while there was room, and refused once there is none; and refused where it is only asked what it would come to.
            let asks = seen(&world, &here, asks(to, amount)).await;
            world.sql(text.replace("{}", set)).await;
            for answer in [quoted(&world, &here, &asks).await, paid(&world, &here, &asks).await] {
                let Outcome::Refused(Refused { whose: by, refusal: why, sides }) = answer else { panic!("{answer:?}") };
                assert_eq!((by, why, sides.is_some()), (whose, refusal, to == "HILL0001"), "{} {set}", world.engine);
            }
            assert_eq!((world.count(&here).await, world.count(&there).await), (0, 0));
        }
    }
}

#[tokio::test]
async fn on_a_members_behalf_a_payment_passes_the_limits_with_its_reason() {
    for world in worlds().await {
        let (here, _) = scene(&world).await;
        let asks = Asks { waives: true, ..asks("RIVR0003", "101") };
        assert!(matches!(quoted(&world, &here, &asks).await, Outcome::Quoted(_)));
        let Outcome::Paid(receipt) = paid(&world, &here, &asks).await else { panic!("not paid") };
        let stored = &receipt.transfers[0];
        assert!(stored.on_behalf && stored.waived && stored.entered_by == here.people[1]);
        assert!(matches!(paid(&world, &here, &asks).await, Outcome::Repeated(_)));
        let mut conn = world.db().read().await.unwrap();
        let acts: Vec<String> = sqlx::query_scalar("select what || ': ' || why from journal where what = 'pay for'")
            .fetch_all(&mut *conn)
            .await
            .unwrap();
        assert_eq!(acts, ["pay for: the assembly"]);
    }
}

#[tokio::test]
async fn what_was_not_seen_or_holds_no_longer_comes_back_as_what_holds_now() {
    for world in worlds().await {
        let (here, there) = scene(&world).await;
        let blind = asks("HILL0001", "8");
        let Outcome::Stale(quote, Glance::Never) = paid(&world, &here, &blind).await else { panic!("not stale") };
        let changed = Asks { shown: format!("{}1", quote.shown()), ..asks_again(&blind) };
        let Outcome::Stale(quote, Glance::Before) = paid(&world, &here, &changed).await else { panic!("not stale") };
        assert_eq!(world.count(&there).await, 0);
        let seen = Asks { shown: quote.shown(), ..blind };
        assert!(matches!(paid(&world, &here, &seen).await, Outcome::Paid(_)), "{}", world.engine);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_twice_at_once_is_one_and_of_two_with_room_for_one_the_second_is_refused() {
    for world in worlds().await {
        let (here, _) = scene(&world).await;
        for (to, amount) in [("Ben", "30"), ("HILL0001", "30")] {
            let before = world.count(&here).await;
            let first = seen(&world, &here, asks(to, amount)).await;
            let twice = (order(&world, &here, &first).await, order(&world, &here, &first).await);
            let (one, two) = tokio::join!(pay(world.db(), twice.0), pay(world.db(), twice.1));
            let mut texts = [format!("{:?}", one.unwrap()), format!("{:?}", two.unwrap())];
            texts.sort();
            assert!(texts[0].starts_with("Paid") && texts[1].starts_with("Repeated"), "{} {texts:?}", world.engine);
            assert_eq!(world.count(&here).await, before + 1, "{} {to}", world.engine);
        }
        // 40.00 are left to Ada, and 20.00 of what the two exchanges agreed on.
        for (to, amount) in [("HILL0001", "15"), ("Ben", "20")] {
            let (one, two) = (asks(to, amount), asks(to, amount));
            let (one, two) = (seen(&world, &here, one).await, seen(&world, &here, two).await);
            let both = (order(&world, &here, &one).await, order(&world, &here, &two).await);
            let (one, two) = tokio::join!(pay(world.db(), both.0), pay(world.db(), both.1));
            let mut texts = [format!("{:?}", one.unwrap()), format!("{:?}", two.unwrap())];
            texts.sort();
            assert!(texts[0].starts_with("Paid") && texts[1].starts_with("Refused"), "{} {texts:?}", world.engine);
        }
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn whoever_acts_for_a_member_does_not_pay_themselves_in_another_exchange() {
    for world in worlds().await {
        let (here, there) = scene(&world).await;
        let asks = Asks { waives: true, ..asks("HILL0001", "8") };
        assert!(matches!(paid(&world, &here, &asks).await, Outcome::WaivedAbroad));
        let (exchange, account, person) = (there.exchange, there.accounts[0], here.people[1]);
        let joined = world.db().write((exchange, account, person), async |tx, (exchange, account, person)| {
            let sql = "insert into operators (exchange_id, member_id, person_id, since)
                select exchange_id, member_id, $3, 0 from members where exchange_id = $1 and account_id = $2";
            sqlx::query(sql).bind(*exchange).bind(*account).bind(*person).execute(tx.conn()).await?;
            Ok::<(), DbError>(())
        });
        joined.await.unwrap();
        assert!(matches!(quoted(&world, &here, &asks).await, Outcome::OwnAbroad), "{}", world.engine);
        assert!(matches!(paid(&world, &here, &asks).await, Outcome::OwnAbroad), "{}", world.engine);
        assert_eq!((world.count(&here).await, world.count(&there).await), (0, 0));
    }
}
