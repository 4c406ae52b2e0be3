//! A demo exchange as a bundle, so that it comes in through the same door as everybody's.

use jiff::civil::Date;

use super::{DemoExchange, DemoMember, Mark};
use crate::import_export::File;
use crate::import_export::write::{amount, file};
use crate::time::{Instant, start_of, zone};

impl DemoExchange {
    /// The files of its bundle, as it stands: without what was undone, and what was paid from or to elsewhere.
    pub fn bundle(&self) -> Vec<File> {
        let began = self.at(self.began, 0).iso();
        vec![
            self.community(&began),
            self.currency(),
            self.users(),
            self.member_users(),
            self.members_csv(),
            self.accounts(),
            self.transfers_csv(),
        ]
    }

    /// The same before anybody has traded, without those whom its committee adds by hand; nobody is in a class yet.
    pub fn begun(&self) -> Self {
        let first = |member: &DemoMember| DemoMember { limits: self.limits, ..member.clone() };
        let members = self.members.iter().map(first).collect();
        Self { members, transfers: Vec::new(), is_begun: true, ..self.clone() }
    }

    /// A moment of a day here.
    pub fn at(&self, day: Date, second: i64) -> Instant {
        start_of(day, &zone(self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)).plus_seconds(second)
    }

    /// The members of the bundle with their places.
    fn bundled(&self) -> impl Iterator<Item = (usize, &DemoMember)> {
        self.members.iter().enumerate().filter(|(_, member)| !self.is_begun || !member.is_by_hand())
    }

    fn email(&self, member: usize) -> String {
        self.members.get(member).map_or(String::new(), |member| member.email.clone())
    }

    /// The code of a member, by their place.
    pub fn code(&self, member: usize) -> String {
        format!("{}{:04}", self.code, member + 1)
    }

    fn community(&self, began: &str) -> File {
        let header = [
            "code",
            "name",
            "description",
            "status",
            "access",
            "adminUsers",
            "createdAt",
            "updatedAt",
            "address.locality",
        ];
        let row = [self.code, self.name, self.description, "active", "public", &self.email(0), began, began, self.area];
        file("community.csv", &header, [row.map(str::to_owned).to_vec()])
    }

    fn currency(&self) -> File {
        let header = [
            "code",
            "adminUser",
            "name",
            "namePlural",
            "symbol",
            "decimals",
            "scale",
            "rateNumerator",
            "rateDenominator",
            "settings.defaultInitialCreditLimit",
            "settings.defaultInitialMaximumBalance",
        ];
        let unit = &self.unit;
        let row = vec![
            self.code.to_owned(),
            self.email(0),
            unit.name.clone(),
            unit.plural.clone(),
            unit.symbol.clone(),
            unit.decimals.to_string(),
            unit.decimals.to_string(),
            "1".to_owned(),
            self.units_per_hour.to_owned(),
            amount(-self.limits.0, unit.decimals),
            amount(self.limits.1, unit.decimals),
        ];
        file("currency.csv", &header, [row])
    }

    fn users(&self) -> File {
        let rows = self.bundled().map(|(_, member)| {
            vec![member.email.clone(), member.name.to_owned(), "active".to_owned(), self.language.tag().to_owned()]
        });
        file("users.csv", &["email", "name", "status", "language"], rows)
    }

    fn member_users(&self) -> File {
        let rows = self.bundled().map(|(place, member)| vec![self.code(place), member.email.clone()]);
        file("member-users.csv", &["member", "user"], rows)
    }

    fn members_csv(&self) -> File {
        let header = [
            "code",
            "name",
            "type",
            "status",
            "access",
            "description",
            "createdAt",
            "updatedAt",
            "address.locality",
            "contact.phone",
        ];
        let rows = self.bundled().map(|(place, member)| {
            let (code, joined) = (self.code(place), self.at(member.joined, 0).iso());
            let kind = match member.kind {
                "business" => "business",
                "organisation" => "organization",
                _ => "personal",
            };
            let status = match member.mark {
                Mark::Left if !self.is_begun => "deleted",
                Mark::Blocked if !self.is_begun => "suspended",
                _ => "active",
            };
            let (about, area, phone) = (member.about, member.area, &member.phone);
            let row = [&code, member.name, kind, status, "group", about, &joined, &joined, area, phone];
            row.map(str::to_owned).to_vec()
        });
        file("members.csv", &header, rows)
    }

    fn accounts(&self) -> File {
        let decimals = self.unit.decimals;
        let mut balances = vec![0_i64; self.members.len()];
        for transfer in &self.transfers {
            for (member, change) in [(transfer.payer, -transfer.amount), (transfer.payee, transfer.amount)] {
                if let Some(balance) = balances.get_mut(member) {
                    *balance += change;
                }
            }
        }
        let rows = self.bundled().map(|(place, member)| {
            let balance = balances.get(place).copied().unwrap_or(0);
            let (min, max) = member.limits;
            vec![self.code(place), amount(balance, decimals), amount(-min, decimals), amount(max, decimals)]
        });
        file("accounts.csv", &["code", "balance", "creditLimit", "maximumBalance"], rows)
    }

    fn transfers_csv(&self) -> File {
        let header = ["payer", "payee", "user", "amount", "description", "createdAt", "updatedAt"];
        let rows = self.transfers.iter().map(|transfer| {
            let at = self.at(transfer.day, transfer.second).iso();
            vec![
                self.code(transfer.payer),
                self.code(transfer.payee),
                self.email(transfer.entered_by.unwrap_or(transfer.payer)),
                amount(transfer.amount, self.unit.decimals),
                transfer.description.to_owned(),
                at.clone(),
                at,
            ]
        });
        file("transfers.csv", &header, rows)
    }
}
