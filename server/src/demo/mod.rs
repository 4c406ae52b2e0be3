//! Fills the database with the exchanges of the demo, and tells who can sign in. They are imported like anybody's bundle as they
//! were when they began; then everything happens that happened since, by the same work that serves those who do it by hand.

mod committee;
mod history;
mod joining;
mod listings;
mod scene;
mod subscriptions;

use std::sync::Arc;

use app::demo::{Demo, DemoExchange, SIGN_IN, demo};
use app::hosting::asking::AskWritten;
use app::ids::{Code, PersonId};
use app::import_export::read;
use app::roles::Role;
use app::rules::catalogue::Template;
use app::sign_in::LookAs;
use app::time::{Instant, zone};
use app::words::Language;
use jiff::tz::TimeZone;
use serde::Serialize;

use self::history::{DemoStep, history};
use self::listings::{DemoMarket, offer};
use self::scene::{Scene, Untold};
use crate::clock::{Clock, fresh_key};
use crate::db::{Db, DbError, Tx};
use crate::hosting::asking::{NewAsk, stands};
use crate::hosting::store::{show_hours, slugs};
use crate::http::tenant;
use crate::import_export::{KeyedLoading, Loading, load};
use crate::mail::MailKey;
use crate::roles::{NewOffice, give_role};
use crate::sign_in::password;
use crate::sign_in::persons::{NewPerson, create_person, give_first_password, person_by_email};

/// The password of everybody in the demo.
pub const PASSWORD: &str = "many hands, light work";

/// Who runs the installation, and is a member nowhere.
const HOST: (&str, &str) = ("Hedda Lund", "hedda@manyhands.example");

/// Who can sign in.
#[derive(Clone, Debug, Serialize)]
pub struct DemoPerson {
    /// Their name.
    pub name: &'static str,
    /// What they sign in with.
    pub email: String,
    /// And the password.
    pub password: &'static str,
    /// The exchange's slug.
    pub exchange: String,
    /// The exchange's name.
    pub exchange_name: &'static str,
    /// `chair`, `treasurer`, `membership` or `member`.
    pub role: &'static str,
    /// Their account there.
    pub account: String,
}

/// Those who can sign in, as the sign-in page of the demo offers them.
pub fn look_as(people: &[DemoPerson]) -> Arc<[LookAs]> {
    let one = |person: &DemoPerson| LookAs {
        name: person.name,
        email: person.email.clone(),
        password: person.password,
        exchange: person.exchange_name,
        label: match person.role {
            "chair" => LookAs::chair,
            "treasurer" => LookAs::treasurer,
            "membership" => LookAs::membership,
            _ => LookAs::member,
        },
    };
    let (name, email) = (HOST.0, HOST.1.to_owned());
    let host = LookAs { name, email, password: PASSWORD, exchange: "Manyhands", label: LookAs::host };
    people.iter().map(one).chain([host]).collect()
}

/// A community that asks for an exchange.
fn wish() -> AskWritten {
    AskWritten {
        community: "Mill Lane Repair Circle".into(),
        place: "Mill Lane".into(),
        purpose: "We are about twenty neighbours who mend things for one another: bicycles, coats, radios. So far we                   keep count on a sheet by the door."
            .into(),
        template: Template::TimeBank,
        name: "Rosa Quint".into(),
        email: "rosa@milllane.example".into(),
    }
}

/// Fills in the demo unless it is there, all of it or nothing; answers with who can sign in.
///
/// # Errors
/// When the database fails or something of the demo is refused, which would be a fault.
pub async fn fill(db: &Db, clock: &Clock) -> Result<Vec<DemoPerson>, String> {
    let now = clock.now();
    let demo = demo(now.day(&TimeZone::UTC));
    let people = demo.exchanges.iter().flat_map(people).collect();
    if is_there(db, &demo).await? {
        return Ok(people);
    }
    let begin = |exchange: &DemoExchange| Ok::<_, String>(KeyedLoading::of(loading(exchange, now)?));
    let begun = demo.exchanges.iter().map(begin).collect::<Result<Vec<_>, String>>()?;
    let filling = Filling {
        begun,
        steps: history(&demo),
        acts: demo.exchanges.iter().map(|_| [fresh_key(), fresh_key(), fresh_key(), fresh_key()]).collect(),
        mails: demo.exchanges.iter().map(|_| MailKey::fresh()).collect(),
        markets: demo.exchanges.iter().map(DemoMarket::of).collect(),
        host: PersonId(fresh_key()),
        lapses: fresh_key(),
        wish: NewAsk::of(wish(), Language::English, now.plus_seconds(-3 * 86_400)),
        hash: password::hash_now(PASSWORD)?,
        now,
        demo,
    };
    let made = db.write(filling, async |tx, filling| make(tx, filling).await).await;
    made.map_err(|error| error.to_string())?;
    Ok(people)
}

