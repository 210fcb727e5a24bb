//! One draft that is open: takes updates one after the other, keeps each before it counts, and rings for those who watch.
//!
//! An update is tried on a copy, kept, and only then in what others read: nobody who reads waits for a disk or for other
//! nodes. What other nodes kept meanwhile is read from the file by whoever looks next.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use bytes::Bytes;
use parking_lot::{Mutex, MutexGuard};
use tokio::sync::watch;
use uuid::Uuid;

use crate::carets::{Caret, Carets, Elsewhere, Place};
use crate::document::Document;
use crate::remarks::{Remark, Remarks};
use crate::store::{Kept, Later, Signal, Store};
use crate::{DraftError, Refused, Stop, limits, wall};

/// How often it is tried to be quicker than other nodes.
const TRIES: usize = 32;

/// A draft.
pub struct Room {
    pub(crate) id: Uuid,
    pub(crate) store: Arc<Store>,
    /// Held by the one who writes.
    turn: Mutex<Turn>,
    /// Held for moments only, and never while something is written.
    inner: Mutex<Inner>,
    carets: Mutex<Carets>,
    elsewhere: Arc<Elsewhere>,
    signal: Arc<Signal>,
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

/// What the one who writes has at hand.
#[derive(Default)]
pub(crate) struct Turn {
    /// The draft after the update of this number once more, to try the next one on.
    spare: Option<(u64, Document)>,
}

pub(crate) struct Inner {
    /// `None` when what other nodes kept could not be taken: it is read again from the file.
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

/// An update that was tried and fits.
pub(crate) struct Tried {
    /// The number that it has when it is kept.
    seq: u64,
    update: Bytes,
    /// The draft with it.
    document: Document,
    /// The same once more.
    spare: Document,
}

/// What somebody wishes to be kept: a remark, an update, or both or neither.
pub(crate) struct Wish {
    pub(crate) remark: Option<Remark>,
    pub(crate) update: Option<Vec<u8>>,
}

impl Room {
    pub(crate) fn open(
        id: Uuid,
        store: Arc<Store>,
        elsewhere: Arc<Elsewhere>,
        signal: Arc<Signal>,
        kept: Kept,
    ) -> Result<Self, DraftError> {
        let mut inner = Inner {
            document: None,
            seq: 0,
            base: 0,
            since: 0,
            recent: VecDeque::new(),
            recent_bytes: 0,
            remarks: Remarks::of(store.remarks(id)?),
        };
        inner.begin(id, kept)?;
        let (turn, inner, carets) = (Mutex::default(), Mutex::new(inner), Mutex::default());
        Ok(Self { id, store, turn, inner, carets, elsewhere, signal })
    }

    /// Takes an update and answers its number, or that of the last one when there is nothing new in it. It is on the disk
    /// by then, and known to the cluster where there is one. Blocks for the time of that.
    ///
    /// # Errors
    /// When it is refused or cannot be kept; nothing has changed then.
    pub fn push(&self, update: &[u8]) -> Result<u64, Stop> {
        let seen = wall::look(update)?;
        self.keep(|inner| {
            let document = self.document(inner)?;
            if !document.has_what_it_needs(&seen) {
                return Err(Refused::Early.into());
            }
            Ok(Some(Wish { remark: None, update: Some(update.to_vec()) }))
        })
    }

