//! Members who have not traded for long: asked once, listed, decided about by people alone, awake again as soon as they say so.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use jiff::civil::{Date, date};
use manyhands::clock::{Clock, fresh_key};
use manyhands::members::asleep::job::on_their_day;

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, worlds};
use crate::days::noon;
use crate::lists::texts;

const HERE: &str = "/riverside/still-here";
const WORK: &str = "/riverside/work";
const ASKED: &str = "select count(*) from notices where kind = 'asleep'";

/// The lines of the list of work under the heading of sleepers.
fn listed(page: &Page) -> Vec<String> {
    let (_, list) = page.text.split_once("who have not traded for long (").unwrap_or_default();
    let list = list.split("<h2>").next().unwrap_or_default().to_owned();
    texts(&Page { status: page.status, headers: page.headers.clone(), text: list }, "li")
}

#[tokio::test]
async fn whoever_has_not_traded_is_asked_once_and_says_they_are_there_or_is_listed_and_decided_about() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        let village = riverside(&world).await;
        world.sql("update members set state = 'holiday' where name = 'Cleo'".to_owned()).await;
        let run = async |day: Date| {
            hand.store(noon(day).0, Ordering::SeqCst);
            // Two processes at once.
            let (one, two) = tokio::join!(on_their_day(&world.site), on_their_day(&world.site));
            one.unwrap();
            two.unwrap();
        };
        let mut traded = village.new_payment(3, 4, 100);
        traded.slip.at = noon(date(2027, 3, 1));
        world.post(vec![traded]).await.unwrap();
        run(date(2027, 5, 23)).await;
        assert_eq!(world.number(ASKED).await, 0, "{}: they joined 180 days ago", world.engine);
        run(date(2027, 5, 24)).await;
        run(date(2027, 5, 20)).await;
        run(date(2027, 6, 24)).await;
        assert_eq!(world.number(ASKED).await, 2, "{}: Ada and Ben, once", world.engine);
        let ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let told = ben.clone().get("/me/notices").await.text;
        assert!(told.contains("are you still there?") && told.contains(&format!("href=\"{HERE}\"")), "{told}");
        let asks = ben.clone().get(HERE).await.text;
        assert!(asks.contains("since 24 November 2026") && asks.contains("href=\"/riverside/leave\""), "{asks}");
        let id = fresh_key().to_string();
        for _ in 0..2 {
            let said = ben.clone().post(HERE, &[("id", &id)]).await;
            assert_eq!(said.location(), "/riverside", "{} {}", world.engine, said.text);
        }
        assert_eq!(world.number("select count(*) from journal where what = 'still here'").await, 1);
        run(date(2027, 11, 25)).await;
        assert_eq!(world.number(ASKED).await, 4, "{}: the two called Sam; Ben's count began anew", world.engine);
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let list = listed(&ada.clone().get(WORK).await);
        assert!(list.len() == 1 && list[0].contains("Ada"), "{} {list:?}", world.engine);
        // A year after they said so, Ben is listed, and after two, to be decided about; nobody is thrown out.
        run(date(2029, 6, 25)).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = ada.clone().get(WORK).await;
        let list = listed(&page);
        assert_eq!(list.len(), 4, "{} {list:?}", world.engine);
        assert!(list.iter().all(|line| line.contains("to be decided")), "{} {list:?}", world.engine);
        assert!(page.text.contains("/riverside/members/RIVR0002/state"), "{}", page.text);
        let state = ada.clone().get("/riverside/members/RIVR0002/state").await.text;
        assert!(state.contains("Has not traded since 24 June 2027") && state.contains("/as/RIVR0002/leave"), "{state}");
        let found = ada.clone().get("/riverside/balances?show=asleep").await.text;
        assert!(found.contains("RIVR0002") && !found.contains("RIVR0003"), "{found}");
        assert_eq!(world.number("select count(*) from members where state = 'active'").await, 4);
        // An officer says it for them, and they are told.
        let for_ben = "/riverside/as/RIVR0002/still-here";
        let said = ada.clone().post(for_ben, &[("id", &fresh_key().to_string())]).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
        assert_eq!(listed(&ada.clone().get(WORK).await).len(), 3, "{}", world.engine);
        assert_eq!(world.number("select count(*) from notices where kind = 'state'").await, 1, "{}", world.engine);
    }
}
