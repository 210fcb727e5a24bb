//! Sharing: keeps this store the same as those of the other nodes of a cluster, by an ordered record of changes.
//!
//! A write happens here in a transaction, is published as the one change after the last that this node has, and is
//! committed when that was taken. When another node was first, the transaction is undone, the other's change applied, and
//! the write done again on what is there now. So all stores go through the same states in the same order. Who reads never
//! waits for any of this.

mod change;
mod effects;
mod follower;
mod join;
mod shared;
mod touched;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::watch;
use uuid::Uuid;

use crate::store::Store;
use crate::{IdentityError, Vault};
use eventlog::causes;

use change::Change;
use effects::Effects;
use touched::Table;

pub(crate) use follower::run;
pub(crate) use join::{leave, refuse};
pub use shared::{Broken, Published, Read, Shared, Span};

/// How long a write may take before its writer is told to try again.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long after a failure nobody else tries: those that wait would each wait as long to hear the same.
const REST: Duration = Duration::from_secs(1);

/// What this node shares with others.
pub(crate) struct Sharing {
    shared: Arc<dyn Shared>,
    /// Names what is shared; two clusters never have the same.
    past: Uuid,
    /// The tables whose rows are shared.
    layout: Vec<Table>,
    /// Until when the others are taken for away.
    away: Mutex<Option<Instant>>,
    /// When it was last begun to ask what the others did.
    heard: Mutex<Option<Instant>>,
    /// What keeps the others' changes from coming here, as it was said last.
    wrong: Mutex<Option<String>>,
}

