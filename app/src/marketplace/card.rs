//! A listing in a list: its letter, what it is, what it costs, whose it is.

use leptos::prelude::*;

use super::ListingKind;
use crate::ids::Code;
use crate::ui::face::{initials, tone};
use crate::ui::{Tag, Tone};
use crate::words::Words;

/// What a card says.
#[derive(Clone, Debug)]
pub struct ListingCardOf {
    /// Its page.
    pub href: String,
    /// An offer or a want.
    pub kind: ListingKind,
    /// What it is.
    pub title: String,
    /// What it costs, as people read it.
    pub price: String,
    /// More about it, in short.
    pub text: String,
    /// Where, whose, how lately they traded: what is known, in short.
    pub about: Vec<String>,
    /// The account of who it is of; it gives the tile its hue.
    pub code: Code,
    /// A state that its reader should know.
    pub state: Option<(String, Tone)>,
}

/// Letter, title, price and what is known; the title is the only link and the whole card leads there.
#[component]
pub fn ListingCard(
    /// The listing.
    of: ListingCardOf,
    /// For the reader.
    words: &'static Words,
) -> impl IntoView {
    let about = of.about.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    let text = (!of.text.is_empty()).then(|| view! { <p class="does"><bdi>{of.text}</bdi></p> });
    let letters = initials(&of.title).chars().take(1).collect::<String>();
    let tile = format!("face tile big hue-{}", tone(&of.code));
    let state = of.state.map(|(text, tone)| view! { <Tag text=text tone=tone/> });
    let kind = (of.kind == ListingKind::Want).then(|| view! { <Tag text=words.market_want()/> });
    view! {
        <li class="card member listing">
            <span class=tile aria-hidden="true">{letters}</span>
            <div>
                <a href=of.href><bdi>{of.title}</bdi></a>
                <p class="price">{kind}<bdi>{of.price}</bdi>{state}</p>
                {text}
                <p><bdi>{about}</bdi></p>
            </div>
        </li>
    }
    .into_any()
}

/// Two of them, for the style page.
pub fn samples(words: &'static Words) -> AnyView {
    let all = [
        (ListingKind::Offer, "Plum jam, the dark kind", "4.50 leaves"),
        (ListingKind::Want, "Somebody to hang a door", "To be agreed"),
    ];
    let cards = all.map(|(kind, title, price)| {
        let of = ListingCardOf {
            href: "#main".into(),
            kind,
            title: title.into(),
            price: price.into(),
            text: "From the two trees behind the chapel.".into(),
            about: vec!["Ada Okafor".into(), "Mill Lane".into()],
            code: Code::new("RIVR", 1),
            state: None,
        };
        view! { <ListingCard of=of words=words/> }
    });
    view! { <ul class="cards">{cards.into_iter().collect_view()}</ul> }.into_any()
}
