//! What a member shows on the market, for their page. Not here: the market itself (`marketplace`).

pub mod store;
