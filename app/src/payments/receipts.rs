//! The receipt of a payment within an exchange, and what is said of a form that was used already.

use axum_extra::routing::TypedPath as _;
use leptos::prelude::*;

use super::wrong::{Mistaken, wrong};
use crate::ids::{Code, TransferId};
use crate::paths::exchange;
use crate::paths::query::RulesQuery;
use crate::time::Instant;
use crate::ui::chrome::href_in;
use crate::ui::text::{amount_text, day_text, moment_text};
use crate::ui::{ButtonKind, ButtonLink, Chrome, Face, FaceSize, Notice, Place, Tone, Voice, amount, page};
use crate::words::Words;

/// A transfer as one of its parties, or the committee, sees it.
#[derive(Clone, Debug)]
pub struct ReceiptView {
    /// Its id, which is its reference.
    pub id: TransferId,
    /// Its place in the books, by which it is spoken of.
    pub number: i64,
    /// Payer's code and name.
    pub payer: (Code, String),
    /// Payee's code and name.
    pub payee: (Code, String),
    /// How much.
    pub amount: i64,
    /// What for; none once erased.
    pub description: Option<String>,
    /// When it was entered.
    pub booked_at: Instant,
    /// Which side the reader is on.
    pub side: ReaderSide,
    /// The reader's balance after it, and whether it crossed their warn line.
    pub after: Option<(i64, bool)>,
    /// The committee entered it for the payer.
    pub on_behalf: bool,
    /// The transfer that it undoes.
    pub reverses: Option<Undoes>,
    /// What undid it.
    pub undone: Option<UndoneBy>,
    /// Why it passed the limits; empty if it did not.
    pub waiver: String,
    /// It was taken over from the exchange's earlier books.
    pub imported: bool,
    /// The version of the rules that it was booked under.
    pub rules_version: i64,
}

/// What a transfer undoes.
#[derive(Clone, Copy, Debug)]
pub struct Undoes {
    /// The first transfer.
    pub id: TransferId,
    /// The payee gave it back; a committee undid it, if not.
    pub gives_back: bool,
}

/// What became of a transfer that was undone.
#[derive(Clone, Debug)]
pub struct UndoneBy {
    /// The transfer that undoes it.
    pub id: TransferId,
    /// When.
    pub at: Instant,
    /// The payee gave it back; a committee undid it, if not.
    pub given_back: bool,
    /// Who: a person of our committee, the partner's committee, or the payee.
    pub who: String,
    /// Why; none once erased.
    pub why: Option<String>,
}

/// That it was undone, when, by whom and why, with the way to the payment that undid it.
pub(super) fn undone_notice(chrome: &Chrome, place: &Place, undone: &UndoneBy) -> AnyView {
    let words = chrome.words();
    let href = chrome.href(&exchange::Transfer { id: undone.id.to_string() });
    let why = undone.why.clone().unwrap_or_else(|| words.receipt_words_erased());
    let (day, who) = (day_text(words, undone.at.day(&place.zone)), undone.who.clone());
    let (text, link) = if undone.given_back {
        (words.receipt_given_back(day, who, why), words.receipt_given_back_link())
    } else {
        (words.receipt_undone(day, who, why), words.receipt_undone_link())
    };
    view! { <Notice tone=Tone::Warning><p><bdi>{text}</bdi></p><p><a href=href>{link}</a></p></Notice> }.into_any()
}

/// That it undoes another, or gives it back, with the way to that.
pub(super) fn undoes_notice(chrome: &Chrome, undoes: Undoes) -> AnyView {
    let words = chrome.words();
    let href = chrome.href(&exchange::Transfer { id: undoes.id.to_string() });
    let text = if undoes.gives_back { words.receipt_gives_back() } else { words.receipt_reverses() };
    view! { <Notice><p><a href=href>{text}</a></p></Notice> }.into_any()
}

/// Which side of a transfer the reader is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderSide {
    /// The reader paid.
    Payer,
    /// The reader was paid.
    Payee,
    /// The committee reads.
    Neither,
}

/// Why a receipt is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Somebody asked for it, or has just paid.
    Asked,
    /// The form was sent before.
    Repeated,
    /// The id was used for something else.
    OtherTerms,
}

