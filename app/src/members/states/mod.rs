//! The states of a member: which there are, what leads from one to another, what the account may do in each.
//!
//! Always holds: a state changes by [`next`] alone; whoever once traded stays, with the code, in a state that says what became of
//! them. Who waits to be let in is no member yet. Not here: who may do which of it (`routes`), writing it (`manyhands::members::states`).

pub mod holiday;
pub mod leave;
pub mod page;
pub mod plan;
pub mod remainder;

use jiff::civil::Date;
use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::journal::states::written;

/// The state of a membership. Its word stands in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum MemberState {
    /// Takes part.
    Active,
    /// Is away for a while, which the others see; pays and is paid as before.
    Holiday,
    /// Was stopped by the committee: may be paid, so that a debt can shrink, and reads.
    Suspended,
    /// Is about to leave: the balance moves toward zero only.
    Leaving,
    /// Has left. The code stays theirs.
    Left,
    /// Has died.
    Deceased,
}

/// What becomes of a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum StateAct {
    /// They go on holiday, or say another day on which it ends.
    GoOnHoliday,
    /// They are back.
    ComeBack,
    /// The committee stops them.
    Suspend,
    /// The committee lets them take part again.
    Lift,
    /// They ask to leave.
    Leave,
    /// They stay after all.
    TakeBack,
    /// The membership ends.
    Close,
    /// The committee has heard that they died.
    Die,
    /// Whoever left, or was taken for dead, is let in again, with the old code.
    Return,
}

/// Why a state does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateRefusal {
    /// It is so already.
    Already,
    /// From this state nothing leads there.
    Is(MemberState),
    /// Nobody would be left in the chair.
    LastChair,
    /// They were erased.
    Erased,
}

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// It may pay.
    pub pay: bool,
    /// It may be paid.
    pub receive: bool,
    /// What it does leads toward zero only, whatever its limits were.
    pub toward_zero: bool,
}

impl MemberState {
    /// Its word.
    pub fn tag(self) -> &'static str {
        self.into()
    }

    /// The state of that word; of one that is not known nobody takes part.
    pub fn of_tag(tag: &str) -> Self {
        tag.parse().unwrap_or(Self::Left)
    }

    /// The state with the day until which it holds, as the journal keeps it.
    pub fn written(self, until: Option<Date>) -> String {
        written(self.tag(), until)
    }

    /// Whether they are a member: found, told, represented.
    pub fn is_member(self) -> bool {
        !matches!(self, Self::Left | Self::Deceased)
    }

    /// What the account may do.
    pub fn allows(self) -> Allowed {
        let (pay, receive) = match self {
            Self::Active | Self::Holiday | Self::Leaving => (true, true),
            Self::Suspended => (false, true),
            Self::Left | Self::Deceased => (false, false),
        };
        Allowed { pay, receive, toward_zero: self == Self::Leaving }
    }
}

/// What a member is after that act. Who stays after all is again what they were when they asked to leave: `stood`.
///
/// # Errors
/// [`StateRefusal`].
pub fn next(state: MemberState, act: StateAct, stood: MemberState) -> Result<MemberState, StateRefusal> {
    use MemberState::{Active, Deceased, Holiday, Leaving, Left, Suspended};
    match (act, state) {
        (StateAct::GoOnHoliday, Active | Holiday) => Ok(Holiday),
        (StateAct::ComeBack, Holiday) | (StateAct::Lift, Suspended) | (StateAct::Return, Left | Deceased) => Ok(Active),
        (StateAct::Suspend, Active | Holiday) => Ok(Suspended),
        (StateAct::Leave, Active | Holiday | Suspended) => Ok(Leaving),
        (StateAct::TakeBack, Leaving) => Ok(if stood == Suspended { Suspended } else { Active }),
        (StateAct::Close, Leaving) => Ok(Left),
        (StateAct::Die, Active | Holiday | Suspended | Leaving) => Ok(Deceased),
        (StateAct::ComeBack | StateAct::Lift | StateAct::TakeBack | StateAct::Return, Active)
        | (StateAct::Suspend, Suspended)
        | (StateAct::Leave, Leaving)
        | (StateAct::Close, Left)
        | (StateAct::Die, Deceased) => Err(StateRefusal::Already),
        (_, other) => Err(StateRefusal::Is(other)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::IntoEnumIterator as _;

    use super::MemberState::{Active, Deceased, Holiday, Leaving, Left, Suspended};
    use super::{MemberState, StateAct, StateRefusal, next};

    /// What each act makes of each state, in the order of the states; `-` for what is so already, `.` for what leads nowhere.
    const TABLE: [(StateAct, &str); 9] = [
        (StateAct::GoOnHoliday, "holiday holiday . . . ."),
        (StateAct::ComeBack, "- active . . . ."),
        (StateAct::Suspend, "suspended suspended - . . ."),
        (StateAct::Lift, "- . active . . ."),
        (StateAct::Leave, "leaving leaving leaving - . ."),
        (StateAct::TakeBack, "- . . active . ."),
        (StateAct::Close, ". . . left - ."),
        (StateAct::Die, "deceased deceased deceased deceased . -"),
        // Also of whoever was taken for dead.
        (StateAct::Return, "- . . . active active"),
    ];

    #[test]
    fn each_act_makes_of_each_state_what_the_table_says() {
        let acts: BTreeSet<StateAct> = TABLE.iter().map(|(act, _)| *act).collect();
        assert!(acts.into_iter().eq(StateAct::iter()));
        for (act, row) in TABLE {
            let cells: Vec<&str> = row.split(' ').collect();
            assert_eq!(cells.len(), MemberState::iter().count());
            for (state, cell) in MemberState::iter().zip(cells) {
                let expected = match cell {
                    "-" => Err(StateRefusal::Already),
                    "." => Err(StateRefusal::Is(state)),
                    tag => Ok(MemberState::of_tag(tag)),
                };
                assert_eq!(next(state, act, Active), expected, "{act:?} {state:?}");
            }
        }
    }

    #[test]
    fn whoever_was_suspended_and_does_not_leave_is_suspended_again() {
        assert_eq!(next(Leaving, StateAct::TakeBack, Suspended), Ok(Suspended));
        assert_eq!(next(Leaving, StateAct::TakeBack, Holiday), Ok(Active));
    }

    #[test]
    fn what_an_account_may_do_in_each_state() {
        for (state, allowed) in [
            (Active, "pay receive"),
            (Holiday, "pay receive"),
            (Suspended, "receive"),
            (Leaving, "pay receive toward zero"),
            (Left, ""),
            (Deceased, ""),
        ] {
            let may = state.allows();
            let said = [(may.pay, "pay"), (may.receive, "receive"), (may.toward_zero, "toward zero")];
            let said: Vec<&str> = said.into_iter().filter(|(may, _)| *may).map(|(_, word)| word).collect();
            assert_eq!(said.join(" "), allowed, "{state:?}");
            assert_eq!(state.is_member(), !allowed.is_empty(), "{state:?}");
        }
    }

    #[test]
    fn the_word_of_a_state_never_changes() {
        let words = ["active", "holiday", "suspended", "leaving", "left", "deceased"];
        assert!(MemberState::iter().map(MemberState::tag).eq(words));
        assert!(MemberState::iter().all(|state| MemberState::of_tag(state.tag()) == state));
        assert_eq!(MemberState::of_tag("applied"), Left);
    }
}
