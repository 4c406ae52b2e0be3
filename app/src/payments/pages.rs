//! The payment form, the check page and the receipt.

use axum_extra::routing::TypedPath as _;
use leptos::prelude::*;

use super::PayForm;
use crate::ids::{Code, TransferId};
use crate::ledger::{Account, Unit};
use crate::members::Candidate;
use crate::paths::exchange;
use crate::paths::query::PayQuery;
use crate::time::Instant;
use crate::ui::text::{amount_text, moment_text, typed_text};
use crate::ui::{Chrome, Field, FieldError, Gauge, Hidden, Place, amount, error_of, form_page, page};

/// The payment form.
pub fn pay_page(chrome: &Chrome, place: &Place, mine: &Account, form: &PayForm, trouble: &Trouble) -> String {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let errors = &trouble.errors;
    let side = if trouble.theirs.is_some() { "theirs" } else { "" };
    let sentence =
        words.pay_room(amount_text(unit, language, mine.balance), amount_text(unit, language, mine.room_to_pay()));
    let gauge = Gauge::of(mine);
    let label = match &trouble.theirs {
        Some(theirs) => words.trade_they_get_amount(&theirs.plural),
        None if unit.is_time => words.pay_amount_time(),
        None => words.pay_amount(&unit.plural),
    };
    let hint = trouble.theirs.as_ref().unwrap_or(unit).is_time.then(|| words.pay_amount_time_hint());
    let choice = (!trouble.candidates.is_empty()).then(|| {
        let links = trouble.candidates.iter().map(|one| {
            let query = filled_in(chrome, one.code.as_str(), &form.amount, &form.description);
            view! { <li><a href=query>{one.name.clone()}</a><span class="muted">{format!("{} {}", one.code, one.area)}</span></li> }
        });
        view! { <h2>{words.pay_to_choose()}</h2><ul class="rows">{links.collect_view()}</ul> }
    });
    let body = view! {
        <h1>{words.pay_title()}</h1>
        <p>{sentence.clone()}</p>
        {gauge.view(unit, language, sentence)}
        {choice}
        <form class="form" method="post" action=chrome.href(&exchange::Pay) novalidate>
            <Hidden name="id" value=form.id.clone()/>
            <Hidden name="side" value=side.to_owned()/>
            <Field name="to" label=words.pay_to() hint=words.pay_to_hint(format!("{}0007", place.code)) value=form.to.clone()
                error=error_of(errors, "to") autocomplete="off"/>
            {amount_field(label, hint, form, errors)}
            <Field name="description" label=words.pay_description() hint=words.pay_description_hint()
                value=form.description.clone() error=error_of(errors, "description")/>
            <button>{words.go_on()}</button>
        </form>
    };
    form_page(chrome, words.pay_title(), errors, body)
}

fn amount_field(label: String, hint: Option<String>, form: &PayForm, errors: &[FieldError]) -> AnyView {
    let (value, error) = (form.amount.clone(), error_of(errors, "amount"));
    match hint {
        Some(hint) => view! { <Field name="amount" label=label hint=hint value=value error=error class="narrow" autocomplete="off"/> }.into_any(),
        None => view! { <Field name="amount" label=label value=value error=error class="narrow" inputmode="decimal" autocomplete="off"/> }.into_any(),
    }
}

/// What was wrong with a form that comes back.
#[derive(Clone, Debug, Default)]
pub struct Trouble {
    /// By field.
    pub errors: Vec<FieldError>,
    /// Members whom the name may mean.
    pub candidates: Vec<Candidate>,
    /// The unit of the amount, if it is what a payee in a partner exchange gets.
    pub theirs: Option<Unit>,
}

/// The address of the form with these values.
pub(crate) fn filled_in(chrome: &Chrome, to: &str, amount: &str, description: &str) -> String {
    let query = PayQuery { to: to.to_owned(), amount: amount.to_owned(), description: description.to_owned() };
    chrome.href(&exchange::Pay.with_query_params(query))
}

/// What the check page shows.
#[derive(Clone, Debug)]
pub struct Check {
    /// The form as it will be sent.
    pub form: PayForm,
    /// Who is paid.
    pub payee: Candidate,
    /// How much, in smallest parts.
    pub amount: i64,
    /// What for.
    pub description: String,
    /// The payer's balance after.
    pub balance_after: i64,
    /// The payment crosses the payer's warn line.
    pub warned: bool,
}

