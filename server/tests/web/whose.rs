//! Whose form it is: every form of every page, read from the pages themselves, says for whom it was made; sent by anybody else, or
//! without saying it, it is 409, says whose it was, and changes nothing.

use app::ids::AccountId;
use app::ledger::Amount;
use app::roles::Role;
use axum::http::{Method, StatusCode};
use manyhands::clock::{fresh_key, fresh_transfer_id};
use manyhands::intertrading::agreements::propose;
use manyhands::ledger::{Movement, NewTransfer};
use manyhands::roles::{NewOffice, give_role};
use manyhands::routes::{self, Route, Who};
use sqlx::AssertSqlSafe;

use crate::asks::asked;
use crate::books::Books;
use crate::browser::{Browser, PASSWORD, Page, hilltop, riverside};
use crate::common::{NOON, Plan, Village, World, agreement, worlds};
use crate::erasing::leave_gone;
use crate::forms::{PageForm, forms};
use crate::invitations::{INVITATION, leave_invitation};
use crate::joining::apply_as;
use crate::market::{leave_listings, listing_of};
use crate::operators::leave_ask;

/// Whoever has the link, the password or this very browser may send these, whoever is signed in.
pub const NOBODYS: [&str; 12] = [
    "/listings/renew/{token}",
    "/paper-code",
    "/ask/{token}",
    "/sign-in",
    "/sign-out",
    "/reset-password",
    "/reset-password/{token}",
    "/setup/{token}",
    "/me/email/{token}",
    "/join/confirm",
    "/join/confirm/{token}",
    "/join/again",
];

/// Forms of who joins, or has left everywhere, whom no member is: `joining` and `erasing` say the same of them.
const JOINING: [&str; 5] = ["/join", "/join/offers", "/join/withdraw", "/act-for/{token}", "/me/erase"];

/// Riverside with two chairs, Ada and Ben, a proposal of Hilltop's that waits, and an agreement with Lakeside; Seaside has none.
pub async fn set(world: &World) -> (Village, String) {
    let (ours, theirs) = (riverside(world).await, hilltop(world).await);
    let plan = Plan { slug: "seaside", code: "SEAS", names: &["Sid"], limits: (-100, 100), hash: String::new() };
    world.village(plan).await;
    let plan = Plan { slug: "lakeside", code: "LAKE", names: &["Liv"], limits: (-100, 100), hash: String::new() };
    let lake = world.village(plan).await;
    world.agreed(&lake, &ours, 900).await;
    world.db().write(agreement(&theirs, &ours, 900), propose).await.unwrap();
    set_chair(world, &ours, 1).await;
    let gone = world.household(&ours, ("Gone", vec![ours.people[3]])).await;
    owes(world, &ours, gone).await;
    world.sql("update members set state = 'deceased' where name = 'Gone'".to_owned()).await;
    leave_gone(world, &ours).await;
    apply_as(world, &ours, "Wim", 4242).await;
    let payment = ours.new_payment(3, 2, 100);
    let id = payment.id().to_string();
    let mut to_ada = ours.new_payment(3, 0, 100);
    to_ada.slip.id = TO_ADA.parse().unwrap();
    world.post(vec![payment, to_ada]).await.unwrap();
    let (exchange, ben) = (ours.exchange.0, ours.people[1].0);
    world
        .sql(format!(
            "insert into proposals (exchange_id, proposal_id, act_id, state, why, proposed_by, proposed_at, days, open_to_objection)
            values ({exchange}, {PROPOSAL}, 78, 'proposed', 'so', {ben}, 1, 14, 0);
            insert into proposal_lines (exchange_id, proposal_id, rule, line, was, becomes, value)
            values ({exchange}, {PROPOSAL}, 'default_max', 0, '∞', '50.00\u{a0}leaves', '5000')"
        ))
        .await;
    world.sql("update persons set is_host = 1 where name in ('Ada', 'Ben')".to_owned()).await;
    asked(world, ASK).await;
    ask_for_chair(world).await;
    members_vouch(world, 20).await;
    leave_invitation(world, &ours).await;
    leave_ask(world, &ours).await;
    checked(world).await;
    leave_listings(world, &ours).await;
    (ours, id)
}

