//! Paying a member of a partner exchange: the check page with both amounts, the sentence of a refusal, the receipt.

use leptos::prelude::*;

use super::PayForm;
use super::pages::{confirm_form, payer, steps};
use super::receipts::{ReaderSide, Undoes, UndoneBy, Why, booked_under, reference, undoes_notice, undone_notice};
use super::wrong::{Mistaken, wrong};
use crate::forms::FieldError;
use crate::ids::{Code, TransferId};
use crate::intertrading::pages::{Sides, hours_text};
use crate::intertrading::quote::{Glance, Quote, QuotedTrade};
use crate::intertrading::rules::Nearness;
use crate::intertrading::{Whose, most_paid};
use crate::ledger::Refusal;
use crate::paths::exchange;
use crate::time::Instant;
use crate::ui::text::{amount_text, moment_text, typed_text};
use crate::ui::{
    AmountText, ButtonLink, Chrome, Face, FaceSize, Field, Hidden, Notice, Place, Tone, Voice, act_marks, amount, page,
};

/// The check page: five rows, behind a fold the rate and its date, what remains before the payer's own limit and, for who `sees` balances, before
/// those of the two exchanges, and one button that says it.
pub fn trade_check_page(
    chrome: &Chrome,
    place: &Place,
    (form, quote, trade): (&PayForm, &Quote, &QuotedTrade),
    (glance, sees): (Glance, bool),
) -> String {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let (sides, deal, voice) = (&trade.sides, &trade.deal, Voice::of(chrome));
    let ours = |parts| amount_text(unit, language, parts);
    let gets = amount_text(&sides.theirs.unit, language, deal.received.parts());
    let row = |label: String, value: AnyView| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }.into_any();
    let payee = view! {
        <bdi>{quote.payee.name.clone()}</bdi>" "<span class="muted">{format!("{} · {}", quote.payee.code, sides.partner)}</span>
    };
    let near = match trade.nearness {
        Nearness::Far => None,
        Nearness::Near => Some(words.trade_near(&sides.partner)),
        Nearness::VeryNear => Some(words.trade_very_near(&sides.partner)),
    };
    let not_booked = match glance {
        Glance::Now => None,
        Glance::Before => Some(words.trade_stale()),
        Glance::Never => Some(words.trade_unseen()),
    };
    let sent = PayForm { to: quote.payee.code.to_string(), shown: quote.shown(), ..form.clone() };
    let body = view! {
        {steps(words, 1)}
        <h1>{voice.check_title()}</h1>
        {not_booked.map(|text| view! { <Notice tone=Tone::Warning role="alert" text=text/> })}
        <div class="person"><Face name=quote.payee.name.clone() code=quote.payee.code.clone() size=FaceSize::Large/><p class="large">{amount(unit, language, deal.paid.parts(), false)}</p></div>
        <dl class="summary">
            {place.acting.as_ref().and_then(|_| payer(place)).map(|payer| row(words.check_from(), payer))}
            {row(words.check_to(), payee.into_any())}
            {row(voice.trade_you_pay(), amount(unit, language, deal.paid.parts(), false))}
            {row(words.trade_they_get(), amount(&sides.theirs.unit, language, deal.received.parts(), false))}
            {row(words.check_description(), view! { <bdi>{form.description.clone()}</bdi> }.into_any())}
            {row(voice.check_after(), amount(unit, language, quote.balance_after, true))}
        </dl>
        {near.map(|text| view! { <Notice tone=Tone::Warning text=text/> })}
        {why(chrome, place, (quote, trade), sees)}
        {confirm_form(chrome, &sent, words.trade_button(ours(deal.paid.parts()), quote.payee.name.clone(), gets))}
        {other_side(chrome, (form, quote, trade))}
    };
    page(chrome, voice.check_title(), body)
}

/// The rate, and every limit on the way; folded, unless one of them is near.
fn why(chrome: &Chrome, place: &Place, (quote, trade): (&Quote, &QuotedTrade), sees: bool) -> AnyView {
    let (words, language, sides, rooms) = (chrome.words(), chrome.language, &trade.sides, &trade.rooms);
    let ours = |parts| amount_text(&place.unit, language, parts);
    let row = |label: String, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    let (tightest, room) = trade.tightest();
    let is_near = trade.nearness != Nearness::Far || quote.warned;
    view! {
        <details open=is_near>
            <summary>{words.trade_why()}</summary>
            <dl class="summary">
                {row(words.trade_rate_label(), format!("{} {}", sides.rate(place, words, language), sides.since(words)))}
                {row(Voice::of(chrome).trade_room_own(), ours(rooms.own))}
                {sees.then(|| row(words.trade_room_ours(&sides.partner), ours(rooms.ours)))}
                {sees.then(|| row(words.trade_room_theirs(&sides.partner), ours(rooms.theirs)))}
                {sees.then(|| row(words.trade_tightest(), whose_text(chrome, tightest, (&sides.partner, ours(room)))))}
            </dl>
        </details>
    }
    .into_any()
}

