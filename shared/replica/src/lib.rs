//! A file of SQLite that every node of a cluster keeps the same, by an ordered record of changes.
//!
//! A write happens here in a transaction, is published as the one change after the last that this node has, and is
//! committed when that was taken. When another node was first, the transaction is undone, the other's change applied, and
//! the write done again on what is there now. So all files go through the same states in the same order. Who reads never
//! waits for any of this.
//!
//! The file has a table `sharing` ([`OWN_TABLE`]) of its own; all other tables are shared, and need a primary key. A column
//! called `used_ms` says no more than when something was used last: a change of it alone is told to nobody.

// Public for those who test with `memory`.
#[cfg_attr(not(feature = "memory"), expect(unreachable_pub))]
mod change;
mod follower;
mod join;
#[cfg(feature = "memory")]
pub mod memory;
#[cfg_attr(not(feature = "memory"), expect(unreachable_pub))]
mod replica;
mod shared;
#[cfg_attr(not(feature = "memory"), expect(unreachable_pub))]
mod touched;

use std::time::Instant;

use parking_lot::MutexGuard;
use rusqlite::Connection;
use rusqlite::types::Value;
use tokio::runtime::{Handle, RuntimeFlavor};

pub use follower::follow;
pub use join::{leave, refuse};
pub use replica::Replica;
pub use shared::{Broken, Published, Read, Shared, Span};

/// The table that says how far a node has come: its own, never shared. Part of the layout of every file that is shared.
pub const OWN_TABLE: &str = include_str!("sharing.sql");

/// Makes a copy of a file its node's own: it belongs to no record until it joins one.
pub const MAKE_OWN: &str = "UPDATE sharing SET past = NULL, sequence = 0, forget = 0";

/// Seals what is shared, so that the servers learn no more of it than its length and when it was written.
pub trait Seal: Send + Sync {
    /// Seals `plain` so that it opens only together with `bound`.
    fn seal(&self, bound: &[u8], plain: &[u8]) -> Vec<u8>;
    /// Opens what was sealed with the same `bound`; `None` when it was not, or with another key.
    fn open(&self, bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>>;
}

/// A file that is shared: its connections, its seal, and who is to hear of what other nodes did.
pub trait Host {
    /// Gathers what changes of other nodes mean here.
    type Effects: Default;

    /// The name of the file, for operators.
    const FILE: &'static str;
    /// A table that has rows once the file is more than a new one.
    const BEGUN: &'static str;
    /// A table whose changes must leave the cluster soon, with all that was before them.
    const GRAVES: Option<&'static str>;

    /// What seals its changes.
    fn seal(&self) -> &dyn Seal;

    /// The connection that writes.
    fn writer(&self) -> MutexGuard<'_, Connection>;

    /// The same, waited for until `end`.
    fn writer_until(&self, end: Instant) -> Option<MutexGuard<'_, Connection>>;

    /// One that reads, and never waits for who writes.
    fn reader(&self) -> MutexGuard<'_, Connection>;

    /// Another node put, changed or removed a row.
    fn changed(effects: &mut Self::Effects, table: &str, key: &[Value]);

    /// Everything may have changed.
    fn everything() -> Self::Effects;

    /// Tells those whom it concerns; the connection that writes is in hand.
    ///
    /// # Errors
    /// When the file fails.
    fn tell(&self, effects: Self::Effects, writer: &Connection) -> Result<(), rusqlite::Error>;
}

/// Why a file could not be kept the same as the others.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite failed.
    #[error("the shared file could not do its part")]
    Store(#[from] rusqlite::Error),
    /// The other nodes of the cluster could not be told or asked.
    #[error(
        "nothing can be kept at the moment: a majority of the cluster's servers does not answer, or is too busy; try again"
    )]
    Away(#[source] Broken),
    /// A change was made by a newer version.
    #[error(
        "what the nodes share has layout {found}, this version knows up to {known}; run the newer version"
    )]
    Layout {
        /// What the change says.
        found: i64,
        /// What this version reads.
        known: i64,
    },
    /// What the nodes share is sealed with another key.
    #[error(
        "what the nodes of the cluster share is sealed with another key: give this node the same key file as the others \
         (`people_key_file`), and remove the one that it made for itself"
    )]
    OtherKey,
    /// The file and the cluster do not have the same past.
    #[error(
        "this node's {file} is not the cluster's: it is its own, or that of another cluster. Move {file} (with {file}-wal \
         and {file}-shm) out of the data folder, and the node begins with what the cluster has"
    )]
    OtherPast {
        /// The name of the file.
        file: &'static str,
    },
    /// The cluster holds fewer changes than this node has.
    #[error(
        "this node has {here} changes of {file}, the cluster {there}: the cluster has lost what it acknowledged, or it is \
         another one. Look after the cluster; or make this node's file that of a new one, as the runbook tells"
    )]
    Shorter {
        /// The name of the file.
        file: &'static str,
        /// What is in the file.
        here: u64,
        /// What the cluster has.
        there: u64,
    },
    /// The cluster has let go of changes, and of what they led to.
    #[error(
        "the cluster has lost the changes of {file} after {after}, and the whole that holds them"
    )]
    Lost {
        /// The name of the file.
        file: &'static str,
        /// The last change that is in it.
        after: u64,
    },
    /// The node that brings its file into the cluster has not done so yet.
    #[error(
        "another node has begun to bring its {file} into the cluster and has not finished: start that node first"
    )]
    Unfounded {
        /// The name of the file.
        file: &'static str,
    },
    /// A shared file is to be opened alone.
    #[error(
        "this {file} is shared with the other nodes of a cluster: name the cluster in the section [nats]; or, to leave \
         it for good, let the node serve once without it"
    )]
    NotAlone {
        /// The name of the file.
        file: &'static str,
    },
    /// What the cluster holds cannot be read here.
    #[error("what the nodes share cannot be read: {0}")]
    Form(String),
}

impl Error {
    /// Whether the same may succeed in a moment.
    #[must_use]
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Away(_))
    }
}

/// Runs `work`, which may wait, without keeping a thread from the runtime's other tasks.
pub fn patiently<T>(work: impl FnOnce() -> T) -> T {
    let flavor = Handle::try_current().map(|handle| handle.runtime_flavor());
    match flavor {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}
