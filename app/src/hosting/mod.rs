//! The installation's front page and the public face of an exchange.

pub mod pages;
pub mod set_up;
