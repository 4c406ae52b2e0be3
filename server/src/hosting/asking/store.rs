//! The table of those who ask for an exchange.

use app::hosting::asking::Ask;
use app::ids::PersonId;
use app::time::Instant;
use sqlx::AnyConnection;

use super::NewAsk;
use crate::db::{DbError, Tx};

/// Forgets what nobody confirmed in time.
pub const FORGET: &str = "delete from asks where state = 'sent' and expires_at <= $1";
/// Leaves what somebody asks for; not again under the same number.
pub const LEAVE: &str = "
insert into asks (ask_id, community, place, purpose, template, name, email, language, state, token_hash, sent_at, expires_at, asked_at,
    decided_at, decided_by, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'sent', $9, $10, $11, 0, 0, 0, '')
on conflict (ask_id) do nothing";
/// For what community a link sends something off, while it is good.
pub const SENT: &str = "select community from asks where token_hash = $1 and state = 'sent' and expires_at > $2";
/// Sends it off, once.
pub const SEND_OFF: &str = "
update asks
set state = 'asked', asked_at = $2
where token_hash = $1 and state = 'sent' and expires_at > $2
returning name, community";
/// Who runs the installation, with an address.
pub const HOSTS: &str = "
select person_id, name, email, language
from persons
where is_host = 1 and email is not null and email <> ''
order by person_id";
/// Those who wait for the host, the oldest first.
pub const WAITING: &str = "
select ask_id, community, place, purpose, template, name, email, language, asked_at
from asks
where state = 'asked'
order by asked_at, ask_id
limit 50";
/// One of them.
pub const ONE: &str = "
select ask_id, community, place, purpose, template, name, email, language, asked_at
from asks
where ask_id = $1 and state = 'asked'";
/// Decides, once.
pub const DECIDE: &str =
    "update asks set state = $2, reason = $3, decided_by = $4, decided_at = $5 where ask_id = $1 and state = 'asked'";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 8] = [FORGET, LEAVE, SENT, SEND_OFF, HOSTS, WAITING, ONE, DECIDE];

/// Forgets what nobody confirmed in time.
pub(super) async fn forget(tx: &mut Tx, now: Instant) -> Result<(), DbError> {
    sqlx::query(FORGET).bind(now).execute(tx.conn()).await?;
    Ok(())
}

/// Leaves what somebody asks for; false if that number was left before.
pub(super) async fn leave(tx: &mut Tx, new: &NewAsk, until: Instant) -> Result<bool, DbError> {
    let written = new.written.clone();
    let query = sqlx::query(LEAVE).bind(new.id).bind(written.community).bind(written.place).bind(written.purpose);
    let query = query.bind(written.template.tag()).bind(written.name).bind(written.email).bind(new.language.tag());
    let left = query.bind(new.hash.clone()).bind(new.at).bind(until).execute(tx.conn()).await?;
    Ok(left.rows_affected() > 0)
}

/// For what community a link sends something off, if it is good.
pub(super) async fn sent(conn: &mut AnyConnection, hash: Vec<u8>, now: Instant) -> Result<Option<String>, DbError> {
    Ok(sqlx::query_scalar(SENT).bind(hash).bind(now).fetch_optional(conn).await?)
}

/// Sends it off: who asks, and for which community; nothing if the link is good no longer.
pub(super) async fn send_off(tx: &mut Tx, hash: Vec<u8>, now: Instant) -> Result<Option<(String, String)>, DbError> {
    Ok(sqlx::query_as(SEND_OFF).bind(hash).bind(now).fetch_optional(tx.conn()).await?)
}

/// Who runs the installation: key, name, address and language.
pub(super) async fn hosts(tx: &mut Tx) -> Result<Vec<(PersonId, String, String, String)>, DbError> {
    Ok(sqlx::query_as(HOSTS).fetch_all(tx.conn()).await?)
}

/// Those who wait for the host.
pub async fn all_waiting(conn: &mut AnyConnection) -> Result<Vec<Ask>, DbError> {
    Ok(sqlx::query_as(WAITING).fetch_all(conn).await?)
}

/// The one of that number, while it waits.
pub(super) async fn waiting(conn: &mut AnyConnection, id: i64) -> Result<Option<Ask>, DbError> {
    Ok(sqlx::query_as(ONE).bind(id).fetch_optional(conn).await?)
}

/// Decides; false if it was decided before.
pub async fn decide(
    tx: &mut Tx,
    id: i64,
    (state, reason): (&str, &str),
    (by, at): (PersonId, Instant),
) -> Result<bool, DbError> {
    let query = sqlx::query(DECIDE).bind(id).bind(state.to_owned()).bind(reason.to_owned()).bind(by).bind(at);
    Ok(query.execute(tx.conn()).await?.rows_affected() > 0)
}
