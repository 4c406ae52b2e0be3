//! A demo exchange as a bundle, so that it comes in through the same door as everybody's.

use super::DemoExchange;
use crate::import_export::File;
use crate::import_export::write::{amount, file};
use crate::time::{Instant, start_of, zone};

impl DemoExchange {
    /// The files of its bundle.
    pub fn bundle(&self) -> Vec<File> {
        let zone = zone(self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let at = |day, second| start_of(day, &zone).plus_seconds(second);
        let began = self.transfers.first().map_or(Instant(0), |transfer| start_of(transfer.day, &zone)).iso();
        vec![
            self.community(&began),
            self.currency(),
            self.users(),
            self.member_users(),
            self.members_csv(&began),
            self.accounts(),
            self.transfers_csv(at),
        ]
    }

    fn email(&self, member: usize) -> String {
        self.members.get(member).map_or(String::new(), |member| member.email.clone())
    }

    fn code(&self, member: usize) -> String {
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
        let rows = self.members.iter().map(|member| {
            vec![member.email.clone(), member.name.to_owned(), "active".to_owned(), self.language.tag().to_owned()]
        });
        file("users.csv", &["email", "name", "status", "language"], rows)
    }

    fn member_users(&self) -> File {
        let rows = (0..self.members.len()).map(|place| vec![self.code(place), self.email(place)]);
        file("member-users.csv", &["member", "user"], rows)
    }

    fn members_csv(&self, began: &str) -> File {
        let header =
            ["code", "name", "type", "status", "access", "description", "createdAt", "updatedAt", "address.locality"];
        let rows = self.members.iter().enumerate().map(|(place, member)| {
            let code = self.code(place);
            let row = [&code, member.name, "personal", "active", "group", member.about, began, began, member.area];
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
        let limits = (amount(-self.limits.0, decimals), amount(self.limits.1, decimals));
        let rows = balances.into_iter().enumerate().map(|(place, balance)| {
            vec![self.code(place), amount(balance, decimals), limits.0.clone(), limits.1.clone()]
        });
        file("accounts.csv", &["code", "balance", "creditLimit", "maximumBalance"], rows)
    }

    fn transfers_csv(&self, at: impl Fn(jiff::civil::Date, i64) -> Instant) -> File {
        let header = ["payer", "payee", "user", "amount", "description", "createdAt", "updatedAt"];
        let rows = self.transfers.iter().map(|transfer| {
            let at = at(transfer.day, transfer.second).iso();
            vec![
                self.code(transfer.payer),
                self.code(transfer.payee),
                self.email(transfer.payer),
                amount(transfer.amount, self.unit.decimals),
                transfer.description.to_owned(),
                at.clone(),
                at,
            ]
        });
        file("transfers.csv", &header, rows)
    }
}
