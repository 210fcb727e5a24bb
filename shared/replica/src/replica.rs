//! A file among those of the other nodes: writes that are published, changes of others that are applied, and what is let go of.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eventlog::causes;
use parking_lot::Mutex;
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use tokio::sync::watch;
use uuid::Uuid;

use crate::change::Change;
use crate::touched::{self, Table};
use crate::{Broken, Error, Host, Published, Read, Shared, patiently};

/// How long a write may take before its writer is told to try again.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long after a failure nobody else tries: those that wait would each wait as long to hear the same.
const REST: Duration = Duration::from_secs(1);

/// A file that is kept the same as those of other nodes.
pub struct Replica {
    pub(crate) shared: Arc<dyn Shared>,
    /// Names what is shared; two clusters never have the same.
    pub(crate) past: Uuid,
    /// The tables whose rows are shared.
    pub(crate) layout: Vec<Table>,
    /// Until when the others are taken for away.
    pub(crate) away: Mutex<Option<Instant>>,
    /// When it was last begun to ask what the others did.
    pub(crate) heard: Mutex<Option<Instant>>,
    /// What keeps the others' changes from coming here, as it was said last.
    pub(crate) wrong: Mutex<Option<String>>,
}

impl Replica {
    /// Applies what the other nodes did, unless somebody else has begun to ask since this was called; false when they cannot
    /// be asked.
    pub fn hear_of_others<H: Host>(&self, host: &H) -> bool {
        patiently(|| self.hear(host))
    }

    /// The same, whether it was tried a moment ago or not; says when something is wrong, once.
    pub fn follow_others<H: Host>(&self, host: &H) {
        let heard = self.catch_up(host, &mut host.writer());
        let wrong = heard.err().map(|error| causes(&error));
        let mut said = self.wrong.lock();
        if *said != wrong {
            let file = H::FILE;
            if let Some(why) = &wrong {
                tracing::error!(file, why, "what other nodes write does not come here");
            } else {
                tracing::info!(file, "what other nodes write comes here again");
            }
            *said = wrong;
        }
    }

    /// Rings when another node has changed something.
    #[must_use]
    pub fn news(&self) -> watch::Receiver<u64> {
        self.shared.news()
    }

