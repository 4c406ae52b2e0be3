//! Where people come in: addresses as they are typed, the list of exchanges, where one lands after signing in, and the menu that stays.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use manyhands::hosting::store::list_all;
use scraper::{Html, Selector};

use crate::browser::{Browser, PASSWORD, Page, encode, hilltop, riverside};
use crate::common::{Plan, Village, World, worlds};
use crate::lists::link;

async fn household_in_both(world: &World) -> (Village, Village) {
    let (ours, theirs) = (riverside(world).await, hilltop(world).await);
    world.household(&theirs, ("Ben of the hill", vec![ours.people[1]])).await;
    (ours, theirs)
}

#[tokio::test]
async fn capitals_in_an_exchanges_address_and_a_slash_at_the_end_lead_to_the_page() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut nobody = Browser::new(&world);
        for (typed, to) in [
            ("/Riverside", "/riverside"),
            ("/RIVERSIDE/", "/riverside"),
            ("/riverside/", "/riverside"),
            ("/riverside//", "/riverside"),
            ("/Riverside/pay?to=RIVR0001", "/riverside/pay?to=RIVR0001"),
            ("/riverside/members/RIVR0001/", "/riverside/members/RIVR0001"),
            ("/riverside/as/RIVR0002/pay/", "/riverside/as/RIVR0002/pay"),
            ("/me/", "/me"),
            ("/sign-in/?next=%2Fme", "/sign-in?next=%2Fme"),
            ("/Nowhere", "/nowhere"),
            ("/nowhere/nothing/", "/nowhere/nothing"),
        ] {
            for browser in [&mut ben, &mut nobody] {
                let page = browser.get(typed).await;
                assert_eq!((page.status, page.location()), (StatusCode::PERMANENT_REDIRECT, to), "{typed}");
            }
        }
        assert_eq!(nobody.get("/riverside").await.status, StatusCode::OK);
        assert_eq!(nobody.get("/nowhere").await.status, StatusCode::NOT_FOUND);
        // Nothing leads elsewhere, and what is sent goes where it was sent.
        for typed in ["//evil.example/", "/riverside//evil", "/%2Fevil.example/", "/..%2F/", "/.well-known/"] {
            let page = ben.get(typed).await;
            assert_eq!((page.status, page.location()), (StatusCode::NOT_FOUND, ""), "{typed}");
        }
        for sent in ["/Riverside/pay", "/riverside/pay/", "/me/", "/Riverside"] {
            assert_eq!(ben.post_bare(sent, &[]).await.status, StatusCode::NOT_FOUND, "{sent}");
        }
    }
}

/// Of an exchange of one member, as its committee would have it.
async fn town(world: &World, nth: usize) -> Village {
    let slug: &'static str = Box::leak(format!("town-{nth:02}").into_boxed_str());
    let code: &'static str = Box::leak(format!("T{nth:03}").into_boxed_str());
    world.village(Plan { slug, code, names: &["Ann"], limits: (-9, 9), hash: String::new() }).await
}

/// The addresses of the exchanges on a page, in their order.
fn listed(page: &Page) -> Vec<String> {
    let html = Html::parse_document(&page.text);
    let selector = Selector::parse("ul.cards h2 a").unwrap();
    html.select(&selector).map(|link| link.value().attr("href").unwrap().to_owned()).collect()
}

#[tokio::test]
async fn many_exchanges_are_looked_through_by_name_and_place() {
    for world in worlds().await {
        riverside(&world).await;
        let mut nobody = Browser::new(&world);
        let few = nobody.get("/").await.text;
        assert!(!few.contains("type=\"search\"") && few.contains(">5 members"), "{few}");
        for nth in 0..12 {
            town(&world, nth).await;
        }
        let named = "update exchanges set name = 'Ñandú Łąka', area = 'Old Mill', sort_key = '' where slug = 'town-07'";
        world.sql(named.into()).await;
        world
            .sql("update exchanges set description = 'At the old mill', sort_key = '' where slug = 'town-03'".into())
            .await;
        world.sql("update exchanges set status = 'suspended' where slug = 'town-08'".into()).await;
        // A program from before wrote these; the next start puts them where they belong.
        world.db().write((), async |tx, ()| list_all(tx).await).await.unwrap();
        let all = nobody.get("/").await;
        assert!(all.text.contains("type=\"search\"") && listed(&all).len() == 12, "{}", all.text);
        assert_eq!(listed(&all)[0], "/town-07", "ñ stands before r and t, not after z");
        for (typed, found) in [
            ("nandu laka", &["/town-07"][..]),
            ("OLD mill", &["/town-07", "/town-03"]),
            ("river", &["/riverside"]),
            ("town-08", &[]),
            ("%", &[]),
            ("tractor", &[]),
        ] {
            let page = nobody.get(&format!("/?{}", encode(&[("q", typed)]))).await;
            assert_eq!(listed(&page), found, "{} {typed}: {}", world.engine, page.text);
            assert_eq!(page.text.contains(&format!("No exchange here fits “{typed}”.")), found.is_empty(), "{typed}");
        }
    }
}

