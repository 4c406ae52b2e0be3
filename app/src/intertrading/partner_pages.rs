//! The committee's pages about partner exchanges.

use leptos::prelude::*;

use super::pages::{Sides, hours_text};
use super::position_pages::position;
use super::rules::{Nearness, nearness};
use super::{AnswerForm, EndAgreementForm, ProposeForm};
use crate::ledger::Account;
use crate::paths::exchange;
use crate::paths::query::ListQuery;
use crate::rules::matter::Matter;
use crate::rules::proposal_page::{ProposalView, waiting_list};
use crate::statements::year::Year;
use crate::ui::text::{amount_text, month_text, typed_text};
use crate::ui::{
    Button, ButtonKind, Chrome, EmptyState, Field, FieldError, Gauge, Hidden, ListPage, ListView, Notice, Place, Tag,
    Tone, act_marks, error_of, form_page, number, page,
};
use crate::words::Words;

/// One partner on the committee's list.
#[derive(Clone, Debug)]
pub struct PartnerRow {
    /// The agreement or proposal.
    pub sides: Sides,
    /// Where it stands.
    pub state: AgreementState,
    /// Our clearing account and its value, once the agreement is in force.
    pub clearing: Option<(Account, i64)>,
    /// The host suspended it: it has no page of its own now, and nobody trades with it.
    pub is_held: bool,
}

impl PartnerRow {
    /// By which word a link finds the line again: what is proposed stands first, then by address.
    pub fn edge(&self) -> String {
        let in_force = i64::from(self.state == AgreementState::InForce);
        format!("{in_force}-{}", self.sides.slug)
    }
}

/// Where an agreement stands, seen from one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementState {
    /// We wait for them.
    ProposedByUs,
    /// They wait for us.
    ProposedByThem,
    /// In force.
    InForce,
}

impl AgreementState {
    fn text(self, words: &Words) -> String {
        match self {
            Self::ProposedByUs => words.trade_state_by_us(),
            Self::ProposedByThem => words.trade_state_by_them(),
            Self::InForce => words.trade_state_in_force(),
        }
    }
}

/// Partner exchanges, what waits of agreements with them, and a form to propose one to another; `second` where another officer of ours
/// confirms it.
pub fn partners_page(
    chrome: &Chrome,
    place: &Place,
    (query, page, waiting, second): (ListQuery, &ListPage<PartnerRow>, &[ProposalView], bool),
    (form, errors, choices): (&ProposeForm, &[FieldError], &[(String, String)]),
) -> String {
    let words = chrome.words();
    let rows = page.lines.iter().map(|row| partner_row(chrome, place, row)).collect_view();
    let empty = page.lines.is_empty().then(|| view! { <EmptyState title=words.trade_no_partners()/> });
    let list =
        ListView { path: exchange::Partners, query, search: String::new(), shows: Vec::new(), sorts: Vec::new() };
    let pager = list.pager(chrome, page, |row| (row.edge(), row.sides.partner.clone()));
    let body = view! {
        <h1>{words.trade_partners_title()}</h1>
        {empty}
        {rows}
        {pager}
        {waiting_list(chrome, (words.trade_waiting_title(), &place.unit), waiting, Matter::Agreement)}
        {(!choices.is_empty() || !errors.is_empty()).then(|| propose(chrome, (place, second), (form, errors, choices)))}
    };
    form_page(chrome, words.trade_partners_title(), errors, body)
}

fn partner_row(chrome: &Chrome, place: &Place, row: &PartnerRow) -> AnyView {
    let (words, language) = (chrome.words(), chrome.language);
    let name = row.sides.partner.clone();
    let name = if row.is_held {
        view! { <bdi>{name}</bdi>" "<Tag text=words.host_suspended() tone=Tone::Warning/> }.into_any()
    } else {
        let link = chrome.href(&exchange::Partner { slug: row.sides.slug.clone() });
        view! { <a href=link><bdi>{name}</bdi></a> }.into_any()
    };
    view! {
        <section>
            <h2>{name}</h2>
            {row.is_held.then(|| view! { <p>{words.trade_partner_held(&row.sides.partner)}</p> })}
            <p>{row.state.text(words)}" "{row.sides.since(words)}</p>
            <p>{row.sides.rate(place, words, language)}" "<bdi>{row.sides.example(words, language)}</bdi></p>
            {row.clearing.map(|(account, _)| clearing(chrome, place, (&account, &row.sides.partner)))}
        </section>
    }
    .into_any()
}

