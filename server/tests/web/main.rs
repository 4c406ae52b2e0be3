//! What people meet in the browser, over the real router, on both engines.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod browser;
mod committee;

#[path = "../common/mod.rs"]
mod common;
mod payments;
mod reset;
mod strangers;
