//! Every statement on a table of exchanges names the exchange: one that forgets it would read or write all of them.

use std::collections::BTreeSet;
use std::fs;

use crate::tree::{Source, nothing, root, sources, words};

/// Statements that mean all exchanges, by the constant's name with its file, and why they may.
const ALL_EXCHANGES: [(&str, &str, &str); 37] = [
    (
        "sign_in/store.rs",
        "CONTACT",
        "whom a mail is for says their code, where others read it too: by their own key alone",
    ),
    ("verify/store.rs", "ERASURES", "whoever is erased in one exchange had a name in the books of its partners"),
    ("person/store.rs", "LABEL", "what an erased person is called tells no exchange of another: all are looked at"),
    ("person/store.rs", "IS_SOMEBODY", "whether an erased person is anything still is asked of all exchanges"),
    ("person/store.rs", "PAPER_CODES", "an erased person is nobody anywhere: by their own key alone"),
    ("person/store.rs", "OWN_APPLICATIONS", "the same"),
    ("person/store.rs", "INVITATIONS", "the same"),
    ("person/store.rs", "JOININGS", "the same, by their own address"),
    ("person/store.rs", "ASKED", "the same, by their own address"),
    ("person/store.rs", "MEMBERSHIPS", "who wants to be erased has left everywhere: by their own key alone"),
    ("person/store.rs", "HINDERS", "the same, and has applied nowhere"),
    ("erasing/store.rs", "ALL_MEMBERS", "what was erased is erased again in restored books, in every exchange"),
    (
        "interim/store.rs",
        "EVERYWHERE",
        "the host's page lists the exchanges that ask for an interim chair, and nobody in them",
    ),
    ("paper/store.rs", "MORE", "whether somebody is more than a member of one exchange is asked of all the others"),
    ("sign_in/store.rs", "CREDENTIALS_OF_CODE", "who comes in by the code of an account says of no exchange"),
    ("sign_in/store.rs", "PERSONS_OF_CODE", "the same, who has forgotten the password"),
    ("paper/store.rs", "OF_ACCOUNT", "the same, with a code on paper"),
    (
        "paper/store.rs",
        "CATCH_UP",
        "after a clock that was ahead the sweep looks at all codes, wherever they were made",
    ),
    ("paper/store.rs", "SWEEP", "what is too old is forgotten, wherever it was made"),
    ("jobs/store.rs", "CATCH_UP", "after a clock that was ahead the worker looks at all that waits, whosever it is"),
    ("hosting/store.rs", "CARDS", "the front page counts the members of every exchange, and names none of them"),
    ("sign_in/store.rs", "OWN_BALANCES", "where somebody stands in all their places: by their own key alone"),
    (
        "joining/store.rs",
        "CATCH_UP",
        "after a clock that was ahead the sweep looks at all that is left, wherever it is",
    ),
    ("joining/store.rs", "SWEEP", "what nobody confirmed is forgotten, wherever it was left"),
    ("jobs/store.rs", "CLAIM", "the worker takes what is due, whosever it is"),
    ("notices/store.rs", "WAITING", "the worker makes mails of what waits, wherever it was told"),
    ("notices/store.rs", "INBOX", "one page shows what a person was told in all their places: by their own key alone"),
    ("notices/store.rs", "READ", "the same, marked as read"),
    ("notices/store.rs", "SWEEP", "what was read long ago is forgotten, wherever it was told"),
    ("http/store.rs", "PERSON_WITH_PLACES", "one session serves all memberships of a person: by that session alone"),
    ("photos/store.rs", "LET_GO", "what nobody uses goes, wherever it was sent"),
    ("photos/store.rs", "GONE", "the same, with its files"),
    ("photos/store.rs", "COUNT", "a backup holds the files of every exchange"),
    ("aside/store.rs", "PHOTOS", "the same"),
    ("aside/store.rs", "FILES", "the same, and a restore brings them back"),
    ("aside/store.rs", "FORGET", "the same, and books that are served none"),
    ("sign_in/store.rs", "ABOUT", "a reset link says where somebody belongs: by their own key alone"),
];

