//! Vouching: members who know somebody who wants to join say so, and enough of them let them in.

use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use crate::forms::FieldError;
use crate::paths::exchange;
use crate::ui::{Button, ButtonKind, Chrome, EmptyState, Hidden, day_text, form_page, marks};

/// Somebody who wants to join, as members see them.
#[derive(Clone, Debug)]
pub struct VouchLine {
    /// The application's number.
    pub id: i64,
    /// Their name.
    pub name: String,
    /// Where they live.
    pub area: String,
    /// What they offer.
    pub offers: String,
    /// Since when they wait.
    pub since: Date,
    /// How many members have vouched for them.
    pub vouched: i64,
    /// The reader has.
    pub mine: bool,
}

/// The form under each of them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct VouchForm {
    /// For which application.
    pub application: String,
}

/// All who wait; `needed` is how many must vouch for one.
pub fn vouch_page(chrome: &Chrome, lines: &[VouchLine], needed: i64, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let row = |line: &VouchLine| {
        let about = [line.area.clone(), line.offers.clone()].into_iter().filter(|text| !text.is_empty());
        let about = about.collect::<Vec<_>>().join(" · ");
        let button = match line.mine {
            true => view! { <span class="muted">{words.vouch_mine()}</span> }.into_any(),
            false => view! {
                <form method="post" action=chrome.href(&exchange::Vouch)>
                    {marks(chrome)}
                    <Hidden name="application" value=line.id.to_string()/>
                    <Button label=words.vouch_button(&line.name) kind=ButtonKind::Secondary/>
                </form>
            }
            .into_any(),
        };
        view! {
            <li><span><strong><bdi>{line.name.clone()}</bdi></strong>" "<span class="muted">{words.vouch_count(line.vouched, needed)}</span></span>
                <span class="what"><bdi>{about}</bdi>" "{words.vouch_since(day_text(words, line.since))}</span>{button}</li>
        }
    };
    let list = match lines {
        [] => view! { <EmptyState title=words.vouch_none()><p>{words.vouch_none_how()}</p></EmptyState> }.into_any(),
        some => view! { <ul class="rows">{some.iter().map(row).collect_view()}</ul> }.into_any(),
    };
    let body = view! {
        <h1>{words.vouch_title()}</h1>
        <p class="lede">{words.vouch_lede(needed)}</p>
        {list}
        <p class="actions"><a href=chrome.href(&exchange::Members)>{words.nav_members()}</a></p>
    };
    form_page(chrome, words.vouch_title(), errors, body.into_any())
}
