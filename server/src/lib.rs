//! What Manyhands does: HTTP, SQL, clock, mail, jobs, command line. What it is, is the crate `app`.

pub mod clock;
pub mod db;

pub mod ledger;

pub mod actor;
pub mod assets;
pub mod config;
pub mod error;
pub mod session;
pub mod site;
pub mod tenant;
