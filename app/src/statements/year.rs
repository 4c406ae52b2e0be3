//! A year of one account in one line, the sentence that says it, and the balance at the end of each month behind it.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::ids::AccountId;
use crate::ledger::Account;
use crate::time::{Instant, start_of};
use crate::ui::chart::{Behind, ChartText, Hand, StepLine};
use crate::ui::text::{amount_text, day_text, month_text, number_text};
use crate::ui::{Chrome, Column, Place, Voice, amount};

/// How many entries a line is drawn of; whoever has more in a year sees as many of the last.
pub const MOST: i64 = 400;

/// What the line needs of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearEntry {
    /// When it came to stand in the account's order.
    pub stood_at: Instant,
    /// Positive when received.
    pub amount: i64,
    /// The balance after it.
    pub balance_after: i64,
    /// The account on the other side, here.
    pub other: AccountId,
    /// Who stands behind it in a partner exchange; empty for whoever is here.
    pub partner_code: String,
}

impl YearEntry {
    /// Those of a text in which each is a line of place, moment, amount, balance, account and code, in any order; by their places. As
    /// rows of their own, four hundred of them cost twice as much as all else on a home page.
    pub fn strung(lines: &str) -> Vec<Self> {
        let mut entries: Vec<(i64, Self)> = lines.lines().filter_map(Self::of_line).collect();
        entries.sort_unstable_by_key(|(place, _)| *place);
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    fn of_line(line: &str) -> Option<(i64, Self)> {
        let mut cells = line.splitn(6, ',');
        let mut number = || cells.next()?.parse::<i64>().ok();
        let (place, stood_at, amount, balance_after, other) = (number()?, number()?, number()?, number()?, number()?);
        let partner_code = cells.next()?.to_owned();
        Some((
            place,
            Self { stood_at: Instant(stood_at), amount, balance_after, other: AccountId(other), partner_code },
        ))
    }
}

/// The day on which the year begins that ends today.
pub fn first_day(today: Date) -> Date {
    today.checked_sub(1.year()).unwrap_or(today)
}

/// A year of an account: the one up to today, or a calendar year.
#[derive(Clone, Debug)]
pub struct Year {
    /// The day on which it is read, or the last of a calendar year that is over.
    pub last: Date,
    /// It is the calendar year, and not the last twelve months.
    pub calendar: bool,
    /// Its entries, in their order; the last [`MOST`] of them at most.
    pub entries: Vec<YearEntry>,
}

impl Year {
    /// The twelve months up to today.
    pub fn up_to(today: Date, entries: Vec<YearEntry>) -> Self {
        Self { last: today, calendar: false, entries }
    }

    /// The first day that is drawn.
    fn first(&self) -> Date {
        if self.calendar { self.last.first_of_year() } else { first_day(self.last) }
    }

    /// What the line is called: "Your balance over a year".
    pub fn title(&self, voice: Voice) -> String {
        if self.calendar { voice.year_title_in(self.last.year().to_string()) } else { voice.year_title() }
    }

    /// The line, its sentence and its months, told to the one or of the one whose account it is; none where nothing was booked.
    pub fn view(&self, voice: Voice, (chrome, place): (&Chrome, &Place), account: &Account) -> Option<AnyView> {
        let words = chrome.words();
        let line = self.line(place, account)?;
        let ends = self.ends(chrome);
        let text = ChartText {
            title: self.title(voice),
            about: words.year_about(&ends[0], &ends[1]),
            sentence: self.sentence(voice, (chrome, place))?,
            ends,
        };
        let behind = self.behind(chrome, place, words.year_caption());
        let figure = |parts| number_text(&place.unit, chrome.language, parts);
        Some(line.view(Hand { language: chrome.language, figure: &figure }, text, behind))
    }

    /// The line alone; none where nothing was booked.
    pub fn line(&self, place: &Place, account: &Account) -> Option<StepLine> {
        let first = self.first();
        let days = |day: Date| first.duration_until(day).as_hours() / 24;
        let steps = self.entries.iter().map(|entry| (days(entry.stood_at.day(&place.zone)), entry.balance_after));
        Some(StepLine {
            start: self.start()?,
            steps: steps.collect(),
            span: days(self.last).max(1),
            limits: (account.min_balance, account.max_balance),
            marks: Vec::new(),
        })
    }

    /// The months at its ends.
    pub fn ends(&self, chrome: &Chrome) -> [String; 2] {
        [month_text(chrome.words(), self.first()), month_text(chrome.words(), self.last)]
    }

