//! Asking to become a member: the form, the mail, and what who applied sees until it is decided.

use std::sync::atomic::Ordering;

use app::ids::PersonId;
use app::words::Language;
use axum::http::StatusCode;
use manyhands::clock::{Clock, fresh_key};
use manyhands::joining::store::{self, NewApplication};
use manyhands::joining::sweep;
use manyhands::sign_in::password;
use manyhands::sign_in::persons::{NewPerson, create_person};

use crate::books::Books;
use crate::browser::{Browser, PASSWORD, Page, hilltop, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::forms::form;
use crate::notices::text;
use crate::whose::everything;

pub const JOIN: &str = "/riverside/join";
const CONFIRM: &str = "/riverside/join/confirm";
pub const ZOE: &str = "zoe@mill.example";
pub const PHRASE: &str = "seven calm foxes dance slowly";

/// The form of joining as somebody fills it in who is not known.
pub async fn filled(browser: &mut Browser, email: &str) -> Vec<(String, String)> {
    let page = browser.get(JOIN).await;
    let found = form(&page, JOIN).unwrap_or_else(|| panic!("{}: {}", page.status, page.text));
    let mut fields = found.fields;
    for (name, value) in &mut fields {
        match name.as_str() {
            "name" => *value = "Zoe Mill".into(),
            "email" => *value = email.into(),
            "password" => *value = PHRASE.into(),
            "area" => *value = "Mill Lane".into(),
            _ => {}
        }
    }
    fields.push(("agree".into(), "yes".into()));
    fields
}

pub async fn sent(browser: &mut Browser, path: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post_bare(path, &fields).await
}

/// Sends the form; the page of the code.
pub async fn filed(browser: &mut Browser, fields: &[(String, String)]) -> Page {
    let page = sent(browser, JOIN, fields).await;
    assert!(page.location().starts_with("/riverside/join/confirm?joining="), "{} {}", page.status, page.text);
    let page = browser.get(page.location()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    page
}

/// The texts of the mails to an address, the first first.
pub async fn mails(world: &World, to: &str) -> Vec<String> {
    let sql = format!("select body from outbox where recipient = '{to}' order by created_at, mail_id");
    text(world, Box::leak(sql.into_boxed_str())).await
}

/// Link and code of a mail.
pub fn opening(mail: &str) -> (String, String) {
    let token = mail.split("/join/confirm/").nth(1).unwrap().split_whitespace().next().unwrap();
    let code = mail.split("that you have open: ").nth(1).unwrap().split_whitespace().next().unwrap();
    (format!("{CONFIRM}/{token}"), code.to_owned())
}

/// Fills in the form and types the code of the mail.
pub async fn applied(world: &World, email: &str) -> Browser {
    let mut browser = Browser::new(world);
    let fields = filled(&mut browser, email).await;
    let page = filed(&mut browser, &fields).await;
    let (_, code) = opening(mails(world, email).await.last().unwrap());
    let joining = page.hidden("joining");
    let page = browser.post(CONFIRM, &[("joining", &joining), ("code", &code)]).await;
    assert_eq!(page.location(), "/riverside/join/offers", "{}", page.text);
    browser
}

#[tokio::test]
async fn whoever_is_new_applies_in_five_screens_and_sees_who_decides_until_it_is_decided() {
    for world in worlds().await {
        riverside(&world).await;
        let mut zoe = Browser::new(&world);
        assert!(zoe.get("/riverside").await.text.contains("href=\"/riverside/join\""));
        let fields = filled(&mut zoe, " Zoe@Mill.example ").await;
        let typed = ["name", "email", "password", "area", "agree"];
        assert_eq!(fields.iter().filter(|(name, _)| typed.contains(&name.as_str())).count(), typed.len());
        let page = filed(&mut zoe, &fields).await;
        assert!(!page.text.contains('@'), "{}", page.text);
        assert_eq!(world.number("select count(*) as n from persons where name = 'Zoe Mill'").await, 0);
        let (_, code) = opening(&mails(&world, ZOE).await[0]);
        let confirm = [("joining", page.hidden("joining")), ("code", code.to_lowercase())];
        let confirm: Vec<(&str, &str)> = confirm.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(zoe.post(CONFIRM, &confirm).await.location(), "/riverside/join/offers");
        assert_eq!(zoe.post(CONFIRM, &confirm).await.location(), "/riverside", "the same form leads where it led");
        assert_eq!(zoe.get("/riverside/join/offers").await.status, StatusCode::OK);
        let said = [("offers", "Bread on Fridays"), ("wants", "")];
        assert_eq!(zoe.post("/riverside/join/offers", &said).await.location(), "/riverside");
        for path in ["/riverside", JOIN] {
            let page = zoe.get(path).await;
            for part in ["has your application", "This decides: Ada.", "Bread on Fridays", "Mill Lane"] {
                assert!(page.text.contains(part), "{part}: {}", page.text);
            }
        }
        assert_eq!(zoe.get("/riverside/members").await.status, StatusCode::NOT_FOUND, "no member yet");
        let mut again = Browser::new(&world);
        let page = again.post("/sign-in", &[("email", ZOE), ("password", PHRASE)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}: the password is theirs", world.engine);
    }
}

#[tokio::test]
async fn a_known_address_gets_the_same_page_and_another_mail_and_who_is_signed_in_joins_with_what_they_have() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut pages = Vec::new();
        for email in [ZOE, "omar@hilltop.example", "ada@riverside.example"] {
            let mut browser = Browser::new(&world);
            let fields = filled(&mut browser, email).await;
            let page = filed(&mut browser, &fields).await;
            let id = page.hidden("joining");
            pages.push((page.status, page.headers.len(), page.text.replace(&id, "ID")));
            let wrong = browser.post(CONFIRM, &[("joining", &id), ("code", "00000000")]).await;
            pages.push((wrong.status, wrong.headers.len(), wrong.text.replace(&id, "ID")));
            let again = browser.post("/riverside/join/again", &[("joining", &id)]).await;
            pages.push((again.status, again.headers.len(), again.location().replace(&id, "ID")));
            assert_eq!(mails(&world, email).await.len(), 2, "{email}");
        }
        assert!(pages[0..3] == pages[3..6] && pages[0..3] == pages[6..9], "{}", world.engine);
        assert_eq!(world.number("select count(*) as n from joinings").await, 3);
        let told = mails(&world, "omar@hilltop.example").await.remove(0);
        assert!(
            told.contains("Hello Omar") && told.contains("known here") && !told.contains("/join/confirm"),
            "{told}"
        );
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let page = omar.get(JOIN).await;
        assert!(page.text.contains("You are signed in as Omar"), "{}", page.text);
        let mut fields = form(&page, JOIN).unwrap().fields;
        let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        assert!(!["name", "email", "password"].iter().any(|name| names.contains(name)), "{names:?}");
        fields.push(("agree".into(), "yes".into()));
        for _ in 0..2 {
            let page = sent(&mut omar, JOIN, &fields).await;
            assert_eq!(page.location(), "/riverside/join/offers", "{}", page.text);
        }
        assert!(omar.get("/riverside").await.text.contains("has your application"));
        assert_eq!(world.number("select count(*) as n from applications").await, 1);
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        assert_eq!(ada.get(JOIN).await.location(), "/riverside", "who is a member is one");
    }
}

#[tokio::test]
async fn a_form_that_is_sent_twice_applies_once_and_other_terms_under_its_number_are_refused() {
    for world in worlds().await {
        riverside(&world).await;
        let mut zoe = Browser::new(&world);
        let fields = filled(&mut zoe, ZOE).await;
        let (mut one, mut two) = (zoe.clone(), zoe.clone());
        let (one, two) = tokio::join!(sent(&mut one, JOIN, &fields), sent(&mut two, JOIN, &fields));
        let three = sent(&mut zoe, JOIN, &fields).await;
        assert_eq!([one.status, two.status, three.status], [StatusCode::SEE_OTHER; 3], "{}", world.engine);
        assert!(one.location() == three.location() && two.location() == three.location());
        assert_eq!(mails(&world, ZOE).await.len(), 1, "{}", world.engine);
        for (field, other) in [("name", "Eve"), ("email", "eve@mill.example"), ("password", PASSWORD), ("area", "")] {
            let mut changed = fields.clone();
            changed.iter_mut().filter(|(name, _)| name == field).for_each(|(_, value)| *value = other.into());
            assert_eq!(sent(&mut zoe, JOIN, &changed).await.status, StatusCode::CONFLICT, "{field}");
        }
        let (link, code) = opening(&mails(&world, ZOE).await[0]);
        let joining = three.location().split("joining=").nth(1).unwrap().to_owned();
        let confirm = [("joining", joining.as_str()), ("code", code.as_str())];
        let (mut one, mut two) = (zoe.clone(), zoe.clone());
        let (one, two) = tokio::join!(one.post(CONFIRM, &confirm), two.post(&link, &[("password", PHRASE)]));
        let came_in = [&one, &two].iter().filter(|page| page.location() == "/riverside/join/offers").count();
        assert_eq!(came_in, 1, "{}: {} {}", world.engine, one.status, two.status);
        assert_eq!(world.number("select count(*) as n from applications").await, 1);
    }
}

#[tokio::test]
async fn nobody_joins_without_agreeing_and_what_was_typed_stays_but_for_the_password() {
    for world in worlds().await {
        riverside(&world).await;
        let mut zoe = Browser::new(&world);
        let mut fields = filled(&mut zoe, ZOE).await;
        fields.retain(|(name, _)| name != "agree");
        let page = sent(&mut zoe, JOIN, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("Tick the box") && page.text.contains("Zoe Mill") && page.text.contains(ZOE));
        assert!(!page.text.contains(PHRASE), "no password comes back");
        fields.push(("agree".into(), "yes".into()));
        let agreed = "insert into agreement_texts (exchange_id, from_version, from_at, text)
            select exchange_id, 7, 0, 'Be kind.' from exchanges where slug = 'riverside'";
        world.sql(agreed.into()).await;
        let page = sent(&mut zoe, JOIN, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("was changed just now") && page.text.contains("Be kind."), "{}", page.text);
        fields = filled(&mut zoe, ZOE).await;
        filed(&mut zoe, &fields).await;
        let (link, _) = opening(&mails(&world, ZOE).await[0]);
        assert_eq!(zoe.post(&link, &[("password", PHRASE)]).await.location(), "/riverside/join/offers");
        assert_eq!(world.number("select agreement_version as n from applications").await, 7, "{}", world.engine);
    }
}

#[tokio::test]
async fn an_application_is_taken_back_and_made_anew_and_nobody_elses_is_touched() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut zoe = applied(&world, ZOE).await;
        let mut yan = applied(&world, "yan@mill.example").await;
        let id = form(&zoe.get("/riverside").await, "/riverside/join/withdraw").unwrap().fields;
        let id = id.iter().find(|(name, _)| name == "application").unwrap().1.clone();
        assert_eq!(yan.post("/riverside/join/withdraw", &[("application", &id)]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(zoe.post("/hilltop/join/withdraw", &[("application", &id)]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.number("select count(*) as n from applications where state = 'applied'").await, 2);
        for _ in 0..2 {
            assert_eq!(zoe.post("/riverside/join/withdraw", &[("application", &id)]).await.location(), "/riverside");
        }
        let page = zoe.get("/riverside").await;
        assert!(page.text.contains("taken back") && page.text.contains("href=\"/riverside/join\""), "{}", page.text);
        let page = zoe.get(JOIN).await;
        let mut fields = form(&page, JOIN).unwrap().fields;
        fields.push(("agree".into(), "yes".into()));
        assert_eq!(sent(&mut zoe, JOIN, &fields).await.location(), "/riverside/join/offers");
        assert_eq!(world.number("select count(*) as n from applications where state = 'applied'").await, 2);
        assert_eq!(world.number("select count(*) as n from applications where state = 'withdrawn'").await, 1);
    }
}

#[tokio::test]
async fn what_nobody_confirms_is_shown_to_nobody_and_forgotten_after_a_day() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        let mut zoe = Browser::new(&world);
        let fields = filled(&mut zoe, ZOE).await;
        sent(&mut zoe, JOIN, &fields).await;
        for (hours, left) in [(23, 1), (25, 0)] {
            hand.store(NOON.plus_seconds(hours * 3600).0, Ordering::SeqCst);
            sweep(&world.site).await.unwrap();
            assert_eq!(world.number("select count(*) as n from joinings").await, left, "{hours}");
        }
        assert_eq!(world.number("select count(*) as n from applications").await, 0);
    }
}

