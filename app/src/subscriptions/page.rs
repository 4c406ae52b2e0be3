//! The treasurer's list of subscriptions, and what a member reads of their own.

use axum_extra::routing::TypedPath as _;
use jiff::civil::Date;
use leptos::prelude::*;

use super::form::{PICK, SubscriptionsForm};
use super::{PaidState, PaidUpTo, SubscriptionTerms};
use crate::ids::Code;
use crate::paths::exchange;
use crate::paths::query::{Edge, ListQuery};
use crate::rules::catalogue::Subject;
use crate::ui::text::day_text;
use crate::ui::{
    Button, ButtonKind, Chrome, EmptyState, Field, FieldError, ListPage, ListView, Notice, Tag, Tone, Voice, act_marks,
    error_of, form_page,
};
use crate::words::Words;

/// A member in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionLine {
    /// Their account.
    pub code: Code,
    /// Their name.
    pub name: String,
    /// How they stand.
    pub paid: PaidUpTo,
    /// Who entered that, and on which day; nobody where nothing was entered yet.
    pub entered: Option<(String, Date)>,
    /// It is the reader's own membership: somebody else enters it.
    pub is_own: bool,
}

/// Which members are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionShow {
    /// All.
    All,
    /// Whose subscription has ended.
    Overdue,
    /// Whose ends soon.
    Soon,
    /// Whose is paid.
    Paid,
    /// Who pay none.
    Exempt,
}

impl SubscriptionShow {
    const ALL: [Self; 5] = [Self::All, Self::Overdue, Self::Soon, Self::Paid, Self::Exempt];

    /// The choice of that word in a link; all for any other.
    pub fn of_tag(tag: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.tag() == tag).unwrap_or(Self::All)
    }

    /// Its word in a link.
    pub fn tag(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::Paid => "paid",
            Self::Exempt => "exempt",
        }
    }

    fn text(self, words: &Words) -> String {
        match self {
            Self::All => words.subscriptions_all(),
            Self::Overdue => words.subscriptions_overdue(),
            Self::Soon => words.subscriptions_soon(),
            Self::Paid => words.subscriptions_paid(),
            Self::Exempt => words.subscriptions_exempt(),
        }
    }
}

/// In which order they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionSort {
    /// Who has paid for the shortest time first.
    Until,
    /// By name, as the exchange's language sorts.
    Name,
}

impl SubscriptionSort {
    const ALL: [Self; 2] = [Self::Until, Self::Name];

    /// The order of that word in a link.
    pub fn of_tag(tag: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.tag() == tag).unwrap_or(Self::Until)
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Until => "until",
            Self::Name => "name",
        }
    }

    fn text(self, words: &Words) -> String {
        match self {
            Self::Until => words.subscriptions_until(),
            Self::Name => words.balances_name(),
        }
    }
}

