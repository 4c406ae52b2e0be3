//! Who calls in the matrix, and what there is to call about: Riverside with every office, Hilltop full of canaries.

use app::ids::{AccountId, AgreementId, MemberId, PersonId};
use app::roles::Role;
use manyhands::clock::fresh_key;
use manyhands::db::DbError;
use manyhands::http::session::cookie_name;
use manyhands::intertrading::agreements::propose;
use manyhands::ledger::accounts::Limits;
use manyhands::members::store::{FirstLimits, NewMember, Phone, create_member};
use manyhands::roles::{NewOffice, give_role};
use manyhands::sign_in::password;
use manyhands::sign_in::persons::{NewPerson, create_person};
use sqlx::AssertSqlSafe;

use crate::browser::{Browser, PASSWORD};
use crate::common::{NOON, Plan, Village, World, agreement};
use crate::invitations::leave_invitation;
use crate::joining::{applicant, apply_as};
use crate::market::{OTHERS, OWN, leave_canary, leave_listings};
use crate::whose::{checked, lets_in, members_vouch};

/// Stands in every name and text of the other exchange.
pub const CANARY: &str = "Canary";

/// Who calls, and what they are in Riverside.
pub struct Caller {
    pub name: &'static str,
    pub browser: Browser,
    pub place: Place,
    /// The accounts for which they may act in Riverside, as its members.
    pub own: &'static [&'static str],
}

#[derive(Clone, Copy, PartialEq)]
pub enum Place {
    SignedOut,
    /// Signed in, and no member here.
    Elsewhere,
    Member(Option<Role>),
    /// Who runs the installation, behind broken glass.
    Glass,
}

pub struct Scene {
    pub ours: Village,
    pub other: Village,
    /// A proposal that waits for the other exchange, from a third.
    pub foreign: AgreementId,
    pub callers: Vec<Caller>,
    /// Of a member who has died, RIVR0012.
    pub gone: AccountId,
    /// Values for `{code}`, `{id}` and `{slug}`, and whether they stand for something of Riverside.
    pub codes: Vec<Object>,
    pub ids: Vec<Object>,
    /// The transfers among them, each with the code of who was paid.
    pub payees: Vec<(String, String)>,
    /// Who wants to join: there, here, and nobody.
    pub applications: Vec<Object>,
    pub slugs: Vec<Object>,
    /// Of an exchange whose agreement with Riverside may be ended, and of none.
    pub ends: Vec<Object>,
}

/// A value in a path, and whether it stands for something of Riverside; none if that changes on the way.
pub type Object = (String, Option<bool>);

async fn sql(world: &World, text: String) {
    let done = world.db().write(text, async |tx, text| {
        sqlx::raw_sql(AssertSqlSafe(text.clone())).execute(tx.conn()).await?;
        Ok::<(), DbError>(())
    });
    done.await.unwrap();
}

/// An office that the host gives.
fn office(village: &Village, person: PersonId, role: Role) -> NewOffice {
    NewOffice { exchange: village.exchange, person, role, by: PersonId(0), at: NOON, act: fresh_key() }
}

