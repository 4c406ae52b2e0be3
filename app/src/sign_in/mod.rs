//! Signing in, and the signed-in person's own page.

pub mod forms;
pub mod pages;
pub mod reset;

pub use forms::{PasswordForm, ProfileForm, SignInForm};
