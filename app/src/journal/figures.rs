//! What the journal keeps of limits and payments: figures without unit and names, and the same in a reader's words.
//!
//! Always holds: what was written reads as the same amount in the same unit; where the unit is counted otherwise by now, it is shown
//! as it was written.

use super::fields::fields_text;
use super::states::state_text;
use super::subscriptions::subscription_text;
use super::{JournalLine, What};
use crate::ids::Code;
use crate::ledger::{RANGE, Unit};
use crate::ui::text::{amount_text, day_text, number_text};
use crate::words::{Language, Words};

/// Limits of an account: lowest, highest, and the lines at which it is warned of them.
pub fn limits(unit: &Unit, parts: [i64; 4]) -> String {
    parts.map(|parts| written(unit, parts)).join(" ")
}

/// Members from a spreadsheet: how many are new and corrected, what their opening balances come to, and against which account.
pub fn sheet(unit: &Unit, [new, changed]: [usize; 2], (sum, common): (i64, &str)) -> String {
    let rest = sum.saturating_neg();
    format!("{new} {changed} {} {} {common}", written(unit, sum), written(unit, rest))
}

fn sheet_text(unit: &Unit, language: Language, text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(' ').collect();
    let [new, changed, sum, rest, code] = parts.as_slice() else { return None };
    let amount = |text: &str| Some(amount_text(unit, language, read(unit, text)?));
    let (new, changed): (i64, i64) = (new.parse().ok()?, changed.parse().ok()?);
    let words = language.words();
    let rest = words.journal_sheet_rest(amount(sum)?, amount(rest)?, *code);
    Some(format!("{} {rest}", words.journal_sheet(new, changed)))
}

/// A payment of so much to that account.
pub fn payment(unit: &Unit, amount: i64, payee: &Code) -> String {
    format!("{} {payee}", written(unit, amount))
}

/// An agreement with that partner at these rates, ours first, and how far our clearing account may go down and up.
pub fn agreement(unit: &Unit, (partner, rates): (&str, &str), (down, up): (i64, i64)) -> String {
    format!("{AGREEMENT} {partner} {rates} {} {}", written(unit, -down), written(unit, up))
}

/// What stands before an agreement that waits.
const AGREEMENT: &str = "agreement";

fn agreement_text(unit: &Unit, language: Language, text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(' ').collect();
    let [AGREEMENT, partner, rates, low, high] = parts.as_slice() else { return None };
    let amount = |text: &str| Some(amount_text(unit, language, read(unit, text)?));
    let (ours, theirs) = rates.split_once(':')?;
    let (words, mark) = (language.words(), language.decimal_mark().to_string());
    let rates = words.journal_agreement(*partner, ours.replace('.', &mark), theirs.replace('.', &mark));
    Some(format!("{rates}; {}", words.journal_reach(*partner, amount(low)?, amount(high)?)))
}

fn written(unit: &Unit, parts: i64) -> String {
    if parts.abs() >= RANGE {
        return "none".to_owned();
    }
    number_text(unit, Language::English, parts).replace('\u{2212}', "-").replace('\u{202f}', "")
}

/// The figure of a text; none if it is no figure of this unit.
fn read(unit: &Unit, text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (mark, width) = if unit.is_time { (':', 2) } else { ('.', usize::try_from(unit.decimals).ok()?) };
    let (whole, rest) = digits.split_once(mark).unwrap_or((digits, ""));
    if rest.len() != width || !digits.chars().all(|c| c.is_ascii_digit() || c == mark) {
        return None;
    }
    let rest = if rest.is_empty() { 0 } else { rest.parse::<i64>().ok()? };
    let parts = whole.parse::<i64>().ok()?.checked_mul(unit.parts())?.checked_add(rest)?;
    Some(sign * parts)
}

/// The items of a checklist that are ticked: `meeting references`.
fn checks_text(words: &Words, kept: &str) -> String {
    let name = |item| match item {
        "meeting" => Some(words.check_meeting()),
        "references" => Some(words.check_references()),
        "guardian" => Some(words.check_guardian()),
        "firm" => Some(words.check_firm()),
        "identity" => Some(words.check_identity()),
        _ => None,
    };
    kept.split(' ').filter_map(name).collect::<Vec<_>>().join(", ")
}

/// What became of a listing, in words.
fn listing_text(words: &Words, kept: &str) -> String {
    match kept {
        "draft" => words.market_state_draft(),
        "waiting" => words.market_state_waiting(),
        "live" => words.market_state_live(),
        "paused" => words.market_state_paused(),
        "done" => words.market_state_done(),
        "removed" => words.market_state_removed(),
        _ => String::new(),
    }
}

