//! Giving back without HTTP: once, whole, by whom it was paid to; past a pause and not past a limit; both legs of an intertrade or none.

use app::disputes::Barred;
use app::ids::TransferId;
use app::ledger::Kind;
use manyhands::clock::{fresh_key, fresh_transfer_id, random};
use manyhands::db::{DbError, Failed};
use manyhands::disputes::work::{Order, Short, UndoAnswer, Undoer, give_back, undo};
use manyhands::http::tenant;
use manyhands::intertrading::store::clearing;
use manyhands::ledger::NotPosted;
use manyhands::ledger::verify::verify;
use sqlx::{AnyConnection, Connection};

use crate::common::{NOON, Village, World, worlds};
use crate::intertrading::{book, trade, two};

/// What a member of a village asks for, on their own.
async fn order(world: &World, (village, member): (&Village, usize), undoes: TransferId) -> Order {
    let mut conn = world.db().read().await.unwrap();
    Order {
        undoer: Undoer::Payee(village.accounts[member]),
        exchange: tenant::by_id(&mut conn, village.exchange).await.unwrap().unwrap(),
        undoes,
        id: fresh_transfer_id(),
        reason: "not meant for me".into(),
        by: village.people[member],
        at: NOON,
        act: fresh_key(),
        salts: [random(), random()],
    }
}

async fn ask(world: &World, order: &Order) -> Result<UndoAnswer, Failed<Short>> {
    world.db().write(order.clone(), give_back).await
}

/// Asha is paid by Ada.
async fn paid(world: &World, village: &Village, amount: i64) -> TransferId {
    let payment = village.new_payment(0, 2, amount);
    let id = payment.id();
    world.post(vec![payment]).await.unwrap();
    id
}

async fn run(world: &World, sql: &'static str) {
    let write = world.db().write(sql, async |tx, sql| {
        sqlx::query(*sql).execute(tx.conn()).await?;
        Ok::<(), DbError>(())
    });
    write.await.unwrap();
}

async fn number(world: &World, sql: &'static str) -> i64 {
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
}

const NOTICES: &str = "select count(*) as n from notices where kind = 'given-back'";
const ACTS: &str = "select count(*) as n from journal where what = 'reverse'";

