//! A change of rules or offices that does not hold at once: it waits for a second officer, for its day, or both.
//!
//! Always holds: nobody seconds what they proposed; where there is nobody else, it waits a week, and members who object stop it; what
//! restricts may hold as soon as it is announced. Until anybody has paid, everything holds at once: nobody has relied on a rule yet.
//! Not here: the tables and the job (`manyhands::rules::proposals`).

use serde::Deserialize;

use super::catalogue::{Rule, RuleKind};
use super::forms::RuleChange;
use super::matter::Matter;
use super::standing::StandingRules;
use crate::forms::{FieldError, Reader};
use crate::words::Language;

/// How many days a change waits for objections where nobody could second it.
pub const OBJECTION_DAYS: i64 = 7;

/// Where a change of rules stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalState {
    /// It waits for a second officer.
    Proposed,
    /// It is decided, and holds from its day on.
    Announced,
    /// It holds, or held.
    InForce,
    /// Another officer declined it.
    Declined,
    /// Who proposed it took it back.
    Withdrawn,
    /// Members objected, or it cannot be done any more.
    Fallen,
}

/// What can happen to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalAct {
    /// Another officer confirms it.
    Second,
    /// Another officer declines it.
    Decline,
    /// Who proposed it takes it back.
    Withdraw,
    /// Enough members have objected, or there is nothing left to be decided.
    Fall,
    /// Its day has come.
    Hold,
}

impl ProposalState {
    const ALL: [Self; 6] =
        [Self::Proposed, Self::Announced, Self::InForce, Self::Declined, Self::Withdrawn, Self::Fallen];

    /// Its word in the database.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Announced => "announced",
            Self::InForce => "in_force",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Fallen => "fallen",
        }
    }

    /// What becomes of it; none where that cannot happen to it any more.
    pub fn next(self, act: ProposalAct) -> Option<Self> {
        match (self, act) {
            (Self::Proposed, ProposalAct::Second) => Some(Self::Announced),
            (Self::Proposed, ProposalAct::Decline) => Some(Self::Declined),
            (Self::Proposed | Self::Announced, ProposalAct::Withdraw) => Some(Self::Withdrawn),
            (Self::Proposed | Self::Announced, ProposalAct::Fall) => Some(Self::Fallen),
            (Self::Announced, ProposalAct::Hold) => Some(Self::InForce),
            _ => None,
        }
    }

    /// Something can still happen to it.
    pub fn waits(self) -> bool {
        matches!(self, Self::Proposed | Self::Announced)
    }
}

/// A word that is no state.
#[derive(Debug, thiserror::Error)]
#[error("no proposal is {0}")]
pub struct UnknownState(String);

impl TryFrom<String> for ProposalState {
    type Error = UnknownState;

    fn try_from(tag: String) -> Result<Self, Self::Error> {
        Self::ALL.into_iter().find(|state| state.tag() == tag).ok_or(UnknownState(tag))
    }
}

/// The way that a change goes until it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleCourse {
    /// Another officer confirms it first.
    pub second: bool,
    /// Members may object, since nobody could.
    pub open_to_objection: bool,
    /// Whole days that it is announced.
    pub days: i64,
}

impl RuleCourse {
    /// Of these changes of these rules, where there is somebody who may confirm them or nobody is.
    pub fn of(now: &StandingRules, changes: &[RuleChange], has_seconder: bool) -> Self {
        let binding = |declared: fn(Rule) -> bool| now.traded && changes.iter().any(|change| declared(change.what));
        let needs_second = binding(|rule| rule.entry().second) && now.in_force.second_for_rules();
        let second = needs_second && has_seconder;
        let open_to_objection = needs_second && !second;
        let restricts = changes.iter().all(|change| restricts(change.what, &now.value(change.what), &change.value));
        let notice = if binding(|rule| rule.entry().notice) && !restricts { now.in_force.notice_days() } else { 0 };
        let days = if open_to_objection { notice.max(OBJECTION_DAYS) } else { notice };
        Self { second, open_to_objection, days }
    }

    /// Of a change of offices, which nobody need be told of beforehand.
    pub fn of_offices(now: &StandingRules, has_seconder: bool) -> Self {
        let needs_second = now.traded && now.in_force.second_for_rules();
        let (second, open_to_objection) = (needs_second && has_seconder, needs_second && !has_seconder);
        Self { second, open_to_objection, days: if open_to_objection { OBJECTION_DAYS } else { 0 } }
    }

    /// Of an act that takes a second officer by a rule of its own. What is about one member waits for nobody where there is nobody who
    /// could confirm it: it is not for all members to read and object to.
    pub fn of_act(now: &StandingRules, matter: Matter, has_seconder: bool) -> Self {
        let needs_second = now.traded && now.in_force.second_for(matter);
        let second = needs_second && has_seconder;
        let open_to_objection = needs_second && !second && matter.reader().is_none();
        Self { second, open_to_objection, days: if open_to_objection { OBJECTION_DAYS } else { 0 } }
    }

