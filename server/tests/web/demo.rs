//! The demo as it stands in the books and as its people read it: right on both engines, and with one of everything.

use axum::http::StatusCode;
use jiff::civil::date;
use manyhands::clock::Clock;
use manyhands::demo::{self, PASSWORD};
use manyhands::ledger::verify::verify;

use crate::browser::{Browser, Page};
use crate::common::{World, on_sqlite, worlds};
use crate::days::noon;

async fn filled(mut world: World) -> World {
    world.site.clock = Clock::fixed(noon(date(2026, 11, 25))).0;
    demo::fill(&world.site.db, &world.site.clock).await.unwrap();
    world
}

#[tokio::test]
async fn the_books_of_the_demo_verify_and_filling_it_again_changes_nothing() {
    for world in worlds().await {
        let world = filled(world).await;
        let report = verify(world.db()).await.unwrap();
        assert_eq!((report.exchanges, report.disagreement), (4, None), "{}", world.engine);
        let numbers = [
            // Each payment, the reversal of one in each exchange, both legs of each payment across.
            ("select count(*) from transfers where kind = 'reversal'", 3),
            ("select count(*) from transfers where waived = 1 and kind = 'payment'", 3),
            ("select count(*) from transfers where kind = 'imported'", 0),
            ("select count(*) from transfers where kind = 'intertrade' and entered_by = 0", 0),
            ("select count(*) from members where state = 'suspended'", 3),
            ("select count(*) from members where state = 'left'", 3),
            ("select count(*) from outbox where given_up_at is not null", 3),
            ("select count(*) from agreements where state = 'ended'", 1),
            ("select count(*) from agreements where state = 'in_force'", 3),
            ("select balance * 100 / max_balance from accounts where code = 'RIVR*HILL'", 72),
            ("select balance * 100 / min_balance from accounts where code = 'HILL*RIVR'", 72),
        ];
        for (sql, number) in numbers {
            assert_eq!(world.number(sql).await, number, "{} {sql}", world.engine);
        }
        let across = world.number("select count(*) from transfers where kind = 'intertrade'").await;
        assert!((116..=120).contains(&across), "{across}");
        let on_behalf = "select count(*) from transfers where on_behalf = 1 and kind = 'payment'";
        assert!(world.number(on_behalf).await >= 12);
        let before = world.number("select count(*) from transfers").await;
        demo::fill(&world.site.db, &world.site.clock).await.unwrap();
        assert_eq!(world.number("select count(*) from transfers").await, before, "{}", world.engine);
    }
}

async fn read(world: &World, email: &str, path: &str) -> Page {
    let mut browser = Browser::new(world);
    browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    page
}

#[tokio::test]
async fn the_committee_of_a_demo_finds_a_year_of_decisions_and_members_old_agreements() {
    let world = filled(on_sqlite().await).await;
    let chair = "ada@riverside.example";
    let decisions = read(&world, chair, "/riverside/decisions").await;
    for words in
        ["Entered twice within minutes", "brought to zero", "Not reached since the move", "The auditor would rather"]
    {
        assert!(decisions.text.contains(words), "{words}: {}", decisions.text);
    }
    assert!(decisions.text.matches("<li").count() >= 12);
    let unreached = read(&world, chair, "/riverside/balances?show=unreached").await;
    assert!(unreached.text.contains("Alan Pike"), "{}", unreached.text);
    let partners = read(&world, "amina@riverside.example", "/riverside/partners").await;
    assert!(partners.text.contains("Since"), "{}", partners.text);
    assert!(!partners.text.contains("25 November 2026"), "{}", partners.text);
}

#[tokio::test]
async fn the_chair_of_an_exchange_that_has_just_begun_reads_what_to_do_first_and_its_newest_member_is_welcomed() {
    let world = filled(on_sqlite().await).await;
    let chair = read(&world, "hanna@quayside.example", "/quayside").await;
    for words in ["The first ten trades", "4 of 5", "3 of 10", "3 trades were booked, worth 12"] {
        assert!(chair.text.contains(words), "{words}: {}", chair.text);
    }
    let newest = read(&world, "tariq@quayside.example", "/quayside").await;
    assert!(newest.text.contains("Welcome to Quayside Exchange"), "{}", newest.text);
}
