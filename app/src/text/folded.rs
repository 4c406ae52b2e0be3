//! Names compared as people mean them: whoever types one without the accent, the capital, the right apostrophe or the right
//! hyphen finds the same person.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::{is_joiner, one_line};

/// A name as it is looked for and compared. Never shown, and never used for an e-mail address or a code to sign in with: there
/// another spelling is another person.
pub fn folded(name: &str) -> String {
    // Before letters are taken apart: a lone accent (´) falls into a space and a mark.
    let plain = one_line(name).chars().filter(|c| !is_joiner(*c) && !is_quote(*c)).collect::<String>();
    let mut text = String::with_capacity(plain.len());
    for c in plain.nfkd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase) {
        match letters(c) {
            Some(letters) => text.push_str(letters),
            None if is_quote(c) || is_accent(c) => (),
            None => text.push(c),
        }
    }
    let words = text.split_whitespace().map(|word| word.trim_end_matches('.')).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join(" ");
    // A name of signs alone is still a name, and another than the next.
    if joined.is_empty() { plain.to_lowercase() } else { joined }
}

/// Letters that no rule takes apart, as people without them on their keys type them; dashes part words as spaces do.
fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ł' => "l",
        'ø' => "o",
        'ß' => "ss",
        'đ' | 'ð' => "d",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ς' => "σ",
        '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' => " ",
        _ => return None,
    })
}

/// Apostrophes, quotation marks and the dot between two l: left out, or swapped by keyboards and word processors.
fn is_quote(c: char) -> bool {
    matches!(
        c,
        '\'' | '"' | '`' | '´' | '·' | '«' | '»' | '\u{2b9}'..='\u{2bf}' | '\u{2c8}' | '\u{2018}'..='\u{201f}' | '\u{2027}'
            | '\u{2032}'..='\u{2037}' | '\u{2039}' | '\u{203a}' | '\u{a78b}' | '\u{a78c}' | '\u{ff07}' | '\u{ff02}'
    )
}

/// Marks over, under and through letters, and the vowel points of Hebrew and Arabic. Not the vowels of Indian scripts and of
/// Thai, nor the voicing of Japanese: without them it is another word.
fn is_accent(c: char) -> bool {
    matches!(canonical_combining_class(c), 1 | 10..=36 | 200..=255)
}

#[cfg(test)]
mod tests {
    use super::folded;

    /// Each line is one name.
    const SAME: [&[&str]; 34] = [
        &["José", "Jose", "JOSÉ", "jose", "Jose\u{301}", "  José "],
        &["Peña", "pena", "Pen\u{303}a"],
        &["Zoë", "Zoe", "ZOË"],
        &["Řehoř", "Rehor", "R\u{30c}ehor\u{30c}"],
        &["Ștefan", "Stefan", "Ştefan", "S\u{326}tefan"],
        &["Țepeș", "Tepes", "Ţepeş"],
        &["Erdoğan", "Erdogan", "ERDOĞAN"],
        &["Işık", "Isik", "ışık", "IŞIK"],
        &["İpek", "Ipek", "ipek"],
        &["Łukasz", "Lukasz", "łukasz"],
        &["Bjørn", "Bjorn", "BJØRN"],
        &["Groß", "Gross", "GROSS", "GROẞ"],
        &["Đorđe", "Dorde"],
        &["Guðrún", "Gudrun"],
        &["Þóra", "Thora"],
        &["Æthelred", "Aethelred", "ÆTHELRED"],
        &["Œuvrard", "Oeuvrard"],
        &["Erdős", "Erdos"],
        &["Nguyễn Thị Hương", "Nguyen Thi Huong"],
        &["O'Brien", "O’Brien", "O`Brien", "O´Brien", "OBrien", "O\u{2bc}Brien", "O＇Brien"],
        &["Jean-Pierre", "Jean Pierre", "Jean–Pierre", "Jean\u{2011}Pierre", "jean  pierre", "Jean\u{a0}Pierre"],
        &["St. Mary", "St Mary", "st mary"],
        &["Bar \"Paco\"", "Bar “Paco”", "Bar «Paco»", "bar paco"],
        &["Gal·la", "Galla"],
        &["Chiara Rossi", "Chi\u{200b}ara Rossi", "Chiara Ro\u{ad}ssi", "Chiara\u{2060} Rossi", "Chi\u{200d}ara Rossi"],
        &["ﬁnn", "Finn"],
        &["Ａｄａ", "Ada"],
        &["Σωκράτης", "ΣΩΚΡΑΤΗΣ", "σωκρατησ"],
        &["Алёна", "Алена", "АЛЁНА"],
        &["Ångström", "A\u{30a}ngström", "\u{212b}ngstrom"],
        &["Hawaiʻi", "Hawai'i", "Hawaii"],
        &["Çelik", "Celik", "C\u{327}elik"],
        &["شَمس", "شمس"],
        &["And so on…", "And so on...", "and so on"],
    ];

    const DIFFERENT: [(&str, &str); 24] = [
        ("Ana", "Anna"),
        ("Jon", "John"),
        ("Ben", "Benn"),
        ("Ada Byron", "Byron Ada"),
        ("Ada", "Ada B"),
        ("Marta", "Marte"),
        ("Müller", "Mueller"),
        ("Sofia", "Sophia"),
        ("Ada 1", "Ada 2"),
        ("Jean Pierre", "Jeanpierre"),
        ("Luis", "Lluis"),
        ("राम", "रम"),
        ("रमा", "राम"),
        ("かき", "がき"),
        ("กา", "กี"),
        ("김", "기"),
        ("Иван", "Ивана"),
        ("Анна", "Anna"),
        ("Σοφια", "Sofia"),
        ("-", "…"),
        ("👩", "👨"),
        ("Bar Paco", "Bar Paca"),
        ("a.b", "ab"),
        ("R&D", "RD"),
    ];

    #[test]
    fn a_name_is_found_however_it_was_typed() {
        assert!(SAME.iter().map(|spellings| spellings.len()).sum::<usize>() >= 100);
        for spellings in SAME {
            for spelling in spellings {
                assert_eq!(folded(spelling), folded(spellings[0]), "{spelling:?} is {:?}", spellings[0]);
            }
        }
    }

    #[test]
    fn another_name_is_another_name() {
        for (one, other) in DIFFERENT {
            assert_ne!(folded(one), folded(other), "{one:?} {other:?}");
        }
        for spellings in SAME {
            let same = SAME.iter().filter(|others| folded(others[0]) == folded(spellings[0])).count();
            assert_eq!(same, 1, "{}", spellings[0]);
        }
    }

    #[test]
    fn what_was_folded_folds_to_itself() {
        for name in SAME.iter().flat_map(|spellings| spellings.iter()) {
            assert_eq!(folded(&folded(name)), folded(name), "{name:?}");
        }
    }
}
