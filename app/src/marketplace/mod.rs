//! The marketplace: what members offer and look for.
//!
//! Always holds: a listing is a member's in one exchange; who does not just take part there shows none. Prices are in the smallest parts of the
//! exchange's unit. Not here: the table (`manyhands::marketplace`), paying for something (`payments`).

pub mod card;
pub mod categories;
pub mod categories_page;
pub mod first;
pub mod form_page;
pub mod forms;
pub mod markdown;
pub mod market_page;
pub mod moderating;
pub mod own_page;
pub mod page;
pub mod price;
pub mod renewing;
pub mod states;

pub use crate::members::listed::ListingKind;
pub use crate::rules::market::{ListingReach, Moderation};
