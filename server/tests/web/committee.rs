//! What the committee does: limits, rules, new members, undoing; each once, with a reason, and never for oneself.

use axum::http::StatusCode;
use sqlx::Row as _;

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{Village, World, worlds};

const LIMITS: &str = "/riverside/members/RIVR0002/limits";

/// The hidden field of a page's form.
fn hidden(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    page.text.split_once(&mark).unwrap().1.split('"').next().unwrap().to_owned()
}

fn limits<'a>(id: &'a str, min: &'a str, reason: &'a str) -> [(&'a str, &'a str); 4] {
    [("id", id), ("min", min), ("max", "none"), ("reason", reason)]
}

async fn number(world: &World, sql: &'static str, village: &Village) -> i64 {
    let mut conn = world.db().read().await.unwrap();
    let row = sqlx::query(sql).bind(village.exchange).fetch_one(&mut *conn).await.unwrap();
    row.try_get(0).unwrap()
}

#[tokio::test]
async fn limits_are_set_once_with_a_reason_and_hold_for_the_next_payment() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert_eq!(ben.pay("cleo", "110").await.0.status, StatusCode::UNPROCESSABLE_ENTITY);
        let id = hidden(&ada.get(LIMITS).await, "id");
        let refused = ada.post(LIMITS, &limits(&id, "115,00,0", "")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("115,00,0") && refused.text.contains("Say why"));
        for (min, status) in
            [("115", StatusCode::SEE_OTHER), ("115.00", StatusCode::SEE_OTHER), ("999", StatusCode::CONFLICT)]
        {
            assert_eq!(ada.post(LIMITS, &limits(&id, min, "asked")).await.status, status, "{min}");
        }
        let page = ada.get(LIMITS).await;
        assert!(page.text.contains("Ben can owe up to 115.00\u{a0}leaves"), "{}", page.text);
        assert_eq!(ben.pay("cleo", "116").await.0.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(ben.pay("cleo", "115").await.0.status, StatusCode::SEE_OTHER);
        let acts = "select count(*) as n from journal where exchange_id = $1 and what = 'limits'";
        assert_eq!(number(&world, acts, &village).await, 1);
    }
}

