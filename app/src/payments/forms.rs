//! What the payment form carries, and what it comes to once every field is right.

use serde::Deserialize;

use crate::forms::{FieldError, Reader, Text};
use crate::ids::TransferId;
use crate::ledger::{Amount, Refusal, Unit};
use crate::paths::query::PayQuery;
use crate::ui::text::amount_text;
use crate::ui::{Chrome, Voice};
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
    /// `yes`: past the limits, which only the committee can ask for, on a member's behalf.
    pub waive: String,
    /// Why past the limits.
    pub waive_reason: String,
    /// The code on the button that was pressed, of those who were offered: it stands for what was typed.
    pub pick: String,
    /// The amount on the button that was pressed, of the two ways to read hours that were written with a mark.
    pub reading: String,
    /// The field that is to be changed: the form is shown again, with everything that was typed.
    pub change: String,
}

/// How much, in the unit of the side that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sum {
    /// What the payer pays.
    Paid(Amount),
    /// What the payee gets, as it was typed: in what unit is known with the payee.
    Received(String),
}

/// A form whose fields are right; whom `to` means is for the books to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The transfer's id.
    pub id: TransferId,
    /// A name or a code, trimmed and not empty.
    pub to: String,
    /// How much.
    pub sum: Sum,
    /// What for.
    pub description: String,
    /// What the check page showed; empty if there was none.
    pub shown: String,
    /// Why it passes the limits, if it does.
    pub waiver: Option<String>,
}

impl PayForm {
    /// The form that a link fills in.
    pub fn asked(query: PayQuery) -> Self {
        let PayQuery { to, amount, description, waive, waive_reason, id } = query;
        Self { id, to, amount, description, waive, waive_reason, ..Self::default() }
    }

    /// The form with what its buttons say instead of what was typed; and whether it is to be shown, whatever it says.
    pub fn pressed(self) -> (Self, bool) {
        let is_shown =
            !self.change.is_empty() || !self.reading.is_empty() || (!self.pick.is_empty() && self.is_begun());
        let or = |said: String, typed| if said.is_empty() { typed } else { said };
        let (to, amount) = (or(self.pick, self.to), or(self.reading, self.amount));
        (Self { to, amount, pick: String::new(), reading: String::new(), change: String::new(), ..self }, is_shown)
    }

    /// Whether nothing but the payee is said yet.
    fn is_begun(&self) -> bool {
        self.amount.trim().is_empty() && self.description.trim().is_empty()
    }

    /// Reads the fields; those about the limits only if the payer is somebody on whose behalf the committee acts.
    ///
    /// # Errors
    /// One [`FieldError`] for each field that is not right.
    pub fn parse(&self, unit: &Unit, (language, on_behalf): (Language, bool)) -> Result<Payment, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let words = form.words();
        let id = form.id(&self.id);
        let to = self.to.trim();
        let to = form.needs("to", (!to.is_empty()).then(|| to.to_owned()), Words::pay_to_empty);
        let sum = match self.side.as_str() {
            "theirs" => Some(Sum::Received(self.amount.clone())),
            _ => form.amount("amount", &self.amount, unit).map(Sum::Paid),
        };
        let description =
            form.line("description", &self.description, Text::asked(LONGEST, words.pay_description_empty()));
        let waives = on_behalf && self.waive == "yes";
        let reason = Text::asked(crate::forms::REASON_LENGTH, words.payfor_waive_why());
        let waiver = if waives { form.line("waive_reason", &self.waive_reason, reason).map(Some) } else { Some(None) };
        let shown = self.shown.clone();
        form.finish(|| Some(Payment { id: id?, to: to?, sum: sum?, description: description?, shown, waiver: waiver? }))
    }
}

/// The sentence for a refusal, as the payer reads it, and the field it belongs to. How much somebody else can still be paid is told
/// only to who `sees` balances: it would tell theirs.
pub fn refusal_error(refusal: Refusal, chrome: &Chrome, unit: &Unit, sees: bool) -> FieldError {
    let (words, voice) = (chrome.words(), Voice::of(chrome));
    let text = |parts| amount_text(unit, chrome.language, parts);
    let (field, message) = match refusal {
        Refusal::SameAccount => ("to", voice.pay_to_self()),
        Refusal::MayNotPay => ("to", voice.refused_may_not_pay()),
        Refusal::MayNotBePaid => ("to", words.refused_may_not_be_paid()),
        Refusal::BelowMin { room } => ("amount", voice.refused_below_min(text(room))),
        Refusal::AboveMax { room } if sees => ("amount", words.refused_above_max(text(room))),
        Refusal::AboveMax { .. } => ("amount", words.refused_above_max_unseen()),
        Refusal::OutOfRange(_) => ("amount", words.refused_out_of_range()),
    };
    FieldError { field, message }
}
