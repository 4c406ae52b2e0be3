//! The form of an offer or a want: a new one, or one that is changed.

use leptos::prelude::*;

use super::forms::{LONGEST_TEXT, LONGEST_TITLE, ListingAround, ListingForm};
use super::price::PriceKind;
use super::{ListingKind, ListingReach};
use crate::paths::exchange;
use crate::ui::{
    Chrome, Field, FieldError, Hidden, Notice, Place, Select, TextArea, Tone, act_marks, error_of, form_page,
};
use crate::words::Words;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct ListingFormPage<'a> {
    /// What is known there.
    pub around: ListingAround<'a>,
    /// What was typed.
    pub form: ListingForm,
    /// It is there already.
    pub stands: bool,
    /// Somebody else has changed it since the page was made.
    pub is_stale: bool,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page; a new one is sent to [`exchange::NewListing`], one that stands to its own.
pub fn listing_form_page(chrome: &Chrome, place: &Place, data: ListingFormPage) -> String {
    let words = chrome.words();
    let ListingFormPage { around, form, stands, is_stale, errors } = data;
    let (action, back) = if stands {
        let listing = form.id.clone();
        (chrome.href(&exchange::EditListing { listing: listing.clone() }), chrome.href(&exchange::Listing { listing }))
    } else {
        (chrome.href(&exchange::NewListing), chrome.href(&exchange::Market))
    };
    let title = title(words, &form, stands);
    let stale =
        is_stale.then(|| view! { <Notice tone=Tone::Warning text=words.market_changed_meanwhile() role="alert"/> });
    let body = view! {
        <h1>{title.clone()}</h1>
        {stale}
        <form class="form" method="post" action=action novalidate>
            {act_marks(chrome, &form.id)}
            {stands.then(|| view! { <Hidden name="version" value=form.version.clone()/> })}
            <Select name="kind" label=words.market_kind() value=form.kind.clone() options=kinds(words) error=error_of(&errors, "kind")/>
            <Field name="title" label=words.market_title() hint=words.market_title_hint() value=form.title.clone()
                error=error_of(&errors, "title") maxlength=most(LONGEST_TITLE)/>
            <TextArea name="text" label=words.market_text() hint=words.market_text_hint() value=form.text.clone()
                error=error_of(&errors, "text") rows=6 maxlength=most(LONGEST_TEXT)/>
            {category(words, &around, &form, &errors)}
            <Select name="price" label=words.market_price() value=form.price.clone() options=prices(words, &place.unit.plural)
                error=error_of(&errors, "price")/>
            <Field name="amount" label=words.market_amount() hint=words.market_amount_hint(&place.unit.plural) value=form.amount.clone()
                error=error_of(&errors, "amount") class="narrow" inputmode="decimal" autocomplete="off"/>
            <Field name="area" label=words.member_area() hint=words.market_area_hint() value=form.area.clone()
                error=error_of(&errors, "area") maxlength=80/>
            {reach(words, &around, &form, &errors)}
            <div class="actions"><button>{if stands { words.market_save() } else { words.market_preview() }}</button><a href=back>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, title, &errors, body.into_any())
}

fn title(words: &Words, form: &ListingForm, stands: bool) -> String {
    match (stands, ListingKind::of_tag(&form.kind)) {
        (true, Some(ListingKind::Want)) => words.market_change_want(),
        (true, _) => words.market_change_offer(),
        (false, Some(ListingKind::Want)) => words.market_new_want(),
        (false, _) => words.market_new_offer(),
    }
}

fn most(characters: usize) -> u32 {
    u32::try_from(characters).unwrap_or(u32::MAX)
}

fn kinds(words: &Words) -> Vec<(String, String)> {
    vec![
        (ListingKind::Offer.tag().to_owned(), words.market_kind_offer()),
        (ListingKind::Want.tag().to_owned(), words.market_kind_want()),
    ]
}

fn prices(words: &Words, plural: &str) -> Vec<(String, String)> {
    vec![
        (PriceKind::Open.tag().to_owned(), words.market_price_open()),
        (PriceKind::Whole.tag().to_owned(), words.market_price_whole(plural)),
        (PriceKind::Hour.tag().to_owned(), words.market_price_per_hour(plural)),
    ]
}

/// Nothing where the exchange has no categories.
fn category(words: &Words, around: &ListingAround, form: &ListingForm, errors: &[FieldError]) -> Option<AnyView> {
    let all = around.categories;
    let none = ("0".to_owned(), words.market_category_none());
    let options = [none].into_iter().chain(all.iter().map(|one| (one.id.to_string(), one.full_name(all))));
    let options = options.collect::<Vec<_>>();
    (!all.is_empty()).then(|| {
        view! { <Select name="category" label=words.market_category() value=form.category.clone() options=options error=error_of(errors, "category")/> }
            .into_any()
    })
}

/// Where it can be nothing else, it is said unseen.
fn reach(words: &Words, around: &ListingAround, form: &ListingForm, errors: &[FieldError]) -> AnyView {
    let reaches = [ListingReach::Own, ListingReach::Partners, ListingReach::Everybody]
        .into_iter()
        .filter(|one| *one <= around.farthest);
    let options = reaches.map(|one| (one.tag().to_owned(), one.name(words))).collect::<Vec<_>>();
    if options.len() < 2 {
        return view! { <Hidden name="reach" value=ListingReach::Own.tag()/> }.into_any();
    }
    view! { <Select name="reach" label=words.market_reach() value=form.reach.clone() options=options error=error_of(errors, "reach")/> }
        .into_any()
}
