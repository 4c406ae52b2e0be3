//! Limits follow from rules: a change of them, the end of a ramp and growth are written to the accounts by themselves, once, and told.

use app::paths::exchange::Settings;
use axum::http::StatusCode;
use manyhands::clock::{Clock, fresh_key, fresh_transfer_id};
use manyhands::jobs::{JobKind, do_due, holder};
use manyhands::ledger::verify::verify;
use manyhands::ledger::{NewTransfer, Slip};
use manyhands::limits::following::job::{follow, on_their_day};
use manyhands::rules::work::LIMITS_FOLLOW;
use manyhands::site::Site;
use manyhands::timetable::JOBS;

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::forms::form;

const DAY: i64 = 86_400;

/// Without the sweeping, which would end the sessions of these tests.
static TABLE: [JobKind; 1] =
    [JobKind { kind: LIMITS_FOLLOW, every: None, run: |site, job| Box::pin(follow(site, job)) }];

/// The form of a page with some of it filled in otherwise.
pub async fn fill_in(browser: &mut Browser, path: &str, typed: &[(&str, &str)]) -> Page {
    let page = browser.get(path).await;
    let mut fields = form(&page, path).unwrap_or_else(|| panic!("no form: {}", page.text)).fields;
    for (name, value) in typed {
        fields.retain(|(field, _)| field != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post_bare(path, &fields).await
}

/// The chair decides, before anybody has paid: it holds at once.
async fn decide(ada: &mut Browser, subject: &str, typed: &[(&str, &str)]) {
    let path = format!("/riverside/settings/{subject}");
    let page = fill_in(ada, &path, &[typed, &[("reason", "the assembly")]].concat()).await;
    assert_eq!(page.location(), format!("/riverside{Settings}"), "{}", page.text);
}

/// The limits of a member's account.
async fn limits(world: &World, name: &str) -> (i64, i64, i64, i64) {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select a.min_balance, a.max_balance, a.warn_min, a.warn_max from accounts a
        join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id where m.name = $1";
    sqlx::query_as(sql).bind(name.to_owned()).fetch_one(&mut *conn).await.unwrap()
}

/// How often limits followed, and how many were told.
async fn written(world: &World) -> (i64, i64) {
    let changes = "select count(*) from account_limits where reason in ('everybody', 'newcomer', 'grown')";
    (world.number(changes).await, world.number("select count(*) from notices where kind = 'limits'").await)
}

/// Looks after so many days, twice at the same moment.
async fn night(world: &World, days: i64) {
    let site = Site { clock: Clock::fixed(NOON.plus_seconds(days * DAY)).0, ..world.site.clone() };
    let (one, other) = tokio::join!(on_their_day(&site), on_their_day(&site));
    one.unwrap();
    other.unwrap();
}

/// Members, by their places, pay the one of an account for so many things.
async fn provide(world: &World, village: &Village, (payee, things): (usize, &[(usize, i64)])) -> Vec<NewTransfer> {
    let mut all = Vec::new();
    for (payer, amount) in things {
        let payment = village.new_payment(*payer, payee, *amount);
        world.post(vec![payment.clone()]).await.unwrap();
        all.push(payment);
    }
    all
}

/// What was posted is undone.
async fn undo(world: &World, village: &Village, payment: &NewTransfer) {
    let slip = Slip { on_behalf: true, ..village.slip(fresh_transfer_id(), 0) };
    let mut conn = world.db().read().await.unwrap();
    let stored = manyhands::ledger::store::find(&mut conn, village.exchange, &[payment.id()]).await.unwrap().remove(0);
    drop(conn);
    world.post(vec![NewTransfer::reversal(slip, &stored, "twice".into()).unwrap()]).await.unwrap();
}

#[tokio::test]
async fn a_changed_rule_reaches_every_account_but_those_that_were_set_by_hand_and_tells_them_once() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let by_hand = [("min", "70"), ("max", "none"), ("reason", "asked")];
        let set = fill_in(&mut ada, "/riverside/members/RIVR0003/limits", &by_hand).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text);
        decide(&mut ada, "limits", &[("default_min", "150"), ("warn_low", "120")]).await;
        assert!(JOBS.iter().any(|job| job.kind == LIMITS_FOLLOW), "it happens by itself");
        for _ in 0..2 {
            let (one, other) = (holder(), holder());
            let (one, other) = tokio::join!(do_due(&world.site, &TABLE, &one), do_due(&world.site, &TABLE, &other));
            one.unwrap();
            other.unwrap();
            assert_eq!(limits(&world, "Ben").await, (-15_000, 12_000, -12_000, 10_800), "{}", world.engine);
            assert_eq!(limits(&world, "Cleo").await.0, -7_000, "{}", world.engine);
            // Four members follow; Cleo was told what was set for her.
            assert_eq!(written(&world).await, (4, 5), "{}", world.engine);
        }
        let told = ben.get("/me/notices").await.text;
        let becomes = "may owe up to 150.00\u{a0}leaves";
        assert!(told.contains("Your limits in riverside exchange were changed") && told.contains(becomes), "{told}");
        world.make_mails().await;
        let mail = "select count(*) from outbox where body like '%The exchange’s rule for every member%'";
        assert_eq!(world.number(mail).await, 4, "{}", world.engine);
        // A line alone is no other room: it is written, and nobody is told.
        decide(&mut ada, "limits", &[("warn_low", "90")]).await;
        do_due(&world.site, &TABLE, &holder()).await.unwrap();
        assert_eq!(written(&world).await, (8, 5), "{}", world.engine);
        let page = ada.get("/riverside/members/RIVR0002/limits").await.text;
        assert!(page.contains("The exchange’s rule for every member"), "{page}");
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn who_is_new_owes_less_until_days_things_and_partners_are_reached_and_never_again() {
    for world in worlds().await {
        let mut village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let ramp = [("newcomer_min", "40"), ("ramp_days", "30"), ("ramp_things", "3"), ("ramp_partners", "2")];
        decide(&mut ada, "newcomers", &ramp).await;
        let add = [("name", "Newt"), ("kind", "person")];
        let added = fill_in(&mut ada, "/riverside/settings/members", &add).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        assert_eq!(limits(&world, "Newt").await, (-4_000, 12_000, -3_600, 10_800), "{}", world.engine);
        let newt = "select account_id from members where name = 'Newt'";
        village.accounts.push(app::ids::AccountId(world.number(newt).await));
        village.people.push(village.people[0]);
        let newt = village.accounts.len() - 1;
        night(&world, 40).await;
        assert_eq!(limits(&world, "Newt").await.0, -4_000, "{}: time alone", world.engine);
        let paid = provide(&world, &village, (newt, &[(1, 100), (1, 100), (1, 100), (2, 100)])).await;
        night(&world, 29).await;
        assert_eq!(limits(&world, "Newt").await.0, -4_000, "{}: too early", world.engine);
        undo(&world, &village, &paid[3]).await;
        night(&world, 30).await;
        assert_eq!(limits(&world, "Newt").await.0, -4_000, "{}: one partner, what was undone is nothing", world.engine);
        assert_eq!(written(&world).await, (0, 0), "{}: nobody else is concerned", world.engine);
        provide(&world, &village, (newt, &[(3, 100)])).await;
        for _ in 0..2 {
            night(&world, 30).await;
            assert_eq!(limits(&world, "Newt").await, (-10_000, 12_000, -9_000, 10_800), "{}", world.engine);
            assert_eq!(written(&world).await, (1, 1), "{}", world.engine);
        }
        // Past it for good, whatever is undone; and who was there before is no newcomer.
        for payment in &paid[..3] {
            undo(&world, &village, payment).await;
        }
        night(&world, 400).await;
        assert_eq!(limits(&world, "Newt").await.0, -10_000, "{}", world.engine);
        assert_eq!(limits(&world, "Ben").await.0, -10_000, "{}", world.engine);
    }
}

#[tokio::test]
async fn two_friends_cannot_pump_a_growing_limit_nor_can_anybody_by_an_account_of_their_own() {
    for world in worlds().await {
        let mut village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        decide(&mut ada, "growth", &[("growth_share", "10"), ("growth_cap", "50")]).await;
        let own = world.household(&village, ("Ben at work", vec![village.people[1]])).await;
        village.accounts.push(own);
        village.people.push(village.people[1]);
        let own = village.accounts.len() - 1;
        for _ in 0..20 {
            provide(&world, &village, (1, &[(2, 4_000), (own, 4_000)])).await;
            provide(&world, &village, (2, &[(1, 4_000)])).await;
            provide(&world, &village, (own, &[(1, 4_000)])).await;
        }
        night(&world, 1).await;
        // A fifth of the fifty leaves, from the one friend.
        assert_eq!(limits(&world, "Ben").await.0, -11_000, "{}", world.engine);
        assert_eq!(limits(&world, "Cleo").await.0, -11_000, "{}", world.engine);
        assert_eq!(limits(&world, "Ada").await.0, -10_000, "{}", world.engine);
        assert_eq!(written(&world).await, (2, 2), "{}", world.engine);
        // Others bring more; what is undone takes nothing back.
        let paid = provide(&world, &village, (1, &[(3, 5_000), (4, 5_000)])).await;
        night(&world, 2).await;
        assert_eq!(limits(&world, "Ben").await.0, -12_000, "{}", world.engine);
        undo(&world, &village, &paid[0]).await;
        night(&world, 3).await;
        assert_eq!(limits(&world, "Ben").await.0, -12_000, "{}", world.engine);
    }
}

#[tokio::test]
async fn who_leaves_keeps_the_limits_of_leaving_whatever_the_rules_become() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let path = "/riverside/members/RIVR0003/state";
        let suspended = fill_in(&mut ada, path, &[("act", "suspend"), ("reason", "not reached")]).await;
        assert_eq!(suspended.status, StatusCode::SEE_OTHER, "{}", suspended.text);
        let left = ben.post("/riverside/leave", &[("id", &fresh_key().to_string()), ("act", "leave")]).await;
        assert_eq!(left.status, StatusCode::SEE_OTHER, "{}", left.text);
        decide(&mut ada, "limits", &[("default_min", "150")]).await;
        do_due(&world.site, &TABLE, &holder()).await.unwrap();
        assert_eq!(limits(&world, "Ben").await, (0, 0, 0, 0), "{}", world.engine);
        assert_eq!(limits(&world, "Cleo").await.0, -15_000, "{}", world.engine);
        let may = "select may_debit from accounts where code = 'RIVR0003'";
        assert_eq!(world.number(may).await, 0, "{}: a suspension stays one", world.engine);
        // Who stays after all has what the rules give by then.
        let stays = ben.post("/riverside/leave", &[("id", &fresh_key().to_string()), ("act", "stay")]).await;
        assert_eq!(stays.status, StatusCode::SEE_OTHER, "{}", stays.text);
        night(&world, 1).await;
        assert_eq!(limits(&world, "Ben").await, (-15_000, 12_000, -13_500, 10_800), "{}", world.engine);
    }
}
