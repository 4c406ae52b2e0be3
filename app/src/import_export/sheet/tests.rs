//! Sheets as people bring them: what is read of each line, what stands in the way, and what would come of it.

use jiff::civil::date;

use super::page::sample;
use super::{KnownMember, LineFate, SheetColumn, SheetFacts, SheetForm, SheetPlan, plan};
use crate::forms::PAGE;
use crate::ids::{AccountId, Code, MemberId};
use crate::ledger::{RANGE, Unit};
use crate::words::Language::{self, English, Spanish};

fn unit(decimals: u32, is_time: bool) -> Unit {
    Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time }
}

fn facts(members: Vec<KnownMember>) -> SheetFacts {
    SheetFacts {
        letters: "RIVR".into(),
        unit: unit(2, false),
        language: English,
        members,
        commons: vec![(Code::stored("RIVRCOMMON"), "Riverside".into()), (Code::stored("RIVRFUND"), "Fund".into())],
        other_codes: vec![Code::stored("RIVRCOMMON"), Code::stored("RIVRFUND"), Code::stored("RIVR9001")],
        traded: false,
        begins: (-10_000, 12_000),
        room: None,
    }
}

/// Somebody who is here; with what was booked if they came from a sheet.
fn known(number: i64, name: &str, email: &str, opening: Option<i64>) -> KnownMember {
    KnownMember {
        id: MemberId(number),
        account: AccountId(number),
        code: Code::new("RIVR", number),
        name: name.into(),
        area: "Mill".into(),
        about: String::new(),
        emails: if email.is_empty() { vec![] } else { vec![email.into()] },
        is_own: false,
        has_people: !email.is_empty(),
        is_closed: false,
        opening,
        min: -10_000,
        max: 12_000,
        paid: None,
    }
}

fn looked(sheet: &str, form: SheetForm, facts: &SheetFacts, language: Language) -> Result<SheetPlan, String> {
    let form = SheetForm { sheet: sheet.into(), ..form };
    let asked = form.parse(language).map_err(|errors| format!("{errors:?}"))?;
    plan(&asked, facts, language)
}

fn read(sheet: &str) -> SheetPlan {
    looked(sheet, SheetForm::default(), &facts(vec![]), English).expect("a sheet")
}

/// Line and column of each problem.
fn problems(plan: &SheetPlan) -> Vec<(u64, String)> {
    plan.problems.iter().map(|one| (one.line, one.column.clone())).collect()
}

#[test]
fn a_sheet_is_read_whatever_stands_between_its_cells_and_in_whatever_words_its_header_is() {
    let sheets = [
        "Name,E-mail,Where,Opening balance\nMarta Sol,marta@x.example,Mill,12.50\nOld Tom,,\"Pier, 2\",-12.5\n",
        "\u{feff}Name;E-mail;Where;Opening balance\r\nMarta Sol;Marta@X.example;Mill;12,50\r\nOld Tom;;Pier, 2;-12,5\r\n;;;\r\n",
        "Nombre\tCorreo electrónico\tBarrio\tSaldo inicial\nMarta Sol\tmarta@x.example\tMill\t+12.5\nOld Tom\t\tPier, 2\t\u{2212} 12.50",
        "Account No,First Name,Surname,Email,Suburb,Balance\n,Marta,Sol,marta@x.example,Mill,12.5\n,Old,Tom,,\"Pier, 2\",-12.50\n",
        "\n\nuser name,mail,city,saldo\nMarta Sol,marta@x.example,Mill,12.5\n\nOld Tom,,\"Pier, 2\",-12.5",
    ];
    for sheet in sheets {
        let plan = read(sheet);
        assert!(plan.is_right(), "{sheet}: {:?} {:?}", plan.problems, plan.errors);
        let people: Vec<_> = plan.lines.iter().map(|line| &line.person).collect();
        assert_eq!((people[0].name.as_str(), people[0].email.as_deref()), ("Marta Sol", Some("marta@x.example")));
        assert_eq!((people[0].opening, people[1].opening), (Some(1_250), Some(-1_250)), "{sheet}");
        assert_eq!((people[1].name.as_str(), people[1].area.as_str()), ("Old Tom", "Pier, 2"), "{sheet}");
        assert_eq!((plan.counts(), plan.sum), ([2, 0, 0], 0));
        assert_eq!(plan.common, Some(Code::stored("RIVRCOMMON")), "the exchange's own account unless one is chosen");
    }
}

