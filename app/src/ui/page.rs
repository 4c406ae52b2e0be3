//! The frame around every page, and the one bridge from views to text.

use leptos::prelude::*;

use super::chrome::href_in;
use super::form::{FieldError, error_summary};
use super::{Chrome, Flash, Theme};
use crate::paths::{exchange, installation};
use crate::words::Language;

/// A whole HTML document around `body`.
pub fn page(chrome: &Chrome, title: String, body: impl IntoView + 'static) -> String {
    form_page(chrome, title, &[], body)
}

/// The same for a page with a form: with errors, the title begins with "Error" and the summary stands first, so that both are
/// met first by ear as well as by eye.
pub fn form_page(chrome: &Chrome, title: String, errors: &[FieldError], body: impl IntoView + 'static) -> String {
    let words = chrome.words();
    let owner = Owner::new();
    owner.with(|| {
        let site = chrome.place.as_ref().map_or(words.app_name(), |place| place.name.clone());
        let heading = if errors.is_empty() { title } else { format!("{} {title}", words.error_prefix()) };
        let view = view! {
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=color_scheme(chrome.theme)/>
                <title>{format!("{heading} – {site}")}</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=chrome.stylesheet/>
            </head>
            <body>
                <a class="skip" href="#main">{words.skip()}</a>
                {header(chrome)}
                {navigation(chrome)}
                <main id="main" tabindex="-1">
                    {chrome.flash.map(|flash| view! { <p class="notice" role="status">{flash_text(chrome, flash)}</p> })}
                    {error_summary(words, errors)}
                    {body.into_any()}
                </main>
                {footer(chrome)}
            </body>
        };
        let (language, direction) = (lang(chrome.language), chrome.language.direction());
        let hue = chrome.place.as_ref().map_or(11, |place| place.hue);
        let theme = chrome.theme.tag();
        format!(
            "<!DOCTYPE html><html lang=\"{language}\" dir=\"{direction}\" class=\"hue-{hue} theme-{theme}\">{}</html>",
            view.into_any().to_html()
        )
    })
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
        Flash::SignedOut => words.flash_signed_out(),
        Flash::SessionsEnded => words.flash_sessions_ended(),
        Flash::MemberAdded => words.flash_member_added(),
        Flash::LimitsChanged => words.flash_limits_changed(),
        Flash::Proposed => words.flash_proposed(),
        Flash::Accepted => words.flash_accepted(),
        Flash::Declined => words.flash_declined(),
    }
}

fn header(chrome: &Chrome) -> AnyView {
    let words = chrome.words();
    let (home, name) = match &chrome.place {
        Some(place) => (href_in(&place.slug, &exchange::Home), place.name.clone()),
        None => (installation::Front.to_string(), words.app_name()),
    };
    let signed = match &chrome.signed {
        Some(signed) => {
            let here = chrome.place.as_ref().map(|place| place.slug.clone());
            let others: Vec<_> =
                signed.memberships.iter().filter(|m| Some(&m.slug) != here.as_ref()).cloned().collect();
            let switch = (!others.is_empty()).then(|| {
                let links = others.into_iter().map(|other| {
                    view! { <li><a href=href_in(&other.slug, &exchange::Home)>{other.exchange}</a></li> }
                });
                view! { <details class="switch"><summary>{words.switch_exchange()}</summary><ul>{links.collect_view()}</ul></details> }
            });
            view! {
                {switch}
                <form method="post" action=installation::SignOut.to_string()>
                    <button class="link">{words.sign_out()}</button>
                </form>
            }
            .into_any()
        }
        None => view! { <a href=installation::SignIn.to_string()>{words.sign_in()}</a> }.into_any(),
    };
    view! {
        <header class="top">
            <a class="brand" href=home>{name}</a>
            <div class="top-right">{signed}</div>
        </header>
    }
    .into_any()
}

fn navigation(chrome: &Chrome) -> Option<AnyView> {
    let words = chrome.words();
    let place = chrome.place.as_ref()?;
    let mine = place.mine.as_ref()?;
    let here = chrome.here.split('?').next().unwrap_or("").to_owned();
    let item = move |href: String, label: String| {
        let current = (href == here).then_some("page");
        view! { <li><a href=href aria-current=current>{label}</a></li> }.into_any()
    };
    let statement = item(chrome.href(&exchange::Statement), words.nav_statement());
    let balances = mine.in_committee.then(|| item(chrome.href(&exchange::Balances), words.nav_balances()));
    let view = view! {
        <nav class="main-nav" aria-label=words.nav()>
            <ul>
                {item(chrome.href(&exchange::Home), words.nav_home())}
                {item(chrome.href(&exchange::Pay), words.nav_pay())}
                {statement}
                {item(chrome.href(&exchange::Members), words.nav_members())}
                {balances}
                {item(installation::Me.to_string(), words.nav_me())}
            </ul>
        </nav>
    };
    Some(view.into_any())
}

fn footer(chrome: &Chrome) -> AnyView {
    let words = chrome.words();
    let languages = Language::ALL.into_iter().map(|language| {
        let here = language == chrome.language;
        view! {
            <button class="link" name="language" value=language.tag() lang=language.tag() disabled=here>{language.name()}</button>
        }
    });
    view! {
        <footer>
            <form method="post" action=installation::Preferences.to_string()>
                <input type="hidden" name="next" value=chrome.here.clone()/>
                {languages.collect_view()}
            </form>
            <p>{words.footer()}</p>
        </footer>
    }
    .into_any()
}
