//! What waits for the committee, as links to where it is done.

use axum_extra::routing::TypedPath as _;

use super::balances::Show;
use crate::paths::exchange;
use crate::paths::query::ListQuery;
use crate::rules::decisions::ALONE;
use crate::ui::{Chrome, WorkItem};

/// What waits for somebody in the committee, counted; 0 of what is not theirs to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// People who want to join.
    pub applications: usize,
    /// Accounts beyond a limit.
    pub beyond: usize,
    /// Accounts close to one.
    pub close: usize,
    /// Proposals of partners to answer.
    pub proposals: usize,
    /// What others of the committee entered in their own favour, while it is open to objection.
    pub favours: usize,
    /// Members to whom a mail could not be delivered.
    pub unreached: usize,
    /// Members who are leaving.
    pub leaving: usize,
    /// Members who have not traded yet.
    pub never: usize,
}

impl Waiting {
    /// As links to where it is done, in the order in which it is urgent.
    pub fn work(self, chrome: &Chrome) -> Vec<WorkItem> {
        let words = chrome.words();
        let shown = |show: Show, count| {
            let query = ListQuery { show: show.tag().to_owned(), ..ListQuery::default() };
            let href = chrome.href(&exchange::Balances.with_query_params(query));
            WorkItem { href, text: show.text(words), count }
        };
        let partners = chrome.href(&exchange::Partners);
        let alone = ListQuery { show: ALONE.to_owned(), ..ListQuery::default() };
        let favours = chrome.href(&exchange::Decisions.with_query_params(alone));
        let work = chrome.href(&exchange::Work);
        let mut items = vec![
            WorkItem { href: work, text: words.work_applications(), count: self.applications },
            shown(Show::Beyond, self.beyond),
            shown(Show::Close, self.close),
            WorkItem { href: partners, text: words.balances_proposals(), count: self.proposals },
            WorkItem { href: favours, text: words.balances_favours(), count: self.favours },
            shown(Show::Leaving, self.leaving),
            shown(Show::Unreached, self.unreached),
            shown(Show::Never, self.never),
        ];
        items.retain(|item| item.count > 0);
        items
    }
}
