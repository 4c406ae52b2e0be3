//! What becomes of a listing: its states, and what can be done to it in each.

use jiff::civil::Date;
use strum::{EnumIter, IntoEnumIterator as _};

use super::{ListingKind, Moderation};
use crate::ids::sql_word;
use crate::ui::Tone;
use crate::words::Words;

/// What a listing is, as it is kept. That its days are over is no state: a day makes it so, and no clock that is wrong once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum ListingState {
    /// Only its member sees it.
    Draft,
    /// The committee looks at it first.
    Waiting,
    /// It is on the market until its day.
    Live,
    /// Its member has taken it off for a while.
    Paused,
    /// What it was for is done.
    Done,
    /// The committee has taken it off.
    Removed,
}

impl ListingState {
    /// Its word in the database.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Waiting => "waiting",
            Self::Live => "live",
            Self::Paused => "paused",
            Self::Done => "done",
            Self::Removed => "removed",
        }
    }

    /// The state of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|state| state.tag() == tag)
    }

    /// What its member reads, on a day, of one whose last day is `until`.
    pub fn text(self, words: &Words, (until, today): (Option<Date>, Date)) -> String {
        match self {
            Self::Draft => words.market_state_draft(),
            Self::Waiting => words.market_state_waiting(),
            Self::Live if is_over(until, today) => words.market_state_over(),
            Self::Live => words.market_state_live(),
            Self::Paused => words.market_state_paused(),
            Self::Done => words.market_state_done(),
            Self::Removed => words.market_state_removed(),
        }
    }

    /// How that is meant.
    pub fn tone(self) -> Tone {
        match self {
            Self::Live => Tone::Success,
            Self::Removed => Tone::Warning,
            _ => Tone::Info,
        }
    }
}
sql_word!(ListingState);

/// Whether the last day of a listing is over.
pub fn is_over(until: Option<Date>, today: Date) -> bool {
    until.is_none_or(|until| until < today)
}

/// What can be done to a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum ListingAct {
    /// Its member puts it on the market.
    Publish,
    /// Its member takes it off for a while.
    Pause,
    /// Its member puts it back, or has it for as long again.
    Renew,
    /// Its member says that it is done.
    Finish,
    /// Its member throws it away.
    Discard,
    /// The committee lets it be seen.
    Allow,
    /// The committee takes it off.
    Remove,
}

impl ListingAct {
    /// Its word in forms.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Pause => "pause",
            Self::Renew => "renew",
            Self::Finish => "finish",
            Self::Discard => "discard",
            Self::Allow => "allow",
            Self::Remove => "remove",
        }
    }

    /// What its member can do.
    pub fn own() -> impl Iterator<Item = Self> {
        Self::iter().filter(|act| !matches!(act, Self::Allow | Self::Remove))
    }

    /// The act of that word, of its member or of the committee.
    pub fn of_tag(tag: &str, of_committee: bool) -> Option<Self> {
        Self::iter().find(|act| act.tag() == tag && of_committee == matches!(act, Self::Allow | Self::Remove))
    }

    /// What its button says.
    pub fn label(self, kind: ListingKind, words: &Words) -> String {
        match (self, kind) {
            (Self::Publish, ListingKind::Offer) => words.market_publish_offer(),
            (Self::Publish, ListingKind::Want) => words.market_publish_want(),
            (Self::Pause, _) => words.market_pause(),
            (Self::Renew, _) => words.market_renew(),
            (Self::Finish, ListingKind::Offer) => words.market_finish_offer(),
            (Self::Finish, ListingKind::Want) => words.market_finish_want(),
            (Self::Discard, _) => words.market_discard(),
            (Self::Allow, _) => words.market_let(),
            (Self::Remove, _) => words.market_remove(),
        }
    }
}

/// That this cannot be done to a listing that is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotInState(pub ListingState);

