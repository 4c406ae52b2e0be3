//! The payee gives a payment back, whole: the form, and the page on which they confirm it.

use leptos::prelude::*;
use serde::Deserialize;

use super::Barred;
use crate::forms::{FieldError, REASON_LENGTH, Reader, Text};
use crate::ids::{Code, TransferId};
use crate::paths::exchange;
use crate::ui::chrome::href_in;
use crate::ui::text::amount_text;
use crate::ui::{
    AmountText, Chrome, Face, FaceSize, Field, Notice, Place, SummaryList, SummaryRow, Tone, Voice, act_marks, amount,
    error_of, form_page,
};
use crate::words::{Language, Words};

/// The longest words that are made where nobody wrote any, in characters.
const LONGEST: usize = 200;

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GiveBackForm {
    /// The id of the transfer that gives it back, made by the page.
    pub id: String,
    /// What the payer is to read, if anything.
    pub reason: String,
}

impl GiveBackForm {
    /// The id, and what the payer is to read; empty if that is nothing.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<(TransferId, String), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let id = form.id(&self.id);
        let reason = form.line("reason", &self.reason, Text::free(REASON_LENGTH));
        form.finish(|| Some((id?, reason?)))
    }
}

/// Whose limit leaves no room to give it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoRoom {
    /// The payee's own: before it there is room for so much.
    Own(i64),
    /// The one agreed on with this partner exchange.
    Between(String),
}

impl NoRoom {
    /// As it is said on the page of who would give it back.
    pub fn sentence(&self, chrome: &Chrome, place: &Place) -> String {
        match self {
            Self::Own(room) => Voice::of(chrome).back_no_room(amount_text(&place.unit, chrome.language, *room)),
            Self::Between(partner) => chrome.words().back_no_room_between(partner),
        }
    }
}

/// What was paid to the reader, or to whom they act for, as it stands now.
#[derive(Clone, Debug)]
pub struct Received {
    /// Which transfer.
    pub id: TransferId,
    /// Its place in the books, by which it is spoken of.
    pub number: i64,
    /// Code and name of who paid.
    pub payer: (Code, String),
    /// How much was received, which is how much goes back.
    pub amount: i64,
    /// How much the payer had paid and gets, where they count otherwise.
    pub there: Option<String>,
    /// The payer's exchange, if it is another.
    pub partner: String,
    /// What for; none once erased.
    pub description: Option<String>,
    /// The payee's balance now.
    pub balance: i64,
    /// Why it cannot be given back, if it cannot.
    pub barred: Option<Barred>,
    /// Whose limit is too near, if one is.
    pub no_room: Option<NoRoom>,
}

impl Received {
    /// What is said of it where nobody writes anything.
    pub fn said(&self, words: &Words) -> String {
        let about = self.description.as_deref().unwrap_or_default();
        let said: String = words.receipt_back_words(self.number.to_string(), about).chars().take(LONGEST).collect();
        said.trim_end_matches([':', ' ']).to_owned()
    }

    /// What keeps the reader from it, as a sentence.
    fn kept(&self, chrome: &Chrome, place: &Place) -> Option<String> {
        let mine = place.mine.as_ref().map_or("", |mine| mine.member.as_str());
        let barred = self.barred.as_ref().map(|why| why.sentence(chrome.words(), mine));
        barred.or_else(|| Some(self.no_room.as_ref()?.sentence(chrome, place)))
    }
}

/// What giving it back means on both statements, and the form.
pub fn give_back_page(
    chrome: &Chrome,
    place: &Place,
    received: &Received,
    (form, errors): (&GiveBackForm, &[FieldError]),
) -> String {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let voice = Voice::of(chrome);
    let (code, name) = received.payer.clone();
    let back = chrome.href(&exchange::Transfer { id: received.id.to_string() });
    let text = amount_text(unit, language, received.amount);
    let act = match received.kept(chrome, place) {
        Some(sentence) => {
            // Where only a limit is in the way, the committee can do it.
            let ask = received.barred.is_none().then(|| {
                view! { <a href=href_in(&place.slug, &exchange::Contact)>{words.contact_title()}</a> }
            });
            view! {
                <Notice tone=Tone::Warning text=sentence/>
                <p class="actions">{ask}<a href=back.clone()>{words.back()}</a></p>
            }
            .into_any()
        }
        None => {
            let there = received.there.clone().unwrap_or_else(|| text.clone());
            let action = chrome.href(&exchange::GiveBack { id: received.id.to_string() });
            view! {
                <p>{voice.back_means(&text, &name, there)}</p>
                <form class="form" method="post" action=action novalidate>
                    {act_marks(chrome, &form.id)}
                    <Field name="reason" label=words.back_reason(&name) value=form.reason.clone()
                        hint=words.back_reason_hint(received.said(words)) error=error_of(errors, "reason")/>
                    <div class="actions"><button>{words.receipt_back(&text, &name)}</button><a href=back.clone()>{words.back()}</a></div>
                </form>
            }
            .into_any()
        }
    };
    let first = view! {
        <a href=back>{words.receipt_number(received.number.to_string())}</a>" "<bdi>{received.description.clone().unwrap_or_else(|| words.receipt_words_erased())}</bdi>
    };
    let payee = place.acting.as_ref().and(place.mine.as_ref()).map(|mine| {
        let who = view! { <bdi>{mine.member.clone()}</bdi>" "<span class="muted">{mine.code.to_string()}</span> };
        SummaryRow::new(words.check_from(), who)
    });
    let who = view! { <bdi>{name.clone()}</bdi>" "<span class="muted">{code.to_string()}</span> };
    let there =
        received.there.clone().map(|text| SummaryRow::new(words.trade_they_get(), view! { <AmountText text=text/> }));
    let after = received.balance.saturating_sub(received.amount);
    let after =
        received.barred.is_none().then(|| SummaryRow::new(voice.check_after(), amount(unit, language, after, true)));
    let rows = [payee, Some(SummaryRow::new(words.check_to(), who)), there];
    let rows = rows.into_iter().chain([Some(SummaryRow::new(words.back_first(), first)), after]).flatten().collect();
    let body = view! {
        <h1>{words.back_title()}</h1>
        <div class="person"><Face name=name.clone() code=code size=FaceSize::Large/><p class="large">{amount(unit, language, received.amount, false)}</p></div>
        <SummaryList rows=rows/>
        {act}
    };
    form_page(chrome, words.back_title(), errors, body.into_any())
}
