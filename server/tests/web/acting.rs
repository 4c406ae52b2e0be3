//! Acting for somebody: a person with two accounts, a household of two, the committee for a member; one set of pages for all of them.

use axum::http::StatusCode;
use manyhands::ledger::verify::verify;

use crate::browser::{Browser, riverside};
use crate::common::{World, worlds};
use crate::intertrading::partners;

#[tokio::test]
async fn a_person_with_two_accounts_reaches_each_and_every_link_stays_with_it() {
    for world in worlds().await {
        let village = riverside(&world).await;
        world.household(&village, ("Ben’s workshop", vec![village.people[1]])).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        for page in ["/", "/me", "/riverside"] {
            let text = ben.get(page).await.text;
            assert!(
                text.contains("href=\"/riverside\"") && text.contains("href=\"/riverside/as/RIVR0006\""),
                "{page}: {text}"
            );
        }
        let own = ben.get("/riverside").await.text;
        assert!(!own.contains("You act for"), "{own}");
        for path in ["", "/pay", "/statement", "/members", "/members/RIVR0003", "/partners"] {
            let page = ben.get(&format!("/riverside/as/RIVR0006{path}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.text.contains("You act for Ben’s workshop (RIVR0006)."), "{path}: {}", page.text);
            assert!(!page.text.contains("It is recorded under your name"), "{path}");
            let menu = page.text.split_once("<nav").unwrap().1;
            for link in ["", "/pay", "/members", "/statement"] {
                assert!(menu.contains(&format!("href=\"/riverside/as/RIVR0006{link}\"")), "{path} {link}: {menu}");
                assert!(!menu.contains(&format!("href=\"/riverside{link}\"")), "{path} {link}: {menu}");
            }
        }
        // However the code is written down.
        assert_eq!(ben.get("/riverside/as/rivr0006/pay").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn whoever_one_may_not_act_for_is_the_same_404_as_nobody_at_all() {
    for world in worlds().await {
        let village = riverside(&world).await;
        crate::browser::hilltop(&world).await;
        world.household(&village, ("Household", vec![village.people[1]])).await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let unknown = cleo.get("/nowhere/as/NOWH0001").await.text;
        for path in ["", "/pay", "/statement", "/statement.csv", "/members", "/partners", "/balances", "/nothing"] {
            for code in ["RIVR0002", "RIVR0006", "RIVR0099", "HILL0001", "x", "%00", ""] {
                let page = cleo.get(format!("/riverside/as/{code}{path}").trim_end_matches('/')).await;
                assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown), "{code} {path}");
            }
            for code in ["RIVR0099", "HILL0001", "x", "%00", ""] {
                let page = ada.get(format!("/riverside/as/{code}{path}").trim_end_matches('/')).await;
                assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown), "{code} {path}");
            }
        }
        // What is the committee's is done as oneself, whoever one acts for.
        for path in
            ["/balances", "/settings", "/settings/members", "/members/RIVR0003/limits", "/members/RIVR0003/statement"]
        {
            for code in ["RIVR0001", "RIVR0002"] {
                let page = ada.get(&format!("/riverside/as/{code}{path}")).await;
                assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown), "{code} {path}");
            }
        }
        let mut nobody = Browser::new(&world);
        for code in ["RIVR0002", "RIVR0099"] {
            let page = nobody.get(&format!("/riverside/as/{code}/pay")).await;
            assert_eq!(page.location(), format!("/sign-in?next=%2Friverside%2Fas%2F{code}%2Fpay"));
        }
    }
}

#[tokio::test]
async fn a_household_of_two_persons_has_one_account_and_the_mail_leads_both_to_its_receipt() {
    for world in worlds().await {
        let village = riverside(&world).await;
        world.household(&village, ("Household", vec![village.people[1], village.people[2]])).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (paid, id) = ada.pay("RIVR0006", "8").await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER);
        for name in ["ben", "cleo"] {
            let mut one = Browser::signed_in(&world, &format!("{name}@riverside.example")).await;
            let there = one.get(&format!("/riverside/transfers/{id}")).await;
            assert_eq!(there.location(), format!("/riverside/as/RIVR0006/transfers/{id}"), "{name}");
            let receipt = one.get(there.location()).await.text;
            assert!(receipt.contains("Ada paid 8.00\u{a0}leaves to Household."), "{receipt}");
            let statement = one.get("/riverside/as/RIVR0006/statement").await.text;
            assert!(statement.contains("Ada") && statement.contains("8.00"), "{statement}");
            let own = one.get("/riverside/statement").await.text;
            assert!(!own.contains("8.00"), "{own}");
        }
    }
}

