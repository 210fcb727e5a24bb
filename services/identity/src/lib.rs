//! The service of people: who may sign in, which seats they hold, their sessions. The one deletable store.
//!
//! Names and addresses of people live here and nowhere else. What they did lives in the log by
//! identifier and function. Seats that were granted by an event (a confirmed claim, a group's seat) are followed from
//! the log, so that the two never disagree.
#![warn(missing_docs)]

mod account;
mod bells;
mod copy;
mod digest;
mod erase;
mod error;
mod export;
mod follow;
mod follows;
mod invitations;
mod journal;
mod links;
mod listing;
mod measures;
pub mod oidc;
mod outbox;
mod passkeys;
mod password;
mod people;
mod records;
mod recovery;
mod retention;
mod rules;
mod sealed;
mod seats;
mod secret;
mod sessions;
mod sharing;
mod site;
mod slips;
mod store;
mod telling;
mod throttle;
mod tokens;
mod totp;
mod touches;
mod vault;
mod viewer;
mod words;

#[cfg(test)]
mod mail_tests;
#[cfg(test)]
mod tests;

pub use account::Change;
pub use copy::{copy, rewind};
pub use digest::{Digest, Rhythm};
pub use error::IdentityError;
pub use follows::Followed;
pub use invitations::{Accepting, Invitation, InvitationState, NewInvitation};
pub use journal::{Access, LookedFor, Looker};
pub use links::{LINK_MINUTES, Newcomer};
pub use measures::{Act, Measure};
pub use outbox::{Letter, Mail};
pub use passkeys::{Begun, Passkey};
pub use people::{Contact, Listed, NewPerson};
pub use retention::Keep;
pub use seats::Held;
pub use sessions::{Keys, Session, SignedIn, Visit};
pub use throttle::Throttled;
pub use tokens::{ApiToken, Created, NewToken, TokenScope};
pub use totp::Enrolment;
pub use vault::Vault;
pub use viewer::{Seat, Via, Viewer};
pub use words::NewWords;

use std::path::Path;
use std::sync::Arc;

use commands::Clock;
use eventlog::{EventLog, Position};
use replica::Shared;
use tokio::sync::{Semaphore, watch};

use store::Store;
use throttle::Throttle;

/// Passwords checked at a time.
const CHECKS: usize = 2;

/// The store of people, open.
pub struct Identity {
    store: Store,
    clock: Clock,
    throttle: Throttle,
    /// Passwords that are checked at a time.
    checks: Semaphore,
    passkeys: passkeys::Passkeys,
    idle: retention::Idle,
    /// Uses of sessions and tokens that wait to be written down together.
    touches: touches::Touches,
}

impl Identity {
    /// Opens or creates the store at `path`, sealed by `vault`, and starts to follow the seats in `log`. A store that was
    /// shared with other nodes is this node's own from now on.
    ///
    /// # Errors
    /// When the file cannot be opened or is not a store of people.
    pub fn open(
        path: &Path,
        vault: Vault,
        log: &Arc<dyn EventLog>,
        clock: Clock,
    ) -> Result<Arc<Self>, IdentityError> {
        let store = Store::open(path, vault)?;
        replica::leave(&store)?;
        let identity = Self::detached(store, clock)?;
        tokio::spawn(follow::run(Arc::downgrade(&identity), Arc::clone(log)));
        Ok(identity)
    }

    /// Opens or creates the store at `path` as one of those that `shared` keeps the same, and follows the others' changes
    /// and the seats in `log`. Needs a runtime of several threads: writing waits for the others.
    ///
    /// # Errors
    /// As [`Identity::open`], and when the others cannot be reached, have another key or another past.
    pub fn open_shared(
        path: &Path,
        vault: Vault,
        log: &Arc<dyn EventLog>,
        clock: Clock,
        shared: Arc<dyn Shared>,
    ) -> Result<Arc<Self>, IdentityError> {
        let mut store = Store::open(path, vault)?;
        store.share(shared)?;
        let identity = Self::detached(store, clock)?;
        tokio::spawn(sharing::run(Arc::downgrade(&identity)));
        tokio::spawn(follow::run(Arc::downgrade(&identity), Arc::clone(log)));
        Ok(identity)
    }

    /// Opens or creates the store at `path` without a log, for the operator's commands on a stopped node; with what is
    /// shared when the node is one of several.
    ///
    /// # Errors
    /// As [`Identity::open_shared`]; and when the store is shared and `shared` is not given.
    pub fn open_detached(
        path: &Path,
        vault: Vault,
        clock: Clock,
        shared: Option<Arc<dyn Shared>>,
    ) -> Result<Arc<Self>, IdentityError> {
        let mut store = Store::open(path, vault)?;
        match shared {
            Some(shared) => store.share(shared)?,
            None => replica::refuse(&store)?,
        }
        Self::detached(store, clock)
    }

    /// A store that lives as long as the process, for tests.
    ///
    /// # Errors
    /// When SQLite cannot create it.
    pub fn in_memory(log: &Arc<dyn EventLog>, clock: Clock) -> Result<Arc<Self>, IdentityError> {
        let identity = Self::detached(Store::in_memory()?, clock)?;
        tokio::spawn(follow::run(Arc::downgrade(&identity), Arc::clone(log)));
        Ok(identity)
    }

    fn detached(store: Store, clock: Clock) -> Result<Arc<Self>, IdentityError> {
        store.bells.followed(store.followed()?);
        // Before anybody tries: the first try would take longer than the others.
        password::decoy()?;
        Ok(Arc::new(Self {
            store,
            clock,
            throttle: Throttle::default(),
            checks: Semaphore::new(CHECKS),
            passkeys: passkeys::Passkeys::default(),
            idle: retention::Idle::default(),
            touches: touches::Touches::default(),
        }))
    }

    /// Moves whenever somebody's rights, seats or sessions changed.
    #[must_use]
    pub fn rights(&self) -> watch::Receiver<u64> {
        self.store.bells.rights.subscribe()
    }

    /// The last position of the log whose seats are known here.
    #[must_use]
    pub fn followed(&self) -> watch::Receiver<Position> {
        self.store.bells.followed.subscribe()
    }

    /// Forgets what is kept in memory about viewers, after any change.
    fn changed(&self) {
        self.store.bells.changed();
    }
}