    /// Keeps what `decide` wishes by what is here now; again when another node was first. Answers the number of the last
    /// update.
    pub(crate) fn keep(
        &self,
        decide: impl Fn(&mut Inner) -> Result<Option<Wish>, Stop>,
    ) -> Result<u64, Stop> {
        let mut turn = self.turn.lock();
        for _ in 0..TRIES {
            let mut inner = self.inner()?;
            let Some(wish) = decide(&mut inner)? else { return Ok(inner.seq) };
            let (seq, mark) = (inner.seq, inner.remarks.mark + 1);
            let update = match wish.update {
                Some(update) => Some((self.ground(&mut turn, &mut inner)?, update)),
                None => None,
            };
            drop(inner);
            let tried = update.map(|(ground, update)| try_on(&mut turn, ground, seq, update));
            let tried = tried.transpose()?.flatten();
            if tried.is_none() && wish.remark.is_none() {
                return Ok(seq);
            }
            if self.kept(wish.remark.as_ref(), mark, tried.as_ref())? {
                return Ok(self.count(&mut turn, wish.remark.map(|remark| (mark, remark)), tried));
            }
            // What another node kept is in the file by now.
            self.signal.texts.store(true, Ordering::Release);
            self.signal.remarks.store(true, Ordering::Release);
        }
        Err(Refused::TooMany.into())
    }

    /// A copy of the draft to try an update on.
    fn ground(&self, turn: &mut Turn, inner: &mut Inner) -> Result<Document, DraftError> {
        match turn.spare.take() {
            Some((seq, spare)) if seq == inner.seq => Ok(spare),
            _ => self.document(inner)?.scratch().ok_or(DraftError::Unreadable(self.id)),
        }
    }

    fn kept(
        &self,
        remark: Option<&Remark>,
        mark: u64,
        tried: Option<&Tried>,
    ) -> Result<bool, DraftError> {
        let update = tried.map(|tried| (tried.seq, &tried.update[..]));
        match (remark, update) {
            (Some(remark), update) => self.store.keep_remark(self.id, mark, remark, update),
            (None, Some((seq, update))) => self.store.keep(self.id, seq, update),
            (None, None) => Ok(true),
        }
    }

    /// From here on it counts: others read it, and hear of it.
    fn count(&self, turn: &mut Turn, remark: Option<(u64, Remark)>, tried: Option<Tried>) -> u64 {
        let mut inner = self.inner.lock();
        if let Some((mark, remark)) = remark
            // Otherwise a reader has found it in the file already, or what came after it.
            && inner.remarks.mark < mark
        {
            inner.remarks.put(mark, remark);
        }
        if let Some(Tried { seq, update, document, spare }) = tried {
            if inner.seq + 1 == seq {
                inner.document = Some(document);
                inner.remember(update);
            }
            turn.spare = Some((seq, spare));
        }
        let seq = inner.seq;
        let due = inner.is_long();
        drop(inner);
        self.signal.ring();
        if due {
            self.compact(turn);
        }
        seq
    }

    /// Writes the draft anew, as many updates have come since it was.
    fn compact(&self, turn: &Turn) {
        let Some((seq, document)) = &turn.spare else { return };
        match self.store.compact(self.id, *seq, &document.state()) {
            Ok(()) => {
                let mut inner = self.inner.lock();
                (inner.base, inner.since) = (*seq, 0);
            }
            // What it stands for is kept: the next update tries again.
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, draft = %self.id, "a draft could not be compacted");
            }
        }
    }

