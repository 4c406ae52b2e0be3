//! The only shared markup: the page frame and the components that pages are made of.

pub mod account_table;
pub mod amount;
pub mod chart;
pub mod chrome;
pub mod face;
pub mod form;
mod frame;
pub mod gauge;
pub mod hue;
pub mod icon;
pub mod list;
pub mod page;
pub mod pieces;
pub mod problem;
pub mod qr;
pub mod style_page;
pub mod text;
mod voice;
pub mod ways;
pub mod whose;

pub use account_table::{AccountLine, account_table};
pub use amount::{AmountText, amount, number};
pub use chrome::{Acting, Chrome, Flash, HeldWhy, Membership, Place, SignedIn, Theme};
pub use face::{Face, FaceSize, Tile};
pub use form::{
    Button, ButtonKind, ButtonLink, Checkbox, Field, FieldError, FileField, Hidden, Select, TextArea, error_of,
};
pub use gauge::Gauge;
pub use icon::Icon;
pub use list::{ListPage, ListView};
pub use page::{described_form_page, form_page, page, shared_page};
pub use pieces::{
    ChangeLink, Column, DataTable, EmptyState, MemberCard, MemberCardOf, Notice, Pager, Step, SummaryList, SummaryRow,
    Tag, Tone, WorkItem, WorkList, code_beside, safe_url,
};
pub use text::{amount_text, day_text, moment_text, month_text, number_text};
pub use voice::Voice;
pub use ways::{Check, Checklist, MonthHeading, Stepper, Tab, Tabs, by_month};
pub use whose::{FormMark, act_marks, marks};
