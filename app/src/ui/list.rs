//! What stands around a long list: one form that searches and filters, the links that sort, and one pager.

use axum_extra::routing::TypedPath;
use leptos::prelude::*;

use super::Chrome;
use super::form::{Button, Field, Hidden, Select};
use super::pieces::{Pager, Step};
use crate::paths::query::{Edge, ListQuery};
use crate::words::Words;

/// A page of a long list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage<T> {
    /// Its lines, in order.
    pub lines: Vec<T>,
    /// There are lines before these.
    pub earlier: bool,
    /// There are lines after these.
    pub later: bool,
}

/// How a list is looked through: what was asked, and what may be.
#[derive(Clone, Debug)]
pub struct ListView<P> {
    /// Where the list is.
    pub path: P,
    /// What was asked, as it was sent.
    pub query: ListQuery,
    /// What the search looks through, in words.
    pub search: String,
    /// Which lines may be chosen: word in the link, and text; the first is what an empty choice means.
    pub shows: Vec<(String, String)>,
    /// In which orders: the same.
    pub sorts: Vec<(String, String)>,
}

impl<P: TypedPath + Clone> ListView<P> {
    /// The form above the list, and below it the orders in which it can stand. Sent, it begins at the first page, in the same order.
    pub fn form(&self, chrome: &Chrome) -> AnyView {
        let words = chrome.words();
        let shows = (self.shows.len() > 1).then(|| {
            view! { <Select name="show" label=words.list_show() value=self.query.show.clone() options=self.shows.clone()/> }
        });
        let sort = (!self.query.sort.is_empty()).then(|| view! { <Hidden name="sort" value=self.query.sort.clone()/> });
        view! {
            {filter(chrome, chrome.href(&self.path), (self.search.clone(), self.query.q.clone()), view! { {shows}{sort} }.into_any())}
            {self.orders(chrome)}
        }
        .into_any()
    }

    /// A link for each order, at the first page; the one in which the list stands is marked.
    fn orders(&self, chrome: &Chrome) -> Option<AnyView> {
        let first = self.sorts.first().filter(|_| self.sorts.len() > 1)?;
        let here = self.sorts.iter().find(|(word, _)| *word == self.query.sort).unwrap_or(first);
        let links = self.sorts.iter().map(|sort| {
            let query = ListQuery { sort: sort.0.clone(), ..self.query.clone() }.from(Edge::Start);
            let href = chrome.href(&self.path.clone().with_query_params(query));
            let current = (sort == here).then_some("true");
            view! { <li><a href=href aria-current=current>{sort.1.clone()}</a></li> }
        });
        let (label, links) = (chrome.words().list_sort(), links.collect_view());
        let said = label.clone();
        Some(view! { <nav class="orders" aria-label=said><p>{label}</p><ul>{links}</ul></nav> }.into_any())
    }

    /// To the pages before and after, each named by the line at its edge; nothing where one page is all. `edge` says by which
    /// word a line is found again, and what it is called.
    pub fn pager<T>(
        &self,
        chrome: &Chrome,
        page: &ListPage<T>,
        edge: impl Fn(&T) -> (String, String),
    ) -> Option<AnyView> {
        pager(chrome.words(), page, |to| self.href(chrome, to), edge)
    }

    fn href(&self, chrome: &Chrome, edge: Edge) -> String {
        chrome.href(&self.path.clone().with_query_params(self.query.from(edge)))
    }
}

/// The one box that searches a list, with what else is chosen; sent to where the list is.
pub fn filter(chrome: &Chrome, action: String, (label, typed): (String, String), choices: AnyView) -> AnyView {
    view! {
        <form class="filter" method="get" action=action role="search">
            <Field name="q" kind="search" label=label value=typed maxlength=100/>
            {choices}
            <Button label=chrome.words().list_find()/>
        </form>
    }
    .into_any()
}

/// To the pages before and after one, of a list whose links are made so; otherwise as [`ListView::pager`].
pub fn pager<T>(
    words: &'static Words,
    page: &ListPage<T>,
    href: impl Fn(Edge) -> String,
    edge: impl Fn(&T) -> (String, String),
) -> Option<AnyView> {
    let step = |edge: Edge, text: String| Step { href: href(edge), text };
    let earlier = page.lines.first().filter(|_| page.earlier).map(&edge);
    let earlier = earlier.map(|(line, name)| step(Edge::Before(line), words.list_before(name)));
    let later = page.lines.last().filter(|_| page.later).map(&edge);
    let later = later.map(|(line, name)| step(Edge::After(line), words.list_after(name)));
    let any = earlier.is_some() || later.is_some();
    any.then(|| view! { <Pager words=words earlier=earlier later=later/> }.into_any())
}
