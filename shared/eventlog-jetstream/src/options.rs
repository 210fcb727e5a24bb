//! What an operator says about the cluster, and which of its dangers they accept.

use std::path::PathBuf;

use async_nats::{Client, ConnectOptions};
use eventlog::LogError;

use crate::{PING, REQUEST, failed};

/// Where the cluster is and what is asked of it.
#[derive(Debug, Clone)]
pub struct Options {
    /// Servers to begin with, `nats://host:4222` or `tls://host:4222`; the others of the cluster are learnt from them.
    pub servers: Vec<String>,
    /// Which log of the cluster: 1 to 32 bytes of `a-z 0-9 _ -`.
    pub log: String,
    /// How the node signs in.
    pub login: Login,
    /// Certificates (PEM) that are believed besides the system's.
    pub ca_file: Option<PathBuf>,
    /// Monitoring addresses of the servers, `http://host:8222`: the only place where a server says how it syncs.
    pub monitors: Vec<String>,
    /// Copies that the cluster keeps.
    pub replicas: usize,
    /// Dangers that are accepted; every other keeps the log from opening.
    pub accept: Vec<Danger>,
    /// Makes the log when the cluster has none of this name.
    pub create: bool,
    /// Nobody else writes meanwhile: a commit is placed at the next position or not at all.
    pub alone: bool,
}

/// How a node signs in to the cluster.
#[derive(Debug, Clone, Default)]
pub enum Login {
    /// Not at all.
    #[default]
    None,
    /// By name and password.
    Password(String, String),
    /// By a token.
    Token(String),
    /// By a file of credentials (JWT and key).
    Credentials(PathBuf),
}

/// Why a cluster may lose what it acknowledged, or do it twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// Fewer than three copies: one disk that fails takes the log along, or one server that stops stops all writing.
    FewReplicas,
    /// Servers that do not sync before they acknowledge, or of which that is not known.
    LazySync,
    /// A window of less than ten minutes for finding repeated messages.
    ShortWindow,
    /// Servers older than 2.12.
    OldServer,
}

impl std::fmt::Display for Danger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::FewReplicas => "fewer than three replicas",
            Self::LazySync => "lazy sync",
            Self::ShortWindow => "short duplicate window",
            Self::OldServer => "old server",
        })
    }
}

impl Options {
    /// The log `log` on these servers, three copies, no danger accepted.
    #[must_use]
    pub fn new(servers: Vec<String>, log: &str) -> Self {
        Self {
            servers,
            log: log.to_owned(),
            login: Login::None,
            ca_file: None,
            monitors: Vec::new(),
            replicas: 3,
            accept: Vec::new(),
            create: true,
            alone: false,
        }
    }

    /// Name of the `JetStream` stream.
    pub(crate) fn stream_name(&self) -> String {
        format!("rives-{}", self.log)
    }

    pub(crate) fn check_name(&self) -> Result<(), LogError> {
        let allowed =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
        if (1..=32).contains(&self.log.len()) && self.log.bytes().all(allowed) {
            return Ok(());
        }
        let what = format!("log `{}`: a name has 1 to 32 bytes of a-z 0-9 _ -", self.log);
        Err(LogError::Invalid(what))
    }

    /// Connects to the servers.
    ///
    /// # Errors
    /// [`LogError::Medium`] when none can be reached or the login is refused.
    pub async fn connect(&self) -> Result<Client, LogError> {
        let mut options = ConnectOptions::new()
            .name("rives")
            .ping_interval(PING)
            .connection_timeout(REQUEST)
            .request_timeout(Some(REQUEST));
        options = match &self.login {
            Login::None => options,
            Login::Password(user, password) => {
                options.user_and_password(user.clone(), password.clone())
            }
            Login::Token(token) => options.token(token.clone()),
            Login::Credentials(file) => options
                .credentials_file(file)
                .await
                .map_err(failed(&format!("read the credentials {}", file.display())))?,
        };
        if let Some(file) = &self.ca_file {
            options = options.add_root_certificates(file.clone());
        }
        let doing = format!("connect to the cluster at {}", self.servers.join(", "));
        options.connect(&self.servers).await.map_err(failed(&doing))
    }
}
