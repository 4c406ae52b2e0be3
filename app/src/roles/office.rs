//! An office as somebody holds it: which, until when, and of a coordinator of which area; and how it is given and ended.
//!
//! Always holds: an auditor holds no other office, and has a term; what the journal keeps of an office names nobody.
//! Not here: who may decide it, and the last chair, which takes the whole exchange to know (`manyhands::roles`).

use jiff::civil::Date;

use super::Role;
use crate::ids::{Code, PersonId};
use crate::ui::text::day_text;
use crate::words::Words;

/// An office that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Office {
    /// Which.
    pub role: Role,
    /// Its last day; none where it has no end.
    pub until: Option<Date>,
    /// The area that it is for; empty where it is for the whole exchange.
    pub area: String,
}

/// Stands between the parts of an office that is kept.
const MARK: char = '@';
/// Stands for the spaces of an area that is kept, since offices are kept with spaces between them.
const SPACE: char = '\u{a0}';

impl Office {
    /// For the whole exchange, without an end.
    pub fn plain(role: Role) -> Self {
        Self { role, until: None, area: String::new() }
    }

    /// As the journal keeps it: `coordinator@2027-11-25@Mill`.
    pub fn written(&self) -> String {
        let until = self.until.map_or_else(String::new, |day| day.to_string());
        let all = format!("{}{MARK}{until}{MARK}{}", self.role.tag(), self.area.replace(' ', &SPACE.to_string()));
        all.trim_end_matches(MARK).to_owned()
    }

    /// The office that was written so; none of a word that is no office.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, MARK);
        let role = Role::of_tag(parts.next()?)?;
        let until = parts.next().and_then(|day| day.parse().ok());
        let area = parts.next().unwrap_or_default().replace(SPACE, " ");
        Some(Self { role, until, area })
    }

    /// As a reader reads it.
    pub fn text(&self, words: &Words) -> String {
        let name = match self.area.as_str() {
            "" => self.role.name(words),
            area => words.office_of_area(self.role.name(words), area),
        };
        match self.until {
            Some(day) => words.office_until(name, day_text(words, day)),
            None => name,
        }
    }
}

/// Offices as the journal keeps them.
pub fn written(offices: &[Office]) -> String {
    offices.iter().map(Office::written).collect::<Vec<_>>().join(" ")
}

/// Offices that were written, as a reader reads them; a word that is no office stays as it is.
pub fn offices_text(words: &Words, kept: &str) -> String {
    let one = |text: &str| Office::read(text).map_or_else(|| text.to_owned(), |office| office.text(words));
    kept.split(' ').filter(|text| !text.is_empty()).map(one).collect::<Vec<_>>().join(", ")
}

/// What is to become of one office of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeChange {
    /// Whose.
    pub person: PersonId,
    /// The code of their oldest account here, by which members read of it.
    pub code: Code,
    /// Which.
    pub role: Role,
    /// How they hold it from then on; none if it ends.
    pub becomes: Option<Office>,
}

/// What stands before the office in the key of a change that waits.
const KEY: &str = "office";

impl OfficeChange {
    /// The key under which it waits: one change of an office of a person waits at a time.
    pub fn key(&self) -> String {
        format!("{KEY}:{}:{}", self.role.tag(), self.code)
    }

    /// Its value as it waits.
    pub fn value(&self) -> String {
        format!("{} {}", self.person.0, self.becomes.as_ref().map(Office::written).unwrap_or_default())
    }

    /// The change that waits under that key with that value; none if it is about something else.
    pub fn read(key: &str, value: &str) -> Option<Self> {
        let (role, code) = key.strip_prefix(KEY)?.strip_prefix(':')?.split_once(':')?;
        let (person, becomes) = value.split_once(' ')?;
        let (role, person) = (Role::of_tag(role)?, PersonId(person.parse().ok()?));
        Some(Self { person, code: Code::stored(code.to_owned()), role, becomes: Office::read(becomes) })
    }
}

/// Why an office is not given or ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeRefusal {
    /// Nobody would be left in the chair.
    LastChair,
    /// Whoever looks over the books decides nothing, and the other way round.
    AuditorAlone,
    /// They do not hold it.
    NotHeld,
    /// They hold it just so.
    Same,
    /// They are no member here, or cannot act now.
    NotHere,
}

impl OfficeRefusal {
    /// What is said of it.
    pub fn sentence(self, words: &Words) -> String {
        match self {
            Self::LastChair => words.office_error_last_chair(),
            Self::AuditorAlone => words.office_error_auditor(),
            Self::NotHeld => words.office_error_not_held(),
            Self::Same => words.office_error_same(),
            Self::NotHere => words.office_error_not_here(),
        }
    }
}

