//! The public page of an exchange: what it is, how one reckons there, who runs it, how to join. Anybody may read it.
//!
//! Always holds: nobody is named but who holds an office; no balance and no address is shown.

use axum_extra::routing::TypedPath as _;
use leptos::prelude::*;

use crate::hosting::pages::{Card, rule_of_thumb};
use crate::messages::Officer;
use crate::paths::query::NextQuery;
use crate::paths::{exchange, installation, link};
use crate::rate::UnitsPerHour;
use crate::rules::who_may_join::WhoMayJoin;
use crate::ui::chrome::href_in;
use crate::ui::{ButtonKind, ButtonLink, Chrome, FaceSize, Tile, shared_page};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct PublicPage {
    /// What the exchange says of itself.
    pub card: Card,
    /// What an hour of ordinary work is worth, if that was ever decided.
    pub rate: Option<UnitsPerHour>,
    /// Who holds an office.
    pub officers: Vec<Officer>,
    /// Whom it lets in.
    pub who_may_join: WhoMayJoin,
}

/// The public page of an exchange.
pub fn public_page(chrome: &Chrome, data: &PublicPage) -> String {
    let (words, card) = (chrome.words(), &data.card);
    let says =
        (!card.description.is_empty()).then(|| view! { <p class="lede"><bdi>{card.description.clone()}</bdi></p> });
    let sign_in = chrome.signed.is_none().then(|| {
        let next = href_in(&card.slug, &exchange::Home);
        let to = link(&installation::SignIn.with_query_params(NextQuery { next }));
        view! { <ButtonLink href=to label=words.sign_in() kind=ButtonKind::Secondary/> }
    });
    let how = match data.who_may_join {
        WhoMayJoin::Open => words.join_at_once(),
        WhoMayJoin::Vouching => words.public_join_vouched(),
        WhoMayJoin::Approval => words.public_join_how(),
        WhoMayJoin::Invitation => words.join_invited(&card.name),
    };
    // Where nothing can be entered nobody joins either.
    let is_open = chrome.place.as_ref().is_none_or(|place| place.held.is_none());
    let join = is_open.then(|| {
        view! { <ButtonLink href=chrome.href(&exchange::Join) label=words.join_title(&card.name)/> }
    });
    let how = is_open.then(|| view! { <h2>{words.public_join()}</h2><p><bdi>{how}</bdi></p> });
    let thumb = rule_of_thumb(chrome, &card.unit, data.rate).map(|text| view! { <p><bdi>{text}</bdi></p> });
    let body = view! {
        <div class="person">
            <Tile name=card.name.clone() hue=card.hue size=FaceSize::Large/>
            <div>
                <h1><bdi>{card.name.clone()}</bdi></h1>
                <p class="muted"><bdi>{card.facts(chrome)}</bdi></p>
            </div>
        </div>
        {says}
        <p class="actions">{join}{sign_in}
            <a href=chrome.href(&exchange::Contact)>{words.contact_title()}</a></p>
        <h2>{words.public_how()}</h2>
        <p>{words.public_credit()}</p>
        {thumb}
        <p><a href=chrome.href(&exchange::Help)>{words.public_more()}</a></p>
        {how}
        {who(chrome, &data.officers)}
    };
    let says = if card.description.is_empty() { card.facts(chrome) } else { card.description.clone() };
    shared_page(chrome, card.name.clone(), says, body)
}

fn who(chrome: &Chrome, officers: &[Officer]) -> Option<AnyView> {
    let words = chrome.words();
    let lines: Vec<_> = officers
        .iter()
        .map(|officer| {
            let offices: Vec<String> = officer.offices.iter().map(|office| office.name(words)).collect();
            view! { <li><bdi>{officer.name.clone()}</bdi>" "<span class="muted">{offices.join(", ")}</span></li> }
        })
        .collect();
    let any = !lines.is_empty();
    any.then(|| view! { <h2>{words.public_who()}</h2><ul class="rows">{lines}</ul> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::{PublicPage, public_page};
    use crate::hosting::pages::{Card, rule_of_thumb};
    use crate::ids::Code;
    use crate::ledger::Unit;
    use crate::messages::Officer;
    use crate::roles::Role;
    use crate::rules::who_may_join::WhoMayJoin;
    use crate::ui::Theme;
    use crate::ui::style_page::chrome;
    use crate::words::Language::{self, English, Spanish};

    fn card(is_time: bool) -> Card {
        Card {
            slug: "riverside".into(),
            name: "Riverside <LETS>".into(),
            description: "Neighbours \"along\" the river.".into(),
            area: "Leeds".into(),
            unit: Unit {
                name: "leaf".into(),
                plural: "leaves".into(),
                symbol: "l".into(),
                decimals: if is_time { 0 } else { 2 },
                is_time,
            },
            members: 36,
            hue: 9,
        }
    }

    fn said(language: Language, is_time: bool, rate: &str) -> Option<String> {
        rule_of_thumb(&chrome(language, Theme::Device), &card(is_time).unit, rate.parse().ok())
    }

    #[test]
    fn the_rule_of_thumb_of_a_unit_is_said_in_its_words_and_nothing_where_it_is_not_known() {
        let words = |text: &str| Some(text.to_owned());
        assert_eq!(said(English, false, "10"), words("An hour of ordinary work is about 10\u{a0}leaves."));
        assert_eq!(said(English, false, "1"), words("An hour of ordinary work is about 1\u{a0}leaf."));
        assert_eq!(
            said(Spanish, false, "12.5"),
            words("Una hora de trabajo corriente vale alrededor de 12,5\u{a0}leaves.")
        );
        assert_eq!(said(English, true, "1"), words("An hour is an hour, whoever gives it and whatever they do."));
        assert_eq!((said(English, false, ""), said(English, true, "2")), (None, None));
    }

    #[test]
    fn a_stranger_reads_what_the_exchange_is_and_who_runs_it() {
        let officers = vec![Officer {
            name: "Ada".into(),
            code: Code::stored("RIVR0001"),
            offices: vec![Role::Chair, Role::Treasurer],
            is_reached: true,
        }];
        let mut chrome = chrome(English, Theme::Device);
        chrome.signed = None;
        let html = public_page(
            &chrome,
            &PublicPage { card: card(false), rate: None, officers, who_may_join: WhoMayJoin::Approval },
        );
        for text in ["Riverside &lt;LETS&gt;", "36 members", "Ada", "Chair, Treasurer", "href=\"/riverside/contact\""] {
            assert!(html.contains(text), "{text}: {html}");
        }
        assert!(!html.contains("An hour of"), "{html}");
    }
}
