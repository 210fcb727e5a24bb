//! The sections of the configuration about identity providers, and about what the node may fetch.

use std::path::PathBuf;
use std::time::Duration;

use identity::oidc::{Algorithm, Prompt, ProviderSettings, TokenAuth, UserInfo};
use outgoing::{Place, Rules};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

/// A provider by which people may sign in, by OpenID Connect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderConfig {
    /// Its name in addresses: small letters, digits and dashes. The provider must know
    /// `<public_url>/auth/oidc/<id>/callback` and, for signing out, `<public_url>/auth/oidc/<id>/signed-out`.
    pub id: String,
    /// Its name for people, as on the button.
    pub name: String,
    /// Its issuer, letter by letter as its discovery document says.
    pub issuer: String,
    /// Who the platform is for the provider.
    pub client_id: String,
    /// File with the platform's secret at the provider. With neither file nor variable: a public client.
    #[serde(default)]
    pub client_secret_file: Option<PathBuf>,
    /// Environment variable with that secret, instead of a file.
    #[serde(default)]
    pub client_secret_env: Option<String>,
    /// How the secret is shown at the token endpoint.
    #[serde(default)]
    pub token_auth: TokenAuthConfig,
    /// What is asked for besides `openid`.
    #[serde(default = "scopes")]
    pub scopes: Vec<String>,
    /// Strengths of authentication asked for; the ID token must name one of them. Empty: any.
    #[serde(default)]
    pub acr_values: Vec<String>,
    /// Whether the provider shall ask people again: for their password, for consent, or for which account.
    #[serde(default)]
    pub prompt: Option<PromptConfig>,
    /// The form of userinfo: as JSON, as a signed JWT, or whichever comes.
    #[serde(default)]
    pub userinfo: UserInfoConfig,
    /// Signature algorithms that are believed.
    #[serde(default = "algorithms")]
    pub algorithms: Vec<AlgorithmConfig>,
    /// Offers to sign out at the provider too.
    #[serde(default = "yes")]
    pub logout: bool,
    /// Somebody whom the platform does not know becomes a new person, without any seat.
    #[serde(default = "yes")]
    pub registration: bool,
    /// An e-mail address of which the provider does not say whether it verified it counts as verified.
    #[serde(default)]
    pub trust_email: bool,
    /// Seconds by which the provider's clock may differ.
    #[serde(default = "skew")]
    pub skew_seconds: u64,
}

/// How a client shows its secret.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TokenAuthConfig {
    /// In the `Authorization` header.
    #[default]
    #[serde(rename = "client_secret_basic")]
    Basic,
    /// In the body.
    #[serde(rename = "client_secret_post")]
    Post,
}

/// The form of userinfo.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserInfoConfig {
    /// Whichever comes.
    #[default]
    Auto,
    /// Plain JSON.
    Json,
    /// A signed JWT.
    Jwt,
}

/// What the provider shall ask people for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PromptConfig {
    /// Their password.
    Login,
    /// Their consent.
    Consent,
    /// Which account they mean.
    SelectAccount,
}

/// A signature algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum AlgorithmConfig {
    /// RSA PKCS#1 v1.5, SHA-256.
    Rs256,
    /// RSA PKCS#1 v1.5, SHA-384.
    Rs384,
    /// RSA PKCS#1 v1.5, SHA-512.
    Rs512,
    /// RSA PSS, SHA-256.
    Ps256,
    /// RSA PSS, SHA-384.
    Ps384,
    /// RSA PSS, SHA-512.
    Ps512,
    /// ECDSA on P-256.
    Es256,
    /// ECDSA on P-384.
    Es384,
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
}

/// What the node may fetch from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OutgoingConfig {
    /// Ports that may be reached in public.
    pub ports: Vec<u16>,
    /// Hosts with port that may be reached although they lead to a private address, e.g. `login.town.example:443`; on
    /// this machine itself even without TLS.
    pub allow_private: Vec<String>,
}

impl Default for OutgoingConfig {
    fn default() -> Self {
        let Rules { ports, allow_private } = Rules::default();
        Self { ports, allow_private: allow_private.iter().map(Place::to_string).collect() }
    }
}

fn scopes() -> Vec<String> {
    ["email", "profile"].map(str::to_owned).to_vec()
}

fn algorithms() -> Vec<AlgorithmConfig> {
    use AlgorithmConfig::{EdDsa, Es256, Es384, Ps256, Rs256};
    vec![Rs256, Ps256, Es256, Es384, EdDsa]
}

fn yes() -> bool {
    true
}

fn skew() -> u64 {
    60
}

/// The key, what was found, what is expected.
type Complaint = (&'static str, String, &'static str);

