//! The forms of all pages, and how somebody fills them in.

use app::rules::catalogue::Subject as RuleSubject;
use axum::http::StatusCode;
use manyhands::clock::fresh_key;
use manyhands::joining::store::{Left, Lock, leave};
use manyhands::sign_in::link;
use manyhands::sign_in::paper::store::{self as paper, NewPaper};
use manyhands::sign_in::password::hash_now;
use manyhands::sign_in::store::{NewLink, Purpose, leave_link};
use strum::IntoEnumIterator as _;

use super::takes::Takes;
use super::{Hostile, TOO_MUCH, TWICE, no_page};
use crate::asks::wish;
use crate::browser::{Browser, PASSWORD, Page, encode};
use crate::common::{NOON, Village, World};
use crate::erasing::leave_gone;
use crate::forms::{PageForm, form};
use crate::invitations::INVITATION;
use crate::joining::applicant;
use crate::market::{DECIDED, OTHERS, OWN, RENEWS};
use crate::operators::leave_ask;
use crate::photos::leave_portraits;
use crate::whose::{ASK, PROPOSAL, checked, lets_in};

/// A form of a page, and where it is sent.
pub struct Subject {
    pub route: &'static str,
    /// Where its form is.
    pub page: String,
    pub action: String,
    /// Who sends it.
    pub browser: Browser,
    /// Fields that are declared and that its page does not show now.
    pub hidden: &'static [&'static str],
}

/// As somebody fills it in who means it.
pub fn meant(name: &str, value: &str, nth: usize) -> String {
    match name {
        "to" => "RIVR0004".into(),
        "amount" => "0.01".into(),
        "description" if value.is_empty() => "Bread".into(),
        "reason" | "message" => "because".into(),
        "min" | "max" => "50".into(),
        "warn_min" | "warn_max" => String::new(),
        "down" | "up" => "5".into(),
        "show_balances" | "second_for_admissions" | "check_guardian" if value == "no" => "yes".into(),
        "show_balances" | "second_for_admissions" | "check_guardian" => "no".into(),
        "units_per_hour" | "notice_days" | "growth_share" | "offer_months" => format!("{}", 11 + nth),
        "default_min" | "leaving_days" | "erase_days" | "ramp_days" | "sleep_ask" | "sleep_list" | "sleep_decide" => {
            format!("{}", 91 + nth)
        }
        "subscription_cost" => format!("{nth} pounds a year"),
        "area" => format!("Area {nth}"),
        "text" => format!("Words {nth}"),
        "sheet" => format!("Name\nNeighbour {nth}"),
        // A member's own, who would else be the namesake of the one that is added.
        "name" if ["Ada", "Cleo"].contains(&value) => value.to_owned(),
        "name" | "exchange" => "Another name".into(),
        "email" => format!("new{nth}@nowhere.example"),
        "password" => PASSWORD.into(),
        "new" => "seven calm foxes dance slowly".into(),
        "label" => format!("Fair {nth}"),
        "title" => format!("Plum jam {nth}"),
        "price" => "whole".into(),
        "vouchers" => format!("{}", 3 + nth % 17),
        "account" => "RIVR0003".into(),
        "paper" if value.is_empty() => "0000-0000".into(),
        "community" | "place" | "purpose" => "Greenvale".into(),
        "chair_email" => format!("chair{nth}@nowhere.example"),
        "chair_name" => "Ida Moss".into(),
        "slug" => "greenvale".into(),
        "code" => "GRNV".into(),
        _ => value.to_owned(),
    }
}