/// Somebody who has applied, under that number, and has no password.
pub async fn apply_as(world: &World, village: &Village, name: &str, id: i64) -> String {
    let email = format!("{}@mill.example", name.to_lowercase().replace(' ', "."));
    let new = NewPerson {
        id: PersonId(fresh_key()),
        email: Some(email.clone()),
        name: name.to_owned(),
        language: Language::English,
        password_hash: String::new(),
        is_host: false,
    };
    let key = (village.exchange, id);
    let (person, name) = (new.id, new.name.clone());
    let applies =
        NewApplication { key, person, name, area: "Mill Lane".into(), agreement_version: 0, at: NOON, invitation: 0 };
    let made = world.db().write((new, applies), async |tx, (new, applies)| {
        create_person(tx, new, NOON).await?;
        store::apply(tx, applies).await
    });
    made.await.unwrap();
    email
}

/// Somebody who has applied, signed in, and the number of their application.
pub async fn applicant(world: &World, village: &Village, name: &str) -> (Browser, i64) {
    let id = fresh_key();
    let email = apply_as(world, village, name, id).await;
    let hash = password::hash_now(PASSWORD).unwrap();
    world.sql(format!("update persons set password_hash = '{hash}' where email = '{email}'")).await;
    (Browser::signed_in(world, &email).await, id)
}