    /// Sees to it that what was deleted here leaves the cluster too. When that fails, [`Replica::compact_if_due`] does it
    /// later, here or at another node.
    ///
    /// # Errors
    /// When the file fails.
    pub fn forget<H: Host>(&self, host: &H) -> Result<(), Error> {
        host.writer().execute("UPDATE sharing SET forget = sequence", [])?;
        if let Err(error) = patiently(|| self.compact(host)) {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "what was deleted leaves the cluster later");
        }
        Ok(())
    }

    /// The one way to write: all that `act` does, or nothing when it fails. It may run again, on what another node has
    /// written meanwhile, and what it wrote is shared before it counts.
    ///
    /// # Errors
    /// Those of `act`, and [`Error::Away`] when the other nodes cannot be told: whether it stands is seen later.
    pub fn write<H: Host, T, E: From<Error> + From<rusqlite::Error>>(
        &self,
        host: &H,
        act: impl FnMut(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        patiently(|| self.written(host, act))
    }

    fn written<H: Host, T, E: From<Error> + From<rusqlite::Error>>(
        &self,
        host: &H,
        mut act: impl FnMut(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let end = Instant::now() + PATIENCE;
        loop {
            let mut writer =
                host.writer_until(end).ok_or_else(|| away("the others take too long"))?;
            self.reachable()?;
            if let Some(done) = self.attempt(host, &mut writer, &mut act)? {
                return Ok(done);
            }
            self.catch_up(host, &mut writer)?;
            if Instant::now() > end {
                return Err(away("other nodes were quicker again and again").into());
            }
        }
    }

    /// `None` when another node was first: nothing has happened then.
    fn attempt<H: Host, T, E: From<Error> + From<rusqlite::Error>>(
        &self,
        host: &H,
        writer: &mut Connection,
        act: &mut impl FnMut(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = act(&tx)?;
        let change = touched::gather(&tx, &self.layout)?;
        if change.is_empty() {
            tx.commit()?;
            return Ok(Some(done));
        }
        let after = sequence(&tx)?;
        let sealed = change.seal(host, self.past, after + 1)?;
        match self.shared.publish(after, &sealed) {
            Published::Taken => {
                moved(&tx, after + 1, change.forgets(H::GRAVES))?;
                tx.commit()?;
                Ok(Some(done))
            }
            Published::Moved => Ok(None),
            Published::Unknown(why) => Ok(self.asked(Err(why))?),
        }
    }

    /// What the others answered; when they did not, they are left alone for a moment.
    pub(crate) fn asked<T>(&self, answer: Result<T, Broken>) -> Result<T, Error> {
        answer.map_err(|why| {
            *self.away.lock() = Some(Instant::now() + REST);
            Error::Away(why)
        })
    }

    fn reachable(&self) -> Result<(), Error> {
        let until = *self.away.lock();
        match until {
            Some(until) if Instant::now() < until => Err(away("a moment ago nobody answered")),
            _ => Ok(()),
        }
    }

    /// Applies what the other nodes did, in their order, until nothing is left.
    pub(crate) fn catch_up<H: Host>(&self, host: &H, writer: &mut Connection) -> Result<(), Error> {
        loop {
            let after = sequence(writer)?;
            let effects = match self.asked(self.shared.read(after))? {
                Read::Changes(changes) if changes.is_empty() => return Ok(()),
                Read::Changes(changes) => self.apply(host, writer, after, &changes)?,
                Read::Gone => self.begin_anew(host, writer, after)?,
            };
            host.tell(effects, writer)?;
        }
    }

    fn apply<H: Host>(
        &self,
        host: &H,
        writer: &mut Connection,
        after: u64,
        changes: &[Vec<u8>],
    ) -> Result<H::Effects, Error> {
        let changes: Vec<_> = (after + 1..)
            .zip(changes)
            .map(|(at, sealed)| Ok((at, Change::open(sealed, host, self.past, at)?)))
            .collect::<Result<_, Error>>()?;
        without_references(writer, |writer| {
            let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut effects = H::Effects::default();
            let mut tell = |table: &str, key: &[Value]| H::changed(&mut effects, table, key);
            for (at, change) in &changes {
                change.apply(&tx, &self.layout, &mut tell)?;
                moved(&tx, *at, change.forgets(H::GRAVES))?;
            }
            touched::clear(&tx)?;
            tx.commit()?;
            Ok(effects)
        })
    }

    /// This node was away for too long: it takes the whole over.
    fn begin_anew<H: Host>(
        &self,
        host: &H,
        writer: &mut Connection,
        after: u64,
    ) -> Result<H::Effects, Error> {
        let kept = self.asked(self.shared.kept())?;
        let Some((at, sealed)) = kept.filter(|(at, _)| *at > after) else {
            return Err(Error::Lost { file: H::FILE, after });
        };
        let whole = Change::open(&sealed, host, self.past, at)?;
        replace::<H>(writer, &self.layout, &whole, (self.past, at))
    }

    /// Asks what the others did, unless somebody else has begun to ask since this was called; false when nobody answers.
    fn hear<H: Host>(&self, host: &H) -> bool {
        let called = Instant::now();
        let Some(mut writer) = host.writer_until(called + PATIENCE) else { return false };
        if self.heard.lock().is_some_and(|begun| begun > called) {
            return true;
        }
        if self.reachable().is_err() {
            return false;
        }
        let begun = Instant::now();
        let heard = self.catch_up(host, &mut writer);
        if let Err(error) = &heard {
            tracing::debug!(error = error as &dyn std::error::Error, "nobody was heard");
        } else {
            *self.heard.lock() = Some(begun);
        }
        heard.is_ok()
    }

    /// Keeps the whole in the cluster and lets go of the changes before it.
    ///
    /// # Errors
    /// When the file fails or the cluster does not answer.
    pub fn compact<H: Host>(&self, host: &H) -> Result<(), Error> {
        let (at, whole) = {
            // Not by the connection that reads: whoever reads does not wait for this.
            let writer = host.writer();
            (sequence(&writer)?, touched::whole(&writer, &self.layout)?)
        };
        let sealed = whole.seal(host, self.past, at)?;
        self.asked(self.shared.keep(at, sealed))?;
        forgotten(&host.writer(), at)?;
        Ok(())
    }

    /// Lets go of changes in the cluster when that is due: some have to be forgotten, or more than `most` have gathered, so
    /// that whoever comes new would have to go through all of them; whether it was due.
    ///
    /// # Errors
    /// As [`Replica::compact`].
    pub fn compact_if_due<H: Host>(&self, host: &H, most: u64) -> Result<bool, Error> {
        let (at, forget) = {
            let reader = host.reader();
            (sequence(&reader)?, to_forget(&reader)?)
        };
        let kept = self.asked(self.shared.kept_at())?;
        if forget > 0 && forget <= kept {
            forgotten(&host.writer(), kept)?;
        }
        let due = forget > kept || at > kept + most;
        if due {
            self.compact(host)?;
        }
        Ok(due)
    }
}

fn away(why: &str) -> Error {
    Error::Away(why.into())
}

/// The last change that is in the store.
///
/// # Errors
/// When SQLite fails.
pub fn sequence(store: &Connection) -> Result<u64, rusqlite::Error> {
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
pub(crate) fn moved(tx: &Connection, to: u64, forgets: bool) -> Result<(), rusqlite::Error> {
    let sql = "UPDATE sharing SET sequence = ?1, forget = CASE WHEN ?2 THEN ?1 ELSE forget END";
    tx.prepare_cached(sql)?.execute(params![to.cast_signed(), forgets]).map(drop)
}

/// Puts rows in as they are: references held where the rows were made, and a row that goes takes none along here.
fn without_references<T>(
    writer: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    writer.pragma_update(None, "foreign_keys", false)?;
    let done = work(writer);
    writer.pragma_update(None, "foreign_keys", true)?;
    done
}

/// Makes the store what `whole` is.
pub(crate) fn replace<H: Host>(
    writer: &mut Connection,
    layout: &[Table],
    whole: &Change,
    (past, at): (Uuid, u64),
) -> Result<H::Effects, Error> {
    without_references(writer, |writer| {
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for table in layout {
            tx.execute(&format!("DELETE FROM {}", table.name), [])?;
        }
        whole.apply(&tx, layout, &mut |_, _| {})?;
        moved(&tx, at, false)?;
        tx.execute("UPDATE sharing SET past = ?1, forget = 0", [past])?;
        touched::clear(&tx)?;
        tx.commit()?;
        Ok(H::everything())
    })
}
