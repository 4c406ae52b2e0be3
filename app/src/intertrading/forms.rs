//! What the forms of proposing and answering carry, and what they come to once every field is right.

use serde::Deserialize;

use super::{Terms, Typed, UnitsPerHour, convert};
use crate::forms::{FieldError, Reader, Text};
use crate::ledger::{Amount, Unit};
use crate::paths::is_slug;
use crate::words::{Language, Words};

/// The longest word to a partner's committee, in characters.
const LONGEST_NOTE: usize = 200;

/// A proposal as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProposeForm {
    /// The key of the act, made with the form; the proposal's own too.
    pub id: String,
    /// The partner's slug.
    pub partner: String,
    /// Our units for an hour.
    pub rate: String,
    /// How far our clearing account for them may go down.
    pub down: String,
    /// How far it may go up.
    pub up: String,
    /// A word to their committee.
    pub note: String,
    /// Both rates, if they were asked about.
    pub shown: String,
}

/// How far a clearing account may go from zero each way, in smallest parts of its own exchange's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Down: at least 0.
    pub down: i64,
    /// Up: at least 0.
    pub up: i64,
}

impl Reach {
    /// The same reach on the partner's clearing account, which mirrors ours: what is up here is down there. None if out of range.
    pub fn mirrored(self, ours: &Terms, theirs: &Terms) -> Self {
        let over = |parts: i64| {
            let amount = Amount::new(parts)?;
            convert(Typed::Paid(amount), ours, theirs).ok().map(|deal| deal.received.parts())
        };
        Self { down: over(self.up).unwrap_or(0), up: over(self.down).unwrap_or(0) }
    }
}

/// A proposal whose fields are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The partner's slug; whether it exists is for the books to say.
    pub partner: String,
    /// Our units for an hour.
    pub rate: UnitsPerHour,
    /// Our side's limits.
    pub reach: Reach,
    /// A word to their committee.
    pub note: String,
}

impl ProposeForm {
    /// Reads the fields.
    ///
    /// # Errors
    /// One [`FieldError`] for each field that is not right.
    pub fn parse(&self, unit: &Unit, language: Language) -> Result<Proposal, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let partner = self.partner.trim().to_lowercase();
        let partner = form.needs("partner", is_slug(&partner).then_some(partner), Words::trade_partner_unknown);
        let rate = form.rate("rate", &self.rate);
        let reach = reach(&mut form, (&self.down, &self.up), unit);
        let note = form.line("note", &self.note, Text::free(LONGEST_NOTE));
        form.finish(|| Some(Proposal { partner: partner?, rate: rate?, reach: reach?, note: note? }))
    }
}

/// An answer to a proposal as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    /// The key of the act, made with the form.
    pub id: String,
    /// Which proposal the page showed.
    pub agreement: String,
    /// `accept`, `decline` or `withdraw`.
    pub answer: String,
    /// Of an acceptance: how far our clearing account may go down.
    pub down: String,
    /// And up.
    pub up: String,
}

/// An answer whose fields are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// We agree, with these limits of our own clearing account.
    Accept(Reach),
    /// We do not.
    Decline,
    /// We proposed, and think again.
    Withdraw,
}

impl AnswerForm {
    /// Reads the fields.
    ///
    /// # Errors
    /// One [`FieldError`] for each field that is not right.
    pub fn parse(&self, unit: &Unit, language: Language) -> Result<Answer, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let answer = match self.answer.as_str() {
            "accept" => reach(&mut form, (&self.down, &self.up), unit).map(Answer::Accept),
            "decline" => Some(Answer::Decline),
            "withdraw" => Some(Answer::Withdraw),
            _ => form.needs("answer", None, Words::trade_answer_bad),
        };
        form.finish(|| answer)
    }
}

/// The end of an agreement as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndAgreementForm {
    /// The key of the act, made with the form.
    pub id: String,
    /// Why.
    pub reason: String,
}

impl EndAgreementForm {
    /// Why.
    ///
    /// # Errors
    /// If it says nothing.
    pub fn parse(&self, language: Language) -> Result<String, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let reason = form.reason("reason", &self.reason);
        form.finish(|| reason)
    }
}

/// Both limits; nothing in one direction (0) is allowed, nothing in both is no agreement.
fn reach(form: &mut Reader, (down, up): (&str, &str), unit: &Unit) -> Option<Reach> {
    let (down, up) = (form.reach("down", down, unit), form.reach("up", up, unit));
    let reach = Reach { down: down?, up: up? };
    form.needs("down", (reach.down > 0 || reach.up > 0).then_some(reach), Words::trade_reach_nothing)
}

#[cfg(test)]
mod tests {
    use super::{Answer, AnswerForm, ProposeForm, Reach};
    use crate::ledger::Unit;
    use crate::words::Language;

    fn unit() -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false }
    }

    #[test]
    fn a_proposal_names_a_partner_a_rate_and_limits() {
        let form = ProposeForm {
            id: "1".into(),
            partner: " Hilltop ".into(),
            rate: "10".into(),
            down: "500".into(),
            up: "0".into(),
            note: "a  word".into(),
            shown: String::new(),
        };
        let proposal = form.parse(&unit(), Language::English).unwrap();
        assert_eq!((proposal.partner.as_str(), proposal.note.as_str()), ("hilltop", "a word"));
        assert_eq!(proposal.reach, Reach { down: 50_000, up: 0 });
        let wrong = ProposeForm { partner: "/".into(), rate: "0".into(), down: "x".into(), ..form };
        let fields: Vec<_> = wrong.parse(&unit(), Language::Spanish).unwrap_err().iter().map(|e| e.field).collect();
        assert_eq!(fields, ["partner", "rate", "down"]);
    }

    #[test]
    fn an_acceptance_needs_room_in_one_direction_at_least() {
        let form = |answer: &str, down: &str| AnswerForm {
            answer: answer.into(),
            down: down.into(),
            up: "0".into(),
            ..AnswerForm::default()
        };
        assert_eq!(
            form("accept", "1").parse(&unit(), Language::English),
            Ok(Answer::Accept(Reach { down: 100, up: 0 }))
        );
        assert!(form("accept", "0").parse(&unit(), Language::English).is_err());
        assert_eq!(form("decline", "").parse(&unit(), Language::English), Ok(Answer::Decline));
        assert!(form("", "1").parse(&unit(), Language::English).is_err());
    }
}
