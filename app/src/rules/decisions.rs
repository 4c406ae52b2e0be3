//! What an exchange decided and its committee did, for every member who may know of it: in words, searched, page by page.

use axum_extra::routing::TypedPath as _;
use leptos::prelude::*;
use strum::{EnumIter, IntoEnumIterator as _};

use super::catalogue::Rule;
use super::matter::Matter;
use super::said;
use crate::journal::figures::limits_text;
use crate::journal::pages::{LineInWords, journal_row};
use crate::journal::{JournalLine, What, figures};
use crate::ledger::Unit;
use crate::paths::exchange;
use crate::paths::query::{Edge, ListQuery};
use crate::roles::Right;
use crate::roles::office::offices_text;
use crate::ui::text::moment_text;
use crate::ui::{self, Chrome, EmptyState, ListPage, ListView, Place};
use crate::words::{Language, Words};

/// What stands before the name of a class where a change of its limits waits.
pub const CLASS: &str = "class:";

/// The word of the choice that the list of work leads to.
pub const ALONE: &str = "alone";

/// Which lines of the journal are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum DecisionsShow {
    /// All that the reader may know.
    All,
    /// What made the rules what they are.
    Rules,
    /// Who holds which office.
    Offices,
    /// Agreements with partners, and proposals.
    Partners,
    /// What the committee did about members and their payments.
    Members,
    /// What somebody of it entered alone in their own favour.
    Alone,
}

impl DecisionsShow {
    /// The choice of that word in a link; all for any other.
    pub fn of_tag(tag: &str) -> Self {
        Self::iter().find(|show| show.tag() == tag).unwrap_or(Self::All)
    }

    fn tag(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Rules => "rules",
            Self::Offices => "offices",
            Self::Partners => "partners",
            Self::Members => "members",
            Self::Alone => ALONE,
        }
    }

    fn text(self, words: &Words) -> String {
        match self {
            Self::All => words.decisions_all(),
            Self::Rules => words.decisions_rules(),
            Self::Offices => words.decisions_offices(),
            Self::Partners => words.decisions_partners(),
            Self::Members => words.decisions_members(),
            Self::Alone => words.decisions_alone(),
        }
    }

    /// Under which choice a line stands.
    fn of(what: What) -> Self {
        match what {
            What::Began
            | What::Rule
            | What::RuleProposed
            | What::RuleAnnounced
            | What::RuleDeclined
            | What::RuleWithdrawn
            | What::RuleFallen
            | What::Class
            | What::Categories
            | What::Import
            | What::Suspended
            | What::Archived
            | What::Lifted
            | What::Quota
            | What::Glass => Self::Rules,
            What::Role
            | What::ChairAsked
            | What::OfficeProposed
            | What::OfficeAnnounced
            | What::OfficeDeclined
            | What::OfficeWithdrawn
            | What::OfficeFallen => Self::Offices,
            What::Agreement | What::Proposed | What::Declined | What::Withdrawn | What::Ended => Self::Partners,
            What::Limits
            | What::ActProposed
            | What::ActConfirmed
            | What::ActDeclined
            | What::ActWithdrawn
            | What::ActFallen
            | What::Member
            | What::Admitted
            | What::NotAdmitted
            | What::Profile
            | What::PaperCode
            | What::Operators
            | What::Invitation
            | What::InvitationEnded
            | What::Sheet
            | What::State
            | What::Erased
            | What::Listing
            | What::Checked
            | What::StillHere
            | What::Subscription
            | What::Remainder
            | What::PayFor
            | What::PayCommon
            | What::Reverse => Self::Members,
        }
    }

    /// What of it somebody with these rights may read.
    pub fn shown(self, may: impl Fn(Right) -> bool) -> Vec<What> {
        let part = if self == Self::Alone { Self::Members } else { self };
        let chosen = |what: &What| self == Self::All || Self::of(*what) == part;
        What::iter().filter(chosen).filter(|what| readers(*what).is_none_or(&may)).collect()
    }
}

/// Which right it takes to read of it; none for what every member may. What is about one member is theirs and the committee's.
pub fn readers(what: What) -> Option<Right> {
    match what {
        What::Began
        | What::Rule
        | What::RuleProposed
        | What::RuleAnnounced
        | What::RuleDeclined
        | What::RuleWithdrawn
        | What::RuleFallen
        | What::Agreement
        | What::Ended
        | What::Role
        | What::Class
        | What::Categories
        | What::OfficeProposed
        | What::OfficeAnnounced
        | What::OfficeDeclined
        | What::OfficeWithdrawn
        | What::OfficeFallen
        | What::Import
        | What::Sheet
        | What::Suspended
        | What::Archived
        | What::Lifted
        | What::Quota
        | What::Glass
        | What::ChairAsked => None,
        What::Proposed | What::Declined | What::Withdrawn => Some(Right::Agree),
        What::Listing => Some(Right::KeepMarket),
        What::NotAdmitted | What::Checked | What::Invitation | What::InvitationEnded => Some(Right::AddMembers),
        What::Limits
        | What::ActProposed
        | What::ActConfirmed
        | What::ActDeclined
        | What::ActWithdrawn
        | What::ActFallen
        | What::Member
        | What::Admitted
        | What::Profile
        | What::PaperCode
        | What::Operators
        | What::State
        | What::Erased
        | What::StillHere
        | What::Subscription
        | What::Remainder
        | What::PayFor
        | What::PayCommon
        | What::Reverse => Some(Right::SeeBalances),
    }
}

