//! The form under the list: until when those who are ticked have paid, or that they pay none.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::enterable;
use crate::forms::each_once::each_once;
use crate::forms::{FieldError, PAGE, Reader};
use crate::ids::Code;
use crate::ui::text::day_text;
use crate::words::Language;

/// What stands before the code of an account in the name of its box.
pub const PICK: &str = "pick-";

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SubscriptionsForm {
    /// Made by the page, so that sending it twice enters once.
    pub id: String,
    /// `paid`, `exempt` or `again`.
    pub act: String,
    /// The last day that is paid for.
    pub paid_until: String,
    /// A box for each member.
    #[serde(flatten, deserialize_with = "each_once")]
    pub others: BTreeMap<String, String>,
}

/// What is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionEntry {
    /// They have paid until that day.
    Paid(Date),
    /// They pay none from now on.
    Exempt,
    /// They pay like the others again.
    NotExempt,
}

/// What is entered, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionsAsked {
    /// What.
    pub entry: SubscriptionEntry,
    /// Their accounts, in their order; at least one.
    pub codes: Vec<Code>,
}

impl SubscriptionsForm {
    /// The accounts whose boxes are ticked.
    pub fn ticked(&self) -> Vec<Code> {
        let ticked = self.others.iter().filter(|(_, value)| *value == "yes");
        ticked.filter_map(|(name, _)| Code::typed(name.strip_prefix(PICK)?)).collect()
    }

    /// What was meant, on that day.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language, today: Date) -> Result<SubscriptionsAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let words = form.words();
        let act = form.choice(PAGE, &self.act, [("paid", 0), ("exempt", 1), ("again", 2)]);
        let codes = self.ticked();
        if codes.is_empty() {
            form.wrong::<()>(PAGE, words.subscriptions_none_ticked());
        }
        let entry = match act {
            Some(0) => {
                let (first, last) = enterable(today);
                let day = form.day("paid_until", &self.paid_until);
                if day.is_some_and(|day| !(first..=last).contains(&day)) {
                    let message = words.subscriptions_day_range(day_text(words, first), day_text(words, last));
                    form.wrong::<()>("paid_until", message);
                }
                day.map(SubscriptionEntry::Paid)
            }
            Some(1) => Some(SubscriptionEntry::Exempt),
            Some(_) => Some(SubscriptionEntry::NotExempt),
            None => None,
        };
        form.finish(|| Some(SubscriptionsAsked { entry: entry?, codes }))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{SubscriptionEntry, SubscriptionsForm};
    use crate::words::Language::English;

    fn form(act: &str, day: &str, ticked: &[&str]) -> SubscriptionsForm {
        let others = ticked.iter().map(|name| ((*name).to_owned(), "yes".to_owned())).collect();
        SubscriptionsForm { id: "7".into(), act: act.into(), paid_until: day.into(), others }
    }

    #[test]
    fn a_day_is_entered_for_those_who_are_ticked_and_only_for_them() {
        let today = date(2026, 3, 10);
        let parse = |form: SubscriptionsForm| form.parse(English, today);
        let asked = parse(form("paid", "2026-12-31", &["pick-RIVR0002", "pick-RIVR0004", "x"])).unwrap();
        assert_eq!(asked.entry, SubscriptionEntry::Paid(date(2026, 12, 31)));
        assert_eq!(asked.codes.iter().map(|code| code.as_str()).collect::<Vec<_>>(), ["RIVR0002", "RIVR0004"]);
        assert_eq!(parse(form("exempt", "", &["pick-RIVR0002"])).unwrap().entry, SubscriptionEntry::Exempt);
        assert_eq!(parse(form("again", "x", &["pick-RIVR0002"])).unwrap().entry, SubscriptionEntry::NotExempt);
        for (act, day, ticked, fields) in [
            ("paid", "", &["pick-RIVR0002"][..], vec!["paid_until"]),
            ("paid", "2020-12-31", &["pick-RIVR0002"], vec!["paid_until"]),
            ("paid", "2032-01-01", &["pick-RIVR0002"], vec!["paid_until"]),
            ("paid", "2026-12-31", &[], vec!["main"]),
            ("lapse", "2026-12-31", &["pick-RIVR0002"], vec!["main"]),
        ] {
            let errors = parse(form(act, day, ticked)).expect_err("wrong");
            assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), fields, "{act} {day}");
        }
    }
}
