//! What the provider says about the person: userinfo as plain JSON or as a signed JWT, over what the ID token says.

use std::sync::Arc;

use domain::rules;
use eventlog::causes;
use http::{Request, header};
use serde_json::{Map, Value};

use super::discovery::Known;
use super::jwt::{self, Unbelieved};
use super::stop::Stop;
use super::token::Granted;
use super::{Provider, Providers, UserInfo};

/// Longest name that is kept.
const NAME: usize = 100;

type Claims = Map<String, Value>;

/// What is known of somebody after an attempt.
pub(super) struct Told {
    /// Who says it.
    pub(super) issuer: String,
    /// Who it is, for the issuer.
    pub(super) subject: String,
    /// Their address.
    pub(super) email: Option<String>,
    /// Whether the provider verified the address; none when it does not say.
    pub(super) verified: Option<bool>,
    /// How they are called.
    pub(super) name: Option<String>,
}

impl Providers {
    /// Asks what the provider knows of the person of `granted`.
    pub(super) async fn told(
        &self,
        provider: &Provider,
        known: &Arc<Known>,
        granted: &Granted,
    ) -> Result<Told, Stop> {
        let userinfo = self.userinfo(provider, known, granted).await?;
        let in_token = jwt::payload(&granted.id_token).map_err(|why| refused(&why))?;
        // An address and the word on it come from the same place.
        let from = if userinfo.contains_key("email") { &userinfo } else { &in_token };
        let named = called(&userinfo).or_else(|| called(&in_token));
        Ok(Told {
            issuer: known.metadata.issuer().to_string(),
            subject: granted.subject.clone(),
            email: text(from, "email").map(str::to_owned),
            verified: truth(from.get("email_verified")),
            name: named,
        })
    }

    async fn userinfo(
        &self,
        provider: &Provider,
        known: &Arc<Known>,
        granted: &Granted,
    ) -> Result<Claims, Stop> {
        let form = provider.settings.userinfo;
        let Some(endpoint) = known.metadata.userinfo_endpoint() else {
            return match form {
                UserInfo::Auto => Ok(Claims::new()),
                UserInfo::Json | UserInfo::Jwt => Err(refused(&"the provider has no endpoint")),
            };
        };
        let request = Request::get(endpoint.as_str())
            .header(header::ACCEPT, accept(form))
            .header(header::AUTHORIZATION, format!("Bearer {}", granted.access.secret()))
            .body(Vec::new())
            .map_err(|_| refused(&"the access token cannot be sent"))?;
        let answer = self.outgoing.fetch(request).await.map_err(|error| {
            Stop::new(rules::H_PROVIDER_DOWN, format!("userinfo: {}", causes(&error)))
        })?;
        if answer.status() != http::StatusCode::OK {
            return Err(refused(&format!("status {}", answer.status().as_u16())));
        }
        let signed = essence(&answer) == "application/jwt";
        let claims = match (form, signed) {
            (UserInfo::Auto | UserInfo::Jwt, true) => {
                let text = std::str::from_utf8(answer.body()).map_err(|_| refused(&"no text"))?;
                self.signed(provider, known, text).await?
            }
            (UserInfo::Auto | UserInfo::Json, false) => {
                serde_json::from_slice(answer.body()).map_err(|_| refused(&"it is not JSON"))?
            }
            (UserInfo::Jwt, false) => return Err(refused(&"it is not signed")),
            (UserInfo::Json, true) => return Err(refused(&"it is signed and was not to be")),
        };
        // Otherwise somebody could give us the access token of somebody else.
        if text(&claims, "sub") == Some(&granted.subject) {
            Ok(claims)
        } else {
            Err(refused(&"it is about another subject"))
        }
    }

    async fn signed(
        &self,
        provider: &Provider,
        known: &Arc<Known>,
        text: &str,
    ) -> Result<Claims, Stop> {
        let allowed = provider.settings.allowed();
        let opened = match jwt::opened(text, known.metadata.jwks(), &allowed) {
            Err(Unbelieved::Key) => {
                let renewed = provider.discovery.renewed(&self.outgoing, self.now()).await?;
                jwt::opened(text, renewed.metadata.jwks(), &allowed)
            }
            other => other,
        };
        let claims = opened.map_err(|why| refused(&why))?;
        if text_of(&claims, "iss") != Some(known.metadata.issuer().as_str()) {
            return Err(refused(&"it is from another issuer"));
        }
        if !for_us(&claims, &provider.settings.client_id) {
            return Err(refused(&"it is for another audience"));
        }
        if self.over(provider, &claims) {
            return Err(refused(&"it is over"));
        }
        Ok(claims)
    }

    /// True when the claims name an end and it has passed, or one that is none.
    fn over(&self, provider: &Provider, claims: &Claims) -> bool {
        let Some(end) = claims.get("exp") else {
            return false;
        };
        let skew = i64::try_from(provider.settings.skew.as_secs()).unwrap_or(0);
        end.as_i64().is_none_or(|end| end.saturating_add(skew) <= self.now().as_second())
    }
}

fn refused(why: &dyn std::fmt::Display) -> Stop {
    Stop::new(rules::H_PROVIDER_FAILED, format!("userinfo: {why}"))
}

fn accept(form: UserInfo) -> &'static str {
    match form {
        UserInfo::Auto => "application/json, application/jwt",
        UserInfo::Json => "application/json",
        UserInfo::Jwt => "application/jwt",
    }
}

/// The media type without its parameters.
fn essence(answer: &http::Response<Vec<u8>>) -> String {
    let header = answer.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = header.unwrap_or_default().split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The audience is us, or a list with us on it.
fn for_us(claims: &Claims, client: &str) -> bool {
    match claims.get("aud") {
        Some(Value::String(one)) => one == client,
        Some(Value::Array(several)) => several.iter().any(|it| it.as_str() == Some(client)),
        _ => false,
    }
}

fn text<'a>(claims: &'a Claims, name: &str) -> Option<&'a str> {
    text_of(claims, name).map(str::trim).filter(|text| !text.is_empty())
}

fn text_of<'a>(claims: &'a Claims, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str)
}

/// Some providers write the word instead of the value.
fn truth(value: Option<&Value>) -> Option<bool> {
    match value {
        Some(Value::Bool(truth)) => Some(*truth),
        Some(Value::String(word)) if word == "true" => Some(true),
        Some(_) => Some(false),
        None => None,
    }
}

/// How the claims call somebody: `name`, else the given and the usual or family name.
fn called(claims: &Claims) -> Option<String> {
    let family = || text(claims, "usual_name").or_else(|| text(claims, "family_name"));
    let parts = match text(claims, "name") {
        Some(name) => vec![name],
        None => text(claims, "given_name").into_iter().chain(family()).collect(),
    };
    let name: String = parts.join(" ").chars().filter(|c| !c.is_control()).take(NAME).collect();
    Some(name).filter(|name| !name.is_empty())
}
