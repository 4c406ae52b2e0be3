//! What helps a young exchange to its first ten trades, ticked off by what is so.

use leptos::prelude::*;

use super::month::MonthMembers;
use crate::paths::exchange;
use crate::roles::{Right, Role, may};
use crate::ui::{Check, Checklist, Chrome};

/// An exchange that has as many trades is not young any more.
pub const FIRST_TRADES: i64 = 10;
/// So many members make an exchange that can trade.
const FIRST_MEMBERS: i64 = 5;
/// Of so many it should stand what they do.
const FIRST_ABOUTS: i64 = 3;

/// How far a young exchange is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Youth {
    /// Trades that stand; [`FIRST_TRADES`] stands for more.
    pub trades: i64,
    /// Rules that were decided since it began; not counted once it has as many trades.
    pub decided: i64,
}

/// The steps, for who holds these offices; none once it has traded enough.
pub fn first_trades(chrome: &Chrome, offices: &[Role], (youth, members): (&Youth, &MonthMembers)) -> Option<AnyView> {
    if youth.trades >= FIRST_TRADES {
        return None;
    }
    let words = chrome.words();
    let link = |right, href: String| offices.iter().any(|role| may(*role, right)).then_some(href);
    let of = |done: i64, all: i64, text: String, href| {
        let count = (done < all && all > 1).then(|| words.young_of(done, all));
        Check { text, href, count, done: done >= all }
    };
    let directory = chrome.href(&exchange::Members);
    let checks = vec![
        of(youth.decided, 1, words.young_rules(), link(Right::SetRules, chrome.href(&exchange::Settings))),
        of(
            members.members,
            FIRST_MEMBERS,
            words.young_members(FIRST_MEMBERS),
            link(Right::AddMembers, chrome.href(&exchange::AddMember)),
        ),
        of(members.described, FIRST_ABOUTS, words.young_abouts(FIRST_ABOUTS), Some(directory)),
        of(youth.trades, 1, words.young_first(), Some(chrome.href(&exchange::Pay))),
        of(youth.trades, FIRST_TRADES, words.young_ten(FIRST_TRADES), None),
    ];
    Some(
        view! { <h2>{words.young_title()}</h2><p>{words.young_lede()}</p><Checklist words=words checks=checks/> }
            .into_any(),
    )
}