/// Hilltop's auditor asks for an interim chair.
pub async fn ask_for_chair(world: &World) {
    let there = "exchange_id in (select exchange_id from exchanges where slug = 'hilltop')";
    world.sql(format!("delete from chair_asks where {there}")).await;
    world.sql(format!("update proposals set state = 'withdrawn' where {there}")).await;
    world
        .sql(format!(
            "insert into chair_asks (exchange_id, member_id, person_id, code, by_auditor, asked_at)
            select exchange_id, min(member_id), min(person_id), 'HILL0001', 1, 1 from operators where {there} group by exchange_id"
        ))
        .await;
}

/// Riverside lets in for whom so many members vouch.
pub async fn members_vouch(world: &World, needed: i64) {
    lets_in(world, &[("who_may_join", "vouching"), ("vouchers", &needed.to_string())]).await;
}

/// Something was made sure of about everybody in Riverside, whoever wants to join too.
pub async fn checked(world: &World) {
    let all = "insert into admission_checks (exchange_id, person_id, item, ticked_by, ticked_at)
        select e.exchange_id, p.person_id, 'firm', 0, 1 from exchanges e cross join persons p where e.slug = 'riverside'
        on conflict do nothing";
    world.sql(all.to_owned()).await;
}

/// Rules of Riverside that hold from now on.
pub async fn lets_in(world: &World, rules: &[(&str, &str)]) {
    for (rule, value) in rules {
        let sql = "insert into rules (exchange_id, rule, from_version, from_at, value)
            select exchange_id, '";
        let from = "from exchanges where slug = 'riverside'";
        world.sql(format!("{sql}{rule}', rules_version + 1, 0, '{value}' {from}")).await;
    }
    world.sql("update exchanges set rules_version = rules_version + 1 where slug = 'riverside'".to_owned()).await;
}

/// The number of an ask that waits for the host.
pub const ASK: i64 = 4545;

/// Whoever is gone owes something that is to be moved: Sam Low acted for them.
pub async fn owes(world: &World, ours: &Village, gone: AccountId) {
    let slip = ours.slip(fresh_transfer_id(), 3);
    let movement = Movement { payer: gone, payee: ours.accounts[2], amount: Amount::new(1).unwrap() };
    world.post(vec![NewTransfer::payment(slip, movement, "Bread".into())]).await.unwrap();
}

/// Makes one of its members a chair too.
pub async fn set_chair(world: &World, ours: &Village, member: usize) {
    let office = NewOffice {
        exchange: ours.exchange,
        person: ours.people[member],
        role: Role::Chair,
        by: ours.people[0],
        at: NOON,
        act: fresh_key(),
    };
    world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
}

/// A change of rules that Ben proposed, and that waits for Ada.
pub const PROPOSAL: &str = "77";

/// What Dan has paid to Ada, who may give it back.
const TO_ADA: &str = "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f70";

/// A path with Cleo, that transfer and Hilltop in it.
pub fn filled(path: &str, id: &str) -> String {
    let id = match path {
        path if path.ends_with("/back") => TO_ADA,
        path if path.starts_with("/applications/") => "4242",
        path if path.starts_with("/host/asks/") => "4545",
        path if path.starts_with("/listings/") => "",
        _ => id,
    };
    // What has an end is in force.
    let slug = if path.ends_with("/end") { "lakeside" } else { "hilltop" };
    let code = match path {
        path if path.ends_with("/remainder") => "RIVR0006",
        path if path.ends_with("/erase") => "RIVR0007",
        _ => "RIVR0003",
    };
    let path = path
        .replace("{proposal}", PROPOSAL)
        .replace("{subject}", "limits")
        .replace("{class}", "new")
        .replace("{invitation}", INVITATION)
        .replace("{own}", "RIVR0001")
        .replace("{listing}", listing_of(path));
    path.replace("{code}", code).replace("{id}", id).replace("{slug}", slug)
}

/// Every page that there is to be looked at here, for oneself and for Cleo.
pub fn pages(id: &str) -> Vec<String> {
    let mut all = Vec::new();
    for route in routes::table().into_iter().filter(|route| route.method == Method::GET) {
        let path = filled(route.path, id);
        if path.contains('{') {
            continue;
        }
        let below = |before: &str| format!("{before}{path}").trim_end_matches('/').to_owned();
        if !route.in_exchange {
            all.push(path);
            continue;
        }
        all.push(below("/riverside"));
        if route.acting.is_some() {
            all.push(below("/riverside/as/RIVR0003"));
        }
    }
    all
}

