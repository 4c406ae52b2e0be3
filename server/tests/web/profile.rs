//! How the others see a member: changed by the member, corrected by the committee, once, and never over what somebody has not seen.

use app::roles::Role;
use axum::http::StatusCode;
use manyhands::clock::{fresh_key, fresh_transfer_id};
use manyhands::roles::{NewOffice, give_role};
use sqlx::AssertSqlSafe;

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::forms::{filled, form, send};

const PATH: &str = "/riverside/profile";
const FOR_CLEO: &str = "/riverside/as/RIVR0003/profile";

async fn texts(world: &World, sql: &str) -> Vec<String> {
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_all(&mut *conn).await.unwrap()
}

/// The same village, with Ben as the treasurer.
async fn with_treasurer(world: &World) -> Village {
    let village = riverside(world).await;
    let (exchange, person, by) = (village.exchange, village.people[1], village.people[0]);
    let office = NewOffice { exchange, person, role: Role::Treasurer, by, at: NOON, act: fresh_key() };
    world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
    village
}

#[tokio::test]
async fn a_member_changes_how_the_others_see_them_and_is_found_by_it_at_once() {
    for world in worlds().await {
        riverside(&world).await;
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let typed = [
            ("name", " Éva  Baker "),
            ("area", "Mill Lane"),
            ("about", "Mends gutters & roofs"),
            ("phone", "+44 171 123456"),
            ("phone_shown", "yes"),
        ];
        let fields = filled(&cleo, PATH, &typed).await;
        for _ in 0..2 {
            let saved = send(&cleo, PATH, &fields).await;
            assert_eq!(saved.location(), "/riverside/members/RIVR0003", "{} {}", world.engine, saved.text);
        }
        for (looked_for, found) in [
            ("eva", true),
            ("BAKER", true),
            ("gutter", true),
            ("mill lane", true),
            ("rivr0003", true),
            ("cleo", false),
            ("171", false),
            ("nobody", false),
        ] {
            let page = ben.get(&format!("/riverside/members?q={}", looked_for.replace(' ', "+"))).await;
            assert_eq!(page.text.contains("Éva Baker"), found, "{} {looked_for}", world.engine);
        }
        let all = ben.get("/riverside/members").await.text;
        let places =
            ["Ada", "Ben", "Éva Baker", "Sam Low"].map(|name| all.find(&format!("<bdi>{name}</bdi>")).unwrap());
        assert!(places.is_sorted(), "{} {places:?}", world.engine);
        let page = ben.get("/riverside/members/RIVR0003").await.text;
        for part in ["Éva Baker", "Mill Lane", "Mends gutters &amp; roofs", "href=\"tel:+44171123456\""] {
            assert!(page.contains(part), "{part} in {page}");
        }
        let id = fresh_transfer_id().to_string();
        let fields = [("id", id.as_str()), ("to", "eva baker"), ("amount", "1"), ("description", "Jam")];
        let check = ben.post("/riverside/pay", &fields).await;
        assert!(check.text.contains("RIVR0003") && !check.text.contains("Cleo"), "{}", check.text);
        assert_eq!(texts(&world, "select what from journal where what = 'profile'").await.len(), 0, "her own affair");
    }
}

#[tokio::test]
async fn a_number_that_is_not_shown_is_seen_by_its_member_and_the_committee_alone() {
    for world in worlds().await {
        riverside(&world).await;
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let fields = filled(&cleo, PATH, &[("phone", "0171 987654")]).await;
        assert_eq!(send(&cleo, PATH, &fields).await.status, StatusCode::SEE_OTHER);
        for (email, sees) in
            [("ben@riverside.example", false), ("cleo@riverside.example", true), ("ada@riverside.example", true)]
        {
            let mut reader = Browser::signed_in(&world, email).await;
            let page = reader.get("/riverside/members/RIVR0003").await.text;
            assert_eq!(page.contains("0171 987654"), sees, "{} {email}", world.engine);
            assert_eq!(page.contains("seen by the committee only"), sees, "{} {email}", world.engine);
            for list in ["/riverside/members?q=987", "/riverside/members", "/riverside/members.csv"] {
                assert!(!reader.get(list).await.text.contains("0171"), "{email} {list}");
            }
        }
    }
}

