//! Touches: when a session or token was last used, written down at once on a node of its own, and together with others
//! where every write asks other nodes; a request never waits for that.

use std::collections::HashMap;

use domain::PersonId;
use parking_lot::Mutex;
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::retention::was_here;
use crate::{Identity, IdentityError};

/// Uses that wait at most; beyond, a use is forgotten and the next one counts.
const MOST: usize = 10_000;
/// Uses written down together, so that other nodes can be told of them in one message.
const AT_ONCE: usize = 500;

/// What was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Touched {
    /// A session, by the person.
    Session { id: Uuid, person: PersonId },
    /// An API token.
    Token { id: Uuid },
}

/// Uses that wait, each with its moment.
#[derive(Default)]
pub(crate) struct Touches(Mutex<HashMap<Touched, i64>>);

impl Identity {
    /// Notes that something was used.
    pub(crate) fn touch(&self, what: Touched, now_ms: i64) -> Result<(), IdentityError> {
        if self.store.sharing.is_none() {
            return self.store.write(|tx| Ok(write(tx, what, now_ms)?));
        }
        let mut waiting = self.touches.0.lock();
        if waiting.len() < MOST || waiting.contains_key(&what) {
            waiting.insert(what, now_ms);
        }
        Ok(())
    }

    /// Writes down what waits.
    pub(crate) fn write_touches(&self) -> Result<(), IdentityError> {
        loop {
            let some: Vec<_> = {
                let waiting = self.touches.0.lock();
                waiting.iter().take(AT_ONCE).map(|(what, at)| (*what, *at)).collect()
            };
            if some.is_empty() {
                return Ok(());
            }
            self.store.write(|tx| {
                some.iter().try_for_each(|(what, at)| write(tx, *what, *at))?;
                Ok(())
            })?;
            let mut waiting = self.touches.0.lock();
            for (what, at) in some {
                // Used again meanwhile: that use waits for its own turn.
                if waiting.get(&what) == Some(&at) {
                    waiting.remove(&what);
                }
            }
        }
    }
}

fn write(store: &Connection, what: Touched, now_ms: i64) -> Result<(), rusqlite::Error> {
    match what {
        Touched::Session { id, person } => {
            let used = "UPDATE session SET used_ms = ?2 WHERE id = ?1";
            store.prepare_cached(used)?.execute(params![id, now_ms])?;
            was_here(store, person, now_ms)
        }
        Touched::Token { id } => {
            let used = "UPDATE api_token SET used_ms = ?2 WHERE id = ?1";
            store.prepare_cached(used)?.execute(params![id, now_ms]).map(drop)
        }
    }
}