#[tokio::test]
async fn the_payee_gives_it_back_once_and_the_payer_is_told_and_no_act_of_the_committee_is_recorded() {
    for world in worlds().await {
        let (a, _) = two(&world).await;
        let first = paid(&world, &a, 700).await;
        for other in [0, 1] {
            let asked = order(&world, (&a, other), first).await;
            let answer = ask(&world, &asked).await.unwrap();
            assert!(matches!(answer, UndoAnswer::Unknown), "{}: {answer:?}", world.engine);
        }
        let asked = order(&world, (&a, 2), first).await;
        let answer = ask(&world, &asked).await.unwrap();
        let UndoAnswer::Undone(receipt) = answer else { panic!("{}: {answer:?}", world.engine) };
        let opposite = &receipt.transfers[0];
        assert_eq!((opposite.kind, opposite.reverses, opposite.on_behalf), (Kind::Reversal, Some(first), false));
        assert_eq!((world.balance(&a, 0).await, world.balance(&a, 2).await), (0, 0), "{}", world.engine);
        let again = Order { act: fresh_key(), salts: [random(), random()], ..asked.clone() };
        let again = ask(&world, &again).await.unwrap();
        let UndoAnswer::Repeated(repeated) = again else { panic!("{}: {again:?}", world.engine) };
        assert_eq!(repeated.transfers, receipt.transfers);
        let otherwise = ask(&world, &Order { reason: "else".into(), ..asked.clone() }).await.unwrap();
        assert!(matches!(otherwise, UndoAnswer::NotPosted(NotPosted::OtherTerms)), "{otherwise:?}");
        let second = order(&world, (&a, 2), first).await;
        assert!(matches!(ask(&world, &second).await.unwrap(), UndoAnswer::Barred(Barred::Done)));
        let of_it = order(&world, (&a, 0), asked.id).await;
        assert!(matches!(ask(&world, &of_it).await.unwrap(), UndoAnswer::Barred(Barred::IsReversal)));
        assert_eq!((world.count(&a).await, number(&world, NOTICES).await, number(&world, ACTS).await), (2, 1, 0));
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn what_the_payee_has_spent_is_not_given_back_past_their_limit_and_a_pause_stops_nobody() {
    for world in worlds().await {
        let (a, _) = two(&world).await;
        let first = paid(&world, &a, 700).await;
        let spent = a.new_payment(2, 1, 300);
        world.post(vec![spent]).await.unwrap();
        world.set_limits("code = 'RIVR0003'", (-200, 100_000)).await;
        let asked = order(&world, (&a, 2), first).await;
        let refused = ask(&world, &asked).await;
        assert!(matches!(refused, Err(Failed::Refused(Short::Own(600)))), "{}: {refused:?}", world.engine);
        assert_eq!((world.count(&a).await, world.balance(&a, 2).await, world.balance(&a, 0).await), (2, 400, -700));
        assert_eq!(number(&world, NOTICES).await, 0, "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
        world.set_limits("code = 'RIVR0003'", (-300, 100_000)).await;
        run(&world, "update accounts set may_debit = 0, may_credit = 0").await;
        // The same form, now that there is room.
        assert!(matches!(ask(&world, &asked).await, Ok(UndoAnswer::Undone(_))), "{}", world.engine);
        assert_eq!((world.balance(&a, 2).await, world.balance(&a, 0).await), (-300, 0), "{}", world.engine);
    }
}

#[tokio::test]
async fn of_two_who_give_it_back_at_once_and_of_payee_and_committee_one_does_and_the_other_reads_it_is_done() {
    for world in worlds().await {
        let (a, _) = two(&world).await;
        for round in 0..10 {
            let first = paid(&world, &a, 700).await;
            let one = order(&world, (&a, 2), first).await;
            let other = order(&world, (&a, 2), first).await;
            let (one, other) = if round % 2 == 0 {
                let (one, other) = tokio::join!(ask(&world, &one), ask(&world, &other));
                (one.unwrap(), other.unwrap())
            } else {
                let committee = Order { undoer: Undoer::Committee, by: a.people[1], ..other };
                let (one, other) = tokio::join!(ask(&world, &one), world.db().write(committee, undo));
                (one.unwrap(), other.unwrap())
            };
            let (done, lost) = if matches!(one, UndoAnswer::Undone(_)) { (one, other) } else { (other, one) };
            assert!(matches!(done, UndoAnswer::Undone(_)), "{}: {done:?}", world.engine);
            assert!(matches!(lost, UndoAnswer::Barred(Barred::Done)), "{}: {lost:?}", world.engine);
            assert_eq!((world.balance(&a, 0).await, world.balance(&a, 2).await), (0, 0), "{}", world.engine);
        }
        assert_eq!(world.count(&a).await, 20, "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn two_payments_given_back_at_once_pass_no_limit_together() {
    for world in worlds().await {
        let (a, _) = two(&world).await;
        let (first, second) = (paid(&world, &a, 700).await, paid(&world, &a, 700).await);
        world.post(vec![a.new_payment(2, 1, 1_400)]).await.unwrap();
        world.set_limits("code = 'RIVR0003'", (-1_000, 100_000)).await;
        let (one, other) = (order(&world, (&a, 2), first).await, order(&world, (&a, 2), second).await);
        let (one, other) = tokio::join!(ask(&world, &one), ask(&world, &other));
        let (done, lost) = if one.is_ok() { (one, other) } else { (other, one) };
        assert!(matches!(done, Ok(UndoAnswer::Undone(_))), "{}: {done:?}", world.engine);
        assert!(matches!(lost, Err(Failed::Refused(Short::Own(300)))), "{}: {lost:?}", world.engine);
        assert_eq!((world.balance(&a, 2).await, world.count(&a).await), (-700, 4), "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn between_exchanges_both_legs_go_back_or_none_and_no_agreed_limit_is_passed() {
    for world in worlds().await {
        let (a, b) = two(&world).await;
        world.agreed(&a, &b, 50_000).await;
        let first = fresh_transfer_id();
        book(&world, trade(&world, &a, first, 500).await).await.unwrap();
        let payers = order(&world, (&a, 0), first).await;
        assert!(matches!(ask(&world, &payers).await.unwrap(), UndoAnswer::Unknown), "the payer takes nothing back");
        // As if what was traded meanwhile had used up what Riverside may owe, or Hilltop may be owed.
        let asked = order(&world, (&b, 0), first).await;
        for (used_up, restored) in [
            (
                "update accounts set min_balance = 0, balance = balance - 1 where code = 'RIVR*HILL'",
                "update accounts set min_balance = -50000, balance = balance + 1 where code = 'RIVR*HILL'",
            ),
            (
                "update accounts set max_balance = 0, balance = balance + 1 where code = 'HILL*RIVR'",
                "update accounts set max_balance = 50000, balance = balance - 1 where code = 'HILL*RIVR'",
            ),
        ] {
            run(&world, used_up).await;
            let refused = ask(&world, &asked).await;
            assert!(matches!(refused, Err(Failed::Refused(Short::Between))), "{}: {refused:?}", world.engine);
            assert_eq!((world.count(&a).await, world.count(&b).await), (1, 1), "{}", world.engine);
            run(&world, restored).await;
        }
        let mut failed = 0;
        for statements in 0..60 {
            let given = world.db().write((asked.clone(), statements), async |tx, (order, statements)| {
                let broken = AnyConnection::connect("sqlite::memory:").await.map_err(DbError::from)?;
                tx.fail_after(Some((*statements, broken)));
                let given = give_back(tx, order).await;
                tx.fail_after(None);
                given
            });
            match given.await {
                Ok(answer) => {
                    assert!(matches!(answer, UndoAnswer::Undone(_)), "{}: {answer:?}", world.engine);
                    break;
                }
                Err(_) => failed += 1,
            }
            assert_eq!((world.count(&a).await, world.count(&b).await), (1, 1), "{} {statements}", world.engine);
        }
        assert!((6..60).contains(&failed), "{failed} statements");
        assert_eq!((world.count(&a).await, world.count(&b).await), (2, 2), "{}", world.engine);
        assert_eq!((world.balance(&a, 0).await, world.balance(&b, 0).await), (0, 0), "{}", world.engine);
        let again = ask(&world, &asked).await.unwrap();
        assert!(matches!(again, UndoAnswer::Repeated(_)), "{}: {again:?}", world.engine);
        assert_eq!((number(&world, NOTICES).await, number(&world, ACTS).await), (1, 0), "the payer abroad is told");
        let mut conn = world.db().read().await.unwrap();
        for (here, there) in [(&a, &b), (&b, &a)] {
            let clearing = clearing(&mut conn, here.exchange, there.exchange).await.unwrap().unwrap();
            assert_eq!((clearing.account.balance, clearing.value), (0, 0), "{}", world.engine);
        }
    }
}
