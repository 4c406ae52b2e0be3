//! Codes on paper, and signing in with the code of an account: for who reads no mail, or has lost the way in.

use std::sync::atomic::Ordering;

use app::roles::Role;
use axum::http::StatusCode;
use manyhands::clock::{Clock, fresh_key};
use manyhands::roles::{NewOffice, give_role};
use tokio::task::JoinSet;

use crate::browser::{Browser, PASSWORD, Page, hilltop, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::forms::{filled, send};
use crate::notices::text;

const ENTER: &str = "/paper-code";
const NEW: &str = "seven slow snails sail";
const SAM: &str = "/riverside/members/RIVR0004/paper-code";

/// The code of a slip.
fn slip(page: &Page) -> String {
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let codes: Vec<&str> = page.text.split("<strong class=\"code large\">").skip(1).collect();
    codes[1].split('<').next().unwrap().to_owned()
}

/// Ada makes one.
async fn made(ada: &Browser, path: &str) -> String {
    slip(&send(ada, path, &filled(ada, path, &[]).await).await)
}

async fn enters(browser: &mut Browser, account: &str, paper: &str) -> Page {
    browser.post(ENTER, &[("account", account), ("paper", paper), ("new", NEW)]).await
}

async fn enrolled(ada: &Browser, name: &str) -> Page {
    let add = "/riverside/settings/members";
    send(ada, add, &filled(ada, add, &[("name", name), ("area", "Mill")]).await).await
}

pub async fn office(world: &World, ours: &Village, (place, role): (usize, Role)) {
    let (exchange, person) = (ours.exchange, ours.people[place]);
    let office = NewOffice { exchange, person, role, by: ours.people[0], at: NOON, act: fresh_key() };
    world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
}

#[tokio::test]
async fn who_reads_no_mail_is_enrolled_gets_a_paper_and_comes_in_by_the_code_of_the_account() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let path = enrolled(&ada, "Old Tom").await.location().to_owned();
        assert_eq!(path, "/riverside/members/RIVR0006/paper-code");
        let fields = filled(&ada, &path, &[]).await;
        let code = slip(&send(&ada, &path, &fields).await);
        let mut tom = Browser::new(&world);
        assert!(tom.get("/sign-in").await.text.contains("href=\"/paper-code\""));
        let easy = [("account", "RIVR0006"), ("paper", code.as_str()), ("new", "old tom of riverside")];
        let easy = tom.post(ENTER, &easy).await;
        assert!(
            easy.status == StatusCode::UNPROCESSABLE_ENTITY && easy.text.contains("id=\"new-error\""),
            "{}",
            easy.text
        );
        assert_eq!(enters(&mut tom, " rivr-0006 ", &code.to_lowercase()).await.location(), "/riverside");
        assert_eq!(tom.pay("cleo", "5").await.0.status, StatusCode::SEE_OTHER, "{}", world.engine);
        let mut later = Browser::new(&world);
        let wrong = later.post("/sign-in", &[("email", "RIVR0006"), ("password", PASSWORD)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let right = later.post("/sign-in", &[("email", "rivr 0006"), ("password", NEW)]).await;
        assert_eq!(right.location(), "/riverside", "{}", right.text);
        assert_eq!(enters(&mut later, "RIVR0006", &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
        // The form of the slip again makes nothing new, and says so to who made it and to Tom.
        assert_eq!(slip(&send(&ada, &path, &fields).await), code);
        let told = tom.get("/me/notices").await.text;
        assert!(told.contains("Ada made a code on paper for you"), "{told}");
        let lines = text(&world, "select object from journal where what = 'paper code'").await;
        assert_eq!(lines, ["RIVR0006"], "{}", world.engine);
        assert_eq!(world.number("select count(*) from paper_codes").await, 0, "the code is used up");
    }
}

#[tokio::test]
async fn a_code_on_paper_is_good_once_for_thirty_days_and_five_tries_and_the_last_one_alone() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (first, last) = (made(&ada, SAM).await, made(&ada, SAM).await);
        let mut sam = Browser::new(&world);
        let none = enters(&mut sam, "RIVR0099", &last).await;
        for (account, paper) in [("RIVR0004", first.as_str()), ("RIVR0005", &last), ("RIVR0001", &last)] {
            let page = enters(&mut sam, account, paper).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            let same = none.text.replace("RIVR0099", account).replace(&last, paper);
            let told =
                |page: &str| page.split("<main").nth(1).map(|main| main.split("phrase").next().unwrap().to_owned());
            assert_eq!(told(&page.text), told(&same), "nothing shows which of them is there");
        }
        hand.store(NOON.plus_seconds(30 * 86_400).0, Ordering::SeqCst);
        assert_eq!(enters(&mut sam, "RIVR0004", &last).await.status, StatusCode::UNPROCESSABLE_ENTITY, "too old");
        manyhands::sign_in::sweep(&world.site).await.unwrap();
        assert_eq!(world.number("select count(*) from paper_codes").await, 0);
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let code = made(&ada, SAM).await;
        let mut tries = JoinSet::new();
        for nth in 0..7 {
            let mut browser = Browser::new(&world);
            tries.spawn(async move { enters(&mut browser, "RIVR0004", &format!("0000000{nth}")).await.status });
        }
        assert!(tries.join_all().await.iter().all(|status| *status == StatusCode::UNPROCESSABLE_ENTITY));
        let page = enters(&mut sam, "RIVR0004", &code).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: five tries were had", world.engine);
        // Of two at once with the right one, one sets the password.
        let code = made(&ada, SAM).await;
        let mut twins = JoinSet::new();
        for _ in 0..2 {
            let (mut browser, code) = (Browser::new(&world), code.clone());
            twins.spawn(async move { enters(&mut browser, "RIVR0004", &code).await.status });
        }
        let came = twins.join_all().await.into_iter().filter(|status| *status == StatusCode::SEE_OTHER).count();
        assert_eq!(came, 1, "{}", world.engine);
        let told = text(&world, "select subject from outbox where recipient = 'sam.low@riverside.example'").await;
        assert!(told.iter().any(|subject| subject.contains("password was changed")), "{told:?}");
    }
}

#[tokio::test]
async fn no_committee_makes_a_code_for_who_is_more_than_its_member() {
    for world in worlds().await {
        let (ours, theirs) = (riverside(&world).await, hilltop(&world).await);
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        // Ada is the chair; Ben becomes a member of Hilltop once his paper is made.
        let chair = ada.clone().get("/riverside/members/RIVR0001/paper-code").await;
        assert!(chair.text.contains("No committee makes codes for them"), "{}", chair.text);
        let path = "/riverside/members/RIVR0002/paper-code";
        let fields = filled(&ada, path, &[]).await;
        let before = made(&ada, path).await;
        world.household(&theirs, ("Ben too", vec![ours.people[1]])).await;
        let late = send(&ada, path, &fields).await;
        assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.text.contains("No committee"), "{}", late.text);
        let page = enters(&mut Browser::new(&world), "RIVR0002", &before).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        // An office that somebody was given meanwhile.
        let code = made(&ada, SAM).await;
        office(&world, &ours, (3, Role::Treasurer)).await;
        let page = enters(&mut Browser::new(&world), "RIVR0004", &code).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
    }
}