#[test]
fn a_line_within_quotes_is_no_line_of_the_sheet_and_each_mistake_stands_where_its_row_begins() {
    let plan = read("Name,About,Email\n\"Marta Sol\",\"Bakes\nbread\",m@x.example\nOld Tom,,wrong\n");
    assert_eq!(plan.lines[0].person.about, "Bakes bread");
    assert_eq!(problems(&plan), [(4, "E-mail".to_owned())]);
    for (sheet, said) in [
        ("Name,About\nMarta,\"Bakes\nTom,", "On line 2 a quotation mark is opened and never closed"),
        ("Name,About\nMarta,\"Bakes\" bread\n", "On line 2 something follows a closing quotation mark"),
        ("Name,About\n", "There is no line below the one that names the columns"),
        ("\u{feff}\n", "Paste the sheet here"),
    ] {
        assert_eq!(looked(sheet, SheetForm::default(), &facts(vec![]), English), Err(said.to_owned()), "{sheet}");
    }
    assert!(looked(" \n", SheetForm::default(), &facts(vec![]), English).is_err());
}

#[test]
fn each_mistake_is_told_with_its_line_and_column() {
    let head = "Name,E-mail,Where,Code,Opening balance,Lowest,Highest";
    for (row, column, what) in [
        (" ,tim@x.example,,,,,", "Name", "The name is empty"),
        ("Tom,tom@,,,,,", "E-mail", "Enter an e-mail address, like name@example.org"),
        ("Tom,ben@x.example,,,,,", "E-mail", "Somebody with this e-mail acts for RIVR0002 here already"),
        (
            "Tom,,,RIVR0002,,,",
            "Account code",
            "RIVR0002 belongs to somebody who did not come from a sheet. A code is never given to anybody else",
        ),
        (
            "Tom,,,RIVR9001,,,",
            "Account code",
            "RIVR9001 belongs to somebody who did not come from a sheet. A code is never given to anybody else",
        ),
        (
            "Tom,,,HILL0007,,,",
            "Account code",
            "A code here is the exchange’s own letters and a number, such as RIVR0042",
        ),
        (
            "Tom,,,RIVRCOMMON,,,",
            "Account code",
            "A code here is the exchange’s own letters and a number, such as RIVR0042",
        ),
        ("Tom,,,,\"1,000\",,", "Opening balance", ""),
        ("Tom,,,,ten,,", "Opening balance", ""),
        ("Tom,,,,--5,,", "Opening balance", ""),
        ("Tom,,,,0.001,,", "Opening balance", ""),
        ("Tom,,,,99999999999999999,,", "Opening balance", ""),
        ("Tom,,,,,much,", "Lowest balance (may owe)", ""),
        ("Tom,,,,,,-5", "Highest balance (may hold)", ""),
        ("Tom,,\u{202e}x,,,,", "Where", ""),
        ("Tom,,,,,,,more", "", "There are 8 cells where the first line names 7 columns"),
    ] {
        let here = facts(vec![known(2, "Ben", "ben@x.example", None)]);
        let sheet = format!("{head}\nMarta,marta@x.example,,,,,\n{row}\n");
        let plan = looked(&sheet, SheetForm::default(), &here, English).expect("a sheet");
        assert_eq!(problems(&plan), [(3, column.to_owned())], "{row}: {:?}", plan.problems);
        assert!(what.is_empty() || plan.problems[0].what == what, "{row}: {}", plan.problems[0].what);
        let spanish = looked(&sheet, SheetForm::default(), &here, Spanish).expect("a sheet");
        assert_ne!(spanish.problems[0].what, plan.problems[0].what, "{row}");
    }
}

