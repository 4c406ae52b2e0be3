//! What was traded in an exchange month by month: twelve bars, their sentence and the numbers behind them.

use jiff::ToSpan as _;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::ui::chart::{Bars, Behind, ChartText, Hand};
use crate::ui::text::{amount_text, month_text, number_text};
use crate::ui::{Chrome, Column, Place, amount};

/// How many months are drawn, with the one that is not over.
const MONTHS: i64 = 12;

/// What was traded in one month, of what stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct MonthSum {
    /// `2026-11`.
    pub month: String,
    /// How many trades.
    pub trades: i64,
    /// What they came to, in smallest parts.
    pub worth: i64,
}

/// Twelve months of trade, up to today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TradeYear {
    /// The day on which it is read.
    pub today: Date,
    /// The months in which anything was traded, in their order.
    pub months: Vec<MonthSum>,
}

/// The first day of the first month that is drawn.
pub fn first_month(today: Date) -> Date {
    today.first_of_month().checked_sub((MONTHS - 1).months()).unwrap_or(today)
}

impl TradeYear {
    /// The bars; none unless two months or more can be compared.
    pub fn view(&self, chrome: &Chrome, place: &Place) -> Option<AnyView> {
        if self.months.len() < 2 {
            return None;
        }
        let (words, language) = (chrome.words(), chrome.language);
        let months = self.drawn();
        let best = months.iter().max_by_key(|(_, _, worth)| *worth)?;
        let trades = months.iter().map(|(_, trades, _)| trades).sum::<i64>();
        let ends = [months.first()?, months.last()?].map(|(month, ..)| month_text(words, *month));
        let text = ChartText {
            title: words.chart_trade_title(),
            about: words.chart_trade_about(&ends[0], &ends[1]),
            sentence: words.chart_trade_sentence(
                trades,
                month_text(words, best.0),
                amount_text(&place.unit, language, best.2),
            ),
            ends,
        };
        let row = |(month, trades, worth): &(Date, i64, i64)| {
            let month = view! { <bdi>{month_text(words, *month)}</bdi> };
            vec![
                month.into_any(),
                view! { {trades.to_string()} }.into_any(),
                amount(&place.unit, language, *worth, false),
            ]
        };
        let behind = Behind {
            summary: words.chart_trade_numbers(),
            caption: words.chart_trade_caption(),
            columns: vec![
                Column::text(words.year_month()),
                Column::number(words.chart_trade_count()),
                Column::number(words.chart_trade_worth()),
            ],
            rows: months.iter().map(row).collect(),
        };
        let bars = Bars { values: months.iter().map(|(_, _, worth)| *worth).collect(), last_is_open: true };
        let figure = |parts| number_text(&place.unit, language, parts);
        Some(bars.view(Hand { language, figure: &figure }, text, behind))
    }

    /// Each month with how many trades and what they came to, from the first in which anything was traded.
    fn drawn(&self) -> Vec<(Date, i64, i64)> {
        let months = std::iter::successors(Some(first_month(self.today)), |month| month.checked_add(1.month()).ok());
        let months = months.take_while(|month| *month <= self.today).map(|month| {
            let named = month.strftime("%Y-%m").to_string();
            let of = self.months.iter().find(|sum| sum.month == named);
            of.map_or((month, 0, 0), |sum| (month, sum.trades, sum.worth))
        });
        months.skip_while(|(_, trades, _)| *trades == 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use leptos::prelude::*;

    use super::{MonthSum, TradeYear, first_month};
    use crate::ui::Theme;
    use crate::ui::style_page::chrome;
    use crate::words::Language;

    fn month(month: &str, trades: i64, worth: i64) -> MonthSum {
        MonthSum { month: month.into(), trades, worth }
    }

    #[test]
    fn trade_by_month_is_said_in_a_sentence_and_a_month_without_any_stands_there_too() {
        let chrome = chrome(Language::English, Theme::Device);
        let year = TradeYear {
            today: date(2027, 1, 31),
            months: vec![month("2026-10", 2, 500), month("2026-12", 7, 9_950), month("2027-01", 1, 100)],
        };
        let html = year.view(&chrome, chrome.place.as_ref().unwrap()).unwrap().to_html().replace("<!>", "");
        let sentence =
            "10 trades in this time; the most in December 2026, worth 99.50\u{a0}leaves. The last month is not over.";
        assert!(html.contains(sentence), "{html}");
        let rows: Vec<&str> = html.split("<th scope=\"row\">").skip(1).collect();
        assert_eq!(rows.len(), 4, "{html}");
        assert!(rows[1].contains("November 2026") && rows[1].contains(">0.00"), "{}", rows[1]);
        let alone = TradeYear { today: date(2027, 1, 31), months: vec![month("2027-01", 1, 100)] };
        assert!(alone.view(&chrome, chrome.place.as_ref().unwrap()).is_none(), "one month compares with nothing");
    }

    #[test]
    fn twelve_months_are_drawn_on_any_day() {
        for (today, first) in [
            (date(2026, 11, 25), date(2025, 12, 1)),
            (date(2028, 2, 29), date(2027, 3, 1)),
            (date(2027, 1, 31), date(2026, 2, 1)),
        ] {
            assert_eq!(first_month(today), first, "{today}");
        }
    }
}
