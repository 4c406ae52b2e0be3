//! Directory and member page.

use axum_extra::routing::TypedPath as _;
use jiff::civil::Date;
use leptos::prelude::*;

use super::active::LastActive;
use super::listed::ListingKind;
use super::profile::phone::dialled;
use crate::ids::{Code, ListingId, TransferId};
use crate::journal::pages::{LineInWords, journal_row};
use crate::journal::states::away_text;
use crate::journal::{JournalLine, What, figures};
use crate::ledger::Unit;
use crate::paths::exchange;
use crate::paths::query::{Edge, ListQuery, PayQuery};
use crate::photos::photo_href;
use crate::time::Instant;
use crate::ui::chrome::href_as;
use crate::ui::text::{day_text, month_text};
use crate::ui::{
    self, ButtonKind, ButtonLink, Chrome, EmptyState, Face, FaceSize, ListPage, ListView, MemberCard, MemberCardOf,
    Place, SummaryList, SummaryRow, Tag, amount,
};
use crate::words::Words;

/// A line of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct MemberLine {
    /// Their account.
    pub code: Code,
    /// Their name.
    pub name: String,
    /// Where they live.
    pub area: String,
    /// What they say of themselves.
    pub about: String,
    /// When their account moved last; 0 if it never did.
    pub last_booked_at: Instant,
    /// State and day of whoever is away, as `states::text` reads them.
    pub away: String,
    /// What the files of their photo are called by; empty if they have none.
    pub photo: String,
}

impl MemberLine {
    /// Where their photo is, in that width.
    fn photo(&self, chrome: &Chrome, width: u32) -> Option<String> {
        let place = chrome.place.as_ref()?;
        (!self.photo.is_empty()).then(|| photo_href(&place.slug, &self.photo, width))
    }
}

/// In which order the directory stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectorySort {
    /// By name, as the exchange's language sorts.
    Name,
    /// Who joined last first.
    Newest,
}

impl DirectorySort {
    const ALL: [Self; 2] = [Self::Name, Self::Newest];

    /// The order of that word in a link; by name for any other.
    pub fn of_tag(tag: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.tag() == tag).unwrap_or(Self::Name)
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Newest => "newest",
        }
    }

    fn text(self, words: &Words) -> String {
        match self {
            Self::Name => words.members_sort_name(),
            Self::Newest => words.members_sort_newest(),
        }
    }
}

/// What a reader of the directory may do from there.
#[derive(Clone, Copy, Debug, Default)]
pub struct DirectoryReader {
    /// Members let people in.
    pub vouches: bool,
    /// Balances are shown to them: they find how the exchange does.
    pub sees_balances: bool,
}

/// A page of the directory as it is that day; `count` is how many members the whole of it has.
pub fn directory_page(
    (chrome, today): (&Chrome, Date),
    query: ListQuery,
    page: ListPage<MemberLine>,
    (count, reader): (i64, DirectoryReader),
) -> String {
    let words = chrome.words();
    let typed = query.q.trim().to_owned();
    let csv = chrome.href(&exchange::MembersCsv.with_query_params(query.from(Edge::Start)));
    let view = ListView {
        path: exchange::Members,
        query,
        search: words.members_search(),
        shows: Vec::new(),
        sorts: DirectorySort::ALL.map(|sort| (sort.tag().to_owned(), sort.text(words))).to_vec(),
    };
    let none = page.lines.is_empty().then(|| {
        let all = chrome.href(&exchange::Members);
        view! { <EmptyState title=words.members_none(&typed)><p><a href=all>{words.members_all()}</a></p></EmptyState> }
    });
    let pager = view.pager(chrome, &page, |line| (line.code.to_string(), line.name.clone()));
    let zone = chrome.zone();
    let cards = page.lines.into_iter().map(|line| {
        let href = chrome.href(&exchange::Member { code: line.code.to_string() });
        let of = MemberCardOf {
            photo: line.photo(chrome, 96),
            href,
            name: line.name,
            code: line.code,
            about: vec![
                line.area,
                lately_or_away(words, &line.away, LastActive::of(line.last_booked_at, (today, &zone))),
            ],
            does: shortened(&line.about),
        };
        view! { <MemberCard of=of/> }
    });
    // The exchange's own account is in no directory.
    let acting = chrome.place.as_ref().and_then(|place| Some((place, place.acting.as_ref()?)));
    let is_member = acting.is_none_or(|(place, acting)| !place.is_common(&acting.code));
    let profile = is_member.then(|| view! { <a href=chrome.href(&exchange::Profile)>{words.profile_change()}</a> });
    // There are no such pages for somebody else.
    let by_myself = acting.is_none();
    let vouch = (by_myself && reader.vouches)
        .then(|| view! { <a href=chrome.href(&exchange::Vouch)>{words.vouch_title()}</a> });
    let figures = (by_myself && reader.sees_balances)
        .then(|| view! { <a href=chrome.href(&exchange::Statistics)>{words.statistics_title()}</a> });
    let body = view! {
        <h1>{words.members_title()}</h1>
        {view.form(chrome)}
        <h2>{words.members_count(count)}</h2>
        {none}
        <ul class="cards">{cards.collect_view()}</ul>
        {pager}
        <p class="actions">{profile}{vouch}{figures}<a href=csv>{words.statement_csv()}</a></p>
    };
    ui::page(chrome, words.members_title(), body)
}

