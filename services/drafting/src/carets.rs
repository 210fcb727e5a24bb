//! Carets: where in a draft people are just now. In memory only, and forgotten when nothing more is heard.

use std::collections::BTreeMap;
use std::time::Instant;

use uuid::Uuid;

use crate::{Refused, limits};

/// A place in the text of a language; the positions are those of the CRDT, opaque here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The language.
    pub lang: String,
    /// Where the selection began.
    pub anchor: String,
    /// Where it ends now.
    pub head: String,
}

/// Somebody's caret: of which party, never of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caret {
    /// The open page, as it numbers itself.
    pub page: u32,
    /// The party.
    pub of: Uuid,
    /// Where.
    pub at: Place,
}

/// The carets of one draft.
#[derive(Default)]
pub(crate) struct Carets(BTreeMap<(Uuid, u32), (Place, Instant)>);

impl Carets {
    /// Puts one down, moves it or, without a place, takes it away; true when there is something to tell.
    pub(crate) fn put(
        &mut self,
        of: Uuid,
        page: u32,
        at: Option<Place>,
        now: Instant,
    ) -> Result<bool, Refused> {
        self.0.retain(|_, (_, heard)| now.duration_since(*heard) < limits::CARET_STAYS);
        let Some(at) = at else { return Ok(self.0.remove(&(of, page)).is_some()) };
        if [&at.lang, &at.anchor, &at.head].iter().any(|text| text.len() > limits::CARET_BYTES) {
            return Err(Refused::Malformed);
        }
        if self.0.len() >= limits::CARETS && !self.0.contains_key(&(of, page)) {
            return Err(Refused::TooMany);
        }
        let before = self.0.insert((of, page), (at.clone(), now));
        Ok(before.is_none_or(|(before, _)| before != at))
    }

    /// Those of which something was heard lately.
    pub(crate) fn list(&self, now: Instant) -> Vec<Caret> {
        let lately =
            |(_, heard): &&(Place, Instant)| now.duration_since(*heard) < limits::CARET_STAYS;
        let listed = self.0.iter().filter(|(_, known)| lately(known));
        listed.map(|((of, page), (at, _))| Caret { page: *page, of: *of, at: at.clone() }).collect()
    }
}
