//! Passwords: the rules of the house, argon2id, and the same time for a right and a wrong address.

use std::sync::OnceLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};

use crate::IdentityError;

mod strength;

/// The name of the house.
const PRODUCT: &str = "rives";
/// Characters at least.
pub(crate) const LEAST: usize = 12;
/// Bytes at most: hashing takes time in proportion.
const MOST: usize = 256;

/// A hash of no password at all, made with the present parameters: checked when there is no such person, so that
/// the answer takes as long as for somebody who exists.
pub(crate) fn decoy() -> Result<&'static str, IdentityError> {
    static DECOY: OnceLock<String> = OnceLock::new();
    if let Some(made) = DECOY.get() {
        return Ok(made);
    }
    // Made once: hashing at each try would take twice as long as checking, and tell who exists.
    let made = hash(&uuid::Uuid::new_v4().to_string())?;
    Ok(DECOY.get_or_init(|| made))
}

/// True when `password` may be used by the person with this address: long enough, without the address, and not made of
/// what is tried first.
pub(crate) fn acceptable(password: &str, email: &str) -> bool {
    let lower = password.to_lowercase();
    let email = email.to_lowercase();
    let (local, domain) = email.split_once('@').unwrap_or((&email, ""));
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    password.chars().count() >= LEAST
        && password.len() <= MOST
        && letters.len() >= 5
        && !(local.len() >= 3 && lower.contains(local))
        && strength::strength(password, &own_words(local, domain)) >= strength::ENOUGH
}

/// Words that anybody would try with this person: the parts of their address, and the name of the house.
fn own_words(local: &str, domain: &str) -> Vec<String> {
    let parts = local.split(|c: char| !c.is_alphanumeric()).chain(domain.split(['.', '-']));
    let parts = parts.filter(|part| part.chars().count() >= 3).map(str::to_owned);
    parts.chain([PRODUCT.to_owned()]).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    const EMAIL: &str = "maire.adjoint@saint-etienne.example";

    #[test]
    fn an_unknown_address_costs_one_check_and_no_hashing() {
        let (first, second) = (decoy().expect("made"), decoy().expect("made"));
        assert!(
            std::ptr::eq(first, second),
            "made once, so that it takes no longer than a known one"
        );
        assert!(!verify("whatever is typed", first).expect("it is a hash"));
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for password in [
            "password1234",
            "Motdepasse2026!",
            "P@ssw0rdP@ssw0rd",
            "azertyuiop123",
            "1q2w3e4r5t6y",
            "iloveyou12345",
            "SaintEtienne2026",
            "saint-etienne1",
            "rives-rives-rives",
            "Jumelage2026!",
            "abcabcabcabcabc",
            "contraseña2026",
            "maire.adjoint-x9kq",
            "adjointadjoint",
            "111111222222333333",
            "short",
        ] {
            assert!(!acceptable(password, EMAIL), "{password}");
        }
    }

    #[test]
    fn words_that_belong_together_for_nobody_else_are_welcome() {
        for password in [
            "un pont entre deux rives",
            "two-shores-one-river",
            "deux rives et un fleuve",
            "correct horse battery staple",
            "8fK!vq2-Lm0z",
            "le thé refroidit à Mopti",
            "河と橋のあいだの二つの町の話",
        ] {
            assert!(acceptable(password, EMAIL), "{password}");
        }
    }

    #[test]
    fn a_password_has_an_end_too() {
        let long = "un pont entre deux rives et ".repeat(10);
        assert!(!acceptable(&long, EMAIL), "hashing takes time in proportion");
    }
}