/// The other side may be typed instead.
fn other_side(chrome: &Chrome, (form, quote, trade): (&PayForm, &Quote, &QuotedTrade)) -> AnyView {
    let (words, sides) = (chrome.words(), &trade.sides);
    let theirs = form.side != "theirs";
    let (side, unit, parts) = if theirs {
        ("theirs", &sides.theirs.unit, trade.deal.received.parts())
    } else {
        ("", &sides.ours.unit, trade.deal.paid.parts())
    };
    let label = if theirs {
        words.trade_they_get_field(&unit.plural)
    } else {
        Voice::of(chrome).trade_you_pay_field(&unit.plural)
    };
    view! {
        <details>
            <summary>{label.clone()}</summary>
            <form class="form" method="post" action=chrome.href(&exchange::Pay) novalidate>
                {act_marks(chrome, &form.id)}
                <Hidden name="to" value=quote.payee.code.to_string()/>
                <Hidden name="side" value=side.to_owned()/>
                <Hidden name="description" value=form.description.clone()/>
                <Field name="amount" label=label value=typed_text(unit, chrome.language, parts) class="narrow" autocomplete="off"/>
                <button class="second">{words.go_on()}</button>
            </form>
        </details>
    }
    .into_any()
}

fn whose_text(chrome: &Chrome, whose: Whose, (partner, room): (&str, String)) -> String {
    let words = chrome.words();
    match whose {
        Whose::Own => Voice::of(chrome).trade_tightest_own(room),
        Whose::Ours => words.trade_tightest_ours(partner, room),
        Whose::Theirs | Whose::Payee => words.trade_tightest_theirs(partner, room),
    }
}

/// The sentence of a refusal: whose limit stood in the way, what room it leaves in our unit, whom to ask, and no more; of a
/// payee in another exchange not how much they could still be paid.
pub fn trade_refusal_error(
    whose: Whose,
    refusal: Refusal,
    chrome: &Chrome,
    (place, sides, sees): (&Place, &Sides, bool),
) -> FieldError {
    let words = chrome.words();
    let text = |room| amount_text(&place.unit, chrome.language, room);
    let room = match refusal {
        Refusal::BelowMin { room } | Refusal::AboveMax { room } => room,
        _ => 0,
    };
    let message = match (whose, refusal) {
        (Whose::Own, Refusal::BelowMin { .. }) => Voice::of(chrome).refused_below_min(text(room)),
        (Whose::Own, _) => Voice::of(chrome).refused_may_not_pay(),
        (Whose::Ours, _) if !sees => words.trade_refused_ours_unseen(&place.name, &sides.partner),
        (Whose::Theirs, _) if !sees => words.trade_refused_theirs_unseen(&sides.partner),
        (Whose::Ours, _) => words.trade_refused_ours(&place.name, &sides.partner, text(room)),
        (Whose::Theirs, _) => {
            words.trade_refused_theirs(&sides.partner, text(most_paid(room, &sides.ours, &sides.theirs)))
        }
        (Whose::Payee, _) => words.trade_refused_payee(),
    };
    FieldError { field: "amount", message }
}

/// An intertrade as one of its parties, or the committee, sees it: in the reader's own exchange.
#[derive(Clone, Debug)]
pub struct TradeReceipt {
    /// Its place in the books here, by which it is spoken of.
    pub number: i64,
    /// Its id, which is its reference.
    pub id: TransferId,
    /// The version of the reader's exchange's rules that it was booked under.
    pub rules_version: i64,
    /// The reader's exchange paid.
    pub paid: bool,
    /// The party in the reader's exchange.
    pub here: String,
    /// And their code.
    pub here_code: Code,
    /// The party in the partner exchange, with its code.
    pub there: String,
    /// Their account there, for the face.
    pub there_code: Code,
    /// The partner's name.
    pub partner: String,
    /// In the reader's exchange's unit.
    pub amount: i64,
    /// In the partner's unit, as text; none when only our leg is known.
    pub other_amount: Option<String>,
    /// Millionths of an hour.
    pub value: i64,
    /// What for; none once erased.
    pub description: Option<String>,
    /// When it was entered.
    pub booked_at: Instant,
    /// The party's balance after it.
    pub after: i64,
    /// Why it is shown.
    pub why: Why,
    /// The intertrade that it undoes.
    pub reverses: Option<Undoes>,
    /// What undid it.
    pub undone: Option<UndoneBy>,
    /// The reader is of the committee and no party.
    pub may_undo: bool,
    /// The committee entered it for the payer.
    pub on_behalf: bool,
}

