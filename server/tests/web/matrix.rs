//! Every route of the table × every kind of caller × every kind of object, generated from the table and the pages' own forms.
//!
//! What a caller may not see is the same 404, to the byte, as what does not exist; what an office lacks the right to is 403;
//! signed out, everything private leads to the sign-in page. Whoever may change something does change it, with the form of
//! their own page; whoever may not changes nothing with that same form; and nothing of another exchange is shown or changed.

use std::collections::BTreeSet;

use app::roles::{Right, Role, in_their_area, may};
use axum::http::{Method, StatusCode};
use manyhands::clock::fresh_key;
use manyhands::routes::{self, Route, Who};
use strum::IntoEnumIterator as _;

use crate::books::Books;
use crate::browser::{Browser, Page};
use crate::common::{World, worlds};
use crate::forms::{PageForm, form};
use crate::hostile::renew::{settle, take_offices_back};
use crate::invitations::leave_invitation;
use crate::joining::apply_as;
use crate::photos::leave_portraits;
use crate::scene::{CANARY, Caller, Place, Scene, scene};
use crate::targets::{OF_THE_AREA, Target, is_form_of_another, is_own_listing, meant, targets};
use crate::whose::owes;

/// Of each kind one, for the second engine.
const FEW: [&str; 5] = [HOST, "nobody", "the chair", "a member", "another exchange's chair"];
/// Who runs the installation.
const HOST: &str = "the host";
/// What some callers are shown and may not change.
const MAY_NOT: [(&str, &[&str]); 3] = [
    // Somebody must follow first.
    ("the chair", &["/leave"]),
    ("a suspended member", &["/holiday", "/leave", "/vouch"]),
    ("a leaver", &["/holiday", "/transfers", "/vouch"]),
];

/// Pages about oneself, or with which something is entered, are not there for who only looks in.
fn is_ones_own(path: &str) -> bool {
    let own = [
        "/pay",
        "/profile",
        "/profile/photo",
        "/holiday",
        "/leave",
        "/leave/plan",
        "/officers/own",
        "/statement",
        "/statement.csv",
        "/still-here",
        "/listings",
        "/listings/new",
    ];
    own.contains(&path) || path.ends_with("/back") || path.ends_with("/edit")
}

/// What the table promises this caller.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Promise {
    /// This answer, and that nothing changes.
    Only(StatusCode),
    /// They may; what they ask about is there.
    May,
    /// The handler says which answer it is.
    Open,
}

