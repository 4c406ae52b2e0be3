//! The demo over HTTP on eight named days: whoever signs in finds on each page what it is there to show.
//!
//! `app::demo` is made for 400 days in its own tests; here it is imported, and read as people read it. One engine is enough:
//! what differs between them is tried by the other tests.

use app::time::Instant;
use axum::http::StatusCode;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use manyhands::clock::Clock;
use manyhands::demo::{self, DemoPerson};

use crate::browser::{Browser, Page};
use crate::common::{World, on_sqlite};

/// Noon of that day.
pub fn noon(day: Date) -> Instant {
    app::time::start_of(day, &TimeZone::UTC).plus_seconds(12 * 3600)
}

async fn on(day: Date) -> (World, Vec<DemoPerson>) {
    let mut world = on_sqlite().await;
    world.site.clock = Clock::fixed(noon(day)).0;
    let people = demo::fill(&world.site.db, &world.site.clock).await.unwrap();
    (world, people)
}

async fn signed_in(world: &World, person: &DemoPerson) -> Browser {
    let mut browser = Browser::new(world);
    let page = browser.post("/sign-in", &[("email", &person.email), ("password", person.password)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    browser
}

/// How often the page has this.
fn count(page: &Page, mark: &str) -> usize {
    page.text.matches(mark).count()
}

/// What is missing on the pages of one person.
async fn missing(world: &World, person: &DemoPerson, day: Date) -> Vec<String> {
    let mut browser = signed_in(world, person).await;
    let slug = &person.exchange;
    let mut missing = Vec::new();
    let mut want = |what: &str, there: bool| {
        if !there {
            missing.push(format!("{day}, {}: {what}", person.email));
        }
    };
    let transfer = format!("href=\"/{slug}/transfers/");
    let home = browser.get(&format!("/{slug}")).await;
    want("home has a balance", home.status == StatusCode::OK && count(&home, "class=\"balance\"") == 1);
    want("home has the last entries", count(&home, &transfer) >= 3);
    let own = browser.get(&format!("/{slug}/statement")).await;
    want("a statement", own.status == StatusCode::OK && count(&own, "<tfoot") == 1);
    let before = day.first_of_month().yesterday().unwrap();
    let before = format!("/{slug}/statement?month={:04}-{:02}", before.year(), before.month());
    let before = browser.get(&before).await;
    want("entries of this month or the last", count(&own, &transfer) + count(&before, &transfer) >= 2);
    want("a way to earlier years", count(&own, &format!("href=\"/{slug}/statement?year=")) >= 1);
    let members = browser.get(&format!("/{slug}/members")).await;
    want("many members", count(&members, &format!("href=\"/{slug}/members/")) >= 30);
    let partners = browser.get(&format!("/{slug}/partners")).await;
    want("two partners", count(&partners, &format!("href=\"/{slug}/partners/")) >= 2);
    let balances = browser.get(&format!("/{slug}/balances")).await;
    // Chiara, who is no officer, looks over the books.
    if person.role == "member" && person.email != "chiara@riverside.example" {
        want("no balances for members", balances.status == StatusCode::FORBIDDEN);
        return missing;
    }
    let officers = browser.get(&format!("/{slug}/officers")).await;
    let has_all =
        slug != "riverside" || (count(&officers, "Mill Lane") == 1 && count(&officers, "To be confirmed") == 1);
    want("offices, and one that waits", count(&officers, "class=\"person\"") >= 4 && has_all);
    want("home has what waits", count(&home, "show=close") == 1);
    want("balances have what waits", count(&balances, "show=close") >= 1 && count(&balances, "show=never") >= 1);
    want("all balances", count(&balances, "<tr") >= 30);
    for show in ["close", "never"] {
        let page = browser.get(&format!("/{slug}/balances?show={show}")).await;
        want(&format!("two accounts of {show} at least"), count(&page, "<tr") >= 3);
        want(&format!("{show} is a part"), count(&page, "<tr") < count(&balances, "<tr"));
    }
    missing
}

async fn nothing_is_missing_on(days: [Date; 4]) {
    let mut found = Vec::new();
    for day in days {
        let (world, people) = on(day).await;
        assert_eq!(people.len(), 22);
        // Of the exchange that has just begun another test tells.
        for person in people.iter().filter(|person| person.exchange != "quayside") {
            found.extend(missing(&world, person, day).await);
        }
    }
    assert!(found.is_empty(), "{} missing:\n{}", found.len(), found.join("\n"));
}

#[tokio::test]
async fn the_demo_shows_what_it_should_where_months_and_years_end() {
    nothing_is_missing_on([date(2026, 11, 25), date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 28)]).await;
}

#[tokio::test]
async fn the_demo_shows_what_it_should_on_leap_days_and_when_clocks_change() {
    nothing_is_missing_on([date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29), date(2028, 8, 31)]).await;
}

#[tokio::test]
async fn the_sign_in_page_of_a_demo_offers_its_people_and_no_other_does() {
    let (mut world, people) = on(date(2026, 11, 25)).await;
    let asked = [("look_as", "amina@riverside.example"), ("next", "/")];
    let page = Browser::new(&world).get("/sign-in").await;
    assert_eq!(count(&page, "look_as"), 0, "{}", page.text);
    assert_eq!(Browser::new(&world).post("/sign-in", &asked).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    world.site.people = demo::look_as(&people);
    let page = Browser::new(&world).get("/sign-in").await;
    assert_eq!(count(&page, "name=\"look_as\""), 23, "{}", page.text);
    assert!(page.text.contains("Look as Amina Diallo, member"), "{}", page.text);
    let mut amina = Browser::new(&world);
    assert_eq!(amina.post("/sign-in", &asked).await.status, StatusCode::SEE_OTHER);
    assert!(amina.get("/riverside").await.text.contains("Hello, Amina"));
    let asked = [("look_as", "grace@riverside.example "), ("next", "/")];
    assert_eq!(Browser::new(&world).post("/sign-in", &asked).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_session_lasts_thirty_days_by_the_clock_given_whatever_the_machines_says() {
    for year in [2020, 2050] {
        let mut world = on_sqlite().await;
        let began = noon(date(year, 6, 1));
        let (clock, hand) = Clock::fixed(began);
        world.site.clock = clock;
        crate::browser::riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for (days, status) in [(29, StatusCode::OK), (31, StatusCode::SEE_OTHER)] {
            hand.store(began.plus_seconds(days * 86_400).0, std::sync::atomic::Ordering::SeqCst);
            assert_eq!(ada.get("/me").await.status, status, "{days} days after, in {year}");
        }
    }
}
