//! While nobody has paid, the committee may let the exchange count otherwise. What was typed in the old unit at the same moment is
//! written in that unit or not at all: limits, a new member's limits, an agreement's, and the first payment.

use app::ids::AccountId;
use axum::http::StatusCode;
use manyhands::db::Engine;
use manyhands::sign_in::password;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

use crate::browser::{Browser, PASSWORD, Page};
use crate::common::{Plan, Village, World, worlds};
use crate::forms::form;
use crate::whose::send;

/// What is sent while the unit changes.
struct Typed {
    /// The page with its form, below the slug, and where that is sent.
    page: &'static str,
    action: &'static str,
    fields: &'static [(&'static str, &'static str)],
    /// The amount that it writes, in smallest parts.
    written: &'static str,
    /// That amount if it was written, and what stands there otherwise, in hundredths of the unit.
    hundredths: [Option<i64>; 2],
}

const PAYMENT: &str = "select amount from transfers where exchange_id = $1";
const TYPED: [Typed; 5] = [
    Typed {
        page: "/members/{code}0002/limits",
        action: "/members/{code}0002/limits",
        fields: &[("min", "150"), ("max", "150"), ("warn_min", ""), ("warn_max", ""), ("reason", "asked")],
        written: "select -min_balance from accounts where exchange_id = $1 and code like '%0002'",
        hundredths: [Some(15_000), Some(10_000)],
    },
    Typed {
        page: "/settings/members",
        action: "/settings/members",
        fields: &[("name", "Dan")],
        written: "select -min_balance from accounts where exchange_id = $1 and code like '%0004'",
        hundredths: [Some(10_000), None],
    },
    Typed {
        page: "/partners",
        action: "/partners/propose",
        fields: &[("partner", "elsewhere"), ("down", "5"), ("up", "5")],
        written: "select a_max from agreements where a_exchange_id = $1",
        hundredths: [Some(500), None],
    },
    // In the new unit a limit would refuse this, and the next it would not.
    Typed {
        page: "/pay",
        action: "/transfers",
        fields: &[("to", "{code}0002"), ("amount", "8"), ("description", "Bread")],
        written: PAYMENT,
        hundredths: [Some(800), None],
    },
    Typed {
        page: "/pay",
        action: "/transfers",
        fields: &[("to", "{code}0002"), ("amount", "0.5"), ("description", "Bread")],
        written: PAYMENT,
        hundredths: [Some(50), None],
    },
];

/// An exchange in which nobody has paid, and its chair.
struct Begun {
    village: Village,
    ada: Browser,
}

async fn begun(world: &World, nth: usize, hash: &str) -> Begun {
    let name = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let (slug, code) = (name(format!("begun-{nth}")), name(format!("B{nth:03}")));
    let names = &["Ada", "Ben", "Cleo"];
    let plan = Plan { slug, code, names, limits: (-10_000, 12_000), hash: hash.to_owned() };
    let village = world.village(plan).await;
    let ada = Browser::signed_in(world, &format!("ada@{slug}.example")).await;
    Begun { village, ada }
}

impl Begun {
    /// The form of a page as somebody sends it who typed these fields.
    async fn filled(&self, page: &str, fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let place = |text: &str| text.replace("{code}", self.village.code);
        let path = format!("/{}{}", self.village.slug, place(page));
        let shown = self.ada.clone().get(&path).await;
        let action = if page == "/partners" { format!("{path}/propose") } else { path };
        let mut sent = form(&shown, &action).unwrap().fields;
        for (name, typed) in fields {
            sent.retain(|(field, _)| field != name);
            sent.push(((*name).to_owned(), place(typed)));
        }
        sent
    }

    async fn send(&self, action: &str, fields: &[(String, String)]) -> Page {
        let path = format!("/{}{}", self.village.slug, action.replace("{code}", self.village.code));
        send(&self.ada, &path, fields).await
    }

    /// Whole units instead of hundredths.
    async fn recount(&self) -> Vec<(String, String)> {
        self.filled("/settings/unit", &[("unit_counts", "0"), ("reason", "whole ones are enough")]).await
    }

    async fn one(&self, world: &World, sql: &'static str) -> Option<i64> {
        let mut conn = world.db().read().await.unwrap();
        sqlx::query_scalar(sql).bind(self.village.exchange).fetch_optional(&mut *conn).await.unwrap()
    }

    /// What was written means what was typed, as the exchange counts in the end.
    async fn holds(&self, world: &World, typed: &Typed, answers: [&Page; 2]) {
        let [settings, act] = answers;
        let at = format!("{} {}: {} {}\n{}", world.engine, typed.page, settings.status, act.status, act.text);
        let decimals = self.one(world, "select unit_decimals from exchanges where exchange_id = $1").await.unwrap();
        assert_eq!(settings.status == StatusCode::SEE_OTHER, decimals == 0, "{at}");
        let others = [StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY];
        assert!(act.status == StatusCode::SEE_OTHER || others.contains(&act.status), "{at}");
        let hundredths = typed.hundredths[usize::from(act.status != StatusCode::SEE_OTHER)];
        let parts = hundredths.map(|amount| if decimals == 0 { amount / 100 } else { amount });
        assert_eq!(self.one(world, typed.written).await, parts, "{at}");
    }
}

