//! What must hold between the rows of one file and between the files (section 8 of the format's description).

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::cells::{self, list};
use super::table::{FileRow, FileTable, Tables};
use super::{Mistake, Problems};
use crate::forms::email;
use crate::ids::Code;
use crate::time::Instant;

/// The rows of a file by their key.
pub(super) type Keys = BTreeMap<String, usize>;

/// Where the keys of the bundle lead: places in the tables' rows.
pub(super) struct Keyed {
    /// Persons by e-mail.
    pub(super) users: Keys,
    /// Members by code.
    pub(super) members: Keys,
    /// Accounts by code.
    pub(super) accounts: Keys,
}

/// Whether a member of that status has an account.
pub(super) fn has_account(status: &str) -> bool {
    !matches!(status, "draft" | "pending")
}

/// Looks every reference up and tells what leads nowhere.
pub(super) fn check(tables: &Tables, now: Instant, problems: &mut Problems) -> Keyed {
    for table in tables.all() {
        unique(table, "id", |id| Uuid::try_parse(id).map_or_else(|_| id.to_owned(), |id| id.to_string()), problems);
    }
    let keyed = Keyed {
        users: unique(&tables.users, "email", email::kept, problems),
        members: unique(&tables.members, "code", str::to_uppercase, problems),
        accounts: unique(&tables.accounts, "code", str::to_uppercase, problems),
    };
    community(tables, &keyed, problems);
    members(tables, &keyed, problems);
    operators(tables, &keyed, problems);
    transfers(tables, &keyed, now, problems);
    market(tables, &keyed, problems);
    places(tables, problems);
    keyed
}

/// The rows of a table by one of their columns, which no two may share.
fn unique(table: &FileTable, column: &str, key: fn(&str) -> String, problems: &mut Problems) -> Keys {
    let mut keys = Keys::new();
    for (place, row) in table.rows.iter().enumerate() {
        let Some(text) = row.get(column) else { continue };
        if keys.insert(key(text), place).is_some() {
            problems.add(table.layout.name, (row.line, column), format!("{text} is there twice"));
        }
    }
    keys
}

fn wrong(problems: &mut Problems, table: &FileTable, (row, column): (&FileRow, &str), what: impl Into<String>) {
    problems.add(table.layout.name, (row.line, column), what);
}

fn community(tables: &Tables, keyed: &Keyed, problems: &mut Problems) {
    let (Some(community), Some(currency)) = (tables.community.rows.first(), tables.currency.rows.first()) else {
        return;
    };
    if community.get("code") != currency.get("code") {
        wrong(problems, &tables.currency, (currency, "code"), "is not the code of community.csv");
    }
    let admins: BTreeSet<String> = list(community.text("adminUsers")).map(email::kept).collect();
    for admin in admins.iter().filter(|admin| !keyed.users.contains_key(*admin)) {
        wrong(problems, &tables.community, (community, "adminUsers"), format!("{admin} is not in users.csv"));
    }
    if !admins.contains(&email::kept(currency.text("adminUser"))) {
        wrong(problems, &tables.currency, (currency, "adminUser"), "is not one of adminUsers of community.csv");
    }
    let number = |column: &str| currency.text(column).parse::<u32>().unwrap_or(0);
    if number("decimals") > number("scale") {
        wrong(problems, &tables.currency, (currency, "decimals"), "is more than scale");
    }
}

fn members(tables: &Tables, keyed: &Keyed, problems: &mut Problems) {
    let prefix = tables.community.rows.first().map_or("", |row| row.text("code"));
    for row in &tables.members.rows {
        let code = row.text("code");
        if !code.starts_with(prefix) {
            wrong(problems, &tables.members, (row, "code"), format!("does not begin with {prefix}"));
        } else if Code::typed(code).is_none_or(|typed| typed.as_str() != code.to_uppercase()) {
            // Nobody could type it into a form.
            let what = "is not four letters and then letters and digits, 32 at most, as codes are here";
            wrong(problems, &tables.members, (row, "code"), what);
        } else if code.eq_ignore_ascii_case(Code::common(prefix).as_str()) {
            wrong(problems, &tables.members, (row, "code"), "is here the code of the exchange's own account");
        }
        let account = keyed.accounts.contains_key(&code.to_uppercase());
        match (has_account(row.text("status")), account) {
            (true, false) => wrong(problems, &tables.members, (row, "code"), "has no row in accounts.csv"),
            (false, true) => {
                wrong(
                    problems,
                    &tables.members,
                    (row, "status"),
                    "is that of a member without an account, and accounts.csv has one",
                );
            }
            _ => {}
        }
    }
    for row in &tables.accounts.rows {
        if !keyed.members.contains_key(&row.text("code").to_uppercase()) {
            wrong(problems, &tables.accounts, (row, "code"), "is not in members.csv");
        }
        whitelist(&tables.accounts, (row, "settings.acceptPaymentsWhitelist"), keyed, problems);
    }
    for row in &tables.currency.rows {
        whitelist(&tables.currency, (row, "settings.defaultAcceptPaymentsWhitelist"), keyed, problems);
    }
}

