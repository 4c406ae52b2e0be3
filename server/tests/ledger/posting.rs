//! Posting: limits, ids, two at once, retries, waivers.

use std::sync::Arc;

use app::ledger::{Amount, Refusal};
use manyhands::clock::fresh_transfer_id;
use manyhands::ledger::verify::verify;
use manyhands::ledger::{Movement, NewTransfer, NotPosted, PostError};

use crate::common::{Plan, Village, World, worlds};

async fn village(world: &World) -> Village {
    let names = &["Ada", "Ben", "Cleo"];
    world.village(Plan { slug: "riverside", code: "RIVR", names, limits: (-10_000, 12_000), hash: String::new() }).await
}

#[tokio::test]
async fn a_payment_takes_the_payer_down_and_the_payee_up() {
    for world in worlds().await {
        let village = village(&world).await;
        let receipt = world.post(vec![village.new_payment(0, 1, 800)]).await.unwrap();
        assert!(!receipt.repeated);
        assert_eq!((world.balance(&village, 0).await, world.balance(&village, 1).await), (-800, 800));
        assert_eq!((receipt.transfers[0].payer_after, receipt.transfers[0].payee_after), (-800, 800));
    }
}

#[tokio::test]
async fn a_limit_refuses_and_says_how_much_room_there_is() {
    for world in worlds().await {
        let village = village(&world).await;
        world.post(vec![village.new_payment(0, 1, 9_000)]).await.unwrap();
        let below = world.post(vec![village.new_payment(0, 2, 1_001)]).await;
        assert!(matches!(
            below,
            Err(PostError::Refused(NotPosted::Rule { index: 0, refusal: Refusal::BelowMin { room: 1_000 } }))
        ));
        let above = world.post(vec![village.new_payment(2, 1, 3_001)]).await;
        assert!(matches!(
            above,
            Err(PostError::Refused(NotPosted::Rule { refusal: Refusal::AboveMax { room: 3_000 }, .. }))
        ));
        world.post(vec![village.new_payment(0, 2, 1_000)]).await.unwrap();
        assert_eq!(world.count(&village).await, 2);
    }
}

#[tokio::test]
async fn the_same_id_with_the_same_terms_answers_with_the_first_receipt_also_when_the_room_is_used_up() {
    for world in worlds().await {
        let village = village(&world).await;
        let id = fresh_transfer_id();
        let first = world.post(vec![village.payment(id, 0, 1, 10_000)]).await.unwrap();
        let again = world.post(vec![village.payment(id, 0, 1, 10_000)]).await.unwrap();
        assert!(again.repeated);
        assert_eq!(first.transfers, again.transfers);
        let other = world.post(vec![village.payment(id, 0, 1, 9_999)]).await;
        assert!(matches!(other, Err(PostError::Refused(NotPosted::OtherTerms))));
        assert_eq!((world.count(&village).await, world.balance(&village, 0).await), (1, -10_000));
    }
}

#[tokio::test]
async fn of_two_equal_posts_at_once_with_room_for_one_exactly_one_is_booked() {
    for world in worlds().await {
        let village = village(&world).await;
        let world = Arc::new(world);
        for _ in 0..10 {
            let posts = [village.new_payment(0, 1, 6_000), village.new_payment(0, 2, 6_000)].map(|payment| {
                let world = Arc::clone(&world);
                tokio::spawn(async move { world.post(vec![payment]).await })
            });
            let mut booked = 0;
            for post in posts {
                match post.await.unwrap() {
                    Ok(_) => booked += 1,
                    Err(PostError::Refused(NotPosted::Rule { refusal: Refusal::BelowMin { room }, .. })) => {
                        assert_eq!(room, 4_000)
                    }
                    Err(error) => panic!("{error:?}"),
                }
            }
            assert_eq!(booked, 1, "{}", world.engine);
            let (back, from) = (6_000, if world.balance(&village, 1).await > 0 { 1 } else { 2 });
            world.post(vec![village.new_payment(from, 0, back)]).await.unwrap();
        }
    }
}

