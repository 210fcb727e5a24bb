//! One draft as a CRDT in memory. The library's panics end here: a document that one came out of is thrown away.

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};

use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{
    Assoc, Doc, GetString as _, IndexedSequence as _, OffsetKind, Options, ReadTxn as _,
    StateVector, StickyIndex, Text as _, Transact as _, TransactionMut, Update,
};

use crate::{Refused, limits, wall};

/// A draft.
pub(crate) struct Document(Doc);

impl Document {
    fn empty() -> Self {
        Self(Doc::with_options(Options { offset_kind: OffsetKind::Utf16, ..Options::default() }))
    }

    /// A draft that begins with these texts, by language.
    pub(crate) fn seeded(texts: &[(String, String)]) -> Self {
        let document = Self::empty();
        for (lang, words) in texts {
            let text = document.0.get_or_insert_text(lang.as_str());
            text.insert(&mut document.0.transact_mut(), 0, words);
        }
        document
    }

    /// A draft as it was kept; `None` when these bytes are none.
    pub(crate) fn read<'b>(
        state: &'b [u8],
        updates: impl Iterator<Item = &'b [u8]>,
    ) -> Option<Self> {
        let document = Self::empty();
        for bytes in std::iter::once(state).chain(updates) {
            document.apply(bytes)?;
        }
        Some(document)
    }

    /// Takes an update that passed the wall. Answers the same draft as it is when it is read again, for the next update to be
    /// tried on; `None` when there was nothing new in this one. After an error this document is to be thrown away.
    pub(crate) fn take(&self, update: &[u8]) -> Result<Option<Self>, Refused> {
        if !self.apply(update).ok_or(Refused::Malformed)? {
            return Ok(None);
        }
        let (texts, state) = (self.texts(), self.state());
        // An update can name neighbours that no editor could have seen together. The library takes it, and puts it elsewhere when
        // the draft is read again: others would have another text.
        let again = Self::read(&state, std::iter::empty());
        let again = again.filter(|again| again.texts() == texts).ok_or(Refused::Malformed)?;
        if state.len() > limits::STATE_BYTES {
            return Err(Refused::Full);
        }
        if texts.values().map(String::len).sum::<usize>() > limits::TEXT_BYTES {
            return Err(Refused::Full);
        }
        let mut tags: Vec<_> = texts.keys().map(|lang| lang.to_ascii_lowercase()).collect();
        tags.dedup();
        if texts.len() > limits::LANGUAGES || tags.len() < texts.len() {
            return Err(Refused::Languages);
        }
        Ok(Some(again))
    }

    /// True when there was something new in it; `None` when the library could not take it.
    pub(crate) fn apply(&self, update: &[u8]) -> Option<bool> {
        let applied = catch_unwind(AssertUnwindSafe(|| {
            let update = Update::decode_v1(update).ok()?;
            // Dropping a transaction commits it: in the middle of a panic that might be a second one, which ends the
            // process. So one that a panic goes through is never dropped; its memory is lost.
            let mut transaction = ManuallyDrop::new(self.0.transact_mut());
            let taken = transaction.apply_update(update);
            let mut transaction = ManuallyDrop::into_inner(transaction);
            transaction.commit();
            taken.ok()?;
            let new = !(transaction.insert_set().is_empty() && transaction.delete_set().is_empty());
            (!transaction.has_missing_updates()).then_some(new)
        }));
        applied.unwrap_or_else(|_| {
            tracing::warn!("an update made the library of drafts panic; it was refused");
            None
        })
    }

    /// True when everything that an update builds on is here.
    pub(crate) fn has_what_it_needs(&self, update: &wall::Seen) -> bool {
        update.follows(&self.0.transact().state_vector())
    }

    /// The texts that have words, by language.
    pub(crate) fn texts(&self) -> BTreeMap<String, String> {
        let transaction = self.0.transact();
        let names: Vec<String> = transaction.root_refs().map(|(name, _)| name.to_owned()).collect();
        let mut texts = BTreeMap::new();
        for name in names {
            if let Some(text) = transaction.get_text(name.as_str()) {
                let words = text.get_string(&transaction);
                if !words.is_empty() {
                    texts.insert(name, words);
                }
            }
        }
        texts
    }

    /// All of it, as one update.
    pub(crate) fn state(&self) -> Vec<u8> {
        self.0.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// How far it has come, by client: what another lacks or has more follows from it.
    pub(crate) fn vector(&self) -> Vec<u8> {
        self.0.transact().state_vector().encode_v1()
    }

    /// The same draft, to try something on.
    pub(crate) fn scratch(&self) -> Option<Self> {
        Self::read(&self.state(), std::iter::empty())
    }

    /// Where a position that a page made (a relative position of Yjs) is in the text of `lang`, in UTF-16 units.
    ///
    /// # Errors
    /// When it is none, in another text, or names letters that are not here yet.
    pub(crate) fn offset(&self, lang: &str, position: &[u8]) -> Result<u32, Refused> {
        if position.len() > limits::CARET_BYTES {
            return Err(Refused::Nowhere);
        }
        let found = catch_unwind(AssertUnwindSafe(|| {
            let position = StickyIndex::decode_v1(position).map_err(|_| Refused::Nowhere)?;
            let transaction = self.0.transact();
            let text = transaction.get_text(lang).ok_or(Refused::Nowhere)?;
            let has = |id: &yrs::ID| transaction.state_vector().get(&id.client) > id.clock;
            if !position.id().is_none_or(has) {
                return Err(Refused::Early);
            }
            let offset = position.get_offset(&transaction).ok_or(Refused::Nowhere)?;
            let root: &yrs::branch::Branch = text.as_ref();
            if offset.branch.id() != root.id() {
                return Err(Refused::Nowhere);
            }
            Ok(offset.index.min(text.len(&transaction)))
        }));
        found.unwrap_or_else(|_| {
            tracing::warn!("a position made the library of drafts panic; it was refused");
            Err(Refused::Nowhere)
        })
    }

    /// Positions that keep to the passage from `from` to `to`, whatever is written around it: a letter before or behind it is not
    /// in it, one within is. `None` where there is no such passage.
    pub(crate) fn anchors(&self, lang: &str, from: u32, to: u32) -> Option<(Vec<u8>, Vec<u8>)> {
        let transaction = self.0.transact();
        let text = transaction.get_text(lang)?;
        // A passage without letters keeps to what is before it.
        let start = if from < to { Assoc::After } else { Assoc::Before };
        let anchor = |at, assoc| {
            let position = text.sticky_index(&transaction, at, assoc)?;
            let there = position.get_offset(&transaction)?.index == at;
            there.then(|| position.encode_v1())
        };
        Some((anchor(from, start)?, anchor(to, Assoc::Before)?))
    }

    /// What stands between two places of a text; `None` where there is nothing such, or where a letter would be cut in half.
    pub(crate) fn passage(&self, lang: &str, from: u32, to: u32) -> Option<String> {
        let transaction = self.0.transact();
        let words = transaction.get_text(lang)?.get_string(&transaction);
        let units: Vec<u16> = words.encode_utf16().collect();
        let range = usize::try_from(from).ok()?..usize::try_from(to).ok()?;
        String::from_utf16(units.get(range)?).ok()
    }

    /// Puts `words` in the place of a passage, and answers the update that does the same elsewhere.
    pub(crate) fn replace(&self, lang: &str, from: u32, to: u32, words: &str) -> Option<Vec<u8>> {
        let passage = self.passage(lang, from, to)?;
        let change = |transaction: &mut TransactionMut<'_>| {
            let text = transaction.get_text(lang)?;
            let (first, units) =
                (first_of(&passage), u32::try_from(words.encode_utf16().count()).ok()?);
            // Behind the first letter that goes, before the last: other remarks that begin or end with the passage keep around it.
            text.insert(transaction, from + first, words);
            text.remove_range(transaction, from + first + units, to - from - first);
            text.remove_range(transaction, from, first);
            Some(transaction.encode_update_v1())
        };
        change(&mut self.0.transact_mut())
    }
}

/// UTF-16 units of the first letter.
fn first_of(passage: &str) -> u32 {
    passage.chars().next().map_or(0, |letter| if letter.len_utf16() == 2 { 2 } else { 1 })
}
