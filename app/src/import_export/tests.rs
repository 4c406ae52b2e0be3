//! A small good bundle, and every way in which it can be wrong.

use super::{File, ImportPlan, read};
use crate::intertrading::UnitsPerHour;
use crate::ledger::RANGE;
use crate::time::Instant;

/// 24 November 2026, noon UTC.
pub(super) const NOW: Instant = Instant(1_795_521_600_000_000);

const GOOD: [(&str, &str); 9] = [
    (
        "community.csv",
        "code,name,description,status,access,adminUsers,createdAt,updatedAt,address.locality,contact.phone\n\
         VALE,Vale Exchange,We help,active,public,ann@vale.example;bob@vale.example,2024-01-01T00:00:00Z,2024-01-01T00:00:00Z,Vale,123\n",
    ),
    (
        "currency.csv",
        "code,adminUser,name,namePlural,symbol,decimals,scale,rateNumerator,rateDenominator,settings.defaultInitialCreditLimit,settings.defaultInitialMaximumBalance,stellarAdminSecret\n\
         VALE,bob@vale.example,oak,oaks,ok,2,6,1,20,100,false,hush\n",
    ),
    (
        "users.csv",
        "email,name,status,passwordHash,language\n\
         Ann@Vale.example,Ann Ash,active,,en\n\
         bob@vale.example,,active,,es\n\
         cy@vale.example,Cy Elm,disabled,,en\n",
    ),
    (
        "member-users.csv",
        "member,user\nVALE0001,ann@vale.example\nVALE0002,bob@vale.example\nVALE0002,cy@vale.example\n",
    ),
    (
        "members.csv",
        "code,name,type,status,access,description,createdAt,updatedAt,address.locality\n\
         VALE0001,Ann Ash,personal,active,public,Bread,2024-01-02T00:00:00Z,2024-01-02T00:00:00Z,Mill\n\
         VALE0002,Bob's Bikes,business,active,public,,2024-01-03T00:00:00+02:00,2024-01-03T00:00:00+02:00,\n\
         VALEGone,Dee,personal,deleted,public,,2024-01-03T00:00:00Z,2025-01-03T00:00:00Z,\n",
    ),
    ("accounts.csv", "code,balance,creditLimit,maximumBalance\nVALE0001,-7.5,,\nVALE0002,7.5,50.00,5\nVALEGone,,,\n"),
    (
        "transfers.csv",
        "id,payer,payee,user,amount,description,createdAt,updatedAt\n\
         ,VALE0001,VALE0002,ann@vale.example,10,\"Wheel, \"\"new\"\"\",2024-03-02T10:00:00Z,2024-03-02T10:00:00Z\n\
         123e4567-e89b-42d3-a456-426614174000,VALE0002,VALE0001,bob@vale.example,2.500,,2024-03-01T10:00:00+02:00,2024-03-01T09:00:00Z\n\
         ,VALE0001,VALEGone,bob@vale.example,1,,2024-03-03T10:00:00Z,2024-03-03T10:00:00Z\n\
         ,VALEGone,VALE0001,bob@vale.example,1,,2024-03-04T10:00:00Z,2024-03-04T10:00:00Z\n",
    ),
    (
        "categories.csv",
        "code,name,access,createdAt,updatedAt\nfood,Food,public,2024-01-02T00:00:00Z,2024-01-02T00:00:00Z\n",
    ),
    (
        "posts.csv",
        "code,type,member,category,title,description,status,access,createdAt,updatedAt\n\
         bread,offer,VALE0001,food,Bread,Rye,published,public,2024-01-02T00:00:00Z,2024-01-02T00:00:00Z\n",
    ),
];

pub(super) fn files(texts: &[(&str, String)]) -> Vec<File> {
    texts.iter().map(|(name, text)| File { name: (*name).into(), bytes: text.clone().into_bytes() }).collect()
}

pub(super) fn good() -> Vec<(&'static str, String)> {
    GOOD.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
}

/// The good bundle with one text in one file replaced by another.
fn changed(file: &str, from: &str, to: &str) -> Vec<File> {
    let mut texts = good();
    let text = &mut texts.iter_mut().find(|(name, _)| *name == file).unwrap().1;
    assert!(text.contains(from), "{from} is not in {file}");
    *text = text.replacen(from, to, 1);
    files(&texts)
}

