//! Every route of the table × every kind of caller × every kind of object, generated from the table itself.
//!
//! What a caller may not see is the same 404, to the byte, as what does not exist; what an office lacks the right to is 403;
//! signed out, everything private leads to the sign-in page. Nothing of another exchange is shown or changed.

use app::ids::{AccountId, AgreementId, MemberId, PersonId};
use app::roles::{Role, may};
use axum::http::{Method, StatusCode};
use manyhands::clock::{fresh_key, fresh_transfer_id};
use manyhands::db::DbError;
use manyhands::hosting::store::{NewPerson, create_person, give_role};
use manyhands::http::session::cookie_name;
use manyhands::intertrading::agreements::propose;
use manyhands::ledger::accounts::Limits;
use manyhands::members::store::{NewMember, create_member};
use manyhands::routes::{self, Route, Who};
use manyhands::sign_in::password;
use sqlx::AssertSqlSafe;

use crate::browser::{Browser, PASSWORD, Page};
use crate::common::{NOON, Plan, Village, World, agreement, worlds};

/// Stands in every name and text of the other exchange.
const CANARY: &str = "Canary";

/// Who calls, and what they are in Riverside.
struct Caller {
    name: &'static str,
    browser: Browser,
    place: Place,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    SignedOut,
    /// Signed in, and no member here.
    Elsewhere,
    Member(Option<Role>),
}

struct Scene {
    other: Village,
    /// A proposal that waits for the other exchange, from a third.
    foreign: AgreementId,
    callers: Vec<Caller>,
    /// Values for `{code}`, `{id}` and `{slug}`, and whether they stand for something of Riverside.
    codes: Vec<(String, bool)>,
    ids: Vec<(String, bool)>,
    slugs: Vec<(String, bool)>,
}

async fn sql(world: &World, text: String) {
    let done = world.db().write_boxed(move |tx| {
        let text = text.clone();
        Box::pin(async move {
            sqlx::raw_sql(AssertSqlSafe(text)).execute(tx.conn()).await?;
            Ok::<(), DbError>(())
        })
    });
    done.await.unwrap();
}

