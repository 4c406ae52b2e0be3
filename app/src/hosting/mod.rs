//! The installation's front page, the pages of who runs it, and the public face of an exchange.

pub mod asking;
pub mod chair;
pub mod glass;
pub mod holding;
pub mod host;
pub mod opening;
pub mod pages;
pub mod set_up;
