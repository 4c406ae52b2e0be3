//! The exchange's own account: read by whoever sees balances, paid by any member, and paid from by right.

use app::ids::{Code, MemberId, TransferId};
use app::payments::PayForm;
use app::roles::Role;
use app::words::Language;
use axum::http::StatusCode;
use manyhands::clock::{fresh_key, fresh_transfer_id, random};
use manyhands::http::tenant;
use manyhands::ledger::verify::verify;
use manyhands::payments::work::{Outcome, Payer, PaymentOrder, pay};
use manyhands::roles::{NewOffice, give_role};

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::intertrading::partners;
use crate::lists::texts;

const COMMON: &str = "/riverside/as/RIVRCOMMON";

/// The chair sends the form by which the exchange itself pays.
async fn pay_out(browser: &mut Browser, page: &str, (id, to, amount): (&str, &str, &str)) -> Page {
    let fields = [("id", id), ("to", to), ("amount", amount), ("description", "Rent of the hall")];
    browser.post(&format!("{COMMON}{page}"), &fields).await
}

async fn balance(world: &World, code: &str) -> i64 {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select balance from accounts where code = $1";
    sqlx::query_scalar(sql).bind(code.to_owned()).fetch_one(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn the_committee_pays_out_of_the_common_account_which_is_recorded_and_told_to_whoever_is_paid() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let list = ada.get("/riverside/balances").await.text;
        assert!(list.contains("href=\"/riverside/members/RIVRCOMMON/statement\">The common account"), "{list}");
        let statement = ada.get("/riverside/members/RIVRCOMMON/statement").await.text;
        for page in [&list, &statement] {
            assert!(page.contains(&format!("href=\"{COMMON}/pay\"")), "{page}");
        }
        let form = ada.get(&format!("{COMMON}/pay")).await.text;
        assert!(form.contains("You act for riverside exchange (RIVRCOMMON)."), "{form}");
        assert!(form.contains("recorded under your name") && !form.contains("they are told"), "{form}");
        let id = fresh_transfer_id().to_string();
        let check = pay_out(&mut ada, "/pay", (&id, "cleo", "40")).await;
        assert!(
            check.text.contains("Pay 40.00\u{a0}leaves to Cleo from riverside exchange’s account"),
            "{}",
            check.text
        );
        let paid = pay_out(&mut ada, "/transfers", (&id, "cleo", "40")).await;
        assert_eq!(paid.location(), format!("{COMMON}/transfers/{id}"), "{}", paid.text);
        assert!(ada.get(paid.location()).await.text.contains("Common account paid 40.00\u{a0}leaves to Cleo."));
        assert_eq!((balance(&world, "RIVRCOMMON").await, balance(&world, "RIVR0003").await), (-4_000, 4_000));
        assert_eq!(balance(&world, "RIVR0001").await, 0, "nobody else paid");
        let home = ada.get(COMMON).await.text;
        assert!(home.contains("40.00\u{a0}leaves") && !home.contains("their turn"), "an exchange has no turn: {home}");
        // The journal has the act, by whom and out of which account; the committee reads it.
        let act = "select count(*) from journal j join persons p on p.person_id = j.proposed_by
            where j.what = 'pay common' and j.was = 'RIVRCOMMON' and j.becomes = '40.00 RIVR0003' and p.name = 'Ada'";
        assert_eq!(world.number(act).await, 1, "{}", world.engine);
        let decisions = ada.get("/riverside/decisions").await.text;
        assert!(
            decisions.contains("Paid out of the common account</a>: <bdi>RIVR0003, 40.00\u{a0}leaves"),
            "{decisions}"
        );
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert!(!ben.get("/riverside/decisions").await.text.contains("RIVR0003"));
        // Told to her who is paid, and to nobody else.
        assert_eq!(world.number("select count(*) from notices").await, 1, "{}", world.engine);
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let told = cleo.get("/me/notices").await.text;
        assert!(told.contains("Common account") && told.contains("40.00"), "{told}");
        // Her receipt leads to no page of a member that is none.
        let receipt = cleo.get(&format!("/riverside/transfers/{id}")).await.text;
        assert!(receipt.contains("Common account paid you 40.00\u{a0}leaves."), "{receipt}");
        assert!(!receipt.contains("/members/RIVRCOMMON"), "{receipt}");
        let statement = ada.get(&format!("{COMMON}/statement")).await.text;
        assert!(statement.contains("Rent of the hall") && statement.contains("Ada"), "{statement}");
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn a_member_pays_the_common_account_by_its_code_and_by_its_name() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        for (to, stands) in [("RIVRCOMMON", 500), ("rivr common", 1_000), ("common  account", 1_500)] {
            let (paid, id) = ben.pay(to, "5").await;
            assert_eq!(paid.location(), format!("/riverside/transfers/{id}"), "{to}: {}", paid.text);
            let receipt = ben.get(paid.location()).await.text;
            assert!(receipt.contains("You paid 5.00\u{a0}leaves to Common account."), "{receipt}");
            assert!(!receipt.contains("/members/RIVRCOMMON"), "{receipt}");
            assert_eq!(balance(&world, "RIVRCOMMON").await, stands, "{to} {}", world.engine);
        }
        assert_eq!(world.number("select count(*) from notices").await, 0, "nobody reads for it");
        // Somebody who is called so is asked about, and the exchange is not taken for them.
        world
            .sql("update members set name = 'Common account', sort_name = 'common account' where name = 'Cleo'".into())
            .await;
        let several = ben.pay("Common account", "5").await.0;
        assert_eq!(several.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(texts(&several, ".picks .code"), ["RIVR0003", "RIVRCOMMON"], "{}", world.engine);
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let to_itself = pay_out(&mut ada, "/transfers", (&fresh_transfer_id().to_string(), "RIVRCOMMON", "1")).await;
        assert_eq!(to_itself.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody pays themselves");
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn whoever_may_not_pay_for_members_finds_nothing_there() {
    for world in worlds().await {
        let village = riverside(&world).await;
        crate::browser::hilltop(&world).await;
        // Cleo keeps the market: an office without the right.
        let (exchange, person) = (village.exchange, village.people[2]);
        let office =
            NewOffice { exchange, person, role: Role::Marketplace, by: village.people[0], at: NOON, act: fresh_key() };
        world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
        for who in ["ben@riverside.example", "cleo@riverside.example", "omar@hilltop.example"] {
            let mut browser = Browser::signed_in(&world, who).await;
            let unknown = browser.get("/nowhere/as/NOWH0001").await.text;
            for path in ["", "/pay", "/statement", "/statement.csv", "/members", "/profile"] {
                let page = browser.get(&format!("{COMMON}{path}")).await;
                assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown), "{who} {path}");
            }
            for path in ["/pay", "/transfers"] {
                let page = pay_out(&mut browser, path, (&fresh_transfer_id().to_string(), "ben", "1")).await;
                assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown), "{who} {path}");
            }
            let page = browser.get("/riverside/members/RIVRCOMMON/statement").await;
            assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown), "{who}");
        }
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let unknown = ada.get("/nowhere/as/NOWH0001").await.text;
        // The exchange is nobody whom others see as a member; and a partner's clearing account is nobody's to pay from.
        for path in
            ["/riverside/as/RIVRCOMMON/profile", "/riverside/members/RIVRCOMMON", "/riverside/as/HILLCOMMON/pay"]
        {
            let page = ada.get(path).await;
            assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown), "{path}");
        }
        let changed = ada.post("/riverside/as/RIVRCOMMON/profile", &[("id", "7"), ("name", "Us")]).await;
        assert_eq!(changed.status, StatusCode::NOT_FOUND);
        assert_eq!(world.count(&village).await, 0);
    }
}

