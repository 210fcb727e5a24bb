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
    /// The other nodes of the cluster could not be told or asked.
    #[error(
        "the people cannot be kept at the moment: a majority of the cluster's servers does not answer, or is too busy; try again"
    )]
    Away(#[source] crate::sharing::Broken),
    /// What the nodes share is sealed with another key.
    #[error(
        "the people of the cluster are sealed with another key: give this node the same key file as the others \
         (`people_key_file`), and remove the one that it made for itself"
    )]
    OtherKey,
    /// The store and the cluster do not have the same past.
    #[error(
        "this node's store of people is not the cluster's: it has people of its own, or those of another cluster. Move \
         people.db (with people.db-wal and people.db-shm) out of the data folder, and the node begins with the people of \
         the cluster"
    )]
    OtherPast,
    /// The cluster holds fewer changes than this node has.
    #[error(
        "this node has {here} changes of people, the cluster {there}: the cluster has lost what it acknowledged, or it is \
         another one. Look after the cluster; or make this node's people those of a new one, as the runbook tells"
    )]
    Shorter {
        /// What is in the store.
        here: u64,
        /// What the cluster has.
        there: u64,
    },
    /// The cluster has let go of changes, and of what they led to.
    #[error(
        "the cluster has lost the changes of people after {after}, and the whole that holds them"
    )]
    Lost {
        /// The last change that is in the store.
        after: u64,
    },
    /// The node that brings its people into the cluster has not done so yet.
    #[error(
        "another node has begun to bring its people into the cluster and has not finished: start that node first"
    )]
    Unfounded,
    /// A shared store is to be opened alone.
    #[error(
        "these people are shared with the other nodes of a cluster: name the cluster in the section [nats]; or, to leave \
         it for good, let the node serve once without it"
    )]
    NotAlone,
    /// What the cluster holds cannot be read here.
    #[error("what the cluster holds about people cannot be read: {0}")]
    Form(String),
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
        matches!(self, Self::Away(_))
    }
}

impl From<rusqlite::types::FromSqlError> for IdentityError {
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        Self::Store(error.into())
    }
}
