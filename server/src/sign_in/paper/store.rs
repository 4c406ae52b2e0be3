//! Codes on paper: of each person in an exchange the last that its committee made.

use app::ids::{Code, ExchangeId, PersonId};
use app::time::Instant;

use crate::db::{DbError, Tx};

/// A new code; the one before is good no longer.
pub const LEAVE: &str = "
insert into paper_codes (exchange_id, person_id, code_hash, tries, made_at, expires_at)
values ($1, $2, $3, 0, $4, $5)
on conflict (exchange_id, person_id) do update
set code_hash = excluded.code_hash, tries = 0, made_at = excluded.made_at, expires_at = excluded.expires_at";
/// Whose codes there are among those who act for the accounts of a code: imported codes may stand in several exchanges.
pub const OF_ACCOUNT: &str = "
select c.exchange_id, c.person_id
from accounts a
join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
join paper_codes c on c.exchange_id = o.exchange_id and c.person_id = o.person_id
where a.code = $1
order by c.exchange_id, c.person_id
limit 5";
/// Counts one more try of a code, if it may still be tried.
pub const TRY: &str = "
update paper_codes
set tries = tries + 1
where exchange_id = $1 and person_id = $2 and tries < $3 and expires_at > $4
returning code_hash";
/// Uses it up: once.
pub const USE: &str = "delete from paper_codes where exchange_id = $1 and person_id = $2 returning made_at";
/// What more somebody is than a member of this exchange: who runs the installation, holds an office anywhere, acts for a member of another
/// exchange or asks to. A committee that could set their password would be all of that.
pub const MORE: &str = "
select p.is_host
    + (select count(*) from roles r where r.person_id = p.person_id)
    + (select count(*) from operators o where o.person_id = p.person_id and o.exchange_id <> $1)
    + (select count(*) from applications w where w.person_id = p.person_id and w.exchange_id <> $1 and w.state = 'applied') as more
from persons p
where p.person_id = $2";
/// A code that was made under a clock that was ahead counts as made now.
pub const CATCH_UP: &str = "
update paper_codes
set expires_at = $1 + (expires_at - made_at), made_at = $1
where made_at > $1";
/// What is too old.
pub const SWEEP: &str = "delete from paper_codes where expires_at <= $1";
/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 7] = [LEAVE, OF_ACCOUNT, TRY, USE, MORE, CATCH_UP, SWEEP];

/// Whose a code is: in which exchange it was made, for whom.
pub type PaperKey = (ExchangeId, PersonId);

/// A code about to be left.
#[derive(Clone, Debug)]
pub struct NewPaper {
    /// For whom.
    pub key: PaperKey,
    /// Its hash.
    pub hash: Vec<u8>,
    /// Made then.
    pub from: Instant,
    /// Good until then.
    pub until: Instant,
}

/// Leaves a code.
pub async fn leave(tx: &mut Tx, new: &NewPaper) -> Result<(), DbError> {
    let query = sqlx::query(LEAVE).bind(new.key.0).bind(new.key.1).bind(new.hash.clone());
    query.bind(new.from).bind(new.until).execute(tx.conn()).await?;
    Ok(())
}

/// Whose codes there are for that account.
pub async fn of_account(tx: &mut Tx, account: &Code) -> Result<Vec<PaperKey>, DbError> {
    Ok(sqlx::query_as(OF_ACCOUNT).bind(account.clone()).fetch_all(tx.conn()).await?)
}

/// Counts a try: the hash of the right code, if one may still be tried.
pub async fn try_code(tx: &mut Tx, key: PaperKey, (most, at): (i64, Instant)) -> Result<Option<Vec<u8>>, DbError> {
    let query = sqlx::query_scalar(TRY).bind(key.0).bind(key.1).bind(most).bind(at);
    Ok(query.fetch_optional(tx.conn()).await?)
}

/// Uses it up; false if somebody was faster.
pub async fn use_up(tx: &mut Tx, key: PaperKey) -> Result<bool, DbError> {
    let used: Option<i64> = sqlx::query_scalar(USE).bind(key.0).bind(key.1).fetch_optional(tx.conn()).await?;
    Ok(used.is_some())
}

/// Whether somebody is more than a member of that exchange.
///
/// # Errors
/// When there is no such person, too.
pub async fn is_more(tx: &mut Tx, key: PaperKey) -> Result<bool, DbError> {
    let more: i64 = sqlx::query_scalar(MORE).bind(key.0).bind(key.1).fetch_one(tx.conn()).await?;
    Ok(more > 0)
}

/// Forgets what is too old.
pub async fn sweep(tx: &mut Tx, now: Instant) -> Result<(), DbError> {
    sqlx::query(CATCH_UP).bind(now).execute(tx.conn()).await?;
    sqlx::query(SWEEP).bind(now).execute(tx.conn()).await?;
    Ok(())
}