    /// What is here, with what other nodes kept meanwhile.
    pub(crate) fn inner(&self) -> Result<MutexGuard<'_, Inner>, DraftError> {
        let mut inner = self.inner.lock();
        if self.signal.texts.swap(false, Ordering::AcqRel)
            && let Err(error) = self.take_in(&mut inner)
        {
            self.signal.texts.store(true, Ordering::Release);
            return Err(error);
        }
        if self.signal.remarks.swap(false, Ordering::AcqRel) {
            match self.store.remarks(self.id) {
                Ok(all) => inner.remarks = Remarks::of(all),
                Err(error) => {
                    self.signal.remarks.store(true, Ordering::Release);
                    return Err(error);
                }
            }
        }
        Ok(inner)
    }

    fn take_in(&self, inner: &mut Inner) -> Result<(), DraftError> {
        let later = self.store.later(self.id, Some(inner.seq))?;
        let Later { base, state, updates } = later.ok_or(DraftError::Unreadable(self.id))?;
        if let Some(state) = state {
            return inner.begin(self.id, Kept { base, state, updates });
        }
        if base > inner.base {
            (inner.base, inner.since) = (base, 0);
        }
        for update in updates {
            let taken = inner.document.take();
            inner.document = taken.filter(|document| document.apply(&update).is_some());
            inner.remember(update);
        }
        Ok(())
    }

    pub(crate) fn document<'i>(&self, inner: &'i mut Inner) -> Result<&'i Document, DraftError> {
        if inner.document.is_none() {
            let kept = self.store.read(self.id)?.ok_or(DraftError::Unreadable(self.id))?;
            inner.begin(self.id, kept)?;
        }
        inner.document.as_ref().ok_or(DraftError::Unreadable(self.id))
    }

    /// What somebody lacks who has come as far as the update `after`; without it, the whole.
    ///
    /// # Errors
    /// When the draft cannot be read.
    pub fn since(&self, after: Option<u64>) -> Result<Batch, DraftError> {
        let mut inner = self.inner()?;
        let document = self.document(&mut inner)?;
        let vector = document.vector();
        let updates = match inner.after(after) {
            Some(updates) => updates,
            None => vec![Bytes::from(self.document(&mut inner)?.state())],
        };
        let (seq, remarks) = (inner.seq, inner.remarks.mark);
        drop(inner);
        let mut carets = self.carets.lock().list(Instant::now());
        let here = |other: &Caret| carets.iter().any(|one| one.is_page_of(other));
        let others: Vec<_> =
            self.elsewhere.of(self.id).into_iter().filter(|other| !here(other)).collect();
        carets.extend(others);
        carets.truncate(limits::CARETS);
        Ok(Batch { seq, updates, vector, carets, remarks })
    }

    /// The texts that have words, by language, and the number of the last update in them.
    ///
    /// # Errors
    /// When the draft cannot be read.
    pub fn texts(&self) -> Result<(u64, BTreeMap<String, String>), DraftError> {
        let mut inner = self.inner()?;
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
            self.elsewhere.moved.send_modify(|moved| *moved += 1);
            self.signal.ring();
        }
        Ok(())
    }

    /// The carets at this node.
    pub(crate) fn carets(&self) -> Vec<Caret> {
        self.carets.lock().list(Instant::now())
    }

    /// The carets at other nodes have changed: these have come to them.
    pub(crate) fn carets_elsewhere(&self, came: &[Caret]) {
        self.carets.lock().left(came);
        self.signal.ring();
    }

    /// Which draft it is.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Moves when there is something new to tell.
    #[must_use]
    pub fn bell(&self) -> watch::Receiver<u64> {
        self.signal.bell.subscribe()
    }
}

/// Tries an update on a copy of the draft as it is after the update `seq`; `None` when there is nothing new in it.
fn try_on(
    turn: &mut Turn,
    document: Document,
    seq: u64,
    update: Vec<u8>,
) -> Result<Option<Tried>, Refused> {
    let Some(spare) = document.take(&update)? else {
        turn.spare = Some((seq, document));
        return Ok(None);
    };
    Ok(Some(Tried { seq: seq + 1, update: update.into(), document, spare }))
}

impl Inner {
    /// Begins anew with what the file holds.
    fn begin(&mut self, id: Uuid, kept: Kept) -> Result<(), DraftError> {
        let updates = kept.updates.iter().map(|update| &update[..]);
        let document = Document::read(&kept.state, updates).ok_or(DraftError::Unreadable(id))?;
        self.document = Some(document);
        (self.seq, self.base, self.since) = (kept.base, kept.base, 0);
        self.recent.clear();
        self.recent_bytes = 0;
        for update in kept.updates {
            self.remember(update);
        }
        Ok(())
    }

    fn is_long(&self) -> bool {
        self.seq - self.base >= limits::COMPACT_AFTER || self.since >= limits::COMPACT_BYTES
    }

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
