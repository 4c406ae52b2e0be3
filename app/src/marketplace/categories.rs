//! The categories of an exchange's listings: its own list, at most two levels deep, typed as lines.
//!
//! Always holds: a category keeps its number while its name stands, or while a list of as many lines has another name in its place; so
//! that a word that is corrected takes its listings with it.

use serde::Deserialize;

use crate::forms::{FieldError, Reader, Text};
use crate::text::{folded, one_line};
use crate::words::Language;

/// How many an exchange may have.
pub const MOST_CATEGORIES: usize = 100;
/// The longest name, in characters.
const LONGEST: usize = 60;
/// What stands before one that belongs to the last above it that has none.
const BELOW: char = '-';

/// One, in the order of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct Category {
    /// Its number.
    #[cfg_attr(feature = "sql", sqlx(rename = "category_id"))]
    pub id: i64,
    /// The number of the one that it belongs to; 0 for none.
    pub below: i64,
    /// Its name.
    pub name: String,
}

impl Category {
    /// Its name with the one that it belongs to.
    pub fn full_name(&self, all: &[Self]) -> String {
        let above = all.iter().find(|one| one.id == self.below && self.below != 0);
        above.map_or(self.name.clone(), |above| format!("{} › {}", above.name, self.name))
    }
}

/// A line of the list as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryLine {
    /// Its name.
    pub name: String,
    /// It belongs to the last one before it that does not.
    pub is_below: bool,
}

/// The list as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CategoriesForm {
    /// Made by the page, so that sending it twice decides once.
    pub id: String,
    /// The list as the page showed it.
    pub seen: String,
    /// A line each.
    pub text: String,
    /// Why.
    pub reason: String,
}

impl CategoriesForm {
    /// What was meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<(Vec<CategoryLine>, String), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let lines = match form.paragraph("text", &self.text, Text::free(20_000)) {
            Some(text) => lines(&mut form, &text),
            None => None,
        };
        let reason = form.reason("reason", &self.reason);
        form.finish(|| Some((lines?, reason?)))
    }
}

fn lines(form: &mut Reader, text: &str) -> Option<Vec<CategoryLine>> {
    let mut all: Vec<CategoryLine> = Vec::new();
    let words = form.words();
    for line in text.lines().map(one_line).filter(|line| !line.is_empty()) {
        let is_below = line.starts_with(BELOW);
        let name = line.trim_start_matches(BELOW).trim().to_owned();
        let message = if name.is_empty() {
            words.market_category_empty()
        } else if name.chars().count() > LONGEST {
            words.market_category_long(&name)
        } else if is_below && all.is_empty() {
            words.market_category_below(&name)
        } else if all.iter().any(|one| folded(&one.name) == folded(&name)) {
            words.market_category_twice(&name)
        } else {
            all.push(CategoryLine { name, is_below });
            continue;
        };
        return form.wrong("text", message);
    }
    if all.len() > MOST_CATEGORIES {
        let most = i64::try_from(MOST_CATEGORIES).unwrap_or(i64::MAX);
        let message = words.market_category_many(most);
        return form.wrong("text", message);
    }
    Some(all)
}