/// What the list shows.
#[derive(Clone, Debug)]
pub struct SubscriptionsPage {
    /// What the exchange has decided; none where there are no subscriptions.
    pub terms: Option<SubscriptionTerms>,
    /// What was asked.
    pub query: ListQuery,
    /// The members of this page.
    pub page: ListPage<SubscriptionLine>,
    /// The day on which it is read.
    pub today: Date,
    /// The reader may enter what was paid.
    pub may_keep: bool,
    /// What was typed.
    pub form: SubscriptionsForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The list, with the form that enters what was paid for those who are ticked.
pub fn subscriptions_page(chrome: &Chrome, data: SubscriptionsPage) -> String {
    let words = chrome.words();
    let list = ListView {
        path: exchange::Subscriptions,
        query: data.query.clone(),
        search: words.balances_search(),
        shows: SubscriptionShow::ALL.map(|show| (show.tag().to_owned(), show.text(words))).to_vec(),
        sorts: SubscriptionSort::ALL.map(|sort| (sort.tag().to_owned(), sort.text(words))).to_vec(),
    };
    let csv = chrome.href(&exchange::SubscriptionsCsv.with_query_params(data.query.from(Edge::Start)));
    let rules = chrome.href(&exchange::SettingsOf { subject: Subject::Subscriptions.tag().to_owned() });
    let pager = list.pager(chrome, &data.page, |line| (line.code.to_string(), line.name.clone()));
    let body = view! {
        <h1>{words.subscriptions_title()}</h1>
        {said(words, data.terms.as_ref())}
        {list.form(chrome)}
        {lines(chrome, &data)}
        {pager}
        <p class="actions"><a href=csv>{words.statement_csv()}</a><a href=rules>{words.settings_title()}</a></p>
    };
    form_page(chrome, words.subscriptions_title(), &data.errors, body)
}

/// What was decided about them.
fn said(words: &Words, terms: Option<&SubscriptionTerms>) -> AnyView {
    let Some(terms) = terms else { return view! { <p>{words.subscriptions_off()}</p> }.into_any() };
    let cost = (!terms.cost.is_empty()).then(|| view! { <p><bdi>{words.subscriptions_cost(&terms.cost)}</bdi></p> });
    let lapse = if terms.days > 0 { words.subscriptions_lapse(terms.days) } else { words.subscriptions_never() };
    view! { <p>{words.subscriptions_lede()}</p><p>{terms.cycle.name(words)}"."</p>{cost}<p>{lapse}</p> }.into_any()
}

fn lines(chrome: &Chrome, data: &SubscriptionsPage) -> AnyView {
    let words = chrome.words();
    if data.page.lines.is_empty() {
        let all = chrome.href(&exchange::Subscriptions);
        return view! { <EmptyState title=words.balances_none()><p><a href=all>{words.subscriptions_all()}</a></p></EmptyState> }.into_any();
    }
    let ticked = data.form.ticked();
    // Of one who was looked for it is clear who is meant.
    let alone = data.page.lines.len() == 1 && ticked.is_empty();
    let rows: Vec<_> =
        data.page.lines.iter().map(|line| row(chrome, data, (line, alone || ticked.contains(&line.code)))).collect();
    let list = view! { <ul class="rows">{rows}</ul> };
    if !data.may_keep {
        return list.into_any();
    }
    let error = error_of(&data.errors, "paid_until");
    view! {
        <form method="post" action=chrome.href(&exchange::Subscriptions) novalidate>
            {act_marks(chrome, &data.form.id)}
            {list}
            <Field name="paid_until" label=words.subscriptions_until() hint=words.subscriptions_until_hint() value=data.form.paid_until.clone() error=error kind="date" class="narrow"/>
            <div class="actions">
                <Button label=words.subscriptions_enter() name="act" value="paid".to_owned()/>
                <Button label=words.subscriptions_make_exempt() kind=ButtonKind::Secondary name="act" value="exempt".to_owned()/>
                <Button label=words.subscriptions_make_due() kind=ButtonKind::Secondary name="act" value="again".to_owned()/>
            </div>
        </form>
    }
    .into_any()
}

fn row(chrome: &Chrome, data: &SubscriptionsPage, (line, ticked): (&SubscriptionLine, bool)) -> AnyView {
    let words = chrome.words();
    let href = chrome.href(&exchange::Member { code: line.code.to_string() });
    let link =
        view! { <a href=href><bdi>{line.name.clone()}</bdi></a>" "<span class="code">{line.code.to_string()}</span> };
    let state = state_view(words, line.paid, data.today);
    let entered = line.entered.as_ref().map(|(by, day)| {
        view! { <span class="what"><bdi>{words.subscriptions_entered(by, day_text(words, *day))}</bdi></span> }
    });
    if !data.may_keep || line.is_own {
        return view! { <li><span>{link}" "{state}</span>{entered}</li> }.into_any();
    }
    let (id, label) = (format!("{PICK}{}", line.code), words.work_pick(&line.name));
    view! {
        <li class="check"><input type="checkbox" id=id.clone() name=id.clone() value="yes" checked=ticked/>
            <div><label for=id class="hidden">{label}</label>{link}" "{state}{entered}</div></li>
    }
    .into_any()
}

/// How somebody stands, for the list.
fn state_view(words: &Words, paid: PaidUpTo, today: Date) -> AnyView {
    let text = state_sentence(words, paid, today);
    match paid.state(today) {
        PaidState::Lapsed | PaidState::Overdue(_) => view! { <Tag text=text tone=Tone::Warning/> }.into_any(),
        PaidState::Soon | PaidState::Paid | PaidState::Exempt => view! { <span class="muted">{text}</span> }.into_any(),
    }
}

/// The same in words, for the spreadsheet too.
pub fn state_sentence(words: &Words, paid: PaidUpTo, today: Date) -> String {
    let until = paid.until.map(|day| day_text(words, day)).unwrap_or_default();
    match paid.state(today) {
        PaidState::Exempt => words.subscription_exempt(),
        PaidState::Paid | PaidState::Soon => words.subscription_paid(until),
        PaidState::Overdue(Some(_)) => words.subscription_overdue(until),
        PaidState::Overdue(None) => words.subscription_nothing(),
        PaidState::Lapsed if until.is_empty() => words.subscription_lapsed_bare(),
        PaidState::Lapsed => words.subscription_lapsed(until),
    }
}

/// What a member reads of their own subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSubscription {
    /// What the exchange has decided.
    pub terms: SubscriptionTerms,
    /// How they stand.
    pub paid: PaidUpTo,
    /// Today.
    pub today: Date,
    /// The last day on which they may pay others, where it has ended and that day will come.
    pub last: Option<Date>,
}

