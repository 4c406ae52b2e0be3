//! Icons: ink strokes of one weight, beside a word and never instead of one. Their strokes are in `public/icons.svg`.

use leptos::prelude::*;

use super::Chrome;

/// One of our own icons, by its name in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Icon {
    /// A house.
    Home,
    /// A coin that goes.
    Pay,
    /// A coin that comes.
    Ask,
    /// A stall.
    Market,
    /// Two persons.
    People,
    /// One person.
    Me,
    /// An arrow that turns back.
    Undo,
    /// A printer.
    Print,
    /// A letter.
    Mail,
    /// A key.
    Key,
    /// Scales.
    Scales,
    /// A bridge.
    Bridge,
    /// A leaf.
    Leaf,
    /// A bell.
    Bell,
    /// An open book of accounts.
    Book,
    /// Three dots.
    More,
}

impl Icon {
    /// The icon, unseen by who hears the page: the word beside it says the same.
    pub fn view(self, chrome: &Chrome) -> AnyView {
        let name: &'static str = self.into();
        view! { <svg class="icon" aria-hidden="true"><use_ href=format!("{}#{name}", chrome.icons)/></svg> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::Icon;

    const FILE: &str = include_str!("../../../public/icons.svg");

    #[test]
    fn every_icon_is_drawn_once_and_nothing_else_is_in_the_file() {
        for icon in Icon::iter() {
            let name: &'static str = icon.into();
            assert_eq!(FILE.matches(&format!("<symbol id=\"{name}\" viewBox=\"0 0 24 24\">")).count(), 1, "{name}");
        }
        assert_eq!(FILE.matches("<symbol").count(), Icon::iter().count());
        assert!(!FILE.contains("style") && !FILE.contains("script") && !FILE.contains("href"), "strokes alone");
    }
}
