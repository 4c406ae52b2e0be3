//! The offices of an exchange. Which office may do what says `app::roles`.

pub mod store;
