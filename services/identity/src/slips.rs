//! Slips: what is remembered of a browser until it comes back, sealed and carried by the browser itself. Any node can go on
//! from it, nothing is kept for those who never come back, and a slip counts once, at whichever node.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use rusqlite::{Connection, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::retention::delete_before;
use crate::{Identity, IdentityError};

/// Characters of a slip that is looked at at all: twenty passkeys with the longest identifiers there are (1,023 bytes), which a
/// registration must not meet again, take some 37,000.
const LONGEST: usize = 65_536;
/// Milliseconds beyond its time for which it is known that a slip was used up: a node whose clock is behind may still take it for good.
const CLOCKS_DIFFER_MS: i64 = 3_600_000;
/// Bytes of its identifier, which stand before what is sealed.
const ID: usize = 16;

/// A slip that came back.
pub(crate) struct Slip<T> {
    id: Uuid,
    expires_ms: i64,
    /// What it says.
    pub(crate) says: T,
}

#[derive(Serialize, Deserialize)]
struct Written<T> {
    expires_ms: i64,
    says: T,
}

impl Identity {
    /// Writes a slip that is good for so long; `kind` keeps one from being taken for another.
    pub(crate) fn slip<T: Serialize>(
        &self,
        kind: &str,
        says: T,
        lasts: SignedDuration,
    ) -> Result<String, IdentityError> {
        let (id, expires) = (Uuid::new_v4(), self.clock.now() + lasts);
        let written = serde_json::to_vec(&Written { expires_ms: expires.as_millisecond(), says })?;
        let sealed = self.store.vault.seal(kind, id.as_bytes(), &written);
        Ok(URL_SAFE_NO_PAD.encode([id.as_bytes(), &sealed[..]].concat()))
    }

    /// What a slip of this kind says; `None` when it is none of ours, its time is over, or it was used up as far as this node
    /// has heard. Whether it was, [`Slip::use_up`] says for sure.
    pub(crate) fn read_slip<T: DeserializeOwned>(
        &self,
        kind: &str,
        text: &str,
    ) -> Result<Option<Slip<T>>, IdentityError> {
        let now = self.clock.now().as_millisecond();
        let Some(slip) = self.unsealed(kind, text).filter(|slip| now <= slip.expires_ms) else {
            return Ok(None);
        };
        let known = "SELECT EXISTS (SELECT 1 FROM slip WHERE id = ?1)";
        let used: bool = self.store.read().query_row(known, [slip.id], |row| row.get(0))?;
        Ok((!used).then_some(slip))
    }

    fn unsealed<T: DeserializeOwned>(&self, kind: &str, text: &str) -> Option<Slip<T>> {
        if text.len() > LONGEST {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (id, sealed) = bytes.split_at_checked(ID)?;
        let opened = self.store.vault.open(kind, id, sealed).ok()?;
        let Written { expires_ms, says } = serde_json::from_slice(&opened).ok()?;
        Some(Slip { id: Uuid::from_slice(id).ok()?, expires_ms, says })
    }

    /// Uses a slip up by itself; false when it was before.
    pub(crate) fn use_up_slip<T>(&self, slip: &Slip<T>) -> Result<bool, IdentityError> {
        self.store.write(|tx| slip.use_up(tx, self.clock.now().as_millisecond()))
    }
}

impl<T> Slip<T> {
    /// Uses it up, as a part of a write; false when it was used before, here or at another node.
    pub(crate) fn use_up(&self, tx: &Connection, now_ms: i64) -> Result<bool, IdentityError> {
        delete_before(tx, ("slip", "expires_ms"), now_ms - CLOCKS_DIFFER_MS)?;
        let put = "INSERT INTO slip (id, expires_ms) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING";
        Ok(tx.prepare_cached(put)?.execute(params![self.id, self.expires_ms])? == 1)
    }
}
