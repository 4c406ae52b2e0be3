//! Where an agreement takes two officers: what one signs the partner hears of once another has confirmed it, and nobody signs for both
//! sides.

use app::roles::Role;
use axum::http::StatusCode;
use manyhands::clock::fresh_key;
use manyhands::intertrading::seconding::in_force;
use manyhands::intertrading::store::clearing;
use manyhands::jobs::{JobKind, do_due, holder};
use manyhands::ledger::verify::verify;
use manyhands::rules::proposals::job::AGREEMENT;
use manyhands::timetable::JOBS;

use crate::agreements::proposal;
use crate::browser::Browser;
use crate::common::{World, worlds};
use crate::forms::filled;
use crate::intertrading::{hilltop, run};
use crate::proposals::{office, said, two_officers};

const PROPOSE: &str = "/riverside/partners/propose";
const ANSWER: &str = "/riverside/partners/hilltop/answer";
const AGREEMENTS: &str = "select count(*) as n from agreements";
const IN_FORCE: &str = "select count(*) as n from agreements where state = 'in_force'";

static TABLE: [JobKind; 1] = [JobKind { kind: AGREEMENT, every: None, run: |site, job| Box::pin(in_force(site, job)) }];

/// Does what was confirmed.
async fn done(world: &World) {
    assert!(JOBS.iter().any(|job| job.kind == AGREEMENT), "it happens by itself");
    do_due(&world.site, &TABLE, &holder()).await.unwrap();
}

async fn omar(world: &World) -> Browser {
    Browser::signed_in(world, "omar@hilltop.example").await
}

