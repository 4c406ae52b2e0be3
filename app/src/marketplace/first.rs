//! What somebody said they offer and look for when they joined, as drafts of listings.

use super::forms::{LONGEST_TITLE, ListingAsked};
use super::markdown::in_short;
use super::price::Price;
use super::{ListingKind, ListingReach};

/// One for what they offer, one for what they look for; none where they said nothing.
pub fn drafts((offers, wants): (&str, &str), area: &str) -> Vec<ListingAsked> {
    let draft = |(kind, text): (ListingKind, &str)| {
        let title = in_short(text, LONGEST_TITLE - 1);
        let is_whole = title.chars().count() == text.chars().count();
        (!title.is_empty()).then(|| ListingAsked {
            kind,
            title,
            text: if is_whole { String::new() } else { text.to_owned() },
            category: 0,
            price: Price::Open,
            area: area.to_owned(),
            reach: ListingReach::Own,
        })
    };
    [(ListingKind::Offer, offers), (ListingKind::Want, wants)].into_iter().filter_map(draft).collect()
}

#[cfg(test)]
mod tests {
    use super::drafts;
    use crate::marketplace::ListingKind;

    #[test]
    fn what_was_said_is_the_title_and_whatever_is_longer_the_words_too() {
        assert!(drafts(("", " "), "").is_empty());
        let all = drafts(("Bread on Fridays", &"a long story ".repeat(20)), "Mill Lane");
        assert_eq!(all.iter().map(|one| one.kind).collect::<Vec<_>>(), [ListingKind::Offer, ListingKind::Want]);
        let [bread, story] = [0, 1].map(|place| all.get(place).cloned().unwrap());
        assert_eq!(
            (bread.title.as_str(), bread.text.as_str(), bread.area.as_str()),
            ("Bread on Fridays", "", "Mill Lane")
        );
        assert!(story.title.chars().count() <= 80 && story.title.ends_with('…'), "{}", story.title);
        assert!(story.text.len() > 200);
    }
}
