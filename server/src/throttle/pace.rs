//! How often one person may do something in a minute, counted in the memory of this process: where counting must not cost a row.
//!
//! Always holds: nobody is told to wait for longer than a window, whatever the clock does; no more windows are kept than fit, however
//! many persons come.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use app::ids::PersonId;
use app::time::Instant;

/// How long a window is, in seconds.
const WINDOW: i64 = 60;
/// How many windows are kept: about 2 MB of them.
const KEPT: usize = 50_000;

/// Counts what each person does.
#[derive(Debug)]
pub struct Pace {
    most: u32,
    kept: usize,
    windows: Mutex<HashMap<PersonId, Minute>>,
}

#[derive(Debug)]
struct Minute {
    start: Instant,
    count: u32,
}

impl Minute {
    /// What began under a clock that was ahead is over.
    fn is_open(&self, now: Instant) -> bool {
        self.start <= now && now < self.start.plus_seconds(WINDOW)
    }

    /// Whole seconds until it is over.
    fn left(&self, now: Instant) -> i64 {
        let micros = self.start.plus_seconds(WINDOW).0.saturating_sub(now.0);
        micros.saturating_add(999_999) / 1_000_000
    }
}

impl Pace {
    /// So many in a minute by each person.
    pub fn a_minute(most: u32) -> Self {
        Self::keeping(most, KEPT)
    }

    fn keeping(most: u32, kept: usize) -> Self {
        Self { most, kept, windows: Mutex::default() }
    }

    /// Counts one more, if it may still be done.
    ///
    /// # Errors
    /// The seconds after which it may be tried again.
    pub fn admit(&self, person: PersonId, now: Instant) -> Result<(), i64> {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= self.kept && !windows.contains_key(&person) {
            make_room(&mut windows, now, self.kept);
        }
        let window = windows.entry(person).or_insert(Minute { start: now, count: 0 });
        if !window.is_open(now) {
            *window = Minute { start: now, count: 0 };
        }
        if window.count >= self.most {
            return Err(window.left(now));
        }
        window.count += 1;
        Ok(())
    }
}

/// Forgets the windows that are over; and all of them, if that would soon have to be done again: some then begin anew too early.
fn make_room(windows: &mut HashMap<PersonId, Minute>, now: Instant, kept: usize) {
    windows.retain(|_, window| window.is_open(now));
    if windows.len() > kept / 2 {
        windows.clear();
    }
}

#[cfg(test)]
mod tests {
    use app::ids::PersonId;
    use app::time::Instant;

    use super::{Pace, WINDOW};

    const ADA: PersonId = PersonId(1);
    const BEN: PersonId = PersonId(2);
    const NOON: Instant = Instant(1_795_521_600_000_000);

    #[test]
    fn so_many_in_a_minute_by_each_person_whatever_the_clock_does() {
        // Who, how many seconds after noon, and after how many they may try again.
        for steps in [
            &[(ADA, 0, None), (ADA, 0, None), (ADA, 0, None), (ADA, 0, Some(60)), (BEN, 0, None)][..],
            &[(ADA, 0, None), (ADA, 20, None), (ADA, 59, None), (ADA, 59, Some(1)), (ADA, 60, None), (ADA, 61, None)],
            &[(ADA, 0, None), (ADA, 1, None), (ADA, 2, None), (ADA, 3, Some(57)), (ADA, 40, Some(20)), (ADA, 60, None)],
            // A clock that was a year ahead keeps nobody out once it is right again.
            &[
                (ADA, 31_536_000, None),
                (ADA, 31_536_000, None),
                (ADA, 31_536_000, None),
                (ADA, 0, None),
                (ADA, 1, None),
            ],
            &[(ADA, 0, None), (ADA, 0, None), (ADA, 0, None), (ADA, -1, None), (ADA, -1, None), (ADA, -1, None)],
        ] {
            let pace = Pace::a_minute(3);
            for (nth, (person, seconds, wait)) in steps.iter().enumerate() {
                let admitted = pace.admit(*person, NOON.plus_seconds(*seconds));
                assert_eq!(admitted.err(), *wait, "step {nth} of {steps:?}");
            }
        }
    }

    #[test]
    fn of_many_persons_no_more_windows_are_kept_than_fit() {
        let pace = Pace::keeping(2, 100);
        for nth in 0..10_000 {
            assert_eq!(pace.admit(PersonId(nth), NOON), Ok(()));
            assert!(pace.windows.lock().unwrap().len() <= 100);
        }
        // What is over goes first: who paid just now is still counted.
        let later = NOON.plus_seconds(WINDOW);
        assert_eq!([pace.admit(ADA, later), pace.admit(ADA, later)], [Ok(()), Ok(())]);
        for nth in 100..140 {
            assert_eq!(pace.admit(PersonId(nth), later), Ok(()));
        }
        assert!(pace.admit(ADA, later).is_err());
    }
}
