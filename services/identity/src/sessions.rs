//! Sessions: signing in and out, and who a token belongs to.

use std::net::IpAddr;
use std::sync::Arc;

use domain::{PersonId, Refusal};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::account::Change;
use crate::people::{lang_of, seats_of};
use crate::retention::{delete_before, was_here};
use crate::throttle::{Guess, WINDOW};
use crate::touches::Touched;
use crate::{Identity, IdentityError, Throttled, Via, Viewer, password, rules, tokens};

/// The last use is written down at most so often.
pub(crate) const TOUCH_MS: i64 = 5 * 60_000;

/// What somebody signs in with.
#[derive(Clone, Copy)]
pub struct Keys<'a> {
    /// Their address.
    pub email: &'a str,
    /// Their password.
    pub password: &'a str,
    /// The code of their second factor, or a recovery code; empty when none was given.
    pub code: &'a str,
}

/// How somebody comes to the door.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'a> {
    /// What their browser calls itself.
    pub user_agent: &'a str,
    /// Where they come from.
    pub address: IpAddr,
    /// The token of the session they come with, which ends when they sign in.
    pub session: Option<&'a str>,
}

/// The outcome of a sign-in that succeeded.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// What the browser keeps; the store keeps its hash only.
    pub token: String,
    /// Who signed in.
    pub viewer: Arc<Viewer>,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its identifier, not the token.
    pub id: Uuid,
    /// When it began.
    pub created: Timestamp,
    /// When it was last used, to a few minutes.
    pub used: Timestamp,
    /// What the browser calls itself.
    pub user_agent: String,
}

impl Identity {
    /// Signs in. The answer takes the same time whether the address is known or not, and tells nothing about a second
    /// factor to whom has not the password.
    ///
    /// # Errors
    /// When the store or the hashing fails.
    pub async fn sign_in(
        self: &Arc<Self>,
        keys: Keys<'_>,
        visit: &Visit<'_>,
    ) -> Result<Result<SignedIn, Refusal>, IdentityError> {
        let email = keys.email.trim().to_owned();
        if !self.throttle.attempt(&email, visit.address) {
            return Ok(Err(rules::throttled(WINDOW.as_secs() / 60, "password")));
        }
        let Some(person) = self.verified(&email, keys.password).await? else {
            return Ok(Err(rules::wrong()));
        };
        self.throttle.succeeded(&email, visit.address);
        if let Err(refusal) = self.second_factor(person, keys.code)? {
            return Ok(Err(refusal));
        }
        self.enter(person, visit).map(Ok)
    }

