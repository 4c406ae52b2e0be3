//! The form of a listing: what was typed, and what was meant.

use serde::Deserialize;

use super::categories::Category;
use super::price::{Price, PriceKind};
use super::{ListingKind, ListingReach};
use crate::forms::{FieldError, Reader, Text};
use crate::ids::ListingId;
use crate::ledger::Unit;
use crate::text::folded;
use crate::ui::text::typed_text;
use crate::words::Language;

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 80;
/// The longest words of a listing, in characters.
pub const LONGEST_TEXT: usize = 4_000;

/// A listing as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ListingForm {
    /// Made by the page: of a new one it is the listing's own.
    pub id: String,
    /// The version that the page showed, of one that is changed.
    pub version: String,
    /// `offer` or `want`.
    pub kind: String,
    /// What it is, in a few words.
    pub title: String,
    /// More about it.
    pub text: String,
    /// The number of a category; `0` for none.
    pub category: String,
    /// How its price is meant.
    pub price: String,
    /// How much.
    pub amount: String,
    /// Where.
    pub area: String,
    /// Who finds it.
    pub reach: String,
}

/// What is known where one fills it in.
#[derive(Clone, Debug)]
pub struct ListingAround<'a> {
    /// What the exchange counts in.
    pub unit: &'a Unit,
    /// Its categories.
    pub categories: &'a [Category],
    /// How far its listings reach at most.
    pub farthest: ListingReach,
}

/// A listing as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingAsked {
    /// An offer or a want.
    pub kind: ListingKind,
    /// What it is.
    pub title: String,
    /// More about it, as it was typed.
    pub text: String,
    /// The number of its category; 0 for none.
    pub category: i64,
    /// What it costs.
    pub price: Price,
    /// Where.
    pub area: String,
    /// Who finds it.
    pub reach: ListingReach,
}

impl ListingForm {
    /// Of a listing that stands, as one would type it.
    pub fn of(asked: &ListingAsked, (id, version): (ListingId, i64), (unit, language): (&Unit, Language)) -> Self {
        let (kind, _) = asked.price.parts();
        Self {
            id: id.to_string(),
            version: version.to_string(),
            kind: asked.kind.tag().to_owned(),
            title: asked.title.clone(),
            text: asked.text.clone(),
            category: asked.category.to_string(),
            price: kind.to_owned(),
            amount: asked.price.amount().map_or(String::new(), |parts| typed_text(unit, language, parts)),
            area: asked.area.clone(),
            reach: asked.reach.tag().to_owned(),
        }
    }

    /// What was meant, and its own key.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(
        &self,
        around: &ListingAround,
        language: Language,
    ) -> Result<(ListingId, ListingAsked), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let id = form.id(&self.id).map(|id| ListingId(id.0));
        let kind = form.choice("kind", &self.kind, [ListingKind::Offer, ListingKind::Want].map(|one| (one.tag(), one)));
        let title = form.line("title", &self.title, Text::asked(LONGEST_TITLE, form.words().market_title_empty()));
        let text = form.paragraph("text", &self.text, Text::free(LONGEST_TEXT));
        let category = self.category(&mut form, around.categories);
        let price = self.price(&mut form, around.unit);
        let area = form.line("area", &self.area, Text::free(Text::NAME));
        let reaches = [ListingReach::Own, ListingReach::Partners, ListingReach::Everybody];
        let reaches = reaches.into_iter().filter(|reach| *reach <= around.farthest).map(|reach| (reach.tag(), reach));
        let reach = form.choice("reach", &self.reach, reaches);
        form.finish(|| {
            let asked = ListingAsked {
                kind: kind?,
                title: title?,
                text: text?,
                category: category?,
                price: price?,
                area: area?,
                reach: reach?,
            };
            Some((id?, asked))
        })
    }

    /// None where there are no categories; else one that is there.
    fn category(&self, form: &mut Reader, all: &[Category]) -> Option<i64> {
        if self.category == "0" || (all.is_empty() && self.category.is_empty()) {
            return Some(0);
        }
        let known = self.category.parse().ok().filter(|id| all.iter().any(|one| one.id == *id));
        form.needs("category", known, |words| words.form_choice())
    }

    fn price(&self, form: &mut Reader, unit: &Unit) -> Option<Price> {
        let kinds = [PriceKind::Open, PriceKind::Whole, PriceKind::Hour].map(|kind| (kind.tag(), kind));
        let kind = form.choice("price", &self.price, kinds)?;
        if kind == PriceKind::Open {
            // An amount beside it would be lost.
            if !self.amount.trim().is_empty() {
                let message = form.words().market_price_amount();
                return form.wrong("amount", message);
            }
            return Some(Price::Open);
        }
        let amount = form.amount("amount", &self.amount, unit)?.parts();
        Some(if kind == PriceKind::Whole { Price::Whole(amount) } else { Price::Hour(amount) })
    }
}

