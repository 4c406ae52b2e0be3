//! The balance limits of one account: what the committee types, what it means, and the page that says so.
//!
//! Always holds: a floor is never above zero and a ceiling never below; a warn line never stands beyond its limit; a change has
//! a reason. Not here: whose account it is and who may set it (`manyhands::limits`), the writing (`manyhands::ledger::accounts`).

pub mod classes;
pub mod due;
pub mod form;
pub mod pages;
pub mod proposed;
pub mod why;

pub use form::{LimitsAsked, LimitsCourse, LimitsDecided, LimitsForm};