/// The line of the table that a form is sent to.
pub fn route_of(action: &str) -> Route {
    let parts = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let path = action.strip_prefix("/riverside").unwrap_or(action);
    let path = path.strip_prefix("/as/RIVR0003").unwrap_or(path);
    let fits = |route: &Route| {
        let (ours, theirs) = (parts(route.path), parts(path));
        ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(a, b)| a == b || a.starts_with('{'))
    };
    routes::table().into_iter().find(|route| route.writes && fits(route)).unwrap()
}

/// As somebody fills it in who means it.
pub fn fill(form: &PageForm) -> Vec<(String, String)> {
    let typed = |name: &str, value: &str| match name {
        "to" if value.is_empty() => "RIVR0004".to_owned(),
        "amount" if value.is_empty() => "1".into(),
        "description" => "Bread for all".into(),
        "reason" | "note" | "waive_reason" => "because".into(),
        "title" if value.is_empty() => "Plum jam".into(),
        "min" | "max" => "50".into(),
        "warn_min" | "warn_max" => String::new(),
        "down" | "up" => "5".into(),
        "name" => "Another name".into(),
        "sheet" => "Name\nA neighbour".into(),
        "email" => "new@nowhere.example".into(),
        "password" => PASSWORD.into(),
        "new" => "seven calm foxes dance slowly".into(),
        _ => value.to_owned(),
    };
    let mut fields: Vec<_> = form.fields.iter().map(|(name, value)| (name.clone(), typed(name, value))).collect();
    fields.extend(form.buttons.first().cloned());
    fields
}

pub async fn send(browser: &Browser, action: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.clone().post_bare(action, &fields).await
}

/// All forms of all pages as this browser sees them, filled in; with the check before a payment.
pub async fn all_forms(browser: &Browser, id: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    for path in pages(id) {
        let page = browser.clone().get(&path).await;
        // Pages of problems know nobody.
        for form in forms(&page).into_iter().filter(|_| page.status == StatusCode::OK) {
            let fields = fill(&form);
            if form.action.ends_with("/pay") {
                let check = send(browser, &form.action, &fields).await;
                assert_eq!(check.status, StatusCode::OK, "{path}: {}", check.text);
                found.extend(forms(&check).iter().map(|form| (form.action.clone(), fill(form))));
            }
            found.push((form.action.clone(), fields));
        }
    }
    found.sort();
    found.dedup_by(|a, b| a.0 == b.0 && !a.0.ends_with("/transfers"));
    found
}

/// Everything that a form could change: of the exchange, of persons, of sessions.
pub async fn everything(world: &World, books: &Books, ours: &Village) -> Vec<String> {
    let mut all = books.rows(world, ours).await;
    let mut conn = world.db().read().await.unwrap();
    for sql in [
        "select 'person ' || person_id || name || language || coalesce(email, '') || password_hash from persons order by 1",
        "select 'session ' || session_id from sessions order by 1",
        "select 'stopped ' || count(*) from notice_stops",
        "select 'mails ' || count(*) from outbox",
        "select 'ask ' || ask_id || state from asks order by 1",
    ] {
        let rows = sqlx::query_scalar::<_, String>(AssertSqlSafe(sql)).fetch_all(&mut *conn).await.unwrap();
        all.extend(rows);
    }
    all
}

