//! Signing in, getting back in, and the pages about oneself: name, password, e-mail address, sessions.

pub mod code;
mod easy;
pub mod email;
pub mod forms;
pub mod kept;
pub mod mails;
pub mod me;
pub mod pages;
pub mod paper;
pub mod phrase;
pub mod reset;
pub mod sessions;

pub use forms::{EmailForm, KnownBy, LookAs, PasswordForm, ProfileForm, SignInForm};