fn promised(route: &Route, caller: &Caller, target: &Target) -> Promise {
    use Promise::{May, Only, Open};
    let has = |right| match caller.place {
        Place::Member(role) => role.is_some_and(|role| may(role, right)),
        Place::Glass => may(Role::Auditor, right),
        Place::SignedOut | Place::Elsewhere => false,
    };
    // A page leads to the sign-in page, a form is answered with it.
    let signed_out = if route.writes { StatusCode::UNAUTHORIZED } else { StatusCode::SEE_OTHER };
    let allowed = match (route.who, caller.place) {
        (_, Place::SignedOut) if target.acting.is_some() => return Only(signed_out),
        (Who::Anybody, _) if target.acting.is_none() => return Open,
        (_, Place::SignedOut) => return Only(signed_out),
        (Who::Signed, _) => return Open,
        (Who::Host, _) if caller.name == HOST || caller.place == Place::Glass => return Open,
        (_, Place::Glass) if route.writes || (target.acting.is_none() && is_ones_own(route.path)) => {
            return Only(StatusCode::NOT_FOUND);
        }
        (Who::Unseen(right), Place::Glass) if !has(right) => return Only(StatusCode::NOT_FOUND),
        (Who::Committee(right), Place::Glass) => has(right),
        (_, Place::Glass) => true,
        (Who::Host, _) => return Only(StatusCode::NOT_FOUND),
        (_, Place::Elsewhere) => return Only(StatusCode::NOT_FOUND),
        (Who::Unseen(right), Place::Member(_)) if !has(right) => return Only(StatusCode::NOT_FOUND),
        (Who::Committee(right), Place::Member(_)) => has(right),
        (Who::Anybody | Who::Member | Who::Unseen(_), Place::Member(_)) => true,
    };
    if let Some((code, is_member)) = target.acting {
        let in_area = caller.place == Place::Member(Some(Role::Coordinator)) && code == OF_THE_AREA;
        let by_right = is_member && route.acting.is_some_and(|right| has(right) || (in_area && in_their_area(right)));
        if !by_right && !caller.own.contains(&code) {
            return Only(StatusCode::NOT_FOUND);
        }
    }
    match (allowed, target.there) {
        (false, _) => Only(StatusCode::FORBIDDEN),
        // Given back by the payee, as whom they are here by themselves; on nobody's behalf.
        (true, Some(true)) if route.path.ends_with("/back") => {
            let here =
                target.acting.map_or(caller.own.first(), |(code, _)| caller.own.iter().find(|own| **own == code));
            if here.is_some_and(|code| target.payee == *code) { May } else { Only(StatusCode::NOT_FOUND) }
        }
        (true, Some(false)) => Only(StatusCode::NOT_FOUND),
        (true, None) => Open,
        // One's own, or that of whom one acts for.
        (true, Some(true)) if is_own_listing(route) => {
            let here = target.acting.map(|(code, _)| code).or(caller.own.first().copied());
            if here == Some(target.payee.as_str()) { May } else { Only(StatusCode::NOT_FOUND) }
        }
        // And of one's own there is nothing to report.
        (true, Some(true)) if route.path == "/listings/{listing}/report" => {
            if caller.own.first() == Some(&target.payee.as_str()) { Only(StatusCode::NOT_FOUND) } else { May }
        }
        // Seen or not as it stands at that moment.
        (true, Some(true)) if route.path == "/listings/{listing}" => Open,
        // Somebody is in office here.
        (true, Some(true)) if route.writes && route.path == "/officers/ask" => Open,
        // Here the exchange keeps its books closed.
        (true, Some(true)) if route.path.starts_with("/statistics") && !has(Right::SeeBalances) => {
            Only(StatusCode::FORBIDDEN)
        }
        // A receipt is for its parties and who sees balances: the tests of payments say so.
        (true, Some(true)) if route.method == Method::GET && route.path.starts_with("/transfers/") => Open,
        (true, Some(true)) => May,
    }
}

struct Visit<'a> {
    world: &'a World,
    scene: &'a Scene,
    caller: &'a Caller,
    browser: Browser,
    nth: usize,
}