/// What a line says to a reader.
pub fn in_words(line: &JournalLine, unit: &Unit, language: Language) -> LineInWords {
    let words = language.words();
    // Whom it is about stands after it.
    let label = match line.what {
        What::Limits => words.decisions_limits(),
        What::Profile => words.decisions_profile(),
        What::PayFor => words.decisions_pay_for(),
        What::State => words.decisions_state(),
        What::Erased => words.decisions_erased(),
        what => act_label(what, &line.object, words),
    };
    match line.what {
        What::Rule
        | What::RuleProposed
        | What::RuleAnnounced
        | What::RuleDeclined
        | What::RuleWithdrawn
        | What::RuleFallen => {
            if let Some(class) = line.object.strip_prefix(CLASS) {
                let (was, becomes) = [&line.was, &line.becomes].map(|text| limits_text(unit, language, text)).into();
                return LineInWords { label: rule_label(line.what, words.decisions_class(class), words), was, becomes };
            }
            let rule = Rule::of_key(&line.object);
            let side = |text: &str| match rule {
                Some(rule) => said::in_words(rule, text, (unit, language)),
                None => text.to_owned(),
            };
            let label = rule.map_or(label, |rule| rule_label(line.what, rule.label(words), words));
            LineInWords { label, was: side(&line.was), becomes: side(&line.becomes) }
        }
        What::Class => {
            let (was, becomes) = figures::change(line, unit, language);
            LineInWords { label: words.decisions_class(&line.object), was, becomes }
        }
        What::Role
        | What::OfficeProposed
        | What::OfficeAnnounced
        | What::OfficeDeclined
        | What::OfficeWithdrawn
        | What::OfficeFallen => {
            let side = |kept: &str| offices_text(words, kept);
            LineInWords { label, was: side(&line.was), becomes: side(&line.becomes) }
        }
        _ => {
            let (was, becomes) = figures::change(line, unit, language);
            LineInWords { label, was, becomes }
        }
    }
}

/// What was done; of what is about no account of ours, to what.
fn act_label(what: What, object: &str, words: &Words) -> String {
    match Matter::of_key(object).0 {
        Matter::Admission => format!("{} {}", what.sentence(words), words.decisions_admission()),
        Matter::Agreement => format!("{} {}", what.sentence(words), words.decisions_of_agreement()),
        _ => what.sentence(words),
    }
}

/// A rule by its name, and how far its change has come.
fn rule_label(what: What, rule: String, words: &Words) -> String {
    match what {
        What::RuleProposed => words.decisions_rule_proposed(rule),
        What::RuleAnnounced => words.decisions_rule_announced(rule),
        What::RuleDeclined => words.decisions_rule_declined(rule),
        What::RuleWithdrawn => words.decisions_rule_withdrawn(rule),
        What::RuleFallen => words.decisions_rule_fallen(rule),
        _ => rule,
    }
}

