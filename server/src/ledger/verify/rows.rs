//! A transfer by itself: its figures, its kind, its accounts, the limits in force, its day, its words, whoever entered it.

use app::ledger::{Kind, RANGE};
use jiff::civil::Date;

use super::replay::{Books, CLEARING, COMMON, MEMBER, Replayed};
use super::store::AuditTransfer;
use crate::ledger::words_hash;

/// Its kind, if everything fits; else what does not.
pub(super) fn look_at(t: &AuditTransfer, books: &Books<'_>) -> Result<Kind, String> {
    let Some(kind) = Kind::of_tag(&t.kind) else { return Err(format!("{:?} is no kind of transfer", t.kind)) };
    figures(t)?;
    let (Some(payer), Some(payee)) = (books.accounts.get(&t.payer), books.accounts.get(&t.payee)) else {
        return Err("payer or payee is no account of this exchange".to_owned());
    };
    parties(t, kind, (payer.stands.kind, payee.stands.kind))?;
    limits(t, payer, payee)?;
    waiver(t, kind)?;
    moment(t, books)?;
    person(t, kind, books)?;
    words(t, books)?;
    Ok(kind)
}

fn unless(fits: bool, what: &str) -> Result<(), String> {
    if fits { Ok(()) } else { Err(what.to_owned()) }
}

fn figures(t: &AuditTransfer) -> Result<(), String> {
    let in_range = |figure: &i64| (-RANGE..=RANGE).contains(figure);
    let all = [t.payer_after, t.payee_after, t.payer_min, t.payee_max];
    unless((1..=RANGE).contains(&t.amount), "its amount is not positive, or out of range")?;
    unless(t.payer != t.payee, "payer and payee are one")?;
    unless(all.iter().all(in_range), "a balance or limit in it is out of the range of everything")?;
    let flags = [t.payer_warned, t.payee_warned, t.waived, t.on_behalf];
    unless(flags.iter().all(|flag| [0, 1].contains(flag)), "something in it is neither yes nor no")
}

/// Whether its accounts, and what it says of a partner, are as its kind has them.
fn parties(t: &AuditTransfer, kind: Kind, (payer, payee): (i64, i64)) -> Result<(), String> {
    let clearing = [payer, payee].iter().filter(|kind| **kind == CLEARING).count();
    let says_partner = t.partner_id != 0;
    unless(
        says_partner || (t.partner_code.is_empty() && t.rate.is_empty() && t.value == 0),
        "it has a code, a rate or a value without a partner",
    )?;
    unless(
        says_partner || t.partner_name.as_ref().is_none_or(String::is_empty),
        "it has a partner's name without a partner",
    )?;
    unless(t.reverses.is_some() == (kind == Kind::Reversal), "what it undoes does not fit its kind")?;
    match kind {
        Kind::Payment | Kind::Imported => {
            unless(clearing == 0 && !says_partner, "an account of a partner does not fit its kind")?;
            unless(payee == MEMBER || payer == MEMBER, "no member has part in it")
        }
        Kind::Levy => {
            unless(!says_partner, "a partner does not fit its kind")?;
            unless([payer, payee].contains(&COMMON) && clearing == 0, "the common account has no part in it")
        }
        Kind::Remainder | Kind::Opening => {
            unless(!says_partner, "a partner does not fit its kind")?;
            let ends = [payer, payee];
            unless(ends.contains(&COMMON) && ends.contains(&MEMBER), "it is not between a member and the exchange")
        }
        Kind::Netting => unless(clearing == 2 && !says_partner, "it is not between two clearing accounts"),
        Kind::Intertrade | Kind::Reversal if says_partner => {
            let takes = if t.value > 0 { payee } else { payer };
            unless(t.value != 0, "it is worth nothing to the partner")?;
            unless(clearing == 1 && takes == CLEARING, "its value does not fit its accounts")
        }
        Kind::Intertrade => Err("it says no partner".to_owned()),
        Kind::Reversal => unless(clearing != 1, "it says no partner"),
    }
}

