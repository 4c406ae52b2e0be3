//! A small exchange whose figures were computed by hand, and the ends of what can be asked.

use jiff::civil::{Date, date};

use super::page::{CompassReader, statistics_page};
use super::{Compass, CompassMember, CompassRead, Span, Traded};
use crate::paths::query::StatisticsQuery;
use crate::ui::style_page::chrome;
use crate::ui::{Chrome, Theme};
use crate::words::Language;

fn asked(months: &str, to: &str) -> StatisticsQuery {
    StatisticsQuery { to: to.into(), months: months.into() }
}

fn span(months: &str, to: &str, (began, today): (Date, Date)) -> Span {
    Span::asked(&asked(months, to), (began, today))
}

/// What is asked, when the exchange began and what day it is; the first and last month, and how many days.
#[test]
fn a_span_is_of_the_exchanges_life_and_a_year_unless_something_else_is_asked() {
    let (old, today) = (date(2020, 3, 15), date(2026, 11, 25));
    for (months, to, began, today, first, last, days) in [
        ("", "", old, today, "2025-12", "2026-11", 360),
        ("3", "", old, today, "2026-09", "2026-11", 86),
        ("12", "2026-02", old, today, "2025-03", "2026-02", 365),
        ("36", "2020-05", old, today, "2020-03", "2020-05", 78),
        ("7", "2030-01", old, today, "2025-12", "2026-11", 360),
        ("-3", "2026-13", old, today, "2025-12", "2026-11", 360),
        ("x", "2026-1\u{a0}", old, today, "2025-12", "2026-11", 360),
        ("", "", date(2026, 11, 25), today, "2026-11", "2026-11", 1),
        ("24", "", date(2030, 1, 1), today, "2026-11", "2026-11", 1),
        ("12", "", old, date(2028, 2, 29), "2027-03", "2028-02", 366),
        ("12", "", old, date(2027, 1, 1), "2026-02", "2027-01", 335),
    ] {
        let span = span(months, to, (began, today));
        let word = |day: Date| day.strftime("%Y-%m").to_string();
        let found = (word(span.first), word(span.last), span.days());
        assert_eq!(found, (first.to_owned(), last.to_owned(), days), "{months} {to} {began} {today}");
        assert_eq!(Span::asked(&span.query(), (began, today)), span, "what it asks for is itself");
        assert_eq!(span.months().first(), Some(&span.first));
        assert!(span.choices().len() <= 120 && span.choices().contains(&span.last) || span.last < date(2017, 1, 1));
    }
}

/// Balance, what they paid in two parts, traded, takes part, new.
fn holding(line: &str) -> CompassMember {
    CompassMember::strung(line).into_iter().next().unwrap()
}

/// Six members over three months. Ada gave for 90 and took for 30 in September and October; Ben took; Cleo holds 40 from before and paid
/// nobody; Dov joined in November and did nothing; Eva is suspended and owes; the exchange's account has 10 of a levy.
///
/// September: Ben pays Ada 60, Eva pays Ada 30: 2 trades, 90, three traders. October: nothing. November: Ada pays Ben 30, Ben buys from a
/// partner for 20: 2 trades, 50, two traders. The levy takes 10 of Ada in November, and is no trade.
///
/// Today: Ada 60 - 10 + ... = 90 - 30 - 10 = 50, Ben -60 + 30 - 20 = -50, Cleo 40, Dov 0, Eva -30; with the levy 10 and the partner 20 the
/// sum is 50 - 50 + 40 + 0 - 30 = 10, so before September the members stood at 40.
fn small() -> Compass {
    let span = span("3", "", (date(2024, 1, 1), date(2026, 11, 30)));
    let traded = |trades, worth, bought, traders| Traded { trades, worth, bought, sold: 0, traders };
    let read = CompassRead {
        traded: vec![("2026-09".into(), traded(2, 9_000, 0, 3)), ("2026-11".into(), traded(2, 5_000, 2_000, 2))],
        // Ada above zero: 0 to 90 in September; 90 to 50 in November.
        moved: vec![("2026-09".into(), 9_000), ("2026-11".into(), -4_000)],
        credit: 9_000,
        holdings: ["5000,0,3000,1,1,0", "-5000,0,8000,1,1,0", "4000,0,0,0,1,0", "0,0,0,0,1,1", "-3000,0,3000,1,0,0"]
            .map(holding)
            .to_vec(),
    };
    Compass::of(span, read)
}

