//! What stands around the content: the bar at the head with the exchange one is in, the menu, the foot.
//!
//! On a phone the menu is a bar at the foot with four words and "More"; on a wide screen a column. Both lists are
//! in the document, and the style shows one of them, since nothing here may need a script.

use axum_extra::routing::TypedPath;
use leptos::prelude::*;

use super::chrome::{Chrome, Membership, href_in};
use super::icon::Icon;
use super::whose::marks;
use crate::paths::query::NextQuery;
use crate::paths::{exchange, installation, link};
use crate::roles::{Right, may};
use crate::ui::text::moment_text;
use crate::words::Language;

/// The bar at the head: the exchange, switching between one's own, signing in.
pub fn head_bar(chrome: &Chrome) -> AnyView {
    let words = chrome.words();
    let here = match &chrome.place {
        Some(place) => {
            let home = chrome.href(&exchange::Home);
            view! { <a class="here" href=home>{place.name.clone()}</a>" "<span class="code">{place.code.clone()}</span> }.into_any()
        }
        None => match chrome.menu_of() {
            Some(mine) => view! { <a class="here" href=mine.home()>{mine.exchange.clone()}</a> }.into_any(),
            None => view! { <a class="here" href="/">{words.app_name()}</a> }.into_any(),
        },
    };
    let side = match &chrome.signed {
        Some(signed) if signed.memberships.len() > 1 => switcher(chrome, &signed.memberships),
        Some(_) => ().into_any(),
        None => {
            let next = chrome.place.as_ref().map(|place| href_in(&place.slug, &exchange::Home)).unwrap_or_default();
            let href = link(&installation::SignIn.with_query_params(NextQuery { next }));
            view! { <a class="sign-in" href=href>{words.sign_in()}</a> }.into_any()
        }
    };
    view! { <header class="top"><div class="top-row"><p>{here}</p>{side}</div>{held(chrome)}{looking(chrome)}{band(chrome)}</header> }
        .into_any()
}

/// That nothing can be entered here; and why, for who is a member.
fn held(chrome: &Chrome) -> Option<AnyView> {
    let (place, words) = (chrome.place.as_ref()?, chrome.words());
    let held = place.held.as_ref()?;
    let sentence = if held.is_archived { words.held_archived() } else { words.held_suspended() };
    let why =
        (place.mine.is_some() && !held.why.is_empty()).then(|| view! { " "<bdi>{words.held_why(&held.why)}</bdi> });
    Some(view! { <div class="acting"><p><strong>{sentence}</strong>{why}</p></div> }.into_any())
}

/// That whoever runs the installation looks in, and until when.
fn looking(chrome: &Chrome) -> Option<AnyView> {
    let (place, words) = (chrome.place.as_ref()?, chrome.words());
    let until = moment_text(words, place.glass?, &place.zone);
    Some(view! { <div class="acting"><p><strong>{words.glass_band(until)}</strong></p></div> }.into_any())
}

/// For whom one acts, with the way to where they are at home, and the way back.
fn band(chrome: &Chrome) -> Option<AnyView> {
    let (place, words) = (chrome.place.as_ref()?, chrome.words());
    let acting = place.acting.as_ref()?;
    let sentence = words.acting_for(&acting.name, acting.code.to_string());
    let told = if place.is_common(&acting.code) { words.acting_recorded_common() } else { words.acting_recorded() };
    let recorded = acting.on_behalf.then(|| format!(" {told}"));
    let (home, back) = (chrome.href(&exchange::Home), href_in(&place.slug, &exchange::Home));
    Some(
        view! {
            <div class="acting"><p><a href=home><strong><bdi>{sentence}</bdi></strong></a>{recorded}</p><a href=back>{words.acting_back()}</a></div>
        }
        .into_any(),
    )
}

fn switcher(chrome: &Chrome, memberships: &[Membership]) -> AnyView {
    let words = chrome.words();
    let here = chrome.place.as_ref().and_then(|place| place.mine.as_ref()).map(|mine| (&mine.slug, &mine.code));
    let items: Vec<_> = memberships
        .iter()
        .map(|mine| {
            let current = (here == Some((&mine.slug, &mine.code))).then_some("true");
            // One of several accounts of one exchange is told from the others by its code.
            let several = memberships.iter().filter(|other| other.slug == mine.slug).count() > 1;
            let code = several.then(|| view! { " "<span class="code">{mine.code.to_string()}</span> });
            view! { <li><a href=mine.home() aria-current=current>{mine.exchange.clone()}{code}</a></li> }
        })
        .collect();
    view! {
        <details class="switch">
            <summary>{words.switch_exchange()}</summary>
            <ul>{items}<li><a href="/">{words.nav_exchanges()}</a></li></ul>
        </details>
    }
    .into_any()
}