#[test]
fn what_is_twice_in_a_sheet_is_said_at_the_second_line_and_namesakes_are_only_pointed_at() {
    let plan =
        read("Name,Email,Code\nTom,t@x.example,\nTim,T@x.example,\nA,a@x.example,RIVR0050\nB,b@x.example,rivr-0050\n");
    assert_eq!(problems(&plan), [(3, "E-mail".to_owned()), (5, "Account code".to_owned())]);
    let plan = read("Name,Email\nTom,\ntóm,\n");
    assert_eq!(problems(&plan), [(3, "Name".to_owned())], "nothing tells them apart");
    let here = facts(vec![known(4, "Sam Low", "", None)]);
    let plan = looked("Name,Email\nSám  low,s@x.example\nSam Low,l@x.example\n", SheetForm::default(), &here, English);
    let plan = plan.expect("a sheet");
    assert!(plan.is_right(), "{:?}", plan.problems);
    assert_eq!(plan.warnings.iter().map(|one| one.line).collect::<Vec<_>>(), [2, 3, 3]);
}

#[test]
fn balances_come_to_zero_or_an_account_of_the_exchange_takes_the_rest() {
    let sheet = "Name,Balance\nTom,10\nTim,-4.50\n";
    let plan = read(sheet);
    assert_eq!((plan.sum, plan.common.clone(), plan.is_right()), (550, None, false));
    assert_eq!(plan.errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["common"]);
    for (chosen, right) in [("RIVRFUND", true), ("RIVR0001", false), ("HILLFUND", false)] {
        let form = SheetForm { common: chosen.into(), ..SheetForm::default() };
        let plan = looked(sheet, form, &facts(vec![]), English).expect("a sheet");
        assert_eq!((plan.is_right(), plan.common.is_some()), (right, right), "{chosen}");
    }
}

#[test]
fn a_limit_of_nought_is_none_in_a_sheet_of_ces_and_nought_elsewhere_unless_it_is_said() {
    let form = |zero: &str| SheetForm { zero: zero.into(), ..SheetForm::default() };
    for (head, zero, row, limits) in [
        ("Name,Debit Limit,Credit Limit", "", "Tom,0,0", (Some(-RANGE), Some(RANGE))),
        ("Name,Debit Limit,Credit Limit", "zero", "Tom,0,0", (Some(0), Some(0))),
        ("Name,Debit Limit,Credit Limit", "", "Tom,-500,1000", (Some(-50_000), Some(100_000))),
        ("Name,Lowest,Highest", "", "Tom,0,0", (Some(0), Some(0))),
        ("Name,Lowest,Highest", "none", "Tom,0.00,5", (Some(-RANGE), Some(500))),
        ("Name,Lowest,Highest", "", "Tom,,", (None, None)),
        ("Name,min,max", "", "Tom,-50,none", (Some(-5_000), Some(RANGE))),
        ("Nombre,Límite de débito,Límite de crédito", "", "Tom,50,100", (Some(-5_000), Some(10_000))),
    ] {
        let plan = looked(&format!("{head}\n{row}\n"), form(zero), &facts(vec![]), English).expect("a sheet");
        let person = &plan.lines[0].person;
        assert_eq!((person.min, person.max), limits, "{head} {zero} {row}");
    }
}

#[test]
fn amounts_are_read_in_the_unit_of_the_exchange() {
    let hours = SheetFacts { unit: unit(0, true), ..facts(vec![]) };
    for (typed, parts) in
        [("1:30", Some(90)), ("-1 h 30", Some(-90)), ("2", Some(120)), ("1.30", None), ("-0.45", None)]
    {
        let plan =
            looked(&format!("Name,Balance\nTom,{typed}\n"), SheetForm::default(), &hours, English).expect("read");
        assert_eq!(plan.lines.first().and_then(|line| line.person.opening), parts, "{typed}");
        assert_eq!(plan.problems.len(), usize::from(parts.is_none()), "{typed}: {:?}", plan.problems);
    }
}