/// Pays through the pages as a person does, from `before` (an exchange, or somebody in it): form, check page, its fields, receipt.
async fn pay(browser: &mut Browser, before: &str, (to, amount): (&str, &str)) -> (String, String) {
    let form = browser.get(&format!("{before}/pay")).await;
    assert_eq!(form.status, StatusCode::OK, "{before}");
    let (id, member) = (form.hidden("id"), form.hidden("member"));
    let fields = [("id", id.as_str()), ("member", &member), ("to", to), ("amount", amount), ("description", "Soup")];
    let check = browser.post(&format!("{before}/pay"), &fields).await;
    assert_eq!(check.status, StatusCode::OK, "{before}: {}", check.text);
    let names = ["id", "member", "to", "amount", "side", "description", "shown"];
    let sent: Vec<(&str, String)> = names.into_iter().map(|name| (name, check.hidden(name))).collect();
    let fields: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let paid = browser.post(&format!("{before}/transfers"), &fields).await;
    assert_eq!(paid.location(), format!("{before}/transfers/{id}"), "{}", paid.text);
    (browser.get(paid.location()).await.text, id)
}

async fn balance(world: &World, code: &str) -> i64 {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select balance from accounts where code = $1";
    sqlx::query_scalar(sql).bind(code.to_owned()).fetch_one(&mut *conn).await.unwrap()
}

