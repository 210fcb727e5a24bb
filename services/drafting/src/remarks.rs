//! Remarks in the margin of a draft: comments and suggestions, what they are about, and what became of them. Never whose.
//!
//! The words are elsewhere, under ids, with the people; here is which party spoke, when, and of which passage.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::document::Document;
use crate::{Refused, limits};

/// Something that somebody of a party says about a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Its id, and that under which its words and those of its answers are kept.
    pub id: Uuid,
    /// The party.
    pub of: Uuid,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// The language of the text that it is about.
    pub lang: String,
    /// Where the passage begins and ends: relative positions of Yjs, made here and never by a page.
    pub from: Vec<u8>,
    /// See `from`.
    pub to: Vec<u8>,
    /// What stood there when it was made or, once it was accepted, what gave way to it.
    pub passage: String,
    /// The id of what is said about it.
    pub words: Option<Uuid>,
    /// The id of what it would put there instead.
    pub instead: Option<Uuid>,
    /// In their order.
    pub answers: Vec<Answer>,
    /// What became of it, once it is closed.
    pub closed: Option<Closed>,
}

/// An answer to a remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The id of its words.
    pub words: Uuid,
    /// The party.
    pub of: Uuid,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

/// How a remark was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// What it proposed stands in the text.
    Accepted,
    /// What it proposed does not.
    Declined,
    /// It is dealt with.
    Settled,
}

/// The end of a remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// How.
    pub how: How,
    /// The party that closed it.
    pub of: Uuid,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

/// A remark as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// It.
    pub remark: Remark,
    /// What stands at its place now.
    pub stands: String,
}

impl Remark {
    /// Where its passage is now. Begins where it ends when nothing of it is left, and is never outside the text.
    pub(crate) fn span(&self, document: &Document) -> (u32, u32) {
        let from = document.offset(&self.lang, &self.from);
        let to = document.offset(&self.lang, &self.to);
        match (from, to) {
            (Ok(from), Ok(to)) => (from, to.max(from)),
            (Ok(one), Err(_)) | (Err(_), Ok(one)) => (one, one),
            (Err(_), Err(_)) => (0, 0),
        }
    }

    /// What stands there now.
    pub(crate) fn stands(&self, document: &Document) -> String {
        let (from, to) = self.span(document);
        document.passage(&self.lang, from, to).unwrap_or_default()
    }
}

/// The remarks of one draft.
#[derive(Default)]
pub(crate) struct Remarks {
    all: BTreeMap<Uuid, Remark>,
    /// The number of the last change of one.
    pub(crate) mark: u64,
}

impl Remarks {
    pub(crate) fn of((mark, all): (u64, Vec<Remark>)) -> Self {
        Self { all: all.into_iter().map(|remark| (remark.id, remark)).collect(), mark }
    }

    pub(crate) fn get(&self, id: Uuid) -> Option<&Remark> {
        self.all.get(&id)
    }

    /// One that is open.
    pub(crate) fn open(&self, id: Uuid) -> Result<Remark, Refused> {
        let known = self.all.get(&id).filter(|known| known.closed.is_none());
        known.cloned().ok_or(Refused::Unknown)
    }

    /// Whether the party has closed it in this way already: an act that is sent again after its answer was lost.
    pub(crate) fn is_closed(&self, id: Uuid, wanted: &Closed) -> bool {
        let so = |closed: Closed| closed.how == wanted.how && closed.of == wanted.of;
        self.get(id).and_then(|known| known.closed).is_some_and(so)
    }

    /// Whether there is room for one more that is open.
    pub(crate) fn room(&self) -> Result<(), Refused> {
        let open = self.all.values().filter(|remark| remark.closed.is_none()).count();
        if open < limits::REMARKS { Ok(()) } else { Err(Refused::Remarks) }
    }

    /// Takes one in as it was kept.
    pub(crate) fn put(&mut self, mark: u64, remark: Remark) {
        self.mark = mark;
        self.all.insert(remark.id, remark);
    }

    pub(crate) fn drop(&mut self, id: Uuid) {
        self.all.remove(&id);
    }

    pub(crate) fn list(&self) -> Vec<Remark> {
        let mut all: Vec<_> = self.all.values().cloned().collect();
        all.sort_by_key(|remark| (remark.at_ms, remark.id));
        all
    }

    /// Those that were closed first, beyond so many as are kept.
    pub(crate) fn outdated(&self) -> Vec<Uuid> {
        let closed = |remark: &Remark| Some((remark.closed?.at_ms, remark.id));
        let mut closed: Vec<_> = self.all.values().filter_map(closed).collect();
        closed.sort_unstable();
        closed.truncate(closed.len().saturating_sub(limits::CLOSED));
        closed.into_iter().map(|(_, id)| id).collect()
    }
}
