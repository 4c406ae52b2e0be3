//! What a change that waits is about: how its key says so, who may read of it, and how the record calls it.

use strum::{EnumIter, IntoEnumIterator as _};

use super::proposals::ProposalState;
use crate::journal::What;
use crate::roles::Right;

/// What a proposal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Matter {
    /// Rules.
    Rules,
    /// Offices.
    Offices,
    /// The limits of a class of member.
    Class,
    /// The limits of one account.
    Limits,
    /// What is left of whoever leaves or has died.
    Remainder,
    /// Whether somebody who applied becomes a member.
    Admission,
    /// An agreement with a partner exchange, to be proposed or accepted.
    Agreement,
}

impl Matter {
    /// The word before what it is about, in the key of a change that waits; rules have a key of their own.
    fn tag(self) -> &'static str {
        match self {
            Self::Rules => "",
            Self::Offices => "office",
            Self::Class => "class",
            Self::Limits => "limits",
            Self::Remainder => "remainder",
            Self::Admission => "admission",
            Self::Agreement => "agreement",
        }
    }

    /// The key under which a change of that object waits, one at a time.
    pub fn key(self, object: &str) -> String {
        format!("{}:{object}", self.tag())
    }

    /// What a change of that key is about, and the object.
    pub fn of_key(key: &str) -> (Self, &str) {
        let (tag, object) = key.split_once(':').unwrap_or(("", key));
        (Self::iter().find(|matter| matter.tag() == tag).unwrap_or(Self::Rules), object)
    }

    /// Which right it takes to read of it, beside who has something to say to it; none of what every member may read.
    pub fn reader(self) -> Option<Right> {
        match self {
            Self::Rules | Self::Offices | Self::Class => None,
            Self::Limits | Self::Remainder => Some(Right::SeeBalances),
            Self::Admission => Some(Right::AddMembers),
            Self::Agreement => Some(Right::Agree),
        }
    }

    /// What the record says of a proposal that has come to that state; nothing of one that holds, which says so itself.
    pub fn what(self, state: ProposalState) -> What {
        use ProposalState::{Announced, Declined, Fallen, InForce, Proposed, Withdrawn};
        match (self, state) {
            (Self::Rules, InForce) => What::Rule,
            (Self::Class, InForce) => What::Class,
            (Self::Limits, InForce) => What::Limits,
            (Self::Remainder, InForce) => What::Remainder,
            (Self::Admission, InForce) => What::Admitted,
            (Self::Agreement, InForce) => What::Agreement,
            (Self::Offices, InForce) => What::Role,
            (Self::Offices, Proposed) => What::OfficeProposed,
            (Self::Offices, Announced) => What::OfficeAnnounced,
            (Self::Offices, Declined) => What::OfficeDeclined,
            (Self::Offices, Withdrawn) => What::OfficeWithdrawn,
            (Self::Offices, Fallen) => What::OfficeFallen,
            (Self::Rules | Self::Class, Proposed) => What::RuleProposed,
            (Self::Rules | Self::Class, Announced) => What::RuleAnnounced,
            (Self::Rules | Self::Class, Declined) => What::RuleDeclined,
            (Self::Rules | Self::Class, Withdrawn) => What::RuleWithdrawn,
            (Self::Rules | Self::Class, Fallen) => What::RuleFallen,
            (_, Proposed) => What::ActProposed,
            (_, Announced) => What::ActConfirmed,
            (_, Declined) => What::ActDeclined,
            (_, Withdrawn) => What::ActWithdrawn,
            (_, Fallen) => What::ActFallen,
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::Matter;

    #[test]
    fn a_key_says_what_it_is_about() {
        for matter in Matter::iter().filter(|matter| *matter != Matter::Rules) {
            assert_eq!(Matter::of_key(&matter.key("RIVR0002")), (matter, "RIVR0002"));
        }
        assert_eq!(Matter::of_key("default_min"), (Matter::Rules, "default_min"));
        assert_eq!(Matter::of_key("king:RIVR0002"), (Matter::Rules, "RIVR0002"));
    }
}
