//! What went wrong for operators, with its causes; never shown to people as a refusal.

use domain::codec::CodecError;
use eventlog::{CommandId, LogError};

/// A command could be neither carried out nor refused.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The log failed.
    #[error("the log could not do its part")]
    Log(#[from] LogError),
    /// The log holds something that this version cannot read.
    #[error("the log holds an event this version cannot read")]
    Codec(#[from] CodecError),
    /// Others changed the same record again and again; the client may try once more.
    #[error("the record changed {attempts} times while the act was decided")]
    Busy {
        /// How often it was tried.
        attempts: u32,
    },
    /// A client used the same command id for two different things.
    #[error("command id {0:?} was used before for another record")]
    CommandReused(CommandId),
    /// What the decision needs could not be looked up.
    #[error("could not look up {what}")]
    LookUp {
        /// What was looked for.
        what: &'static str,
        /// Why it failed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Fault {
    /// A failed look-up.
    pub fn look_up(
        what: &'static str,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        Self::LookUp { what, source: Box::new(source) }
    }
}
