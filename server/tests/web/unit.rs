//! What an exchange counts in can change until anybody has paid, by a decision, and everything means what it meant.

use app::rules::catalogue::Rule;
use axum::http::StatusCode;
use manyhands::http::tenant;
use manyhands::rules::store::{Holds, held, put};

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{NOON, World, worlds};
use crate::following::fill_in;

const SETTINGS: &str = "/riverside/settings";
const UNIT: &str = "/riverside/settings/unit";
const LIMITS: &str = "/riverside/settings/limits";

/// The form of a subject as the page shows it, with some of it changed.
async fn decide(ada: &mut Browser, path: &str, typed: &[(&str, &str)]) -> Page {
    fill_in(ada, path, &[typed, &[("reason", "the assembly")]].concat()).await
}

/// The same unit, counted otherwise.
async fn recount(ada: &mut Browser, counts: &str) -> Page {
    let unit = [("unit_name", "leaf"), ("unit_plural", "leaves"), ("unit_symbol", "lf"), ("unit_counts", counts)];
    decide(ada, UNIT, &[&unit[..], &[("units_per_hour", "10")]].concat()).await
}

/// Limits and warn lines of Ben's account, as its row has them.
async fn bens(world: &World) -> (i64, i64, i64, i64) {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select min_balance, max_balance, warn_min, warn_max from accounts where code = 'RIVR0002'";
    sqlx::query_as(sql).fetch_one(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn until_somebody_has_paid_the_unit_is_counted_otherwise_and_every_limit_means_the_same() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert_eq!(bens(&world).await, (-10_000, 12_000, -9_000, 10_800));
        let odd = recount(&mut ada, "7").await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(odd.text.contains("Choose how it is counted"));
        let whole = recount(&mut ada, "0").await;
        assert_eq!(whole.status, StatusCode::SEE_OTHER, "{}", whole.text);
        assert_eq!(bens(&world).await, (-100, 120, -90, 108));
        let page = ben.get(SETTINGS).await;
        assert!(page.text.contains("2 decimals → Whole numbers"), "{}", page.text);
        assert!(!page.text.contains("may owe up to</span>"), "the limits mean the same");
        let timed = recount(&mut ada, "time").await;
        assert_eq!(timed.status, StatusCode::SEE_OTHER, "{}", timed.text);
        let higher = decide(&mut ada, LIMITS, &[("default_min", "100:00"), ("default_max", "150")]).await;
        assert_eq!(higher.status, StatusCode::SEE_OTHER, "{}", higher.text);
        assert_eq!(bens(&world).await, (-6_000, 7_200, -5_400, 6_480));
        assert!(ben.get("/riverside").await.text.contains("You can spend 100:00\u{a0}h more"));
        let mut conn = world.db().read().await.unwrap();
        let now = tenant::by_id(&mut conn, village.exchange).await.unwrap().unwrap();
        let rules = (now.rules.default_min(), now.rules.default_max(), now.rules_version);
        assert_eq!(rules, (-6_000, 9_000, 4), "what is typed from then on is read in the new unit");
        let sql = "select count(*) as n from account_limits where exchange_id = $1 and reason = 'the assembly'";
        let recorded: i64 = sqlx::query_scalar(sql).bind(village.exchange).fetch_one(&mut *conn).await.unwrap();
        assert_eq!(recorded, 12, "six accounts, twice");
        drop(conn);
        assert_eq!(ben.pay("cleo", "1:30").await.0.status, StatusCode::SEE_OTHER);
        let fixed = recount(&mut ada, "2").await;
        assert_eq!(fixed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!ada.get(UNIT).await.text.contains("unit_counts"));
    }
}

#[tokio::test]
async fn while_a_partner_has_a_proposal_in_this_unit_it_is_counted_as_it_is() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let form = [("partner", "riverside"), ("rate", "10"), ("down", "50"), ("up", "50"), ("note", "")];
        omar.post("/hilltop/partners/propose", &form).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let refused = recount(&mut ada, "0").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("A proposal or an agreement with a partner exchange"), "{}", refused.text);
        assert!(refused.text.contains("the assembly"), "what was typed is kept");
        assert_eq!(bens(&world).await.0, -10_000, "nothing was written");
    }
}

#[tokio::test]
async fn what_held_on_a_day_can_be_asked_after_it_was_changed() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let (monday, tuesday) = (NOON.plus_seconds(86_400), NOON.plus_seconds(2 * 86_400));
        let from = Holds { exchange: village.exchange, version: 2, at: tuesday };
        let values = vec![(Rule::ShowBalances, "yes".to_owned()), (Rule::DefaultMin, "-500".to_owned())];
        world.db().write((from, values), async |tx, (from, values)| put(tx, *from, values).await).await.unwrap();
        let mut conn = world.db().read().await.unwrap();
        let before = held(&mut conn, village.exchange, monday).await.unwrap();
        assert_eq!((before.shows_balances(), before.default_min()), (false, -10_000));
        for then in [tuesday, tuesday.plus_seconds(1)] {
            let after = held(&mut conn, village.exchange, then).await.unwrap();
            assert_eq!((after.shows_balances(), after.default_min(), after.default_max()), (true, -500, 12_000));
        }
        assert_eq!(held(&mut conn, village.exchange, NOON.plus_seconds(-1)).await.unwrap().default_min(), 0);
        let now = tenant::by_id(&mut conn, village.exchange).await.unwrap().unwrap();
        assert!(now.rules.shows_balances(), "the last row holds");
    }
}
