//! What lets somebody owe or hold more waits for another officer, where there is one; what lowers holds at once.

use app::roles::Role;
use axum::http::StatusCode;
use manyhands::jobs::{JobKind, do_due, holder};
use manyhands::limits::{following, raising};
use manyhands::rules::proposals::job::{CLASS, LIMITS};
use manyhands::rules::work::LIMITS_FOLLOW;
use manyhands::timetable::JOBS;

use crate::browser::{Browser, Page, hilltop};
use crate::common::{World, worlds};
use crate::forms::{Fields, filled, send};
use crate::proposals::{office, one_officer, said, two_officers};

const CLEO: &str = "/riverside/members/RIVR0003/limits";
const BEN: &str = "/riverside/members/RIVR0002/limits";

static TABLE: [JobKind; 3] = [
    JobKind { kind: LIMITS, every: None, run: |site, job| Box::pin(raising::account_in_force(site, job)) },
    JobKind { kind: CLASS, every: None, run: |site, job| Box::pin(raising::class_in_force(site, job)) },
    JobKind { kind: LIMITS_FOLLOW, every: None, run: |site, job| Box::pin(following::job::follow(site, job)) },
];

/// Does what was confirmed.
async fn done(world: &World) {
    for kind in TABLE {
        assert!(JOBS.iter().any(|job| job.kind == kind.kind), "it happens by itself");
    }
    for _ in 0..2 {
        do_due(&world.site, &TABLE, &holder()).await.unwrap();
    }
}

