//! Who is told what, and who is not: changed limits, agreements, those who have left, kinds that only a newer program knows, links that
//! stop one kind, and pages of notices that were all told at the same moment.

use std::collections::BTreeSet;

use app::notices::NoticeKind;
use app::roles::Role;
use axum::http::StatusCode;
use manyhands::clock::{fresh_key, fresh_transfer_id};
use manyhands::notices::{NewNotice, tell};
use manyhands::roles::{NewOffice, give_role};

use crate::browser::{Browser, hilltop, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::notices::text;

/// Recipient and subject of every mail, sorted.
async fn subjects(world: &World) -> Vec<String> {
    let sql = "select recipient || ': ' || subject from outbox order by recipient, mail_id";
    text(world, sql).await.into_iter().map(|mail| mail.replace('\u{a0}', " ")).collect()
}

#[tokio::test]
async fn a_changed_limit_tells_everybody_who_acts_for_the_member_who_changed_it_from_what_to_what_and_why() {
    const LIMITS: &str = "/riverside/members/RIVR0006/limits";
    for world in worlds().await {
        let village = riverside(&world).await;
        world.household(&village, ("The Mill", vec![village.people[1], village.people[2]])).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = ada.get(LIMITS).await;
        for line in ["warn_min", "warn_max"] {
            assert!(
                page.text.contains(&format!("name=\"{line}\" type=\"text\" value=\"\"")),
                "{line} is computed: {}",
                page.text
            );
        }
        let id = page.hidden("id");
        let fields = [("id", id.as_str()), ("min", "50"), ("max", "250"), ("warn_min", ""), ("warn_max", "")];
        let fields = [&fields[..], &[("reason", "as at the meeting")]].concat();
        for _ in 0..2 {
            assert_eq!(ada.post(LIMITS, &fields).await.location(), LIMITS);
        }
        // The same limits once more: no news.
        let id = ada.get(LIMITS).await.hidden("id");
        let same = [&[("id", id.as_str())][..], &fields[1..]].concat();
        assert_eq!(ada.post(LIMITS, &same).await.location(), LIMITS);
        world.make_mails().await;
        let told = ["ben", "cleo"]
            .map(|one| format!("{one}@riverside.example: Your limits in riverside exchange were changed"));
        assert_eq!(subjects(&world).await, told, "{}", world.engine);
        let mail = text(&world, "select body from outbox").await.remove(0).replace('\u{a0}', " ");
        for said in [
            "Ada, of the committee of riverside exchange, has changed the limits of The Mill (RIVR0006).",
            "Until now: may owe up to 100.00 leaves, hold up to 120.00 leaves; warned beyond 90.00 leaves and 108.00 leaves.",
            "From now on: may owe up to 50.00 leaves, hold up to 250.00 leaves; warned beyond 45.00 leaves and 225.00 leaves.",
            "Why: as at the meeting",
        ] {
            assert!(mail.contains(said), "{said}: {mail}");
        }
        let link = mail.lines().find_map(|line| line.strip_prefix(&world.site.config.public_url)).unwrap();
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert!(ben.get(link).await.text.contains("The Mill"), "{link}");
        let page = ben.get("/me/notices").await.text;
        assert!(
            page.contains("Your limits in riverside exchange were changed. From now on: may owe up to 50.00"),
            "{page}"
        );
        let stranger = Browser::signed_in(&world, "sam.low@riverside.example").await.get("/me/notices").await.text;
        assert!(!stranger.contains("Your limits"), "{stranger}");
    }
}

/// The agreement that waits on a page.
async fn waiting(browser: &mut Browser, path: &str) -> String {
    browser.get(path).await.hidden("agreement")
}

#[tokio::test]
async fn what_another_exchange_does_about_an_agreement_is_told_to_those_who_may_answer_for_theirs_and_to_nobody_else() {
    for world in worlds().await {
        let (river, hill) = (riverside(&world).await, hilltop(&world).await);
        // Nia acts for Omar's household too, and holds no office.
        world.sql(format!("delete from operators where person_id = {}", hill.people[0].0)).await;
        world.household(&hill, ("The Farm", vec![hill.people[0], hill.people[1]])).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let terms = [("rate", "10"), ("down", "500"), ("up", "300"), ("note", "As we said")];
        let here = [&[("partner", "hilltop")][..], &terms].concat();
        let there = [&[("partner", "riverside")][..], &terms].concat();
        let mut expected = Vec::new();
        for (answer, proposes, answers, said) in [
            ("decline", "ada", "omar", "hilltop exchange has declined the agreement with riverside exchange"),
            ("withdraw", "ada", "ada", "riverside exchange has taken back its proposal to hilltop exchange"),
            ("withdraw", "omar", "omar", "hilltop exchange has taken back its proposal to riverside exchange"),
            ("accept", "omar", "ada", "riverside exchange has accepted the agreement with hilltop exchange"),
        ] {
            let (ours, theirs) = ("/riverside/partners/hilltop", "/hilltop/partners/riverside");
            let proposed = if proposes == "ada" {
                expected.push(
                    "omar@hilltop.example: riverside exchange proposes an agreement to hilltop exchange".to_owned(),
                );
                ada.post("/riverside/partners/propose", &here).await
            } else {
                expected.push(
                    "ada@riverside.example: hilltop exchange proposes an agreement to riverside exchange".to_owned(),
                );
                omar.post("/hilltop/partners/propose", &there).await
            };
            assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.text);
            let (browser, path) = if answers == "ada" { (&mut ada, ours) } else { (&mut omar, theirs) };
            let agreement = waiting(browser, path).await;
            let fields = [("agreement", agreement.as_str()), ("answer", answer), ("down", "50"), ("up", "50")];
            let answered = browser.post(&format!("{path}/answer"), &fields).await;
            assert_eq!(answered.status, StatusCode::SEE_OTHER, "{answer}: {}", answered.text);
            let to = if answers == "ada" { "omar@hilltop.example" } else { "ada@riverside.example" };
            expected.push(format!("{to}: {said}"));
        }
        world.make_mails().await;
        expected.sort();
        let mut told = subjects(&world).await;
        told.sort();
        assert_eq!(told, expected, "{}", world.engine);
        let mut nia = Browser::signed_in(&world, "nia@hilltop.example").await;
        assert!(!nia.get("/me/notices").await.text.contains("agreement to hilltop"), "not hers to know");
        nia.post("/me/notices", &[("until", &i64::MAX.to_string())]).await;
        assert!(!nia.get("/me").await.text.contains("Notices ("), "{}: nor is it counted for her", world.engine);
        assert!(omar.get("/me").await.text.contains("Notices ("), "{}", world.engine);
        let page = omar.get("/me/notices").await.text;
        assert_eq!(page.matches("proposes an agreement to hilltop exchange").count(), 2, "{page}");
        assert!(page.contains(">New<"), "{}: she reads nothing for him: {page}", world.engine);
        assert!(
            page.contains("href=\"/hilltop/partners/riverside\"") && page.contains("href=\"/hilltop/partners\""),
            "{page}"
        );
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert!(!ben.get("/me/notices").await.text.contains("proposes"));
        assert_eq!(text(&world, "select object from notices where mailed_at is null").await.len(), 0);
        drop(river);
    }
}

