//! The page on which a member, or the committee for them, changes how the others see them.

use leptos::prelude::*;

use super::{SeenAs, SeenAsForm};
use crate::forms::{FieldError, PAGE};
use crate::paths::exchange;
use crate::ui::{
    Checkbox, Chrome, Field, Hidden, Notice, Place, SummaryList, SummaryRow, TextArea, Tone, act_marks, error_of,
    form_page,
};
use crate::words::Words;

/// The form; with `stands`, what somebody else has made of it meanwhile.
pub fn profile_page(
    chrome: &Chrome,
    place: &Place,
    (form, stands): (&SeenAsForm, Option<&SeenAs>),
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let code = place.mine.as_ref().map_or(String::new(), |mine| mine.code.to_string());
    let acting = place.acting.as_ref().filter(|acting| acting.on_behalf).map(|acting| acting.name.clone());
    let (title, lede, about) = match &acting {
        Some(name) => (words.profile_title_of(name), words.profile_lede_of(name), words.add_about()),
        None => (words.profile_title(), words.profile_lede(&place.name), words.profile_about()),
    };
    let hint = acting.is_none().then(|| words.profile_about_hint());
    let back = chrome.href(&exchange::Member { code });
    let typed = form.clone();
    let body = view! {
        <h1>{title.clone()}</h1>
        {stands.map(|stands| standing(words, stands))}
        <p>{lede}" "<a href=chrome.href(&exchange::Portrait)>{words.portrait_change()}</a></p>
        <form class="form" method="post" action=chrome.href(&exchange::Profile) novalidate>
            {act_marks(chrome, &form.id)}
            <Hidden name="seen" value=typed.seen/>
            <Field name="name" label=words.add_name() value=typed.name error=error_of(errors, "name") autocomplete="off"/>
            <Field name="area" label=words.add_area() value=typed.area error=error_of(errors, "area") autocomplete="off"/>
            <TextArea name="about" label=about hint=hint value=typed.about error=error_of(errors, "about") rows=5 maxlength=500/>
            <Field name="phone" label=words.profile_phone() value=typed.phone error=error_of(errors, "phone") kind="tel" autocomplete="off" maxlength=40/>
            <Checkbox name="phone_shown" label=words.profile_phone_shown() hint=words.profile_phone_hint() checked=typed.phone_shown == "yes"/>
            <div class="actions"><button>{words.me_save()}</button><a href=back>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, title, errors, body.into_any())
}

/// What stands now, beside what the reader typed, which is in the form still.
fn standing(words: &'static Words, stands: &SeenAs) -> AnyView {
    let SeenAs { name, area, about, phone, phone_shown } = stands.clone();
    let shown = if phone_shown { words.settings_yes() } else { words.settings_no() };
    let rows = [
        (words.add_name(), name),
        (words.member_area(), area),
        (words.member_about(), about),
        (words.member_phone(), phone),
        (words.profile_phone_shown(), shown),
    ];
    let text = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let rows = rows.map(|(label, said)| SummaryRow::new(label, view! { <bdi>{text(said)}</bdi> })).into();
    view! {
        <Notice tone=Tone::Warning><h2>{words.profile_stands()}</h2><SummaryList rows=rows/><p>{words.profile_again()}</p></Notice>
    }
    .into_any()
}

/// That somebody else has changed it since the page was made.
pub fn changed_meanwhile(words: &Words) -> FieldError {
    FieldError { field: PAGE, message: words.profile_stale() }
}
