//! A form that was sent after its session had ended: the sign-in page carries its fields unseen, and hands them back to whoever then
//! signs in, to be sent again as they were.
//!
//! Always holds: nothing of it is stored, no password is among it, and it leads to a path of our own.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::forms::own_path;

/// What stands before a field's name while somebody signs in.
const BEFORE: &str = "sent-";
/// Fields that hold passwords, or what may become one: they are typed again.
const SECRET: [&str; 3] = ["password", "new", "offered"];
/// More fields than any form of ours has.
const MOST: usize = 200;

/// The fields that are carried; none if it was no form of ours.
///
/// A field twice, or more of them than any form has, is not worth the carrying: nothing would come of it.
pub fn carried(action: &str, sent: Vec<(String, String)>) -> BTreeMap<String, String> {
    let (count, ours) = (sent.len(), own_path(action) == action);
    let fields: BTreeMap<_, _> = sent.into_iter().map(|(name, value)| (format!("{BEFORE}{name}"), value)).collect();
    if !ours || count > MOST || fields.len() < count {
        return BTreeMap::new();
    }
    let is_secret = |name: &str| SECRET.iter().any(|secret| name.strip_prefix(BEFORE) == Some(secret));
    fields.into_iter().filter(|(name, _)| !is_secret(name)).collect()
}

/// The fields with the names that they had, of all that came with a sign-in.
pub fn handed_back(carried: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let own = |(name, value): (&String, &String)| Some((name.strip_prefix(BEFORE)?.to_owned(), value.clone()));
    carried.iter().filter_map(own).collect()
}

/// The fields as they travel, unseen.
pub(super) fn travelling(carried: &BTreeMap<String, String>) -> Vec<AnyView> {
    hidden(handed_back(carried).into_iter().map(|(name, value)| (format!("{BEFORE}{name}"), value)))
}

/// Fields that nobody sees.
pub(super) fn hidden(fields: impl Iterator<Item = (String, String)>) -> Vec<AnyView> {
    fields.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any()).collect()
}

#[cfg(test)]
mod tests {
    use super::{carried, handed_back};

    fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_was_sent_comes_back_as_it_was_and_no_password_is_carried() {
        let sent =
            pairs(&[("to", "Ben"), ("id", "7"), ("email", "a@b.example"), ("sent-x", "y"), ("note", "a\r\n\"<b>")]);
        let mut back = handed_back(&carried("/riverside/pay", sent.clone()));
        let (mut sent, with) = (sent, pairs(&[("password", "four mild otters"), ("new", "sing"), ("id", "7")]));
        back.sort();
        sent.sort();
        assert_eq!(back, sent);
        assert_eq!(handed_back(&carried("/me/password", with)), pairs(&[("id", "7")]));
    }

    #[test]
    fn what_no_form_of_ours_sends_is_not_carried() {
        let many: Vec<_> = (0..201).map(|n| (n.to_string(), String::new())).collect();
        for (action, fields) in [
            ("/riverside/pay", pairs(&[("to", "Ben"), ("to", "Ada")])),
            ("/riverside/pay", many),
            ("//evil.example/pay", pairs(&[("to", "Ben")])),
            ("/pay\\", pairs(&[("to", "Ben")])),
        ] {
            assert!(carried(action, fields).is_empty(), "{action}");
        }
        // Fields that were typed into the sign-in page itself are not part of it.
        let typed = [("email".to_owned(), "x".to_owned()), ("sent-to".to_owned(), "Ben".to_owned())];
        assert_eq!(handed_back(&typed.into_iter().collect()), pairs(&[("to", "Ben")]));
    }
}
