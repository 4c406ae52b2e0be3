//! The host suspends an exchange, archives it, and lifts either: everything can be read, nothing can be entered, and the journal says so.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use clap::Parser;
use manyhands::clock::{fresh_key, fresh_transfer_id};
use manyhands::db::Failed;
use manyhands::hosting::commands::{ExchangeCommand, exchange};
use manyhands::ledger::NotPosted;
use manyhands::routes;

use crate::books::Books;
use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{NOON, World, worlds};
use crate::host::hedda;
use crate::intertrading::partners;
use crate::joining::apply_as;
use crate::whose::{everything, filled, set};

const WHY: &str = "The books do not agree with the bank of the hall.";

async fn act(host: &mut Browser, slug: &str, (act, reason): (&str, &str)) -> Page {
    let id = fresh_key().to_string();
    let fields = [("id", id.as_str()), ("act", act), ("reason", reason)];
    host.post(&format!("/host/exchanges/{slug}"), &fields).await
}

async fn does(host: &mut Browser, slug: &str, what: &str) {
    let done = act(host, slug, (what, WHY)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{what} {slug}: {}", done.text);
}

#[tokio::test]
async fn in_a_suspended_exchange_every_page_says_so_and_every_form_is_refused() {
    for world in worlds().await {
        let (ours, id) = set(&world).await;
        let mut hedda = hedda(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        does(&mut hedda, "riverside", "suspend").await;
        let books = Books::of(&world).await;
        let stands = everything(&world, &books, &ours).await;
        let marks = ada.marks("/riverside").await;
        let marks: Vec<_> = marks.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let (mut posted, mut read) = (BTreeSet::new(), 0);
        for route in routes::table().into_iter().filter(|route| route.in_exchange) {
            let path = format!("/riverside{}", filled(route.path, &id).trim_end_matches('/'));
            if route.method == Method::POST {
                for browser in [&ada, &Browser::new(&world)] {
                    for path in [path.clone(), path.replace("/riverside", "/riverside/as/RIVR0003")] {
                        let page = browser.clone().post_bare(&path, &marks).await;
                        assert_eq!(page.status, StatusCode::FORBIDDEN, "{} {path}", world.engine);
                        assert!(page.text.contains("Nothing can be entered here now"), "{path}: {}", page.text);
                    }
                }
                posted.insert(route.path);
            } else if !path.contains('{') && !path.ends_with(".csv") {
                let page = ada.clone().get(&path).await;
                assert!(
                    [StatusCode::OK, StatusCode::SEE_OTHER, StatusCode::NOT_FOUND].contains(&page.status),
                    "{path}"
                );
                let head = page.text.split("<main").next().unwrap();
                let is_said = head.contains("This exchange is suspended") && head.contains(WHY);
                assert!(is_said || page.status != StatusCode::OK, "{path}: {head}");
                read += i32::from(page.status == StatusCode::OK);
            }
        }
        assert!(posted.len() > 25 && read > 20, "{} {read}", posted.len());
        assert_eq!(everything(&world, &books, &ours).await, stands, "{}", world.engine);
        assert_eq!(ada.clone().get("/riverside/balances.csv").await.status, StatusCode::OK);
        // Signing in goes on; a stranger reads that it is so, and not why; the journal says who.
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let journal = cleo.get("/riverside/decisions").await.text;
        let main = journal.split_once("<main").unwrap().1;
        assert!(
            main.contains("The exchange was suspended") && main.contains(WHY) && main.contains("the host"),
            "{main}"
        );
        assert!(!main.contains("Hedda"), "{main}");
        let public = Browser::new(&world).get("/riverside").await.text;
        assert!(public.contains("This exchange is suspended") && !public.contains(WHY), "{public}");
        assert!(
            !Browser::new(&world).get("/").await.text.contains("href=\"/riverside\""),
            "nobody is sent there to join"
        );
        does(&mut hedda, "riverside", "lift").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        assert_eq!(cleo.pay("RIVR0001", "1").await.0.status, StatusCode::SEE_OTHER);
        assert!(!cleo.get("/riverside").await.text.contains("This exchange is suspended"));
    }
}

#[tokio::test]
async fn nobody_pays_into_a_suspended_exchange_and_its_books_take_nothing_from_anywhere() {
    for world in worlds().await {
        let (river, hill) = partners(&world, (100_000, 6_000)).await;
        let mut hedda = hedda(&world).await;
        does(&mut hedda, "hilltop", "suspend").await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        let fields = [("id", id.as_str()), ("to", "HILL0007"), ("amount", "5"), ("description", "Bread")];
        let refused = ada.post("/riverside/pay", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("hilltop exchange is suspended or archived"), "{}", refused.text);
        let list = ada.get("/riverside/partners").await.text;
        let list = list.split("<main").nth(1).unwrap();
        assert!(list.contains("hilltop exchange") && list.contains("Suspended"), "{}: {list}", world.engine);
        assert!(!list.contains("\"/riverside/partners/hilltop\""), "{}: it has no page now", world.engine);
        // Whatever a job or a partner would enter, the ledger refuses.
        let refused = world.post(vec![hill.new_payment(0, 1, 5)]).await;
        assert!(matches!(refused, Err(Failed::Refused(NotPosted::Held))), "{}: {refused:?}", world.engine);
        let both = world.post(vec![river.new_payment(0, 1, 5), hill.new_payment(0, 1, 5)]).await;
        assert!(matches!(both, Err(Failed::Refused(NotPosted::Held))), "{}: {both:?}", world.engine);
        assert_eq!((world.count(&river).await, world.count(&hill).await), (0, 0));
        does(&mut hedda, "hilltop", "lift").await;
        assert!(world.post(vec![hill.new_payment(0, 1, 5)]).await.is_ok());
    }
}

#[tokio::test]
async fn the_same_form_acts_once_and_what_cannot_be_is_said() {
    for world in worlds().await {
        riverside(&world).await;
        let mut hedda = hedda(&world).await;
        let page = hedda.get("/host/exchanges/riverside").await;
        let id = page.hidden("id");
        let fields = [("id", id.as_str()), ("act", "suspend"), ("reason", WHY)];
        let (mut one, mut twin) = (hedda.clone(), hedda.clone());
        let path = "/host/exchanges/riverside";
        let (a, b) = tokio::join!(one.post(path, &fields), twin.post(path, &fields));
        assert_eq!((a.status, b.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{} {}", a.text, b.text);
        let lines = "select count(*) as n from journal where what = 'suspended'";
        assert_eq!(world.number(lines).await, 1, "{}", world.engine);
        let other = hedda.post(path, &[("id", id.as_str()), ("act", "lift"), ("reason", WHY)]).await;
        assert_eq!(other.status, StatusCode::CONFLICT);
        for (what, reason, says) in
            [("suspend", WHY, "cannot be done"), ("lift", " ", "Say why"), ("burn", WHY, "href=\"#main\"")]
        {
            let refused = act(&mut hedda, "riverside", (what, reason)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
            assert!(refused.text.contains(says), "{what}: {}", refused.text);
        }
        assert_eq!(act(&mut hedda, "nowhere", ("suspend", WHY)).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn an_exchange_is_archived_only_when_nothing_stands_between_it_and_its_partners() {
    for world in worlds().await {
        let (_, hill) = partners(&world, (100_000, 6_000)).await;
        world.sql("update accounts set balance = 5, value = 500000 where kind = 2 and code like 'HILL%'".into()).await;
        let mut hedda = hedda(&world).await;
        let refused = act(&mut hedda, "hilltop", ("archive", WHY)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("between it and riverside exchange"), "{}", refused.text);
        world.sql("update agreements set state = 'ended'".into()).await;
        does(&mut hedda, "hilltop", "archive").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let page = omar.get("/hilltop/statement").await;
        assert!(page.status == StatusCode::OK && page.text.contains("This exchange is archived"), "{}", page.text);
        assert_eq!(omar.post("/hilltop/holiday", &[]).await.status, StatusCode::FORBIDDEN);
        let refused = world.post(vec![hill.new_payment(0, 1, 5)]).await;
        assert!(matches!(refused, Err(Failed::Refused(NotPosted::Held))), "{refused:?}");
        assert!(hedda.get("/host?show=not-open").await.text.contains("Archived"));
        does(&mut hedda, "hilltop", "lift").await;
        assert!(!omar.get("/hilltop/statement").await.text.contains("This exchange is archived"));
    }
}

#[derive(Parser)]
struct Line {
    #[command(subcommand)]
    command: ExchangeCommand,
}

async fn command(world: &World, line: &str) -> Result<String, String> {
    let line = Line::parse_from(["exchange"].into_iter().chain(line.split(' ')));
    exchange(world.db(), line.command, NOON).await
}

#[tokio::test]
async fn the_command_line_tells_suspending_from_closing() {
    for world in worlds().await {
        hilltop(&world).await;
        let mut nia = Browser::signed_in(&world, "nia@hilltop.example").await;
        assert!(command(&world, "suspend hilltop --why Holidays").await.unwrap().contains("was suspended"));
        let page = nia.get("/hilltop/statement").await;
        assert!(page.text.contains("Why: Holidays"), "{}", page.text);
        assert!(command(&world, "suspend hilltop --why Holidays").await.is_err());
        assert!(command(&world, "close hilltop").await.is_err(), "what the host holds the host lifts");
        command(&world, "lift hilltop --why Back").await.unwrap();
        assert!(nia.get("/hilltop/decisions").await.text.contains("the host"));
        command(&world, "close hilltop").await.unwrap();
        assert_eq!(nia.get("/hilltop").await.status, StatusCode::NOT_FOUND);
        assert!(command(&world, "suspend hilltop --why x").await.is_err());
        command(&world, "open hilltop").await.unwrap();
        assert_eq!(nia.get("/hilltop").await.status, StatusCode::OK);
        assert!(command(&world, "archive nowhere --why x").await.unwrap_err().contains("no exchange"));
    }
}

async fn quota(host: &mut Browser, most: &str) -> Page {
    let id = fresh_key().to_string();
    host.post("/host/exchanges/riverside/members", &[("id", id.as_str()), ("most", most)]).await
}

#[tokio::test]
async fn beyond_the_hosts_number_nobody_is_added_or_admitted_and_who_stands_there_is_told_whom_to_ask() {
    for world in worlds().await {
        let ours = riverside(&world).await;
        let mut hedda = hedda(&world).await;
        for wrong in ["-1", "many", "1.5", "1000001"] {
            let page = quota(&mut hedda, wrong).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(page.text.contains(&format!("value=\"{wrong}\"")), "{wrong}: {}", page.text);
        }
        assert_eq!(quota(&mut hedda, "6").await.status, StatusCode::SEE_OTHER);
        assert!(hedda.get("/host/exchanges/riverside").await.text.contains("value=\"6\""));
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let add = async |name: &str| {
            let id = fresh_key().to_string();
            let fields = [("id", id.as_str()), ("name", name), ("kind", "person")];
            ada.clone().post("/riverside/settings/members", &fields).await
        };
        // Of two at once one is the last.
        let both = tokio::join!(add("Zoe"), add("Yan"));
        let (both, count) = ([both.0, both.1], "select count(*) as n from members");
        let refused = both.iter().find(|page| page.status == StatusCode::UNPROCESSABLE_ENTITY).unwrap();
        assert!(refused.text.contains("allows 6 members") && refused.text.contains("Ask the host"), "{}", refused.text);
        assert_eq!(world.number(count).await, 6, "{}", world.engine);
        apply_as(&world, &ours, "Wim", 4242).await;
        let admit = async || {
            let id = fresh_key().to_string();
            ada.clone().post("/riverside/applications/4242", &[("id", id.as_str()), ("answer", "admit")]).await
        };
        let page = admit().await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("allows 6 members"), "{}", page.text);
        let journal = ada.clone().get("/riverside/decisions").await.text;
        assert!(journal.contains("How many members there may be") && !journal.contains("Hedda"), "{journal}");
        quota(&mut hedda, "0").await;
        assert_eq!(admit().await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.number(count).await, 7);
    }
}
