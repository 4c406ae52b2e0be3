//! The host suspends an exchange, archives it, and lifts either: what may follow what, the form, and the page of one exchange.

use leptos::prelude::*;
use serde::Deserialize;

use super::host::{ExchangeHealth, HostStanding};
use crate::forms::{FieldError, PAGE, Reader};
use crate::journal::What;
use crate::paths::{exchange, installation};
use crate::ui::chrome::href_in;
use crate::ui::{Button, ButtonKind, Chrome, Field, SummaryList, SummaryRow, act_marks, error_of, form_page};
use crate::words::{Language, Words};

/// What the host does with an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldAct {
    /// Nothing can be entered for a while.
    Suspend,
    /// It is kept to be read.
    Archive,
    /// Everything can be entered again.
    Lift,
}

impl HoldAct {
    const ALL: [Self; 3] = [Self::Suspend, Self::Archive, Self::Lift];

    /// Its word in the form.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Archive => "archive",
            Self::Lift => "lift",
        }
    }

    /// What the exchange's journal says of it.
    pub fn what(self) -> What {
        match self {
            Self::Suspend => What::Suspended,
            Self::Archive => What::Archived,
            Self::Lift => What::Lifted,
        }
    }

    fn text(self, words: &Words) -> String {
        match self {
            Self::Suspend => words.hold_suspend(),
            Self::Archive => words.hold_archive(),
            Self::Lift => words.hold_lift(),
        }
    }

    /// What it means for whom.
    fn means(self, words: &Words) -> String {
        match self {
            Self::Suspend => words.hold_suspend_means(),
            Self::Archive => words.hold_archive_means(),
            Self::Lift => words.hold_lift_means(),
        }
    }
}

impl HostStanding {
    /// What becomes of it; none if that cannot be done as it stands.
    pub fn next(self, act: HoldAct) -> Option<Self> {
        match (self, act) {
            (Self::Open, HoldAct::Suspend) => Some(Self::Suspended),
            (Self::Open | Self::Suspended, HoldAct::Archive) => Some(Self::Archived),
            (Self::Suspended | Self::Archived, HoldAct::Lift) => Some(Self::Open),
            _ => None,
        }
    }
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct HoldForm {
    /// Made by the page, so that sending it twice acts once.
    pub id: String,
    pub act: String,
    pub reason: String,
}

impl HoldForm {
    /// What is to be done, and why.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<(HoldAct, String), Vec<FieldError>> {
        let mut form = Reader::new(language);
        // The page has a button for each: whatever else is sent belongs to no field.
        let act = HoldAct::ALL.into_iter().find(|act| act.tag() == self.act);
        let act = form.needs(PAGE, act, Words::form_choice);
        let reason = form.reason("reason", &self.reason);
        form.finish(|| Some((act?, reason?)))
    }
}

/// How many members there may be, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct QuotaForm {
    /// Made by the page, so that sending it twice acts once.
    pub id: String,
    /// A number; 0 or nothing for any.
    pub most: String,
}

/// The highest number that can be set.
const MOST: i64 = 1_000_000;

impl QuotaForm {
    /// How many; 0 for any.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(&self, language: Language) -> Result<i64, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let most = match self.most.trim() {
            "" => Some(0),
            typed if typed.bytes().all(|byte| byte.is_ascii_digit()) => typed.parse().ok(),
            _ => None,
        };
        let most = form.needs("most", most.filter(|most| *most <= MOST), Words::hold_most_wrong);
        form.finish(|| most)
    }
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotHeld {
    /// It cannot be done as the exchange stands.
    NotNow,
    /// Something stands between it and partners, by their names, with whom an agreement is in force.
    Owes(Vec<String>),
}

impl NotHeld {
    /// As it is said.
    pub fn error(&self, words: &Words) -> FieldError {
        let message = match self {
            Self::NotNow => words.hold_not_now(),
            Self::Owes(partners) => words.hold_owes(partners.join(", ")),
        };
        FieldError { field: PAGE, message }
    }
}

/// An exchange as the host sees it.
#[derive(Clone, Debug)]
pub struct HostedExchange {
    /// How it is doing.
    pub health: ExchangeHealth,
    /// Why nothing can be entered, if nothing can.
    pub why: String,
    /// The number of members there may be, in a form that is shown.
    pub quota: QuotaForm,
}

