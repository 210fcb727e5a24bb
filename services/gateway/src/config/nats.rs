//! `[nats]`: the cluster that keeps the log, for installations that outgrow one machine.

use std::path::{Path, PathBuf};

use eventlog_jetstream::{Danger, Login, Options};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ConfigError;

/// The NATS cluster that keeps the log; every node keeps a copy of it in `data_dir`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NatsConfig {
    /// Servers to begin with, e.g. `nats://10.0.0.1:4222` or `tls://nats.town.example:4222`; the others of the cluster are
    /// learnt from them.
    pub servers: Vec<String>,
    /// Which log of the cluster: 1 to 32 of `a-z 0-9 _ -`. Nodes with the same servers and log are one installation.
    pub log: String,
    /// Monitoring addresses of all servers, e.g. `http://10.0.0.1:8222`: the only place where they say whether they sync
    /// before they acknowledge. Asked when the log is opened.
    pub monitor: Vec<String>,
    /// Copies that the cluster keeps of a log that this node makes: 3 or 5.
    pub replicas: u8,
    /// Dangers that are accepted by name; any other keeps the node from starting.
    pub accept: Vec<NatsDanger>,
    /// User to sign in with, if the cluster asks for one.
    pub user: Option<String>,
    /// File with the user's password; the file's last line break is not part of it.
    pub password_file: Option<PathBuf>,
    /// File with a token to sign in with.
    pub token_file: Option<PathBuf>,
    /// File with credentials (JWT and key) to sign in with.
    pub credentials_file: Option<PathBuf>,
    /// File with certificates (PEM) that are believed besides the system's.
    pub ca_file: Option<PathBuf>,
}

/// Why a cluster may lose what it acknowledged, or do it twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum NatsDanger {
    /// One disk that fails takes the log along, or one server that stops stops all writing.
    #[serde(rename = "fewer than three replicas")]
    FewReplicas,
    /// Servers that acknowledge before they sync, or of which that is not known.
    #[serde(rename = "lazy sync")]
    LazySync,
    /// Repeated messages are found for less than ten minutes.
    #[serde(rename = "short duplicate window")]
    ShortWindow,
    /// Servers older than 2.12.
    #[serde(rename = "old server")]
    OldServer,
}

impl From<NatsDanger> for Danger {
    fn from(danger: NatsDanger) -> Self {
        match danger {
            NatsDanger::FewReplicas => Self::FewReplicas,
            NatsDanger::LazySync => Self::LazySync,
            NatsDanger::ShortWindow => Self::ShortWindow,
            NatsDanger::OldServer => Self::OldServer,
        }
    }
}

impl Default for NatsConfig {
    fn default() -> Self {
        Self {
            servers: Vec::new(),
            log: "main".to_owned(),
            monitor: Vec::new(),
            replicas: 3,
            accept: Vec::new(),
            user: None,
            password_file: None,
            token_file: None,
            credentials_file: None,
            ca_file: None,
        }
    }
}

impl NatsConfig {
    /// What is wrong with values that TOML alone cannot tell, as (key, found, expected).
    pub(super) fn complaint(&self) -> Option<(&'static str, String, &'static str)> {
        let is_server = |url: &&String| url.starts_with("nats://") || url.starts_with("tls://");
        if self.servers.is_empty() {
            return Some(("nats.servers", "none".to_owned(), "at least one address of a server"));
        }
        if let Some(wrong) = self.servers.iter().find(|url| !is_server(url)) {
            let expected = "an address such as `nats://10.0.0.1:4222` or `tls://…`";
            return Some(("nats.servers", format!("{wrong:?}"), expected));
        }
        if let Some(wrong) = self.monitor.iter().find(|url| !url.starts_with("http://")) {
            let expected = "an address such as `http://10.0.0.1:8222`";
            return Some(("nats.monitor", format!("{wrong:?}"), expected));
        }
        if self.replicas == 0 || self.replicas > 5 {
            let found = self.replicas.to_string();
            return Some(("nats.replicas", found, "a whole number from 1 to 5"));
        }
        if self.user.is_some() != self.password_file.is_some() {
            let expected = "`nats.user` and `nats.password_file` together, or neither";
            return Some(("nats.password_file", format!("{:?}", self.password_file), expected));
        }
        let ways = [&self.password_file, &self.token_file, &self.credentials_file];
        let ways = ways.iter().filter(|file| file.is_some()).count();
        let expected = "one way to sign in: a password, a token or credentials";
        (ways > 1).then(|| ("nats.credentials_file", format!("{ways} ways"), expected))
    }

    /// How to open the log, with what the files hold.
    ///
    /// # Errors
    /// When a file cannot be read; the error names the key.
    pub fn options(&self) -> Result<Options, ConfigError> {
        let mut options = Options::new(self.servers.clone(), &self.log);
        options.monitors.clone_from(&self.monitor);
        options.replicas = usize::from(self.replicas);
        options.accept = self.accept.iter().copied().map(Danger::from).collect();
        options.ca_file.clone_from(&self.ca_file);
        options.login = self.login()?;
        Ok(options)
    }

    fn login(&self) -> Result<Login, ConfigError> {
        let secret = |key, path: &Path| {
            let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Value {
                key,
                found: format!("{} ({error})", path.display()),
                expected: "a file that can be read",
            })?;
            Ok(text.trim_end_matches(['\r', '\n']).to_owned())
        };
        Ok(match (&self.user, &self.password_file, &self.token_file, &self.credentials_file) {
            (Some(user), Some(file), ..) => {
                Login::Password(user.clone(), secret("nats.password_file", file)?)
            }
            (.., Some(file), _) => Login::Token(secret("nats.token_file", file)?),
            (.., Some(file)) => Login::Credentials(file.clone()),
            _ => Login::None,
        })
    }
}