/// What a listing becomes; none if it is thrown away. `looked_at` is whether the committee looks at it before it is seen.
///
/// # Errors
/// [`NotInState`] if that cannot be done to it. What it is already it becomes again: a button that is pressed twice does no more.
pub fn next(state: ListingState, act: ListingAct, looked_at: bool) -> Result<Option<ListingState>, NotInState> {
    use ListingAct as Act;
    use ListingState::{Done, Draft, Live, Paused, Removed, Waiting};
    let seen = if looked_at { Waiting } else { Live };
    Ok(match (act, state) {
        (Act::Publish, Draft) => Some(seen),
        (Act::Publish, Live | Waiting) => Some(state),
        (Act::Pause, Live | Paused) => Some(Paused),
        // It was seen before.
        (Act::Renew, Live | Paused | Done) => Some(Live),
        (Act::Finish, Live | Paused | Done) => Some(Done),
        (Act::Discard, Draft | Waiting | Paused | Done | Removed) => None,
        (Act::Allow, Waiting | Live) => Some(Live),
        (Act::Allow, Removed) => Some(Live),
        (Act::Remove, Waiting | Live | Paused | Removed) => Some(Removed),
        _ => return Err(NotInState(state)),
    })
}

/// What a listing becomes that its member changes.
pub fn when_changed(state: ListingState, moderation: Moderation) -> ListingState {
    match (state, moderation) {
        (ListingState::Live, Moderation::Before) => ListingState::Waiting,
        // What nobody sees now is seen again through the committee, not past it.
        (ListingState::Paused | ListingState::Done, Moderation::Before) => ListingState::Draft,
        // What the committee took off comes back before its eyes.
        (ListingState::Removed, _) => ListingState::Waiting,
        _ => state,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use strum::IntoEnumIterator as _;

    use super::{ListingAct, ListingState, Moderation, is_over, next, when_changed};

    /// The whole table: a line an act, a column a state in the order draft, waiting, live, paused, done, removed; `-` where it cannot be done.
    const TABLE: &str = "
publish live    waiting live   -      -    -
pause   -       -       paused paused -    -
renew   -       -       live   live   live -
finish  -       -       done   done   done -
discard gone    gone    -      gone   gone gone
allow   -       live    live   -      -    live
remove  -       removed removed removed - removed";

    #[test]
    fn a_listing_becomes_what_the_table_says_and_nothing_else() {
        for (act, line) in ListingAct::iter().zip(TABLE.trim().lines()) {
            let mut columns = line.split_whitespace();
            assert_eq!(columns.next(), Some(act.tag()));
            for (state, becomes) in ListingState::iter().zip(columns) {
                let said = match next(state, act, false) {
                    Err(_) => "-",
                    Ok(None) => "gone",
                    Ok(Some(state)) => state.tag(),
                };
                assert_eq!(said, becomes, "{act:?} {state:?}");
            }
        }
        assert_eq!(next(ListingState::Draft, ListingAct::Publish, true), Ok(Some(ListingState::Waiting)));
    }

    #[test]
    fn what_the_committee_looks_at_first_it_looks_at_again_when_it_changes() {
        use ListingState::{Done, Draft, Live, Paused, Removed, Waiting};
        for (state, moderation, becomes) in [
            (Live, Moderation::After, Live),
            (Live, Moderation::First, Live),
            (Live, Moderation::Before, Waiting),
            (Paused, Moderation::Before, Draft),
            (Done, Moderation::Before, Draft),
            (Paused, Moderation::After, Paused),
            (Removed, Moderation::After, Waiting),
        ] {
            assert_eq!(when_changed(state, moderation), becomes, "{state:?} {moderation:?}");
        }
    }

    #[test]
    fn the_last_day_of_a_listing_is_a_day_on_which_it_is_seen() {
        let day = date(2026, 5, 4);
        assert!(!is_over(Some(day), day));
        assert!(is_over(Some(day), date(2026, 5, 5)) && is_over(None, day));
    }

    #[test]
    fn nobody_but_the_committee_lets_a_listing_be_seen_or_takes_it_off() {
        for act in ListingAct::iter() {
            let own = ListingAct::own().any(|one| one == act);
            assert_eq!(ListingAct::of_tag(act.tag(), !own), Some(act));
            assert_eq!(ListingAct::of_tag(act.tag(), own), None);
        }
        for state in ListingState::iter() {
            assert_eq!(ListingState::of_tag(state.tag()), Some(state));
        }
    }
}