impl Visit<'_> {
    /// A page's form for this path as this caller would fill it in.
    fn filled(&mut self, page: &Page, path: &str) -> Option<Vec<(String, String)>> {
        let PageForm { mut fields, buttons, names, .. } = form(page, path)?;
        self.nth += 1;
        // Whoever means it ticks the boxes of those whom it is about.
        fields.extend(
            names
                .into_iter()
                .filter(|name| name.starts_with("pick-") || name == "understood")
                .map(|name| (name, "yes".to_owned())),
        );
        for (name, value) in &mut fields {
            *value = meant(name, value, (self.caller, self.nth));
        }
        fields.extend(buttons.into_iter().next());
        Some(fields)
    }

    /// The form that leads to `path`, from the page on which this browser finds it.
    async fn found(&mut self, mut browser: Browser, path: &str) -> Option<Vec<(String, String)>> {
        if let Some(before) = path.strip_suffix("/transfers") {
            let pay = format!("{before}/pay");
            let page = browser.get(&pay).await;
            let fields = self.filled(&page, &pay)?;
            let check = post(&mut browser, &pay, &fields).await;
            return self.filled(&check, path);
        }
        let at = path.strip_suffix("/propose").or(path.strip_suffix("/answer")).unwrap_or(path);
        let at = if path.contains("/applications/") { at.trim_end_matches("/checks") } else { at };
        let page = browser.get(at).await;
        self.filled(&page, path)
    }

    /// What is sent to a form: nothing; what its own page would send, or for whom there is no such page, what the chair's
    /// would; and the same about another exchange's agreement.
    async fn bodies(&mut self, path: &str) -> Vec<Vec<(String, String)>> {
        let mut bodies = vec![Vec::new()];
        let mut fields = self.found(self.browser.clone(), path).await;
        if fields.is_none() {
            let chair = self.scene.callers.iter().find(|caller| caller.name == "the chair").unwrap();
            fields = self.found(chair.browser.clone(), path).await;
        }
        let invented = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let fields = fields.unwrap_or_else(|| {
            [
                ("answer", "accept"),
                ("reason", "because"),
                ("down", "5"),
                ("up", "5"),
                ("to", "RIVR0005"),
                ("amount", "1"),
            ]
            .map(invented)
            .to_vec()
        });
        let mut foreign: Vec<_> =
            fields.iter().filter(|(name, _)| !["agreement", "id"].contains(&name.as_str())).cloned().collect();
        foreign.push(("agreement".into(), self.scene.foreign.0.to_string()));
        foreign.push(("id".into(), fresh_key().to_string()));
        bodies.push(foreign);
        bodies.push(fields);
        bodies
    }

    /// Sends a form, and the one that comes back to be confirmed; answers with the first answer.
    async fn send(&mut self, path: &str, fields: &[(String, String)]) -> Page {
        let mut browser = self.browser.clone();
        let page = post(&mut browser, path, fields).await;
        if page.status == StatusCode::OK && form(&page, path).is_some() {
            let again = self.filled(&page, path).unwrap();
            post(&mut browser, path, &again).await;
        }
        page
    }
}

async fn post(browser: &mut Browser, path: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &fields).await
}