fn plan() -> ImportPlan {
    read(&files(&good()), NOW).unwrap_or_else(|problems| panic!("{problems}"))
}

pub(super) fn problems(files: &[File]) -> String {
    read(files, NOW).map_or_else(|problems| problems.to_string(), |_| String::new())
}

#[test]
fn a_bundle_becomes_an_exchange_with_its_people_accounts_and_transfers_in_order() {
    let plan = plan();
    assert_eq!((plan.code.as_str(), plan.unit.decimals, plan.open), ("VALE", 2, true));
    // A unit is worth a twentieth of an hour: twenty for an hour.
    assert_eq!(plan.units_per_hour, "20".parse::<UnitsPerHour>().unwrap());
    assert_eq!((plan.default_min, plan.default_max), (-10_000, RANGE));
    let members: Vec<_> =
        plan.members.iter().map(|m| (m.code.as_str(), m.state, m.min_balance, m.max_balance, m.balance)).collect();
    assert_eq!(
        members,
        [
            ("VALE0001", "active", -10_000, RANGE, -750),
            ("VALE0002", "active", -5_000, 500, 750),
            ("VALEGONE", "left", 0, 0, 0)
        ]
    );
    let amounts: Vec<_> = plan.transfers.iter().map(|t| (t.payer, t.payee, t.amount.parts(), t.on_behalf)).collect();
    assert_eq!(amounts, [(1, 0, 250, false), (0, 1, 1000, false), (0, 2, 100, true), (2, 0, 100, true)]);
    assert_eq!(plan.transfers[1].description, "Wheel, \"new\"");
    assert_eq!(plan.persons[1].name, "bob");
    assert_eq!(plan.chairs, [0, 1]);
    let text = plan.report();
    for expected in [
        "2 active, 0 suspended, 1 left",
        "their sum is 0",
        "1 categories",
        "1 offers and wants",
        "accounts.csv:3:balance",
        "is disabled there",
    ] {
        assert!(text.contains(expected), "{expected} is not in:\n{text}");
    }
    assert!(!format!("{plan:?}").contains("hush"), "a secret key was kept");
}

