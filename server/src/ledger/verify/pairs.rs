//! A transfer against the rows that it refers to: its other leg, what it undoes, the act by which it was entered.

use std::collections::{BTreeMap, BTreeSet};

use app::ids::{ExchangeId, TransferId};
use app::ledger::{Kind, Unit};
use app::rate::UnitsPerHour;
use sqlx::AnyConnection;

use super::Audit;
use super::replay::{Books, CLEARING, COMMON};
use super::store::{self, ActAbout, AuditLeg, AuditTransfer, AuditUndone, OTHER_LEGS, UNDONE};

/// What some transfers refer to.
pub(super) struct Others {
    legs: BTreeMap<TransferId, AuditLeg>,
    undone: BTreeMap<TransferId, AuditUndone>,
    acts: BTreeSet<ActAbout>,
}

impl Others {
    /// Reads what these transfers refer to.
    pub async fn of(conn: &mut AnyConnection, exchange: ExchangeId, rows: &[AuditTransfer]) -> Audit<Self> {
        let (first, last) = (rows.first().map_or(0, |row| row.position), rows.last().map_or(0, |row| row.position));
        let (mut legs, mut undone) = (Vec::new(), Vec::new());
        if rows.iter().any(|row| row.partner_id != 0) {
            let query = sqlx::query_as(OTHER_LEGS).bind(exchange).bind(first).bind(last);
            legs = query.fetch_all(&mut *conn).await?;
        }
        if rows.iter().any(|row| row.reverses.is_some()) {
            undone = sqlx::query_as(UNDONE).bind(exchange).bind(first).bind(last).fetch_all(&mut *conn).await?;
        }
        let behalf = rows.iter().filter(|row| row.on_behalf == 1 || row.reverses.is_some());
        let objects: Vec<String> = behalf.map(|row| row.reverses.unwrap_or(row.id).to_string()).collect();
        let acts = store::acts_about(conn, exchange, &objects).await?;
        Ok(Self {
            legs: legs.into_iter().map(|leg: AuditLeg| (leg.transfer_id, leg)).collect(),
            undone: undone.into_iter().map(|one: AuditUndone| (one.transfer_id, one)).collect(),
            acts: acts.into_iter().collect(),
        })
    }

    /// What does not fit between a transfer and them.
    pub fn look_at(&self, t: &AuditTransfer, kind: Kind, books: &Books<'_>) -> Result<(), String> {
        if t.partner_id != 0 {
            let Some(other) = self.legs.get(&t.id) else { return Err("its other leg is missing".to_owned()) };
            leg(t, other, books)?;
        }
        if kind == Kind::Reversal {
            let Some(undone) = self.undone.get(&t.id) else { return Err("what it undoes is not there".to_owned()) };
            opposite(t, undone)?;
        }
        self.act(t, kind, books)
    }

    /// What the committee enters for a member, pays out of the exchange's own account, or undoes, stands in the journal; what the payee
    /// gives back does not.
    fn act(&self, t: &AuditTransfer, kind: Kind, books: &Books<'_>) -> Result<(), String> {
        // An intertrade is undone by the committee of whoever was paid; the payer's exchange knows it as the partner's act.
        let theirs = t.partner_id != 0 && t.value < 0;
        let what = match kind {
            // A sheet of members is one act, with figures and no names.
            Kind::Imported | Kind::Opening => return Ok(()),
            Kind::Reversal if theirs && t.on_behalf == 1 => {
                return Err("it undoes, and was not for this committee to enter".to_owned());
            }
            Kind::Reversal if self.is_given_back(t, theirs) => {
                let undone = t.reverses.unwrap_or(t.id).to_string();
                let by_committee = self.acts.iter().any(|(what, object, _)| what == "reverse" && *object == undone);
                let told = "it undoes and was not entered by the committee, and the journal says that it was";
                return if by_committee { Err(told.to_owned()) } else { Ok(()) };
            }
            Kind::Reversal => "reverse",
            Kind::Remainder => "remainder",
            _ if t.on_behalf == 0 => return Ok(()),
            _ if books.accounts.get(&t.payer).is_some_and(|payer| payer.stands.kind == COMMON) => "pay common",
            _ => "pay for",
        };
        let act = (what.to_owned(), t.reverses.unwrap_or(t.id).to_string(), t.entered_by);
        if self.acts.contains(&act) {
            return Ok(());
        }
        Err("the journal does not know that this person entered it for the committee".to_owned())
    }
}

