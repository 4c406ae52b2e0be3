//! What a person is told: the kinds of notice. What each reads like is `mails.rs`, the page of one's notices is `pages.rs`.

mod listing_mails;
pub mod mails;
pub mod news;
pub mod pages;

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::words::Words;

/// What a member is told of. Its word stands in the database and in the table of mails that a person does not want.
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
    /// Whoever they had paid gave it back. Object: the opposite transfer.
    GivenBack,
    /// The committee changed the limits of their account. Object: the act.
    Limits,
    /// The committee corrected what the others see of them. Object: the act.
    Corrected,
    /// The committee suspended them, say, or a day came on which they are something else. Object: the act.
    State,
    /// They have not traded for long, and are asked whether they are there. Object: the day since when.
    Asleep,
    /// Their subscription in money ends, has ended, or was entered. Object: what, the day and the last on which they may pay others.
    Subscription,
    /// An office was given to them, or one of theirs has ended. Object: the act.
    Office,
    /// The committee made a code on paper with which they may set a new password. Object: the act.
    PaperCode,
    /// Somebody began or ceased to act for them. Object: the act.
    Operators,
    /// An offer or a want of theirs ends soon. Object: the listing.
    ListingEnds,
    /// The committee let one of theirs be seen or took it off. Object: the act.
    ListingDecided,
    /// An office of theirs will end, since they do not attend to it. Object: the day.
    OfficeEnds,
    /// The host broke the glass; told to officers. Object: the act.
    Glass,
    /// Somebody who left or died was erased; told to officers. Object: the act.
    Erased,
    /// Another officer proposes a change of rules or offices; told to who may confirm it. Object: the proposal, as of the next.
    RuleProposed,
    /// A change of rules or offices is decided; told to everybody.
    RuleAnnounced,
    /// Another exchange proposes an agreement. Object: the agreement, as of the four that follow.
    AgreementProposed,
    /// The other exchange accepted an agreement.
    AgreementAccepted,
    /// The other exchange declined one.
    AgreementDeclined,
    /// The other exchange took its proposal back.
    AgreementWithdrawn,
    /// The other exchange ended an agreement.
    AgreementEnded,
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
        match self {
            Self::Paid
            | Self::ListingEnds
            | Self::PaidForYou
            | Self::Reversed
            | Self::Limits
            | Self::AgreementProposed
            | Self::RuleProposed
            | Self::RuleAnnounced => self,
            Self::ReversedThere | Self::GivenBack => Self::Reversed,
            Self::ListingDecided => Self::ListingEnds,
            Self::Corrected
            | Self::State
            | Self::Asleep
            | Self::Subscription
            | Self::Office
            | Self::OfficeEnds
            | Self::PaperCode
            | Self::Operators => Self::Limits,
            Self::Glass | Self::Erased => Self::RuleProposed,
            Self::AgreementAccepted | Self::AgreementDeclined | Self::AgreementWithdrawn | Self::AgreementEnded => {
                Self::AgreementProposed
            }
        }
    }

    /// The kinds that a person may turn off, each by itself.
    pub fn settings() -> impl Iterator<Item = Self> {
        Self::VARIANTS.iter().copied().filter(|kind| kind.setting() == *kind)
    }
}

/// What mails of a kind are about, as one chooses them.
pub fn kind_text(kind: NoticeKind, words: &Words) -> String {
    match kind {
        NoticeKind::Paid => words.notices_kind_paid(),
        NoticeKind::PaidForYou => words.notices_kind_paid_for_you(),
        NoticeKind::Reversed | NoticeKind::ReversedThere | NoticeKind::GivenBack => words.notices_kind_reversed(),
        NoticeKind::Limits
        | NoticeKind::Corrected
        | NoticeKind::State
        | NoticeKind::Asleep
        | NoticeKind::Subscription
        | NoticeKind::Office
        | NoticeKind::OfficeEnds
        | NoticeKind::PaperCode
        | NoticeKind::Operators => words.notices_kind_limits(),
        NoticeKind::RuleProposed | NoticeKind::Glass | NoticeKind::Erased => words.notices_kind_rule_proposed(),
        NoticeKind::RuleAnnounced => words.notices_kind_rule_announced(),
        NoticeKind::ListingEnds | NoticeKind::ListingDecided => words.notices_kind_listing_ends(),
        NoticeKind::AgreementProposed
        | NoticeKind::AgreementAccepted
        | NoticeKind::AgreementDeclined
        | NoticeKind::AgreementWithdrawn
        | NoticeKind::AgreementEnded => words.notices_kind_agreement(),
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
    fn what_is_one_thing_to_its_reader_is_turned_off_once() {
        let kinds: Vec<_> = NoticeKind::settings().map(NoticeKind::tag).collect();
        assert_eq!(
            kinds,
            [
                "paid",
                "paid-for-you",
                "reversed",
                "limits",
                "listing-ends",
                "rule-proposed",
                "rule-announced",
                "agreement-proposed"
            ]
        );
    }
}