/// A person with a password, who is a member of these exchanges.
async fn person(world: &World, (name, is_host): (&'static str, bool), places: Vec<(Village, Option<Role>)>) {
    let id = PersonId(fresh_key());
    let email = Some(format!("{}@nowhere.example", name.to_lowercase()));
    let password_hash = password::hash_now(PASSWORD).unwrap();
    let language = app::words::Language::English;
    let new = NewPerson { id, email, name: name.into(), language, password_hash, is_host };
    let made = world.db().write_boxed(move |tx| {
        let (new, places) = (new.clone(), places.clone());
        Box::pin(async move {
            create_person(tx, &new, NOON).await?;
            for (village, role) in places {
                let member = NewMember {
                    exchange: village.exchange,
                    id: MemberId(fresh_key()),
                    account: AccountId(fresh_key()),
                    code: None,
                    name: format!("{name} of {}", village.slug),
                    kind: "person",
                    about: String::new(),
                    area: String::new(),
                    limits: Limits::between(-100, 100),
                    operators: vec![id],
                    joined_at: NOON,
                };
                create_member(tx, &member, PersonId(0)).await?;
                if let Some(role) = role {
                    give_role(tx, village.exchange, id, role, NOON).await?;
                }
            }
            Ok::<(), DbError>(())
        })
    });
    made.await.unwrap();
}

/// Riverside with every office, and Hilltop full of canaries; the two have an agreement. Seaside has none with anybody.
async fn scene(world: &World) -> Scene {
    let hash = password::hash_now(PASSWORD).unwrap();
    let limits = (-10_000, 12_000);
    let plan = |slug, code, names| Plan { slug, code, names, limits, hash: hash.clone() };
    let ours = world.village(plan("riverside", "RIVR", &["Ada", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus"])).await;
    let other = world.village(plan("hilltop", "HILL", &["Omar Canary", "Nia Canary"])).await;
    let third = world.village(plan("seaside", "SEAS", &["Sid"])).await;
    let proposal = agreement(&third, &other, 900);
    let foreign = proposal.id;
    let proposed = world.db().write_boxed(move |tx| {
        let new = proposal.clone();
        Box::pin(async move { propose(tx, &new).await })
    });
    proposed.await.unwrap();
    for (place, role) in [(1, Role::Treasurer), (2, Role::Membership), (3, Role::Marketplace)] {
        let (exchange, person) = (ours.exchange, ours.people[place]);
        let given = world
            .db()
            .write_boxed(move |tx| Box::pin(async move { give_role(tx, exchange, person, role, NOON).await }));
        given.await.unwrap();
    }
    sql(world, "update members set state = 'suspended' where name = 'Fay'".into()).await;
    sql(world, "update members set state = 'left' where name = 'Gus'".into()).await;
    person(world, ("Hosty", true), Vec::new()).await;
    person(world, ("Lone", false), Vec::new()).await;
    person(world, ("Pat", false), vec![(ours.clone(), None), (other.clone(), Some(Role::Treasurer))]).await;
    world.agreed(&ours, &other, 5_000).await;
    let mut ids = vec![("x".to_owned(), false), ("01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f6f".to_owned(), false)];
    for (payer, payee) in [(0, 1), (4, 3)] {
        let payment = ours.new_payment(payer, payee, 100);
        ids.push((payment.id().to_string(), true));
        world.post(vec![payment]).await.unwrap();
    }
    let mut theirs = other.new_payment(0, 1, 100);
    theirs.description = format!("{CANARY} seed");
    ids.push((theirs.id().to_string(), false));
    world.post(vec![theirs]).await.unwrap();
    let pair = |text: &str, ours| (text.to_owned(), ours);
    Scene {
        callers: callers(world).await,
        other,
        foreign,
        codes: vec![
            pair("RIVR0001", true),
            pair("RIVR0005", true),
            pair("HILL0001", false),
            pair("RIVR0099", false),
            pair("x", false),
        ],
        ids,
        slugs: vec![pair("hilltop", true), pair("seaside", false), pair("nowhere", false)],
    }
}

async fn callers(world: &World) -> Vec<Caller> {
    let mut callers = vec![
        Caller { name: "nobody", browser: Browser::new(world), place: Place::SignedOut },
        Caller {
            name: "a forged session",
            browser: Browser::with_cookie(world, cookie_name(false), "AAAAAAAAAAAAAAAAAAAAAA"),
            place: Place::SignedOut,
        },
    ];
    let member = |role| Place::Member(role);
    for (name, email, place) in [
        ("the chair", "ada@riverside.example", member(Some(Role::Chair))),
        ("the treasurer", "ben@riverside.example", member(Some(Role::Treasurer))),
        ("the membership secretary", "cleo@riverside.example", member(Some(Role::Membership))),
        ("the marketplace's keeper", "dan@riverside.example", member(Some(Role::Marketplace))),
        ("a member", "eve@riverside.example", member(None)),
        ("a suspended member", "fay@riverside.example", member(None)),
        ("one who left", "gus@riverside.example", Place::Elsewhere),
        ("a member of both, in office there", "pat@nowhere.example", member(None)),
        ("another exchange's chair", "omar.canary@hilltop.example", Place::Elsewhere),
        ("another exchange's member", "nia.canary@hilltop.example", Place::Elsewhere),
        ("the host", "hosty@nowhere.example", Place::Elsewhere),
        ("somebody without any exchange", "lone@nowhere.example", Place::Elsewhere),
    ] {
        callers.push(Caller { name, browser: Browser::signed_in(world, email).await, place });
    }
    callers
}

/// The paths of a route, each with whether it names something that is there.
fn paths(route: &Route, scene: &Scene) -> Vec<(String, bool)> {
    let before = if route.in_exchange { "/riverside" } else { "" };
    let path = format!("{before}{}", route.path);
    let Some((start, rest)) = path.split_once('{') else { return vec![(path, true)] };
    let (name, end) = rest.split_once('}').unwrap();
    let values = match name {
        "code" => scene.codes.clone(),
        "id" => scene.ids.clone(),
        "slug" => scene.slugs.clone(),
        _ => vec![("x".to_owned(), false)],
    };
    values.into_iter().map(|(value, there)| (format!("{start}{value}{end}"), there)).collect()
}

/// What the table promises this caller; none if it is for the handler to say.
fn promised(route: &Route, place: Place, there: bool) -> Option<StatusCode> {
    let in_exchange = match (route.who, place) {
        (Who::Anybody, _) => return None,
        (_, Place::SignedOut) => return Some(StatusCode::SEE_OTHER),
        (Who::Signed, _) => return None,
        (_, Place::Elsewhere) => return Some(StatusCode::NOT_FOUND),
        (Who::Member, Place::Member(_)) => true,
        (Who::Unseen(right), Place::Member(role)) if !role.is_some_and(|role| may(role, right)) => {
            return Some(StatusCode::NOT_FOUND);
        }
        (Who::Unseen(_), Place::Member(_)) => true,
        (Who::Committee(right), Place::Member(role)) => role.is_some_and(|role| may(role, right)),
    };
    match (in_exchange, there) {
        (false, _) => Some(StatusCode::FORBIDDEN),
        (true, false) => Some(StatusCode::NOT_FOUND),
        // A receipt is for its parties and who sees balances: the tests of payments say so.
        (true, true) if route.path.starts_with("/transfers/") => None,
        (true, true) if route.method == Method::GET => Some(StatusCode::OK),
        (true, true) => None,
    }
}

/// Everything of an exchange that a request could change, row by row.
async fn rows(world: &World, exchange: &Village) -> Vec<String> {
    let mut conn = world.db().read().await.unwrap();
    let mut all = Vec::new();
    for (columns, table) in [
        (
            "account_id || ' ' || balance || ' ' || value || ' ' || min_balance || ' ' || max_balance || ' ' || may_debit",
            "accounts",
        ),
        ("name || ' ' || description || ' ' || status || ' ' || rules_version || ' ' || unit_name", "exchanges"),
        ("name || ' ' || state || ' ' || about", "members"),
        ("person_id || ' ' || role", "roles"),
        ("person_id || ' ' || member_id", "operators"),
        ("position || ' ' || amount", "transfers"),
        ("change_id || ' ' || reason", "account_limits"),
        ("what || ' ' || becomes", "decisions"),
        ("act || ' ' || object", "audit"),
    ] {
        let text = format!("select '{table} ' || {columns} as r from {table} where exchange_id = $1 order by 1");
        let rows =
            sqlx::query_scalar::<_, String>(AssertSqlSafe(text)).bind(exchange.exchange).fetch_all(&mut *conn).await;
        all.extend(rows.unwrap());
    }
    let text = "select agreement_id || ' ' || state || ' ' || a_min || ' ' || b_min as r from agreements
        where a_exchange_id = $1 or b_exchange_id = $1 order by 1";
    let rows = sqlx::query_scalar::<_, String>(text).bind(exchange.exchange).fetch_all(&mut *conn).await;
    all.extend(rows.unwrap());
    all
}

/// What is sent to a form: nothing, and what somebody would send who means it, under both kinds of id.
fn bodies(scene: &Scene) -> Vec<Vec<(&'static str, String)>> {
    let meant = |id: String| {
        let fields = [
            ("to", "RIVR0005"),
            ("amount", "0.10"),
            ("description", "x"),
            ("reason", "because"),
            ("why", "because"),
            ("down", "5"),
            ("up", "5"),
            ("lowest", "50"),
            ("highest", "60"),
            ("partner", "hilltop"),
            ("rate", "10"),
            ("answer", "accept"),
            ("name", "New"),
            ("kind", "person"),
            ("confirmed", "yes"),
            ("step", "pay"),
        ];
        let mut body: Vec<(&'static str, String)> =
            fields.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        body.push(("id", id));
        body.push(("agreement", scene.foreign.0.to_string()));
        body
    };
    vec![Vec::new(), meant(fresh_transfer_id().to_string()), meant(fresh_key().to_string())]
}

#[tokio::test]
async fn every_route_answers_every_caller_about_every_object_as_the_table_says() {
    for world in worlds().await {
        let scene = scene(&world).await;
        let before = rows(&world, &scene.other).await;
        let mut wrong = Vec::new();
        for caller in &scene.callers {
            let unknown = caller.browser.clone().get("/nowhere/members/NOWH0001").await;
            for route in routes::table() {
                for (path, there) in paths(&route, &scene) {
                    let browser = &caller.browser;
                    // Ending the session that the next request needs would prove nothing.
                    if route.path == "/sign-out"
                        || (route.method == Method::POST && route.path.starts_with("/me/sessions"))
                    {
                        continue;
                    }
                    let sent = if route.method == Method::GET { vec![Vec::new()] } else { bodies(&scene) };
                    for body in sent {
                        let fields: Vec<(&str, &str)> =
                            body.iter().map(|(name, value)| (*name, value.as_str())).collect();
                        let mut browser = browser.clone();
                        let page = if route.method == Method::GET {
                            browser.get(&path).await
                        } else {
                            browser.post(&path, &fields).await
                        };
                        if let Some(what) = mistake(&route, caller, (&path, there), (&page, &unknown)) {
                            wrong
                                .push(format!("{}: {} {path} for {}: {what}", world.engine, route.method, caller.name));
                        }
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
        assert_eq!(
            rows(&world, &scene.other).await,
            before,
            "{}: something of the other exchange changed",
            world.engine
        );
    }
}

fn mistake(
    route: &Route,
    caller: &Caller,
    (path, there): (&str, bool),
    (page, unknown): (&Page, &Page),
) -> Option<String> {
    let to_sign_in = page.status == StatusCode::SEE_OTHER && page.location().starts_with("/sign-in?next=");
    if page.status.is_server_error() {
        return Some(format!("a fault, {}", page.status));
    }
    if page.text.contains(CANARY) && route.in_exchange {
        return Some("it shows something of the other exchange".into());
    }
    match promised(route, caller.place, there) {
        Some(StatusCode::SEE_OTHER) if !to_sign_in => Some(format!("not to the sign-in page, {}", page.status)),
        Some(status) if status != page.status => Some(format!("{} instead of {status}", page.status)),
        Some(StatusCode::NOT_FOUND)
            if route.method == Method::GET
                && (page.text != unknown.text || page.headers.len() != unknown.headers.len()) =>
        {
            Some("not the same 404 as for what does not exist".into())
        }
        None if to_sign_in && caller.place != Place::SignedOut => Some(format!("sent to sign in at {path}")),
        None if page.status == StatusCode::FORBIDDEN => Some("forbidden, and the table says otherwise".into()),
        _ => None,
    }
}