async fn elsewhere(world: &World) {
    let plan = Plan { slug: "elsewhere", code: "ELSE", names: &["Eve"], limits: (-100, 100), hash: String::new() };
    world.village(plan).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_while_the_unit_changes_is_written_as_it_was_meant_or_not_at_all() {
    let hash = password::hash_now(PASSWORD).unwrap();
    for world in worlds().await {
        elsewhere(&world).await;
        for nth in 0..15 {
            let typed = &TYPED[nth % TYPED.len()];
            let begun = begun(&world, nth, &hash).await;
            let fields = begun.filled(typed.page, typed.fields).await;
            let recount = begun.recount().await;
            let (settings, act) =
                tokio::join!(begun.send("/settings/unit", &recount), begun.send(typed.action, &fields));
            begun.holds(&world, typed, [&settings, &act]).await;
        }
    }
}

#[tokio::test]
async fn what_was_typed_into_a_page_from_before_the_unit_changed_comes_back_and_nothing_is_written() {
    let hash = password::hash_now(PASSWORD).unwrap();
    for world in worlds().await {
        elsewhere(&world).await;
        for (nth, typed) in TYPED.iter().enumerate() {
            let begun = begun(&world, nth, &hash).await;
            let fields = begun.filled(typed.page, typed.fields).await;
            let settings = begun.send("/settings/unit", &begun.recount().await).await;
            let actions: &[&str] = if typed.page == "/pay" { &["/pay", "/transfers"] } else { &[typed.action] };
            for action in actions {
                let act = begun.send(action, &fields).await;
                assert_eq!(act.status, StatusCode::CONFLICT, "{} {action}: {}", world.engine, act.text);
                assert!(act.text.contains("has changed how it counts: amounts are in leaves now"), "{}", act.text);
                begun.holds(&world, typed, [&settings, &act]).await;
            }
        }
    }
}

/// On PostgreSQL what was typed is made to wait until the change of the unit is written.
#[tokio::test]
async fn what_waited_for_the_unit_to_change_comes_back_with_the_new_one_and_nothing_is_written() {
    let hash = password::hash_now(PASSWORD).unwrap();
    for world in worlds().await.into_iter().filter(|world| world.db().engine() == Engine::Postgres) {
        elsewhere(&world).await;
        for (nth, typed) in TYPED.iter().enumerate() {
            let begun = begun(&world, nth, &hash).await;
            let fields = begun.filled(typed.page, typed.fields).await;
            let recount = begun.recount().await;
            let mut holder = AnyConnection::connect(&world.site.config.database_url).await.unwrap();
            hold(&mut holder, begun.village.accounts[2]).await;
            let settings = begun.send("/settings/unit", &recount);
            let act = async {
                waiting(&mut holder, 1).await;
                let release = async {
                    waiting(&mut holder, 2).await;
                    sqlx::raw_sql("rollback").execute(&mut holder).await.unwrap();
                };
                tokio::join!(begun.send(typed.action, &fields), release).0
            };
            let (settings, act) = tokio::join!(settings, act);
            assert_eq!((settings.status, act.status), (StatusCode::SEE_OTHER, StatusCode::CONFLICT), "{}", act.text);
            assert!(act.text.contains("has changed how it counts: amounts are in leaves now"), "{}", act.text);
            let amount =
                typed.fields.iter().find(|(name, _)| ["min", "amount", "down", "name"].contains(name)).unwrap();
            assert!(act.text.contains(&format!("value=\"{}\"", amount.1)), "what was typed is kept: {}", act.text);
            begun.holds(&world, typed, [&settings, &act]).await;
            if typed.page != "/pay" {
                continue;
            }
            // Looked at and sent again, it is a payment in the new unit.
            let again = form(&act, &format!("/{}/pay", begun.village.slug)).unwrap();
            let again = again
                .fields
                .into_iter()
                .map(|(name, value)| if name == "amount" { (name, "3".to_owned()) } else { (name, value) });
            let paid = begun.send("/transfers", &again.collect::<Vec<_>>()).await;
            assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.text);
            assert_eq!(begun.one(&world, PAYMENT).await, Some(3));
        }
    }
}

/// Begins to hold an account, so that whoever locks it waits.
async fn hold(conn: &mut AnyConnection, account: AccountId) {
    let sql = format!("begin; select account_id from accounts where account_id = {} for update", account.0);
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(conn).await.unwrap();
}

/// Comes back when so many connections wait for a lock.
async fn waiting(conn: &mut AnyConnection, most: i64) {
    let sql =
        "select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    while sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut *conn).await.unwrap() < most {
        // Within a transaction the view is one picture unless it is taken anew.
        sqlx::raw_sql("select pg_stat_clear_snapshot()").execute(&mut *conn).await.unwrap();
        tokio::task::yield_now().await;
    }
}
