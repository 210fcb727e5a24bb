//! Sharing: what the store of people is among those of other nodes, and who has to hear of what they did, as if it had been
//! done here. How it is kept the same is told in the crate `replica`.

#[cfg(test)]
mod tests;

use std::sync::{Arc, Weak};
use std::time::Instant;

use parking_lot::MutexGuard;
use replica::{Host, Seal};
use rusqlite::Connection;
use rusqlite::types::Value;
use tokio::sync::watch;

use crate::store::{Store, followed};
use crate::{Identity, IdentityError, Vault};

/// What changes are sealed as.
const PLACE: &str = "shared change";
/// The table that says who was forgotten: what touches it must leave the cluster.
const GRAVES: &str = "erased";
/// Tables of which nobody keeps anything in memory.
const QUIET: &[&str] = &["access", "erased", "followed", "link", "outbox", "seen"];
/// Changes that may gather in the cluster.
const MOST: u64 = 2_000;

impl Seal for Vault {
    fn seal(&self, bound: &[u8], plain: &[u8]) -> Vec<u8> {
        Self::seal(self, PLACE, bound, plain)
    }

    fn open(&self, bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        Self::open(self, PLACE, bound, sealed).ok()
    }
}

/// What changes of other nodes mean besides their rows.
#[derive(Debug, Default, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is somebody else to be told")]
pub(crate) struct Effects {
    rights: bool,
    mails: bool,
    followed: bool,
    forgets: bool,
}

impl Host for Store {
    type Effects = Effects;

    const FILE: &'static str = "people.db";
    const BEGUN: &'static str = "person";
    const GRAVES: Option<&'static str> = Some(GRAVES);

    fn seal(&self) -> &dyn Seal {
        &self.vault
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.lock()
    }

    fn writer_until(&self, end: Instant) -> Option<MutexGuard<'_, Connection>> {
        self.lock_until(end)
    }

    fn reader(&self) -> MutexGuard<'_, Connection> {
        self.read()
    }

    fn changed(effects: &mut Effects, table: &str, _key: &[Value]) {
        effects.rights |= !QUIET.contains(&table);
        effects.mails |= table == "outbox";
        effects.followed |= table == "followed";
        effects.forgets |= table == GRAVES;
    }

    fn everything() -> Effects {
        Effects { rights: true, mails: true, followed: true, forgets: true }
    }

    fn tell(&self, effects: Effects, writer: &Connection) -> Result<(), rusqlite::Error> {
        if effects.forgets {
            // Who was erased leaves no pages behind at any node; whoever reads holds on to old ones.
            self.empty_journal(writer)?;
        }
        if effects.rights {
            self.bells.changed();
        }
        if effects.followed {
            self.bells.followed(followed(writer)?);
        }
        if effects.mails {
            self.bells.ring();
        }
        Ok(())
    }
}

impl Store {
    /// What `load` finds. What it does not find may be so young that this node has not heard of it from the one where it
    /// was made: then the others are asked, and it is looked for once more.
    pub(crate) fn found<T>(
        &self,
        load: impl Fn() -> Result<Option<T>, IdentityError>,
    ) -> Result<Option<T>, IdentityError> {
        let heard = || self.sharing.as_ref().is_some_and(|sharing| sharing.hear_of_others(self));
        match load()? {
            None if heard() => load(),
            found => Ok(found),
        }
    }

    /// Rings when another node has changed something.
    pub(crate) fn news(&self) -> Option<watch::Receiver<u64>> {
        self.sharing.as_ref().map(replica::Replica::news)
    }

    /// Lets go of changes in the cluster when that is due: some have to be forgotten, or more than `most` have gathered.
    pub(crate) fn compact_if_due(&self, most: u64) -> Result<bool, IdentityError> {
        let Some(sharing) = &self.sharing else { return Ok(false) };
        Ok(sharing.compact_if_due(self, most)?)
    }

    /// Sees to it that what was deleted here leaves the cluster too. When that fails, the follower does it later.
    pub(crate) fn forget_shared(&self) -> Result<(), IdentityError> {
        let Some(sharing) = &self.sharing else { return Ok(()) };
        Ok(sharing.forget(self)?)
    }
}

/// Follows the other nodes until the store goes away.
pub(crate) async fn run(identity: Weak<Identity>) {
    let Some(news) = identity.upgrade().and_then(|here| here.store.news()) else { return };
    replica::follow(identity, news, MOST, look).await;
}

fn look(here: &Arc<Identity>, chores: Option<u64>) {
    if let Some(sharing) = &here.store.sharing {
        sharing.follow_others(&here.store);
    }
    let Some(most) = chores else { return };
    let done = here.write_touches().and_then(|()| here.store.compact_if_due(most));
    if let Err(error) = done {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, "what the nodes share about people was not looked after");
    }
}