#[tokio::test]
async fn a_mail_names_three_of_its_own_exchange_who_can_be_asked_the_chair_first_and_nobody_who_has_left() {
    for world in worlds().await {
        let (river, hill) = (riverside(&world).await, hilltop(&world).await);
        world.sql("update roles set role = 'membership'".to_owned()).await;
        for (village, person, role) in [
            (&river, 1, Role::Treasurer),
            (&river, 2, Role::Chair),
            (&river, 2, Role::Marketplace),
            (&river, 3, Role::Marketplace),
            (&hill, 1, Role::Chair),
        ] {
            let (exchange, by, at) = (village.exchange, village.people[0], NOON);
            let office = NewOffice { exchange, person: village.people[person], role, by, at, act: fresh_key() };
            world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
        }
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        ada.pay("cleo", "1").await;
        world.make_mails().await;
        world.sql("update members set state = 'left' where name = 'Cleo'".to_owned()).await;
        ada.pay("ben", "1").await;
        world.make_mails().await;
        let mails = text(&world, "select body from outbox order by recipient desc").await;
        let [to_cleo, to_ben] = &mails[..] else { panic!("{} {mails:?}", world.engine) };
        for (mail, named) in [
            (to_cleo, "its committee: Cleo (Chair), Ben (Treasurer), Ada (Membership secretary)."),
            (to_ben, "its committee: Ben (Treasurer), Ada (Membership secretary), "),
        ] {
            assert!(mail.contains(named), "{} {named}: {mail}", world.engine);
            assert!(!mail.contains("Nia"), "of another exchange: {mail}");
        }
    }
}

#[tokio::test]
async fn who_has_left_or_whose_exchange_is_closed_gets_no_mails() {
    for undo in [
        "update members set state = 'left' where name = 'Ben'",
        "update exchanges set status = 'closed' where slug = 'riverside'",
    ] {
        for world in worlds().await {
            riverside(&world).await;
            let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
            ada.pay("ben", "1").await;
            ada.pay("cleo", "1").await;
            world.sql(undo.to_owned()).await;
            world.make_mails().await;
            let told = subjects(&world).await;
            assert!(!told.iter().any(|mail| mail.starts_with("ben@")), "{} {undo}: {told:?}", world.engine);
            assert_eq!(told.len(), usize::from(undo.contains("members")), "{} {undo}: {told:?}", world.engine);
            assert_eq!(text(&world, "select object from notices where mailed_at is null").await.len(), 0);
        }
    }
}