impl Others {
    /// Whether it was entered for the payee, who gives it back, and by no committee; of two legs the payee's says so.
    fn is_given_back(&self, t: &AuditTransfer, theirs: bool) -> bool {
        if theirs { self.legs.get(&t.id).is_some_and(|leg| leg.on_behalf == 0) } else { t.on_behalf == 0 }
    }
}

fn opposite(t: &AuditTransfer, undone: &AuditUndone) -> Result<(), String> {
    let same = (t.payer, t.payee, t.amount) == (undone.payee, undone.payer, undone.amount)
        && (t.partner_id, &t.partner_code, &t.rate) == (undone.partner_id, &undone.partner_code, &undone.rate)
        && Some(t.value) == undone.value.checked_neg();
    if !same {
        return Err("it is not the opposite of what it undoes".to_owned());
    }
    if undone.kind == Kind::Reversal.tag() || undone.position >= t.position {
        return Err("what it undoes is an undoing itself, or came after it".to_owned());
    }
    Ok(())
}

fn leg(t: &AuditTransfer, other: &AuditLeg, books: &Books<'_>) -> Result<(), String> {
    let clearing = books.accounts.get(if t.value > 0 { &t.payee } else { &t.payer }).map(|account| &account.stands);
    if !clearing.is_some_and(|stands| stands.kind == CLEARING && stands.partner_id == t.partner_id) {
        return Err("its clearing account stands for another partner".to_owned());
    }
    let Some((ours, theirs)) = t.rate.split_once(':') else { return Err("it has no rate".to_owned()) };
    let unlike = [
        (other.partner_id != books.about.exchange_id.0, "partner"),
        (other.kind != t.kind, "kind"),
        (Some(other.value) != t.value.checked_neg(), "value"),
        (other.rate != format!("{theirs}:{ours}"), "rate"),
        (other.code != t.partner_code, "code"),
        (other.entered_by != t.entered_by, "person who entered it"),
        (other.reverses != t.reverses, "undone transfer"),
        (other.description.is_some() && other.description != t.description, "words"),
    ];
    if let Some((_, what)) = unlike.iter().find(|(unlike, _)| *unlike) {
        return Err(format!("the {what} of its other leg does not fit it"));
    }
    let agreed = |agreement: &&super::store::AuditAgreement| {
        agreement.partner_id == t.partner_id
            && (agreement.our_rate.as_str(), agreement.their_rate.as_str()) == (ours, theirs)
    };
    if !books.agreements.iter().any(|agreement| agreed(&agreement) && agreement.has_begun()) {
        return Err("no agreement with the partner has had its rate".to_owned());
    }
    let Some(partner) = books.everybody.exchange(t.partner_id) else {
        return Err("there is no such partner".to_owned());
    };
    let (ours, theirs) =
        (Reckoned::of(t.amount, ours, &books.about.unit()), Reckoned::of(other.amount, theirs, &partner.unit()));
    // Whose member paid: the one whose clearing account took value, or in an undoing gives it back.
    let ours_paid = (t.value > 0) != (t.kind == Kind::Reversal.tag());
    let fits = match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours_paid => comes_to(ours, theirs, t.value),
        (Some(ours), Some(theirs)) => comes_to(theirs, ours, t.value),
        _ => false,
    };
    if fits {
        Ok(())
    } else {
        Err("the amounts of its legs, its rate and its value do not come to each other".to_owned())
    }
}

/// An amount and what an hour is in millionths of its parts.
#[derive(Clone, Copy)]
struct Reckoned {
    amount: i128,
    hour: i128,
}

impl Reckoned {
    fn of(amount: i64, rate: &str, unit: &Unit) -> Option<Self> {
        let hour = rate.parse::<UnitsPerHour>().ok()?.micro_parts(unit);
        (amount > 0 && hour > 0).then_some(Self { amount: i128::from(amount), hour })
    }

    /// Millionths of an hour, half to even.
    fn value(self) -> i128 {
        let over = self.amount * 1_000_000_000_000;
        let (whole, twice) = (over / self.hour, over % self.hour * 2);
        whole + i128::from(twice > self.hour || (twice == self.hour && whole % 2 == 1))
    }
}

/// Whether one side was typed and the other follows from it: paid is rounded up, received down, the value is the typed side's.
/// Reckoned here again, apart from what books it.
fn comes_to(paid: Reckoned, received: Reckoned, value: i64) -> bool {
    let value = i128::from(value).abs();
    let paid_typed = received.amount == paid.amount * received.hour / paid.hour && value == paid.value();
    let up = (received.amount * paid.hour + received.hour - 1) / received.hour;
    paid_typed || (paid.amount == up && value == received.value())
}
