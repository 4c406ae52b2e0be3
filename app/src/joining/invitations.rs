//! Invitations: a link, a QR code and a code to be typed, good so often and so long. Whoever joins with one needs no further yes of the committee,
//! which has said it with the invitation; where an admission takes two officers, that was the first one's.

use axum_extra::routing::TypedPath as _;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use crate::forms::{FieldError, Reader, Text};
use crate::paths::exchange;
use crate::paths::query::InvitationQuery;
use crate::sign_in::code;
use crate::ui::qr::Qr;
use crate::ui::text::day_text;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Chrome, EmptyState, Field, SummaryList, SummaryRow, act_marks, error_of, form_page,
};
use crate::words::{Language, Words};

/// How many may join with one, at most.
pub const MOST: i64 = 500;
/// How many days one is good, at most.
pub const MOST_DAYS: i64 = 366;

/// The form of a new one, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct InviteForm {
    /// Made by the page, so that sending it twice makes one.
    pub id: String,
    /// For whom or what it is, for the committee alone.
    pub label: String,
    /// How many may join with it.
    pub most: String,
    /// How many days it is good.
    pub days: String,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InviteAsked {
    /// For whom or what.
    pub label: String,
    /// How many may join with it.
    pub most: i64,
    /// How many days it is good.
    pub days: i64,
}

impl InviteForm {
    /// What was meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<InviteAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let label = form.line("label", &self.label, Text::asked(Text::NAME, form.words().invite_label_empty()));
        let most = form.needs("most", whole(&self.most, MOST), |words| words.invite_most_wrong(MOST));
        let days = form.needs("days", whole(&self.days, MOST_DAYS), |words| words.invite_days_wrong(MOST_DAYS));
        form.finish(|| Some(InviteAsked { label: label?, most: most?, days: days? }))
    }
}

/// A whole number from one to the most.
fn whole(typed: &str, most: i64) -> Option<i64> {
    let typed = typed.trim();
    let plain = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| typed.parse::<i64>().ok()).flatten().filter(|number| (1..=most).contains(number))
}

/// What has become of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    /// Somebody may join with it.
    Good,
    /// All who may have joined.
    Used,
    /// Its days are over.
    Over,
    /// The committee ended it.
    Ended,
}

impl InvitationState {
    /// As the committee reads it.
    fn text(self, words: &Words) -> String {
        match self {
            Self::Good => words.invite_state_good(),
            Self::Used => words.invite_state_used(),
            Self::Over => words.invite_state_over(),
            Self::Ended => words.invite_state_ended(),
        }
    }
}

/// One, as the committee sees it.
#[derive(Clone, Debug)]
pub struct InvitationShown {
    /// Its number.
    pub id: i64,
    /// Its code, as it is kept.
    pub code: String,
    /// For whom or what.
    pub label: String,
    /// How many may join with it, and how many have.
    pub most: i64,
    /// How many have.
    pub used: i64,
    /// Who made it.
    pub by: String,
    /// The last day on which it is good.
    pub until: Date,
    /// What has become of it.
    pub state: InvitationState,
}

/// All of them, and the form of a new one; `second` where another officer confirms whoever joins with it.
pub fn invitations_page(
    chrome: &Chrome,
    (all, second): (&[InvitationShown], bool),
    form: &InviteForm,
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let row = |one: &InvitationShown| {
        let href = chrome.href(&exchange::Invitation { invitation: one.id.to_string() });
        let said = words.invite_line(one.used, one.most, day_text(words, one.until));
        view! { <li><span><a href=href><bdi>{one.label.clone()}</bdi></a>" "<span class="muted">{one.state.text(words)}</span></span><span class="what">{said}</span></li> }
    };
    let list = match all {
        [] => view! { <EmptyState title=words.invite_none()><p>{words.invite_none_how()}</p></EmptyState> }.into_any(),
        some => view! { <ul class="rows">{some.iter().map(row).collect_view()}</ul> }.into_any(),
    };
    let body = view! {
        <h1>{words.invite_title()}</h1>
        <p class="lede">{if second { words.invite_second() } else { words.invite_lede() }}</p>
        {list}
        <h2>{words.invite_new()}</h2>
        <form class="form" method="post" action=chrome.href(&exchange::Invitations) novalidate>
            {act_marks(chrome, &form.id)}
            <Field name="label" label=words.invite_label() hint=words.invite_label_hint() value=form.label.clone()
                error=error_of(errors, "label") maxlength=80/>
            <Field name="most" label=words.invite_most() value=form.most.clone() error=error_of(errors, "most")
                class="narrow" inputmode="numeric"/>
            <Field name="days" label=words.invite_days() value=form.days.clone() error=error_of(errors, "days")
                class="narrow" inputmode="numeric"/>
            <div class="actions"><button>{words.invite_make()}</button></div>
        </form>
    };
    form_page(chrome, words.invite_title(), errors, body.into_any())
}

