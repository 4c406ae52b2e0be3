//! Long lists: page after page, searched, filtered, sorted, and the same for a spreadsheet.

use app::ids::{AccountId, ExchangeId, MemberId, PersonId};
use app::text::sort_key;
use app::words::Language;
use axum::http::StatusCode;
use manyhands::clock::fresh_key;
use manyhands::db::{DbError, Tx};
use manyhands::ledger::accounts::Limits;
use manyhands::members::store::{FirstLimits, NewMember, Phone, create_member};
use scraper::{Html, Selector};

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, Village, World, worlds};

/// How many members the long list has beside those of the village.
const MANY: usize = 1_995;

/// Adds `MANY` members: a fifth of them share a name with another, a fifth joined at another moment.
async fn crowd(world: &World, village: &Village) {
    let first = ["Ana", "Ávila", "Bea", "ben", "Øystein", "Zoë", "Chloë", "Łukasz", "Ñico", "Émile"];
    let keys: Vec<(AccountId, MemberId)> = (0..MANY).map(|_| (AccountId(fresh_key()), MemberId(fresh_key()))).collect();
    let made = world.db().write((village.exchange, keys, first), async |tx: &mut Tx, input| {
        let (exchange, keys, first): &(ExchangeId, Vec<(AccountId, MemberId)>, [&str; 10]) = input;
        for (at, (account, id)) in keys.iter().enumerate() {
            let new = NewMember {
                exchange: *exchange,
                id: *id,
                account: *account,
                code: None,
                name: format!("{} {:03}", first[at % 10], at * 4 / 5 % 400),
                kind: "person",
                about: String::new(),
                phone: Phone::default(),
                area: if at % 2 == 0 { "Mill".into() } else { String::new() },
                limits: Limits::between(-10_000, 12_000),
                follows: FirstLimits::Everybody,
                operators: Vec::new(),
                joined_at: if at % 5 == 0 { NOON.plus_seconds(i64::try_from(at).unwrap()) } else { NOON },
            };
            create_member(tx, &new, PersonId(0)).await?;
        }
        Ok::<(), DbError>(())
    });
    made.await.unwrap();
}

pub fn texts(page: &Page, selector: &str) -> Vec<String> {
    let html = Html::parse_document(&page.text);
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).map(|element| element.text().collect::<String>()).collect()
}

pub fn link(page: &Page, rel: &str) -> Option<String> {
    let html = Html::parse_document(&page.text);
    let selector = Selector::parse(&format!("nav.pager a[rel={rel}]")).unwrap();
    html.select(&selector).next()?.value().attr("href").map(str::to_owned)
}

const CODES: &str = "main .code";

/// The codes on every page from `path` on, page by page.
async fn pages(browser: &mut Browser, path: &str) -> Vec<Vec<String>> {
    let (mut next, mut all) = (Some(path.to_owned()), Vec::new());
    while let Some(path) = next {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        all.push(texts(&page, CODES));
        assert_eq!(link(&page, "prev").is_some(), all.len() > 1, "{path}");
        next = link(&page, "next");
        assert!(all.len() < 60, "the pages never end");
    }
    all
}

async fn column(browser: &mut Browser, path: &str) -> Vec<String> {
    let file = browser.get(path).await;
    assert_eq!(file.status, StatusCode::OK, "{path}");
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    reader.records().map(|record| record.unwrap()[0].to_owned()).collect()
}

fn sorted(mut codes: Vec<String>) -> Vec<String> {
    codes.sort();
    codes
}

#[tokio::test]
async fn two_thousand_members_page_through_without_loss_or_doubling_in_every_order() {
    for world in worlds().await {
        let village = riverside(&world).await;
        crowd(&world, &village).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let everybody: Vec<String> = (1..=2_000).map(|number| format!("RIVR{number:04}")).collect();
        let mut orders = Vec::new();
        for sort in ["name", "newest"] {
            let pages = pages(&mut ben, &format!("/riverside/members?sort={sort}")).await;
            assert_eq!(pages.len(), 40, "{} {sort}", world.engine);
            assert!(pages.iter().all(|page| page.len() == 50), "{} {sort}", world.engine);
            let codes = pages.concat();
            assert_eq!(codes, column(&mut ben, &format!("/riverside/members.csv?sort={sort}")).await);
            assert_eq!(sorted(codes.clone()), everybody, "{} {sort}", world.engine);
            orders.push(codes);
        }
        assert_ne!(orders[0], orders[1]);
        let names = texts(&ben.get("/riverside/members").await, "main .cards a");
        let mut as_the_language_sorts = names.clone();
        as_the_language_sorts.sort_by_key(|name| sort_key(Language::English, name));
        assert_eq!(names, as_the_language_sorts, "{}", world.engine);
        let next = ben.get("/riverside/members?after=RIVR1996").await;
        assert!(texts(&next, "main .cards a").iter().any(|name| name.starts_with("Ávila")), "between Ana and Bea");
        assert_eq!(orders[1][0], "RIVR1996", "who joined last is first");
        let page = ben.get("/riverside/members").await;
        assert!(page.text.contains("2000 members") || page.text.contains("2,000 members"), "counted over all pages");
        assert!(page.text.len() < 60_000, "a page holds fifty, not all: {}", page.text.len());
    }
}

