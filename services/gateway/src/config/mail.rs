//! `[mail]`: the server that takes the node's mails, checked before anything starts.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use courier::{Encryption, Settings, SettingsError, Smtp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ConfigError;

/// The server that takes the node's mails: invitations and links to sign in with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MailConfig {
    /// Name of the server, e.g. `smtp.town.example`; its certificate must be for this name.
    pub host: String,
    /// Port; left out: 25 without TLS, 587 with `starttls`, 465 with `implicit`.
    pub port: Option<u16>,
    /// `starttls`, `implicit` (TLS from the first byte) or `none`. Left out: `none` for a server on this machine,
    /// `starttls` for any other.
    pub tls: Option<MailTls>,
    /// User to sign in with, if the server asks for one; never over a connection that leaves this machine in the open.
    pub user: Option<String>,
    /// File with the user's password; the file's last line break is not part of it.
    pub password_file: Option<PathBuf>,
    /// File with the certificates (PEM) that the server's certificate is checked against instead of the world's.
    pub ca_file: Option<PathBuf>,
    /// Whom the mails come from, e.g. `Rives <rives@town.example>`.
    pub from: String,
    /// Where answers go; left out: to `from`.
    pub reply_to: Option<String>,
}

/// How the conversation with the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailTls {
    /// Not at all.
    None,
    /// Begun in the open, then TLS or nothing.
    Starttls,
    /// TLS from the first byte.
    Implicit,
}

impl MailConfig {
    /// What is wrong with values that TOML alone cannot tell, as (key, found, expected).
    pub(super) fn complaint(
        &self,
        public_url: Option<&str>,
    ) -> Option<(&'static str, String, &'static str)> {
        let found = |text: &str| format!("{text:?}");
        if self.host.is_empty() || self.host.contains([' ', '/', '@']) {
            return Some(("mail.host", found(&self.host), "the name of a mail server"));
        }
        if !self.from.contains('@') {
            return Some((
                "mail.from",
                found(&self.from),
                "an address, e.g. `Rives <rives@town.example>`",
            ));
        }
        if public_url.is_none() {
            let expected = "the address of this node, which the links in its mails begin with";
            return Some(("public_url", "nothing".to_owned(), expected));
        }
        if self.user.is_some() != self.password_file.is_some() {
            let expected = "`mail.user` and `mail.password_file` together, or neither";
            return Some(("mail.password_file", format!("{:?}", self.password_file), expected));
        }
        if self.encryption() == Encryption::None && self.user.is_some() && !self.is_local() {
            let expected =
                "`starttls` or `implicit`, so that the password does not travel in the open";
            return Some(("mail.tls", found("none"), expected));
        }
        None
    }

    /// The server, with what its files hold; nothing is sent yet.
    ///
    /// # Errors
    /// When a file cannot be read or a value cannot be used; the error names the key.
    pub fn server(&self) -> Result<Smtp, ConfigError> {
        let read = |key, path: &Path, expected| {
            std::fs::read(path).map_err(|error| ConfigError::Value {
                key,
                found: format!("{} ({error})", path.display()),
                expected,
            })
        };
        let login = match (&self.user, &self.password_file) {
            (Some(user), Some(path)) => {
                let expected = "a file that can be read and holds the password";
                let bytes = read("mail.password_file", path, expected)?;
                let password = String::from_utf8_lossy(&bytes);
                Some((user.clone(), password.trim_end_matches(['\r', '\n']).to_owned()))
            }
            _ => None,
        };
        let expected = "a file that can be read and holds certificates in PEM";
        let ca = self.ca_file.as_ref();
        let authorities = ca.map(|path| read("mail.ca_file", path, expected)).transpose()?;
        let settings = Settings {
            host: self.host.clone(),
            port: self.port.unwrap_or_else(|| self.usual_port()),
            encryption: self.encryption(),
            login,
            authorities,
            from: self.from.clone(),
            reply_to: self.reply_to.clone(),
        };
        Smtp::new(&settings).map_err(|SettingsError { key, why }| ConfigError::Value {
            key,
            found: why,
            expected: "what this key is described as",
        })
    }

    fn encryption(&self) -> Encryption {
        match self.tls {
            Some(MailTls::None) => Encryption::None,
            Some(MailTls::Implicit) => Encryption::Implicit,
            None if self.is_local() => Encryption::None,
            Some(MailTls::Starttls) | None => Encryption::Starttls,
        }
    }

    fn usual_port(&self) -> u16 {
        match self.encryption() {
            Encryption::None => 25,
            Encryption::Starttls => 587,
            Encryption::Implicit => 465,
        }
    }

    fn is_local(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}