/// The tables and views that have a column `exchange_id` and are not the table of exchanges itself.
fn tables() -> BTreeSet<String> {
    let folder = root().join("migrations/common");
    let mut tables = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let text: String =
            text.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
        for statement in text.split(';') {
            let statement = statement.trim();
            let made = ["create table ", "create view "].iter().find_map(|start| statement.strip_prefix(start));
            let knows = words(statement).any(|word| word == "exchange_id");
            if let Some(name) = made.and_then(|rest| words(rest).next()).filter(|name| knows && *name != "exchanges") {
                tables.insert(name.to_owned());
            }
        }
    }
    tables
}

/// The texts of SQL in a file: the constant's name, the line, the text.
fn statements(source: &Source) -> Vec<(String, usize, String)> {
    let lines: Vec<(usize, &str)> = source.code().collect();
    let mut found = Vec::new();
    for (at, (index, line)) in lines.iter().enumerate() {
        let Some((before, _)) = line.split_once(": &str =").filter(|(before, _)| has_constant(before)) else {
            continue;
        };
        let name = words(before).last().unwrap_or_default().to_owned();
        let mut text = String::new();
        for (_, line) in &lines[at..] {
            text.push_str(line);
            text.push('\n');
            if line.ends_with("\";") || line.ends_with(");") {
                break;
            }
        }
        let text = text.split_once('=').map_or(String::new(), |(_, text)| text.to_owned());
        let verb = words(&text).next().unwrap_or_default().to_owned();
        if ["select", "insert", "update", "delete", "with"].contains(&verb.as_str()) {
            found.push((name, *index, text));
        }
    }
    found
}

fn has_constant(before: &str) -> bool {
    words(before).any(|word| word == "const")
}

/// The tables that a statement reads or writes.
fn named<'a>(text: &str, tables: &'a BTreeSet<String>) -> Vec<&'a String> {
    let all: Vec<&str> = words(text).collect();
    let opens = |word: &str| ["from", "join", "into", "update"].contains(&word);
    let after = all.windows(2).filter(|pair| opens(pair[0])).map(|pair| pair[1]);
    let mut found: Vec<&String> = after.filter_map(|word| tables.get(word)).collect();
    found.dedup();
    found
}

/// Whether it says which exchange: compared with a value that it is given, or among the columns that are filled.
fn says_which(text: &str) -> bool {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let compared =
        ["exchange_id = $", "exchange_id in ", "exchange_id = column"].iter().any(|mark| flat.contains(mark));
    let filled = flat.contains("insert into")
        && flat.split_once('(').is_some_and(|(_, columns)| {
            columns.split(')').next().is_some_and(|columns| words(columns).any(|word| word.ends_with("exchange_id")))
        });
    compared || filled
}

#[test]
fn a_statement_on_an_exchanges_table_names_the_exchange() {
    let tables = tables();
    assert!(tables.len() >= 8 && tables.contains("accounts") && tables.contains("transfers"), "{tables:?}");
    let mut broken = Vec::new();
    let mut seen = 0;
    for source in sources(&["server/src"]) {
        for (name, index, text) in statements(&source) {
            let named = named(&text, &tables);
            seen += usize::from(!named.is_empty());
            let excused =
                ALL_EXCHANGES.iter().any(|(file, constant, _)| source.path.ends_with(file) && name == *constant);
            if !named.is_empty() && !says_which(&text) && !excused {
                broken.push(format!("{} {name} on {named:?} does not say of which exchange", source.at(index)));
            }
        }
    }
    assert!(seen >= 40, "{seen} statements: the rule would hold of nothing");
    nothing(&broken);
}

#[test]
fn a_statement_that_forgets_the_exchange_is_found() {
    let tables = tables();
    let text = "/// One.\npub const GOOD: &str = \"\nselect balance\nfrom accounts a\nwhere a.exchange_id = $1\";\n\
                pub const BAD: &str = \"select balance, exchange_id from accounts where account_id = $1\";\n\
                const NEW: &str =\n    \"insert into accounts (exchange_id, account_id) values ($1, $2)\";\n\
                const OTHER: &str = \"select person_id from persons\";\n";
    let source = Source { path: "server/src/x/store.rs".into(), text: text.into() };
    let found = statements(&source);
    let bad = found.iter().filter(|(_, _, text)| !named(text, &tables).is_empty() && !says_which(text));
    assert_eq!(bad.map(|(name, ..)| name.as_str()).collect::<Vec<_>>(), ["BAD"]);
    assert_eq!(found.len(), 4);
}
