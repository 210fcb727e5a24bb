//! What can go wrong in the store of people, for operators; refusals are answers and live in `rules`.

/// The store of people failed.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// SQLite failed.
    #[error("the store of people could not do its part")]
    Store(#[from] rusqlite::Error),
    /// The file was written by a newer version.
    #[error(
        "the store of people has layout {found}, this version knows up to {known}; run the newer version"
    )]
    Layout {
        /// What the file says.
        found: i64,
        /// What this version reads.
        known: i64,
    },
    /// The folder or file cannot be made.
    #[error("cannot create the store of people")]
    Create(#[from] std::io::Error),
    /// The key file of the store is missing or is none.
    #[error("cannot use the key of the store of people, {path}: {why}")]
    Key {
        /// Where it was looked for.
        path: std::path::PathBuf,
        /// What is wrong.
        why: String,
    },
    /// Something that was sealed does not open.
    #[error(
        "{0} does not open: the key file is not the one that this store of people was made with"
    )]
    Sealed(String),
    /// A password could not be hashed or a stored hash not be read.
    #[error("a password could not be checked: {0}")]
    Password(String),
    /// The address is taken.
    #[error("somebody signs in with this e-mail address already")]
    AddressTaken,
    /// The address is none.
    #[error("this is not an e-mail address")]
    NotAnAddress,
    /// The password breaks the rules of the house.
    #[error("the password is refused: {0}")]
    PasswordRefused(String),
    /// The library of passkeys failed, not a passkey.
    #[error("passkeys cannot be used")]
    Passkeys(#[from] webauthn_rs::prelude::WebauthnError),
    /// A stored passkey could not be written or read.
    #[error("a passkey could not be written or read")]
    Passkey(#[from] serde_json::Error),
    /// A command id was used for something else before.
    #[error("this command id was used before for something else")]
    Reused,
    /// The store could not be kept the same as those of the other nodes.
    #[error(transparent)]
    Shared(#[from] replica::Error),
    /// Work on another thread was cut short.
    #[error("the work was cut short")]
    Cut(#[from] tokio::task::JoinError),
    /// The log failed while its seats were followed.
    #[error("the log could not be read")]
    Log(#[from] eventlog::LogError),
    /// The log holds something that cannot be read.
    #[error("the log holds an event this version cannot read")]
    Codec(#[from] domain::codec::CodecError),
}

impl IdentityError {
    /// Whether the same may succeed in a moment.
    #[must_use]
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Shared(error) if error.is_away())
    }
}

impl From<rusqlite::types::FromSqlError> for IdentityError {
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        Self::Store(error.into())
    }
}
