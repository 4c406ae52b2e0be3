//! Offices: every member reads who holds them and what each may do; they are given, handed over and ended by decision, and somebody
//! stays in the chair.

use app::roles::{Right, Role, in_their_area, may};
use app::words::Language;
use axum::http::StatusCode;
use manyhands::clock::{Clock, fresh_key, fresh_transfer_id};
use manyhands::jobs::{JobKind, do_due, holder};
use manyhands::roles::{NewOffice, give_role, job};
use manyhands::rules::proposals::job as proposals;
use manyhands::site::Site;
use manyhands::timetable::JOBS;
use strum::IntoEnumIterator as _;

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::forms::{filled, send};

const OFFICERS: &str = "/riverside/officers";
const GIVE: &str = "/riverside/officers/give";
const END: &str = "/riverside/officers/end";
const OWN: &str = "/riverside/officers/own";
const DAY: i64 = 86_400;

/// Without the sweeping, which would end the sessions of these tests.
static TABLE: [JobKind; 2] = [
    JobKind { kind: proposals::KIND, every: None, run: |site, job| Box::pin(proposals::run(site, job)) },
    JobKind {
        kind: "offices",
        every: Some(3600),
        run: |site, _| Box::pin(async move { job::on_their_day(&site).await }),
    },
];

/// Does what is due so many days after noon.
async fn after(world: &World, days: i64) {
    assert!(JOBS.iter().any(|job| job.kind == "offices"), "it happens by itself");
    let site = Site { clock: Clock::fixed(NOON.plus_seconds(days * DAY)).0, ..world.site.clone() };
    do_due(&site, &TABLE, &holder()).await.unwrap();
}

async fn seat(world: &World, village: &Village, (place, role): (usize, Role)) {
    let (exchange, person) = (village.exchange, village.people[place]);
    let office = NewOffice { exchange, person, role, by: village.people[0], at: NOON, act: fresh_key() };
    world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
}

async fn browser(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

/// Riverside, where somebody has paid; Ada is in the chair, and Ben treasurer if there are two.
async fn traded(world: &World, officers: usize) -> (Village, Browser, Browser) {
    let village = riverside(world).await;
    let (ada, mut ben) = (browser(world, "ada").await, browser(world, "ben").await);
    assert_eq!(ben.pay("cleo", "1").await.0.status, StatusCode::SEE_OTHER);
    if officers > 1 {
        seat(world, &village, (1, Role::Treasurer)).await;
    }
    (village, ada, ben)
}

async fn given(browser: &Browser, typed: &[(&str, &str)]) -> Page {
    let typed: Vec<_> = [("reason", "elected")].into_iter().chain(typed.iter().copied()).collect();
    send(browser, GIVE, &filled(browser, GIVE, &typed).await).await
}

/// The offices as they stand: `chair Ada, treasurer Ben until 2027-11-25`.
async fn stand(world: &World) -> String {
    let sql = "select r.role || ' ' || p.name || case when r.until = '' then '' else ' until ' || r.until end from roles r \
               join persons p on p.person_id = r.person_id join exchanges e on e.exchange_id = r.exchange_id \
               where e.slug = 'riverside' order by r.role, p.name";
    let mut conn = world.db().read().await.unwrap();
    let all: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *conn).await.unwrap();
    all.join(", ")
}

#[tokio::test]
async fn every_member_reads_who_holds_which_office_and_the_table_of_rights_as_it_is_in_the_code() {
    for world in worlds().await {
        let (village, ..) = traded(&world, 2).await;
        seat(&world, &village, (3, Role::Auditor)).await;
        let mut cleo = browser(&world, "cleo").await;
        let page = cleo.get(OFFICERS).await.text;
        for says in ["Ada", "RIVR0001", "Ben", "Sam Low", "since ", "Marketplace keeper", "Nobody"] {
            assert!(page.contains(says), "{says}: {page}");
        }
        assert!(!page.contains(GIVE) && !page.contains(END) && !page.contains(OWN), "nothing to do here for a member");
        for right in Right::iter() {
            let row = page.split("<li>").find(|row| row.contains(&right.sentence(Language::English.words()))).unwrap();
            let row = row.split("</li>").next().unwrap();
            for role in Role::iter() {
                let name = role.name(Language::English.words());
                let area = role == Role::Coordinator && in_their_area(right);
                assert_eq!(row.contains(&name), may(role, right) || area, "{role:?} {right:?}: {row}");
                assert_eq!(row.contains(&format!("{name} (in their area)")), area, "{role:?} {right:?}: {row}");
            }
        }
        let strange = Browser::new(&world).get(OFFICERS).await;
        assert_eq!(strange.status, StatusCode::SEE_OTHER, "members read it, strangers sign in");
    }
}

