//! Every value in a field of each kind of every form, and some in the others; all in all of them with `HOSTILE_WHOLE=1`.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use manyhands::hosting::set_up;
use manyhands::ledger::verify::verify;
use manyhands::routes;

use super::fields::{Subject, subjects, with, wrong};
use super::renew::renew;
use super::takes::{Takes, takes};
use super::{Hostile, TOO_MUCH, TWICE, no_page, table};
use crate::books::Books;
use crate::browser::Browser;
use crate::common::{Village, World, on_sqlite, worlds};
use crate::whose::{everything, set};

/// Where tries are counted, which the next value must not find used up.
const COUNTED: [&str; 7] = ["/sign-in", "/paper-code", "/reset-password", "/me/", "/contact", "/join", "/ask"];

/// Which fields were tried: of a route each name once, whichever of its pages shows it; where that is enough, of each kind one.
#[derive(Default)]
struct Seen {
    fields: BTreeSet<(&'static str, String)>,
    /// With every value: of each route one field of each kind, of all routes where one is enough.
    kinds: BTreeSet<(&'static str, Takes)>,
    one_of_each_kind: bool,
}

/// How many values a field gets whose like, of the same form, gets all of them: such fields are read by one piece of code.
const SOME: usize = 3;

impl Seen {
    /// The values that are tried in this field, by their places in the table of so many; empty if it was tried.
    ///
    /// Fields alike take turns through the table, so that two forms of the same fields do not try the same of them.
    fn places(&mut self, (route, name): (&'static str, &str), takes: Takes, values: usize) -> Vec<usize> {
        if !self.fields.insert((route, name.to_owned())) {
            return Vec::new();
        }
        let whole = std::env::var_os("HOSTILE_WHOLE").is_some();
        let kind = (if self.one_of_each_kind { "" } else { route }, takes);
        if self.kinds.insert(kind) || (whole && !self.one_of_each_kind) {
            return (0..values).collect();
        }
        let turn = self.fields.len() * SOME;
        if self.one_of_each_kind { Vec::new() } else { (turn..turn + SOME).map(|place| place % values).collect() }
    }
}

/// Sends a form with every value in every field that was not tried before; what was wrong, and how many were sent.
async fn send_all(
    world: &World,
    (subject, ours): (&mut Subject, &Village),
    (books, seen): (&Books, &mut Seen),
    found: &mut Vec<String>,
) -> usize {
    let (values, stranger) = (table(), Browser::new(world));
    let (mut nth, mut sent) = (0, 0);
    let (mut fields, names) = subject.filled(nth).await;
    let names: BTreeSet<String> = names.into_iter().collect();
    for (place, name) in names.iter().enumerate() {
        let takes = takes(subject.route, name);
        let places = seen.places((subject.route, name), takes, values.len());
        if places.is_empty() {
            continue;
        }
        let is_counted = COUNTED.iter().any(|counted| subject.route.starts_with(counted));
        let is_counted = is_counted || ["to", "pick"].contains(&name.as_str());
        let once = [TWICE, TOO_MUCH].into_iter().take(if place == 0 { 2 } else { 1 });
        let once = once.map(|name| Hostile { name, raw: String::new(), text: false }).collect::<Vec<_>>();
        let mut stands = everything(world, books, ours).await;
        for hostile in places.iter().map(|place| &values[*place]).chain(&once) {
            if is_counted {
                world.sql("delete from attempts".to_owned()).await;
            }
            let page = subject.browser.clone().post_body(&subject.action, with(&fields, name, hostile)).await;
            let (problem, taken) = wrong(takes, hostile, &page);
            let at = format!("{} POST {} {name} with {}", world.engine, subject.action, hostile.name);
            found.extend(problem.map(|problem| format!("{at}: {problem}")));
            sent += 1;
            // Who is not signed in any more sends the same, and is asked to sign in with what can be kept of it.
            if place == 0 && !subject.browser.is_nobody() && takes != Takes::Unread && subject.route != "/preferences" {
                let page = stranger.clone().post_body(&subject.action, with(&fields, name, hostile)).await;
                let asked =
                    if hostile.name == TOO_MUCH { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::UNAUTHORIZED };
                // Of a public form it is looked at first whether it is one.
                let is_none = subject.route == "/contact" && page.status == StatusCode::BAD_REQUEST;
                let status = (page.status != asked && !is_none).then(|| format!("{}", page.status));
                found.extend(no_page(&page).or(status).map(|problem| format!("{at} signed out: {problem}")));
            }
            if taken {
                renew(world, subject, ours).await;
                nth += 1;
                fields = subject.filled(nth).await.0;
                stands = everything(world, books, ours).await;
            }
        }
        if everything(world, books, ours).await != stands {
            found.push(format!("{} POST {} {name}: something changed that was refused", world.engine, subject.action));
        }
    }
    sent
}

#[tokio::test]
async fn no_value_in_any_field_of_any_form_is_a_fault_or_taken_for_what_it_is_not() {
    for world in worlds().await {
        let (ours, id) = set(&world).await;
        let books = Books::of(&world).await;
        let (mut found, mut sent, mut tried) = (Vec::new(), 0, BTreeSet::from(["/setup/{token}"]));
        let mut seen = Seen { one_of_each_kind: world.engine != "sqlite", ..Seen::default() };
        for mut subject in subjects(&world, (&ours, &id)).await {
            tried.insert(subject.route);
            sent += send_all(&world, (&mut subject, &ours), (&books, &mut seen), &mut found).await;
        }
        assert!(found.is_empty(), "{} of {sent} wrong:\n{}", found.len(), found.join("\n"));
        let all: BTreeSet<&str> = routes::table().iter().filter(|route| route.writes).map(|route| route.path).collect();
        assert_eq!(tried, all, "every route that takes a form");
        assert!(sent > if world.engine == "sqlite" { 1_500 } else { 100 }, "{sent}");
        // What was accepted and then made a proposal again is in force.
        let (exchange, accepted) = (
            ours.exchange.0,
            "select 1 from accounts a where a.exchange_id = b_exchange_id and a.partner_id = a_exchange_id and a.kind = 2",
        );
        let sql = "update agreements set state = 'in_force' where state <> 'ended' and b_exchange_id";
        world.sql(format!("{sql} = {exchange} and exists ({accepted})")).await;
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn no_value_in_the_form_of_the_first_start_makes_anything_that_it_should_not() {
    let world = on_sqlite().await;
    let link = set_up::offer(&world.site).await.unwrap().unwrap();
    let path = link.strip_prefix(&world.site.config.public_url).unwrap().to_owned();
    let browser = Browser::new(&world);
    let subject = Subject { route: "/setup/{token}", page: path.clone(), action: path, browser, hidden: &[] };
    let (fields, names) = subject.filled(0).await;
    let mut found = Vec::new();
    for name in &names {
        let takes = takes(subject.route, name);
        for hostile in table().iter().filter(|hostile| !takes.may_take(hostile.name, hostile.text)) {
            let page = subject.browser.clone().post_body(&subject.action, with(&fields, name, hostile)).await;
            let (problem, taken) = wrong(takes, hostile, &page);
            found.extend(
                problem.or(taken.then(|| "taken".to_owned())).map(|what| format!("{name} {}: {what}", hostile.name)),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(set_up::offer(&world.site).await.unwrap().is_some(), "nobody is here yet");
}
