//! For tests: a record in memory, which does what a cluster may do: be away, lose its answers, let go of what is old.

use std::collections::BTreeMap;

use parking_lot::Mutex;
use tokio::sync::watch;

pub use crate::change::Change;
pub use crate::replica::sequence;
pub use crate::touched::{Table, clear, gather, layout, watch, whole};
use crate::{Broken, Error, Host, Published, Read, Replica, Shared, Span};

/// What was sealed at the place `at` of the record, as it was written.
///
/// # Errors
/// As for a node that reads it.
pub fn plain<H: Host>(
    replica: &Replica,
    host: &H,
    at: u64,
    sealed: &[u8],
) -> Result<Vec<u8>, Error> {
    let change = Change::open(sealed, host, replica.past, at)?;
    let mut plain = Vec::new();
    ciborium::into_writer(&change, &mut plain).map_err(|error| Error::Form(error.to_string()))?;
    Ok(plain)
}

/// What goes wrong with the next change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It is taken, and the answer lost.
    AnswerLost,
    /// It is lost itself.
    ChangeLost,
}

#[derive(Default)]
struct Held {
    changes: BTreeMap<u64, Vec<u8>>,
    last: u64,
    whole: Option<(u64, Vec<u8>)>,
    away: bool,
    full: bool,
    trouble: Option<Trouble>,
}

/// A record for the nodes of one process.
pub struct Memory {
    held: Mutex<Held>,
    news: watch::Sender<u64>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { held: Mutex::default(), news: watch::Sender::new(0) }
    }
}

impl Memory {
    /// Nobody reaches it from now on, or everybody again.
    pub fn away(&self, away: bool) {
        self.held.lock().away = away;
    }

    /// What happens to the next change.
    pub fn trouble(&self, trouble: Trouble) {
        self.held.lock().trouble = Some(trouble);
    }

    /// All that is there, by its place.
    pub fn everything(&self) -> Vec<(u64, Vec<u8>)> {
        let held = self.held.lock();
        let changes = held.changes.iter().map(|(at, change)| (*at, change.clone()));
        changes.chain(held.whole.clone()).collect()
    }

    /// Nothing can be kept whole from now on, or again.
    pub fn takes_no_whole(&self, full: bool) {
        self.held.lock().full = full;
    }

    /// Only the first so many changes ever were.
    pub fn cut(&self, last: u64) {
        let mut held = self.held.lock();
        held.last = last;
        held.changes.retain(|at, _| *at <= last);
    }

    fn ask<T>(&self, answer: impl FnOnce(&mut Held) -> T) -> Result<T, Broken> {
        let mut held = self.held.lock();
        if held.away { Err("it is away".into()) } else { Ok(answer(&mut held)) }
    }
}

impl Shared for Memory {
    fn span(&self) -> Result<Span, Broken> {
        self.ask(|held| Span {
            first: held.changes.keys().next().copied().unwrap_or(held.last + 1),
            last: held.last,
        })
    }

    fn publish(&self, after: u64, change: &[u8]) -> Published {
        let published = self.ask(|held| {
            let trouble = held.trouble.take();
            if trouble == Some(Trouble::ChangeLost) {
                return Published::Unknown("nobody knows".into());
            }
            if held.last != after {
                return Published::Moved;
            }
            held.last += 1;
            held.changes.insert(held.last, change.to_vec());
            match trouble {
                Some(_) => Published::Unknown("nobody knows".into()),
                None => Published::Taken,
            }
        });
        self.news.send_modify(|count| *count += 1);
        published.unwrap_or_else(Published::Unknown)
    }

    fn read(&self, after: u64) -> Result<Read, Broken> {
        self.ask(|held| {
            if after < held.last && !held.changes.contains_key(&(after + 1)) {
                return Read::Gone;
            }
            Read::Changes(
                held.changes.range(after + 1..).map(|(_, it)| it.clone()).take(7).collect(),
            )
        })
    }

    fn keep(&self, at: u64, whole: Vec<u8>) -> Result<(), Broken> {
        self.ask(|held| {
            if held.full {
                return Err("it is full".into());
            }
            if held.whole.as_ref().is_none_or(|(newest, _)| *newest <= at) {
                held.whole = Some((at, whole));
                held.changes.retain(|known, _| *known > at);
            }
            Ok(())
        })?
    }

    fn kept(&self) -> Result<Option<(u64, Vec<u8>)>, Broken> {
        self.ask(|held| held.whole.clone())
    }

    fn kept_at(&self) -> Result<u64, Broken> {
        self.ask(|held| held.whole.as_ref().map_or(0, |(at, _)| *at))
    }

    fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }
}
