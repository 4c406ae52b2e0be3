//! What the payment form carries, and what it comes to once every field is right.

use serde::Deserialize;

use crate::forms::amount_sentence;
use crate::ids::TransferId;
use crate::ledger::{Amount, Refusal, Unit};
use crate::text::one_line;
use crate::ui::FieldError;
use crate::ui::text::amount_text;
use crate::words::{Language, Words};

/// The longest description, in characters.
const LONGEST: usize = 200;

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PayForm {
    /// The transfer's id, made with the form.
    pub id: String,
    /// A name or a code.
    pub to: String,
    /// How much.
    pub amount: String,
    /// What for.
    pub description: String,
    /// What the check page showed, if it matters.
    pub shown: String,
    /// `theirs` when the amount is in the unit of a payee in a partner exchange; the payer's otherwise.
    pub side: String,
}

/// A form whose fields are right; whom `to` means is for the books to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The transfer's id.
    pub id: TransferId,
    /// A name or a code, trimmed and not empty.
    pub to: String,
    /// How much.
    pub amount: Amount,
    /// What for.
    pub description: String,
}

impl PayForm {
    /// Reads the fields.
    ///
    /// # Errors
    /// One [`FieldError`] for each field that is not right.
    pub fn parse(&self, unit: &Unit, language: Language) -> Result<Payment, Vec<FieldError>> {
        let words = language.words();
        let mut errors = Vec::new();
        let mut wrong = |field, message| errors.push(FieldError { field, message });
        let to = self.to.trim().to_owned();
        if to.is_empty() {
            wrong("to", words.pay_to_empty());
        }
        let amount = Amount::read(&self.amount, unit)
            .map_err(|error| wrong("amount", amount_sentence(error, words, (unit, language))));
        let description = one_line(&self.description);
        if description.is_empty() {
            wrong("description", words.pay_description_empty());
        } else if description.chars().count() > LONGEST {
            wrong("description", words.pay_description_long());
        }
        let id = self.id.parse::<TransferId>().map_err(|_| wrong("to", words.pay_id_bad()));
        match (id, amount) {
            (Ok(id), Ok(amount)) if errors.is_empty() => Ok(Payment { id, to, amount, description }),
            _ => Err(errors),
        }
    }
}

/// The sentence for a refusal, as the payer reads it, and the field it belongs to.
pub fn refusal_error(refusal: Refusal, words: &Words, unit: &Unit, language: Language) -> FieldError {
    let text = |parts| amount_text(unit, language, parts);
    let (field, message) = match refusal {
        Refusal::SameAccount => ("to", words.pay_to_self()),
        Refusal::MayNotPay => ("to", words.refused_may_not_pay()),
        Refusal::MayNotBePaid => ("to", words.refused_may_not_be_paid()),
        Refusal::BelowMin { room } => ("amount", words.refused_below_min(text(room))),
        Refusal::AboveMax { room } => ("amount", words.refused_above_max(text(room))),
        Refusal::OutOfRange(_) => ("amount", words.refused_out_of_range()),
    };
    FieldError { field, message }
}
