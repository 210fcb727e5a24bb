//! Effects: who has to hear of what other nodes did, as if it had been done here.

use rusqlite::Connection;

use crate::IdentityError;
use crate::store::{Store, followed};

/// Tables of which nobody keeps anything in memory.
const QUIET: &[&str] = &["access", "erased", "followed", "link", "outbox", "seen"];

/// What changes mean besides their rows.
#[derive(Debug, Default, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is somebody else to be told")]
pub(super) struct Effects {
    rights: bool,
    mails: bool,
    followed: bool,
    forgets: bool,
}

impl Effects {
    /// Everything may have changed.
    pub(super) fn of_everything() -> Self {
        Self { rights: true, mails: true, followed: true, forgets: true }
    }

    /// A row of `table` came, went or is another now.
    pub(super) fn row(&mut self, table: &str) {
        self.rights |= !QUIET.contains(&table);
        self.mails |= table == "outbox";
        self.followed |= table == "followed";
        self.forgets |= table == super::change::GRAVES;
    }

    /// Tells those whom it concerns.
    pub(super) fn tell(self, store: &Store, writer: &Connection) -> Result<(), IdentityError> {
        if self.forgets {
            // Who was erased leaves no pages behind at any node; whoever reads holds on to old ones.
            store.empty_journal(writer)?;
        }
        if self.rights {
            store.bells.changed();
        }
        if self.followed {
            store.bells.followed(followed(writer)?);
        }
        if self.mails {
            store.bells.ring();
        }
        Ok(())
    }
}
