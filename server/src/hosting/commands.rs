//! Making exchanges and persons from the command line.

use app::forms::{FieldError, Reader, Text};
use app::hosting::holding::HoldAct;
use app::hosting::opening::{ExchangeWanted, prefix};
use app::ids::{ExchangeId, PersonId};
use app::ledger::{Amount, Unit};
use app::paths::is_slug;
use app::roles::Role;
use app::rules::catalogue::{Rule, Template};
use app::rules::forms::{LONGEST_DESCRIPTION, LONGEST_SYMBOL, LONGEST_UNIT};
use app::rules::in_force::RulesInForce;
use app::time::{Instant, zone};
use app::words::{Language, Words};
use clap::{Args, Subcommand};

use super::found::{Founding, FoundingSeat, found, new_exchange};
use super::holding::work::{HoldRefused, Holding, hold};
use super::store::{self, NewExchange};
use crate::clock::{fresh_key, random};
use crate::db::{Db, DbError, Failed};
use crate::http::tenant;
use crate::sign_in::password;
use crate::sign_in::persons::{self, NewPerson};

/// What the host does with exchanges.
#[derive(Clone, Debug, Subcommand)]
pub enum ExchangeCommand {
    /// Make an exchange and seat its chair
    Add(Box<AddExchange>),
    /// List the exchanges
    List,
    /// Open an exchange that is closed
    Open {
        /// Its address
        slug: String,
    },
    /// Close an exchange to everybody, its members too; its books stay
    Close {
        /// Its address
        slug: String,
    },
    /// Suspend an exchange: everything can be read, nothing can be entered, and its members read why
    Suspend(HoldExchange),
    /// Archive an exchange to be read for good, once nothing stands between it and its partners
    Archive(HoldExchange),
    /// Let everything be entered again
    Lift(HoldExchange),
    /// Show a unit that counts minutes as hours and minutes, as a time bank wants it
    ShowHours {
        /// Its address
        slug: String,
    },
}

/// `exchange suspend`, `archive`, `lift`
#[derive(Clone, Debug, Args)]
pub struct HoldExchange {
    /// Its address
    slug: String,
    /// Why, for its members
    #[arg(long)]
    why: String,
}

/// What the host does with persons.
#[derive(Clone, Debug, Subcommand)]
pub enum PersonCommand {
    /// Make a person who can sign in
    Add(AddPerson),
}

/// `exchange add`
#[derive(Clone, Debug, Args)]
pub struct AddExchange {
    /// Its address: 2 to 32 of a-z, 0-9 and hyphen
    #[arg(long)]
    slug: String,
    /// The four letters or digits before its account codes
    #[arg(long)]
    code: String,
    /// Its name
    #[arg(long)]
    name: String,
    /// What it says of itself
    #[arg(long, default_value = "")]
    description: String,
    /// Where it is
    #[arg(long, default_value = "")]
    area: String,
    /// One of its unit: leaf
    #[arg(long)]
    unit: String,
    /// Several: leaves
    #[arg(long)]
    units: String,
    /// One to three characters for narrow places
    #[arg(long, default_value = "¤")]
    symbol: String,
    /// Decimals of its unit, 0 to 4
    #[arg(long, default_value_t = 2)]
    decimals: u32,
    /// Counts in hours and minutes
    #[arg(long)]
    time: bool,
    /// What its rules begin with: lets, timebank or business; a time bank if it counts in time, else lets
    #[arg(long)]
    template: Option<String>,
    /// Units for an hour of ordinary work, if not as the template says
    #[arg(long)]
    units_per_hour: Option<String>,
    /// How far everybody may go below zero, in units, if not as the template says
    #[arg(long)]
    lowest: Option<String>,
    /// How far everybody may go above zero, in units, if not as the template says
    #[arg(long)]
    highest: Option<String>,
    /// Its language: en or es
    #[arg(long, default_value = "en")]
    language: String,
    /// Its time zone, like Europe/Madrid
    #[arg(long, default_value = "UTC")]
    time_zone: String,
    /// The chair's name
    #[arg(long)]
    chair_name: String,
    /// The chair's e-mail; a person who is known already keeps name and password
    #[arg(long)]
    chair_email: String,
}

/// `person add`
#[derive(Clone, Debug, Args)]
pub struct AddPerson {
    /// What they sign in with
    #[arg(long)]
    email: String,
    /// Their name
    #[arg(long)]
    name: String,
    /// Their language: en or es
    #[arg(long, default_value = "en")]
    language: String,
    /// They run the installation
    #[arg(long)]
    host: bool,
}

