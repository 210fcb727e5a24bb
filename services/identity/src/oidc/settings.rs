//! What the operator says about a provider.

use std::time::Duration;

use openidconnect::core::{CoreAuthPrompt, CoreJwsSigningAlgorithm};
use url::Url;
use zeroize::Zeroizing;

/// What the operator says about a provider. Checked by whoever makes it: nothing here is tried again.
#[derive(Clone)]
pub struct ProviderSettings {
    /// Its name in addresses: small letters, digits and dashes.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Its issuer, letter by letter as it calls itself.
    pub issuer: String,
    /// Who we are there.
    pub client_id: String,
    /// Our secret there; none for a public client.
    pub client_secret: Option<Zeroizing<String>>,
    /// How we show the secret.
    pub token_auth: TokenAuth,
    /// What we ask for besides `openid`.
    pub scopes: Vec<String>,
    /// Strengths of authentication we ask for; the ID token must name one of them. Empty: any.
    pub acr_values: Vec<String>,
    /// Whether the provider shall ask people again.
    pub prompt: Option<Prompt>,
    /// In which form its userinfo comes.
    pub userinfo: UserInfo,
    /// Signatures that are believed.
    pub algorithms: Vec<Algorithm>,
    /// Whether people are also signed out there.
    pub logout: bool,
    /// Whether somebody unknown becomes a new person.
    pub registration: bool,
    /// Whether an address of which it does not say if it was verified counts as verified.
    pub trust_email: bool,
    /// How far its clock may be from ours.
    pub skew: Duration,
}

impl std::fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Never the secret.
        f.debug_struct("ProviderSettings").field("id", &self.id).finish_non_exhaustive()
    }
}

/// How a client shows its secret at the token endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenAuth {
    /// In the `Authorization` header.
    Basic,
    /// In the body.
    Post,
}

/// In which form userinfo comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserInfo {
    /// Whichever of the two it says it is; what the ID token says suffices where there is no such endpoint.
    Auto,
    /// Plain JSON.
    Json,
    /// A signed JWT, nothing else.
    Jwt,
}

/// Whether a provider shall ask people again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// For their password.
    Login,
    /// For their consent.
    Consent,
    /// Which of their accounts they mean.
    SelectAccount,
}

impl From<Prompt> for CoreAuthPrompt {
    fn from(prompt: Prompt) -> Self {
        match prompt {
            Prompt::Login => Self::Login,
            Prompt::Consent => Self::Consent,
            Prompt::SelectAccount => Self::SelectAccount,
        }
    }
}

/// A signature algorithm that can be believed: asymmetric ones only, and never none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA PKCS#1 v1.5 with SHA-256.
    Rs256,
    /// RSA PKCS#1 v1.5 with SHA-384.
    Rs384,
    /// RSA PKCS#1 v1.5 with SHA-512.
    Rs512,
    /// RSA PSS with SHA-256.
    Ps256,
    /// RSA PSS with SHA-384.
    Ps384,
    /// RSA PSS with SHA-512.
    Ps512,
    /// ECDSA on P-256.
    Es256,
    /// ECDSA on P-384.
    Es384,
    /// Ed25519.
    EdDsa,
}

impl From<Algorithm> for CoreJwsSigningAlgorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Rs256 => Self::RsaSsaPkcs1V15Sha256,
            Algorithm::Rs384 => Self::RsaSsaPkcs1V15Sha384,
            Algorithm::Rs512 => Self::RsaSsaPkcs1V15Sha512,
            Algorithm::Ps256 => Self::RsaSsaPssSha256,
            Algorithm::Ps384 => Self::RsaSsaPssSha384,
            Algorithm::Ps512 => Self::RsaSsaPssSha512,
            Algorithm::Es256 => Self::EcdsaP256Sha256,
            Algorithm::Es384 => Self::EcdsaP384Sha384,
            Algorithm::EdDsa => Self::EdDsa,
        }
    }
}

impl ProviderSettings {
    /// The algorithms as the library calls them.
    pub(super) fn allowed(&self) -> Vec<CoreJwsSigningAlgorithm> {
        self.algorithms.iter().map(|algorithm| (*algorithm).into()).collect()
    }

    /// Whether the issuer is on this machine, for tests: then its pages may lack TLS as well.
    pub(super) fn is_plain(&self) -> bool {
        Url::parse(&self.issuer).is_ok_and(|issuer| issuer.scheme() == "http")
    }
}
