//! What can come of asking for a payment.

use app::intertrading::pages::Sides;
use app::intertrading::quote::{Glance, Quote};
use app::intertrading::{ConvertError, Whose};
use app::ledger::{AmountError, Refusal, Unit};
use app::members::Candidate;

use crate::ledger::Receipt;
use crate::roles::alone::NotAlone;

/// What can come of asking for a payment, or for what it would come to.
#[derive(Debug)]
pub enum Outcome {
    /// It would come to that; nothing is booked.
    Quoted(Quote),
    /// It is booked.
    Paid(Receipt),
    /// It stood already.
    Repeated(Receipt),
    /// Its id stands for something else.
    OtherTerms,
    /// What was confirmed no longer holds, or was never seen; this holds now. Nothing is booked.
    Stale(Quote, Glance),
    /// The exchange counts otherwise than when the amount was read. Nothing is booked.
    Recounted,
    /// Nothing can be entered in one of the exchanges. Nothing is booked.
    Held,
    /// A limit refuses.
    Refused(Refused),
    /// Nobody of that name or code, here or in a partner exchange.
    UnknownPayee,
    /// Several members have that name.
    Several(Vec<Candidate>),
    /// The payee is the payer.
    ToSelf,
    /// The payee is another account of whoever pays: two limits would become one.
    BetweenOwn,
    /// It is in the favour of whoever enters it on somebody's behalf, and another officer must enter it.
    NotAlone(NotAlone),
    /// Whoever enters it would be paid past a limit.
    WaivedToSelf,
    /// Whoever enters it on somebody's behalf would be paid themselves, in another exchange, whose committee alone could undo it.
    OwnAbroad,
    /// The limits between two exchanges are not one committee's to pass.
    WaivedAbroad,
    /// What was typed is no amount in the payee's unit.
    NoAmount(AmountError, Unit),
    /// On the other side the amount is nothing, or more than its books hold.
    NoOtherSide(ConvertError),
}

/// Whose limit refuses.
#[derive(Debug)]
pub struct Refused {
    /// Whose.
    pub whose: Whose,
    /// Why.
    pub refusal: Refusal,
    /// Between which exchanges, if the payee is in another.
    pub sides: Option<Sides>,
}
