//! Carets: where in a draft people are just now. In memory only, and forgotten when nothing more is heard.

use std::collections::BTreeMap;
use std::time::Instant;

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{Refused, limits};

/// A place in the text of a language; the positions are those of the CRDT, opaque here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The language.
    pub lang: String,
    /// Where the selection began.
    pub anchor: String,
    /// Where it ends now.
    pub head: String,
}

/// Somebody's caret: of which party, never of whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caret {
    /// The open page, as it numbers itself.
    pub page: u32,
    /// The party.
    pub of: Uuid,
    /// Where.
    pub at: Place,
}

impl Caret {
    /// Whether it is the same open page's.
    pub(crate) fn is_page_of(&self, other: &Self) -> bool {
        (self.of, self.page) == (other.of, other.page)
    }
}

/// The carets at other nodes, as they tell, and whether those at this one have moved.
#[derive(Default)]
pub(crate) struct Elsewhere {
    told: Mutex<BTreeMap<Uuid, Vec<Caret>>>,
    /// Moves when a caret of this node does.
    pub(crate) moved: watch::Sender<u64>,
}

impl Elsewhere {
    /// Those in a draft.
    pub(crate) fn of(&self, draft: Uuid) -> Vec<Caret> {
        self.told.lock().get(&draft).cloned().unwrap_or_default()
    }

    /// Takes what the others tell now; answers in which drafts it is something else than before, and the carets that came.
    pub(crate) fn take(&self, told: BTreeMap<Uuid, Vec<Caret>>) -> BTreeMap<Uuid, Vec<Caret>> {
        let mut known = self.told.lock();
        let mut news = BTreeMap::new();
        for (draft, before) in &*known {
            if told.get(draft) != Some(before) {
                news.insert(*draft, Vec::new());
            }
        }
        for (draft, now) in &told {
            let before = known.get(draft).map_or(&[][..], Vec::as_slice);
            let came = now.iter().filter(|caret| !before.contains(caret)).cloned();
            let came: Vec<_> = came.collect();
            if !came.is_empty() {
                news.insert(*draft, came);
            }
        }
        *known = told;
        news
    }
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

    /// Takes away those that are at another node now: a page that has changed nodes.
    pub(crate) fn left(&mut self, elsewhere: &[Caret]) {
        for caret in elsewhere {
            self.0.remove(&(caret.of, caret.page));
        }
    }

    /// Those of which something was heard lately.
    pub(crate) fn list(&self, now: Instant) -> Vec<Caret> {
        let lately =
            |(_, heard): &&(Place, Instant)| now.duration_since(*heard) < limits::CARET_STAYS;
        let listed = self.0.iter().filter(|(_, known)| lately(known));
        listed.map(|((of, page), (at, _))| Caret { page: *page, of: *of, at: at.clone() }).collect()
    }
}
