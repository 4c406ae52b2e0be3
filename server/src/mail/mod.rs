//! Mails are rows of the transaction that causes them; a worker sends them afterwards, at least once.

pub mod store;
pub mod worker;

/// A mail to be sent: plain text, to one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// One line; anything that would end it has been taken out.
    pub subject: String,
    /// Plain text.
    pub body: String,
}
