//! Joining: a node's file finds its place among the others', or is refused with a word on what to do.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior};
use uuid::Uuid;

use crate::change::{Change, past_of};
use crate::replica::{moved, replace, sequence};
use crate::{Error, Host, MAKE_OWN, Published, Read, Replica, Shared, Span, touched};

/// How long whoever comes waits for the one who brings its file into the cluster.
const FOUNDING: Duration = Duration::from_secs(20);
/// How often it is looked whether it is there.
const AGAIN: Duration = Duration::from_millis(100);

/// A file that is opened without others is its node's own from now on.
///
/// # Errors
/// When it cannot be read or written.
pub fn leave<H: Host>(host: &H) -> Result<(), Error> {
    if past(&host.reader())?.is_some() {
        tracing::info!(file = H::FILE, "this node's file is its own from now on");
        host.writer().execute(MAKE_OWN, [])?;
    }
    Ok(())
}

/// Refuses a file that must not be written to without the others.
///
/// # Errors
/// [`Error::NotAlone`].
pub fn refuse<H: Host>(host: &H) -> Result<(), Error> {
    match past(&host.reader())? {
        Some(_) => Err(Error::NotAlone { file: H::FILE }),
        None => Ok(()),
    }
}

fn past(store: &Connection) -> Result<Option<Uuid>, rusqlite::Error> {
    store.query_row("SELECT past FROM sharing", [], |row| row.get(0))
}

impl Replica {
    /// Brings a file to where the others are: the first node brings its own, a new one begins with what is there, and
    /// one that was here before goes on.
    ///
    /// # Errors
    /// When the others cannot be reached, or have another key or another past.
    pub fn join<H: Host>(host: &H, shared: Arc<dyn Shared>) -> Result<Self, Error> {
        let mut writer = host.writer();
        let layout = touched::layout(&writer)?;
        touched::watch(&writer, &layout)?;
        let (away, heard, wrong) = Default::default();
        let mut replica = Self { shared, past: Uuid::nil(), layout, away, heard, wrong };
        replica.past = match past(&writer)? {
            Some(past) => replica.resume(host, &writer, past)?,
            None => replica.arrive(host, &mut writer)?,
        };
        replica.catch_up(host, &mut writer)?;
        let unfounded = replica.asked(replica.shared.kept_at())? == 0;
        drop(writer);
        if unfounded {
            // Whoever founded the record keeps the first whole: here now, or again after it was cut off.
            replica.compact(host)?;
        }
        Ok(replica)
    }

    /// The past of a store that was here before, when the cluster still has it.
    fn resume<H: Host>(&self, host: &H, writer: &Connection, past: Uuid) -> Result<Uuid, Error> {
        let (at, span) = (sequence(writer)?, self.asked(self.shared.span())?);
        if span.last < at {
            return Err(Error::Shorter { file: H::FILE, here: at, there: span.last });
        }
        let known = match self.asked(self.shared.read(at.saturating_sub(1)))? {
            Read::Changes(changes) => changes.into_iter().next().map(|change| (at, change)),
            Read::Gone => self.asked(self.shared.kept())?,
        };
        // Opened, so that another key or another past is told at the start.
        let (at, sealed) = known.ok_or(Error::Lost { file: H::FILE, after: at })?;
        Change::open(&sealed, host, past, at)?;
        Ok(past)
    }

    /// The past of a store that was never here: that of the cluster, or the one that begins with it.
    fn arrive<H: Host>(&self, host: &H, writer: &mut Connection) -> Result<Uuid, Error> {
        let new = format!("SELECT NOT EXISTS (SELECT 1 FROM {})", H::BEGUN);
        let new: bool = writer.query_row(&new, [], |row| row.get(0))?;
        let end = Instant::now() + FOUNDING;
        loop {
            let Span { last, .. } = self.asked(self.shared.span())?;
            if last == 0 {
                if let Some(past) = self.found(host, writer)? {
                    return Ok(past);
                }
                continue;
            }
            if !new {
                return Err(Error::OtherPast { file: H::FILE });
            }
            if let Some((at, sealed)) = self.asked(self.shared.kept())? {
                let past = past_of(&sealed)?;
                let whole = Change::open(&sealed, host, past, at)?;
                let effects = replace::<H>(writer, &self.layout, &whole, (past, at))?;
                host.tell(effects, writer)?;
                return Ok(past);
            }
            if Instant::now() > end {
                return Err(Error::Unfounded { file: H::FILE });
            }
            std::thread::sleep(AGAIN);
        }
    }

    /// Makes this store the one that all others begin with; `None` when another node was first.
    fn found<H: Host>(&self, host: &H, writer: &mut Connection) -> Result<Option<Uuid>, Error> {
        let past = Uuid::new_v4();
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let begun = Change::new(&tx)?.seal(host, past, 1)?;
        match self.shared.publish(0, &begun) {
            Published::Taken => {
                tx.execute("UPDATE sharing SET past = ?1", [past])?;
                moved(&tx, 1, false)?;
                tx.commit()?;
                tracing::info!(
                    file = H::FILE,
                    "this node's file is that of the cluster from now on"
                );
                Ok(Some(past))
            }
            Published::Moved => Ok(None),
            Published::Unknown(why) => Err(Error::Away(why)),
        }
    }
}
