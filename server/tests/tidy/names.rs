//! A type's name has one meaning in the whole tree.

use std::collections::BTreeMap;

use crate::tree::{nothing, sources};

/// The type that a line declares.
fn declared(line: &str) -> Option<String> {
    let mut rest = line.trim_start();
    if let Some(public) = rest.strip_prefix("pub") {
        let after =
            public.strip_prefix('(').and_then(|inside| inside.split_once(')')).map_or(public, |(_, after)| after);
        rest = after.trim_start();
    }
    let (keyword, name) = rest.split_once(' ')?;
    // Within an `impl` a `type` is an answer to a trait, and names nothing new.
    let declares = ["struct", "enum", "trait"].contains(&keyword) || (keyword == "type" && !line.starts_with(' '));
    let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (declares && !name.is_empty()).then_some(name)
}

#[test]
fn a_types_name_has_one_meaning() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources(&["app/src", "server/src"]) {
        // A URL is named like the page it leads to, and written with its module: `at::Pay`.
        if source.path == "app/src/paths.rs" {
            continue;
        }
        for (index, line) in source.code() {
            if let Some(name) = declared(line) {
                places.entry(name).or_default().push(source.at(index));
            }
        }
    }
    assert!(places.len() > 200, "{} types: the rule would hold of nothing", places.len());
    let twice = places.into_iter().filter(|(_, places)| places.len() > 1);
    nothing(&twice.map(|(name, places)| format!("{name}: {}", places.join(", "))).collect::<Vec<_>>());
}

#[test]
fn declarations_are_found() {
    for (line, name) in [
        ("pub struct Ada {", Some("Ada")),
        ("    pub(super) enum Ben<T> {", Some("Ben")),
        ("type Cleo = u8;", Some("Cleo")),
        ("    type Rejection = Error;", None),
        ("let structure = 1;", None),
        ("struct Dan(u8);", Some("Dan")),
    ] {
        assert_eq!(declared(line).as_deref(), name, "{line}");
    }
}