/// The receipt of an intertrade.
pub fn trade_receipt_page(chrome: &Chrome, place: &Place, receipt: &TradeReceipt) -> String {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let (title, notice) = match receipt.why {
        Why::Asked => (words.receipt_title(), None),
        Why::Repeated => (words.receipt_title(), Some(words.receipt_repeated())),
        Why::OtherTerms => (words.receipt_other_terms_title(), Some(words.receipt_other_terms())),
    };
    let reverses = receipt.reverses.map(|undoes| undoes_notice(chrome, undoes));
    let undone = receipt.undone.as_ref().map(|undone| undone_notice(chrome, place, undone));
    let undo = receipt.may_undo.then(|| {
        let href = chrome.href(&exchange::Reverse { id: receipt.id.to_string() });
        view! { <p><a href=href>{words.reverse_title()}</a></p> }
    });
    let on_behalf =
        (receipt.on_behalf && receipt.reverses.is_none()).then(|| view! { <Notice text=words.receipt_on_behalf()/> });
    let own = amount_text(unit, language, receipt.amount);
    let sentence = if receipt.paid {
        words.trade_receipt_paid(&receipt.here, own, &receipt.there, &receipt.partner)
    } else {
        words.trade_receipt_received(&receipt.there, &receipt.partner, &receipt.here, own)
    };
    let other_label = if receipt.paid { words.trade_they_get() } else { words.trade_they_paid() };
    let other = receipt.other_amount.clone().map(|text| {
        view! { <div><dt>{other_label}</dt><dd><AmountText text=text/></dd></div> }
    });
    let description = receipt.description.clone().unwrap_or_else(|| words.receipt_words_erased());
    let there = receipt.there.strip_suffix(receipt.there_code.as_str()).unwrap_or(&receipt.there);
    let body = view! {
        <h1>{title.clone()}</h1>
        {notice.map(|text| view! { <Notice role="status" text=text/> })}
        <div class="done">
            <Face name=there.to_owned() code=receipt.there_code.clone() size=FaceSize::Large/>
            <p class="lede">{sentence}</p><p class="large">{amount(unit, language, receipt.amount, false)}</p>
        </div>
        {undone}
        <dl class="summary">
            <div><dt>{words.check_description()}</dt><dd><bdi>{description}</bdi></dd></div>
            {other}
            <div><dt>{words.trade_value()}</dt><dd>{hours_text(receipt.value.saturating_abs(), language)}</dd></div>
            <div><dt>{words.receipt_balance_after()}</dt><dd>{amount(unit, language, receipt.after, true)}</dd></div>
            <div><dt>{words.receipt_when()}</dt><dd><bdi>{moment_text(words, receipt.booked_at, &place.zone)}</bdi></dd></div>
            <div><dt>{words.receipt_reference()}</dt><dd>{reference(words, receipt.number, receipt.id)}</dd></div>
            {booked_under(chrome, place, receipt.rules_version)}
        </dl>
        <p class="actions"><ButtonLink href=chrome.href(&exchange::Pay) label=words.receipt_again()/></p>
        {reverses}{on_behalf}{undo}
        {wrong(chrome, place, &mistaken(place, receipt))}
    };
    page(chrome, title, body)
}

/// What can be wrong about it, seen from our side.
fn mistaken<'a>(place: &'a Place, receipt: &'a TradeReceipt) -> Mistaken<'a> {
    let there = (&receipt.there_code, receipt.there.as_str());
    let here = (&receipt.here_code, receipt.here.as_str());
    let is_mine = place.mine.as_ref().is_some_and(|mine| mine.code == receipt.here_code);
    let (payer, payee) = if receipt.paid { (here, there) } else { (there, here) };
    let side = match (is_mine, receipt.paid) {
        (true, true) => ReaderSide::Payer,
        (true, false) => ReaderSide::Payee,
        _ => ReaderSide::Neither,
    };
    Mistaken {
        id: receipt.id,
        side,
        payer,
        payee,
        amount: receipt.amount,
        description: receipt.description.as_deref().unwrap_or_default(),
        number: receipt.number,
        // Their committee enters anew what their member paid.
        is_undone: receipt.undone.is_some() && (is_mine || receipt.paid),
        is_reversal: receipt.reverses.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Language;

    #[test]
    fn the_sentences_name_each_amount_and_party_in_its_place() {
        let words = Language::English.words();
        assert_eq!(words.trade_button("5.00 leaves", "Ben", "0:30 h"), "Pay 5.00 leaves, so that Ben gets 0:30 h");
        assert_eq!(
            words.trade_receipt_paid("Ada", "5.00 leaves", "Ben", "Hilltop"),
            "Ada paid 5.00 leaves to Ben in Hilltop."
        );
        assert_eq!(
            words.trade_receipt_received("Ada", "Riverside", "Ben", "0:30 h"),
            "Ada in Riverside paid Ben 0:30 h."
        );
        let rate = words.trade_rate("10 leaves", "Riverside", "1 hour", "Hilltop");
        assert_eq!(rate, "An hour of ordinary work is 10 leaves in Riverside and 1 hour in Hilltop.");
        let words = Language::Spanish.words();
        assert_eq!(words.trade_button("5", "Ben", "0:30 h"), "Pagar 5 para que Ben reciba 0:30 h");
    }
}
