//! Joining: a node's store finds its place among the others', or is refused with a word on what to do.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior};
use uuid::Uuid;

use super::change::{Change, past_of};
use super::{Published, Read, Shared, Sharing, Span, moved, replace, sequence, touched};
use crate::IdentityError;
use crate::store::Store;

/// How long whoever comes waits for the one who brings the people into the cluster.
const FOUNDING: Duration = Duration::from_secs(20);
/// How often it is looked whether they are there.
const AGAIN: Duration = Duration::from_millis(100);

/// A store that is opened without others is its node's own from now on.
pub(crate) fn leave(store: &Store) -> Result<(), IdentityError> {
    if past(&store.read())?.is_some() {
        tracing::info!("the people of this node are its own from now on");
        let own = "UPDATE sharing SET past = NULL, sequence = 0, forget = 0";
        store.lock().execute(own, [])?;
    }
    Ok(())
}

/// Refuses a store that must not be written to without the others.
pub(crate) fn refuse(store: &Store) -> Result<(), IdentityError> {
    match past(&store.read())? {
        Some(_) => Err(IdentityError::NotAlone),
        None => Ok(()),
    }
}

fn past(store: &Connection) -> Result<Option<Uuid>, rusqlite::Error> {
    store.query_row("SELECT past FROM sharing", [], |row| row.get(0))
}

impl Sharing {
    /// Brings the store to where the others are: the first node brings its people, one that knows nobody begins with
    /// what is there, and one that was here before goes on.
    pub(crate) fn join(store: &Store, shared: Arc<dyn Shared>) -> Result<Self, IdentityError> {
        let mut writer = store.lock();
        let layout = touched::layout(&writer)?;
        touched::watch(&writer, &layout)?;
        let (away, heard, wrong) = Default::default();
        let mut sharing = Self { shared, past: Uuid::nil(), layout, away, heard, wrong };
        sharing.past = match past(&writer)? {
            Some(past) => sharing.resume(store, &writer, past)?,
            None => sharing.arrive(store, &mut writer)?,
        };
        sharing.catch_up(store, &mut writer)?;
        let unfounded = sharing.asked(sharing.shared.kept_at())? == 0;
        drop(writer);
        if unfounded {
            // Whoever founded the record keeps the first whole: here now, or again after it was cut off.
            sharing.compact(store)?;
        }
        Ok(sharing)
    }

    /// The past of a store that was here before, when the cluster still has it.
    fn resume(
        &self,
        store: &Store,
        writer: &Connection,
        past: Uuid,
    ) -> Result<Uuid, IdentityError> {
        let (at, span) = (sequence(writer)?, self.asked(self.shared.span())?);
        if span.last < at {
            return Err(IdentityError::Shorter { here: at, there: span.last });
        }
        let known = match self.asked(self.shared.read(at.saturating_sub(1)))? {
            Read::Changes(changes) => changes.into_iter().next().map(|change| (at, change)),
            Read::Gone => self.asked(self.shared.kept())?,
        };
        // Opened, so that another key or another past is told at the start.
        let (at, sealed) = known.ok_or(IdentityError::Lost { after: at })?;
        Change::open(&sealed, &store.vault, past, at)?;
        Ok(past)
    }

    /// The past of a store that was never here: that of the cluster, or the one that begins with it.
    fn arrive(&self, store: &Store, writer: &mut Connection) -> Result<Uuid, IdentityError> {
        let nobody: bool =
            writer.query_row("SELECT NOT EXISTS (SELECT 1 FROM person)", [], |row| row.get(0))?;
        let end = Instant::now() + FOUNDING;
        loop {
            let Span { last, .. } = self.asked(self.shared.span())?;
            if last == 0 {
                if let Some(past) = self.found(store, writer)? {
                    return Ok(past);
                }
                continue;
            }
            if !nobody {
                return Err(IdentityError::OtherPast);
            }
            if let Some((at, sealed)) = self.asked(self.shared.kept())? {
                let past = past_of(&sealed)?;
                let whole = Change::open(&sealed, &store.vault, past, at)?;
                replace(writer, &self.layout, &whole, (past, at))?.tell(store, writer)?;
                return Ok(past);
            }
            if Instant::now() > end {
                return Err(IdentityError::Unfounded);
            }
            std::thread::sleep(AGAIN);
        }
    }

    /// Makes this store the one that all others begin with; `None` when another node was first.
    fn found(&self, store: &Store, writer: &mut Connection) -> Result<Option<Uuid>, IdentityError> {
        let past = Uuid::new_v4();
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let begun = Change::new(&tx)?.seal(&store.vault, past, 1)?;
        match self.shared.publish(0, &begun) {
            Published::Taken => {
                tx.execute("UPDATE sharing SET past = ?1", [past])?;
                moved(&tx, 1, false)?;
                tx.commit()?;
                tracing::info!("the people of this node are those of the cluster from now on");
                Ok(Some(past))
            }
            Published::Moved => Ok(None),
            Published::Unknown(why) => Err(IdentityError::Away(why)),
        }
    }
}
