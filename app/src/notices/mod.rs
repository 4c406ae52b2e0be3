//! What a person is told: the kinds of notice. What each reads like is `mails.rs`, the page of one's notices is `pages.rs`.

pub mod mails;
pub mod pages;

use strum::{EnumString, IntoStaticStr, VariantArray};

/// What a member is told of. Its word stands in the database and in the links that stop a kind of mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum NoticeKind {
    /// Somebody paid them. Object: the transfer.
    Paid,
    /// The committee paid on their behalf; told to the payer. Object: the transfer.
    PaidForYou,
    /// Their exchange's committee undid a payment; told to both sides. Object: the opposite transfer.
    Reversed,
    /// A partner exchange's committee undid an intertrade; told to the side here. Object: the opposite transfer.
    ReversedThere,
}

impl NoticeKind {
    /// Its word.
    pub fn tag(self) -> &'static str {
        self.into()
    }

    /// The kind of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        tag.parse().ok()
    }

    /// The kind under which its mails are stopped: to who reads them, an undoing is an undoing, whoever did it.
    #[must_use]
    pub fn setting(self) -> Self {
        if self == Self::ReversedThere { Self::Reversed } else { self }
    }

    /// The kinds that a person may turn off, each by itself.
    pub fn settings() -> impl Iterator<Item = Self> {
        Self::VARIANTS.iter().copied().filter(|kind| kind.setting() == *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::NoticeKind;
    use strum::VariantArray;

    #[test]
    fn every_kind_is_read_back_from_its_word() {
        for kind in NoticeKind::VARIANTS {
            assert_eq!(NoticeKind::of_tag(kind.tag()), Some(*kind));
        }
    }

    #[test]
    fn an_undoing_is_turned_off_once_for_all() {
        let kinds: Vec<_> = NoticeKind::settings().map(NoticeKind::tag).collect();
        assert_eq!(kinds, ["paid", "paid-for-you", "reversed"]);
    }
}
