//! What stands of a member for the others to see, and changing it.

use app::ids::{ExchangeId, Flag, MemberId};
use app::members::profile::SeenAs;
use app::words::Language;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use crate::db::{DbError, Tx};
use crate::http::actor::Scope;
use crate::members::store::FoundBy;

/// What stands.
pub const SEEN_AS: &str = "
select name, area, about, phone, phone_shown, changed_by_form
from members
where exchange_id = $1 and member_id = $2";
/// The same, and nobody else changes it meanwhile.
pub const HOLD: &str = "
select name, area, about, phone, phone_shown, changed_by_form
from members
where exchange_id = $1 and member_id = $2
{lock}";
/// Changes it.
pub const CHANGE: &str = "
update members
set name = $3, area = $4, about = $5, phone = $6, phone_shown = $7, sort_name = $8, sort_key = $9, sought = $10, changed_by_form = $11
where exchange_id = $1 and member_id = $2";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 3] = [SEEN_AS, HOLD, CHANGE];

/// What stands, and by which form.
#[derive(Clone, Debug, FromRow)]
pub struct Stands {
    /// What the others see.
    #[sqlx(flatten)]
    pub seen_as: SeenAs,
    /// The key of the form that changed it last; 0 for none.
    pub changed_by_form: i64,
}

pub(super) async fn seen_as(conn: &mut AnyConnection, scope: Scope, member: MemberId) -> Result<Stands, DbError> {
    Ok(sqlx::query_as(SEEN_AS).bind(scope.exchange()).bind(member).fetch_one(conn).await?)
}

/// The same, held until the transaction ends.
///
/// # Errors
/// The database's.
pub async fn hold(tx: &mut Tx, (exchange, member): (ExchangeId, MemberId)) -> Result<Stands, DbError> {
    let sql = tx.engine().text(HOLD);
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(exchange).bind(member).fetch_one(tx.conn()).await?)
}

/// Changes what stands, which the caller holds, by the form of that key.
///
/// # Errors
/// The database's.
pub async fn change(
    tx: &mut Tx,
    (exchange, member): (ExchangeId, MemberId),
    (seen_as, language): (&SeenAs, Language),
    form: i64,
) -> Result<(), DbError> {
    let found = FoundBy::of(language, &seen_as.name, (&seen_as.about, &seen_as.area));
    sqlx::query(CHANGE)
        .bind(exchange)
        .bind(member)
        .bind(seen_as.name.clone())
        .bind(seen_as.area.clone())
        .bind(seen_as.about.clone())
        .bind(seen_as.phone.clone())
        .bind(Flag::from(seen_as.phone_shown))
        .bind(found.sort_name)
        .bind(found.sort_key)
        .bind(found.sought)
        .bind(form)
        .execute(tx.conn())
        .await?;
    Ok(())
}
