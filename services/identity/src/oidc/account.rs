//! Who somebody at a provider is here: a known subject signs in, an unknown one is new and holds no seat.
//!
//! Nobody becomes somebody else because of an address: addresses change hands, and a provider's word on them is not ours.

use domain::{Lang, PersonId, Refusal, rules};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::attempt::Attempt;
use super::stop::Stop;
use super::token::Granted;
use super::userinfo::Told;
use super::{Finished, Provider, Providers};
use crate::{Identity, IdentityError, Visit};

const SUBJECT: &str = "provider_link.subject";
const ID_TOKEN: &str = "provider_session.id_token";

/// A provider by which a person may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedProvider {
    /// The identifier of the link.
    pub id: Uuid,
    /// The provider's identifier in the configuration.
    pub provider: String,
    /// Since when.
    pub linked: Timestamp,
}

impl Providers {
    /// Whose attempt this is: links, finds or adds the person.
    pub(super) fn admit(
        &self,
        provider: &Provider,
        told: &Told,
        attempt: &Attempt,
        lang: Lang,
    ) -> Result<PersonId, Stop> {
        match (self.identity.owner(told)?, attempt.link) {
            (Some(owner), Some(person)) if owner != person => {
                Err(Stop::new(rules::H_PROVIDER_TAKEN, "the subject is linked to somebody else"))
            }
            (Some(owner), _) => Ok(owner),
            (None, Some(person)) => {
                self.identity.link(person, provider, told)?;
                Ok(person)
            }
            (None, None) => self.welcome(provider, told, lang),
        }
    }

    /// Adds somebody new, who holds no seat: a provider says who they are, not what they may do.
    fn welcome(&self, provider: &Provider, told: &Told, lang: Lang) -> Result<PersonId, Stop> {
        if !provider.settings.registration {
            return Err(Stop::new(
                rules::H_PROVIDER_CLOSED,
                "nobody new comes in by this provider",
            ));
        }
        // An address that is not theirs would let its owner, or whoever waits for them, into the same account.
        let vouched = told.verified.unwrap_or(provider.settings.trust_email);
        let email = told.email.as_deref().filter(|_| vouched).ok_or_else(|| {
            Stop::new(rules::H_PROVIDER_ADDRESS, "the provider gave no verified address")
        })?;
        let local = email.split('@').next().unwrap_or(email);
        let name = told.name.as_deref().unwrap_or(local);
        let person = match self.identity.add_person_without_password(email, name, lang) {
            Err(IdentityError::AddressTaken) => {
                let why = "somebody signs in with this address already";
                return Err(Stop::new(rules::H_PROVIDER_ADDRESS_TAKEN, why));
            }
            Err(IdentityError::NotAnAddress) => {
                let why = "what the provider gave is no address";
                return Err(Stop::new(rules::H_PROVIDER_ADDRESS, why));
            }
            added => added?,
        };
        self.identity.link(person, provider, told)?;
        Ok(person)
    }

    /// Signs the person in, unless they are and only linked a provider.
    pub(super) fn enter(
        &self,
        provider: &Provider,
        granted: &Granted,
        person: PersonId,
        attempt: &Attempt,
        visit: &Visit<'_>,
    ) -> Result<Finished, Stop> {
        let back = attempt.back.clone();
        if attempt.link.is_some() {
            return Ok(Finished { session: None, back });
        }
        let signed = self.identity.enter(person, visit)?;
        if provider.settings.logout {
            let session = signed.viewer.session;
            self.identity.remember_id_token(session, &provider.settings.id, &granted.id_token)?;
        }
        Ok(Finished { session: Some(signed.token), back })
    }
}

