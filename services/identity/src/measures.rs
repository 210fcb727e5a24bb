//! Measures: what a platform administrator does to somebody's ways in, with the reason, on record as long as the person is.

use domain::{PersonId, SeatId};
use jiff::Timestamp;
use rusqlite::params;
use uuid::Uuid;

use crate::sessions::moment;
use crate::{Identity, IdentityError};

/// What an administrator did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Ended every session.
    EndSessions,
    /// Revoked every API token.
    RevokeTokens,
}

/// A measure as it is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// When.
    pub at: Timestamp,
    /// By which seat.
    pub by: Option<SeatId>,
    /// `end_sessions` or `revoke_tokens`.
    pub act: String,
    /// Why.
    pub reason: String,
}

impl Identity {
    /// Ends somebody's sessions or tokens and notes who did it and why; false when there is no such person.
    ///
    /// # Errors
    /// When the store fails.
    pub fn take_measure(
        &self,
        act: Act,
        person: PersonId,
        by: Option<SeatId>,
        reason: &str,
    ) -> Result<bool, IdentityError> {
        let (word, statement) = match act {
            Act::EndSessions => ("end_sessions", "DELETE FROM session WHERE person = ?1"),
            Act::RevokeTokens => ("revoke_tokens", "DELETE FROM api_token WHERE person = ?1"),
        };
        let id = Uuid::now_v7();
        let reason = self.store.vault.seal_text("measure.reason", id.as_bytes(), reason);
        let at = self.clock.now().as_millisecond();
        let (noted, ended) = self.store.write(|tx| {
            let noted = tx.execute(
                "INSERT INTO measure (id, at_ms, person, by_seat, act, reason)
                 SELECT ?1, ?2, id, ?4, ?5, ?6 FROM person WHERE id = ?3",
                params![id, at, person.0, by.map(|seat| seat.0), word, reason],
            )?;
            Ok((noted, tx.execute(statement, [person.0])?))
        })?;
        self.changed();
        tracing::info!(%person, act = word, ended, "an administrator ended somebody's ways in");
        Ok(noted > 0)
    }

    /// What administrators did to a person's ways in, newest first.
    ///
    /// # Errors
    /// When the store fails or does not open.
    pub fn measures(&self, person: PersonId) -> Result<Vec<Measure>, IdentityError> {
        let store = self.store.read();
        let mut statement = store.prepare_cached(
            "SELECT id, at_ms, by_seat, act, reason FROM measure WHERE person = ?1 ORDER BY at_ms DESC, id DESC",
        )?;
        let mut rows = statement.query([person.0])?;
        let mut measures = Vec::new();
        while let Some(row) = rows.next()? {
            let id: Uuid = row.get(0)?;
            let reason = row.get_ref(4)?.as_blob()?;
            measures.push(Measure {
                at: moment(row.get(1)?),
                by: row.get::<_, Option<Uuid>>(2)?.map(SeatId),
                act: row.get(3)?,
                reason: self.store.vault.open_text("measure.reason", id.as_bytes(), reason)?,
            });
        }
        Ok(measures)
    }

    /// How many API tokens of a person work.
    ///
    /// # Errors
    /// When the store fails or does not open.
    pub fn count_tokens(&self, person: PersonId) -> Result<usize, IdentityError> {
        Ok(self.tokens(person)?.len())
    }
}
