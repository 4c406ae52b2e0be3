//! What stands behind the question mark: one type for each page that is asked something. The links of views and the handlers that
//! read them use the same one, and serde is the only one who encodes.
//!
//! Every field is a text with a default, so that nothing typed into an address can fail here; what is empty is left out.

use axum_extra::routing::TypedPath;
use serde::{Deserialize, Serialize};

macro_rules! query {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident),* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct $name {
            $(
                $(#[$field_doc])*
                #[serde(skip_serializing_if = "String::is_empty")]
                pub $field: String,
            )*
        }
    };
}

query!(
    /// The payment form, filled in.
    PayQuery {
        /// Whom to pay: a code or a name.
        to,
        /// How much, as somebody would type it.
        amount,
        /// What for.
        description,
        /// `yes`: past the limits, on somebody's behalf.
        waive,
        /// Why.
        waive_reason,
        /// The form's number: with that of a form that was sent, its receipt is shown.
        id
    }
);
query!(
    /// Writing to the committee, and to who was paid.
    ContactQuery {
        /// The payment that one asks to have back, by its id.
        payment
    }
);
query!(
    /// Confirming that one wants to join.
    JoinQuery {
        /// The number of the form that was sent.
        joining,
        /// `again`: another mail is on its way.
        news
    }
);
query!(
    /// Joining with an invitation.
    InvitationQuery {
        /// Its code, as it was typed or stands in the link.
        invitation
    }
);
query!(
    /// Opening an exchange.
    OpeningQuery {
        /// The number of the ask that fills it in.
        ask
    }
);
query!(
    /// Signing in, and where to go then.
    NextQuery {
        /// A path of this installation.
        next
    }
);
query!(
    /// What is offered and looked for: what one seeks, and from where on.
    MarketQuery {
        /// What is looked for, as it was typed.
        q,
        /// `offer` or `want`.
        kind,
        /// The number of a category.
        category,
        /// The page that begins after that listing.
        after,
        /// The page that ends before that listing.
        before
    }
);
query!(
    /// A new offer or want, filled in.
    NewListingQuery {
        /// `offer` or `want`.
        kind,
        /// What it is.
        title
    }
);
query!(
    /// A statement: which period, which part of it, or whose entries alone.
    StatementQuery {
        /// As `2026`.
        year,
        /// As `2026-11`.
        month,
        /// Name or code of who stands on the other side, as it was typed.
        q,
        /// The lines after that transfer.
        after,
        /// The lines before that transfer.
        before
    }
);
query!(
    /// How an exchange does: over which months.
    StatisticsQuery {
        /// The last of them, as `2026-11`.
        to,
        /// How many.
        months
    }
);
query!(
    /// The rules that held: on a day, or under a number.
    RulesQuery {
        /// As `2026-05-03`.
        on,
        /// The version of the rules.
        version
    }
);
query!(
    /// A long list: what is looked for, which lines, in which order, and from where on.
    ListQuery {
        /// What is looked for, as it was typed.
        q,
        /// Which lines; each list has its words.
        show,
        /// In which order; each list has its words.
        sort,
        /// The page that begins after that line.
        after,
        /// The page that ends before that line.
        before
    }
);

impl ListQuery {
    /// The same list, but the page after or before an edge.
    #[must_use]
    pub fn from(&self, edge: Edge) -> Self {
        let (after, before) = match edge {
            Edge::Start => (String::new(), String::new()),
            Edge::After(line) => (line, String::new()),
            Edge::Before(line) => (String::new(), line),
        };
        Self { after, before, ..self.clone() }
    }

    /// Where the page begins or ends that was asked for.
    pub fn edge(&self) -> Edge {
        match (self.after.is_empty(), self.before.is_empty()) {
            (true, true) => Edge::Start,
            (_, false) => Edge::Before(self.before.clone()),
            (false, true) => Edge::After(self.after.clone()),
        }
    }
}

impl MarketQuery {
    /// The same as it is asked of any list.
    pub fn list(&self) -> ListQuery {
        let (q, after, before) = (self.q.clone(), self.after.clone(), self.before.clone());
        ListQuery { q, after, before, ..ListQuery::default() }
    }

    /// The same, but the page after or before an edge.
    #[must_use]
    pub fn from(&self, edge: Edge) -> Self {
        let ListQuery { after, before, .. } = self.list().from(edge);
        Self { after, before, ..self.clone() }
    }
}

/// Where a page of a long list begins or ends: beside the line of that name (a code, a key).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edge {
    /// At the first line.
    Start,
    /// It begins after that line.
    After(String),
    /// It ends before that line.
    Before(String),
}

/// A path as a link writes it, with its query if it has one.
pub fn link(path: &impl TypedPath) -> String {
    // The library writes "?&" before the first of a query, and a lone "?" for an empty one. A path holds no bare "?".
    let link = path.to_string().replacen("?&", "?", 1);
    link.strip_suffix('?').map(str::to_owned).unwrap_or(link)
}

#[cfg(test)]
mod tests {
    use axum_extra::routing::TypedPath as _;

    use super::{Edge, ListQuery, PayQuery, link};
    use crate::paths::exchange::{Member, Pay};

    #[test]
    fn a_link_carries_whatever_was_typed_and_nothing_for_what_was_not() {
        let ask = |to: &str| PayQuery { to: to.into(), ..PayQuery::default() };
        assert_eq!(link(&Pay.with_query_params(ask(""))), "/pay");
        assert_eq!(link(&Pay.with_query_params(ask("RIVR0002"))), "/pay?to=RIVR0002");
        let hostile = "Ben & \"Co\" <b>?to=x#%00\u{e9}\u{202e}";
        let link = link(&Pay.with_query_params(ask(hostile)));
        assert!(link.bytes().all(|b| b.is_ascii_alphanumeric() || b"/?=%+".contains(&b)), "{link}");
        let read = link.strip_prefix("/pay?to=").expect("one field").replace('+', " ");
        assert_eq!(percent_encoding::percent_decode_str(&read).decode_utf8().as_deref(), Ok(hostile));
    }

    #[test]
    fn a_question_mark_in_a_path_is_no_query() {
        let path = Member { code: "a?&b".into() };
        assert_eq!(link(&path), "/members/a%3F&b");
    }

    #[test]
    fn a_page_of_a_list_keeps_what_was_asked_and_has_one_edge() {
        let asked = ListQuery { q: "ben".into(), show: "close".into(), after: "X1".into(), ..ListQuery::default() };
        let next = asked.from(Edge::Before("X2".into()));
        assert_eq!((next.q.as_str(), next.after.as_str(), next.before.as_str()), ("ben", "", "X2"));
        assert_eq!(next.edge(), Edge::Before("X2".into()));
        assert_eq!(next.from(Edge::Start).edge(), Edge::Start);
    }
}
