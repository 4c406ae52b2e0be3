//! How the others see a member, as the member says it, or the committee for them: the form and what it comes to. Its page is
//! `page.rs`.
//!
//! Always holds: of two who change it at once nobody loses what they typed, and nobody overwrites what they have not seen.

pub mod page;
pub mod phone;

use serde::Deserialize;

use super::add::LONGEST_ABOUT;
use crate::forms::{FieldError, Reader, Text};
use crate::journal::fields::written;
use crate::words::Language;

/// The longest phone number with its note ("evenings"), in characters.
const LONGEST_PHONE: usize = 40;

/// What the others see of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct SeenAs {
    /// Their name.
    pub name: String,
    /// Where they live.
    pub area: String,
    /// What they say of themselves.
    pub about: String,
    /// Where they are called; empty if they say none.
    pub phone: String,
    /// Members may see it; else the committee alone.
    #[cfg_attr(feature = "sql", sqlx(try_from = "crate::ids::Flag"))]
    pub phone_shown: bool,
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "as in SeenAs")]
pub struct SeenAsForm {
    /// Made by the page, so that sending it twice changes once.
    pub id: String,
    /// The key of the form that had changed it last when the page was made.
    pub seen: String,
    pub name: String,
    pub area: String,
    pub about: String,
    pub phone: String,
    /// Ticked: members may see the phone number.
    pub phone_shown: String,
}

impl SeenAs {
    /// What of it is otherwise than before, as the journal keeps it: what it was, and what it became.
    pub fn change_from(&self, before: &Self) -> (String, String) {
        let fields = |seen: &Self| {
            [
                ("name", seen.name.clone()),
                ("area", seen.area.clone()),
                ("about", seen.about.clone()),
                ("phone", seen.phone.clone()),
                ("phone_shown", if seen.phone_shown { "yes" } else { "no" }.to_owned()),
            ]
        };
        let differ = fields(before).into_iter().zip(fields(self)).filter(|(was, becomes)| was != becomes);
        let (was, becomes): (Vec<_>, Vec<_>) = differ.unzip();
        (written(&was), written(&becomes))
    }
}

impl SeenAsForm {
    /// The form of what stands.
    pub fn of(stands: SeenAs, (id, seen): (String, i64)) -> Self {
        let SeenAs { name, area, about, phone, phone_shown } = stands;
        let phone_shown = if phone_shown { "yes" } else { "" }.to_owned();
        Self { id, seen: seen.to_string(), name, area, about, phone, phone_shown }
    }

    /// What was meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<SeenAs, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let name = form.name("name", &self.name, form.words().add_error_name());
        let area = form.line("area", &self.area, Text::free(Text::NAME));
        let about = form.line("about", &self.about, Text::free(LONGEST_ABOUT));
        let phone = form.line("phone", &self.phone, Text::free(LONGEST_PHONE));
        let phone_shown = self.phone_shown == "yes";
        form.finish(|| Some(SeenAs { name: name?, area: area?, about: about?, phone: phone?, phone_shown }))
    }
}

#[cfg(test)]
mod tests {
    use super::{SeenAs, SeenAsForm};
    use crate::words::Language::English;

    fn form(name: &str, phone: &str) -> SeenAsForm {
        SeenAsForm { name: name.into(), phone: phone.into(), ..SeenAsForm::default() }
    }

    #[test]
    fn a_member_has_a_name_and_says_the_rest_or_not() {
        let seen = form(" Ada  Byron ", "").parse(English).expect("right");
        assert_eq!(seen, SeenAs { name: "Ada Byron".into(), ..SeenAs::default() });
        for (form, field) in [
            (form("", ""), "name"),
            (form("\u{3164}", ""), "name"),
            (form("Ada\u{202e}", ""), "name"),
            (form("Ada", &"1".repeat(41)), "phone"),
            (form("Ada", "0171\0"), "phone"),
        ] {
            let errors = form.parse(English).expect_err("wrong");
            assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), [field]);
        }
    }

    #[test]
    fn only_what_changed_is_kept_of_a_correction() {
        let before = SeenAs { name: "Ada".into(), area: "Mill".into(), ..SeenAs::default() };
        let after = SeenAs { area: "Quay".into(), phone_shown: true, ..before.clone() };
        let expected = ("area Mill\nphone_shown no".to_owned(), "area Quay\nphone_shown yes".to_owned());
        assert_eq!(after.change_from(&before), expected);
    }
}
