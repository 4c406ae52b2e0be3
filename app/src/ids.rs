//! Names of things: one newtype an identifier, so that no two can be mistaken for each other.
//!
//! Exchanges, accounts, members and persons have internal `i64` keys, unique in the whole
//! installation and made by the server (`Keys`), never shown. Transfers have a UUID made by
//! the browser's form or the client: it is what makes a repeated click harmless. An account's
//! [`Code`] is for people and stays with it for life.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);
        sql_key!($name);
    };
}

#[cfg(feature = "sql")]
macro_rules! sql_key {
    ($name:ident) => {
        impl sqlx::Type<sqlx::Any> for $name {
            fn type_info() -> sqlx::any::AnyTypeInfo {
                <i64 as sqlx::Type<sqlx::Any>>::type_info()
            }
        }
        impl<'q> sqlx::Encode<'q, sqlx::Any> for $name {
            fn encode_by_ref(
                &self,
                buf: &mut <sqlx::Any as sqlx::Database>::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <i64 as sqlx::Encode<'q, sqlx::Any>>::encode_by_ref(&self.0, buf)
            }
        }
        impl<'r> sqlx::Decode<'r, sqlx::Any> for $name {
            fn decode(value: sqlx::any::AnyValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                <i64 as sqlx::Decode<'r, sqlx::Any>>::decode(value).map(Self)
            }
        }
    };
}
#[cfg(not(feature = "sql"))]
macro_rules! sql_key {
    ($name:ident) => {};
}

/// An enum that has `tag()` and `of_tag(&str)` is stored as its word; a word that is none is a fault.
#[cfg(feature = "sql")]
macro_rules! sql_word {
    ($name:ident) => {
        impl sqlx::Type<sqlx::Any> for $name {
            fn type_info() -> sqlx::any::AnyTypeInfo {
                <String as sqlx::Type<sqlx::Any>>::type_info()
            }
        }
        impl<'q> sqlx::Encode<'q, sqlx::Any> for $name {
            fn encode_by_ref(
                &self,
                buf: &mut <sqlx::Any as sqlx::Database>::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <String as sqlx::Encode<'q, sqlx::Any>>::encode(self.tag().to_owned(), buf)
            }
        }
        impl<'r> sqlx::Decode<'r, sqlx::Any> for $name {
            fn decode(value: sqlx::any::AnyValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                let word = <String as sqlx::Decode<'r, sqlx::Any>>::decode(value)?;
                Self::of_tag(&word).ok_or_else(|| format!("{word:?} is no {}", stringify!($name)).into())
            }
        }
    };
}
#[cfg(not(feature = "sql"))]
macro_rules! sql_word {
    ($name:ident) => {};
}
pub(crate) use sql_word;

key!(
    /// One community with one unit: the tenant.
    ExchangeId
);
key!(
    /// One account in one exchange; unique together with its exchange.
    AccountId
);
key!(
    /// One member's place in one exchange; unique together with its exchange.
    MemberId
);
key!(
    /// Somebody who signs in; may operate members of several exchanges.
    PersonId
);
key!(
    /// The consent of two exchanges to trade.
    AgreementId
);

/// Yes or no as a column holds it: 1 or 0. A `bool` cannot be read from a bigint; fields say `#[sqlx(try_from = "Flag")]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag(pub i64);
sql_key!(Flag);

impl From<Flag> for bool {
    fn from(flag: Flag) -> Self {
        flag.0 == 1
    }
}

impl From<bool> for Flag {
    fn from(yes: bool) -> Self {
        Self(i64::from(yes))
    }
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text.trim()).map(Self)
            }
        }

        sql_uuid!($name);
    };
}

