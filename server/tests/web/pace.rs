//! How fast one person pays: beyond so many in a minute they are told to wait, with their form as it was; nothing is booked, and what was
//! booked before is shown as ever.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use manyhands::clock::{Clock, fresh_transfer_id};
use manyhands::throttle::pace::Pace;

use crate::browser::{Browser, riverside};
use crate::common::{NOON, World, worlds};

/// Riverside, where one person may send three payments in a minute, and the hand of its clock.
async fn hurried(world: &mut World) -> Arc<std::sync::atomic::AtomicI64> {
    riverside(world).await;
    let (clock, hand) = Clock::fixed(NOON);
    world.site.clock = clock;
    world.site.payments = Arc::new(Pace::a_minute(3));
    hand
}

#[tokio::test]
async fn beyond_so_many_payments_in_a_minute_the_form_comes_back_as_it_was_typed() {
    for mut world in worlds().await {
        let hand = hurried(&mut world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let (paid, first) = ben.pay("RIVR0003", "1").await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.text);
        // What a limit refuses and what cannot be read are sent all the same.
        for amount in ["5000", "1e9"] {
            assert_eq!(ben.pay("RIVR0003", amount).await.0.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let id = fresh_transfer_id().to_string();
        let fields =
            [("id", id.as_str()), ("to", "RIVR0003"), ("amount", "2,5"), ("description", "Jam <b>& \"bread\"</b>")];
        for nth in 0..40 {
            let page = ben.post("/riverside/transfers", &fields).await;
            assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{} {nth}", world.engine);
            assert_eq!(page.headers[header::RETRY_AFTER], "60");
            for kept in
                ["value=\"RIVR0003\"", "value=\"2,5\"", "value=\"Jam &lt;b&gt;&amp; &quot;bread&quot;&lt;/b&gt;\""]
            {
                assert!(page.text.contains(kept), "{kept}: {}", page.text);
            }
            assert!(page.text.contains("Wait a minute, then go on"), "{}", page.text);
            assert_eq!(page.hidden("id"), id, "it is the same payment when it is sent again");
        }
        // Another person has a minute of their own; what stands is shown to who sends it again, and is no other payment.
        assert_eq!(cleo.pay("RIVR0002", "1").await.0.status, StatusCode::SEE_OTHER);
        let again = |amount| [("id", first.as_str()), ("to", "RIVR0003"), ("amount", amount), ("description", "Bread")];
        let receipt = ben.post("/riverside/transfers", &again("1")).await;
        assert_eq!(receipt.location(), format!("/riverside/transfers/{first}"), "{}", receipt.text);
        assert_eq!(ben.post("/riverside/transfers", &again("2")).await.status, StatusCode::CONFLICT);
        hand.store(NOON.plus_seconds(59).0, std::sync::atomic::Ordering::SeqCst);
        let page = ben.post("/riverside/transfers", &fields).await;
        assert_eq!(
            (page.status, &page.headers[header::RETRY_AFTER]),
            (StatusCode::TOO_MANY_REQUESTS, &"1".parse().unwrap())
        );
        hand.store(NOON.plus_seconds(60).0, std::sync::atomic::Ordering::SeqCst);
        for _ in 0..2 {
            let paid = ben.post("/riverside/transfers", &fields).await;
            assert_eq!(paid.location(), format!("/riverside/transfers/{id}"), "{}", paid.text);
        }
    }
}

#[tokio::test]
async fn who_pays_on_behalf_of_many_is_one_person_and_reads_it_in_their_language() {
    for mut world in worlds().await {
        hurried(&mut world).await;
        world.sql("update persons set language = 'es' where email = 'ada@riverside.example'".to_owned()).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (mut booked, mut told) = (0, 0);
        for nth in 0..6 {
            let id = fresh_transfer_id().to_string();
            let path = format!("/riverside/as/RIVR000{}/transfers", 2 + nth % 2);
            let fields = [("id", id.as_str()), ("to", "RIVR0004"), ("amount", "1"), ("description", "Pan")];
            let page = ada.post(&path, &fields).await;
            booked += usize::from(page.status == StatusCode::SEE_OTHER);
            told += usize::from(page.status == StatusCode::TOO_MANY_REQUESTS && page.text.contains("Espera un minuto"));
        }
        assert_eq!((booked, told), (3, 3), "{}", world.engine);
    }
}