#[test]
fn columns_can_be_chosen_and_what_is_left_out_is_named() {
    let sheet = "Who,Mail,Key number,Notes\nTom,t@x.example,2026,likes tea\n";
    let plan = read(sheet);
    assert_eq!(plan.errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["name_in"]);
    let form = SheetForm { name_in: "1".into(), about_in: "4".into(), ..SheetForm::default() };
    let plan = looked(sheet, form, &facts(vec![]), English).expect("a sheet");
    assert_eq!((plan.lines[0].person.name.as_str(), plan.lines[0].person.about.as_str()), ("Tom", "likes tea"));
    assert_eq!(plan.sheet.left_out(), ["Key number"]);
    for (typed, wrong) in [("5", true), ("x", true), ("-1", true), ("2", false), ("0", false)] {
        let form = SheetForm { name_in: "1".into(), area_in: typed.into(), ..SheetForm::default() };
        let plan = looked(sheet, form, &facts(vec![]), English);
        assert_eq!(plan.map_or(true, |plan| !plan.errors.is_empty()), wrong, "{typed}");
    }
}

#[test]
fn what_they_offer_and_look_for_is_kept_with_what_is_said_about_them() {
    let plan = read("Name,About,Offers,Wants\nTom,Old sailor.,\"Nets, knots\",Bread\nTim,,,Soup\nTam,Just me.,,\n");
    let about: Vec<&str> = plan.lines.iter().map(|line| line.person.about.as_str()).collect();
    assert_eq!(about, ["Old sailor. Offers: Nets, knots. Looks for: Bread.", "Looks for: Soup.", "Just me."]);
    let long = read(&format!("Name,Offers\nTom,{}\n", "x".repeat(500)));
    assert_eq!(problems(&long), [(2, "About them".to_owned())]);
}

#[test]
fn the_same_sheet_again_changes_nothing_and_a_corrected_one_what_differs() {
    use SheetColumn::{Area, Email, Lowest, Name, Opening};
    let here = || {
        vec![
            known(10, "Marta Sol", "marta@x.example", Some(1_000)),
            known(11, "Old Tom", "", Some(-1_000)),
            KnownMember { about: "Offers: Nets.".into(), ..known(12, "Tim", "tim@x.example", Some(0)) },
        ]
    };
    let head = "Name,Email,Where,Balance,Lowest,Offers";
    let rows = ["Marta Sol,marta@x.example,Mill,10,100,", "old tom,,Mill,-10,,", "Tim,tim@x.example,,,,Nets"];
    let sheet = |rows: [&str; 3]| format!("{head}\n{}\n", rows.join("\n"));
    let fates = |rows: [&str; 3], facts: SheetFacts| {
        looked(&sheet(rows), SheetForm::default(), &facts, English).expect("a sheet")
    };
    let same = fates([rows[0], "Old Tom,,Mill,-10,,", rows[2]], facts(here()));
    assert_eq!(same.counts(), [0, 3, 0], "{:?}", same.lines);
    let changed =
        fates(["Martha Sol,marta@x.example,Pier,12.50,80,", "Old Tom,tom@x.example,,-12.5,,", rows[2]], facts(here()));
    assert_eq!(changed.counts(), [0, 1, 2], "{:?}", changed.problems);
    let of = |place: usize| match &changed.lines[place].fate {
        LineFate::Changed(correction) => correction.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        (of(0).columns, of(0).limits, of(0).opening),
        (vec![Name, Area, Lowest, Opening], Some((-8_000, 12_000)), 250)
    );
    assert_eq!((of(1).columns, of(1).email, of(1).opening), (vec![Email, Opening], true, -250));
    // Nobody is corrected once they trade, or who is on the way out, or by themselves.
    let traded = SheetFacts { traded: true, ..facts(here()) };
    assert_eq!(problems(&fates(rows, traded.clone())), [(3, "Name".to_owned())], "the spelling of a name");
    assert!(fates([rows[0], "Old Tom,,Mill,-10,,", rows[2]], traded).is_right(), "what is the same may stand");
    for member in [
        KnownMember { is_own: true, ..known(11, "Old Tom", "", Some(-1_000)) },
        KnownMember { is_closed: true, ..known(11, "Old Tom", "", Some(-1_000)) },
    ] {
        let mut members = here();
        members[1] = member;
        assert_eq!(problems(&fates(rows, facts(members))), [(3, "Name".to_owned())]);
    }
}

