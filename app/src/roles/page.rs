//! Who governs an exchange: the page that every member reads, with the table of rights as it is in the code; and the forms that give
//! an office, end one, and lay down or hand over one's own.

use jiff::civil::Date;
use leptos::prelude::*;
use strum::IntoEnumIterator as _;

use super::forms::{EndOfficeForm, GiveOfficeForm, OwnOfficeForm};
use super::{Office, Right, Role, in_their_area, may};
use crate::forms::FieldError;
use crate::ids::Code;
use crate::paths::exchange;
use crate::ui::text::day_text;
use crate::ui::{
    self, Button, ButtonKind, Chrome, Face, Field, Notice, Select, Tag, TextArea, Tone, act_marks, error_of, form_page,
};
use crate::words::Words;

/// An office and who holds it.
#[derive(Clone, Debug)]
pub struct HeldOffice {
    /// The office.
    pub office: Office,
    /// Who holds it.
    pub name: String,
    /// Their oldest account here.
    pub code: Code,
    /// Since when.
    pub since: Date,
}

/// What the page shows.
pub struct OfficersPage {
    /// Everybody who holds an office.
    pub held: Vec<HeldOffice>,
    /// The day.
    pub today: Date,
    /// Changes of offices that wait, as rows; none where none does.
    pub waiting: Option<AnyView>,
    /// The reader may give and end offices.
    pub may_set: bool,
    /// The reader holds one.
    pub holds: bool,
    /// Nobody who governs is left.
    pub is_orphaned: bool,
}

/// How long before its end a term is said to end soon, in days.
const SOON: i32 = 45;

