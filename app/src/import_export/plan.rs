//! What a bundle comes to in this program's words: an exchange with its people, accounts and transfers.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use uuid::Uuid;

use super::cells::{self, flag, list};
use super::links::{self, Keyed, has_account, remark};
use super::print::print;
use super::rate::rate;
use super::report::left_out;
use super::table::{FileRow, FileTable, Tables, tables};
use super::{File, Mistake, Problems};
use crate::forms::email;
use crate::ids::{Code, TransferId};
use crate::intertrading::UnitsPerHour;
use crate::ledger::{Amount, RANGE, Unit};
use crate::text::one_line;
use crate::time::Instant;
use crate::words::Language;

/// An exchange as a bundle has it. Amounts are smallest parts of `unit`.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// The four letters before its codes.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub description: String,
    /// Where it is.
    pub area: String,
    /// Whether it is open; closed ones are `pending` or `disabled` there.
    pub open: bool,
    /// What it counts in.
    pub unit: Unit,
    /// Units for an hour of ordinary work.
    pub units_per_hour: UnitsPerHour,
    /// Lowest balance of new members.
    pub default_min: i64,
    /// Highest balance of new members.
    pub default_max: i64,
    /// Members see one another's balances.
    pub show_balances: bool,
    /// Its language: that of whoever looks after the currency.
    pub language: Language,
    /// When it began.
    pub began: Instant,
    /// Everybody who signs in.
    pub persons: Vec<PlannedPerson>,
    /// Everybody who has an account.
    pub members: Vec<PlannedMember>,
    /// The chairs, as places in `persons`.
    pub chairs: Vec<usize>,
    /// In the order of their times.
    pub transfers: Vec<PlannedTransfer>,
    /// What a reader should know, with where it stands.
    pub notices: Vec<Mistake>,
    /// What is in the bundle and is not taken, and how much of it.
    pub left_out: Vec<(usize, &'static str)>,
    /// What tells this bundle from another.
    pub print: String,
}

/// Somebody who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedPerson {
    /// In lower case.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their language.
    pub language: Language,
}

/// A member with its account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedMember {
    /// Its code for life.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// `person`, `business` or `organisation`.
    pub kind: &'static str,
    /// `active`, `suspended` or `left`.
    pub state: &'static str,
    /// What it says of itself.
    pub about: String,
    /// Where it is.
    pub area: String,
    /// The number at which it is called; empty if none is named.
    pub phone: String,
    /// The other members may see that.
    pub phone_shown: bool,
    /// Since when.
    pub joined_at: Instant,
    /// Lowest balance.
    pub min_balance: i64,
    /// Highest balance; [`RANGE`] if there is none.
    pub max_balance: i64,
    /// Whether it may pay.
    pub may_debit: bool,
    /// Whether it may be paid.
    pub may_credit: bool,
    /// Who acts for it, as places in `persons`.
    pub operators: Vec<usize>,
    /// Where the transfers leave it.
    pub balance: i64,
}

/// A transfer; payer and payee are places in `members`, `entered_by` one in `persons`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "said above")]
pub struct PlannedTransfer {
    /// None: the bundle gives it none.
    pub id: Option<TransferId>,
    pub payer: usize,
    pub payee: usize,
    pub amount: Amount,
    pub description: String,
    pub at: Instant,
    /// The line it stands on.
    pub line: u64,
    pub entered_by: usize,
    /// Entered by somebody who acts for neither side.
    pub on_behalf: bool,
}

impl ImportPlan {
    /// The places of the members by their codes.
    fn places(&self) -> BTreeMap<String, usize> {
        self.members.iter().zip(0_usize..).map(|(member, place)| (member.code.as_str().to_owned(), place)).collect()
    }
}