#[tokio::test]
async fn the_partner_hears_of_a_proposal_once_another_officer_has_confirmed_it() {
    for world in worlds().await {
        let (river, mut ada, ben) = two_officers(&world).await;
        let hill = hilltop(&world).await;
        assert!(ada.get("/riverside/partners").await.text.contains("Another officer of ours has to confirm it first"));
        let id = fresh_key().to_string();
        let fields = [("id", id.as_str())].into_iter().chain(proposal("hilltop", "10", "500", "300"));
        let fields: Vec<_> = fields.collect();
        let waits = ada.post(PROPOSE, &fields).await.location().to_owned();
        assert!(waits.starts_with("/riverside/proposals/"), "{} {waits}", world.engine);
        assert_eq!(ada.post(PROPOSE, &fields).await.location(), waits, "{}: sent twice it is one", world.engine);
        let other = ada.post(PROPOSE, &proposal("hilltop", "10", "9", "9")).await;
        assert!(other.text.contains("waits already"), "{} {}", world.engine, other.text);
        done(&world).await;
        assert_eq!(world.number(AGREEMENTS).await, 0, "{}", world.engine);
        let own = ada.post(&waits, &[("id", "9"), ("answer", "second")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        let mut theirs = omar(&world).await;
        let mut sam = Browser::signed_in(&world, "sam.low@riverside.example").await;
        for other in [&mut theirs, &mut sam] {
            let unknown = other.get("/riverside/proposals/1").await;
            assert_eq!(unknown.status, StatusCode::NOT_FOUND);
            assert_eq!(other.get(&waits).await.text, unknown.text, "{}", world.engine);
            assert_eq!(other.post(&waits, &[("id", "9"), ("answer", "second")]).await.text, unknown.text);
        }
        for path in ["/riverside/work", "/riverside/partners", "/me/notices"] {
            let page = ben.clone().get(path).await.text;
            assert!(page.contains(&waits), "{} {path} {page}", world.engine);
        }
        let page = ben.clone().get(&waits).await.text;
        assert!(
            page.contains("Agreement with") && page.contains("10 here for 1 there") && page.contains("500.00"),
            "{page}"
        );
        assert_eq!(said(&ben, &waits, "second", "").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(theirs.get("/hilltop/partners/riverside").await.status, StatusCode::NOT_FOUND);
        for _ in 0..2 {
            done(&world).await;
        }
        let agreement = theirs.get("/hilltop/partners/riverside").await.hidden("agreement");
        assert!(theirs.get("/me/notices").await.text.contains("proposes an agreement"), "{}", world.engine);
        let accept = [("agreement", agreement.as_str()), ("answer", "accept"), ("down", "20"), ("up", "50")];
        assert_eq!(theirs.post("/hilltop/partners/riverside/answer", &accept).await.location(), "/hilltop/partners");
        let mut conn = world.db().read().await.unwrap();
        let ours = clearing(&mut conn, river.exchange, hill.exchange).await.unwrap().unwrap().account;
        assert_eq!((ours.min_balance, ours.max_balance), (-50_000, 30_000), "{}", world.engine);
        drop(conn);
        let signed = "select count(*) as n from journal where what = 'agreement' and seconded_by <> 0";
        assert_eq!(world.number(signed).await, 1, "{}: of our side", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn what_is_accepted_comes_into_force_once_another_officer_has_confirmed_it() {
    for world in worlds().await {
        let (_, ada, ben) = two_officers(&world).await;
        hilltop(&world).await;
        let mut theirs = omar(&world).await;
        theirs.post("/hilltop/partners/propose", &proposal("riverside", "1", "20", "20")).await;
        let mut ada = ada;
        let agreement = ada.get("/riverside/partners/hilltop").await.hidden("agreement");
        let id = fresh_key().to_string();
        let accept =
            [("id", id.as_str()), ("agreement", &agreement), ("answer", "accept"), ("down", "300"), ("up", "200")];
        let waits = ada.post(ANSWER, &accept).await.location().to_owned();
        assert!(waits.starts_with("/riverside/proposals/"), "{} {waits}", world.engine);
        assert_eq!(ada.post(ANSWER, &accept).await.location(), waits, "{}", world.engine);
        let page = ada.get("/riverside/partners/hilltop").await.text;
        assert!(page.contains(&waits) && !page.contains("value=\"accept\""), "{page}");
        assert!(
            theirs.get("/hilltop/partners/riverside").await.text.contains("value=\"withdraw\""),
            "{}",
            world.engine
        );
        assert_eq!(
            (world.number(IN_FORCE).await, world.number("select count(*) as n from accounts where kind = 2").await),
            (0, 0)
        );
        let confirm = filled(&ben, &waits, &[("answer", "second")]).await;
        for _ in 0..2 {
            assert_eq!(crate::forms::send(&ben, &waits, &confirm).await.status, StatusCode::SEE_OTHER);
        }
        for _ in 0..2 {
            done(&world).await;
        }
        assert_eq!(world.number(IN_FORCE).await, 1, "{}", world.engine);
        let lines = "select count(*) as n from journal where what = 'agreement'";
        assert_eq!(world.number(lines).await, 2, "{}", world.engine);
        assert_eq!(
            world.number("select count(*) as n from accounts where min_balance = -30000 and max_balance = 20000").await,
            1
        );
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn nobody_confirms_for_one_exchange_what_they_signed_for_the_other() {
    for world in worlds().await {
        let (river, mut ada, mut ben) = two_officers(&world).await;
        office(&world, &river, (2, Role::Treasurer)).await;
        let hill = hilltop(&world).await;
        // Ben sits in Hilltop's committee too, beside Omar, and somebody has paid there.
        let (person, exchange) = (river.people[1].0, hill.exchange.0);
        let member = format!("select member_id from members where exchange_id = {exchange} and name = 'Nia'");
        run(&world, format!("insert into operators values ({exchange}, ({member}), {person}, 1)")).await;
        let office = "insert into roles (exchange_id, person_id, role, since) values";
        run(&world, format!("{office} ({exchange}, {person}, 'treasurer', 1)")).await;
        world.post(vec![hill.new_payment(0, 2, 5)]).await.unwrap();
        let mut theirs = omar(&world).await;
        let fields = proposal("riverside", "1", "20", "20");
        let waits = theirs.post("/hilltop/partners/propose", &fields).await.location().to_owned();
        assert_eq!(said(&ben, &waits, "second", "").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        done(&world).await;
        let page = ben.get("/riverside/partners/hilltop").await;
        assert!(page.text.contains("You proposed this yourself"), "{} {}", world.engine, page.text);
        let agreement = ada.get("/riverside/partners/hilltop").await.hidden("agreement");
        let accept = [("agreement", agreement.as_str()), ("answer", "accept"), ("down", "300"), ("up", "200")];
        assert_eq!(
            ben.post(ANSWER, &accept).await.status,
            StatusCode::NOT_FOUND,
            "{}: he signed it there",
            world.engine
        );
        let ours = ada.post(ANSWER, &accept).await.location().to_owned();
        let not = ben.post(&ours, &[("id", "9"), ("answer", "second")]).await;
        assert_eq!(not.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(!ben.get("/riverside/work").await.text.contains(&ours), "{}", world.engine);
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        assert_eq!(said(&cleo, &ours, "second", "").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        done(&world).await;
        assert_eq!(world.number(IN_FORCE).await, 1, "{}", world.engine);
        let signed = "select count(*) as n from journal where what = 'agreement' and seconded_by <> 0";
        assert_eq!(world.number(signed).await, 2, "{}: two of each side", world.engine);
    }
}

#[tokio::test]
async fn a_proposal_that_the_partner_takes_back_ends_what_waits_here_also_at_the_moment_it_is_accepted() {
    for world in worlds().await {
        let (_, mut ada, ben) = two_officers(&world).await;
        hilltop(&world).await;
        let mut theirs = omar(&world).await;
        for at_once in [false, true] {
            theirs.post("/hilltop/partners/propose", &proposal("riverside", "1", "20", "20")).await;
            let agreement = ada.get("/riverside/partners/hilltop").await.hidden("agreement");
            let accept = [("agreement", agreement.as_str()), ("answer", "accept"), ("down", "300"), ("up", "200")];
            let waits = ada.post(ANSWER, &accept).await.location().to_owned();
            let back = [("agreement", agreement.as_str()), ("answer", "withdraw")];
            let answer = "/hilltop/partners/riverside/answer";
            if at_once {
                said(&ben, &waits, "second", "").await;
                let (_, gone) = tokio::join!(done(&world), theirs.post(answer, &back));
                done(&world).await;
                let was_late = gone.status == StatusCode::NOT_FOUND;
                assert_eq!(world.number(IN_FORCE).await, i64::from(was_late), "{} {}", world.engine, gone.status);
                assert!(was_late || gone.status == StatusCode::SEE_OTHER, "{}", world.engine);
            } else {
                assert_eq!(theirs.post(answer, &back).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
                let page = ada.get(&waits).await.text;
                assert!(page.contains("It does not come about. What it would have changed has changed"), "{page}");
            }
        }
        let open = "select count(*) as n from proposals where state in ('proposed', 'announced')";
        assert_eq!(world.number(open).await, 0, "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}
