//! A change of rules waits for a second officer and for its day; where there is nobody else, members may object.

use app::roles::Role;
use axum::http::StatusCode;
use manyhands::clock::{Clock, fresh_key};
use manyhands::jobs::{JobKind, do_due, holder};
use manyhands::roles::{NewOffice, give_role};
use manyhands::rules::proposals::job::{KIND, run};
use manyhands::site::Site;
use manyhands::timetable::JOBS;

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::forms::{Fields, filled, send};

const LIMITS: &str = "/riverside/settings/limits";
const DAY: i64 = 86_400;

/// Without the sweeping, which would end the sessions of these tests.
static TABLE: [JobKind; 1] = [JobKind { kind: KIND, every: None, run: |site, job| Box::pin(run(site, job)) }];

/// Riverside, where somebody has paid and Ben is treasurer beside Ada, the chair.
pub async fn two_officers(world: &World) -> (Village, Browser, Browser) {
    let (village, ada, ben) = one_officer(world).await;
    office(world, &village, (1, Role::Treasurer)).await;
    (village, ada, ben)
}

pub async fn one_officer(world: &World) -> (Village, Browser, Browser) {
    let village = riverside(world).await;
    let ada = Browser::signed_in(world, "ada@riverside.example").await;
    let mut ben = Browser::signed_in(world, "ben@riverside.example").await;
    assert_eq!(ben.pay("cleo", "1").await.0.status, StatusCode::SEE_OTHER);
    (village, ada, ben)
}

pub async fn office(world: &World, village: &Village, (place, role): (usize, Role)) {
    let (exchange, person) = (village.exchange, village.people[place]);
    let office = NewOffice { exchange, person, role, by: village.people[0], at: NOON, act: fresh_key() };
    world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
}