/// What it was and what it became, as its reader reads them; nothing where the line says nothing of it. Rules and offices have words
/// of their own: they stay as they are kept.
pub fn change(line: &JournalLine, unit: &Unit, language: Language) -> (String, String) {
    let words = language.words();
    let both = |read: &dyn Fn(&str) -> String| (read(&line.was), read(&line.becomes));
    match line.what {
        What::Categories => (String::new(), String::new()),
        What::Limits | What::Class | What::Member | What::Admitted => both(&|text| limits_text(unit, language, text)),
        What::Listing => both(&|text| listing_text(words, text)),
        What::Profile => both(&|text| fields_text(words, text)),
        What::Checked => both(&|text| checks_text(words, text)),
        What::State | What::StillHere => both(&|text| state_text(words, text)),
        What::Subscription => both(&|text| subscription_text(words, text)),
        What::PayFor | What::PayCommon | What::Reverse | What::Remainder => {
            let becomes = line.becomes.split_once(' ').and_then(|(amount, payee)| {
                Some(words.journal_payment(payee, amount_text(unit, language, read(unit, amount)?)))
            });
            let was = if line.what == What::PayCommon { String::new() } else { line.was.clone() };
            (was, becomes.unwrap_or_else(|| line.becomes.clone()))
        }
        What::Invitation => {
            let becomes = line.becomes.split_once(' ').and_then(|(most, day)| {
                Some(words.journal_invitation(most.parse::<i64>().ok()?, day_text(words, day.parse().ok()?)))
            });
            (String::new(), becomes.unwrap_or_default())
        }
        What::Sheet => {
            let becomes = sheet_text(unit, language, &line.becomes);
            (String::new(), becomes.unwrap_or_else(|| line.becomes.clone()))
        }
        What::Agreement => {
            let becomes = line.becomes.split_once(' ').and_then(|(partner, rates)| {
                let (ours, theirs) = rates.split_once(':')?;
                let mark = language.decimal_mark().to_string();
                Some(words.journal_agreement(partner, ours.replace('.', &mark), theirs.replace('.', &mark)))
            });
            (line.was.clone(), becomes.unwrap_or_else(|| line.becomes.clone()))
        }
        What::ActProposed | What::ActConfirmed | What::ActDeclined | What::ActWithdrawn | What::ActFallen => {
            both(&|text| act_text(unit, language, text))
        }
        What::Began
        | What::Erased
        | What::PaperCode
        | What::Operators
        | What::InvitationEnded
        | What::Rule
        | What::RuleProposed
        | What::RuleAnnounced
        | What::RuleDeclined
        | What::RuleWithdrawn
        | What::RuleFallen
        | What::Role
        | What::OfficeProposed
        | What::OfficeAnnounced
        | What::OfficeDeclined
        | What::OfficeWithdrawn
        | What::OfficeFallen
        | What::Proposed
        | What::Declined
        | What::Withdrawn
        | What::Ended
        | What::NotAdmitted
        | What::Import
        | What::Suspended
        | What::Archived
        | What::Lifted
        | What::Quota
        | What::Glass
        | What::ChairAsked => (line.was.clone(), line.becomes.clone()),
    }
}

/// Limits, a payment or an agreement that somebody proposed, as their reader reads them; what is none of these stays as it is.
pub fn act_text(unit: &Unit, language: Language, text: &str) -> String {
    let payment = |(amount, payee): (&str, &str)| {
        let amount = amount_text(unit, language, read(unit, amount)?);
        Some(language.words().journal_payment(payee, amount))
    };
    match text.split(' ').count() {
        2 => text.split_once(' ').and_then(payment).unwrap_or_else(|| text.to_owned()),
        5 => agreement_text(unit, language, text).unwrap_or_else(|| text.to_owned()),
        _ => limits_text(unit, language, text),
    }
}

/// The amount of a rule, which is kept as it was shown, as its reader reads it.
pub fn rule_amount(unit: &Unit, language: Language, text: &str) -> String {
    let number = text.split('\u{a0}').next().unwrap_or(text).replace('\u{2212}', "-").replace('\u{202f}', "");
    match text {
        "∞" => language.words().journal_any(),
        _ => read(unit, &number).map_or_else(|| text.to_owned(), |parts| amount_text(unit, language, parts)),
    }
}

/// Limits that were kept, as their reader reads them.
pub fn limits_text(unit: &Unit, language: Language, text: &str) -> String {
    let words = language.words();
    let figure = |text: &str| match text {
        "none" => words.journal_any(),
        text => read(unit, text).map_or_else(|| text.to_owned(), |parts| amount_text(unit, language, parts.abs())),
    };
    let figures: Vec<String> = text.split(' ').map(figure).collect();
    match figures.as_slice() {
        [min, max, warn_min, warn_max] => words.journal_limits(min, max, warn_min, warn_max),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{limits, payment, read, written};
    use crate::ids::Code;
    use crate::ledger::{RANGE, Unit};

    fn unit(decimals: u32, is_time: bool) -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time }
    }

    #[test]
    fn a_figure_that_was_written_reads_as_the_same_and_another_units_as_none() {
        for unit in [unit(0, false), unit(1, false), unit(2, false), unit(3, false), unit(4, false), unit(0, true)] {
            for parts in [0, 1, -1, 59, 60, -12_345, 123_456_789, RANGE - 1] {
                assert_eq!(read(&unit, &written(&unit, parts)), Some(parts), "{unit:?}");
            }
        }
        for (unit, text) in
            [(unit(0, false), "1.5"), (unit(2, false), "1"), (unit(0, true), "1.50"), (unit(2, false), "x")]
        {
            assert_eq!(read(&unit, text), None, "{text}");
        }
    }

    #[test]
    fn limits_and_payments_are_kept_without_unit_or_name() {
        let unit = unit(2, false);
        assert_eq!(limits(&unit, [-1_234_567, RANGE, -90, 0]), "-12345.67 none -0.90 0.00");
        assert_eq!(payment(&unit, 800, &Code::stored("RIVR0003")), "8.00 RIVR0003");
    }
}