/// Reads a bundle; transfers must not be later than `now`.
///
/// # Errors
/// Everything that is not right, by file, line and column.
pub fn read(files: &[File], now: Instant) -> Result<ImportPlan, Problems> {
    let tables = tables(files)?;
    let mut problems = Problems::default();
    let keyed = links::check(&tables, now, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut plan = frame(&tables, &keyed);
    members(&mut plan, &tables, &keyed);
    transfers(&mut plan, &tables);
    balances(&mut plan, &tables, &mut problems);
    if problems.is_empty() { Ok(plan) } else { Err(problems) }
}

/// The digits that the unit needs: those it shows, or those that its finest amount has.
fn decimals(tables: &Tables) -> u32 {
    let shown = number(tables.currency.rows.first(), "decimals").min(cells::FINEST);
    let columns = |table: &FileTable, column: &str| -> u32 {
        let amounts = table.rows.iter().filter_map(|row| row.get(column)).filter_map(cells::amount);
        amounts.map(|amount| amount.scale()).max().unwrap_or(0)
    };
    let finest = [
        columns(&tables.transfers, "amount"),
        columns(&tables.accounts, "balance"),
        columns(&tables.accounts, "creditLimit"),
        columns(&tables.accounts, "maximumBalance"),
        columns(&tables.currency, "settings.defaultInitialCreditLimit"),
        columns(&tables.currency, "settings.defaultInitialMaximumBalance"),
    ];
    finest.into_iter().fold(shown, u32::max)
}

/// A whole number in a row; 0 if there is none.
pub(super) fn number(row: Option<&FileRow>, column: &str) -> u32 {
    row.and_then(|row| row.text(column).parse().ok()).unwrap_or(0)
}

/// The exchange itself and its persons.
fn frame(tables: &Tables, keyed: &Keyed) -> ImportPlan {
    let none = FileRow::default();
    let (community, currency) =
        (tables.community.rows.first().unwrap_or(&none), tables.currency.rows.first().unwrap_or(&none));
    let decimals = decimals(tables);
    let limit = |column: &str| currency.get(column).and_then(cells::amount).and_then(|a| cells::parts(a, decimals));
    let mut notices = to_know(tables, (community, currency), decimals);
    let hidden = hidden(tables);
    let visible = currency.get("settings.defaultHideBalance") == Some("false");
    let units_per_hour = rate(&tables.currency, currency, &mut notices);
    let admin =
        keyed.users.get(&email::kept(currency.text("adminUser"))).and_then(|place| tables.users.rows.get(*place));
    let language = admin.and_then(|row| Language::of_tag(row.text("language"))).unwrap_or(Language::English);
    let persons = persons(&tables.users, language, &mut notices);
    let disabled = disabled(tables);
    let admins = list(community.text("adminUsers")).filter_map(|admin| keyed.users.get(&email::kept(admin)).copied());
    let (off, chairs): (Vec<usize>, Vec<usize>) = admins.partition(|place| disabled.contains(place));
    if !off.is_empty() {
        let what = format!("{} of them are disabled there and hold no office here", off.len());
        notices.push(remark(&tables.community, (community, "adminUsers"), what));
    }
    ImportPlan {
        code: community.text("code").to_owned(),
        name: one_line(community.text("name")),
        description: one_line(community.text("description")),
        area: one_line(community.text("address.locality")),
        open: community.text("status") == "active",
        unit: Unit {
            name: one_line(currency.text("name")),
            plural: one_line(currency.text("namePlural")),
            symbol: one_line(currency.text("symbol")),
            decimals,
            is_time: false,
        },
        units_per_hour,
        default_min: -limit("settings.defaultInitialCreditLimit").unwrap_or(0),
        default_max: limit("settings.defaultInitialMaximumBalance").unwrap_or(RANGE),
        show_balances: visible && hidden == 0,
        language,
        began: cells::time(community.text("createdAt")).unwrap_or(Instant(0)),
        persons,
        members: Vec::new(),
        chairs,
        transfers: Vec::new(),
        notices,
        left_out: left_out(tables),
        print: print(tables),
    }
}

/// How many accounts hide their balance from other members.
fn hidden(tables: &Tables) -> usize {
    tables.accounts.rows.iter().filter(|row| row.get("settings.hideBalance") == Some("true")).count()
}

/// In what the exchange will be another here than there.
fn to_know(tables: &Tables, (community, currency): (&FileRow, &FileRow), decimals: u32) -> Vec<Mistake> {
    let mut notices = Vec::new();
    if currency.get("settings.defaultInitialCreditLimit").is_none() {
        let what = "is empty: new members can spend nothing before they receive, until the committee decides otherwise";
        notices.push(remark(&tables.currency, (currency, "settings.defaultInitialCreditLimit"), what));
    }
    if community.text("status") != "active" {
        let what = "is not active there: the exchange stays closed here until `exchange open` opens it";
        notices.push(remark(&tables.community, (community, "status"), what));
    }
    let shown = number(Some(currency), "decimals");
    if shown != decimals {
        let why = if shown > decimals { "the most that a unit can have" } else { "as its finest amount asks" };
        let what = format!("the unit gets {decimals} decimals here, {why}");
        notices.push(remark(&tables.currency, (currency, "decimals"), what));
    }
    if community.text("access") != "public" {
        let what = format!(
            "is {} there; here the front page shows everybody its name, description and number of members",
            community.text("access")
        );
        notices.push(remark(&tables.community, (community, "access"), what));
    }
    let hidden = hidden(tables);
    if currency.get("settings.defaultHideBalance") == Some("false") && hidden > 0 {
        let what = format!(
            "{hidden} accounts hide their balance there; here no member sees another's, unless the committee decides so"
        );
        notices.push(remark(&tables.currency, (currency, "settings.defaultHideBalance"), what));
    }
    notices
}

/// Everybody; whose language is not one of ours reads the exchange's.
fn persons(table: &FileTable, otherwise: Language, notices: &mut Vec<Mistake>) -> Vec<PlannedPerson> {
    let mut remarks: BTreeMap<(&str, &str), (u64, usize)> = BTreeMap::new();
    let mut persons = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let language = row.get("language").map(Language::of_tag);
        if language == Some(None) {
            let what = "is not a language here; whoever reads it there reads the exchange's until they choose";
            remarks.entry(("language", what)).or_insert((row.line, 0)).1 += 1;
        }
        if row.get("status").is_none() {
            remarks.entry(("status", "is empty: taken as active")).or_insert((row.line, 0)).1 += 1;
        }
        let (email, name) = (email::kept(row.text("email")), one_line(row.text("name")));
        let name = if name.is_empty() { email.split('@').next().unwrap_or_default().to_owned() } else { name };
        persons.push(PlannedPerson { email, name, language: language.flatten().unwrap_or(otherwise) });
    }
    for ((column, what), (line, count)) in remarks {
        let what = if count > 1 { format!("{what} (and on {} more lines)", count - 1) } else { what.to_owned() };
        notices.push(Mistake::new(table.layout.name, (line, column), what));
    }
    persons
}

