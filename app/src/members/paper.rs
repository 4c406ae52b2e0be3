//! The committee's page for who reads no mail: a code on paper, with which they choose a password by themselves.

use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use crate::forms::{FieldError, Reader};
use crate::ids::{Code, PersonId};
use crate::paths::exchange;
use crate::sign_in::code;
use crate::ui::text::day_text;
use crate::ui::{Chrome, Hidden, Notice, Select, SummaryList, SummaryRow, Tone, act_marks, error_of, form_page, page};
use crate::words::{Language, Words};

/// How many days a code on paper is good.
pub const DAYS: i64 = 30;

/// The form as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct NewPaperForm {
    /// Made by the page, so that sending it twice makes one code.
    pub id: String,
    /// The code, drawn for the page: sent twice, it is the same.
    pub paper: String,
    /// For whom, where several act for the member: their number.
    pub whom: String,
}

/// Somebody for whom a code can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperReader {
    /// Who it is; 0 for who acts for a member for whom nobody has acted yet.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// They hold an office, run the installation or belong elsewhere too: the committee makes them no code.
    pub is_more: bool,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPaperAsked {
    /// For whom.
    pub whom: PaperReader,
    /// The code as it is kept.
    pub paper: String,
}

impl NewPaperForm {
    /// What was meant, of those who act for the member.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, readers: &[PaperReader], language: Language) -> Result<NewPaperAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let paper = form.needs(crate::forms::PAGE, code::typed(&self.paper), Words::form_id);
        let chosen = match readers {
            [only] => Some(only),
            several => several.iter().find(|one| one.person.0.to_string() == self.whom),
        };
        let whom = form.needs("whom", chosen.cloned(), Words::form_choice);
        let whom = whom.and_then(|one| match one.is_more {
            true => form.wrong("whom", language.words().paper_more(&one.name)),
            false => Some(one),
        });
        form.finish(|| Some(NewPaperAsked { whom: whom?, paper: paper? }))
    }
}

/// The member of whom the page is.
#[derive(Clone, Debug)]
pub struct PaperOf {
    /// The account.
    pub code: Code,
    /// The member's name.
    pub name: String,
    /// Who acts for them.
    pub readers: Vec<PaperReader>,
}

/// The page before one is made.
pub fn new_paper_page(chrome: &Chrome, of: &PaperOf, form: &NewPaperForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let back = chrome.href(&exchange::Member { code: of.code.to_string() });
    let options = |one: &PaperReader| (one.person.0.to_string(), one.name.clone());
    let whom = match of.readers.as_slice() {
        [_] => error_of(errors, "whom").map(|error| view! { <p class="error" id="whom">{error}</p> }.into_any()),
        several => {
            let options: Vec<_> = several.iter().map(options).collect();
            let (value, error) = (form.whom.clone(), error_of(errors, "whom"));
            Some(
                view! { <Select name="whom" label=words.paper_whom() value=value options=options error=error/> }
                    .into_any(),
            )
        }
    };
    let is_for_nobody = of.readers.iter().all(|one| one.is_more);
    let body = match is_for_nobody {
        true => {
            let name = of.readers.first().map_or_else(|| of.name.clone(), |one| one.name.clone());
            view! { <Notice tone=Tone::Warning text=words.paper_more(name)/><p><a href=back>{words.back()}</a></p> }.into_any()
        }
        false => view! {
            <p>{words.paper_lede(DAYS)}</p>
            <p>{words.paper_ends()}</p>
            <form class="form" method="post" action=chrome.href(&exchange::PaperCode { code: of.code.to_string() }) novalidate>
                {act_marks(chrome, &form.id)}
                <Hidden name="paper" value=form.paper.clone()/>
                {whom}
                <div class="actions"><button>{words.paper_make()}</button><a href=back>{words.back()}</a></div>
            </form>
        }
        .into_any(),
    };
    let title = words.paper_title();
    let body = view! {
        <h1>{title.clone()}</h1>
        <p><bdi>{of.name.clone()}</bdi>" "<span class="code">{of.code.to_string()}</span></p>
        {body}
    };
    form_page(chrome, title, errors, body.into_any())
}

/// A code as it is handed out.
#[derive(Clone, Debug)]
pub struct PaperMade {
    /// The account.
    pub account: Code,
    /// For whom.
    pub name: String,
    /// The code as it is kept.
    pub paper: String,
    /// Until when it is good.
    pub until: Date,
    /// The whole address of the page on which it is typed.
    pub address: String,
}

/// The slip, to be printed or copied by hand; it is not shown again.
pub fn paper_made_page(chrome: &Chrome, made: &PaperMade) -> String {
    let words = chrome.words();
    let title = words.paper_slip_title(&made.name);
    let rows = vec![
        SummaryRow::new(words.paper_address(), view! { <bdi>{made.address.clone()}</bdi> }),
        SummaryRow::new(
            words.paper_account(),
            view! { <strong class="code large">{made.account.to_string()}</strong> },
        ),
        SummaryRow::new(words.paper_code(), view! { <strong class="code large">{code::shown(&made.paper)}</strong> }),
        SummaryRow::new(words.paper_until(), view! { <bdi>{day_text(words, made.until)}</bdi> }),
    ];
    let back = chrome.href(&exchange::Member { code: made.account.to_string() });
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        <p>{words.paper_slip_lede()}</p>
        <SummaryList rows=rows/>
        <p>{words.paper_slip_how()}</p>
        <Notice tone=Tone::Warning text=words.paper_slip_once()/>
        <p class="actions on-screen"><a href=back>{words.back()}</a></p>
    };
    page(chrome, title, body)
}
