//! The outbox: mails that wait for the courier, sealed, put there in the transaction that asks for them.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::watch;
use uuid::Uuid;

use crate::sessions::moment;
use crate::{Identity, IdentityError, Vault};

const EMAIL: &str = "outbox.email";
const SUBJECT: &str = "outbox.subject";
const TEXT: &str = "outbox.text";
const LEAVE: &str = "outbox.leave";
/// How long a node has to bring a mail that it took, before another one may: longer than any mail server is waited for.
const CARRIED: SignedDuration = SignedDuration::from_mins(10);

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// For one that comes again and again: the address that ends it, for the reader's program (RFC 8058).
    pub leave: Option<String>,
}

/// A mail that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its identifier, the same at every try.
    pub id: Uuid,
    /// Whom it is for; empty for nobody: it was written to take as long as one that is sent.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The address that ends mails of its kind.
    pub leave: Option<String>,
    /// How often it was tried in vain.
    pub tries: u32,
    /// When it was written.
    pub created: Timestamp,
    /// After that it is of no use.
    pub until: Timestamp,
}

/// Puts a mail into the outbox, to be sent between two moments; the caller's transaction decides whether it is there.
pub(crate) fn put(
    store: &Connection,
    vault: &Vault,
    to: &str,
    letter: &Letter,
    (now_ms, until_ms): (i64, i64),
) -> Result<(), rusqlite::Error> {
    let id = Uuid::new_v4();
    let row = id.as_bytes();
    store.execute(
        "INSERT INTO outbox (id, email, email_digest, subject, text, tries, created_ms, next_ms, until_ms, leave)
         VALUES (?1,?2,?3,?4,?5,0,?6,?6,?7,?8)",
        params![
            id,
            vault.seal_text(EMAIL, row, to),
            vault.email_digest(to),
            vault.seal_text(SUBJECT, row, &letter.subject),
            vault.seal_text(TEXT, row, &letter.text),
            now_ms,
            until_ms,
            letter.leave.as_ref().map(|leave| vault.seal_text(LEAVE, row, leave)),
        ],
    )?;
    Ok(())
}

impl Identity {
    /// Moves whenever a mail was put into the outbox.
    #[must_use]
    pub fn outbox(&self) -> watch::Receiver<u64> {
        self.store.bells.outbox.subscribe()
    }

    /// Tells the courier that there is work.
    pub(crate) fn ring(&self) {
        self.store.bells.ring();
    }

    /// Mails whose time has come, longest due first, as they were put there, at most `limit`.
    ///
    /// # Errors
    /// When the store fails or was sealed with another key.
    pub fn due_mails(&self, limit: usize) -> Result<Vec<Mail>, IdentityError> {
        let store = self.store.read();
        let mut statement = store.prepare_cached(
            "SELECT id, email, subject, text, tries, created_ms, until_ms, leave FROM outbox WHERE next_ms <= ?1
             ORDER BY next_ms, rowid LIMIT ?2",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![self.clock.now().as_millisecond(), limit])?;
        let mut mails = Vec::new();
        while let Some(row) = rows.next()? {
            let id: Uuid = row.get(0)?;
            let vault = &self.store.vault;
            let open = |place, column| -> Result<String, IdentityError> {
                vault.open_text(place, id.as_bytes(), &row.get::<_, Vec<u8>>(column)?)
            };
            let leave: Option<Vec<u8>> = row.get(7)?;
            let leave = leave.map(|sealed| vault.open_text(LEAVE, id.as_bytes(), &sealed));
            mails.push(Mail {
                id,
                to: open(EMAIL, 1)?,
                subject: open(SUBJECT, 2)?,
                text: open(TEXT, 3)?,
                leave: leave.transpose()?,
                tries: row.get(4)?,
                created: moment(row.get(5)?),
                until: moment(row.get(6)?),
            });
        }
        Ok(mails)
    }

    /// When the next mail is due.
    ///
    /// # Errors
    /// When the store fails.
    pub fn next_mail(&self) -> Result<Option<Timestamp>, IdentityError> {
        let next: Option<i64> = self
            .store
            .read()
            .query_row("SELECT min(next_ms) FROM outbox", [], |row| row.get(0))
            .optional()?
            .flatten();
        Ok(next.map(moment))
    }

    /// Takes a due mail to carry it: where several nodes share the outbox, the first of them alone gets it. One that a
    /// node took and never brought is due again after a while.
    ///
    /// # Errors
    /// When the store fails.
    pub fn take_mail(&self, mail: &Mail) -> Result<bool, IdentityError> {
        if self.store.sharing.is_none() {
            return Ok(true);
        }
        let now = self.clock.now();
        let (due, again) = (now.as_millisecond(), (now + CARRIED).as_millisecond());
        let taken = self.store.write(|tx| {
            Ok(tx.execute(
                "UPDATE outbox SET next_ms = ?2 WHERE id = ?1 AND next_ms <= ?3 AND tries = ?4",
                params![mail.id, again, due, mail.tries],
            )?)
        })?;
        Ok(taken == 1)
    }

    /// Forgets a mail: it was sent, or never will be.
    ///
    /// # Errors
    /// When the store fails.
    pub fn mail_done(&self, mail: Uuid) -> Result<(), IdentityError> {
        self.store.write(|tx| {
            tx.execute("DELETE FROM outbox WHERE id = ?1", [mail])?;
            Ok(())
        })
    }

    /// Puts a mail off after a try in vain.
    ///
    /// # Errors
    /// When the store fails.
    pub fn mail_later(&self, mail: Uuid, again: Timestamp) -> Result<(), IdentityError> {
        self.store.write(|tx| {
            tx.execute(
                "UPDATE outbox SET tries = tries + 1, next_ms = ?2 WHERE id = ?1",
                params![mail, again.as_millisecond()],
            )?;
            Ok(())
        })
    }
}
