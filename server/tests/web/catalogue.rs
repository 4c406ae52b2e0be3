//! A rule that exists is in force: each of the catalogue is decided one way and then the other on its page, in an exchange where nobody
//! has paid, and what people meet afterwards differs as the rule says. A rule without such a line does not compile.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::roles::Role;
use app::rules::catalogue::{Rule, RuleKind};
use axum::http::StatusCode;
use manyhands::clock::{Clock, fresh_key, fresh_transfer_id};
use manyhands::jobs::{JobKind, do_due, holder};
use manyhands::limits::following::job::{follow, on_their_day};
use manyhands::members::asleep::job::on_their_day as asks;
use manyhands::rules::work::LIMITS_FOLLOW;
use manyhands::subscriptions::job as subscriptions;
use strum::IntoEnumIterator as _;

use crate::agreements::proposal;
use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{NOON, Village, World, on_sqlite};
use crate::following::fill_in;
use crate::joining::apply_as;
use crate::lists::texts;
use crate::proposals::office;

const DAY: i64 = 86_400;
const NEW: &str = "RIVR0006";

/// Without the sweeping, which would end the sessions of these tests.
static TABLE: [JobKind; 1] =
    [JobKind { kind: LIMITS_FOLLOW, every: None, run: |site, job| Box::pin(follow(site, job)) }];

