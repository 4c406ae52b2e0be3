//! The table of offices.

use app::ids::{ExchangeId, PersonId};
use app::roles::Role;
use app::time::Instant;

use crate::db::{DbError, Tx};

/// Gives a person an office.
pub const INSERT_ROLE: &str = "
insert into roles (exchange_id, person_id, role, since)
values ($1, $2, $3, $4)
on conflict (exchange_id, person_id, role) do nothing";
/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 1] = [INSERT_ROLE];

/// Gives a person an office; giving it again changes nothing.
pub async fn give_role(
    tx: &mut Tx,
    exchange: ExchangeId,
    person: PersonId,
    role: Role,
    at: Instant,
) -> Result<(), DbError> {
    sqlx::query(INSERT_ROLE).bind(exchange).bind(person).bind(role.tag()).bind(at).execute(tx.conn()).await?;
    Ok(())
}
