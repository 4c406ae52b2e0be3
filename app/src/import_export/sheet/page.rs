//! The page of a sheet: where it is pasted, and then what would come of it, with everything that can be chosen.

use leptos::prelude::*;

use super::{LineFate, ReadSheet, SheetColumn, SheetForm, SheetPlan, SheetProblem};
use crate::forms::FieldError;
use crate::ids::Code;
use crate::ledger::Unit;
use crate::paths::exchange;
use crate::ui::text::amount_text;
use crate::ui::{
    Button, ButtonKind, Chrome, Column, DataTable, Hidden, Notice, Select, SummaryList, SummaryRow, TextArea, Tone,
    act_marks, error_of, form_page,
};
use crate::words::Words;

/// How many rows are shown as they were read.
const ROWS: usize = 5;
/// How many problems, warnings and corrections are told one by one.
const TOLD: usize = 100;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct SheetPage {
    /// As it was typed.
    pub form: SheetForm,
    /// What would come of it; none before a sheet could be read.
    pub plan: Option<SheetPlan>,
    /// What is wrong with the form.
    pub errors: Vec<FieldError>,
    /// The exchange's own accounts: code and name.
    pub commons: Vec<(Code, String)>,
    /// What the exchange counts in.
    pub unit: Unit,
    /// An admission takes two officers here.
    pub takes_two: bool,
}

/// The page.
pub fn sheet_page(chrome: &Chrome, page: &SheetPage) -> String {
    let words = chrome.words();
    let SheetPage { form, plan, errors, .. } = page;
    let looked = plan.as_ref().map(|plan| looked(chrome, page, plan));
    // What was chosen of a sheet that cannot be read now.
    let kept = plan.is_none().then(|| kept(form));
    let (kind, again) = match &looked {
        Some(_) => (ButtonKind::Secondary, words.sheet_button_again()),
        None => (ButtonKind::Primary, words.sheet_button_look()),
    };
    let body = view! {
        <h1>{words.sheet_title()}</h1>
        <p>{words.sheet_lede()}</p>
        {page.takes_two.then(|| view! { <Notice tone=Tone::Warning text=words.sheet_second()/> })}
        <details>
            <summary>{words.sheet_how()}</summary>
            <p>{words.sheet_how_columns()}</p>
            <p>{words.sheet_how_amounts()}</p>
            <p>{words.sheet_how_again()}</p>
            <p>{words.sheet_how_mail()}</p>
            <p>{words.sheet_how_not()}</p>
        </details>
        <details>
            <summary>{words.sheet_sample()}</summary>
            <pre>{sample(words)}</pre>
        </details>
        <form class="form" method="post" action=chrome.href(&exchange::ImportMembers) novalidate>
            {act_marks(chrome, &form.id)}
            <Hidden name="seen" value=form.seen.clone()/>
            {looked}{kept}
            <TextArea name="sheet" label=words.sheet_field() value=form.sheet.clone() hint=words.sheet_field_hint() error=error_of(errors, "sheet") rows=10/>
            <div class="actions">
                <Button label=again kind=kind name="act" value="look".to_owned()/>
                <a href=chrome.href(&exchange::AddMember)>{words.back()}</a>
            </div>
        </form>
    };
    form_page(chrome, words.sheet_title(), errors, body.into_any())
}

fn kept(form: &SheetForm) -> AnyView {
    let columns = SheetColumn::ALL.map(|column| (column.field(), form.column(column)));
    let all = columns.into_iter().chain([("zero", form.zero.as_str()), ("common", form.common.as_str())]);
    let chosen = all.filter(|(_, chosen)| !chosen.is_empty());
    chosen.map(|(name, chosen)| view! { <Hidden name=name value=chosen.to_owned()/> }).collect_view().into_any()
}

/// A sheet to begin with, as the page's language writes it. Its balances come to zero.
pub fn sample(words: &Words) -> String {
    [words.sheet_sample_head(), words.sheet_sample_one(), words.sheet_sample_two(), words.sheet_sample_three()]
        .join("\n")
}

/// What would come of it, and what can be chosen.
fn looked(chrome: &Chrome, page: &SheetPage, plan: &SheetPlan) -> AnyView {
    let words = chrome.words();
    let summary = summary(chrome, page, plan);
    let problems = listed(words, words.sheet_problems(plan.problems.len()), &plan.problems);
    let warnings = listed(words, words.sheet_warnings(plan.warnings.len()), &plan.warnings);
    let corrected = listed(words, words.sheet_corrected(plan.counts()[2]), &corrections(words, plan));
    let left_out = plan.sheet.left_out();
    let left_out = (!left_out.is_empty()).then(|| view! { <p>{words.sheet_left_out(left_out.join(", "))}</p> });
    let take = (plan.is_right() && plan.to_do().next().is_some()).then(|| {
        view! { <div class="actions"><Button label=words.sheet_button_take() name="act" value="take".to_owned()/></div> }
    });
    let nothing = (plan.is_right() && plan.to_do().next().is_none())
        .then(|| view! { <Notice tone=Tone::Success text=words.sheet_nothing()/> });
    view! {
        <h2>{words.sheet_looked()}</h2>
        {summary}{problems}{warnings}{corrected}{nothing}{common(page, plan, words)}{take}
        <h2>{words.sheet_columns()}</h2>
        <p>{words.sheet_columns_hint()}</p>
        {first_rows(words, &plan.sheet)}{left_out}{columns(page, plan, words)}
    }
    .into_any()
}