/// The limits that it was booked under against those in force at its position.
fn limits(t: &AuditTransfer, payer: &Replayed, payee: &Replayed) -> Result<(), String> {
    let (Some(payers), Some(payees)) = (payer.limits, payee.limits) else {
        return Err("no limits of its accounts are recorded before it".to_owned());
    };
    if t.payer_min != payers.min_balance {
        return Err(format!(
            "it was booked under {} as the payer's lowest, in force was {}",
            t.payer_min, payers.min_balance
        ));
    }
    if t.payee_max != payees.max_balance {
        return Err(format!(
            "it was booked under {} as the payee's highest, in force was {}",
            t.payee_max, payees.max_balance
        ));
    }
    unless(
        t.waived == 1 || (t.payer_after >= t.payer_min && t.payee_after <= t.payee_max),
        "it breaks a limit without a waiver",
    )?;
    unless(
        t.waived == 1 || (payers.may_debit == 1 && payees.may_credit == 1),
        "the payer might not pay, or the payee not be paid",
    )?;
    let warned = (i64::from(t.payer_after < payers.warn_min), i64::from(t.payee_after > payees.warn_max));
    unless((t.payer_warned, t.payee_warned) == warned, "its warnings are not those of the lines in force")
}

/// Whether it passes the limits for a reason that its kind allows.
fn waiver(t: &AuditTransfer, kind: Kind) -> Result<(), String> {
    // A reason that went with whoever was erased was there.
    let reason = t.waiver_reason.as_deref().filter(|reason| t.erasure_id == 0 || !reason.is_empty());
    match kind {
        Kind::Imported => {
            unless(t.waived == 1, "it is imported, which no limit binds, and says that they did")?;
            unless(reason.is_none_or(str::is_empty), "it is imported and says why it passes the limits")
        }
        Kind::Intertrade => unless(t.waived == 0, "it passes limits that two exchanges have agreed on"),
        Kind::Reversal => {
            unless(t.waived == 1, "it undoes, which no limit binds, and says that they did")?;
            unless(t.description == t.waiver_reason, "its words are not the reason for which it undoes")
        }
        Kind::Remainder | Kind::Opening => {
            unless(t.waived == 1 && t.on_behalf == 1, "it was not moved by the committee past the limits")
        }
        Kind::Payment | Kind::Levy | Kind::Netting => Ok(()),
    }?;
    let has_reason = reason.is_none_or(|reason| !reason.is_empty());
    unless(t.waived == 0 || kind == Kind::Imported || has_reason, "it passes the limits without a reason")?;
    unless(t.waived == 1 || reason.is_none_or(str::is_empty), "it has a reason to pass limits that bound it")
}

fn moment(t: &AuditTransfer, books: &Books<'_>) -> Result<(), String> {
    let Ok(day) = t.traded_on.parse::<Date>() else { return Err(format!("{:?} is no day", t.traded_on)) };
    unless(day.to_string() == t.traded_on, "its day is not written as days are")?;
    unless(day <= t.booked_at.day(&books.zone), "it was traded on a day after it was entered")?;
    let known = (1..=books.about.rules_version).contains(&t.rules_version);
    unless(known, "it was booked under rules that the exchange has not had")
}

/// Whether whoever entered it is known and might.
fn person(t: &AuditTransfer, kind: Kind, books: &Books<'_>) -> Result<(), String> {
    let nobody = t.entered_by.0 == 0 && kind == Kind::Imported;
    unless(nobody || books.everybody.persons.contains(&t.entered_by), "it was entered by nobody known")?;
    // What our members get from a partner's was entered there; and what is given back, by who got it.
    let ours = match kind {
        Kind::Payment => true,
        Kind::Intertrade => t.value > 0,
        Kind::Reversal => t.partner_id == 0 || t.value > 0,
        Kind::Imported | Kind::Levy | Kind::Netting | Kind::Remainder | Kind::Opening => false,
    };
    let may = books.operators.contains(&(t.payer, t.entered_by));
    unless(!ours || t.on_behalf == 1 || may, "it was entered by somebody who does not act for the payer")
}

/// The words against the hash that was booked; of those that went with whoever was erased, that it was so, and that they are gone.
fn words(t: &AuditTransfer, books: &Books<'_>) -> Result<(), String> {
    let (Some(description), Some(waiver), Some(partner), Some(salt)) =
        (&t.description, &t.waiver_reason, &t.partner_name, &t.salt)
    else {
        return Err("its words are missing, and no erasure is recorded".to_owned());
    };
    if t.erasure_id != 0 {
        let is_of = |exchange: i64| books.everybody.erasures.contains(&(t.erasure_id, exchange));
        let by_partner = t.partner_id != 0 && is_of(t.partner_id) && *partner == t.partner_code;
        let is_empty = description.is_empty() && waiver.is_empty() && is_of(books.about.exchange_id.0);
        return unless(
            salt.is_empty() && (by_partner || is_empty),
            "its words are gone by no erasure that is recorded",
        );
    }
    let hash = words_hash(salt, description, waiver, partner);
    unless(hash.as_slice() == t.words_hash, "its words are not those that were booked")
}