/// Runs `work`, which may wait, without keeping a thread from the runtime's other tasks.
pub(crate) fn patiently<T>(work: impl FnOnce() -> T) -> T {
    let flavor = Handle::try_current().map(|handle| handle.runtime_flavor());
    match flavor {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

impl Store {
    /// Applies what the other nodes did; false when there are none or they cannot be asked.
    pub(crate) fn hear_of_others(&self) -> bool {
        self.sharing.as_ref().is_some_and(|sharing| patiently(|| sharing.hear(self)))
    }

    /// What `load` finds. What it does not find may be so young that this node has not heard of it from the one where it
    /// was made: then the others are asked, and it is looked for once more.
    pub(crate) fn found<T>(
        &self,
        load: impl Fn() -> Result<Option<T>, IdentityError>,
    ) -> Result<Option<T>, IdentityError> {
        match load()? {
            None if self.hear_of_others() => load(),
            found => Ok(found),
        }
    }

    /// The same, whether it was tried a moment ago or not; says when something is wrong, once.
    pub(crate) fn follow_others(&self) {
        let Some(sharing) = &self.sharing else { return };
        let heard = sharing.catch_up(self, &mut self.lock());
        let wrong = heard.err().map(|error| causes(&error));
        let mut said = sharing.wrong.lock();
        if *said != wrong {
            if let Some(why) = &wrong {
                tracing::error!(why, "what other nodes do about people does not come here");
            } else {
                tracing::info!("what other nodes do about people comes here again");
            }
            *said = wrong;
        }
    }

    /// Rings when another node has changed something.
    pub(crate) fn news(&self) -> Option<watch::Receiver<u64>> {
        self.sharing.as_ref().map(|sharing| sharing.shared.news())
    }

    /// Lets go of changes in the cluster when that is due: some have to be forgotten, or more than `most` have gathered.
    pub(crate) fn compact_if_due(&self, most: u64) -> Result<bool, IdentityError> {
        self.sharing.as_ref().map_or(Ok(false), |sharing| sharing.compact_if_due(self, most))
    }

    /// Sees to it that what was deleted here leaves the cluster too. When that fails, the follower does it later.
    pub(crate) fn forget_shared(&self) -> Result<(), IdentityError> {
        let Some(sharing) = &self.sharing else { return Ok(()) };
        self.lock().execute("UPDATE sharing SET forget = sequence", [])?;
        if let Err(error) = patiently(|| sharing.compact(self)) {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "what was deleted leaves the cluster later");
        }
        Ok(())
    }
}

impl Sharing {
    /// A write as [`Store::write`] promises it.
    pub(crate) fn write<T>(
        &self,
        store: &Store,
        mut act: impl FnMut(&Transaction<'_>) -> Result<T, IdentityError>,
    ) -> Result<T, IdentityError> {
        let end = Instant::now() + PATIENCE;
        loop {
            let mut writer =
                store.lock_until(end).ok_or_else(|| away("the others take too long"))?;
            self.reachable()?;
            if let Some(done) = self.attempt(store, &mut writer, &mut act)? {
                return Ok(done);
            }
            self.catch_up(store, &mut writer)?;
            if Instant::now() > end {
                return Err(away("other nodes were quicker again and again"));
            }
        }
    }

    /// `None` when another node was first: nothing has happened then.
    fn attempt<T>(
        &self,
        store: &Store,
        writer: &mut Connection,
        act: &mut impl FnMut(&Transaction<'_>) -> Result<T, IdentityError>,
    ) -> Result<Option<T>, IdentityError> {
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = act(&tx)?;
        let change = touched::gather(&tx, &self.layout)?;
        if change.is_empty() {
            tx.commit()?;
            return Ok(Some(done));
        }
        let after = sequence(&tx)?;
        let sealed = change.seal(&store.vault, self.past, after + 1)?;
        match self.shared.publish(after, &sealed) {
            Published::Taken => {
                moved(&tx, after + 1, change.forgets())?;
                tx.commit()?;
                Ok(Some(done))
            }
            Published::Moved => Ok(None),
            Published::Unknown(why) => self.asked(Err(why)),
        }
    }

    /// What the others answered; when they did not, they are left alone for a moment.
    fn asked<T>(&self, answer: Result<T, Broken>) -> Result<T, IdentityError> {
        answer.map_err(|why| {
            *self.away.lock() = Some(Instant::now() + REST);
            IdentityError::Away(why)
        })
    }

    fn reachable(&self) -> Result<(), IdentityError> {
        let until = *self.away.lock();
        match until {
            Some(until) if Instant::now() < until => Err(away("a moment ago nobody answered")),
            _ => Ok(()),
        }
    }

    /// Applies what the other nodes did, in their order, until nothing is left.
    pub(crate) fn catch_up(
        &self,
        store: &Store,
        writer: &mut Connection,
    ) -> Result<(), IdentityError> {
        loop {
            let after = sequence(writer)?;
            let effects = match self.asked(self.shared.read(after))? {
                Read::Changes(changes) if changes.is_empty() => return Ok(()),
                Read::Changes(changes) => self.apply(&store.vault, writer, after, &changes)?,
                Read::Gone => self.begin_anew(&store.vault, writer, after)?,
            };
            effects.tell(store, writer)?;
        }
    }

    fn apply(
        &self,
        vault: &Vault,
        writer: &mut Connection,
        after: u64,
        changes: &[Vec<u8>],
    ) -> Result<Effects, IdentityError> {
        let changes: Vec<_> = (after + 1..)
            .zip(changes)
            .map(|(at, sealed)| Ok((at, Change::open(sealed, vault, self.past, at)?)))
            .collect::<Result<_, IdentityError>>()?;
        without_references(writer, |writer| {
            let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut effects = Effects::default();
            for (at, change) in &changes {
                change.apply(&tx, &self.layout, &mut effects)?;
                moved(&tx, *at, change.forgets())?;
            }
            touched::clear(&tx)?;
            tx.commit()?;
            Ok(effects)
        })
    }

    /// This node was away for too long: it takes the whole over.
    fn begin_anew(
        &self,
        vault: &Vault,
        writer: &mut Connection,
        after: u64,
    ) -> Result<Effects, IdentityError> {
        let kept = self.asked(self.shared.kept())?;
        let Some((at, sealed)) = kept.filter(|(at, _)| *at > after) else {
            return Err(IdentityError::Lost { after });
        };
        let whole = Change::open(&sealed, vault, self.past, at)?;
        replace(writer, &self.layout, &whole, (self.past, at))
    }

    /// Asks what the others did, unless somebody else has begun to ask since this was called; false when nobody answers.
    fn hear(&self, store: &Store) -> bool {
        let called = Instant::now();
        let Some(mut writer) = store.lock_until(called + PATIENCE) else { return false };
        if self.heard.lock().is_some_and(|begun| begun > called) {
            return true;
        }
        if self.reachable().is_err() {
            return false;
        }
        let begun = Instant::now();
        let heard = self.catch_up(store, &mut writer);
        if let Err(error) = &heard {
            tracing::debug!(error = error as &dyn std::error::Error, "nobody was heard");
        } else {
            *self.heard.lock() = Some(begun);
        }
        heard.is_ok()
    }

    /// Keeps the whole in the cluster and lets go of the changes before it.
    pub(crate) fn compact(&self, store: &Store) -> Result<(), IdentityError> {
        let (at, whole) = {
            // Not by the connection that reads: whoever reads does not wait for this.
            let writer = store.lock();
            (sequence(&writer)?, touched::whole(&writer, &self.layout)?)
        };
        let sealed = whole.seal(&store.vault, self.past, at)?;
        self.asked(self.shared.keep(at, sealed))?;
        forgotten(&store.lock(), at)?;
        Ok(())
    }

    /// Whether the cluster keeps changes that it must forget, and nobody has seen to it; or so many that whoever comes
    /// new would have to go through all of them.
    pub(crate) fn compact_if_due(&self, store: &Store, most: u64) -> Result<bool, IdentityError> {
        let (at, forget) = {
            let store = store.read();
            (sequence(&store)?, to_forget(&store)?)
        };
        let kept = self.asked(self.shared.kept_at())?;
        if forget > 0 && forget <= kept {
            forgotten(&store.lock(), kept)?;
        }
        let due = forget > kept || at > kept + most;
        if due {
            self.compact(store)?;
        }
        Ok(due)
    }
}

fn away(why: &str) -> IdentityError {
    IdentityError::Away(why.into())
}

/// The last change that is in the store.
fn sequence(store: &Connection) -> Result<u64, rusqlite::Error> {
    let sequence: i64 =
        store.prepare_cached("SELECT sequence FROM sharing")?.query_row([], |row| row.get(0))?;
    Ok(sequence.unsigned_abs())
}

/// Up to where the cluster has to forget; 0 when it has.
fn to_forget(store: &Connection) -> Result<u64, rusqlite::Error> {
    let forget: i64 = store.query_row("SELECT forget FROM sharing", [], |row| row.get(0))?;
    Ok(forget.unsigned_abs())
}

/// The cluster holds nothing from before `at` any more.
fn forgotten(store: &Connection, at: u64) -> Result<(), rusqlite::Error> {
    let done = "UPDATE sharing SET forget = 0 WHERE forget <= ?1";
    store.execute(done, [at.cast_signed()]).map(drop)
}

/// Notes with the rows of a change that it is in the store.
fn moved(tx: &Connection, to: u64, forgets: bool) -> Result<(), rusqlite::Error> {
    let sql = "UPDATE sharing SET sequence = ?1, forget = CASE WHEN ?2 THEN ?1 ELSE forget END";
    tx.prepare_cached(sql)?.execute(params![to.cast_signed(), forgets]).map(drop)
}

/// Puts rows in as they are: references held where the rows were made, and a row that goes takes none along here.
fn without_references<T>(
    writer: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T, IdentityError>,
) -> Result<T, IdentityError> {
    writer.pragma_update(None, "foreign_keys", false)?;
    let done = work(writer);
    writer.pragma_update(None, "foreign_keys", true)?;
    done
}

/// Makes the store what `whole` is.
fn replace(
    writer: &mut Connection,
    layout: &[Table],
    whole: &Change,
    (past, at): (Uuid, u64),
) -> Result<Effects, IdentityError> {
    without_references(writer, |writer| {
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for table in layout {
            tx.execute(&format!("DELETE FROM {}", table.name), [])?;
        }
        whole.apply(&tx, layout, &mut Effects::default())?;
        moved(&tx, at, false)?;
        tx.execute("UPDATE sharing SET past = ?1, forget = 0", [past])?;
        touched::clear(&tx)?;
        tx.commit()?;
        Ok(Effects::of_everything())
    })
}