#[tokio::test]
async fn the_committee_corrects_it_once_and_the_member_reads_who_did_and_what_it_was() {
    for world in worlds().await {
        with_treasurer(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let own = filled(&cleo, PATH, &[("area", "Mill")]).await;
        assert_eq!(send(&cleo, PATH, &own).await.status, StatusCode::SEE_OTHER);
        let fields = filled(&ada, FOR_CLEO, &[("area", "Quay"), ("phone", "0171 987654")]).await;
        for _ in 0..2 {
            assert_eq!(send(&ada, FOR_CLEO, &fields).await.location(), "/riverside/as/RIVR0003/members/RIVR0003");
        }
        let lines = "select what || ' ' || object || was || becomes || sought from journal where what = 'profile'";
        assert_eq!(texts(&world, lines).await, ["profile RIVR0003"], "{}: once, and no words of hers", world.engine);
        let change = "Where: Mill · Phone: – → Where: Quay · Phone: 0171 987654";
        let page = cleo.get("/riverside/members/RIVR0003").await.text;
        assert!(page.contains(change) && page.contains("Corrected what the others see"), "{}: {page}", world.engine);
        assert!(page.split_once(change).unwrap().1.contains("Ada"), "who: {page}");
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert!(ben.get("/riverside/decisions").await.text.contains(change), "the committee reads it");
        let mut sam = Browser::signed_in(&world, "sam.low@riverside.example").await;
        for path in ["/riverside/members/RIVR0003", "/riverside/decisions", "/riverside/decisions.csv?q=quay"] {
            let page = sam.get(path).await.text;
            assert!(!page.contains("Phone: ") && !page.contains("987654"), "{path}: {page}");
        }
        // She is told, once, with what it was.
        assert!(
            cleo.get("/me/notices")
                .await
                .text
                .contains("What the others see of you in riverside exchange was corrected")
        );
        world.make_mails().await;
        let mails = texts(&world, "select body from outbox where recipient = 'cleo@riverside.example'").await;
        assert_eq!(mails.len(), 1, "{}", world.engine);
        for part in
            ["Ada, of the committee", "Until now: Where: Mill", "From now on: Where: Quay", "/riverside/profile"]
        {
            assert!(mails[0].contains(part), "{part} in {}", mails[0]);
        }
        // What is hers can be erased, and the line stays.
        world.sql("delete from act_words".into()).await;
        let page = cleo.get("/riverside/members/RIVR0003").await.text;
        assert!(!page.contains("Quay · ") && page.contains("Corrected what the others see"), "{page}");
        // The treasurer keeps the accounts, not the list of members.
        for path in [FOR_CLEO, "/riverside/as/RIVR0001/profile"] {
            assert_eq!(ben.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn of_two_who_change_it_at_once_the_second_is_shown_both_versions() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let by_ada = filled(&ada, FOR_CLEO, &[("about", "Bakes & <sews>"), ("area", "Quay")]).await;
        let by_cleo = filled(&cleo, PATH, &[("about", "Teaches Greek"), ("area", "Mill")]).await;
        let (one, two) = tokio::join!(send(&ada, FOR_CLEO, &by_ada), send(&cleo, PATH, &by_cleo));
        let mut statuses = [one.status, two.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "{}", world.engine);
        let (late, page, path) =
            if one.status == StatusCode::CONFLICT { (&ada, one, FOR_CLEO) } else { (&cleo, two, PATH) };
        for both in ["Bakes &amp; &lt;sews&gt;", "Teaches Greek", "Quay", "Mill", "Somebody else has changed this"] {
            assert!(page.text.contains(both), "{} {both}: {}", world.engine, page.text);
        }
        let typed = form(&page, path).unwrap().fields;
        let (sent, other) = if path == PATH { (&by_cleo, "Quay") } else { (&by_ada, "Mill") };
        for (name, value) in sent.iter().filter(|(name, _)| name != "seen") {
            assert!(typed.contains(&(name.clone(), value.clone())), "{name} comes back as it was typed: {}", page.text);
        }
        // Who has seen it may put theirs in its place.
        assert_eq!(send(late, path, &typed).await.status, StatusCode::SEE_OTHER);
        let page = cleo.clone().get("/riverside/members/RIVR0003").await.text;
        let rows = page.split_once("<h2>What the committee").map_or(page.as_str(), |(before, _)| before);
        assert!(!rows.contains(&format!("<bdi>{other}</bdi>")), "{}: {rows}", world.engine);
        world.sql("update persons set language = 'es'".into()).await;
        let page = send(&cleo, PATH, &filled(&cleo, PATH, &[("seen", "7")]).await).await;
        assert!(page.text.contains("Otra persona ha cambiado esto"), "{}", page.text);
        assert_eq!(page.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn a_form_sent_twice_at_once_changes_once_and_with_other_words_nothing() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        for (browser, path) in [(&cleo, PATH), (&ada, FOR_CLEO)] {
            let fields = filled(browser, path, &[("area", path)]).await;
            let (one, two) = tokio::join!(send(browser, path, &fields), send(browser, path, &fields));
            assert_eq!([one.status, two.status], [StatusCode::SEE_OTHER; 2], "{} {path}", world.engine);
            let mut other = fields.clone();
            other.retain(|(name, _)| name != "area");
            other.push(("area".into(), "Elsewhere".into()));
            let answer = send(browser, path, &other).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{} {path}: {}", world.engine, answer.text);
            // Nothing is changed by a form in which nothing is changed.
            let same = filled(browser, path, &[]).await;
            assert_eq!(send(browser, path, &same).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(texts(&world, "select area from members where name = 'Cleo'").await, [FOR_CLEO], "{}", world.engine);
        assert_eq!(texts(&world, "select what from journal where what = 'profile'").await.len(), 1);
    }
}

#[tokio::test]
async fn what_is_wrong_comes_back_as_it_was_typed() {
    for world in worlds().await {
        riverside(&world).await;
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        for (field, value) in [
            ("name", ""),
            ("name", "\u{200b}"),
            ("about", &"x".repeat(501)),
            ("phone", &"1".repeat(41)),
            ("area", "a\u{202e}b"),
        ] {
            let fields = filled(&cleo, PATH, &[("about", "Kept"), ("phone_shown", "yes"), (field, value)]).await;
            let page = send(&cleo, PATH, &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(page.text.contains(&format!("href=\"#{field}\"")), "{field}: {}", page.text);
            assert_eq!(form(&page, PATH).unwrap().fields.len(), fields.len(), "nothing is lost: {}", page.text);
        }
    }
}

#[tokio::test]
async fn a_members_page_says_when_they_and_the_reader_paid_one_another_last() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let rows = |page: &Page| {
            let row = |label: &str| Some(page.text.split_once(label)?.1.split("</div>").next()?.to_owned());
            [row("<dt>Last paid you</dt>"), row("<dt>You last paid them</dt>")]
        };
        assert_eq!(rows(&cleo.get("/riverside/members/RIVR0002").await), [None, None]);
        let (_, first) = ben.pay("RIVR0003", "3").await;
        let (_, second) = ben.pay("RIVR0003", "4").await;
        let (_, back) = cleo.pay("RIVR0002", "0.50").await;
        let says = |row: Option<String>, amount: &str, id: &str| {
            row.is_some_and(|row| row.contains(amount) && row.contains(id) && row.contains("24 November 2026"))
        };
        let [paid, was_paid] = rows(&cleo.get("/riverside/members/RIVR0002").await);
        assert!(says(paid, "4.00", &second) && says(was_paid, "0.50", &back), "{}", world.engine);
        let [paid, was_paid] = rows(&ben.get("/riverside/members/RIVR0003").await);
        assert!(says(paid, "0.50", &back) && says(was_paid, "4.00", &second), "{}", world.engine);
        // Nobody else's, and not what was undone.
        assert_eq!(rows(&ada.get("/riverside/members/RIVR0002").await), [None, None]);
        let path = format!("/riverside/transfers/{second}/reverse");
        let fields = filled(&ada, &path, &[("reason", "typed twice")]).await;
        assert_eq!(send(&ada, &path, &fields).await.status, StatusCode::SEE_OTHER);
        let [paid, _] = rows(&cleo.get("/riverside/members/RIVR0002").await);
        assert!(says(paid, "3.00", &first), "{}", world.engine);
    }
}
