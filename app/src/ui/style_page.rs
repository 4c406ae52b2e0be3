//! The living style page: every component in every state, from the real code. Served in development.

use jiff::civil::date;
use leptos::prelude::*;
use strum::IntoEnumIterator as _;

use super::chart::{Bars, Behind, ChartText, Hand, Histogram, StepLine};
use super::form::{Button, ButtonKind, ButtonLink, Checkbox, Field, FieldError, FileField, Hidden, Select, TextArea};
use super::pieces::{
    Column, DataTable, EmptyState, MemberCard, MemberCardOf, Notice, Pager, Step, SummaryList, SummaryRow, Tag, Tone,
    WorkItem, WorkList,
};
use super::qr::Qr;
use super::text::{day_text, month_text, number_text};
use super::{
    AccountLine, AmountText, Check, Checklist, Chrome, Face, FaceSize, Gauge, Icon, ListView, MonthHeading, Stepper,
    Tab, Tabs, Tile, account_table, amount, form_page, number,
};
use crate::ids::Code;
use crate::ledger::{RANGE, Unit};
use crate::paths::installation;
use crate::paths::query::ListQuery;

/// The page. Its sample texts are in English: it is for those who build Manyhands.
pub fn style_page(chrome: &Chrome) -> String {
    let errors = [
        FieldError { field: "wrong-who", message: "Nobody here has that name".into() },
        FieldError { field: "wrong-words", message: "Say what it is for".into() },
    ];
    let body = view! {
        <h1>"Style"</h1>
        <p class="lede">"Every component in every state, from the real code."</p>
        {amounts(chrome)}
        {gauges(chrome)}
        {charts(chrome)}
        {faces()}
        {icons(chrome)}
        {forms()}
        {lists(chrome)}
        {tables(chrome)}
        {states(chrome)}
        {hues()}
    };
    form_page(chrome, "Style".into(), &errors, body)
}

fn leaves() -> Unit {
    Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "L".into(), decimals: 2, is_time: false }
}

fn hours() -> Unit {
    Unit { name: "hour".into(), plural: "hours".into(), symbol: "h".into(), decimals: 0, is_time: true }
}

fn amounts(chrome: &Chrome) -> AnyView {
    let items: Vec<_> = [(leaves(), 123_456_789), (leaves(), 800), (leaves(), 100), (leaves(), 0), (leaves(), -3500), (hours(), -90)]
        .into_iter()
        .map(|(unit, parts)| {
            view! { <li>{amount(&unit, chrome.language, parts, true)}" "{amount(&unit, chrome.language, parts, false)}</li> }
        })
        .collect();
    view! {
        <h2>"Amounts"</h2>
        <p class="balance">{amount(&leaves(), chrome.language, -3500, true)}</p>
        <p>"Between limits: "<AmountText text="−100.00 … ∞"/></p>
        <ul class="rows">{items}</ul>
    }
    .into_any()
}

fn gauges(chrome: &Chrome) -> AnyView {
    let samples = [
        ("Owing, room to spend", -3500, -10_000, 10_000),
        ("Provided", 4_200, -10_000, 20_000),
        ("Close to the limit", -9_400, -10_000, 20_000),
        ("At zero", 0, -10_000, 10_000),
        ("At the limit", -10_000, -10_000, 10_000),
        ("Below the limit, since it was raised", -13_000, -10_000, 10_000),
        ("No limit upward", 25_000, -10_000, RANGE),
        ("No limits", -2_500, -RANGE, RANGE),
        ("May not owe", 1_500, 0, 10_000),
    ];
    let items: Vec<_> = samples
        .into_iter()
        .map(|(name, balance, min, max)| {
            let line = |limit: i64| if limit.abs() >= RANGE { limit } else { limit - limit / 10 };
            let gauge = Gauge { balance, min, max, warn_min: line(min), warn_max: line(max) };
            view! { <section class="account"><p>{name}</p>{gauge.view(&leaves(), chrome.language, name.into())}</section> }
        })
        .collect();
    view! { <h2>"Gauge"</h2>{items} }.into_any()
}

