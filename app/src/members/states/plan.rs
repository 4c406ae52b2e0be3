//! The plan of whoever leaves, to be printed: where the balance stands, what it takes to come to zero in time, who can help.

use jiff::civil::Date;
use leptos::prelude::*;

use super::leave::ends_from;
use crate::paths::exchange;
use crate::ui::text::{amount_text, day_text};
use crate::ui::{Chrome, Place, page};

/// What the plan is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeavePlan {
    /// Where the balance stands, in smallest parts.
    pub balance: i64,
    /// The last day.
    pub until: Date,
    /// The day that it is.
    pub today: Date,
    /// The day of the last payment.
    pub last: Option<Date>,
    /// Who of the committee can be asked.
    pub helpers: Vec<String>,
}

impl LeavePlan {
    /// How many weeks there are, and how much is to be done in each: rounded up, so that it is enough.
    fn weeks(&self) -> (i64, i64) {
        let days = i64::from((self.until - self.today).get_days()).max(1);
        let weeks = days.div_euclid(7).max(1);
        let amount = self.balance.saturating_abs();
        (weeks, amount / weeks + i64::from(amount % weeks > 0))
    }
}

/// The page.
pub fn plan_page(chrome: &Chrome, place: &Place, plan: &LeavePlan) -> String {
    let (words, language) = (chrome.words(), chrome.language);
    let text = |parts| amount_text(&place.unit, language, parts);
    let title = words.leave_plan_title();
    let (weeks, each) = plan.weeks();
    let day = day_text(words, plan.until);
    let amount = text(plan.balance.saturating_abs());
    let (what, how) = match (plan.balance.signum(), plan.until < plan.today) {
        (0, _) => {
            let from = ends_from(plan.last).unwrap_or(plan.today).max(plan.today);
            (words.leave_plan_zero(day_text(words, from)), None)
        }
        (_, true) => (words.leave_plan_over(day), None),
        (-1, false) => (words.leave_plan_debt(weeks, amount, day, text(each)), Some(words.leave_plan_debt_how())),
        (_, false) => (words.leave_plan_credit(weeks, amount, day, text(each)), Some(words.leave_plan_credit_how())),
    };
    let helpers = plan.helpers.iter().map(|name| view! { <li><bdi>{name.clone()}</bdi></li> }).collect_view();
    let name = place.mine.as_ref().map(|mine| {
        view! { <p><bdi>{mine.member.clone()}</bdi>" "<span class="code">{mine.code.to_string()}</span></p> }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        {name}
        <p class="lede">{words.leave_plan_balance(text(plan.balance))}" "{what}</p>
        {how.map(|how| view! { <p>{how}</p> })}
        <h2>{words.leave_plan_help()}</h2>
        <ul>{helpers}</ul>
        <p class="actions on-screen">
            <a href=chrome.href(&exchange::Members)>{words.home_nothing_do()}</a>
            <a href=chrome.href(&exchange::Contact)>{words.state_ask()}</a>
            <a href=chrome.href(&exchange::Leave)>{words.back()}</a>
        </p>
    };
    page(chrome, title, body)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::LeavePlan;

    #[test]
    fn what_is_done_each_week_is_enough() {
        let plan =
            |balance, until| LeavePlan { balance, until, today: date(2026, 11, 24), last: None, helpers: Vec::new() };
        for (balance, until, weeks) in [
            (-1_000, date(2027, 2, 22), (12, 84)),
            (1_000, date(2026, 12, 1), (1, 1_000)),
            (-7, date(2026, 11, 24), (1, 7)),
            (-7, date(2026, 1, 1), (1, 7)),
        ] {
            let (found, each) = plan(balance, until).weeks();
            assert_eq!((found, each), weeks, "{balance} {until}");
            assert!(found * each >= balance.abs());
        }
    }
}