fn whitelist(table: &FileTable, (row, column): (&FileRow, &str), keyed: &Keyed, problems: &mut Problems) {
    for code in list(row.text(column)).filter(|code| !keyed.accounts.contains_key(&code.to_uppercase())) {
        wrong(problems, table, (row, column), format!("{code} is not in accounts.csv"));
    }
}

fn operators(tables: &Tables, keyed: &Keyed, problems: &mut Problems) {
    let mut pairs = BTreeSet::new();
    let mut operated = BTreeSet::new();
    for row in &tables.member_users.rows {
        let (member, user) = (row.text("member").to_uppercase(), email::kept(row.text("user")));
        if !keyed.members.contains_key(&member) {
            wrong(problems, &tables.member_users, (row, "member"), "is not in members.csv");
        }
        if !keyed.users.contains_key(&user) {
            wrong(problems, &tables.member_users, (row, "user"), "is not in users.csv");
        }
        operated.insert(member.clone());
        if !pairs.insert((member, user)) {
            wrong(problems, &tables.member_users, (row, "user"), "stands for this member twice");
        }
    }
    for row in tables.members.rows.iter().filter(|row| row.text("status") != "deleted") {
        if !operated.contains(&row.text("code").to_uppercase()) {
            wrong(problems, &tables.members, (row, "code"), "has nobody in member-users.csv");
        }
    }
}

fn transfers(tables: &Tables, keyed: &Keyed, now: Instant, problems: &mut Problems) {
    let table = &tables.transfers;
    for row in &table.rows {
        for column in ["payer", "payee"] {
            if !keyed.accounts.contains_key(&row.text(column).to_uppercase()) {
                wrong(problems, table, (row, column), "is not in accounts.csv");
            }
        }
        if row.text("payer").eq_ignore_ascii_case(row.text("payee")) {
            wrong(problems, table, (row, "payee"), "is the payer too");
        }
        if !keyed.users.contains_key(&email::kept(row.text("user"))) {
            wrong(problems, table, (row, "user"), "is not in users.csv");
        }
        // Later entries never go before earlier ones: one from the future would hold the account's clock there.
        match cells::time(row.text("createdAt")) {
            Some(at) if at > now => wrong(problems, table, (row, "createdAt"), "is in the future"),
            Some(at) if at < Instant(0) => wrong(problems, table, (row, "createdAt"), "is before 1970"),
            _ => {}
        }
    }
}

/// Offers, wants and their headings: looked at now, so that they are good when they can be taken.
fn market(tables: &Tables, keyed: &Keyed, problems: &mut Problems) {
    let categories = unique(&tables.categories, "code", str::to_owned, problems);
    for row in &tables.categories.rows {
        if row.get("icon.type").is_some() != row.get("icon.value").is_some() {
            wrong(
                problems,
                &tables.categories,
                (row, "icon.value"),
                "type and value of an icon stand together or not at all",
            );
        }
    }
    let table = &tables.posts;
    unique(table, "code", str::to_owned, problems);
    for row in &table.rows {
        if !keyed.members.contains_key(&row.text("member").to_uppercase()) {
            wrong(problems, table, (row, "member"), "is not in members.csv");
        }
        if row.get("category").is_some_and(|code| !categories.contains_key(code)) {
            wrong(problems, table, (row, "category"), "is not in categories.csv");
        }
        let offer = row.text("type") == "offer";
        if offer && row.get("title").is_none() {
            wrong(problems, table, (row, "title"), "is empty, and an offer needs one");
        }
        let not_its = if offer { "fulfilledAt" } else { "value" };
        if row.get(not_its).is_some() {
            wrong(problems, table, (row, not_its), "is filled, which it cannot be for this type");
        }
        for column in ["fulfilledAt", "expiresAt"] {
            let (at, created) = (row.get(column).and_then(cells::time), cells::time(row.text("createdAt")));
            if at.is_some() && at < created {
                wrong(problems, table, (row, column), "is before createdAt");
            }
        }
    }
}

fn places(tables: &Tables, problems: &mut Problems) {
    for table in [&tables.community, &tables.members, &tables.posts] {
        for row in &table.rows {
            let filled = ["location.type", "location.longitude", "location.latitude"];
            if !matches!(filled.iter().filter(|column| row.get(column).is_some()).count(), 0 | 3) {
                wrong(
                    problems,
                    table,
                    (row, "location.type"),
                    "type, longitude and latitude stand together or not at all",
                );
            }
        }
    }
}

/// A remark about a row.
pub(super) fn remark(table: &FileTable, (row, column): (&FileRow, &str), what: impl Into<String>) -> Mistake {
    Mistake::new(table.layout.name, (row.line, column), what)
}