/// Who is disabled there, as places among the persons.
fn disabled(tables: &Tables) -> BTreeSet<usize> {
    let rows = (0_usize..).zip(&tables.users.rows);
    rows.filter(|(_, row)| row.text("status") == "disabled").map(|(place, _)| place).collect()
}

fn members(plan: &mut ImportPlan, tables: &Tables, keyed: &Keyed) {
    for row in tables.members.rows.iter().filter(|row| has_account(row.text("status"))) {
        let account = keyed.accounts.get(&row.text("code").to_uppercase());
        let Some(account) = account.and_then(|place| tables.accounts.rows.get(*place)) else { continue };
        let (state, open) = match row.text("status") {
            "active" => ("active", true),
            "deleted" => ("left", false),
            _ => ("suspended", false),
        };
        let gone = state == "left";
        let amount = |column: &str| account.get(column).and_then(cells::amount);
        let limit = |column: &str| amount(column).and_then(|amount| cells::parts(amount, plan.unit.decimals));
        let kind = match row.text("type") {
            "personal" => "person",
            "business" => "business",
            _ => "organisation",
        };
        let pays = account.get("settings.allowPayments");
        let pays =
            pays.or_else(|| tables.currency.rows.first().and_then(|row| row.get("settings.defaultAllowPayments")));
        plan.members.push(PlannedMember {
            code: Code::stored(row.text("code").to_uppercase()),
            name: one_line(row.text("name")),
            kind,
            state,
            about: one_line(row.text("description")),
            area: one_line(row.text("address.locality")),
            phone: if gone { String::new() } else { one_line(row.text("contact.phone")) },
            // Whoever wants to be private there is not called by everybody here.
            phone_shown: row.text("access") != "private",
            joined_at: cells::time(row.text("createdAt")).unwrap_or(plan.began),
            min_balance: if gone { 0 } else { limit("creditLimit").map_or(plan.default_min, |limit| -limit) },
            max_balance: if gone { 0 } else { limit("maximumBalance").unwrap_or(RANGE) },
            may_debit: open && pays.is_none_or(flag),
            may_credit: open,
            operators: Vec::new(),
            balance: 0,
        });
    }
    operators(plan, tables, keyed);
}

