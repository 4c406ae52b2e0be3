//! Taking in a sheet, in parts: each is a transaction that looks at the whole sheet again, does the next lines of which something comes,
//! and leaves the books in order.
//!
//! Always holds: the exchange's row is held first, so that of two officers at once one goes on and the other finds what has changed; a
//! line that is done is one of which nothing comes, so that a sheet which was cut short goes on with the same form, and the same sheet
//! in another form finds what is left; the decision is written with the first part, once, with the figures of all.

use app::ids::{AccountId, Code, MemberId, PersonId, TransferId};
use app::import_export::sheet::{Correction, LineFate, PlannedLine, SheetAsked, SheetPerson, SheetPlan, plan};
use app::journal::{What, figures};
use app::ledger::Amount;
use app::limits::due::first;
use app::limits::form::Standing;
use app::members::profile::SeenAs;
use app::subscriptions::form::SubscriptionEntry;
use app::words::Language;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::store;
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::Exchange;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits, still_counts};
use crate::ledger::{Movement, NewTransfer, NotPosted, Slip, post};
use crate::limits::following::store as limited;
use crate::members::add::store::{Known, acts_here, hold_count, person};
use crate::members::add::welcome::{Welcome, welcome};
use crate::members::paper::store::let_act;
use crate::members::profile::store as seen;
use crate::members::store::{FirstLimits, NewMember, Phone, create_member};
use crate::sign_in::persons::{NewPerson, create_person};
use crate::subscriptions::work::{EnteringSubscriptions, enter};

/// How many lines are done in one transaction: so many that a payment beside it hardly waits.
pub const AT_ONCE: usize = 25;

/// A sheet about to be taken in, with the keys of the next part.
#[derive(Clone, Debug)]
pub struct TakingSheet {
    /// Where.
    pub exchange: Exchange,
    /// What was asked.
    pub asked: SheetAsked,
    /// The language of the page.
    pub language: Language,
    /// A print of what the page showed.
    pub seen: String,
    /// The decision.
    pub act: Act,
    /// For each line of a part its keys.
    pub keys: Vec<SheetKeys>,
}

/// The keys of what a line may need.
#[derive(Clone, Debug)]
pub struct SheetKeys {
    /// Of the member.
    pub member: MemberId,
    /// Of their account.
    pub account: AccountId,
    /// Of a change of limits.
    pub change: i64,
    /// Of what they have paid in money.
    pub paid: i64,
    /// Of the transfer, and the salt of its words.
    pub transfer: (TransferId, [u8; 16]),
    /// The mail, and the person who may be made for it.
    pub welcome: Welcome,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetProgress {
    /// There is more to do.
    More,
    /// All of it is in.
    Whole,
}

/// Why nothing of a part was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetRefused {
    /// The form's key stands for something else.
    Other,
    /// The exchange counts otherwise than when the page was made.
    Recounted,
    /// What would come of it is not what the page showed.
    Changed,
    /// There are things to mend.
    Problems,
    /// The books refuse.
    Posted(NotPosted),
}