fn charts(chrome: &Chrome) -> AnyView {
    let unit = leaves();
    let figure = |parts| number_text(&unit, chrome.language, parts);
    let hand = Hand { language: chrome.language, figure: &figure };
    let text = |title: &str, first: &str, last: &str| ChartText {
        title: title.into(),
        about: format!("From {first} to {last}, in leaves"),
        sentence:
            "A year ago you stood at 14.50. Since then you gave 240.00 and received 92.00 leaves, with 18 neighbours."
                .into(),
        ends: [first.into(), last.into()],
    };
    let row = |month: &'static str, parts| vec![month.into_any(), number(&leaves(), chrome.language, parts, true)];
    let behind = || Behind {
        summary: "The numbers".into(),
        caption: "Amounts in leaves".into(),
        columns: vec![Column::text("Month"), Column::number("Balance at its end")],
        rows: vec![row("October 2026", -3_500), row("November 2026", 4_200)],
    };
    let steps = [(20, 900), (41, -1_500), (60, -3_200), (118, -5_200), (190, -2_500), (240, -700), (301, 2_600)];
    let line = StepLine { start: 1_450, steps: steps.to_vec(), span: 365, limits: (-10_000, 12_000), marks: vec![] };
    let open = StepLine { limits: (-RANGE, RANGE), ..line.clone() };
    let still = StepLine { start: 0, steps: vec![], ..line.clone() };
    let partner = StepLine { marks: vec![-9_000, -7_000, 7_000, 9_000], limits: (-10_000, 10_000), ..line.clone() };
    let year = |title| text(title, "November 2025", "November 2026");
    let months = vec![18_000, 22_500, 20_000, 31_000, 28_050, 0, 12_000, 35_700, 41_000, 39_000, 44_800, 21_000];
    let bars = Bars { values: months, last_is_open: true };
    let drift = Bars { values: vec![3_000, -4_500, 0, 10, 7_000], last_is_open: false };
    let balances: Vec<i64> = (0..36).map(|i| (i * i * 7) % 9_000 - 4_000).collect();
    let count = Hand { figure: &|count| count.to_string(), ..hand };
    view! {
        <h2>"Charts"</h2>
        <section class="account">{line.view(hand, year("Your balance over a year"), behind())}</section>
        {open.view(hand, year("Without limits"), behind())}
        {still.view(hand, year("Nothing moved yet"), behind())}
        {partner.view(hand, year("A partner’s position, with 70 and 90 %"), behind())}
        {bars.view(hand, year("Trade by month"), behind())}
        {drift.view(hand, year("More in than out"), behind())}
        {Histogram::of(&balances).view(count, text("Balances", "−40.00", "50.00"), behind())}
    }
    .into_any()
}

fn faces() -> AnyView {
    let names = ["Amina Diallo", "Ben", "Ωmega Ångström", "", "Bicycle workshop of the lower town"];
    let small: Vec<_> = names
        .into_iter()
        .cycle()
        .zip(1..=24)
        .map(|(name, number)| view! { <Face name=name code=Code::new("RIVR", number)/>" " })
        .collect();
    view! {
        <h2>"Faces"</h2>
        <p>{small}</p>
        <div class="person"><Face name="Amina Diallo" code=Code::new("RIVR", 7) size=FaceSize::Large/><p class="large">"Amina Diallo"</p></div>
        <div class="person"><Tile name="Riverside LETS" hue=9 size=FaceSize::Large/><p class="large">"Riverside LETS"</p></div>
        <div class="person"><Tile name="Círculo del Puerto" hue=3/><p>"Círculo del Puerto"</p></div>
        <div class="person"><Face name="Ben" code=Code::new("RIVR", 12)/><p>"Ben, in a line of a list"</p></div>
    }
    .into_any()
}

fn icons(chrome: &Chrome) -> AnyView {
    let items: Vec<_> =
        Icon::iter().map(|icon| view! { <li><span>{icon.view(chrome)}" "{format!("{icon:?}")}</span></li> }).collect();
    view! { <h2>"Icons"</h2><ul class="rows">{items}</ul> }.into_any()
}

