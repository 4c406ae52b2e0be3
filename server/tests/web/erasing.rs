//! Erasing whoever has left: nothing of them is found in any text of the database, and the books and everybody else's statement stay.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::text::sort_key;
use app::words::Language;
use axum::http::StatusCode;
use jiff::civil::{Date, date};
use manyhands::clock::{Clock, fresh_key, fresh_transfer_id};
use manyhands::ledger::verify::verify;
use manyhands::members::erasing::again::Erasures;
use manyhands::members::erasing::job;
use manyhands::members::states::job::on_their_day;
use manyhands::sign_in::password;
use sqlx::AssertSqlSafe;

use crate::books::columns;
use crate::browser::{Browser, PASSWORD, Page, hilltop, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::days::noon;
use crate::joining::{PHRASE, ZOE, applied};

const ZOES: &str = "/riverside/members/RIVR0006";
/// What is known of Zoe: her name, address, place, phone, and what she and others said of her.
const CANARIES: [&str; 7] = ["zoe ", "by zoe", "zoe@", "mill lane", "millwright", "900777", "mill.example"];

fn key() -> String {
    fresh_key().to_string()
}

async fn signed_in(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

async fn done(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    let id = key();
    let fields =
        if fields.iter().any(|(name, _)| *name == "id") { fields.to_vec() } else { [fields, &[("id", &*id)]].concat() };
    let page = browser.post(path, &fields).await;
    assert!([StatusCode::SEE_OTHER, StatusCode::OK].contains(&page.status), "{path}: {} {}", page.status, page.text);
    page
}

async fn pays(browser: &mut Browser, (slug, to): (&str, &str), words: &str) {
    let id = fresh_transfer_id().to_string();
    let fields = [("id", id.as_str()), ("to", to), ("amount", "1"), ("description", words), ("side", "")];
    let check = browser.post(&format!("/{slug}/pay"), &fields[..4]).await;
    let shown = check.maybe_hidden("shown").unwrap_or_default();
    let fields = [&fields[..4], &[("shown", shown.as_str())]].concat();
    let page = browser.post(&format!("/{slug}/transfers"), &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{to}: {}", page.text);
}

async fn erases(browser: &mut Browser, id: &str) -> Page {
    let fields = [("id", id), ("reason", "Asked for it by phone"), ("understood", "yes")];
    browser.post(&format!("{ZOES}/erase"), &fields).await
}

/// Every text in every table in which one of these stands, whatever its case.
async fn found(world: &World, wanted: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for (table, column, kind) in columns(world.db(), world.engine).await {
        if ["bytea", "blob"].contains(&kind.as_str()) || table.starts_with("_sqlx") {
            continue;
        }
        let mut conn = world.db().read().await.unwrap();
        let sql = format!("select lower(cast({column} as text)) as t from {table} where {column} is not null");
        let texts: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *conn).await.unwrap();
        for text in texts {
            all.extend(
                wanted.iter().filter(|one| text.contains(*one)).map(|one| format!("{one} in {table}.{column}: {text}")),
            );
        }
    }
    all
}

fn canaries() -> Vec<String> {
    let order = sort_key(Language::English, "Zoe Mill");
    CANARIES.iter().map(|one| (*one).to_owned()).chain([order]).collect()
}

/// Zoe has applied, is a member, and stands wherever a name can: all by the real pages.
async fn planted(world: &World) -> Browser {
    let mut zoe = applied(world, ZOE).await;
    zoe.post("/riverside/join/offers", &[("offers", "Bread by Zoe"), ("wants", "A millwright")]).await;
    let mut ada = signed_in(world, "ada").await;
    let id = world.number("select application_id as n from applications").await;
    done(
        &mut ada,
        &format!("/riverside/applications/{id}"),
        &[("answer", "admit"), ("application", &id.to_string()), ("reason", "")],
    )
    .await;
    let seen = zoe.get("/riverside/profile").await.hidden("seen");
    let says = [
        ("seen", &*seen),
        ("name", "Zoe Mill"),
        ("area", "Mill Lane"),
        ("about", "Millwright"),
        ("phone", "+44 7700 900777"),
    ];
    done(&mut zoe, "/riverside/profile", &says).await;
    let seen = ada.get("/riverside/as/RIVR0006/profile").await.hidden("seen");
    let says = [
        ("seen", &*seen),
        ("name", "Zoe Mill"),
        ("area", "Mill Lane 2"),
        ("about", "A millwright"),
        ("phone", "900777"),
    ];
    done(&mut ada, "/riverside/as/RIVR0006/profile", &says).await;
    done(&mut zoe, "/riverside/operators/RIVR0006", &[("email", "partner@mill.example")]).await;
    done(&mut zoe, "/riverside/contact", &[("message", "Zoe of Mill Lane asks")]).await;
    for act in ["suspend", "lift"] {
        done(&mut ada, &format!("{ZOES}/state"), &[("reason", "Zoe the millwright"), ("act", act)]).await;
    }
    done(
        &mut ada,
        &format!("{ZOES}/limits"),
        &[("min", "50"), ("max", "90"), ("warn_min", ""), ("warn_max", ""), ("reason", "Zoe asked")],
    )
    .await;
    let paper = ada.get(&format!("{ZOES}/paper-code")).await.hidden("paper");
    done(&mut ada, &format!("{ZOES}/paper-code"), &[("paper", &paper)]).await;
    let (mut ben, mut omar) = (signed_in(world, "ben").await, Browser::signed_in(world, "omar@hilltop.example").await);
    pays(&mut zoe, ("riverside", "RIVR0002"), "Bread for all").await;
    pays(&mut ben, ("riverside", "RIVR0006"), "Jam").await;
    pays(&mut zoe, ("riverside", "RIVRCOMMON"), "From Zoe of Mill Lane").await;
    done(&mut ada, "/riverside/as/RIVR0006/holiday", &[("until", ""), ("act", "go")]).await;
    pays(&mut zoe, ("riverside", "HILL0001"), "Soup").await;
    pays(&mut omar, ("hilltop", "RIVR0006"), "Tea").await;
    zoe
}

/// The same; then she leaves, and a month goes by.
async fn gone(world: &mut World) -> (Village, Village, Arc<AtomicI64>) {
    let (clock, hand) = Clock::fixed(NOON);
    world.site.clock = clock;
    let (ours, theirs) = (riverside(world).await, hilltop(world).await);
    world.agreed(&ours, &theirs, 5_000).await;
    let mut zoe = planted(world).await;
    world.make_mails().await;
    // As the worker leaves what it has sent.
    world
        .sql("update outbox set sent_at = 1, body = '', html = '' where recipient <> 'zoe@mill.example'".to_owned())
        .await;
    done(&mut zoe, "/riverside/leave", &[("act", "leave")]).await;
    let owed = "select cast(-balance as bigint) as n from accounts where code = 'RIVR0006'";
    let owed = world.number(owed).await;
    let (place, slip) = (ours.accounts.len(), ours.slip(fresh_transfer_id(), 1));
    let account =
        app::ids::AccountId(world.number("select account_id as n from accounts where code = 'RIVR0006'").await);
    assert_eq!(place, 5);
    let movement = manyhands::ledger::Movement {
        payer: ours.accounts[1],
        payee: account,
        amount: app::ledger::Amount::new(owed).unwrap(),
    };
    world.post(vec![manyhands::ledger::NewTransfer::payment(slip, movement, "Eggs".into())]).await.unwrap();
    pass(world, &hand, date(2026, 12, 25)).await;
    assert_eq!(world.number("select count(*) as n from members where state = 'left'").await, 1);
    (ours, theirs, hand)
}

async fn pass(world: &World, hand: &AtomicI64, day: Date) {
    hand.store(noon(day).0, Ordering::SeqCst);
    on_their_day(&world.site).await.unwrap();
}

/// What the others read of their books: statements as pages and as tables; and where every account stands.
async fn read(world: &World) -> Vec<String> {
    let mut all = Vec::new();
    for (email, slug) in [
        ("ada@riverside.example", "riverside"),
        ("ben@riverside.example", "riverside"),
        ("omar@hilltop.example", "hilltop"),
    ] {
        let mut browser = Browser::signed_in(world, email).await;
        for path in ["statement", "statement.csv"] {
            let text = browser.get(&format!("/{slug}/{path}")).await.text;
            // Forms have numbers of their own, and the pages a time.
            all.push(
                text.split_once("<main")
                    .map_or(text.clone(), |(_, main)| main.split("</main>").next().unwrap().to_owned()),
            );
        }
    }
    all.extend(crate::notices::text(world, "select code || ' ' || balance from accounts order by code").await);
    all
}

#[tokio::test]
async fn r22_erasing_a_person_keeps_the_sums_and_every_other_statement_but_for_the_name() {
    for mut world in worlds().await {
        let (.., hand) = gone(&mut world).await;
        pass(&world, &hand, date(2027, 1, 26)).await;
        let planted: Vec<String> = found(&world, &canaries()).await;
        for table in [
            "members.name",
            "members.phone",
            "members.sort_key",
            "journal.why",
            "act_words.was",
            "account_limits.reason",
            "transfer_words.description",
            "transfer_words.partner_name",
            "applications.offers",
            "operator_invites.email",
            "outbox.recipient",
            "outbox.subject",
            "persons.email",
        ] {
            assert!(
                planted.iter().any(|line| line.contains(table)),
                "{} nothing in {table}: {planted:?}",
                world.engine
            );
        }
        let before = read(&world).await;
        let mut ada = signed_in(&world, "ada").await;
        let page = ada.get(&format!("{ZOES}/state")).await;
        assert!(page.text.contains(&format!("href=\"{ZOES}/erase\"")), "{}", page.text);
        let named = [("id", &*key()), ("reason", "zoe mill asked"), ("understood", "yes")];
        assert_eq!(ada.post(&format!("{ZOES}/erase"), &named).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let id = key();
        for _ in 0..2 {
            let page = erases(&mut ada, &id).await;
            assert_eq!(page.location(), &format!("{ZOES}/erase"), "{} {}", world.engine, page.text);
        }
        assert_eq!(found(&world, &canaries()).await, Vec::<String>::new(), "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
        let after = read(&world).await;
        for (was, is) in before.iter().zip(&after) {
            let was =
                was.replace("Zoe Mill (RIVR0006)", "RIVR0006").replace("Zoe Mill", "RIVR0006").replace(">ZM<", ">R<");
            // What is erased stands on nobody else's statement.
            assert_eq!(&was, is, "{}", world.engine);
        }
        assert!(after.iter().any(|page| page.contains("Bread for all") && page.contains("RIVR0006")));
        // It was done once, is told to officers and never by name; nothing leads back.
        assert_eq!(world.number("select count(*) as n from journal where what = 'erased'").await, 1);
        let told = ada.get("/riverside/decisions").await;
        assert!(told.text.contains("Name and words erased") && told.text.contains("RIVR0006"), "{}", told.text);
        let again = erases(&mut ada, &key()).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text.contains("They were erased"));
        let back = [("id", &*key()), ("reason", "Is back"), ("act", "return")];
        let back = ada.post(&format!("{ZOES}/state"), &back).await;
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text.contains("applies anew"), "{}", back.text);
        let mut zoe = Browser::new(&world);
        for known_as in [ZOE, "RIVR0006"] {
            let page = zoe.post("/sign-in", &[("email", known_as), ("password", PHRASE)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{known_as}");
        }
        // Whoever comes back is somebody new.
        applied(&world, ZOE).await;
    }
}

#[tokio::test]
async fn nobody_is_erased_too_early_by_another_exchange_or_by_themselves() {
    for mut world in worlds().await {
        let (ours, _, hand) = gone(&mut world).await;
        let mut ada = signed_in(&world, "ada").await;
        let early = erases(&mut ada, &key()).await;
        assert!(early.text.contains("24 January 2027"), "{} {}", world.engine, early.text);
        pass(&world, &hand, date(2027, 1, 26)).await;
        let (mut ada, mut omar) =
            (signed_in(&world, "ada").await, Browser::signed_in(&world, "omar@hilltop.example").await);
        for path in [format!("{ZOES}/erase"), "/hilltop/members/RIVR0006/erase".to_owned()] {
            let fields = [("id", &*key()), ("reason", "Mine"), ("understood", "yes")];
            assert_eq!(omar.post(&path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for (code, says) in
            [("RIVR0001", "Another of the committee"), ("RIVR0002", "Only somebody who has left or has died")]
        {
            let fields = [("id", &*key()), ("reason", "So"), ("understood", "yes")];
            let page = ada.post(&format!("/riverside/members/{code}/erase"), &fields).await;
            assert!(
                page.status == StatusCode::UNPROCESSABLE_ENTITY && page.text.contains(says),
                "{code}: {}",
                page.text
            );
        }
        // Two at once, and one who lets her in again: whoever is first, it is one of the two.
        crate::whose::set_chair(&world, &ours, 1).await;
        let mut ben = signed_in(&world, "ben").await;
        let (one, two) = (key(), key());
        let back = [("id", &*two), ("reason", "Is back"), ("act", "return")];
        let path = format!("{ZOES}/state");
        let (erased, returned) = tokio::join!(erases(&mut ada, &one), ben.post(&path, &back));
        let won = [erased.status, returned.status].iter().filter(|status| **status == StatusCode::SEE_OTHER).count();
        assert_eq!(won, 1, "{}: {} {}", world.engine, erased.status, returned.status);
        let is_erased = erased.status == StatusCode::SEE_OTHER;
        let (called, active) = (
            "select count(*) as n from members where name = 'RIVR0006'",
            "select count(*) as n from members where state = 'active' and name = 'Zoe Mill'",
        );
        assert_eq!((world.number(called).await == 1, world.number(active).await == 1), (is_erased, !is_erased));
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn whoever_has_been_gone_for_as_long_as_the_rule_says_is_erased_by_itself_once() {
    for mut world in worlds().await {
        let (.., hand) = gone(&mut world).await;
        let erased = "select count(*) as n from erasures";
        pass(&world, &hand, date(2030, 1, 1)).await;
        job::on_their_day(&world.site).await.unwrap();
        assert_eq!(world.number(erased).await, 0, "{}: no rule says so", world.engine);
        crate::whose::lets_in(&world, &[("erase_days", "100")]).await;
        for (day, expected) in [(date(2027, 4, 3), 0), (date(2027, 4, 5), 1), (date(2027, 4, 6), 1)] {
            pass(&world, &hand, day).await;
            for _ in 0..2 {
                job::on_their_day(&world.site).await.unwrap();
            }
            assert_eq!(world.number(erased).await, expected, "{} {day}", world.engine);
        }
        assert_eq!(found(&world, &canaries()).await, Vec::<String>::new(), "{}", world.engine);
        assert_eq!(
            world.number("select count(*) as n from notices where kind = 'erased'").await,
            1,
            "{}",
            world.engine
        );
    }
}

#[tokio::test]
async fn whoever_has_left_everywhere_has_all_about_them_erased_with_their_password() {
    for mut world in worlds().await {
        let (.., hand) = gone(&mut world).await;
        pass(&world, &hand, date(2027, 1, 26)).await;
        let mut zoe = Browser::new(&world);
        assert_eq!(zoe.post("/sign-in", &[("email", ZOE), ("password", PHRASE)]).await.status, StatusCode::SEE_OTHER);
        let mut elsewhere = zoe.clone();
        let mut ben = signed_in(&world, "ben").await;
        assert!(ben.get("/me/erase").await.text.contains("You are a member of riverside exchange"));
        let fields = [("id", &*key()), ("password", PASSWORD), ("understood", "yes")];
        assert_eq!(ben.post("/me/erase", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        for (password, understood) in [("wrong", "yes"), (PHRASE, "")] {
            let fields = [("id", &*key()), ("password", password), ("understood", understood)];
            assert_eq!(zoe.post("/me/erase", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let fields = [("id", &*key()), ("password", PHRASE), ("understood", "yes")];
        let page = zoe.post("/me/erase", &fields).await;
        assert_eq!(page.location(), "/", "{} {}", world.engine, page.text);
        assert!(zoe.get("/").await.text.contains("All about you is erased"), "{}", world.engine);
        assert_eq!(elsewhere.post("/me/erase", &fields).await.status, StatusCode::UNAUTHORIZED, "{}", world.engine);
        assert_eq!(found(&world, &canaries()).await, Vec::<String>::new(), "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn in_books_from_before_it_is_done_again_and_once() {
    for mut world in worlds().await {
        let (ours, ..) = gone(&mut world).await;
        // The books from before: she was a member then, and owed.
        world.sql("update members set state = 'active' where name = 'Zoe Mill'".to_owned()).await;
        let member = world.number("select member_id as n from members where name = 'Zoe Mill'").await;
        let text = format!("member {} {member} 4711 0 5\n", ours.exchange.0);
        let erasures = Erasures::read(&text).unwrap();
        let done = erasures.do_again(world.db()).await.unwrap();
        assert_eq!((done.members, done.persons), (1, 0), "{}", world.engine);
        assert_eq!(erasures.do_again(world.db()).await.unwrap().members, 0);
        assert_eq!(found(&world, &canaries()).await, Vec::<String>::new(), "{}", world.engine);
        let mut conn = world.db().read().await.unwrap();
        let kept = Erasures::of(&mut conn).await.unwrap().text();
        assert!(kept.starts_with(&text) && kept.contains("person "), "{kept}");
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

/// A member who has left long ago, as RIVR0007, and Erin, who can sign in and is no member: for the tests of all forms.
pub async fn leave_gone(world: &World, ours: &Village) -> Browser {
    if world.number("select count(*) as n from accounts where code = 'RIVR0007'").await == 0 {
        world.household(ours, ("Erin", Vec::new())).await;
    }
    let hash = password::hash_now(PASSWORD).unwrap();
    world
        .sql(format!(
            "insert into persons (person_id, email, name, language, password_hash, is_host, created_at)
            values (4711, 'erin@nowhere.example', 'Erin', 'en', '{hash}', 0, 1) on conflict (person_id) do nothing;
            update persons set email = 'erin@nowhere.example', name = 'Erin', password_hash = '{hash}', erased_at = 0
            where person_id = 4711;
            delete from erasures;
            update members set name = 'Erin', sort_name = 'erin', state = 'left', state_since = 1, erased_at = 0
            where name in ('Erin', 'RIVR0007')"
        ))
        .await;
    Browser::signed_in(world, "erin@nowhere.example").await
}
