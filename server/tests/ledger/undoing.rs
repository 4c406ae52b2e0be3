//! Undoing without HTTP: each answer that it gives, and both legs of an intertrade or none.

use app::disputes::Barred;
use app::ids::TransferId;
use app::ledger::Kind;
use manyhands::clock::{fresh_key, fresh_transfer_id, random};
use manyhands::db::DbError;
use manyhands::disputes::work::{Order, UndoAnswer, Undoer, undo};
use manyhands::http::tenant;
use manyhands::intertrading::store::clearing;
use manyhands::ledger::NotPosted;
use manyhands::ledger::verify::verify;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use crate::common::{NOON, Village, World, worlds};
use crate::intertrading::{book, trade, two};

/// What the second member of a village, who sits in its committee, asks for.
async fn order(world: &World, village: &Village, undoes: TransferId, id: TransferId) -> Order {
    let mut conn = world.db().read().await.unwrap();
    Order {
        undoer: Undoer::Committee,
        exchange: tenant::by_id(&mut conn, village.exchange).await.unwrap().unwrap(),
        undoes,
        id,
        reason: "by mistake".into(),
        by: village.people[1],
        at: NOON,
        act: fresh_key(),
        salts: [random(), random()],
    }
}

async fn ask(world: &World, order: Order) -> UndoAnswer {
    world.db().write(order, undo).await.unwrap()
}

async fn run(world: &World, sql: &'static str) {
    let write = world.db().write(sql, async |tx, sql| {
        sqlx::raw_sql(AssertSqlSafe(*sql)).execute(tx.conn()).await?;
        Ok::<(), DbError>(())
    });
    write.await.unwrap();
}

/// How many rows the acts and notices of undoings have left.
async fn traces(world: &World) -> i64 {
    let sql = "select (select count(*) from journal where what = 'reverse') + (select count(*) from notices) as n";
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
}

/// What an answer that wrote nothing says.
fn barred(answer: UndoAnswer) -> Barred {
    let UndoAnswer::Barred(why) = answer else { panic!("{answer:?}") };
    why
}

#[tokio::test]
async fn a_payment_is_undone_once_and_every_other_order_is_answered_with_how_it_stands() {
    for world in worlds().await {
        let (a, _) = two(&world).await;
        let payment = a.new_payment(0, 2, 700);
        let first = payment.id();
        world.post(vec![payment]).await.unwrap();
        let unknown = order(&world, &a, fresh_transfer_id(), fresh_transfer_id()).await;
        assert!(matches!(ask(&world, unknown).await, UndoAnswer::Unknown), "{}", world.engine);
        let of_another = order(&world, &a, first, first).await;
        let used = ask(&world, of_another).await;
        assert!(matches!(used, UndoAnswer::NotPosted(NotPosted::OtherTerms)), "{}: {used:?}", world.engine);
        let own = Order { by: a.people[0], ..order(&world, &a, first, fresh_transfer_id()).await };
        assert_eq!(barred(ask(&world, own).await), Barred::Own);
        assert_eq!((world.count(&a).await, traces(&world).await), (1, 0), "{}", world.engine);

        let asked = order(&world, &a, first, fresh_transfer_id()).await;
        let undone = ask(&world, asked.clone()).await;
        let UndoAnswer::Undone(receipt) = undone else { panic!("{}: {undone:?}", world.engine) };
        let opposite = &receipt.transfers[0];
        assert_eq!((opposite.kind, opposite.reverses, opposite.waived), (Kind::Reversal, Some(first), true));
        assert_eq!((world.balance(&a, 0).await, world.balance(&a, 2).await), (0, 0), "{}", world.engine);
        let traced = traces(&world).await;
        let again = ask(&world, Order { act: fresh_key(), salts: [random(), random()], ..asked.clone() }).await;
        let UndoAnswer::Repeated(repeated) = again else { panic!("{}: {again:?}", world.engine) };
        assert_eq!(repeated.transfers, receipt.transfers, "{}", world.engine);
        let otherwise = ask(&world, Order { reason: "for another reason".into(), ..asked.clone() }).await;
        assert!(matches!(otherwise, UndoAnswer::NotPosted(NotPosted::OtherTerms)), "{otherwise:?}");
        let second = order(&world, &a, first, fresh_transfer_id()).await;
        assert_eq!(barred(ask(&world, second).await), Barred::Done);
        let of_the_opposite = order(&world, &a, asked.id, fresh_transfer_id()).await;
        assert_eq!(barred(ask(&world, of_the_opposite).await), Barred::IsReversal);
        assert_eq!((world.count(&a).await, traces(&world).await), (2, traced), "{}", world.engine);
    }
}

