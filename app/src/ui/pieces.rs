//! The small pieces that pages share: summary lists, tables, notices, tags, lists of work, pagers.

use leptos::prelude::*;

use super::face::Face;
use crate::ids::Code;
use crate::words::Words;

/// Where a row of a summary list can be changed.
#[derive(Clone, Debug)]
pub struct ChangeLink {
    /// The page that changes it.
    pub href: String,
    /// The word of the link: "ChangeLink".
    pub text: String,
}

/// One row of a summary list.
pub struct SummaryRow {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: AnyView,
    /// Where to change it.
    pub change: Option<ChangeLink>,
}

impl SummaryRow {
    /// A row that cannot be changed here.
    pub fn new(label: impl Into<String>, value: impl IntoView + 'static) -> Self {
        Self { label: label.into(), value: value.into_any(), change: None }
    }

    /// The same row with its link to change it.
    #[must_use]
    pub fn change(mut self, href: impl Into<String>, text: impl Into<String>) -> Self {
        self.change = Some(ChangeLink { href: href.into(), text: text.into() });
        self
    }
}

/// Labels and values under one another.
#[component]
pub fn SummaryList(
    /// Its rows.
    rows: Vec<SummaryRow>,
) -> impl IntoView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let hidden = format!(" {}", row.label);
            let change = row.change.map(|change| {
                view! { <dd class="change"><a href=change.href>{change.text}<span class="hidden">{hidden}</span></a></dd> }
            });
            view! { <div><dt>{row.label}</dt><dd>{row.value}</dd>{change}</div> }
        })
        .collect();
    view! { <dl class="summary">{rows}</dl> }.into_any()
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its head; also stands before the value where the table is narrow.
    pub label: String,
    /// Numbers stand at the end side.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: false }
    }

    /// A column of numbers.
    pub fn number(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: true }
    }
}

/// A real table: caption, column heads, the first cell of each row its head. Where it is narrow each row becomes a
/// small block with the column's name before each value.
#[component]
pub fn DataTable(
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// Its columns.
    columns: Vec<Column>,
    /// The cells of each row, as many as columns.
    rows: Vec<Vec<AnyView>>,
    /// A last row, for sums.
    #[prop(optional_no_strip, into)]
    foot: Option<Vec<AnyView>>,
) -> impl IntoView {
    let heads: Vec<_> = columns
        .iter()
        .map(|column| {
            let label = column.label.clone();
            // No class is better left out: an empty one is still written.
            match column.numeric {
                true => view! { <th scope="col" class="num">{label}</th> }.into_any(),
                false => view! { <th scope="col">{label}</th> }.into_any(),
            }
        })
        .collect();
    let body: Vec<_> = rows.into_iter().map(|cells| table_row(&columns, cells)).collect();
    let foot = foot.map(|cells| view! { <tfoot>{table_row(&columns, cells)}</tfoot> });
    view! {
        <div class="table">
            <table>
                <caption>{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{body}</tbody>
                {foot}
            </table>
        </div>
    }
    .into_any()
}

fn table_row(columns: &[Column], cells: Vec<AnyView>) -> AnyView {
    let cells: Vec<AnyView> = columns
        .iter()
        .zip(cells)
        .enumerate()
        .map(|(at, (column, cell))| {
            let label = column.label.clone();
            match (at, column.numeric) {
                (0, true) => view! { <th scope="row" class="num">{cell}</th> }.into_any(),
                (0, false) => view! { <th scope="row">{cell}</th> }.into_any(),
                (_, true) => view! { <td class="num" data-label=label>{cell}</td> }.into_any(),
                (_, false) => view! { <td data-label=label>{cell}</td> }.into_any(),
            }
        })
        .collect();
    view! { <tr>{cells}</tr> }.into_any()
}

/// How a notice, or a tag, is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// To be known.
    #[default]
    Info,
    /// It worked.
    Success,
    /// To be careful about.
    Warning,
    /// It is wrong.
    Error,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warn",
            Self::Error => "wrong",
        }
    }
}

/// A framed sentence or two.
#[component]
pub fn Notice(
    /// How it is meant.
    #[prop(optional)]
    tone: Tone,
    /// A sentence, where that is all.
    #[prop(optional_no_strip, into)]
    text: Option<String>,
    /// `alert` or `status`, where it is news to who hears the page.
    #[prop(optional_no_strip, into)]
    role: Option<&'static str>,
    /// The rest.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let text = text.map(|text| view! { <p>{text}</p> });
    view! { <div class=format!("notice {}", tone.class()) role=role>{text}{children.map(|inner| inner())}</div> }
        .into_any()
}

/// One or two words about a state.
#[component]
pub fn Tag(
    /// The words.
    #[prop(into)]
    text: String,
    /// How they are meant.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! { <span class=format!("tag {}", tone.class())>{text}</span> }
}

/// What will stand where nothing is yet, and the one thing to do now; above it a sheet of ruled paper with a first stroke of ink.
#[component]
pub fn EmptyState(
    /// What is not there.
    #[prop(into)]
    title: String,
    /// What to do now, a link.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <svg viewBox="0 0 96 72" aria-hidden="true">
                <path class="sheet" d="M18 4h46l14 14v50H18z"/>
                <path d="M64 4v14h14M26 4v64M32 28h38M32 38h38M32 48h38M32 58h38"/>
                <path class="ink" d="M33 27c3-8 6-8 5-2s4-4 6-3 1 4 4 2"/>
            </svg>
            <p>{title}</p>
            {children.map(|inner| inner())}
        </div>
    }
    .into_any()
}

/// A step of a pager: where it leads and what is there ("October 2026").
#[derive(Clone, Debug)]
pub struct Step {
    /// The page.
    pub href: String,
    /// What is there.
    pub text: String,
}

