//! What Manyhands does: HTTP, SQL, clock, mail, jobs, command line. What it is, is the crate `app`.

pub mod actor;
pub mod assets;
pub mod clock;
pub mod config;
pub mod db;
pub mod demo;
pub mod error;
pub mod form;
pub mod governance;
pub mod hosting;
pub mod import_export;
pub mod intertrading;
pub mod ledger;
pub mod limits;
pub mod mail;
pub mod members;
pub mod payments;
pub mod routes;
pub mod serve;
pub mod session;
pub mod sheet;
pub mod sign_in;
pub mod site;
pub mod statements;
pub mod tenant;
