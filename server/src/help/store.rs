//! What exchanges say in their own words.

use app::help::OwnText;
use app::ids::ExchangeId;
use sqlx::AnyConnection;

use crate::db::{DbError, Tx};
use crate::rules::store::Holds;

/// The words that hold now; empty for everybody's.
pub const TEXT: &str = "
select text
from help_texts
where exchange_id = $1
order by from_version desc
limit 1";
/// The same of what who joins agrees to.
pub const AGREEMENT: &str = "
select text
from agreement_texts
where exchange_id = $1
order by from_version desc
limit 1";
/// Makes the next version of the rules, if they are still those that were shown.
pub const NEXT_VERSION: &str =
    "update exchanges set rules_version = rules_version + 1 where exchange_id = $1 and rules_version = $2";
/// Writes the words from a version on.
pub const PUT: &str = "insert into help_texts (exchange_id, from_version, from_at, text) values ($1, $2, $3, $4)";

/// The same of what who joins agrees to.
pub const PUT_AGREEMENT: &str =
    "insert into agreement_texts (exchange_id, from_version, from_at, text) values ($1, $2, $3, $4)";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 5] = [TEXT, AGREEMENT, NEXT_VERSION, PUT, PUT_AGREEMENT];

/// The words that hold now; none where the exchange says what everybody says.
pub async fn own(
    conn: &mut AnyConnection,
    (exchange, which): (ExchangeId, OwnText),
) -> Result<Option<String>, DbError> {
    let sql = match which {
        OwnText::Help => TEXT,
        OwnText::Agreement => AGREEMENT,
    };
    let text: Option<String> = sqlx::query_scalar(sql).bind(exchange).fetch_optional(conn).await?;
    Ok(text.filter(|text| !text.is_empty()))
}

/// Writes the words that hold from the version after the one that was shown; false if the rules are others by now.
pub(super) async fn put(tx: &mut Tx, holds: Holds, (which, text): (OwnText, &str)) -> Result<bool, DbError> {
    let shown = holds.version.saturating_sub(1);
    let next = sqlx::query(NEXT_VERSION).bind(holds.exchange).bind(shown).execute(tx.conn()).await?;
    if next.rows_affected() == 0 {
        return Ok(false);
    }
    let sql = match which {
        OwnText::Help => PUT,
        OwnText::Agreement => PUT_AGREEMENT,
    };
    let query = sqlx::query(sql).bind(holds.exchange).bind(holds.version).bind(holds.at).bind(text.to_owned());
    query.execute(tx.conn()).await?;
    Ok(true)
}