impl Subject {
    /// The fields as they are filled in, each as it is sent, and the names of all there are.
    pub async fn filled(&self, nth: usize) -> (Vec<(String, String)>, Vec<String>) {
        let mut browser = self.browser.clone();
        let mut page = browser.get(&self.page).await;
        if self.action.ends_with("/transfers") {
            let PageForm { fields, .. } = form(&page, &self.page).unwrap();
            let fields = fields
                .iter()
                .map(|(name, value)| (name.clone(), encoded(&meant(name, value, nth))))
                .collect::<Vec<_>>();
            page = browser.post_body(&self.page, body(&fields)).await;
        }
        if self.route == "/host/new" {
            page = last_step(&mut browser, page, nth).await;
        }
        let found = form(&page, &self.action);
        let Some(PageForm { fields, buttons, mut names, .. }) = found else {
            panic!("{} has no form to {}: {}", self.page, self.action, page.text)
        };
        let mut sent: Vec<_> =
            fields.iter().map(|(name, value)| (name.clone(), encoded(&meant(name, value, nth)))).collect();
        // One session is ended, or all others.
        sent.retain(|(name, _)| name != "others");
        if self.route == "/join" {
            sent.push(("agree".into(), "yes".into()));
        }
        if self.route.ends_with("/erase") {
            sent.push(("understood".into(), "yes".into()));
        }
        sent.extend(names.iter().filter(|name| name.starts_with("pick-")).map(|name| (name.clone(), "yes".into())));
        if self.page.starts_with("/hilltop/officers") {
            sent.iter_mut().filter(|(name, _)| name == "to").for_each(|(_, raw)| *raw = "HILL0002".into());
        }
        if self.route == "/sign-in" {
            sent.iter_mut()
                .filter(|(name, _)| name == "email")
                .for_each(|(_, raw)| *raw = "ben@riverside.example".into());
        }
        sent.extend(buttons.into_iter().next());
        names.extend(self.hidden.iter().map(|name| (*name).to_owned()));
        (sent, names)
    }
}

/// The last of the steps in which an exchange is opened: its form has every field of all.
async fn last_step(browser: &mut Browser, mut page: Page, nth: usize) -> Page {
    for _ in 0..2 {
        let PageForm { action, fields, .. } = form(&page, "/host/new").unwrap();
        let fields = fields.iter().map(|(name, value)| (name.clone(), encoded(&meant(name, value, nth))));
        page = browser.post_body(&action, body(&fields.collect::<Vec<_>>())).await;
    }
    page
}

pub fn encoded(text: &str) -> String {
    encode(&[("x", text)])[2..].to_owned()
}

pub fn body(fields: &[(String, String)]) -> String {
    fields.iter().map(|(name, raw)| format!("{name}={raw}")).collect::<Vec<_>>().join("&")
}

/// The form with this value in that field.
pub fn with(fields: &[(String, String)], name: &str, hostile: &Hostile) -> String {
    let mut sent: Vec<_> = fields.iter().filter(|(field, _)| field != name).cloned().collect();
    let before = fields.iter().find(|(field, _)| field == name).map_or("", |(_, raw)| raw);
    match hostile.name {
        TWICE => sent.extend([(name.to_owned(), before.to_owned()), (name.to_owned(), before.to_owned())]),
        TOO_MUCH => sent.push((name.to_owned(), "a".repeat(1_100_000))),
        _ => sent.push((name.to_owned(), hostile.raw.clone())),
    }
    body(&sent)
}

/// What is wrong with the answer to a form, and whether it was taken.
pub fn wrong(takes: Takes, hostile: &Hostile, page: &Page) -> (Option<String>, bool) {
    let taken = [StatusCode::OK, StatusCode::SEE_OTHER].contains(&page.status);
    let refused = [
        StatusCode::BAD_REQUEST,
        // A form of somebody's who has signed out meanwhile.
        StatusCode::UNAUTHORIZED,
        StatusCode::NOT_FOUND,
        StatusCode::CONFLICT,
        StatusCode::PAYLOAD_TOO_LARGE,
        StatusCode::UNPROCESSABLE_ENTITY,
    ];
    let expected = match hostile.name {
        TWICE => vec![StatusCode::BAD_REQUEST],
        TOO_MUCH => vec![StatusCode::PAYLOAD_TOO_LARGE],
        _ => refused.to_vec(),
    };
    let fine = if taken {
        takes.may_take(hostile.name, hostile.text)
    } else {
        takes == Takes::Unread || expected.contains(&page.status)
    };
    let status = (!fine).then(|| format!("{}", page.status));
    (no_page(page).or(status), taken)
}

/// The route, the page with the form, what stands behind it in the action, who sends it.
type Plain<'a> = (&'static str, String, &'static str, &'a Browser);

/// What changes who holds which office: before somebody leaves to whom one is given.
fn of_offices(ada: &Browser) -> Vec<Plain<'_>> {
    ["give", "end", "own"]
        .into_iter()
        .zip(["/officers/give", "/officers/end", "/officers/own"])
        .map(|(page, route)| (route, format!("/riverside/officers/{page}"), "", ada))
        .collect()
}

/// The rules, a subject a page.
fn of_settings(ada: &Browser) -> Vec<Plain<'_>> {
    let page = |subject: RuleSubject| format!("/riverside/settings/{}", subject.tag());
    RuleSubject::iter().map(|subject| ("/settings/{subject}", page(subject), "", ada)).collect()
}

