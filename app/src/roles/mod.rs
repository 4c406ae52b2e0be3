//! The one table that says which office may do what in an exchange. What is not in the table nobody may do.

pub mod forms;
pub mod interim;
pub mod office;
pub mod page;

pub use office::Office;
use strum::{EnumIter, IntoEnumIterator as _};

use crate::ledger::Unit;
use crate::text::folded;
use crate::ui::text::amount_text;
use crate::words::{Language, Words};

/// An office in an exchange. A person may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Role {
    /// Leads the committee.
    Chair,
    /// Keeps the accounts.
    Treasurer,
    /// Lets people in.
    Membership,
    /// Looks after offers and wants.
    Marketplace,
    /// Looks over the books for a term: reads all, changes nothing.
    Auditor,
    /// Looks after the members of one area, of whom many have no mail.
    Coordinator,
}

/// Something that only a committee may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Right {
    /// See every balance and every statement.
    SeeBalances,
    /// See what waits for the committee.
    SeeWork,
    /// Set the limits of one account (never one's own).
    SetLimits,
    /// Change the exchange's settings.
    SetRules,
    /// Give and end offices (never one's own).
    SetOffices,
    /// Enter somebody as a member; a coordinator in their area.
    Enrol,
    /// Decide who wants to join, and correct what the others see of a member.
    AddMembers,
    /// Suspend a member and let them take part again, go on holiday or leave on their behalf.
    SetStates,
    /// Move what is left of whoever leaves or has died to an account of the exchange's own.
    MoveRemainders,
    /// Enter until when members have paid their subscription in money.
    KeepSubscriptions,
    /// Look after offers and wants: let them be seen, take them off, name their categories, and post them for a member.
    KeepMarket,
    /// Pay on behalf of a member.
    PayForMembers,
    /// Undo a transfer by its opposite.
    Reverse,
    /// Propose and answer agreements with other exchanges.
    Agree,
    /// Confirm or decline what another officer proposed.
    Second,
    /// The same where there is no other officer.
    SecondAlone,
}

impl Role {
    /// Its word in the database.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Treasurer => "treasurer",
            Self::Membership => "membership",
            Self::Marketplace => "marketplace",
            Self::Auditor => "auditor",
            Self::Coordinator => "coordinator",
        }
    }

    /// What members call it.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Chair => words.office_chair(),
            Self::Treasurer => words.office_treasurer(),
            Self::Membership => words.office_membership(),
            Self::Marketplace => words.office_marketplace(),
            Self::Auditor => words.office_auditor(),
            Self::Coordinator => words.office_coordinator(),
        }
    }

    /// The offices that govern; who looks over the books, or after an area, does not.
    pub fn governing() -> impl Iterator<Item = Self> {
        Self::iter().filter(|role| !matches!(role, Self::Auditor | Self::Coordinator))
    }

    /// The office of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|role| role.tag() == tag)
    }
}

impl Right {
    /// What it lets one do, as members read it.
    pub fn sentence(self, words: &Words) -> String {
        match self {
            Self::SeeBalances => words.right_see_balances(),
            Self::SeeWork => words.right_see_work(),
            Self::SetLimits => words.right_set_limits(),
            Self::SetRules => words.right_set_rules(),
            Self::SetOffices => words.right_set_offices(),
            Self::Enrol => words.right_enrol(),
            Self::AddMembers => words.right_add_members(),
            Self::SetStates => words.right_set_states(),
            Self::MoveRemainders => words.right_move_remainders(),
            Self::KeepSubscriptions => words.right_keep_subscriptions(),
            Self::KeepMarket => words.right_keep_market(),
            Self::PayForMembers => words.right_pay_for_members(),
            Self::Reverse => words.right_reverse(),
            Self::Agree => words.right_agree(),
            Self::Second => words.right_second(),
            Self::SecondAlone => words.right_second_alone(),
        }
    }
}

