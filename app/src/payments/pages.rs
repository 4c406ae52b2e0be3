//! The payment form and the check page.

use leptos::prelude::*;

use super::PayForm;
use crate::forms::FieldError;
use crate::intertrading::quote::Quote;
use crate::journal::states::away_text;
use crate::ledger::{Account, Amount, AmountError, Unit};
use crate::members::likely::Likely;
use crate::paths::exchange;
use crate::ui::text::{amount_text, typed_text};
use crate::ui::{
    Button, ButtonKind, Checkbox, Chrome, Face, FaceSize, Field, Gauge, Hidden, Notice, Place, Stepper, Tone, Voice,
    act_marks, amount, error_of, form_page, page,
};
use crate::words::Words;

/// The payment form.
pub fn pay_page(chrome: &Chrome, place: &Place, mine: &Account, form: &PayForm, trouble: &Trouble) -> String {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let errors = &trouble.errors;
    let side = if trouble.theirs.is_some() { "theirs" } else { "" };
    let sentence = Voice::of(chrome)
        .pay_room(amount_text(unit, language, mine.balance), amount_text(unit, language, mine.room_to_pay()));
    let gauge = Gauge::of(mine);
    let label = match &trouble.theirs {
        Some(theirs) => words.trade_they_get_amount(&theirs.plural),
        None if unit.is_time => words.pay_amount_time(),
        None => words.pay_amount(&unit.plural),
    };
    let hint = trouble.theirs.as_ref().unwrap_or(unit).is_time.then(|| words.pay_amount_time_hint());
    let readings = if trouble.theirs.is_none() { readings(chrome, form, unit) } else { None };
    let body = view! {
        {steps(words, 0)}
        <h1>{words.pay_title()}</h1>
        <p>{sentence.clone()}</p>
        {gauge.view(unit, language, sentence)}
        <form class="form" method="post" action=chrome.href(&exchange::Pay) novalidate>
            {act_marks(chrome, &form.id)}
            {default_button(words, trouble, readings.is_some())}
            <Hidden name="side" value=side.to_owned()/>
            <Field name="to" label=Voice::of(chrome).pay_to() hint=words.pay_to_hint(format!("{}0007", place.code)) value=form.to.clone()
                error=error_of(errors, "to") autocomplete="off"/>
            {picks(words, trouble)}
            {amount_field(label, hint, form, errors)}
            {readings}
            <Field name="description" label=words.pay_description() hint=words.pay_description_hint()
                value=form.description.clone() error=error_of(errors, "description")/>
            {waiver_fields(chrome, form, errors)}
            <button>{words.go_on()}</button>
        </form>
    };
    form_page(chrome, words.pay_title(), errors, body)
}

/// Whom it may be, a button each: those whom the name may mean, else those who were paid last.
fn picks(words: &Words, trouble: &Trouble) -> Option<AnyView> {
    if !trouble.candidates.is_empty() {
        let rows = trouble.candidates.iter().map(|one| {
            let Likely { candidate, exchange } = one;
            let away = away_text(words, &candidate.away).unwrap_or_default();
            let place = [candidate.area.as_str(), exchange.as_str(), away.as_str()];
            let place = place.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
            view! {
                <li class="entry">
                    <Face name=candidate.name.clone() code=candidate.code.clone()/>
                    <div>
                        {pick(one, ButtonKind::Link)}
                        <span class="what"><span class="code">{candidate.code.to_string()}</span>" "<bdi>{place}</bdi></span>
                    </div>
                </li>
            }
        });
        let rows = rows.collect_view();
        return Some(view! { <fieldset class="picks"><legend>{words.pay_to_choose()}</legend><ul class="rows">{rows}</ul></fieldset> }.into_any());
    }
    let buttons = trouble.paid_last.iter().map(|one| pick(one, ButtonKind::Secondary)).collect::<Vec<_>>();
    let paid_last = !buttons.is_empty();
    paid_last.then(|| {
        view! { <fieldset class="picks"><legend>{words.pay_to_last()}</legend><p class="actions">{buttons}</p></fieldset> }.into_any()
    })
}