impl OutgoingConfig {
    /// The rules, as fetching knows them.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn rules(&self) -> Result<Rules, String> {
        let allow_private = self.allow_private.iter().map(|place| place.parse());
        Ok(Rules {
            ports: self.ports.clone(),
            allow_private: allow_private.collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn complaint(&self) -> Option<Complaint> {
        let found = self.rules().err()?;
        Some((
            "outgoing.allow_private",
            found,
            "hosts with a port, such as `login.town.example:443`",
        ))
    }
}

/// Says what is wrong with the providers as a whole, or with the first that is wrong.
pub(super) fn complaint(all: &[ProviderConfig], public_url: Option<&str>) -> Option<Complaint> {
    if !all.is_empty() && public_url.is_none() {
        let expected =
            "the address under which people reach this node, which providers send them back to";
        return Some((
            "public_url",
            "nothing, although there is a `provider`".to_owned(),
            expected,
        ));
    }
    let twice = |id: &str| all.iter().filter(|it| it.id == id).count() > 1;
    all.iter().find_map(|it| {
        if twice(&it.id) {
            return Some((
                "provider.id",
                format!("{:?} twice", it.id),
                "an id of its own for each",
            ));
        }
        it.complaint()
    })
}

impl ProviderConfig {
    fn complaint(&self) -> Option<Complaint> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || self.id.len() > 40 || !self.id.chars().all(plain) {
            let expected = "1 to 40 small letters, digits and dashes";
            return Some(("provider.id", format!("{:?}", self.id), expected));
        }
        if self.name.trim().is_empty() {
            return Some(("provider.name", format!("{:?}", self.name), "a name for the button"));
        }
        if !is_issuer(&self.issuer) {
            let expected =
                "an https address without `?` and `#`, as the provider's discovery document says";
            return Some(("provider.issuer", format!("{:?}", self.issuer), expected));
        }
        if self.client_id.trim().is_empty() {
            let expected = "the name under which the provider knows this platform";
            return Some(("provider.client_id", format!("{:?}", self.client_id), expected));
        }
        if self.client_secret_file.is_some() && self.client_secret_env.is_some() {
            let found = "both `client_secret_file` and `client_secret_env`".to_owned();
            return Some(("provider.client_secret_file", found, "one of the two"));
        }
        if self.algorithms.is_empty() {
            let expected = "at least one of the algorithms that schema/config.json lists";
            return Some(("provider.algorithms", "none".to_owned(), expected));
        }
        (self.skew_seconds > 600).then(|| {
            ("provider.skew_seconds", self.skew_seconds.to_string(), "at most 600 seconds")
        })
    }

    /// The provider as identity knows it; reads the secret.
    ///
    /// # Errors
    /// When the secret cannot be read; the message names key and place, never the secret.
    pub fn settings(&self) -> Result<ProviderSettings, String> {
        Ok(ProviderSettings {
            id: self.id.clone(),
            name: self.name.clone(),
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            client_secret: self.secret()?.map(Into::into),
            token_auth: self.token_auth.into(),
            scopes: self.scopes.iter().filter(|scope| *scope != "openid").cloned().collect(),
            acr_values: self.acr_values.clone(),
            prompt: self.prompt.map(Into::into),
            userinfo: self.userinfo.into(),
            algorithms: self.algorithms.iter().map(|it| (*it).into()).collect(),
            logout: self.logout,
            registration: self.registration,
            trust_email: self.trust_email,
            skew: Duration::from_secs(self.skew_seconds),
        })
    }

    fn secret(&self) -> Result<Option<String>, String> {
        let (key, place, found) = match (&self.client_secret_file, &self.client_secret_env) {
            (Some(path), _) => {
                let found = std::fs::read_to_string(path).map_err(|error| error.to_string());
                ("client_secret_file", path.display().to_string(), found)
            }
            (None, Some(name)) => {
                let found = std::env::var(name).map_err(|error| error.to_string());
                ("client_secret_env", name.clone(), found)
            }
            (None, None) => return Ok(None),
        };
        let wrong = |why: &str| {
            format!(
                "the configuration key `provider.{key}` of {:?} cannot be used: {place}: {why}",
                self.id
            )
        };
        let secret = found.map_err(|why| wrong(&why))?;
        match secret.trim() {
            "" => Err(wrong("it is empty")),
            secret => Ok(Some(secret.to_owned())),
        }
    }
}

/// Without TLS an issuer is only good for this machine itself; fetching it then needs `outgoing.allow_private` too.
fn is_issuer(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        let local = || matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let scheme = url.scheme() == "https" || (url.scheme() == "http" && local());
        let bare = url.username().is_empty() && url.password().is_none();
        scheme && bare && url.query().is_none() && url.fragment().is_none()
    })
}

impl From<TokenAuthConfig> for TokenAuth {
    fn from(it: TokenAuthConfig) -> Self {
        match it {
            TokenAuthConfig::Basic => Self::Basic,
            TokenAuthConfig::Post => Self::Post,
        }
    }
}

impl From<UserInfoConfig> for UserInfo {
    fn from(it: UserInfoConfig) -> Self {
        match it {
            UserInfoConfig::Auto => Self::Auto,
            UserInfoConfig::Json => Self::Json,
            UserInfoConfig::Jwt => Self::Jwt,
        }
    }
}

