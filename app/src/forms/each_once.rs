//! Fields whose names a form does not know beforehand: rules of a subject, the boxes of a list.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserializer;
use serde::de::{Error, MapAccess, Visitor};

/// Each field as it was typed, by its name; for `deserialize_with`, since a map would take the last of a field that is twice.
///
/// # Errors
/// A field twice.
pub fn each_once<'de, D: Deserializer<'de>>(fields: D) -> Result<BTreeMap<String, String>, D::Error> {
    fields.deserialize_map(EachOnce)
}

struct EachOnce;

impl<'de> Visitor<'de> for EachOnce {
    type Value = BTreeMap<String, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fields, each once")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut all = BTreeMap::new();
        while let Some((name, value)) = fields.next_entry()? {
            if all.insert(name, value).is_some() {
                return Err(A::Error::custom("a field twice"));
            }
        }
        Ok(all)
    }
}
