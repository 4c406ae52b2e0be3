//! Classes of member, and what is said before a change of limits is decided.

use axum::http::StatusCode;
use manyhands::clock::fresh_key;
use manyhands::ledger::verify::verify;
use manyhands::limits::following::job::on_their_day;

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{World, worlds};
use crate::following::fill_in;

const BEN: &str = "/riverside/members/RIVR0002/limits";
const NEW: &str = "/riverside/classes/new";

async fn signed_in(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

/// The committee makes or changes a class.
async fn class(ada: &mut Browser, path: &str, (name, min): (&str, &str)) -> Page {
    fill_in(ada, path, &[("name", name), ("min", min), ("max", "400"), ("reason", "They buy for all")]).await
}

async fn lowest(world: &World, code: &str) -> i64 {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select min_balance from accounts where code = $1";
    sqlx::query_scalar(sql).bind(code.to_owned()).fetch_one(&mut *conn).await.unwrap()
}

/// The path of the class that there is.
async fn the_class(world: &World) -> (String, String) {
    let id = world.number("select class_id from member_classes").await.to_string();
    (format!("/riverside/classes/{id}"), id)
}

async fn choose(ada: &mut Browser, path: &str, class: &str) -> Page {
    let fields = [("id", &*fresh_key().to_string()), ("act", "class"), ("class", class), ("reason", "A shop")];
    ada.post(path, &fields).await
}

#[tokio::test]
async fn members_of_a_class_have_its_limits_follow_its_changes_and_read_why() {
    for world in worlds().await {
        riverside(&world).await;
        let (mut ada, mut ben) = (signed_in(&world, "ada").await, signed_in(&world, "ben").await);
        assert_eq!(class(&mut ada, NEW, ("Shops", "300")).await.location(), "/riverside/classes", "{}", world.engine);
        let (path, id) = the_class(&world).await;
        let taken = class(&mut ada, NEW, ("SHOPS", "1")).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(taken.text.contains("There is a class of that name"), "{}", taken.text);
        for wrong in ["", "77", "x", "-1"] {
            let refused = choose(&mut ada, BEN, wrong).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {wrong}", world.engine);
        }
        assert_eq!(choose(&mut ada, BEN, &id).await.location(), BEN, "{}", world.engine);
        assert_eq!(lowest(&world, "RIVR0002").await, -30_000, "{}", world.engine);
        assert_eq!(choose(&mut ada, BEN, &id).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it is so already");
        let home = ben.get("/riverside").await.text;
        assert!(home.contains("This limit is the one of the class “Shops”."), "{home}");
        let read = ben.get("/riverside/classes").await.text;
        for says in ["Shops", "Owe up to 300.00, hold up to 400.00", "They buy for all"] {
            assert!(read.contains(says), "{says}: {read}");
        }
        assert!(!read.contains("1 member") && ada.get("/riverside/classes").await.text.contains("1 member"));
        assert!(ben.get("/riverside/decisions").await.text.contains("Class of member “Shops”"), "{}", world.engine);
        // A change of the class reaches whoever is in it, once.
        assert_eq!(class(&mut ada, &path, ("Shops", "350")).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        let jobs = "select count(*) from jobs where kind = 'limits-follow'";
        assert_eq!(world.number(jobs).await, 2, "{}: it is written by itself", world.engine);
        for _ in 0..2 {
            on_their_day(&world.site).await.unwrap();
            assert_eq!(lowest(&world, "RIVR0002").await, -35_000, "{}", world.engine);
            assert_eq!(lowest(&world, "RIVR0003").await, -10_000, "{}", world.engine);
            assert_eq!(world.number("select count(*) from notices where kind = 'limits'").await, 2, "{}", world.engine);
        }
        assert_eq!(choose(&mut ada, BEN, "0").await.location(), BEN, "{}", world.engine);
        assert_eq!(lowest(&world, "RIVR0002").await, -10_000, "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn nobody_changes_the_class_of_their_own_account_and_classes_stay_in_their_exchange() {
    for world in worlds().await {
        let village = riverside(&world).await;
        hilltop(&world).await;
        crate::whose::set_chair(&world, &village, 1).await;
        let (mut ada, mut ben) = (signed_in(&world, "ada").await, signed_in(&world, "ben").await);
        let mut cleo = signed_in(&world, "cleo").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        assert_eq!(class(&mut ada, NEW, ("Shops", "300")).await.status, StatusCode::SEE_OTHER);
        let (path, id) = the_class(&world).await;
        assert_eq!(choose(&mut ada, BEN, &id).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert!(!ben.get(&path).await.text.contains("name=\"min\""), "there is no form");
        let own = [("id", "7"), ("name", "Shops"), ("min", "900"), ("max", "900"), ("reason", "why not")];
        let refused = ben.post(&path, &own).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(refused.text.contains("You are in this class"), "{}", refused.text);
        for browser in [&mut cleo, &mut omar] {
            let page = browser.post(&path, &own).await;
            assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&page.status), "{}", world.engine);
        }
        let elsewhere = format!("/hilltop/classes/{id}");
        assert_eq!(
            omar.get(&elsewhere).await.text,
            omar.get("/hilltop/classes/77").await.text,
            "as one that is not there"
        );
        assert!(!omar.get("/hilltop/classes").await.text.contains("Shops"));
        // Of two who make the same class at once, one does.
        let mut twin = ada.clone();
        let (one, other) =
            tokio::join!(class(&mut ada, NEW, ("Farms", "300")), class(&mut twin, NEW, ("farms", "400")));
        let mut answers = [one.status, other.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
        assert_eq!(world.number("select count(*) from journal where what = 'class'").await, 2, "{}", world.engine);
    }
}

#[tokio::test]
async fn how_many_would_be_outside_is_shown_before_it_is_decided() {
    for world in worlds().await {
        riverside(&world).await;
        let (mut ada, mut ben) = (signed_in(&world, "ada").await, signed_in(&world, "ben").await);
        assert_eq!(ben.pay("RIVR0003", "50").await.0.status, StatusCode::SEE_OTHER);
        let path = "/riverside/settings/limits";
        let shown = fill_in(&mut ada, path, &[("default_min", "40"), ("default_max", "45"), ("reason", "so")]).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        assert!(shown.text.contains("2 members would be outside the new limits."), "{}", shown.text);
        let nothing = "select count(*) from journal where what like 'rule%'";
        assert_eq!(world.number(nothing).await, 0, "{}: shown first", world.engine);
        // As it comes back it is decided; here it waits for members, since there is no second officer.
        let again = crate::forms::form(&shown, path).unwrap();
        let fields: Vec<(&str, &str)> = again.fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        let sent = ada.post_bare(path, &fields).await;
        assert!(sent.location().starts_with("/riverside/proposals/"), "{} {}", world.engine, sent.text);
        // And so where it is a class.
        assert_eq!(class(&mut ada, NEW, ("Shops", "300")).await.status, StatusCode::SEE_OTHER);
        let (path, id) = the_class(&world).await;
        assert_eq!(choose(&mut ada, BEN, &id).await.status, StatusCode::SEE_OTHER);
        let shown = class(&mut ada, &path, ("Shops", "40")).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        assert!(shown.text.contains("1 member would be outside the new limits."), "{}", shown.text);
        let again = crate::forms::form(&shown, &path).unwrap();
        let fields: Vec<(&str, &str)> = again.fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(ada.post_bare(&path, &fields).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
    }
}

#[tokio::test]
async fn a_class_is_given_up_once_nobody_is_in_it_and_the_record_says_why() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut ada = signed_in(&world, "ada").await;
        class(&mut ada, NEW, ("Shops", "300")).await;
        let (path, id) = the_class(&world).await;
        choose(&mut ada, BEN, &id).await;
        assert!(!ada.get(&path).await.text.contains("Delete this class"), "{}", world.engine);
        let key = fresh_key().to_string();
        let fields = [("id", &*key), ("act", "delete"), ("why", "No shops any more")];
        let refused = ada.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(refused.text.contains("Somebody is in this class by now"), "{}", refused.text);
        assert_eq!(choose(&mut ada, BEN, "0").await.location(), BEN, "{}", world.engine);
        assert!(ada.get(&path).await.text.contains("Delete this class"), "{}", world.engine);
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let theirs = omar.post(&path.replace("riverside", "hilltop"), &fields).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{}", world.engine);
        let silent = ada.post(&path, &[("id", &*key), ("act", "delete"), ("why", "")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        for _ in 0..2 {
            assert_eq!(ada.post(&path, &fields).await.location(), "/riverside/classes", "{}", world.engine);
        }
        assert_eq!(world.number("select count(*) as n from member_classes").await, 0, "{}", world.engine);
        let lines =
            "select count(*) as n from journal where what = 'class' and why = 'No shops any more' and becomes = ''";
        assert_eq!(world.number(lines).await, 1, "{}", world.engine);
        assert_eq!(ada.get(&path).await.status, StatusCode::NOT_FOUND, "{}", world.engine);
        // Another, which is given up while somebody is put into it: one of the two wins.
        class(&mut ada, NEW, ("Farms", "300")).await;
        let (path, id) = the_class(&world).await;
        let key = fresh_key().to_string();
        let fields = [("id", &*key), ("act", "delete"), ("why", "No farms any more")];
        let mut other = ada.clone();
        let (put, gone) = tokio::join!(choose(&mut ada, BEN, &id), other.post(&path, &fields));
        let won = [put.status, gone.status].into_iter().filter(|one| *one == StatusCode::SEE_OTHER).count();
        assert_eq!(won, 1, "{}: {} {}", world.engine, put.status, gone.status);
        let lost = "select count(*) as n from members where class_id <> 0 and class_id not in (select class_id from member_classes)";
        assert_eq!(world.number(lost).await, 0, "{}", world.engine);
    }
}
