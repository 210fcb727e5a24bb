//! Attempts under way: what is to be known of them until they end or ten minutes are over. It goes with the browser, sealed, as the
//! state that the provider hands back, so that any node may end what another one began.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{PersonId, rules};
use jiff::SignedDuration;
use openidconnect::PkceCodeVerifier;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::stop::Stop;
use super::{Callback, Returning, Start};
use crate::slips::Slip;
use crate::{Identity, IdentityError};

/// How long somebody has to sign in at the provider.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// The kind of its slip.
const KIND: &str = "provider.attempt";
/// Longest path to come back to; a longer one is forgotten, as the state goes through an address.
const BACK: usize = 300;
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

/// What is to be known of an attempt.
#[derive(Serialize, Deserialize)]
pub(super) struct Attempt {
    provider: String,
    pub(super) nonce: String,
    verifier: String,
    /// The digest of the browser's own token.
    browser: String,
    pub(super) back: String,
    pub(super) link: Option<PersonId>,
}

impl Attempt {
    /// Begins one, with everything random in it.
    pub(super) fn begin(
        identity: &Identity,
        provider: &str,
        start: &Start<'_>,
    ) -> Result<Secrets, IdentityError> {
        let kept = start.browser.filter(|kept| is_token(kept)).map(str::to_owned);
        let (nonce, verifier, browser) = (token(), token(), kept.unwrap_or_else(token));
        let attempt = Self {
            provider: provider.to_owned(),
            nonce: nonce.clone(),
            verifier: verifier.clone(),
            browser: digest(&browser),
            back: if start.back.len() > BACK { "/" } else { start.back }.to_owned(),
            link: start.link.map(|viewer| viewer.person),
        };
        let state = identity.slip(KIND, attempt, PATIENCE)?;
        Ok(Secrets { state, nonce, browser, verifier: PkceCodeVerifier::new(verifier) })
    }

    /// The attempt that comes back with `state`.
    pub(super) fn of(identity: &Identity, state: Option<&str>) -> Result<Slip<Self>, Stop> {
        let found = state.map(|state| identity.read_slip(KIND, state)).transpose()?;
        found.flatten().ok_or_else(|| {
            Stop::new(rules::H_PROVIDER_ATTEMPT, "no attempt is under way with this state")
        })
    }

    /// Ends it, whatever its end will be.
    pub(super) fn end(identity: &Identity, slip: Slip<Self>) -> Result<Self, Stop> {
        if identity.use_up_slip(&slip)? {
            return Ok(slip.says);
        }
        Err(Stop::new(rules::H_PROVIDER_ATTEMPT, "the attempt has ended before"))
    }

    /// Checks that the browser which comes back is the one that left, for the same provider and the same person.
    pub(super) fn belongs_to(&self, provider: &str, returning: &Returning<'_>) -> Result<(), Stop> {
        let stop = |why| Err(Stop::new(rules::H_PROVIDER_ATTEMPT, why));
        if self.provider != provider {
            return stop("the attempt was begun at another provider");
        }
        if returning.browser.map(digest).as_ref() != Some(&self.browser) {
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

fn digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
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
