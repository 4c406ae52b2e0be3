//! The pages behind the link in the mail about a listing that ends.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::paths::exchange;
use crate::ui::{Button, ButtonLink, Chrome, day_text, page};

/// Asks: one button.
pub fn renew_page(chrome: &Chrome, token: &str, (title, until): (&str, Date)) -> String {
    let words = chrome.words();
    let heading = words.market_renew_title(title);
    let action = chrome.href(&exchange::RenewListing { token: token.to_owned() });
    let body = view! {
        <h1><bdi>{heading.clone()}</bdi></h1>
        <p class="lede">{words.market_renew_lede(day_text(words, until))}</p>
        <form method="post" action=action><div class="actions"><Button label=words.market_renew()/></div></form>
    };
    page(chrome, heading, body)
}

/// That it is done.
pub fn renewed_page(chrome: &Chrome, (title, until): (&str, Date)) -> String {
    let words = chrome.words();
    let body = view! {
        <h1>{words.market_renewed()}</h1>
        <p class="lede"><bdi>{title.to_owned()}</bdi>" · "{words.market_until_day(day_text(words, until))}</p>
        <div class="actions"><ButtonLink href=chrome.href(&exchange::Listings) label=words.market_own()/></div>
    };
    page(chrome, words.market_renewed(), body)
}

/// That the link leads nowhere any more.
pub fn over_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    let body = view! {
        <h1>{words.market_renew_over()}</h1>
        <p class="lede">{words.market_renew_over_how()}</p>
        <div class="actions"><ButtonLink href=chrome.href(&exchange::Listings) label=words.market_own()/></div>
    };
    page(chrome, words.market_renew_over(), body)
}