#[tokio::test]
async fn a_page_back_is_the_page_one_came_from() {
    for world in worlds().await {
        let village = riverside(&world).await;
        crowd(&world, &village).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        // So that some have traded, on both sides of zero.
        ada.pay("RIVR0700", "95").await;
        for list in [
            "members?sort=newest",
            "members?q=Zoe",
            "balances?sort=name",
            "balances?sort=lowest",
            "balances?sort=highest",
            "balances?sort=latest",
            "balances?sort=latest&q=Zoe",
            "balances",
        ] {
            let first = ada.get(&format!("/riverside/{list}")).await;
            let second = ada.get(&link(&first, "next").unwrap()).await;
            let third = ada.get(&link(&second, "next").unwrap()).await;
            let back = ada.get(&link(&third, "prev").unwrap()).await;
            assert_eq!(texts(&back, CODES), texts(&second, CODES), "{} {list}", world.engine);
            let start = ada.get(&link(&back, "prev").unwrap()).await;
            assert_eq!(texts(&start, CODES), texts(&first, CODES), "{} {list}", world.engine);
            assert_eq!(link(&start, "prev"), None, "{} {list}", world.engine);
        }
    }
}

#[tokio::test]
async fn a_search_and_a_filter_hold_across_pages_and_for_the_spreadsheet() {
    for world in worlds().await {
        let village = riverside(&world).await;
        crowd(&world, &village).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        ada.pay("ben", "95").await;
        let found = pages(&mut ada, "/riverside/members?q=AVILA").await;
        assert_eq!(found.concat(), column(&mut ada, "/riverside/members.csv?q=AVILA").await);
        assert_eq!(found.concat().len(), 200, "all who are called so, whatever the accents: {}", world.engine);
        assert_eq!(found.len(), 4);
        let never = pages(&mut ada, "/riverside/balances?show=never&q=ben&sort=name").await.concat();
        assert_eq!(never.len(), 200, "Ben of the village has traded: {}", world.engine);
        assert_eq!(never, column(&mut ada, "/riverside/balances.csv?show=never&q=ben&sort=name").await);
        let nobody = ada.get("/riverside/members?q=%25").await;
        assert!(texts(&nobody, CODES).is_empty(), "a percent sign is no wildcard");
    }
}

#[tokio::test]
async fn the_sum_and_what_waits_are_of_all_accounts_on_every_page_of_balances() {
    for world in worlds().await {
        let village = riverside(&world).await;
        crowd(&world, &village).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        ada.pay("ben", "95").await;
        let first = ada.get("/riverside/balances").await;
        let all = pages(&mut ada, "/riverside/balances").await;
        assert_eq!(all.concat().len(), 2_001, "members and the common account: {}", world.engine);
        assert_eq!(all.concat()[2_000], "RIVRCOMMON");
        let second = ada.get(&link(&first, "next").unwrap()).await;
        for page in [&first, &second] {
            assert_eq!(texts(page, "tfoot th"), ["Sum of all accounts"], "{}", world.engine);
            assert_eq!(texts(page, "tfoot td.num .amount"), ["0.00"]);
            assert_eq!(texts(page, ".work .count"), ["1", "1998"]);
        }
        let lowest = ada.get("/riverside/balances?sort=lowest").await;
        assert_eq!(texts(&lowest, CODES)[0], "RIVR0001", "who owes most is first");
        assert!(ada.get("/riverside/balances?show=close").await.text.contains("RIVR0001"));
    }
}