/// One of them, to be sent or printed; `address` is the origin of the installation, `id` the number of the form that ends it.
pub fn invitation_page(
    chrome: &Chrome,
    one: &InvitationShown,
    (address, id): (&str, &str),
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let code = code::shown(&one.code);
    let path = chrome.href(&exchange::Join.with_query_params(InvitationQuery { invitation: code.clone() }));
    let link = format!("{address}{path}");
    let place = chrome.place.as_ref().map_or(String::new(), |place| place.name.clone());
    let title = words.invite_to(place);
    let good = one.state == InvitationState::Good;
    let slip = good.then(|| {
        let rows = vec![
            SummaryRow::new(words.invite_link(), view! { <bdi class="wrap">{link.clone()}</bdi> }),
            SummaryRow::new(words.invite_code(), view! { <strong class="code large">{code.clone()}</strong> }),
            SummaryRow::new(words.invite_until(), view! { <bdi>{day_text(words, one.until)}</bdi> }),
        ];
        view! {
            <p>{words.invite_how()}</p>
            <Qr text=link title=words.invite_qr()/>
            <SummaryList rows=rows/>
        }
    });
    let end = good.then(|| {
        view! {
            <form method="post" action=chrome.href(&exchange::Invitation { invitation: one.id.to_string() })>
                {act_marks(chrome, id)}
                <Button label=words.invite_end() kind=ButtonKind::Danger/>
            </form>
        }
    });
    let said = words.invite_line(one.used, one.most, day_text(words, one.until));
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        {slip}
        <div class="on-screen">
            <h2>{words.invite_for_committee()}</h2>
            <p><bdi>{one.label.clone()}</bdi>": "{one.state.text(words)}". "{said}". "<bdi>{words.invite_by(&one.by)}</bdi></p>
            {end}
            <p class="actions"><a href=chrome.href(&exchange::Invitations)>{words.back()}</a></p>
        </div>
    };
    form_page(chrome, title, errors, body.into_any())
}

/// What an invitation says to who opened the form with one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WithInvitation {
    /// None came with it.
    Nobody,
    /// Somebody may join with it: its number, and its code as it is kept.
    Good(i64, String),
    /// There is none of that code, or it is good no longer.
    Over,
}

impl WithInvitation {
    /// Its code, while it is good.
    pub fn code(&self) -> &str {
        match self {
            Self::Good(_, code) => code,
            Self::Nobody | Self::Over => "",
        }
    }

    /// Its number; 0 for none.
    pub fn number(&self) -> i64 {
        match self {
            Self::Good(number, _) => *number,
            Self::Nobody | Self::Over => 0,
        }
    }
}

/// Where one joins by invitation alone: the code, or whom to ask.
pub fn invited_page(chrome: &Chrome, exchange_name: &str, (typed, invited): (&str, &WithInvitation)) -> String {
    let words = chrome.words();
    let message = || words.join_invitation_wrong();
    let errors: Vec<FieldError> = match invited {
        WithInvitation::Over => vec![FieldError { field: "invitation", message: message() }],
        WithInvitation::Nobody | WithInvitation::Good(..) => Vec::new(),
    };
    let body = view! {
        <h1>{words.join_invited_title()}</h1>
        <p class="lede"><bdi>{words.join_invited(exchange_name)}</bdi></p>
        <form class="form" method="get" action=chrome.href(&exchange::Join) novalidate>
            <Field name="invitation" label=words.join_invitation() hint=words.join_code_hint() value=typed.to_owned()
                error=error_of(&errors, "invitation") maxlength=40 class="narrow"/>
            <div class="actions"><button>{words.join_button()}</button></div>
        </form>
        <p class="actions"><ButtonLink href=chrome.href(&exchange::Contact) label=words.contact_title() kind=ButtonKind::Secondary/>
            <a href=chrome.href(&exchange::Home)>{words.back()}</a></p>
    };
    form_page(chrome, words.join_invited_title(), &errors, body.into_any())
}

#[cfg(test)]
mod tests {
    use super::{InviteAsked, InviteForm};
    use crate::words::Language::English;

    #[test]
    fn an_invitation_says_for_whom_it_is_how_often_and_how_long_it_is_good() {
        let form = |label: &str, most: &str, days: &str| InviteForm {
            id: String::new(),
            label: label.into(),
            most: most.into(),
            days: days.into(),
        };
        let asked = form(" Summer  fair ", " 20 ", "30").parse(English).expect("right");
        assert_eq!(asked, InviteAsked { label: "Summer fair".into(), most: 20, days: 30 });
        for (form, field) in [
            (form("", "20", "30"), "label"),
            (form("Fair", "", "30"), "most"),
            (form("Fair", "0", "30"), "most"),
            (form("Fair", "501", "30"), "most"),
            (form("Fair", "-1", "30"), "most"),
            (form("Fair", "1.5", "30"), "most"),
            (form("Fair", "99999999999999999999", "30"), "most"),
            (form("Fair", "20", "0"), "days"),
            (form("Fair", "20", "367"), "days"),
        ] {
            let errors = form.parse(English).expect_err("wrong");
            assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), [field]);
        }
    }
}
