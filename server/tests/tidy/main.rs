//! The house rules that no lint knows, as tests that read the tree. Each names the file and line that breaks it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod kit;
mod names;
mod order;
mod tenants;
mod tree;
mod weight;
mod words;

use tree::{all, functions, has_word, lines_with, nothing, sources};

/// Longest function.
const FUNCTION: usize = 70;
/// Files that hold SQL and are not named `store.rs`: they are about one table each and say so in their heads.
const SQL_HOMES: [&str; 4] = ["session.rs", "tenant.rs", "accounts.rs", "persons.rs"];

#[test]
fn a_function_fits_a_screen_of_70_lines() {
    let mut broken = Vec::new();
    for source in all() {
        let long = functions(&source.text).into_iter().filter(|(_, length)| *length > FUNCTION);
        broken.extend(long.map(|(start, length)| format!("{} is a function of {length} lines", source.at(start))));
    }
    nothing(&broken);
}

#[test]
fn the_counter_of_function_lines_finds_ends() {
    let text = "fn a() {}\npub async fn b(\n    x: u8,\n) {\n    if x {\n    }\n}\nimpl X {\n    fn c();\n    pub(crate) fn d() {\n        1\n    }\n}\n";
    assert_eq!(functions(text), [(0, 1), (1, 6), (8, 1), (9, 3)]);
}

/// `Debug` of what the database answers holds the values that it refused, and of a form what somebody typed.
#[test]
fn the_log_says_in_words_what_went_wrong() {
    let mut broken = Vec::new();
    for source in sources(&["server/src"]) {
        for (index, line) in source.code() {
            let letters: Vec<char> = line.chars().collect();
            let as_debug = letters
                .windows(3)
                .any(|three| matches!(three[0], ' ' | '(') && matches!(three[1], '?') && three[2].is_ascii_lowercase());
            if as_debug {
                broken.push(format!("{} {}", source.at(index), line.trim()));
            }
        }
    }
    nothing(&broken);
}

#[test]
fn the_browser_gets_no_inline_script_or_style() {
    nothing(&lines_with(
        &sources(&["app/src"]),
        &["<script", "style=\"", " onclick=", " onload=", "javascript:"],
        |_| false,
    ));
}

#[test]
fn a_textarea_is_written_in_one_component_that_escapes() {
    let hits = lines_with(&sources(&["app/src"]), &["<textarea"], |_| false);
    assert!(hits.len() <= 1, "\n{}", hits.join("\n"));
}

#[test]
fn routes_stand_in_the_one_table() {
    nothing(&lines_with(
        &sources(&["server/src"]),
        &[".route(", ".typed_get(", ".typed_post(", "route_service("],
        |source| source.name() == "routes.rs",
    ));
}

#[test]
fn sql_stands_in_stores() {
    let verbs = ["select ", "insert into ", "update ", "delete from ", "with "];
    let mut broken = Vec::new();
    for source in sources(&["server/src"]) {
        if source.name() == "store.rs" || source.path.contains("/db/") || SQL_HOMES.contains(&source.name()) {
            continue;
        }
        let lines: Vec<(usize, &str)> = source.code().collect();
        for pair in lines.windows(2) {
            let (index, line) = pair[0];
            let inside = line.split_once('"').map(|(_, inside)| if inside.is_empty() { pair[1].1 } else { inside });
            let declares = line.contains("&str = \"") || line.contains("query(\"") || line.contains("raw_sql(\"");
            if declares && inside.is_some_and(|inside| verbs.iter().any(|verb| inside.starts_with(verb))) {
                broken.push(format!("{} {}", source.at(index), line.trim()));
            }
        }
    }
    nothing(&broken);
}

#[test]
fn money_is_moved_in_the_ledgers_store_alone() {
    let writes = [
        "insert into transfers",
        "update accounts",
        "update transfers",
        "delete from transfers",
        "delete from accounts",
    ];
    nothing(&lines_with(&sources(&["server/src"]), &writes, |source| source.path.starts_with("server/src/ledger/")));
}

#[test]
fn the_engines_differ_in_one_place() {
    let words = ["Engine::Postgres", "Engine::Sqlite", "if postgres"];
    nothing(&lines_with(&sources(&["server/src"]), &words, |source| source.path.starts_with("server/src/db/")));
}

#[test]
fn no_statement_selects_everything() {
    nothing(&lines_with(&sources(&["server/src"]), &["select *"], |_| false));
}

#[test]
fn the_core_knows_no_floats_no_sql_and_no_html() {
    let mut broken = Vec::new();
    let core = sources(&["app/src/ledger", "app/src/intertrading"])
        .into_iter()
        .filter(|source| !source.name().ends_with("pages.rs"));
    for source in core {
        let words = ["f32", "f64", "leptos", "sqlx", "axum", "tracing", "unwrap"];
        let hits = source
            .code()
            .filter(|(_, line)| words.iter().any(|word| has_word(line, word)) && !line.contains("feature = \"sql\""));
        broken.extend(hits.map(|(index, line)| format!("{} {}", source.at(index), line.trim())));
    }
    nothing(&broken);
}

/// Names and times, which everybody has, are all that the core takes from us: no words for people, no markup, no forms.
#[test]
fn the_core_imports_nothing_of_ours_but_names_and_times() {
    let own = ["crate::ids", "crate::time", "crate::ledger"];
    let ours = lines_with(&sources(&["app/src/ledger"]), &["crate::"], |_| false);
    assert!(!ours.is_empty(), "the rule would hold of nothing");
    nothing(&ours.into_iter().filter(|line| !own.iter().any(|own| line.contains(own))).collect::<Vec<_>>());
}

#[test]
fn app_has_no_effects() {
    let words = ["std::fs", "std::env", "std::net", "tokio::", "SystemTime", "getrandom", "now_v7", "new_v4"];
    nothing(&lines_with(&sources(&["app/src"]), &words, |_| false));
}

#[test]
fn a_lint_is_expected_with_a_reason_and_never_allowed() {
    let allow = concat!("allow", "(");
    nothing(&lines_with(&all(), &[allow], |source| source.path.starts_with("server/tests/tidy/")));
    let expects = lines_with(&all(), &[concat!("#[", "expect("), concat!("#![", "expect(")], |source| {
        source.path.starts_with("server/tests/tidy/")
    });
    let bare = expects.into_iter().filter(|line| line.ends_with(")]") && !line.contains("reason = "));
    nothing(&bare.collect::<Vec<_>>());
}

#[test]
fn a_module_says_what_it_is() {
    let silent =
        sources(&["app/src", "server/src", "e2e"]).into_iter().filter(|source| !source.text.starts_with("//!"));
    nothing(&silent.map(|source| format!("{} has no head", source.path)).collect::<Vec<_>>());
}