/// The page of decisions; `in_committee` may read of what is done about members.
pub fn decisions_page(
    chrome: &Chrome,
    place: &Place,
    (query, page): (ListQuery, ListPage<JournalLine>),
    may: impl Fn(Right) -> bool,
) -> String {
    let words = chrome.words();
    let csv = chrome.href(&exchange::DecisionsCsv.with_query_params(query.from(Edge::Start)));
    let asked = !query.q.trim().is_empty() || !query.show.is_empty();
    let offered = DecisionsShow::iter().filter(|show| !show.shown(&may).is_empty());
    let view = ListView {
        path: exchange::Decisions,
        query,
        search: words.decisions_search(),
        shows: offered.map(|show| (show.tag().to_owned(), show.text(words))).collect(),
        sorts: Vec::new(),
    };
    let zone = &place.zone;
    let pager = view.pager(chrome, &page, |line| (line.edge(), moment_text(words, line.entered_at, zone)));
    let none = page.lines.is_empty().then(|| {
        let all = asked.then(|| {
            view! { <p><a href=chrome.href(&exchange::Decisions)>{words.decisions_link()}</a></p> }.into_any()
        });
        view! { <EmptyState title=words.decisions_none()>{all}</EmptyState> }
    });
    let rows: Vec<_> =
        page.lines.iter().map(|line| journal_row(chrome, line, in_words(line, &place.unit, chrome.language))).collect();
    let body = view! {
        <h1>{words.decisions_title()}</h1>
        {super::pages::tabs(chrome, true)}
        <p class="lede">{words.decisions_lede()}</p>
        {view.form(chrome)}
        {none}
        <ul class="rows">{rows}</ul>
        {pager}
        <p class="actions"><a href=csv>{words.statement_csv()}</a></p>
    };
    ui::page(chrome, words.decisions_title(), body)
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::{DecisionsShow, in_words, readers};
    use crate::ids::Code;
    use crate::journal::{JournalLine, What};
    use crate::ledger::Unit;
    use crate::roles::Right;
    use crate::time::Instant;
    use crate::words::Language::{English, Spanish};

    fn line(what: What, object: &str, (was, becomes): (&str, &str)) -> JournalLine {
        JournalLine {
            what,
            object: object.into(),
            was: was.into(),
            becomes: becomes.into(),
            why: String::new(),
            entered_by: String::new(),
            entered_at: Instant(0),
            seconded_by: String::new(),
            in_force_from: Instant(0),
            code: Code::stored(""),
            member: String::new(),
            act: 7,
            line: 0,
            favour: 0,
        }
    }

    #[test]
    fn every_line_is_shown_to_somebody_once_and_to_members_only_what_is_about_no_member() {
        let (all, nobody) = (|_: Right| true, |_: Right| false);
        assert_eq!(DecisionsShow::All.shown(all).len(), What::iter().count());
        let parts = DecisionsShow::iter().filter(|show| ![DecisionsShow::All, DecisionsShow::Alone].contains(show));
        assert_eq!(parts.map(|show| show.shown(all).len()).sum::<usize>(), What::iter().count());
        let members = DecisionsShow::All.shown(nobody);
        assert_eq!(members.len(), 25, "{members:?}");
        assert!(members.contains(&What::RuleProposed) && !members.contains(&What::Proposed));
        assert_eq!(readers(What::Reverse), Some(Right::SeeBalances));
    }

    #[test]
    fn a_line_says_what_was_and_what_became_of_it_in_both_languages() {
        let unit =
            Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false };
        for (line, english, spanish) in [
            (
                line(What::Limits, "RIVR0002", ("-100.00 120.00 -90.00 108.00", "-150.50 none -100.00 none")),
                "may owe up to 150.50\u{a0}leaves, hold up to any amount; warned beyond 100.00\u{a0}leaves and any amount",
                "puede deber hasta 150,50\u{a0}leaves, tener hasta cualquier cantidad; aviso a partir de 100,00\u{a0}leaves y cualquier cantidad",
            ),
            (
                line(What::Reverse, "x", ("RIVR0001", "8.00 RIVR0002")),
                "RIVR0002, 8.00\u{a0}leaves",
                "RIVR0002, 8,00\u{a0}leaves",
            ),
            (
                line(What::PayFor, "x", ("RIVR0001", "1.00 HILL0002")),
                "HILL0002, 1.00\u{a0}leaf",
                "HILL0002, 1,00\u{a0}leaf",
            ),
            (
                line(What::Role, "RIVR0001", ("treasurer", "chair treasurer")),
                "Chair, Treasurer",
                "Presidencia, Tesorería",
            ),
            (
                line(What::Agreement, "7", ("", "hilltop 10:12.5")),
                "hilltop; 10 here for 12.5 there",
                "hilltop; 10 aquí por 12,5 allí",
            ),
            (
                line(What::Rule, "default_max", ("", "12\u{202f}345.50\u{a0}leaves")),
                "12\u{202f}345.50\u{a0}leaves",
                "12\u{202f}345,50\u{a0}leaves",
            ),
            (
                line(What::Rule, "default_min", ("", "\u{2212}80.00\u{a0}leaves")),
                "\u{2212}80.00\u{a0}leaves",
                "\u{2212}80,00\u{a0}leaves",
            ),
            (
                line(What::Rule, "default_min", ("", "\u{2212}80\u{a0}old leaves")),
                "\u{2212}80\u{a0}old leaves",
                "\u{2212}80\u{a0}old leaves",
            ),
            (line(What::Rule, "default_max", ("", "∞")), "any amount", "cualquier cantidad"),
            (line(What::Rule, "units_per_hour", ("", "12.5")), "12.5", "12,5"),
            (line(What::Rule, "show_balances", ("no", "yes")), "Yes", "Sí"),
            (line(What::Rule, "hue", ("9", "3")), "Terracotta", "Terracota"),
            (line(What::Rule, "help", ("usual", "own")), "Our own words", "Con palabras propias"),
            (line(What::Rule, "unit_counts", ("0", "time")), "Hours and minutes", "Horas y minutos"),
            (line(What::Limits, "RIVR0002", ("", "")), "", ""),
        ] {
            assert_eq!(in_words(&line, &unit, English).becomes, english);
            assert_eq!(in_words(&line, &unit, Spanish).becomes, spanish);
        }
    }
}