/// File, a text in it, what stands there instead, and what is told.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    ("transfers.csv", ",10,", ",0.00001,", "transfers.csv:2:amount: is finer than 4 decimals"),
    ("transfers.csv", ",10,", ",0.0000001,", "transfers.csv:2:amount: is finer than the currency's scale of 6"),
    ("transfers.csv", ",10,", ",-10,", "transfers.csv:2:amount: is not above zero"),
    ("transfers.csv", ",10,", ",1e1,", "transfers.csv:2:amount: is not an amount"),
    ("transfers.csv", ",10,", ",010,", "transfers.csv:2:amount: is not an amount"),
    ("transfers.csv", ",10,", ",+10,", "transfers.csv:2:amount: is not an amount"),
    ("transfers.csv", ",10,", ",٣,", "transfers.csv:2:amount: is not an amount"),
    ("transfers.csv", ",10,", ",99999999999999999999999999999999,", "transfers.csv:2:amount: is not an amount"),
    ("transfers.csv", ",10,", ",1000000000000000,", "transfers.csv:2:amount: is too large"),
    (
        "transfers.csv",
        ",10,",
        ",9,",
        "accounts.csv:2:balance: -7.5 does not follow from transfers.csv, which makes -6.5",
    ),
    ("transfers.csv", ",VALE0001,VALE0002,", ",VALE0001,VALE0009,", "transfers.csv:2:payee: is not in accounts.csv"),
    ("transfers.csv", ",VALE0001,VALE0002,", ",VALE0001,VALE0001,", "transfers.csv:2:payee: is the payer too"),
    ("transfers.csv", "ann@vale.example,10", "eve@vale.example,10", "transfers.csv:2:user: is not in users.csv"),
    (
        "transfers.csv",
        "2024-03-02T10:00:00Z,2024-03-02T10:00:00Z",
        "2027-03-02T10:00:00Z,2027-03-02T10:00:00Z",
        "transfers.csv:2:createdAt: is in the future",
    ),
    (
        "transfers.csv",
        "2024-03-02T10:00:00Z,",
        "2024-03-02 10:00,",
        "transfers.csv:2:createdAt: is not a date and time",
    ),
    (
        "transfers.csv",
        "2024-03-02T10:00:00Z\n",
        "2024-03-01T10:00:00Z\n",
        "transfers.csv:2:updatedAt: is before createdAt",
    ),
    ("transfers.csv", "123e4567-e89b", "123e4567-z89b", "transfers.csv:3:id: is not a UUID"),
    ("accounts.csv", "VALE0002,7.5", "VALE0002,7.51", "accounts.csv:3:balance: 7.51 does not follow"),
    ("accounts.csv", "VALE0002,7.5,50.00", "VALE0002,7.5,-50.00", "accounts.csv:3:creditLimit: is below zero"),
    ("accounts.csv", "VALEGone,,,\n", "", "members.csv:4:code: has no row in accounts.csv"),
    ("accounts.csv", "VALEGone,,,\n", "VALEGone,,,\nVALEgone,,,\n", "accounts.csv:5:code: VALEgone is there twice"),
    (
        "members.csv",
        "Dee,personal,deleted",
        "Dee,personal,pending",
        "members.csv:4:status: is that of a member without an account",
    ),
    ("members.csv", "VALE0001,Ann", "VALE-1,Ann", "members.csv:2:code: is not four letters"),
    ("members.csv", "VALE0001,Ann", "RIVR0001,Ann", "members.csv:2:code: does not begin with VALE"),
    ("members.csv", "Ann Ash,personal", "   ,personal", "members.csv:2:name: holds nothing but spaces"),
    ("members.csv", "Ann Ash,personal", ",personal", "members.csv:2:name: is empty"),
    ("members.csv", "personal,active", "human,active", "members.csv:2:type: is not one of: personal"),
    ("members.csv", "description,", "colour,", "members.csv:1:colour: is not a column of this file"),
    ("members.csv", "description,", "name,", "members.csv:1:name: is there twice"),
    ("members.csv", "description,", "imageUrl,", "members.csv:1:description: is missing"),
    ("members.csv", ",Mill\n", ",Mill,more\n", "members.csv:2: has 10 cells where the header has 9"),
    ("member-users.csv", "VALE0001,ann@vale.example\n", "", "members.csv:2:code: has nobody in member-users.csv"),
    ("member-users.csv", "VALE0001,ann", "VALE0001,eve", "member-users.csv:2:user: is not in users.csv"),
    ("member-users.csv", "VALE0002,cy", "VALE0002,BOB", "member-users.csv:4:user: stands for this member twice"),
    ("users.csv", "bob@vale.example", "ann@vale.example", "users.csv:3:email: ann@vale.example is there twice"),
    ("users.csv", "bob@vale.example", "bob", "users.csv:3:email: is not an e-mail address"),
    ("users.csv", "disabled,,en", "disabled,secret,en", "users.csv:4:passwordHash: is not a hash"),
    ("transfers.csv", "\"Wheel", "\"Wheel\"x\"", "transfers.csv:2: something follows a closing quotation mark"),
    (
        "transfers.csv",
        ",2.500,,",
        ",2.500,\"open,",
        "transfers.csv:3: a quotation mark is opened here and never closed",
    ),
    ("transfers.csv", ",10,", ",10000000000,", "accounts.csv:2:balance: -7.5 does not follow"),
    (
        "transfers.csv",
        "2024-03-01T10:00:00+02:00",
        "1969-03-01T10:00:00+02:00",
        "transfers.csv:3:createdAt: is before 1970",
    ),
    (
        "members.csv",
        "VALEGone,Dee",
        "VALECommon,Dee",
        "members.csv:4:code: is here the code of the exchange's own account",
    ),
    ("currency.csv", "VALE,bob", "VALF,bob", "currency.csv:2:code: is not the code of community.csv"),
    ("currency.csv", "VALE,bob", "VALE,cy", "currency.csv:2:adminUser: is not one of adminUsers"),
    ("currency.csv", ",2,6,", ",7,6,", "currency.csv:2:decimals: is more than scale"),
    ("currency.csv", ",2,6,", ",2,,", "currency.csv:2:scale: is empty"),
    ("currency.csv", "oak,oaks,ok", "oak,oaks,okok", "currency.csv:2:symbol: is longer than 3 characters"),
    ("currency.csv", ",1,20,", ",0,20,", "currency.csv:2:rateNumerator: is not a whole number from 1"),
    (
        "community.csv",
        "ann@vale.example;bob",
        "ann@vale.example; bob",
        "community.csv:2:adminUsers: has an empty item, or spaces",
    ),
    (
        "community.csv",
        "ann@vale.example;bob",
        "eve@vale.example;bob",
        "community.csv:2:adminUsers: eve@vale.example is not in users.csv",
    ),
    ("community.csv", "VALE,Vale", "vale,Vale", "community.csv:2:code: is not four of A to Z"),
    ("posts.csv", "food,Bread", "drink,Bread", "posts.csv:2:category: is not in categories.csv"),
    ("posts.csv", "food,Bread", "food,", "posts.csv:2:title: is empty, and an offer needs one"),
];

