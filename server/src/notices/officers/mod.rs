//! What is told to officers alone, and to which of them; and what is told to everybody.

pub mod store;

use app::notices::NoticeKind;
use app::roles::{Right, Role, offices};
use strum::VariantArray as _;

/// The right that it takes to be told of it, where it is told to those of the committee who have it, and to nobody else who acts for
/// the same account.
pub fn right(kind: NoticeKind) -> Option<Right> {
    match kind.setting() {
        NoticeKind::AgreementProposed => Some(Right::Agree),
        NoticeKind::RuleProposed => Some(Right::Second),
        _ => None,
    }
}

/// The offices that are told of it: where a second is asked for, also who seconds where there is no other officer.
fn readers(kind: NoticeKind) -> impl Iterator<Item = Role> {
    let right = right(kind);
    let alone = right.filter(|right| *right == Right::Second).map(|_| Right::SecondAlone);
    right.into_iter().chain(alone).flat_map(|right| offices(right).iter().copied())
}

/// What only officers are told, for queries: each such kind between bars, and again with each office that is told of it.
pub fn told() -> String {
    let one = |kind: &NoticeKind| {
        let tag = kind.tag();
        right(*kind)?;
        Some(format!("|{tag}|") + &readers(*kind).map(|role| format!("|{tag}:{}|", role.tag())).collect::<String>())
    };
    NoticeKind::VARIANTS.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use app::notices::NoticeKind;
    use strum::VariantArray as _;

    use super::{right, told};

    #[test]
    fn what_only_officers_are_told_is_said_with_their_offices() {
        let told = told();
        assert!(told.contains("|agreement-ended||agreement-ended:chair||agreement-ended:treasurer|"), "{told}");
        assert!(!told.contains("|paid|") && !told.contains("agreement-ended:membership"), "{told}");
        assert!(told.contains("|rule-proposed:auditor|") && !told.contains("rule-announced"), "{told}");
        for kind in NoticeKind::VARIANTS {
            let is_agreement = kind.tag().starts_with("agreement-");
            let is_of_seconds = [NoticeKind::RuleProposed, NoticeKind::Glass, NoticeKind::Erased].contains(kind);
            assert_eq!(right(*kind).is_some(), is_agreement || is_of_seconds, "{kind:?}");
        }
    }
}