impl From<OtherAct> for SheetRefused {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// What a page showed, as it comes back with the form.
pub fn print(plan: &SheetPlan) -> String {
    let print = Sha256::digest(format!("{:?} {:?}", plan.lines, plan.common));
    print.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Does the next part, in the caller's transaction.
///
/// # Errors
/// [`SheetRefused`]; the caller must roll back then.
pub async fn part(tx: &mut Tx, taking: &TakingSheet) -> Result<SheetProgress, Failed<SheetRefused>> {
    let TakingSheet { exchange, asked, act, .. } = taking;
    let key = (exchange.id, act.id);
    let (most, there) = hold_count(tx, exchange.id).await?;
    let begun = journal::begin::<Failed<SheetRefused>>(tx, act).await?;
    if begun != Begun::Now && !store::is_open(tx, key).await? {
        return Ok(SheetProgress::Whole);
    }
    if !still_counts(tx, exchange.id, exchange.unit.counting()).await? {
        return Err(Failed::Refused(SheetRefused::Recounted));
    }
    let room = (most > 0).then(|| most.saturating_sub(there).max(0));
    let mut facts = store::facts(tx.conn(), exchange, (act.by, room)).await?;
    // What was decided while nobody traded is taken in whole, also if its first members have traded since.
    facts.traded &= begun == Begun::Now;
    let plan = plan(asked, &facts, taking.language).map_err(|_| Failed::Refused(SheetRefused::Problems))?;
    if begun == Begun::Now && print(&plan) != taking.seen {
        return Err(Failed::Refused(SheetRefused::Changed));
    }
    if !plan.is_right() {
        return Err(Failed::Refused(SheetRefused::Problems));
    }
    let left = plan.to_do().count();
    if begun == Begun::Now {
        if left == 0 {
            return Ok(SheetProgress::Whole);
        }
        let [new, _, changed] = plan.counts();
        let common = plan.common.as_ref().map_or("", Code::as_str);
        let becomes = figures::sheet(&exchange.unit, [new, changed], (plan.sum, common));
        journal::record(tx, &Act { becomes, ..act.clone() }).await?;
        store::begin(tx, key, act.at).await?;
        store::raise_number(tx, exchange.id, plan.next_number(&exchange.code)).await?;
    }
    lines(tx, taking, &plan).await?;
    if left > taking.keys.len() {
        return Ok(SheetProgress::More);
    }
    store::end(tx, key, act.at).await?;
    Ok(SheetProgress::Whole)
}

/// The next lines, and then their opening balances in one post.
async fn lines(tx: &mut Tx, taking: &TakingSheet, plan: &SheetPlan) -> Result<(), Failed<SheetRefused>> {
    let exchange = &taking.exchange;
    let others = store::others(tx.conn(), exchange.id).await?;
    let common = others.iter().find(|other| plan.common.as_ref() == Some(&other.code));
    let common = common.ok_or(Failed::Refused(SheetRefused::Problems))?.account_id;
    let mut openings = Vec::new();
    for (line, keys) in plan.to_do().zip(&taking.keys) {
        let (account, moved) = match &line.fate {
            LineFate::New => {
                add(tx, taking, (line, keys)).await?;
                (keys.account, line.person.opening.unwrap_or(0))
            }
            LineFate::Changed(correction) => {
                correct(tx, taking, (&line.person, correction), keys).await?;
                (correction.member.account, correction.opening)
            }
            LineFate::Same => continue,
        };
        let Some(amount) = Amount::new(moved.saturating_abs()) else { continue };
        let (payer, payee) = if moved > 0 { (common, account) } else { (account, common) };
        let slip = Slip { on_behalf: true, ..exchange.slip(keys.transfer, taking.act.by, taking.act.at) };
        let words = exchange.language.words().sheet_words();
        let opening = NewTransfer::opening(slip, Movement { payer, payee, amount }, words);
        openings.push(opening.counted_in(&exchange.unit));
    }
    if !openings.is_empty() {
        post(tx, &openings).await.map_err(|error| error.map(SheetRefused::Posted))?;
    }
    Ok(())
}

/// A new member, the person of the address, and the mail.
async fn add(
    tx: &mut Tx,
    taking: &TakingSheet,
    (line, keys): (&PlannedLine, &SheetKeys),
) -> Result<(), Failed<SheetRefused>> {
    let (exchange, act, said) = (&taking.exchange, &taking.act, &line.person);
    let (begins, is_newcomer) = first(&exchange.rules);
    let follows = if is_newcomer { FirstLimits::Newcomer } else { FirstLimits::Everybody };
    // Who has what everybody has follows the rules.
    let (min, max) = (said.min.unwrap_or(begins.min), said.max.unwrap_or(begins.max));
    let (limits, follows) = match (min, max) == (begins.min, begins.max) {
        true => (Limits::of(begins.parts()), follows),
        false => (Limits::between(min, max), FirstLimits::Own),
    };
    let operator = operator(tx, taking, (said, &keys.welcome)).await?;
    let new = NewMember {
        exchange: exchange.id,
        id: keys.member,
        account: keys.account,
        code: said.code.clone(),
        name: said.name.clone(),
        kind: "person",
        about: said.about.clone(),
        phone: Phone::default(),
        area: said.area.clone(),
        limits,
        follows,
        operators: operator.iter().map(|(person, _)| *person).collect(),
        joined_at: act.at,
    };
    let code = create_member(tx, &new, act.by).await?;
    store::note(tx, (exchange.id, keys.member), said.opening.unwrap_or(0)).await?;
    paid(tx, taking, (keys.member, said.paid), keys.paid).await?;
    if let (Some(email), Some((_, known))) = (said.email.clone(), operator) {
        welcome(tx, &keys.welcome, (email, said.name.clone(), known), &code).await?;
    }
    Ok(())
}

/// Who acts for whoever has an address: the person who is known by it, or a new one.
async fn operator(
    tx: &mut Tx,
    taking: &TakingSheet,
    (said, welcome): (&SheetPerson, &Welcome),
) -> Result<Option<(PersonId, Option<Known>)>, Failed<SheetRefused>> {
    let Some(email) = &said.email else { return Ok(None) };
    if let Some(known) = person(tx, email).await? {
        if acts_here(tx, taking.exchange.id, known.id).await? {
            return Err(Failed::Refused(SheetRefused::Changed));
        }
        return Ok(Some((known.id, Some(known))));
    }
    let new = NewPerson {
        id: welcome.person(),
        email: Some(email.clone()),
        name: said.name.clone(),
        language: taking.exchange.language,
        password_hash: String::new(),
        is_host: false,
    };
    create_person(tx, &new, taking.act.at).await?;
    Ok(Some((new.id, None)))
}

/// What differs of somebody who came from an earlier sheet; the balance is posted with those of the others.
async fn correct(
    tx: &mut Tx,
    taking: &TakingSheet,
    (said, correction): (&SheetPerson, &Correction),
    keys: &SheetKeys,
) -> Result<(), Failed<SheetRefused>> {
    let (exchange, act, member) = (&taking.exchange, &taking.act, &correction.member);
    let whose = (exchange.id, member.id);
    if correction.seen_as {
        let stands = seen::hold(tx, whose).await?;
        let kept = |said: &str, stands: String| if said.is_empty() { stands } else { said.to_owned() };
        let SeenAs { name, area, about, .. } = stands.seen_as.clone();
        let becomes = SeenAs {
            name: kept(&said.name, name),
            area: kept(&said.area, area),
            about: kept(&said.about, about),
            ..stands.seen_as
        };
        seen::change(tx, whose, (&becomes, exchange.language), act.id).await?;
    }
    if let Some(limits) = correction.limits {
        set(tx, taking, (member.account, limits), keys.change).await?;
    }
    if correction.email
        && let Some((person, known)) = operator(tx, taking, (said, &keys.welcome)).await?
        && let Some(email) = said.email.clone()
    {
        let_act(tx, whose, (person, act.at)).await?;
        welcome(tx, &keys.welcome, (email, said.name.clone(), known), &member.code).await?;
    }
    paid(tx, taking, (member.id, correction.paid), keys.paid).await?;
    if correction.opening != 0 {
        store::correct(tx, whose, member.opening.unwrap_or(0).saturating_add(correction.opening)).await?;
    }
    Ok(())
}

/// Enters until when somebody has paid, where the sheet says something new of it, as if it had been entered on the treasurer's list.
async fn paid(
    tx: &mut Tx,
    taking: &TakingSheet,
    (member, until): (MemberId, Option<Date>),
    key: i64,
) -> Result<(), Failed<SheetRefused>> {
    let Some(day) = until else { return Ok(()) };
    let (act, entry) = (&taking.act, SubscriptionEntry::Paid(day));
    let act = Act::new(What::Subscription, (taking.exchange.id, key), (act.by, act.at));
    let entering = EnteringSubscriptions { members: vec![member], entry, act };
    // Somebody who left meanwhile is not as the page showed.
    enter(tx, &entering).await.map_err(|error| error.map(|_| SheetRefused::Changed))
}

/// Limits of their own from now on, as if they had been set on the member's page.
async fn set(
    tx: &mut Tx,
    taking: &TakingSheet,
    (account, (min, max)): (AccountId, (i64, i64)),
    change_id: i64,
) -> Result<(), DbError> {
    let (exchange, act) = (taking.exchange.id, &taking.act);
    let reason = taking.exchange.language.words().sheet_limits();
    limited::hold(tx, (exchange, account)).await?;
    let limits = Limits::between(min, max);
    let Limits { min_balance, max_balance, warn_min, warn_max, .. } = limits;
    let by_hand = Standing { min: min_balance, max: max_balance, warn_min, warn_max };
    limited::set_by_hand(tx, (exchange, account), (by_hand, &reason, act.at)).await?;
    let stood = crate::ledger::store::standing(tx.conn(), exchange, account).await?;
    let stood = stood.ok_or(DbError::Fault(sqlx::Error::RowNotFound))?;
    let limits = Limits { may_debit: stood.may_debit, may_credit: stood.may_credit, ..limits };
    let change = LimitsChange { exchange, account, limits, reason, by: act.by, at: act.at, change_id };
    set_limits(tx, &change).await?;
    Ok(())
}
