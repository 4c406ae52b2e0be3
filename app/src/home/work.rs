//! The committee's list of work: a part for each kind, each of its lines one click from where it is done, the oldest first.
//!
//! Not here: what waits, which one text says for this page and for the menu of every other (`manyhands::http::work_list`).

use jiff::civil::Date;
use leptos::prelude::*;
use strum::{EnumIter, IntoEnumIterator as _};

use super::balances::Show;
use crate::paths::exchange;
use crate::roles::{Right, Role, may};
use crate::ui::{Chrome, EmptyState, FieldError, Hidden, Notice, act_marks, day_text, form_page};
use crate::words::Words;

/// A kind of work, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum WorkKind {
    /// Who wants to join.
    Applications,
    /// What somebody else proposed and the reader may confirm.
    Proposals,
    /// What a partner proposes.
    Agreements,
    /// Offices that nobody holds, or whose term ends.
    Offices,
    /// Accounts beyond a limit.
    Beyond,
    /// Accounts beyond a warn line.
    Close,
    /// Partners with whom trade comes close to what was agreed.
    Partners,
    /// Who is leaving.
    Leaving,
    /// To whom a mail could not be delivered.
    Unreached,
    /// Whose subscription in money is overdue.
    Overdue,
    /// Offers and wants that wait to be seen, or that somebody reported.
    Listings,
    /// Who has not traded for long.
    Asleep,
    /// What was made sure of about a member, and ends soon.
    Checks,
}

impl WorkKind {
    /// What stands in the menu's count, and on the page: the words of the kinds that are theirs who hold these offices, between bars.
    /// What only who looks over the books may confirm has a word of its own.
    pub fn words(held: &[Role]) -> String {
        let may = |right| held.iter().any(|role| may(*role, right));
        let theirs = Self::iter().filter(|kind| kind.right().is_none_or(may)).map(|kind| match kind {
            Self::Proposals if !may(Right::Second) && may(Right::SecondAlone) => "|proposals-alone|".to_owned(),
            kind => format!("|{}|", kind.tag()),
        });
        if may(Right::SeeWork) { theirs.collect() } else { String::new() }
    }

    /// The kind of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|kind| kind.tag() == tag)
    }

    /// Its word where it is counted.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Applications => "applications",
            Self::Proposals => "proposals",
            Self::Agreements => "agreements",
            Self::Offices => "offices",
            Self::Beyond => "beyond",
            Self::Close => "close",
            Self::Partners => "partners",
            Self::Leaving => "leaving",
            Self::Unreached => "unreached",
            Self::Overdue => "overdue",
            Self::Listings => "listings",
            Self::Asleep => "asleep",
            Self::Checks => "checks",
        }
    }

    /// What it takes beside seeing what waits, as the whole page does.
    fn right(self) -> Option<Right> {
        match self {
            Self::Applications | Self::Checks => Some(Right::AddMembers),
            Self::Agreements => Some(Right::Agree),
            Self::Offices => Some(Right::SetOffices),
            Self::Overdue => Some(Right::KeepSubscriptions),
            Self::Asleep => Some(Right::SetStates),
            Self::Listings => Some(Right::KeepMarket),
            Self::Beyond | Self::Close | Self::Partners | Self::Leaving | Self::Unreached => Some(Right::SeeBalances),
            Self::Proposals => None,
        }
    }

    /// What it is called.
    pub fn title(self, words: &Words) -> String {
        match self {
            Self::Applications => words.work_applications(),
            Self::Proposals => words.work_proposals(),
            Self::Agreements => words.balances_proposals(),
            Self::Offices => words.work_offices(),
            Self::Beyond => Show::Beyond.text(words),
            Self::Close => Show::Close.text(words),
            Self::Partners => words.work_partners(),
            Self::Leaving => Show::Leaving.text(words),
            Self::Unreached => Show::Unreached.text(words),
            Self::Overdue => words.work_overdue(),
            Self::Listings => words.work_listings(),
            Self::Asleep => Show::Asleep.text(words),
            Self::Checks => words.work_checks(),
        }
    }
}

