//! What Manyhands does: HTTP, SQL, clock, mail, jobs, command line. What it is, is the crate `app`.

pub mod clock;
pub mod db;

pub mod ledger;