/// A line of the menu.
struct MenuEntry {
    href: String,
    text: String,
    icon: Icon,
}

/// The menu of who is signed in: of the exchange one is in, or of one's only exchange outside of all.
pub fn menu(chrome: &Chrome) -> AnyView {
    if chrome.signed.is_none() {
        return ().into_any();
    }
    let mine = chrome.menu_of();
    let (first, rest, committee) = match mine {
        Some(mine) => (first_entries(chrome, mine), rest_entries(chrome, mine), committee_entries(chrome, mine)),
        None => (outside_entries(chrome), host_entry(chrome).into_iter().collect(), vec![]),
    };
    let words = chrome.words();
    let more = || {
        view! {
            <ul>{items(chrome, &rest)}</ul>
            {(!committee.is_empty()).then(|| view! { <h2>{words.ui_committee()}</h2><ul>{items(chrome, &committee)}</ul> })}
            <form method="post" action=installation::SignOut.to_string()>
                {marks(chrome)}
                <button class="link">{words.sign_out()}</button>
            </form>
        }
    };
    view! {
        <nav class="menu" aria-label=words.nav()>
            <ul class="first">{items(chrome, &first)}</ul>
            <details class="more"><summary>{Icon::More.view(chrome)}{words.nav_more()}</summary><div>{more()}</div></details>
            <div class="rest">{more()}</div>
        </nav>
    }
    .into_any()
}

/// A page for the member that this page is for; outside of every exchange, of one's only one.
fn within(chrome: &Chrome, mine: &Membership, path: &impl TypedPath) -> String {
    if chrome.place.is_some() { chrome.href(path) } else { href_in(&mine.slug, path) }
}

fn first_entries(chrome: &Chrome, mine: &Membership) -> Vec<MenuEntry> {
    let words = chrome.words();
    vec![
        MenuEntry { href: within(chrome, mine, &exchange::Home), text: words.nav_home(), icon: Icon::Home },
        MenuEntry { href: within(chrome, mine, &exchange::Pay), text: words.nav_pay(), icon: Icon::Pay },
        MenuEntry { href: within(chrome, mine, &exchange::Market), text: words.nav_market(), icon: Icon::Market },
        MenuEntry { href: installation::Me.to_string(), text: words.nav_me(), icon: Icon::Me },
    ]
}

fn rest_entries(chrome: &Chrome, mine: &Membership) -> Vec<MenuEntry> {
    let words = chrome.words();
    let entries = vec![
        notices_entry(chrome),
        MenuEntry { href: within(chrome, mine, &exchange::Statement), text: words.nav_statement(), icon: Icon::Book },
        MenuEntry { href: within(chrome, mine, &exchange::Members), text: words.nav_members(), icon: Icon::People },
        MenuEntry { href: within(chrome, mine, &exchange::Partners), text: words.ui_partners(), icon: Icon::Bridge },
        MenuEntry { href: href_in(&mine.slug, &exchange::Contact), text: words.contact_title(), icon: Icon::Mail },
    ];
    entries.into_iter().chain(host_entry(chrome)).collect()
}

/// Every exchange, for who runs the installation.
fn host_entry(chrome: &Chrome) -> Option<MenuEntry> {
    let is_host = chrome.signed.as_ref().is_some_and(|signed| signed.is_host);
    let (href, text) = (installation::Host.to_string(), chrome.words().host_title());
    is_host.then_some(MenuEntry { href, text, icon: Icon::Market })
}

