//! The one table that says which office may do what in an exchange.

/// An office in an exchange. A person may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// See every balance and every statement.
    SeeBalances,
    /// Set the limits of one account (never one's own).
    SetLimits,
    /// Change the exchange's settings.
    SetRules,
    /// Add members.
    AddMembers,
    /// Pay on behalf of a member.
    PayForMembers,
    /// Undo a transfer by its opposite.
    Reverse,
    /// Propose and answer agreements with other exchanges.
    Agree,
}

impl Role {
    /// Every office.
    pub const ALL: [Self; 4] = [Self::Chair, Self::Treasurer, Self::Membership, Self::Marketplace];

    /// Its word in the database.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Treasurer => "treasurer",
            Self::Membership => "membership",
            Self::Marketplace => "marketplace",
        }
    }

    /// The office of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.tag() == tag)
    }
}

/// Whether an office has a right.
pub fn may(role: Role, right: Right) -> bool {
    use Right::{AddMembers, Agree, PayForMembers, Reverse, SeeBalances, SetLimits, SetRules};
    match role {
        Role::Chair => true,
        Role::Treasurer => matches!(right, SeeBalances | SetLimits | PayForMembers | Reverse | Agree),
        Role::Membership => matches!(right, SeeBalances | AddMembers | PayForMembers),
        Role::Marketplace => {
            !matches!(right, SeeBalances | SetLimits | SetRules | AddMembers | PayForMembers | Reverse | Agree)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Right::{AddMembers, Agree, PayForMembers, Reverse, SeeBalances, SetLimits, SetRules};
    use super::{Role, may};

    #[test]
    fn each_office_has_the_rights_of_the_table_and_no_others() {
        let rights = [SeeBalances, SetLimits, SetRules, AddMembers, PayForMembers, Reverse, Agree];
        let table = [
            (Role::Chair, "yes yes yes yes yes yes yes"),
            (Role::Treasurer, "yes yes no no yes yes yes"),
            (Role::Membership, "yes no no yes yes no no"),
            (Role::Marketplace, "no no no no no no no"),
        ];
        for (role, answers) in table {
            for (right, answer) in rights.into_iter().zip(answers.split(' ')) {
                assert_eq!(may(role, right), answer == "yes", "{role:?} {right:?}");
            }
        }
    }
}