#[tokio::test]
async fn a_payment_with_somebody_who_left_and_one_between_exchanges_are_barred_for_whom_they_must_be() {
    for world in worlds().await {
        let (a, b) = two(&world).await;
        world.agreed(&a, &b, 50_000).await;
        let (here, between) = (a.new_payment(0, 2, 700), fresh_transfer_id());
        let first = here.id();
        world.post(vec![here]).await.unwrap();
        book(&world, trade(&world, &a, between, 500).await).await.unwrap();
        let agreed = traces(&world).await;
        let payers = order(&world, &a, between, fresh_transfer_id()).await;
        assert!(matches!(barred(ask(&world, payers).await), Barred::Theirs(partner) if !partner.is_empty()));
        run(&world, "update exchanges set status = 'suspended' where slug = 'riverside'").await;
        let alone = order(&world, &b, between, fresh_transfer_id()).await;
        assert_eq!(barred(ask(&world, alone).await), Barred::Closed);
        run(&world, "update exchanges set status = 'open'").await;
        run(&world, "update members set state = 'left' where name = 'Asha'").await;
        let left = order(&world, &a, first, fresh_transfer_id()).await;
        assert_eq!(barred(ask(&world, left).await), Barred::Left);
        assert_eq!((world.count(&a).await, world.count(&b).await, traces(&world).await), (2, 1, agreed));
        let payees = order(&world, &b, between, fresh_transfer_id()).await;
        let undone = ask(&world, payees).await;
        let UndoAnswer::Undone(receipt) = undone else { panic!("{}: {undone:?}", world.engine) };
        assert_eq!(receipt.transfers.iter().map(|leg| leg.exchange).collect::<Vec<_>>(), [b.exchange, a.exchange]);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn of_two_orders_at_once_one_undoes_and_the_other_reads_that_it_is_done() {
    for world in worlds().await {
        let (a, _) = two(&world).await;
        for _ in 0..5 {
            let payment = a.new_payment(0, 2, 700);
            let first = payment.id();
            world.post(vec![payment]).await.unwrap();
            let (one, two) = (
                order(&world, &a, first, fresh_transfer_id()).await,
                order(&world, &a, first, fresh_transfer_id()).await,
            );
            let (one, two) = tokio::join!(ask(&world, one), ask(&world, two));
            let (undone, other) = if matches!(one, UndoAnswer::Undone(_)) { (one, two) } else { (two, one) };
            assert!(matches!(undone, UndoAnswer::Undone(_)), "{}: {undone:?}", world.engine);
            assert_eq!(barred(other), Barred::Done, "{}", world.engine);
            assert_eq!(world.balance(&a, 0).await, 0, "{}", world.engine);
        }
    }
}

#[tokio::test]
async fn a_failure_between_any_two_statements_of_an_undoing_undoes_both_legs_or_none() {
    for world in worlds().await {
        let (a, b) = two(&world).await;
        world.agreed(&a, &b, 50_000).await;
        let first = fresh_transfer_id();
        book(&world, trade(&world, &a, first, 500).await).await.unwrap();
        let agreed = traces(&world).await;
        let mut failed = 0;
        for statements in 0..60 {
            let asked = order(&world, &b, first, fresh_transfer_id()).await;
            let undone = world.db().write((asked, statements), async |tx, (order, statements)| {
                let broken = AnyConnection::connect("sqlite::memory:").await.map_err(DbError::from)?;
                tx.fail_after(Some((*statements, broken)));
                let undone = undo(tx, order).await;
                tx.fail_after(None);
                undone
            });
            match undone.await {
                Ok(answer) => {
                    assert!(matches!(answer, UndoAnswer::Undone(_)), "{}: {answer:?}", world.engine);
                    break;
                }
                Err(_) => failed += 1,
            }
            assert_eq!((world.count(&a).await, world.count(&b).await), (1, 1), "{} {statements}", world.engine);
            assert_eq!((world.balance(&a, 0).await, world.balance(&b, 0).await), (-500, 1_000));
            assert_eq!(traces(&world).await, agreed, "{} {statements}", world.engine);
        }
        assert!((10..60).contains(&failed), "{failed} statements");
        assert_eq!((world.count(&a).await, world.count(&b).await), (2, 2), "{}", world.engine);
        assert_eq!((world.balance(&a, 0).await, world.balance(&b, 0).await), (0, 0), "{}", world.engine);
        assert_eq!(traces(&world).await, agreed + 4, "an act and a mail on each side");
        let again = order(&world, &b, first, fresh_transfer_id()).await;
        assert_eq!(barred(ask(&world, again).await), Barred::Done, "{}", world.engine);
        let mut conn = world.db().read().await.unwrap();
        for (here, there) in [(&a, &b), (&b, &a)] {
            let clearing = clearing(&mut conn, here.exchange, there.exchange).await.unwrap().unwrap();
            assert_eq!((clearing.account.balance, clearing.value), (0, 0), "{}", world.engine);
        }
        drop(conn);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}
