//! What the ledger promises, on both engines.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on fails")]

mod alone;
mod backup;
#[path = "../common/mod.rs"]
mod common;
mod cut;
mod giving_back;
mod import_export;
mod importing;
mod intertrading;
mod manipulated;
mod payments;
mod posting;
mod schema;
mod starting;
mod storm;
mod undoing;
