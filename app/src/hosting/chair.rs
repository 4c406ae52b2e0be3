//! The host publishes that an exchange without officers asks for an interim chair: the form and the page.

use leptos::prelude::*;
use serde::Deserialize;

use crate::forms::{FieldError, Reader};
use crate::ids::Code;
use crate::paths::installation;
use crate::roles::interim::{AskedChair, CHAIR_WAITS};
use crate::ui::{Button, Chrome, EmptyState, Notice, Select, act_marks, error_of, form_page};
use crate::words::{Language, Words};

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PublishForm {
    /// Made by the page, so that sending it twice publishes once.
    pub id: String,
    /// The code of whom members ask for.
    pub who: String,
}

impl PublishForm {
    /// Whom it is about.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<Code, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let code = form.needs("who", Code::typed(&self.who), Words::form_choice);
        form.finish(|| code)
    }
}

/// What the page shows.
pub struct ChairPage {
    /// The exchange's first path segment.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Nobody who governs is left there.
    pub is_open: bool,
    /// For whom is asked, with the code of each.
    pub asked: Vec<(String, AskedChair)>,
    /// What was typed.
    pub form: PublishForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page: who asks for whom, and the form where enough do.
pub fn chair_page(chrome: &Chrome, data: ChairPage) -> String {
    let words = chrome.words();
    let ChairPage { slug, name, is_open, asked, form, errors } = data;
    let rows: Vec<_> = asked.iter().map(|(_, one)| view! { <li><bdi>{one.sentence(words)}</bdi></li> }).collect();
    let list = if rows.is_empty() {
        view! { <EmptyState title=words.chair_nobody_asks()/> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let enough: Vec<_> = asked.into_iter().filter(|(_, one)| one.is_enough()).collect();
    let governed = (!is_open).then(|| view! { <Notice text=words.chair_governed()/> });
    let publish = (!enough.is_empty()).then(|| {
        let options: Vec<_> = enough.into_iter().map(|(code, one)| (code, one.name)).collect();
        let action = installation::HostChair { slug: slug.clone() }.to_string();
        view! {
            <form class="form" method="post" action=action novalidate>
                {act_marks(chrome, &form.id)}
                <Select name="who" label=words.chair_whom() value=form.who.clone() options=options error=error_of(&errors, "who")/>
                <div class="actions"><Button label=words.chair_publish_button()/></div>
            </form>
        }
    });
    let title = words.chair_of(&name);
    let back = installation::HostExchange { slug }.to_string();
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        <p class="lede">{words.chair_publish_lede(CHAIR_WAITS)}</p>
        {governed}
        {list}
        {publish}
        <p class="actions"><a href=back>{words.back()}</a></p>
    };
    form_page(chrome, title, &errors, body.into_any())
}
