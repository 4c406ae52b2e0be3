//! What the forms of offices carry: giving one, ending one, laying down or handing over one's own.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;
use strum::IntoEnumIterator as _;

use super::{Office, Role};
use crate::forms::{FieldError, PAGE, Reader, Text};
use crate::words::{Language, Words};

/// The longest term of an office, in years.
pub const MOST_YEARS: i64 = 5;

/// The form that gives an office, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/offices.ftl")]
pub struct GiveOfficeForm {
    /// Made by the page, so that sending it twice decides once.
    pub id: String,
    pub to: String,
    /// Which of those whom `to` may mean, where the page asked.
    pub who: String,
    pub role: String,
    pub area: String,
    pub until: String,
    pub reason: String,
}

/// An office to be given; whom it is for is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenOffice {
    /// Which, until when, where.
    pub office: Office,
    /// Why.
    pub reason: String,
}

impl GiveOfficeForm {
    /// What was meant, on that day.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, today: Date, language: Language) -> Result<GivenOffice, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let to = form.line("to", &self.to, Text::asked(Text::NAME, form.words().office_error_to()));
        let role = form.choice("role", &self.role, Role::iter().map(|role| (role.tag(), role)));
        let area = form.line("area", &self.area, Text::free(Text::NAME));
        let needs_area = role == Some(Role::Coordinator) && area.as_ref().is_some_and(String::is_empty);
        form.needs("area", (!needs_area).then_some(()), Words::office_error_area);
        let until = self.until(&mut form, (role, today));
        let reason = form.reason("reason", &self.reason);
        form.finish(|| {
            let (role, until, area) = (role?, until?, area?);
            // Only a coordinator's is for an area.
            let area = if role == Role::Coordinator { area } else { String::new() };
            Some((to?, GivenOffice { office: Office { role, until, area }, reason: reason? }).1)
        })
    }

    /// The last day of the term: none where it has no end, which an auditor's must have.
    fn until(&self, form: &mut Reader, (role, today): (Option<Role>, Date)) -> Option<Option<Date>> {
        if self.until.trim().is_empty() {
            let has_end = role == Some(Role::Auditor);
            return form.needs("until", (!has_end).then_some(None), Words::office_error_term);
        }
        let day = form.day("until", &self.until)?;
        let is_term = day > today && day <= today.saturating_add(MOST_YEARS.years());
        form.needs("until", is_term.then_some(Some(day)), |words| words.office_error_until(MOST_YEARS))
    }
}

/// The form that ends the office of somebody else, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "as in GiveOfficeForm")]
pub struct EndOfficeForm {
    pub id: String,
    /// Which of those that the page offers.
    pub office: String,
    pub reason: String,
}

impl EndOfficeForm {
    /// Which of these is meant, and why it ends.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse<T: Clone>(&self, offered: &[(String, T)], language: Language) -> Result<(T, String), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let chosen = offered.iter().find(|(value, _)| *value == self.office).map(|(_, held)| held.clone());
        let chosen = form.needs("office", chosen, Words::form_choice);
        let reason = form.reason("reason", &self.reason);
        form.finish(|| Some((chosen?, reason?)))
    }
}

/// The form for one's own office, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "as in GiveOfficeForm")]
pub struct OwnOfficeForm {
    pub id: String,
    pub role: String,
    /// To whom it is handed over; nobody if it is laid down.
    pub to: String,
    pub who: String,
    pub reason: String,
    /// Which button it was.
    pub act: String,
}

/// What becomes of one's own office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnOffice {
    /// Which.
    pub office: Office,
    /// It is handed over.
    pub hands_over: bool,
    /// Why.
    pub reason: String,
}

impl OwnOfficeForm {
    /// What was meant by whoever holds these.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, held: &[Office], language: Language) -> Result<OwnOffice, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let hands_over = form.choice(PAGE, &self.act, [("lay-down", false), ("hand-over", true)]);
        let office = held.iter().find(|office| office.role.tag() == self.role).cloned();
        let office = form.needs("role", office, Words::form_choice);
        if hands_over == Some(true) {
            form.line("to", &self.to, Text::asked(Text::NAME, form.words().office_error_to()));
        }
        let reason = form.reason("reason", &self.reason);
        form.finish(|| Some(OwnOffice { office: office?, hands_over: hands_over?, reason: reason? }))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{EndOfficeForm, GiveOfficeForm, OwnOfficeForm};
    use crate::roles::{Office, Role};
    use crate::words::Language::English;

    #[test]
    fn an_office_is_given_to_somebody_for_a_term_with_a_reason() {
        let today = date(2026, 11, 25);
        for (role, area, until, wrong) in [
            ("chair", "", "", ""),
            ("chair", "Mill", "2027-11-25", ""),
            ("coordinator", "Mill", "", ""),
            ("coordinator", " ", "", "area"),
            ("auditor", "", "2027-11-25", ""),
            ("auditor", "", "", "until"),
            ("treasurer", "", "2026-11-25", "until"),
            ("treasurer", "", "2031-11-25", ""),
            ("treasurer", "", "2031-11-26", "until"),
            ("treasurer", "", "next year", "until"),
            ("king", "", "", "role"),
        ] {
            let form = GiveOfficeForm {
                to: "RIVR0004".into(),
                role: role.into(),
                area: area.into(),
                until: until.into(),
                reason: "elected".into(),
                ..GiveOfficeForm::default()
            };
            match form.parse(today, English) {
                Ok(given) => {
                    assert_eq!(wrong, "", "{role} {area} {until}");
                    let area = if role == "coordinator" { area } else { "" };
                    assert_eq!((given.office.role.tag(), given.office.area.as_str()), (role, area));
                }
                Err(errors) => {
                    assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), [wrong], "{role} {until}");
                }
            }
            let nobody = GiveOfficeForm { to: " ".into(), reason: String::new(), ..form };
            let errors = nobody.parse(today, English).expect_err("nobody, and no reason");
            assert!(errors.iter().any(|error| error.field == "to") && errors.iter().any(|e| e.field == "reason"));
        }
    }

    #[test]
    fn one_of_the_offices_that_the_page_offers_ends() {
        let offered = [("chair-RIVR0002".to_owned(), 2), ("chair-RIVR0003".to_owned(), 3)];
        let form = |office: &str, reason: &str| EndOfficeForm {
            office: office.into(),
            reason: reason.into(),
            ..EndOfficeForm::default()
        };
        assert_eq!(form("chair-RIVR0003", "moved").parse(&offered, English), Ok((3, "moved".into())));
        assert!(form("chair-RIVR0004", "moved").parse(&offered, English).is_err());
        assert!(form("chair-RIVR0003", "").parse(&offered, English).is_err());
    }

    #[test]
    fn ones_own_office_is_laid_down_or_handed_over_to_somebody() {
        let held = [Office::plain(Role::Treasurer)];
        for (role, act, to, wrong) in [
            ("treasurer", "lay-down", "", ""),
            ("treasurer", "hand-over", "Ben", ""),
            ("treasurer", "hand-over", "", "to"),
            ("chair", "lay-down", "", "role"),
            ("treasurer", "sell", "Ben", "main"),
        ] {
            let form = OwnOfficeForm {
                role: role.into(),
                act: act.into(),
                to: to.into(),
                reason: "I move".into(),
                ..OwnOfficeForm::default()
            };
            let read = form.parse(&held, English);
            let fields = read.map_or_else(|errors| errors.iter().map(|error| error.field).collect(), |_| vec![]);
            assert_eq!(fields.join(" "), wrong, "{role} {act}");
        }
    }
}
