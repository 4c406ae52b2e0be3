//! What the rules are about: one page a subject, as short as can be.

use strum::{EnumIter, IntoEnumIterator as _};

use super::catalogue::Rule;
use crate::words::Words;

/// A subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Subject {
    /// What the exchange is called and how it looks.
    Look,
    /// What it counts in.
    Unit,
    /// How far accounts may go.
    Limits,
    /// How far newcomers may go, and until when they are some.
    Newcomers,
    /// How limits grow with what was provided.
    Growth,
    /// Who sees what.
    Openness,
    /// Coming and going.
    Membership,
    /// What members pay in money.
    Subscriptions,
    /// What is made sure of before somebody is let in.
    Checklist,
    /// What becomes of members who have not traded for long.
    Sleeping,
    /// Offers and wants.
    Market,
    /// How the committee decides.
    Deciding,
    /// What else than rules another officer confirms.
    Seconds,
}

impl Subject {
    /// Its word in the address.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Unit => "unit",
            Self::Limits => "limits",
            Self::Newcomers => "newcomers",
            Self::Growth => "growth",
            Self::Openness => "openness",
            Self::Membership => "membership",
            Self::Subscriptions => "subscriptions",
            Self::Checklist => "checklist",
            Self::Sleeping => "sleeping",
            Self::Market => "market",
            Self::Deciding => "deciding",
            Self::Seconds => "seconds",
        }
    }

    /// Whether the limits of accounts follow from its rules.
    pub fn is_of_limits(self) -> bool {
        matches!(self, Self::Limits | Self::Newcomers | Self::Growth)
    }

    /// The subject of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|subject| subject.tag() == tag)
    }

    /// What members call it.
    pub fn title(self, words: &Words) -> String {
        match self {
            Self::Look => words.subject_look(),
            Self::Unit => words.subject_unit(),
            Self::Limits => words.subject_limits(),
            Self::Newcomers => words.subject_newcomers(),
            Self::Growth => words.subject_growth(),
            Self::Openness => words.subject_openness(),
            Self::Membership => words.subject_membership(),
            Self::Subscriptions => words.subject_subscriptions(),
            Self::Checklist => words.checklist_title(),
            Self::Sleeping => words.subject_sleeping(),
            Self::Market => words.subject_market(),
            Self::Deciding => words.subject_deciding(),
            Self::Seconds => words.subject_seconds(),
        }
    }

    /// What changes for whom, in a sentence.
    pub fn lede(self, words: &Words) -> String {
        match self {
            Self::Look => words.subject_look_lede(),
            Self::Unit => words.subject_unit_lede(),
            Self::Limits => words.settings_limits_hint(),
            Self::Newcomers => words.subject_newcomers_lede(),
            Self::Growth => words.subject_growth_lede(),
            Self::Openness => words.subject_openness_lede(),
            Self::Membership => words.subject_membership_lede(),
            Self::Subscriptions => words.subject_subscriptions_lede(),
            Self::Checklist => words.subject_checklist_lede(),
            Self::Sleeping => words.subject_sleeping_lede(),
            Self::Market => words.subject_market_lede(),
            Self::Deciding => words.subject_deciding_lede(),
            Self::Seconds => words.subject_seconds_lede(),
        }
    }

    /// The rules that are typed on its page, in their order there.
    pub fn rules(self) -> Vec<Rule> {
        let here = |rule: &Rule| rule.entry().subject == self && rule.kind() != super::kind::RuleKind::Page;
        Rule::iter().filter(here).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::IntoEnumIterator as _;

    use super::{Rule, Subject};
    use crate::rules::kind::RuleKind;
    use crate::words::Language;

    #[test]
    fn every_rule_stands_on_one_page_and_no_page_is_empty_or_long() {
        let of_pages: Vec<Rule> = Subject::iter().flat_map(Subject::rules).collect();
        let all = Rule::iter().filter(|rule| rule.kind() != RuleKind::Page);
        assert_eq!(of_pages.iter().collect::<BTreeSet<_>>(), all.collect::<Vec<_>>().iter().collect());
        for subject in Subject::iter() {
            assert!((1..=5).contains(&subject.rules().len()), "{subject:?}");
            assert_eq!(Subject::of_tag(subject.tag()), Some(subject));
            let [english, spanish] = [Language::English, Language::Spanish].map(Language::words);
            assert_ne!(subject.title(english), subject.title(spanish));
            assert_ne!(subject.lede(english), subject.lede(spanish));
        }
        assert_eq!(Subject::of_tag("members"), None);
    }
}
