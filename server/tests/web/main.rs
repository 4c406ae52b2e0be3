//! What people meet in the browser, over the real router, on both engines.

mod browser;
#[path = "../common/mod.rs"]
mod common;
mod payments;
mod strangers;
