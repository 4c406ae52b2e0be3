//! The frame around every page, and the one bridge from views to text.

use leptos::html;
use leptos::prelude::*;

use super::form::{FieldError, error_summary};
use super::frame::{foot, head_bar, menu};
use super::hue::{OWN_HUE, bar_colours};
use super::pieces::Notice;
use super::{Chrome, Flash, Theme};
use crate::paths::installation;
use crate::words::Language;

/// A whole HTML document around `body`.
pub fn page(chrome: &Chrome, title: String, body: impl IntoView + 'static) -> String {
    form_page(chrome, title, &[], body)
}

/// The same for a page that anybody may read: with what stands beside a link to it, a sentence and the picture of its hue.
pub fn shared_page(chrome: &Chrome, title: String, says: String, body: impl IntoView + 'static) -> String {
    document(chrome, (title, Says::BesideALink(says)), &[], body.into_any())
}

/// The same for a page with a form: with errors, the title begins with "Error" and the summary stands first, so that both are
/// met first by ear as well as by eye.
pub fn form_page(chrome: &Chrome, title: String, errors: &[FieldError], body: impl IntoView + 'static) -> String {
    document(chrome, (title, Says::Nothing), errors, body.into_any())
}

/// The same for a form that anybody may find: with a sentence for who looks for it. Nobody links to it, so nothing stands beside a link.
pub fn described_form_page(
    chrome: &Chrome,
    (title, says): (String, String),
    errors: &[FieldError],
    body: impl IntoView + 'static,
) -> String {
    document(chrome, (title, Says::Described(says)), errors, body.into_any())
}

/// What a page says of itself to who does not see it.
enum Says {
    Nothing,
    Described(String),
    BesideALink(String),
}

fn document(chrome: &Chrome, (title, says): (String, Says), errors: &[FieldError], body: AnyView) -> String {
    let words = chrome.words();
    let owner = Owner::new();
    owner.with(|| {
        let site = chrome.place.as_ref().map_or(words.app_name(), |place| place.name.clone());
        // What is about the exchange as a whole does not say its name twice.
        let whole = if title == site { String::new() } else { format!(" – {site}") };
        let heading = if errors.is_empty() { title } else { format!("{} {title}", words.error_prefix()) };
        let hue = chrome.place.as_ref().map_or(OWN_HUE, |place| place.hue);
        let view = view! {
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=color_scheme(chrome.theme)/>
                {bars(chrome.theme, hue)}
                <title>{format!("{heading}{whole}")}</title>
                {said(chrome, (heading, says), hue)}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href=chrome.app_icon/>
                <link rel="manifest" href=installation::Manifest.to_string()/>
                <link rel="stylesheet" href=chrome.stylesheet/>
            </head>
            <body>
                <a class="skip" href="#main">{words.skip()}</a>
                {head_bar(chrome)}
                <div class="frame">
                {menu(chrome)}
                <main id="main" tabindex="-1">
                    {chrome.flash.map(|flash| view! { <Notice role="status" text=flash_text(chrome, flash)/> })}
                    {error_summary(words, errors)}
                    {body}
                </main>
                </div>
                {foot(chrome)}
            </body>
        };
        let (language, direction) = (lang(chrome.language), chrome.language.direction());
        let theme = chrome.theme.tag();
        format!(
            "<!DOCTYPE html><html lang=\"{language}\" dir=\"{direction}\" class=\"hue-{hue} theme-{theme}\">{}</html>",
            bare(&view.into_any().to_html())
        )
    })
}

/// The colour of the browser's own bar; of both lights where the device chooses.
fn bars(theme: Theme, hue: u8) -> AnyView {
    let [light, dark] = bar_colours(hue);
    match theme {
        Theme::Light => view! { <meta name="theme-color" content=light/> }.into_any(),
        Theme::Dark => view! { <meta name="theme-color" content=dark/> }.into_any(),
        Theme::Device => {
            let bar = |colour, scheme| html::meta().name("theme-color").content(colour).attr("media", scheme);
            let (light, dark) =
                (bar(light, "(prefers-color-scheme: light)"), bar(dark, "(prefers-color-scheme: dark)"));
            view! { {light}{dark} }.into_any()
        }
    }
}

/// What search engines, and others where the page is linked, show of it.
fn said(chrome: &Chrome, (title, says): (String, Says), hue: u8) -> AnyView {
    let says = match says {
        Says::Nothing => return ().into_any(),
        Says::Described(says) => return view! { <meta name="description" content=says/> }.into_any(),
        Says::BesideALink(says) => says,
    };
    let url = format!("{}{}", chrome.origin, chrome.here.split('?').next().unwrap_or("/"));
    let property = |name: &'static str, content: String| html::meta().attr("property", name).content(content);
    let picture = chrome.pictures.get(usize::from(hue)).map(|picture| format!("{}{picture}", chrome.origin));
    view! {
        <meta name="description" content=says.clone()/>
        {property("og:type", "website".to_owned())}
        {property("og:title", title)}
        {property("og:description", says)}
        {property("og:url", url)}
        {picture.map(|picture| property("og:image", picture))}
    }
    .into_any()
}

/// Without the marks that leptos leaves for its scripts, of which there are none here: `<!>` between texts, and a comment where a
/// view is nothing. Whatever people wrote is escaped before it comes here, in texts, attributes and textareas alike: a `<` of
/// theirs is `&lt;`, so a `<!` is always markup, and it is only these two.
fn bare(html: &str) -> String {
    html.replace("<!--<() />-->", "").replace("<!>", "")
}

fn lang(language: Language) -> &'static str {
    if language == Language::Mirrored { "en" } else { language.tag() }
}

fn color_scheme(theme: Theme) -> &'static str {
    match theme {
        Theme::Device => "light dark",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn flash_text(chrome: &Chrome, flash: Flash) -> String {
    let words = chrome.words();
    match flash {
        Flash::Saved => words.flash_saved(),
        Flash::PasswordChanged => words.flash_password_changed(),
        Flash::PasswordSet => words.flash_password_set(),
        Flash::SignedOut => words.flash_signed_out(),
        Flash::SessionsEnded => words.flash_sessions_ended(),
        Flash::SessionEnded => words.flash_session_ended(),
        Flash::EmailChanged => words.flash_email_changed(),
        Flash::MemberAdded => words.flash_member_added(),
        Flash::LimitsChanged => words.flash_limits_changed(),
        Flash::Proposed => words.flash_proposed(),
        Flash::Accepted => words.flash_accepted(),
        Flash::Declined => words.flash_declined(),
        Flash::Ended => words.flash_ended(),
        Flash::JoinWithdrawn => words.join_withdrawn(),
        Flash::MemberAdmitted => words.work_admitted(1),
        Flash::ApplicationDeclined => words.apply_declined(),
        Flash::Erased => words.erase_me_done(),
    }
}
