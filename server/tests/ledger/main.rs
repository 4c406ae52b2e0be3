//! What the ledger promises, on both engines.

#[path = "../common/mod.rs"]
mod common;
mod posting;
mod schema;
mod storm;
