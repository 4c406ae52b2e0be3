//! From nothing: the first start.

use axum::http::StatusCode;
use clap::Parser;
use manyhands::hosting::commands::{ExchangeCommand, exchange};
use manyhands::hosting::set_up::offer;

use crate::browser::{Browser, PASSWORD};
use crate::common::{NOON, World, worlds};

#[tokio::test]
async fn the_link_of_the_first_start_makes_an_exchange_and_its_chair_once() {
    for world in worlds().await {
        let link = offer(&world.site).await.unwrap().unwrap();
        let path = format!("/{}", link.splitn(4, '/').nth(3).unwrap());
        let mut ida = Browser::new(&world);
        assert!(ida.get(&path).await.text.contains("Your exchange"));
        assert_eq!(ida.get("/setup/00").await.status, StatusCode::NOT_FOUND);
        let fields = |slug| {
            let (name, email) = ("Ida Moss", "Ida@greenvale.example");
            let unit = [
                ("template", "lets"),
                ("unit", "acorn"),
                ("units", "acorns"),
                ("zone", "Europe/Madrid"),
                ("language", "en"),
            ];
            let mine = [("name", name), ("email", email), ("password", PASSWORD), ("exchange", "Greenvale")];
            [mine.to_vec(), unit.to_vec(), vec![("slug", slug), ("code", "grnv")]].concat()
        };
        let wrong = ida.post(&path, &fields("sign-in")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"Ida Moss\"") && !wrong.text.contains(PASSWORD));
        let made = ida.post(&path, &fields("greenvale")).await;
        assert_eq!((made.status, made.location()), (StatusCode::SEE_OTHER, "/greenvale"));
        assert!(ida.get("/greenvale").await.text.contains("Hello, Ida Moss"));
        assert!(ida.get("/greenvale/balances").await.text.contains("GRNV0001"));
        assert_eq!(ida.post(&path, &fields("second")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(offer(&world.site).await.unwrap(), None);
    }
}

#[derive(Parser)]
struct Line {
    #[command(subcommand)]
    command: ExchangeCommand,
}

/// The rules of an exchange as they are kept, and the limits of its chair.
async fn rules(world: &World, slug: &str) -> (Vec<String>, (i64, i64)) {
    let mut conn = world.db().read().await.unwrap();
    let kept = "select r.rule || '=' || r.value from rules r join exchanges e on e.exchange_id = r.exchange_id
        where e.slug = $1 order by r.rule";
    let kept = sqlx::query_scalar(kept).bind(slug.to_owned()).fetch_all(&mut *conn).await.unwrap();
    let chair = "select a.min_balance, a.max_balance from accounts a join exchanges e on e.exchange_id = a.exchange_id
        where e.slug = $1 and a.kind = 0";
    (kept, sqlx::query_as(chair).bind(slug.to_owned()).fetch_one(&mut *conn).await.unwrap())
}

/// A time bank's, as they are kept.
const HOURS: [&str; 39] = [
    "check_firm=no",
    "check_guardian=no",
    "check_identity=no",
    "check_meeting=yes",
    "check_references=yes",
    "default_max=1000000000000000",
    "default_min=-1200",
    "erase_days=0",
    "growth_cap=1200",
    "growth_share=0",
    "leaving_days=90",
    "listing_reach=own",
    "moderation=first",
    "newcomer_min=-600",
    "notice_days=14",
    "offer_months=12",
    "officer_alone=180",
    "public_names=no",
    "ramp_days=90",
    "ramp_partners=1",
    "ramp_things=1",
    "second_for_admissions=no",
    "second_for_agreements=yes",
    "second_for_limits=yes",
    "second_for_remainders=yes",
    "second_for_rules=yes",
    "show_balances=no",
    "sleep_ask=180",
    "sleep_decide=730",
    "sleep_list=365",
    "subscription=off",
    "subscription_cost=",
    "subscription_days=0",
    "units_per_hour=1",
    "vouchers=2",
    "want_months=2",
    "warn_high=2400",
    "warn_low=-720",
    "who_may_join=approval",
];
/// A LETS's.
const LETS: [&str; 39] = [
    "check_firm=no",
    "check_guardian=no",
    "check_identity=no",
    "check_meeting=no",
    "check_references=no",
    "default_max=1000000000000000",
    "default_min=-25000",
    "erase_days=0",
    "growth_cap=25000",
    "growth_share=0",
    "leaving_days=90",
    "listing_reach=everybody",
    "moderation=after",
    "newcomer_min=-10000",
    "notice_days=14",
    "offer_months=12",
    "officer_alone=3000",
    "public_names=no",
    "ramp_days=180",
    "ramp_partners=2",
    "ramp_things=3",
    "second_for_admissions=no",
    "second_for_agreements=yes",
    "second_for_limits=yes",
    "second_for_remainders=yes",
    "second_for_rules=yes",
    "show_balances=yes",
    "sleep_ask=180",
    "sleep_decide=730",
    "sleep_list=365",
    "subscription=year",
    "subscription_cost=",
    "subscription_days=60",
    "units_per_hour=10",
    "vouchers=2",
    "want_months=3",
    "warn_high=50000",
    "warn_low=-15000",
    "who_may_join=approval",
];

#[tokio::test]
async fn through_either_door_an_exchange_begins_with_the_rules_of_its_template() {
    let none = 1_000_000_000_000_000;
    for (time, begins, limits) in [(true, HOURS, (-600, none)), (false, LETS, (-10_000, none))] {
        for world in worlds().await {
            let link = offer(&world.site).await.unwrap().unwrap();
            let path = format!("/{}", link.splitn(4, '/').nth(3).unwrap());
            let mut fields = vec![
                ("name", "Ida Moss"),
                ("email", "ida@greenvale.example"),
                ("password", PASSWORD),
                ("exchange", "Greenvale"),
                ("slug", "greenvale"),
                ("code", "GRNV"),
                ("unit", "acorn"),
                ("units", "acorns"),
                ("zone", "UTC"),
                ("language", "en"),
            ];
            fields.push(("template", if time { "time-bank" } else { "lets" }));
            let made = Browser::new(&world).post(&path, &fields).await;
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
            let line = "add --slug hill --code HILL --name Hill --unit acorn --units acorns --chair-name Ida \
                        --chair-email ida@greenvale.example";
            let flags = ["exchange"].into_iter().chain(line.split(' ')).chain(time.then_some("--time"));
            exchange(world.db(), Line::parse_from(flags).command, NOON).await.unwrap();
            for slug in ["greenvale", "hill"] {
                let (kept, chair) = rules(&world, slug).await;
                assert_eq!((kept, chair), (begins.map(str::to_owned).to_vec(), limits), "{} {slug}", world.engine);
            }
            let page = Browser::signed_in(&world, "ida@greenvale.example").await.get("/greenvale/decisions").await;
            assert!(page.text.contains("Offices of") && page.text.contains("Chair"), "{}", page.text);
        }
    }
}

#[tokio::test]
async fn the_command_line_may_say_otherwise_and_refuses_what_is_no_rule() {
    let world = crate::common::on_sqlite().await;
    let line = |slug: &str, rest: &str| {
        let add = format!(
            "exchange add --slug {slug} --code {} --name Hill --unit bun --units buns --chair-name Ida --chair-email ida@x.example {rest}",
            &slug.to_uppercase()[..4]
        );
        Line::parse_from(add.split_whitespace()).command
    };
    let own = "--template business --units-per-hour 20 --lowest 50 --highest 75.5";
    exchange(world.db(), line("firms", own), NOON).await.unwrap();
    let begins = [
        "check_firm=yes",
        "check_guardian=no",
        "check_identity=no",
        "check_meeting=no",
        "check_references=no",
        "default_max=7550",
        "default_min=-5000",
        "erase_days=0",
        "growth_cap=100000",
        "growth_share=0",
        "leaving_days=180",
        "listing_reach=everybody",
        "moderation=after",
        "newcomer_min=-30000",
        "notice_days=30",
        "offer_months=12",
        "officer_alone=0",
        "public_names=yes",
        "ramp_days=0",
        "ramp_partners=3",
        "ramp_things=3",
        "second_for_admissions=yes",
        "second_for_agreements=yes",
        "second_for_limits=yes",
        "second_for_remainders=yes",
        "second_for_rules=yes",
        "show_balances=no",
        "sleep_ask=90",
        "sleep_decide=365",
        "sleep_list=180",
        "subscription=month",
        "subscription_cost=",
        "subscription_days=30",
        "units_per_hour=20",
        "vouchers=2",
        "want_months=3",
        "warn_high=300000",
        "warn_low=-75000",
        "who_may_join=approval",
    ];
    assert_eq!(rules(&world, "firms").await.0, begins);
    for wrong in ["--template club", "--units-per-hour 0", "--lowest=-5", "--highest x"] {
        let refused = exchange(world.db(), line("wrong", wrong), NOON).await;
        let flag = wrong.split([' ', '=']).next().unwrap();
        assert!(refused.as_ref().is_err_and(|sentence| sentence.starts_with(flag)), "{wrong}: {refused:?}");
    }
}
