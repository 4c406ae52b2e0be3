//! The page of the compass: each figure with its chart, what it is, what is healthy, and what may be done.

use axum_extra::routing::TypedPath as _;
use jiff::civil::Date;
use leptos::prelude::*;

use super::{Compass, CompassMonth, SPANS};
use crate::home::balances::ShiftLine;
use crate::ledger::RANGE;
use crate::paths::exchange;
use crate::paths::query::ListQuery;
use crate::ui::chart::{Bars, Behind, ChartText, Hand, Histogram, StepLine};
use crate::ui::text::{amount_text, month_text, number_text};
use crate::ui::{Button, Chrome, Column, EmptyState, Place, Select, amount, page};

/// Who reads it, and what stands beside the figures.
#[derive(Clone, Debug, Default)]
pub struct CompassReader {
    /// They may see what leads on from here: every balance by name.
    pub sees_balances: bool,
    /// Something was ever booked.
    pub has_books: bool,
    /// Where the members together stand today, with the accounts of the exchange's own.
    pub shift: Vec<ShiftLine>,
}

/// What the sections share.
struct Sections<'a> {
    chrome: &'a Chrome,
    place: &'a Place,
    compass: &'a Compass,
}

/// The compass of some months.
pub fn statistics_page(chrome: &Chrome, place: &Place, (compass, reader): (&Compass, &CompassReader)) -> String {
    let (words, title) = (chrome.words(), chrome.words().statistics_title());
    if !reader.has_books {
        let members = chrome.href(&exchange::Members);
        let body = view! {
            <h1>{title.clone()}</h1>
            <EmptyState title=words.statistics_none()><p><a href=members>{words.home_nothing_do()}</a></p></EmptyState>
        };
        return page(chrome, title, body);
    }
    let sections = Sections { chrome, place, compass };
    let csv = chrome.href(&exchange::StatisticsCsv.with_query_params(compass.span.query()));
    let body = view! {
        <h1>{title.clone()}</h1>
        <p>{words.statistics_lede()}</p>
        {sections.form()}
        {sections.trade()}
        {sections.taking_part(reader.sees_balances)}
        {sections.credit()}
        {sections.spread()}
        {sections.stuck()}
        {sections.shift(reader)}
        <p class="actions"><a href=csv>{words.statement_csv()}</a></p>
    };
    page(chrome, title, body)
}

