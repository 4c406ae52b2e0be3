//! What is told to officers alone, and to which of them; and what is told to everybody.

pub mod store;

use app::notices::NoticeKind;
use app::roles::{Right, offices};
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

/// What only officers are told, for queries: each such kind between bars, and again with each office that is told of it.
pub fn told() -> String {
    let one = |kind: &NoticeKind| {
        let tag = kind.tag();
        let roles = offices(right(*kind)?).iter().map(|role| format!("|{tag}:{}|", role.tag()));
        Some(format!("|{tag}|") + &roles.collect::<String>())
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
        assert!(told.contains("|rule-proposed:membership|") && !told.contains("rule-announced"), "{told}");
        for kind in NoticeKind::VARIANTS {
            let is_agreement = kind.tag().starts_with("agreement-");
            assert_eq!(right(*kind).is_some(), is_agreement || *kind == NoticeKind::RuleProposed, "{kind:?}");
        }
    }
}