impl Identity {
    /// The person to whom the subject is linked.
    fn owner(&self, told: &Told) -> Result<Option<PersonId>, IdentityError> {
        let found_by = self.store.vault.digest(SUBJECT, &subject(told));
        let id: Option<Uuid> = self
            .store
            .read()
            .query_row("SELECT person FROM provider_link WHERE found_by = ?1", [found_by], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(id.map(PersonId))
    }

    pub(super) fn link(
        &self,
        person: PersonId,
        provider: &Provider,
        told: &Told,
    ) -> Result<(), IdentityError> {
        let (id, subject) = (Uuid::now_v7(), subject(told));
        let vault = &self.store.vault;
        self.store.write(|tx| {
            tx.execute(
                "INSERT INTO provider_link (id, person, provider, found_by, subject, linked_ms) VALUES (?1,?2,?3,?4,?5,?6)",
                params![
                    id,
                    person.0,
                    provider.settings.id,
                    vault.digest(SUBJECT, &subject),
                    vault.seal_text(SUBJECT, id.as_bytes(), &subject),
                    self.clock.now().as_millisecond(),
                ],
            )?;
            Ok(())
        })
    }

    /// Keeps the ID token with the session, to sign out at the provider as well.
    fn remember_id_token(
        &self,
        session: Uuid,
        provider: &str,
        id_token: &str,
    ) -> Result<(), IdentityError> {
        let sealed = self.store.vault.seal_text(ID_TOKEN, session.as_bytes(), id_token);
        self.store.write(|tx| {
            tx.execute(
                "INSERT INTO provider_session (session, provider, id_token) VALUES (?1,?2,?3)",
                params![session, provider, sealed],
            )?;
            Ok(())
        })
    }

    /// Provider and ID token of a session that was begun by a provider.
    pub(super) fn id_token(
        &self,
        session: Uuid,
    ) -> Result<Option<(String, String)>, IdentityError> {
        let found: Option<(String, Vec<u8>)> = self
            .store
            .read()
            .query_row(
                "SELECT provider, id_token FROM provider_session WHERE session = ?1",
                [session],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let Some((provider, sealed)) = found else {
            return Ok(None);
        };
        let token = self.store.vault.open_text(ID_TOKEN, session.as_bytes(), &sealed)?;
        Ok(Some((provider, token)))
    }

    /// The providers by which a person may sign in, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn linked_providers(&self, person: PersonId) -> Result<Vec<LinkedProvider>, IdentityError> {
        Ok(links_of(&self.store.read(), person)?)
    }

    /// Issuer and subject of each of a person's links, for their own copy of what is kept about them.
    ///
    /// # Errors
    /// When the store fails or a value does not open.
    pub fn provider_subjects(&self, person: PersonId) -> Result<Vec<String>, IdentityError> {
        let found: Vec<(Uuid, Vec<u8>)> = {
            let store = self.store.read();
            let mut statement =
                store.prepare_cached("SELECT id, subject FROM provider_link WHERE person = ?1")?;
            let rows = statement.query_map([person.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<Result<_, _>>()?
        };
        let open = |(id, sealed): (Uuid, Vec<u8>)| {
            self.store.vault.open_text(SUBJECT, id.as_bytes(), &sealed)
        };
        found.into_iter().map(open).collect()
    }

    /// Takes one of a person's links away; never the last way in. `None` when there is no such link.
    ///
    /// # Errors
    /// When the store fails.
    pub fn unlink_provider(
        &self,
        person: PersonId,
        link: Uuid,
    ) -> Result<Option<Result<(), Refusal>>, IdentityError> {
        self.store.write(|tx| {
            let links = links_of(tx, person)?;
            if !links.iter().any(|it| it.id == link) {
                return Ok(None);
            }
            if links.len() == 1 && !has_another_way(tx, person)? {
                let path = Some("link".to_owned());
                let rule = rules::H_PROVIDER_LAST;
                return Ok(Some(Err(Refusal { rule, path, detail: Vec::new() })));
            }
            tx.execute(
                "DELETE FROM provider_link WHERE id = ?1 AND person = ?2",
                params![link, person.0],
            )?;
            Ok(Some(Ok(())))
        })
    }
}

fn links_of(store: &Connection, person: PersonId) -> Result<Vec<LinkedProvider>, rusqlite::Error> {
    let mut statement = store.prepare_cached(
        "SELECT id, provider, linked_ms FROM provider_link WHERE person = ?1 ORDER BY linked_ms, id",
    )?;
    let rows = statement.query_map([person.0], |row| {
        let linked = Timestamp::from_millisecond(row.get(2)?);
        Ok(LinkedProvider {
            id: row.get(0)?,
            provider: row.get(1)?,
            linked: linked.unwrap_or(Timestamp::UNIX_EPOCH),
        })
    })?;
    rows.collect()
}

/// Whether somebody can come in without any provider.
fn has_another_way(store: &Connection, person: PersonId) -> Result<bool, rusqlite::Error> {
    store.query_row(
        "SELECT EXISTS (SELECT 1 FROM person WHERE id = ?1 AND password IS NOT NULL)
             OR EXISTS (SELECT 1 FROM passkey WHERE person = ?1)",
        [person.0],
        |row| row.get(0),
    )
}

/// Issuers are addresses and hold no line break: no two pairs look alike.
fn subject(told: &Told) -> String {
    format!("{}\n{}", told.issuer, told.subject)
}
