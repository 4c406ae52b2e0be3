//! The SQL of the journal.

/// Finds an act of the committee by its key.
pub const FIND_ACT: &str = "
select person_id, act, object
from audit
where exchange_id = $1 and audit_id = $2";
/// Records an act of the committee.
pub const RECORD_ACT: &str = "
insert into audit (exchange_id, audit_id, at, person_id, act, object, on_behalf_of, why)
values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 2] = [FIND_ACT, RECORD_ACT];
