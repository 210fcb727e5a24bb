//! Recovery codes: ten, each once, for whom the application for codes is lost.

use domain::PersonId;
use rusqlite::{Connection, params};
use totp_rs::Secret;

use crate::{Identity, IdentityError, Vault, vault};

/// How many a person gets.
const CODES: usize = 10;
/// Bytes of a code: 80 bits, 16 letters of base 32. So long that a plain digest of it cannot be guessed either.
const BYTES: usize = 10;
/// Letters between two dashes, as codes are shown.
const GROUP: usize = 4;
/// The column of digests.
const PLACE: &str = "recovery_code.code";

impl Identity {
    /// How many recovery codes a person has not used.
    ///
    /// # Errors
    /// When the store fails.
    pub fn recovery_codes_left(&self, person: PersonId) -> Result<u32, IdentityError> {
        Ok(self.store.read().query_row(
            "SELECT count(*) FROM recovery_code WHERE person = ?1",
            [person.0],
            |row| row.get(0),
        )?)
    }
}

/// New codes as they are shown.
pub(crate) fn fresh_codes() -> Vec<String> {
    (0..CODES).map(|_| shown(&Secret::new(vault::fresh()[..BYTES].into()).to_base32())).collect()
}

fn shown(code: &str) -> String {
    let letters: Vec<char> = code.to_ascii_lowercase().chars().collect();
    letters.chunks(GROUP).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// Voids a person's codes and keeps the digests of `codes` in their place.
pub(crate) fn replace(
    store: &Connection,
    vault: &Vault,
    person: PersonId,
    codes: &[String],
) -> Result<(), IdentityError> {
    store.execute("DELETE FROM recovery_code WHERE person = ?1", [person.0])?;
    for code in codes {
        let plain = code.replace('-', "").to_ascii_uppercase();
        store.execute(
            "INSERT INTO recovery_code (person, code) VALUES (?1,?2)",
            params![person.0, digest(vault, person, &plain)],
        )?;
    }
    Ok(())
}

/// Uses a code up; false when it is none. `plain` is in capitals, without dashes.
pub(crate) fn spend(
    store: &Connection,
    vault: &Vault,
    person: PersonId,
    plain: &str,
) -> Result<bool, IdentityError> {
    let spent = store.execute(
        "DELETE FROM recovery_code WHERE person = ?1 AND code = ?2",
        params![person.0, digest(vault, person, plain)],
    )?;
    Ok(spent == 1)
}

/// Bound to the person: the same code of two people would not look alike.
fn digest(vault: &Vault, person: PersonId, plain: &str) -> [u8; 32] {
    vault.digest(PLACE, &format!("{person} {plain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_ten_all_different_and_easy_to_copy() {
        let codes = fresh_codes();
        let different: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(different.len(), CODES);
        for code in codes {
            assert_eq!(code.len(), 19, "{code}");
            assert!(code.split('-').all(|part| part.len() == GROUP), "{code}");
        }
    }
}
