//! What the members of the demo offer and look for.
//!
//! Always holds: whatever the day, some of it ends soon, some waits for the committee, and one is somebody's draft.

use super::DemoExchange;

/// An offer or a want of the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoListing {
    /// Whose it is, by their place.
    pub member: usize,
    /// `offer` or `want`.
    pub kind: &'static str,
    /// The name of its category.
    pub category: &'static str,
    /// What it is.
    pub title: &'static str,
    /// What it costs in units: `4.50`, `10/h` for an hour, `-` to be agreed on.
    pub price: &'static str,
    /// `own`, `partners` or `everybody`.
    pub reach: &'static str,
    /// `live`, `soon` for one that ends within days, `waiting` or `draft`.
    pub state: &'static str,
    /// More about it.
    pub text: String,
}

/// What is written for it, a line each.
fn written(slug: &str) -> &'static str {
    match slug {
        "riverside" => include_str!("listings-riverside.txt"),
        "hilltop" => include_str!("listings-hilltop.txt"),
        "puerto" => include_str!("listings-puerto.txt"),
        _ => include_str!("listings-quayside.txt"),
    }
}

impl DemoExchange {
    /// What its members offer and look for, the oldest first.
    pub fn listings(&self) -> Vec<DemoListing> {
        written(self.slug).lines().filter_map(|line| self.listing(line)).collect()
    }

    fn listing(&self, line: &'static str) -> Option<DemoListing> {
        let mut fields = line.splitn(8, '|').map(str::trim);
        let name = fields.next()?;
        Some(DemoListing {
            member: self.members.iter().position(|member| member.name == name)?,
            kind: fields.next()?,
            category: fields.next()?,
            title: fields.next()?,
            price: fields.next()?,
            reach: fields.next()?,
            state: fields.next()?,
            text: fields.next()?.replace("\\n", "\n"),
        })
    }
}
