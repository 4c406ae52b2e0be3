//! What can stand in the journal of an exchange: every change of its rules, limits, roles and agreements, and every act for somebody.
//!
//! Always holds: whatever is in the list has a word in the database and a sentence in every language; what was and what it became
//! are kept without names, or where they can be erased, so that erasing a member changes no line. Not here: the table (`manyhands::journal`).

pub mod because;
pub mod fell;
pub mod fields;
pub mod figures;
pub mod pages;
pub mod states;
pub mod subscriptions;

use strum::{EnumIter, IntoEnumIterator as _};

use crate::ids::{Code, TransferId};
use crate::time::Instant;
use crate::words::Words;

/// What was decided or done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum What {
    /// The exchange began.
    Began,
    /// A rule was changed; the object is its key.
    Rule,
    /// A change of a rule was proposed; the object is its key, as of the four that follow.
    RuleProposed,
    /// It is decided and holds from its day on.
    RuleAnnounced,
    /// Another officer declined it.
    RuleDeclined,
    /// Who proposed it took it back.
    RuleWithdrawn,
    /// Members objected to it.
    RuleFallen,
    /// A change of offices was proposed; the object is the account's code of whoever it is about, as of the four that follow.
    OfficeProposed,
    /// It is decided unless members object.
    OfficeAnnounced,
    /// Another officer declined it.
    OfficeDeclined,
    /// Who proposed it took it back.
    OfficeWithdrawn,
    /// Members objected to it.
    OfficeFallen,
    /// An act about one member waits for a second officer; the object is the account's code, as of the four that follow.
    ActProposed,
    /// Another officer confirmed it.
    ActConfirmed,
    /// Another officer declined it.
    ActDeclined,
    /// Who proposed it took it back.
    ActWithdrawn,
    /// It could not be done any more.
    ActFallen,
    /// An agreement with a partner exchange came into force; the object is its key.
    Agreement,
    /// An agreement was proposed.
    Proposed,
    /// A proposal was declined.
    Declined,
    /// A proposal was taken back.
    Withdrawn,
    /// An agreement with a partner exchange ended; the object is its key.
    Ended,
    /// The limits of an account were set; the object is its code.
    Limits,
    /// A class of member was made or changed; the object is its name.
    Class,
    /// An offer or a want was let be seen or taken off; the object is the account's code.
    Listing,
    /// The categories of the market were changed.
    Categories,
    /// A member was added; the object is the account's code.
    Member,
    /// Somebody who applied was admitted; the object is the account's code.
    Admitted,
    /// Somebody who applied was not admitted.
    NotAdmitted,
    /// The committee corrected what the others see of a member; the object is the account's code.
    Profile,
    /// What a member is was changed: a holiday, suspended, leaving; the object is the account's code.
    State,
    /// Somebody who left or died was erased; the object is the account's code.
    Erased,
    /// What the committee made sure of about somebody was ticked: the items; the object is the account's code of who is a member.
    Checked,
    /// A member who had not traded for long said that they are there; the object is the account's code.
    StillHere,
    /// What a member has paid in money was entered, or what follows from it; the object is the account's code.
    Subscription,
    /// What was left of whoever left or has died was moved; the object is the transfer.
    Remainder,
    /// Offices were given or ended; the object is the account's code of whoever it is about.
    Role,
    /// A payment was entered for a member; the object is the transfer.
    PayFor,
    /// The exchange's own account paid; the object is the transfer.
    PayCommon,
    /// A payment was undone; the object is the transfer.
    Reverse,
    /// Books kept elsewhere were taken over; the object is their print.
    Import,
    /// A code on paper was made for whoever acts for a member; the object is the account's code.
    PaperCode,
    /// Somebody began or ceased to act for a member; the object is the account's code.
    Operators,
    /// Somebody may join by invitation; the object is its number.
    Invitation,
    /// The committee ended an invitation.
    InvitationEnded,
    /// Members were taken in from a spreadsheet: figures, no names.
    Sheet,
    /// The host suspended the exchange: nothing can be entered.
    Suspended,
    /// The host archived it: it is kept to be read.
    Archived,
    /// The host lifted either.
    Lifted,
    /// The host set how many members there may be.
    Quota,
    /// The host broke the glass: for an hour they read what who looks over the books reads.
    Glass,
    /// A member asked for an interim chair; the object is the account's code of whom they ask for.
    ChairAsked,
}