#[tokio::test]
async fn before_the_first_payment_an_office_is_given_at_once_and_once() {
    for world in worlds().await {
        riverside(&world).await;
        let (ada, mut ben) = (browser(&world, "ada").await, browser(&world, "ben").await);
        assert_eq!(ben.get("/riverside/balances").await.status, StatusCode::FORBIDDEN);
        let fields =
            filled(&ada, GIVE, &[("to", "ben"), ("role", "treasurer"), ("until", "2027-06-30"), ("reason", "elected")])
                .await;
        for _ in 0..2 {
            let page = send(&ada, GIVE, &fields).await;
            assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, OFFICERS), "{}", page.text);
        }
        assert_eq!(stand(&world).await, "chair Ada, treasurer Ben until 2027-06-30");
        assert_eq!(world.number("select count(*) as n from journal where what = 'role' and why = 'elected'").await, 1);
        assert_eq!(ben.get("/riverside/balances").await.status, StatusCode::OK);
        let notices = ben.get("/me/notices").await.text;
        assert!(
            notices.contains("Your offices in riverside exchange have changed") && notices.contains(OFFICERS),
            "{notices}"
        );
        let read = ben.get("/riverside/decisions").await.text;
        for says in ["Offices of", "Treasurer until 30 June 2027", "elected"] {
            assert!(read.contains(says), "{says}: {read}");
        }
        let again = given(&ada, &[("to", "RIVR0002"), ("role", "treasurer"), ("until", "2027-06-30")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("They hold this office already"), "{}", again.text);
    }
}