/// What changes what a member is; one of them suspends somebody who is not looked at again.
fn of_states(ada: &Browser) -> Vec<Plain<'_>> {
    vec![
        ("/holiday", "/riverside/holiday".into(), "", ada),
        ("/holiday", "/riverside/as/RIVR0003/holiday".into(), "", ada),
        ("/still-here", "/riverside/still-here".into(), "", ada),
        ("/leave", "/riverside/as/RIVR0004/leave".into(), "", ada),
        ("/members/{code}/paper-code", "/riverside/members/RIVR0004/paper-code".into(), "", ada),
        ("/members/{code}/checks", "/riverside/members/RIVR0004/checks".into(), "", ada),
        ("/members/{code}/state", "/riverside/members/RIVR0005/state".into(), "", ada),
        ("/members/{code}/remainder", "/riverside/members/RIVR0006/remainder".into(), "", ada),
        ("/members/{code}/erase", "/riverside/members/RIVR0007/erase".into(), "", ada),
        ("/classes/{class}", "/riverside/classes/new".into(), "", ada),
    ]
}

/// Offers and wants, those of another member among them.
fn of_market<'a>((ada, nobody): (&'a Browser, &'a Browser)) -> Vec<Plain<'a>> {
    vec![
        ("/listings/new", "/riverside/listings/new".into(), "", ada),
        ("/listings/{listing}", format!("/riverside/listings/{OWN}"), "", ada),
        ("/listings/{listing}/edit", format!("/riverside/listings/{OWN}/edit"), "", ada),
        ("/listings/{listing}/report", format!("/riverside/listings/{OTHERS}/report"), "", ada),
        ("/listings/{listing}/decide", format!("/riverside/listings/{DECIDED}/decide"), "", ada),
        ("/listings/renew/{token}", format!("/riverside/listings/renew/{RENEWS}"), "", nobody),
        ("/settings/categories", "/riverside/settings/categories".into(), "", ada),
    ]
}

/// Fields that are declared and that the page does not show now.
fn hidden(route: &str, page: &str) -> &'static [&'static str] {
    match route {
        "/settings/{subject}" if page.ends_with("/unit") => &["unit_name", "unit_plural", "unit_symbol", "unit_counts"],
        "/pay" => &["pick", "reading", "change"],
        "/partners/propose" => &["shown"],
        "/listings/new" | "/listings/{listing}/edit" => &["category"],
        "/host/new" => &["go"],
        "/preferences" => &["language", "theme", "next"],
        "/me/sessions" => &["session", "others"],
        "/applications/{id}" => &["reason", "because"],
        "/officers/give" | "/officers/own" | "/officers/ask" => &["who"],
        _ => &[],
    }
}

/// What somebody meets who joins, and the committee before whom they come.
fn of_joining<'a>((ada, nobody, zoe): (&'a Browser, &'a Browser, &'a Browser), waits: i64) -> Vec<Plain<'a>> {
    vec![
        ("/join", "/riverside/join".into(), "", nobody),
        ("/paper-code", "/paper-code".into(), "", nobody),
        ("/join/confirm/{token}", "/riverside/join/confirm/three".into(), "", nobody),
        ("/join/confirm", format!("/riverside/join/confirm?joining={JOINING}"), "confirm", nobody),
        ("/join/again", format!("/riverside/join/confirm?joining={JOINING}"), "again", nobody),
        ("/join/offers", "/riverside/join/offers".into(), "", zoe),
        ("/join/withdraw", "/riverside".into(), "/join/withdraw", zoe),
        ("/act-for/{token}", "/riverside/act-for/four".into(), "", nobody),
        ("/operators/{own}", "/riverside/operators/RIVR0001".into(), "", ada),
        ("/operators/{own}/end", "/riverside/operators/RIVR0001".into(), "/end", ada),
        ("/invitations", "/riverside/invitations".into(), "", ada),
        ("/invitations/{invitation}", format!("/riverside/invitations/{INVITATION}"), "", ada),
        ("/vouch", "/riverside/vouch".into(), "", ada),
        ("/applications/{id}/checks", format!("/riverside/applications/{waits}"), "/checks", ada),
        // Last: these admit whoever waits.
        ("/applications/{id}", format!("/riverside/applications/{waits}"), "", ada),
        ("/work", "/riverside/work".into(), "", ada),
    ]
}