impl From<PromptConfig> for Prompt {
    fn from(it: PromptConfig) -> Self {
        match it {
            PromptConfig::Login => Self::Login,
            PromptConfig::Consent => Self::Consent,
            PromptConfig::SelectAccount => Self::SelectAccount,
        }
    }
}

impl From<AlgorithmConfig> for Algorithm {
    fn from(it: AlgorithmConfig) -> Self {
        match it {
            AlgorithmConfig::Rs256 => Self::Rs256,
            AlgorithmConfig::Rs384 => Self::Rs384,
            AlgorithmConfig::Rs512 => Self::Rs512,
            AlgorithmConfig::Ps256 => Self::Ps256,
            AlgorithmConfig::Ps384 => Self::Ps384,
            AlgorithmConfig::Ps512 => Self::Ps512,
            AlgorithmConfig::Es256 => Self::Es256,
            AlgorithmConfig::Es384 => Self::Es384,
            AlgorithmConfig::EdDsa => Self::EdDsa,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    const PROVIDER: &str = "id = \"town\"\nname = \"Town\"\nissuer = \"https://login.town.example\"\nclient_id = \"rives\"\n";

    /// The key that is complained about in a configuration with these lines.
    fn complaint(top: &str, provider: &str, after: &str) -> Option<(&'static str, String)> {
        let text = format!("{top}\n[[provider]]\n{provider}\n{after}");
        let config: Config = toml::from_str(&text).expect("TOML of the right shape");
        config.complaint().map(|(key, found, _)| (key, found))
    }

    fn of_provider(line: &str, instead: &str) -> &'static str {
        let provider = PROVIDER.replace(line, instead);
        assert_ne!(provider, PROVIDER, "{line} is there");
        complaint("public_url = \"https://rives.example\"", &provider, "").expect("a complaint").0
    }

    #[test]
    fn a_provider_needs_four_words_and_our_own_address() {
        assert_eq!(complaint("public_url = \"https://rives.example\"", PROVIDER, ""), None);
        assert_eq!(complaint("", PROVIDER, "").expect("a complaint").0, "public_url");
    }

    #[test]
    fn what_is_wrong_with_a_provider_is_named() {
        assert_eq!(of_provider("\"town\"", "\"Town Hall\""), "provider.id");
        assert_eq!(of_provider("\"Town\"", "\" \""), "provider.name");
        assert_eq!(of_provider("client_id = \"rives\"", "client_id = \"\""), "provider.client_id");
        for issuer in [
            "http://login.town.example",
            "login.town.example",
            "https://a:b@login.town.example",
            "https://login.town.example?x=y",
        ] {
            assert_eq!(
                of_provider("https://login.town.example", issuer),
                "provider.issuer",
                "{issuer}"
            );
        }
        let more = |line: &str| of_provider("client_id", &format!("{line}\nclient_id"));
        assert_eq!(
            more("client_secret_file = \"a\"\nclient_secret_env = \"B\""),
            "provider.client_secret_file"
        );
        assert_eq!(more("algorithms = []"), "provider.algorithms");
        assert_eq!(more("skew_seconds = 601"), "provider.skew_seconds");
        let twice = format!("[[provider]]\n{PROVIDER}");
        let top = "public_url = \"https://rives.example\"";
        assert_eq!(complaint(top, PROVIDER, &twice).expect("a complaint").0, "provider.id");
        let place = "[outgoing]\nallow_private = [\"login.town.example\"]";
        assert_eq!(
            complaint(top, PROVIDER, place).expect("a complaint").0,
            "outgoing.allow_private"
        );
    }

    #[test]
    fn no_algorithm_without_a_signature_of_the_providers_own_can_be_allowed() {
        for algorithm in ["none", "HS256", "RS1", "rs256"] {
            let text = format!("[[provider]]\n{PROVIDER}algorithms = [\"{algorithm}\"]");
            assert!(toml::from_str::<Config>(&text).is_err(), "{algorithm}");
        }
    }

    #[test]
    fn a_secret_that_cannot_be_read_is_named_and_never_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("secret");
        let text = format!("[[provider]]\n{PROVIDER}client_secret_file = {path:?}");
        let config: Config = toml::from_str(&text).expect("TOML");
        let missing = config.provider[0].settings().expect_err("no file");
        assert!(missing.contains("client_secret_file") && missing.contains("town"), "{missing}");
        std::fs::write(&path, " \n").expect("written");
        assert!(config.provider[0].settings().expect_err("empty").contains("empty"));
        std::fs::write(&path, "hush\n").expect("written");
        let settings = config.provider[0].settings().expect("a secret");
        assert_eq!(settings.client_secret.as_deref().map(String::as_str), Some("hush"));
        assert!(!format!("{settings:?}").contains("hush"));
    }
}
