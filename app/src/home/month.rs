//! What the committee reads of the whole exchange: its last thirty days in four sentences.

use leptos::prelude::*;

use super::trade_chart::TradeYear;
use super::young::{Youth, first_trades};
use crate::paths::exchange;
use crate::roles::Role;
use crate::ui::text::amount_text;
use crate::ui::{Chrome, Place};
use crate::words::Words;

/// How many days the sentences tell of, and as many before them.
pub const DAYS: i64 = 30;
/// How many days without a trade are worth a word.
pub const QUIET_DAYS: i64 = 182;
/// So many transfers are looked through at most, the last ones; what is older is not counted. As many of the largest amount there is are
/// still a sum that can be written.
pub const MOST: i64 = 9_000;
/// So many of those who joined are named.
pub const NAMED: i64 = 3;

/// What was traded in the last days, of what stands: neither what was undone nor what undoes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct MonthTrades {
    /// How many trades.
    pub trades: i64,
    /// What they came to, in smallest parts; what went out to partners and what came in too.
    pub worth: i64,
    /// How many it was in as many days before.
    pub before: i64,
    /// There are more than were looked through: neither count nor sum is whole.
    #[cfg_attr(feature = "sql", sqlx(try_from = "crate::ids::Flag"))]
    pub cut: bool,
    /// Nor is that of the days before.
    #[cfg_attr(feature = "sql", sqlx(try_from = "crate::ids::Flag"))]
    pub before_cut: bool,
    /// How many members took part.
    pub traders: i64,
    /// What our members bought from partner exchanges.
    pub bought: i64,
    /// What they sold there.
    pub sold: i64,
}

/// Who is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct MonthMembers {
    /// Active members.
    pub members: i64,
    /// Of them, those who have been there longer than [`QUIET_DAYS`] and did not trade since.
    pub quiet: i64,
    /// Who joined in these days, counted.
    pub joined: i64,
    /// Of how many it stands what they do.
    pub described: i64,
}

/// The last days of an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// What was traded.
    pub trades: MonthTrades,
    /// Who is there.
    pub members: MonthMembers,
    /// Of those who joined in these days the last ones by name, at most [`NAMED`].
    pub joined: Vec<String>,
    /// Its trade by month.
    pub year: TradeYear,
    /// How far it is.
    pub youth: Youth,
}

impl Month {
    /// Both, below their headings; of the days nothing where nobody ever traded.
    pub fn view(&self, chrome: &Chrome, place: &Place, offices: &[Role]) -> AnyView {
        let words = chrome.words();
        let young = first_trades(chrome, offices, (&self.youth, &self.members));
        let told = (self.youth.trades > 0).then(|| {
            let sentences = self.sentences(chrome, place).into_iter().map(|sentence| view! { <li>{sentence}</li> });
            let chart = self.year.view(chrome, place);
            let more = view! { <p><a href=chrome.href(&exchange::Statistics)>{words.statistics_more()}</a></p> };
            view! { <h2>{words.month_title(DAYS)}</h2><ul class="said">{sentences.collect_view()}</ul>{chart}{more} }
        });
        view! { {young}{told} }.into_any()
    }

    fn sentences(&self, chrome: &Chrome, place: &Place) -> Vec<String> {
        let (words, trades) = (chrome.words(), &self.trades);
        let text = |parts| amount_text(&place.unit, chrome.language, parts);
        let booked = match trades.trades {
            0 => words.month_no_trades(),
            count if trades.cut => words.month_trades_at_least(count),
            count => words.month_trades(count, text(trades.worth)),
        };
        let before = if trades.before_cut { String::new() } else { words.month_before(trades.before) };
        let part = words.month_members(self.members.members, trades.traders);
        let quiet = if self.members.quiet > 0 { words.month_quiet(self.members.quiet) } else { String::new() };
        let abroad = match (trades.bought, trades.sold) {
            (0, 0) => words.month_no_partners(),
            (bought, sold) => words.month_partners(text(bought), text(sold)),
        };
        let both = |first: String, second: String| format!("{first} {second}").trim_end().to_owned();
        vec![both(booked, before), both(part, quiet), self.who_joined(words), abroad]
    }

    fn who_joined(&self, words: &Words) -> String {
        let more = self.members.joined - i64::try_from(self.joined.len()).unwrap_or(0);
        let mut names = self.joined.clone();
        if more > 0 {
            names.push(words.month_more(more));
        }
        let Some(last) = names.pop() else { return words.month_nobody_joined() };
        let names = if names.is_empty() { last } else { words.month_and(names.join(", "), last) };
        words.month_joined(self.members.joined, names)
    }
}