/// Runs `exchange …`; answers with what to print.
///
/// # Errors
/// A sentence that says what is not right.
pub async fn exchange(db: &Db, command: ExchangeCommand, now: Instant) -> Result<String, String> {
    match command {
        ExchangeCommand::Add(add) => add_exchange(db, *add, now).await,
        ExchangeCommand::List => {
            let mut conn = db.read().await.map_err(|error| error.to_string())?;
            let all = tenant::list(&mut conn).await.map_err(|error| error.to_string())?;
            Ok(all.iter().map(|one| format!("{:20} {}  {}\n", one.slug, one.code, one.name)).collect())
        }
        ExchangeCommand::Open { slug } => set_open(db, slug, true).await,
        ExchangeCommand::Close { slug } => set_open(db, slug, false).await,
        ExchangeCommand::Suspend(of) => held(db, (of, HoldAct::Suspend), now).await,
        ExchangeCommand::Archive(of) => held(db, (of, HoldAct::Archive), now).await,
        ExchangeCommand::Lift(of) => held(db, (of, HoldAct::Lift), now).await,
        ExchangeCommand::ShowHours { slug } => show_hours(db, slug, now).await,
    }
}

async fn set_open(db: &Db, slug: String, open: bool) -> Result<String, String> {
    let name = slug.clone();
    let set = db.write((slug, open), async |tx, (slug, open)| store::set_open(tx, slug, *open).await);
    match set.await {
        Ok(true) => Ok(format!("/{name} is {}\n", if open { "open" } else { "closed" })),
        Ok(false) => Err(why_not(db, &name).await.map_err(|error| error.to_string())?),
        Err(error) => Err(DbError::to_string(&error)),
    }
}

async fn held(db: &Db, (of, act): (HoldExchange, HoldAct), now: Instant) -> Result<String, String> {
    let mut form = Reader::new(Language::English);
    let why = form.reason("why", &of.why);
    let why = form.finish(|| why).map_err(told)?;
    let mut conn = db.read().await.map_err(|error| error.to_string())?;
    let found = store::status(&mut conn, &of.slug).await.map_err(|error| error.to_string())?;
    let Some((exchange, _)) = found else { return Err(format!("there is no exchange /{}", of.slug)) };
    drop(conn);
    let asked = Holding { exchange, act, why, key: fresh_key(), by: PersonId(0), at: now };
    match db.write(asked, hold).await {
        Ok(()) => Ok(format!("/{}: {}\n", of.slug, act.what().sentence(Language::English.words()))),
        Err(Failed::Refused(HoldRefused::Not(not))) => Err(not.error(Language::English.words()).message),
        Err(Failed::Refused(HoldRefused::Other)) => Err("that key stands for another act".into()),
        Err(Failed::Db(error)) => Err(error.to_string()),
    }
}

async fn why_not(db: &Db, slug: &str) -> Result<String, DbError> {
    let mut conn = db.read().await?;
    Ok(match store::status(&mut conn, slug).await? {
        None => format!("there is no exchange /{slug}"),
        Some((_, status)) if ["suspended", "archived"].contains(&status.as_str()) => {
            format!("/{slug} is {status}: exchange lift opens it")
        }
        Some((_, status)) if status == "removing" => format!("/{slug} is being taken away"),
        Some(_) => format!("/{slug} is being imported: it opens by itself when its last part is in"),
    })
}

async fn show_hours(db: &Db, slug: String, now: Instant) -> Result<String, String> {
    let mut conn = db.read().await.map_err(|error| error.to_string())?;
    let found = tenant::by_slug(&mut conn, &slug).await.map_err(|error| error.to_string())?;
    let Some(exchange) = found else { return Err(format!("there is no open exchange /{slug}")) };
    drop(conn);
    let shown = db.write((exchange, fresh_key(), now), async |tx, (exchange, act, now)| {
        store::show_hours(tx, exchange, *act, (PersonId(0), *now)).await
    });
    match shown.await {
        Ok(true) => Ok(format!("/{slug} shows hours and minutes\n")),
        Ok(false) => Err(format!(
            "/{slug} does not count minutes (no decimals, 60 for an hour), or it has agreed on a rate with a partner"
        )),
        Err(error) => Err(DbError::to_string(&error)),
    }
}

/// Runs `person …`; answers with what to print.
///
/// # Errors
/// A sentence that says what is not right.
pub async fn person(db: &Db, command: PersonCommand, now: Instant) -> Result<String, String> {
    let PersonCommand::Add(add) = command;
    let (new, secret) = new_person(("name", &add.name), ("email", &add.email), language(&add.language)?, add.host)?;
    let email = new.email.clone().unwrap_or_default();
    let made = db.write((new, now), async |tx, (new, now)| persons::create_person(tx, new, *now).await);
    match made.await {
        Ok(()) => {
            Ok(format!("{email} can sign in with the password {secret}\nIt is shown only now; change it under Me.\n"))
        }
        Err(DbError::Exists) => Err(format!("{email} is known already")),
        Err(error) => Err(error.to_string()),
    }
}

fn language(tag: &str) -> Result<Language, String> {
    Language::of_tag(tag).ok_or_else(|| format!("--language {tag}: there is en and es"))
}

