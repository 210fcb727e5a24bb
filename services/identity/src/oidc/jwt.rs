//! A signed JWT that is no ID token, opened with a provider's keys: userinfo comes so.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{
    JsonWebKey as _, JsonWebKeyAlgorithm, JsonWebKeyUse as _, JwsSigningAlgorithm as _,
};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Why a JWT is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unbelieved {
    /// Not three parts of base64, or not the JSON they should hold.
    #[error("it is no signed JWT")]
    Shape,
    /// Signed in a way that is not on the list, `none` among them.
    #[error("its algorithm is not allowed")]
    Algorithm,
    /// Something in its header that must be understood and is not.
    #[error("it needs extensions that are not understood")]
    Critical,
    /// The provider publishes no such key; it may have turned.
    #[error("its key is not among the provider's")]
    Key,
    /// The signature is not its own.
    #[error("its signature is wrong")]
    Signature,
}

#[derive(Deserialize)]
struct Header {
    alg: Value,
    kid: Option<String>,
    crit: Option<Value>,
}

/// What the JWT says, once its signature is checked.
pub(super) fn opened(
    text: &str,
    keys: &CoreJsonWebKeySet,
    allowed: &[CoreJwsSigningAlgorithm],
) -> Result<Map<String, Value>, Unbelieved> {
    let (signed, signature) = text.trim().rsplit_once('.').ok_or(Unbelieved::Shape)?;
    let (header, claims) = signed.split_once('.').ok_or(Unbelieved::Shape)?;
    let header: Header = json(header)?;
    let algorithm: CoreJwsSigningAlgorithm =
        serde_json::from_value(header.alg).map_err(|_| Unbelieved::Algorithm)?;
    if !allowed.contains(&algorithm) {
        return Err(Unbelieved::Algorithm);
    }
    if header.crit.is_some() {
        return Err(Unbelieved::Critical);
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Unbelieved::Shape)?;
    let mut fitting = keys.keys().iter().filter(|key| fits(key, header.kid.as_deref(), &algorithm));
    let mut any = false;
    let good = fitting.any(|key| {
        any = true;
        key.verify_signature(&algorithm, signed.as_bytes(), &signature).is_ok()
    });
    match (good, any) {
        (true, _) => json(claims),
        (false, true) => Err(Unbelieved::Signature),
        (false, false) => Err(Unbelieved::Key),
    }
}

/// Whether a key may have made such a signature.
fn fits(key: &CoreJsonWebKey, kid: Option<&str>, algorithm: &CoreJwsSigningAlgorithm) -> bool {
    let named = kid.is_none_or(|kid| key.key_id().is_some_and(|id| id.as_str() == kid));
    let signs = key.key_use().is_none_or(openidconnect::core::CoreJsonWebKeyUse::allows_signature);
    let same = algorithm.key_type().as_ref() == Some(key.key_type());
    let meant = match key.signing_alg() {
        JsonWebKeyAlgorithm::Unspecified => true,
        JsonWebKeyAlgorithm::Algorithm(own) => own == algorithm,
        JsonWebKeyAlgorithm::Unsupported => false,
    };
    named && signs && same && meant
}

fn json<T: serde::de::DeserializeOwned>(part: &str) -> Result<T, Unbelieved> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| Unbelieved::Shape)?;
    serde_json::from_slice(&bytes).map_err(|_| Unbelieved::Shape)
}

/// What a JWT says whose signature was checked before.
pub(super) fn payload(text: &str) -> Result<Map<String, Value>, Unbelieved> {
    json(text.split('.').nth(1).ok_or(Unbelieved::Shape)?)
}