/// Something to be done.
#[derive(Clone, Debug)]
pub struct WorkLine {
    /// Where.
    pub href: String,
    /// About whom, or what.
    pub name: String,
    /// More about it, in a few words.
    pub about: String,
    /// Since when it waits, where that is known.
    pub since: Option<Date>,
    /// The field by which it is chosen to be done with others.
    pub pick: Option<String>,
}

/// One kind of work.
#[derive(Clone, Debug)]
pub struct WorkPart {
    /// What it is.
    pub kind: WorkKind,
    /// How much there is of it.
    pub count: i64,
    /// What is to be done, the oldest first.
    pub lines: Vec<WorkLine>,
    /// Where all of it is, if this is not.
    pub all: Option<String>,
    /// What is worth saying of it.
    pub hint: Option<String>,
}

/// The list.
#[derive(Clone, Debug, Default)]
pub struct WorkPage {
    /// Whatever waits.
    pub parts: Vec<WorkPart>,
    /// The number of the form that does several at once.
    pub id: String,
    /// What was just done.
    pub news: Vec<String>,
    /// What is wrong with the form that came back.
    pub errors: Vec<FieldError>,
    /// The boxes that were ticked in it.
    pub ticked: Vec<String>,
}

/// The page.
pub fn work_page(chrome: &Chrome, data: WorkPage) -> String {
    let words = chrome.words();
    let news = (!data.news.is_empty()).then(|| {
        let news = data.news.into_iter().map(|text| view! { <p><bdi>{text}</bdi></p> }).collect_view();
        view! { <Notice role="status">{news}</Notice> }
    });
    let none = data.parts.is_empty().then(|| {
        let home = chrome.href(&exchange::Home);
        view! { <EmptyState title=words.work_none()><p><a href=home>{words.nav_home()}</a></p></EmptyState> }
    });
    let parts: Vec<_> = data.parts.into_iter().map(|part| part_view(chrome, part, (&data.id, &data.ticked))).collect();
    let body = view! {
        <h1>{words.work_title()}</h1>
        {news}
        {none}
        {parts}
    };
    form_page(chrome, words.work_title(), &data.errors, body)
}

fn part_view(chrome: &Chrome, part: WorkPart, (id, ticked): (&str, &[String])) -> AnyView {
    let words = chrome.words();
    let several = part.lines.iter().any(|line| line.pick.is_some());
    let rows = part.lines.into_iter().map(|line| row(chrome, line, ticked)).collect_view();
    let all = part.all.map(|href| view! { <p><a href=href>{words.work_all()}</a></p> });
    let hint = part.hint.map(|text| view! { <p class="hint">{text}</p> });
    let list = view! { <ul class="rows">{rows}</ul> };
    let list = if several {
        view! {
            <form method="post" action=chrome.href(&exchange::Work)>
                {act_marks(chrome, id)}
                <Hidden name="act" value="admit"/>
                {list}
                <p class="actions"><button>{words.work_admit()}</button></p>
            </form>
        }
        .into_any()
    } else {
        list.into_any()
    };
    view! { <h2>{words.work_part(part.kind.title(words), part.count.to_string())}</h2>{hint}{list}{all} }.into_any()
}

fn row(chrome: &Chrome, line: WorkLine, ticked: &[String]) -> AnyView {
    let words = chrome.words();
    let since = line.since.map(|day| view! { <span class="muted">{words.work_since(day_text(words, day))}</span> });
    let about = (!line.about.is_empty()).then(|| view! { <span class="what"><bdi>{line.about}</bdi></span> });
    let link = view! { <a href=line.href><bdi>{line.name.clone()}</bdi></a> };
    match line.pick {
        Some(pick) => {
            let (id, label) = (pick.clone(), words.work_pick(line.name));
            let checked = ticked.contains(&pick);
            view! {
                <li class="check"><input type="checkbox" id=id name=pick.clone() value="yes" checked=checked/>
                    <div><label for=pick class="hidden">{label}</label>{link}" "{since}{about}</div></li>
            }
            .into_any()
        }
        None => view! { <li><span>{link}" "{since}</span>{about}</li> }.into_any(),
    }
}
