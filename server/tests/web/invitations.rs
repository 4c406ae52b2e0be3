//! Joining by invitation, and where members vouch for who wants to join.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use manyhands::clock::Clock;
use tokio::task::JoinSet;

use crate::browser::{Browser, hilltop, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::forms::{Fields, filled, form, send};
use crate::joining::{JOIN, PHRASE, apply_as, filed, mails, opening, sent};
use crate::notices::text;
use crate::whose::{lets_in, members_vouch, set_chair};

/// The number of an invitation that the tests of all forms know.
pub const INVITATION: &str = "88";
const INVITE: &str = "/riverside/invitations";
const VOUCH: &str = "/riverside/vouch";

/// An invitation that is good.
pub async fn leave_invitation(world: &World, ours: &Village) {
    let (exchange, ada, until) = (ours.exchange.0, ours.people[0].0, NOON.plus_seconds(86_400).0);
    world.sql("delete from invitations".to_owned()).await;
    let row = format!("({exchange}, {INVITATION}, '88888888', 'Fair', 5, 0, {ada}, {}, {until})", NOON.0);
    let columns = "exchange_id, invitation_id, code, label, most, used, made_by, made_at, expires_at";
    world.sql(format!("insert into invitations ({columns}) values {row}")).await;
}

/// Riverside lets in whom it invited alone.
async fn by_invitation(world: &World) {
    lets_in(world, &[("who_may_join", "invitation")]).await;
}

/// Ada makes one for so many; its page, and the path of its link.
pub async fn invited(ada: &Browser, most: &str) -> (String, String) {
    let fields = filled(ada, INVITE, &[("label", "Summer fair"), ("most", most), ("days", "30")]).await;
    let made = send(ada, INVITE, &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    assert_eq!(send(ada, INVITE, &fields).await.location(), made.location(), "sent twice it is one");
    let page = ada.clone().get(made.location()).await;
    let path = page.text.split("/riverside/join?invitation=").nth(1).unwrap();
    let code = path.split('<').next().unwrap().to_owned();
    assert!(page.text.contains("class=\"qr\"") && page.text.contains("0 of 1") == (most == "1"), "{}", page.text);
    (made.location().to_owned(), code)
}

/// The form of joining with that invitation, filled in.
async fn joins(browser: &mut Browser, (name, email): (&str, &str), code: &str) -> Fields {
    let page = browser.get(&format!("{JOIN}?invitation={code}")).await;
    assert!(page.text.contains("You are invited"), "{}", page.text);
    let mut fields = form(&page, JOIN).unwrap().fields;
    fields.retain(|(field, _)| !["name", "email", "password"].contains(&field.as_str()));
    for (field, value) in [("name", name), ("email", email), ("password", PHRASE), ("agree", "yes")] {
        fields.push((field.to_owned(), value.to_owned()));
    }
    fields
}

/// Sends it off, and confirms by the code of the mail; where it led.
pub async fn confirms(world: &World, browser: &mut Browser, who: (&str, &str), code: &str) -> String {
    let fields = joins(browser, who, code).await;
    let joining = filed(browser, &fields).await.hidden("joining");
    let (_, code) = opening(mails(world, who.1).await.last().unwrap());
    browser.post("/riverside/join/confirm", &[("joining", &joining), ("code", &code)]).await.location().to_owned()
}

#[tokio::test]
async fn whoever_is_invited_is_a_member_as_soon_as_their_address_is_theirs() {
    for world in worlds().await {
        riverside(&world).await;
        by_invitation(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (page, code) = invited(&ada, "2").await;
        let mut zoe = Browser::new(&world);
        let shut = zoe.get(JOIN).await;
        assert!(shut.status == StatusCode::OK && shut.text.contains("name=\"invitation\""), "{}", shut.text);
        let wrong = zoe.get(&format!("{JOIN}?invitation=0000-0000")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("id=\"invitation-error\""), "{}", wrong.text);
        // As people type it.
        let typed = code.to_lowercase().replace('-', " ").replace('0', "o");
        let typed = typed.replace(' ', "%20");
        assert_eq!(zoe.get(&format!("{JOIN}?invitation={typed}")).await.status, StatusCode::OK);
        assert_eq!(confirms(&world, &mut zoe, ("Zoe", "zoe@mill.example"), &code).await, "/riverside/join/offers");
        assert!(zoe.get("/riverside").await.text.contains("RIVR0006"), "{}", world.engine);
        // Who is known here joins with what they have; the invitation is in the link of the mail.
        hilltop(&world).await;
        let mut stranger = Browser::new(&world);
        let fields = joins(&mut stranger, ("Nia", "nia@hilltop.example"), &code).await;
        filed(&mut stranger, &fields).await;
        let mail = mails(&world, "nia@hilltop.example").await.pop().unwrap();
        assert!(mail.contains(&format!("join%3Finvitation%3D{}", code.replace('-', ""))), "{mail}");
        let mut nia = Browser::signed_in(&world, "nia@hilltop.example").await;
        let known = nia.get(&format!("{JOIN}?invitation={code}")).await;
        let mut fields = form(&known, JOIN).unwrap().fields;
        fields.push(("agree".into(), "yes".into()));
        sent(&mut nia, JOIN, &fields).await;
        assert!(nia.get("/riverside").await.text.contains("RIVR0007"), "{}", world.engine);
        let list = ada.clone().get(INVITE).await.text;
        assert!(list.contains("2 of 2 have joined") && list.contains(&page), "{list}");
        let admitted = text(
            &world,
            "select p.name from journal j join persons p on p.person_id = j.proposed_by where j.what = 'admitted'",
        )
        .await;
        assert_eq!(admitted, ["Ada", "Ada"], "who invited them has said yes");
    }
}

#[tokio::test]
async fn of_two_who_use_the_last_place_at_once_one_is_in_and_the_other_waits_and_is_told() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (_, code) = invited(&ada, "1").await;
        let who = [("Zoe", "zoe@mill.example"), ("Yan", "yan@mill.example")];
        let mut ready = Vec::new();
        for (name, email) in who {
            let mut browser = Browser::new(&world);
            let fields = joins(&mut browser, (name, email), &code).await;
            let joining = filed(&mut browser, &fields).await.hidden("joining");
            let (_, code) = opening(mails(&world, email).await.last().unwrap());
            ready.push((browser, joining, code));
        }
        let mut twins = JoinSet::new();
        for (mut browser, joining, code) in ready {
            twins.spawn(async move {
                browser.post("/riverside/join/confirm", &[("joining", &joining), ("code", &code)]).await;
                browser.get("/riverside").await.text
            });
        }
        let homes = twins.join_all().await;
        let waits = homes.iter().filter(|home| home.contains("your invitation was no longer good")).count();
        assert_eq!((waits, homes.iter().filter(|home| home.contains("RIVR0006")).count()), (1, 1), "{}", world.engine);
        assert_eq!(world.number("select used from invitations").await, 1);
        // Nobody opens the form with it any more, and here it stays open without.
        let page = Browser::new(&world).get(&format!("{JOIN}?invitation={code}")).await;
        assert!(page.status == StatusCode::OK && page.text.contains("no longer good"), "{}", page.text);
    }
}

#[tokio::test]
async fn an_invitation_ends_with_its_days_or_by_the_committee_and_codes_are_not_found_by_trying() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        by_invitation(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (first, ended) = invited(&ada, "5").await;
        let (_, old) = invited(&ada, "5").await;
        let mut zoe = Browser::new(&world);
        let open = joins(&mut zoe, ("Zoe", "zoe@mill.example"), &ended).await;
        let fields = filled(&ada, &first, &[]).await;
        for _ in 0..2 {
            assert_eq!(send(&ada, &first, &fields).await.location(), INVITE);
        }
        assert_eq!(world.number("select count(*) from journal where what = 'invitation ended'").await, 1);
        let late = sent(&mut zoe, JOIN, &open).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: it ended meanwhile", world.engine);
        hand.store(NOON.plus_seconds(30 * 86_400).0, Ordering::SeqCst);
        for code in [&ended, &old] {
            let page = zoe.get(&format!("{JOIN}?invitation={code}")).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        for nth in 0..18 {
            zoe.get(&format!("{JOIN}?invitation=000000{:02}", nth)).await;
        }
        let over = zoe.get(&format!("{JOIN}?invitation=00000099")).await;
        assert_eq!(over.status, StatusCode::TOO_MANY_REQUESTS, "{}", world.engine);
    }
}

#[tokio::test]
async fn invitations_are_the_committees_who_admits_and_of_its_own_exchange() {
    for world in worlds().await {
        let (ours, theirs) = (riverside(&world).await, hilltop(&world).await);
        leave_invitation(&world, &ours).await;
        set_chair(&world, &theirs, 1).await;
        let (one, there) = ("/riverside/invitations/88", "/hilltop/invitations/88");
        for (who, path, status) in [
            ("ben@riverside.example", one, StatusCode::FORBIDDEN),
            ("nia@hilltop.example", one, StatusCode::NOT_FOUND),
            ("nia@hilltop.example", there, StatusCode::NOT_FOUND),
            ("ada@riverside.example", one, StatusCode::OK),
        ] {
            assert_eq!(Browser::signed_in(&world, who).await.get(path).await.status, status, "{who} {path}");
        }
        let elsewhere = Browser::new(&world).get("/hilltop/join?invitation=88888888").await;
        assert!(elsewhere.text.contains("no longer good"), "good in its own exchange alone");
    }
}

#[tokio::test]
async fn enough_members_who_vouch_let_somebody_in_each_person_once_and_the_last_two_at_once() {
    for world in worlds().await {
        let ours = riverside(&world).await;
        assert_eq!(
            Browser::signed_in(&world, "ben@riverside.example").await.get(VOUCH).await.status,
            StatusCode::NOT_FOUND,
            "where the committee admits there is no such page"
        );
        members_vouch(&world, 3).await;
        apply_as(&world, &ours, "Wim", 4242).await;
        // Ben has two accounts and one voice.
        world.household(&ours, ("Ben's workshop", vec![ours.people[1]])).await;
        let ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let fields = filled(&ben, VOUCH, &[]).await;
        let as_workshop = "/riverside/as/RIVR0006/vouch";
        for _ in 0..2 {
            assert_eq!(send(&ben, VOUCH, &fields).await.location(), VOUCH);
        }
        assert_eq!(ben.clone().get(as_workshop).await.status, StatusCode::NOT_FOUND);
        assert!(ben.clone().get(VOUCH).await.text.contains("1 of 3"), "{}", world.engine);
        // Who is suspended has none.
        world.sql("update members set state = 'suspended' where name = 'Cleo'".to_owned()).await;
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let sent = send(&cleo, VOUCH, &filled(&cleo, VOUCH, &[]).await).await;
        assert!(
            sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.text.contains("not take part"),
            "{}",
            sent.text
        );
        let mut twins = JoinSet::new();
        for who in ["ada@riverside.example", "sam.low@riverside.example"] {
            let browser = Browser::signed_in(&world, who).await;
            let fields = filled(&browser, VOUCH, &[]).await;
            twins.spawn(async move {
                send(&browser, VOUCH, &fields).await;
                send(&browser, VOUCH, &fields).await.status
            });
        }
        assert_eq!(twins.join_all().await, [StatusCode::SEE_OTHER; 2], "{}", world.engine);
        assert_eq!(world.number("select count(*) from members where name = 'Wim'").await, 1, "{}", world.engine);
        assert_eq!(world.number("select count(*) from journal where what = 'admitted'").await, 1);
        let page = Browser::signed_in(&world, "ada@riverside.example").await.get("/riverside/applications/4242").await;
        assert!(page.text.contains("Members who vouch for them"), "{}", page.text);
    }
}