#[tokio::test]
async fn a_form_of_who_joins_sent_by_somebody_else_is_409_and_changes_nothing() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let (zoe, _) = applicant(&world, &village, "Zoe").await;
        let (mut yan, _) = applicant(&world, &village, "Yan").await;
        hilltop(&world).await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let books = Books::of(&world).await;
        let mut stands = everything(&world, &books, &village).await;
        for (page, action) in
            [("/riverside/join/offers", "/riverside/join/offers"), ("/riverside", "/riverside/join/withdraw")]
        {
            let fields = form(&zoe.clone().get(page).await, action).unwrap().fields;
            let page = sent(&mut yan, action, &fields).await;
            assert_eq!(page.status, StatusCode::CONFLICT, "{action}: {}", page.text);
        }
        let mut fields = form(&omar.get(JOIN).await, JOIN).unwrap().fields;
        fields.push(("agree".into(), "yes".into()));
        assert_eq!(sent(&mut yan, JOIN, &fields).await.status, StatusCode::CONFLICT);
        assert_eq!(sent(&mut Browser::new(&world), JOIN, &fields).await.status, StatusCode::UNAUTHORIZED);
        let mut strangers = filled(&mut Browser::new(&world), "new@mill.example").await;
        assert_eq!(sent(&mut omar, JOIN, &strangers).await.status, StatusCode::CONFLICT);
        strangers.retain(|(name, _)| name != "person");
        assert_eq!(sent(&mut Browser::new(&world), JOIN, &strangers).await.status, StatusCode::CONFLICT);
        let mut now = everything(&world, &books, &village).await;
        stands.retain(|row| !row.starts_with("session"));
        now.retain(|row| !row.starts_with("session"));
        assert_eq!(now, stands, "{}", world.engine);
    }
}
