//! What notices tell of: transfers, changes of limits, agreements; of several exchanges at once, each named with its object.

use app::ids::{AccountId, AgreementId, ExchangeId, ListingId, TransferId};
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use crate::db::{DbError, Engine, expand};
use crate::ledger::store::Listed;

/// What notices say of transfers.
pub const TRANSFERS: &str = "
select t.exchange_id, t.transfer_id, t.position, t.payer, t.amount, t.payer_after, t.payee_after, t.value, t.partner_id,
    t.partner_code, coalesce(w.description, '') as description, coalesce(w.partner_name, '') as partner_name,
    coalesce(partner.name, '') as partner, coalesce(mp.name, ap.name) as payer_name, coalesce(mq.name, aq.name) as payee_name,
    coalesce(clerk.name, '') as clerk
from (values {rows}) as wanted
join transfers t on t.exchange_id = column1 and t.transfer_id = column2
join accounts ap on ap.exchange_id = t.exchange_id and ap.account_id = t.payer
join accounts aq on aq.exchange_id = t.exchange_id and aq.account_id = t.payee
left join members mp on mp.exchange_id = t.exchange_id and mp.account_id = t.payer
left join members mq on mq.exchange_id = t.exchange_id and mq.account_id = t.payee
left join transfer_words w on w.exchange_id = t.exchange_id and w.transfer_id = t.transfer_id
left join exchanges partner on partner.exchange_id = t.partner_id
left join persons clerk on clerk.person_id = t.entered_by";
/// What the journal says of acts that are told; a test names those that are told nobody.
pub const ACTS: &str = "
select j.exchange_id, j.act_id, coalesce(w.was, j.was) as was, coalesce(w.becomes, j.becomes) as becomes, j.why,
    coalesce(p.name, '') as clerk
from (values {rows}) as wanted
join journal j on j.exchange_id = column1 and j.act_id = column2
    and j.what in ('limits', 'profile', 'state', 'role', 'rule proposed', 'rule announced', 'office proposed', 'office announced', 'act proposed', 'glass', 'paper code', 'operators', 'erased', 'still here', 'listing')
    and (j.line = 0 or j.what = 'state')
left join act_words w on w.exchange_id = j.exchange_id and w.act_id = j.act_id and w.line = j.line
left join persons p on p.person_id = j.proposed_by";
/// Changes of limits that nobody decided that day, with what they were before.
pub const CHANGES: &str = "
select l.exchange_id, l.change_id, l.reason, l.min_balance, l.max_balance, l.warn_min, l.warn_max, w.min_balance as was_min,
    w.max_balance as was_max, w.warn_min as was_warn_min, w.warn_max as was_warn_max
from (values {rows}) as wanted
join account_limits l on l.exchange_id = column1 and l.account_id = column2 and l.change_id = column3 and l.changed_by = 0
join account_limits w on w.exchange_id = l.exchange_id and w.account_id = l.account_id and w.turn = l.turn - 1";
/// Agreements with both sides.
pub const AGREEMENTS: &str = "
select g.agreement_id, g.state, g.note, a.exchange_id as a_id, a.slug as a_slug, a.name as a_name, b.slug as b_slug, b.name as b_name
from agreements g
join exchanges a on a.exchange_id = g.a_exchange_id
join exchanges b on b.exchange_id = g.b_exchange_id
where g.agreement_id in ({rows})";

/// Offers and wants that end.
pub const LISTINGS: &str = "
select l.exchange_id, l.listing_id, l.title, l.until, l.renew_key
from (values {rows}) as wanted
join listings l on l.exchange_id = column1 and l.listing_id = column2 and l.renew_key <> ''";

/// All of them, as they may be.
pub const LISTED: [Listed; 5] = [
    (TRANSFERS, &[(TRANSFER_GROUP, 2)], 1),
    (ACTS, &[(ACTS_GROUP, 2)], 1),
    (CHANGES, &[(CHANGES_GROUP, 2)], 1),
    (AGREEMENTS, &[("?", 2)], 1),
    (LISTINGS, &[(TRANSFER_GROUP, 2)], 1),
];

const TRANSFER_GROUP: &str = "(cast(? as bigint), cast(? as {bytes}))";
const ACTS_GROUP: &str = "(cast(? as bigint), cast(? as bigint))";
const CHANGES_GROUP: &str = "(cast(? as bigint), cast(? as bigint), cast(? as bigint))";

/// What notices say of a transfer.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the table transfers, described in its migration, and names")]
pub struct ToldTransfer {
    pub exchange_id: ExchangeId,
    pub transfer_id: TransferId,
    pub position: i64,
    pub payer: AccountId,
    pub amount: i64,
    pub payer_after: i64,
    pub payee_after: i64,
    pub value: i64,
    pub partner_id: ExchangeId,
    pub partner_code: String,
    pub description: String,
    pub partner_name: String,
    pub partner: String,
    pub payer_name: String,
    pub payee_name: String,
    pub clerk: String,
}

/// What notices say of an act of the committee.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the table journal, described in its migration, and a name")]
pub struct ToldAct {
    pub exchange_id: ExchangeId,
    pub act_id: i64,
    pub was: String,
    pub becomes: String,
    pub why: String,
    pub clerk: String,
}

