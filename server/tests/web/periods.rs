//! The statement of a year on one page, its sums, and the entries with one partner.

use app::statements::pages::Sums;
use app::time::{Instant, start_of, zone};
use axum::http::StatusCode;
use jiff::civil::date;

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::intertrading::{partners, pay};
use crate::lists::{link, texts};

const DAY: i64 = 86_400;

/// The first moment of a year where the exchange is.
fn new_year(year: i16) -> Instant {
    start_of(date(year, 1, 1), &zone("Europe/Madrid").unwrap())
}

async fn paid_at(world: &World, village: &Village, (payer, payee, amount): (usize, usize, i64), at: Instant) -> String {
    let mut payment = village.new_payment(payer, payee, amount);
    payment.slip.at = at;
    let id = payment.id().to_string();
    world.post(vec![payment]).await.unwrap();
    id
}

/// The transfers that a page has lines of.
fn ids(page: &Page) -> Vec<String> {
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let main = page.text.split_once("<main").unwrap().1;
    main.split("/riverside/transfers/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_last_twelve_months_stand_on_one_page_by_month_and_a_link_leads_to_each_year_in_which_there_are_entries() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut booked = Vec::new();
        for (payment, at) in [
            ((0, 1, 300), new_year(2023)),
            ((1, 0, 100), new_year(2025)),
            ((0, 1, 50), Instant(new_year(2026).0 - 1)),
            ((1, 0, 425), new_year(2026)),
            ((0, 1, 75), NOON),
        ] {
            booked.push(paid_at(&world, &village, payment, at).await);
        }
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let twelve = ada.get("/riverside/statement").await;
        assert_eq!(ids(&twelve), booked[2..], "{}", world.engine);
        assert_eq!(texts(&twelve, "h1"), ["Statement for the last twelve months"]);
        assert_eq!(texts(&twelve, "tr.month"), ["December 2025", "January 2026", "November 2026"]);
        assert_eq!(texts(&twelve, ".tabs a"), ["Twelve months", "2026", "2025", "2023"], "not 2024");
        assert_eq!(texts(&twelve, "tfoot .amount"), ["+4.25", "\u{2212}1.25", "1.00"], "{}", world.engine);
        assert_eq!(texts(&twelve, "main figure.chart").len(), 1, "the year in one line");
        for (year, lines, ends) in [
            ("2026", 3..5, ["\u{2212}2.50", "1.00"]),
            ("2025", 1..3, ["\u{2212}3.00", "\u{2212}2.50"]),
            ("2023", 0..1, ["0.00", "\u{2212}3.00"]),
        ] {
            let page = ada.get(&format!("/riverside/statement?year={year}")).await;
            assert_eq!(ids(&page), booked[lines], "{year}, {}", world.engine);
            assert_eq!(texts(&page, ".tabs [aria-current=page]"), [year]);
            let opening = texts(&page, "tbody:first-of-type .after .amount").concat();
            let closing = texts(&page, "tfoot tr:last-child .after .amount").concat();
            assert_eq!([opening.as_str(), closing.as_str()], ends, "{year}, {}", world.engine);
            assert!(texts(&page, "figcaption")[0].contains("In that year you gave what is worth"), "{year}");
            let csv = ada.get(&format!("/riverside/statement.csv?year={year}")).await;
            assert!(csv.headers["content-disposition"].to_str().unwrap().contains(&format!("riverside-{year}.csv")));
            assert_eq!(csv.text.lines().count(), ids(&page).len() + 1);
        }
        let between = ada.get("/riverside/statement?year=2024").await;
        assert!(between.text.contains("Nothing was booked in this period."), "{}", between.text);
        for year in ["2022", "2027", "9999", "0000", "26", "2026-1", "%00", "x"] {
            let beyond = ada.get(&format!("/riverside/statement?year={year}")).await;
            assert_eq!(beyond.status, StatusCode::NOT_FOUND, "{year}, {}", world.engine);
        }
    }
}

