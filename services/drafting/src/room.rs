//! One draft that is open: takes updates one after the other, keeps each before it counts, and rings for those who watch.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::watch;
use uuid::Uuid;

use crate::carets::{Caret, Carets, Place};
use crate::document::{Document, Spoilt};
use crate::remarks::Remarks;
use crate::store::{Kept, Store};
use crate::{DraftError, Refused, Stop, limits, wall};

/// A draft.
pub struct Room {
    pub(crate) id: Uuid,
    pub(crate) store: Arc<Store>,
    pub(crate) inner: Mutex<Inner>,
    carets: Mutex<Carets>,
    bell: watch::Sender<u64>,
}

/// What somebody who has come as far as an earlier batch lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The number of the last update in it: to go on from.
    pub seq: u64,
    /// Updates in their order; one with the whole draft for those who come anew or from far behind.
    pub updates: Vec<Bytes>,
    /// How far the draft has come by client, as a Yjs state vector: what the other has more follows from it.
    pub vector: Vec<u8>,
    /// Where people are.
    pub carets: Vec<Caret>,
    /// The number of the last change of a remark: whoever has another asks for them.
    pub remarks: u64,
}

pub(crate) struct Inner {
    /// `None` after an update spoilt it: it is read again from the file.
    document: Option<Document>,
    seq: u64,
    /// The number of the last update in the state that the file holds.
    base: u64,
    /// Bytes of the updates after it.
    since: usize,
    /// The last updates, up to `seq`.
    recent: VecDeque<Bytes>,
    recent_bytes: usize,
    pub(crate) remarks: Remarks,
}

impl Room {
    pub(crate) fn open(id: Uuid, store: Arc<Store>, kept: Kept) -> Result<Self, DraftError> {
        let mut inner = Inner {
            document: None,
            seq: kept.base,
            base: kept.base,
            since: 0,
            recent: VecDeque::new(),
            recent_bytes: 0,
            remarks: Remarks::of(store.remarks(id)?),
        };
        inner.document = Some(read(id, &kept)?);
        for update in kept.updates {
            inner.remember(update);
        }
        let (inner, carets) = (Mutex::new(inner), Mutex::default());
        Ok(Self { id, store, inner, carets, bell: watch::Sender::new(0) })
    }

    /// Takes an update and answers its number, or that of the last one when there is nothing new in it. It is on the disk
    /// by then. Blocks for the time of a sync.
    ///
    /// # Errors
    /// When it is refused or cannot be kept; nothing has changed then.
    pub fn push(&self, update: &[u8]) -> Result<u64, Stop> {
        let seen = wall::look(update)?;
        let mut inner = self.inner.lock();
        let document = self.document(&mut inner)?;
        if !document.has_what_it_needs(&seen) {
            return Err(Refused::Early.into());
        }
        let keep = |seq| self.store.keep(self.id, seq, update);
        if let Some(seq) = Self::take(&mut inner, update, keep)? {
            self.compact(&mut inner);
            drop(inner);
            self.ring();
            return Ok(seq);
        }
        Ok(inner.seq)
    }

    /// Applies and keeps it; `None` when there was nothing new in it.
    pub(crate) fn take(
        inner: &mut Inner,
        update: &[u8],
        keep: impl FnOnce(u64) -> Result<(), DraftError>,
    ) -> Result<Option<u64>, Stop> {
        let Some(document) = inner.document.take() else { return Ok(None) };
        // Until it is put back, whatever goes wrong leaves no document: the next one reads it again.
        match document.take(update) {
            Ok(false) => {
                inner.document = Some(document);
                return Ok(None);
            }
            Ok(true) => {}
            Err(Spoilt(refused)) => return Err(refused.into()),
        }
        let seq = inner.seq + 1;
        keep(seq)?;
        inner.document = Some(document);
        inner.remember(Bytes::copy_from_slice(update));
        Ok(Some(seq))
    }

    /// Writes the draft anew when many updates have come since it was.
    pub(crate) fn compact(&self, inner: &mut Inner) {
        let many = inner.seq - inner.base >= limits::COMPACT_AFTER;
        let Some(document) = &inner.document else { return };
        if !many && inner.since < limits::COMPACT_BYTES {
            return;
        }
        match self.store.compact(self.id, inner.seq, &document.state()) {
            Ok(()) => (inner.base, inner.since) = (inner.seq, 0),
            // What it stands for is kept: the next update tries again.
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, draft = %self.id, "a draft could not be compacted");
            }
        }
    }

    pub(crate) fn document<'i>(&self, inner: &'i mut Inner) -> Result<&'i Document, DraftError> {
        let document = if let Some(document) = inner.document.take() {
            document
        } else {
            let kept = self.store.read(self.id)?.ok_or(DraftError::Unreadable(self.id))?;
            read(self.id, &kept)?
        };
        Ok(inner.document.insert(document))
    }

    /// What somebody lacks who has come as far as the update `after`; without it, the whole.
    ///
    /// # Errors
    /// When the draft cannot be read.
    pub fn since(&self, after: Option<u64>) -> Result<Batch, DraftError> {
        let mut inner = self.inner.lock();
        self.document(&mut inner)?;
        let document = inner.document.as_ref().ok_or(DraftError::Unreadable(self.id))?;
        let vector = document.vector();
        let whole = || vec![Bytes::from(document.state())];
        let updates = inner.after(after).unwrap_or_else(whole);
        let (seq, remarks) = (inner.seq, inner.remarks.mark);
        drop(inner);
        let carets = self.carets.lock().list(Instant::now());
        Ok(Batch { seq, updates, vector, carets, remarks })
    }

    /// The texts that have words, by language, and the number of the last update in them.
    ///
    /// # Errors
    /// When the draft cannot be read.
    pub fn texts(&self) -> Result<(u64, BTreeMap<String, String>), DraftError> {
        let mut inner = self.inner.lock();
        let texts = self.document(&mut inner)?.texts();
        Ok((inner.seq, texts))
    }

    /// Puts somebody's caret somewhere; without a place it is gone.
    ///
    /// # Errors
    /// When it is no place, or there are too many.
    pub fn point(&self, of: Uuid, page: u32, at: Option<Place>) -> Result<(), Refused> {
        let news = self.carets.lock().put(of, page, at, Instant::now())?;
        if news {
            self.ring();
        }
        Ok(())
    }

    /// Which draft it is.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Moves when there is something new to tell.
    #[must_use]
    pub fn bell(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    pub(crate) fn ring(&self) {
        self.bell.send_modify(|rung| *rung += 1);
    }
}

impl Inner {
    fn remember(&mut self, update: Bytes) {
        self.seq += 1;
        self.since += update.len();
        self.recent_bytes += update.len();
        self.recent.push_back(update);
        while self.recent.len() > limits::RECENT || self.recent_bytes > limits::RECENT_BYTES {
            let Some(oldest) = self.recent.pop_front() else { break };
            self.recent_bytes -= oldest.len();
        }
    }

    /// The updates after `after`; `None` when they are not in memory any more, or never were here.
    fn after(&self, after: Option<u64>) -> Option<Vec<Bytes>> {
        let lacking = usize::try_from(self.seq.checked_sub(after?)?).ok()?;
        let skipped = self.recent.len().checked_sub(lacking)?;
        Some(self.recent.iter().skip(skipped).cloned().collect())
    }
}

fn read(id: Uuid, kept: &Kept) -> Result<Document, DraftError> {
    let updates = kept.updates.iter().map(|update| &update[..]);
    Document::read(&kept.state, updates).ok_or(DraftError::Unreadable(id))
}