#[tokio::test]
async fn every_page_that_acts_for_the_exchange_leads_nowhere_in_vain() {
    for world in worlds().await {
        partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        pay_out(&mut ada, "/transfers", (&id, "RIVR0003", "4")).await;
        for page in
            ["", "/pay", "/statement", "/members", "/members/RIVR0003", "/partners", &format!("/transfers/{id}")]
        {
            let text = ada.get(&format!("{COMMON}{page}")).await.text;
            let links = text.split("href=\"").skip(1).map(|rest| rest.split(['"', '#']).next().unwrap());
            for link in links.filter(|link| link.starts_with("/riverside")) {
                let status = ada.get(&link.replace("&amp;", "&")).await.status;
                assert!(status.is_success() || status.is_redirection(), "{page}: {link} {status}");
            }
        }
    }
}

/// A payment out of the common account that the chair enters.
async fn order(world: &World, village: &Village, (id, to, amount): (TransferId, &str, &str)) -> PaymentOrder {
    let mut conn = world.db().read().await.unwrap();
    let exchange = tenant::by_id(&mut conn, village.exchange).await.unwrap().unwrap();
    let code = Code::common("RIVR");
    let account = sqlx::query_scalar("select account_id from accounts where code = $1").bind(code.clone());
    let form = PayForm {
        id: id.to_string(),
        to: to.into(),
        amount: amount.into(),
        description: "Rent of the hall".into(),
        ..PayForm::default()
    };
    PaymentOrder {
        payment: form.parse(&exchange.unit, (Language::English, true)).unwrap(),
        payer: Payer {
            account: account.fetch_one(&mut *conn).await.unwrap(),
            exchange,
            member: MemberId(0),
            code,
            name: "riverside exchange".into(),
            by: village.people[0],
            by_name: "Ada".into(),
            on_behalf: true,
        },
        at: NOON,
        salts: [random(), random()],
        act: fresh_key(),
    }
}

