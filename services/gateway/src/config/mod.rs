//! The configuration of a node: one TOML file, overridden by the environment, checked before anything starts.

mod archive;
mod documents;
mod limits;
mod load;
mod mail;
mod nats;
mod privacy;
mod providers;

pub use archive::ArchiveConfig;
pub use documents::DocumentsConfig;
pub use limits::Limits;
pub use load::{ConfigError, load};
pub use mail::{MailConfig, MailTls};
pub use nats::{NatsConfig, NatsDanger};
pub use privacy::Privacy;
pub use providers::{OutgoingConfig, ProviderConfig};

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Configuration of a Rives node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Folder of the log, the read model and the identities; one node uses it at a time.
    pub data_dir: PathBuf,
    /// File with the key that seals the store of people: 64 hexadecimal digits. Keep it outside `data_dir`, so that a
    /// copy of the data does not carry its key. Left out: `people.key` in `data_dir`, made at the first start.
    pub people_key_file: Option<PathBuf>,
    /// File with the key that signs heads of the log: 64 hexadecimal digits. Left out: `log.key` in `data_dir`, made when
    /// `rives log head` or `prove` first needs it.
    pub log_key_file: Option<PathBuf>,
    /// Address and port to listen on; port 0 takes a free one.
    #[schemars(with = "String")]
    pub listen: SocketAddr,
    /// Address under which people reach this node, e.g. `https://rives.example.org`; used to tell our own pages from
    /// foreign ones. Left out: whatever host the request names. Passkeys are bound to its host, so changing it voids them
    /// all; they need `https://` and a name, not a bare IP address. Left out: passkeys work at `http://localhost` alone.
    pub public_url: Option<String>,
    /// Sends the session cookie over HTTPS only and tells browsers to insist on HTTPS. Left out: true exactly when
    /// `public_url` begins with `https://`.
    pub secure_cookies: Option<bool>,
    /// Further web origins whose pages may use the API with a person's cookie, e.g. `https://portal.example.org`.
    pub allowed_origins: Vec<String>,
    /// Addresses of the reverse proxies whose `X-Forwarded-For` is believed.
    #[schemars(with = "Vec<String>")]
    pub trusted_proxies: Vec<IpAddr>,
    /// Answers introspection queries, and suggests names for misspelled fields. Left out: only with `--demo`.
    pub introspection: Option<bool>,
    /// Serves the query page at `/graphiql`. Left out: only with `--demo`.
    pub graphiql: Option<bool>,
    /// Answers queries by GET whose `Accept` names no GraphQL media type, as a link or an image in any page can send
    /// them. Left out: only with `--demo`.
    pub plain_get: Option<bool>,
    /// Whether people may register themselves, with a link that is sent to their address; needs `[mail]`.
    pub registration: bool,
    /// Days until an invitation expires.
    pub invitation_days: u16,
    /// Months without activity after which a cooperation is marked dormant; 0 never marks any.
    pub dormancy_months: u16,
    /// Memory for answers kept until the next commit, in MiB; 0 keeps none.
    pub cache_mib: u64,
    /// The NATS cluster that keeps the log; left out, the log is on this machine's disk alone.
    pub nats: Option<NatsConfig>,
    /// The server that takes the node's mails; left out, the node sends none: no invitations, no links to sign in with.
    pub mail: Option<MailConfig>,
    /// Where the log is sealed while it grows, and the store of people copied; left out, nowhere.
    pub archive: Option<ArchiveConfig>,
    /// Where the bytes of documents are kept, and how many one may have.
    pub documents: DocumentsConfig,
    /// What is kept about people, and for how long.
    pub privacy: Privacy,
    /// Identity providers by which people may sign in besides the platform's own ways, one section `[[provider]]` each.
    pub provider: Vec<ProviderConfig>,
    /// What the node may fetch from elsewhere.
    pub outgoing: OutgoingConfig,
    /// What the node writes about itself.
    pub log: LogConfig,
    /// What one client may ask for.
    pub limits: Limits,
}

/// What the node writes about itself, to standard error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LogConfig {
    /// For people or for machines.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug`, `trace`, or directives such as `info,gateway=debug`.
    pub level: String,
}

/// Shape of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One readable line an event.
    Text,
    /// One JSON object an event.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("data"),
            people_key_file: None,
            log_key_file: None,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            public_url: None,
            secure_cookies: None,
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            introspection: None,
            graphiql: None,
            plain_get: None,
            registration: true,
            invitation_days: 14,
            dormancy_months: 18,
            cache_mib: 64,
            nats: None,
            mail: None,
            archive: None,
            documents: DocumentsConfig::default(),
            privacy: Privacy::default(),
            provider: Vec::new(),
            outgoing: OutgoingConfig::default(),
            log: LogConfig::default(),
            limits: Limits::default(),
        }
    }
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: "info".to_owned() }
    }
}

impl Config {
    /// Whether cookies are for HTTPS only.
    #[must_use]
    pub fn secure(&self) -> bool {
        let https = self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
        self.secure_cookies.unwrap_or(https)
    }

    /// What is open in a demonstration and closed elsewhere, unless the operator said otherwise.
    pub fn open_for_demo(&mut self, demo: bool) {
        for key in [&mut self.introspection, &mut self.graphiql, &mut self.plain_get] {
            key.get_or_insert(demo);
        }
    }

    /// The JSON Schema of the configuration file, as it is committed in `schema/config.json`.
    ///
    /// # Panics
    /// Never: a schema is JSON.
    #[must_use]
    pub fn json_schema() -> String {
        let schema = schemars::schema_for!(Config);
        let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
        text.push('\n');
        text
    }

    /// Says what is wrong with values that TOML alone cannot tell, as (key, found, expected).
    pub(crate) fn complaint(&self) -> Option<(&'static str, String, &'static str)> {
        if let Some(url) = &self.public_url
            && !is_origin(url)
        {
            return Some(("public_url", format!("{url:?}"), ORIGIN));
        }
        if let Some(origin) = self.allowed_origins.iter().find(|origin| !is_origin(origin)) {
            return Some(("allowed_origins", format!("{origin:?}"), ORIGIN));
        }
        if self.log.level.parse::<tracing_subscriber::filter::Targets>().is_err() {
            let expected = "a level such as `info`, or directives such as `info,gateway=debug`";
            return Some(("log.level", format!("{:?}", self.log.level), expected));
        }
        if self.invitation_days == 0 || self.invitation_days > 366 {
            let found = self.invitation_days.to_string();
            return Some(("invitation_days", found, "a whole number from 1 to 366"));
        }
        if let Some(complaint) = self.nats.as_ref().and_then(NatsConfig::complaint) {
            return Some(complaint);
        }
        if let Some(mail) = &self.mail
            && let Some(complaint) = mail.complaint(self.public_url.as_deref())
        {
            return Some(complaint);
        }
        if let Some(complaint) = self.archive.as_ref().and_then(ArchiveConfig::complaint) {
            return Some(complaint);
        }
        if let Some(complaint) = self.documents.complaint() {
            return Some(complaint);
        }
        if let Some(complaint) = providers::complaint(&self.provider, self.public_url.as_deref())
            .or_else(|| self.outgoing.complaint())
        {
            return Some(complaint);
        }
        let zero = self.limits.zero().or(self.privacy.complaint());
        zero.map(|key| (key, "0".to_owned(), "a whole number of at least 1"))
    }
}

const ORIGIN: &str = "an origin without a path or final slash, such as `https://rives.example.org`";

fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', ' ', '?', '#']))
}

#[cfg(test)]
mod tests;