fn clearing(chrome: &Chrome, place: &Place, (account, partner): (&Account, &str)) -> AnyView {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let balance = amount_text(unit, language, account.balance.saturating_abs());
    let sentence = match account.balance.signum() {
        1 => words.trade_bought_more(balance, partner),
        -1 => words.trade_sold_more(balance, partner),
        _ => words.trade_even(partner),
    };
    let near = match nearness(account.balance, account.min_balance, account.max_balance) {
        Nearness::Far => None,
        Nearness::Near => Some(words.trade_near(partner)),
        Nearness::VeryNear => Some(words.trade_very_near(partner)),
    };
    let gauge = Gauge::of(account);
    view! {
        <p>{sentence.clone()}</p>
        {gauge.view(unit, language, sentence)}
        {near.map(|text| view! { <Notice tone=Tone::Warning text=text/> })}
    }
    .into_any()
}

fn propose(
    chrome: &Chrome,
    (place, second): (&Place, bool),
    (form, errors, choices): (&ProposeForm, &[FieldError], &[(String, String)]),
) -> AnyView {
    let words = chrome.words();
    let options = choices.iter().map(|(slug, name)| {
        let chosen = *slug == form.partner;
        view! { <option value=slug.clone() selected=chosen>{name.clone()}</option> }
    });
    let partner_error = error_of(errors, "partner").map(|error| view! { <p class="error">{error}</p> });
    view! {
        <h2>{words.trade_propose_title()}</h2>
        <p>{words.trade_propose_how()}</p>
        <form class="form" method="post" action=chrome.href(&exchange::Propose) novalidate>
            {act_marks(chrome, &form.id)}
            <div class="field">
                <label for="partner">{words.trade_partner()}</label>
                {partner_error}
                <select id="partner" name="partner">{options.collect_view()}</select>
            </div>
            <Field name="rate" label=words.trade_rate_field(&place.unit.plural) hint=words.trade_rate_hint() value=form.rate.clone()
                error=error_of(errors, "rate") class="narrow" inputmode="decimal" autocomplete="off"/>
            {reach_fields(chrome, (&form.down, &form.up), errors)}
            <Field name="note" label=words.trade_note() value=form.note.clone() error=error_of(errors, "note")/>
            {second.then(|| view! { <p class="hint">{words.trade_second()}</p> })}
            <button>{words.trade_propose_button()}</button>
        </form>
    }
    .into_any()
}

/// What is asked before an agreement is proposed in which an hour of work is not an hour; none if nothing is odd about the rates.
pub fn odd_rates_page(chrome: &Chrome, place: &Place, sides: &Sides, form: &ProposeForm) -> Option<String> {
    let (words, language) = (chrome.words(), chrome.language);
    let odd = sides.odd_rates(place, words, language);
    if odd.is_empty() {
        return None;
    }
    let form = form.clone();
    let asked = odd.into_iter().map(|text| view! { <Notice tone=Tone::Warning text=text/> }).collect_view();
    let body = view! {
        <h1>{words.trade_propose_title()}</h1>
        <p class="lede"><bdi>{sides.partner.clone()}</bdi></p>
        <p class="large">{sides.example(words, language)}</p>
        {asked}
        <form method="post" action=chrome.href(&exchange::Propose)>
            {act_marks(chrome, &form.id)}
            <Hidden name="partner" value=form.partner/><Hidden name="rate" value=form.rate/><Hidden name="down" value=form.down/>
            <Hidden name="up" value=form.up/><Hidden name="note" value=form.note/><Hidden name="shown" value=form.shown/>
            <p class="actions"><button>{words.trade_propose_button()}</button><a href=chrome.href(&exchange::Partners)>{words.back()}</a></p>
        </form>
    };
    Some(page(chrome, words.trade_propose_title(), body))
}