fn pick(one: &Likely, kind: ButtonKind) -> AnyView {
    let Likely { candidate, .. } = one;
    view! { <Button label=candidate.name.clone() kind=kind name="pick" value=candidate.code.to_string()/> }.into_any()
}

/// What the Enter key presses, which would else be the first of those buttons: to go on.
fn default_button(words: &Words, trouble: &Trouble, has_readings: bool) -> Option<AnyView> {
    let picks = !trouble.candidates.is_empty() || !trouble.paid_last.is_empty() || has_readings;
    picks.then(|| view! { <button class="hidden" tabindex="-1" aria-hidden="true">{words.go_on()}</button> }.into_any())
}

/// Two buttons that fill the amount in, where hours were written with a mark and two digits.
fn readings(chrome: &Chrome, form: &PayForm, unit: &Unit) -> Option<AnyView> {
    let words = chrome.words();
    let Err(AmountError::TwoReadings { as_minutes, as_hours }) = Amount::read(&form.amount, unit) else { return None };
    let readings = [(Some(as_minutes), words.pay_time_minutes()), (as_hours, words.pay_time_decimals())];
    let buttons = readings.into_iter().filter_map(|(parts, how)| {
        let parts = parts.filter(|parts| *parts > 0)?;
        let (typed, text) = (typed_text(unit, chrome.language, parts), amount_text(unit, chrome.language, parts));
        Some(view! {
            <li>
                <Button label=text kind=ButtonKind::Link name="reading" value=typed/>
                <span class="muted">{how}</span>
            </li>
        })
    });
    let rows = buttons.collect_view();
    Some(view! { <fieldset class="picks"><legend>{words.pay_which_time()}</legend><ul class="rows">{rows}</ul></fieldset> }.into_any())
}

/// Past the limits: for the committee on a member's behalf, and for nobody else.
fn waiver_fields(chrome: &Chrome, form: &PayForm, errors: &[FieldError]) -> Option<AnyView> {
    let words = chrome.words();
    let by_office = chrome.place.as_ref()?.acting.as_ref()?.by_office;
    by_office.then(|| {
        view! {
            <Checkbox name="waive" label=words.payfor_waive() checked=form.waive == "yes" error=error_of(errors, "waive")/>
            <Field name="waive_reason" label=words.payfor_waive_reason() hint=words.payfor_waive_hint()
                value=form.waive_reason.clone() error=error_of(errors, "waive_reason") autocomplete="off"/>
        }
        .into_any()
    })
}

fn amount_field(label: String, hint: Option<String>, form: &PayForm, errors: &[FieldError]) -> AnyView {
    let (value, error) = (form.amount.clone(), error_of(errors, "amount"));
    match hint {
        Some(hint) => view! { <Field name="amount" label=label hint=hint value=value error=error class="narrow" autocomplete="off"/> }.into_any(),
        None => view! { <Field name="amount" label=label value=value error=error class="narrow" inputmode="decimal" autocomplete="off"/> }.into_any(),
    }
}

/// What was wrong with a form that comes back, and whom it offers to pay.
#[derive(Clone, Debug, Default)]
pub struct Trouble {
    /// By field.
    pub errors: Vec<FieldError>,
    /// Members whom the name may mean.
    pub candidates: Vec<Likely>,
    /// Those whom the account paid last.
    pub paid_last: Vec<Likely>,
    /// The unit of the amount, if it is what a payee in a partner exchange gets.
    pub theirs: Option<Unit>,
}

/// The form on a check page, which its buttons send from wherever they stand.
pub(super) const CHECK: &str = "check";

/// A button of a check page that leads back to one of the fields, with all that was typed: in the form, and in no address.
pub(super) fn change_button(chrome: &Chrome, field: &'static str, label: AnyView) -> AnyView {
    let action = format!("{}#{field}", chrome.href(&exchange::Pay));
    view! { <button class="link" form=CHECK formaction=action name="change" value=field>{label}</button> }.into_any()
}