async fn signed_in(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

/// The form of an account's limits, as it is sent to let its member owe so much.
async fn asks(browser: &Browser, path: &str, min: &str) -> Fields {
    filled(browser, path, &[("min", min), ("act", "set"), ("reason", "buys for all")]).await
}

async fn owes(browser: &Browser, path: &str, min: &str) -> Page {
    send(browser, path, &asks(browser, path, min).await).await
}

async fn lowest(world: &World, code: &str) -> i64 {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select min_balance from accounts where code = $1";
    sqlx::query_scalar(sql).bind(code.to_owned()).fetch_one(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn a_limit_that_is_raised_waits_for_another_officer_and_one_that_is_lowered_does_not() {
    for world in worlds().await {
        let (_, ada, ben) = two_officers(&world).await;
        hilltop(&world).await;
        assert!(ada.clone().get(CLEO).await.text.contains("waits until another officer has confirmed it"));
        let form = asks(&ada, CLEO, "150").await;
        let path = send(&ada, CLEO, &form).await.location().to_owned();
        assert!(path.starts_with("/riverside/proposals/"), "{} {path}", world.engine);
        assert_eq!(send(&ada, CLEO, &form).await.location(), path, "{}: the same form proposes once", world.engine);
        let taken = owes(&ben, CLEO, "160").await;
        assert!(taken.text.contains("waits already"), "{} {}", world.engine, taken.text);
        done(&world).await;
        assert_eq!(lowest(&world, "RIVR0003").await, -10_000, "{}: nobody has confirmed it", world.engine);
        // Whom it is about reads it and has no say, and so does who proposed it; nobody else reads it.
        let cleo = signed_in(&world, "cleo").await;
        for own in [&cleo, &ada] {
            let page = own.clone().get(&path).await.text;
            assert!(page.contains("Limits of Cleo") && !page.contains("value=\"second\""), "{page}");
            let not = own.clone().post(&path, &[("id", "9"), ("answer", "second")]).await;
            assert_eq!(not.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        }
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        for other in [&mut signed_in(&world, "sam.low").await, &mut omar] {
            let unknown = other.get("/riverside/proposals/1").await;
            assert_eq!(unknown.status, StatusCode::NOT_FOUND);
            assert_eq!(other.get(&path).await.text, unknown.text);
            assert_eq!(other.post(&path, &[("id", "9"), ("answer", "second")]).await.text, unknown.text);
        }
        assert!(ben.clone().get("/riverside/work").await.text.contains("Limits of Cleo"), "{}", world.engine);
        let told = ben.clone().get("/me/notices").await.text;
        assert!(told.contains(&path) && told.contains("waits for a second officer"), "{} {told}", world.engine);
        let confirm = filled(&ben, &path, &[("answer", "second")]).await;
        for _ in 0..2 {
            assert_eq!(send(&ben, &path, &confirm).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        }
        done(&world).await;
        assert_eq!(lowest(&world, "RIVR0003").await, -15_000, "{}", world.engine);
        assert_eq!(send(&ada, CLEO, &form).await.location(), path, "{}: and later, too", world.engine);
        for (sql, count) in [
            ("select count(*) as n from journal where what = 'limits' and seconded_by <> 0", 1),
            ("select count(*) as n from notices where kind = 'limits'", 1),
            ("select count(*) as n from notices where kind = 'rule-announced'", 0),
        ] {
            assert_eq!(world.number(sql).await, count, "{} {sql}", world.engine);
        }
        let read = ada.clone().get("/riverside/decisions").await.text;
        assert!(read.contains("confirmed by Ben") && read.contains("may owe up to 150.00"), "{read}");
        assert_eq!(owes(&ada, CLEO, "80").await.location(), CLEO, "{}: at once", world.engine);
        assert_eq!(lowest(&world, "RIVR0003").await, -8_000, "{}", world.engine);
    }
}

#[tokio::test]
async fn two_who_confirm_a_raise_at_once_confirm_it_once_and_an_officer_has_no_say_in_their_own() {
    for world in worlds().await {
        let (village, ada, ben) = two_officers(&world).await;
        office(&world, &village, (2, Role::Membership)).await;
        office(&world, &village, (3, Role::Marketplace)).await;
        let (cleo, sam) = (signed_in(&world, "cleo").await, signed_in(&world, "sam.low").await);
        let path = owes(&ada, BEN, "150").await.location().to_owned();
        let own = ben.clone().post(&path, &[("id", "9"), ("answer", "second")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(!ben.clone().get("/riverside/work").await.text.contains(&path), "{}", world.engine);
        let (one, other) =
            (filled(&cleo, &path, &[("answer", "second")]).await, filled(&sam, &path, &[("answer", "second")]).await);
        let (one, other) = (send(&cleo, &path, &one), send(&sam, &path, &other));
        let (one, other) = tokio::join!(one, other);
        let mut answers = [one.status, other.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
        done(&world).await;
        assert_eq!(lowest(&world, "RIVR0002").await, -15_000, "{}", world.engine);
        let lines = "select count(*) as n from journal where what in ('limits', 'act confirmed')";
        assert_eq!(world.number(lines).await, 2, "{}", world.engine);
    }
}

#[tokio::test]
async fn what_cannot_hold_any_more_does_not_come_about_and_says_why() {
    for world in worlds().await {
        let (_, ada, ben) = two_officers(&world).await;
        for (meanwhile, why) in [
            ("update accounts set min_balance = -7000 where code = 'RIVR0003'", "has changed meanwhile"),
            ("update members set frozen_at = 1 where name = 'Cleo'", "was frozen meanwhile"),
            ("update members set frozen_at = 0, state = 'leaving' where name = 'Cleo'", "The member has left"),
        ] {
            let path = owes(&ada, CLEO, "150").await.location().to_owned();
            assert_eq!(said(&ben, &path, "second", "").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
            world.sql(meanwhile.to_owned()).await;
            done(&world).await;
            let page = ada.clone().get(&path).await.text;
            assert!(page.contains("It does not come about.") && page.contains(why), "{} {page}", world.engine);
            world.sql("update members set frozen_at = 0 where name = 'Cleo'".to_owned()).await;
        }
        assert_eq!(lowest(&world, "RIVR0003").await, -7_000, "{}", world.engine);
        let read = ada.clone().get("/riverside/decisions").await.text;
        assert!(read.contains("Could not be done any more") && read.contains("was frozen meanwhile"), "{read}");
        assert_eq!(world.number("select count(*) as n from journal where what = 'limits'").await, 0);
    }
}

#[tokio::test]
async fn one_officer_alone_raises_at_once_unless_somebody_looks_over_the_books() {
    for world in worlds().await {
        let (village, ada, _) = one_officer(&world).await;
        assert_eq!(owes(&ada, CLEO, "120").await.location(), CLEO, "{}", world.engine);
        assert_eq!(lowest(&world, "RIVR0003").await, -12_000, "{}", world.engine);
        office(&world, &village, (3, Role::Auditor)).await;
        let path = owes(&ada, CLEO, "150").await.location().to_owned();
        let sam = signed_in(&world, "sam.low").await;
        assert_eq!(said(&sam, &path, "second", "").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        done(&world).await;
        assert_eq!(lowest(&world, "RIVR0003").await, -15_000, "{}", world.engine);
    }
}

#[tokio::test]
async fn a_wider_class_waits_too_for_one_member_and_for_all_who_are_in_it() {
    for world in worlds().await {
        let (_, ada, ben) = two_officers(&world).await;
        let class = [("name", "Shops"), ("min", "300"), ("max", "none"), ("reason", "They buy for all")];
        let new = "/riverside/classes/new";
        assert_eq!(send(&ada, new, &filled(&ada, new, &class).await).await.location(), "/riverside/classes");
        let id = world.number("select class_id from member_classes").await.to_string();
        let fields = filled(&ada, CLEO, &[("act", "class"), ("class", &id), ("reason", "A shop")]).await;
        let path = send(&ada, CLEO, &fields).await.location().to_owned();
        assert!(path.starts_with("/riverside/proposals/"), "{} {path}", world.engine);
        assert_eq!(said(&ben, &path, "second", "").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        done(&world).await;
        assert_eq!(lowest(&world, "RIVR0003").await, -30_000, "{}", world.engine);
        let class = format!("/riverside/classes/{id}");
        let fields = filled(&ada, &class, &[("min", "350"), ("reason", "Dearer")]).await;
        let path = send(&ada, &class, &fields).await.location().to_owned();
        assert_eq!(send(&ada, &class, &fields).await.location(), path, "{}", world.engine);
        let read = signed_in(&world, "sam.low").await.get("/riverside/classes").await.text;
        assert!(read.contains(&path) && read.contains("Changes that wait"), "{}: every member reads it", world.engine);
        assert_eq!(said(&ben, &path, "second", "").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        done(&world).await;
        assert_eq!(lowest(&world, "RIVR0003").await, -35_000, "{}", world.engine);
        let lower = filled(&ada, &class, &[("min", "310"), ("reason", "Cheaper")]).await;
        assert_eq!(send(&ada, &class, &lower).await.location(), "/riverside/classes", "{}: at once", world.engine);
        let read = ada.clone().get("/riverside/decisions").await.text;
        assert!(read.contains("Proposed: Class of member “Shops”"), "{read}");
    }
}
