//! Passwords: the rules of the house, argon2id, and the same time for a right and a wrong address.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};

use crate::IdentityError;

/// Characters at least.
pub(crate) const LEAST: usize = 12;
/// Bytes at most: hashing takes time in proportion.
const MOST: usize = 256;

/// A hash of no password at all, made with the present parameters: checked when there is no such person, so that
/// the answer takes as long as for somebody who exists.
pub(crate) fn decoy() -> Result<String, IdentityError> {
    hash(&uuid::Uuid::new_v4().to_string())
}

/// True when `password` may be used by the person with this address.
pub(crate) fn acceptable(password: &str, email: &str) -> bool {
    let lower = password.to_lowercase();
    let local = email.split('@').next().unwrap_or(email).to_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    password.chars().count() >= LEAST
        && password.len() <= MOST
        && letters.len() >= 5
        && !(local.len() >= 3 && lower.contains(&local))
}

pub(crate) fn hash(password: &str) -> Result<String, IdentityError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| IdentityError::Password(error.to_string()))
}

pub(crate) fn verify(password: &str, hash: &str) -> Result<bool, IdentityError> {
    if password.len() > MOST {
        return Ok(false);
    }
    let hash =
        PasswordHash::new(hash).map_err(|error| IdentityError::Password(error.to_string()))?;
    Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}
