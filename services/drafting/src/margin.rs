//! The margin of a room: remarks are made, answered, closed and opened again; what is accepted goes into the text with it.

use std::sync::Arc;

use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::document::Document;
use crate::remarks::{Answer, Closed, How, Remark, Shown};
use crate::room::{Inner, Room, Wish};
use crate::{DraftError, Refused, Stop, limits, wall};

/// A remark that somebody wishes to make.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its id; with one that is known, nothing happens.
    pub id: Uuid,
    /// The party.
    pub of: Uuid,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// The language of the text.
    pub lang: String,
    /// Where the passage begins, as the page says: a relative position of Yjs.
    pub anchor: Vec<u8>,
    /// Where it ends.
    pub head: Vec<u8>,
    /// The id of what is said.
    pub words: Option<Uuid>,
    /// The id of what it would put there, and these words.
    pub instead: Option<(Uuid, String)>,
}

/// What is needed to open a remark again.
#[derive(Debug, Clone)]
pub struct Reopening {
    /// Which.
    pub remark: Uuid,
    /// What it proposed: it gives way again to what stood there before, when it was accepted.
    pub instead: Option<String>,
}

impl Room {
    /// Runs something that may wait for the disk on a thread where it may.
    ///
    /// # Errors
    /// As it, or when the node is stopping.
    pub async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        run: impl FnOnce(&Self) -> Result<T, Stop> + Send + 'static,
    ) -> Result<T, Stop> {
        let room = Arc::clone(self);
        spawn_blocking(move || run(&room)).await.map_err(|_| DraftError::Stopping)?
    }

    /// All remarks that are kept, oldest first, with what stands at their places.
    ///
    /// # Errors
    /// When the draft cannot be read.
    pub fn remarks(&self) -> Result<Vec<Shown>, DraftError> {
        let mut inner = self.inner()?;
        let list = inner.remarks.list();
        let document = self.document(&mut inner)?;
        let shown = |remark: Remark| Shown { stands: remark.stands(document), remark };
        Ok(list.into_iter().map(shown).collect())
    }

    /// One of them.
    ///
    /// # Errors
    /// When the draft cannot be read.
    pub fn remark(&self, id: Uuid) -> Result<Option<Remark>, DraftError> {
        Ok(self.inner()?.remarks.get(id).cloned())
    }

    /// Makes a remark; it is on the disk when this returns, as after everything here.
    ///
    /// # Errors
    /// When its place is none, it proposes what is there, or there are too many.
    pub fn make(&self, asked: &Asked) -> Result<(), Stop> {
        self.decide(|inner| {
            if inner.remarks.get(asked.id).is_some() {
                return Ok(None);
            }
            inner.remarks.room()?;
            let document = self.document(inner)?;
            let (one, other) = (
                document.offset(&asked.lang, &asked.anchor)?,
                document.offset(&asked.lang, &asked.head)?,
            );
            let (from, to) = (one.min(other), one.max(other));
            let passage = document.passage(&asked.lang, from, to).ok_or(Refused::Nowhere)?;
            if passage.len() > limits::PASSAGE_BYTES {
                return Err(Refused::Nowhere.into());
            }
            if let Some((_, words)) = &asked.instead {
                proposable(words, &passage)?;
            }
            let (from, to) = document.anchors(&asked.lang, from, to).ok_or(Refused::Nowhere)?;
            let Asked { id, of, at_ms, lang, words, .. } = asked.clone();
            let instead = asked.instead.as_ref().map(|(id, _)| *id);
            let (answers, closed) = (Vec::new(), None);
            let remark =
                Remark { id, of, at_ms, lang, from, to, passage, words, instead, answers, closed };
            Ok(Some((remark, None)))
        })
    }

    /// Answers a remark.
    ///
    /// # Errors
    /// When it is not open, or has too many answers.
    pub fn answer(&self, id: Uuid, answer: Answer) -> Result<(), Stop> {
        self.decide(|inner| {
            let said = |known: &Remark| known.answers.iter().any(|one| one.words == answer.words);
            if inner.remarks.get(id).is_some_and(said) {
                return Ok(None);
            }
            let mut remark = inner.remarks.open(id)?;
            if remark.answers.len() >= limits::ANSWERS {
                return Err(Refused::Remarks.into());
            }
            remark.answers.push(answer);
            Ok(Some((remark, None)))
        })
    }

    /// Closes a remark without a change of the text; where the party has closed it so already, nothing happens.
    ///
    /// # Errors
    /// When it is not open.
    pub fn close(&self, id: Uuid, closed: Closed) -> Result<(), Stop> {
        self.decide(|inner| {
            if inner.remarks.is_closed(id, &closed) {
                return Ok(None);
            }
            let mut remark = inner.remarks.open(id)?;
            remark.closed = Some(closed);
            Ok(Some((remark, None)))
        })
    }

    /// Puts what a suggestion proposes into the text, in one change, and closes it: both or neither. Where the party has
    /// accepted it already, nothing happens.
    ///
    /// # Errors
    /// When it is not open or proposes nothing, or when what stands there is not what whoever accepts has `seen`.
    pub fn accept(&self, id: Uuid, seen: &str, instead: &str, by: Closed) -> Result<(), Stop> {
        self.decide(|inner| {
            if inner.remarks.is_closed(id, &by) {
                return Ok(None);
            }
            let mut remark = inner.remarks.open(id)?;
            if remark.instead.is_none() {
                return Err(Refused::Unknown.into());
            }
            remark.closed = Some(by);
            seen.clone_into(&mut remark.passage);
            let update = self.exchanged(inner, &mut remark, seen, instead)?;
            Ok(Some((remark, update)))
        })
    }

    /// Opens a remark again; what was accepted is taken out of the text, and what gave way to it stands there again.
    ///
    /// # Errors
    /// When it is open, there are too many, or the text that was accepted has changed since.
    pub fn reopen(&self, asked: &Reopening) -> Result<(), Stop> {
        self.decide(|inner| {
            let known = inner.remarks.get(asked.remark).cloned();
            let mut remark =
                known.filter(|known| known.closed.is_some()).ok_or(Refused::Unknown)?;
            inner.remarks.room()?;
            let how = remark.closed.take().map(|closed| closed.how);
            let mut update = None;
            if how == Some(How::Accepted) {
                let instead = asked.instead.as_deref().ok_or(Refused::Unknown)?;
                let passage = remark.passage.clone();
                update = self.exchanged(inner, &mut remark, instead, &passage)?;
            }
            Ok(Some((remark, update)))
        })
    }

    /// Remarks that are kept no longer: their words are to be forgotten, then they with [`Room::drop_remark`].
    ///
    /// # Errors
    /// When the draft cannot be read.
    pub fn outdated(&self) -> Result<Vec<Uuid>, DraftError> {
        Ok(self.inner()?.remarks.outdated())
    }

    /// Forgets a remark that is outdated.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn drop_remark(&self, id: Uuid) -> Result<(), DraftError> {
        self.store.drop_remark(self.id, id)?;
        self.inner()?.remarks.drop(id);
        Ok(())
    }

    /// Keeps the remark, and the update that goes with it, that somebody decides on; nothing where they decide on none.
    fn decide(
        &self,
        decide: impl Fn(&mut Inner) -> Result<Option<(Remark, Option<Vec<u8>>)>, Stop>,
    ) -> Result<(), Stop> {
        let wish = |inner: &mut Inner| {
            let Some((remark, update)) = decide(inner)? else { return Ok(None) };
            if let Some(update) = &update {
                // Whatever else it is, it passes the same wall as one that a page sends.
                wall::look(update)?;
            }
            Ok(Some(Wish { remark: Some(remark), update }))
        };
        self.keep(wish).map(drop)
    }

    /// The update that puts `words` where a remark is, its place around them already; none when they stand there.
    fn exchanged(
        &self,
        inner: &mut Inner,
        remark: &mut Remark,
        seen: &str,
        words: &str,
    ) -> Result<Option<Vec<u8>>, Stop> {
        let document = self.document(inner)?;
        let stands = remark.stands(document);
        if stands != seen {
            return Err(Refused::Moved.into());
        }
        if stands == words {
            return Ok(None);
        }
        let scratch = document.scratch().ok_or(DraftError::Unreadable(self.id))?;
        let (update, (from, to)) = exchange(&scratch, remark, words).ok_or(Refused::Nowhere)?;
        (remark.from, remark.to) = (from, to);
        Ok(Some(update))
    }
}

/// What a page sent and its place afterwards.
type Exchanged = (Vec<u8>, (Vec<u8>, Vec<u8>));

fn exchange(scratch: &Document, remark: &Remark, words: &str) -> Option<Exchanged> {
    let (from, to) = remark.span(scratch);
    let update = scratch.replace(&remark.lang, from, to, words)?;
    let units = u32::try_from(words.encode_utf16().count()).ok()?;
    Some((update, scratch.anchors(&remark.lang, from, from + units)?))
}

fn proposable(words: &str, passage: &str) -> Result<(), Refused> {
    if words == passage {
        return Err(Refused::Same);
    }
    let long = words.chars().count() > limits::INSTEAD_CHARS;
    if long || words.contains(wall::is_control) { Err(Refused::Nowhere) } else { Ok(()) }
}
