//! Whom half a name, or a name with a slip of the finger, may mean.

use super::Candidate;
use crate::text::folded;

/// So many are offered.
const OFFERED: usize = 8;

/// Somebody whom half a name may mean, here or in a partner exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct Likely {
    /// Code, name, where.
    #[cfg_attr(feature = "sql", sqlx(flatten))]
    pub candidate: Candidate,
    /// The name of their exchange, if it is a partner.
    pub exchange: String,
}

impl From<Candidate> for Likely {
    fn from(candidate: Candidate) -> Self {
        Self { candidate, exchange: String::new() }
    }
}

/// How near a name is to what was typed, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// It is the name.
    Same,
    /// Each typed word begins a word of the name.
    Begins,
    /// So many letters are otherwise.
    Similar(usize),
}

/// What a name must hold to be worth a look: the typed word with which one looks for it, and its parts, one of which a slip leaves
/// as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedFor {
    /// The longest word, folded; at its beginning a word of the name is looked for.
    pub word: String,
    /// Its first letter and its two halves; the word itself where it is too short for slips.
    pub parts: [String; 3],
}

impl LookedFor {
    /// Of what was typed; nothing if there is no letter in it, or more than in any name.
    pub fn typed(typed: &str) -> Option<Self> {
        let typed = folded(typed);
        let word = typed.split(' ').max_by_key(|word| word.chars().count())?;
        let length = word.chars().count();
        if typed.chars().count() > crate::forms::Text::NAME || !word.chars().any(char::is_alphanumeric) {
            return None;
        }
        let part = |from: usize, most: usize| word.chars().skip(from).take(most).collect::<String>();
        let parts = if slips(length) == 0 {
            [word; 3].map(str::to_owned)
        } else {
            [part(0, 1), part(0, length.div_ceil(2)), part(length.div_ceil(2), length)]
        };
        Some(Self { word: word.to_owned(), parts })
    }
}

/// The likeliest of those who were found, at most eight: one's own exchange first, then the nearest name; `found` is in order else.
pub fn likeliest(typed: &str, found: Vec<Likely>) -> Vec<Likely> {
    let typed = folded(typed);
    let near = found.into_iter().filter_map(|one| Some((closeness(&typed, &folded(&one.candidate.name))?, one)));
    let mut near: Vec<(Closeness, Likely)> = near.collect();
    near.sort_by_key(|(closeness, one)| (!one.exchange.is_empty(), *closeness));
    near.into_iter().take(OFFERED).map(|(_, one)| one).collect()
}

/// How near two folded names are; none if one is not meant by the other.
fn closeness(typed: &str, name: &str) -> Option<Closeness> {
    if typed == name {
        return Some(Closeness::Same);
    }
    let mut left: Vec<&str> = name.split(' ').collect();
    let (mut begins, mut slipped) = (true, 0);
    for word in typed.split(' ') {
        let may = slips(word.chars().count());
        let far = |other: &&str| if other.starts_with(word) { 0 } else { distance(word, other) };
        let nearest = left.iter().enumerate().map(|(place, other)| (far(other), place)).min();
        let Some((far, place)) = nearest.filter(|(far, _)| *far <= may) else { return run_together(typed, name) };
        begins &= far == 0;
        slipped += far;
        left.remove(place);
    }
    Some(if begins { Closeness::Begins } else { Closeness::Similar(slipped) })
}

/// Words written as one, or one as two.
fn run_together(typed: &str, name: &str) -> Option<Closeness> {
    let joined = |text: &str| text.replace(' ', "");
    (joined(typed) == joined(name)).then_some(Closeness::Similar(1))
}

/// How many letters of a word that long may be otherwise: none of what is too short to be told from other names.
fn slips(length: usize) -> usize {
    match length {
        0..3 => 0,
        3..6 => 1,
        _ => 2,
    }
}

