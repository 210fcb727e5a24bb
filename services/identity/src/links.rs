//! Links that sign somebody in: sent by mail, good for a short while and once; and registering, which is one of them.
//!
//! Asking tells nobody who exists: for an address without a person the same rows are written, for nobody.

use domain::{Lang, PersonId, Refusal};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use crate::people::{lang_of, lang_text};
use crate::retention::delete_before;
use crate::{Identity, IdentityError, Letter, SignedIn, Visit, outbox, rules, secret};

/// How long a link works.
pub const LINK_MINUTES: u64 = 20;
const LASTS: SignedDuration = SignedDuration::from_mins(20);

const EMAIL: &str = "link.email";
const NAME: &str = "link.display_name";

/// Somebody who asks to be let in for the first time.
#[derive(Debug, Clone, Copy)]
pub struct Newcomer<'a> {
    /// Their address, not yet proved.
    pub email: &'a str,
    /// How they want to be called.
    pub display_name: &'a str,
    /// The language they read.
    pub lang: Lang,
}

/// Whom a link lets in.
enum Whom {
    Person(PersonId),
    Newcomer { email: String, display_name: String, lang: Lang },
    Nobody,
}

impl Identity {
    /// Sends a link to the person with this address, if there is one. `write` makes the letter from language and secret.
    ///
    /// # Errors
    /// When the store fails.
    pub fn request_link(
        &self,
        email: &str,
        visit: &Visit<'_>,
        write: impl FnOnce(Lang, &str) -> Letter,
    ) -> Result<Result<(), Refusal>, IdentityError> {
        let Ok(email) = crate::people::address(email) else {
            return Ok(Err(rules::address("email")));
        };
        if let Err(refusal) = self.throttle.link(email, visit.address) {
            return Ok(Err(refusal));
        }
        let person = self.person_by_email(email)?;
        let contact = person.map(|person| self.contact_of(person)).transpose()?.flatten();
        let whom = person.map_or(Whom::Nobody, Whom::Person);
        let (to, lang) = contact.map_or((String::new(), Lang::Fr), |c| (c.email, c.lang));
        self.send_link(&whom, &to, lang, write)?;
        Ok(Ok(()))
    }

