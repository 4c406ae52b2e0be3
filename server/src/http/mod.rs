//! What stands between a request and a feature: who asks, in which exchange, what was sent, and what is answered.
//!
//! Not here: the URL map (`routes`), any feature.

pub mod actor;
pub mod address;
pub mod answer;
pub mod assets;
pub mod csv;
pub mod form;
pub mod glass;
pub mod list;
pub mod needs;
pub mod path;
pub mod query;
pub mod reader;
pub mod session;
pub mod store;
pub mod tenant;
pub mod upload;
pub mod work_list;