#[test]
fn each_mistake_is_told_by_file_line_and_column() {
    for &(file, from, to, expected) in MISTAKES {
        let told = problems(&changed(file, from, to));
        assert!(
            told.lines().any(|line| line.starts_with(expected)),
            "{file}: {from} → {to}\nexpected {expected}\ntold {told}"
        );
    }
}

#[test]
fn a_folder_that_is_no_bundle_is_refused_with_the_reason() {
    let mut strange = files(&good());
    strange.push(File { name: "README.md".into(), bytes: Vec::new() });
    assert_eq!(problems(&strange), "README.md: is not a file of this format; nothing else may be in the folder\n");
    let mut broken = files(&good());
    broken[2].bytes = b"email\nann@vale.example\n\xff\n".to_vec();
    assert!(problems(&broken).contains("users.csv:3: is not UTF-8"));
    let older: Vec<File> = files(&good())
        .into_iter()
        .filter(|f| !["accounts.csv", "currency.csv", "member-users.csv"].contains(&f.name.as_str()))
        .collect();
    assert!(problems(&older).contains("currency.csv: is missing; if this is the older layout of six files"));
    let mut two = good();
    let row = two[1].1.lines().nth(1).unwrap().to_owned();
    two[1].1.push_str(&row);
    assert!(problems(&files(&two)).contains("currency.csv: must hold exactly one row, and holds 2"));
}

#[test]
fn only_the_first_two_hundred_mistakes_are_told() {
    let rows: String = (0..250)
        .map(|_| ",VALE0001,VALE0002,ann@vale.example,x,,2024-03-02T10:00:00Z,2024-03-02T10:00:00Z\n")
        .collect();
    let mut texts = good();
    texts[6].1.push_str(&rows);
    let told = problems(&files(&texts));
    assert_eq!(told.lines().count(), 201);
    assert!(told.ends_with("… and 50 more\n"));
}

#[test]
fn the_same_bundle_written_down_differently_has_the_same_print() {
    let print = plan().print;
    let mut texts = good();
    texts[3].1 = "user,id,member\r\ncy@vale.example,,VALE0002\r\n\"bob@vale.example\",,VALE0002\r\nann@vale.example,,VALE0001\r\n".into();
    texts[1].1 = texts[1].1.replace("hush", "another");
    texts.reverse();
    assert_eq!(read(&files(&texts), NOW).unwrap().print, print);
    assert_ne!(read(&changed("members.csv", "Bread", "Cake"), NOW).unwrap().print, print);
}

#[test]
fn limits_may_be_open_and_a_unit_gets_the_decimals_of_its_finest_amount() {
    let unequal = changed("transfers.csv", ",1,,2024-03-03", ",1.0625,,2024-03-03");
    let told = problems(&unequal);
    assert!(told.contains("accounts.csv:2:balance: -7.5 does not follow"), "{told}");
    let mut texts = good();
    texts[6].1 = texts[6].1.replace(",1,,2024", ",1.0625,,2024");
    let plan = read(&self::files(&texts), NOW).unwrap();
    assert_eq!((plan.unit.decimals, plan.members[0].balance), (4, -75_000));
    assert!(plan.notices.iter().any(|notice| notice.what.contains("4 decimals")));
}

#[test]
fn lines_are_counted_as_an_editor_counts_them_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let mut texts = good();
        texts[6].1 = texts[6]
            .1
            .replace("\"Wheel, \"\"new\"\"\"", "\"Wheel,\n\nnew\"")
            .replace("bob@vale.example,1,", "bob@vale.example,x,");
        texts[6].1 = texts[6].1.replace('\n', end);
        texts[6].1.insert_str(0, end);
        let told = problems(&files(&texts));
        // A blank line, the header, a cell of three lines, the one after it, and then the two that are wrong.
        assert!(told.contains("transfers.csv:7:amount") && told.contains("transfers.csv:8:amount"), "{end:?}: {told}");
    }
}

