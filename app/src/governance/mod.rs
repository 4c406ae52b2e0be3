//! How an exchange governs itself: who may do what.

pub mod rights;

pub use rights::{Right, Role, may};