/// How lately they traded; of whoever is away that.
fn lately_or_away(words: &Words, away: &str, lately: LastActive) -> String {
    away_text(words, away).unwrap_or_else(|| lately.sentence(words))
}

/// As much of a text as a card has room for, up to the end of a word.
fn shortened(text: &str) -> String {
    const MOST: usize = 140;
    let Some((end, _)) = text.char_indices().nth(MOST) else { return text.to_owned() };
    let start = text.get(..end).unwrap_or(text);
    let whole = start.rsplit_once(' ').map_or(start, |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', '.', ' ']))
}

/// A payment between a member and the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct LastPaid {
    /// Which.
    #[cfg_attr(feature = "sql", sqlx(rename = "transfer_id"))]
    pub id: TransferId,
    /// How much, in smallest parts.
    pub amount: i64,
    /// When.
    pub booked_at: Instant,
}

/// One member as the others see them.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Code, name and where.
    pub line: MemberLine,
    /// Where they are called; empty where the reader may not see it, and where they say none.
    pub phone: String,
    /// Members may see it.
    pub phone_shown: bool,
    /// The day that it is.
    pub today: Date,
    /// The day they joined.
    pub since: Date,
    /// How many transfers they took part in.
    pub trades: i64,
    /// Their balance, where the exchange shows it or the committee looks.
    pub balance: Option<i64>,
    /// The reader's own.
    pub mine: bool,
    /// The reader may read its statement, as one of the committee.
    pub may_see_statement: bool,
    /// The reader may pay on its behalf.
    pub may_pay_for: bool,
    /// The reader may correct what the others see of it.
    pub may_correct: bool,
    /// The reader may set its limits.
    pub may_set_limits: bool,
    /// The reader may suspend them, say.
    pub may_set_state: bool,
    /// What was made sure of about them, in words, for who admits.
    pub checks: Vec<(String, String)>,
    /// The reader may make a code on paper for whoever acts for it.
    pub may_make_code: bool,
    /// What the committee did about it, latest first; for the member and the committee.
    pub acts: Vec<JournalLine>,
    /// What they offer and look for: id, kind and title.
    pub listings: Vec<(ListingId, ListingKind, String)>,
    /// What they paid to the reader last.
    pub paid_me: Option<LastPaid>,
    /// What they were paid by the reader last.
    pub paid_by_me: Option<LastPaid>,
}

/// The page of one member.
pub fn member_page(chrome: &Chrome, place: &Place, profile: &Profile) -> String {
    let (words, line) = (chrome.words(), &profile.line);
    let filled = |label: String, text: &str| (!text.is_empty()).then(|| SummaryRow::new(label, isolated(text)));
    let balance = profile.balance.map(|parts| amount(&place.unit, chrome.language, parts, true));
    let rows = [
        filled(words.member_code(), line.code.as_str()),
        filled(words.balances_state(), &away_text(words, &line.away).unwrap_or_default()),
        filled(words.member_area(), &line.area),
        filled(words.member_about(), &line.about),
        (!profile.phone.is_empty()).then(|| SummaryRow::new(words.member_phone(), phone(words, profile))),
        Some(SummaryRow::new(words.member_since(), isolated(&month_text(words, profile.since)))),
        Some(SummaryRow::new(words.member_trades(), trades(chrome, profile))),
        balance.map(|balance| SummaryRow::new(words.member_balance(), balance)),
        profile.paid_me.as_ref().map(|one| last_paid((chrome, place), words.member_paid_me(), one)),
        profile.paid_by_me.as_ref().map(|one| last_paid((chrome, place), words.member_paid_by_me(), one)),
    ];
    let checks = profile.checks.iter().map(|(item, said)| SummaryRow::new(item.clone(), isolated(said)));
    let rows = rows.into_iter().flatten().chain(checks).collect::<Vec<_>>();
    let (href, label) = if profile.mine {
        let on_behalf = place.acting.as_ref().is_some_and(|acting| acting.on_behalf);
        let label = if on_behalf { words.profile_correct() } else { words.profile_change() };
        (chrome.href(&exchange::Profile), label)
    } else {
        let query = PayQuery { to: line.code.to_string(), ..PayQuery::default() };
        (chrome.href(&exchange::Pay.with_query_params(query)), words.member_pay(&line.name))
    };
    let kind = if profile.mine { ButtonKind::Secondary } else { ButtonKind::Primary };
    let own = profile.mine.then(|| {
        let (holiday, leave) = (chrome.href(&exchange::Holiday), chrome.href(&exchange::Leave));
        let portrait = chrome.href(&exchange::Portrait);
        let choose = if line.photo.is_empty() { words.portrait_add() } else { words.portrait_change() };
        view! { <a href=portrait>{choose}</a><a href=holiday>{words.holiday_link()}</a><a href=leave>{words.leave_link()}</a> }
    });
    let code = line.code.to_string();
    let offered = [
        (
            profile.may_see_statement,
            chrome.href(&exchange::MemberStatement { code: code.clone() }),
            words.nav_statement(),
        ),
        (profile.may_pay_for, href_as(&place.slug, &line.code, &exchange::Pay), words.payfor_title()),
        (profile.may_set_limits, chrome.href(&exchange::Limits { code: code.clone() }), words.limits_change()),
        (profile.may_make_code, chrome.href(&exchange::PaperCode { code: code.clone() }), words.paper_title()),
        (!profile.checks.is_empty(), chrome.href(&exchange::MemberChecks { code: code.clone() }), words.check_change()),
        (profile.may_set_state, chrome.href(&exchange::MemberState { code }), words.state_change()),
        (profile.may_correct, href_as(&place.slug, &line.code, &exchange::Profile), words.profile_correct()),
    ];
    let offered = offered.into_iter().filter(|(may, ..)| *may && !profile.mine);
    let links = offered.map(|(_, href, text)| view! { <a href=href>{text}</a> }).collect::<Vec<_>>();
    let committee = (!links.is_empty()).then(|| view! { <p class="actions">{links}</p> });
    let body = view! {
        <div class="person"><Face name=line.name.clone() code=line.code.clone() photo=line.photo(chrome, 240) size=FaceSize::Large/><h1><bdi>{line.name.clone()}</bdi></h1></div>
        <SummaryList rows=rows/>
        <p class="actions"><ButtonLink href=href label=label kind=kind/>{own}</p>
        {listings(chrome, profile)}
        {committee}
        {acts(chrome, &place.unit, &profile.acts)}
    };
    ui::page(chrome, line.name.clone(), body)
}

