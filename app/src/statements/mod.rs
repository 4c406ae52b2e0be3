//! Where a member stands: the home page and the statement.

pub mod marks;
pub mod pages;
pub mod period;
mod table;
pub mod year;
