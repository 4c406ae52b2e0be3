//! What forms are made of: each input with its label, a hint and its error beside it, and what was typed as it was
//! typed. The error summary at the top of the page leads to the inputs by their ids, which are their names.

use leptos::prelude::*;

pub use crate::forms::FieldError;
use crate::words::Words;

/// The summary at the top of a page whose form has errors; each links to its field.
pub fn error_summary(words: &Words, errors: &[FieldError]) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let links =
        errors.iter().map(|error| view! { <li><a href=format!("#{}", error.field)>{error.message.clone()}</a></li> });
    let view = view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus>
            <h2>{words.error_title()}</h2>
            <ul>{links.collect_view()}</ul>
        </div>
    };
    Some(view.into_any())
}

/// The error of a field, if it has one.
pub fn error_of(errors: &[FieldError], field: &str) -> Option<String> {
    errors.iter().find(|error| error.field == field).map(|error| error.message.clone())
}

/// What stands before an input: label, hint, error; and the ids it is described by.
struct Around {
    label: AnyView,
    class: &'static str,
    described_by: Option<String>,
    invalid: Option<&'static str>,
}

fn around(name: &'static str, label: String, hint: Option<String>, error: Option<String>) -> Around {
    let ids: Vec<String> =
        [hint.as_ref().map(|_| format!("{name}-hint")), error.as_ref().map(|_| format!("{name}-error"))]
            .into_iter()
            .flatten()
            .collect();
    let (class, invalid) = if error.is_some() { ("field wrong", Some("true")) } else { ("field", None) };
    let hint = hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
    let error = error.map(|error| view! { <p class="error" id=format!("{name}-error")>{error}</p> });
    let label = view! { <label for=name>{label}</label>{hint}{error} }.into_any();
    Around { label, class, described_by: (!ids.is_empty()).then(|| ids.join(" ")), invalid }
}

/// A line of text, a password, an e-mail, an amount.
#[component]
pub fn Field(
    /// Name and id.
    name: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// What was typed.
    #[prop(optional, into)]
    value: String,
    /// A sentence below the label.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// `text`, `email`, `password`, `date`, `month`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(optional_no_strip, into)]
    autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows.
    #[prop(optional_no_strip, into)]
    inputmode: Option<&'static str>,
    /// At most so many characters.
    #[prop(optional_no_strip, into)]
    maxlength: Option<u32>,
    /// The form cannot be sent without it.
    #[prop(optional)]
    required: bool,
    /// `narrow` for amounts and codes.
    #[prop(default = "")]
    class: &'static str,
) -> impl IntoView {
    let around = around(name, label, hint, error);
    let maxlength = maxlength.unwrap_or(500).to_string();
    let input = view! {
        <input
            id=name
            name=name
            type=kind
            value=value
            autocomplete=autocomplete
            inputmode=inputmode
            maxlength=maxlength
            required=required
            aria-describedby=around.described_by
            aria-invalid=around.invalid
        />
    };
    // On the whole field: an input without a class would be written with an empty one.
    let class = if class.is_empty() { around.class.to_owned() } else { format!("{} {class}", around.class) };
    view! { <div class=class>{around.label}{input}</div> }.into_any()
}

