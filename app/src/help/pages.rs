//! The pages of help, and the form by which a committee says it in its own words.

use leptos::prelude::*;

use super::{HelpForm, LONGEST, OwnText};
use crate::forms::{FieldError, limit};
use crate::hosting::pages::rule_of_thumb;
use crate::ledger::{RANGE, Unit};
use crate::paths::{exchange, installation};
use crate::rate::UnitsPerHour;
use crate::ui::{ButtonLink, Chrome, Hidden, TextArea, act_marks, error_of, form_page, shared_page};
use crate::words::Language;

/// What the page of an exchange is made of.
#[derive(Clone, Debug)]
pub struct HelpPage {
    /// Its name.
    pub exchange: String,
    /// What it counts in.
    pub unit: Unit,
    /// How far a new member may go below zero, and above.
    pub limits: (i64, i64),
    /// What an hour of ordinary work is worth, if that was ever decided.
    pub rate: Option<UnitsPerHour>,
    /// Members see each other's balances.
    pub shows_balances: bool,
    /// Its own words instead of everybody's, and their language.
    pub own: Option<(String, Language)>,
    /// The reader may change them.
    pub may_change: bool,
}

/// A question and the paragraphs that answer it.
struct HelpAnswer {
    question: String,
    says: Vec<String>,
}

fn answers(all: Vec<HelpAnswer>) -> AnyView {
    let part = |HelpAnswer { question, says }| {
        let says: Vec<_> = says.into_iter().map(|text| view! { <p><bdi>{text}</bdi></p> }).collect();
        view! { <h2>{question}</h2>{says} }
    };
    all.into_iter().map(part).collect_view().into_any()
}

/// How it works in an exchange.
pub fn help_page(chrome: &Chrome, data: &HelpPage) -> String {
    let words = chrome.words();
    let text = match &data.own {
        Some((text, language)) => own(text, *language),
        None => answers(usual(chrome, data)),
    };
    let change = data.may_change.then(|| {
        view! { <a href=chrome.href(&exchange::HelpText)>{words.help_change()}</a> }
    });
    let body = view! {
        <h1>{words.help_title()}</h1>
        {text}
        <h2>{words.help_ask()}</h2>
        <p>{words.help_ask_how()}</p>
        <p class="actions"><ButtonLink href=chrome.href(&exchange::Contact) label=words.contact_title()/>{change}</p>
    };
    shared_page(chrome, words.help_title(), words.help_says(&data.exchange), body)
}

/// The exchange's own words, in the language in which it writes; a line is a paragraph.
fn own(text: &str, language: Language) -> AnyView {
    let lines: Vec<_> =
        text.lines().filter(|line| !line.is_empty()).map(|line| view! { <p>{line.to_owned()}</p> }).collect();
    view! { <div lang=language.tag() dir="auto">{lines}</div> }.into_any()
}

/// What everybody says, with the figures of this exchange.
fn usual(chrome: &Chrome, data: &HelpPage) -> Vec<HelpAnswer> {
    let words = chrome.words();
    let (min, max) = data.limits;
    let amount = |parts: i64| match (parts.saturating_abs(), limit::write(&data.unit, chrome.language, parts)) {
        (RANGE.., _) => words.help_any(),
        (_, figure) if data.unit.is_time => format!("{figure}\u{a0}{}", data.unit.symbol),
        (_, figure) => format!("{figure}\u{a0}{}", data.unit.plural),
    };
    let mut balance = vec![words.help_balance_is(), words.help_balance_sum()];
    balance.extend(rule_of_thumb(chrome, &data.unit, data.rate));
    let owe = match min {
        0 => vec![words.help_owe_not()],
        _ => vec![words.help_owe_yes(), words.help_owe_how_far(amount(min))],
    };
    let hold = if max >= RANGE { words.help_hold_any() } else { words.help_hold(amount(max)) };
    let seen = if data.shows_balances { words.help_seen_open() } else { words.help_seen_closed() };
    let answer = |question, says| HelpAnswer { question, says };
    vec![
        answer(words.help_balance(), balance),
        answer(words.help_owe(), owe.into_iter().chain([hold, words.help_limits_own()]).collect()),
        answer(words.help_wrong(), vec![words.help_wrong_speak(), words.help_wrong_undo()]),
        answer(words.help_seen(), vec![words.help_seen_members(), seen, words.help_seen_strangers()]),
        answer(words.help_password(), vec![words.help_password_mail(), words.help_password_none()]),
        answer(words.help_leave(), vec![words.help_leave_zero(), words.help_leave_stays()]),
    ]
}

