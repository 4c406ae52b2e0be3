//! What Manyhands is, without effects: its rules, words, forms, pages and mails.
//!
//! Nothing here opens anything: no SQL, HTTP, clock, randomness or environment; what needs
//! them receives them as arguments from the crate `manyhands` (the folder `server`).

pub mod demo;
pub mod disputes;
pub mod forms;
pub mod help;
pub mod home;
pub mod hosting;
pub mod ids;
pub mod import_export;
pub mod intertrading;
pub mod joining;
pub mod journal;
pub mod ledger;
pub mod limits;
pub mod mails;
pub mod marketplace;
pub mod members;
pub mod messages;
pub mod notices;
pub mod paths;
pub mod payments;
pub mod photos;
pub mod rate;
pub mod roles;
pub mod rules;
pub mod sign_in;
pub mod statements;
pub mod statistics;
pub mod subscriptions;
pub mod text;
pub mod time;
pub mod ui;
pub mod words;
