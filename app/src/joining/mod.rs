//! Joining: somebody applies, shows that their address is theirs, says what they can offer, and waits for the committee.
//!
//! Always holds: what becomes of an application is said by [`ApplicationState::next`] alone. Not here: the committee's pages
//! (`home::work`), the table (`manyhands::joining`).

pub mod agreement;
pub mod answers;
pub mod decision;
pub mod forms;
pub mod invitations;
pub mod mails;
pub mod pages;
pub mod vouching;
pub mod waiting;

use strum::{EnumString, IntoStaticStr, VariantArray};

/// What an application has come to. Its word stands in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum ApplicationState {
    /// It waits for the committee.
    Applied,
    /// They are a member.
    Admitted,
    /// The committee said no, with a reason.
    Declined,
    /// They took it back.
    Withdrawn,
}

/// What can be done about an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum ApplicationAct {
    /// Let them in.
    Admit,
    /// Say no.
    Decline,
    /// Take it back.
    Withdraw,
}

impl ApplicationState {
    /// Its word.
    pub fn tag(self) -> &'static str {
        self.into()
    }

    /// What has that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        tag.parse().ok()
    }

    /// What it comes to.
    ///
    /// # Errors
    /// What it has come to already: only what waits can be decided, and once.
    pub fn next(self, act: ApplicationAct) -> Result<Self, Self> {
        match (self, act) {
            (Self::Applied, ApplicationAct::Admit) => Ok(Self::Admitted),
            (Self::Applied, ApplicationAct::Decline) => Ok(Self::Declined),
            (Self::Applied, ApplicationAct::Withdraw) => Ok(Self::Withdrawn),
            (Self::Admitted | Self::Declined | Self::Withdrawn, _) => Err(self),
        }
    }
}

crate::ids::sql_word!(ApplicationState);

#[cfg(test)]
mod tests {
    use strum::VariantArray as _;

    use super::ApplicationAct::{Admit, Decline, Withdraw};
    use super::ApplicationState::{self, Admitted, Applied, Declined, Withdrawn};

    #[test]
    fn an_application_is_decided_once_and_only_while_it_waits() {
        for (act, to) in [(Admit, Admitted), (Decline, Declined), (Withdraw, Withdrawn)] {
            assert_eq!(Applied.next(act), Ok(to));
            for over in [Admitted, Declined, Withdrawn] {
                assert_eq!(over.next(act), Err(over));
            }
        }
    }

    #[test]
    fn every_state_is_read_back_from_its_word() {
        for state in ApplicationState::VARIANTS {
            assert_eq!(ApplicationState::of_tag(state.tag()), Some(*state));
        }
    }
}