/// Whether the demo is in the database. It is made in none that has other exchanges already: the password of its chairs is published.
async fn is_there(db: &Db, demo: &Demo) -> Result<bool, String> {
    let mut conn = db.read().await.map_err(|error| error.to_string())?;
    let standing = slugs(&mut conn).await.map_err(|error| error.to_string())?;
    let is_of_the_demo = |slug: &String| demo.exchanges.iter().any(|one| one.slug == slug);
    match standing.first() {
        Some(other) if !standing.iter().any(is_of_the_demo) => {
            Err(format!("/{other} lives in this database; a demo wants one of its own"))
        }
        first => Ok(first.is_some()),
    }
}

fn loading(exchange: &DemoExchange, now: Instant) -> Result<Loading, String> {
    let plan = read(&exchange.begun().bundle(), now).map_err(|problems| problems.to_string())?;
    let zone = zone(exchange.time_zone).ok_or("a time zone of the demo is unknown")?;
    // It came here when it began.
    let (slug, zone_name, now) = (exchange.slug.into(), exchange.time_zone.into(), exchange.at(exchange.began, 0));
    Ok(Loading { plan, slug, zone_name, zone, hue: exchange.hue, now })
}

fn people(exchange: &DemoExchange) -> impl Iterator<Item = DemoPerson> {
    exchange.members.iter().enumerate().take(SIGN_IN).map(|(place, member)| DemoPerson {
        name: member.name,
        email: member.email.clone(),
        password: PASSWORD,
        exchange: exchange.slug.to_owned(),
        exchange_name: exchange.name,
        role: ["chair", "treasurer", "membership"].get(place).copied().unwrap_or("member"),
        account: Code::new(exchange.code, i64::try_from(place + 1).unwrap_or(0)).to_string(),
    })
}

/// All that is written, with every key.
struct Filling {
    demo: Demo,
    begun: Vec<KeyedLoading>,
    steps: Vec<DemoStep>,
    /// Of each exchange: the keys of the acts that give offices, and of the one by which it counts hours.
    acts: Vec<[i64; 4]>,
    /// The mail of each that comes back.
    mails: Vec<MailKey>,
    markets: Vec<DemoMarket>,
    host: PersonId,
    /// The key of what follows today from subscriptions.
    lapses: i64,
    /// What somebody asks of them, for some days already.
    wish: NewAsk,
    hash: String,
    now: Instant,
}

/// The offices of the first members of a demo exchange.
const OFFICES: [Role; 3] = [Role::Chair, Role::Treasurer, Role::Membership];

/// The exchanges as they began, and what happened since, in one transaction.
async fn make(tx: &mut Tx, filling: &Filling) -> Result<(), Untold> {
    let Filling { demo, begun, steps, acts, mails, markets, host, lapses, wish, hash, now } = filling;
    let host = NewPerson {
        id: *host,
        email: Some(HOST.1.to_owned()),
        name: HOST.0.to_owned(),
        language: Language::English,
        password_hash: hash.clone(),
        is_host: true,
    };
    create_person(tx, &host, *now).await?;
    stands(tx, wish).await?;
    let mut scene = Scene::of(demo, (hash, *now));
    for ((exchange, loading), acts) in demo.exchanges.iter().zip(begun).zip(acts) {
        begin(tx, (exchange, loading), (hash, acts)).await?;
        scene.enter(tx, exchange).await?;
    }
    for step in steps {
        scene.play(tx, step).await?;
    }
    offer(tx, &scene, markets).await?;
    scene.close(tx, (mails, *lapses)).await
}

/// Imports one exchange, and adds what a bundle cannot say: passwords, offices, hours.
async fn begin(
    tx: &mut Tx,
    (demo, loading): (&DemoExchange, &KeyedLoading),
    (hash, acts): (&str, &[i64; 4]),
) -> Result<(), Untold> {
    load(tx, loading).await.map_err(|error| error.map(|why| why.to_string()))?;
    let found = tenant::by_slug(tx.conn(), demo.slug).await?;
    let Some(exchange) = found else { return Err(DbError::Again.into()) };
    let at = demo.at(demo.began, 3600);
    for (place, member) in demo.members.iter().enumerate() {
        let Some(person) = person_by_email(tx.conn(), &member.email).await? else { continue };
        give_first_password(tx, person, hash).await?;
        if let Some((role, act)) = OFFICES.into_iter().zip(*acts).nth(place) {
            let (exchange, by) = (exchange.id, PersonId(0));
            give_role(tx, NewOffice { exchange, person, role, by, at, act }).await?;
        }
    }
    if let [_, _, _, act] = acts
        && demo.shows_hours
    {
        show_hours(tx, &exchange, *act, (PersonId(0), at)).await?;
    }
    Ok(())
}
