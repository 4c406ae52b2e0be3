//! Where an admission takes two officers: one says yes, another confirms it, and there is no way round it.

use app::roles::Role;
use axum::http::StatusCode;
use manyhands::jobs::{JobKind, do_due, holder};
use manyhands::joining::seconding::in_force;
use manyhands::rules::proposals::job::ADMISSION;
use manyhands::timetable::JOBS;

use crate::browser::{Browser, Page, hilltop};
use crate::common::{Village, World, worlds};
use crate::forms::{Fields, filled, form, send};
use crate::invitations::{confirms, invited};
use crate::joining::{applicant, apply_as, mails, sent};
use crate::proposals::{office, one_officer, said, two_officers};
use crate::whose::lets_in;

const WORK: &str = "/riverside/work";
const IN: &str = "select count(*) as n from members where name = 'Zoe'";

static TABLE: [JobKind; 1] = [JobKind { kind: ADMISSION, every: None, run: |site, job| Box::pin(in_force(site, job)) }];

/// Does what was confirmed.
async fn done(world: &World) {
    assert!(JOBS.iter().any(|job| job.kind == ADMISSION), "it happens by itself");
    do_due(&world.site, &TABLE, &holder()).await.unwrap();
}

/// Riverside, where somebody has paid: Ada in the chair, Ben treasurer, Cleo lets people in, and an admission takes two.
async fn two(world: &World) -> (Village, [Browser; 3]) {
    let (village, ada, ben) = two_officers(world).await;
    office(world, &village, (2, Role::Membership)).await;
    lets_in(world, &[("second_for_admissions", "yes")]).await;
    let cleo = Browser::signed_in(world, "cleo@riverside.example").await;
    (village, [ada, ben, cleo])
}

/// The form of an application that says yes.
async fn yes(browser: &Browser, id: i64) -> (String, Fields) {
    let path = format!("/riverside/applications/{id}");
    let fields = filled(browser, &path, &[("answer", "admit")]).await;
    (path, fields)
}

/// Says yes; where that waits.
async fn says_yes(browser: &Browser, id: i64) -> String {
    let (path, fields) = yes(browser, id).await;
    let page = send(browser, &path, &fields).await;
    assert!(page.location().starts_with("/riverside/proposals/"), "{} {}", page.status, page.text);
    page.location().to_owned()
}

async fn withdraws(zoe: &mut Browser) -> Page {
    let fields = form(&zoe.get("/riverside").await, "/riverside/join/withdraw").unwrap().fields;
    sent(zoe, "/riverside/join/withdraw", &fields).await
}