fn forms() -> AnyView {
    let options = vec![("en".to_owned(), "English".to_owned()), ("es".to_owned(), "Español".to_owned())];
    view! {
        <h2>"Forms"</h2>
        <form class="form" method="get" action="/style" novalidate>
            <Hidden name="shown" value="not"/>
            <Field name="who" label="Who do you pay?" value="Amina" hint="A name, or a code like RIVR0007".to_owned()/>
            <Field name="much" label="How many leaves?" value="8.50" class="narrow" inputmode="decimal"/>
            <Field name="wrong-who" label="Who do you pay?" value="Zebedee" hint="A name, or a code".to_owned() error="Nobody here has that name".to_owned()/>
            <TextArea name="words" label="What for?" value="Bread & two jars of jam"/>
            <TextArea name="wrong-words" label="What for?" error="Say what it is for".to_owned()/>
            <FileField name="wrong-file" label="Photos" hint="JPEG, PNG or WebP".to_owned() error="That file is no photo".to_owned() multiple=true/>
            <Select name="language-sample" label="Language" value="es" options=options/>
            <Checkbox name="agree" label="I have read the agreement" checked=true/>
            <Checkbox name="other" label="Tell me by mail" hint="At most one a day".to_owned()/>
            <p class="actions">
                <Button label="Pay 8.00 leaves to Amina"/>
                <Button label="Save as draft" kind=ButtonKind::Secondary/>
                <Button label="Undo this payment" kind=ButtonKind::Danger/>
                <ButtonLink href="#main" label="A link" kind=ButtonKind::Secondary/>
            </p>
        </form>
    }
    .into_any()
}

fn lists(chrome: &Chrome) -> AnyView {
    let words = chrome.words();
    let link = |row: SummaryRow| row.change("#main", words.change());
    let rows = vec![
        link(SummaryRow::new("To", "Amina Diallo")),
        link(SummaryRow::new("Amount", amount(&leaves(), chrome.language, 800, false))),
        link(SummaryRow::new("For", "A very long description of what was provided, over two lines on most screens")),
        SummaryRow::new("Day", day_text(words, date(2026, 11, 24))),
    ];
    let cards: Vec<_> = [("Amina Diallo", 7), ("Ben", 12), ("Bicycle workshop of the lower town", 30)]
        .into_iter()
        .map(|(name, number)| {
            let about = vec!["Old Mill".to_owned(), month_text(words, date(2025, 3, 1))];
            let of = MemberCardOf {
                photo: None,
                href: "#main".into(),
                name: name.into(),
                code: Code::new("RIVR", number),
                about,
                does: "Mends bicycles".into(),
            };
            view! { <MemberCard of=of/> }
        })
        .collect();
    let work = |text: &str, count| WorkItem { href: "#main".into(), text: text.into(), count };
    let step = |text: &str| Some(Step { href: "#main".into(), text: text.into() });
    view! {
        <h2>"Lists"</h2>
        <p class="large">{amount(&leaves(), chrome.language, 800, false)}</p>
        <SummaryList rows=rows/>
        <ul class="cards">{cards}</ul>
        {crate::marketplace::card::samples(words)}
        <WorkList words=words items=vec![work("Members to admit", 2), work("Payments to look at", 11)]/>
        <WorkList words=words items=vec![]/>
        <Pager words=words earlier=step("October 2026") later=step("December 2026")/>
        <Pager words=words earlier=None later=step("December 2026")/>
        {looked_through().form(chrome)}
        <Qr text="https://many.example/riverside/join?invitation=4F7K-9QWZ".to_owned() title="The way to an invitation".to_owned()/>
    }
    .into_any()
}

/// A list with a search, a choice and orders.
fn looked_through() -> ListView<installation::Style> {
    let both = |word: &str| (word.to_lowercase(), word.to_owned());
    ListView {
        path: installation::Style,
        query: ListQuery { sort: "newest".into(), ..ListQuery::default() },
        search: "Name, code, place or what they do".into(),
        shows: ["All", "Close to a limit"].map(both).to_vec(),
        sorts: ["Name", "Newest", "Last trade"].map(both).to_vec(),
    }
}

fn tables(chrome: &Chrome) -> AnyView {
    let columns =
        vec![Column::text("Member"), Column::text("Where"), Column::number("Balance"), Column::number("Limit")];
    let row = |name: &'static str, area: &'static str, balance| {
        vec![
            name.into_any(),
            area.into_any(),
            number(&leaves(), chrome.language, balance, true),
            number(&leaves(), chrome.language, -10_000, false),
        ]
    };
    let rows = vec![row("Amina Diallo", "Old Mill", 12_350), row("Ben", "Station", -12_350), row("Chloë", "Hill", 0)];
    let foot = vec!["Sum".into_any(), "".into_any(), number(&leaves(), chrome.language, 0, true), "".into_any()];
    view! {
        <h2>"Table"</h2>
        <DataTable caption="Amounts in leaves" columns=columns rows=rows foot=foot/>
        <h2>"Accounts"</h2>
        {account_table((&leaves(), chrome.language), accounts(), ("Sum of all accounts".into(), 0))}
    }
    .into_any()
}

