//! Attempts under way: what only this process knows of them, until they end or ten minutes are over.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{PersonId, rules};
use moka::sync::Cache;
use openidconnect::PkceCodeVerifier;
use sha2::{Digest, Sha256};

use super::stop::Stop;
use super::{Callback, Returning, Start};

/// How long somebody has to sign in at the provider.
const PATIENCE: Duration = Duration::from_mins(10);
/// Attempts at a time; beyond that the oldest give way.
const ATTEMPTS: u64 = 10_000;
/// Letters of a token: 32 random bytes, which is what the strictest provider asks of a nonce.
const LETTERS: usize = 43;
/// Longest code that is sent on.
const CODE: usize = 4096;

/// What goes to the browser and to the provider.
pub(super) struct Secrets {
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) browser: String,
    pub(super) verifier: PkceCodeVerifier,
}

/// What is kept of an attempt.
pub(super) struct Attempt {
    provider: String,
    pub(super) nonce: String,
    verifier: String,
    browser: [u8; 32],
    pub(super) back: String,
    pub(super) link: Option<PersonId>,
}

impl Attempt {
    /// A new attempt, with everything random in it.
    pub(super) fn new(provider: &str, start: &Start<'_>) -> (Self, Secrets) {
        let kept = start.browser.filter(|kept| is_token(kept)).map(str::to_owned);
        let secrets = Secrets {
            state: token(),
            nonce: token(),
            browser: kept.unwrap_or_else(token),
            verifier: PkceCodeVerifier::new(token()),
        };
        let attempt = Self {
            provider: provider.to_owned(),
            nonce: secrets.nonce.clone(),
            verifier: secrets.verifier.secret().clone(),
            browser: digest(&secrets.browser),
            back: start.back.to_owned(),
            link: start.link.map(|viewer| viewer.person),
        };
        (attempt, secrets)
    }

    /// Checks that the browser which comes back is the one that left, for the same provider and the same person.
    pub(super) fn belongs_to(&self, provider: &str, returning: &Returning<'_>) -> Result<(), Stop> {
        let stop = |why| Err(Stop::new(rules::H_PROVIDER_ATTEMPT, why));
        if self.provider != provider {
            return stop("the attempt was begun at another provider");
        }
        if returning.browser.map(digest) != Some(self.browser) {
            return stop("the attempt was begun in another browser");
        }
        if self.link.is_some() && self.link != returning.person {
            return stop("whoever wanted to link the provider is no longer signed in");
        }
        Ok(())
    }

    pub(super) fn verifier(&self) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.verifier.clone())
    }
}

/// The attempts under way, by the digest of their state.
pub(super) struct Attempts(Cache<[u8; 32], std::sync::Arc<Attempt>>);

impl Default for Attempts {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(ATTEMPTS).time_to_live(PATIENCE).build())
    }
}

impl Attempts {
    pub(super) fn keep(&self, state: &str, attempt: Attempt) {
        self.0.insert(digest(state), std::sync::Arc::new(attempt));
    }

    /// The attempt of `state`, which is over with that.
    pub(super) fn take(&self, state: Option<&str>) -> Result<std::sync::Arc<Attempt>, Stop> {
        let found = state.and_then(|state| self.0.remove(&digest(state)));
        found.ok_or_else(|| {
            Stop::new(rules::H_PROVIDER_ATTEMPT, "no attempt is under way with this state")
        })
    }
}

/// The code that came back, or why there is none.
pub(super) fn code<'a>(callback: &Callback<'a>) -> Result<&'a str, Stop> {
    match (callback.error, callback.code) {
        (Some("access_denied"), _) => {
            Err(Stop::new(rules::H_PROVIDER_DENIED, "the person or the provider said no"))
        }
        (Some(error), _) => {
            Err(Stop::new(rules::H_PROVIDER_FAILED, format!("the provider says {}", word(error))))
        }
        (None, Some(code)) if !code.is_empty() && code.len() <= CODE => Ok(code),
        (None, _) => Err(Stop::new(rules::H_PROVIDER_FAILED, "no code came back")),
    }
}

/// An error's name as the log may show it: letters of the standard's own, and short.
pub(super) fn word(error: &str) -> String {
    let letters = error.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_');
    letters.take(60).collect()
}

/// 256 random bits from the system's generator.
pub(super) fn token() -> String {
    // The library's own tokens are made of the system's randomness as well.
    openidconnect::CsrfToken::new_random_len(32).secret().clone()
}

fn is_token(text: &str) -> bool {
    text.len() == LETTERS && URL_SAFE_NO_PAD.decode(text).is_ok()
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_is_longer_than_the_strictest_provider_asks_and_never_the_same() {
        let (one, other) = (token(), token());
        assert!(one.len() >= 32 && is_token(&one) && one != other, "{one}");
    }

    #[test]
    fn a_provider_cannot_write_into_the_log() {
        assert_eq!(word("server_error\n2026 forged <b>"), "server_error2026forgedb");
        assert_eq!(word(&"x".repeat(100)).len(), 60);
    }
}