/// The check page: what will happen, in large letters, and one button that says it.
pub fn check_page(chrome: &Chrome, place: &Place, check: &Check) -> String {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let form = &check.form;
    let change = filled_in(chrome, &form.to, &form.amount, &form.description);
    let row = |label: String, value: AnyView, link: &'static str| {
        let change = (!link.is_empty()).then(|| {
            view! { <dd class="change"><a href=change.clone()>{words.change()}<span class="hidden">{format!(" {label}")}</span></a></dd> }
        });
        view! { <div><dt>{label}</dt><dd>{value}</dd>{change}</div> }.into_any()
    };
    let text = amount_text(unit, language, check.amount);
    let who =
        view! { <bdi>{check.payee.name.clone()}</bdi>" "<span class="muted">{check.payee.code.to_string()}</span> };
    let body = view! {
        <h1>{words.check_title()}</h1>
        <p class="large">{amount(unit, language, check.amount, false)}</p>
        <dl class="summary">
            {row(words.check_to(), who.into_any(), "to")}
            {row(words.check_amount(), amount(unit, language, check.amount, false), "amount")}
            {row(words.check_description(), view! { <bdi>{check.description.clone()}</bdi> }.into_any(), "description")}
            {row(words.check_after(), amount(unit, language, check.balance_after, true), "")}
        </dl>
        {check.warned.then(|| view! { <p class="notice warn">{words.check_warn()}</p> })}
        <form method="post" action=chrome.href(&exchange::Transfers)>
            <Hidden name="id" value=form.id.clone()/>
            <Hidden name="to" value=check.payee.code.to_string()/>
            <Hidden name="amount" value=typed_text(unit, language, check.amount)/>
            <Hidden name="description" value=check.description.clone()/>
            <Hidden name="shown" value=form.shown.clone()/>
            <p class="actions"><button>{words.check_button(text, check.payee.name.clone())}</button><a href=change.clone()>{words.back()}</a></p>
        </form>
    };
    page(chrome, words.check_title(), body)
}

/// A transfer as one of its parties, or the committee, sees it.
#[derive(Clone, Debug)]
pub struct ReceiptView {
    /// Its id, which is its reference.
    pub id: TransferId,
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
    pub reverses: Option<TransferId>,
    /// Why it passed the limits; empty if it did not.
    pub waiver: String,
    /// It was taken over from the exchange's earlier books.
    pub imported: bool,
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
    let sentence = match receipt.side {
        ReaderSide::Payer => words.receipt_paid(text, &receipt.payee.1),
        ReaderSide::Payee => words.receipt_received(&receipt.payer.1, text),
        ReaderSide::Neither => words.receipt_other(&receipt.payer.1, text, &receipt.payee.1),
    };
    let notice = match why {
        Why::Asked => None,
        Why::Repeated => Some(words.receipt_repeated()),
        Why::OtherTerms => Some(words.receipt_other_terms()),
    };
    let title = if why == Why::OtherTerms { words.receipt_other_terms_title() } else { words.receipt_title() };
    let after = receipt.after.map(|(balance, _)| {
        view! { <div><dt>{words.receipt_balance_after()}</dt><dd>{amount(unit, language, balance, true)}</dd></div> }
    });
    let warned = receipt
        .after
        .filter(|(_, warned)| *warned)
        .map(|_| view! { <p class="notice warn">{words.receipt_warned()}</p> });
    let reverses = receipt.reverses.map(|first| {
        let href = chrome.href(&exchange::Transfer { id: first.to_string() });
        view! { <p class="notice"><a href=href>{words.receipt_reverses()}</a></p> }
    });
    let on_behalf = (receipt.on_behalf && receipt.reverses.is_none())
        .then(|| view! { <p class="notice">{words.receipt_on_behalf()}</p> });
    let imported = receipt.imported.then(|| view! { <p class="notice">{words.receipt_imported()}</p> });
    let waiver = (!receipt.waiver.is_empty())
        .then(|| view! { <div><dt>{words.receipt_waiver()}</dt><dd>{receipt.waiver.clone()}</dd></div> });
    let undo = (receipt.side == ReaderSide::Neither).then(|| {
        let href = chrome.href(&exchange::Reverse { id: receipt.id.to_string() });
        view! { <p><a href=href>{words.reverse_title()}</a></p> }
    });
    let other = if receipt.side == ReaderSide::Payee { &receipt.payer } else { &receipt.payee };
    let description = receipt.description.clone().unwrap_or_else(|| words.receipt_words_erased());
    let body = view! {
        <h1>{title.clone()}</h1>
        {notice.map(|text| view! { <p class="notice" role="status">{text}</p> })}
        <div class="done"><p class="lede">{sentence}</p><p class="large">{amount(unit, language, receipt.amount, false)}</p></div>
        {warned}
        <dl class="summary">
            <div><dt>{words.check_description()}</dt><dd><bdi>{description}</bdi></dd></div>
            {after}
            <div><dt>{words.receipt_when()}</dt><dd>{moment_text(words, receipt.booked_at, &place.zone)}</dd></div>
            {waiver}
            <div><dt>{words.receipt_reference()}</dt><dd>{receipt.id.to_string()}</dd></div>
        </dl>
        <p class="actions">
            <a class="button" href=chrome.href(&exchange::Pay)>{words.receipt_again()}</a>
            <a class="button second" href=chrome.href(&exchange::Member { code: other.0.to_string() })><bdi>{other.1.clone()}</bdi></a>
        </p>
        {reverses}{imported}{on_behalf}{undo}
        <details><summary>{words.receipt_wrong()}</summary><p>{words.receipt_wrong_how()}</p></details>
    };
    page(chrome, title, body)
}

/// What a stranger to a used id is told: that it was used, and nothing of what for.
pub fn used_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    let title = words.receipt_other_terms_title();
    let body = view! {
        <h1>{title.clone()}</h1>
        <p>{words.receipt_other_terms_unseen()}</p>
        <p><a class="button" href=chrome.href(&exchange::Pay)>{words.receipt_again()}</a></p>
    };
    page(chrome, title, body)
}