/// A person with a password, who is a member of these exchanges.
async fn person(
    world: &World,
    (name, is_host): (&'static str, bool),
    places: Vec<(Village, Option<Role>)>,
) -> PersonId {
    let id = PersonId(fresh_key());
    let email = Some(format!("{}@nowhere.example", name.to_lowercase()));
    let password_hash = password::hash_now(PASSWORD).unwrap();
    let language = app::words::Language::English;
    let new = NewPerson { id, email, name: name.into(), language, password_hash, is_host };
    let made = world.db().write((new, places), async |tx, (new, places)| {
        create_person(tx, new, NOON).await?;
        for (village, role) in places {
            let member = NewMember {
                exchange: village.exchange,
                id: MemberId(fresh_key()),
                account: AccountId(fresh_key()),
                code: None,
                name: format!("{} of {}", new.name, village.slug),
                kind: "person",
                about: String::new(),
                phone: Phone::default(),
                area: String::new(),
                limits: Limits::between(-100, 100),
                follows: FirstLimits::Everybody,
                operators: vec![new.id],
                joined_at: NOON,
            };
            create_member(tx, &member, PersonId(0)).await?;
            if let Some(role) = role {
                give_role(tx, office(village, new.id, *role)).await?;
            }
        }
        Ok::<(), DbError>(())
    });
    made.await.unwrap();
    id
}

/// RIVR0013 to 0015: who looks over the books, who looks after the household's area, and who is about to leave; and what they find.
async fn of_later_offices(world: &World, ours: &Village) {
    person(world, ("Aud", false), vec![(ours.clone(), Some(Role::Auditor))]).await;
    person(world, ("Cora", false), vec![(ours.clone(), Some(Role::Coordinator))]).await;
    person(world, ("Lea", false), vec![(ours.clone(), None)]).await;
    looks_in(world, ours).await;
    leave_invitation(world, ours).await;
    // One officer signs for Riverside, so that what is proposed can be taken back at once.
    lets_in(world, &[("second_for_agreements", "no")]).await;
    sql(world, "update roles set area = 'Mill' where role = 'coordinator'".into()).await;
    sql(world, "update members set area = 'mill' where name = 'Household'".into()).await;
}

/// Another who runs the installation, and has broken the glass of Riverside.
async fn looks_in(world: &World, ours: &Village) {
    let glassy = person(world, ("Glassy", true), Vec::new()).await;
    let glass = format!("{}, 1, {}, 0, {}", ours.exchange.0, glassy.0, i64::MAX);
    let insert = "insert into glass (exchange_id, act_id, person_id, broken_at, ends_at)";
    sql(world, format!("{insert} values ({glass})")).await;
}

/// Riverside with every office, and Hilltop full of canaries; the two have an agreement. Seaside has none with anybody.
pub async fn scene(world: &World) -> Scene {
    let hash = password::hash_now(PASSWORD).unwrap();
    let limits = (-10_000, 12_000);
    let plan = |slug, code, names| Plan { slug, code, names, limits, hash: hash.clone() };
    let ours = world.village(plan("riverside", "RIVR", &["Ada", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus"])).await;
    let other = world.village(plan("hilltop", "HILL", &["Omar Canary", "Nia Canary"])).await;
    let third = world.village(plan("seaside", "SEAS", &["Sid"])).await;
    let proposal = agreement(&third, &other, 900);
    let foreign = proposal.id;
    world.db().write(proposal, propose).await.unwrap();
    for (place, role) in [(1, Role::Treasurer), (2, Role::Membership), (3, Role::Marketplace)] {
        let office = office(&ours, ours.people[place], role);
        world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
    }
    sql(world, "update members set state = 'suspended' where name = 'Fay'".into()).await;
    sql(world, "update members set state = 'left' where name = 'Gus'".into()).await;
    person(world, ("Hosty", true), Vec::new()).await;
    person(world, ("Lone", false), Vec::new()).await;
    person(world, ("Pat", false), vec![(ours.clone(), None), (other.clone(), Some(Role::Treasurer))]).await;
    // Codes are given in order: Pat has RIVR0008, Twyla 0009, and then the three households.
    let twyla = person(world, ("Twyla", false), vec![(ours.clone(), None)]).await;
    let spouse = person(world, ("Hal", false), Vec::new()).await;
    world.household(&ours, ("Workshop", vec![twyla])).await;
    world.household(&ours, ("Household", vec![ours.people[4], spouse])).await;
    let gone = world.household(&ours, ("Gone", vec![])).await;
    sql(world, "update members set state = 'deceased' where name = 'Gone'".into()).await;
    of_later_offices(world, &ours).await;
    world.agreed(&ours, &other, 5_000).await;
    let lake = world.village(plan("lakeside", "LAKE", &["Liv"])).await;
    world.agreed(&ours, &lake, 5_000).await;
    // What was told of it is read: whoever marks their own notices changes nothing there.
    world.sql("update notices set read_at = at".into()).await;
    let mut ids = vec![("x".to_owned(), Some(false)), ("01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f6f".to_owned(), Some(false))];
    let mut payees = Vec::new();
    for (payer, payee) in [(0, 1), (4, 3)] {
        let payment = ours.new_payment(payer, payee, 100);
        payees.push((payment.id().to_string(), ours.code_of(payee).to_string()));
        ids.push((payment.id().to_string(), Some(true)));
        world.post(vec![payment]).await.unwrap();
    }
    let mut theirs = other.new_payment(0, 1, 100);
    theirs.description = format!("{CANARY} seed");
    ids.push((theirs.id().to_string(), Some(false)));
    world.post(vec![theirs]).await.unwrap();
    let pair = |text: &str, ours| (text.to_owned(), Some(ours));
    apply_as(world, &ours, "Wim", 4242).await;
    applicant(world, &ours, "Avi").await;
    payees.extend(offered(world, (&ours, &other)).await);
    apply_as(world, &other, "Wil Canary", 4343).await;
    Scene {
        applications: vec![pair("4242", true), pair("4343", false), pair("4444", false), pair("x", false)],
        callers: callers(world).await,
        gone,
        ours,
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
        payees,
        // Seaside comes and goes: it is proposed to, and the proposal is taken back.
        ends: vec![pair("lakeside", true), pair("nowhere", false)],
        slugs: vec![pair("hilltop", true), ("seaside".to_owned(), None), pair("nowhere", false)],
    }
}

/// Offers of ours and of the other exchange: whose two of ours are.
async fn offered(world: &World, (ours, other): (&Village, &Village)) -> [(String, String); 2] {
    leave_listings(world, ours).await;
    leave_canary(world, other).await;
    [(OWN, "RIVR0001"), (OTHERS, "RIVR0003")].map(|(id, code)| (id.to_owned(), code.to_owned()))
}

async fn callers(world: &World) -> Vec<Caller> {
    members_vouch(world, 20).await;
    checked(world).await;
    let mut callers = vec![
        Caller { name: "nobody", browser: Browser::new(world), place: Place::SignedOut, own: &[] },
        Caller {
            name: "a forged session",
            browser: Browser::with_cookie(world, cookie_name(false), "AAAAAAAAAAAAAAAAAAAAAA"),
            place: Place::SignedOut,
            own: &[],
        },
    ];
    // Before anybody of the committee admits them.
    let email = "avi@mill.example";
    let browser = Browser::signed_in(world, email).await;
    callers.push(Caller { name: "an applicant", browser, place: Place::Elsewhere, own: &[] });
    let member = |role| Place::Member(role);
    let all: [(&'static str, &str, Place, &'static [&'static str]); 18] = [
        ("the chair", "ada@riverside.example", member(Some(Role::Chair)), &["RIVR0001"]),
        ("the treasurer", "ben@riverside.example", member(Some(Role::Treasurer)), &["RIVR0002"]),
        ("the membership secretary", "cleo@riverside.example", member(Some(Role::Membership)), &["RIVR0003"]),
        ("the marketplace's keeper", "dan@riverside.example", member(Some(Role::Marketplace)), &["RIVR0004"]),
        ("a member", "eve@riverside.example", member(None), &["RIVR0005", "RIVR0011"]),
        ("a suspended member", "fay@riverside.example", member(None), &["RIVR0006"]),
        ("one who left", "gus@riverside.example", Place::Elsewhere, &[]),
        ("a member of both, in office there", "pat@nowhere.example", member(None), &["RIVR0008"]),
        ("a person with two accounts", "twyla@nowhere.example", member(None), &["RIVR0009", "RIVR0010"]),
        ("the second person of a household", "hal@nowhere.example", member(None), &["RIVR0011"]),
        ("the auditor", "aud@nowhere.example", member(Some(Role::Auditor)), &["RIVR0013"]),
        ("the coordinator", "cora@nowhere.example", member(Some(Role::Coordinator)), &["RIVR0014"]),
        ("a leaver", "lea@nowhere.example", member(None), &["RIVR0015"]),
        ("another exchange's chair", "omar.canary@hilltop.example", Place::Elsewhere, &[]),
        ("another exchange's member", "nia.canary@hilltop.example", Place::Elsewhere, &[]),
        ("the host", "hosty@nowhere.example", Place::Elsewhere, &[]),
        ("the host behind broken glass", "glassy@nowhere.example", Place::Glass, &[]),
        ("somebody without any exchange", "lone@nowhere.example", Place::Elsewhere, &[]),
    ];
    for (name, email, place, own) in all {
        callers.push(Caller { name, browser: Browser::signed_in(world, email).await, place, own });
    }
    callers
}
