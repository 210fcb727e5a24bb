//! The way to the provider and the ID token that comes of it, with everything that is checked about it.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::rules;
use eventlog::causes;
use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreErrorResponseType, CoreIdToken, CoreIdTokenClaims,
    CoreIdTokenVerifier, CoreTokenResponse,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthenticationContextClass, AuthorizationCode,
    ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, SignatureVerificationError, StandardErrorResponse,
    TokenResponse as _,
};
use outgoing::OutgoingError;
use url::Url;

use super::attempt::{Attempt, Secrets, word};
use super::client::{Boxed, Guarded};
use super::discovery::Known;
use super::stop::Stop;
use super::{Provider, Providers, TokenAuth};

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What a code was worth.
pub(super) struct Granted {
    /// As it came, for the hint when signing out.
    pub(super) id_token: String,
    /// Who, for this issuer.
    pub(super) subject: String,
    /// For userinfo.
    pub(super) access: AccessToken,
}

/// Where the browser goes to begin.
pub(super) fn authorization(
    provider: &Provider,
    known: &Known,
    redirect: &Url,
    secrets: &Secrets,
) -> Result<Url, Stop> {
    let client = client(provider, known, redirect);
    let (state, nonce) = (secrets.state.clone(), secrets.nonce.clone());
    let mut request = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state),
            move || Nonce::new(nonce),
        )
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&secrets.verifier));
    for scope in &provider.settings.scopes {
        request = request.add_scope(Scope::new(scope.clone()));
    }
    for acr in &provider.settings.acr_values {
        request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
    }
    if let Some(prompt) = provider.settings.prompt {
        request = request.add_prompt(prompt.into());
    }
    let (url, _, _) = request.url();
    page(provider, url)
}

/// A page of the provider that a browser may be sent to.
pub(super) fn page(provider: &Provider, url: Url) -> Result<Url, Stop> {
    match url.scheme() {
        "https" => Ok(url),
        "http" if provider.settings.is_plain() => Ok(url),
        _ => Err(Stop::new(rules::H_PROVIDER_DOWN, "the provider names a page without https")),
    }
}

fn client(provider: &Provider, known: &Known, redirect: &Url) -> Client {
    let settings = &provider.settings;
    let secret = settings.client_secret.as_ref();
    CoreClient::from_provider_metadata(
        known.metadata.clone(),
        ClientId::new(settings.client_id.clone()),
        secret.map(|secret| ClientSecret::new(secret.as_str().to_owned())),
    )
    .set_redirect_uri(RedirectUrl::from_url(redirect.clone()))
    .set_auth_type(match settings.token_auth {
        TokenAuth::Basic => AuthType::BasicAuth,
        TokenAuth::Post => AuthType::RequestBody,
    })
}

impl Providers {
    /// Gives the code for tokens, and believes the ID token only when all of it is right.
    pub(super) async fn exchange(
        &self,
        provider: &Provider,
        known: &Arc<Known>,
        redirect: &Url,
        code: &str,
        attempt: &Attempt,
    ) -> Result<Granted, Stop> {
        let client = client(provider, known, redirect);
        let code = AuthorizationCode::new(code.to_owned());
        let answer =
            asked(client, code, attempt.verifier(), Guarded(self.outgoing.clone())).await?;
        let id_token = answer
            .id_token()
            .ok_or_else(|| Stop::new(rules::H_PROVIDER_FAILED, "no ID token came"))?;
        let check = Check { provider, nonce: &attempt.nonce, now: self.now() };
        let claims = match check.claims(known, id_token, answer.access_token()) {
            Err(Wrong::Key) => {
                let renewed = provider.discovery.renewed(&self.outgoing, self.now()).await?;
                check.claims(&renewed, id_token, answer.access_token())
            }
            other => other,
        };
        let subject = claims.map_err(Stop::from)?.subject().to_string();
        Ok(Granted {
            id_token: id_token.to_string(),
            subject,
            access: answer.access_token().clone(),
        })
    }
}

/// Gives the code and the secret half of PKCE for tokens.
fn asked(
    client: Client,
    code: AuthorizationCode,
    verifier: PkceCodeVerifier,
    way: Guarded,
) -> Boxed<'static, Result<CoreTokenResponse, Stop>> {
    Box::pin(async move {
        client
            .exchange_code(code)
            .map_err(|error| Stop::new(rules::H_PROVIDER_DOWN, causes(&error)))?
            .set_pkce_verifier(verifier)
            .request_async(&way)
            .await
            .map_err(|error| failed(&error))
    })
}