/// The page.
pub fn officers_page(chrome: &Chrome, place: &str, data: OfficersPage) -> String {
    let words = chrome.words();
    let title = words.officers_title(place);
    let groups: Vec<_> = Role::iter().map(|role| group(chrome, role, (&data.held, data.today))).collect();
    let link = |shown: bool, href: String, label: String| shown.then(|| view! { <a href=href>{label}</a> });
    let acts = view! {
        <p class="actions">
            {link(data.may_set, chrome.href(&exchange::GiveOffice), words.office_give_link())}
            {link(data.may_set, chrome.href(&exchange::EndOffice), words.office_end_link())}
            {link(data.holds, chrome.href(&exchange::OwnOffice), words.office_own_link())}
        </p>
    };
    let acts = (data.may_set || data.holds).then_some(acts);
    let orphaned = data.is_orphaned.then(|| {
        let href = chrome.href(&exchange::AskChair);
        view! { <Notice tone=Tone::Warning text=words.officers_orphaned()><p><a href=href>{words.chair_ask_link()}</a></p></Notice> }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lede">{words.officers_lede()}</p>
        {acts}
        {orphaned}
        {data.waiting}
        <dl class="summary">{groups}</dl>
        <h2>{words.officers_rights()}</h2>
        <p>{words.officers_rights_lede()}</p>
        {rights(words)}
        <p class="actions"><a href=chrome.href(&exchange::Decisions)>{words.decisions_link()}</a></p>
    };
    ui::page(chrome, title, body)
}

/// An office, and everybody who holds it.
fn group(chrome: &Chrome, role: Role, (held, today): (&[HeldOffice], Date)) -> AnyView {
    let words = chrome.words();
    let people: Vec<_> =
        held.iter().filter(|one| one.office.role == role).map(|one| holder(chrome, one, today)).collect();
    let none = people.is_empty().then(|| view! { <span class="muted">{words.officers_nobody()}</span> });
    view! { <div><dt>{role.name(words)}</dt><dd>{none}{people}</dd></div> }.into_any()
}

fn holder(chrome: &Chrome, one: &HeldOffice, today: Date) -> AnyView {
    let words = chrome.words();
    let href = chrome.href(&exchange::Member { code: one.code.to_string() });
    let area = (!one.office.area.is_empty()).then(|| view! { " · "<bdi>{one.office.area.clone()}</bdi> });
    let since = words.officers_since(day_text(words, one.since));
    let until = one.office.until.map(|day| words.officers_until(day_text(words, day)));
    let days = |until: Date| (until - today).get_days();
    let soon = one.office.until.is_some_and(|until| days(until) <= SOON);
    let soon = soon.then(|| view! { " "<Tag text=words.officers_soon() tone=Tone::Warning/> });
    let when = [Some(since), until].into_iter().flatten().collect::<Vec<_>>().join(", ");
    view! {
        <div class="person">
            <Face name=one.name.clone() code=one.code.clone()/>
            <div><a href=href><bdi>{one.name.clone()}</bdi></a>" "<span class="code">{one.code.to_string()}</span>{area}
                <span class="what">{when}{soon}</span></div>
        </div>
    }
    .into_any()
}

/// What may be done, and by whom, from the one table.
fn rights(words: &Words) -> AnyView {
    let office = |role: Role, right: Right| {
        let in_area = role == Role::Coordinator && in_their_area(right);
        match (may(role, right), in_area) {
            (_, true) => Some(words.officers_in_area(role.name(words))),
            (true, _) => Some(role.name(words)),
            (false, _) => None,
        }
    };
    let row = |right: Right| {
        let offices: Vec<String> = Role::iter().filter_map(|role| office(role, right)).collect();
        view! { <li><span>{right.sentence(words)}</span><span class="what">{offices.join(", ")}</span></li> }
    };
    let rows: Vec<_> = Right::iter().map(row).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

/// Whom what was typed may mean: the value of the choice, and how it reads.
pub type Choice = (String, String);

/// What the page that gives an office shows.
pub struct GivePage {
    /// What was typed.
    pub form: GiveOfficeForm,
    /// Those whom it may mean, if it is asked.
    pub who: Vec<Choice>,
    /// What becomes of it once it is sent.
    pub course: Option<String>,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page that gives an office.
pub fn give_page(chrome: &Chrome, data: GivePage) -> String {
    let words = chrome.words();
    let GivePage { form, who, course, errors } = data;
    let roles = Role::iter().map(|role| (role.tag().to_owned(), role.name(words))).collect::<Vec<_>>();
    let body = view! {
        <h1>{words.office_give_title()}</h1>
        <p class="lede">{words.office_give_lede()}</p>
        <form class="form" method="post" action=chrome.href(&exchange::GiveOffice) novalidate>
            {act_marks(chrome, &form.id)}
            <Field name="to" label=words.office_to() hint=words.office_to_hint() value=form.to error=error_of(&errors, "to") autocomplete="off"/>
            {who_choice(words, who, (form.who, error_of(&errors, "who")))}
            <Select name="role" label=words.office_role() value=form.role options=roles error=error_of(&errors, "role")/>
            <Field name="area" label=words.office_area() hint=words.office_area_hint() value=form.area error=error_of(&errors, "area") autocomplete="off"/>
            <Field name="until" kind="date" label=words.office_until_label() hint=words.office_until_hint() value=form.until error=error_of(&errors, "until") class="narrow"/>
            <TextArea name="reason" label=words.settings_reason() value=form.reason hint=words.settings_reason_hint() error=error_of(&errors, "reason") maxlength=500/>
            {course.map(|text| view! { <p class="hint">{text}</p> })}
            <div class="actions"><button>{words.office_give_button()}</button><a href=chrome.href(&exchange::Officers)>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, words.office_give_title(), &errors, body.into_any())
}

/// Which of those it is, where a name means several or several act for one account.
fn who_choice(words: &Words, who: Vec<Choice>, (chosen, error): (String, Option<String>)) -> Option<AnyView> {
    (!who.is_empty()).then(|| {
        view! { <Select name="who" label=words.office_who() value=chosen options=who error=error/> }.into_any()
    })
}

/// What the page that ends an office shows.
pub struct EndPage {
    /// The offices that can be ended.
    pub offered: Vec<Choice>,
    /// What was typed.
    pub form: EndOfficeForm,
    /// What becomes of it once it is sent.
    pub course: Option<String>,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page that ends the office of somebody else.
pub fn end_page(chrome: &Chrome, data: EndPage) -> String {
    let words = chrome.words();
    let EndPage { offered, form, course, errors } = data;
    let back = chrome.href(&exchange::Officers);
    let none = offered.is_empty().then(|| view! { <Notice text=words.office_end_none()/> });
    let form = (!offered.is_empty()).then(|| {
        view! {
            <form class="form" method="post" action=chrome.href(&exchange::EndOffice) novalidate>
                {act_marks(chrome, &form.id)}
                <Select name="office" label=words.office_which() value=form.office options=offered error=error_of(&errors, "office")/>
                <TextArea name="reason" label=words.settings_reason() value=form.reason hint=words.settings_reason_hint() error=error_of(&errors, "reason") maxlength=500/>
                {course.map(|text| view! { <p class="hint">{text}</p> })}
                <div class="actions"><Button label=words.office_end_button() kind=ButtonKind::Danger name="act" value="end".to_owned()/></div>
            </form>
        }
    });
    let body = view! {
        <h1>{words.office_end_title()}</h1>
        {none}{form}
        <p class="actions"><a href=back>{words.back()}</a></p>
    };
    form_page(chrome, words.office_end_title(), &errors, body.into_any())
}

/// What the page of one's own offices shows.
pub struct OwnPage {
    /// What one holds.
    pub held: Vec<Office>,
    /// What was typed.
    pub form: OwnOfficeForm,
    /// Those whom it may mean, if it is asked.
    pub who: Vec<Choice>,
    /// What becomes of a handing over.
    pub course: Option<String>,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page that lays down one's own office, or hands it over.
pub fn own_page(chrome: &Chrome, data: OwnPage) -> String {
    let words = chrome.words();
    let OwnPage { held, form, who, course, errors } = data;
    if held.is_empty() {
        let officers = chrome.href(&exchange::Officers);
        let body = view! {
            <h1>{words.office_own_title()}</h1>
            <Notice text=words.office_own_none()/>
            <p class="actions"><a href=officers>{words.officers_link()}</a></p>
        };
        return form_page(chrome, words.office_own_title(), &errors, body.into_any());
    }
    let roles: Vec<_> = held.iter().map(|office| (office.role.tag().to_owned(), office.text(words))).collect();
    let body = view! {
        <h1>{words.office_own_title()}</h1>
        <p class="lede">{words.office_own_lede()}</p>
        <form class="form" method="post" action=chrome.href(&exchange::OwnOffice) novalidate>
            {act_marks(chrome, &form.id)}
            <Select name="role" label=words.office_which() value=form.role options=roles error=error_of(&errors, "role")/>
            <TextArea name="reason" label=words.settings_reason() value=form.reason hint=words.settings_reason_hint() error=error_of(&errors, "reason") maxlength=500/>
            <h2>{words.office_hand_over()}</h2>
            <Field name="to" label=words.office_to() hint=words.office_to_hint() value=form.to error=error_of(&errors, "to") autocomplete="off"/>
            {who_choice(words, who, (form.who, error_of(&errors, "who")))}
            {course.map(|text| view! { <p class="hint">{text}</p> })}
            <div class="actions"><Button label=words.office_hand_over_button() name="act" value="hand-over".to_owned()/></div>
            <h2>{words.office_lay_down()}</h2>
            <p>{words.office_lay_down_lede()}</p>
            <div class="actions"><Button label=words.office_lay_down_button() kind=ButtonKind::Danger name="act" value="lay-down".to_owned()/>
                <a href=chrome.href(&exchange::Officers)>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, words.office_own_title(), &errors, body.into_any())
}
