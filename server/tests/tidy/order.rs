//! Imports go one way: a feature knows those before it in this order, what all of them use knows none, the core knows nobody.

use std::collections::BTreeSet;

use crate::tree::{Source, nothing, room, sources};

/// Each row may use the rows above it, and what stands in its own row only itself.
const ORDER: [&[&str]; 19] = [
    &["sign_in"],
    &["photos"],
    &["members"],
    &["roles"],
    &["rules"],
    &["limits"],
    &["joining"],
    &["hosting"],
    &["help"],
    &["levies"],
    &["subscriptions"],
    &["statements"],
    &["intertrading"],
    &["payments"],
    &["requests", "sheets", "disputes", "clearing", "marketplace", "messages"],
    &["import_export"],
    &["demo"],
    &["home"],
    &["statistics"],
];
/// Machinery that every feature may use and that knows none.
const MACHINERY: [&str; 6] = ["journal", "notices", "jobs", "mail", "throttle", "http"];
/// What `app` shares: it knows no feature either.
const SHARED: [&str; 8] = ["forms", "ids", "paths", "text", "time", "words", "db", "clock"];

fn place(room: &str) -> Option<usize> {
    ORDER.iter().position(|row| row.contains(&room))
}

/// The rooms that a file names by `crate::`.
fn known(source: &Source) -> BTreeSet<String> {
    let text: String = source.code().flat_map(|(_, line)| [line, "\n"]).collect();
    let mut rooms = BTreeSet::new();
    for after in text.split("crate::").skip(1) {
        let Some(list) = after.strip_prefix('{') else {
            rooms.extend(crate::tree::words(after).next().map(str::to_owned));
            continue;
        };
        let mut depth = 1;
        let mut top = String::new();
        for letter in list.chars() {
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            if depth == 0 {
                break;
            }
            top.extend((depth == 1).then_some(letter));
        }
        rooms.extend(top.split(',').filter_map(|one| crate::tree::words(one).next()).map(str::to_owned));
    }
    rooms
}

/// Whether a room may know another.
fn may_know(room: &str, other: &str) -> bool {
    let is_feature = place(other).is_some();
    match place(room) {
        _ if room == other => true,
        Some(own) => place(other).is_none_or(|place| place < own),
        None if room == "ledger" => !is_feature && !MACHINERY.contains(&other) && !["ui", "words"].contains(&other),
        None => !is_feature || !(MACHINERY.contains(&room) || SHARED.contains(&room)),
    }
}

#[test]
fn imports_go_one_way() {
    let mut broken = Vec::new();
    let mut features = BTreeSet::new();
    for source in sources(&["app/src", "server/src"]) {
        let own = room(&source.path);
        features.extend(place(own));
        for other in known(&source) {
            if !may_know(own, &other) {
                broken.push(format!("{} uses {other}", source.path));
            }
        }
    }
    assert!(features.len() >= 8, "{} features: the rule would hold of nothing", features.len());
    nothing(&broken);
}

#[test]
fn the_order_says_who_may_know_whom() {
    for (room, other, may) in [
        ("payments", "intertrading", true),
        ("intertrading", "payments", false),
        ("disputes", "messages", false),
        ("disputes", "payments", true),
        ("home", "sign_in", true),
        ("journal", "rules", false),
        ("http", "db", true),
        ("ledger", "journal", false),
        ("ledger", "ids", true),
        ("routes", "home", true),
        ("forms", "payments", false),
    ] {
        assert_eq!(may_know(room, other), may, "{room} and {other}");
    }
    let text = "//! X\nuse crate::{home, disputes::{undo, store}};\nlet x = crate::rules::y();\n// crate::limits\n";
    let source = Source { path: "server/src/x.rs".into(), text: text.into() };
    assert_eq!(known(&source).into_iter().collect::<Vec<_>>(), ["disputes", "home", "rules"]);
}
