//! Paying: the form, the check page, the receipt; the same for a payee here and for one in a partner exchange.

pub mod forms;
pub mod pages;
pub mod receipts;
pub mod trades;
mod wrong;

pub use forms::{PayForm, Payment, Sum};