#[tokio::test]
async fn of_two_payments_out_of_the_common_account_at_once_its_limit_lets_one_pass() {
    for world in worlds().await {
        let village = riverside(&world).await;
        world.sql("update accounts set min_balance = -5000, warn_min = -4500 where code = 'RIVRCOMMON'".into()).await;
        let one = order(&world, &village, (fresh_transfer_id(), "RIVR0002", "30")).await;
        let other = order(&world, &village, (fresh_transfer_id(), "RIVR0003", "30")).await;
        let (one, other) = tokio::join!(pay(world.db(), one), pay(world.db(), other));
        let answers = [one.unwrap(), other.unwrap()];
        let count = |fits: fn(&Outcome) -> bool| answers.iter().filter(|answer| fits(answer)).count();
        assert_eq!(count(|answer| matches!(answer, Outcome::Paid(_))), 1, "{}: {answers:?}", world.engine);
        assert_eq!(count(|answer| matches!(answer, Outcome::Refused(_))), 1, "{}: {answers:?}", world.engine);
        assert_eq!((balance(&world, "RIVRCOMMON").await, world.count(&village).await), (-3_000, 1), "{}", world.engine);
        assert_eq!(world.number("select count(*) from journal where what = 'pay common'").await, 1);
    }
}

#[tokio::test]
async fn the_same_payment_out_of_the_common_account_again_and_twice_at_once_is_one() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let id = fresh_transfer_id();
        let one = order(&world, &village, (id, "RIVR0003", "30")).await;
        // Another tab draws another key for the act.
        let other = PaymentOrder { act: fresh_key(), salts: [random(), random()], ..one.clone() };
        let (first, second) = tokio::join!(pay(world.db(), one.clone()), pay(world.db(), other));
        for answer in [first.unwrap(), second.unwrap(), pay(world.db(), one).await.unwrap()] {
            assert!(matches!(answer, Outcome::Paid(_) | Outcome::Repeated(_)), "{}: {answer:?}", world.engine);
        }
        let other = order(&world, &village, (id, "RIVR0003", "31")).await;
        assert!(matches!(pay(world.db(), other).await.unwrap(), Outcome::OtherTerms), "{}", world.engine);
        assert_eq!((balance(&world, "RIVRCOMMON").await, world.count(&village).await), (-3_000, 1), "{}", world.engine);
        assert_eq!(world.number("select count(*) from journal where what = 'pay common'").await, 1);
        assert_eq!(world.number("select count(*) from notices").await, 1);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn the_common_account_pays_abroad_and_what_it_paid_is_undone_like_anybodys() {
    for world in worlds().await {
        let (village, _) = partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        let check = pay_out(&mut ada, "/pay", (&id, "HILL0007", "5")).await;
        let shown = check.hidden("shown");
        let fields =
            [("id", id.as_str()), ("to", "HILL0007"), ("amount", "5"), ("description", "Talk"), ("shown", &shown)];
        let paid = ada.post(&format!("{COMMON}/transfers"), &fields).await;
        assert_eq!(paid.location(), format!("{COMMON}/transfers/{id}"), "{}", paid.text);
        assert_eq!(balance(&world, "RIVRCOMMON").await, -500, "{}", world.engine);
        let id = fresh_transfer_id().to_string();
        pay_out(&mut ada, "/transfers", (&id, "RIVR0003", "30")).await;
        let form = ada.get(&format!("/riverside/transfers/{id}/reverse")).await;
        let fields = [("id", form.hidden("id")), ("reason", "Twice".to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let undone = ada.post(&format!("/riverside/transfers/{id}/reverse"), &fields).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
        assert_eq!(balance(&world, "RIVRCOMMON").await, -500, "{}", world.engine);
        assert_eq!(world.count(&village).await, 3);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn an_officer_enters_alone_no_more_than_the_rules_let_them_to_themselves_out_of_the_common_account() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let (exchange, person) = (village.exchange, village.people[1]);
        let office =
            NewOffice { exchange, person, role: Role::Treasurer, by: village.people[0], at: NOON, act: fresh_key() };
        world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        let refused = pay_out(&mut ada, "/transfers", (&id, "RIVR0001", "100")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(refused.text.contains("Ben"), "who could enter it: {}", refused.text);
        assert_eq!(world.count(&village).await, 0);
    }
}
