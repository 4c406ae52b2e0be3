//! The host opens an exchange in three steps; its committee gets in by mail, with a link that is handed over, or with what they have.

use axum::http::StatusCode;
use manyhands::clock::fresh_key;

use crate::browser::{Browser, PASSWORD, Page, encode, riverside};
use crate::common::{World, worlds};
use crate::forms::{PageForm, form};
use crate::host::hedda;
use crate::lists::texts;

const NEW: &str = "/host/new";
const CHOSEN: &str = "seven calm foxes dance slowly";

/// What is typed on the three pages.
const GREENVALE: [(&str, &str); 6] = [
    ("exchange", "Greenvale"),
    ("area", "The valley"),
    ("slug", "greenvale"),
    ("code", "grnv"),
    ("chair_name", "Ida Moss"),
    ("chair_email", "Ida@greenvale.example"),
];

/// Fills in what stands on a page and sends it; its other fields go along as they are.
async fn send(browser: &mut Browser, page: &Page, typed: &[(&str, &str)]) -> Page {
    let PageForm { fields, .. } = form(page, NEW).unwrap_or_else(|| panic!("no form: {}", page.text));
    let with: Vec<_> = fields
        .iter()
        .map(|(name, value)| {
            let typed = typed.iter().find(|(field, _)| field == name).map(|(_, value)| *value);
            (name.as_str(), typed.unwrap_or(value))
        })
        .chain(typed.iter().filter(|(name, _)| *name == "go").copied())
        .collect();
    browser.post_body(NEW, encode(&with)).await
}

/// All three steps, with whatever else is typed.
async fn walk(browser: &mut Browser, more: &[(&str, &str)]) -> Page {
    let typed = [more, &GREENVALE].concat();
    let mut page = browser.get(NEW).await;
    for _ in 0..2 {
        page = send(browser, &page, &typed).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    }
    send(browser, &page, &typed).await
}

fn handed_over(page: &Page) -> Vec<String> {
    let links = texts(page, "main code.link");
    links.into_iter().map(|link| format!("/{}", link.splitn(4, '/').nth(3).unwrap())).collect()
}