/// What they offer, and what they look for.
fn listings(chrome: &Chrome, profile: &Profile) -> AnyView {
    let words = chrome.words();
    let of = |kind: ListingKind, title: String| {
        let links = profile.listings.iter().filter(|(_, one, _)| *one == kind).map(|(id, _, title)| {
            let href = chrome.href(&exchange::Listing { listing: id.to_string() });
            view! { <li><a href=href><bdi>{title.clone()}</bdi></a></li> }
        });
        let links: Vec<_> = links.collect();
        (!links.is_empty()).then(|| view! { <h2>{title}</h2><ul class="rows">{links}</ul> })
    };
    view! { {of(ListingKind::Offer, words.member_offers())}{of(ListingKind::Want, words.member_wants())} }.into_any()
}

/// The number, which a phone calls; and that members do not see it, where that is so.
fn phone(words: &Words, profile: &Profile) -> AnyView {
    let number = profile.phone.clone();
    let number = match dialled(&number) {
        Some(href) => view! { <a href=href><bdi>{number}</bdi></a> }.into_any(),
        None => isolated(&number),
    };
    let hidden = (!profile.phone_shown).then(|| view! { " "<Tag text=words.member_phone_hidden()/> });
    view! { {number}{hidden} }.into_any()
}

/// How much and when, with the way to its receipt.
fn last_paid((chrome, place): (&Chrome, &Place), label: String, one: &LastPaid) -> SummaryRow {
    let href = chrome.href(&exchange::Transfer { id: one.id.to_string() });
    let amount = amount(&place.unit, chrome.language, one.amount, false);
    let day = day_text(chrome.words(), one.booked_at.day(&place.zone));
    SummaryRow::new(label, view! { {amount}", "<a href=href><bdi>{day}</bdi></a> })
}

/// How many, and how lately.
fn trades(chrome: &Chrome, profile: &Profile) -> String {
    let lately = LastActive::of(profile.line.last_booked_at, (profile.today, &chrome.zone()));
    let said = [profile.trades.to_string(), lately.sentence(chrome.words())];
    said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A text that runs in its own direction, whatever stands around it.
fn isolated(text: &str) -> AnyView {
    view! { <bdi>{text.to_owned()}</bdi> }.into_any()
}

fn acts(chrome: &Chrome, unit: &Unit, acts: &[JournalLine]) -> Option<AnyView> {
    if acts.is_empty() {
        return None;
    }
    let words = chrome.words();
    let row = |act: &JournalLine| {
        // The page says whom it is about; offices have words in the list of decisions.
        let (was, becomes) = match act.what {
            What::Role => (String::new(), String::new()),
            _ => figures::change(act, unit, chrome.language),
        };
        let act = JournalLine { code: Code::stored(""), ..act.clone() };
        journal_row(chrome, &act, LineInWords { label: act.what.sentence(words), was, becomes })
    };
    let rows: Vec<_> = acts.iter().map(row).collect();
    Some(view! { <h2>{words.acts_title()}</h2><ul class="rows">{rows}</ul> }.into_any())
}
