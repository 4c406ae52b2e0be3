//! The fields of a form of rules, whichever rules its page asks about.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// Each field as it was typed, by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedRules(pub BTreeMap<String, String>);

impl<'de> Deserialize<'de> for TypedRules {
    /// # Errors
    /// When a field comes twice: which of the two was meant nobody knows.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = TypedRules;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the fields of a form")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TypedRules, A::Error> {
        let mut fields = BTreeMap::new();
        while let Some((name, typed)) = map.next_entry::<String, String>()? {
            if fields.insert(name, typed).is_some() {
                return Err(A::Error::custom("a field twice"));
            }
        }
        Ok(TypedRules(fields))
    }
}
