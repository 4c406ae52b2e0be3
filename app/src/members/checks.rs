//! What the committee makes sure of before it lets somebody in: the items that an exchange may ask for, and what is ticked of them. Seen by
//! officers who admit, and by nobody else.

use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;
use strum::{EnumIter, EnumString, IntoEnumIterator as _, IntoStaticStr};

use crate::forms::{FieldError, Reader};
use crate::ids::Code;
use crate::paths::exchange;
use crate::ui::text::day_text;
use crate::ui::{Button, ButtonKind, Checkbox, Chrome, Field, Hidden, act_marks, error_of, form_page};
use crate::words::{Language, Words};

/// Something to make sure of. Its word stands in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum CheckItem {
    /// Somebody of the committee has met them.
    Meeting,
    /// Others speak for them.
    References,
    /// A guardian consents.
    Guardian,
    /// A firm is one.
    Firm,
    /// They are who they say.
    Identity,
}

impl CheckItem {
    /// Its word.
    pub fn tag(self) -> &'static str {
        self.into()
    }

    /// The item of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        tag.parse().ok()
    }

    /// What it is called.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Meeting => words.check_meeting(),
            Self::References => words.check_references(),
            Self::Guardian => words.check_guardian(),
            Self::Firm => words.check_firm(),
            Self::Identity => words.check_identity(),
        }
    }

    /// Its box and its day in the form.
    fn fields(self) -> (&'static str, &'static str) {
        match self {
            Self::Meeting => ("meeting", "meeting_until"),
            Self::References => ("references", "references_until"),
            Self::Guardian => ("guardian", "guardian_until"),
            Self::Firm => ("firm", "firm_until"),
            Self::Identity => ("identity", "identity_until"),
        }
    }
}

/// The names of several, one after the other.
pub fn names_of(items: &[CheckItem], words: &Words) -> String {
    items.iter().map(|item| item.name(words)).collect::<Vec<_>>().join(", ")
}

/// Who ticked an item, when, and until which day it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticked {
    /// Who.
    pub by: String,
    /// When.
    pub on: Date,
    /// Until when, if it does not hold for good.
    pub until: Option<Date>,
}

/// The checklist of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checklist {
    /// Each item that the exchange asks for, or that is ticked, in their order.
    pub lines: Vec<(CheckItem, Option<Ticked>)>,
}

impl Checklist {
    /// What is asked for beside what is ticked.
    pub fn of(asked: &[CheckItem], ticked: &[(CheckItem, Ticked)]) -> Self {
        let found = |item: CheckItem| ticked.iter().find(|(one, _)| *one == item).map(|(_, ticked)| ticked.clone());
        let shown = CheckItem::iter().filter(|item| asked.contains(item) || found(*item).is_some());
        Self { lines: shown.map(|item| (item, found(item))).collect() }
    }

    /// The items that have a tick, by their words, as the journal keeps them.
    pub fn written(&self) -> String {
        let ticked = self.lines.iter().filter(|(_, ticked)| ticked.is_some());
        ticked.map(|(item, _)| item.tag()).collect::<Vec<_>>().join(" ")
    }
}

/// What of what is asked has no tick that holds on that day.
pub fn missing(asked: &[CheckItem], list: &Checklist, today: Date) -> Vec<CheckItem> {
    let holds = |item: &CheckItem| {
        let ticked = list.lines.iter().find(|(one, _)| one == item).and_then(|(_, ticked)| ticked.as_ref());
        ticked.is_some_and(|ticked| ticked.until.is_none_or(|day| day >= today))
    };
    asked.iter().copied().filter(|item| !holds(item)).collect()
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "a box and a day for each item; `yes` when ticked")]
pub struct ChecksForm {
    /// Made by the page, so that sending it twice ticks once.
    pub id: String,
    /// What was ticked when the page was made: only that is taken back.
    pub stood: String,
    pub meeting: String,
    pub meeting_until: String,
    pub references: String,
    pub references_until: String,
    pub guardian: String,
    pub guardian_until: String,
    pub firm: String,
    pub firm_until: String,
    pub identity: String,
    pub identity_until: String,
}

/// What is asked for with the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicksAsked {
    /// What is ticked, each with its last day.
    pub ticked: Vec<(CheckItem, Option<Date>)>,
    /// What is taken back: it was ticked when the page was made.
    pub taken_back: Vec<CheckItem>,
}

impl ChecksForm {
    fn typed(&self, item: CheckItem) -> (&str, &str) {
        match item {
            CheckItem::Meeting => (&self.meeting, &self.meeting_until),
            CheckItem::References => (&self.references, &self.references_until),
            CheckItem::Guardian => (&self.guardian, &self.guardian_until),
            CheckItem::Firm => (&self.firm, &self.firm_until),
            CheckItem::Identity => (&self.identity, &self.identity_until),
        }
    }

    /// As the list stands.
    #[must_use]
    pub fn of(list: &Checklist, id: String) -> Self {
        let mut form = Self { id, stood: list.written(), ..Self::default() };
        for (item, ticked) in list.lines.iter().filter_map(|(item, ticked)| Some((*item, ticked.as_ref()?))) {
            let until = ticked.until.map(|day| day.to_string()).unwrap_or_default();
            let (tick, day) = match item {
                CheckItem::Meeting => (&mut form.meeting, &mut form.meeting_until),
                CheckItem::References => (&mut form.references, &mut form.references_until),
                CheckItem::Guardian => (&mut form.guardian, &mut form.guardian_until),
                CheckItem::Firm => (&mut form.firm, &mut form.firm_until),
                CheckItem::Identity => (&mut form.identity, &mut form.identity_until),
            };
            "yes".clone_into(tick);
            *day = until;
        }
        form
    }

