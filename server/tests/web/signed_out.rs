//! A form sent after its session has ended: 401 with the sign-in page, which hands the fields back to whoever signs in; nothing is
//! done until they go on, and then once; and a stranger learns nothing by sending.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::books::Books;
use crate::browser::{Browser, PASSWORD, Page, hilltop, riverside};
use crate::common::{Village, World, worlds};
use crate::forms::{PageForm, form, forms};
use crate::whose::{NOBODYS, all_forms, everything, pages, route_of, send, set};

/// Fields that hold passwords, or what may become one.
const SECRET: [&str; 3] = ["password", "new", "offered"];

async fn without_sessions(world: &World, books: &Books, ours: &Village) -> Vec<String> {
    let all = everything(world, books, ours).await;
    all.into_iter().filter(|row| !row.starts_with("session ")).collect()
}

/// Signs in on a sign-in page that was answered to a form, and answers with the form to go on with.
async fn sign_in(browser: &mut Browser, page: &Page, email: &str) -> (Page, PageForm) {
    let mut fields = form(page, "/sign-in").unwrap().fields;
    for (name, value) in &mut fields {
        match name.as_str() {
            "email" => *value = email.to_owned(),
            "password" => *value = PASSWORD.to_owned(),
            _ => (),
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let page = browser.post_bare("/sign-in", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let go_on = forms(&page).into_iter().find(|form| !["/preferences", "/sign-out"].contains(&form.action.as_str()));
    (page, go_on.unwrap())
}

async fn signed_in_after(browser: &mut Browser, page: &Page, email: &str) -> PageForm {
    sign_in(browser, page, email).await.1
}

#[tokio::test]
async fn every_form_sent_signed_out_is_401_and_comes_back_whole_to_who_signs_in() {
    for world in worlds().await {
        let (ours, id) = set(&world).await;
        let books = Books::of(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        Browser::signed_in(&world, "ada@riverside.example").await;
        Browser::signed_in(&world, "cleo@riverside.example").await.pay("RIVR0001", "1").await;
        let found = all_forms(&ada, &id).await;
        let before = without_sessions(&world, &books, &ours).await;
        let private = |action: &str| !NOBODYS.contains(&route_of(action).path) && action != "/preferences";
        let found: Vec<_> = found.into_iter().filter(|(action, _)| private(action)).collect();
        assert!(found.len() > 15, "{} forms", found.len());
        let (mut late, mut ben) = (Vec::new(), None);
        for (action, fields) in &found {
            let at = format!("{} {action}", world.engine);
            let mut nobody = Browser::new(&world);
            let page = send(&nobody, action, fields).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{at}");
            assert_eq!(page.hidden("next"), *action, "{at}");
            let go_on = signed_in_after(&mut nobody, &page, "ada@riverside.example").await;
            let sorted = |fields: &[(String, String)]| {
                let kept = fields.iter().filter(|(name, _)| !SECRET.contains(&name.as_str()));
                // As a browser writes line ends.
                let mut kept: Vec<_> = kept.map(|(name, value)| (name.clone(), value.replace("\r\n", "\n"))).collect();
                kept.sort();
                kept
            };
            assert_eq!((&go_on.action, sorted(&go_on.fields)), (action, sorted(fields)), "{at}");
            // Whoever else signs in is told whose form it is.
            if ben.is_none() {
                let mut other = Browser::new(&world);
                let go_on = signed_in_after(&mut other, &page, "ben@riverside.example").await;
                assert_eq!(go_on.action, *action);
                ben = Some(other);
            }
            let told = send(ben.as_ref().unwrap(), &go_on.action, &go_on.fields).await;
            assert_eq!(told.status, StatusCode::CONFLICT, "{at}: {}", told.text);
            assert_eq!(without_sessions(&world, &books, &ours).await, before, "{at}");
            late.push((nobody, go_on));
        }
        for (browser, go_on) in late.iter().rev() {
            let page = send(browser, &go_on.action, &go_on.fields).await;
            let taken = [StatusCode::OK, StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY];
            assert!(taken.contains(&page.status), "{} {}: {} {}", world.engine, go_on.action, page.status, page.text);
        }
        // The list of secret fields is whole.
        for path in pages(&id) {
            for part in ada.clone().get(&path).await.text.split("<input ").skip(1) {
                let input = part.split('>').next().unwrap();
                let secret = SECRET.iter().any(|name| input.contains(&format!("name=\"{name}\"")));
                let offered = input.contains("name=\"offered\"");
                assert_eq!(secret, offered || input.contains("type=\"password\""), "{path}: {input}");
            }
        }
    }
}

#[tokio::test]
async fn a_payment_confirmed_after_the_session_ended_is_booked_once_by_going_on() {
    for world in worlds().await {
        let village = riverside(&world).await;
        world.household(&village, ("Household", vec![village.people[0]])).await;
        for (before, balance) in [("/riverside", -800), ("/riverside/as/RIVR0006", -800)] {
            let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
            let page = ada.get(&format!("{before}/pay")).await;
            let mut fields = form(&page, &format!("{before}/pay")).unwrap().fields;
            for (name, value) in &mut fields {
                match name.as_str() {
                    "to" => *value = "RIVR0002".into(),
                    "amount" => *value = "8".into(),
                    "description" => *value = "Jam & \"bread\" <br> ñ".into(),
                    _ => (),
                }
            }
            let check = send(&ada, &format!("{before}/pay"), &fields).await;
            let confirm = form(&check, &format!("{before}/transfers")).unwrap();
            let booked = world.count(&village).await;
            // The session ends at the last button.
            assert_eq!(ada.post("/sign-out", &[]).await.status, StatusCode::SEE_OTHER);
            let page = send(&ada, &confirm.action, &confirm.fields).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED);
            // A wrong password loses nothing.
            let mut fields = form(&page, "/sign-in").unwrap().fields;
            fields.retain(|(name, _)| !["email", "password"].contains(&name.as_str()));
            fields.extend([("email".into(), "ada@riverside.example".into()), ("password".into(), "wrong".into())]);
            let wrong = send(&ada, "/sign-in", &fields).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            let (page, go_on) = sign_in(&mut ada, &wrong, "ada@riverside.example").await;
            assert_eq!(go_on.action, confirm.action);
            assert!(page.text.contains("has not been sent yet"), "{}", page.text);
            assert_eq!(world.count(&village).await, booked, "signing in books nothing");
            let both = tokio::join!(send(&ada, &go_on.action, &go_on.fields), send(&ada, &go_on.action, &go_on.fields));
            let again = send(&ada, &go_on.action, &go_on.fields).await;
            for page in [both.0, both.1, again] {
                assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
                let receipt = ada.get(page.location()).await;
                assert!(
                    receipt.text.contains("Jam &amp; &quot;bread&quot; &lt;br&gt; ñ")
                        || receipt.text.contains("Jam &amp; \"bread\" &lt;br&gt; ñ"),
                    "{}",
                    receipt.text
                );
            }
            assert_eq!(world.count(&village).await, booked + 1, "{before}");
            let account = if before.ends_with("0006") { 5 } else { 0 };
            let mut conn = world.db().read().await.unwrap();
            let sql = "select balance from accounts where exchange_id = $1 and code = $2";
            let query = sqlx::query_scalar::<_, i64>(sql).bind(village.exchange).bind(village.code_of(account));
            assert_eq!(query.fetch_one(&mut *conn).await.unwrap(), balance, "{before}");
        }
    }
}

#[tokio::test]
async fn a_stranger_learns_nothing_by_sending_to_a_path_or_by_reading_what_is_only_sent_to() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut nobody = Browser::new(&world);
        let mut pages = Vec::new();
        for path in [
            "/riverside/pay",
            "/riverside/transfers",
            "/riverside/nothing",
            "/riverside/statement",
            "/riverside/members/RIVR0001/limits",
            "/riverside/members/RIVR0099/limits",
            "/riverside/members/%FF/limits",
            "/riverside/as/RIVR0001/pay",
            "/riverside/as/RIVR0001",
            "/riverside/as/RIVR0099/nothing",
            "/nowhere/pay",
            "/nowhere/as/RIVR0001/pay",
            "/me",
            "/me/nothing",
            "/me/notices/mails",
        ] {
            let page = nobody.post_bare(path, &[("to", "Ben"), ("password", "four mild otters")]).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!((page.hidden("next").as_str(), page.hidden("sent-to").as_str()), (path, "Ben"));
            assert!(!page.text.contains("four mild otters"), "{path}");
            let there = app::paths::page_of_form(path);
            let mut text = page.text.replace(&format!("\"{there}\""), "\"\"").replace(&format!("\"{path}\""), "\"\"");
            text.retain(|c| c != '\n');
            pages.push((page.headers.len(), text));
            let page = nobody.get(path).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
            assert_eq!(page.location(), format!("/sign-in?next={}", path.replace('%', "%25").replace('/', "%2F")));
        }
        pages.dedup();
        assert_eq!(pages.len(), 1, "{pages:?}");
        // What is public is not there for who sends, whether or not there is an exchange.
        for path in ["/", "/riverside", "/nowhere", "/livez", "/robots.txt"] {
            assert_eq!(nobody.post_bare(path, &[("to", "Ben")]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn whatever_is_sent_signed_out_is_answered_with_the_sign_in_page_and_bounded() {
    let world = crate::common::on_sqlite().await;
    riverside(&world).await;
    let mut nobody = Browser::new(&world);
    let hostile = "\"'></textarea></form><script>alert(1)</script>&amp;\r\n\u{202e}\u{0}";
    let page = nobody.post_bare("/riverside/pay", &[("to", hostile), ("\"><b>", "x")]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(!page.text.contains("<script") && !page.text.contains("\"><b>"), "{}", page.text);
    let sent = form(&page, "/sign-in").unwrap().fields;
    // A page can hold every character but this one.
    let shown = hostile.replace('\0', "\u{fffd}").replace("\r\n", "\n");
    assert!(sent.contains(&("sent-to".into(), shown)), "{sent:?}");
    assert!(sent.contains(&("sent-\"><b>".into(), "x".into())), "{sent:?}");
    let full = "ñ".repeat(10_000);
    let page = nobody.post_bare("/riverside/pay", &[("description", &full)]).await;
    let go_on = signed_in_after(&mut nobody, &page, "ada@riverside.example").await;
    assert_eq!(go_on.fields, [("description".to_owned(), full)]);
    let mut nobody = Browser::new(&world);
    let many = (0..201).map(|n| format!("f{n}=1")).collect::<Vec<_>>().join("&");
    for body in ["to=a&to=b", "%FF=%FF&=", "", many.as_str()] {
        let page = nobody.post_body("/riverside/transfers", body.to_owned()).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{body}");
        let carries = page.text.contains("name=\"sent-");
        assert!(!carries || body.starts_with('%'), "{body}");
        if !carries {
            assert_eq!(page.hidden("next"), "/riverside/pay", "{body}");
        }
    }
    let request = Request::post("/riverside/pay")
        .header(header::CONTENT_TYPE, "text/plain")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from("to=Ben"))
        .unwrap();
    assert_eq!(nobody.send(request).await.status, StatusCode::UNAUTHORIZED);
    for path in ["/riverside/pay", "/nowhere/nothing", "/me"] {
        let page = nobody.post_body(path, "x".repeat(70_000)).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
    // A sign-in leads on to our own paths alone.
    let fields =
        [("email", "ada@riverside.example"), ("password", PASSWORD), ("next", "//evil.example/x"), ("sent-a", "b")];
    let page = nobody.post_bare("/sign-in", &[&fields[..], &[("person", "0")]].concat()).await;
    assert!(!page.text.contains("evil.example"), "{}", page.text);
    assert!(forms(&page).iter().any(|form| form.action == "/"), "{}", page.text);
}

#[tokio::test]
async fn what_another_site_may_have_sent_is_not_carried_through_a_sign_in() {
    let world = crate::common::on_sqlite().await;
    riverside(&world).await;
    let (site, origin) = ("sec-fetch-site", "origin");
    for (from, status, carried) in [
        (vec![(site, "same-origin")], StatusCode::UNAUTHORIZED, true),
        (vec![(origin, world.site.config.public_url.as_str())], StatusCode::UNAUTHORIZED, true),
        // It does not say where it comes from.
        (vec![], StatusCode::UNAUTHORIZED, false),
        (vec![(site, " "), (origin, "")], StatusCode::UNAUTHORIZED, false),
        (vec![(site, "cross-site")], StatusCode::FORBIDDEN, false),
        (vec![(site, "same-site")], StatusCode::FORBIDDEN, false),
        (vec![(origin, "https://evil.example")], StatusCode::FORBIDDEN, false),
        (vec![(origin, "null")], StatusCode::FORBIDDEN, false),
    ] {
        let mut request = Request::post("/riverside/transfers")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("to=RIVR0002&amount=5"))
            .unwrap();
        for (name, value) in &from {
            request.headers_mut().append(*name, value.parse().unwrap());
        }
        let page = Browser::new(&world).send(request).await;
        assert_eq!(page.status, status, "{from:?}");
        assert_eq!(page.text.contains("RIVR0002"), carried, "{from:?}");
        if status == StatusCode::UNAUTHORIZED && !carried {
            assert_eq!(page.hidden("next"), "/riverside/pay", "{from:?}");
        }
    }
}