fn accounts() -> Vec<AccountLine> {
    let samples = [
        ("Amina Diallo", "active", -3_500, (-10_000, 10_000)),
        ("Ben", "active", 9_400, (-10_000, 10_000)),
        ("Bicycle workshop of the lower town", "active", -10_000, (-10_000, 20_000)),
        ("Chloë", "suspended", -13_000, (-10_000, 20_000)),
        ("Devi", "active", 0, (-10_000, 20_000)),
        ("Ewan", "active", 250_000, (-10_000, RANGE)),
        ("Fay", "has left", 0, (0, 0)),
        ("Gus", "active", -2_500, (-RANGE, RANGE)),
    ];
    let rows = samples.into_iter().zip(1..).map(|((name, state, balance, (min, max)), number)| {
        let line = |limit: i64| if limit.abs() >= RANGE { limit } else { limit - limit / 10 };
        let stands = Gauge { balance, min, max, warn_min: line(min), warn_max: line(max) };
        let mark = if stands.is_beyond() {
            Some("Beyond the limit")
        } else {
            stands.is_close().then_some("Close to the limit")
        };
        let state = match mark {
            Some(mark) => view! { <Tag text=mark tone=Tone::Warning/> }.into_any(),
            None => state.into_any(),
        };
        AccountLine {
            picture: view! { <Face name=name code=Code::new("RIVR", number)/> }.into_any(),
            href: "#main".into(),
            name: name.into(),
            code: Code::new("RIVR", number).to_string(),
            state,
            last: "24 November 2026".into(),
            stands,
            limits: (number % 2 == 0).then(|| "#main".into()),
        }
    });
    rows.collect()
}

fn states(chrome: &Chrome) -> AnyView {
    let steps = || ["Fill in", "Check", "Receipt"].map(str::to_owned).to_vec();
    let check = |text: &str, count: Option<&str>, done: bool| Check {
        text: text.into(),
        href: (!done && count.is_none()).then(|| "#main".into()),
        count: count.map(str::to_owned),
        done,
    };
    let checks = vec![
        check("Look over the rules", None, true),
        check("Add your first members", None, false),
        check("Bring it to 10 trades", Some("3 of 10"), false),
    ];
    let tab = |text: &str, here| Tab { href: "#main".into(), text: text.into(), here };
    view! {
        <h2>"Notices, tags, nothing there"</h2>
        <Notice><p>"The rate is set by both committees, and changes seldom."</p></Notice>
        <Notice role="status" text="Saved.".to_owned()/>
        <Notice tone=Tone::Success text="The agreement is in force.".to_owned()/>
        <Notice tone=Tone::Warning text="You are near your limit.".to_owned()><p><a href="#main">"Find something to do"</a></p></Notice>
        <Notice tone=Tone::Error text="This was not booked.".to_owned()><p>"The limit of the other exchange is reached."</p></Notice>
        <p><Tag text="Active"/>" "<Tag text="In force" tone=Tone::Success/>" "<Tag text="Proposed" tone=Tone::Warning/>" "<Tag text="Stopped" tone=Tone::Error/></p>
        <EmptyState title="No trades yet."><p><a href="#main">"Find something you need"</a></p></EmptyState>
        <EmptyState title="Nothing was booked in this month."/>
        <h2>"Where one is"</h2>
        <Stepper label="Paying" steps=steps() at=0/>
        <Stepper label="Paying" steps=steps() at=1/>
        <Stepper label="Paying" steps=steps() at=2/>
        <Checklist words=chrome.words() checks=checks/>
        <Tabs label="Rules and decisions" tabs=vec![tab("Rules", true), tab("Decisions and acts", false)]/>
        <MonthHeading words=chrome.words() day=date(2026, 11, 24)/>
        <ul class="rows"><li><a href="#main">"Ben"</a>{amount(&leaves(), chrome.language, -800, true)}</li></ul>
        <MonthHeading words=chrome.words() day=date(2026, 10, 24)/>
        <ul class="rows"><li><a href="#main">"Chloë"</a>{amount(&leaves(), chrome.language, 1_250, true)}</li></ul>
        <details><summary>"Something wrong?"</summary><p>"Write to your committee."</p></details>
    }
    .into_any()
}