async fn count(world: &World, sql: &'static str) -> i64 {
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn a_second_account_a_household_and_a_member_by_right_walk_the_same_pages_here_and_abroad() {
    for world in worlds().await {
        let (village, _) = partners(&world, (50_000, 3_000)).await;
        // RIVR0006 is Ben's second account, and a household with Cleo.
        world.household(&village, ("Household", vec![village.people[1], village.people[2]])).await;
        for (who, code, name, on_behalf) in [
            ("ben", "RIVR0006", "Household", false),
            ("cleo", "RIVR0006", "Household", false),
            ("ada", "RIVR0002", "Ben", true),
        ] {
            let mut browser = Browser::signed_in(&world, &format!("{who}@riverside.example")).await;
            let before = format!("/riverside/as/{code}");
            let (balance_before, own) = (balance(&world, code).await, world.balance(&village, 0).await);
            let (receipt, _) = pay(&mut browser, &before, ("RIVR0004", "3")).await;
            assert!(receipt.contains(&format!("{name} paid 3.00\u{a0}leaves to Sam Low.")), "{who}: {receipt}");
            let (receipt, id) = pay(&mut browser, &before, ("HILL0007", "5")).await;
            assert!(
                receipt.contains(&format!("{name} paid 5.00\u{a0}leaves to Sol HILL0007 in hilltop exchange.")),
                "{receipt}"
            );
            for says in ["You act for", if on_behalf { "on behalf of the payer" } else { "Soup" }] {
                assert!(receipt.contains(says), "{who} {says}: {receipt}");
            }
            assert_eq!(balance(&world, code).await, balance_before - 800, "{who}");
            assert_eq!(world.balance(&village, 0).await, own, "nobody else paid");
            let home = browser.get(&before).await.text;
            let statement = browser.get(&format!("{before}/statement")).await.text;
            for page in [&home, &statement] {
                assert!(
                    page.contains("Sam Low") && page.contains(&format!("/riverside/as/{code}/transfers/{id}")),
                    "{page}"
                );
            }
            let csv = browser.get(&format!("{before}/statement.csv?month=2026-11")).await.text;
            assert!(csv.contains("Sam Low") && csv.contains("-5.00"), "{csv}");
        }
        // Of the committee's two payments: recorded as acts for Ben, told to him, and not to the household of theirs.
        let acts = "select count(*) as n from journal u join members m on m.exchange_id = u.exchange_id
            and m.member_id = u.on_behalf_of where u.what = 'pay for' and m.name = 'Ben'";
        assert_eq!(count(&world, acts).await, 2, "{}", world.engine);
        assert_eq!(count(&world, "select count(*) as n from journal where what = 'pay for'").await, 2);
        assert_eq!(count(&world, "select count(*) as n from transfers where on_behalf = 1").await, 2);
        let told = "select count(*) as n from notices n join members m on m.exchange_id = n.exchange_id
            and m.account_id = n.account_id where n.kind = 'paid-for-you' and m.name = 'Ben'";
        assert_eq!(count(&world, told).await, 2);
        assert_eq!(count(&world, "select count(*) as n from notices where kind = 'paid-for-you'").await, 2);
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert!(ben.get("/riverside/members/RIVR0002").await.text.contains("Paid on behalf of this member"));
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn a_form_made_for_one_account_is_not_sent_for_another() {
    for world in worlds().await {
        let village = riverside(&world).await;
        world.household(&village, ("Household", vec![village.people[1], village.people[2]])).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let form = ben.get("/riverside/pay").await;
        let (id, member) = (form.hidden("id"), form.hidden("member"));
        assert_eq!(member, "RIVR0002");
        let fields = [
            ("id", id.as_str()),
            ("member", member.as_str()),
            ("to", "RIVR0001"),
            ("amount", "3"),
            ("description", "Jam"),
        ];
        for path in ["/pay", "/transfers"] {
            for (browser, before, mine) in
                [(&mut cleo, "/riverside", "RIVR0003"), (&mut ben, "/riverside/as/RIVR0006", "RIVR0006")]
            {
                let page = browser.post(&format!("{before}{path}"), &fields).await;
                assert_eq!(page.status, StatusCode::CONFLICT, "{before}{path}");
                let says =
                    format!("This form was made for Ben (RIVR0002). You pay from {mine} now. Nothing was booked.");
                assert!(page.text.contains(&says) && page.text.contains("value=\"Jam\""), "{}", page.text);
                assert_eq!(page.hidden("member"), mine);
                assert_ne!(page.hidden("id"), id, "under a number of its own");
            }
        }
        assert_eq!(world.count(&village).await, 0);
        assert_eq!(ben.post("/riverside/transfers", &fields).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn what_two_exchanges_agreed_on_is_passed_by_no_committee() {
    for world in worlds().await {
        let (village, _) = partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let id = manyhands::clock::fresh_transfer_id().to_string();
        for path in ["/riverside/as/RIVR0002/pay", "/riverside/as/RIVR0002/transfers"] {
            let fields = [
                ("id", id.as_str()),
                ("to", "HILL0007"),
                ("amount", "5"),
                ("description", "Soup"),
                ("waive", "yes"),
                ("waive_reason", "the assembly"),
            ];
            let page = ada.post(path, &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                page.text.contains("both exchanges agreed on them") && page.text.contains("the assembly"),
                "{}",
                page.text
            );
        }
        assert_eq!(world.count(&village).await, 0);
    }
}

/// What is said to who pays, and to nobody who acts for them.
const TO_THE_MEMBER: [&str; 10] = [
    "You paid",
    "paid you",
    "Your balance",
    "You can",
    "your limit",
    "your own",
    "You have",
    "your account",
    "You pay",
    "Hello",
];
const EN_ESPANOL: [&str; 9] =
    ["Has pagado", "te ha pagado", "Tu saldo", "Puedes", "tu límite", "tu propi", "Has llegado", "tu cuenta", "Pagas"];

#[tokio::test]
async fn every_page_for_somebody_else_names_them_and_its_band_leads_to_their_home() {
    for world in worlds().await {
        let (village, _) = partners(&world, (50_000, 3_000)).await;
        world.household(&village, ("Household", vec![village.people[1]])).await;
        // Close to the limits, so that everything that can be said is.
        world.sql("update accounts set warn_min = 0, warn_max = 0 where code in ('RIVR0002', 'RIVR0006')".into()).await;
        for (who, code, name) in [("ada", "RIVR0002", "Ben"), ("ben", "RIVR0006", "Household")] {
            let mut browser = Browser::signed_in(&world, &format!("{who}@riverside.example")).await;
            let before = format!("/riverside/as/{code}");
            let fresh = browser.get(&before).await.text;
            assert!(
                fresh.contains(&format!("Nothing has happened on {name}’s account yet.")) || who == "ben",
                "{fresh}"
            );
            let (_, id) = pay(&mut browser, &before, ("RIVR0004", "3")).await;
            let (_, abroad) = pay(&mut browser, &before, ("HILL0007", "5")).await;
            let mut payer = Browser::signed_in(&world, "cleo@riverside.example").await;
            let (_, received) = payer.pay(code, "1").await;
            for language in ["en", "es"] {
                world.sql(format!("update persons set language = '{language}'")).await;
                let mut texts = Vec::new();
                for path in ["", "/pay", "/statement"] {
                    texts.push(browser.get(&format!("{before}{path}")).await.text);
                }
                for id in [&id, &abroad, &received] {
                    texts.push(browser.get(&format!("{before}/transfers/{id}")).await.text);
                }
                for (to, amount) in
                    [("RIVR0004", "1"), ("HILL0007", "1"), ("RIVR0004", "9999"), ("HILL0007", "9999"), (code, "1")]
                {
                    let id = manyhands::clock::fresh_transfer_id().to_string();
                    let fields = [("id", id.as_str()), ("to", to), ("amount", amount), ("description", "Soup")];
                    texts.push(browser.post(&format!("{before}/pay"), &fields).await.text);
                }
                let band = format!("<div class=\"acting\"><p><a href=\"{before}\">");
                let unsaid: &[&str] = if language == "en" { &TO_THE_MEMBER } else { &EN_ESPANOL };
                for text in texts {
                    let (head, main) = text.split_once("<main").unwrap();
                    assert!(head.contains(&band), "{head}");
                    let main = main.split_once("</main>").unwrap().0;
                    for words in unsaid {
                        assert!(!main.contains(words), "{who} {language} {words}: {main}");
                    }
                    assert!(main.contains(name) || main.contains("Sam Low"), "{who} {language}: {main}");
                }
            }
            world.sql("update persons set language = 'en'".into()).await;
        }
    }
}
