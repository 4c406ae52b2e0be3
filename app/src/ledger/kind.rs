//! What sort of transfer it is: what marks and reports follow, never a word that somebody typed.

use crate::ids::sql_word;

/// What sort of transfer it is. Its word stands in the database and in the bytes of the transfer (see
/// [`encoding`](super::encoding)), so a word is never changed or used again; a new sort is one more line here.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A member pays another account of the exchange.
    Payment,
    /// One leg of a payment between two exchanges.
    Intertrade,
    /// Taken over from the exchange's earlier books. Its own day had other limits than ours, so ours never bind it: it is
    /// booked as waived and needs no reason for that.
    Imported,
    /// What the exchange takes.
    Levy,
    /// Clears a circle of debts between exchanges.
    Netting,
    /// The opposite of an earlier transfer.
    Reversal,
    /// What was left of whoever left or has died, moved by the committee.
    Remainder,
    /// What a member's balance was where the exchange kept its books before, against an account of its own.
    Opening,
}

sql_word!(Kind);

impl Kind {
    /// Its word in the database.
    pub fn tag(self) -> &'static str {
        self.into()
    }

    /// The kind of a word, if it is one.
    pub fn of_tag(tag: &str) -> Option<Self> {
        tag.parse().ok()
    }

    /// Whether the limits of the accounts do not bind it, whoever asks and without a reason.
    pub fn passes_limits(self) -> bool {
        self == Self::Imported
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::Kind;

    #[test]
    fn the_word_of_a_kind_never_changes() {
        let words = ["payment", "intertrade", "imported", "levy", "netting", "reversal", "remainder", "opening"];
        assert!(Kind::iter().map(Kind::tag).eq(words));
        for kind in Kind::iter() {
            assert_eq!(Kind::of_tag(kind.tag()), Some(kind));
        }
        for other in ["", "Payment", "import", "refund"] {
            assert_eq!(Kind::of_tag(other), None, "{other}");
        }
    }

    #[test]
    fn only_what_was_taken_over_passes_the_limits_by_itself() {
        assert!(Kind::iter().filter(|kind| kind.passes_limits()).eq([Kind::Imported]));
    }
}