#[tokio::test]
async fn the_sums_are_those_of_the_whole_period_however_many_pages_it_has() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let (mut booked, mut sums) = (vec![], Sums::default());
        for part in 0..5 {
            let some: Vec<_> = (0..90)
                .map(|i| {
                    let (payer, payee, amount) = if i % 3 == 0 { (1, 0, 20 + i) } else { (0, 1, 9 + part) };
                    *(if payer == 1 { &mut sums.received } else { &mut sums.paid }) += amount;
                    let mut payment = village.new_payment(payer, payee, amount);
                    payment.slip.at = NOON.plus_seconds((part - 5) * 30 * DAY + i);
                    payment
                })
                .collect();
            booked.extend(some.iter().map(|payment| payment.id().to_string()));
            world.post(some).await.unwrap();
        }
        let balance = world.balance(&village, 0).await;
        assert_eq!(sums.received - sums.paid, balance, "{}", world.engine);
        let written = |parts: i64| format!("{}.{:02}", parts / 100, parts % 100);
        let foot = [format!("+{}", written(sums.received)), format!("\u{2212}{}", written(sums.paid))];
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (mut path, mut pages) = (Some("/riverside/statement".to_owned()), Vec::new());
        while let Some(next) = path {
            let page = ada.get(&next).await;
            assert_eq!(texts(&page, "tfoot .sum .amount"), foot, "{next}, {}", world.engine);
            let paper = texts(&page, ".for-print dd");
            assert_eq!(paper[3..5], ["0.00\u{a0}leaves".to_owned(), format!("{}\u{a0}leaves", written(balance))]);
            path = link(&page, "prev");
            pages.push(ids(&page));
        }
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [200, 200, 50], "the last of them first");
        let seen: Vec<String> = pages.into_iter().rev().flatten().collect();
        assert_eq!(seen, booked, "each once, in the order of the books");
        let year = ada.get("/riverside/statement?year=2026").await;
        assert_eq!((ids(&year), texts(&year, "tfoot .sum .amount")), (booked[..200].to_vec(), foot.to_vec()));
    }
}

#[tokio::test]
async fn one_step_from_the_statement_one_sees_when_one_was_last_paid_by_ben() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut bens = Vec::new();
        for back in (0..60).rev() {
            let at = NOON.plus_seconds(-back * 30 * DAY);
            bens.push(paid_at(&world, &village, (1, 0, 10 + back), at).await);
            paid_at(&world, &village, (0, 2, 5), at).await;
        }
        bens.reverse();
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let form = ada.get("/riverside/statement").await;
        assert_eq!(texts(&form, "form.filter label"), ["Find entries with somebody: name or code"]);
        let found = ada.get("/riverside/statement?q=ben").await;
        assert_eq!(ids(&found), bens[..50], "the latest first, whenever they were: {}", world.engine);
        assert_eq!(texts(&found, "h1"), ["Entries with \u{201c}ben\u{201d}"]);
        assert_eq!(texts(&found, "tbody tr:nth-child(2) .num .amount")[..2], ["+0.10", "20.75"]);
        let older = format!("/riverside/statement?q=ben&after={}", bens[49]);
        assert!(found.text.contains(&older.replace('&', "&amp;")), "{}", found.text);
        let older = ada.get(&older).await;
        assert_eq!(ids(&older), bens[50..], "{}", world.engine);
        let newer = ada.get(&format!("/riverside/statement?q=ben&before={}", bens[50])).await;
        assert_eq!(ids(&newer), bens[..50], "{}", world.engine);
        for typed in ["B%C3%89N", "rivr0002", "Be", "+ben+"] {
            let page = ada.get(&format!("/riverside/statement?q={typed}")).await;
            assert_eq!(ids(&page), bens[..50], "{typed}, {}", world.engine);
        }
        for typed in ["nobody", "%25", "_", "!"] {
            let page = ada.get(&format!("/riverside/statement?q={typed}")).await;
            assert!(ids(&page).is_empty() && page.text.contains("There is no entry with"), "{typed}: {}", page.text);
        }
        let csv = ada.get("/riverside/statement.csv?q=ben").await.text;
        let rows: Vec<&str> = csv.lines().skip(1).collect();
        assert!(rows.len() == 60 && rows.iter().all(|row| row.contains(",Ben,")), "{csv}");
        // The committee finds the same on Ben's statement; to other members there is none.
        let committee = ada.get("/riverside/members/RIVR0002/statement?q=Ada").await;
        assert_eq!(ids(&committee), bens[..50], "{}", world.engine);
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        assert!(ids(&cleo.get("/riverside/statement?q=ben").await).is_empty(), "{}", world.engine);
        let foreign = cleo.get(&format!("/riverside/statement?q=ada&after={}", bens[0])).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn who_stands_in_a_partner_exchange_is_found_by_name_and_code_too() {
    for world in worlds().await {
        let (river, _) = partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (paid, id) = pay(&mut ada, "5", "").await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.text);
        paid_at(&world, &river, (0, 1, 5), NOON).await;
        for typed in ["sol", "SOL", "hill0007"] {
            let page = ada.get(&format!("/riverside/statement?q={typed}")).await;
            assert_eq!(ids(&page), [id.as_str()], "{typed}, {}", world.engine);
        }
    }
}
