//! The categories of an exchange's offers and wants, as whoever looks after the market types them.

use leptos::prelude::*;

use super::categories::CategoriesForm;
use crate::forms::FieldError;
use crate::paths::exchange;
use crate::ui::{Chrome, Hidden, TextArea, act_marks, error_of, form_page};

/// The page.
pub fn categories_page(chrome: &Chrome, form: &CategoriesForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let back = chrome.href(&exchange::Market);
    let body = view! {
        <h1>{words.market_categories()}</h1>
        <p class="lede">{words.market_categories_lede()}</p>
        <form class="form" method="post" action=chrome.href(&exchange::Categories) novalidate>
            {act_marks(chrome, &form.id)}
            <Hidden name="seen" value=form.seen.clone()/>
            <TextArea name="text" label=words.market_categories_list() hint=words.market_categories_hint() value=form.text.clone()
                error=error_of(errors, "text") rows=18/>
            <TextArea name="reason" label=words.settings_reason() hint=words.settings_reason_hint() value=form.reason.clone()
                error=error_of(errors, "reason") maxlength=500/>
            <div class="actions"><button>{words.settings_button()}</button><a href=back>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, words.market_categories(), errors, body.into_any())
}