/// The page of one exchange.
pub fn exchange_page(chrome: &Chrome, of: HostedExchange, form: &HoldForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let HostedExchange { health, why, quota } = of;
    let mut rows = vec![SummaryRow::new(words.hold_state(), health.standing.tag(words))];
    if !why.is_empty() {
        rows.push(SummaryRow::new(words.hold_why(), view! { <bdi>{why}</bdi> }));
    }
    rows.push(SummaryRow::new(words.hold_how(), health.sentence(chrome)));
    let acts: Vec<HoldAct> = HoldAct::ALL.into_iter().filter(|act| health.standing.next(*act).is_some()).collect();
    let action = installation::HostExchange { slug: health.slug.clone() }.to_string();
    let act = (!acts.is_empty()).then(|| hold_form(chrome, (action, &acts), form, errors));
    let home = health.standing.is_read().then(|| {
        let look = installation::HostLook { slug: health.slug.clone() }.to_string();
        let chair = installation::HostChair { slug: health.slug.clone() }.to_string();
        view! {
            <a href=href_in(&health.slug, &exchange::Home)>{words.hold_public()}</a>
            <a href=look>{words.glass_link()}</a>
            <a href=chair>{words.chair_host_link()}</a>
        }
    });
    let title = health.name.clone();
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        <SummaryList rows=rows/>
        {act}
        {quota_form(chrome, &health.slug, &quota, errors)}
        <p class="actions">{home}<a href=installation::Host.to_string()>{words.host_title()}</a></p>
    };
    form_page(chrome, title, errors, body.into_any())
}

fn quota_form(chrome: &Chrome, slug: &str, form: &QuotaForm, errors: &[FieldError]) -> AnyView {
    let words = chrome.words();
    let action = installation::HostQuota { slug: slug.to_owned() }.to_string();
    view! {
        <h2>{words.hold_most()}</h2>
        <form class="form" method="post" action=action novalidate>
            {act_marks(chrome, &form.id)}
            <Field name="most" label=words.hold_most_label() hint=words.hold_most_hint() value=form.most.clone()
                error=error_of(errors, "most") class="narrow" inputmode="numeric"/>
            <div class="actions"><Button label=words.hold_most_set() kind=ButtonKind::Secondary/></div>
        </form>
    }
    .into_any()
}

fn hold_form(chrome: &Chrome, (action, acts): (String, &[HoldAct]), form: &HoldForm, errors: &[FieldError]) -> AnyView {
    let words = chrome.words();
    let kind = |act: HoldAct| if act == HoldAct::Lift { ButtonKind::Primary } else { ButtonKind::Danger };
    let buttons: Vec<_> = acts
        .iter()
        .map(|act| {
            let (label, value) = (act.text(words), act.tag().to_owned());
            view! { <Button label=label kind=kind(*act) name="act" value=value/> }
        })
        .collect();
    let means: Vec<_> = acts.iter().map(|act| view! { <p>{act.means(words)}</p> }).collect();
    view! {
        <h2>{words.hold_title()}</h2>
        {means}
        <form class="form" method="post" action=action novalidate>
            {act_marks(chrome, &form.id)}
            <Field name="reason" label=words.hold_reason() hint=words.hold_reason_hint() value=form.reason.clone()
                error=error_of(errors, "reason") autocomplete="off"/>
            <div class="actions">{buttons}</div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{HoldAct, HostStanding};

    #[test]
    fn what_may_follow_what() {
        use HoldAct::{Archive, Lift, Suspend};
        use HostStanding::{Archived, Closed, Importing, Open, Removing, Suspended};
        for (standing, suspend, archive, lift) in [
            (Open, Some(Suspended), Some(Archived), None),
            (Suspended, None, Some(Archived), Some(Open)),
            (Archived, None, None, Some(Open)),
            (Closed, None, None, None),
            (Importing, None, None, None),
            (Removing, None, None, None),
        ] {
            let next = [Suspend, Archive, Lift].map(|act| standing.next(act));
            assert_eq!(next, [suspend, archive, lift], "{standing:?}");
            assert_eq!(HostStanding::of_tag(standing.word()), standing);
        }
    }
}