fn summary(chrome: &Chrome, page: &SheetPage, plan: &SheetPlan) -> AnyView {
    let words = chrome.words();
    let [new, same, changed] = plan.counts();
    let text = |parts: i64| amount_text(&page.unit, chrome.language, parts);
    let row = |label: String, value: String| SummaryRow::new(label, value);
    let mut rows = vec![
        row(words.sheet_new(), new.to_string()),
        row(words.sheet_same(), same.to_string()),
        row(words.sheet_changed(), changed.to_string()),
        row(words.sheet_sum(), text(plan.sum)),
    ];
    if let Some(code) = plan.common.as_ref().filter(|_| plan.sum != 0) {
        rows.push(row(words.sheet_remainder(code.to_string()), text(plan.sum.saturating_neg())));
    }
    view! { <SummaryList rows=rows/> }.into_any()
}

/// The account that stands against the balances: always one of the exchange's own. It is asked for where something is missing to zero, so
/// that nobody's page chooses it for them.
fn common(page: &SheetPage, plan: &SheetPlan, words: &Words) -> Option<AnyView> {
    let error = error_of(&page.errors, "common");
    if page.form.common.is_empty() && error.is_none() {
        return None;
    }
    let mut options: Vec<(String, String)> = Vec::new();
    if plan.common.is_none() {
        options.push((String::new(), words.sheet_common_none()));
    }
    options.extend(page.commons.iter().map(|(code, name)| (code.to_string(), format!("{name} ({code})"))));
    let value = plan.common.as_ref().map_or(String::new(), Code::to_string);
    Some(view! { <Select name="common" label=words.sheet_common() hint=words.sheet_common_hint() value=value options=options error=error/> }.into_any())
}

fn columns(page: &SheetPage, plan: &SheetPlan, words: &Words) -> AnyView {
    let sheet = &plan.sheet;
    let mut options = vec![("0".to_owned(), words.sheet_column_none())];
    let heads = (1..).zip(&sheet.header);
    options.extend(heads.map(|(number, head): (usize, _)| (number.to_string(), format!("{number}. {head}"))));
    let selects = SheetColumn::ALL.into_iter().zip(sheet.columns).map(|(column, number)| {
        let (field, error) = (column.field(), error_of(&page.errors, column.field()));
        view! { <Select name=field label=column.name(words) value=number.to_string() options=options.clone() error=error/> }
    });
    let zero = if sheet.zero_is_none { "none" } else { "zero" };
    let zeros = vec![("none".to_owned(), words.sheet_zero_none()), ("zero".to_owned(), words.sheet_zero_zero())];
    view! {
        {selects.collect_view()}
        <Select name="zero" label=words.sheet_zero() value=zero options=zeros error=error_of(&page.errors, "zero")/>
    }
    .into_any()
}

/// The first rows by the columns that were found, as they were written.
fn first_rows(words: &Words, sheet: &ReadSheet) -> AnyView {
    let found: Vec<SheetColumn> = SheetColumn::ALL.into_iter().filter(|column| !sheet.lacks(*column)).collect();
    let mut columns = vec![Column::number(words.sheet_line())];
    columns.extend(found.iter().map(|column| Column::text(column.name(words))));
    let rows = sheet.rows.iter().take(ROWS).map(|(line, row)| {
        let cells = found.iter().map(|column| sheet.cell(row, *column).unwrap_or_default().to_owned().into_any());
        std::iter::once(line.to_string().into_any()).chain(cells).collect()
    });
    view! { <DataTable caption=words.sheet_first_rows() columns=columns rows=rows.collect()/> }.into_any()
}

/// Line, column and what about them; the first of them, and how many more.
fn listed(words: &Words, title: String, all: &[SheetProblem]) -> Option<AnyView> {
    if all.is_empty() {
        return None;
    }
    let lines = all.iter().take(TOLD).map(|one| {
        let line = i64::try_from(one.line).unwrap_or(i64::MAX);
        let text = match one.column.as_str() {
            "" => words.sheet_at_line(line, &one.what),
            column => words.sheet_at(line, column, &one.what),
        };
        view! { <li>{text}</li> }
    });
    let more = all.len().saturating_sub(TOLD);
    let more = (more > 0).then(|| view! { <p>{words.sheet_more(more)}</p> });
    Some(view! { <h3>{title}</h3><ul>{lines.collect_view()}</ul>{more} }.into_any())
}

/// Which columns of which lines become what the sheet says.
fn corrections(words: &Words, plan: &SheetPlan) -> Vec<SheetProblem> {
    let changed = plan.lines.iter().filter_map(|line| match &line.fate {
        LineFate::Changed(correction) => Some((line, correction)),
        LineFate::New | LineFate::Same => None,
    });
    let said = changed.map(|(line, correction)| {
        let columns: Vec<String> = correction.columns.iter().map(|column| column.name(words)).collect();
        let what = format!("{} ({})", columns.join(", "), correction.member.code);
        SheetProblem { line: line.line, column: String::new(), what }
    });
    said.collect()
}
