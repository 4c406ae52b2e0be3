//! What each reader of the kit takes and refuses, in both languages.

use super::{FieldError, PAGE, Reader, Text};
use crate::ledger::Unit;
use crate::words::Language::{self, English, Spanish};

fn unit(decimals: u32, is_time: bool) -> Unit {
    Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time }
}

/// What one reader makes of a text, and the fields that it found wrong.
fn read<T>(read: impl FnOnce(&mut Reader) -> Option<T>) -> Result<T, Vec<FieldError>> {
    let mut form = Reader::new(English);
    let value = read(&mut form);
    form.finish(|| value)
}

fn asked(most: usize) -> Text {
    Text::asked(most, "Enter it".into())
}

#[test]
fn a_text_is_clean_shows_something_and_is_no_longer_than_asked() {
    for (typed, line) in [
        ("  Ada \t Byron ", Some("Ada Byron")),
        ("Chi\u{200b}ara", Some("Chiara")),
        ("می\u{200c}خواهم", Some("می\u{200c}خواهم")),
        ("two\r\nlines", Some("two lines")),
        ("123456789012", Some("123456789012")),
        ("1234567890123", None),
        ("", None),
        ("\u{3164}", None),
        ("\u{2800}\u{200b}", None),
        ("bell\u{7}", None),
        ("a\u{0}b", None),
        ("\u{202e}evil", None),
        ("\u{2066}a\u{2069}", None),
    ] {
        let read = read(|form| form.line("name", typed, asked(12)));
        assert_eq!(read.ok().as_deref(), line, "{typed:?}");
    }
    assert_eq!(read(|form| form.line("area", " ", Text::free(5))), Ok(String::new()));
    assert!(read(|form| form.line("area", "\u{200b}", Text::free(5))).is_err(), "typed, but nothing of it shows");
    let text = read(|form| form.paragraph("about", "One\r\n\r\n\r\ntwo\u{ad}", asked(50)));
    assert_eq!(text.as_deref(), Ok("One\n\ntwo"));
    assert!(read(|form| form.paragraph("about", "One\u{202e}", asked(50))).is_err());
    assert_eq!(read(|form| form.reason("reason", " so\nit is ")).as_deref(), Ok("so it is"));
}

#[test]
fn numbers_are_read_by_one_grammar() {
    let (leaves, hours) = (unit(2, false), unit(0, true));
    assert_eq!(read(|form| form.amount("amount", "8,50", &leaves)).map(|amount| amount.parts()), Ok(850));
    assert!(read(|form| form.amount("amount", "0", &leaves)).is_err());
    assert_eq!(read(|form| form.limit("min", "150,5", &leaves)), Ok(15_050));
    assert_eq!(read(|form| form.limit("min", "7:30", &hours)), Ok(450));
    assert_eq!(read(|form| form.limit("min", "none", &leaves)), Ok(crate::ledger::RANGE));
    assert_eq!(read(|form| form.limit_or("min", " ", (&leaves, 7))), Ok(7));
    assert_eq!(read(|form| form.reach("up", "0", &leaves)), Ok(0));
    assert!(read(|form| form.reach("up", "none", &leaves)).is_err());
    assert!(read(|form| form.reach("up", "-1", &leaves)).is_err());
    for (typed, fine) in
        [("10", true), ("12,5", true), ("1000000", true), ("1000001", false), ("0", false), ("1,000", false)]
    {
        assert_eq!(read(|form| form.rate("rate", typed)).is_ok(), fine, "{typed}");
    }
}

#[test]
fn what_is_chosen_is_one_of_what_was_offered() {
    assert_eq!(read(|form| form.choice("shown", "no", [("yes", true), ("no", false)])), Ok(false));
    assert!(read(|form| form.choice("shown", "", [("yes", true), ("no", false)])).is_err());
    assert_eq!(read(|form| form.code("to", " rivr-0042 ")).map(|code| code.to_string()).as_deref(), Ok("RIVR0042"));
    assert!(read(|form| form.code("to", "?")).is_err());
    assert_eq!(read(|form| form.day("from", "2028-02-29")).map(|day| day.to_string()).as_deref(), Ok("2028-02-29"));
    for typed in ["", "2026-02-29", "29.2.2028", "2026-1-1", "+002026-01-01", "2026-01-01T00:00"] {
        assert!(read(|form| form.day("from", typed)).is_err(), "{typed}");
    }
    for typed in ["", "no id", "7", "01939f3e-7d3a-7b60-9c2f"] {
        assert_eq!(read(|form| form.id(typed)).map_err(|errors| errors[0].field), Err(PAGE), "{typed}");
    }
    for (typed, fine) in
        [("7", true), ("0", false), ("-7", false), ("9223372036854775808", false), ("1e9", false), ("", false)]
    {
        assert_eq!(read(|form| form.key(typed)).is_ok(), fine, "{typed}");
    }
    assert_eq!(read(|form| form.email_or_none("email", " ")), Ok(None));
    assert_eq!(read(|form| form.email("email", "Ada@X.example")).as_deref(), Ok("ada@x.example"));
}

#[test]
fn errors_stand_in_the_order_of_the_fields_with_a_sentence_in_the_readers_language() {
    let errors = |language: Language| {
        let mut form = Reader::new(language);
        form.name("name", "", "?".into());
        form.limit("min", "-1", &unit(2, false));
        form.limit("max", "1,000", &unit(2, false));
        form.rate("rate", "x");
        form.email("email", "marta.@x.example");
        form.reason("reason", "\u{202e}");
        form.choice("kind", "", [("a", ())]);
        form.line("area", &"x".repeat(81), Text::free(Text::NAME));
        form.finish(|| Some(())).expect_err("all wrong")
    };
    let (english, spanish) = (errors(English), errors(Spanish));
    let fields = ["name", "min", "max", "rate", "email", "reason", "kind", "area"];
    assert_eq!(english.iter().map(|error| error.field).collect::<Vec<_>>(), fields);
    for (one, other) in english.iter().zip(&spanish).skip(1) {
        assert!(!one.message.is_empty() && one.message != other.message, "{}", one.field);
    }
}
