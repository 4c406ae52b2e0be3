//! Whether a payment on a member's behalf is in the favour of whoever enters it, and another officer must enter it.
//!
//! In one's own favour is what is paid to an account that one acts for, or to a member whom one has enrolled lately; and what passes a
//! limit for a member whom one enrolled, on either side. Within one exchange: to an account of one's own in another nobody pays.

use app::ids::AccountId;
use app::roles::Right;
use sqlx::AnyConnection;

use super::work::{PaymentOrder, scope};
use crate::db::{DbError, Tx};
use crate::members::store::is_own;
use crate::roles::alone::{Favour, NotAlone, enrolled, enrolled_lately, hold, weigh};

/// The favour of it, if it is one.
async fn favour(
    conn: &mut AnyConnection,
    order: &PaymentOrder,
    (payee, amount): (AccountId, i64),
) -> Result<Option<Favour>, DbError> {
    let (payer, at) = (&order.payer, order.at);
    if !payer.on_behalf {
        return Ok(None);
    }
    let (exchange, by) = (payer.exchange.id, payer.by);
    let mut is_favour = is_own(&mut *conn, scope(order), payee, by).await?
        || enrolled_lately(&mut *conn, (exchange, payee), (by, at)).await?;
    if order.payment.waiver.is_some() {
        for account in [payer.account, payee] {
            is_favour |= enrolled(&mut *conn, (exchange, account), by).await?;
        }
    }
    let most = payer.exchange.rules.officer_alone();
    Ok(is_favour.then_some(Favour { exchange, by, at, amount, most, right: Right::PayForMembers }))
}

/// Whether another must enter it, as things stand.
pub(super) async fn foreseen(
    conn: &mut AnyConnection,
    order: &PaymentOrder,
    to: (AccountId, i64),
) -> Result<Option<NotAlone>, DbError> {
    match favour(&mut *conn, order, to).await? {
        Some(favour) => weigh(conn, favour).await,
        None => Ok(None),
    }
}

/// How much of it is in the favour of whoever enters it, in the transaction that books it and after its accounts are locked; or that
/// another must enter it.
pub(super) async fn judge(
    tx: &mut Tx,
    order: &PaymentOrder,
    to: (AccountId, i64),
) -> Result<Result<i64, NotAlone>, DbError> {
    let Some(favour) = favour(tx.conn(), order, to).await? else { return Ok(Ok(0)) };
    hold(tx, favour.exchange, favour.by).await?;
    Ok(weigh(tx.conn(), favour).await?.map_or(Ok(favour.amount), Err))
}