#[tokio::test]
async fn who_is_given_an_office_is_found_by_name_or_code_and_never_oneself() {
    for world in worlds().await {
        let village = riverside(&world).await;
        world.household(&village, ("Mill House", vec![village.people[2], village.people[3]])).await;
        let ada = browser(&world, "ada").await;
        for (to, role, until, says) in [
            ("", "treasurer", "", "Say who"),
            ("Nobody I know", "treasurer", "", "is called Nobody I know"),
            ("RIVR9999", "treasurer", "", "is called RIVR9999"),
            ("Ada", "treasurer", "", "You cannot give yourself an office"),
            ("Ben", "auditor", "", "An auditor has a term"),
            ("Ben", "coordinator", "", "Say which area"),
            ("Ben", "treasurer", "2020-01-01", "lies between tomorrow"),
        ] {
            let page = given(&ada, &[("to", to), ("role", role), ("until", until)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{to} {role}");
            assert!(page.text.contains(says) && page.text.contains("elected"), "{says}: {}", page.text);
        }
        // Two act for the house: which of them is asked.
        let several = filled(&ada, GIVE, &[("to", "mill house"), ("role", "treasurer"), ("reason", "elected")]).await;
        let page = send(&ada, GIVE, &several).await;
        assert!(page.text.contains("Several fit") && page.text.contains("Sam Low ("), "{}", page.text);
        let sam = page
            .text
            .split("value=\"")
            .find(|part| part.contains(">Sam Low ("))
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let chosen: Vec<_> = several.into_iter().chain([("who".to_owned(), sam)]).collect();
        assert_eq!(send(&ada, GIVE, &chosen).await.status, StatusCode::SEE_OTHER);
        assert_eq!(stand(&world).await, "chair Ada, treasurer Sam Low");
    }
}

#[tokio::test]
async fn later_it_waits_for_another_officer_who_is_not_the_one_it_is_about() {
    for world in worlds().await {
        let (village, ada, ben) = traded(&world, 2).await;
        seat(&world, &village, (2, Role::Membership)).await;
        let cleo = browser(&world, "cleo").await;
        // Another term for Ben: he cannot confirm it himself.
        let page = given(&ada, &[("to", "Ben"), ("role", "treasurer"), ("until", "2027-06-30")]).await;
        let path = page.location().to_owned();
        assert!(path.starts_with("/riverside/proposals/"), "{path} {}", page.text);
        let taken = given(&ada, &[("to", "Ben"), ("role", "treasurer"), ("until", "2027-07-31")]).await;
        assert!(taken.text.contains("waits already"), "{}", taken.text);
        assert!(cleo.clone().get(OFFICERS).await.text.contains(&path), "members read what waits");
        for (who, there) in [(&ben, false), (&ada, false), (&cleo, true)] {
            let shown = who.clone().get(&path).await.text;
            assert!(shown.contains("Ben (RIVR0002)") && shown.contains("Treasurer until 30 June 2027"), "{shown}");
            assert_eq!(shown.contains("Confirm this change"), there, "{} {shown}", world.engine);
            let work = who.clone().get("/riverside/work").await.text;
            assert_eq!(work.contains(&path), there, "{work}");
            let marks = who.marks("/riverside").await;
            let own = [("answer", "second"), ("id", "97")].map(|(name, value)| (name.to_owned(), value.to_owned()));
            let marks = marks.into_iter().map(|(name, value)| (name.to_owned(), value));
            if !there {
                let sent: Vec<_> = own.into_iter().chain(marks).collect();
                assert_eq!(
                    send(who, &path, &sent).await.status,
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "whatever they send"
                );
            }
        }
        let confirm = filled(&cleo, &path, &[("answer", "second")]).await;
        for _ in 0..2 {
            assert_eq!(send(&cleo, &path, &confirm).await.status, StatusCode::SEE_OTHER);
        }
        for _ in 0..2 {
            after(&world, 0).await;
        }
        assert_eq!(
            stand(&world).await,
            "chair Ada, membership Cleo, treasurer Ben until 2027-06-30",
            "{}",
            world.engine
        );
        let lines = "select count(*) as n from journal where what = 'role' and seconded_by <> 0";
        assert_eq!(world.number(lines).await, 1, "it takes effect once");
    }
}

#[tokio::test]
async fn where_nobody_else_may_confirm_it_the_auditor_does_or_it_waits_a_week() {
    for world in worlds().await {
        let (village, ada, _) = traded(&world, 1).await;
        let page = given(&ada, &[("to", "Ben"), ("role", "treasurer")]).await;
        let path = page.location().to_owned();
        assert!(ada.clone().get(&path).await.text.contains("unless members object"), "{}", page.text);
        after(&world, 7).await;
        assert_eq!(stand(&world).await, "chair Ada");
        after(&world, 8).await;
        assert_eq!(stand(&world).await, "chair Ada, treasurer Ben", "{}", world.engine);
        // Ben goes; an auditor comes, who confirms for the one officer that is left, and may change nothing.
        let ben = browser(&world, "ben").await;
        let lays = filled(&ben, OWN, &[("act", "lay-down"), ("reason", "I move")]).await;
        for _ in 0..2 {
            assert_eq!(send(&ben, OWN, &lays).await.location(), OFFICERS, "also when it is sent twice");
        }
        seat(&world, &village, (3, Role::Auditor)).await;
        let sam = browser(&world, "sam.low").await;
        let path = given(&ada, &[("to", "Cleo"), ("role", "membership")]).await.location().to_owned();
        let confirm = filled(&sam, &path, &[("answer", "second")]).await;
        assert_eq!(send(&sam, &path, &confirm).await.status, StatusCode::SEE_OTHER);
        after(&world, 9).await;
        assert_eq!(stand(&world).await, "auditor Sam Low, chair Ada, membership Cleo", "{}", world.engine);
        for (path, status) in [
            ("/riverside/balances", StatusCode::OK),
            ("/riverside/members/RIVR0002/statement", StatusCode::OK),
            ("/riverside/work", StatusCode::OK),
            ("/riverside/members/RIVR0002/limits", StatusCode::FORBIDDEN),
            ("/riverside/settings/limits", StatusCode::FORBIDDEN),
            ("/riverside/as/RIVR0002/pay", StatusCode::NOT_FOUND),
        ] {
            assert_eq!(sam.clone().get(path).await.status, status, "{path}");
        }
        let both = given(&ada, &[("to", "RIVR0004"), ("role", "treasurer")]).await;
        assert!(both.text.contains("holds no other office"), "{}", both.text);
    }
}

#[tokio::test]
async fn of_two_chairs_who_resign_at_once_one_goes_and_the_other_is_told() {
    for world in worlds().await {
        let (village, ada, ben) = traded(&world, 1).await;
        seat(&world, &village, (1, Role::Chair)).await;
        let typed = [("act", "lay-down"), ("reason", "enough")];
        let (one, other) = (filled(&ada, OWN, &typed).await, filled(&ben, OWN, &typed).await);
        let (one, other) = tokio::join!(send(&ada, OWN, &one), send(&ben, OWN, &other));
        let mut answers = [one.status, other.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
        let told = if one.status == StatusCode::SEE_OTHER { &other } else { &one };
        assert!(told.text.contains("Nobody would be left in the chair"), "{}", told.text);
        assert_eq!(world.number("select count(*) as n from roles where role = 'chair'").await, 1);
    }
}

#[tokio::test]
async fn the_last_chair_neither_leaves_nor_is_suspended_before_somebody_follows() {
    for world in worlds().await {
        let (village, ada, _) = traded(&world, 2).await;
        seat(&world, &village, (2, Role::Membership)).await;
        let cleo = browser(&world, "cleo").await;
        let leaves =
            async || send(&ada, "/riverside/leave", &filled(&ada, "/riverside/leave", &[("act", "leave")]).await).await;
        let page = leaves().await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("Nobody would be left in the chair"), "{}", page.text);
        let state = "/riverside/members/RIVR0001/state";
        let suspends = [("act", "suspend"), ("reason", "a quarrel")];
        let page = send(&cleo, state, &filled(&cleo, state, &suspends).await).await;
        assert!(page.text.contains("Nobody would be left in the chair"), "{}", page.text);
        // Handed over to Sam, and confirmed: now Ada may go.
        let hands = [("act", "hand-over"), ("to", "RIVR0004"), ("reason", "I move"), ("role", "chair")];
        let path = send(&ada, OWN, &filled(&ada, OWN, &hands).await).await.location().to_owned();
        assert!(leaves().await.text.contains("Nobody would be left"), "it waits still");
        let confirm = filled(&cleo, &path, &[("answer", "second")]).await;
        assert_eq!(send(&cleo, &path, &confirm).await.status, StatusCode::SEE_OTHER);
        after(&world, 0).await;
        assert_eq!(stand(&world).await, "chair Sam Low, membership Cleo, treasurer Ben", "{}", world.engine);
        assert_eq!(leaves().await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn what_cannot_hold_any_more_on_its_day_does_not_come_about() {
    for world in worlds().await {
        let (_, ada, _) = traded(&world, 1).await;
        let path = given(&ada, &[("to", "Ben"), ("role", "treasurer")]).await.location().to_owned();
        world.sql("update members set state = 'left' where name = 'Ben'".to_owned()).await;
        for _ in 0..2 {
            after(&world, 8).await;
        }
        assert_eq!(stand(&world).await, "chair Ada", "{}", world.engine);
        assert!(ada.clone().get(&path).await.text.contains("does not come into force"));
        assert_eq!(world.number("select count(*) as n from journal where what = 'office fallen'").await, 1);
    }
}

#[tokio::test]
async fn offices_end_at_their_term_or_when_nobody_attends_to_them_and_the_last_chair_stays() {
    for world in worlds().await {
        let (village, ..) = traded(&world, 2).await;
        seat(&world, &village, (2, Role::Membership)).await;
        seat(&world, &village, (3, Role::Marketplace)).await;
        after(&world, 0).await;
        let term = NOON.plus_seconds(10 * DAY).iso()[..10].to_owned();
        world.sql(format!("update roles set until = '{term}' where role in ('treasurer', 'chair')")).await;
        after(&world, 10).await;
        let all = format!("chair Ada until {term}, marketplace Sam Low, membership Cleo, treasurer Ben until {term}");
        assert_eq!(stand(&world).await, all, "{}: on the last day", world.engine);
        for _ in 0..2 {
            after(&world, 11).await;
        }
        assert_eq!(stand(&world).await, format!("chair Ada until {term}, marketplace Sam Low, membership Cleo"));
        assert!(
            browser(&world, "ben").await.get("/me/notices").await.text.contains("Your offices in riverside exchange")
        );
        // Cleo comes by after a month, Sam does not.
        let cleo = village.people[2].0;
        let seen = NOON.plus_seconds(30 * DAY).0;
        browser(&world, "cleo").await;
        world.sql(format!("update sessions set seen_at = {seen} where person_id = {cleo}")).await;
        after(&world, 59).await;
        assert!(stand(&world).await.contains("marketplace Sam Low"));
        after(&world, 61).await;
        assert_eq!(stand(&world).await, format!("chair Ada until {term}, membership Cleo"), "{}", world.engine);
    }
}

#[tokio::test]
async fn a_coordinator_acts_for_the_members_of_their_area_and_for_nobody_else() {
    for world in worlds().await {
        let (village, ada, _) = traded(&world, 2).await;
        seat(&world, &village, (3, Role::Coordinator)).await;
        world.sql("update roles set area = 'Old Mill' where role = 'coordinator'".to_owned()).await;
        world.sql("update members set area = 'old  mill', phone = '+34 600' where name = 'Cleo'".to_owned()).await;
        let mut sam = browser(&world, "sam.low").await;
        for (path, status) in [
            ("/riverside/as/RIVR0003/pay", StatusCode::OK),
            ("/riverside/as/RIVR0003/statement", StatusCode::OK),
            ("/riverside/as/RIVR0003/profile", StatusCode::NOT_FOUND),
            ("/riverside/as/RIVR0003/leave", StatusCode::NOT_FOUND),
            ("/riverside/as/RIVR0005/pay", StatusCode::NOT_FOUND),
            ("/riverside/as/RIVRCOMMON/pay", StatusCode::NOT_FOUND),
            ("/riverside/balances", StatusCode::FORBIDDEN),
            ("/riverside/work", StatusCode::FORBIDDEN),
            ("/riverside/members/RIVR0003/statement", StatusCode::NOT_FOUND),
        ] {
            assert_eq!(sam.get(path).await.status, status, "{path}");
        }
        assert!(
            sam.get("/riverside/members/RIVR0003").await.text.contains("+34 600"),
            "whom they print for, they call"
        );
        let id = fresh_transfer_id().to_string();
        let fields = [("id", id.as_str()), ("to", "ben"), ("amount", "2"), ("description", "Bread")];
        let page = sam.post("/riverside/as/RIVR0003/transfers", &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        assert_eq!(
            world.number("select count(*) as n from journal where what = 'pay for'").await,
            1,
            "{}",
            world.engine
        );
        // No limits: nothing is waived, whatever is sent.
        let form = sam.get("/riverside/as/RIVR0003/pay").await.text;
        assert!(!form.contains("name=\"waive\""), "{form}");
        let id = fresh_transfer_id().to_string();
        let waives = [("waive", "yes"), ("waive_reason", "she is good for it")];
        let fields = [("id", id.as_str()), ("to", "ben"), ("amount", "500"), ("description", "Jam")];
        let page = sam.post("/riverside/as/RIVR0003/transfers", &[fields.as_slice(), &waives].concat()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text);
        assert_eq!(world.number("select count(*) as n from transfers where waived = 1").await, 0);
        // Nor does whoever acts for one member see what others hide.
        world.sql("update members set phone = '+34 601' where name = 'Ben'".to_owned()).await;
        assert!(!sam.get("/riverside/as/RIVR0003/members/RIVR0002").await.text.contains("+34 601"));
        let add = "/riverside/settings/members";
        let menu = sam.get("/riverside").await.text;
        assert!(
            menu.contains(add) && !menu.contains("/riverside/balances\""),
            "the menu shows what they may do: {menu}"
        );
        let outside = filled(&sam, add, &[("name", "Nora"), ("kind", "person"), ("area", "Hill")]).await;
        let page = send(&sam, add, &outside).await;
        assert!(page.text.contains("members of your own area: Old Mill"), "{}", page.text);
        let inside = filled(&sam, add, &[("name", "Nora"), ("kind", "person")]).await;
        assert_eq!(send(&sam, add, &inside).await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.number("select count(*) as n from members where area = 'Old Mill'").await, 1);
        let anywhere = filled(&ada, add, &[("name", "Olga"), ("kind", "person"), ("area", "Hill")]).await;
        assert_eq!(send(&ada, add, &anywhere).await.status, StatusCode::SEE_OTHER);
    }
}