/// Earlier and later pages of a list.
#[component]
pub fn Pager(
    /// The sentences of the page.
    words: &'static Words,
    /// What is paged through, where one page has several of them.
    #[prop(optional_no_strip, into)]
    label: Option<String>,
    /// Further back.
    #[prop(optional_no_strip, into)]
    earlier: Option<Step>,
    /// Further on.
    #[prop(optional_no_strip, into)]
    later: Option<Step>,
) -> impl IntoView {
    let earlier = earlier.map(|step| {
        view! { <a rel="prev" href=step.href><span class="arrow" aria-hidden="true">"←"</span>" "{words.ui_earlier()}<small>{step.text}</small></a> }
    });
    let later = later.map(|step| {
        view! { <a rel="next" href=step.href>{words.ui_later()}" "<span class="arrow" aria-hidden="true">"→"</span><small>{step.text}</small></a> }
    });
    let label = label.unwrap_or_else(|| words.ui_pages());
    view! { <nav class="pager" aria-label=label>{earlier}{later}</nav> }.into_any()
}

/// Something that waits for the reader.
#[derive(Clone, Debug)]
pub struct WorkItem {
    /// Where it is done.
    pub href: String,
    /// What it is.
    pub text: String,
    /// How many of them.
    pub count: usize,
}

/// What waits for the reader, or that nothing does.
#[component]
pub fn WorkList(
    /// The sentences of the page.
    words: &'static Words,
    /// What waits.
    items: Vec<WorkItem>,
) -> impl IntoView {
    if items.is_empty() {
        return view! { <p class="muted">{words.ui_nothing_waits()}</p> }.into_any();
    }
    let items: Vec<_> = items
        .into_iter()
        .map(|work| view! { <li><a href=work.href>{work.text}</a>" "<span class="count">{work.count.to_string()}</span></li> })
        .collect();
    view! { <ul class="work">{items}</ul> }.into_any()
}

/// A member in a list.
#[derive(Clone, Debug)]
pub struct MemberCardOf {
    /// The member's page.
    pub href: String,
    /// The member's name.
    pub name: String,
    /// The member's account.
    pub code: Code,
    /// Area, since when: what is known, in short.
    pub about: Vec<String>,
    /// What they do, in their own words.
    pub does: String,
    /// Where their photo is, if they have one.
    pub photo: Option<String>,
}

/// Face, name, code and what is known; the name is the only link and the whole card leads there.
#[component]
pub fn MemberCard(
    /// The member.
    of: MemberCardOf,
) -> impl IntoView {
    let about = of.about.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    let does = (!of.does.is_empty()).then(|| view! { <p class="does"><bdi>{of.does}</bdi></p> });
    view! {
        <li class="card member">
            <Face name=of.name.clone() code=of.code.clone() photo=of.photo/>
            <div>
                <a href=of.href><bdi>{of.name}</bdi></a>
                <p><span class="code">{of.code.to_string()}</span>" "<bdi>{about}</bdi></p>
                {does}
            </div>
        </li>
    }
    .into_any()
}

/// The code beside a name; nothing where it is the name, as it is of whoever was erased.
pub fn code_beside(name: &str, code: &Code) -> Option<AnyView> {
    (name != code.as_str()).then(|| view! { " "<span class="code">{code.to_string()}</span> }.into_any())
}

/// What a member may make a link to: the address itself if it is http, https or mailto, else nothing.
pub fn safe_url(url: &str) -> Option<&str> {
    let url = url.trim();
    let (scheme, _) = url.split_once(':')?;
    let known = ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (known && !url.chars().any(char::is_control)).then_some(url)
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Column, DataTable, MemberCard, MemberCardOf, Notice, SummaryList, SummaryRow, Tag, safe_url};
    use crate::ids::Code;

    const HOSTILE: &str = "\"'><script>alert(1)</script>";

    #[test]
    fn hostile_words_are_text_in_every_piece() {
        let text = || HOSTILE.to_owned();
        let of = MemberCardOf {
            href: text(),
            name: text(),
            code: Code::stored(HOSTILE),
            about: vec![text()],
            does: text(),
            photo: Some(text()),
        };
        for html in [
            view! { <SummaryList rows=vec![SummaryRow::new(text(), text()).change(text(), text())]/> }.to_html(),
            view! { <DataTable caption=text() columns=vec![Column::text(text())] rows=vec![vec![text().into_any()]]/> }
                .to_html(),
            view! { <Notice text=text()>{text()}</Notice> }.to_html(),
            view! { <Tag text=text()/> }.to_html(),
            view! { <MemberCard of=of/> }.to_html(),
        ] {
            assert!(!html.contains("<script") && !html.contains("\"'>"), "{html}");
        }
    }

    #[test]
    fn a_table_row_has_a_head_and_every_value_its_column_in_words() {
        let columns = vec![Column::text("Who"), Column::number("Balance")];
        let rows = vec![vec!["Ada".into_any(), "5".into_any()]];
        let html = view! { <DataTable caption="All" columns=columns rows=rows/> }.to_html();
        assert!(html.contains("<th scope=\"row\">Ada</th>") && !html.contains("class=\"\""), "{html}");
        assert!(html.contains("data-label=\"Balance\""), "{html}");
    }

    #[test]
    fn links_of_members_lead_to_the_web_or_to_mail_alone() {
        for good in ["https://example.org", "HTTP://example.org/a?b", "mailto:ada@example.org", " https://example.org "]
        {
            assert_eq!(safe_url(good), Some(good.trim()));
        }
        for bad in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "java\nscript:x",
            "//example.org",
            "",
            "https://a\u{0}b",
            "vbscript:x",
            "/pay",
        ] {
            assert_eq!(safe_url(bad), None, "{bad}");
        }
    }
}
