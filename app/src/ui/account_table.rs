//! A table of accounts: whose each is, what it is, where it stands between its limits, its balance. Where it is narrow each account takes
//! two lines: picture, name, code and balance; bar, state and last trade.

use leptos::prelude::*;

use super::gauge::Gauge;
use super::pieces::{Column, DataTable};
use super::text::number_text;
use super::{AmountText, number};
use crate::ledger::{RANGE, Unit};
use crate::words::Language;

/// An account.
pub struct AccountLine {
    /// Its face, or the tile of what is no member.
    pub picture: AnyView,
    /// Where more is to be read of it.
    pub href: String,
    /// Whose it is.
    pub name: String,
    /// Its code.
    pub code: String,
    /// What it is, in a word or two.
    pub state: AnyView,
    /// When it moved last.
    pub last: String,
    /// Where it stands.
    pub stands: Gauge,
    /// Where its limits are set; none for who may not.
    pub limits: Option<String>,
}

/// The accounts, and at the foot what their sum is called and how much it is.
pub fn account_table(
    (unit, language): (&Unit, Language),
    rows: Vec<AccountLine>,
    (label, sum): (String, i64),
) -> AnyView {
    let words = language.words();
    let columns = vec![
        Column::text(words.balances_account()),
        Column::text(words.balances_state_last()),
        Column::text(words.balances_limits()),
        Column::number(words.balances_balance()),
    ];
    let caption = if unit.is_time { words.balances_caption_time() } else { words.balances_caption(&unit.plural) };
    let rows: Vec<_> = rows.into_iter().map(|row| cells(unit, language, row)).collect();
    let nothing = || ().into_any();
    let foot = vec![label.into_any(), nothing(), nothing(), number(unit, language, sum, true)];
    view! { <div class="wide accounts"><DataTable caption=caption columns=columns rows=rows foot=foot/></div> }
        .into_any()
}

fn cells(unit: &Unit, language: Language, row: AccountLine) -> Vec<AnyView> {
    let words = language.words();
    let limit = |parts: i64| if parts.abs() >= RANGE { "∞".to_owned() } else { number_text(unit, language, parts) };
    let range = format!("{} … {}", limit(row.stands.min), limit(row.stands.max));
    let bar = row.stands.bar(unit, language);
    let limits = view! { {bar}<span class="range"><AmountText text=range/></span> };
    // Of whoever was erased the code is the name.
    let code = (row.name != row.code).then(|| view! { <span class="what code">{row.code}</span> });
    let limits = match row.limits {
        Some(href) => {
            view! { <a href=href>{limits}<span class="hidden">" "{words.limits_change()}</span></a> }.into_any()
        }
        None => limits.into_any(),
    };
    vec![
        view! {
            <div class="person">
                {row.picture}
                <div><a href=row.href><bdi>{row.name}</bdi></a>{code}</div>
            </div>
        }
        .into_any(),
        view! { {row.state}<span class="what nowrap"><bdi>{row.last}</bdi></span> }.into_any(),
        limits,
        number(unit, language, row.stands.balance, true),
    ]
}
