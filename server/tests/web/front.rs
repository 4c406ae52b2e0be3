//! Where people come in: addresses as they are typed, the list of exchanges, where one lands after signing in, and the menu that stays.

use axum::http::StatusCode;

use crate::browser::{Browser, PASSWORD, encode, hilltop, riverside};
use crate::common::{Plan, Village, World, worlds};

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

#[tokio::test]
async fn many_exchanges_are_looked_through_by_name_and_place() {
    for world in worlds().await {
        riverside(&world).await;
        let mut nobody = Browser::new(&world);
        let few = nobody.get("/").await.text;
        assert!(!few.contains("type=\"search\"") && few.contains(">5 members"), "{few}");
        for nth in 0..26 {
            let slug: &'static str = Box::leak(format!("town-{nth:02}").into_boxed_str());
            let code: &'static str = Box::leak(format!("T{nth:03}").into_boxed_str());
            world.village(Plan { slug, code, names: &["Ann"], limits: (-9, 9), hash: String::new() }).await;
        }
        world.sql("update exchanges set name = 'Ñandú Łąka', area = 'Old Mill' where slug = 'town-07'".into()).await;
        world.sql("update exchanges set status = 'suspended' where slug = 'town-08'".into()).await;
        let all = nobody.get("/").await.text;
        assert!(all.contains("type=\"search\"") && all.contains("And 2 more"), "{all}");
        assert_eq!(all.matches("href=\"/town-").count() + all.matches("href=\"/riverside\"").count(), 24);
        for (typed, found) in [
            ("nandu laka", Some("/town-07")),
            ("OLD mill", Some("/town-07")),
            ("river", Some("/riverside")),
            ("town-08", None),
            ("tractor", None),
        ] {
            let page = nobody.get(&format!("/?{}", encode(&[("q", typed)]))).await.text;
            let cards = page.matches("<li class=\"hue-").count();
            assert_eq!(cards, usize::from(found.is_some()), "{} {typed}: {page}", world.engine);
            match found {
                Some(slug) => assert!(page.contains(&format!("href=\"{slug}\"")), "{typed}"),
                None => assert!(page.contains(&format!("No exchange here fits “{typed}”.")), "{page}"),
            }
        }
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
