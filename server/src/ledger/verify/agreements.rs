//! Agreements against the clearing accounts, which hold their limits, and those against their mirrors in the partners' books.

use app::ids::ExchangeId;
use sqlx::AnyConnection;

use super::Audit;
use super::replay::{Books, CLEARING};
use super::store::{AuditAccount, AuditAgreement, AuditLimits, MIRRORS};
use crate::ledger::accounts::Limits;

impl AuditAgreement {
    /// Whether it came into force, as its journal has it.
    pub fn has_begun(&self) -> bool {
        self.becomes.is_some()
    }

    fn is_in_force(&self) -> bool {
        self.state == "in_force"
    }
}

/// Every agreement and every clearing account.
pub(super) async fn look_at_all(conn: &mut AnyConnection, books: &Books<'_>) -> Audit<()> {
    for agreement in &books.agreements {
        if let Err(what) = look_at(agreement, books) {
            return Err(books.wrong(format!("agreement {}: {what}", agreement.agreement_id)));
        }
    }
    let query = sqlx::query_as(MIRRORS).bind(books.about.exchange_id);
    let mirrors: Vec<(ExchangeId, i64)> = query.fetch_all(conn).await?;
    let clearing = books.accounts.values().map(|account| &account.stands).filter(|stands| stands.kind == CLEARING);
    for stands in clearing {
        if let Err(what) = clears(stands, &mirrors, books) {
            return Err(books.wrong_account(&stands.code, what));
        }
    }
    Ok(())
}

fn look_at(agreement: &AuditAgreement, books: &Books<'_>) -> Result<(), String> {
    let rates = format!(" {}:{}", agreement.our_rate, agreement.their_rate);
    match (agreement.is_in_force(), &agreement.becomes) {
        (true, Some(becomes)) if becomes.ends_with(&rates) => {}
        (true, _) => return Err("the journal does not know that it came into force with these rates".to_owned()),
        // Its accounts have other limits since, and may have those of a later one.
        (false, Some(_)) if agreement.state == "ended" && agreement.ends > 0 => return Ok(()),
        (false, Some(_)) => return Err("the journal says that it came into force, and not that it ended".to_owned()),
        (false, None) => return Ok(()),
    }
    let Some(clearing) = books.clearing(agreement.partner_id) else {
        return Err("it has no clearing account".to_owned());
    };
    if clearing.limits != agreed(agreement) {
        return Err(format!("the limits of {} are not those that were agreed on", clearing.code));
    }
    Ok(())
}

/// The limits of a clearing account while its agreement is in force.
fn agreed(agreement: &AuditAgreement) -> AuditLimits {
    let Limits { min_balance, max_balance, warn_min, warn_max, may_debit, may_credit } =
        Limits::between(agreement.lowest, agreement.highest);
    let (may_debit, may_credit) = (i64::from(may_debit), i64::from(may_credit));
    AuditLimits { min_balance, max_balance, warn_min, warn_max, may_debit, may_credit }
}

fn clears(stands: &AuditAccount, mirrors: &[(ExchangeId, i64)], books: &Books<'_>) -> Result<(), String> {
    let partner = stands.partner_id;
    if !books.agreements.iter().any(|agreement| agreement.partner_id == partner && agreement.has_begun()) {
        return Err("it stands for a partner with whom nothing was agreed".to_owned());
    }
    let code = books.everybody.exchange(partner).map(|theirs| format!("{}*{}", books.about.code, theirs.code));
    if code.as_ref() != Some(&stands.code) {
        return Err("its code is not made of the two exchanges'".to_owned());
    }
    let of_partner: Vec<i64> =
        mirrors.iter().filter(|(exchange, _)| exchange.0 == partner).map(|(_, value)| *value).collect();
    match of_partner.as_slice() {
        [value] if Some(*value) == stands.value.checked_neg() => Ok(()),
        [value] => Err(format!("its position is {} in value, and {value} in the partner's books", stands.value)),
        _ => Err("there is not one account in the partner's books that mirrors it".to_owned()),
    }
}