#[tokio::test]
async fn exchanges_in_the_readers_language_come_first_and_every_one_stands_on_one_page() {
    for world in worlds().await {
        for nth in 0..56 {
            town(&world, nth).await;
        }
        world.sql("update exchanges set language = 'es' where slug in ('town-30', 'town-54')".into()).await;
        let ask = |path: &str| Request::get(path).header(header::ACCEPT_LANGUAGE, "es").body(Body::empty()).unwrap();
        let mut nobody = Browser::new(&world);
        let (mut path, mut seen) = ("/".to_owned(), Vec::new());
        loop {
            let page = nobody.send(ask(&path)).await;
            seen.extend(listed(&page));
            let Some(next) = link(&page, "next") else { break };
            path = next;
        }
        assert_eq!(seen[..3], ["/town-30", "/town-54", "/town-00"], "{}", world.engine);
        assert_eq!((seen.len(), seen.iter().collect::<BTreeSet<_>>().len()), (56, 56));
        let back = link(&nobody.send(ask(&path)).await, "prev").unwrap();
        assert_eq!(listed(&nobody.send(ask(&back)).await), seen[..50], "{}", world.engine);
        assert_eq!(listed(&nobody.get("/").await)[0], "/town-00");
        // An address that nobody has leads to the beginning.
        assert_eq!(listed(&nobody.send(ask("/?after=nowhere")).await), seen[..50]);
    }
}

#[tokio::test]
async fn a_stranger_reads_what_an_exchange_is_who_runs_it_and_how_to_join_and_of_no_other_member() {
    for world in worlds().await {
        riverside(&world).await;
        let page = Browser::new(&world).get("/riverside").await;
        assert_eq!(page.status, StatusCode::OK);
        for text in [
            "<title>riverside exchange</title>",
            "5 members",
            "An hour of ordinary work is about",
            "Who runs it",
            "<bdi>Ada</bdi>",
            "Chair",
            "How to join",
        ] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        assert!(!page.text.contains("Ben") && !page.text.contains("@"), "{}", page.text);
    }
}

#[tokio::test]
async fn who_signs_in_lands_at_home_or_at_all_their_exchanges_with_where_they_stand() {
    for world in worlds().await {
        household_in_both(&world).await;
        Browser::signed_in(&world, "ada@riverside.example").await.pay("RIVR0002", "12.50").await;
        for (email, to) in [("cleo@riverside.example", "/riverside"), ("ben@riverside.example", "/")] {
            let mut one = Browser::new(&world);
            let page = one.post("/sign-in", &[("email", email), ("password", PASSWORD), ("next", "")]).await;
            assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, to), "{email}");
        }
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        for path in ["/", "/me"] {
            let page = ben.get(path).await.text;
            let own = page.split_once("Your exchanges</h2>").unwrap().1;
            let own = own.split_once("</ul>").unwrap().0;
            assert!(own.contains("12.50\u{a0}leaves") && own.contains("0.00\u{a0}leaves"), "{path}: {own}");
            assert!(own.contains("RIVR0002") && own.contains("HILL0003"), "{path}: {own}");
        }
        let page = Browser::new(&world).get("/").await.text;
        assert!(!page.contains("12.50"), "{page}");
    }
}

#[tokio::test]
async fn the_pages_about_oneself_keep_the_menu_of_the_exchange_one_comes_from() {
    for world in worlds().await {
        household_in_both(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let leads = |text: &str, slug: &str| text.contains(&format!("href=\"/{slug}/pay\""));
        let page = ben.get("/me").await.text;
        assert!(!leads(&page, "riverside") && !leads(&page, "hilltop"));
        for (here, there) in [("riverside", "hilltop"), ("hilltop", "riverside")] {
            assert_eq!(ben.get(&format!("/{here}/pay")).await.status, StatusCode::OK);
            for path in ["/me", "/me/notices", "/me/password"] {
                let page = ben.get(path).await.text;
                assert!(leads(&page, here) && !leads(&page, there), "{path} from {here}");
                assert!(page.contains(&format!("class=\"here\">{here} exchange</a>")), "{path}");
            }
        }
        // Of an exchange that is not theirs, or of no page, nothing is kept.
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        cleo.get("/hilltop").await;
        cleo.get("/hilltop/pay").await;
        assert!(leads(&cleo.get("/me").await.text, "riverside"));
        let page = ben.get("/nowhere/nothing").await;
        assert!(!page.headers.contains_key(axum::http::header::SET_COOKIE));
    }
}

#[tokio::test]
async fn the_words_that_were_suggested_stay_while_the_form_comes_back_and_its_errors_have_the_focus() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let phrase = |text: &str| {
            let after = text.split_once("class=\"phrase\"><bdi>").unwrap().1;
            after.split('<').next().unwrap().to_owned()
        };
        let page = ben.get("/me/password").await;
        let (offered, shown) = (page.hidden("offered"), phrase(&page.text));
        assert_eq!(offered, shown);
        assert!(!page.text.contains("autofocus"), "{}", page.text);
        for _ in 0..2 {
            let fields = [("password", "wrong"), ("new", "short"), ("offered", offered.as_str())];
            let again = ben.post("/me/password", &fields).await;
            assert_eq!((again.status, phrase(&again.text)), (StatusCode::UNPROCESSABLE_ENTITY, shown.clone()));
            assert!(again.text.contains("role=\"alert\" tabindex=\"-1\" autofocus"), "{}", again.text);
        }
        let forged = [("password", "wrong"), ("new", "short"), ("offered", "you may take these evil")];
        assert_ne!(phrase(&ben.post("/me/password", &forged).await.text), "you may take these evil");
    }
}
