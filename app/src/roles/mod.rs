//! The one table that says which office may do what in an exchange. What is not in the table nobody may do.

use strum::{EnumIter, IntoEnumIterator as _};

use crate::ledger::Unit;
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
}

/// Something that only a committee may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Right {
    /// See every balance and every statement.
    SeeBalances,
    /// Set the limits of one account (never one's own).
    SetLimits,
    /// Change the exchange's settings.
    SetRules,
    /// Add members.
    AddMembers,
    /// Suspend a member and let them take part again, go on holiday or leave on their behalf.
    SetStates,
    /// Move what is left of whoever leaves or has died to an account of the exchange's own.
    MoveRemainders,
    /// Pay on behalf of a member.
    PayForMembers,
    /// Undo a transfer by its opposite.
    Reverse,
    /// Propose and answer agreements with other exchanges.
    Agree,
    /// Confirm or decline what another officer proposed.
    Second,
}

impl Role {
    /// Its word in the database.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Treasurer => "treasurer",
            Self::Membership => "membership",
            Self::Marketplace => "marketplace",
        }
    }

    /// What members call it.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Chair => words.office_chair(),
            Self::Treasurer => words.office_treasurer(),
            Self::Membership => words.office_membership(),
            Self::Marketplace => words.office_marketplace(),
        }
    }

    /// The office of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|role| role.tag() == tag)
    }
}

/// The offices that have a right. A new right does not compile before it has a line here.
pub fn offices(right: Right) -> &'static [Role] {
    use Role::{Chair, Membership, Treasurer};
    match right {
        Right::SeeBalances | Right::PayForMembers => &[Chair, Treasurer, Membership],
        Right::SetLimits | Right::Reverse | Right::Agree | Right::MoveRemainders => &[Chair, Treasurer],
        Right::SetRules => &[Chair],
        Right::AddMembers | Right::SetStates => &[Chair, Membership],
        Right::Second => &[Chair, Treasurer, Membership, Role::Marketplace],
    }
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

    use super::{Right, Role, may};

    /// The offices as one would read them to a meeting, in the order chair, treasurer, membership, marketplace.
    fn as_written(right: Right) -> &'static str {
        match right {
            Right::SeeBalances => "yes yes yes no",
            Right::SetLimits => "yes yes no no",
            Right::SetRules => "yes no no no",
            Right::AddMembers => "yes no yes no",
            Right::SetStates => "yes no yes no",
            Right::MoveRemainders => "yes yes no no",
            Right::PayForMembers => "yes yes yes no",
            Right::Reverse => "yes yes no no",
            Right::Agree => "yes yes no no",
            Right::Second => "yes yes yes yes",
        }
    }

    #[test]
    fn each_office_has_the_rights_of_the_table_and_no_others() {
        for right in Right::iter() {
            let answers: Vec<&str> = as_written(right).split(' ').collect();
            assert_eq!(answers.len(), Role::iter().count(), "an office has no answer for {right:?}");
            for (role, answer) in Role::iter().zip(answers) {
                assert_eq!(may(role, right), answer == "yes", "{role:?} {right:?}");
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