    /// Lets a person in who has proved who they are: with a new session always, and the one they came with ends, so
    /// that nobody can plant a session on them beforehand.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) fn enter(
        &self,
        person: PersonId,
        visit: &Visit<'_>,
    ) -> Result<SignedIn, IdentityError> {
        if let Some(previous) = visit.session {
            self.sign_out(previous)?;
        }
        let token = self.begin(person, visit.user_agent)?;
        let viewer = self
            .viewer_of(&token)?
            .ok_or_else(|| IdentityError::Store(rusqlite::Error::QueryReturnedNoRows))?;
        Ok(SignedIn { token, viewer })
    }

    /// What is counted now against those who guess, the most first.
    #[must_use]
    pub fn throttled(&self, limit: usize) -> Vec<Throttled> {
        self.throttle.counted(limit, |email| {
            let digest = self.store.vault.digest("throttle", email);
            crate::secret::hex(&digest[..4])
        })
    }

    /// The person whose address and password these are.
    async fn verified(
        self: &Arc<Self>,
        email: &str,
        password: &str,
    ) -> Result<Option<PersonId>, IdentityError> {
        let found = self.password_of(email)?;
        let password = password.to_owned();
        // Each check takes 19 MiB and a core: a flood of them waits in line instead of filling the machine.
        let _turn = self.checks.acquire().await;
        tokio::task::spawn_blocking(move || match found {
            Some((id, hash)) => Ok(password::verify(&password, &hash)?.then_some(PersonId(id))),
            None => password::verify(&password, password::decoy()?).map(|_| None),
        })
        .await?
    }

    /// The person with this address and the hash of their password; `None` when there is none or they have none.
    fn password_of(&self, email: &str) -> Result<Option<(Uuid, String)>, IdentityError> {
        let digest = self.store.vault.email_digest(email);
        let found: Option<(Uuid, Option<String>)> = self
            .store
            .read()
            .query_row("SELECT id, password FROM person WHERE email_digest = ?1", [digest], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        Ok(found.and_then(|(id, hash)| Some((id, hash?))))
    }

    pub(crate) fn begin(
        &self,
        person: PersonId,
        user_agent: &str,
    ) -> Result<String, IdentityError> {
        // 244 random bits from the system's generator.
        let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let now = self.clock.now().as_millisecond();
        let agent: String = user_agent.chars().take(200).collect();
        let id = Uuid::new_v4();
        let agent = self.store.vault.seal_agent(id, &agent);
        self.store.write(|tx| {
            delete_before(tx, ("session", "used_ms"), now - self.idle.ms())?;
            was_here(tx, person, now)?;
            tx.execute(
                "INSERT INTO session (token, id, person, created_ms, used_ms, user_agent) VALUES (?1,?2,?3,?4,?4,?5)",
                params![digest(&token), id, person.0, now, agent],
            )?;
            Ok(())
        })?;
        Ok(token)
    }

    /// Who holds `token`, with their seats as of now; `None` when the session is over.
    ///
    /// # Errors
    /// When the store fails.
    pub fn viewer_of(&self, token: &str) -> Result<Option<Arc<Viewer>>, IdentityError> {
        let key = digest(token);
        let bells = &self.store.bells;
        if let Some(viewer) = bells.viewer(&key) {
            return Ok(Some(viewer).filter(|viewer| viewer.lasts(self.clock.now())));
        }
        let load =
            if token.starts_with(tokens::MARK) { Self::load_token } else { Self::load_viewer };
        let found = self.store.found(|| {
            let version = *bells.rights.borrow();
            Ok(load(self, key)?.map(|viewer| (Arc::new(viewer), version)))
        })?;
        let Some((viewer, version)) = found else {
            return Ok(None);
        };
        bells.keep(key, &viewer, version);
        Ok(Some(viewer))
    }

    fn load_viewer(&self, key: [u8; 32]) -> Result<Option<Viewer>, IdentityError> {
        let now = self.clock.now().as_millisecond();
        let Some((viewer, used)) = self.read_viewer(key, now)? else {
            return Ok(None);
        };
        if now - used > TOUCH_MS {
            self.touch(Touched::Session { id: viewer.session, person: viewer.person }, now)?;
        }
        Ok(Some(viewer))
    }

    /// The viewer of a session, and when it was last used.
    fn read_viewer(&self, key: [u8; 32], now: i64) -> Result<Option<(Viewer, i64)>, IdentityError> {
        let store = self.store.read();
        let vault = &self.store.vault;
        let mut statement = store.prepare_cached(
            "SELECT p.id, s.id, p.email, p.display_name, p.lang, s.used_ms
             FROM session s JOIN person p ON p.id = s.person WHERE s.token = ?1 AND s.used_ms >= ?2",
        )?;
        let mut rows = statement.query(params![key, now - self.idle.ms()])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let person = PersonId(row.get(0)?);
        let viewer = Viewer {
            person,
            session: row.get(1)?,
            via: Via::Session,
            email: vault.open_email(person, row.get_ref(2)?.as_blob()?)?,
            display_name: vault.open_name(person, row.get_ref(3)?.as_blob()?)?,
            lang: lang_of(row.get_ref(4)?.as_str()?),
            seats: seats_of(&store, person)?,
        };
        Ok(Some((viewer, row.get(5)?)))
    }

    /// Ends the session of `token`.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sign_out(&self, token: &str) -> Result<(), IdentityError> {
        let token = digest(token);
        self.store.write(|tx| Ok(tx.execute("DELETE FROM session WHERE token = ?1", [token])?))?;
        self.changed();
        Ok(())
    }

    /// A person's sessions, latest used first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sessions(&self, person: PersonId) -> Result<Vec<Session>, IdentityError> {
        let store = self.store.read();
        let mut statement = store.prepare(
            "SELECT id, created_ms, used_ms, user_agent FROM session WHERE person = ?1 ORDER BY used_ms DESC, id",
        )?;
        let mut rows = statement.query([person.0])?;
        let mut sessions = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            sessions.push(Session {
                id,
                created: moment(row.get(1)?),
                used: moment(row.get(2)?),
                user_agent: self.store.vault.open_agent(id, row.get_ref(3)?.as_blob()?)?,
            });
        }
        Ok(sessions)
    }

    /// Ends one of a person's own sessions; false when they have no such session.
    ///
    /// # Errors
    /// When the store fails.
    pub fn end_session(&self, person: PersonId, session: Uuid) -> Result<bool, IdentityError> {
        let ended = self.store.write(|tx| {
            let own = params![session, person.0];
            Ok(tx.execute("DELETE FROM session WHERE id = ?1 AND person = ?2", own)?)
        })?;
        self.changed();
        Ok(ended > 0)
    }

    /// Changes the password and ends the person's other sessions.
    ///
    /// # Errors
    /// When the store or the hashing fails.
    pub async fn change_password(
        self: &Arc<Self>,
        viewer: &Viewer,
        current: &str,
        new: &str,
    ) -> Result<Result<(), Refusal>, IdentityError> {
        // A stolen session is no way to guess the password either.
        if !self.throttle.guess(Guess::Password, viewer.person) {
            return Ok(Err(rules::throttled(WINDOW.as_secs() / 60, "current")));
        }
        if self.verified(&viewer.email, current).await?.is_none() {
            return Ok(Err(rules::current_password()));
        }
        self.throttle.guessed(Guess::Password, viewer.person);
        if !password::acceptable(new, &viewer.email) {
            return Ok(Err(rules::password(password::LEAST)));
        }
        let new = new.to_owned();
        let hash = tokio::task::spawn_blocking(move || password::hash(&new)).await??;
        self.store.write(|tx| {
            tx.execute(
                "UPDATE person SET password = ?2 WHERE id = ?1",
                params![viewer.person.0, hash],
            )?;
            tx.execute(
                "DELETE FROM session WHERE person = ?1 AND id <> ?2",
                params![viewer.person.0, viewer.session],
            )?;
            self.note(tx, viewer.person, Change::PasswordChanged)
        })?;
        self.changed();
        Ok(Ok(()))
    }
}

impl Identity {
    /// Whether somebody who is signed in confirms who they are: by their address, and by their password if they have
    /// one. It counts as an attempt to sign in.
    ///
    /// # Errors
    /// When the store or the hashing fails.
    pub async fn confirm_oneself(
        self: &Arc<Self>,
        viewer: &Viewer,
        email: &str,
        password: Option<&str>,
    ) -> Result<Result<(), Refusal>, IdentityError> {
        let vault = &self.store.vault;
        if vault.email_digest(email) != vault.email_digest(&viewer.email) {
            return Ok(Err(rules::other_address()));
        }
        if self.password_of(&viewer.email)?.is_none() {
            return Ok(Ok(()));
        }
        if !self.throttle.guess(Guess::Password, viewer.person) {
            return Ok(Err(rules::throttled(WINDOW.as_secs() / 60, "password")));
        }
        if self.verified(&viewer.email, password.unwrap_or_default()).await?.is_none() {
            return Ok(Err(rules::own_password()));
        }
        self.throttle.guessed(Guess::Password, viewer.person);
        Ok(Ok(()))
    }
}

pub(crate) fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

pub(crate) fn moment(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}
