//! The page of what one was told, and those that stop a kind of mail.

use leptos::prelude::*;
use serde::Deserialize;

use super::NoticeKind;
use super::mails::kind_text;
use crate::paths::exchange;
use crate::paths::installation::{MyNoticeMails, MyNotices, StopNotices};
use crate::ui::chrome::href_in;
use crate::ui::{Checkbox, Chrome, EmptyState, Hidden, Pager, Step, Tag, Tone, marks, page};

/// Marks notices as read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReadForm {
    /// The newest that the page showed, in microseconds since 1970.
    pub until: String,
}

/// Which kinds of notice one also gets a mail about.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
#[expect(missing_docs, reason = "a field for each kind that may be turned off, `yes` when ticked")]
pub struct MailsForm {
    pub paid: String,
    pub paid_for_you: String,
    pub reversed: String,
    pub limits: String,
    pub listing_ends: String,
    pub rule_proposed: String,
    pub rule_announced: String,
    pub agreement_proposed: String,
}

impl MailsForm {
    /// Whether mails of that kind are wanted.
    pub fn wants(&self, kind: NoticeKind) -> bool {
        let field = match kind {
            NoticeKind::Paid => &self.paid,
            NoticeKind::PaidForYou => &self.paid_for_you,
            NoticeKind::Reversed | NoticeKind::ReversedThere | NoticeKind::GivenBack => &self.reversed,
            NoticeKind::Limits
            | NoticeKind::Corrected
            | NoticeKind::State
            | NoticeKind::Asleep
            | NoticeKind::Subscription
            | NoticeKind::Office
            | NoticeKind::OfficeEnds
            | NoticeKind::PaperCode
            | NoticeKind::Operators => &self.limits,
            NoticeKind::RuleProposed | NoticeKind::Glass | NoticeKind::Erased => &self.rule_proposed,
            NoticeKind::RuleAnnounced => &self.rule_announced,
            NoticeKind::ListingEnds | NoticeKind::ListingDecided => &self.listing_ends,
            NoticeKind::AgreementProposed
            | NoticeKind::AgreementAccepted
            | NoticeKind::AgreementDeclined
            | NoticeKind::AgreementWithdrawn
            | NoticeKind::AgreementEnded => &self.agreement_proposed,
        };
        field == "yes"
    }
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeLine {
    /// What happened.
    pub sentence: String,
    /// Where one sees it.
    pub href: String,
    /// The exchange and the account.
    pub place: String,
    /// When, as people read it.
    pub at: String,
    /// The same for machines.
    pub iso: String,
    /// Not read yet.
    pub fresh: bool,
}

/// The page of one's notices: `newest` is the moment of the first, `older` leads to the next page; then which mails one gets.
pub fn notices_page(
    chrome: &Chrome,
    lines: Vec<NoticeLine>,
    (newest, older): (i64, Option<String>),
    wanted: &[(NoticeKind, bool)],
) -> String {
    let words = chrome.words();
    let none = lines.is_empty().then(|| {
        let members = chrome.menu_of().map(|mine| href_in(&mine.slug, &exchange::Members));
        let link = members.map(|href| view! { <p><a href=href>{words.home_nothing_do()}</a></p> }.into_any());
        view! { <EmptyState title=words.notices_none()>{link}</EmptyState> }
    });
    let fresh = lines.iter().any(|line| line.fresh);
    let lines: Vec<_> = lines
        .into_iter()
        .map(|line| {
            let tag = line.fresh.then(|| view! { <Tag text=words.notices_new() tone=Tone::Success/> });
            view! {
                <li>
                    <a href=line.href>{line.sentence}</a>{tag}
                    <span class="what">{line.place}" · "<time datetime=line.iso>{line.at}</time></span>
                </li>
            }
        })
        .collect();
    let read = fresh.then(|| {
        view! {
            <form method="post" action=MyNotices.to_string()>
                {marks(chrome)}
                <Hidden name="until" value=newest.to_string()/>
                <div class="actions"><button class="secondary">{words.notices_read()}</button></div>
            </form>
        }
    });
    let earlier = older.map(|href| Step { href, text: words.notices_older() });
    let pager = earlier.map(|step| view! { <Pager words=words earlier=step/> });
    let kinds: Vec<_> = wanted
        .iter()
        .map(|(kind, wants)| view! { <Checkbox name=kind.tag() label=kind_text(*kind, words) checked=*wants/> })
        .collect();
    let body = view! {
        <h1>{words.notices_title()}</h1>
        {none}
        {read}
        <ul class="rows">{lines}</ul>
        {pager}
        <h2>{words.notices_mails()}</h2>
        <p>{words.notices_mails_lede()}</p>
        <form class="form" method="post" action=MyNoticeMails.to_string()>
            {marks(chrome)}
            {kinds}
            <div class="actions"><button>{words.notices_save()}</button></div>
        </form>
    };
    page(chrome, words.notices_title(), body.into_any())
}

/// Asks whether mails of a kind are to stop for the person whose link it is.
pub fn stop_page(chrome: &Chrome, token: &str, name: &str, kind: NoticeKind) -> String {
    let words = chrome.words();
    let action = StopNotices { token: token.to_owned() }.to_string();
    let body = view! {
        <h1>{words.notices_stop_title()}</h1>
        <p>{words.notices_stop_ask(kind_text(kind, words), name)}</p>
        <form class="form" method="post" action=action>
            {marks(chrome)}
            <div class="actions"><button>{words.notices_stop_button()}</button></div>
        </form>
    };
    page(chrome, words.notices_stop_title(), body.into_any())
}

/// Says that they have stopped.
pub fn stopped_page(chrome: &Chrome, kind: NoticeKind) -> String {
    let words = chrome.words();
    let body = view! {
        <h1>{words.notices_stopped_title()}</h1>
        <p>{words.notices_stopped(kind_text(kind, words))}</p>
    };
    page(chrome, words.notices_stopped_title(), body.into_any())
}