impl ListingAsked {
    /// By what it is found: everything that is said of it, as names are compared, and the words of its category.
    pub fn sought(&self, category: &str) -> String {
        [&self.title, &self.text, category, &self.area].map(folded).join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::{ListingAround, ListingForm, ListingReach};
    use crate::ledger::Unit;
    use crate::marketplace::categories::Category;
    use crate::marketplace::price::Price;
    use crate::words::Language::English;

    fn unit() -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false }
    }

    fn form(field: &str, value: &str) -> ListingForm {
        let mut form = ListingForm {
            id: "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f70".into(),
            kind: "offer".into(),
            title: "Bread on Fridays".into(),
            price: "whole".into(),
            amount: "3.50".into(),
            reach: "own".into(),
            category: "7".into(),
            ..ListingForm::default()
        };
        let place = match field {
            "kind" => &mut form.kind,
            "title" => &mut form.title,
            "text" => &mut form.text,
            "price" => &mut form.price,
            "amount" => &mut form.amount,
            "reach" => &mut form.reach,
            "category" => &mut form.category,
            "area" => &mut form.area,
            _ => &mut form.id,
        };
        value.clone_into(place);
        form
    }

    #[test]
    fn a_listing_is_taken_as_it_is_meant_and_each_field_says_what_is_wrong_with_it() {
        let categories = [Category { id: 7, below: 0, name: "Food".into() }];
        let unit = unit();
        let around = ListingAround { unit: &unit, categories: &categories, farthest: ListingReach::Partners };
        let read = |field, value| form(field, value).parse(&around, English);
        let (_, asked) = read("text", "From the stone oven.\n\n*Order* before noon.").unwrap();
        assert_eq!((asked.price, asked.category), (Price::Whole(350), 7));
        assert_eq!(asked.text, "From the stone oven.\n\n*Order* before noon.");
        for (field, value) in [
            ("kind", "gift"),
            ("title", " "),
            ("title", "\u{200b}"),
            ("text", "a\u{202e}b"),
            ("price", ""),
            ("amount", "0"),
            ("amount", "-1"),
            ("amount", ""),
            ("amount", "1e9"),
            ("reach", "everybody"),
            ("category", "8"),
            ("category", ""),
            ("area", "a\u{7}b"),
        ] {
            let errors = read(field, value).unwrap_err();
            assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), [field], "{field} {value:?}");
        }
        assert_eq!(read("id", "x").unwrap_err().first().map(|error| error.field), Some("main"));
        assert_eq!(read("price", "open").unwrap_err().first().map(|error| error.field), Some("amount"), "lost");
        assert_eq!(read("category", "0").unwrap().1.category, 0);
    }

    #[test]
    fn a_listing_that_stands_is_shown_as_it_would_be_typed() {
        let unit = unit();
        let categories = [Category { id: 7, below: 0, name: "Food".into() }];
        let around = ListingAround { unit: &unit, categories: &categories, farthest: ListingReach::Everybody };
        let (id, asked) = form("price", "hour").parse(&around, English).unwrap();
        let again = ListingForm::of(&asked, (id, 3), (&unit, English));
        assert_eq!(again.parse(&around, English), Ok((id, asked)));
        assert_eq!((again.version.as_str(), again.amount.as_str()), ("3", "3.50"));
    }
}