/// The offices that have a right. A new right does not compile before it has a line here.
pub fn offices(right: Right) -> &'static [Role] {
    use Role::{Auditor, Chair, Coordinator, Marketplace, Membership, Treasurer};
    match right {
        Right::SeeBalances => &[Chair, Treasurer, Membership, Auditor],
        Right::PayForMembers => &[Chair, Treasurer, Membership],
        Right::SetLimits | Right::Reverse | Right::Agree | Right::MoveRemainders | Right::KeepSubscriptions => {
            &[Chair, Treasurer]
        }
        Right::SetRules | Right::SetOffices => &[Chair],
        Right::AddMembers | Right::SetStates => &[Chair, Membership],
        Right::Enrol => &[Chair, Membership, Coordinator],
        Right::Second => &[Chair, Treasurer, Membership, Marketplace],
        Right::KeepMarket => &[Chair, Marketplace],
        Right::SeeWork => &[Chair, Treasurer, Membership, Marketplace, Auditor],
        Right::SecondAlone => &[Auditor],
    }
}

/// Whether a coordinator has a right for the members of their area: reads, pays, prints for them.
pub fn in_their_area(right: Right) -> bool {
    matches!(right, Right::SeeBalances | Right::PayForMembers | Right::Enrol)
}

/// Whether an area is one of these, as names are compared.
pub fn is_among(areas: &[String], area: &str) -> bool {
    let area = folded(area);
    !area.is_empty() && areas.iter().any(|one| folded(one) == area)
}

/// Whether an office has a right.
pub fn may(role: Role, right: Right) -> bool {
    offices(right).contains(&role)
}

/// That another of the committee must enter what is in one's own favour, above what one may enter alone in a day; and who could.
pub fn alone_sentence(words: &Words, (unit, language): (&Unit, Language), most: i64, others: &[String]) -> String {
    let names = others.join(", ");
    match (most, others) {
        (_, []) => words.alone_nobody(),
        (0, _) => words.alone_never(names),
        _ => words.alone_above(amount_text(unit, language, most), names),
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::{Right, Role, in_their_area, may};

    /// The offices as one would read them to a meeting, in the order chair, treasurer, membership, marketplace, auditor, coordinator;
    /// `area` where a coordinator has it only for the members of theirs.
    fn as_written(right: Right) -> &'static str {
        match right {
            Right::SeeBalances => "yes yes yes no yes area",
            Right::SetLimits => "yes yes no no no no",
            Right::SetRules => "yes no no no no no",
            Right::SetOffices => "yes no no no no no",
            Right::Enrol => "yes no yes no no yes",
            Right::AddMembers => "yes no yes no no no",
            Right::SetStates => "yes no yes no no no",
            Right::MoveRemainders => "yes yes no no no no",
            Right::KeepSubscriptions => "yes yes no no no no",
            Right::KeepMarket => "yes no no yes no no",
            Right::SeeWork => "yes yes yes yes yes no",
            Right::PayForMembers => "yes yes yes no no area",
            Right::Reverse => "yes yes no no no no",
            Right::Agree => "yes yes no no no no",
            Right::Second => "yes yes yes yes no no",
            Right::SecondAlone => "no no no no yes no",
        }
    }

    #[test]
    fn each_office_has_the_rights_of_the_table_and_no_others() {
        for right in Right::iter() {
            let answers: Vec<&str> = as_written(right).split(' ').collect();
            assert_eq!(answers.len(), Role::iter().count(), "an office has no answer for {right:?}");
            for (role, answer) in Role::iter().zip(answers) {
                assert_eq!(may(role, right), answer == "yes", "{role:?} {right:?}");
                let area = role == Role::Coordinator && in_their_area(right);
                assert_eq!(area, answer == "area" || (role, right) == (Role::Coordinator, Right::Enrol), "{right:?}");
            }
        }
    }

    #[test]
    fn whoever_acts_on_a_members_behalf_sees_balances() {
        for role in Role::iter().filter(|role| may(*role, Right::PayForMembers)) {
            assert!(may(role, Right::SeeBalances), "{role:?}");
        }
    }

    #[test]
    fn each_office_is_found_by_its_word() {
        for role in Role::iter() {
            assert_eq!(Role::of_tag(role.tag()), Some(role));
        }
        assert_eq!(Role::of_tag("king"), None);
    }
}