fn reach_fields(chrome: &Chrome, (down, up): (&str, &str), errors: &[FieldError]) -> AnyView {
    let words = chrome.words();
    view! {
        <Field name="down" label=words.trade_down() hint=words.trade_down_hint() value=down.to_owned()
            error=error_of(errors, "down") class="narrow" autocomplete="off"/>
        <Field name="up" label=words.trade_up() hint=words.trade_up_hint() value=up.to_owned()
            error=error_of(errors, "up") class="narrow" autocomplete="off"/>
    }
    .into_any()
}

/// A month of trade with one partner, in our smallest parts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct TradeMonth {
    /// `2026-11`.
    pub month: String,
    /// What our members bought there.
    pub bought: i64,
    /// What our members sold there.
    pub sold: i64,
}

/// One partner as the committee sees it.
#[derive(Clone, Debug)]
pub struct PartnerView {
    /// The same as on the list.
    pub row: PartnerRow,
    /// The agreement's key as the answer form carries it.
    pub agreement: i64,
    /// What they or we wrote with the proposal.
    pub note: String,
    /// How far our clearing account would go down and up as proposed.
    pub reach: (i64, i64),
    /// Trade by month, newest first.
    pub months: Vec<TradeMonth>,
    /// The last year of our clearing account.
    pub year: Option<Year>,
    /// The reader's committee may answer.
    pub may_answer: bool,
    /// The reader proposed it, or confirmed that, for the exchange that did.
    pub is_own: bool,
    /// Another officer of ours must confirm it where the reader accepts it.
    pub second: bool,
    /// Somebody of ours has accepted it: the number of what waits to be confirmed.
    pub waiting: Option<i64>,
}

/// One partner: the agreement, the clearing account, trade by month, and the answer to a proposal.
pub fn partner_page(
    chrome: &Chrome,
    place: &Place,
    partner: &PartnerView,
    (form, errors): (&AnswerForm, &[FieldError]),
) -> String {
    let (words, language) = (chrome.words(), chrome.language);
    let sides = &partner.row.sides;
    let note = (!partner.note.is_empty()).then(|| view! { <p><bdi>{partner.note.clone()}</bdi></p> });
    let value = partner.row.clearing.map(|(account, value)| {
        let position = (value != 0).then(|| {
            let hours = hours_text(value.saturating_abs(), language);
            if value > 0 { words.trade_bought_hours(hours) } else { words.trade_sold_hours(hours) }
        });
        view! { {clearing(chrome, place, (&account, &sides.partner))}{position.map(|text| view! { <p>{text}</p> })} }
    });
    let line = partner.row.clearing.zip(partner.year.as_ref());
    let line = line.and_then(|((account, _), year)| position(chrome, place, (&account, &sides.partner, year)));
    let answer = partner.may_answer.then(|| answer(chrome, place, partner, (form, errors)));
    let body = view! {
        <h1><bdi>{sides.partner.clone()}</bdi></h1>
        <p>{partner.row.state.text(words)}" "{sides.since(words)}</p>
        <p>{sides.rate(place, words, language)}" "<bdi>{sides.example(words, language)}</bdi></p>
        {note}
        {value}
        {answer}
        {line}
        {(!partner.months.is_empty()).then(|| months(chrome, place, &partner.months))}
        <p><a href=chrome.href(&exchange::Partners)>{words.trade_partners_title()}</a></p>
    };
    form_page(chrome, sides.partner.clone(), errors, body)
}