#[tokio::test]
async fn a_kind_that_only_a_newer_program_knows_is_left_for_it_and_holds_nothing_up() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let (exchange, account) = (village.exchange.0, village.accounts[1].0);
        // More of them than are looked at in one go, and all before the others.
        for number in 0..150 {
            world
                .sql(format!(
                    "insert into notices (exchange_id, account_id, kind, object, at) values ({exchange}, {account}, 'levied', '{number}', 1)"
                ))
                .await;
        }
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        ada.pay("ben", "1").await;
        world.make_mails().await;
        assert_eq!(subjects(&world).await, ["ben@riverside.example: Ada paid you 1.00 leaf"], "{}", world.engine);
        let left = "select object from notices where mailed_at is null and kind = 'levied'";
        assert_eq!(text(&world, left).await.len(), 150, "{}", world.engine);
        let page = Browser::signed_in(&world, "ben@riverside.example").await.get("/me/notices").await;
        assert_eq!(page.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn each_link_stops_one_kind_and_says_nothing_of_those_for_others_and_old_ones_still_work() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let (_, id) = cleo.pay("ben", "1").await;
        let undone = ada
            .post(
                &format!("/riverside/transfers/{id}/reverse"),
                &[("id", &fresh_transfer_id().to_string()), ("reason", "by mistake")],
            )
            .await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
        world.make_mails().await;
        let urls = text(&world, "select stop_url from outbox where recipient like 'ben@%' order by mail_id").await;
        let paths: BTreeSet<&str> =
            urls.iter().map(|url| url.strip_prefix(&world.site.config.public_url).unwrap()).collect();
        assert_eq!(paths.len(), 2, "{urls:?}");
        let keys: Vec<&str> = paths.iter().map(|path| path.strip_prefix("/notices/stop/").unwrap()).collect();
        assert!(keys.iter().all(|key| key.len() == 32 && key.chars().all(|c| c.is_ascii_hexdigit())), "{keys:?}");
        let mut nobody = Browser::new(&world);
        for key in &keys {
            for kind in NoticeKind::settings() {
                let guessed = nobody.post(&format!("/notices/stop/{key}-{}", kind.tag()), &[]).await;
                assert_eq!(guessed.status, StatusCode::NOT_FOUND, "{}", kind.tag());
            }
        }
        assert_eq!(text(&world, "select kind from notice_stops").await.len(), 0);
        assert_eq!(nobody.post(&format!("/notices/stop/{}", keys[0]), &[]).await.status, StatusCode::OK);
        assert_eq!(text(&world, "select kind from notice_stops").await.len(), 1, "{}", world.engine);
        let old = "0123456789abcdef0123456789abcdef";
        world
            .sql(format!("insert into notice_keys (person_id, stop_key) values ({}, '{old}')", village.people[2].0))
            .await;
        assert_eq!(nobody.post(&format!("/notices/stop/{old}-reversed"), &[]).await.status, StatusCode::OK);
        for wrong in [old.to_owned(), format!("{old}-levied"), format!("{old}-"), "-paid".to_owned()] {
            assert_eq!(
                nobody.post(&format!("/notices/stop/{wrong}"), &[]).await.status,
                StatusCode::NOT_FOUND,
                "{wrong}"
            );
        }
    }
}

/// Tells Ben of so many payments, all at the same moment.
async fn told_at_once(world: &World, village: &Village, count: usize) {
    let mut transfers = Vec::new();
    for number in 0..count {
        transfers.push(village.new_payment(0, 1, i64::try_from(number).unwrap() + 1));
    }
    world.post(transfers.clone()).await.unwrap();
    let to = (village.exchange, village.accounts[1]);
    let notices: Vec<NewNotice> =
        transfers.iter().map(|one| NewNotice::of_transfer(NoticeKind::Paid, to, one.slip.id, NOON)).collect();
    world.db().write(notices, async |tx, notices| tell(tx, notices).await).await.unwrap();
}

#[tokio::test]
async fn notices_of_the_same_moment_are_each_on_one_page() {
    for world in worlds().await {
        let village = riverside(&world).await;
        told_at_once(&world, &village, 120).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let (mut path, mut pages, mut seen) = ("/me/notices".to_owned(), 0, Vec::new());
        loop {
            let page = ben.get(&path).await.text;
            pages += 1;
            seen.extend(page.split("href=\"/riverside/transfers/").skip(1).map(|rest| rest[..36].to_owned()));
            let Some((_, next)) = page.split_once("href=\"/me/notices?before=") else { break };
            assert!(pages < 9, "{}: no end", world.engine);
            path = format!("/me/notices?before={}", next.split('"').next().unwrap());
        }
        let each: BTreeSet<&String> = seen.iter().collect();
        assert_eq!((pages, seen.len(), each.len()), (3, 120, 120), "{}", world.engine);
        for typed in [
            "x",
            "5",
            "1.2.3",
            "1.2.3.4",
            "9.9.9.paid.%00",
            "1.1.1.pa%27id.x",
            "%ff",
            "-1.-1.-1.-.-",
            "99999999999999999999.1.1.a.b",
        ] {
            let status = ben.get(&format!("/me/notices?before={typed}")).await.status;
            assert!(!status.is_server_error(), "{}: {typed}: {status}", world.engine);
        }
    }
}
