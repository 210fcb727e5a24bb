//! What was changed about how a person signs in, so that they see what they did not do; and how fresh a sign-in must be.

use domain::{PersonId, Refusal};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Identity, IdentityError, Viewer, password, rules, sessions};

/// How long after signing in one may change how one signs in: a session found open later is not enough.
const LATELY_MS: i64 = 15 * 60_000;
/// Changes kept per person.
const KEPT: u32 = 50;

/// A change of how somebody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A first password.
    PasswordSet,
    /// Another password.
    PasswordChanged,
    /// An application for one-time codes.
    CodesAdded,
    /// No application for one-time codes any more.
    CodesRemoved,
    /// New recovery codes.
    RecoveryCodesRenewed,
    /// A recovery code was used up.
    RecoveryCodeUsed,
    /// A further passkey.
    PasskeyAdded,
    /// A passkey less.
    PasskeyRemoved,
}

/// Every change with its word in the store.
const WORDS: &[(Change, &str)] = &[
    (Change::PasswordSet, "password_set"),
    (Change::PasswordChanged, "password_changed"),
    (Change::CodesAdded, "codes_added"),
    (Change::CodesRemoved, "codes_removed"),
    (Change::RecoveryCodesRenewed, "recovery_codes_renewed"),
    (Change::RecoveryCodeUsed, "recovery_code_used"),
    (Change::PasskeyAdded, "passkey_added"),
    (Change::PasskeyRemoved, "passkey_removed"),
];

impl Change {
    fn word(self) -> &'static str {
        let found = WORDS.iter().find(|(change, _)| *change == self);
        found.expect("every change has a word").1
    }
}

impl Identity {
    /// What was changed lately about how a person signs in, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn changes(&self, person: PersonId) -> Result<Vec<(Timestamp, Change)>, IdentityError> {
        let store = self.store.read();
        let mut statement = store.prepare_cached(
            "SELECT at_ms, what FROM account_change WHERE person = ?1 ORDER BY id DESC",
        )?;
        let rows = statement.query_map([person.0], |row| {
            let what = row.get_ref(1)?.as_str()?;
            // A word of a newer version is not shown here.
            let known = WORDS.iter().find(|(_, word)| *word == what);
            Ok((row.get(0)?, known.map(|(change, _)| *change)))
        })?;
        let rows: Vec<(i64, Option<Change>)> = rows.collect::<Result<_, _>>()?;
        Ok(rows
            .into_iter()
            .filter_map(|(at, change)| Some((sessions::moment(at), change?)))
            .collect())
    }

    /// Writes a change down for the person to see, with the change itself.
    pub(crate) fn note(
        &self,
        store: &Connection,
        person: PersonId,
        change: Change,
    ) -> Result<(), IdentityError> {
        store.execute(
            "INSERT INTO account_change (person, at_ms, what) VALUES (?1,?2,?3)",
            params![person.0, self.clock.now().as_millisecond(), change.word()],
        )?;
        store.execute(
            "DELETE FROM account_change WHERE person = ?1 AND id <=
                (SELECT id FROM account_change WHERE person = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
            params![person.0, KEPT],
        )?;
        Ok(())
    }

    /// Refuses to whom has not signed in of late.
    pub(crate) fn lately(&self, viewer: &Viewer) -> Result<Result<(), Refusal>, IdentityError> {
        let began: Option<i64> = self
            .store
            .read()
            .query_row(
                "SELECT created_ms FROM session WHERE id = ?1 AND person = ?2",
                params![viewer.session, viewer.person.0],
                |row| row.get(0),
            )
            .optional()?;
        let since = self.clock.now().as_millisecond() - LATELY_MS;
        Ok(if began.is_some_and(|began| began > since) {
            Ok(())
        } else {
            Err(rules::recent(LATELY_MS / 60_000))
        })
    }

    /// Gives a first password to somebody who came in another way.
    ///
    /// # Errors
    /// When the store or the hashing fails.
    pub async fn set_password(
        &self,
        viewer: &Viewer,
        new: &str,
    ) -> Result<Result<(), Refusal>, IdentityError> {
        if self.has_password(viewer.person)? {
            return Ok(Err(rules::password_set()));
        }
        if let Err(refusal) = self.lately(viewer)? {
            return Ok(Err(refusal));
        }
        if !password::acceptable(new, &viewer.email) {
            return Ok(Err(rules::password(password::LEAST)));
        }
        let new = new.to_owned();
        let hash = tokio::task::spawn_blocking(move || password::hash(&new)).await??;
        self.store.write(|tx| {
            let set = tx.execute(
                "UPDATE person SET password = ?2 WHERE id = ?1 AND password IS NULL",
                params![viewer.person.0, hash],
            )?;
            if set == 0 {
                // Another session was quicker.
                return Ok(Err(rules::password_set()));
            }
            self.note(tx, viewer.person, Change::PasswordSet)?;
            Ok(Ok(()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_has_a_word_of_its_own() {
        let words: std::collections::BTreeSet<_> = WORDS.iter().map(|(_, word)| word).collect();
        assert_eq!(words.len(), WORDS.len());
        assert_eq!(Change::PasskeyRemoved.word(), "passkey_removed");
    }
}
