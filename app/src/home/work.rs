//! The committee's list of work: a part for each kind, each of its lines one click from where it is done, the oldest first.
//!
//! Not here: what the parts are, which says the one table in `manyhands::home::work`.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::paths::exchange;
use crate::ui::{Chrome, EmptyState, FieldError, Hidden, Notice, act_marks, day_text, form_page};

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
    pub title: String,
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
    view! { <h2>{part.title}</h2>{hint}{list}{all} }.into_any()
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