/// Several lines of text: the only place that writes a `<textarea>`, since leptos 0.8 does not escape its children.
#[component]
pub fn TextArea(
    /// Name and id.
    name: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// What was typed.
    #[prop(optional, into)]
    value: String,
    /// A sentence below the label.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// How many lines it shows.
    #[prop(default = 3)]
    rows: u32,
    /// At most so many characters.
    #[prop(optional_no_strip, into)]
    maxlength: Option<u32>,
    /// The form cannot be sent without it.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let around = around(name, label, hint, error);
    let maxlength = maxlength.map(|most| most.to_string());
    // Browsers drop the first newline of a textarea: one of ours goes before what was typed.
    let escaped = format!("\n{}", escape(&value));
    view! {
        <div class=around.class>
            {around.label}
            <textarea
                id=name
                name=name
                rows=rows.to_string()
                maxlength=maxlength
                required=required
                aria-describedby=around.described_by
                aria-invalid=around.invalid
                inner_html=escaped
            ></textarea>
        </div>
    }
    .into_any()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A photo, chosen from what the device has; its form is sent in parts (`multipart/form-data`), and it stands last there, so that a line
/// that breaks loses nothing else.
#[component]
pub fn FileField(
    /// Name and id.
    name: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// A sentence below the label.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// The kinds that are taken.
    #[prop(default = crate::photos::ACCEPT)]
    accept: &'static str,
    /// Several may be chosen.
    #[prop(optional)]
    multiple: bool,
) -> impl IntoView {
    let around = around(name, label, hint, error);
    view! {
        <div class=around.class>
            {around.label}
            <input
                id=name
                name=name
                type="file"
                accept=accept
                multiple=multiple
                aria-describedby=around.described_by
                aria-invalid=around.invalid
            />
        </div>
    }
    .into_any()
}

/// One of a list.
#[component]
pub fn Select(
    /// Name and id.
    name: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// Which option was chosen.
    #[prop(optional, into)]
    value: String,
    /// Value and text of each option.
    options: Vec<(String, String)>,
    /// A sentence below the label.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
) -> impl IntoView {
    let around = around(name, label, hint, error);
    let options: Vec<_> = options
        .into_iter()
        .map(|(choice, text)| {
            let selected = choice == value;
            view! { <option value=choice selected=selected>{text}</option> }
        })
        .collect();
    view! {
        <div class=around.class>
            {around.label}
            <select id=name name=name aria-describedby=around.described_by aria-invalid=around.invalid>{options}</select>
        </div>
    }
    .into_any()
}

/// Yes or no; sends `yes` when ticked.
#[component]
pub fn Checkbox(
    /// Name and id.
    name: &'static str,
    /// What ticking it says.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    #[prop(optional)]
    checked: bool,
    /// A sentence below the label.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
) -> impl IntoView {
    let around = around(name, label, hint, error);
    view! {
        <div class=format!("{} check", around.class)>
            <input
                id=name
                name=name
                type="checkbox"
                value="yes"
                checked=checked
                aria-describedby=around.described_by
                aria-invalid=around.invalid
            />
            <div>{around.label}</div>
        </div>
    }
    .into_any()
}

/// What a form carries without showing it.
#[component]
pub fn Hidden(
    /// Its name.
    name: &'static str,
    /// Its value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one thing to do on the page.
    #[default]
    Primary,
    /// Anything else.
    Secondary,
    /// What cannot be taken back easily.
    Danger,
    /// One of many in a list.
    Link,
}

impl ButtonKind {
    /// Its classes.
    pub fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Secondary => "button second",
            Self::Danger => "button danger",
            Self::Link => "link",
        }
    }
}

/// Sends its form; with name and value it says which button it was.
#[component]
pub fn Button(
    /// What happens.
    #[prop(into)]
    label: String,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Its name in the form.
    #[prop(optional_no_strip, into)]
    name: Option<&'static str>,
    /// Its value in the form.
    #[prop(optional_no_strip, into)]
    value: Option<String>,
) -> impl IntoView {
    view! { <button class=kind.class() name=name value=value>{label}</button> }
}

/// A link that looks like a button: leads to a form.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What is there.
    #[prop(into)]
    label: String,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
) -> impl IntoView {
    view! { <a class=kind.class() href=href><bdi>{label}</bdi></a> }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Checkbox, Field, FieldError, Select, TextArea, error_summary};
    use crate::words::Language;

    const HOSTILE: &str = "\"'></textarea></title><script>alert(1)</script>&amp;<!>";

    fn is_harmless(html: &str) {
        for mark in ["<script", "</textarea><", "\"'>", "'></"] {
            let html = html.replace("></textarea>", "");
            assert!(!html.contains(mark), "{mark} in {html}");
        }
    }

    #[test]
    fn a_textarea_shows_what_was_typed_and_never_becomes_markup() {
        let html = view! { <TextArea name="t" label="T" value=HOSTILE/> }.to_html();
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(html.contains("&lt;/textarea&gt;&lt;/title&gt;&lt;script&gt;"), "{html}");
        assert!(html.contains("&amp;amp;"), "what was typed is not read as markup: {html}");
        let lines = view! { <TextArea name="t" label="T" value="\nsecond line"/> }.to_html();
        assert!(lines.contains("\n\nsecond line"), "the first empty line stays: {lines}");
    }

    #[test]
    fn hostile_words_are_text_in_every_field() {
        let text = || HOSTILE.to_owned();
        is_harmless(&view! { <Field name="f" label=text() value=text() hint=text() error=Some(text())/> }.to_html());
        is_harmless(&view! { <Checkbox name="c" label=text() hint=text()/> }.to_html());
        is_harmless(&view! { <Select name="s" label=text() value=text() options=vec![(text(), text())]/> }.to_html());
        let errors = [FieldError { field: "f", message: text() }];
        is_harmless(&error_summary(Language::English.words(), &errors).to_html());
    }

    #[test]
    fn a_field_with_an_error_is_described_by_it() {
        let html =
            view! { <Field name="to" label="To" value="x" hint="H".to_owned() error=Some("Nobody".into())/> }.to_html();
        assert!(html.contains("aria-describedby=\"to-hint to-error\""), "{html}");
        assert!(html.contains("aria-invalid=\"true\""), "{html}");
        let html = view! { <Field name="to" label="To" value="x"/> }.to_html();
        assert!(!html.contains("aria-"), "{html}");
    }
}