    /// It holds as soon as it is decided.
    pub fn is_now(self) -> bool {
        !self.second && self.days == 0
    }
}

/// Whether a rule that becomes so lets members, or the committee, do less than before.
fn restricts(rule: Rule, was: &str, becomes: &str) -> bool {
    let parts = |text: &str| text.parse::<i64>().unwrap_or(0);
    match (rule, rule.kind()) {
        (_, RuleKind::Flag) if rule.is_of_seconds() => becomes == "yes",
        (Rule::NoticeDays | Rule::RampDays | Rule::RampThings | Rule::RampPartners | Rule::Vouchers, _)
        | (_, RuleKind::Lowest) => parts(becomes) > parts(was),
        (_, RuleKind::Highest | RuleKind::Days | RuleKind::Count(_)) => parts(becomes) < parts(was),
        (_, RuleKind::Flag) => becomes == "no",
        (_, RuleKind::Choice(choices)) => {
            // The choices stand from the widest to the narrowest.
            let place = |tag: &str| choices.iter().position(|choice| *choice == tag);
            place(becomes) > place(was)
        }
        _ => false,
    }
}

/// How many members must object so that a change falls: five, or every third where there are fewer than fifteen.
pub fn enough_objections(members: i64) -> i64 {
    (members / 3).clamp(1, 5)
}

/// The form under a proposal as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProposalForm {
    /// Made by the page, so that sending it twice answers once.
    pub id: String,
    /// `second`, `decline`, `withdraw` or `object`.
    pub answer: String,
    /// Why; not asked of who seconds.
    pub reason: String,
}

/// What somebody says to a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalAnswer {
    /// Confirms it.
    Second,
    /// Declines it.
    Decline,
    /// Takes back one's own.
    Withdraw,
    /// Objects, as a member.
    Object,
}

impl ProposalForm {
    /// What was meant; with a reason but for who confirms.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<(ProposalAnswer, String), Vec<FieldError>> {
        use ProposalAnswer::{Decline, Object, Second, Withdraw};
        let mut form = Reader::new(language);
        let choices = [("second", Second), ("decline", Decline), ("withdraw", Withdraw), ("object", Object)];
        let answer = form.choice(crate::forms::PAGE, &self.answer, choices);
        let reason = match answer {
            Some(Second) => Some(String::new()),
            _ => form.reason("reason", &self.reason),
        };
        form.finish(|| Some((answer?, reason?)))
    }
}

#[cfg(test)]
mod tests {
    use super::ProposalAct::{Decline, Fall, Hold, Second, Withdraw};
    use super::ProposalState::{self, Announced, Declined, Fallen, InForce, Proposed, Withdrawn};
    use super::{ProposalForm, RuleCourse, enough_objections};
    use crate::rules::catalogue::Rule;
    use crate::rules::forms::RulesDecided;
    use crate::rules::forms::tests::rules;
    use crate::rules::matter::Matter;
    use crate::words::Language::English;

    #[test]
    fn what_is_decided_is_decided_once() {
        for (state, becomes) in [
            (Proposed, [Some(Announced), Some(Declined), Some(Withdrawn), Some(Fallen), None]),
            (Announced, [None, None, Some(Withdrawn), Some(Fallen), Some(InForce)]),
            (InForce, [None; 5]),
            (Declined, [None; 5]),
            (Withdrawn, [None; 5]),
            (Fallen, [None; 5]),
        ] {
            assert_eq!([Second, Decline, Withdraw, Fall, Hold].map(|act| state.next(act)), becomes, "{state:?}");
            assert_eq!(ProposalState::try_from(state.tag().to_owned()).ok(), Some(state));
            assert_eq!(state.waits(), becomes.iter().any(Option::is_some));
        }
        assert!(ProposalState::try_from("voted".to_owned()).is_err());
    }

