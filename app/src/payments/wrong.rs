//! "Something wrong?" on a receipt: links that lead to where it is put right, with everything filled in.
//!
//! Always holds: a link changes nothing, whoever follows it confirms; what is offered is what the reader may do.

use axum_extra::routing::TypedPath as _;
use leptos::prelude::*;

use super::receipts::ReaderSide;
use crate::ids::{Code, TransferId};
use crate::paths::exchange;
use crate::paths::query::{ContactQuery, PayQuery};
use crate::ui::chrome::{href_as, href_in};
use crate::ui::text::{amount_text, typed_text};
use crate::ui::{Chrome, Place};

/// The longest description that the payment form takes, in characters.
const LONGEST: usize = 200;

/// What can be wrong.
pub(super) struct Mistaken<'a> {
    /// Which transfer.
    pub id: TransferId,
    /// On which side the reader is.
    pub side: ReaderSide,
    /// Who paid; in our exchange if the committee may enter it anew.
    pub payer: (&'a Code, &'a str),
    /// Who was paid.
    pub payee: (&'a Code, &'a str),
    /// How much, in our smallest parts.
    pub amount: i64,
    /// What for.
    pub description: &'a str,
    /// By which number it is spoken of.
    pub number: i64,
    /// It was undone.
    pub is_undone: bool,
    /// It undoes another.
    pub is_reversal: bool,
}

/// The line that unfolds, and what is behind it.
pub(super) fn wrong(chrome: &Chrome, place: &Place, mistaken: &Mistaken<'_>) -> AnyView {
    let words = chrome.words();
    let stands = !mistaken.is_undone && !mistaken.is_reversal;
    let how = match mistaken.side {
        ReaderSide::Payee if stands => words.receipt_wrong_payee(),
        _ => words.receipt_wrong_how(),
    };
    let link = link(chrome, place, mistaken).map(|(href, text)| view! { <p><a href=href>{text}</a></p> });
    view! { <details><summary>{words.receipt_wrong()}</summary><p>{how}</p>{link}</details> }.into_any()
}

/// What the reader can do about it: the payee gives it back, the payer asks for it, the committee enters anew what it has undone.
fn link(chrome: &Chrome, place: &Place, mistaken: &Mistaken<'_>) -> Option<(String, String)> {
    let (words, stands) = (chrome.words(), !mistaken.is_undone && !mistaken.is_reversal);
    let amount = amount_text(&place.unit, chrome.language, mistaken.amount);
    let typed = typed_text(&place.unit, chrome.language, mistaken.amount);
    match mistaken.side {
        ReaderSide::Payee if stands => {
            let text = words.receipt_back(&amount, mistaken.payer.1);
            if !place.acting.as_ref().is_some_and(|acting| acting.on_behalf) {
                return Some((chrome.href(&exchange::GiveBack { id: mistaken.id.to_string() }), text));
            }
            // On somebody's behalf the committee pays; what it undoes, it undoes as the committee.
            let description = words.receipt_back_words(mistaken.number.to_string(), mistaken.description);
            let description = description.chars().take(LONGEST).collect();
            let query =
                PayQuery { to: mistaken.payer.0.to_string(), amount: typed, description, ..PayQuery::default() };
            Some((chrome.href(&exchange::Pay.with_query_params(query)), text))
        }
        // Who acts for somebody writes to nobody in their name.
        ReaderSide::Payer if stands && place.acting.is_none() => {
            let query = ContactQuery { payment: mistaken.id.to_string() };
            Some((href_in(&place.slug, &exchange::Contact.with_query_params(query)), words.receipt_ask()))
        }
        ReaderSide::Neither if mistaken.is_undone => {
            let description = mistaken.description.to_owned();
            let query =
                PayQuery { to: mistaken.payee.0.to_string(), amount: typed, description, ..PayQuery::default() };
            let pay = exchange::Pay.with_query_params(query);
            Some((href_as(&place.slug, mistaken.payer.0, &pay), words.receipt_anew(mistaken.payer.1)))
        }
        _ => None,
    }
}