#[test]
fn nothing_of_a_file_without_a_header_is_told_and_nothing_quoted_breaks_the_report() {
    let mut texts = good();
    texts[2].1 = texts[2].1.lines().skip(1).map(|line| format!("{line}\n")).collect();
    let told = problems(&files(&texts));
    assert_eq!(told, "users.csv:1: has no header: its first line names none of this file's columns\n");
    let told = problems(&changed("accounts.csv", "code,balance", "SCZANGBA5Y3,balance"));
    assert!(told.contains("accounts.csv:1:column 1: is not a column") && !told.contains("SCZANGBA5Y3"), "{told}");
    let told = problems(&changed("community.csv", "bob@vale.example", "\u{1b}[2J\nusers.csv:9: fine@vale.example"));
    assert!(!told.contains('\u{1b}'), "{told:?}");
}

#[test]
fn who_wants_to_be_hidden_and_who_is_disabled_is_told_and_heeded() {
    let mut texts = good();
    texts[1].1 = texts[1].1.replace("stellarAdminSecret", "settings.defaultHideBalance").replace("hush", "false");
    assert!(read(&files(&texts), NOW).unwrap().show_balances);
    texts[5].1 = "code,settings.hideBalance\nVALE0001,true\nVALE0002,\nVALEGone,\n".into();
    texts[0].1 =
        texts[0].1.replace("active,public", "active,private").replace("ann@vale.example;bob", "cy@vale.example;bob");
    let plan = read(&files(&texts), NOW).unwrap();
    assert!(!plan.show_balances);
    assert_eq!(plan.chairs, [1]);
    let report = plan.report();
    for expected in
        ["1 accounts hide their balance", "community.csv:2:access: is private there", "1 of them are disabled"]
    {
        assert!(report.contains(expected), "{expected}\n{report}");
    }
}

#[test]
fn a_telephone_number_is_taken_and_shown_to_members_unless_who_has_it_wants_to_be_private_or_has_left() {
    let header = "updatedAt,address.locality\n";
    let with_phones = |ann: &str| {
        let mut texts = good();
        let text = &mut texts.iter_mut().find(|(name, _)| *name == "members.csv").unwrap().1;
        *text = text.replace(header, "updatedAt,address.locality,contact.phone,contact.telegram\n");
        *text = text.replace(",Mill\n", ",Mill, 0171 12 ,@ann\n").replace(":00Z,\n", ":00Z,,0171 99,\n");
        *text = text.replace(":00+02:00,\n", ":00+02:00,,,\n").replace("personal,active,public", ann);
        read(&files(&texts), NOW).unwrap_or_else(|problems| panic!("{problems}"))
    };
    for (ann, shown) in
        [("personal,active,public", true), ("personal,active,group", true), ("personal,active,private", false)]
    {
        let plan = with_phones(ann);
        let phones: Vec<_> = plan.members.iter().map(|member| member.phone.as_str()).collect();
        assert_eq!(phones, ["0171 12", "", ""], "{ann}");
        assert_eq!(plan.members[0].phone_shown, shown, "{ann}");
        let text = plan.report();
        assert!(text.contains("2 contacts (the telephone numbers of members are taken)"), "{text}");
    }
}

#[test]
fn a_rate_that_is_likely_upside_down_is_asked_about_and_taken() {
    for (fraction, rate, asks) in [
        (",1,20,", "20", false),
        (",1,1,", "1", false),
        (",1,60,", "60", false),
        (",5,1,", "0.2", false),
        (",1,1000,", "1000", false),
        (",20,1,", "0.05", true),
        (",6,1,", "0.166667", true),
        (",1,1001,", "1001", true),
        (",1,20000000,", "1000000", true),
    ] {
        let plan = read(&changed("currency.csv", ",1,20,", fraction), NOW).unwrap();
        assert_eq!(plan.units_per_hour.to_string(), rate, "{fraction}");
        let asked = plan.report().contains(&format!("worth {rate} units: is the fraction upside down?"));
        assert_eq!(asked, asks, "{fraction}: {}", plan.report());
        assert!(!asks || plan.report().contains("currency.csv:2:rateNumerator: an hour"), "{}", plan.report());
    }
}