/// How the installation works, for whoever is in no exchange or between two.
pub fn installation_help_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    let answer = |question, says| HelpAnswer { question, says };
    let all = vec![
        answer(words.help_here(), vec![words.front_lede()]),
        answer(words.help_join(), vec![words.help_join_how()]),
        answer(words.help_in(), vec![words.help_in_how()]),
        answer(words.help_password(), vec![words.help_password_mail(), words.help_password_none()]),
        answer(words.help_else(), vec![words.help_else_how()]),
    ];
    let front = installation::Front.to_string();
    let body = view! {
        <h1>{words.help_title()}</h1>
        {answers(all)}
        <p class="actions"><ButtonLink href=front label=words.nav_exchanges()/></p>
    };
    shared_page(chrome, words.help_title(), words.help_says(words.app_name()), body)
}

/// The form of the exchange's own words.
pub fn own_text_page(chrome: &Chrome, which: OwnText, form: &HelpForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let error = |field| error_of(errors, field);
    let (title, lede, label, hint) = match which {
        OwnText::Help => (words.help_change(), words.help_change_lede(), words.help_text(), words.help_text_hint()),
        OwnText::Agreement => (
            words.agreement_change(),
            words.agreement_change_lede(),
            words.agreement_text(),
            words.agreement_text_hint(),
        ),
    };
    let (here, back) = match which {
        OwnText::Help => (chrome.href(&exchange::HelpText), chrome.href(&exchange::Help)),
        OwnText::Agreement => (chrome.href(&exchange::AgreementText), chrome.href(&exchange::Settings)),
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lede">{lede}</p>
        <form class="form" method="post" action=here novalidate>
            {act_marks(chrome, &form.id)}
            <Hidden name="version" value=form.version.clone()/>
            <TextArea name="text" label=label value=form.text.clone() hint=hint rows=12
                error=error("text") maxlength=u32::try_from(LONGEST).ok()/>
            <TextArea name="reason" label=words.settings_reason() value=form.reason.clone() hint=words.settings_reason_hint()
                error=error("reason") maxlength=500/>
            <div class="actions"><button>{words.settings_button()}</button><a href=back>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, title, errors, body)
}

#[cfg(test)]
mod tests {
    use super::{HelpPage, help_page};
    use crate::ledger::{RANGE, Unit};
    use crate::ui::Theme;
    use crate::ui::style_page::chrome;
    use crate::words::Language::{self, English, Spanish};

    fn said(language: Language, limits: (i64, i64), own: Option<&str>) -> String {
        let unit =
            Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false };
        let data = HelpPage {
            exchange: "Riverside".into(),
            unit,
            limits,
            rate: "10".parse().ok(),
            shows_balances: false,
            own: own.map(|text| (text.to_owned(), English)),
            may_change: false,
        };
        help_page(&chrome(language, Theme::Device), &data)
    }

    #[test]
    fn help_says_the_figures_of_the_exchange_in_the_readers_language() {
        let html = said(English, (-10_000, 20_000), None);
        for text in ["100.00\u{a0}leaves", "200.00\u{a0}leaves", "about 10\u{a0}leaves", "May I owe?"] {
            assert!(html.contains(text), "{text}: {html}");
        }
        assert!(said(Spanish, (-10_000, RANGE), None).contains("100,00\u{a0}leaves"));
        assert!(!said(English, (0, RANGE), None).contains("0.00\u{a0}leaves"), "who may not owe reads no figure");
    }

    #[test]
    fn the_exchanges_own_words_stand_instead_of_everybodys_and_are_text() {
        let html = said(Spanish, (-10_000, 20_000), Some("Ask <Ada>.\n\nOr ring the bell."));
        assert!(
            html.contains("<div lang=\"en\" dir=\"auto\"><p>Ask &lt;Ada&gt;.</p><p>Or ring the bell.</p></div>"),
            "{html}"
        );
        assert!(!html.contains("100,00"), "{html}");
    }
}