#[test]
fn the_figures_of_a_small_exchange_are_those_computed_by_hand() {
    let compass = small();
    let credit: Vec<i64> = compass.months.iter().map(|month| month.credit).collect();
    assert_eq!(credit, [13_000, 13_000, 9_000], "Ada's 90 and Cleo's 40; then Ada's 50 and Cleo's 40");
    assert_eq!((compass.trade(), compass.abroad()), ((4, 14_000), (2_000, 0)));
    assert_eq!((compass.credit(), compass.span.days()), (9_000, 91));
    // 90 of credit at 140 in 91 days: 58.5 days.
    assert_eq!(compass.days_to_clear(), Some(59));
    assert_eq!(
        (compass.stuck(), compass.stuck_share()),
        ((6_000, 2), 67),
        "Ada's 50 but for the 30 she paid, and Cleo's 40, of 90"
    );
    assert_eq!(compass.taking_part(), (4, 2, 1), "Eva is suspended; Cleo and Dov did not trade, Dov is new");
    assert_eq!(compass.sides(), (2, 1, 2));
    assert_eq!(compass.half_held_by(), 1, "Ada's 50 are more than half of 90");
}

#[test]
fn where_nothing_is_held_or_traded_there_is_no_pace_and_nobody_is_stuck() {
    let span = span("12", "", (date(2026, 11, 1), date(2026, 11, 30)));
    let none = Compass::of(span, CompassRead::default());
    assert_eq!((none.days_to_clear(), none.stuck(), none.stuck_share(), none.half_held_by()), (None, (0, 0), 0, 0));
    let even = ["0,0,100,1,1,0", "0,0,100,1,1,0"].map(holding).to_vec();
    let traded = vec![("2026-11".to_owned(), Traded { trades: 2, worth: 100, ..Traded::default() })];
    let even = Compass::of(span, CompassRead { traded, holdings: even, ..CompassRead::default() });
    assert_eq!((even.days_to_clear(), even.half_held_by()), (Some(0), 0));
    let many = ["9223372036854775807,0,0,0,1,0", "9223372036854775807,0,0,0,1,0"].map(holding).to_vec();
    let many = Compass::of(span, CompassRead { holdings: many, ..CompassRead::default() });
    assert_eq!((many.stuck_share(), many.half_held_by()), (100, 1), "whatever stands there");
    for equal in [1, 2, 3, 7] {
        let holdings = vec![CompassMember { balance: 10, ..CompassMember::default() }; equal];
        let half = Compass::of(span, CompassRead { holdings, ..CompassRead::default() }).half_held_by();
        assert_eq!(usize::try_from(half).unwrap(), equal.div_ceil(2), "of {equal} who stand alike");
    }
}

fn shown(chrome: &Chrome, compass: &Compass, reader: &CompassReader) -> String {
    let html = statistics_page(chrome, chrome.place.as_ref().unwrap(), (compass, reader));
    html.replace("<!>", "")
}

#[test]
fn each_figure_is_said_in_a_sentence_with_what_it_means_and_its_numbers() {
    let chrome = chrome(Language::English, Theme::Device);
    let reader = CompassReader { has_books: true, ..CompassReader::default() };
    let html = shown(&chrome, &small(), &reader);
    for sentence in [
        "4 trades, worth 140.00\u{a0}leaves together; the most in September 2026. The last month is not over. Of that, members bought from other exchanges for 20.00\u{a0}leaves and sold there for 0.00\u{a0}leaves.",
        "2 of 4 members traded in this time. 2 did not. Of these, one joined in this time.",
        "Members above zero have 90.00\u{a0}leaves to their credit. As much is traded in 59 days.",
        "Below zero are 2 members, above it 2, at zero 1. Half of all credit is with one member.",
        "2 members have more credit than they spent in this time, by 60.00\u{a0}leaves together: 67 % of all credit.",
        "Today all members together stand at 0.00\u{a0}leaves.",
    ] {
        assert!(html.contains(sentence), "{sentence}: {html}");
    }
    assert_eq!(html.matches("<figure class=\"chart\">").count(), 4, "four charts");
    assert_eq!(html.matches("<p class=\"muted\">").count(), 6, "each of six is explained");
    assert_eq!(html.matches("<table>").count(), 4, "the numbers are behind each chart");
    assert!(!html.contains("show=never"), "who does not see balances is led nowhere");
    let sees = CompassReader { sees_balances: true, ..reader };
    assert!(shown(&chrome, &small(), &sees).contains("/balances?show=never"));
}

#[test]
fn an_exchange_without_books_says_kindly_what_will_stand_here() {
    let chrome = chrome(Language::English, Theme::Device);
    let span = span("", "", (date(2026, 11, 25), date(2026, 11, 25)));
    let html = shown(&chrome, &Compass::of(span, CompassRead::default()), &CompassReader::default());
    assert!(html.contains("Nothing has been booked yet."), "{html}");
    assert!(!html.contains("class=\"chart\""), "{html}");
    let quiet = CompassReader { has_books: true, ..CompassReader::default() };
    let html = shown(&chrome, &Compass::of(span, CompassRead::default()), &quiet);
    assert!(html.contains("Nothing was traded in this time."), "{html}");
}
