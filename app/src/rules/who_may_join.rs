//! How one becomes a member.

use crate::words::Words;

/// Whom an exchange lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoMayJoin {
    /// Everybody who asks, at once.
    Open,
    /// For whom enough members vouch, and whom the committee admits.
    Vouching,
    /// Whom the committee admits.
    Approval,
    /// Whoever has an invitation.
    Invitation,
}

impl WhoMayJoin {
    /// The words of all of them in the table of rules.
    pub const TAGS: [&'static str; 4] = ["open", "vouching", "approval", "invitation"];

    /// That of a word; the committee is asked where nothing else is known.
    pub fn of_tag(tag: &str) -> Self {
        match tag {
            "open" => Self::Open,
            "vouching" => Self::Vouching,
            "invitation" => Self::Invitation,
            _ => Self::Approval,
        }
    }

    /// Its word in the table of rules.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Vouching => "vouching",
            Self::Approval => "approval",
            Self::Invitation => "invitation",
        }
    }

    /// What members call it.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Open => words.settings_joining_open(),
            Self::Vouching => words.settings_joining_vouching(),
            Self::Approval => words.settings_joining_approval(),
            Self::Invitation => words.settings_joining_invitation(),
        }
    }
}