/// What a check page sends, unseen.
fn confirm_fields(chrome: &Chrome, form: &PayForm) -> AnyView {
    let waives = form.waive == "yes";
    let waiver = waives.then(|| {
        view! {
            <Hidden name="waive" value=form.waive.clone()/>
            <Hidden name="waive_reason" value=form.waive_reason.clone()/>
        }
    });
    view! {
        {act_marks(chrome, &form.id)}
        <Hidden name="to" value=form.to.clone()/>
        <Hidden name="amount" value=form.amount.clone()/>
        <Hidden name="side" value=form.side.clone()/>
        <Hidden name="description" value=form.description.clone()/>
        <Hidden name="shown" value=form.shown.clone()/>
        {waiver}
    }
    .into_any()
}

/// The form of a check page: the button that pays, and the way back.
pub(super) fn confirm_form(chrome: &Chrome, form: &PayForm, button: String) -> AnyView {
    let back = change_button(chrome, "to", chrome.words().back().into_any());
    view! {
        <form id=CHECK method="post" action=chrome.href(&exchange::Transfers)>
            {confirm_fields(chrome, form)}
            <p class="actions"><button>{button}</button>{back}</p>
        </form>
    }
    .into_any()
}

/// Where one is in paying.
pub(super) fn steps(words: &Words, at: usize) -> AnyView {
    let steps = vec![words.pay_step_form(), words.pay_step_check(), words.receipt_title()];
    view! { <Stepper label=words.pay_title() steps=steps at=at/> }.into_any()
}

/// Who pays: name and code.
pub(super) fn payer(place: &Place) -> Option<AnyView> {
    let mine = place.mine.as_ref()?;
    Some(view! { <bdi>{mine.member.clone()}</bdi>" "<span class="muted">{mine.code.to_string()}</span> }.into_any())
}

/// The check page: what will happen, in large letters, and one button that says it.
pub fn check_page(chrome: &Chrome, place: &Place, form: &PayForm, quote: &Quote) -> String {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let (parts, voice) = (quote.paid(), Voice::of(chrome));
    let row = |label: String, value: AnyView, field: &'static str| {
        let change = (!field.is_empty()).then(|| {
            let text = view! { {words.change()}<span class="hidden">{format!(" {label}")}</span> };
            view! { <dd class="change">{change_button(chrome, field, text.into_any())}</dd> }
        });
        view! { <div><dt>{label}</dt><dd>{value}</dd>{change}</div> }.into_any()
    };
    let text = amount_text(unit, language, parts);
    let payee = &quote.payee;
    let who = view! { <bdi>{payee.name.clone()}</bdi>" "<span class="muted">{payee.code.to_string()}</span> };
    let on_behalf = place.acting.as_ref().filter(|acting| acting.on_behalf);
    let button = match on_behalf {
        Some(acting) => words.payfor_button(text, &payee.name, &acting.name),
        None => words.check_button(text, &payee.name),
    };
    let waiver = (on_behalf.is_some_and(|acting| acting.by_office) && form.waive == "yes")
        .then(|| row(words.payfor_waive(), view! { <bdi>{form.waive_reason.clone()}</bdi> }.into_any(), "waive"));
    let amount_typed = typed_text(unit, language, parts);
    let sent = PayForm { to: payee.code.to_string(), amount: amount_typed, side: String::new(), ..form.clone() };
    let body = view! {
        {steps(words, 1)}
        <h1>{voice.check_title()}</h1>
        <div class="person"><Face name=payee.name.clone() code=payee.code.clone() size=FaceSize::Large/><p class="large">{amount(unit, language, parts, false)}</p></div>
        <dl class="summary">
            {payer(place).map(|payer| row(words.check_from(), payer, ""))}
            {row(words.check_to(), who.into_any(), "to")}
            {row(words.check_amount(), amount(unit, language, parts, false), "amount")}
            {row(words.check_description(), view! { <bdi>{form.description.clone()}</bdi> }.into_any(), "description")}
            {row(voice.check_after(), amount(unit, language, quote.balance_after, true), "")}
            {waiver}
        </dl>
        {quote.warned.then(|| view! { <Notice tone=Tone::Warning text=voice.check_warn()/> })}
        {confirm_form(chrome, &sent, button)}
    };
    page(chrome, voice.check_title(), body)
}