#[tokio::test]
async fn two_officers_who_make_a_code_for_one_who_never_signed_in_make_one_person() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let path = enrolled(&ada, "Old Tom").await.location().to_owned();
        let forms = [filled(&ada, &path, &[]).await, filled(&ada, &path, &[]).await];
        let mut twins = JoinSet::new();
        for fields in forms {
            let (ada, path) = (ada.clone(), path.clone());
            twins.spawn(async move { slip(&send(&ada, &path, &fields).await) });
        }
        let codes = twins.join_all().await;
        assert_eq!(world.number("select count(*) from persons where name = 'Old Tom'").await, 1, "{}", world.engine);
        let mut came = 0;
        for code in codes {
            let page = enters(&mut Browser::new(&world), "RIVR0006", &code).await;
            came += usize::from(page.status == StatusCode::SEE_OTHER);
        }
        assert_eq!(came, 1, "{}: the last one alone", world.engine);
    }
}

#[tokio::test]
async fn whose_password_it_is_says_who_comes_in_by_a_code_that_stands_twice() {
    for world in worlds().await {
        let ours = riverside(&world).await;
        hilltop(&world).await;
        // Hilltop took over books in which an account had Riverside's code.
        world.sql("update accounts set code = 'RIVR0002' where code = 'HILL0002'".to_owned()).await;
        world.household(&ours, ("Household", vec![ours.people[1], ours.people[2]])).await;
        let other = manyhands::sign_in::password::hash_now(NEW).unwrap();
        world.sql(format!("update persons set password_hash = '{other}' where email = 'nia@hilltop.example'")).await;
        for (password, home) in [(PASSWORD, "Ben"), (NEW, "Nia")] {
            let mut browser = Browser::new(&world);
            let page = browser.post("/sign-in", &[("email", "RIVR0002"), ("password", password)]).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
            let me = browser.get("/me").await.text;
            assert!(me.contains(&format!("value=\"{home}")), "{} {home}: {me}", world.engine);
        }
        // A forgotten password by the code: the mail goes to the address, and the page tells nothing.
        let mut nobody = Browser::new(&world);
        let known = nobody.post("/reset-password", &[("email", "RIVR0003")]).await;
        let unknown = nobody.post("/reset-password", &[("email", "RIVR0999")]).await;
        assert_eq!((known.status, &known.text), (unknown.status, &unknown.text));
        assert_eq!(mails_to(&world).await, ["cleo@riverside.example"], "{}", world.engine);
    }
}

async fn mails_to(world: &World) -> Vec<String> {
    text(world, "select recipient from outbox order by created_at, mail_id").await
}

#[tokio::test]
async fn codes_are_made_by_who_enrols_and_a_coordinator_makes_them_in_their_area_alone() {
    for world in worlds().await {
        let ours = riverside(&world).await;
        hilltop(&world).await;
        world.sql("update members set area = 'Mill' where name = 'Sam Low'".to_owned()).await;
        office(&world, &ours, (2, Role::Coordinator)).await;
        world.sql("update roles set area = 'mill' where role = 'coordinator'".to_owned()).await;
        let path = |code: &str| format!("/riverside/members/{code}/paper-code");
        for (who, code, status) in [
            ("ben@riverside.example", "RIVR0004", StatusCode::FORBIDDEN),
            ("omar@hilltop.example", "RIVR0004", StatusCode::NOT_FOUND),
            ("cleo@riverside.example", "RIVR0004", StatusCode::OK),
            ("cleo@riverside.example", "RIVR0002", StatusCode::NOT_FOUND),
            ("ada@riverside.example", "HILL0001", StatusCode::NOT_FOUND),
            ("ada@riverside.example", "RIVRCOMMON", StatusCode::NOT_FOUND),
        ] {
            let mut browser = Browser::signed_in(&world, who).await;
            assert_eq!(browser.get(&path(code)).await.status, status, "{} {who} {code}", world.engine);
            let sent = [("id", "77"), ("paper", "00000000")];
            assert_eq!(browser.post(&path(code), &sent).await.status, status, "{} {who} {code}", world.engine);
        }
    }
}