/// What the host does, and what somebody does who asks the host for an exchange.
fn of_hosting<'a>((ada, nobody): (&'a Browser, &'a Browser), wish: String) -> Vec<Plain<'a>> {
    vec![
        ("/host/new", "/host/new".into(), "", ada),
        ("/ask", "/ask".into(), "", nobody),
        ("/ask/{token}", wish, "", nobody),
        ("/host/asks/{id}", format!("/host/asks/{ASK}"), "", ada),
        ("/host/exchanges/{slug}", "/host/exchanges/seaside".into(), "", ada),
        ("/host/exchanges/{slug}/chair", "/host/exchanges/hilltop/chair".into(), "", ada),
        ("/host/exchanges/{slug}/members", "/host/exchanges/seaside".into(), "/members", ada),
        ("/host/exchanges/{slug}/look", "/host/exchanges/seaside/look".into(), "", ada),
    ]
}

/// Somebody of Hilltop, where nobody who governs is left.
async fn of_nobody_who_governs(world: &World) -> Browser {
    let there = "exchange_id in (select exchange_id from exchanges where slug = 'hilltop')";
    world.sql(format!("delete from roles where {there}")).await;
    Browser::signed_in(world, "omar@hilltop.example").await
}

/// Everything with a form, for one installation.
pub async fn subjects(world: &World, (ours, id): (&Village, &str)) -> Vec<Subject> {
    let ada = Browser::signed_in(world, "ada@riverside.example").await;
    // So that there is another session to be ended, and something to be marked as read.
    Browser::signed_in(world, "ada@riverside.example").await;
    Browser::signed_in(world, "cleo@riverside.example").await.pay("RIVR0001", "1").await;
    let nobody = Browser::new(world);
    let ((zoe, _), (_, waits)) = (applicant(world, ours, "Zoe").await, applicant(world, ours, "Xia").await);
    leave_everything(world, ours).await;
    let stop = format!("/notices/stop/{}", stop_key(world, ours).await);
    let to_ada = ours.new_payment(3, 0, 1);
    let back = format!("/riverside/transfers/{}/back", to_ada.id());
    world.post(vec![to_ada]).await.unwrap();
    let omar = of_nobody_who_governs(world).await;
    let erin = leave_gone(world, ours).await;
    let as_cleo = "/riverside/as/RIVR0003";
    let plain: Vec<Plain<'_>> = vec![
        ("/officers/ask", "/hilltop/officers/ask".into(), "", &omar),
        ("/sign-in", "/sign-in".into(), "", &nobody),
        ("/reset-password", "/reset-password".into(), "", &nobody),
        ("/reset-password/{token}", "/reset-password/one".into(), "", &nobody),
        ("/me/email/{token}", "/me/email/two".into(), "", &nobody),
        ("/notices/stop/{token}", stop, "", &nobody),
        ("/preferences", "/".into(), "preferences", &ada),
        ("/me", "/me".into(), "", &ada),
        ("/me/password", "/me/password".into(), "", &ada),
        ("/me/email", "/me/email".into(), "", &ada),
        ("/me/sessions", "/me/sessions".into(), "", &ada),
        ("/me/erase", "/me/erase".into(), "", &erin),
        ("/me/notices", "/me/notices".into(), "", &ada),
        ("/me/notices/mails", "/me/notices".into(), "/mails", &ada),
        ("/pay", "/riverside/pay".into(), "", &ada),
        ("/transfers", "/riverside/pay".into(), "transfers", &ada),
        ("/pay", format!("{as_cleo}/pay"), "", &ada),
        ("/transfers", format!("{as_cleo}/pay"), "transfers", &ada),
        ("/profile", "/riverside/profile".into(), "", &ada),
        ("/profile", format!("{as_cleo}/profile"), "", &ada),
        ("/profile/photo", "/riverside/profile/photo".into(), "", &ada),
        ("/profile/photo", format!("{as_cleo}/profile/photo"), "", &ada),
        ("/members/{code}/limits", "/riverside/members/RIVR0003/limits".into(), "", &ada),
        ("/transfers/{id}/reverse", format!("/riverside/transfers/{id}/reverse"), "", &ada),
        ("/transfers/{id}/back", back, "", &ada),
        ("/settings/members", "/riverside/settings/members".into(), "", &ada),
        ("/members/import", "/riverside/members/import".into(), "", &ada),
        ("/proposals/{proposal}", format!("/riverside/proposals/{PROPOSAL}"), "", &ada),
        ("/settings/help", "/riverside/settings/help".into(), "", &ada),
        ("/subscriptions", "/riverside/subscriptions".into(), "", &ada),
        ("/settings/agreement", "/riverside/settings/agreement".into(), "", &ada),
        ("/contact", "/riverside/contact".into(), "", &ada),
        ("/contact", "/riverside/contact".into(), "", &nobody),
        ("/partners/{slug}/end", "/riverside/partners/lakeside/end".into(), "", &ada),
        ("/partners/propose", "/riverside/partners".into(), "/propose", &ada),
        ("/partners/{slug}/answer", "/riverside/partners/hilltop".into(), "/answer", &ada),
        // Last: with it the session is over.
        ("/sign-out", "/".into(), "sign-out", &ada),
    ];
    let joining = of_joining((&ada, &nobody, &zoe), waits);
    let hosting = of_hosting((&ada, &nobody), wish(world, fresh_key()).await);
    let of_one = of_market((&ada, &nobody)).into_iter().chain(of_offices(&ada)).chain(of_states(&ada));
    let of_one = of_one.chain(of_settings(&ada));
    let all = of_one.chain(hosting).chain(joining).chain(plain).map(|(route, page, below, browser)| {
        let action = match below {
            "transfers" => page.replace("/pay", "/transfers"),
            "confirm" | "again" => format!("/riverside/join/{below}"),
            below => format!("{page}{below}"),
        };
        let hidden = hidden(route, &page);
        Subject { route, page, action, browser: browser.clone(), hidden }
    });
    all.collect()
}