#[test]
fn a_code_says_surest_who_is_meant() {
    let here = facts(vec![known(10, "Marta", "marta@x.example", Some(0)), known(11, "Marta", "", Some(0))]);
    let look = |sheet: &str| looked(sheet, SheetForm::default(), &here, English).expect("a sheet");
    assert_eq!(look("Name,Code\nMarta,RIVR0010\nMarta,RIVR0011\n").counts(), [0, 2, 0]);
    assert_eq!(problems(&look("Name\nMarta\n")), [(2, "Name".to_owned())], "which?");
    let other = look("Name,Code,Email\nMarta,RIVR0011,marta@x.example\n");
    assert_eq!(problems(&other), [(2, "E-mail".to_owned())], "the address acts for another");
    let stays = look("Name,Code,Email\nMarta,RIVR0010,other@x.example\n");
    assert!(stays.is_right() && stays.counts() == [0, 1, 0], "{stays:?}");
    assert_eq!(stays.warnings.len(), 1);
    assert_eq!(look("Name,Code\nTom,RIVR0077\nTim,RIVR0050\n").next_number("RIVR"), 78);
}

#[test]
fn two_thousand_lines_are_read_and_one_more_is_not_and_the_host_may_allow_fewer() {
    let sheet = |lines: usize| {
        let rows = (0..lines)
            .map(|n| format!("Member {n},m{n}@x.example,RIVR{n:04},{}\n", if n % 2 == 0 { "5" } else { "-5" }));
        format!("Name,Email,Code,Balance\n{}", rows.collect::<String>())
    };
    let plan = read(&sheet(2_000));
    assert!(plan.is_right() && plan.counts() == [2_000, 0, 0], "{:?}", plan.problems.first());
    assert!(looked(&sheet(2_001), SheetForm::default(), &facts(vec![]), English).is_err());
    let bounded = SheetFacts { room: Some(3), ..facts(vec![]) };
    let plan = looked(&sheet(4), SheetForm::default(), &bounded, English).expect("a sheet");
    assert_eq!(plan.errors.iter().map(|error| error.field).collect::<Vec<_>>(), [PAGE]);
    assert!(looked(&sheet(2), SheetForm::default(), &bounded, English).is_ok_and(|plan| plan.is_right()));
}

#[test]
fn the_sample_is_a_sheet_that_can_be_taken_in_in_every_unit_and_language() {
    for language in [English, Spanish] {
        for unit in [unit(0, false), unit(2, false), unit(0, true)] {
            let facts = SheetFacts { unit, ..facts(vec![]) };
            let plan = looked(&sample(language.words()), SheetForm::default(), &facts, language).expect("a sheet");
            assert!(
                plan.is_right() && plan.counts() == [3, 0, 0] && plan.sum == 0,
                "{:?} {:?}",
                plan.problems,
                plan.errors
            );
            assert_eq!(plan.sheet.left_out(), Vec::<String>::new());
        }
    }
}

#[test]
fn a_day_until_which_somebody_has_paid_is_read_as_sheets_write_it_and_asked_about_where_it_may_be_another() {
    let day = |typed: &str| {
        let plan = read(&format!("Name,Paid until\nTom,{typed}\n"));
        plan.lines.first().map(|line| line.person.paid.map(|day| day.to_string()).unwrap_or_default())
    };
    for typed in ["2026-12-31", "31.12.2026", "31/12/2026", "31-12-2026"] {
        assert_eq!(day(typed).as_deref(), Some("2026-12-31"), "{typed}");
    }
    assert_eq!((day("").as_deref(), day("1.2.2027").as_deref()), (Some(""), Some("2027-02-01")));
    for typed in ["yes", "1/2/2027", "31.12.26", "30.2.2027", "2026-12-31T00:00", "12/31/2026"] {
        assert_eq!(day(typed), None, "{typed}");
    }
    // Again it changes nothing, another day does, and nothing said is nothing changed.
    let here = KnownMember { paid: Some(date(2026, 12, 31)), ..known(11, "Tom", "", Some(0)) };
    for (typed, counts) in [("2026-12-31", [0, 1, 0]), ("2027-12-31", [0, 0, 1]), ("", [0, 1, 0])] {
        let sheet = format!("Name,Paid until\nTom,{typed}\n");
        let plan = looked(&sheet, SheetForm::default(), &facts(vec![here.clone()]), English).expect("a sheet");
        assert_eq!(plan.counts(), counts, "{typed}");
    }
}