impl What {
    /// Its word in the database.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Began => "began",
            Self::Rule => "rule",
            Self::RuleProposed => "rule proposed",
            Self::RuleAnnounced => "rule announced",
            Self::RuleDeclined => "rule declined",
            Self::RuleWithdrawn => "rule withdrawn",
            Self::RuleFallen => "rule fallen",
            Self::OfficeProposed => "office proposed",
            Self::OfficeAnnounced => "office announced",
            Self::OfficeDeclined => "office declined",
            Self::OfficeWithdrawn => "office withdrawn",
            Self::OfficeFallen => "office fallen",
            Self::ActProposed => "act proposed",
            Self::ActConfirmed => "act confirmed",
            Self::ActDeclined => "act declined",
            Self::ActWithdrawn => "act withdrawn",
            Self::ActFallen => "act fallen",
            Self::Agreement => "agreement",
            Self::Proposed => "agreement proposed",
            Self::Declined => "agreement declined",
            Self::Withdrawn => "agreement withdrawn",
            Self::Ended => "agreement ended",
            Self::Limits => "limits",
            Self::Class => "class",
            Self::Listing => "listing",
            Self::Categories => "categories",
            Self::Member => "member",
            Self::Admitted => "admitted",
            Self::NotAdmitted => "application declined",
            Self::Profile => "profile",
            Self::State => "state",
            Self::Erased => "erased",
            Self::Checked => "checked",
            Self::StillHere => "still here",
            Self::Subscription => "subscription",
            Self::Remainder => "remainder",
            Self::Role => "role",
            Self::PayFor => "pay for",
            Self::PayCommon => "pay common",
            Self::Reverse => "reverse",
            Self::Import => "import",
            Self::PaperCode => "paper code",
            Self::Operators => "operators",
            Self::Invitation => "invitation",
            Self::InvitationEnded => "invitation ended",
            Self::Sheet => "sheet",
            Self::Suspended => "suspended",
            Self::Archived => "archived",
            Self::Lifted => "lifted",
            Self::Quota => "quota",
            Self::Glass => "glass",
            Self::ChairAsked => "chair asked",
        }
    }

    /// Whether what was and what it became are somebody's own words: these are kept where they can be erased.
    pub fn is_personal(self) -> bool {
        self == Self::Profile
    }

    /// Whether who runs the installation does it, and nobody of the exchange.
    pub fn is_of_host(self) -> bool {
        matches!(self, Self::Suspended | Self::Archived | Self::Lifted | Self::Quota | Self::Glass)
    }

    /// What has that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|what| what.tag() == tag)
    }

    /// What members read.
    pub fn sentence(self, words: &Words) -> String {
        match self {
            Self::Began => words.act_began(),
            Self::Rule => words.act_rule(),
            Self::RuleProposed => words.act_rule_proposed(),
            Self::RuleAnnounced => words.act_rule_announced(),
            Self::RuleDeclined => words.act_rule_declined(),
            Self::RuleWithdrawn => words.act_rule_withdrawn(),
            Self::RuleFallen => words.act_rule_fallen(),
            Self::OfficeProposed => words.act_office_proposed(),
            Self::OfficeAnnounced => words.act_office_announced(),
            Self::OfficeDeclined => words.act_office_declined(),
            Self::OfficeWithdrawn => words.act_office_withdrawn(),
            Self::OfficeFallen => words.act_office_fallen(),
            Self::ActProposed => words.act_proposed_for(),
            Self::ActConfirmed => words.act_confirmed_for(),
            Self::ActDeclined => words.act_declined_for(),
            Self::ActWithdrawn => words.act_withdrawn_for(),
            Self::ActFallen => words.act_fallen_for(),
            Self::Agreement => words.act_agreement(),
            Self::Proposed => words.act_proposed(),
            Self::Declined => words.act_declined(),
            Self::Withdrawn => words.act_withdrawn(),
            Self::Ended => words.act_ended(),
            Self::Limits => words.act_limits(),
            Self::Class => words.act_class(),
            Self::Listing => words.act_listing(),
            Self::Categories => words.act_categories(),
            Self::Member => words.act_member(),
            Self::Admitted => words.act_admitted(),
            Self::NotAdmitted => words.act_not_admitted(),
            Self::Profile => words.act_profile(),
            Self::State => words.act_state(),
            Self::Erased => words.act_erased(),
            Self::Checked => words.act_checked(),
            Self::StillHere => words.act_still_here(),
            Self::Subscription => words.act_subscription(),
            Self::Remainder => words.act_remainder(),
            Self::Role => words.act_role(),
            Self::PayFor => words.act_pay_for(),
            Self::PayCommon => words.act_pay_common(),
            Self::Reverse => words.act_reverse(),
            Self::Import => words.act_import(),
            Self::PaperCode => words.act_paper_code(),
            Self::Operators => words.act_operators(),
            Self::Invitation => words.act_invitation(),
            Self::InvitationEnded => words.act_invitation_ended(),
            Self::Sheet => words.act_sheet(),
            Self::Suspended => words.act_suspended(),
            Self::Archived => words.act_archived(),
            Self::Lifted => words.act_lifted(),
            Self::Quota => words.act_quota(),
            Self::Glass => words.act_glass(),
            Self::ChairAsked => words.act_chair_asked(),
        }
    }
}

