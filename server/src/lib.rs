//! What Manyhands does: HTTP, SQL, clock, mail, jobs, command line. What it is, is the crate `app`.

pub mod clock;
pub mod config;
pub mod db;
pub mod demo;
pub mod disputes;
pub mod home;
pub mod hosting;
pub mod http;
pub mod import_export;
pub mod intertrading;
pub mod journal;
pub mod ledger;
pub mod limits;
pub mod mail;
pub mod members;
pub mod notices;
pub mod payments;
pub mod roles;
pub mod routes;
pub mod rules;
pub mod serve;
pub mod sign_in;
pub mod site;
pub mod statements;
