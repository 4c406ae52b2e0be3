//! The sentences that people read, in their language.
//!
//! The texts are in `app/words/<language>/<feature>.ftl`; each message is a function of [`Words`], checked when the
//! program is built: one that is missing in a language, or used with the wrong arguments, does not compile.

use std::sync::LazyLock;

#[expect(
    missing_docs,
    dead_code,
    clippy::allow_attributes,
    clippy::derivable_impls,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "generated from the .ftl files"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// All sentences in one language: `words.sign_in()`.
pub use generated::L10nLanguage as Words;

/// A language that pages and mails are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// Spanish.
    Spanish,
    /// English set from right to left: shows, in development, whether the pages stand a language that is.
    Mirrored,
}

static ENGLISH: LazyLock<Words> = LazyLock::new(|| generated::L10n::En.load());
static SPANISH: LazyLock<Words> = LazyLock::new(|| generated::L10n::Es.load());

impl Language {
    /// The languages a person can choose.
    pub const ALL: [Self; 2] = [Self::English, Self::Spanish];

    /// Its tag in HTML, in the database and in forms.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::Mirrored => "en-x-mirrored",
        }
    }

    /// The language of that tag; regions are ignored (`es-MX` is `es`).
    pub fn of_tag(tag: &str) -> Option<Self> {
        if tag == Self::Mirrored.tag() {
            return Some(Self::Mirrored);
        }
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The first language of an `Accept-Language` header that we have, by the reader's own ranking.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut wanted: Vec<(u32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.trim().split(";q=");
                let language = Self::of_tag(pieces.next()?.trim())?;
                let weight = pieces.next().and_then(|q| q.trim().parse::<rust_decimal::Decimal>().ok());
                let thousandths =
                    weight.map_or(1000, |q| u32::try_from(q * rust_decimal::Decimal::from(1000)).unwrap_or(0));
                (thousandths > 0).then_some((thousandths, language))
            })
            .collect();
        wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wanted.first().map(|(_, language)| *language)
    }

    /// Its sentences.
    pub fn words(self) -> &'static Words {
        match self {
            Self::English | Self::Mirrored => &ENGLISH,
            Self::Spanish => &SPANISH,
        }
    }

    /// Its own name, for a menu.
    pub fn name(self) -> String {
        self.words().language_name()
    }

    /// `rtl` or `ltr`, for `<html dir>`.
    pub fn direction(self) -> &'static str {
        if self == Self::Mirrored { "rtl" } else { "ltr" }
    }

    /// The mark between whole and decimals when amounts are written.
    pub fn decimal_mark(self) -> char {
        if self == Self::Spanish { ',' } else { '.' }
    }
}

impl From<String> for Language {
    /// The language of a stored tag; English if it is none of ours any more.
    fn from(tag: String) -> Self {
        Self::of_tag(&tag).unwrap_or(Self::English)
    }
}
