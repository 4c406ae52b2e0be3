//! Who may see what: strangers, members of other exchanges, forms from elsewhere.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use manyhands::clock::fresh_transfer_id;
use manyhands::routes::{self, Who};

use crate::browser::{Browser, PASSWORD, Page, encode, hilltop, riverside};
use crate::common::worlds;

#[tokio::test]
async fn another_exchange_and_another_members_things_are_the_same_404_as_what_does_not_exist() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (_, id) = ada.pay("ben", "8").await;
        let unknown = ada.get("/nowhere/members/NOWH0001").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        for path in [
            "/hilltop/members",
            "/hilltop/members/HILL0001",
            "/hilltop/pay",
            "/hilltop/balances",
            "/hilltop/nothing",
            "/riverside/nothing",
        ] {
            let page = ada.get(path).await;
            assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown.text), "{path}");
            assert_eq!(page.headers.len(), unknown.headers.len(), "{path}");
        }
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        assert_eq!(omar.get(&format!("/riverside/transfers/{id}")).await.text, unknown.text);
        assert_eq!(omar.get(&format!("/hilltop/transfers/{id}")).await.text, unknown.text);
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        assert_eq!(cleo.get(&format!("/riverside/transfers/{id}")).await.text, unknown.text);
        assert_eq!(cleo.get("/riverside/balances").await.status, StatusCode::FORBIDDEN);
        assert_eq!(ada.get("/riverside/balances").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn signed_out_every_private_path_leads_to_the_sign_in_page_whether_or_not_it_exists() {
    for world in worlds().await {
        riverside(&world).await;
        let mut stranger = Browser::new(&world);
        for path in ["/riverside/pay", "/riverside/nothing", "/nowhere/pay", "/me"] {
            let page = stranger.get(path).await;
            assert_eq!(
                (page.status, page.location()),
                (StatusCode::SEE_OTHER, format!("/sign-in?next={}", path.replace('/', "%2F")).as_str())
            );
        }
        for route in routes::table().into_iter().filter(|route| route.who != Who::Anybody) {
            let path = if route.in_exchange { format!("/riverside{}", route.path) } else { route.path.to_owned() };
            let path = path.replace("{id}", "x").replace("{code}", "x").replace("{slug}", "x").replace("{token}", "x");
            if route.method == Method::GET {
                let page = stranger.get(&path).await;
                assert!(page.location().starts_with("/sign-in?next="), "{} {path}: {}", route.method, page.status);
            } else {
                let page = stranger.post(&path, &[]).await;
                assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{} {path}", route.method);
            }
        }
        assert_eq!(stranger.get("/nowhere").await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.get("/riverside").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_or_from_nowhere_changes_nothing() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let body = "id=01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f6f&to=ben&amount=8&description=x";
        for (name, value) in
            [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("x-nothing", "said")]
        {
            let request = Request::post("/riverside/transfers")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(name, value)
                .body(Body::from(body))
                .unwrap();
            assert_eq!(ada.send(request).await.status, StatusCode::FORBIDDEN, "{name}: {value}");
        }
        assert_eq!(world.count(&village).await, 0);
    }
}

#[tokio::test]
async fn where_a_form_comes_from_said_in_no_letter_is_not_said() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let here = world.site.config.public_url.clone();
        let marks = ada.marks("/riverside/transfers").await;
        let (site, origin, evil) = ("sec-fetch-site", "origin", "https://evil.example");
        let mut taken = 0;
        for (said, is_taken) in [
            (&[(site, "same-origin")][..], true),
            (&[(origin, here.as_str())], true),
            (&[(site, ""), (origin, &here)], true),
            (&[(site, "same-origin"), (origin, "")], true),
            (&[(site, ""), (site, "same-origin")], true),
            (&[], false),
            (&[(site, "")], false),
            (&[(site, " ")], false),
            (&[(origin, "")], false),
            (&[(origin, "\t")], false),
            (&[(site, ""), (origin, "")], false),
            (&[(site, ""), (origin, evil)], false),
            (&[(site, ""), (site, "cross-site")], false),
            (&[(origin, ""), (origin, evil)], false),
            (&[(site, "cross-site"), (origin, "")], false),
        ] {
            let id = fresh_transfer_id().to_string();
            let mut fields = vec![("id", id.as_str()), ("to", "ben"), ("amount", "0.10"), ("description", "Bread")];
            fields.extend(marks.iter().map(|(name, value)| (*name, value.as_str())));
            let body = encode(&fields);
            let mut request = Request::post("/riverside/transfers")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(body))
                .unwrap();
            for (name, value) in said {
                request.headers_mut().append(*name, value.parse().unwrap());
            }
            let page = ada.send(request).await;
            let expected = if is_taken { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN };
            assert_eq!(page.status, expected, "{said:?}");
            taken += i64::from(is_taken);
            assert_eq!(world.count(&village).await, taken, "{said:?}");
        }
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_person_get_the_same_answer_and_too_many_tries_have_to_wait() {
    for world in worlds().await {
        riverside(&world).await;
        let mut stranger = Browser::new(&world);
        let answer = |page: crate::browser::Page, email: &str| (page.status, page.text.replace(email, ""));
        let known = stranger.post("/sign-in", &[("email", "ada@riverside.example"), ("password", "wrong")]).await;
        let unknown = stranger.post("/sign-in", &[("email", "who@riverside.example"), ("password", "wrong")]).await;
        assert_eq!(answer(known, "ada@riverside.example"), answer(unknown, "who@riverside.example"));
        for _ in 0..9 {
            stranger.post("/sign-in", &[("email", "ben@riverside.example"), ("password", "wrong")]).await;
        }
        stranger.post("/sign-in", &[("email", "ben@riverside.example"), ("password", "wrong")]).await;
        let page = stranger.post("/sign-in", &[("email", "ben@riverside.example"), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(page.headers.contains_key(header::RETRY_AFTER));
    }
}

#[tokio::test]
async fn pages_carry_a_policy_that_runs_nothing_and_are_not_kept() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = ada.get("/riverside").await;
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
        assert!(!page.text.contains("<script") && !page.text.contains("style=\""));
        assert!(page.text.len() < 14_000, "{}", page.text.len());
    }
}

#[tokio::test]
async fn a_page_that_answers_a_form_is_kept_for_going_back_and_no_other_private_page_is() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let kept = |page: &Page| page.headers[header::CACHE_CONTROL].to_str().unwrap().to_owned();
        let id = fresh_transfer_id().to_string();
        let form = |amount| [("id", id.as_str()), ("to", "ben"), ("amount", amount), ("description", "Jam")];
        for (amount, status) in [("8", StatusCode::OK), ("eight", StatusCode::UNPROCESSABLE_ENTITY)] {
            let page = ada.post("/riverside/pay", &form(amount)).await;
            assert_eq!((page.status, kept(&page).as_str()), (status, "private, no-cache"));
        }
        let paid = ada.post("/riverside/transfers", &form("8")).await;
        assert_eq!((paid.status, kept(&paid).as_str()), (StatusCode::SEE_OTHER, "no-store"));
        for path in ["/riverside", "/riverside/pay", "/riverside/statement.csv", "/me", paid.location()] {
            assert_eq!(kept(&ada.get(path).await), "no-store", "{path}");
        }
    }
}