#[tokio::test]
async fn the_same_form_sent_sixteen_times_at_once_is_one_transfer_and_sixteen_receipts() {
    for world in worlds().await {
        let village = village(&world).await;
        let world = Arc::new(world);
        let id = fresh_transfer_id();
        let sent: Vec<_> = (0..16)
            .map(|_| {
                let (world, payment) = (Arc::clone(&world), village.payment(id, 0, 1, 10_000));
                tokio::spawn(async move { world.post(vec![payment]).await })
            })
            .collect();
        for post in sent {
            assert_eq!(post.await.unwrap().unwrap().transfers[0].payer_after, -10_000, "{}", world.engine);
        }
        assert_eq!(world.count(&village).await, 1);
    }
}

#[tokio::test]
async fn a_post_of_many_rows_is_all_or_nothing() {
    for world in worlds().await {
        let village = village(&world).await;
        let rows = vec![village.new_payment(0, 1, 6_000), village.new_payment(0, 2, 6_000)];
        let refused = world.post(rows).await;
        assert!(matches!(
            refused,
            Err(PostError::Refused(NotPosted::Rule { index: 1, refusal: Refusal::BelowMin { room: 4_000 } }))
        ));
        assert_eq!(world.count(&village).await, 0);
        let rows =
            vec![village.new_payment(0, 1, 6_000), village.new_payment(1, 0, 2_000), village.new_payment(0, 2, 6_000)];
        world.post(rows).await.unwrap();
        assert_eq!(world.balance(&village, 0).await, -10_000);
    }
}

#[tokio::test]
async fn a_waiver_passes_the_limit_and_is_part_of_the_record() {
    for world in worlds().await {
        let village = village(&world).await;
        let payment = village.new_payment(0, 1, 12_500).waived(Some("agreed at the meeting of 3 May".into()));
        let receipt = world.post(vec![payment]).await.unwrap();
        assert!(receipt.transfers[0].waived);
        assert_eq!(receipt.transfers[0].waiver_reason, "agreed at the meeting of 3 May");
        // Beyond the limit, what moves toward zero still passes.
        world.post(vec![village.new_payment(1, 0, 100)]).await.unwrap();
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn a_transfer_is_undone_once_by_its_opposite() {
    for world in worlds().await {
        let village = village(&world).await;
        let first = village.new_payment(0, 1, 800);
        let stored = world.post(vec![first]).await.unwrap().transfers.remove(0);
        let undo =
            || NewTransfer::reversal(village.slip(fresh_transfer_id(), 0), &stored, "By mistake".into()).unwrap();
        world.post(vec![undo()]).await.unwrap();
        assert!(matches!(world.post(vec![undo()]).await, Err(PostError::Db(_))));
        assert_eq!((world.balance(&village, 0).await, world.count(&village).await), (0, 2));
    }
}

#[tokio::test]
async fn the_warn_line_is_recorded_and_stops_nothing() {
    for world in worlds().await {
        let village = village(&world).await;
        let receipt = world.post(vec![village.new_payment(0, 1, 9_500)]).await.unwrap();
        assert!(receipt.transfers[0].payer_warned);
        assert!(!receipt.transfers[0].payee_warned);
    }
}

#[tokio::test]
async fn an_account_of_another_exchange_cannot_be_paid() {
    for world in worlds().await {
        let here = village(&world).await;
        let names = &["Omar"];
        let plan = Plan { slug: "hilltop", code: "HILL", names, limits: (-100, 100), hash: String::new() };
        let there = world.village(plan).await;
        let movement = Movement { payer: here.accounts[0], payee: there.accounts[0], amount: Amount::new(50).unwrap() };
        let payment = NewTransfer::payment(here.slip(fresh_transfer_id(), 0), movement, "Bread".into());
        assert!(matches!(world.post(vec![payment]).await, Err(PostError::Refused(NotPosted::UnknownAccount))));
    }
}