/// What went wrong, and which routes this caller changed something by.
#[derive(Default)]
struct Found {
    wrong: Vec<String>,
    may_change: BTreeSet<(&'static str, bool)>,
    changed: BTreeSet<(&'static str, bool)>,
}

/// What is the host's does the other host.
fn is_tried(route: &Route, caller: &Caller) -> bool {
    caller.place != Place::Glass || route.who != Who::Host
}

async fn visit(visit: &mut Visit<'_>, books: &Books) -> Found {
    let (scene, caller) = (visit.scene, visit.caller);
    let mut found = Found::default();
    // An agreement is ended once, so each caller is given one that was not.
    visit.world.sql("update agreements set state = 'in_force' where state = 'ended'".into()).await;
    settle(visit.world).await;
    take_offices_back(visit.world).await;
    let unknown = caller.browser.clone().get("/nowhere/members/NOWH0001").await;
    let mut before = state(books, visit).await;
    for route in routes::table().into_iter().filter(|route| is_tried(route, caller)) {
        // Ending the session that the next request needs would prove nothing.
        if route.path == "/sign-out" || (route.writes && route.path.starts_with("/me/sessions")) {
            continue;
        }
        let mut all = targets(&route, scene);
        if route.writes && route.path.starts_with("/transfers/{id}") {
            // A transfer is undone once, so each caller is given one that was not.
            // From a member who holds no office to whoever this is, if they may give it back.
            let own = (0..scene.ours.accounts.len()).find(|member| {
                route.path.ends_with("/back") && caller.own.first() == Some(&scene.ours.code_of(*member).as_str())
            });
            let to = own.filter(|member| *member != 4).unwrap_or(2);
            let payment = scene.ours.new_payment(4, to, 1);
            let path = format!("/riverside{}", route.path.replace("{id}", &payment.id().to_string()));
            visit.world.post(vec![payment]).await.unwrap();
            let payee = scene.ours.code_of(to).to_string();
            all.push(Target { path, there: Some(true), payee, acting: None });
        }
        all.extend(once_more(visit, &route).await);
        before = if route.writes { state(books, visit).await } else { before };
        for target in all {
            let promise = promised(&route, caller, &target);
            let key = (route.path, target.acting.is_some());
            before = put_back((visit, books), &route, before).await;
            let mut complain = |what: String| {
                let (method, path) = (&route.method, &target.path);
                found.wrong.push(format!("{}: {method} {path} for {}: {what}", visit.world.engine, caller.name));
            };
            if !route.writes {
                let page = visit.browser.clone().get(&target.path).await;
                mistake(&route, (caller, promise), (&page, &unknown)).map(&mut complain);
                continue;
            }
            for fields in visit.bodies(&target.path).await {
                let page = visit.send(&target.path, &fields).await;
                mistake(&route, (caller, promise), (&page, &unknown)).map(&mut complain);
                let after = state(books, visit).await;
                if after != before && matches!(promise, Promise::Only(_)) {
                    complain("it changed something".into());
                }
                if after != before {
                    found.changed.insert(key);
                }
                before = after;
            }
            found.may_change.extend((promise == Promise::May).then_some(key));
        }
        // Whom one of them suspended, the next route finds as they were.
        if route.path == "/invitations/{invitation}" && route.writes {
            leave_invitation(visit.world, &scene.ours).await;
            before = state(books, visit).await;
        }
        if ["/holiday", "/leave", "/members/{code}/state"].contains(&route.path) {
            settle(visit.world).await;
            before = state(books, visit).await;
        }
    }
    found
}

async fn put_back((visit, books): (&Visit<'_>, &Books), route: &Route, before: Vec<String>) -> Vec<String> {
    if !(route.writes && route.path == "/profile/photo") {
        return before;
    }
    leave_portraits(visit.world).await;
    state(books, visit).await
}

/// What is done once is there to be done for each caller: a debt that is left, somebody who wants to join; where, if the route names them.
async fn once_more(visit: &Visit<'_>, route: &Route) -> Option<Target> {
    if route.writes && route.path.ends_with("/remainder") {
        owes(visit.world, &visit.scene.ours, visit.scene.gone).await;
    }
    if route.writes && route.path == "/members/{code}/erase" {
        let gone = visit.world.household(&visit.scene.ours, ("Long gone", vec![])).await.0;
        visit.world.sql(format!("update members set state = 'left', state_since = 1 where account_id = {gone}")).await;
        let code = visit.world.number("select next_number - 1 as n from exchanges where slug = 'riverside'").await;
        let path = format!("/riverside/members/RIVR{code:04}/erase");
        return Some(Target { path, there: Some(true), payee: String::new(), acting: None });
    }
    if !route.writes || !(["/work", "/vouch"].contains(&route.path) || route.path == "/applications/{id}") {
        return None;
    }
    let id = fresh_key();
    apply_as(visit.world, &visit.scene.ours, &format!("New {id}"), id).await;
    let (start, _) = route.path.split_once('{')?;
    Some(Target { path: format!("/riverside{start}{id}"), there: Some(true), payee: String::new(), acting: None })
}

/// What one's own exchange has, and how many mails wait to be sent.
async fn state(books: &Books, visit: &Visit<'_>) -> Vec<String> {
    let mut all = books.rows(visit.world, &visit.scene.ours).await;
    all.push(format!("{} mails", visit.world.number("select count(*) as n from outbox").await));
    all
}

/// Where a caller may change something and did not; the check before a payment books nothing.
fn idle(found: &Found, caller: &Caller) -> Vec<String> {
    // The first look at a payment or a sheet writes nothing.
    let idle = found.may_change.difference(&found.changed).filter(|key| !["/pay", "/members/import"].contains(&key.0));
    let may_not = |key: &(&str, bool)| {
        MAY_NOT.iter().any(|(name, paths)| caller.name == *name && !key.1 && paths.contains(&key.0))
    };
    let idle = idle.filter(|key| !may_not(key));
    // Whoever holds no office has none to lay down.
    let idle = idle.filter(|key| !(caller.place == Place::Member(None) && key.0 == "/officers/own"));
    idle.map(|(path, acting)| format!("{} may change something by {path} and does not (acting: {acting})", caller.name))
        .collect()
}

async fn hold(callers: &[&str]) {
    for world in worlds().await {
        let scene = scene(&world).await;
        let books = Books::of(&world).await;
        let mut theirs = books.rows(&world, &scene.other).await;
        for role in Role::iter() {
            let holds = |caller: &Caller| caller.place == Place::Member(Some(role));
            assert!(scene.callers.iter().any(holds), "nobody calls as {role:?}");
        }
        let mut wrong = Vec::new();
        let here = scene.callers.iter().filter(|one| world.engine == "sqlite" || callers.contains(&one.name));
        for caller in here {
            let browser = caller.browser.clone();
            let found = visit(&mut Visit { world: &world, scene: &scene, caller, browser, nth: 0 }, &books).await;
            wrong.extend(idle(&found, caller));
            wrong.extend(found.wrong);
            // The host may hold any exchange; the next finds it as it was.
            if caller.name == HOST {
                world.sql("update exchanges set status = 'open', held_why = ''".to_owned()).await;
                theirs = books.rows(&world, &scene.other).await;
            }
            if books.rows(&world, &scene.other).await != theirs {
                wrong.push(format!("{}: {} changed something of the other exchange", world.engine, caller.name));
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    }
}

#[test]
fn every_right_of_the_committee_guards_a_route() {
    for right in Right::iter() {
        let guards = |route: &Route| {
            route.who == Who::Committee(right) || route.who == Who::Unseen(right) || route.acting == Some(right)
        };
        // Who may confirm says the proposal: never who proposed it.
        assert!(
            [Right::Second, Right::SecondAlone].contains(&right) || routes::table().iter().any(guards),
            "{right:?}"
        );
    }
}

#[tokio::test]
async fn every_route_answers_every_caller_about_every_object_as_the_table_says() {
    hold(&FEW).await;
}

fn mistake(route: &Route, (caller, promise): (&Caller, Promise), (page, unknown): (&Page, &Page)) -> Option<String> {
    let to_sign_in = page.status == StatusCode::SEE_OTHER && page.location().starts_with("/sign-in?next=");
    if page.status.is_server_error() {
        return Some(format!("a fault, {}", page.status));
    }
    // As whom they join, it says to whoever does.
    if page.text.contains(CANARY) && route.in_exchange && route.path != "/join" {
        return Some("it shows something of the other exchange".into());
    }
    match promise {
        // With the form of whose it is, it is theirs, before it is looked for.
        Promise::Only(StatusCode::NOT_FOUND) if is_form_of_another(route, page) => None,
        Promise::Only(StatusCode::SEE_OTHER) if !to_sign_in => {
            Some(format!("not to the sign-in page, {}", page.status))
        }
        Promise::Only(status) if status != page.status => Some(format!("{} instead of {status}", page.status)),
        Promise::Only(StatusCode::NOT_FOUND)
            if !route.writes && (page.text != unknown.text || page.headers.len() != unknown.headers.len()) =>
        {
            Some("not the same 404 as for what does not exist".into())
        }
        Promise::May if !route.writes && page.status != StatusCode::OK => {
            Some(format!("{} instead of 200", page.status))
        }
        Promise::May | Promise::Open if to_sign_in && caller.place != Place::SignedOut => {
            Some("sent to sign in".into())
        }
        Promise::May | Promise::Open if page.status == StatusCode::FORBIDDEN => {
            Some("forbidden, and the table says otherwise".into())
        }
        _ => None,
    }
}
