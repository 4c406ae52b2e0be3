//! Secret links: 256 random bits that only the mail has; the table knows their hash.

use sha2::{Digest, Sha256};

use crate::clock::random;

/// How long a link is good that somebody asked for, in seconds.
pub const HOUR: i64 = 3600;

/// A fresh token.
pub fn token() -> String {
    random::<32>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the table knows a token by.
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