#[tokio::test]
async fn whoever_one_officer_admits_is_a_member_once_another_has_confirmed_it() {
    for world in worlds().await {
        let (village, [ada, ben, cleo]) = two(&world).await;
        hilltop(&world).await;
        let (mut zoe, id) = applicant(&world, &village, "Zoe").await;
        let (path, fields) = yes(&ada, id).await;
        assert!(ada.clone().get(&path).await.text.contains("Another officer has to confirm it"), "{}", world.engine);
        let waits = send(&ada, &path, &fields).await.location().to_owned();
        assert!(waits.starts_with("/riverside/proposals/"), "{} {waits}", world.engine);
        assert_eq!(send(&ada, &path, &fields).await.location(), waits, "{}: the same form is one yes", world.engine);
        done(&world).await;
        assert_eq!(world.number(IN).await, 0, "{}: nobody has confirmed it", world.engine);
        let own = ada.clone().post(&waits, &[("id", "9"), ("answer", "second")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        // It is the committee's to know.
        let (sam, omar) = ("sam.low@riverside.example", "omar@hilltop.example");
        for email in [sam, omar] {
            let mut other = Browser::signed_in(&world, email).await;
            let unknown = other.get("/riverside/proposals/1").await;
            assert_eq!(unknown.status, StatusCode::NOT_FOUND);
            assert_eq!(other.get(&waits).await.text, unknown.text, "{email}");
            assert_eq!(other.post(&waits, &[("id", "9"), ("answer", "second")]).await.text, unknown.text, "{email}");
        }
        let list = ben.clone().get(WORK).await.text;
        assert!(list.contains("Zoe wants to join") && list.contains(&waits), "{} {list}", world.engine);
        assert!(ben.clone().get("/me/notices").await.text.contains(&waits), "{}", world.engine);
        let page = cleo.clone().get(&path).await.text;
        assert!(page.contains(&waits) && !page.contains("value=\"admit\""), "{page}");
        assert!(cleo.clone().get(&waits).await.text.contains(&path), "who may looks at the application");
        assert!(!ben.clone().get(&waits).await.text.contains(&path), "{}", world.engine);
        let confirm = filled(&ben, &waits, &[("answer", "second")]).await;
        for _ in 0..2 {
            assert_eq!(send(&ben, &waits, &confirm).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        }
        for _ in 0..2 {
            done(&world).await;
        }
        assert_eq!(world.number(IN).await, 1, "{}", world.engine);
        assert!(zoe.get("/riverside").await.text.contains("RIVR0006"), "{}", world.engine);
        assert_eq!(mails(&world, "zoe@mill.example").await.len(), 1, "{}", world.engine);
        assert_eq!(send(&ada, &path, &fields).await.location(), waits, "{}: and later, too", world.engine);
        let seconded = "select count(*) as n from journal where what = 'admitted' and seconded_by <> 0";
        assert_eq!(world.number(seconded).await, 1, "{}", world.engine);
        let read = ada.clone().get("/riverside/decisions").await.text;
        assert!(read.contains("confirmed by Ben") && read.contains("confirm: an admission"), "{read}");
        let read = Browser::signed_in(&world, sam).await.get("/riverside/decisions").await.text;
        assert!(!read.contains("an admission"), "{}: no member's business", world.engine);
    }
}

#[tokio::test]
async fn an_application_that_is_taken_back_or_declined_meanwhile_ends_what_waited_once() {
    for world in worlds().await {
        let (village, [ada, ben, cleo]) = two(&world).await;
        for answered in ["withdrawn", "declined", "confirmed"] {
            let (mut zoe, id) = applicant(&world, &village, &format!("Zoe {answered}")).await;
            let waits = says_yes(&ada, id).await;
            if answered == "confirmed" {
                assert_eq!(said(&ben, &waits, "second", "").await.status, StatusCode::SEE_OTHER);
            }
            if answered == "declined" {
                let path = format!("/riverside/applications/{id}");
                let fields = filled(&cleo, &path, &[("answer", "decline"), ("reason", "We are full")]).await;
                assert_eq!(send(&cleo, &path, &fields).await.location(), WORK, "one officer says no");
            } else {
                withdraws(&mut zoe).await;
            }
            let page = ada.clone().get(&waits).await.text;
            assert!(page.contains("It does not come about. The application was taken back or decided"), "{page}");
            let late = ben.clone().post(&waits, &[("id", "9"), ("answer", "second")]).await;
            assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {answered}", world.engine);
            done(&world).await;
        }
        assert_eq!(world.number("select count(*) as n from members where name like 'Zoe%'").await, 0);
        let fallen = "select count(*) as n from journal where what = 'act fallen'";
        assert_eq!(world.number(fallen).await, 3, "{}", world.engine);
        assert!(!ben.clone().get(WORK).await.text.contains("wants to join"), "{}", world.engine);
    }
}

#[tokio::test]
async fn two_who_confirm_at_once_confirm_once_and_a_withdrawal_at_that_moment_leaves_one_of_both() {
    for world in worlds().await {
        let (village, [ada, ben, cleo]) = two(&world).await;
        let (mut zoe, id) = applicant(&world, &village, "Zoe").await;
        let waits = says_yes(&ada, id).await;
        let second = [("answer", "second")];
        let (one, other) = (filled(&ben, &waits, &second).await, filled(&cleo, &waits, &second).await);
        let (one, other) = tokio::join!(send(&ben, &waits, &one), send(&cleo, &waits, &other));
        let mut answers = [one.status, other.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
        let (_, gone) = tokio::join!(done(&world), withdraws(&mut zoe));
        // Whoever became a member at that moment sends the form of somebody else.
        assert!([StatusCode::SEE_OTHER, StatusCode::CONFLICT].contains(&gone.status), "{}", world.engine);
        done(&world).await;
        let state =
            format!("select count(*) as n from applications where application_id = {id} and state = 'admitted'");
        assert_eq!(world.number(IN).await, world.number(Box::leak(state.into_boxed_str())).await, "{}", world.engine);
        let ended = "select count(*) as n from proposals where state in ('in_force', 'fallen')";
        assert_eq!(world.number(ended).await, 1, "{}", world.engine);
    }
}

#[tokio::test]
async fn several_who_are_admitted_at_once_wait_each_by_itself() {
    for world in worlds().await {
        let (village, [ada, ben, _]) = two(&world).await;
        for nth in 0..3 {
            apply_as(&world, &village, &format!("New{nth}"), 4_000 + nth).await;
        }
        let page = ada.clone().get(WORK).await;
        let found = form(&page, WORK).unwrap();
        let picks = found.names.iter().filter(|name| name.starts_with("pick-"));
        let fields: Fields =
            found.fields.iter().cloned().chain(picks.map(|name| (name.clone(), "yes".into()))).collect();
        for _ in 0..2 {
            let said = send(&ada, WORK, &fields).await.text;
            assert!(said.contains("3 admissions wait for another officer"), "{} {said}", world.engine);
        }
        let waiting = "select count(*) as n from proposals where state = 'proposed'";
        assert_eq!(world.number(waiting).await, 3, "{}", world.engine);
        let list = ben.clone().get(WORK).await.text;
        let paths: Vec<String> = list
            .split("/riverside/proposals/")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .map(|id| format!("/riverside/proposals/{id}"))
            .collect();
        assert_eq!(paths.len(), 3, "{list}");
        assert_eq!(said(&ben, &paths[0], "decline", "Not yet").await.status, StatusCode::SEE_OTHER);
        for path in &paths[1..] {
            assert_eq!(said(&ben, path, "second", "").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        }
        done(&world).await;
        let members = "select count(*) as n from members where name like 'New%'";
        assert_eq!(world.number(members).await, 2, "{}", world.engine);
        let waits = "select count(*) as n from applications where state = 'applied'";
        assert_eq!(world.number(waits).await, 1, "whoever was not confirmed waits on");
    }
}

#[tokio::test]
async fn neither_an_invitation_nor_the_form_of_adding_nor_a_sheet_is_a_way_round_it() {
    for world in worlds().await {
        let (_, [ada, ben, _]) = two(&world).await;
        assert!(ada.clone().get("/riverside/invitations").await.text.contains("waits until another one confirms it"));
        let (_, code) = invited(&ada, "1").await;
        let mut zoe = Browser::new(&world);
        let page = zoe.get(&format!("/riverside/join?invitation={code}")).await.text;
        assert!(page.contains("another person of the committee confirms it"), "{page}");
        confirms(&world, &mut zoe, ("Zoe", "zoe@mill.example"), &code).await;
        assert_eq!(world.number(IN).await, 0, "{}", world.engine);
        let home = zoe.get("/riverside").await.text;
        assert!(home.contains("Whoever invited you has said yes"), "{home}");
        let list = ben.clone().get(WORK).await.text;
        let id = list.split("/riverside/proposals/").nth(1).unwrap().split('"').next().unwrap();
        let waits = format!("/riverside/proposals/{id}");
        let own = ada.clone().post(&waits, &[("id", "9"), ("answer", "second")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: who invited has said yes", world.engine);
        assert_eq!(said(&ben, &waits, "second", "").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        done(&world).await;
        assert_eq!(world.number(IN).await, 1, "{}", world.engine);
        let add = "/riverside/settings/members";
        let fields = filled(&ada, add, &[("name", "Yan"), ("kind", "person"), ("email", "yan@mill.example")]).await;
        let refused = send(&ada, add, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(refused.text.contains("somebody with an address applies") && refused.text.contains("value=\"Yan\""));
        let sheet = "/riverside/members/import";
        let fields = filled(&ada, sheet, &[("sheet", "name\nYan\n"), ("act", "look")]).await;
        let refused = send(&ada, sheet, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(refused.text.contains("no new members are taken in from a sheet"), "{}", refused.text);
        assert_eq!(world.number("select count(*) as n from members where name = 'Yan'").await, 0);
        // Another invitation, which the second officer does not agree on.
        let (_, code) = invited(&ada, "1").await;
        let mut xia = Browser::new(&world);
        confirms(&world, &mut xia, ("Xia", "xia@mill.example"), &code).await;
        let id = world.number("select proposal_id from proposals where state = 'proposed'").await;
        let waits = format!("/riverside/proposals/{id}");
        assert_eq!(said(&ben, &waits, "decline", "Not yet").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        let home = xia.get("/riverside").await.text;
        assert!(home.contains("the committee did not agree on it") && !home.contains("no longer good"), "{home}");
    }
}

#[tokio::test]
async fn who_reads_no_mail_is_entered_by_one_officer_and_is_a_member_once_another_has_confirmed_it() {
    const ADD: &str = "/riverside/settings/members";
    const APPLIED: &str = "select count(*) as n from applications where name = 'Zoe' and kind = 'household'";
    for world in worlds().await {
        let (_, [ada, ben, _]) = two(&world).await;
        let fields = [("name", "Zoe"), ("kind", "household"), ("area", "Mill lane"), ("about", "Bakes")];
        let fields = filled(&ada, ADD, &fields).await;
        // A finger that sends it twice.
        let (first, second) = tokio::join!(send(&ada, ADD, &fields), send(&ada, ADD, &fields));
        let waits = first.location().to_owned();
        assert!(waits.starts_with("/riverside/proposals/"), "{} {} {}", world.engine, first.status, first.text);
        assert_eq!(second.location(), waits, "{}", world.engine);
        assert_eq!((world.number(APPLIED).await, world.number(IN).await), (1, 0), "{}", world.engine);
        let own = ada.clone().post(&waits, &[("id", "9"), ("answer", "second")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: nobody confirms their own", world.engine);
        assert_eq!(said(&ben, &waits, "second", "").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        for _ in 0..2 {
            done(&world).await;
        }
        let like = "select count(*) as n from members where name = 'Zoe' and kind = 'household' and about = 'Bakes'";
        assert_eq!((world.number(like).await, world.number(IN).await), (1, 1), "{}", world.engine);
        let paper = ada.clone().get("/riverside/members/RIVR0006/paper-code").await;
        assert_eq!(paper.status, StatusCode::OK, "{}: a code on paper comes next", world.engine);
    }
}

#[tokio::test]
async fn one_officer_is_enough_where_nobody_else_could_confirm_it_or_the_rule_is_off() {
    for world in worlds().await {
        let (village, ada, _) = one_officer(&world).await;
        lets_in(&world, &[("second_for_admissions", "yes")]).await;
        let admits = async |name: &str| {
            let (_, id) = applicant(&world, &village, name).await;
            let (path, fields) = yes(&ada, id).await;
            send(&ada, &path, &fields).await.location().to_owned()
        };
        assert_eq!(admits("Zoe").await, WORK, "{}: nobody else could", world.engine);
        office(&world, &village, (1, Role::Treasurer)).await;
        assert!(admits("Yan").await.starts_with("/riverside/proposals/"), "{}", world.engine);
        lets_in(&world, &[("second_for_admissions", "no")]).await;
        assert_eq!(admits("Xia").await, WORK, "{}", world.engine);
        assert_eq!(world.number("select count(*) as n from journal where what = 'admitted'").await, 2);
    }
}