    #[test]
    fn a_change_waits_as_the_rules_say_and_what_restricts_may_hold_at_once() {
        let course = |traded, officers, rule: Rule, value: &str| {
            let now = rules(traded);
            let decided = RulesDecided::between(&now, now.clone().with(rule, value), (&[rule], "so".into()));
            assert_eq!(decided.changes.len(), 1, "{rule:?} {value}");
            let RuleCourse { second, open_to_objection, days } = RuleCourse::of(&now, &decided.changes, officers > 1);
            (second, open_to_objection, days)
        };
        for (traded, officers, rule, value, expected) in [
            (false, 2, Rule::DefaultMin, "-20000", (false, false, 0)),
            (true, 2, Rule::DefaultMin, "-20000", (true, false, 14)),
            (true, 2, Rule::DefaultMin, "-5000", (true, false, 0)),
            (true, 1, Rule::DefaultMin, "-20000", (false, true, 14)),
            (true, 1, Rule::DefaultMin, "-5000", (false, true, 7)),
            (true, 2, Rule::DefaultMax, "30000", (true, false, 14)),
            (true, 2, Rule::DefaultMax, "10000", (true, false, 0)),
            (true, 2, Rule::ShowBalances, "yes", (true, false, 14)),
            (true, 2, Rule::WhoMayJoin, "open", (true, false, 14)),
            (true, 2, Rule::WhoMayJoin, "invitation", (true, false, 0)),
            (true, 2, Rule::LeavingDays, "30", (true, false, 0)),
            (true, 2, Rule::LeavingDays, "100", (true, false, 14)),
            (true, 2, Rule::NewcomerMin, "-5000", (true, false, 0)),
            (true, 2, Rule::RampThings, "3", (true, false, 0)),
            (true, 2, Rule::GrowthShare, "10", (true, false, 14)),
            (true, 2, Rule::NoticeDays, "7", (true, false, 14)),
            (true, 2, Rule::NoticeDays, "20", (true, false, 0)),
            (true, 2, Rule::SecondForRules, "no", (true, false, 14)),
            (true, 2, Rule::UnitsPerHour, "11", (true, false, 14)),
            (true, 2, Rule::Name, "Hillside", (false, false, 0)),
            (true, 1, Rule::Hue, "3", (false, false, 0)),
        ] {
            assert_eq!(course(traded, officers, rule, value), expected, "{rule:?} {value} {officers}");
        }
        let now = rules(true).with(Rule::SecondForRules, "no").with(Rule::NoticeDays, "0");
        let decided = RulesDecided::between(
            &now,
            now.clone().with(Rule::ShowBalances, "yes"),
            (&[Rule::ShowBalances], "so".into()),
        );
        assert!(RuleCourse::of(&now, &decided.changes, false).is_now(), "where neither is asked for");
    }

    #[test]
    fn an_office_waits_for_a_second_or_a_week_once_anybody_has_paid() {
        for (traded, asked, has_seconder, expected) in [
            (false, "yes", true, (false, false, 0)),
            (true, "yes", true, (true, false, 0)),
            (true, "yes", false, (false, true, 7)),
            (true, "no", false, (false, false, 0)),
        ] {
            let now = rules(traded).with(Rule::SecondForRules, asked);
            let RuleCourse { second, open_to_objection, days } = RuleCourse::of_offices(&now, has_seconder);
            assert_eq!((second, open_to_objection, days), expected, "{traded} {asked} {has_seconder}");
        }
    }

    #[test]
    fn an_act_waits_for_a_second_and_where_there_is_none_only_what_all_may_read_waits_at_all() {
        for (matter, traded, asked, has_seconder, expected) in [
            (Matter::Limits, false, "yes", true, (false, false, 0)),
            (Matter::Limits, true, "yes", true, (true, false, 0)),
            (Matter::Limits, true, "yes", false, (false, false, 0)),
            (Matter::Limits, true, "no", true, (false, false, 0)),
            (Matter::Class, true, "yes", true, (true, false, 0)),
            (Matter::Class, true, "yes", false, (false, true, 7)),
            (Matter::Remainder, true, "no", true, (true, false, 0)),
            (Matter::Admission, true, "yes", true, (false, false, 0)),
            (Matter::Agreement, true, "yes", true, (true, false, 0)),
            (Matter::Agreement, true, "yes", false, (false, false, 0)),
        ] {
            let now = rules(traded).with(Rule::SecondForLimits, asked);
            let RuleCourse { second, open_to_objection, days } = RuleCourse::of_act(&now, matter, has_seconder);
            assert_eq!((second, open_to_objection, days), expected, "{matter:?} {traded} {asked} {has_seconder}");
        }
    }

    #[test]
    fn as_many_objections_are_enough_as_there_are_members_for() {
        for (members, enough) in [(0, 1), (2, 1), (3, 1), (6, 2), (14, 4), (15, 5), (2_000, 5)] {
            assert_eq!(enough_objections(members), enough, "{members}");
        }
    }

    #[test]
    fn an_answer_says_why_unless_it_confirms() {
        for (answer, reason, right) in [
            ("second", "", true),
            ("decline", "", false),
            ("decline", "too early", true),
            ("withdraw", " ", false),
            ("object", "it hurts the young", true),
            ("", "so", false),
            ("veto", "so", false),
        ] {
            let form = ProposalForm { answer: answer.into(), reason: reason.into(), ..ProposalForm::default() };
            assert_eq!(form.parse(English).is_ok(), right, "{answer} {reason}");
        }
    }
}
