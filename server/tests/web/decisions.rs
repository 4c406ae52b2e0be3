//! What was decided and done: page after page, in words, to whom it is shown; and partners, page after page.

use app::ids::PersonId;
use app::journal::What;
use app::roles::Role;
use axum::http::StatusCode;
use manyhands::clock::{fresh_key, fresh_transfer_id};
use manyhands::db::DbError;
use manyhands::journal::{Act, record_lines};
use manyhands::roles::{NewOffice, give_role};

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::intertrading::run;
use crate::lists::{link, texts};

const ROWS: &str = "main ul.rows li";

/// Forty acts of three lines, some at the same moment.
async fn history(world: &World, village: &Village) {
    let act = |nth: i64| {
        let (at, id) = (NOON.plus_seconds(nth / 3), fresh_key());
        (0..3).map(move |line| Act {
            object: "area".into(),
            was: format!("{nth}"),
            becomes: format!("{nth}.{line}"),
            why: if nth == 7 { "La reunión de otoño".into() } else { "the assembly".into() },
            rules_version: nth + 2,
            ..Act::new(What::Rule, (village.exchange, id), (village.people[0], at))
        })
    };
    let acts: Vec<Vec<Act>> = (0..40).map(|nth| act(nth).collect()).collect();
    let done = world.db().write(acts, async |tx, acts| {
        for lines in acts {
            record_lines(tx, lines).await?;
        }
        Ok::<(), DbError>(())
    });
    done.await.unwrap();
}

/// The rows of every page from `path` on.
async fn pages(browser: &mut Browser, path: &str, selector: &str) -> Vec<Vec<String>> {
    let (mut next, mut all) = (Some(path.to_owned()), Vec::new());
    while let Some(path) = next {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        all.push(texts(&page, selector));
        next = link(&page, "next");
        assert!(all.len() < 20, "the pages never end");
    }
    all
}

#[tokio::test]
async fn all_decisions_page_through_without_loss_or_doubling_and_for_a_spreadsheet() {
    for world in worlds().await {
        let village = riverside(&world).await;
        history(&world, &village).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let rows = pages(&mut ben, "/riverside/decisions", ROWS).await;
        // With the beginning of the exchange and the chair's office.
        assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 22], "{}", world.engine);
        let rows = rows.concat();
        assert!(rows[0].starts_with("Where: 39 → 39.0"), "the latest act, its lines in their order: {}", rows[0]);
        assert!(rows[2].starts_with("Where: 39 → 39.2"), "{}", rows[2]);
        let mut once = rows.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), 122, "{}", world.engine);
        let file = ben.get("/riverside/decisions.csv").await.text;
        assert_eq!(file.lines().count(), 123, "{file}");
        let first = ben.get("/riverside/decisions").await;
        let second = ben.get(&link(&first, "next").unwrap()).await;
        let back = ben.get(&link(&second, "prev").unwrap()).await;
        assert_eq!(texts(&back, ROWS), texts(&first, ROWS), "{}", world.engine);
        assert!(link(&back, "prev").is_none());
        for (query, found) in
            [("q=reunion", 3), ("q=OTO%C3%91O", 3), ("q=assembly", 117), ("q=%25", 0), ("show=offices", 1)]
        {
            let rows = pages(&mut ben, &format!("/riverside/decisions?{query}"), ROWS).await.concat();
            assert_eq!(rows.len(), found, "{} {query}", world.engine);
        }
        for edge in ["x", "7-0", "-1-0", "%27"] {
            let page = ben.get(&format!("/riverside/decisions?after={edge}")).await;
            assert_eq!(texts(&page, ROWS), texts(&first, ROWS), "{edge}");
        }
        let settings = ben.get("/riverside/settings").await;
        assert_eq!(texts(&settings, ROWS).len(), 10);
        assert!(settings.text.contains("href=\"/riverside/decisions\""));
    }
}

async fn post(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    let id = browser.get(path).await.hidden("id");
    let fields: Vec<(&str, &str)> = [("id", id.as_str())].into_iter().chain(fields.iter().copied()).collect();
    let page = browser.post(path, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}: {}", page.text);
    page
}

