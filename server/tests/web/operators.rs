//! Who acts for a member: asked by a mail, said yes to, ended.

use std::sync::atomic::Ordering;

use app::roles::Role;
use axum::http::StatusCode;
use manyhands::clock::{Clock, fresh_key};
use manyhands::members::operators::store::{self, NewOperatorAsk};
use manyhands::sign_in::link;
use tokio::task::JoinSet;

use crate::browser::{Browser, PASSWORD, Page, hilltop, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::forms::{filled, form, send};
use crate::joining::mails;
use crate::notices::text;
use crate::paper::office;

const ADAS: &str = "/riverside/operators/RIVR0001";
const END: &str = "/riverside/operators/RIVR0001/end";
const HAL: &str = "hal@mill.example";

/// Ada has asked somebody whom nobody knows, with a link that the tests of all forms know.
pub async fn leave_ask(world: &World, ours: &Village) {
    world.sql("delete from operator_invites".to_owned()).await;
    world
        .sql(
            "delete from operators where person_id in (select person_id from persons where email = 'uma@mill.example')"
                .to_owned(),
        )
        .await;
    world.sql("update persons set email = null where email = 'uma@mill.example'".to_owned()).await;
    let member = world.number("select member_id from members where name = 'Ada'").await;
    let new = NewOperatorAsk {
        key: (ours.exchange, app::ids::MemberId(member)),
        id: fresh_key(),
        email: "uma@mill.example".into(),
        hash: link::hash("four"),
        by: ours.people[0],
        at: NOON,
        until: NOON.plus_seconds(3600),
    };
    world.db().write(new, async |tx, new| store::ask(tx, new).await).await.unwrap();
}

async fn asks(ada: &Browser, email: &str) -> Page {
    send(ada, ADAS, &filled(ada, ADAS, &[("email", email)]).await).await
}

/// The path of the link of the last mail to an address.
async fn link_to(world: &World, email: &str) -> String {
    let mail = mails(world, email).await.pop().unwrap();
    let token = mail.split("/act-for/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    format!("/riverside/act-for/{token}")
}

/// What Ada's page offers about a person: the form that ends it.
async fn ends(browser: &Browser, label: &str) -> Page {
    let page = browser.clone().get(ADAS).await;
    let part = page.text.split("<form").find(|part| part.contains(label)).unwrap_or_else(|| panic!("{}", page.text));
    let value = |name: &str| {
        let at = part.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        at.split('"').next().unwrap().to_owned()
    };
    let names = ["id", "person", "member", "act", "whom"];
    let fields = names.map(|name| (name.to_owned(), value(name))).to_vec();
    assert_eq!(send(browser, END, &fields).await.status, StatusCode::SEE_OTHER);
    send(browser, END, &fields).await
}

#[tokio::test]
async fn somebody_who_is_asked_says_yes_acts_under_their_own_name_and_it_can_be_ended() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        assert!(ada.clone().get("/me").await.text.contains(&format!("href=\"{ADAS}\"")));
        let fields = filled(&ada, ADAS, &[("email", HAL)]).await;
        for _ in 0..2 {
            assert_eq!(send(&ada, ADAS, &fields).await.location(), ADAS);
        }
        assert_eq!(mails(&world, HAL).await.len(), 1, "{}: sent twice it is one mail", world.engine);
        let link = link_to(&world, HAL).await;
        let mut hal = Browser::new(&world);
        for _ in 0..2 {
            let page = hal.get(&link).await;
            assert!(page.status == StatusCode::OK && page.text.contains("Ada asks you"), "{}", page.text);
        }
        let wrong = filled(&hal, &link, &[("name", ""), ("password", "short")]).await;
        assert_eq!(send(&hal, &link, &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let yes = [("name", "Hal"), ("password", PASSWORD)];
        let page = hal.post(&link, &yes).await;
        assert_eq!(page.location(), "/riverside/as/RIVR0001", "{}", page.text);
        assert_eq!(hal.get("/riverside").await.status, StatusCode::OK);
        assert_eq!(hal.pay("RIVR0002", "5").await.0.status, StatusCode::SEE_OTHER, "{}", world.engine);
        let used = Browser::new(&world).post(&link, &yes).await;
        assert_eq!(used.status, StatusCode::NOT_FOUND, "once");
        assert!(ada.clone().get("/me/notices").await.text.contains("Hal changed who acts for your account"));
        assert_eq!(hal.get(ADAS).await.status, StatusCode::OK, "they see who else acts");
        let refused = hal.post(ADAS, &[("id", "55"), ("email", "kim@mill.example")]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains("Only the one whose"));
        assert_eq!(ends(&ada, "End it for Hal").await.location(), ADAS);
        assert!(!hal.get("/riverside").await.text.contains("RIVR0001"), "{}", world.engine);
        let (_, id) = hal.pay("RIVR0002", "5").await;
        assert_eq!(world.number("select count(*) from transfers").await, 1, "{id} is not booked");
        let figures = "select was || ' ' || becomes from journal where what = 'operators' order by entered_at, act_id";
        assert_eq!(text(&world, figures).await.len(), 2, "{}", world.engine);
    }
}

#[tokio::test]
async fn a_link_is_good_once_for_a_week_and_while_it_is_not_taken_back() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        let ours = riverside(&world).await;
        hilltop(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        // Who is known says yes as who they are; of two at once, once.
        asks(&ada, "ben@riverside.example").await;
        let link = link_to(&world, "ben@riverside.example").await;
        let nobody = Browser::new(&world).get(&link).await;
        assert!(nobody.text.contains("You are known here") && !nobody.text.contains("name=\"password\""));
        let ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut twins = JoinSet::new();
        for _ in 0..2 {
            let (ben, link) = (ben.clone(), link.clone());
            twins.spawn(async move {
                let fields = form(&ben.clone().get(&link).await, &link).map(|form| form.fields).unwrap_or_default();
                send(&ben, &link, &fields).await.status
            });
        }
        let said = twins.join_all().await;
        assert!(said.contains(&StatusCode::SEE_OTHER), "{said:?}");
        let acts = "select count(*) from operators o join members m on m.member_id = o.member_id where m.name = 'Ada'";
        assert_eq!(world.number(acts).await, 2, "{}", world.engine);
        assert_eq!(ben.clone().get("/riverside/as/RIVR0001").await.status, StatusCode::OK);
        // Taken back, and too old; and in another exchange it never was.
        for email in ["kim@mill.example", "lou@mill.example"] {
            asks(&ada, email).await;
        }
        let (kim, lou) = (link_to(&world, "kim@mill.example").await, link_to(&world, "lou@mill.example").await);
        assert_eq!(ends(&ada, "Take it back").await.location(), ADAS);
        assert_eq!(Browser::new(&world).get(&kim).await.status, StatusCode::NOT_FOUND);
        let there = lou.replace("/riverside/", "/hilltop/");
        assert_eq!(Browser::new(&world).get(&there).await.status, StatusCode::NOT_FOUND);
        assert_eq!(Browser::new(&world).get(&lou).await.status, StatusCode::OK);
        hand.store(NOON.plus_seconds(7 * 86_400).0, Ordering::SeqCst);
        assert_eq!(Browser::new(&world).get(&lou).await.status, StatusCode::NOT_FOUND);
        let _ = ours;
    }
}

#[tokio::test]
async fn only_who_acts_for_an_account_sees_who_does_and_offices_are_not_lost_by_it() {
    for world in worlds().await {
        let ours = riverside(&world).await;
        hilltop(&world).await;
        for (who, status) in [
            ("ben@riverside.example", StatusCode::NOT_FOUND),
            ("omar@hilltop.example", StatusCode::NOT_FOUND),
            ("ada@riverside.example", StatusCode::OK),
        ] {
            assert_eq!(Browser::signed_in(&world, who).await.get(ADAS).await.status, status, "{who}");
        }
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        assert_eq!(ada.clone().get("/riverside/operators/RIVR0002").await.status, StatusCode::NOT_FOUND);
        leave_ask(&world, &ours).await;
        let mut uma = Browser::new(&world);
        let yes = [("name", "Uma"), ("password", PASSWORD)];
        assert_eq!(uma.post("/riverside/act-for/four", &yes).await.status, StatusCode::SEE_OTHER);
        let person = world.number("select person_id from persons where name = 'Uma'").await;
        let mut with_uma = ours.clone();
        with_uma.people.push(app::ids::PersonId(person));
        office(&world, &with_uma, (5, Role::Treasurer)).await;
        let page = ada.clone().get(ADAS).await;
        assert!(!page.text.contains("End it for Uma"), "{}", page.text);
        let whom = person.to_string();
        let sent = ada.clone().post(END, &[("id", "99"), ("act", "end"), ("whom", &whom)]).await;
        assert!(
            sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.text.contains("hold an office"),
            "{}",
            sent.text
        );
    }
}
