//! Trade between two exchanges: what an agreement says, and what an intertrade comes to on each side.
//!
//! Always holds: the side that was typed stands as it was typed and the other is computed from the agreement's two rates in
//! exact integers, rounded against the members; one value in millionths of an hour stands with opposite sign in both books.
//!
//! Not here: the clearing accounts and the posting (`manyhands::intertrading`), paths through a third exchange, netting.

pub mod convert;
pub mod forms;
pub mod pages;
pub mod partner_pages;
pub mod position_pages;
pub mod quote;
pub mod rules;

pub use crate::rate::UnitsPerHour;
pub use convert::{ConvertError, Deal, Terms, Typed, convert, most_paid};
pub use forms::{AnswerForm, EndAgreementForm, ProposeForm};
pub use rules::{Rooms, Whose};