/// The offices of somebody who holds `held`, after that change.
///
/// # Errors
/// [`OfficeRefusal`].
pub fn after(held: &[Office], change: &OfficeChange) -> Result<Vec<Office>, OfficeRefusal> {
    let is_it = |office: &&Office| office.role == change.role;
    let before = held.iter().find(is_it);
    let others = held.iter().filter(|office| !is_it(office));
    match (&change.becomes, before) {
        (None, None) => Err(OfficeRefusal::NotHeld),
        (Some(becomes), Some(before)) if becomes == before => Err(OfficeRefusal::Same),
        (Some(_), _) if others.clone().any(|other| (other.role == Role::Auditor) != (change.role == Role::Auditor)) => {
            Err(OfficeRefusal::AuditorAlone)
        }
        (becomes, _) => {
            let mut after: Vec<Office> = others.chain(becomes).cloned().collect();
            after.sort();
            Ok(after)
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Office, OfficeChange, OfficeRefusal, after, offices_text, written};
    use crate::ids::{Code, PersonId};
    use crate::roles::Role::{self, Auditor, Chair, Coordinator, Treasurer};
    use crate::words::Language::{English, Spanish};

    fn office(role: Role, area: &str) -> Office {
        Office { role, until: Some(date(2027, 11, 25)), area: area.into() }
    }

    #[test]
    fn an_office_that_was_written_is_read_with_its_term_and_area() {
        for one in [
            Office::plain(Chair),
            office(Auditor, ""),
            office(Coordinator, "Old Mill @ the river"),
            Office { until: None, ..office(Coordinator, "Mill") },
        ] {
            let kept = one.written();
            assert!(!kept.contains(' '), "{kept}");
            assert_eq!(Office::read(&kept), Some(one), "{kept}");
        }
        assert_eq!(Office::read("king@2027-11-25"), None);
        // As lines of the journal were written before offices had terms.
        assert_eq!(offices_text(English.words(), "chair treasurer"), "Chair, Treasurer");
        let kept = written(&[office(Chair, ""), office(Coordinator, "Old Mill")]);
        assert_eq!(
            offices_text(English.words(), &kept),
            "Chair until 25 November 2027, Coordinator for Old Mill until 25 November 2027"
        );
        assert_ne!(offices_text(Spanish.words(), &kept), offices_text(English.words(), &kept));
    }

    #[test]
    fn a_change_that_waits_is_the_change_that_was_asked_for() {
        let code = Code::stored("RIVR0004");
        for becomes in [None, Some(office(Coordinator, "Old Mill"))] {
            let change = OfficeChange { person: PersonId(7), code: code.clone(), role: Coordinator, becomes };
            assert_eq!(OfficeChange::read(&change.key(), &change.value()), Some(change));
        }
        assert_eq!(OfficeChange::read("default_max", "7 chair"), None);
        assert_eq!(OfficeChange::read("office:king:RIVR0004", "7 king"), None);
    }

    #[test]
    fn what_a_change_makes_of_what_somebody_holds() {
        let plain = Office::plain;
        for (held, role, becomes, expected) in [
            (vec![], Chair, Some(plain(Chair)), Ok(vec![plain(Chair)])),
            (vec![plain(Chair)], Treasurer, Some(plain(Treasurer)), Ok(vec![plain(Chair), plain(Treasurer)])),
            (vec![plain(Chair)], Chair, Some(office(Chair, "")), Ok(vec![office(Chair, "")])),
            (vec![plain(Chair)], Chair, Some(plain(Chair)), Err(OfficeRefusal::Same)),
            (vec![plain(Chair), plain(Treasurer)], Chair, None, Ok(vec![plain(Treasurer)])),
            (vec![plain(Treasurer)], Chair, None, Err(OfficeRefusal::NotHeld)),
            (vec![plain(Treasurer)], Auditor, Some(office(Auditor, "")), Err(OfficeRefusal::AuditorAlone)),
            (vec![office(Auditor, "")], Chair, Some(plain(Chair)), Err(OfficeRefusal::AuditorAlone)),
            (vec![office(Auditor, "")], Auditor, None, Ok(vec![])),
        ] {
            let change = OfficeChange { person: PersonId(7), code: Code::stored("RIVR0004"), role, becomes };
            assert_eq!(after(&held, &change), expected, "{held:?} {change:?}");
        }
    }
}
