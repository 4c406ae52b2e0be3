//! Every value in every part of a path that varies, and in everything that a page is asked.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use manyhands::routes;

use super::{EMPTY, Hostile, MOST, TWICE, no_page, table};
use crate::books::Books;
use crate::browser::Browser;
use crate::common::worlds;
use crate::whose::{everything, set};

/// What stands in a path or behind the question mark.
fn parts() -> Vec<Hostile> {
    let more = [
        ("the folder above", ".."),
        ("the same in code", "%2e%2e%2f"),
        ("an id cut short", "01939f3e-7d3a-7b60-9c2f"),
        ("an id of nothing", "00000000-0000-0000-0000-000000000000"),
    ];
    let more = more.into_iter().map(|(name, raw)| Hostile { name, raw: raw.to_owned(), text: true });
    // More of them than this no address holds.
    table()
        .into_iter()
        .filter(|one| one.name != "50,001 characters")
        .chain(more)
        .chain([Hostile { name: "5,000 characters", raw: "a".repeat(5_000), text: false }])
        .collect()
}

/// The paths of a route with this value in each of the parts that vary; the exchange and the member for whom one acts are such parts too.
fn paths(route: &routes::Route, raw: &str, (code, id): (&str, &str)) -> Vec<String> {
    let filled = |path: &str| {
        path.replace("{code}", code).replace("{id}", id).replace("{slug}", "hilltop").replace("{token}", "x")
    };
    let mut all = Vec::new();
    if let Some((start, rest)) = route.path.split_once('{') {
        let hostile = format!("{start}{raw}{}", rest.split_once('}').unwrap().1);
        all.push(if route.in_exchange { format!("/riverside{hostile}") } else { hostile.clone() });
        if route.acting.is_some() {
            all.push(format!("/riverside/as/RIVR0003{hostile}"));
        }
    }
    if route.in_exchange {
        all.push(format!("/{raw}{}", filled(route.path).trim_end_matches('/')));
    }
    if route.acting.is_some() {
        all.push(format!("/riverside/as/{raw}{}", filled(route.path).trim_end_matches('/')));
    }
    all
}

#[tokio::test]
async fn no_value_in_any_path_is_a_fault_or_leads_anywhere() {
    for world in worlds().await {
        let (ours, id) = set(&world).await;
        let books = Books::of(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let stranger = Browser::new(&world);
        let (own, cleos) = (ada.marks("/riverside").await, ada.marks("/riverside/as/RIVR0003").await);
        let fields = |path: &str| {
            let marks = if path.contains("/as/RIVR0003/") { &cleos } else { &own };
            let marks = marks.iter().map(|(name, value)| (*name, value.as_str()));
            marks.chain([("id", "1"), ("reason", "because")]).collect::<Vec<_>>()
        };
        let stands = everything(&world, &books, &ours).await;
        let (mut found, mut sent) = (Vec::new(), 0);
        for hostile in parts() {
            if world.engine != "sqlite" && !["NUL", "a byte that is no text", MOST].contains(&hostile.name) {
                continue;
            }
            for route in routes::table() {
                for path in paths(&route, &hostile.raw, ("RIVR0003", &id)) {
                    // Without the part that varies some are another page.
                    let another = hostile.name == EMPTY && route.method == Method::GET;
                    for browser in [&ada, &stranger] {
                        let page = if route.writes {
                            browser.clone().post_bare(&path, &fields(&path)).await
                        } else {
                            browser.clone().get(&path).await
                        };
                        let to_sign_in =
                            page.location().starts_with("/sign-in?next=") || page.status == StatusCode::UNAUTHORIZED;
                        let expected = [StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST];
                        let fine = expected.contains(&page.status) || another || (to_sign_in && browser.is_nobody());
                        let status = (!fine).then(|| format!("{}", page.status));
                        let shown: String = path.chars().take(80).collect();
                        let at = format!("{} {} {shown} with {}", world.engine, route.method, hostile.name);
                        found.extend(no_page(&page).or(status).map(|problem| format!("{at}: {problem}")));
                        sent += 1;
                    }
                }
            }
        }
        assert_eq!(everything(&world, &books, &ours).await, stands, "{}", world.engine);
        assert!(found.is_empty(), "{} of {sent} wrong:\n{}", found.len(), found.join("\n"));
    }
}

/// The pages that are asked something, and by which names.
const ASKED: [(&str, &[&str]); 19] = [
    ("/sign-in", &["next"]),
    ("/me/notices", &["before"]),
    ("/host", &LIST),
    ("/host/new", &["ask"]),
    ("/riverside/pay", &["to", "amount", "description", "waive", "waive_reason", "id"]),
    ("/riverside/as/RIVR0003/pay", &["to", "amount", "description", "waive", "waive_reason", "id"]),
    ("/riverside/statement", &["month", "after", "before"]),
    ("/riverside/statement.csv", &["month", "after", "before"]),
    ("/riverside/members/RIVR0003/statement", &["month", "after", "before"]),
    ("/riverside/members/RIVR0003/statement.csv", &["month", "after", "before"]),
    ("/riverside/members", &LIST),
    ("/riverside/members.csv", &LIST),
    ("/riverside/balances", &LIST),
    ("/riverside/balances.csv", &LIST),
    ("/riverside/decisions", &LIST),
    ("/riverside/decisions.csv", &LIST),
    ("/riverside/partners", &LIST),
    ("/riverside/as/RIVR0003/statement", &["month", "after", "before"]),
    ("/riverside/join/confirm", &["joining", "news"]),
];
const LIST: [&str; 5] = ["q", "show", "sort", "after", "before"];

#[tokio::test]
async fn no_value_behind_a_question_mark_is_a_fault() {
    for world in worlds().await {
        let (ours, _) = set(&world).await;
        let books = Books::of(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let stranger = Browser::new(&world);
        let stands = everything(&world, &books, &ours).await;
        let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
        for (path, names) in ASKED {
            for name in names {
                let kind = path.strip_suffix(".csv").unwrap_or(path).rsplit('/').next().unwrap();
                if world.engine != "sqlite" && !seen.insert((kind, name)) {
                    continue;
                }
                let browser = if path == "/sign-in" { &stranger } else { &ada };
                for hostile in parts().iter().chain([&Hostile { name: TWICE, raw: format!("x&{name}=y"), text: false }])
                {
                    let page = browser.clone().get(&format!("{path}?{name}={}", hostile.raw)).await;
                    let expected = match hostile.name {
                        TWICE | "a byte that is no text" | "an overlong code" | "half a surrogate" => {
                            vec![StatusCode::BAD_REQUEST]
                        }
                        _ => vec![StatusCode::OK, StatusCode::NOT_FOUND],
                    };
                    let status = (!expected.contains(&page.status)).then(|| format!("{}", page.status));
                    let at = format!("{} {path} {name} with {}", world.engine, hostile.name);
                    found.extend(no_page(&page).or(status).map(|problem| format!("{at}: {problem}")));
                }
            }
        }
        assert_eq!(everything(&world, &books, &ours).await, stands, "{}", world.engine);
        assert!(found.is_empty(), "{} wrong:\n{}", found.len(), found.join("\n"));
    }
}
