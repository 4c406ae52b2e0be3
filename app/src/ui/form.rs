//! Fields of forms: a label, a hint, an error beside the field, and what was typed.

use leptos::prelude::*;

use crate::words::Words;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The input's name, which is also its id.
    pub field: &'static str,
    /// The sentence beside it.
    pub message: String,
}

/// The summary at the top of a page whose form has errors; each links to its field.
pub fn error_summary(words: &Words, errors: &[FieldError]) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let links =
        errors.iter().map(|error| view! { <li><a href=format!("#{}", error.field)>{error.message.clone()}</a></li> });
    let view = view! {
        <div class="error-summary" role="alert" tabindex="-1">
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

/// One line to type into.
#[component]
pub fn Field(
    /// Its name and id.
    name: &'static str,
    /// What stands above it.
    label: String,
    /// What was typed, exactly.
    value: String,
    /// A sentence that helps.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// `text` unless said.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// `narrow` for amounts and codes.
    #[prop(default = "")]
    class: &'static str,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described: Vec<String> = [hint.as_ref().map(|_| hint_id.clone()), error.as_ref().map(|_| error_id.clone())]
        .into_iter()
        .flatten()
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let invalid = error.is_some().then_some("true");
    let class_of_field = if error.is_some() { "field wrong" } else { "field" };
    view! {
        <div class=class_of_field>
            <label for=name>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {error.map(|error| view! { <p class="error" id=error_id>{error}</p> })}
            <input type=kind id=name name=name value=value class=class autocomplete=autocomplete inputmode=inputmode
                aria-describedby=described aria-invalid=invalid maxlength="500"/>
        </div>
    }
}

/// Something the form carries unseen.
#[component]
pub fn Hidden(
    /// Its name.
    name: &'static str,
    /// What it carries.
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}