// `Any` knows no UUID: sixteen bytes on both engines.
#[cfg(feature = "sql")]
macro_rules! sql_uuid {
    ($name:ident) => {
        impl sqlx::Type<sqlx::Any> for $name {
            fn type_info() -> sqlx::any::AnyTypeInfo {
                <Vec<u8> as sqlx::Type<sqlx::Any>>::type_info()
            }
        }
        impl<'q> sqlx::Encode<'q, sqlx::Any> for $name {
            fn encode_by_ref(
                &self,
                buf: &mut <sqlx::Any as sqlx::Database>::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <Vec<u8> as sqlx::Encode<'q, sqlx::Any>>::encode(self.0.as_bytes().to_vec(), buf)
            }
        }
        impl<'r> sqlx::Decode<'r, sqlx::Any> for $name {
            fn decode(value: sqlx::any::AnyValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                let bytes = <Vec<u8> as sqlx::Decode<'r, sqlx::Any>>::decode(value)?;
                Ok(Self(Uuid::from_slice(&bytes)?))
            }
        }
    };
}
#[cfg(not(feature = "sql"))]
macro_rules! sql_uuid {
    ($name:ident) => {};
}

uuid_id!(
    /// The id of a transfer, made by whoever asks for it (UUIDv7 when we make it). The two legs of
    /// an intertrade share it. Never used for order.
    TransferId
);
uuid_id!(
    /// The id of an offer or a want, made by its form. Never used for order.
    ListingId
);

/// An account's code: the exchange's four letters or digits, then what tells the account
/// apart in it (four digits when we make it, as imported otherwise). `RIVR0042`.
///
/// Kept in capitals; reading ignores case, spaces, dots and hyphens, since codes are spoken at markets
/// and written on paper.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

impl Code {
    /// The code of account `number` in the exchange whose four letters are `prefix`.
    pub fn new(prefix: &str, number: i64) -> Self {
        Self(format!("{prefix}{number:04}"))
    }

    /// The code of the account that is the exchange's own, whose four letters are `prefix`; no member has it.
    pub fn common(prefix: &str) -> Self {
        Self(format!("{prefix}COMMON"))
    }

    /// Takes a code as it is stored or imported.
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Reads what a person typed, if it can be a code at all: four letters or digits and at least
    /// one more, without spaces inside once separators are dropped. Imported codes may have no digit, so that a name can
    /// look like a code; whoever takes both looks codes up first.
    pub fn typed(text: &str) -> Option<Self> {
        let code: String =
            text.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '\u{a0}')).collect::<String>().to_uppercase();
        let fits = (5..=32).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphanumeric());
        fits.then_some(Self(code))
    }

    /// The four characters that name the exchange.
    pub fn prefix(&self) -> &str {
        self.0.get(..4).unwrap_or(&self.0)
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(feature = "sql")]
mod sql {
    use sqlx::any::{Any, AnyTypeInfo, AnyValueRef};
    use sqlx::encode::IsNull;
    use sqlx::error::BoxDynError;
    use sqlx::{Database, Decode, Encode, Type};

    use super::Code;

    impl Type<Any> for Code {
        fn type_info() -> AnyTypeInfo {
            <String as Type<Any>>::type_info()
        }
    }
    impl<'q> Encode<'q, Any> for Code {
        fn encode_by_ref(&self, buf: &mut <Any as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
            <String as Encode<'q, Any>>::encode(self.0.clone(), buf)
        }
    }
    impl<'r> Decode<'r, Any> for Code {
        fn decode(value: AnyValueRef<'r>) -> Result<Self, BoxDynError> {
            <String as Decode<'r, Any>>::decode(value).map(Self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn a_code_is_read_however_it_is_written_down() {
        for typed in ["RIVR0042", "rivr0042", " rivr 0042 ", "RIVR-0042", "rivr.0042"] {
            assert_eq!(Code::typed(typed), Some(Code::new("RIVR", 42)), "{typed}");
        }
        for typed in ["", "RIVR", "Zoë Amadi", "RIVR/0042", "٣٣٣٣٣"] {
            assert_eq!(Code::typed(typed), None, "{typed}");
        }
    }
}