async fn mails(world: &World) -> Vec<(String, String)> {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select recipient, body from outbox order by recipient";
    sqlx::query_as(sql).fetch_all(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn an_exchange_is_opened_in_three_steps_and_its_chair_gets_in_by_the_mail() {
    for world in worlds().await {
        let mut hedda = hedda(&world).await;
        let opened = walk(&mut hedda, &[("template", "time-bank")]).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.text);
        assert!(opened.text.contains("A mail with a link is on its way to ida@greenvale.example"), "{}", opened.text);
        assert!(handed_over(&opened).is_empty());
        let mails = mails(&world).await;
        assert_eq!(mails.len(), 1);
        let (to, text) = &mails[0];
        assert!(to == "ida@greenvale.example" && text.contains("Hedda has opened the exchange Greenvale"), "{text}");
        let path = text.split_once("/reset-password/").unwrap().1;
        let path = format!("/reset-password/{}", &path[..64]);
        let mut ida = Browser::new(&world);
        let set = ida.post(&path, &[("new", CHOSEN)]).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text);
        let mut ida = Browser::new(&world);
        ida.post("/sign-in", &[("email", "ida@greenvale.example"), ("password", CHOSEN)]).await;
        assert!(ida.get("/greenvale/work").await.status == StatusCode::OK);
        let rules = ida.get("/greenvale/settings").await.text;
        assert!(rules.contains("20:00\u{a0}h") && rules.contains("40:00\u{a0}h"), "{rules}");
        let journal = ida.get("/greenvale/decisions").await.text;
        assert!(journal.contains("Hedda"), "who opened it stands in the journal: {journal}");
        // Who opened it is no member of it.
        assert_eq!(hedda.get("/greenvale/members").await.status, StatusCode::NOT_FOUND);
        assert_eq!(hedda.get("/greenvale/balances").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_link_is_shown_of_who_is_new_alone_and_once_more_only_while_they_are_nowhere_else() {
    for world in worlds().await {
        riverside(&world).await;
        // Somebody whom Riverside added, and who has never signed in.
        world.sql("update persons set password_hash = '' where name = 'Cleo'".to_owned()).await;
        let mut hedda = hedda(&world).await;
        let page = hedda.get(NEW).await;
        let id = page.hidden("id");
        let mut typed = vec![("way", "link"), ("second_name", "Cleo"), ("second_email", "cleo@riverside.example")];
        typed.extend([("third_name", "Ben"), ("third_email", "ben@riverside.example"), ("id", id.as_str())]);
        let opened = walk(&mut hedda, &typed).await;
        let links = handed_over(&opened);
        assert_eq!((opened.status, links.len()), (StatusCode::OK, 1), "{}", opened.text);
        assert_eq!(opened.headers["cache-control"], "no-store");
        let to: Vec<_> = mails(&world).await.into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, ["ben@riverside.example", "cleo@riverside.example"], "theirs goes to their own address");
        // A double click: the answer that is seen is the second.
        let again = walk(&mut hedda, &typed).await;
        let second = handed_over(&again);
        assert_eq!(second.len(), 1, "{}", again.text);
        assert_eq!(mails(&world).await.len(), 2, "no mail twice");
        let set = Browser::new(&world).post(&second[0], &[("new", CHOSEN)]).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text);
        let last = walk(&mut hedda, &typed).await;
        assert_eq!((last.status, last.location()), (StatusCode::SEE_OTHER, "/host?q=greenvale"));
        // They keep what they have, and their office is the one that was chosen.
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert_eq!(ben.get("/greenvale/work").await.status, StatusCode::OK);
        let members = ben.get("/greenvale/members").await.text;
        assert!(["Ida Moss", "Cleo", "Ben"].iter().all(|name| members.contains(name)), "{members}");
    }
}

#[tokio::test]
async fn what_was_typed_stays_whichever_way_one_goes_and_what_is_wrong_is_said_where_it_stands() {
    for world in worlds().await {
        riverside(&world).await;
        let mut hedda = hedda(&world).await;
        let first = hedda.get(NEW).await;
        for (typed, says) in [
            (("slug", "riverside"), "That address is taken"),
            (("code", "rivr"), "Those letters are taken"),
            (("slug", "host"), "no word of the installation"),
            (("zone", "Atlantis"), "not a time zone"),
            (("exchange", " "), "Enter the name of the exchange"),
        ] {
            let page = send(&mut hedda, &first, &[&[typed], &GREENVALE[..]].concat()).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
            assert!(page.text.contains(says) && page.text.contains("value=\"The valley\""), "{says}: {}", page.text);
        }
        let second = send(&mut hedda, &first, &GREENVALE).await;
        let wrong = send(&mut hedda, &second, &[("lowest", "-7"), ("units", "buns")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"-7\"") && wrong.text.contains("value=\"buns\""), "{}", wrong.text);
        let third = send(&mut hedda, &wrong, &[("lowest", "70")]).await;
        assert!(third.text.contains("70.00\u{a0}buns, the worth of 7 hours of work"), "{}", third.text);
        let wrong = send(&mut hedda, &third, &[("chair_email", "ida"), ("second_name", "Bea")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("href=\"#chair_email\"") && wrong.text.contains("href=\"#second_email\""));
        // Back and back again, another template, and everything that was typed is there still.
        let back = send(&mut hedda, &wrong, &[("go", "back")]).await;
        assert!(back.text.contains("value=\"70\"") && back.status == StatusCode::OK, "{}", back.text);
        let back = send(&mut hedda, &back, &[("go", "back")]).await;
        assert!(back.text.contains("value=\"Greenvale\""), "{}", back.text);
        let other = send(&mut hedda, &back, &[("template", "business")]).await;
        assert!(other.text.contains("value=\"1000.00\"") && other.text.contains("value=\"Bea\""), "{}", other.text);
        assert_eq!(world.number("select count(*) as n from exchanges").await, 1, "nothing is kept between the steps");
    }
}

#[tokio::test]
async fn of_two_who_ask_for_one_address_at_once_one_gets_it_and_the_other_is_told_beside_the_field() {
    for world in worlds().await {
        let mut hedda = hedda(&world).await;
        let page = hedda.get(NEW).await;
        let second = send(&mut hedda, &page, &GREENVALE).await;
        let third = send(&mut hedda, &second, &GREENVALE).await;
        let (mut one, mut other) = (hedda.clone(), hedda.clone());
        let key = fresh_key().to_string();
        let own = [&GREENVALE[..], &[("id", key.as_str())]].concat();
        let both = tokio::join!(send(&mut one, &third, &GREENVALE), send(&mut other, &third, &own));
        let mut both = [both.0, both.1];
        both.sort_by_key(|page| page.status);
        let [won, lost] = both;
        assert_eq!((won.status, lost.status), (StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY), "{}", lost.text);
        assert!(lost.text.contains("That address is taken") && lost.text.contains("value=\"Greenvale\""));
        assert_eq!(world.number("select count(*) as n from exchanges").await, 1);
        // The same form twice at once makes one, and both are told so.
        let fields = [("slug", "oakham"), ("code", "OAKH"), ("chair_email", "oak@oakham.example")];
        let other = [&fields[..], &[("id", "4711")]].concat();
        let last = lost_form(&lost);
        let (mut one, mut twin) = (hedda.clone(), hedda.clone());
        let (a, b) = tokio::join!(send(&mut one, &last, &other), send(&mut twin, &last, &other));
        let mut statuses = [a.status, b.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::SEE_OTHER], "{} {}", a.text, b.text);
        assert_eq!(world.number("select count(*) as n from exchanges").await, 2);
    }
}

/// The same page, at its last step.
fn lost_form(page: &Page) -> Page {
    let text = page.text.replace("name=\"step\" value=\"place\"", "name=\"step\" value=\"committee\"");
    Page { status: page.status, headers: page.headers.clone(), text }
}

#[tokio::test]
async fn a_key_that_stands_for_another_exchange_opens_nothing() {
    for world in worlds().await {
        let ours = riverside(&world).await;
        let mut hedda = hedda(&world).await;
        let id = ours.exchange.0.to_string();
        let refused = walk(&mut hedda, &[("id", id.as_str())]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
        assert_eq!(world.number("select count(*) as n from persons where name = 'Ida Moss'").await, 0);
        let mut ada = Browser::new(&world);
        ada.post("/sign-in", &[("email", "ada@riverside.example"), ("password", PASSWORD)]).await;
        assert_eq!(ada.get("/riverside/balances").await.status, StatusCode::OK);
    }
}
