//! What people meet in the browser, over the real router, on both engines.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

mod acting;
mod addresses;
mod agreements;
mod alone;
mod away;
mod balances;
mod bodies;
mod books;
mod browser;
mod clocks;
mod committee;
mod days;
mod decisions;
mod demo;
mod ending;
mod faces;
mod finding;
mod forms;
mod front;
mod hostile;
mod icons;
mod importing;
mod intertrading;
mod jobs;
mod keys;
mod letters;
mod lists;
mod mail;
mod markup;
mod matrix;
mod me;
mod messages;
mod month;
mod namesakes;
mod notices;
mod pace;
mod payments;
mod profile;
mod quiet;
mod recounted;
mod reset;
mod rooms;
mod scene;
mod set_up;
mod sign_in;
mod signed_out;
mod statements;
mod stopping;
mod strangers;
mod texts;
mod together;
mod told;
mod trouble;
mod undelivered;
mod undoing;
mod unit;
mod vital;
mod whose;
mod wire;
mod year;