impl Sections<'_> {
    /// Which months.
    fn form(&self) -> AnyView {
        let (words, months) = (self.chrome.words(), &self.compass.span);
        let month = |month: Date| (month.strftime("%Y-%m").to_string(), month_text(words, month));
        let (asked, last) = (months.asked.to_string(), month(months.last).0);
        let choices: Vec<_> = months.choices().into_iter().map(month).collect();
        let spans = SPANS.map(|many| (many.to_string(), words.statistics_so_many(many))).to_vec();
        view! {
            <form class="form inline" method="get" action=self.chrome.href(&exchange::Statistics)>
                <Select name="months" label=words.statistics_months() value=asked options=spans/>
                <Select name="to" label=words.statistics_to() value=last options=choices/>
                <div class="actions"><Button label=words.statistics_show()/></div>
            </form>
        }
        .into_any()
    }

    fn text(&self, parts: i64) -> String {
        amount_text(&self.place.unit, self.chrome.language, parts)
    }

    fn amount(&self, parts: i64) -> AnyView {
        amount(&self.place.unit, self.chrome.language, parts, false)
    }

    /// The months at both ends.
    fn ends(&self) -> [String; 2] {
        [self.compass.span.first, self.compass.span.last].map(|month| month_text(self.chrome.words(), month))
    }

    /// A sentence, and that the last month is not over.
    fn open(&self, sentence: String) -> String {
        if self.compass.span.is_open() {
            format!("{sentence} {}", self.chrome.words().statistics_open())
        } else {
            sentence
        }
    }

    /// The numbers behind a chart, month by month.
    fn behind(&self, caption: String, columns: Vec<Column>, cells: impl Fn(&CompassMonth) -> Vec<AnyView>) -> Behind {
        let words = self.chrome.words();
        let row = |month: &CompassMonth| {
            let first = view! { <bdi>{month_text(words, month.month)}</bdi> }.into_any();
            std::iter::once(first).chain(cells(month)).collect()
        };
        Behind {
            summary: words.chart_trade_numbers(),
            caption,
            columns: std::iter::once(Column::text(words.year_month())).chain(columns).collect(),
            rows: self.compass.months.iter().map(row).collect(),
        }
    }

    /// What members did for each other.
    fn trade(&self) -> AnyView {
        let (words, (trades, worth)) = (self.chrome.words(), self.compass.trade());
        if trades == 0 {
            let said = view! { <p>{words.statistics_nothing()}</p> }.into_any();
            return section(words.statistics_trade_title(), said, words.statistics_trade_about());
        }
        let best = self.compass.months.iter().max_by_key(|month| month.traded.worth);
        let best = best.map_or_else(String::new, |month| month_text(words, month.month));
        let sentence = self.open(words.statistics_trade_sentence(trades, self.text(worth), best));
        let abroad = match self.compass.abroad() {
            (0, 0) => String::new(),
            (bought, sold) => format!(" {}", words.statistics_abroad(self.text(bought), self.text(sold))),
        };
        let ends = self.ends();
        let text = ChartText {
            title: words.chart_trade_title(),
            about: words.statistics_bars(&ends[0], &ends[1]),
            sentence: sentence + &abroad,
            ends,
        };
        let columns = vec![Column::number(words.chart_trade_count()), Column::number(words.chart_trade_worth())];
        let behind = self.behind(words.chart_trade_caption(), columns, |month| {
            let trades = view! { {month.traded.trades.to_string()} }.into_any();
            vec![trades, self.amount(month.traded.worth)]
        });
        let chart = self.bars(|month| month.traded.worth, &|parts| self.figure(parts), (text, behind));
        section(words.statistics_trade_title(), chart, words.statistics_trade_about())
    }

    /// An amount on an axis.
    fn figure(&self, parts: i64) -> String {
        number_text(&self.place.unit, self.chrome.language, parts)
    }

    fn bars(
        &self,
        value: impl Fn(&CompassMonth) -> i64,
        figure: &dyn Fn(i64) -> String,
        (text, behind): (ChartText, Behind),
    ) -> AnyView {
        let values = self.compass.months.iter().map(value).collect();
        let bars = Bars { values, last_is_open: self.compass.span.is_open() };
        bars.view(Hand { language: self.chrome.language, figure }, text, behind)
    }

    /// Who gave or received.
    fn taking_part(&self, sees_balances: bool) -> AnyView {
        let (words, (members, traded, new)) = (self.chrome.words(), self.compass.taking_part());
        let without = members - traded;
        let quiet = match (without, new) {
            (0, _) => String::new(),
            (_, 0) => format!(" {}", words.statistics_without(without)),
            _ => format!(" {} {}", words.statistics_without(without), words.statistics_new(new)),
        };
        let ends = self.ends();
        let text = ChartText {
            title: words.statistics_members_title(),
            about: words.statistics_bars(&ends[0], &ends[1]),
            sentence: words.statistics_members_sentence(members, traded) + &quiet,
            ends,
        };
        let columns = vec![Column::number(words.statistics_traders())];
        let behind = self.behind(words.statistics_members_caption(), columns, |month| {
            vec![view! { {month.traded.traders.to_string()} }.into_any()]
        });
        let chart = self.bars(|month| month.traded.traders, &|count| count.to_string(), (text, behind));
        let link = sees_balances.then(|| {
            let never = ListQuery { show: "never".to_owned(), ..ListQuery::default() };
            let href = self.chrome.href(&exchange::Balances.with_query_params(never));
            view! { <p><a href=href>{words.balances_never()}</a></p> }
        });
        let chart = view! { {chart}{link} }.into_any();
        section(words.statistics_members_title(), chart, words.statistics_members_about())
    }

    /// What members above zero hold, and how long it takes to trade as much.
    fn credit(&self) -> AnyView {
        let (words, compass) = (self.chrome.words(), self.compass);
        let pace =
            compass.days_to_clear().map_or_else(|| words.statistics_no_pace(), |days| words.statistics_pace(days));
        let ends = self.ends();
        let text = ChartText {
            title: words.statistics_credit_title(),
            about: words.statistics_line(&ends[0], &ends[1]),
            sentence: format!("{} {pace}", words.statistics_credit_sentence(self.text(compass.credit()))),
            ends,
        };
        let columns = vec![Column::number(words.statistics_credit())];
        let behind = self.behind(words.statistics_credit_caption(), columns, |month| vec![self.amount(month.credit)]);
        // Each month's credit stands in the middle of its place.
        let steps = (0_i64..).zip(&compass.months).map(|(at, month)| (2 * at + 1, month.credit)).collect();
        let line = StepLine {
            start: compass.months.first().map_or(0, |month| month.credit),
            steps,
            span: 2 * i64::try_from(compass.months.len()).unwrap_or(1),
            limits: (
                0,
                compass.months.iter().map(|month| month.credit).max().filter(|most| *most > 0).unwrap_or(RANGE),
            ),
            marks: Vec::new(),
        };
        let figure = |parts| self.figure(parts);
        let chart = line.view(Hand { language: self.chrome.language, figure: &figure }, text, behind);
        section(words.statistics_credit_title(), chart, words.statistics_credit_about())
    }

    /// How balances are spread.
    fn spread(&self) -> AnyView {
        let (words, compass) = (self.chrome.words(), self.compass);
        let balances: Vec<i64> = compass.holdings.iter().map(|one| one.balance).collect();
        let histogram = Histogram::of(&balances);
        let (below, even, above) = compass.sides();
        let half = match compass.half_held_by() {
            0 => String::new(),
            few => format!(" {}", words.statistics_half(few)),
        };
        let end = |from: Option<i64>| from.map_or_else(String::new, |parts| self.text(parts));
        let last = histogram.steps.last().map(|(from, _)| from.saturating_add(histogram.width));
        let ends = [end(histogram.steps.first().map(|(from, _)| *from)), end(last)];
        let text = ChartText {
            title: words.statistics_spread_title(),
            about: words.statistics_histogram(&ends[0], &ends[1]),
            sentence: words.statistics_spread_sentence(below, above, even) + &half,
            ends,
        };
        let row = |(from, count): &(i64, i64)| {
            let to = self.text(from.saturating_add(histogram.width));
            let from = view! { <bdi>{words.statistics_from_to(self.text(*from), to)}</bdi> }.into_any();
            vec![from, view! { {count.to_string()} }.into_any()]
        };
        let behind = Behind {
            summary: words.statistics_spread_numbers(),
            caption: words.statistics_spread_caption(),
            columns: vec![Column::text(words.balances_balance()), Column::number(words.statistics_members())],
            rows: histogram.steps.iter().map(row).collect(),
        };
        let hand = Hand { language: self.chrome.language, figure: &|count| count.to_string() };
        section(words.statistics_spread_title(), histogram.view(hand, text, behind), words.statistics_spread_about())
    }

    /// What is held beyond what was spent.
    fn stuck(&self) -> AnyView {
        let (words, (stuck, count)) = (self.chrome.words(), self.compass.stuck());
        let sentence = match count {
            0 => words.statistics_not_stuck(),
            _ => words.statistics_stuck_sentence(count, self.text(stuck), self.compass.stuck_share()),
        };
        let said = view! { <p>{sentence}</p> }.into_any();
        section(words.statistics_stuck_title(), said, words.statistics_stuck_about())
    }

    /// Where the members together stand today. Why, is on the page of balances.
    fn shift(&self, reader: &CompassReader) -> AnyView {
        let words = self.chrome.words();
        let members = reader.shift.iter().find(|line| line.code.is_empty()).map_or(0, |line| line.balance);
        let link = reader.sees_balances.then(|| {
            let href = self.chrome.href(&exchange::Balances);
            view! { " "<a href=href>{words.statistics_shift_why()}</a> }
        });
        let said = view! { <p>{words.statistics_shift_sentence(self.text(members))}{link}</p> }.into_any();
        section(words.shift_title(), said, words.statistics_shift_about())
    }
}

/// A figure with what it is, what is healthy and what may be done.
fn section(title: String, shown: AnyView, about: String) -> AnyView {
    view! { <h2>{title}</h2>{shown}<p class="muted">{about}</p> }.into_any()
}