/// Why the token endpoint gave nothing; its own words are not repeated, since they may name people.
fn failed(
    error: &RequestTokenError<OutgoingError, StandardErrorResponse<CoreErrorResponseType>>,
) -> Stop {
    match error {
        RequestTokenError::ServerResponse(response) => Stop::new(
            rules::H_PROVIDER_FAILED,
            format!("the token endpoint says {}", word(response.error().as_ref())),
        ),
        RequestTokenError::Request(error) => {
            let why = format!("the token endpoint: {}", causes(error));
            Stop::new(rules::H_PROVIDER_DOWN, why)
        }
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            let why = "the token endpoint's answer cannot be read";
            Stop::new(rules::H_PROVIDER_FAILED, why)
        }
    }
}

/// What is wrong with an ID token.
enum Wrong {
    /// Its key is not known, or not yet.
    Key,
    /// The authentication was weaker than asked for.
    Weak,
    /// Anything else.
    Token(String),
}

impl From<Wrong> for Stop {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Key => {
                Self::new(rules::H_PROVIDER_FAILED, "the ID token's key is not the provider's")
            }
            Wrong::Weak => Self::new(rules::H_PROVIDER_WEAK, "acr is none of `acr_values`"),
            Wrong::Token(why) => Self::new(rules::H_PROVIDER_FAILED, format!("ID token: {why}")),
        }
    }
}

/// What an ID token is held against.
struct Check<'a> {
    provider: &'a Provider,
    nonce: &'a str,
    now: Timestamp,
}

impl Check<'_> {
    fn claims(
        &self,
        known: &Known,
        id_token: &CoreIdToken,
        access: &AccessToken,
    ) -> Result<CoreIdTokenClaims, Wrong> {
        let settings = &self.provider.settings;
        let (early, late) =
            (moment(self.now, settings.skew, false), moment(self.now, settings.skew, true));
        // As for a public client: our secret must not be a key that signs.
        let verifier = CoreIdTokenVerifier::new_public_client(
            ClientId::new(settings.client_id.clone()),
            known.metadata.issuer().clone(),
            known.metadata.jwks().clone(),
        )
        .set_allowed_algs(settings.allowed())
        .set_time_fn(move || early)
        .set_issue_time_verifier_fn(move |issued| {
            if issued > late { Err("it was issued in the future".to_owned()) } else { Ok(()) }
        });
        let nonce = Nonce::new(self.nonce.to_owned());
        let claims = id_token.claims(&verifier, &nonce).map_err(wrong)?;
        self.party(claims)?;
        self.strength(claims)?;
        hash(id_token, claims, &verifier, access)?;
        Ok(claims.clone())
    }

    /// The library leaves `azp` to us: where there is one, it is us.
    fn party(&self, claims: &CoreIdTokenClaims) -> Result<(), Wrong> {
        match claims.authorized_party() {
            Some(party) if party.as_str() != self.provider.settings.client_id => {
                Err(Wrong::Token("it was made for another party".to_owned()))
            }
            _ => Ok(()),
        }
    }

    fn strength(&self, claims: &CoreIdTokenClaims) -> Result<(), Wrong> {
        let asked = &self.provider.settings.acr_values;
        let given = claims.auth_context_ref().map(|acr| acr.as_str());
        let enough = asked.is_empty() || given.is_some_and(|acr| asked.iter().any(|it| it == acr));
        if enough { Ok(()) } else { Err(Wrong::Weak) }
    }
}

/// Where the ID token vouches for the access token, it is this one.
fn hash(
    id_token: &CoreIdToken,
    claims: &CoreIdTokenClaims,
    verifier: &CoreIdTokenVerifier<'_>,
    access: &AccessToken,
) -> Result<(), Wrong> {
    let Some(said) = claims.access_token_hash() else {
        return Ok(());
    };
    let text = |error: &dyn std::error::Error| Wrong::Token(causes(error));
    let algorithm = id_token.signing_alg().map_err(|error| text(&error))?;
    let key = id_token.signing_key(verifier).map_err(|error| text(&error))?;
    let own = AccessTokenHash::from_token(access, algorithm, key).map_err(|error| text(&error))?;
    if own == *said {
        Ok(())
    } else {
        Err(Wrong::Token("it came with another access token".to_owned()))
    }
}

fn wrong(error: ClaimsVerificationError) -> Wrong {
    match error {
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        ) => Wrong::Key,
        // These two would repeat what the token says of somebody, or our own nonce.
        ClaimsVerificationError::InvalidSubject(_) => Wrong::Token("its subject".to_owned()),
        ClaimsVerificationError::InvalidNonce(_) => Wrong::Token("its nonce".to_owned()),
        other => Wrong::Token(causes(&other)),
    }
}

/// `now`, as far before or after as the clocks may be apart.
fn moment(now: Timestamp, skew: Duration, after: bool) -> DateTime<Utc> {
    let skew = jiff::SignedDuration::try_from(skew).unwrap_or_default();
    let moved = if after { now.checked_add(skew) } else { now.checked_sub(skew) };
    let moved = moved.unwrap_or(now);
    DateTime::from_timestamp(moved.as_second(), 0).unwrap_or(DateTime::<Utc>::MIN_UTC)
}