/// What a rule is decided to, one way and the other; what else is decided with it; what is met then.
struct Tried {
    typed: [&'static str; 2],
    beside: &'static [(&'static str, &'static str)],
    met: [&'static str; 2],
}

fn tried(rule: Rule) -> Tried {
    let row = |typed, beside, met| Tried { typed, beside, met };
    let shown = |typed: [&'static str; 2]| row(typed, &[], typed);
    let refused = ["422", "303"];
    match rule {
        Rule::Name => shown(["Mill Lane", "River Street"]),
        Rule::Description | Rule::Help | Rule::Agreement => shown(["We mend things", "We lend things"]),
        Rule::Area => shown(["By the mill", "By the bridge"]),
        Rule::Hue => shown(["3", "16"]),
        Rule::UnitName => shown(["twig", "acorn"]),
        Rule::UnitPlural => shown(["twigs", "acorns"]),
        Rule::UnitSymbol => shown(["tw", "ac"]),
        Rule::UnitCounts => row(["0", "time"], &[], ["7 leaves", "0:07"]),
        Rule::UnitsPerHour => shown(["12", "30"]),
        Rule::DefaultMin => row(["50", "100"], &[("warn_low", "20")], refused),
        Rule::DefaultMax => row(["50", "100"], &[("warn_high", "20")], refused),
        Rule::WarnLow | Rule::WarnHigh => row(["10", "90"], &[], ["close", ""]),
        Rule::NewcomerMin => row(["30", "40"], &[("ramp_days", "9")], ["-3000", "-4000"]),
        Rule::RampDays => row(
            ["10", "30"],
            &[("newcomer_min", "30"), ("ramp_things", "0"), ("ramp_partners", "0")],
            ["-10000", "-3000"],
        ),
        Rule::RampThings => {
            row(["2", "3"], &[("newcomer_min", "30"), ("ramp_days", "0"), ("ramp_partners", "1")], ["-10000", "-3000"])
        }
        Rule::RampPartners => {
            row(["1", "2"], &[("newcomer_min", "30"), ("ramp_days", "0"), ("ramp_things", "2")], ["-10000", "-3000"])
        }
        Rule::GrowthShare => row(["10", "50"], &[("growth_cap", "50")], ["-10200", "-11000"]),
        Rule::GrowthCap => row(["10", "50"], &[("growth_share", "50")], ["-10200", "-11000"]),
        Rule::ShowBalances => row(["no", "yes"], &[], ["403", "200"]),
        Rule::WhoMayJoin => row(["approval", "invitation"], &[], ["asks", ""]),
        Rule::Vouchers => row(["1", "2"], &[("who_may_join", "vouching")], ["in", "waits"]),
        Rule::EraseDays => row(["0", "90"], &[], ["Ben", "RIVR0002"]),
        Rule::LeavingDays => row(["30", "90"], &[], ["2026-12-24", "2027-02-22"]),
        Rule::OfficerAlone => row(["10", "30"], &[], refused),
        Rule::SecondForRules => row(["yes", "no"], &[], ["To be confirmed", "Announced"]),
        Rule::SecondForLimits | Rule::SecondForRemainders => row(["yes", "no"], &[], ["proposals", "members"]),
        Rule::SecondForAdmissions => row(["yes", "no"], &[], ["proposals", "work"]),
        Rule::SecondForAgreements => row(["yes", "no"], &[], ["proposals", "partners"]),
        Rule::NoticeDays => row(["3", "10"], &[("second_for_rules", "no")], ["28 November 2026", "5 December 2026"]),
        Rule::Subscription => row(["off", "year"], &[("subscription_cost", "12 pounds")], ["", "due"]),
        Rule::SubscriptionCost => {
            row(["12 pounds", "9 pounds"], &[("subscription", "year")], ["12 pounds", "9 pounds"])
        }
        Rule::SubscriptionDays => {
            row(["20", "60"], &[("subscription", "year"), ("subscription_cost", "12 pounds")], refused)
        }
        Rule::OfferMonths | Rule::WantMonths => row(["2", "6"], &[], ["24 January 2027", "24 May 2027"]),
        Rule::Moderation => row(["before", "after"], &[], ["waits", "on the market"]),
        Rule::ListingReach => row(["own", "everybody"], &[], ["422", "303"]),
        Rule::PublicNames => row(["no", "yes"], &[("listing_reach", "everybody")], ["", "Ben"]),
        Rule::SleepAsk | Rule::SleepList => row(["100", "200"], &[], ["yes", "no"]),
        Rule::SleepDecide => row(["100", "200"], &[("sleep_list", "50")], ["yes", "no"]),
        Rule::CheckMeeting | Rule::CheckReferences | Rule::CheckGuardian | Rule::CheckFirm | Rule::CheckIdentity => {
            row(["yes", "no"], &[], refused)
        }
    }
}

/// Riverside with a clock that can be moved; Ada is its only officer.
struct Scene {
    world: World,
    village: Village,
    hand: Arc<AtomicI64>,
    ada: Browser,
    ben: Browser,
    nobody: Browser,
}

impl Scene {
    async fn new() -> Self {
        let (mut world, (clock, hand)) = (on_sqlite().await, Clock::fixed(NOON));
        world.site.clock = clock;
        let village = riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let nobody = Browser::new(&world);
        Self { world, village, hand, ada, ben, nobody }
    }

    /// The chair decides on the rule's page; accounts follow.
    async fn decide(&mut self, rule: Rule, typed: &str, beside: &[(&str, &str)]) {
        let entry = rule.entry();
        let (tag, field) = match entry.kind {
            RuleKind::Page => (entry.key, "text"),
            _ => (entry.subject.tag(), entry.key),
        };
        let path = format!("/riverside/settings/{tag}");
        let fields = [&[(field, typed), ("reason", "the assembly")], beside].concat();
        let page = fill_in(&mut self.ada, &path, &fields).await;
        // One of the two may be what stands.
        let stands = page.text.contains("Nothing is different");
        assert!(stands || page.status == StatusCode::SEE_OTHER, "{}", texts(&page, "main").join(" "));
        do_due(&self.world.site, &TABLE, &holder()).await.unwrap();
    }

    async fn days_later(&self, days: i64) {
        self.hand.store(NOON.plus_seconds(days * DAY).0, Ordering::SeqCst);
        on_their_day(&self.world.site).await.unwrap();
        subscriptions::on_their_day(&self.world.site).await.unwrap();
    }

    /// Somebody new, enrolled by the chair.
    async fn newcomer(&mut self) {
        let typed = [("name", "Nora"), ("kind", "person"), ("email", "nora@riverside.example")];
        let page = fill_in(&mut self.ada, "/riverside/settings/members", &typed).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", texts(&page, "main").join(" "));
    }

    /// Ben pays that much; how it is answered.
    async fn pays(&mut self, to: &str, amount: &str) -> String {
        self.ben.pay(to, amount).await.0.status.as_str().to_owned()
    }

    async fn lowest(&self, code: &str) -> String {
        let mut conn = self.world.db().read().await.unwrap();
        let sql = "select min_balance from accounts where code = $1";
        let lowest: i64 = sqlx::query_scalar(sql).bind(code.to_owned()).fetch_one(&mut *conn).await.unwrap();
        lowest.to_string()
    }

    /// A rule of weight is proposed; what the page says of it.
    async fn proposal(&mut self) -> Page {
        let typed = [("default_min", "150"), ("reason", "the assembly")];
        let path = fill_in(&mut self.ada, "/riverside/settings/limits", &typed).await.location().to_owned();
        assert!(path.starts_with("/riverside/proposals/"), "{path}");
        self.ada.get(&path).await
    }
}

/// Which of these the page has.
fn which(page: &Page, typed: [&'static str; 2], around: impl Fn(&str) -> String) -> String {
    typed.into_iter().find(|typed| page.text.contains(&around(typed))).unwrap_or_default().to_owned()
}

/// What people meet then.
async fn met(rule: Rule, scene: &mut Scene, typed: [&'static str; 2]) -> String {
    match rule {
        Rule::Name | Rule::Description | Rule::Area | Rule::UnitsPerHour => {
            which(&scene.nobody.get("/riverside").await, typed, str::to_owned)
        }
        Rule::Help => which(&scene.nobody.get("/riverside/help").await, typed, str::to_owned),
        Rule::Agreement => which(&scene.nobody.get("/riverside/join").await, typed, str::to_owned),
        Rule::Hue => which(&scene.nobody.get("/riverside").await, typed, |hue| format!("\"hue-{hue} ")),
        Rule::UnitName | Rule::UnitPlural | Rule::UnitSymbol | Rule::UnitCounts => counted(rule, scene, typed).await,
        Rule::DefaultMin
        | Rule::DefaultMax
        | Rule::WarnLow
        | Rule::WarnHigh
        | Rule::NewcomerMin
        | Rule::RampDays
        | Rule::RampThings
        | Rule::RampPartners
        | Rule::GrowthShare
        | Rule::GrowthCap => limited(rule, scene).await,
        Rule::ShowBalances => scene.ben.get("/riverside/statistics").await.status.as_str().to_owned(),
        Rule::WhoMayJoin => {
            let page = scene.nobody.get("/riverside/join").await;
            if page.text.contains("name=\"agree\"") { "asks" } else { "" }.to_owned()
        }
        Rule::Vouchers | Rule::LeavingDays | Rule::EraseDays => joined(rule, scene).await,
        Rule::OfficerAlone
        | Rule::SecondForRules
        | Rule::SecondForLimits
        | Rule::SecondForRemainders
        | Rule::SecondForAdmissions
        | Rule::SecondForAgreements
        | Rule::NoticeDays => decided(rule, scene).await,
        Rule::Subscription | Rule::SubscriptionCost | Rule::SubscriptionDays => subscribed(rule, scene, typed).await,
        Rule::OfferMonths | Rule::WantMonths | Rule::Moderation | Rule::ListingReach | Rule::PublicNames => {
            offered(rule, scene).await
        }
        Rule::SleepAsk | Rule::SleepList | Rule::SleepDecide => asleep(rule, scene).await,
        Rule::CheckMeeting | Rule::CheckReferences | Rule::CheckGuardian | Rule::CheckFirm | Rule::CheckIdentity => {
            apply_as(&scene.world, &scene.village, "Wim", 4242).await;
            let admit = [("id", &*fresh_key().to_string()), ("answer", "admit")];
            scene.ada.post("/riverside/applications/4242", &admit).await.status.as_str().to_owned()
        }
    }
}

/// Ben offers something, or looks for it; what becomes of it.
async fn offered(rule: Rule, scene: &mut Scene) -> String {
    let kind = if rule == Rule::WantMonths { "want" } else { "offer" };
    let reach = if matches!(rule, Rule::ListingReach | Rule::PublicNames) { "everybody" } else { "own" };
    let typed = [("kind", kind), ("title", "Plum jam"), ("price", "open"), ("reach", reach)];
    let page = fill_in(&mut scene.ben, "/riverside/listings/new", &typed).await;
    if rule == Rule::ListingReach {
        return page.status.as_str().to_owned();
    }
    let path = page.location().to_owned();
    let page = scene.ben.post(&path, &[("act", "publish")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", texts(&page, "main").join(" "));
    match rule {
        Rule::PublicNames => {
            let page = scene.nobody.get(&path).await;
            assert!(page.text.contains("Plum jam"), "{}", page.text);
            if page.text.contains("Ben") { "Ben" } else { "" }.to_owned()
        }
        Rule::Moderation => {
            let page = scene.ben.get(&path).await;
            if page.text.contains("It is on the market.") { "on the market" } else { "waits" }.to_owned()
        }
        _ => which(&scene.ben.get(&path).await, ["24 January 2027", "24 May 2027"], str::to_owned),
    }
}

async fn counted(rule: Rule, scene: &mut Scene, typed: [&'static str; 2]) -> String {
    let page = scene.ben.get("/riverside/pay?to=RIVR0003&amount=7").await;
    match rule {
        Rule::UnitPlural => which(&page, typed, |unit| format!("\u{a0}{unit}")),
        Rule::UnitSymbol => {
            assert_eq!(scene.pays("RIVR0003", "1").await, "303");
            which(&scene.ada.get("/riverside/settings/unit").await, typed, |symbol| format!("({symbol})"))
        }
        Rule::UnitName => {
            let one = [
                ("id", &*fresh_transfer_id().to_string()),
                ("to", "RIVR0003"),
                ("amount", "1"),
                ("description", "Jam"),
            ];
            which(&scene.ben.post("/riverside/pay", &one).await, typed, |unit| format!("1.00\u{a0}{unit}"))
        }
        _ => {
            let asked = [
                ("id", &*fresh_transfer_id().to_string()),
                ("to", "RIVR0003"),
                ("amount", "0:07"),
                ("description", "Jam"),
            ];
            let whole = [asked[0], asked[1], ("amount", "7"), asked[3]];
            let (time, whole) =
                (scene.ben.post("/riverside/pay", &asked).await, scene.ben.post("/riverside/pay", &whole).await);
            let shows = |page: &Page, amount: &str| page.status == StatusCode::OK && page.text.contains(amount);
            let met = [("0:07", shows(&time, "0:07\u{a0}")), ("7 leaves", shows(&whole, ">7\u{a0}leaves"))];
            met.into_iter().find(|(_, shows)| *shows).map_or("", |(met, _)| met).to_owned()
        }
    }
}

async fn limited(rule: Rule, scene: &mut Scene) -> String {
    match rule {
        Rule::DefaultMin | Rule::DefaultMax => scene.pays("RIVR0003", "60").await,
        Rule::WarnLow | Rule::WarnHigh => {
            assert_eq!(scene.pays("RIVR0003", "20").await, "303");
            let page = scene.ada.get("/riverside/balances?show=close").await;
            let close = if rule == Rule::WarnLow { "RIVR0002" } else { "RIVR0003" };
            if texts(&page, "main").join(" ").contains(close) { "close" } else { "" }.to_owned()
        }
        Rule::GrowthShare | Rule::GrowthCap => {
            assert_eq!(scene.pays("RIVR0003", "20").await, "303");
            scene.days_later(1).await;
            scene.lowest("RIVR0003").await
        }
        _ => {
            scene.newcomer().await;
            if rule != Rule::NewcomerMin {
                for _ in 0..2 {
                    assert_eq!(scene.pays(NEW, "1").await, "303");
                }
                scene.days_later(20).await;
            }
            scene.lowest(NEW).await
        }
    }
}

async fn joined(rule: Rule, scene: &mut Scene) -> String {
    if rule == Rule::Vouchers {
        apply_as(&scene.world, &scene.village, "Wim", 4242).await;
        let page = fill_in(&mut scene.ben, "/riverside/vouch", &[]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", texts(&page, "main").join(" "));
        let is_in = scene.world.number("select count(*) from members where name = 'Wim'").await == 1;
        return if is_in { "in" } else { "waits" }.to_owned();
    }
    if rule == Rule::EraseDays {
        scene.world.sql("update members set state = 'left', state_since = 1 where name = 'Ben'".to_owned()).await;
        scene.days_later(100).await;
        manyhands::members::erasing::job::on_their_day(&scene.world.site).await.unwrap();
        let sql =
            "select name from members where account_id in (select account_id from accounts where code = 'RIVR0002')";
        return crate::notices::text(&scene.world, sql).await.remove(0);
    }
    assert_eq!(scene.pays("RIVR0003", "5").await, "303");
    let leave = [("id", &*fresh_key().to_string()), ("act", "leave")];
    assert_eq!(scene.ben.post("/riverside/leave", &leave).await.status, StatusCode::SEE_OTHER);
    crate::notices::text(&scene.world, "select state_until from members where name = 'Ben'").await.remove(0)
}

async fn decided(rule: Rule, scene: &mut Scene) -> String {
    office(&scene.world, &scene.village, (2, Role::Treasurer)).await;
    assert_eq!(scene.pays("RIVR0003", "5").await, "303");
    match rule {
        Rule::SecondForRules => which(&scene.proposal().await, ["To be confirmed", "Announced"], str::to_owned),
        Rule::NoticeDays => which(&scene.proposal().await, ["28 November 2026", "5 December 2026"], str::to_owned),
        Rule::SecondForLimits => {
            let typed = [("min", "150"), ("act", "set"), ("reason", "buys for all")];
            let page = fill_in(&mut scene.ada, "/riverside/members/RIVR0002/limits", &typed).await;
            page.location().split('/').nth(2).unwrap_or_default().to_owned()
        }
        Rule::SecondForAdmissions => {
            apply_as(&scene.world, &scene.village, "Wim", 4242).await;
            let yes = [("id", &*fresh_key().to_string()), ("answer", "admit")];
            let page = scene.ada.post("/riverside/applications/4242", &yes).await;
            page.location().split('/').nth(2).unwrap_or_default().to_owned()
        }
        Rule::SecondForAgreements => {
            hilltop(&scene.world).await;
            let fields = proposal("hilltop", "10", "500", "500");
            let page = scene.ada.post("/riverside/partners/propose", &fields).await;
            page.location().split('/').nth(2).unwrap_or_default().to_owned()
        }
        Rule::SecondForRemainders => {
            let leave = [("id", &*fresh_key().to_string()), ("act", "leave")];
            assert_eq!(scene.ben.post("/riverside/leave", &leave).await.status, StatusCode::SEE_OTHER);
            scene.hand.store(NOON.plus_seconds(100 * DAY).0, Ordering::SeqCst);
            let mut ada = Browser::signed_in(&scene.world, "ada@riverside.example").await;
            let moved = [("id", &*fresh_key().to_string()), ("reason", "Moved abroad")];
            let page = ada.post("/riverside/members/RIVR0002/remainder", &moved).await;
            page.location().split('/').nth(2).unwrap_or_default().to_owned()
        }
        _ => {
            let id = fresh_transfer_id().to_string();
            let fields = [("id", id.as_str()), ("to", "RIVR0001"), ("amount", "20"), ("description", "Jam")];
            let paid = scene.ada.post("/riverside/as/RIVR0002/transfers", &fields).await;
            paid.status.as_str().to_owned()
        }
    }
}

/// Whether the silent are asked, listed, or to be decided about after 150 days.
async fn asleep(rule: Rule, scene: &mut Scene) -> String {
    scene.hand.store(NOON.plus_seconds(150 * DAY).0, Ordering::SeqCst);
    asks(&scene.world.site).await.unwrap();
    let asked = scene.world.number("select count(*) from notices where kind = 'asleep'").await > 0;
    let mut ada = Browser::signed_in(&scene.world, "ada@riverside.example").await;
    let work = ada.get("/riverside/work").await.text;
    let met = match rule {
        Rule::SleepAsk => asked,
        Rule::SleepList => work.contains("who have not traded for long"),
        _ => work.contains("to be decided"),
    };
    if met { "yes" } else { "no" }.to_owned()
}

async fn subscribed(rule: Rule, scene: &mut Scene, typed: [&'static str; 2]) -> String {
    scene.days_later(0).await;
    let home = scene.ben.get("/riverside").await;
    match rule {
        Rule::Subscription => if home.text.contains("Your subscription is due") { "due" } else { "" }.to_owned(),
        Rule::SubscriptionCost => which(&home, typed, |cost| format!("It costs: {cost}")),
        _ => {
            for days in [10, 25, 40] {
                scene.days_later(days).await;
            }
            scene.ben = Browser::signed_in(&scene.world, "ben@riverside.example").await;
            scene.pays("RIVR0003", "1").await
        }
    }
}

#[tokio::test]
async fn every_rule_of_the_catalogue_changes_what_people_meet() {
    let mut found = Vec::new();
    for rule in Rule::iter() {
        let Tried { typed, beside, met: expected } = tried(rule);
        for (one, expected) in typed.into_iter().zip(expected) {
            let trying = tokio::spawn(async move {
                let mut scene = Scene::new().await;
                scene.decide(rule, one, beside).await;
                met(rule, &mut scene, typed).await
            });
            let met = trying.await.unwrap_or_else(|stopped| stopped.to_string());
            if met != expected {
                found.push(format!("{rule:?} {one}: {met:?} instead of {expected:?}"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