    /// The balance at the end of each month, below a caption.
    pub fn behind(&self, chrome: &Chrome, place: &Place, caption: String) -> Behind {
        let words = chrome.words();
        let row = |(month, parts): (Date, i64)| {
            let month = view! { <bdi>{month_text(words, month)}</bdi> };
            vec![month.into_any(), amount(&place.unit, chrome.language, parts, true)]
        };
        Behind {
            summary: words.year_numbers(),
            caption,
            columns: vec![Column::text(words.year_month()), Column::number(words.balances_balance())],
            rows: self.months(place).into_iter().map(row).collect(),
        }
    }

    /// The sum of what came in and of what went out, of the entries that are drawn.
    pub fn sums(&self) -> (i64, i64) {
        let sum = |sign: i64| self.entries.iter().map(|entry| (entry.amount * sign).max(0)).sum();
        (sum(1), sum(-1))
    }

    /// The balance before the first entry; none if there is none.
    fn start(&self) -> Option<i64> {
        self.entries.first().map(|entry| entry.balance_after - entry.amount)
    }

    /// There may be more entries than are drawn.
    pub fn is_cut(&self) -> bool {
        i64::try_from(self.entries.len()).is_ok_and(|entries| entries >= MOST)
    }

    fn sentence(&self, voice: Voice, (chrome, place): (&Chrome, &Place)) -> Option<String> {
        let words = chrome.words();
        let text = |parts| amount_text(&place.unit, chrome.language, parts);
        let (given, taken) = self.sums();
        let (given, taken) = (text(given), text(taken));
        let others: BTreeSet<_> = self.entries.iter().map(|entry| (entry.other.0, &entry.partner_code)).collect();
        let others = words.year_neighbours(i64::try_from(others.len()).unwrap_or(i64::MAX));
        let (first, start) = (self.entries.first()?, self.start()?);
        // Whoever began at nothing may have joined since; of whom there is more than is drawn, it is said from when.
        if self.is_cut() || (start == 0 && !self.calendar) {
            let begins = words.year_begins(day_text(words, first.stood_at.day(&place.zone)));
            return Some(format!("{begins} {}", voice.year_since(given, taken, others)));
        }
        if self.calendar {
            return Some(format!("{} {}", voice.year_opened(text(start)), voice.year_in(given, taken, others)));
        }
        Some(format!("{} {}", voice.year_start(text(start)), voice.year_since(given, taken, others)))
    }

