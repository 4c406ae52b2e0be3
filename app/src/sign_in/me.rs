//! The page about oneself, and the one that changes the password.

use leptos::prelude::*;

use super::ProfileForm;
use crate::ids::Code;
use crate::ledger::Unit;
use crate::paths::{exchange, installation};
use crate::ui::chrome::{href_as, href_in};
use crate::ui::{
    Chrome, EmptyState, Field, FieldError, Hidden, Notice, Select, SignedIn, SummaryList, SummaryRow, amount, error_of,
    form_page, marks,
};
use crate::words::{Language, Words};

/// What one signs in with.
#[derive(Clone, Debug)]
pub struct SigningIn {
    /// The e-mail address, if there is one.
    pub email: Option<String>,
    /// Where mails go, if there is none: others may read it too.
    pub mailbox: Option<String>,
    /// In how many browsers.
    pub sessions: usize,
}

/// Where somebody stands in one of their places.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct OwnBalance {
    /// The exchange's address.
    pub slug: String,
    /// The account.
    pub code: Code,
    /// Where it stands.
    pub balance: i64,
    /// In what.
    #[cfg_attr(feature = "sql", sqlx(flatten))]
    pub unit: Unit,
}

/// Where somebody goes who has come in and asked for no page: home, if they belong to one exchange alone; else to all of theirs.
pub fn landing(chrome: &Chrome) -> String {
    match chrome.signed.as_ref().map(|signed| signed.memberships.as_slice()) {
        Some([only]) => only.home(),
        _ => installation::Front.to_string(),
    }
}

/// The page about oneself.
pub fn me_page(
    chrome: &Chrome,
    (signed, how, balances): (&SignedIn, &SigningIn, &[OwnBalance]),
    form: &ProfileForm,
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let none = signed.memberships.is_empty().then(|| view! {
        <EmptyState title=words.me_none()><p><a href=installation::Front.to_string()>{words.nav_exchanges()}</a></p></EmptyState>
    });
    let options = Language::ALL.into_iter().map(|one| (one.tag().to_owned(), one.name())).collect::<Vec<_>>();
    let body = view! {
        <h1>{words.me_title()}</h1>
        <h2>{words.me_exchanges()}</h2>
        {none}
        {accounts(chrome, signed, balances)}
        {seen_by_others(chrome, signed)}
        <h2>{words.me_signing_in()}</h2>
        <SummaryList rows=signing_in(words, how)/>
        <h2>{words.me_details()}</h2>
        <form class="form" method="post" action=installation::Me.to_string() novalidate>
            {marks(chrome)}
            <Field name="name" label=words.me_name() hint=words.me_name_hint() value=form.name.clone() error=error_of(errors, "name") autocomplete="name"/>
            <Select name="language" label=words.me_language() value=form.language.clone() options=options/>
            <button>{words.me_save()}</button>
        </form>
        <p class="actions"><a href=installation::EraseMe.to_string()>{words.erase_me_link()}</a></p>
    };
    form_page(chrome, words.me_title(), errors, body)
}

/// Every account of a person, each leading to its home, with where it stands.
pub fn accounts(chrome: &Chrome, signed: &SignedIn, balances: &[OwnBalance]) -> AnyView {
    let rows = signed.memberships.iter().map(|one| {
        let own = balances.iter().find(|own| own.slug == one.slug && own.code == one.code);
        let own = own.map(|own| amount(&own.unit, chrome.language, own.balance, true));
        let name = (one.member != signed.name).then(|| view! { <span class="what"><bdi>{one.member.clone()}</bdi></span> });
        view! { <li><a href=one.home()><bdi>{one.exchange.clone()}</bdi></a><span><span class="code">{one.code.to_string()}</span>" "{own}</span>{name}</li> }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
}

/// Where each of their accounts is changed as the others see it; told apart by the exchange, and by the code where there are several.
fn seen_by_others(chrome: &Chrome, signed: &SignedIn) -> AnyView {
    let words = chrome.words();
    let links = signed.memberships.iter().map(|one| {
        let href = match one.is_first {
            true => href_in(&one.slug, &exchange::Profile),
            false => href_as(&one.slug, &one.code, &exchange::Profile),
        };
        let which = (signed.memberships.len() > 1)
            .then(|| view! { " "<bdi>{one.exchange.clone()}</bdi>" "<span class="code">{one.code.to_string()}</span> });
        let acts = href_in(&one.slug, &exchange::Operators { own: one.code.to_string() });
        view! { <p class="actions"><a href=href>{words.profile_change()}</a><a href=acts>{words.operators_link()}</a>{which}</p> }
    });
    links.collect_view().into_any()
}

fn signing_in(words: &'static Words, how: &SigningIn) -> Vec<SummaryRow> {
    let mailbox = how.mailbox.as_ref().map(|mailbox| words.me_mailbox(mailbox));
    let email = how.email.clone().or(mailbox).unwrap_or_else(|| words.me_email_none());
    let count = i64::try_from(how.sessions).unwrap_or(i64::MAX);
    let email = view! { <bdi>{email}</bdi> };
    vec![
        SummaryRow::new(words.sign_in_email(), email).change(installation::MyEmail.to_string(), words.change()),
        SummaryRow::new(words.sign_in_password(), words.me_password_kept())
            .change(installation::MyPassword.to_string(), words.change()),
        SummaryRow::new(words.me_devices(), words.me_devices_count(count))
            .change(installation::MySessions.to_string(), words.me_look()),
    ]
}

/// The page that changes the password. Neither password comes back; `phrase` was made for this page alone.
pub fn password_page(chrome: &Chrome, phrase: String, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let here = installation::MyPassword.to_string();
    let offered = phrase.clone();
    let body = view! {
        <h1>{words.me_password()}</h1>
        <p>{words.me_password_lede()}</p>
        {phrase_offer(words, phrase, here.clone())}
        <form class="form" method="post" action=here novalidate>
            {marks(chrome)}
            <Hidden name="offered" value=offered/>
            <Field name="password" label=words.me_password_now() value=String::new() error=error_of(errors, "password")
                kind="password" autocomplete="current-password"/>
            <Field name="new" label=words.me_password_new() hint=words.me_password_hint() value=String::new()
                error=error_of(errors, "new") kind="password" autocomplete="new-password"/>
            <div class="actions"><button>{words.me_password_change()}</button><a href=installation::Me.to_string()>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, words.me_password(), errors, body)
}

/// A password to take, as text to copy; `again` is the same page, which makes another.
pub fn phrase_offer(words: &'static Words, phrase: String, again: String) -> AnyView {
    view! {
        <Notice>
            <p>{words.phrase_offer()}</p>
            <p class="phrase" translate="no"><bdi>{phrase}</bdi></p>
            <p><a href=again>{words.phrase_again()}</a></p>
        </Notice>
    }
    .into_any()
}