/// The list as one would type it.
pub fn typed(all: &[Category]) -> String {
    let line = |one: &Category| if one.below == 0 { one.name.clone() } else { format!("{BELOW} {}", one.name) };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What an exchange begins with, of its language: a main one and those below it a line, `Main: one; other`.
pub fn starters(text: &str) -> Vec<CategoryLine> {
    let mut all = Vec::new();
    for line in text.lines() {
        let (main, below) = line.split_once(':').unwrap_or((line, ""));
        all.push(CategoryLine { name: main.trim().to_owned(), is_below: false });
        let below = below.split(';').map(str::trim).filter(|name| !name.is_empty());
        all.extend(below.map(|name| CategoryLine { name: name.to_owned(), is_below: true }));
    }
    all.into_iter().filter(|line| !line.name.is_empty()).collect()
}

/// The list that these lines come to, where that one stands: each with its number, new ones with the next of `fresh`.
pub fn planned(standing: &[Category], lines: &[CategoryLine], fresh: impl Iterator<Item = i64>) -> Vec<Category> {
    let mut fresh = fresh;
    let by_name = |name: &str| standing.iter().find(|one| folded(&one.name) == folded(name)).map(|one| one.id);
    let known: Vec<Option<i64>> = lines.iter().map(|line| by_name(&line.name)).collect();
    let (mut all, mut above) = (Vec::<Category>::new(), 0);
    for (place, line) in lines.iter().enumerate() {
        // As many lines as before: a name that is nowhere else stands for the one that was in its place.
        let in_place = standing.get(place).filter(|_| standing.len() == lines.len()).map(|one| one.id);
        let in_place = in_place.filter(|id| !known.contains(&Some(*id)));
        let id = known.get(place).copied().flatten().or(in_place).or_else(|| fresh.next()).unwrap_or(0);
        if !line.is_below {
            above = id;
        }
        all.push(Category { id, below: if line.is_below { above } else { 0 }, name: line.name.clone() });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{CategoriesForm, Category, planned, starters, typed};
    use crate::words::Language::English;

    fn read(text: &str) -> Result<Vec<super::CategoryLine>, Vec<&'static str>> {
        let form = CategoriesForm { text: text.into(), reason: "so".into(), ..CategoriesForm::default() };
        form.parse(English).map(|(lines, _)| lines).map_err(|errors| errors.iter().map(|one| one.field).collect())
    }

    fn said(all: &[Category]) -> String {
        all.iter().map(|one| format!("{}:{}:{}", one.id, one.below, one.name)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_list_is_typed_as_lines_and_comes_back_as_it_was_typed() {
        let text = "Food\n- Bread\n- Jam\nLifts";
        let lines = read("Food\n\n-Bread\n  -  Jam \nLifts").unwrap();
        let all = planned(&[], &lines, 1..);
        assert_eq!(said(&all), "1:0:Food 2:1:Bread 3:1:Jam 4:0:Lifts");
        assert_eq!(typed(&all), text);
        assert_eq!(all.get(2).map(|one| one.full_name(&all)).as_deref(), Some("Food › Jam"));
        for wrong in ["- Bread", "Food\n-", "Food\nfóod", "a\u{202e}b", &"x".repeat(61), &"x\n".repeat(2)] {
            assert_eq!(read(wrong), Err(vec!["text"]), "{wrong}");
        }
        let many = (0..101).map(|n| format!("c{n}\n")).collect::<String>();
        assert_eq!(read(&many), Err(vec!["text"]));
        assert_eq!(read(""), Ok(vec![]));
    }

    #[test]
    fn a_category_keeps_its_listings_while_its_name_stands_or_is_corrected_in_its_place() {
        let all = planned(&[], &read("Food\n- Bread\nLifts").unwrap(), 1..);
        for (text, becomes) in [
            ("Lifts\nFood\n- Bread", "3:0:Lifts 1:0:Food 2:1:Bread"),
            ("Food\n- Baking\nLifts", "1:0:Food 2:1:Baking 3:0:Lifts"),
            ("Food\n- Bread\n- Jam\nLifts", "1:0:Food 2:1:Bread 10:1:Jam 3:0:Lifts"),
            ("Food\nLifts", "1:0:Food 3:0:Lifts"),
            ("food\nBread\n- Lifts", "1:0:food 2:0:Bread 3:2:Lifts"),
            ("", ""),
        ] {
            assert_eq!(said(&planned(&all, &read(text).unwrap(), 10..)), becomes, "{text}");
        }
    }

    #[test]
    fn every_language_has_a_list_to_begin_with() {
        for language in crate::words::Language::ALL {
            let words = language.words();
            for text in [words.market_starters(), words.market_starters_business()] {
                let lines = starters(&text);
                assert!(lines.len() > 12 && lines.first().is_some_and(|line| !line.is_below), "{text}");
                let typed = typed(&planned(&[], &lines, 1..));
                assert_eq!(read(&typed).as_ref(), Ok(&lines), "{text}");
            }
        }
    }
}