/// What else there is to be answered and used.
async fn leave_everything(world: &World, ours: &Village) {
    leave_joining(world, ours).await;
    leave_ask(world, ours).await;
    leave_links(world, ours).await;
    leave_portraits(world).await;
    // One officer signs for Riverside, so that an answer to a partner is one at once.
    lets_in(world, &[("second_for_agreements", "no")]).await;
}

/// A link that sets Cleo's password, a code on paper that does, and a link that changes Ben's address.
pub async fn leave_links(world: &World, ours: &Village) {
    checked(world).await;
    let (key, hash) = ((ours.exchange, ours.people[2]), link::hash("00000000"));
    let paper = NewPaper { key, hash, from: NOON, until: NOON.plus_seconds(3600) };
    world.db().write(paper, async |tx, new| paper::leave(tx, new).await).await.unwrap();
    world.sql("delete from links".to_owned()).await;
    let links = [("one", Purpose::Password, 2, ""), ("two", Purpose::Email, 1, "other@riverside.example")];
    for (token, purpose, place, address) in links {
        let (hash, person, address) = (link::hash(token), ours.people[place], address.to_owned());
        let link = NewLink { hash, purpose, person, address, from: NOON, until: NOON.plus_seconds(3600) };
        world.db().write(link, async |tx, link| leave_link(tx, link).await).await.unwrap();
    }
}

/// The number of somebody's joining.
const JOINING: i64 = 77;

/// What somebody filled in who wants to join, with a link that confirms it.
pub async fn leave_joining(world: &World, ours: &Village) {
    world.sql("delete from joinings".to_owned()).await;
    world.sql("delete from applications where name = 'Yan'".to_owned()).await;
    world.sql("update persons set email = null where name = 'Yan'".to_owned()).await;
    let left = Left {
        email: "yan@mill.example".into(),
        name: "Yan".into(),
        area: String::new(),
        language: app::words::Language::English,
        password_hash: hash_now(PASSWORD).unwrap(),
        agreement_version: 0,
        invitation_id: 0,
    };
    let (token, code) = (link::hash("three"), link::hash("00000000"));
    let lock = Lock { token, code, from: NOON, until: NOON.plus_seconds(3600) };
    let work = ((ours.exchange, JOINING), left, lock);
    world.db().write(work, async |tx, (key, left, lock)| leave(tx, *key, (left, lock)).await).await.unwrap();
}

pub async fn stop_key(world: &World, ours: &Village) -> String {
    world.make_mails().await;
    let mut conn = world.db().read().await.unwrap();
    let sql = "select stop_key from stop_links where person_id = $1 and kind = 'paid'";
    sqlx::query_scalar(sql).bind(ours.people[0]).fetch_one(&mut *conn).await.unwrap()
}
