//! Whose form it is: every form that is posted carries the person, and in an exchange the member, that its page was made for, and how
//! the exchange counted then.
//!
//! Always holds: a form of ours names a person, so that one which names nobody counts as somebody else's.

use leptos::prelude::*;
use serde::Deserialize;

use super::form::Hidden;
use super::page::page;
use super::{ButtonLink, Chrome};
use crate::words::Words;

/// Where a form names its person: nobody.
const NOBODY: &str = "0";

/// What a form carries, unseen, about whose it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FormMark {
    /// The key of the person who looked at the page; 0 for nobody.
    pub person: String,
    /// The code of the member that the page was for; empty outside of exchanges, and for who is no member.
    pub member: String,
    /// How the exchange counted, as [`Unit::counting`](crate::ledger::Unit::counting) says it; empty outside of exchanges.
    pub counts: String,
}

impl FormMark {
    /// What the forms of this page carry.
    pub fn of(chrome: &Chrome) -> Self {
        let mine = chrome.place.as_ref().and_then(|place| place.mine.as_ref());
        Self {
            person: chrome.signed.as_ref().map_or(NOBODY.to_owned(), |signed| signed.person.0.to_string()),
            member: mine.map_or(String::new(), |mine| mine.code.to_string()),
            counts: chrome.place.as_ref().map_or(String::new(), |place| place.unit.counting().to_string()),
        }
    }

    /// Whether what was typed into it means the same amounts still; a form that does not say so is read as things are.
    pub fn counts_as(&self, asking: &Chrome) -> bool {
        self.counts.is_empty() || self.counts == Self::of(asking).counts
    }

    /// Whether its page was made for nobody in particular.
    pub fn is_nobodys(&self) -> bool {
        self.person == NOBODY
    }

    /// Whether it is a form of who asks now. Outside of exchanges a member is nobody's business.
    pub fn is_of(&self, asking: &Chrome) -> bool {
        let own = Self::of(asking);
        self.person == own.person && (own.member.is_empty() || self.member == own.member)
    }
}

/// What stands first in every form that is posted.
pub fn marks(chrome: &Chrome) -> AnyView {
    let FormMark { person, member, counts } = FormMark::of(chrome);
    let member = (!member.is_empty()).then(|| view! { <Hidden name="member" value=member/> });
    let counts = (!counts.is_empty()).then(|| view! { <Hidden name="counts" value=counts/> });
    view! { <Hidden name="person" value=person/>{member}{counts} }.into_any()
}

/// The same of a form that is an act, under its key: sent again it acts no second time.
pub fn act_marks(chrome: &Chrome, key: &str) -> AnyView {
    view! { {marks(chrome)}<Hidden name="id" value=key.to_owned()/> }.into_any()
}

/// For whom a form was made that somebody else sent, as far as that may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MadeFor {
    /// Another member of the exchange: name and code.
    Member(String, String),
    /// The same member, or the same page, but another person.
    OtherPerson,
    /// Nobody that could be named.
    Unknown,
}

impl MadeFor {
    /// As it is said.
    pub fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Member(name, code) => words.other_form_member(name, code),
            Self::OtherPerson => words.other_form_person(),
            Self::Unknown => words.other_form_unknown(),
        }
    }
}

/// The page that says that a form was made when the exchange counted otherwise: nothing was done, and where to have it again.
pub fn recounted_page(chrome: &Chrome, again: String) -> String {
    let words = chrome.words();
    let unit = chrome.place.as_ref().map_or(String::new(), |place| place.unit.plural.clone());
    let body = view! {
        <h1>{words.other_form_recounted_title()}</h1>
        <p>{words.form_recounted(unit)}"."</p>
        <p><ButtonLink href=again label=words.other_form_again()/></p>
    };
    page(chrome, words.other_form_recounted_title(), body)
}

/// The page that says so: nothing was done, and where the form is to be had again.
pub fn other_form_page(chrome: &Chrome, whose: &MadeFor, again: String) -> String {
    let words = chrome.words();
    let mine = chrome.place.as_ref().and_then(|place| place.mine.as_ref());
    let now = match (mine, &chrome.signed) {
        (Some(mine), _) => words.other_form_now_member(&mine.member, mine.code.to_string()),
        (None, Some(signed)) => words.other_form_now(&signed.name),
        (None, None) => String::new(),
    };
    let body = view! {
        <h1>{words.other_form_title()}</h1>
        <p><bdi>{whose.sentence(words)}</bdi>" "<bdi>{now}</bdi></p>
        <p>{words.other_form_nothing()}</p>
        <p><ButtonLink href=again label=words.other_form_again()/></p>
    };
    page(chrome, words.other_form_title(), body)
}
