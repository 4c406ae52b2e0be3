//! Who runs the installation sees every exchange and how it is doing, and of no member anything.

use app::ids::PersonId;
use axum::http::StatusCode;
use manyhands::clock::{Clock, fresh_key};
use manyhands::sign_in::password::hash_now;
use manyhands::sign_in::persons::{NewPerson, create_person};

use crate::browser::{Browser, PASSWORD, Page, encode, hilltop, riverside};
use crate::common::{NOON, Plan, Village, World, worlds};
use crate::joining::apply_as;
use crate::lists::{link, texts};

/// Hedda, who runs the installation and is a member nowhere.
pub async fn hedda(world: &World) -> Browser {
    let new = NewPerson {
        id: PersonId(fresh_key()),
        email: Some("hedda@manyhands.example".into()),
        name: "Hedda".into(),
        language: app::words::Language::English,
        password_hash: hash_now(PASSWORD).unwrap(),
        is_host: true,
    };
    world.db().write(new, async |tx, new| create_person(tx, new, NOON).await).await.unwrap();
    Browser::signed_in(world, "hedda@manyhands.example").await
}

/// A day, in seconds.
const DAY: i64 = 86_400;

/// What the list says of an exchange.
fn line(page: &Page, slug: &str) -> String {
    let heads = texts(page, "main ul.cards h2");
    let at = heads.iter().position(|head| head.contains(&format!("/{slug}"))).unwrap_or_else(|| panic!("{heads:?}"));
    texts(page, "main ul.cards li > div")[at].clone()
}

async fn town(world: &World, nth: usize) -> Village {
    let slug: &'static str = Box::leak(format!("town-{nth:03}").into_boxed_str());
    let code: &'static str = Box::leak(format!("T{nth:03}").into_boxed_str());
    world.village(Plan { slug, code, names: &["Ann"], limits: (-9, 9), hash: String::new() }).await
}

#[tokio::test]
async fn the_host_sees_how_every_exchange_is_doing_and_nothing_of_its_members() {
    for mut world in worlds().await {
        let ours = riverside(&world).await;
        hilltop(&world).await;
        Browser::signed_in(&world, "ada@riverside.example").await.pay("RIVR0002", "12.34").await;
        apply_as(&world, &ours, "Wim", 4242).await;
        let mut hedda = hedda(&world).await;
        let page = hedda.get("/host").await;
        let says = |page: &Page, slug: &str, text: &str| {
            let line = line(page, slug);
            assert!(line.ends_with(text), "{} {slug}: {line}", world.engine);
        };
        says(&page, "riverside", "Open  5 members · 1 wants to join · last trade 24 November 2026");
        says(&page, "hilltop", "Open  2 members · no trade yet");
        for hidden in ["Ada", "Cleo", "Wim", "12.34", "RIVR0001", "@riverside"] {
            let main = page.text.split_once("<main").unwrap().1;
            assert!(!main.contains(hidden), "{hidden}: {main}");
        }
        assert!(page.text.contains("href=\"/host\""), "in the menu");
        // Half a year later all are asleep but one on holiday, and but who traded since.
        let later = NOON.plus_seconds(181 * DAY);
        world.sql(format!("update accounts set last_booked_at = {} where code = 'RIVR0002'", later.0)).await;
        world.sql("update members set state = 'holiday' where name = 'Cleo'".to_owned()).await;
        world.sql("update exchanges set status = 'closed' where slug = 'hilltop'".to_owned()).await;
        world.site.clock = Clock::fixed(later).0;
        let mut again = Browser::signed_in(&world, "hedda@manyhands.example").await;
        let page = again.get("/host").await;
        let line = |slug: &str| line(&page, slug);
        assert!(line("riverside").contains("5 members · 3 asleep · 1 wants to join"), "{}", line("riverside"));
        assert!(line("hilltop").contains("Closed  2 members · 2 asleep"), "{}", line("hilltop"));
        for (show, shown, other) in [
            ("open", "riverside", "hilltop"),
            ("not-open", "hilltop", "riverside"),
            ("waiting", "riverside", "hilltop"),
        ] {
            let page = again.get(&format!("/host?show={show}")).await;
            assert!(page.text.contains(&format!("/{shown}</span>")), "{show}: {}", page.text);
            assert!(!page.text.contains(&format!("/{other}</span>")), "{show}: {}", page.text);
        }
    }
}

#[tokio::test]
async fn to_everybody_else_the_hosts_pages_are_not_there() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let unknown = ada.get("/nowhere/members/NOWH0001").await;
        assert!(!ada.get("/riverside").await.text.contains("href=\"/host\""));
        for path in ["/host", "/host/new", "/host/exchanges/riverside"] {
            let page = ada.get(path).await;
            assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown.text), "{path}");
            let page = Browser::new(&world).get(path).await;
            assert!(page.location().starts_with("/sign-in?next="), "{path}: {}", page.status);
        }
        assert_eq!(ada.post("/host/new", &[("id", "1")]).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn hundreds_of_exchanges_are_looked_through_page_by_page() {
    for world in worlds().await {
        for nth in 0..60 {
            town(&world, nth).await;
        }
        let mut hedda = hedda(&world).await;
        let (mut path, mut seen) = ("/host".to_owned(), Vec::new());
        loop {
            let page = hedda.get(&path).await;
            seen.extend(texts(&page, "main ul.cards .code"));
            let Some(next) = link(&page, "next") else { break };
            path = next;
        }
        let all: Vec<_> = (0..60).map(|nth| format!("/town-{nth:03}")).collect();
        assert_eq!(seen, all, "{}", world.engine);
        let back = link(&hedda.get(&path).await, "prev").unwrap();
        assert_eq!(texts(&hedda.get(&back).await, "main ul.cards .code"), all[..50]);
        let found = hedda.get(&format!("/host?{}", encode(&[("q", "TOWN-007")]))).await;
        assert_eq!(texts(&found, "main ul.cards .code"), ["/town-007"]);
        assert!(hedda.get("/host?q=tractor").await.text.contains("No exchange fits."));
    }
}
