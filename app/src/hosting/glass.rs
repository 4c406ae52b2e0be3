//! The host breaks the glass: for an hour they read in one exchange what who looks over its books reads, for a reason that it is told.

use leptos::prelude::*;
use serde::Deserialize;

use crate::forms::{FieldError, Reader};
use crate::paths::{exchange, installation};
use crate::ui::chrome::href_in;
use crate::ui::{Button, ButtonKind, Chrome, Field, Notice, act_marks, error_of, form_page};
use crate::words::Language;

/// For how long the glass is broken, in seconds.
pub const GLASS_SECONDS: i64 = 3_600;

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GlassForm {
    /// Made by the page, so that sending it twice breaks it once.
    pub id: String,
    /// Why.
    pub reason: String,
}

impl GlassForm {
    /// Why.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<String, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let reason = form.reason("reason", &self.reason);
        form.finish(|| reason)
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct GlassPage {
    /// The exchange's first path segment.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Until when the reader may look, as it is read; none if they may not.
    pub until: Option<String>,
    /// What was typed.
    pub form: GlassForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page: what it means, the form, and where to look once it is broken.
pub fn glass_page(chrome: &Chrome, data: GlassPage) -> String {
    let words = chrome.words();
    let GlassPage { slug, name, until, form, errors } = data;
    let title = words.glass_title(&name);
    let open = until.map(|until| {
        let links = [
            (href_in(&slug, &exchange::Balances), words.balances_title()),
            (href_in(&slug, &exchange::Decisions), words.decisions_title()),
            (href_in(&slug, &exchange::Members), words.members_title()),
        ];
        let links = links.map(|(href, label)| view! { <li><a href=href>{label}</a></li> });
        view! { <Notice text=words.glass_open(until)><ul>{links.collect_view()}</ul></Notice> }
    });
    let action = installation::HostLook { slug: slug.clone() }.to_string();
    let back = installation::HostExchange { slug }.to_string();
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        <p class="lede">{words.glass_lede()}</p>
        {open}
        <form class="form" method="post" action=action novalidate>
            {act_marks(chrome, &form.id)}
            <Field name="reason" label=words.hold_reason() hint=words.glass_reason_hint() value=form.reason
                error=error_of(&errors, "reason") autocomplete="off"/>
            <div class="actions"><Button label=words.glass_button() kind=ButtonKind::Danger/><a href=back>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, title, &errors, body.into_any())
}