    /// Sends a link to somebody who registers; there is no such person until they use it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn register(
        &self,
        newcomer: &Newcomer<'_>,
        visit: &Visit<'_>,
        write: impl FnOnce(Lang, &str) -> Letter,
    ) -> Result<Result<(), Refusal>, IdentityError> {
        let Ok(email) = crate::people::address(newcomer.email) else {
            return Ok(Err(rules::address("email")));
        };
        if let Err(refusal) = self.throttle.link(email, visit.address) {
            return Ok(Err(refusal));
        }
        let (email, display_name) = (email.to_owned(), newcomer.display_name.trim().to_owned());
        let whom = Whom::Newcomer { email: email.clone(), display_name, lang: newcomer.lang };
        self.send_link(&whom, &email, newcomer.lang, write)?;
        Ok(Ok(()))
    }

    fn send_link(
        &self,
        whom: &Whom,
        to: &str,
        lang: Lang,
        write: impl FnOnce(Lang, &str) -> Letter,
    ) -> Result<(), IdentityError> {
        let token = secret::fresh();
        let letter = write(lang, &token);
        let now = self.clock.now();
        let (now_ms, expires_ms) = (now.as_millisecond(), (now + LASTS).as_millisecond());
        let (id, vault) = (Uuid::new_v4(), &self.store.vault);
        let (person, newcomer) = match whom {
            Whom::Person(person) => (Some(person.0), None),
            Whom::Newcomer { email, display_name, .. } => (None, Some((email, display_name))),
            Whom::Nobody => (None, None),
        };
        self.store.write(|tx| {
            delete_before(tx, ("link", "expires_ms"), now_ms)?;
            tx.execute(
                "INSERT INTO link (id, token, person, email, email_digest, display_name, lang, expires_ms)
                 VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
                params![
                    id,
                    secret::hash(&token),
                    person,
                    newcomer.map(|(email, _)| vault.seal_text(EMAIL, id.as_bytes(), email)),
                    newcomer.map(|(email, _)| vault.email_digest(email)),
                    newcomer.map(|(_, name)| vault.seal_text(NAME, id.as_bytes(), name)),
                    lang_text(lang),
                    expires_ms
                ],
            )?;
            Ok(outbox::put(tx, vault, to, &letter, (now_ms, expires_ms))?)
        })?;
        self.ring();
        Ok(())
    }

    /// Signs in with a link, once. Whoever has a second factor gives its code as well.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sign_in_with_link(
        &self,
        token: &str,
        code: &str,
        visit: &Visit<'_>,
    ) -> Result<Result<SignedIn, Refusal>, IdentityError> {
        let hash = secret::hash(token);
        let whom = match self.store.found(|| self.whom(hash))? {
            None | Some(Whom::Nobody) => return Ok(Err(rules::link())),
            Some(whom) => whom,
        };
        let known = match &whom {
            Whom::Person(person) => Some(*person),
            Whom::Newcomer { email, .. } => self.person_by_email(email)?,
            Whom::Nobody => None,
        };
        // Asked before the link is used up: a mistyped code costs no new mail.
        if let Some(person) = known
            && let Err(refusal) = self.second_factor(person, code)?
        {
            return Ok(Err(refusal));
        }
        if !self.use_up(hash, known)? {
            return Ok(Err(rules::link()));
        }
        let person = match (known, whom) {
            (Some(person), _) => person,
            (None, Whom::Newcomer { email, display_name, lang }) => {
                self.admit(&email, &display_name, lang)?
            }
            (None, Whom::Person(_) | Whom::Nobody) => return Ok(Err(rules::link())),
        };
        self.enter(person, visit).map(Ok)
    }

    /// The person with a proved address: the one there is, or a new one.
    pub(crate) fn admit(
        &self,
        email: &str,
        display_name: &str,
        lang: Lang,
    ) -> Result<PersonId, IdentityError> {
        if let Some(person) = self.person_by_email(email)? {
            return Ok(person);
        }
        let name = if display_name.trim().is_empty() { email } else { display_name.trim() };
        match self.add_person_without_password(email, name, lang) {
            // Somebody with the same address was quicker: it is the same somebody.
            Err(IdentityError::AddressTaken) => {
                self.person_by_email(email)?.ok_or(IdentityError::AddressTaken)
            }
            added => added,
        }
    }

    fn whom(&self, hash: [u8; 32]) -> Result<Option<Whom>, IdentityError> {
        let now = self.clock.now().as_millisecond();
        let store = self.store.read();
        let mut statement = store.prepare_cached(
            "SELECT id, person, email, display_name, lang FROM link WHERE token = ?1 AND expires_ms >= ?2",
        )?;
        let mut rows = statement.query(params![hash, now])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let id: Uuid = row.get(0)?;
        let person: Option<Uuid> = row.get(1)?;
        let open = |place, column| -> Result<Option<String>, IdentityError> {
            let sealed: Option<Vec<u8>> = row.get(column)?;
            let open = |sealed: Vec<u8>| self.store.vault.open_text(place, id.as_bytes(), &sealed);
            sealed.map(open).transpose()
        };
        Ok(Some(match (person, open(EMAIL, 2)?, open(NAME, 3)?) {
            (Some(person), _, _) => Whom::Person(PersonId(person)),
            (None, Some(email), name) => Whom::Newcomer {
                email,
                display_name: name.unwrap_or_default(),
                lang: lang_of(&row.get::<_, String>(4)?),
            },
            (None, None, _) => Whom::Nobody,
        }))
    }

    /// Uses a link up, with every other one of the same person; false when somebody else was quicker.
    fn use_up(&self, hash: [u8; 32], person: Option<PersonId>) -> Result<bool, IdentityError> {
        self.store.write(|tx| {
            let used: Option<Uuid> = tx
                .query_row("DELETE FROM link WHERE token = ?1 RETURNING id", [hash], |row| {
                    row.get(0)
                })
                .optional()?;
            if let Some(person) = person {
                tx.execute("DELETE FROM link WHERE person = ?1", [person.0])?;
            }
            Ok(used.is_some())
        })
    }

    /// Deletes links and invitations that are over, with the addresses in them.
    ///
    /// # Errors
    /// When the store fails.
    pub fn forget_over(&self, kept: SignedDuration) -> Result<usize, IdentityError> {
        let now = self.clock.now();
        let before = now.checked_sub(kept).unwrap_or(Timestamp::MIN).as_millisecond();
        self.store.write(|tx| {
            let links = delete_before(tx, ("link", "expires_ms"), now.as_millisecond())?;
            Ok(links + delete_before(tx, ("invitation", "expires_ms"), before)?)
        })
    }
}