fn hues() -> AnyView {
    let items: Vec<_> = (0..24)
        .map(|hue| view! { <li class=format!("hue-{hue}")><span class="button">{format!("Hue {hue}")}</span></li> })
        .collect();
    view! { <h2>"Hues"</h2><ul class="cards">{items}</ul> }.into_any()
}

/// The chrome of a committee member's page in Riverside.
#[cfg(test)]
pub(crate) fn chrome(language: crate::words::Language, theme: super::Theme) -> Chrome {
    use super::{Membership, Place, SignedIn};
    use crate::ids::PersonId;

    let one = |slug: &str, exchange: &str| Membership {
        slug: slug.into(),
        exchange: exchange.into(),
        member: "Amina".into(),
        code: Code::new("RIVR", 7),
        offices: vec![crate::roles::Role::Chair],
        waits: 0,
        is_first: true,
    };
    let memberships = vec![one("hilltop", "Hilltop Time Bank"), one("riverside", "Riverside LETS")];
    Chrome {
        language,
        theme,
        place: Some(Place {
            slug: "riverside".into(),
            name: "Riverside LETS".into(),
            code: "RIVR".into(),
            hue: 12,
            unit: leaves(),
            zone: jiff::tz::TimeZone::UTC,
            mine: memberships.last().cloned(),
            acting: None,
            held: None,
            glass: None,
        }),
        signed: Some(SignedIn { person: PersonId(1), name: "Amina".into(), memberships, is_host: false, unread: 2 }),
        flash: Some(super::Flash::Saved),
        last: None,
        here: "/riverside/pay?to=RIVR0007".into(),
        stylesheet: "/assets/style.css",
        icons: "/assets/icons.svg",
        app_icon: "/assets/app.png",
        pictures: &["/assets/link.png"; 24],
        origin: "https://exchange.example".into(),
        development: true,
    }
}

#[cfg(test)]
mod tests {
    use super::{chrome, style_page};
    use crate::ui::Theme;
    use crate::words::Language;

    #[test]
    fn a_page_holds_no_marks_for_scripts_and_what_people_wrote_stays_as_they_wrote_it() {
        use leptos::prelude::*;

        use crate::ui::{Field, Notice, TextArea, form_page};

        let hostile = "<!--<() />--><!>\"'><b>";
        let text = || hostile.to_owned();
        let nothing = || -> AnyView { ().into_any() };
        let body = view! {
            <p title=text()>{text()}{None::<String>}{nothing()}{text()}</p>
            <Notice text=text()/>
            <Field name="f" label=text() value=text()/>
            <TextArea name="t" label=text() value=text()/>
        };
        let html = form_page(&chrome(Language::English, Theme::Device), text(), &[], body);
        assert!(!html.replace("<!DOCTYPE html>", "").contains("<!"), "{html}");
        assert_eq!(html.matches("&lt;!--&lt;() /&gt;--&gt;&lt;!&gt;").count(), 9, "{html}");
    }

    #[test]
    fn every_page_says_its_language_its_direction_and_where_one_is() {
        let html = style_page(&chrome(Language::Mirrored, Theme::Dark));
        assert!(
            html.starts_with("<!DOCTYPE html><html lang=\"en\" dir=\"rtl\" class=\"hue-12 theme-dark\">"),
            "{html}"
        );
        assert!(html.contains("<title>Error: Style – Riverside LETS</title>"), "{html}");
        assert!(html.contains("href=\"/riverside/pay\" aria-current=\"page\""), "{html}");
    }

    #[test]
    fn a_page_has_no_script_no_inline_style_and_no_repeated_id() {
        let html = style_page(&chrome(Language::English, Theme::Device));
        for mark in ["<script", "style=\"", "<style", " on", "<!>"] {
            let found = html.match_indices(mark).find(|(at, _)| mark != " on" || html[*at..].starts_with(" onclick"));
            assert!(found.is_none(), "{mark}");
        }
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
    }

    #[test]
    fn the_committee_pages_are_in_the_menu_of_the_committee_alone() {
        let mut chrome = chrome(Language::English, Theme::Device);
        assert!(style_page(&chrome).contains("/riverside/balances"));
        if let Some(mine) = chrome.place.as_mut().and_then(|place| place.mine.as_mut()) {
            mine.offices.clear();
        }
        assert!(!style_page(&chrome).contains("/riverside/balances"));
    }
}