#[tokio::test]
async fn the_accounts_that_were_found_are_counted_and_summed_over_all_their_pages() {
    for world in worlds().await {
        let village = riverside(&world).await;
        crowd(&world, &village).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        ada.pay("ben", "95").await;
        for (asked, sum) in [
            ("q=ben", ["Sum of 201 accounts", "+95.00"]),
            ("q=rivr0001", ["Sum of 1 account", "\u{2212}95.00"]),
            ("q=ben&show=never", ["Sum of 200 accounts", "0.00"]),
            ("show=close", ["Sum of 1 account", "\u{2212}95.00"]),
            ("q=common", ["Sum of 1 account", "0.00"]),
        ] {
            let first = ada.get(&format!("/riverside/balances?sort=highest&{asked}")).await;
            let mut pages = vec![];
            if let Some(next) = link(&first, "next") {
                pages.push(ada.get(&next).await);
            }
            pages.push(first);
            for page in pages {
                let said = [texts(&page, "tfoot th"), texts(&page, "tfoot td.num .amount")].concat();
                assert_eq!(said, sum, "{} {asked}", world.engine);
            }
        }
    }
}

#[tokio::test]
async fn each_order_is_a_link_that_keeps_what_is_looked_for_and_begins_at_the_first_page() {
    for world in worlds().await {
        let village = riverside(&world).await;
        crowd(&world, &village).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        ada.pay("RIVR0700", "95").await;
        ada.pay("RIVR0050", "1").await;
        let page = ada.get("/riverside/balances?q=RIVR&show=all&sort=name&after=RIVR0100").await;
        let html = Html::parse_document(&page.text);
        let links = Selector::parse("nav.orders a").unwrap();
        let links: Vec<(String, String, bool)> = html
            .select(&links)
            .map(|link| {
                let text = link.text().collect::<String>();
                (text, link.attr("href").unwrap().to_owned(), link.attr("aria-current").is_some())
            })
            .collect();
        let here: Vec<&str> = links.iter().filter(|(.., here)| *here).map(|(text, ..)| text.as_str()).collect();
        assert_eq!(here, ["Name"]);
        for (text, first) in [
            ("Account", vec!["RIVR0001", "RIVR0002"]),
            ("Lowest balance", vec!["RIVR0001", "RIVR0002"]),
            ("Highest balance", vec!["RIVR0700", "RIVR0050"]),
            ("Last trade", vec!["RIVR0700", "RIVR0050", "RIVR0001"]),
        ] {
            let (_, href, _) = links.iter().find(|(link, ..)| link == text).unwrap();
            assert!(href.contains("q=RIVR&show=all") && !href.contains("after"), "{href}");
            let codes = texts(&ada.get(href).await, CODES);
            let top: Vec<String> = codes.into_iter().take(first.len()).collect();
            let (mut top, mut first) = (top, first);
            if text == "Last trade" {
                // All three traded in the same second.
                top.sort();
                first.sort_unstable();
            }
            assert_eq!(top, first, "{} {text}", world.engine);
        }
        // Whoever looks for something else stays in the order.
        assert_eq!(page.maybe_hidden("sort").as_deref(), Some("name"));
    }
}

#[tokio::test]
async fn an_edge_that_leads_nowhere_shows_the_first_page_and_nothing_of_another_exchange() {
    for world in worlds().await {
        riverside(&world).await;
        crate::browser::hilltop(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for list in ["members", "balances"] {
            let first = texts(&ada.get(&format!("/riverside/{list}")).await, CODES);
            for edge in ["HILL0001", "RIVR9999", "%27%20or%201%3D1", "x".repeat(3_000).as_str()] {
                for way in ["after", "before"] {
                    let page = ada.get(&format!("/riverside/{list}?{way}={edge}")).await;
                    assert_eq!((page.status, texts(&page, CODES)), (StatusCode::OK, first.clone()), "{way} {edge}");
                    assert!(link(&page, "prev").is_none() && link(&page, "next").is_none());
                }
            }
        }
    }
}

#[tokio::test]
async fn the_directory_for_a_spreadsheet_is_for_members_alone_and_runs_nothing() {
    for world in worlds().await {
        riverside(&world).await;
        crate::browser::hilltop(&world).await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        assert_eq!(omar.get("/riverside/members.csv").await.status, StatusCode::NOT_FOUND);
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let file = ben.get("/riverside/members.csv").await;
        assert!(file.text.starts_with("\u{feff}Account,Name,Where\n"), "{}", file.text);
        assert_eq!(file.text.lines().count(), 6);
    }
}
