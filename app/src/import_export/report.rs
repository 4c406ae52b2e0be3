//! What the host reads before and after an import.

use std::fmt::Write as _;

use super::plan::ImportPlan;
use super::table::{FileRow, FileTable, Tables};
use crate::ui::text::amount_text;
use crate::words::Language;

/// What a bundle has and this program does not take yet, and how much of it.
pub(super) fn left_out(tables: &Tables) -> Vec<(usize, &'static str)> {
    let cells = |table: &FileTable, wanted: &dyn Fn(&str) -> bool| -> usize {
        table.rows.iter().map(|row| row.cells().filter(|(name, _)| wanted(name)).count()).sum()
    };
    let rows =
        |table: &FileTable, wanted: &dyn Fn(&FileRow) -> bool| table.rows.iter().filter(|row| wanted(row)).count();
    let (community, members) = (&tables.community, &tables.members);
    let taken = [
        "defaultInitialCreditLimit",
        "defaultInitialMaximumBalance",
        "defaultAllowPayments",
        "defaultHideBalance",
        "allowPayments",
    ];
    let setting = |name: &str| name.strip_prefix("settings.").is_some_and(|rest| !taken.contains(&rest));
    let contact = |name: &str| name.starts_with("contact.");
    let contact_but_phone = |name: &str| contact(name) && name != "contact.phone";
    let address = |name: &str| name.starts_with("address.") && name != "address.locality";
    let both = |wanted: &dyn Fn(&str) -> bool| cells(community, wanted) + cells(members, wanted);
    let all = [
        (tables.categories.rows.len(), "categories"),
        (tables.posts.rows.len(), "offers and wants"),
        (
            rows(members, &|row| matches!(row.text("status"), "draft" | "pending")),
            "members without an account (drafts and applications)",
        ),
        (
            cells(&tables.users, &|name| name == "passwordHash"),
            "passwords; people set a new one by the link on the sign-in page",
        ),
        (
            cells(community, &contact) + cells(members, &contact_but_phone),
            "contacts (the telephone numbers of members are taken)",
        ),
        (both(&address), "lines of addresses (the place is taken)"),
        (both(&|name| name == "location.type"), "points on the map"),
        (both(&|name| name == "imageUrl"), "pictures"),
        (
            rows(members, &|row| row.text("access") == "private"),
            "members' wish to be private: here every member sees them in the directory",
        ),
        (
            rows(&tables.member_users, &|row| row.cells().any(|(name, _)| name.contains('.'))),
            "persons' choices of mail and notices",
        ),
        (cells(community, &setting), "settings of the community"),
        (cells(&tables.currency, &setting), "settings of the currency"),
        (cells(&tables.accounts, &setting), "settings of accounts"),
    ];
    all.into_iter().filter(|(count, _)| *count > 0).collect()
}

impl ImportPlan {
    /// What is in the bundle, in a few lines.
    pub fn report(&self) -> String {
        let text = |parts: i64| amount_text(&self.unit, Language::English, parts);
        let mut out = String::new();
        let mut line = |name: &str, rest: String| {
            // Writing into a text cannot fail.
            let _ = writeln!(out, "  {name:<11}{rest}");
        };
        let rate = self.units_per_hour;
        line("exchange", format!("{} ({})", self.name, self.code));
        line(
            "unit",
            format!(
                "{}, {}, {} decimals, {rate} for an hour of ordinary work",
                self.unit.plural, self.unit.symbol, self.unit.decimals
            ),
        );
        line("persons", self.persons.len().to_string());
        let state = |wanted: &str| self.members.iter().filter(|member| member.state == wanted).count();
        line(
            "members",
            format!("{} active, {} suspended, {} left", state("active"), state("suspended"), state("left")),
        );
        let balances = || self.members.iter().map(|member| member.balance);
        let (least, most) = (balances().min().unwrap_or(0), balances().max().unwrap_or(0));
        let sum = balances().fold(0_i128, |sum, balance| sum + i128::from(balance));
        line("balances", format!("from {} to {}; their sum is {sum}", text(least), text(most)));
        let days = match (self.transfers.first(), self.transfers.last()) {
            (Some(first), Some(last)) => format!(", {} to {}", first.at.iso(), last.at.iso()),
            _ => String::new(),
        };
        line("transfers", format!("{}{days}", self.transfers.len()));
        if !self.left_out.is_empty() {
            out.push_str("Not yet taken:\n");
            for (count, what) in &self.left_out {
                let _ = writeln!(out, "  {count:>6} {what}");
            }
        }
        if !self.notices.is_empty() {
            out.push_str("To know:\n");
            for notice in &self.notices {
                let _ = writeln!(out, "  {notice}");
            }
        }
        out
    }
}
