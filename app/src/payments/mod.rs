//! Paying a member: the form, the check page, the receipt.

pub mod behalf;
pub mod forms;
pub mod pages;

pub use forms::{PayForm, Payment};
