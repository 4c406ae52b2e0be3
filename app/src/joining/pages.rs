//! The pages of who wants to join: the form, what to do with the mail, and the page behind its link.

use leptos::prelude::*;

use super::agreement::{JoinAgreement, agreement_text};
use super::forms::{CodeForm, JoinForm};
use super::invitations::WithInvitation;
use crate::forms::FieldError;
use crate::paths::query::{InvitationQuery, NextQuery};
use crate::paths::{exchange, installation, link};
use crate::sign_in::me::phrase_offer;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Checkbox, Chrome, Field, Hidden, Notice, SummaryList, SummaryRow, Tone, act_marks,
    described_form_page, error_of, form_page, marks, page,
};
use crate::words::{Language, Words};
use axum_extra::routing::TypedPath as _;

/// What the form stands beside.
#[derive(Clone, Debug)]
pub struct JoinPage {
    /// The exchange's name.
    pub exchange: String,
    /// The language in which it writes.
    pub language: Language,
    /// What who joins agrees to.
    pub agreement: JoinAgreement,
    /// With what they were invited.
    pub invited: WithInvitation,
    /// Another officer than who invited them must confirm it.
    pub second: bool,
    /// A password to take, made for this page.
    pub phrase: String,
}

/// The form.
pub fn join_page(chrome: &Chrome, data: &JoinPage, form: &JoinForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let here = chrome.href(&exchange::Join);
    let title = words.join_title(&data.exchange);
    let known = chrome.signed.as_ref().map(|signed| view! { <p><bdi>{words.join_as(&signed.name)}</bdi></p> });
    let new = chrome.signed.is_none().then(|| newcomer(chrome, data, form, errors));
    let sign_in = chrome.signed.is_none().then(|| {
        let invitation = data.invited.code().to_owned();
        let next = chrome.href(&exchange::Join.with_query_params(InvitationQuery { invitation }));
        let to = link(&installation::SignIn.with_query_params(NextQuery { next }));
        view! { <p>{words.join_known()}" "<a href=to>{words.sign_in()}</a></p> }
    });
    let invited = match &data.invited {
        WithInvitation::Nobody => None,
        WithInvitation::Good(_, code) => {
            let says = if data.second { Words::join_invited_second } else { Words::join_invited_good };
            let notice = view! { <Notice text=says(words, &data.exchange)/> };
            Some((notice.into_any(), code.clone()))
        }
        WithInvitation::Over => {
            let notice = view! { <Notice tone=Tone::Warning text=words.join_invited_over()/> };
            Some((notice.into_any(), String::new()))
        }
    };
    let (invited, code) = invited.unzip();
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        <p class="lede">{words.join_lede()}</p>
        {invited}
        {sign_in}
        {known}
        <form class="form" method="post" action=here novalidate>
            {act_marks(chrome, &form.id)}
            <Hidden name="terms" value=data.agreement.version.to_string()/>
            <Hidden name="invitation" value=code.unwrap_or_default()/>
            {new}
            <Field name="area" label=words.join_area() hint=words.join_area_hint() value=form.area.clone()
                error=error_of(errors, "area") autocomplete="address-level3" maxlength=80/>
            <h2>{words.join_agreement()}</h2>
            {agreement_text(chrome, &data.agreement, (&data.exchange, data.language))}
            <Checkbox name="agree" label=words.join_agree() checked=form.agree == "yes" error=error_of(errors, "agree")/>
            <button>{words.join_button()}</button>
        </form>
    };
    described_form_page(chrome, (title, words.join_lede()), errors, body)
}