    /// What is ticked of what the list shows.
    ///
    /// # Errors
    /// The days that are none, by field.
    pub fn parse(&self, list: &Checklist, language: Language) -> Result<TicksAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let (mut ticked, mut taken_back) = (Vec::new(), Vec::new());
        for (item, _) in &list.lines {
            let (tick, until) = self.typed(*item);
            let until = match until.trim() {
                "" => None,
                typed => form.day(item.fields().1, typed),
            };
            if tick == "yes" {
                ticked.push((*item, until));
            } else if self.stood.split(' ').any(|word| word == item.tag()) {
                taken_back.push(*item);
            }
        }
        form.finish(|| Some(TicksAsked { ticked, taken_back }))
    }
}

/// The list with its form, on a page of its own or under an application; nothing where nothing is asked for.
pub fn checks_form(
    chrome: &Chrome,
    action: &str,
    list: &Checklist,
    (form, errors): (&ChecksForm, &[FieldError]),
) -> Option<AnyView> {
    if list.lines.is_empty() {
        return None;
    }
    let words = chrome.words();
    let rows = list.lines.iter().map(|(item, ticked)| {
        let (name, day) = item.fields();
        let (tick, until) = form.typed(*item);
        let said = ticked.as_ref().map(|ticked| words.check_ticked(&ticked.by, day_text(words, ticked.on)));
        view! {
            <Checkbox name=name label=item.name(words) hint=said checked=tick == "yes"/>
            <Field name=day label=words.check_until(item.name(words)) value=until.to_owned() error=error_of(errors, day) kind="date" class="narrow"/>
        }
    });
    let rows: Vec<_> = rows.collect();
    Some(
        view! {
            <h2>{words.checklist_title()}</h2>
            <p class="hint">{words.check_seen_by()}</p>
            <form class="form" method="post" action=action.to_owned() novalidate>
                {act_marks(chrome, &form.id)}
                <Hidden name="stood" value=form.stood.clone()/>
                {rows}
                <div class="actions"><Button label=words.check_save() kind=ButtonKind::Secondary/></div>
            </form>
        }
        .into_any(),
    )
}

/// The page of a member's checklist.
pub fn member_checks_page(
    chrome: &Chrome,
    (code, name): (&Code, &str),
    list: &Checklist,
    (form, errors): (&ChecksForm, &[FieldError]),
) -> String {
    let words = chrome.words();
    let title = words.checklist_title_of(name);
    let action = chrome.href(&exchange::MemberChecks { code: code.to_string() });
    let back = chrome.href(&exchange::Member { code: code.to_string() });
    let none = list.lines.is_empty().then(|| view! { <p>{words.check_none()}</p> });
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        {none}
        {checks_form(chrome, &action, list, (form, errors))}
        <p><a href=back>{words.back()}</a></p>
    };
    form_page(chrome, title, errors, body.into_any())
}

/// What of the list stands on a member's page, for who admits: each item with who ticked it, and what is missing.
pub fn checks_said(list: &Checklist, words: &Words) -> Vec<(String, String)> {
    let said = |ticked: &Option<Ticked>| match ticked {
        None => words.check_missing(),
        Some(Ticked { by, on, until: None }) => words.check_ticked(by, day_text(words, *on)),
        Some(Ticked { by, on, until: Some(day) }) => {
            words.check_ticked_until(by, day_text(words, *on), day_text(words, *day))
        }
    };
    list.lines.iter().map(|(item, ticked)| (item.name(words), said(ticked))).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{CheckItem, Checklist, ChecksForm, Ticked, missing};
    use crate::words::Language::English;

    #[test]
    fn what_is_asked_and_has_no_tick_that_holds_is_missing() {
        let ticked = |until| Ticked { by: "Grace".into(), on: date(2026, 11, 1), until };
        let held = [(CheckItem::Meeting, ticked(None)), (CheckItem::Firm, ticked(Some(date(2026, 11, 27))))];
        let asked = [CheckItem::Meeting, CheckItem::References, CheckItem::Firm];
        let list = Checklist::of(&asked, &held);
        assert_eq!(missing(&asked, &list, date(2026, 11, 27)), [CheckItem::References]);
        assert_eq!(missing(&asked, &list, date(2026, 11, 28)), [CheckItem::References, CheckItem::Firm]);
        assert_eq!(list.written(), "meeting firm");
        let form = ChecksForm::of(&list, "7".into());
        let again = [(CheckItem::Meeting, None), (CheckItem::Firm, Some(date(2026, 11, 27)))];
        let asked = form.parse(&list, English).unwrap();
        assert_eq!((asked.ticked, asked.taken_back), (again.to_vec(), vec![]));
        // What somebody else ticked meanwhile stays.
        let bare = ChecksForm { stood: "meeting".into(), ..ChecksForm::default() };
        assert_eq!(bare.parse(&list, English).unwrap().taken_back, [CheckItem::Meeting]);
        let wrong = ChecksForm { firm_until: "soon".into(), ..form };
        assert_eq!(wrong.parse(&list, English).unwrap_err()[0].field, "firm_until");
    }
}