/// How many letters must be changed, left out, put in, or swapped with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let at =
        |row: &[usize], place: Option<usize>| place.and_then(|place| row.get(place)).copied().unwrap_or(usize::MAX / 2);
    let (mut before, mut last, mut left) = (Vec::new(), (0..=other.len()).collect::<Vec<_>>(), None);
    for (line, a) in one.chars().enumerate() {
        let mut row = vec![line + 1];
        for (place, b) in other.iter().enumerate() {
            let kept = at(&last, Some(place)) + usize::from(a != *b);
            let mut best = kept.min(at(&last, Some(place + 1)) + 1).min(at(&row, Some(place)) + 1);
            let back = place.checked_sub(1);
            if left == Some(*b) && back.and_then(|back| other.get(back)) == Some(&a) {
                best = best.min(at(&before, back) + 1);
            }
            row.push(best);
        }
        (before, last, left) = (last, row, Some(a));
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Closeness, Likely, LookedFor, closeness, distance, likeliest};
    use crate::ids::Code;
    use crate::members::Candidate;
    use crate::text::folded;

    fn near(typed: &str, name: &str) -> Option<Closeness> {
        closeness(&folded(typed), &folded(name))
    }

    #[test]
    fn a_name_is_meant_by_the_beginnings_of_its_words_and_by_slips_of_the_finger() {
        use Closeness::{Begins, Same, Similar};
        for (typed, name, expected) in [
            ("ben", "Ben", Some(Same)),
            ("ben", "Ben Carter", Some(Begins)),
            ("BEN", "Bénédicte", Some(Begins)),
            ("carter", "Ben Carter", Some(Begins)),
            ("cart b", "Ben Carter", Some(Begins)),
            ("b", "Ben Carter", Some(Begins)),
            ("edna", "Edna Mill", Some(Begins)),
            ("enda", "Edna Mill", Some(Similar(1))),
            ("eddna", "Edna Mill", Some(Similar(1))),
            ("dna", "Edna", Some(Similar(1))),
            ("carrtre", "Ben Carter", Some(Similar(2))),
            ("Jeanpierre", "Jean-Pierre", Some(Similar(1))),
            ("ben miller", "Ben Mueller", Some(Similar(2))),
            ("be", "Eb", None),
            ("ben ben", "Ben", None),
            ("ben ben", "Ben Carter", None),
            ("ada", "Ben Carter", None),
            ("rter", "Ben Carter", None),
            ("omar", "Nia", None),
        ] {
            assert_eq!(near(typed, name), expected, "{typed} {name}");
        }
    }

    #[test]
    fn letters_changed_left_out_put_in_or_swapped_are_counted() {
        for (one, other, far) in [
            ("", "", 0),
            ("", "ab", 2),
            ("ab", "ba", 1),
            ("kitten", "sitting", 3),
            ("ñandu", "nandu", 1),
            ("abc", "cab", 2),
        ] {
            assert_eq!((distance(one, other), distance(other, one)), (far, far), "{one} {other}");
        }
    }

    #[test]
    fn what_is_looked_for_holds_in_every_name_that_is_near() {
        let names = ["Edna Mill", "Ben Carter", "Řehoř Novák", "Jean-Pierre", "Ana", "李 小龍"];
        for name in names {
            let whole = folded(name);
            for typed in [
                "edna", "enda", "eddna", "dna", "edn", "carrtre", "carte", "rehor", "rehro", "nvoak", "ana", "an", "小",
            ] {
                if closeness(typed, &whole).is_none() {
                    continue;
                }
                let LookedFor { word, parts: [first, one, other] } = LookedFor::typed(typed).expect(typed);
                let begins = |start: &str| whole.split(' ').any(|word| word.starts_with(start));
                let found = begins(&word) || begins(&first) || whole.contains(&one) || whole.contains(&other);
                assert!(found, "{typed} {name}");
            }
        }
        for nothing in ["", " ", "...", "\u{200b}", &"x".repeat(81)] {
            assert_eq!(LookedFor::typed(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn ones_own_exchange_comes_first_then_the_nearest_name_and_no_more_than_eight() {
        let one = |name: &str, exchange: &str| Likely {
            candidate: Candidate {
                code: Code::stored("X"),
                name: name.into(),
                area: String::new(),
                away: String::new(),
            },
            exchange: exchange.into(),
        };
        let found = vec![one("Ben", "Hilltop"), one("Bem", ""), one("Benita", ""), one("Zoe", ""), one("Ben Low", "")];
        let names: Vec<_> = likeliest("ben", found).into_iter().map(|one| one.candidate.name).collect();
        assert_eq!(names, ["Benita", "Ben Low", "Bem", "Ben"]);
        let many = (0..20).map(|n| one(&format!("Ben {n}"), "")).collect();
        assert_eq!(likeliest("ben", many).len(), 8);
    }
}