/// A person with a password of 100 random bits, to be told once and changed.
fn new_person(
    (name_flag, name): (&'static str, &str),
    (email_flag, email): (&'static str, &str),
    language: Language,
    is_host: bool,
) -> Result<(NewPerson, String), String> {
    let mut form = Reader::new(Language::English);
    let name = form.name(name_flag, name, form.words().setup_name_empty());
    let email = form.email(email_flag, email);
    let (name, email) = form.finish(|| Some((name?, email?))).map_err(told)?;
    const LETTERS: [char; 32] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y',
        'z', '2', '3', '4', '5', '6', '7', '8', '9', '0',
    ];
    let mut secret = String::new();
    for (place, byte) in random::<20>().into_iter().enumerate() {
        if place > 0 && place % 4 == 0 {
            secret.push('-');
        }
        secret.extend(LETTERS.get(usize::from(byte % 32)));
    }
    let password_hash = password::hash_now(&secret)?;
    let id = PersonId(fresh_key());
    Ok((NewPerson { id, email: Some(email), name, language, password_hash, is_host }, secret))
}

/// What is wrong with what was typed, a line for each.
fn told(errors: Vec<FieldError>) -> String {
    errors.iter().map(|error| format!("--{}: {}", error.field, error.message)).collect::<Vec<_>>().join("\n")
}

fn asked_for(add: &AddExchange) -> Result<NewExchange, String> {
    let mut form = Reader::new(Language::English);
    let words = form.words();
    let slug = form.needs("slug", is_slug(&add.slug).then(|| add.slug.clone()), Words::setup_slug_wrong);
    let code = form.needs("code", prefix(&add.code), Words::setup_code_wrong);
    let name = form.name("name", &add.name, words.setup_exchange_empty());
    let description = form.line("description", &add.description, Text::free(LONGEST_DESCRIPTION));
    let area = form.line("area", &add.area, Text::free(Text::NAME));
    let unit = unit(&mut form, add);
    let rules = unit.as_ref().and_then(|unit| rules(&mut form, add, unit));
    let language = form.needs("language", Language::of_tag(&add.language), Words::form_choice);
    let zone = form.needs("time-zone", zone(&add.time_zone).map(|_| add.time_zone.clone()), Words::setup_zone_wrong);
    let new = || {
        let (unit, (template, rules)) = (unit?, rules?);
        let (slug, code, name, area, language, zone) = (slug?, code?, name?, area?, language?, zone?);
        let wanted = ExchangeWanted { name, area, slug, code, template, unit, rules, language, zone };
        Some(new_exchange(ExchangeId(fresh_key()), wanted, description?))
    };
    form.finish(new).map_err(told)
}

/// As the template says, but for what was typed.
fn rules(form: &mut Reader, add: &AddExchange, unit: &Unit) -> Option<(Template, RulesInForce)> {
    let template = match &add.template {
        Some(tag) => form.needs("template", Template::of_tag(tag), Words::form_choice),
        None => Some(Template::counting_in(unit)),
    };
    let rate = add.units_per_hour.as_ref().map(|typed| form.rate("units-per-hour", typed));
    let mut amount =
        |flag, typed: &Option<String>| typed.as_ref().map(|typed| form.amount(flag, typed, unit).map(Amount::parts));
    let (lowest, highest) = (amount("lowest", &add.lowest), amount("highest", &add.highest));
    // What was typed and is wrong is said already.
    let template = template?;
    let mut rules = RulesInForce::begin(template, unit, rate.map_or(Some(None), |rate| rate.map(Some))?);
    if let Some(lowest) = lowest {
        rules = rules.with(Rule::DefaultMin, (-lowest?).to_string());
    }
    if let Some(highest) = highest {
        rules = rules.with(Rule::DefaultMax, highest?.to_string());
    }
    Some((template, rules))
}

fn unit(form: &mut Reader, add: &AddExchange) -> Option<Unit> {
    let asked = |most| Text::asked(most, Language::English.words().setup_unit_empty());
    let name = form.line("unit", &add.unit, asked(LONGEST_UNIT));
    let plural = form.line("units", &add.units, asked(LONGEST_UNIT));
    let symbol = form.line("symbol", &add.symbol, asked(LONGEST_SYMBOL));
    let decimals = if add.time { 0 } else { add.decimals };
    let decimals = form.needs("decimals", (decimals <= 4).then_some(decimals), Words::settings_error_counts);
    Some(Unit { name: name?, plural: plural?, symbol: symbol?, decimals: decimals?, is_time: add.time })
}

async fn add_exchange(db: &Db, add: AddExchange, now: Instant) -> Result<String, String> {
    let new = asked_for(&add)?;
    let (chair, secret) =
        new_person(("chair-name", &add.chair_name), ("chair-email", &add.chair_email), new.language, false)?;
    let (slug, email) = (new.slug.clone(), chair.email.clone().unwrap_or_default());
    let founding = Founding { new, seats: vec![FoundingSeat::of(chair, Role::Chair)], by: PersonId(0), now };
    match db.write(founding, found).await {
        Ok(known) if known.iter().all(Option::is_none) => Ok(format!(
            "/{slug} is there; its chair {email} signs in with the password {secret}\nIt is shown only now; change it under Me.\n"
        )),
        Ok(_) => Ok(format!("/{slug} is there; its chair {email} signs in as before\n")),
        Err(DbError::Exists) => Err("an exchange of that address or code is there already".into()),
        Err(error) => Err(error.to_string()),
    }
}