/// What notices say of a change of limits that nobody decided that day.
#[derive(Clone, Debug, FromRow)]
#[expect(
    missing_docs,
    reason = "the columns of the table account_limits, described in its migration, of two of its rows"
)]
pub struct ToldChange {
    pub exchange_id: ExchangeId,
    pub change_id: i64,
    pub reason: String,
    pub min_balance: i64,
    pub max_balance: i64,
    pub warn_min: i64,
    pub warn_max: i64,
    pub was_min: i64,
    pub was_max: i64,
    pub was_warn_min: i64,
    pub was_warn_max: i64,
}

/// What notices say of an agreement.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the table agreements, described in its migration, and names")]
pub struct ToldAgreement {
    pub agreement_id: AgreementId,
    pub state: String,
    pub note: String,
    pub a_id: ExchangeId,
    pub a_slug: String,
    pub a_name: String,
    pub b_slug: String,
    pub b_name: String,
}

/// What notices say of an offer or a want that ends.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the table listings, described in its migration")]
pub struct ToldListing {
    pub exchange_id: ExchangeId,
    pub listing_id: ListingId,
    pub title: String,
    pub until: String,
    pub renew_key: String,
}

/// What there is to say of these transfers; `bytes` is a text of the engine's.
pub(super) async fn transfers(
    conn: &mut AnyConnection,
    engine: Engine,
    wanted: &[(ExchangeId, TransferId)],
) -> Result<Vec<ToldTransfer>, DbError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = engine.text(&expand(TRANSFERS, &[(TRANSFER_GROUP, wanted.len())], 1));
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for (exchange, transfer) in wanted {
        query = query.bind(*exchange).bind(*transfer);
    }
    Ok(query.fetch_all(conn).await?)
}

/// What there is to say of these acts.
pub(super) async fn acts(conn: &mut AnyConnection, wanted: &[(ExchangeId, i64)]) -> Result<Vec<ToldAct>, DbError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = expand(ACTS, &[(ACTS_GROUP, wanted.len())], 1);
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for (exchange, act) in wanted {
        query = query.bind(*exchange).bind(*act);
    }
    Ok(query.fetch_all(conn).await?)
}

/// What there is to say of these changes of limits.
pub(super) async fn changes(
    conn: &mut AnyConnection,
    wanted: &[(ExchangeId, AccountId, i64)],
) -> Result<Vec<ToldChange>, DbError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = expand(CHANGES, &[(CHANGES_GROUP, wanted.len())], 1);
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for (exchange, account, change) in wanted {
        query = query.bind(*exchange).bind(*account).bind(*change);
    }
    Ok(query.fetch_all(conn).await?)
}

/// What there is to say of these agreements.
pub(super) async fn agreements(
    conn: &mut AnyConnection,
    wanted: &[AgreementId],
) -> Result<Vec<ToldAgreement>, DbError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = expand(AGREEMENTS, &[("?", wanted.len())], 1);
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for agreement in wanted {
        query = query.bind(*agreement);
    }
    Ok(query.fetch_all(conn).await?)
}

/// What there is to say of these offers and wants.
pub(super) async fn listings(
    conn: &mut AnyConnection,
    engine: Engine,
    wanted: &[(ExchangeId, ListingId)],
) -> Result<Vec<ToldListing>, DbError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = engine.text(&expand(LISTINGS, &[(TRANSFER_GROUP, wanted.len())], 1));
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for (exchange, listing) in wanted {
        query = query.bind(*exchange).bind(*listing);
    }
    Ok(query.fetch_all(conn).await?)
}

#[cfg(test)]
mod tests {
    use app::journal::What;
    use strum::IntoEnumIterator as _;

    use super::ACTS;

    /// Acts that no notice tells of: the record shows them, and whom they are about is told by a letter or by something else, if at all.
    const SILENT: [What; 37] = [
        What::Began,
        What::Rule,
        What::RuleDeclined,
        What::RuleWithdrawn,
        What::RuleFallen,
        What::OfficeDeclined,
        What::OfficeWithdrawn,
        What::OfficeFallen,
        What::ActConfirmed,
        What::ActDeclined,
        What::ActWithdrawn,
        What::ActFallen,
        What::Agreement,
        What::Proposed,
        What::Declined,
        What::Withdrawn,
        What::Ended,
        What::Class,
        What::Categories,
        What::Member,
        What::Admitted,
        What::NotAdmitted,
        What::Checked,
        What::Subscription,
        What::Remainder,
        What::PayFor,
        What::PayCommon,
        What::Reverse,
        What::Import,
        What::Invitation,
        What::InvitationEnded,
        What::Sheet,
        What::Suspended,
        What::Archived,
        What::Lifted,
        What::Quota,
        What::ChairAsked,
    ];

    #[test]
    fn every_act_is_either_told_or_said_to_be_told_nobody() {
        let (_, told) = ACTS.split_once("j.what in (").unwrap();
        let (told, _) = told.split_once(')').unwrap();
        let told: Vec<_> = told.split(", ").map(|word| What::of_tag(word.trim_matches('\'')).expect(word)).collect();
        for what in What::iter() {
            assert_ne!(told.contains(&what), SILENT.contains(&what), "{what:?}");
        }
    }
}
