//! Payments of one pair: the first is told at once, those of the next minutes together, and each of them once.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use manyhands::clock::Clock;
use manyhands::notices::worker::make_mails;
use sqlx::Row;

use crate::browser::{Browser, riverside};
use crate::common::{NOON, World, worlds};

/// A world whose clock the test moves.
async fn clocked() -> Vec<(World, Arc<AtomicI64>)> {
    let mut clocked = Vec::new();
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        clocked.push((world, hand));
    }
    clocked
}

fn turn(hand: &AtomicI64, seconds: i64) {
    hand.store(NOON.plus_seconds(seconds).0, Ordering::SeqCst);
}

/// Recipient, subject and text of every mail, in order.
async fn mails(world: &World) -> Vec<[String; 3]> {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select recipient, subject, body from outbox order by mail_id";
    let rows = sqlx::query(sql).fetch_all(&mut *conn).await.unwrap();
    rows.into_iter().map(|row| [row.get(0), row.get(1), row.get(2)]).collect()
}

async fn subjects(world: &World) -> Vec<String> {
    mails(world).await.into_iter().map(|[to, subject, _]| format!("{to}: {}", subject.replace('\u{a0}', " "))).collect()
}

/// Pays with words of its own.
async fn pay(browser: &mut Browser, (to, amount): (&str, &str), what: &str) {
    let id = manyhands::clock::fresh_transfer_id().to_string();
    let fields = [("id", id.as_str()), ("to", to), ("amount", amount), ("description", what)];
    let paid = browser.post("/riverside/transfers", &fields).await;
    assert_eq!(paid.location(), format!("/riverside/transfers/{id}"), "{}", paid.text);
}

#[tokio::test]
async fn the_first_payment_of_a_pair_is_told_at_once_and_those_of_the_next_ten_minutes_in_one_mail() {
    for (world, hand) in clocked().await {
        riverside(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        for (second, amount, what) in [(0, "1", "Eggs"), (100, "2.50", "Bread"), (200, "3", "Cake")] {
            turn(&hand, second);
            pay(&mut ben, ("RIVR0001", amount), what).await;
            world.make_mails().await;
        }
        let first = "ada@riverside.example: Ben paid you 1.00 leaf".to_owned();
        assert_eq!(subjects(&world).await, std::slice::from_ref(&first), "{}", world.engine);
        turn(&hand, 599);
        world.make_mails().await;
        assert_eq!(subjects(&world).await, std::slice::from_ref(&first), "{}", world.engine);
        turn(&hand, 600);
        world.make_mails().await;
        let joined = "ada@riverside.example: Ben paid you 2 times, 5.50 leaves together".to_owned();
        assert_eq!(subjects(&world).await, [first, joined], "{}", world.engine);
        let [_, _, text] = mails(&world).await.remove(1);
        let text = text.replace('\u{a0}', " ");
        for line in ["2.50 leaves. For: Bread", "3.00 leaves. For: Cake", "Your balance is now 6.50 leaves."] {
            assert_eq!(text.lines().filter(|said| *said == line).count(), 1, "{line}: {text}");
        }
        assert!(!text.contains("Eggs") && text.contains("/me/notices"), "{text}");
        // The next waits for nobody once ten minutes have passed without a mail.
        turn(&hand, 1_300);
        pay(&mut ben, ("RIVR0001", "4"), "Soup").await;
        world.make_mails().await;
        assert_eq!(subjects(&world).await.len(), 3, "{}", world.engine);
        let page = Browser::signed_in(&world, "ada@riverside.example").await.get("/me/notices").await.text;
        for amount in ["1.00", "2.50", "3.00", "4.00"] {
            assert!(page.contains(&format!("Ben paid you {amount}\u{a0}lea")), "{amount} has its own row: {page}");
        }
    }
}

#[tokio::test]
async fn what_waited_before_any_mail_was_made_comes_in_one_and_other_pairs_wait_for_nobody() {
    for (world, _) in clocked().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        for what in ["Eggs", "Bread", "Cake"] {
            pay(&mut ada, ("ben", "1"), what).await;
        }
        pay(&mut cleo, ("ben", "1"), "Soup").await;
        pay(&mut ada, ("cleo", "1"), "Tea").await;
        world.make_mails().await;
        let mut told = subjects(&world).await;
        told.sort();
        let expected = [
            "ben@riverside.example: Ada paid you 3 times, 3.00 leaves together",
            "ben@riverside.example: Cleo paid you 1.00 leaf",
            "cleo@riverside.example: Ada paid you 1.00 leaf",
        ];
        assert_eq!(told, expected, "{}", world.engine);
    }
}