fn answer(
    chrome: &Chrome,
    place: &Place,
    partner: &PartnerView,
    (form, errors): (&AnswerForm, &[FieldError]),
) -> Option<AnyView> {
    let words = chrome.words();
    let action = chrome.href(&exchange::Answer { slug: partner.row.sides.slug.clone() });
    let id = partner.agreement.to_string();
    let typed = |text: &str, parts: i64| {
        if text.is_empty() { typed_text(&place.unit, chrome.language, parts) } else { text.to_owned() }
    };
    let (down, up) = (typed(&form.down, partner.reach.0), typed(&form.up, partner.reach.1));
    let accept = match partner.waiting {
        Some(proposal) => {
            let href = chrome.href(&exchange::Proposal { proposal: proposal.to_string() });
            view! { <Notice><p>{words.trade_waiting()}" "<a href=href>{words.trade_waiting_link()}</a></p></Notice> }
                .into_any()
        }
        None => {
            let second = partner.second.then(|| view! { <p class="hint">{words.trade_second()}</p> });
            view! { {reach_fields(chrome, (&down, &up), errors)}{second} }.into_any()
        }
    };
    match partner.row.state {
        AgreementState::InForce => {
            let end = chrome.href(&exchange::EndAgreement { slug: partner.row.sides.slug.clone() });
            Some(view! { <p><a href=end>{words.trade_end_title()}</a></p> }.into_any())
        }
        AgreementState::ProposedByUs => Some(
            view! {
                <form method="post" action=action>
                    {act_marks(chrome, &form.id)}
                    <Hidden name="agreement" value=id/>
                    <button class="second" name="answer" value="withdraw">{words.trade_withdraw()}</button>
                </form>
            }
            .into_any(),
        ),
        AgreementState::ProposedByThem if partner.is_own => {
            Some(view! { <Notice tone=Tone::Warning text=words.trade_own_proposal()/> }.into_any())
        }
        AgreementState::ProposedByThem => Some(
            view! {
                <form class="form" method="post" action=action novalidate>
                    {act_marks(chrome, &form.id)}
                    <Hidden name="agreement" value=id/>
                    {accept}
                    <p class="actions">
                        {(partner.waiting.is_none()).then(|| view! { <button name="answer" value="accept">{words.trade_accept()}</button> })}
                        <button class="second" name="answer" value="decline">{words.trade_decline()}</button>
                    </p>
                </form>
            }
            .into_any(),
        ),
    }
}

/// What ending an agreement means, and why it ends.
pub fn end_page(chrome: &Chrome, sides: &Sides, (form, errors): (&EndAgreementForm, &[FieldError])) -> String {
    let words = chrome.words();
    let back = chrome.href(&exchange::Partner { slug: sides.slug.clone() });
    let body = view! {
        <h1>{words.trade_end_title()}</h1>
        <p>{words.trade_end_lede(&sides.partner)}</p>
        <p>{words.trade_end_told()}</p>
        <form class="form" method="post" action=chrome.href(&exchange::EndAgreement { slug: sides.slug.clone() }) novalidate>
            {act_marks(chrome, &form.id)}
            <Field name="reason" label=words.settings_reason() hint=words.settings_reason_hint() value=form.reason.clone()
                error=error_of(errors, "reason")/>
            <p class="actions"><Button label=words.trade_end_button() kind=ButtonKind::Danger/><a href=back>{words.back()}</a></p>
        </form>
    };
    form_page(chrome, words.trade_end_title(), errors, body)
}

fn months(chrome: &Chrome, place: &Place, months: &[TradeMonth]) -> AnyView {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let rows = months.iter().map(|month| {
        // As the clearing account counts: what was bought raises it.
        let balance = month.bought.saturating_sub(month.sold);
        let first = format!("{}-01", month.month).parse();
        let name = first.map_or_else(|_| month.month.clone(), |first| month_text(words, first));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num" data-label=words.trade_bought()>{number(unit, language, month.bought, false)}</td>
                <td class="num" data-label=words.trade_sold()>{number(unit, language, month.sold, false)}</td>
                <td class="num" data-label=words.trade_balance()>{number(unit, language, balance, true)}</td>
            </tr>
        }
    });
    let caption = if unit.is_time { words.trade_months_time() } else { words.trade_months(&unit.plural) };
    view! {
        <div class="table">
            <table>
                <caption>{caption}</caption>
                <thead><tr>
                    <th scope="col">{words.trade_month()}</th><th scope="col" class="num">{words.trade_bought()}</th>
                    <th scope="col" class="num">{words.trade_sold()}</th><th scope="col" class="num">{words.trade_balance()}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