#[tokio::test]
async fn nobody_sets_their_own_limits() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let path = "/riverside/members/RIVR0001/limits";
        assert!(!ada.get(path).await.text.contains("name=\"min\""));
        let page = ada.post(path, &limits("77", "999", "why not")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("Nobody sets their own limits"));
        assert_eq!(ada.pay("ben", "101").await.0.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_member_may_not_and_another_exchanges_committee_learns_nothing() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let unknown = omar.get("/nowhere/members/NOWH0001").await;
        for path in [LIMITS, "/riverside/settings/members"] {
            assert_eq!(ben.get(path).await.status, StatusCode::FORBIDDEN);
            assert_eq!(ben.post(path, &limits("1", "1", "x")).await.status, StatusCode::FORBIDDEN);
            assert_eq!(omar.get(path).await.text, unknown.text);
            assert_eq!(omar.post(path, &limits("1", "1", "x")).await.text, unknown.text);
        }
        assert_eq!(omar.get("/hilltop/members/RIVR0002/limits").await.text, unknown.text);
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for subject in ["look", "unit", "limits", "newcomers", "growth", "openness", "membership", "deciding"] {
            let path = format!("/riverside/settings/{subject}");
            assert_eq!(ben.get(&path).await.status, StatusCode::FORBIDDEN);
            assert_eq!(ben.post(&path, &[("id", "1")]).await.status, StatusCode::FORBIDDEN);
            assert_eq!(ada.get(&path).await.status, StatusCode::OK);
        }
        assert_eq!(ada.get("/riverside/settings/secrets").await.status, StatusCode::NOT_FOUND);
        assert_eq!(ben.get("/riverside/settings").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_member_is_added_once_with_a_code_and_a_mail_and_signs_in_later() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let path = "/riverside/settings/members";
        let id = hidden(&ada.get(path).await, "id");
        let form = |name, email| [("id", id.as_str()), ("name", name), ("kind", "person"), ("email", email)];
        let wrong = ada.post(path, &form("Nora", "nora")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"nora\""));
        for _ in 0..2 {
            let added = ada.post(path, &form("Nora", "nora@example.org")).await;
            assert_eq!(added.location(), "/riverside/members/RIVR0006");
        }
        let members = "select count(*) as n from members where exchange_id = $1";
        assert_eq!(number(&world, members, &village).await, 6);
        let mails = "select count(*) as n from outbox where recipient = 'nora@example.org' and $1 > 0";
        assert_eq!(number(&world, mails, &village).await, 1);
        let mut conn = world.db().read().await.unwrap();
        let first = "select body from outbox where recipient = 'nora@example.org'";
        let first: String = sqlx::query_scalar(first).fetch_one(&mut *conn).await.unwrap();
        drop(conn);
        for said in ["Ada, of the committee of riverside exchange, has added you", "RIVR0006", "count them in leaves"] {
            assert!(first.contains(said), "{said}: {first}");
        }
        let link = first.lines().find_map(|line| line.strip_prefix(&world.site.config.public_url)).unwrap();
        let mut nora = Browser::new(&world);
        assert_eq!(nora.post(link, &[("new", "seven slow snails sail")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(nora.get("/riverside").await.status, StatusCode::OK);
        assert_eq!(number(&world, mails, &village).await, 1, "a first password is no changed one");
        let id = hidden(&ada.get(path).await, "id");
        let again = [("id", id.as_str()), ("name", "Ben"), ("kind", "person"), ("email", "ben@riverside.example")];
        assert_eq!(ada.post(path, &again).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_change_of_rules_is_a_decision_that_every_member_reads() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert_eq!(ben.pay("cleo", "5").await.0.status, StatusCode::SEE_OTHER);
        let (look, unit) = ("/riverside/settings/look", "/riverside/settings/unit");
        let page = ada.get(look).await;
        let (id, version) = (hidden(&page, "id"), hidden(&page, "version"));
        let named = |id, reason| {
            let text = [("name", "Riverside LETS"), ("description", ""), ("area", "By the river"), ("hue", "9")];
            [&[("id", id), ("version", version.as_str()), ("reason", reason)][..], &text].concat()
        };
        let other = [("id", id.as_str()), ("version", version.as_str()), ("unit_name", "acorn"), ("reason", "nicer")];
        let fixed = ada.post(unit, &[&other[..], &[("units_per_hour", "10")]].concat()).await;
        assert_eq!(fixed.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody has paid");
        for _ in 0..2 {
            let decided = ada.post(look, &named(id.as_str(), "the assembly")).await;
            assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.text);
        }
        let stale = ada.post(look, &named("99", "again")).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        let decisions =
            "select count(*) as n from journal where exchange_id = $1 and what = 'rule' and why = 'the assembly'";
        assert_eq!(number(&world, decisions, &village).await, 2, "the name and the place");
        let page = ben.get("/riverside/settings").await;
        assert!(page.text.contains("the assembly") && page.text.contains("By the river"), "{}", page.text);
    }
}

#[tokio::test]
async fn a_payment_is_undone_once_by_its_opposite_and_both_sides_are_told() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let (_, id) = ben.pay("cleo", "40").await;
        let path = format!("/riverside/transfers/{id}/reverse");
        assert_eq!(ben.get(&path).await.status, StatusCode::FORBIDDEN);
        let page = ada.get(&path).await;
        assert!(page.text.contains("Ben paid 40.00\u{a0}leaves to Cleo."), "{}", page.text);
        assert!(page.text.contains("Cleo gives 40.00\u{a0}leaves back to Ben."), "{}", page.text);
        let opposite = hidden(&page, "id");
        let form = |reason| [("id", opposite.as_str()), ("reason", reason)];
        assert_eq!(ada.post(&path, &form(" ")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        for _ in 0..2 {
            assert_eq!(ada.post(&path, &form("typed twice")).await.status, StatusCode::SEE_OTHER);
        }
        let other = manyhands::clock::fresh_transfer_id().to_string();
        let second = ada.post(&path, &[("id", other.as_str()), ("reason", "again")]).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((world.balance(&village, 1).await, world.balance(&village, 2).await), (0, 0));
        assert_eq!(world.count(&village).await, 2);
        world.make_mails().await;
        let told = "select count(*) as n from outbox where subject like '%undone%' and $1 > 0";
        assert_eq!(number(&world, told, &village).await, 2);
        let body = "select count(*) as n from outbox where $1 > 0 and body like '%The committee of riverside exchange has undone \
                    the payment of 40.00%leaves from Ben to Cleo.%Why: typed twice%'";
        assert_eq!(number(&world, body, &village).await, 2);
        let (_, own) = ada.pay("ben", "3").await;
        let own = ada.get(&format!("/riverside/transfers/{own}/reverse")).await;
        assert!(own.text.contains("You are a party to this payment"));
    }
}

#[tokio::test]
async fn the_committee_pays_for_a_member_once_recorded_and_told() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (path, pay) = ("/riverside/as/RIVR0002/pay", "/riverside/as/RIVR0002/transfers");
        assert!(ada.get("/riverside/members/RIVR0002").await.text.contains(&format!("href=\"{path}\"")));
        let id = hidden(&ada.get(path).await, "id");
        let form = |to, amount, rest: &[(&'static str, &'static str)]| {
            let mut fields = vec![("id", id.as_str()), ("to", to), ("amount", amount), ("description", "Bread")];
            fields.extend_from_slice(rest);
            fields
        };
        let check = ada.post(path, &form("Cleo", "8", &[])).await;
        assert_eq!((check.status, world.count(&village).await), (StatusCode::OK, 0));
        for says in ["You act for Ben (RIVR0002).", "It is recorded under your name, and they are told."] {
            assert!(check.text.contains(says), "{}", check.text);
        }
        assert!(check.text.contains("Pay 8.00\u{a0}leaves to Cleo from Ben’s account"), "{}", check.text);
        let beyond = ada.post(pay, &form("Cleo", "101", &[])).await;
        assert_eq!((beyond.status, world.count(&village).await), (StatusCode::UNPROCESSABLE_ENTITY, 0));
        let waived = [("waive", "yes")];
        assert_eq!(ada.post(pay, &form("Cleo", "101", &waived)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let why = [("waive", "yes"), ("waive_reason", "the assembly")];
        for path in [path, pay] {
            let own = ada.post(path, &form("Ada", "101", &why)).await;
            assert_eq!((own.status, world.count(&village).await), (StatusCode::UNPROCESSABLE_ENTITY, 0));
            assert!(own.text.contains("You are paid yourself"), "{}", own.text);
        }
        // Nor does anybody let their own payment pass, whatever they send.
        let id = manyhands::clock::fresh_transfer_id().to_string();
        let mine = [("id", id.as_str()), ("to", "Cleo"), ("amount", "101"), ("description", "Bread"), why[0], why[1]];
        let beyond = ada.post("/riverside/transfers", &mine).await;
        assert_eq!((beyond.status, world.count(&village).await), (StatusCode::UNPROCESSABLE_ENTITY, 0));
        assert!(!ada.get("/riverside/pay").await.text.contains("name=\"waive\""));
        let check = ada.post(path, &form("Cleo", "101", &why)).await;
        assert!(check.text.contains("the assembly") && check.hidden("waive") == "yes", "{}", check.text);
        let id = check.hidden("id");
        for _ in 0..2 {
            let paid = ada.post(pay, &form("Cleo", "101", &why)).await;
            assert_eq!(paid.location(), format!("/riverside/as/RIVR0002/transfers/{id}"));
        }
        assert_eq!((world.balance(&village, 1).await, world.count(&village).await), (-10_100, 1));
        world.make_mails().await;
        let told = "select count(*) as n from outbox where recipient = 'ben@riverside.example' and $1 > 0";
        assert_eq!(number(&world, told, &village).await, 1);
        let told = "select count(*) as n from outbox where $1 > 0 and subject like 'Cleo was paid 101.00%leaves on your%' \
                    and body like '%Ada, of the committee of riverside exchange, paid 101.00%leaves to Cleo on your behalf.%'";
        assert_eq!(number(&world, told, &village).await, 1);
        let booked = "select count(*) as n from transfers where exchange_id = $1 and on_behalf = 1 and waived = 1";
        assert_eq!(number(&world, booked, &village).await, 1);
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let receipt = ben.get(&format!("/riverside/transfers/{id}")).await;
        assert!(receipt.text.contains("on behalf of the payer") && receipt.text.contains("the assembly"));
        assert_eq!(ben.get("/riverside/as/RIVR0003/pay").await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            ben.post("/riverside/as/RIVR0003/transfers", &form("Ben", "1", &[])).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn a_form_whose_key_stands_for_something_else_is_refused_and_changes_nothing() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        assert_eq!(ada.post(LIMITS, &limits("77", "115", "asked")).await.status, StatusCode::SEE_OTHER);
        let look = "/riverside/settings/look";
        let version = hidden(&ada.get(look).await, "version");
        let rules = [("id", "77"), ("version", version.as_str()), ("name", "Hillside"), ("reason", "nicer")];
        let page = ada.post(look, &[&rules[..], &[("description", ""), ("area", ""), ("hue", "9")]].concat()).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.text);
        let add = [("id", "77"), ("name", "Nora"), ("kind", "person")];
        assert_eq!(ada.post("/riverside/settings/members", &add).await.status, StatusCode::CONFLICT);
        let lines = "select count(*) as n from journal where exchange_id = $1 and act_id = 77";
        assert_eq!(number(&world, lines, &village).await, 1);
        assert!(!ada.get("/riverside/settings").await.text.contains("Hillside"));
    }
}