#[tokio::test]
async fn what_the_committee_pays_for_a_member_is_told_together_by_who_entered_it_and_to_whom() {
    for (world, _) in clocked().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for to in ["RIVR0003", "RIVR0003", "RIVR0004"] {
            let id = manyhands::clock::fresh_transfer_id().to_string();
            let fields = [("id", id.as_str()), ("to", to), ("amount", "2"), ("description", "Help")];
            let paid = ada.post("/riverside/as/RIVR0002/transfers", &fields).await;
            assert!(paid.location().ends_with(&id), "{}", paid.text);
        }
        world.make_mails().await;
        let mut told = subjects(&world).await;
        told.retain(|mail| mail.starts_with("ben@"));
        told.sort();
        let expected = [
            "ben@riverside.example: Cleo was paid 2 times on your behalf, 4.00 leaves together",
            "ben@riverside.example: Sam Low was paid 2.00 leaves on your behalf",
        ];
        assert_eq!(told, expected, "{}", world.engine);
    }
}

#[tokio::test]
async fn of_three_hundred_payments_at_once_each_is_told_once_whoever_makes_the_mails() {
    for (world, hand) in clocked().await {
        let village = riverside(&world).await;
        // Two who read, each in their own mail.
        let pair = vec![village.people[1], village.people[2]];
        world.household(&village, ("Ben and Cleo", pair)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        world.sql("update accounts set max_balance = 100000000, min_balance = -100000000".into()).await;
        for number in 0..300 {
            pay(&mut ada, ("RIVR0006", "0.01"), &format!("Bread {number}.")).await;
            if number % 100 == 0 {
                let (one, two) = tokio::join!(make_mails(&world.site), make_mails(&world.site));
                one.and(two).unwrap();
            }
            hand.fetch_add(1_000_000, Ordering::SeqCst);
        }
        turn(&hand, 3_600);
        let (one, two) = tokio::join!(make_mails(&world.site), make_mails(&world.site));
        one.and(two).unwrap();
        for reader in ["ben@riverside.example", "cleo@riverside.example"] {
            let texts: Vec<String> =
                mails(&world).await.into_iter().filter(|[to, ..]| to == reader).map(|[_, _, text]| text).collect();
            assert!(texts.len() <= 3, "{}: {} mails to {reader}", world.engine, texts.len());
            let all = texts.concat();
            for number in 0..300 {
                let told = all.matches(&format!("For: Bread {number}.")).count();
                assert_eq!(told, 1, "{}: {number} to {reader}", world.engine);
            }
        }
    }
}

#[tokio::test]
async fn a_clock_that_was_ahead_when_a_mail_was_made_holds_no_later_one_back() {
    for jump in [601, 86_400, 366 * 86_400] {
        for (world, hand) in clocked().await {
            riverside(&world).await;
            turn(&hand, jump);
            let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
            pay(&mut ada, ("ben", "1"), "Eggs").await;
            world.make_mails().await;
            turn(&hand, 0);
            let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
            pay(&mut ada, ("ben", "1"), "Bread").await;
            world.make_mails().await;
            assert_eq!(subjects(&world).await.len(), 2, "{} {jump}", world.engine);
        }
    }
}