/// What their offices let them do there, and nothing else.
fn committee_entries(chrome: &Chrome, mine: &Membership) -> Vec<MenuEntry> {
    let words = chrome.words();
    let work = if mine.waits > 0 { words.work_menu(mine.waits.to_string()) } else { words.work_title() };
    let all = [
        (Some(Right::SeeWork), href_in(&mine.slug, &exchange::Work), work, Icon::Bell),
        (Some(Right::SeeBalances), href_in(&mine.slug, &exchange::Balances), words.nav_balances(), Icon::Scales),
        (Some(Right::SeeBalances), href_in(&mine.slug, &exchange::Statistics), words.statistics_menu(), Icon::Leaf),
        (Some(Right::Enrol), href_in(&mine.slug, &exchange::AddMember), words.ui_add_member(), Icon::Me),
        (None, href_in(&mine.slug, &exchange::Settings), words.ui_settings(), Icon::Key),
    ];
    let has = |right: &Right| mine.offices.iter().any(|role| may(*role, *right));
    let theirs = all.into_iter().filter(|(right, ..)| right.as_ref().map_or(!mine.offices.is_empty(), has));
    theirs.map(|(_, href, text, icon)| MenuEntry { href, text, icon }).collect()
}

fn outside_entries(chrome: &Chrome) -> Vec<MenuEntry> {
    let words = chrome.words();
    vec![
        MenuEntry { href: installation::Front.to_string(), text: words.nav_exchanges(), icon: Icon::Market },
        MenuEntry { href: installation::Me.to_string(), text: words.nav_me(), icon: Icon::Me },
        notices_entry(chrome),
    ]
}

/// The page of one's notices, with how many are not read.
fn notices_entry(chrome: &Chrome) -> MenuEntry {
    let words = chrome.words();
    let text = match chrome.signed.as_ref().map_or(0, |signed| signed.unread) {
        0 => words.notices_title(),
        few @ 1..100 => words.notices_menu(few),
        _ => words.notices_menu_many(),
    };
    MenuEntry { href: installation::MyNotices.to_string(), text, icon: Icon::Bell }
}

fn items(chrome: &Chrome, entries: &[MenuEntry]) -> Vec<impl IntoView + use<>> {
    let here = chrome.here.split('?').next().unwrap_or_default();
    entries
        .iter()
        .map(|entry| {
            let current = (entry.href == here).then_some("page");
            view! { <li><a href=entry.href.clone() aria-current=current>{entry.icon.view(chrome)}{entry.text.clone()}</a></li> }
        })
        .collect()
}

/// Help stands first in the foot of every page, in the same place for everybody: the exchange's with the way to its committee, or the installation's.
fn help(chrome: &Chrome) -> AnyView {
    let words = chrome.words();
    let Some(place) = &chrome.place else {
        return view! { <p class="help"><a href=installation::Help.to_string()>{words.help()}</a></p> }.into_any();
    };
    let (help, contact) = (href_in(&place.slug, &exchange::Help), href_in(&place.slug, &exchange::Contact));
    view! { <p class="help"><a href=help>{words.help()}</a>" "<a href=contact>{words.contact_title()}</a></p> }
        .into_any()
}

/// The foot: help; language for who is not signed in (the others have it in their profile), light for everybody.
pub fn foot(chrome: &Chrome) -> AnyView {
    let words = chrome.words();
    let languages = chrome.signed.is_none().then(|| {
        let choices: Vec<_> = Language::ALL
            .into_iter()
            .map(|language| {
                let pressed = (language == chrome.language).then_some("true");
                view! { <button class="link" name="language" value=language.tag() lang=language.tag() aria-current=pressed>{language.name()}</button> }
            })
            .collect();
        view! { <fieldset><legend>{words.language_choose()}</legend>{choices}</fieldset> }
    });
    let themes: Vec<_> = [
        (super::Theme::Device, words.theme_device()),
        (super::Theme::Light, words.theme_light()),
        (super::Theme::Dark, words.theme_dark()),
    ]
    .into_iter()
    .map(|(theme, text)| {
        let pressed = (theme == chrome.theme).then_some("true");
        view! { <button class="link" name="theme" value=theme.tag() aria-current=pressed>{text}</button> }
    })
    .collect();
    view! {
        <footer class="foot">
            {help(chrome)}
            <form method="post" action=installation::Preferences.to_string()>
                {marks(chrome)}
                <input type="hidden" name="next" value=chrome.here.clone()/>
                {languages}
                <fieldset><legend>{words.theme_choose()}</legend>{themes}</fieldset>
            </form>
            <p>{words.footer()}</p>
        </footer>
    }
    .into_any()
}
