//! Where nobody who governs is left, members ask for an interim chair; the host publishes it, a fortnight later they are seated, unless
//! enough members object. And who does not attend to an office is warned before it ends.

use app::roles::Role;
use axum::http::StatusCode;
use manyhands::clock::Clock;
use manyhands::jobs::{JobKind, do_due, holder};
use manyhands::roles::job::on_their_day;
use manyhands::rules::proposals::job as proposals;
use manyhands::site::Site;

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::forms::{filled, send};
use crate::host::hedda;
use crate::proposals::office;

const ASK: &str = "/riverside/officers/ask";
const CHAIR: &str = "/host/exchanges/riverside/chair";
const DAY: i64 = 86_400;

static TABLE: [JobKind; 1] =
    [JobKind { kind: proposals::KIND, every: None, run: |site, job| Box::pin(proposals::run(site, job)) }];

fn later(world: &World, days: i64) -> Site {
    Site { clock: Clock::fixed(NOON.plus_seconds(days * DAY)).0, ..world.site.clone() }
}

/// Does what is due so many days after noon.
async fn after(world: &World, days: i64) {
    do_due(&later(world, days), &TABLE, &holder()).await.unwrap();
}

async fn signed_in(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

/// Asks for whoever has that code.
async fn asks(browser: &Browser, code: &str) -> Page {
    let fields = filled(browser, ASK, &[("to", code), ("reason", "Nobody answers any more")]).await;
    send(browser, ASK, &fields).await;
    send(browser, ASK, &fields).await
}

async fn chairs(world: &World) -> i64 {
    world.number("select count(*) as n from roles where role = 'chair'").await
}

/// Riverside, whose chair has died.
async fn orphaned(world: &World) -> Village {
    let village = riverside(world).await;
    world.sql("update members set state = 'deceased' where name = 'Ada'".to_owned()).await;
    world.sql("delete from roles".to_owned()).await;
    village
}

#[tokio::test]
async fn enough_members_ask_the_host_publishes_once_and_after_a_fortnight_the_chair_is_seated_once() {
    for world in worlds().await {
        orphaned(&world).await;
        let (ben, sam) = (signed_in(&world, "ben").await, signed_in(&world, "sam.low").await);
        let cleo = signed_in(&world, "cleo").await;
        let mut host = hedda(&world).await;
        assert!(ben.clone().get("/riverside/officers").await.text.contains(ASK), "{}", world.engine);
        assert!(!host.get("/host").await.text.contains(CHAIR), "{}: nobody asks", world.engine);
        let bens = filled(&ben, ASK, &[("to", "RIVR0005"), ("reason", "Nobody answers any more")]).await;
        assert_eq!(send(&sam, ASK, &bens).await.status, StatusCode::CONFLICT, "{}: it was made for Ben", world.engine);
        for browser in [&ben, &sam] {
            assert_eq!(asks(browser, "RIVR0005").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        }
        let own = asks(&cleo, "RIVR0003").await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: nobody asks for themselves", world.engine);
        assert_eq!(world.number("select count(*) as n from chair_asks").await, 2, "{}", world.engine);
        assert!(host.get("/host").await.text.contains(CHAIR), "{}", world.engine);
        // Two of three that are enough where four are left.
        let page = host.get(CHAIR).await.text;
        assert!(page.contains("2 of 3") && !page.contains("name=\"who\""), "{} {page}", world.engine);
        let early = host.post(CHAIR, &[("id", "5"), ("who", "RIVR0005")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        // Who asked for somebody else changes their mind.
        assert_eq!(asks(&cleo, "RIVR0002").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(asks(&cleo, "RIVR0005").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        let form = filled(&host, CHAIR, &[("who", "RIVR0005")]).await;
        let twin = filled(&host, CHAIR, &[("who", "RIVR0005")]).await;
        let (one, two) = tokio::join!(send(&host, CHAIR, &form), send(&host, CHAIR, &twin));
        let mut both = [one.status, two.status];
        both.sort();
        assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
        let again = if one.status == StatusCode::SEE_OTHER { &form } else { &twin };
        assert_eq!(send(&host, CHAIR, again).await.status, StatusCode::SEE_OTHER, "{}: the same form", world.engine);
        assert_eq!(world.number("select count(*) as n from proposals").await, 1, "{}", world.engine);
        let told = "select count(*) as n from notices where kind = 'rule-announced'";
        assert_eq!(world.number(told).await, 4, "{}: every member is told", world.engine);
        after(&world, 14).await;
        assert_eq!(chairs(&world).await, 0, "{}: a whole fortnight", world.engine);
        for _ in 0..2 {
            after(&world, 15).await;
        }
        assert_eq!(chairs(&world).await, 1, "{}", world.engine);
        let lines = "select count(*) as n from journal where what = 'role' and becomes like 'chair%'";
        assert_eq!(world.number(lines).await, 2, "{}: Ada's and Sám's", world.engine);
        let page = ben.clone().get("/riverside/officers").await.text;
        assert!(page.contains("until ") && !page.contains(ASK), "{} {page}", world.engine);
        // Where somebody governs, the page says so and asks for nothing.
        let page = ben.clone().get(ASK).await;
        assert!(
            page.text.contains("Somebody is in office here") && !page.text.contains("name=\"to\""),
            "{}",
            page.text
        );
        let fields = [("id", "77"), ("to", "RIVR0004"), ("reason", "Nobody answers any more")];
        let late = ben.clone().post(ASK, &fields).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(late.text.contains("Somebody is in office here"), "{}", late.text);
    }
}

#[tokio::test]
async fn the_auditor_alone_is_enough_and_members_who_object_stop_it() {
    for world in worlds().await {
        let village = orphaned(&world).await;
        office(&world, &village, (1, Role::Auditor)).await;
        let (ben, cleo) = (signed_in(&world, "ben").await, signed_in(&world, "cleo").await);
        let mut host = hedda(&world).await;
        for code in ["RIVR0003", "RIVR0004"] {
            assert_eq!(asks(&ben, code).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        }
        let none = host.post(CHAIR, &[("id", "5"), ("who", "RIVR0003")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: the last word counts", world.engine);
        let form = filled(&host, CHAIR, &[("who", "RIVR0004")]).await;
        assert_eq!(send(&host, CHAIR, &form).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        let id = world.number("select proposal_id from proposals").await;
        let path = format!("/riverside/proposals/{id}");
        let page = cleo.clone().get(&path).await.text;
        assert!(page.contains("the auditor asks for them"), "{} {page}", world.engine);
        let object = filled(&cleo, &path, &[("answer", "object"), ("reason", "We hardly know them")]).await;
        assert_eq!(send(&cleo, &path, &object).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        after(&world, 20).await;
        assert_eq!(chairs(&world).await, 0, "{}: one of four is enough", world.engine);
        // Published again, and meanwhile somebody governs.
        assert_eq!(asks(&ben, "RIVR0004").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        let form = filled(&host, CHAIR, &[("who", "RIVR0004")]).await;
        assert_eq!(send(&host, CHAIR, &form).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        office(&world, &village, (2, Role::Treasurer)).await;
        after(&world, 20).await;
        assert_eq!(chairs(&world).await, 0, "{}: a treasurer is there", world.engine);
    }
}

#[tokio::test]
async fn who_does_not_attend_to_an_office_is_warned_once_before_it_ends() {
    for world in worlds().await {
        let village = riverside(&world).await;
        office(&world, &village, (1, Role::Treasurer)).await;
        signed_in(&world, "ben").await;
        for (days, told) in [(0, 0), (44, 0), (46, 2), (47, 2), (59, 2)] {
            on_their_day(&later(&world, days)).await.unwrap();
            let notices = world.number("select count(*) as n from notices where kind = 'office-ends'").await;
            assert_eq!(notices, told, "{} after {days} days: the chair and the treasurer", world.engine);
        }
        // The treasurer comes by, and is warned again the next time.
        let (ben, seen) = (village.people[1].0, NOON.plus_seconds(60 * DAY).0);
        world.sql(format!("update sessions set seen_at = {seen} where person_id = {ben}")).await;
        for (days, told) in [(61, 2), (104, 2), (106, 3), (107, 3)] {
            on_their_day(&later(&world, days)).await.unwrap();
            let notices = world.number("select count(*) as n from notices where kind = 'office-ends'").await;
            assert_eq!(notices, told, "{} after {days} days", world.engine);
        }
        let read = signed_in(&world, "ben").await.get("/me/notices").await.text;
        assert!(read.contains("Your office in riverside exchange is about to end"), "{read}");
    }
}