/// A word that stands for nothing in the list.
#[derive(Debug, thiserror::Error)]
#[error("the journal has no {0}")]
pub struct UnknownWhat(String);

impl TryFrom<String> for What {
    type Error = UnknownWhat;

    fn try_from(tag: String) -> Result<Self, Self::Error> {
        Self::of_tag(&tag).ok_or(UnknownWhat(tag))
    }
}

/// A line of the journal as members read it.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct JournalLine {
    /// What.
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub what: What,
    /// To what: a rule's key, an account's code, a transfer's id.
    pub object: String,
    /// What it was; empty where nothing was before.
    pub was: String,
    /// What it became.
    pub becomes: String,
    /// Why.
    pub why: String,
    /// Who; empty if nobody known.
    pub entered_by: String,
    /// When.
    pub entered_at: Instant,
    /// Who confirmed it; empty if nobody did.
    pub seconded_by: String,
    /// From when it holds.
    pub in_force_from: Instant,
    /// The account that it is about; empty if it is about none.
    pub code: Code,
    /// Whose account that is.
    pub member: String,
    /// The key of the act, by which the line is found again.
    #[cfg_attr(feature = "sql", sqlx(rename = "act_id"))]
    pub act: i64,
    /// Its place among the lines of the act.
    pub line: i64,
    /// How much of it was in the favour of whoever entered it, in smallest parts.
    pub favour: i64,
}

impl JournalLine {
    /// Who, as members read it: who runs the installation is nobody of theirs, and named by that.
    pub fn by(&self, words: &Words) -> String {
        if self.what.is_of_host() { words.journal_host() } else { self.entered_by.clone() }
    }

    /// By which word a link finds the line again.
    pub fn edge(&self) -> String {
        format!("{}-{}", self.act, self.line)
    }

    /// The transfer that it is about, if it is about one.
    pub fn transfer(&self) -> Option<TransferId> {
        self.object.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::IntoEnumIterator as _;

    use super::What;
    use crate::words::Language;

    #[test]
    fn everything_in_the_journal_has_a_word_of_its_own_and_a_sentence_in_each_language() {
        let tags: BTreeSet<&str> = What::iter().map(What::tag).collect();
        assert_eq!(tags.len(), What::iter().count());
        for what in What::iter() {
            assert_eq!(What::of_tag(what.tag()), Some(what));
            let [english, spanish] = [Language::English, Language::Spanish].map(|one| what.sentence(one.words()));
            assert!(!english.is_empty() && english != spanish, "{what:?}");
        }
        assert!(What::try_from("coup".to_owned()).is_err());
    }
}