#[tokio::test]
async fn what_the_committee_did_is_read_in_words_in_both_languages_and_by_nobody_else() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let limits = [("min", "150"), ("max", "none"), ("reason", "asked")];
        post(&mut ada, "/riverside/members/RIVR0002/limits", &limits).await;
        post(&mut ada, "/riverside/settings/members", &[("name", "Dora"), ("kind", "person")]).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let (_, id) = ben.pay("RIVR0003", "8").await;
        post(&mut ada, &format!("/riverside/transfers/{id}/reverse"), &[("reason", "paid twice")]).await;
        let own = fresh_transfer_id().to_string();
        let fields = [("id", own.as_str()), ("to", "RIVR0003"), ("amount", "2.5"), ("description", "Jam")];
        let paid = ada.post("/riverside/as/RIVR0002/transfers", &fields).await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.text);
        let (exchange, person, by) = (village.exchange, village.people[0], PersonId(0));
        let office = NewOffice { exchange, person, role: Role::Treasurer, by, at: NOON, act: fresh_key() };
        for _ in 0..2 {
            world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
        }
        for (tag, says) in [
            (
                "en",
                [
                    "Changed the limits of Ben RIVR0002: may owe up to 100.00\u{a0}leaves, hold up to 120.00\u{a0}leaves; warned beyond \
                     90.00\u{a0}leaves and 108.00\u{a0}leaves → may owe up to 150.00\u{a0}leaves, hold up to any amount; \
                     warned beyond 135.00\u{a0}leaves and any amount",
                    "Added as a member Dora RIVR0006: may owe up to 100.00\u{a0}leaves",
                    "Undid a payment: RIVR0002 → RIVR0003, 8.00\u{a0}leaves",
                    "Paid on behalf of Ben RIVR0002: RIVR0002 → RIVR0003, 2.50\u{a0}leaves",
                    "Offices of Ada RIVR0001: Chair → Chair, Treasurer",
                ],
            ),
            (
                "es",
                [
                    "puede deber hasta 150,00\u{a0}leaves, tener hasta cualquier cantidad",
                    "Añadió como miembro Dora RIVR0006: puede deber hasta 100,00\u{a0}leaves",
                    "Deshizo un pago: RIVR0002 → RIVR0003, 8,00\u{a0}leaves",
                    "RIVR0002 → RIVR0003, 2,50\u{a0}leaves",
                    "Cargos de Ada RIVR0001: Presidencia → Presidencia, Tesorería",
                ],
            ),
        ] {
            run(&world, format!("update persons set language = '{tag}'")).await;
            let rows = texts(&ada.get("/riverside/decisions").await, ROWS);
            for sentence in says {
                let rows: Vec<_> = rows.iter().filter(|row| row.contains(sentence)).collect();
                assert_eq!(rows.len(), 1, "{} {sentence}: {rows:?}", world.engine);
            }
            let file = ada.get("/riverside/decisions.csv?show=members").await.text;
            assert!(file.contains("paid twice") && file.contains(says[2].split(' ').next().unwrap()), "{file}");
            // One line of each kind was written, however often the office was given.
            let rows = texts(&ben.get("/riverside/decisions").await, ROWS);
            assert_eq!(rows.len(), 3, "the beginning and two offices: {rows:?}");
        }
        let dora = texts(&ada.get("/riverside/decisions?q=dora").await, ROWS);
        assert_eq!(dora.len(), 1, "{dora:?}");
        let by_ada = texts(&ada.get("/riverside/decisions?q=ada&show=members").await, ROWS);
        assert_eq!(by_ada.len(), 4, "whoever did it is found too: {by_ada:?}");
        hilltop(&world).await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        assert_eq!(omar.get("/riverside/decisions").await.status, StatusCode::NOT_FOUND);
        let page = omar.get("/hilltop/decisions?q=RIVR").await;
        assert!(texts(&page, ROWS).is_empty(), "{}", page.text);
    }
}

#[tokio::test]
async fn partners_page_through_with_what_waits_for_an_answer_first() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let exchange = village.exchange.0;
        for nth in 0..120 {
            let (id, state) = (1_000 + nth, if nth % 10 == 9 { "proposed" } else { "in_force" });
            run(
                &world,
                format!(
                    "insert into exchanges (exchange_id, slug, code, name, unit_name, unit_plural, unit_symbol, unit_decimals,
                        language, time_zone, created_at)
                    values ({id}, 'town-{nth:03}', 'T{nth:03}', 'Town {nth:03}', 'bun', 'buns', 'b', 2, 'en', 'UTC', 1);
                    insert into agreements (agreement_id, a_exchange_id, b_exchange_id, state, a_units_per_hour, b_units_per_hour,
                        a_min, a_max, b_min, b_max, proposed_by, proposed_at)
                    values ({id}, {id}, {exchange}, '{state}', '10', '10', -5, 5, -5, 5, 0, 1)"
                ),
            )
            .await;
        }
        let heads = "main section h2";
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let all = pages(&mut ada, "/riverside/partners", heads).await;
        assert_eq!(all.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 20], "{}", world.engine);
        let all = all.concat();
        assert_eq!((all[0].as_str(), all[11].as_str(), all[12].as_str()), ("Town 009", "Town 119", "Town 000"));
        let mut once = all.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), 120);
        let first = ada.get("/riverside/partners").await;
        let second = ada.get(&link(&first, "next").unwrap()).await;
        let back = ada.get(&link(&second, "prev").unwrap()).await;
        assert_eq!(texts(&back, heads), all[..50], "{}", world.engine);
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let seen = pages(&mut ben, "/riverside/partners", heads).await.concat();
        assert_eq!((seen.len(), seen[0].as_str()), (108, "Town 000"), "what is proposed is the committee's to know");
    }
}
