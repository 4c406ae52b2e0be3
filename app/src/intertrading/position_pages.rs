//! Where an exchange stood towards a partner over the last year: its clearing account in one line, with the marks at which both
//! committees are warned.

use leptos::prelude::*;

use super::rules::WARNED;
use crate::ledger::{Account, RANGE};
use crate::statements::year::Year;
use crate::ui::chart::{ChartText, Hand, StepLine};
use crate::ui::text::{amount_text, number_text};
use crate::ui::{Chrome, Place};

/// The line with its sentence; none where nothing was traded in that year.
pub fn position(chrome: &Chrome, place: &Place, (account, partner, year): (&Account, &str, &Year)) -> Option<AnyView> {
    let words = chrome.words();
    let text = |parts| amount_text(&place.unit, chrome.language, parts);
    // What came in on the clearing account is what our members paid.
    let (bought, sold) = year.sums();
    let line = StepLine { marks: marks(account), ..year.line(place, account)? };
    let ends = year.ends(chrome);
    let said = ChartText {
        title: words.trade_year_title(partner),
        about: words.trade_year_about(&ends[0], &ends[1]),
        sentence: words.trade_year_sentence(partner, text(bought), text(sold)),
        ends,
    };
    let behind = year.behind(chrome, place, words.trade_year_caption());
    let figure = |parts| number_text(&place.unit, chrome.language, parts);
    let line = line.view(Hand { language: chrome.language, figure: &figure }, said, behind);
    Some(view! { <h2>{words.trade_year_title(partner)}</h2>{line} }.into_any())
}

/// Where both committees are warned, on either side that has a limit.
fn marks(account: &Account) -> Vec<i64> {
    let limits =
        [account.min_balance, account.max_balance].into_iter().filter(|limit| limit.abs() < RANGE && *limit != 0);
    limits.flat_map(|limit| WARNED.map(|tenths| limit * tenths / 10)).collect()
}

#[cfg(test)]
mod tests {
    use super::marks;
    use crate::ledger::{Account, RANGE};

    #[test]
    fn the_marks_stand_at_seven_and_nine_tenths_of_each_limit_there_is() {
        let account = |min_balance, max_balance| Account {
            balance: 0,
            min_balance,
            max_balance,
            warn_min: min_balance,
            warn_max: max_balance,
            may_debit: true,
            may_credit: true,
        };
        assert_eq!(marks(&account(-1_000, 500)), [-700, -900, 350, 450]);
        assert_eq!(marks(&account(0, RANGE)), Vec::<i64>::new());
    }
}
