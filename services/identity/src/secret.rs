//! Secrets that travel in a link: 256 random bits, kept as their hash only.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::vault;

/// A secret as its holder has it: 64 hexadecimal digits.
pub(crate) fn fresh() -> String {
    hex(&vault::fresh())
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
    }
    text
}

/// A secret as the store has it. A plain hash is enough: nobody guesses 256 bits.
pub(crate) fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.trim().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_and_never_alike() {
        let (one, other) = (fresh(), fresh());
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
        assert_ne!(hash(&one), hash(&other));
    }
}
