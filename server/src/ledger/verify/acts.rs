//! What the journal says of transfers against the transfers: the other way round than `pairs`, for a mark that was taken away.

use std::collections::BTreeSet;

use app::ids::TransferId;
use sqlx::AnyConnection;

use super::Audit;
use super::replay::Books;
use super::store::{ACTS, AuditAct, ON_BEHALF, WAS_UNDONE, found_by};

/// Every act of the committee about a transfer has left its mark on it.
pub(super) async fn look_at_all(conn: &mut AnyConnection, books: &Books<'_>) -> Audit<()> {
    let exchange = books.about.exchange_id;
    let (mut act, mut line) = (i64::MIN, i64::MIN);
    loop {
        let query = sqlx::query_as(ACTS).bind(exchange).bind(act).bind(line);
        let acts: Vec<AuditAct> = query.fetch_all(&mut *conn).await?;
        let Some(last) = acts.last() else { return Ok(()) };
        (act, line) = (last.act_id, last.line);
        let marks =
            [("pay for", ON_BEHALF), ("pay common", ON_BEHALF), ("remainder", ON_BEHALF), ("reverse", WAS_UNDONE)];
        for (what, sql) in marks {
            let of = acts.iter().filter(|act| act.what == what);
            let ids: Vec<TransferId> = of.clone().filter_map(|act| act.object.parse().ok()).collect();
            let marked: BTreeSet<TransferId> = found_by(&mut *conn, sql, (exchange, &ids)).await?.into_iter().collect();
            for act in of {
                if !act.object.parse().is_ok_and(|id: TransferId| marked.contains(&id)) {
                    let told = "the journal says that the committee did so, and the transfer does not";
                    return Err(books.wrong(format!("{what} {}: {told}", act.object)));
                }
            }
        }
    }
}
