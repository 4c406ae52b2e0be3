//! The rules of an exchange: what its committee types, the decisions it comes to, and the page on which every member reads them.

pub mod catalogue;
pub mod decisions;
pub mod forms;
pub mod in_force;
pub mod kind;
pub mod market;
pub mod matter;
pub mod on_day;
pub mod outside;
pub mod pages;
pub mod proposal_page;
pub mod proposals;
pub mod said;
pub mod standing;
pub mod subject;
pub mod subject_page;
pub mod subscription;
pub mod template;
pub mod who_may_join;