fn newcomer(chrome: &Chrome, data: &JoinPage, form: &JoinForm, errors: &[FieldError]) -> AnyView {
    let words = chrome.words();
    view! {
        <Field name="name" label=words.join_name() hint=words.me_name_hint() value=form.name.clone()
            error=error_of(errors, "name") autocomplete="name" maxlength=80/>
        <Field name="email" label=words.sign_in_email() hint=words.join_email_hint() value=form.email.clone()
            error=error_of(errors, "email") kind="email" autocomplete="username"/>
        {phrase_offer(words, data.phrase.clone(), chrome.href(&exchange::Join))}
        <Hidden name="offered" value=data.phrase.clone()/>
        <Field name="password" label=words.sign_in_password() hint=words.me_password_hint() value=String::new()
            error=error_of(errors, "password") kind="password" autocomplete="new-password"/>
    }
    .into_any()
}

/// What can be said above the field of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeNews {
    /// The mail is on its way.
    Sent,
    /// Another one is.
    SentAgain,
    /// That code, or link, is good no longer: another one must be sent.
    Over,
}

/// Look into your mail: the one answer to whoever filled in the form, whether the address is known or not.
pub fn code_page(chrome: &Chrome, news: CodeNews, form: &CodeForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let notice = match news {
        CodeNews::Sent => None,
        CodeNews::SentAgain => Some(view! { <Notice role="status" text=words.join_sent_again()/> }.into_any()),
        CodeNews::Over => Some(view! { <Notice role="alert" text=words.join_code_over()/> }.into_any()),
    };
    let body = view! {
        <h1>{words.join_sent_title()}</h1>
        {notice}
        <p>{words.join_sent()}</p>
        <form class="form" method="post" action=chrome.href(&exchange::ConfirmJoin) novalidate>
            {marks(chrome)}
            <Hidden name="joining" value=form.joining.clone()/>
            <Field name="code" label=words.join_code() hint=words.join_code_hint() value=form.code.clone()
                error=error_of(errors, "code") autocomplete="one-time-code" maxlength=40 class="narrow"/>
            <button>{words.join_confirm()}</button>
        </form>
        <p>{words.join_no_mail()}</p>
        <form method="post" action=chrome.href(&exchange::JoinAgain)>
            {marks(chrome)}
            <Hidden name="joining" value=form.joining.clone()/>
            <Button label=words.join_again() kind=ButtonKind::Secondary/>
        </form>
    };
    form_page(chrome, words.join_sent_title(), errors, body)
}

/// The page behind the link of the mail: looking at it uses nothing up. It asks for the password, or a stranger could apply with
/// somebody's address and a password of their own, and would have both once the owner pressed the button.
pub fn link_page(chrome: &Chrome, token: &str, (name, email): (String, String), errors: &[FieldError]) -> String {
    let words = chrome.words();
    let exchange_name = chrome.place.as_ref().map_or(String::new(), |place| place.name.clone());
    let action = chrome.href(&exchange::ConfirmJoinWith { token: token.to_owned() });
    let rows = vec![
        SummaryRow::new(words.join_name(), view! { <bdi>{name}</bdi> }),
        SummaryRow::new(words.sign_in_email(), view! { <bdi>{email}</bdi> }),
    ];
    let title = words.join_title(exchange_name);
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        <p>{words.join_link_lede()}</p>
        <SummaryList rows=rows/>
        <form class="form" method="post" action=action novalidate>
            {marks(chrome)}
            <Field name="password" kind="password" label=words.sign_in_password() hint=words.join_link_password() error=error_of(errors, "password") autocomplete="current-password"/>
            <div class="actions"><button>{words.join_link_button()}</button></div>
        </form>
    };
    form_page(chrome, title, errors, body.into_any())
}

/// The link was used, is too old, or never was.
pub fn link_over_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    let (again, home) = (chrome.href(&exchange::Join), chrome.href(&exchange::Home));
    let sign_in = link(&installation::SignIn.with_query_params(NextQuery { next: home }));
    let body = view! {
        <h1>{words.reset_over_title()}</h1>
        <p>{words.join_link_over()}</p>
        <p class="actions"><ButtonLink href=sign_in label=words.sign_in()/><a href=again>{words.join_anew()}</a></p>
    };
    page(chrome, words.reset_over_title(), body)
}
