//! Whether a long password is one that guessers try first: a known phrase, a walk over the keys, the same again and again, or
//! what is publicly known about its owner.
//!
//! What is easy is taken out of the password, and what remains has to be enough by itself. So `riverside riverside 2026` of a
//! member of Riverside is four digits, and a sentence that mentions Riverside is still a sentence.

use std::sync::LazyLock;

use crate::text::folded;

/// Phrases, words and walks that everybody tries, longest first.
static KNOWN: LazyLock<Vec<&'static str>> = LazyLock::new(|| include_str!("known.txt").split_whitespace().collect());

/// Neighbours on the keys, in the alphabet and among the digits; read in both directions.
const WALKS: [&str; 10] = [
    "abcdefghijklmnopqrstuvwxyz",
    "012345678901234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
];

/// So many neighbours in a row are a walk.
const WALK: usize = 4;
/// What stands beyond is not looked at: the time this takes grows faster than the password.
const LOOKED_AT: usize = 100;
/// What has to remain, in letters and digits, and of how many different ones.
const ENOUGH: (usize, usize) = (8, 5);

/// Whether nothing much remains of `password` without what is easy; `about` is any text of what is known of its owner: names,
/// e-mail, exchanges.
pub fn is_easy(password: &str, about: &str) -> bool {
    let plain = letters(&folded(password));
    // 0 for o, 4 for a and the like are what guessers try next.
    let spelled: String = plain.chars().map(spelled).collect();
    let about = folded(about);
    let mut own: Vec<String> = about.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    own.push(letters(&about));
    own.retain(|word| word.chars().count() >= 3);
    own.sort_by_key(|word| std::cmp::Reverse(word.len()));
    [plain, spelled].into_iter().any(|text| is_little(&rest(text, &own)))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || *c == '@' || *c == '$').take(LOOKED_AT).collect()
}

fn spelled(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

fn is_little(text: &str) -> bool {
    let mut distinct: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let all = distinct.len();
    distinct.sort_unstable();
    distinct.dedup();
    all < ENOUGH.0 || distinct.len() < ENOUGH.1
}

/// The text without what is easy in it. A space is left in its place, so that what stood around it does not join.
fn rest(mut text: String, own: &[String]) -> String {
    for known in KNOWN.iter().copied().chain(own.iter().map(String::as_str)) {
        if text.contains(known) {
            text = text.replace(known, " ");
        }
    }
    once(&without_walks(&text))
}

/// The text without four or more neighbours, or four times the same, in a row.
fn without_walks(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let walked = |run: &[char]| {
        let (run, back): (String, String) = (run.iter().collect(), run.iter().rev().collect());
        let same = run.chars().all(|c| run.starts_with(c));
        same || WALKS.iter().any(|walk| walk.contains(&run) || walk.contains(&back))
    };
    let mut in_walk = vec![false; chars.len()];
    for (start, run) in chars.windows(WALK).enumerate() {
        if walked(run) {
            in_walk.iter_mut().skip(start).take(WALK).for_each(|one| *one = true);
        }
    }
    chars.iter().zip(in_walk).filter(|(_, walk)| !walk).map(|(c, _)| *c).collect()
}

/// The text with each part that comes again (three signs or more) written once.
fn once(text: &str) -> String {
    let chars: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    let mut out: Vec<char> = Vec::new();
    let mut left = chars.as_slice();
    while let Some((first, others)) = left.split_first() {
        let longest = (3..=left.len().min(out.len())).rev().find(|n| {
            let Some(part) = left.get(..*n) else { return false };
            out.windows(*n).any(|seen| seen == part)
        });
        match longest {
            Some(n) => left = left.get(n..).unwrap_or_default(),
            None => {
                out.push(*first);
                left = others;
            }
        }
    }
    out.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, is_easy};

    const ABOUT: &str = "Ada Pérez ada.perez@riverside.example Riverside LETS riverside";

    #[test]
    fn what_everybody_tries_is_easy_and_a_sentence_of_ones_own_is_not() {
        for easy in [
            "aaaaaaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "123456789012345",
            "passwordpassword1",
            "P4ssw0rd P4ssw0rd!",
            "Contraseña contraseña",
            "correct horse battery staple",
            "The quick brown fox jumps over the lazy dog",
            "En un lugar de la Mancha",
            "qwertyuiop asdfghjkl",
            "1qaz2wsx3edc4rfv",
            "poiuytrewq0987654321",
            "ada.perez@riverside.example",
            "Ada Perez Riverside 2026",
            "riverside riverside riverside",
            "many hands make light work",
            "iloveyou iloveyou iloveyou",
            "manzana manzana manzana",
            "11111111112222222222",
        ] {
            assert!(is_easy(easy, ABOUT), "{easy}");
        }
        for fine in [
            "four mild otters sing",
            "seven slow snails sail",
            "nine slow herons wade",
            "my dog swims at Riverside on Sundays",
            "la abuela riega el huerto de noche",
            "Xk2 vR9 pLw 4Tq zM7",
            "many hands, but few of them wash up",
        ] {
            assert!(!is_easy(fine, ABOUT), "{fine}");
        }
    }

    #[test]
    fn the_list_is_written_as_passwords_are_compared() {
        assert!(KNOWN.len() > 400);
        for known in KNOWN.iter() {
            assert!(known.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{known}");
        }
    }
}