/// The receipt.
pub fn receipt_page(chrome: &Chrome, place: &Place, receipt: &ReceiptView, why: Why) -> String {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let text = amount_text(unit, language, receipt.amount);
    let voice = Voice::of(chrome);
    let sentence = match receipt.side {
        ReaderSide::Payer if voice.acted_for.is_none() => words.receipt_paid(text, &receipt.payee.1),
        ReaderSide::Payee if voice.acted_for.is_none() => words.receipt_received(&receipt.payer.1, text),
        ReaderSide::Payer | ReaderSide::Payee | ReaderSide::Neither => {
            words.receipt_other(&receipt.payer.1, text, &receipt.payee.1)
        }
    };
    let notice = match why {
        Why::Asked => None,
        Why::Repeated => Some(words.receipt_repeated()),
        Why::OtherTerms => Some(words.receipt_other_terms()),
    };
    let title = if why == Why::OtherTerms { words.receipt_other_terms_title() } else { words.receipt_title() };
    let after = receipt.after.map(|(balance, _)| {
        view! { <div><dt>{if voice.acted_for.is_some() { voice.check_after() } else { words.receipt_balance_after() }}</dt><dd>{amount(unit, language, balance, true)}</dd></div> }
    });
    let warned = receipt
        .after
        .filter(|(_, warned)| *warned)
        .map(|_| view! { <Notice tone=Tone::Warning text=voice.receipt_warned()/> });
    let reverses = receipt.reverses.map(|undoes| undoes_notice(chrome, undoes));
    let on_behalf =
        (receipt.on_behalf && receipt.reverses.is_none()).then(|| view! { <Notice text=words.receipt_on_behalf()/> });
    let imported = receipt.imported.then(|| view! { <Notice text=words.receipt_imported()/> });
    // Of what undoes another, why is what it is for.
    let waiver = (!receipt.waiver.is_empty() && receipt.reverses.is_none())
        .then(|| view! { <div><dt>{words.receipt_waiver()}</dt><dd><bdi>{receipt.waiver.clone()}</bdi></dd></div> });
    let undone = receipt.undone.as_ref().map(|undone| undone_notice(chrome, place, undone));
    let stands = receipt.undone.is_none() && receipt.reverses.is_none();
    let undo = (stands && receipt.side == ReaderSide::Neither).then(|| {
        let href = chrome.href(&exchange::Reverse { id: receipt.id.to_string() });
        view! { <p><a href=href>{words.reverse_title()}</a></p> }
    });
    let other = if receipt.side == ReaderSide::Payee { &receipt.payer } else { &receipt.payee };
    let description = receipt.description.clone().unwrap_or_else(|| words.receipt_words_erased());
    let body = view! {
        <h1>{title.clone()}</h1>
        {notice.map(|text| view! { <Notice role="status" text=text/> })}
        <div class="done">
            <Face name=other.1.clone() code=other.0.clone() size=FaceSize::Large/>
            <p class="lede"><bdi>{sentence}</bdi></p><p class="large">{amount(unit, language, receipt.amount, false)}</p>
        </div>
        {undone}{warned}
        <dl class="summary">
            <div><dt>{words.check_from()}</dt><dd><bdi>{receipt.payer.1.clone()}</bdi>" "<span class="muted">{receipt.payer.0.to_string()}</span></dd></div>
            <div><dt>{words.check_description()}</dt><dd><bdi>{description}</bdi></dd></div>
            {after}
            <div><dt>{words.receipt_when()}</dt><dd><bdi>{moment_text(words, receipt.booked_at, &place.zone)}</bdi></dd></div>
            {waiver}
            <div><dt>{words.receipt_reference()}</dt><dd>{reference(words, receipt.number, receipt.id)}</dd></div>
            {booked_under(chrome, place, receipt.rules_version)}
        </dl>
        <p class="actions">
            <ButtonLink href=chrome.href(&exchange::Pay) label=words.receipt_again()/>
            {other_page(chrome, place, receipt.side, other)}
        </p>
        {reverses}{imported}{on_behalf}{undo}
        {wrong(chrome, place, &mistaken(receipt))}
    };
    page(chrome, title, body)
}

/// To the page of the other side; of the exchange's own account there is the statement, for the committee.
fn other_page(chrome: &Chrome, place: &Place, side: ReaderSide, (code, name): &(Code, String)) -> Option<AnyView> {
    let (label, code_text) = (name.clone(), code.to_string());
    let href = match (place.is_common(code), side) {
        (false, _) => chrome.href(&exchange::Member { code: code_text }),
        (true, ReaderSide::Neither) => chrome.href(&exchange::MemberStatement { code: code_text }),
        (true, ReaderSide::Payer | ReaderSide::Payee) => return None,
    };
    Some(view! { <ButtonLink href=href label=label kind=ButtonKind::Secondary/> }.into_any())
}

/// What can be wrong about it.
fn mistaken(receipt: &ReceiptView) -> Mistaken<'_> {
    Mistaken {
        id: receipt.id,
        side: receipt.side,
        payer: (&receipt.payer.0, &receipt.payer.1),
        payee: (&receipt.payee.0, &receipt.payee.1),
        amount: receipt.amount,
        description: receipt.description.as_deref().unwrap_or_default(),
        number: receipt.number,
        is_undone: receipt.undone.is_some(),
        is_reversal: receipt.reverses.is_some(),
    }
}

/// The number by which it is spoken of, and the reference that nobody can read out.
pub(super) fn reference(words: &Words, number: i64, id: TransferId) -> AnyView {
    view! { <bdi>{words.receipt_number(number.to_string())}</bdi>" "<span class="code wraps">{id.to_string()}</span> }
        .into_any()
}

/// The way to the rules under which it was booked: everybody reads them for themselves, also while acting for somebody.
pub(super) fn booked_under(chrome: &Chrome, place: &Place, version: i64) -> AnyView {
    let words = chrome.words();
    let query = RulesQuery { version: version.to_string(), ..RulesQuery::default() };
    let href = href_in(&place.slug, &exchange::RulesOn.with_query_params(query));
    view! { <div><dt>{words.receipt_rules()}</dt><dd><a href=href>{version}</a></dd></div> }.into_any()
}

/// What a stranger to a used id is told: that it was used, and nothing of what for.
pub fn used_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    let title = words.receipt_other_terms_title();
    let body = view! {
        <h1>{title.clone()}</h1>
        <p>{words.receipt_other_terms_unseen()}</p>
        <p><ButtonLink href=chrome.href(&exchange::Pay) label=words.receipt_again()/></p>
    };
    page(chrome, title, body)
}
