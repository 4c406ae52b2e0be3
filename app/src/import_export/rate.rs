//! What an hour of ordinary work is worth, out of the fraction that a bundle gives.

use rust_decimal::Decimal;

use super::Mistake;
use super::links::remark;
use super::plan::number;
use super::table::{FileRow, FileTable};
use crate::intertrading::UnitsPerHour;

/// A rate below or above these is asked about: hardly anybody means it.
const FEW_UNITS: Decimal = Decimal::from_parts(2, 0, 0, false, 1);
const MANY_UNITS: Decimal = Decimal::from_parts(1000, 0, 0, false, 0);

/// The format gives the hours that a unit is worth; here a rate is the units that an hour is worth.
pub(super) fn rate(table: &FileTable, currency: &FileRow, notices: &mut Vec<Mistake>) -> UnitsPerHour {
    let part = |column: &str| Decimal::from(number(Some(currency), column).max(1));
    let (hours, units) = (part("rateNumerator"), part("rateDenominator"));
    let exact = units / hours;
    // Half to even: the rate is only proposed to partners, who agree on the figure itself.
    let rounded = exact.round_dp(6).clamp(Decimal::new(1, 6), Decimal::from(1_000_000));
    if rounded != exact {
        let what = format!("{units} units for {hours} hours is taken as {} units an hour", rounded.normalize());
        notices.push(remark(table, (currency, "rateNumerator"), what));
    }
    if !(FEW_UNITS..=MANY_UNITS).contains(&rounded) {
        let what = format!(
            "an hour of ordinary work is then worth {} units: is the fraction upside down? It is the hours that one unit is worth, \
             1/20 where 20 units are an hour",
            rounded.normalize()
        );
        notices.push(remark(table, (currency, "rateNumerator"), what));
    }
    // Within its bounds by its making; one unit an hour stands for what cannot happen.
    UnitsPerHour::new(rounded).unwrap_or(UnitsPerHour::ONE)
}
