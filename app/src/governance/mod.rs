//! How an exchange governs itself: who may do what, its rules and the decisions that made them, and undoing a payment.

pub mod reverse;
pub mod rights;
pub mod settings;
pub mod settings_pages;

pub use rights::{Right, Role, may};
