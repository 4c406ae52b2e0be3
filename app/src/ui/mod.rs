//! The only shared markup: the page frame and the components that pages are made of.

pub mod amount;
pub mod chrome;
pub mod form;
pub mod page;
pub mod problem;
pub mod text;

pub use amount::{Gauge, amount, number};
pub use chrome::{Chrome, Flash, Membership, Place, Signed, Theme};
pub use form::{Field, FieldError, Hidden, error_of};
pub use page::{form_page, page};
