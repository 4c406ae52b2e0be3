//! The committee adds a member: the form, what it comes to, and the page. The mail is `mails.rs`.

use leptos::prelude::*;
use serde::Deserialize;

use super::Candidate;
use crate::forms::{FieldError, Reader, Text};
use crate::ledger::Unit;
use crate::paths::exchange;
use crate::ui::text::amount_text;
use crate::ui::{Checkbox, Chrome, Field, Hidden, Notice, Select, TextArea, Tone, act_marks, error_of, form_page};
use crate::words::{Language, Words};

/// What a member can be, as in the database.
pub const KINDS: [&str; 4] = ["person", "household", "business", "organisation"];

/// The longest text about a member, in characters.
pub(super) const LONGEST_ABOUT: usize = 500;

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/members.ftl")]
pub struct AddMemberForm {
    /// Made by the page, so that sending it twice adds once.
    pub id: String,
    pub name: String,
    pub kind: String,
    pub email: String,
    /// Ticked: others read that address too.
    pub shared: String,
    pub area: String,
    pub about: String,
    /// The codes of the namesakes about whom the page asked; none before it asked.
    pub asked: String,
    /// Ticked: it is none of those.
    pub another: String,
}

/// A member that can be added.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in AddMemberForm")]
pub struct MemberAsked {
    pub name: String,
    pub kind: &'static str,
    /// Lower case; none for somebody whom the committee acts for.
    pub email: Option<String>,
    /// Others read that address too: mails go there, and they sign in by the code of the account.
    pub shared: bool,
    pub area: String,
    pub about: String,
}

impl AddMemberForm {
    /// What was meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<MemberAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let name = form.name("name", &self.name, form.words().add_error_name());
        let kind = KINDS.into_iter().find(|kind| *kind == self.kind);
        let kind = form.needs("kind", kind, Words::add_error_kind);
        let email = form.email_or_none("email", &self.email);
        let area = form.line("area", &self.area, Text::free(Text::NAME));
        let about = form.line("about", &self.about, Text::free(LONGEST_ABOUT));
        let shared = self.shared == "yes";
        form.finish(|| {
            Some(MemberAsked { name: name?, kind: kind?, email: email?, shared, area: area?, about: about? })
        })
    }

    /// Whether it says that the new member is somebody else than all of these. A tick holds for those about whom the page asked:
    /// whoever then changes the name is asked anew.
    pub fn is_none_of(&self, namesakes: &[Candidate]) -> bool {
        let asked = |one: &Candidate| self.asked.split(' ').any(|code| code == one.code.as_str());
        namesakes.is_empty() || (self.another == "yes" && namesakes.iter().all(asked))
    }

    /// The form that asks about them, and its question.
    pub fn asking_about(self, language: Language, namesakes: &[Candidate]) -> (Self, FieldError) {
        let names = namesakes.iter().map(|one| match one.area.as_str() {
            "" => format!("{} ({})", one.name, one.code),
            area => format!("{} ({}, {area})", one.name, one.code),
        });
        let names = names.collect::<Vec<_>>().join(", ");
        let message = language.words().add_error_namesakes(namesakes.len(), names);
        let asked = namesakes.iter().map(|one| one.code.to_string()).collect::<Vec<_>>().join(" ");
        (Self { asked, another: String::new(), ..self }, FieldError { field: "another", message })
    }
}

fn kind_name(words: &Words, kind: &str) -> String {
    match kind {
        "household" => words.add_kind_household(),
        "business" => words.add_kind_business(),
        "organisation" => words.add_kind_organisation(),
        _ => words.add_kind_person(),
    }
}

/// The form, with the limits the new member will have; `takes_two` where nobody is entered by one officer alone.
pub fn add_member_page(
    chrome: &Chrome,
    (limits, may_import, takes_two): ((&Unit, i64, i64), bool, bool),
    form: &AddMemberForm,
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let (unit, min, max) = limits;
    let text = |parts: i64| amount_text(unit, chrome.language, parts.saturating_abs());
    let field = form.clone();
    let namesakes = (!form.asked.is_empty()).then(|| {
        let (ticked, error) = (form.another == "yes", error_of(errors, "another"));
        view! {
            <Hidden name="asked" value=field.asked/>
            <Checkbox name="another" label=words.add_another() checked=ticked error=error/>
        }
    });
    let import =
        may_import.then(|| view! { <p><a href=chrome.href(&exchange::ImportMembers)>{words.sheet_link()}</a></p> });
    let kinds = KINDS.map(|kind| (kind.to_owned(), kind_name(words, kind))).to_vec();
    let body = view! {
        <h1>{words.add_title()}</h1>
        <p>{words.add_limits(text(min), text(max))}</p>
        {takes_two.then(|| view! { <Notice tone=Tone::Warning text=words.add_second()/> })}
        <p><a href=chrome.href(&exchange::Invitations)>{words.add_invite()}</a></p>
        {import}
        <form class="form" method="post" action=chrome.href(&exchange::AddMember) novalidate>
            {act_marks(chrome, &form.id)}
            <Field name="name" label=words.add_name() value=field.name error=error_of(errors, "name") autocomplete="off"/>
            {namesakes}
            <Select name="kind" label=words.add_kind() value=field.kind options=kinds error=error_of(errors, "kind")/>
            <Field name="email" label=words.add_email() value=field.email hint=words.add_email_hint() error=error_of(errors, "email") kind="email" autocomplete="off"/>
            <Checkbox name="shared" label=words.add_shared() hint=words.add_shared_hint() checked={form.shared == "yes"}/>
            <Field name="area" label=words.add_area() value=field.area error=error_of(errors, "area") autocomplete="off"/>
            <TextArea name="about" label=words.add_about() value=field.about error=error_of(errors, "about") maxlength=500/>
            <p>{words.add_code()}</p>
            <div class="actions"><button>{words.add_button()}</button><a href=chrome.href(&exchange::Members)>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, words.add_title(), errors, body.into_any())
}

#[cfg(test)]
mod tests {
    use super::AddMemberForm;
    use crate::words::Language::English;

    fn form(name: &str, kind: &str, email: &str) -> AddMemberForm {
        AddMemberForm { name: name.into(), kind: kind.into(), email: email.into(), ..AddMemberForm::default() }
    }

    #[test]
    fn a_member_is_added_with_or_without_an_address_and_wrong_fields_are_named() {
        assert_eq!(form("Ada", "person", "").parse(English).map(|m| m.email), Ok(None));
        let read = form(" Ada  Byron ", "business", " Ada@Example.org ").parse(English).expect("right");
        assert_eq!((read.name.as_str(), read.email.as_deref()), ("Ada Byron", Some("ada@example.org")));
        for (form, field) in [
            (form(" ", "person", ""), "name"),
            (form(&"x".repeat(81), "person", ""), "name"),
            (form("Ada", "king", ""), "kind"),
            (form("Ada", "person", "ada"), "email"),
            (form("Ada", "person", "ada@host"), "email"),
            (form("Ada", "person", "ada@example.org, eve@example.org"), "email"),
            (form("Ada", "person", "a\r\nBcc: eve@example.org"), "email"),
            (form("Ada", "person", "marta..sol@example.org"), "email"),
            (form("\u{3164}", "person", ""), "name"),
            (form("Ada\u{202e}", "person", ""), "name"),
        ] {
            let errors = form.parse(English).expect_err("wrong");
            assert_eq!(errors.iter().map(|e| e.field).collect::<Vec<_>>(), [field]);
        }
    }
}