/// Lets new members owe 150 instead of 100; the path of what waits.
async fn proposed(ada: &Browser) -> String {
    let fields = filled(ada, LIMITS, &[("default_min", "150"), ("reason", "the assembly")]).await;
    let page = send(ada, LIMITS, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    page.location().to_owned()
}

pub async fn said(browser: &Browser, path: &str, answer: &str, reason: &str) -> Page {
    let fields = filled(browser, path, &[("answer", answer), ("reason", reason)]).await;
    send(browser, path, &fields).await
}

async fn lowest(world: &World) -> String {
    let sql = "select value from rules where rule = 'default_min' order by from_version desc limit 1";
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
}

/// Does what is due so many days after noon.
async fn after(world: &World, days: i64) {
    assert!(JOBS.iter().any(|job| job.kind == KIND), "it happens by itself");
    let site = Site { clock: Clock::fixed(NOON.plus_seconds(days * DAY)).0, ..world.site.clone() };
    do_due(&site, &TABLE, &holder()).await.unwrap();
}

#[tokio::test]
async fn a_change_holds_once_another_officer_confirmed_it_and_its_day_has_come_and_not_before() {
    for world in worlds().await {
        let (_, ada, ben) = two_officers(&world).await;
        let path = proposed(&ada).await;
        assert!(path.starts_with("/riverside/proposals/"), "{path}");
        let page = ada.clone().get(&path).await;
        for says in
            ["To be confirmed", "\u{2212}100.00\u{a0}leaves → \u{2212}150.00\u{a0}leaves", "the assembly", "Ada"]
        {
            assert!(page.text.contains(says), "{says}: {}", page.text);
        }
        assert!(!page.text.contains("Confirm this change"), "nobody confirms their own");
        let own = [("answer", "second"), ("id", "7")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let marks = ada.marks("/riverside").await.into_iter().map(|(name, value)| (name.to_owned(), value));
        let own: Fields = own.into_iter().chain(marks).collect();
        assert_eq!(send(&ada, &path, &own).await.status, StatusCode::UNPROCESSABLE_ENTITY, "whatever they send");
        after(&world, 40).await;
        assert_eq!(lowest(&world).await, "-10000", "nobody has confirmed it");
        let confirm = filled(&ben, &path, &[("answer", "second")]).await;
        for _ in 0..2 {
            assert_eq!(send(&ben, &path, &confirm).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        }
        let lines = "select count(*) as n from journal where what = 'rule announced'";
        assert_eq!(world.number(lines).await, 1, "confirmed once, however often it was sent");
        for days in [0, 1, 14] {
            after(&world, days).await;
            assert_eq!(lowest(&world).await, "-10000", "{} after {days} days", world.engine);
        }
        for _ in 0..2 {
            after(&world, 15).await;
            assert_eq!(lowest(&world).await, "-15000", "{}", world.engine);
        }
        // A clock that goes back takes nothing back, and does nothing again.
        after(&world, -2).await;
        let lines = "select count(*) as n from journal where what = 'rule' and object = 'default_min'";
        assert_eq!((world.number(lines).await, lowest(&world).await.as_str()), (1, "-15000"));
        let read = ben.clone().get("/riverside/decisions").await.text;
        for says in ["Proposed: A member may owe up to", "Announced: A member", "confirmed by Ben", "from "] {
            assert!(read.contains(says), "{says}: {read}");
        }
        let page = ben.clone().get(&path).await.text;
        assert!(page.contains("In force") && !page.contains("<textarea"), "{page}");
    }
}

#[tokio::test]
async fn two_who_confirm_at_once_confirm_once_and_the_other_is_told() {
    for world in worlds().await {
        let (village, ada, ben) = two_officers(&world).await;
        office(&world, &village, (2, Role::Membership)).await;
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let path = proposed(&ada).await;
        let one = filled(&ben, &path, &[("answer", "second")]).await;
        let other = filled(&cleo, &path, &[("answer", "second")]).await;
        let (one, other) = tokio::join!(send(&ben, &path, &one), send(&cleo, &path, &other));
        let mut answers = [one.status, other.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
        let late = if one.status == StatusCode::SEE_OTHER { other } else { one };
        assert!(late.text.contains("Somebody was faster"), "{}", late.text);
        assert_eq!(world.number("select count(*) as n from jobs where kind = 'rules-in-force'").await, 1);
        // The chair takes it back while it is announced: it never holds.
        assert_eq!(said(&ada, &path, "withdraw", "the assembly thought again").await.status, StatusCode::SEE_OTHER);
        after(&world, 30).await;
        assert_eq!(lowest(&world).await, "-10000", "{}", world.engine);
    }
}

#[tokio::test]
async fn what_is_declined_or_taken_back_changes_nothing_and_a_rule_waits_once() {
    for world in worlds().await {
        let (_, ada, ben) = two_officers(&world).await;
        let path = proposed(&ada).await;
        let again = filled(&ada, LIMITS, &[("default_min", "70"), ("reason", "or rather")]).await;
        let taken = send(&ada, LIMITS, &again).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(taken.text.contains("waits already") && taken.text.contains("or rather"), "{}", taken.text);
        let silent = said(&ben, &path, "decline", " ").await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "why is asked for");
        assert_eq!(said(&ben, &path, "decline", "too early").await.status, StatusCode::SEE_OTHER);
        let mut reader = ada.clone();
        assert!(reader.get("/riverside/decisions").await.text.contains("too early"));
        // Both propose the same at the same moment: one waits.
        let (one, other) = (filled(&ada, LIMITS, &[("default_min", "70"), ("reason", "a")]).await, again);
        let (one, other) = tokio::join!(send(&ada, LIMITS, &one), send(&ada, LIMITS, &other));
        let mut answers = [one.status, other.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
        let waiting = "select count(*) as n from proposals where state = 'proposed'";
        assert_eq!(world.number(waiting).await, 1, "{}", world.engine);
        after(&world, 60).await;
        assert_eq!(lowest(&world).await, "-10000");
    }
}

#[tokio::test]
async fn where_there_is_no_second_officer_it_waits_a_week_and_falls_if_enough_members_object() {
    for world in worlds().await {
        let (_, ada, ben) = one_officer(&world).await;
        let add = "/riverside/settings/members";
        let sixth = filled(&ada, add, &[("name", "Nora"), ("kind", "person")]).await;
        assert_eq!(send(&ada, add, &sixth).await.status, StatusCode::SEE_OTHER);
        let restriction = [("default_min", "50"), ("reason", "debts grow")];
        let fields = filled(&ada, LIMITS, &restriction).await;
        let page = send(&ada, LIMITS, &fields).await;
        let path = page.location();
        assert_eq!(send(&ada, LIMITS, &fields).await.location(), path, "the same form proposes once");
        let own = ada.clone().get(path).await.text;
        assert!(!own.contains("value=\"object\"") && own.contains("unless members object: 0 of 2"), "{own}");
        for (browser, sent) in [(&ben, 2), (&Browser::signed_in(&world, "cleo@riverside.example").await, 1)] {
            let object = filled(browser, path, &[("answer", "object"), ("reason", "it hurts the young")]).await;
            for _ in 0..sent {
                let said = send(browser, path, &object).await;
                assert_eq!(said.status, StatusCode::SEE_OTHER, "{} {}", world.engine, said.text);
            }
        }
        after(&world, 30).await;
        assert_eq!(lowest(&world).await, "-10000", "two of six objected");
        let path = send(&ada, LIMITS, &filled(&ada, LIMITS, &restriction).await).await.location().to_owned();
        assert_eq!(said(&ben, &path, "object", "still").await.status, StatusCode::SEE_OTHER, "one is not enough");
        after(&world, 7).await;
        assert_eq!(lowest(&world).await, "-10000", "{}: a whole week", world.engine);
        after(&world, 8).await;
        assert_eq!(lowest(&world).await, "-5000", "{}", world.engine);
        let told = "select count(*) as n from notices where kind = 'rule-announced'";
        assert_eq!(world.number(told).await, 12, "everybody was told of both");
    }
}

#[tokio::test]
async fn what_binds_nobody_holds_at_once_and_so_does_everything_before_the_first_payment() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let fields = filled(&ada, LIMITS, &[("default_min", "150"), ("reason", "we begin")]).await;
        assert_eq!(send(&ada, LIMITS, &fields).await.location(), "/riverside/settings");
        assert_eq!(lowest(&world).await, "-15000");
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        ben.pay("cleo", "1").await;
        let look = "/riverside/settings/look";
        let fields = filled(&ada, look, &[("name", "Riverside LETS"), ("reason", "we always said so")]).await;
        assert_eq!(send(&ada, look, &fields).await.location(), "/riverside/settings");
    }
}

#[tokio::test]
async fn who_may_confirm_is_told_and_nobody_elsewhere_learns_of_it() {
    for world in worlds().await {
        let (_, ada, mut ben) = two_officers(&world).await;
        hilltop(&world).await;
        let path = proposed(&ada).await;
        let told = "select count(*) as n from notices where kind = 'rule-proposed'";
        assert_eq!(world.number(told).await, 1, "the treasurer, and not the chair, who proposed it");
        for (browser, there) in [(&ada, false), (&ben, true)] {
            let work = browser.clone().get("/riverside/work").await.text;
            assert_eq!(work.contains(&path) && work.contains("Changes to confirm"), there, "{work}");
        }
        let notices = ben.get("/me/notices").await.text;
        assert!(notices.contains("waits for a second officer") && notices.contains(&path), "{notices}");
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let unknown = omar.get("/hilltop/proposals/1").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        assert_eq!(omar.get(&path).await.text, unknown.text);
        let there = path.replace("riverside", "hilltop");
        assert_eq!(omar.get(&there).await.text, unknown.text);
        let said = omar.post(&there, &[("id", "9"), ("answer", "second")]).await;
        assert_eq!(said.text, unknown.text);
        // A member reads it, and has nothing to say to it.
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let page = cleo.clone().get(&path).await.text;
        assert!(page.contains("To be confirmed") && !page.contains("name=\"answer\""), "{page}");
        assert!(cleo.clone().get("/riverside/settings").await.text.contains("Changes that wait"));
        for answer in ["second", "decline", "withdraw", "object"] {
            let said = cleo.clone().post(&path, &[("id", "9"), ("answer", answer), ("reason", "so")]).await;
            assert_eq!(said.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        }
    }
}

#[tokio::test]
async fn a_receipt_leads_to_the_rules_it_was_booked_under_and_a_day_to_what_held_on_it() {
    for world in worlds().await {
        let (_, ada, mut ben) = two_officers(&world).await;
        let (_, before) = ben.pay("cleo", "2").await;
        let path = proposed(&ada).await;
        said(&ben, &path, "second", "").await;
        after(&world, 20).await;
        let (_, then) = ben.pay("cleo", "3").await;
        for (id, says) in [(before, "\u{2212}100.00"), (then, "\u{2212}150.00")] {
            let receipt = ben.get(&format!("/riverside/transfers/{id}")).await.text;
            let link = receipt.split("href=\"/riverside/rules?").nth(1).unwrap().split('"').next().unwrap();
            let rules = ben.get(&format!("/riverside/rules?{link}")).await.text;
            assert!(rules.contains(says), "{} {link}: {rules}", world.engine);
        }
        let day = |days: i64| NOON.plus_seconds(days * DAY).iso()[..10].to_owned();
        for (days, says) in
            [(0, "\u{2212}100.00"), (19, "\u{2212}100.00"), (20, "\u{2212}150.00"), (90, "\u{2212}150.00")]
        {
            let page = ben.get(&format!("/riverside/rules?on={}", day(days))).await;
            assert!(page.text.contains(says), "{} {days}: {}", world.engine, page.text);
        }
        let none = ben.get("/riverside/rules?on=1999-01-01").await;
        assert!(none.text.contains("Nothing was decided yet"), "{}", none.text);
        for wrong in ["2026-13-01", "yesterday", "%27"] {
            let page = ben.get(&format!("/riverside/rules?on={wrong}")).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
    }
}