/// Who acts for whom. Persons who are disabled act for nobody.
fn operators(plan: &mut ImportPlan, tables: &Tables, keyed: &Keyed) {
    let disabled = disabled(tables);
    let places = plan.places();
    for row in &tables.member_users.rows {
        let code = row.text("member").to_uppercase();
        let Some(user) = keyed.users.get(&email::kept(row.text("user"))).copied() else { continue };
        let Some(member) = places.get(&code).and_then(|place| plan.members.get_mut(*place)) else { continue };
        if disabled.contains(&user) {
            let what = format!("is disabled there: does not act for {code} here");
            plan.notices.push(remark(&tables.member_users, (row, "user"), what));
        } else if member.state != "left" {
            member.operators.push(user);
        }
    }
    let mut of: BTreeMap<usize, usize> = BTreeMap::new();
    let active = plan.members.iter().filter(|member| member.state == "active");
    for operator in active.flat_map(|member| &member.operators) {
        *of.entry(*operator).or_default() += 1;
    }
    let several = of.values().filter(|count| **count > 1).count();
    if let Some(row) = tables.member_users.rows.first().filter(|_| several > 0) {
        let what = format!("{several} persons act for several members; each signs in once and chooses for whom");
        plan.notices.push(remark(&tables.member_users, (row, "user"), what));
    }
    let acts = |person: &usize| of.contains_key(person);
    if let Some(community) = tables.community.rows.first().filter(|_| !plan.chairs.iter().any(acts)) {
        let what = "none of them acts for a member here, so nobody can sit in the committee until one does";
        plan.notices.push(remark(&tables.community, (community, "adminUsers"), what));
    }
}

fn transfers(plan: &mut ImportPlan, tables: &Tables) {
    let members = plan.places();
    let persons: BTreeMap<&str, usize> =
        plan.persons.iter().zip(0_usize..).map(|(person, place)| (person.email.as_str(), place)).collect();
    let planned = tables.transfers.rows.iter().filter_map(|row| {
        let place = |column: &str| members.get(&row.text(column).to_uppercase()).copied();
        let (payer, payee) = (place("payer")?, place("payee")?);
        let entered_by = persons.get(email::kept(row.text("user")).as_str()).copied()?;
        let acts = |member: usize| plan.members.get(member).is_some_and(|m| m.operators.contains(&entered_by));
        Some(PlannedTransfer {
            id: row.get("id").and_then(|id| Uuid::try_parse(id).ok()).map(TransferId),
            payer,
            payee,
            amount: cells::amount(row.text("amount"))
                .and_then(|a| cells::parts(a, plan.unit.decimals))
                .and_then(Amount::new)?,
            description: one_line(row.text("description")),
            at: cells::time(row.text("createdAt"))?,
            line: row.line,
            entered_by,
            on_behalf: !acts(payer) && !acts(payee),
        })
    });
    let mut planned: Vec<PlannedTransfer> = planned.collect();
    // Rows come in no order; two of the same moment keep that of the file.
    planned.sort_by_key(|transfer| transfer.at);
    plan.transfers = planned;
}

/// Where the transfers leave each account; it must be where the bundle says it stands.
fn balances(plan: &mut ImportPlan, tables: &Tables, problems: &mut Problems) {
    for transfer in &plan.transfers {
        let amount = transfer.amount.parts();
        for (place, change) in [(transfer.payer, -amount), (transfer.payee, amount)] {
            if let Some(member) = plan.members.get_mut(place) {
                // 100,000 transfers of 10^15 stay within the type.
                member.balance = member.balance.saturating_add(change);
                if !(-RANGE..=RANGE).contains(&member.balance) {
                    let what = format!("takes {} out of the range of everything, ±10^15 smallest parts", member.code);
                    problems.add("transfers.csv", (transfer.line, "amount"), what);
                    return;
                }
            }
        }
    }
    let places = plan.places();
    for row in &tables.accounts.rows {
        let place = places.get(&row.text("code").to_uppercase());
        let Some(member) = place.and_then(|place| plan.members.get(*place)) else { continue };
        let made = Decimal::from_i128_with_scale(i128::from(member.balance), plan.unit.decimals).normalize();
        if let Some(stated) = row.get("balance").and_then(cells::amount).filter(|stated| *stated != made) {
            let what = format!("{stated} does not follow from transfers.csv, which makes {made}");
            problems.add("accounts.csv", (row.line, "balance"), what);
        } else if member.state == "left" && member.balance != 0 {
            let what = format!("a deleted member must stand at zero, and stands at {made}");
            problems.add("accounts.csv", (row.line, "balance"), what);
        } else if member.balance < member.min_balance || member.balance > member.max_balance {
            let what = format!("stands at {made}, outside its limits: only payments toward zero will pass");
            plan.notices.push(remark(&tables.accounts, (row, "balance"), what));
        }
    }
}
