//! The only shared markup: the page frame and the components that pages are made of.

pub mod chrome;

pub use chrome::{Chrome, Flash, Membership, Place, Signed, Theme};
