//! Names in the order of a language: ñ after n in Spanish, ř beside r in both.

use std::fmt::Write;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::{Locale, locale};

use super::{folded, one_line};
use crate::words::Language;

/// None never happens with the data compiled in; names would then stand as they are compared.
type Collation = Option<CollatorBorrowed<'static>>;

static ENGLISH: LazyLock<Collation> = LazyLock::new(|| order(locale!("en")));
static SPANISH: LazyLock<Collation> = LazyLock::new(|| order(locale!("es")));

fn order(locale: Locale) -> Collation {
    CollatorBorrowed::try_new(CollatorPreferences::from(&locale), CollatorOptions::default()).ok()
}

/// A text that sorts as the name does in that language: hex digits, which every database and every collation of it put in the same
/// order, so that it can be a column and the bound of a page. Some six digits for each letter.
pub fn sort_key(language: Language, name: &str) -> String {
    let order = match language {
        Language::English | Language::Mirrored => &*ENGLISH,
        Language::Spanish => &*SPANISH,
    };
    let mut bytes = Vec::new();
    match order {
        Some(order) => {
            let Ok(()) = order.write_sort_key_to(&one_line(name), &mut bytes);
        }
        None => bytes.extend(folded(name).bytes()),
    }
    let mut key = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to memory cannot fail.
        let _ = write!(key, "{byte:02x}");
    }
    key
}

#[cfg(test)]
mod tests {
    use super::sort_key;
    use crate::words::Language::{self, English, Spanish};

    fn sorted(language: Language, names: &[&str]) -> Vec<String> {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort_by_key(|name| sort_key(language, name));
        names
    }

    #[test]
    fn names_stand_where_readers_of_the_language_look_for_them() {
        let spanish = ["Ada", "Álvaro", "Nuria", "nuria b", "Nuz", "Ñandú", "Olga", "Řehoř", "Zoltán"];
        let english = ["Ada", "Álvaro", "Ñandú", "Nuria", "nuria b", "Nuz", "Olga", "Řehoř", "Zoltán"];
        for (language, order) in [(Spanish, spanish), (English, english)] {
            let mut mixed = order;
            mixed.reverse();
            assert_eq!(sorted(language, &mixed), order);
            mixed.rotate_left(4);
            assert_eq!(sorted(language, &mixed), order);
        }
    }

    #[test]
    fn a_key_is_hex_digits_and_what_shows_nothing_changes_none() {
        for name in ["Ada", "Ñandú", "김", "🌾", "", "a b", "Ada Byron of the Mill at the Lower River, Household"]
        {
            let key = sort_key(Spanish, name);
            assert!(key.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)), "{key}");
            assert!(key.len() <= 16 + 12 * name.chars().count(), "{name} {}", key.len());
        }
        assert_eq!(sort_key(English, "Chi\u{200b}ara"), sort_key(English, "Chiara"));
        assert_eq!(sort_key(English, "Jose\u{301}"), sort_key(English, "José"));
    }
}
