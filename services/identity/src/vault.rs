//! Vault: seals what is personal with a key that lies outside the database, and finds it again by a keyed digest.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use chacha20poly1305::aead::{Aead as _, Generate as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::IdentityError;

/// Bytes of the key: 32 of the operating system's randomness, written as 64 hexadecimal digits.
const KEY: usize = 32;
/// Bytes of the nonce before each sealed value: random, 192 bits, so that none ever comes twice.
const NONCE: usize = 24;

/// The key of the store of people, ready to use. Without it a copy of the database tells nothing about anybody.
pub struct Vault {
    cipher: XChaCha20Poly1305,
    index: Hmac<Sha256>,
}

impl Vault {
    /// The vault of `key`. Sealing and finding use keys of their own, both made from it.
    ///
    /// # Panics
    /// Never: HMAC takes any key.
    #[must_use]
    pub fn new(key: &[u8; KEY]) -> Self {
        let derived = |purpose: &[u8]| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes any key");
            mac.update(purpose);
            Zeroizing::new(<[u8; KEY]>::from(mac.finalize().into_bytes()))
        };
        let (seal, index) = (derived(b"rives people: seal"), derived(b"rives people: index"));
        Self {
            cipher: XChaCha20Poly1305::new_from_slice(&*seal).expect("32 bytes"),
            index: Hmac::new_from_slice(&*index).expect("HMAC takes any key"),
        }
    }

    /// The vault of a key that is nowhere written down: for tests and stores that live as long as the process.
    #[must_use]
    pub fn ephemeral() -> Self {
        Self::new(&fresh())
    }

    /// Reads the key file at `path`; with `create`, makes one that only its owner can read when there is none.
    ///
    /// # Errors
    /// When the file is missing, cannot be read or made, or holds something else than 64 hexadecimal digits.
    pub fn from_file(path: &Path, create: bool) -> Result<Self, IdentityError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if create && error.kind() == io::ErrorKind::NotFound => write_new(path)?,
            Err(source) => {
                return Err(IdentityError::Key { path: path.to_owned(), why: source.to_string() });
            }
        };
        Self::from_hex(text.trim()).ok_or_else(|| IdentityError::Key {
            path: path.to_owned(),
            why: "it must hold 64 hexadecimal digits and nothing else".to_owned(),
        })
    }

    /// The vault of a key in hexadecimal digits; `None` when they are not 64.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = Zeroizing::new(text.as_bytes().to_vec());
        if digits.len() != 2 * KEY {
            return None;
        }
        let mut key = Zeroizing::new([0; KEY]);
        for (byte, pair) in key.iter_mut().zip(digits.chunks(2)) {
            let pair = std::str::from_utf8(pair).ok().filter(|p| !p.starts_with(['+', '-']))?;
            *byte = u8::from_str_radix(pair, 16).ok()?;
        }
        Some(Self::new(&key))
    }

    /// Seals `plain`. `place` names the column and `row` the row: a value moved elsewhere does not open.
    ///
    /// # Panics
    /// Never for what a store holds: only beyond 256 GiB.
    #[must_use]
    pub fn seal(&self, place: &str, row: &[u8], plain: &[u8]) -> Vec<u8> {
        let nonce = XNonce::generate();
        let aad = bound(place, row);
        let sealed = self.cipher.encrypt(&nonce, Payload { msg: plain, aad: &aad });
        let mut out = nonce.to_vec();
        out.extend(sealed.expect("values are far below the cipher's limit of 256 GiB"));
        out
    }

    /// Opens what [`Vault::seal`] sealed for the same place and row.
    ///
    /// # Errors
    /// [`IdentityError::Sealed`] when the key is another one or the value was altered or moved.
    pub fn open(&self, place: &str, row: &[u8], sealed: &[u8]) -> Result<Vec<u8>, IdentityError> {
        let broken = || IdentityError::Sealed(place.to_owned());
        let (nonce, body) = sealed.split_at_checked(NONCE).ok_or_else(broken)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| broken())?;
        let aad = bound(place, row);
        self.cipher.decrypt(&nonce, Payload { msg: body, aad: &aad }).map_err(|_| broken())
    }

    /// Seals a text.
    #[must_use]
    pub fn seal_text(&self, place: &str, row: &[u8], plain: &str) -> Vec<u8> {
        self.seal(place, row, plain.as_bytes())
    }

    /// Opens a text.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_text(
        &self,
        place: &str,
        row: &[u8],
        sealed: &[u8],
    ) -> Result<String, IdentityError> {
        String::from_utf8(self.open(place, row, sealed)?)
            .map_err(|_| IdentityError::Sealed(place.to_owned()))
    }

    /// A digest to find a value by without telling it: the same for the same place and text, useless without the key.
    #[must_use]
    pub fn digest(&self, place: &str, text: &str) -> [u8; KEY] {
        let mut mac = self.index.clone();
        mac.update(&bound(place, text.as_bytes()));
        mac.finalize().into_bytes().into()
    }
}

/// `place` and `row` in one, with the length of the first: no two pairs look alike.
fn bound(place: &str, row: &[u8]) -> Vec<u8> {
    let length = u32::try_from(place.len()).expect("names of columns are short");
    [&length.to_be_bytes()[..], place.as_bytes(), row].concat()
}

/// 256 bits of the operating system's randomness.
pub(crate) fn fresh() -> [u8; KEY] {
    let key = chacha20poly1305::Key::generate();
    key.into()
}

fn write_new(path: &Path) -> Result<Zeroizing<String>, IdentityError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let key = Zeroizing::new(fresh());
    let text = Zeroizing::new(crate::secret::hex(key.as_slice()));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_in_its_own_place_only() {
        let vault = Vault::ephemeral();
        let sealed = vault.seal_text("person.email", b"1", "a@town.example");
        assert!(!sealed.windows(4).any(|part| part == b"town"));
        let opened = vault.open_text("person.email", b"1", &sealed).expect("its own place");
        assert_eq!(opened, "a@town.example");
        assert!(vault.open("person.email", b"2", &sealed).is_err(), "another row");
        assert!(vault.open("person.name", b"1", &sealed).is_err(), "another column");
        assert!(Vault::ephemeral().open("person.email", b"1", &sealed).is_err(), "another key");
        assert!(vault.open("person.email", b"1", &sealed[..10]).is_err(), "a piece");
    }

    #[test]
    fn the_same_value_is_sealed_differently_and_found_alike() {
        let vault = Vault::ephemeral();
        assert_ne!(vault.seal("x", b"1", b"same"), vault.seal("x", b"1", b"same"));
        assert_eq!(vault.digest("x", "same"), vault.digest("x", "same"));
        assert_ne!(vault.digest("x", "same"), vault.digest("y", "same"));
        assert_ne!(vault.digest("x", "same"), Vault::ephemeral().digest("x", "same"));
    }

    #[test]
    fn a_key_file_is_made_once_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("people.key");
        assert!(matches!(Vault::from_file(&path, false), Err(IdentityError::Key { .. })));
        let sealed = Vault::from_file(&path, true).expect("made").seal("x", b"1", b"kept");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        let again = Vault::from_file(&path, true).expect("read");
        assert_eq!(again.open("x", b"1", &sealed).expect("the same key"), b"kept");
    }

    #[test]
    fn a_key_that_is_none_is_refused() {
        for text in ["", "abc", &"g".repeat(64), &"+1".repeat(32), &"é".repeat(32)] {
            assert!(Vault::from_hex(text).is_none(), "{text}");
        }
        assert!(Vault::from_hex(&"0a".repeat(32)).is_some());
    }
}
