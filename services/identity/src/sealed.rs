//! Sealed: which columns of people are sealed and how they open, and the rewriting of a store from before they were.
//!
//! The convention for every table of this store: column `c` of table `t` is sealed for the place `t.c` and the bytes of
//! the row's `id`; an address that must be found has a column `email_digest` beside it. Export and erasure rely on it.

use domain::PersonId;
use rusqlite::{Transaction, params};
use uuid::Uuid;

use crate::{IdentityError, Vault};

const EMAIL: &str = "person.email";
const NAME: &str = "person.display_name";
const AGENT: &str = "session.user_agent";

/// Gives the tables of `sealed.sql` the names of those they replace.
const SWAP: &str = "
    DROP TABLE session; ALTER TABLE sealed_session RENAME TO session; CREATE INDEX session_of ON session(person);
    DROP TABLE person; ALTER TABLE sealed_person RENAME TO person;";

impl Vault {
    /// What an address is found by, in any letter case.
    pub(crate) fn email_digest(&self, email: &str) -> [u8; 32] {
        self.digest(EMAIL, &email.trim().to_lowercase())
    }

    pub(crate) fn seal_email(&self, person: PersonId, email: &str) -> Vec<u8> {
        self.seal_text(EMAIL, person.0.as_bytes(), email)
    }

    pub(crate) fn open_email(
        &self,
        person: PersonId,
        sealed: &[u8],
    ) -> Result<String, IdentityError> {
        self.open_text(EMAIL, person.0.as_bytes(), sealed)
    }

    pub(crate) fn seal_name(&self, person: PersonId, name: &str) -> Vec<u8> {
        self.seal_text(NAME, person.0.as_bytes(), name)
    }

    pub(crate) fn open_name(
        &self,
        person: PersonId,
        sealed: &[u8],
    ) -> Result<String, IdentityError> {
        self.open_text(NAME, person.0.as_bytes(), sealed)
    }

    pub(crate) fn seal_agent(&self, session: Uuid, agent: &str) -> Vec<u8> {
        self.seal_text(AGENT, session.as_bytes(), agent)
    }

    pub(crate) fn open_agent(&self, session: Uuid, sealed: &[u8]) -> Result<String, IdentityError> {
        self.open_text(AGENT, session.as_bytes(), sealed)
    }
}

/// Moves the people and sessions of a plain store into the sealed tables.
pub(crate) fn rewrite(tx: &Transaction<'_>, vault: &Vault) -> Result<(), IdentityError> {
    rewrite_people(tx, vault)?;
    rewrite_sessions(tx, vault)?;
    tx.execute_batch(SWAP)?;
    Ok(())
}

fn rewrite_people(tx: &Transaction<'_>, vault: &Vault) -> Result<(), IdentityError> {
    let mut plain =
        tx.prepare("SELECT id, email, display_name, lang, password, created_ms FROM person")?;
    let mut sealed = tx.prepare(
        "INSERT INTO sealed_person (id, email, email_digest, display_name, lang, password, created_ms)
         VALUES (?1,?2,?3,?4,?5,?6,?7)",
    )?;
    let mut rows = plain.query([])?;
    while let Some(row) = rows.next()? {
        let person = PersonId(row.get(0)?);
        let (email, name): (String, String) = (row.get(1)?, row.get(2)?);
        let (lang, password, created): (String, String, i64) =
            (row.get(3)?, row.get(4)?, row.get(5)?);
        sealed.execute(params![
            person.0,
            vault.seal_email(person, &email),
            vault.email_digest(&email),
            vault.seal_name(person, &name),
            lang,
            password,
            created
        ])?;
    }
    Ok(())
}

fn rewrite_sessions(tx: &Transaction<'_>, vault: &Vault) -> Result<(), IdentityError> {
    let mut plain =
        tx.prepare("SELECT token, id, person, created_ms, used_ms, user_agent FROM session")?;
    let mut sealed = tx.prepare("INSERT INTO sealed_session VALUES (?1,?2,?3,?4,?5,?6)")?;
    let mut rows = plain.query([])?;
    while let Some(row) = rows.next()? {
        let (token, id, person): (Vec<u8>, Uuid, Uuid) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (created, used): (i64, i64) = (row.get(3)?, row.get(4)?);
        let agent: String = row.get(5)?;
        sealed.execute(params![token, id, person, created, used, vault.seal_agent(id, &agent)])?;
    }
    Ok(())
}