/// What home says of it: until when it is paid, what is due, what follows from it.
pub fn own_subscription(chrome: &Chrome, own: &OwnSubscription) -> AnyView {
    let (words, voice) = (chrome.words(), Voice::of(chrome));
    let until = own.paid.until.map(|day| day_text(words, day)).unwrap_or_default();
    let cost =
        (!own.terms.cost.is_empty()).then(|| view! { <p><bdi>{words.subscriptions_cost(&own.terms.cost)}</bdi></p> });
    let to_committee = chrome.href(&exchange::Contact);
    let ask = voice.acted_for.is_none().then(|| view! { <p><a href=to_committee>{words.state_ask()}</a></p> });
    match own.paid.state(own.today) {
        PaidState::Exempt => view! { <p class="muted">{voice.own_subscription_exempt()}</p> }.into_any(),
        PaidState::Paid => view! { <p class="muted">{voice.own_subscription_paid(until)}</p> }.into_any(),
        PaidState::Soon => view! { <Notice text=voice.own_subscription_paid(until)>{cost}</Notice> }.into_any(),
        PaidState::Overdue(_) => {
            let says =
                if until.is_empty() { voice.own_subscription_nothing() } else { voice.own_subscription_overdue(until) };
            let last = own.last.map(|day| view! { <p>{words.subscription_last(day_text(words, day))}</p> });
            view! { <Notice tone=Tone::Warning text=says>{cost}{last}{ask}</Notice> }.into_any()
        }
        PaidState::Lapsed => {
            view! { <Notice tone=Tone::Warning text=lapsed_sentence(chrome, own)>{cost}{ask}</Notice> }.into_any()
        }
    }
}

/// Why somebody who only receives may not pay.
pub fn lapsed_sentence(chrome: &Chrome, own: &OwnSubscription) -> String {
    let until = own.paid.until.map(|day| day_text(chrome.words(), day)).unwrap_or_default();
    let voice = Voice::of(chrome);
    if until.is_empty() { voice.own_subscription_lapsed_bare() } else { voice.own_subscription_lapsed(until) }
}