    /// Each month with the balance at its end, or today's; of whom there is more than is drawn, from the first that is whole.
    fn months(&self, place: &Place) -> Vec<(Date, i64)> {
        let begins = self.entries.first().filter(|_| self.is_cut());
        let from = begins.map_or(self.first(), |entry| entry.stood_at.day(&place.zone));
        let months = std::iter::successors(Some(from.first_of_month()), |month| month.checked_add(1.month()).ok());
        let months = months.take_while(|month| *month <= self.last);
        let at_end = |month: Date| {
            let over = month.checked_add(1.month()).map_or(Instant(i64::MAX), |next| start_of(next, &place.zone));
            let before = self.entries.partition_point(|entry| entry.stood_at < over);
            let last = before.checked_sub(1).and_then(|last| self.entries.get(last));
            last.map_or(self.start(), |entry| Some(entry.balance_after)).unwrap_or(0)
        };
        months.map(|month| (month, at_end(month))).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use jiff::tz::TimeZone;
    use leptos::prelude::*;

    use super::{MOST, Year, YearEntry};
    use crate::ids::{AccountId, Code};
    use crate::ledger::{Account, RANGE};
    use crate::time::start_of;
    use crate::ui::style_page::chrome;
    use crate::ui::{Acting, Chrome, Theme, Voice};
    use crate::words::Language;

    fn entry(day: Date, amount: i64, balance_after: i64, other: i64) -> YearEntry {
        let stood_at = start_of(day, &TimeZone::UTC);
        YearEntry { stood_at, amount, balance_after, other: AccountId(other), partner_code: String::new() }
    }

    fn drawn(chrome: &Chrome, entries: Vec<YearEntry>) -> Option<String> {
        let account = Account {
            balance: 0,
            min_balance: -10_000,
            max_balance: RANGE,
            warn_min: -8_000,
            warn_max: RANGE,
            may_debit: true,
            may_credit: true,
        };
        let year = Year::up_to(date(2026, 11, 25), entries);
        view(&year, Voice::of(chrome), (chrome, &account))
    }

    fn view(year: &Year, voice: Voice, (chrome, account): (&Chrome, &Account)) -> Option<String> {
        let place = chrome.place.as_ref().unwrap();
        Some(year.view(voice, (chrome, place), account)?.to_html().replace("<!>", ""))
    }

    #[test]
    fn a_calendar_year_is_told_by_its_number_from_january_on() {
        let chrome = chrome(Language::English, Theme::Device);
        let account = Account {
            balance: 0,
            min_balance: -10_000,
            max_balance: RANGE,
            warn_min: -8_000,
            warn_max: RANGE,
            may_debit: true,
            may_credit: true,
        };
        let entries = vec![entry(date(2025, 2, 3), 1_000, 2_450, 1), entry(date(2025, 12, 31), -500, 1_950, 2)];
        let year = Year { last: date(2025, 12, 31), calendar: true, entries };
        let html = view(&year, Voice::about(&chrome, "Ben"), (&chrome, &account)).unwrap();
        let sentence = "At the beginning of the year Ben’s balance was 14.50\u{a0}leaves. In that year Ben gave what is worth \
                        10.00\u{a0}leaves and received what is worth 5.00\u{a0}leaves, with 2 neighbours.";
        assert!(html.contains(sentence) && html.contains("<title>Ben’s balance in 2025</title>"), "{html}");
        let rows: Vec<&str> = html.split("<th scope=\"row\">").skip(1).collect();
        assert_eq!(rows.len(), 12, "{html}");
        assert!(rows[0].contains("January 2025") && rows[0].contains(">14.50"), "{}", rows[0]);
        assert!(rows[11].contains("December 2025") && rows[11].contains(">19.50"), "{}", rows[11]);
    }

    #[test]
    fn a_year_is_said_in_a_sentence_and_its_months_are_behind_it() {
        let entries = vec![
            entry(date(2025, 12, 3), 1_000, 2_450, 1),
            entry(date(2025, 12, 31), -500, 1_950, 2),
            entry(date(2026, 3, 1), -2_450, -500, 1),
        ];
        let html = drawn(&chrome(Language::English, Theme::Device), entries.clone()).unwrap();
        let sentence = "A year ago your balance was 14.50\u{a0}leaves. Since then you gave what is worth 10.00\u{a0}leaves and \
                        received what is worth 29.50\u{a0}leaves, with 2 neighbours.";
        assert!(html.contains(sentence), "{html}");
        let rows: Vec<&str> = html.split("<th scope=\"row\">").skip(1).collect();
        assert_eq!(rows.len(), 13, "{html}");
        for (row, month, balance) in [
            (0, "November 2025", "14.50"),
            (1, "December 2025", "19.50"),
            (3, "February 2026", "19.50"),
            (4, "March 2026", "\u{2212}5.00"),
            (12, "November 2026", "\u{2212}5.00"),
        ] {
            assert!(rows[row].contains(month) && rows[row].contains(&format!(">{balance}\u{a0}")), "{}", rows[row]);
        }
        let spanish = drawn(&chrome(Language::Spanish, Theme::Device), entries).unwrap();
        assert!(spanish.contains("Hace un año tu saldo era de 14,50\u{a0}leaves."), "{spanish}");
    }

    #[test]
    fn whoever_acts_for_a_member_reads_their_name() {
        let mut chrome = chrome(Language::English, Theme::Device);
        if let Some(place) = &mut chrome.place {
            place.acting =
                Some(Acting { name: "Ben".into(), code: Code::new("RIVR", 2), on_behalf: true, by_office: true });
        }
        let html = drawn(&chrome, vec![entry(date(2025, 12, 3), 1_000, 2_450, 1)]).unwrap();
        let sentence =
            "A year ago Ben’s balance was 14.50\u{a0}leaves. Since then Ben gave what is worth 10.00\u{a0}leaves";
        assert!(html.contains(sentence) && html.contains("<title>Ben’s balance over a year</title>"), "{html}");
    }

    #[test]
    fn a_year_in_which_somebody_began_is_told_from_their_first_day() {
        let chrome = chrome(Language::English, Theme::Device);
        let html = drawn(&chrome, vec![entry(date(2026, 9, 3), -300, -300, 1)]).unwrap();
        let sentence = "The line begins on 3 September 2026. Since then you gave what is worth 0.00\u{a0}leaves and received what is worth 3.00\u{a0}leaves, with one neighbour.";
        assert!(html.contains(sentence), "{html}");
        assert_eq!(drawn(&chrome, vec![]), None, "nothing to draw");
    }

    #[test]
    fn whoever_trades_every_day_sees_their_last_entries_and_from_when() {
        let chrome = chrome(Language::English, Theme::Device);
        let entries = (0..MOST).map(|i| entry(date(2026, 10, 30), 1, 5_000 + i, i % 7)).collect();
        let html = drawn(&chrome, entries).unwrap();
        assert!(html.contains("The line begins on 30 October 2026. Since then you gave what is worth 4.00"), "{html}");
        assert_eq!(html.matches("<th scope=\"row\">").count(), 2, "{html}");
    }
}