#[tokio::test]
async fn a_form_sent_under_another_session_is_409_and_changes_nothing() {
    for world in worlds().await {
        let (ours, id) = set(&world).await;
        let books = Books::of(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let ben = Browser::signed_in(&world, "ben@riverside.example").await;
        // So that there is another session to be ended, and something to be marked as read.
        Browser::signed_in(&world, "ada@riverside.example").await;
        Browser::signed_in(&world, "cleo@riverside.example").await.pay("RIVR0001", "1").await;
        let found = all_forms(&ada, &id).await;
        let before = everything(&world, &books, &ours).await;
        let mut tried = Vec::new();
        for (action, fields) in &found {
            let route = route_of(action);
            if NOBODYS.contains(&route.path) {
                continue;
            }
            tried.push(route.path);
            let without = |name: &str| fields.iter().filter(|field| field.0 != name).cloned().collect::<Vec<_>>();
            let empty = |name: &str| {
                let emptied = |(field, value): &(String, String)| {
                    (field.clone(), if field == name { String::new() } else { value.clone() })
                };
                fields.iter().map(emptied).collect::<Vec<_>>()
            };
            let mut cases = vec![(&ben, fields.clone()), (&ada, without("person")), (&ada, empty("person"))];
            if route.in_exchange {
                cases.extend([(&ada, without("member")), (&ada, empty("member"))]);
            }
            for (browser, sent) in cases {
                let page = send(browser, action, &sent).await;
                let at = format!("{} {action}: {}", world.engine, page.text);
                assert_eq!(page.status, StatusCode::CONFLICT, "{at}");
                assert!(page.text.contains("This form was made"), "{at}");
                assert_eq!(everything(&world, &books, &ours).await, before, "{at}");
            }
            let again = app::paths::page_of_form(action);
            // What was paid to Ada is nobody else's to give back, and who acts for her nobody else's to see.
            let there = if again.ends_with("/back") || again.contains("/operators/") || again.ends_with("/edit") {
                StatusCode::NOT_FOUND
            } else {
                StatusCode::OK
            };
            assert_eq!(ben.clone().get(&again).await.status, there, "{action}: no form at {again}");
        }
        for route in routes::table().into_iter().filter(|route| route.writes && !NOBODYS.contains(&route.path)) {
            // Where somebody governs nobody asks for an interim chair: `interim` says the same of that form.
            let elsewhere =
                ["/notices/stop/{token}", "/officers/ask"].contains(&route.path) || JOINING.contains(&route.path);
            let untried = !tried.contains(&route.path) && !elsewhere;
            assert!(!untried, "no page has a form for {}", route.path);
            assert!(
                route.who != Who::Anybody
                    || ["/preferences", "/notices/stop/{token}", "/contact", "/join", "/ask", "/act-for/{token}"]
                        .contains(&route.path)
            );
        }
        // The same forms sent by whom they were made for are read.
        for (action, fields) in found.iter().rev().filter(|(action, _)| action != "/sign-out") {
            let page = send(&ada, action, fields).await;
            assert!(
                [StatusCode::OK, StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY].contains(&page.status),
                "{} {action}: {}",
                world.engine,
                page.text
            );
        }
    }
}

#[tokio::test]
async fn whose_form_it_was_is_said_as_far_as_the_reader_may_see_it() {
    for world in worlds().await {
        set(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let fields = [("amount", "5"), ("name", "X"), ("reason", "why")];
        for (action, form, says, hides) in [
            ("/riverside/settings/look", ada.marks("/riverside").await, "made for Ada (RIVR0001)", "Omar"),
            ("/riverside/settings/look", omar.marks("/hilltop").await, "made for another member", "Omar"),
            ("/riverside/as/RIVR0003/pay", ada.marks("/riverside/as/RIVR0003").await, "while somebody else was", "Ada"),
            ("/riverside/settings/look", vec![], "does not say for whom", "Omar"),
            ("/me", ada.marks("/").await, "while somebody else was", "Ada"),
        ] {
            let marks: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let page = ben.post_bare(action, &[fields.as_slice(), &marks].concat()).await;
            assert_eq!(page.status, StatusCode::CONFLICT, "{action}: {}", page.text);
            let main = page.text.split_once("<main").unwrap().1;
            assert!(main.contains(says) && !main.contains(hides), "{action}: {main}");
        }
        // Nobody's session is ended by a form, and who has no right is told that first, whosever form it was.
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let page = cleo.post_bare("/riverside/settings/look", &fields).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn check_and_receipt_name_who_pays() {
    for world in worlds().await {
        set(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        let fields = [("id", id.as_str()), ("to", "RIVR0001"), ("amount", "3"), ("description", "Jam")];
        let check = ben.post("/riverside/pay", &fields).await;
        assert_eq!(ben.post("/riverside/transfers", &fields).await.status, StatusCode::SEE_OTHER);
        let receipt = ben.get(&format!("/riverside/transfers/{id}")).await;
        for page in [check, receipt] {
            let main = page.text.split_once("<dt>From</dt>").expect("who pays").1;
            let row = main.split("</div>").next().unwrap();
            assert!(row.contains("Ben") && row.contains("RIVR0002"), "{row}");
        }
    }
}