#[tokio::test]
async fn a_word_left_for_a_page_is_said_there_once_and_nowhere_else() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let form = |name| [("name", name), ("language", "en"), ("theme", "device")];
        let said = |page: &Page| page.text.contains("Saved.");
        for _ in 0..2 {
            assert_eq!(ada.post("/me", &form("Ada")).await.status, StatusCode::SEE_OTHER);
            // Not on another page, and not above a form that came back.
            let other = ada.get("/riverside").await;
            assert!(!said(&other), "{}", other.text);
            assert_eq!(ada.post("/me", &form("Ada")).await.status, StatusCode::SEE_OTHER);
            let wrong = ada.post("/me", &form("")).await;
            assert_eq!((wrong.status, said(&wrong)), (StatusCode::UNPROCESSABLE_ENTITY, false));
            assert_eq!(ada.post("/me", &form("Ada")).await.status, StatusCode::SEE_OTHER);
            assert!(said(&ada.get("/me").await), "said where it was left");
            assert!(!said(&ada.get("/me").await), "and once");
        }
    }
}

#[tokio::test]
async fn a_path_or_query_that_no_text_can_hold_is_not_there_and_no_fault() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for path in [
            "/notices/stop/%00-paid",
            "/riverside/members?after=%00",
            "/riverside/members?before=%00",
            "/riverside/members?q=%00",
            "/riverside/members/%00",
            "/riverside/members/%00/statement",
            "/riverside/partners/%00",
            "/riverside/balances?after=%00",
            "/riverside/as/%00/statement",
        ] {
            let page = ada.get(path).await;
            assert!(!page.status.is_server_error(), "{} {path} {}", world.engine, page.status);
        }
    }
}

#[tokio::test]
async fn an_address_that_is_no_text_or_asks_twice_is_answered_with_a_page_and_to_a_stranger_as_any_other() {
    for world in worlds().await {
        riverside(&world).await;
        let mut nobody = Browser::new(&world);
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let unknown = ben.get("/riverside/members/RIVR0099").await;
        for path in ["/riverside/members/%FF", "/riverside/as/%FF/pay", "/riverside/transfers/%C3%28"] {
            let page = nobody.get(path).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
            assert!(page.location().starts_with("/sign-in?next="), "{path}");
            let page = ben.get(path).await;
            assert_eq!((page.status, &page.text), (unknown.status, &unknown.text), "{path}");
        }
        for path in [
            "/riverside/members?q=a&q=b",
            "/riverside/statement?month=a&month=b",
            "/riverside/pay?to=a&to=b",
            "/me/notices?before=1&before=2",
            "/me/email/%FF",
            "/assets/%FF",
            "/assets/none.css",
        ] {
            let page = ben.get(path).await;
            assert!(page.status.is_client_error(), "{path}: {}", page.status);
            assert!(page.text.starts_with("<!DOCTYPE html>"), "{path}: {}", page.text);
        }
    }
}
