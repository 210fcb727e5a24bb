//! Passkeys (WebAuthn): a key on the person's device that stands for both factors, since it asks for them itself.

use std::sync::OnceLock;

use domain::{PersonId, Refusal};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;
use webauthn_rs::prelude::{
    AuthenticationResult, CredentialID, DiscoverableAuthentication, Passkey as Credential,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Webauthn, WebauthnError,
};

use crate::account::Change;
use crate::secret::hex;
use crate::sessions::moment;
use crate::site::Site;
use crate::slips::Slip;
use crate::{Identity, IdentityError, SignedIn, Viewer, Visit, rules};

/// How long a ceremony may take: people look for their keys.
const CEREMONY: SignedDuration = SignedDuration::from_mins(5);
/// Passkeys of one person.
const MOST: u32 = 20;
/// Characters of a passkey's name.
const NAME: usize = 80;
/// Columns of what is sealed and found by digest.
const SEALED: &str = "passkey.sealed";
const NAMED: &str = "passkey.name";
const FOUND: &str = "passkey.credential";
/// Kinds of slips that browsers carry through a ceremony.
const REGISTERS: &str = "passkey.registers";
const SIGNS_IN: &str = "passkey.signs-in";

/// The site, once it is known.
#[derive(Default)]
pub(crate) struct Passkeys {
    site: OnceLock<Site>,
}

impl Passkeys {
    fn site(&self) -> Option<&Webauthn> {
        self.site.get().map(|site| &site.webauthn)
    }
}

/// A ceremony for the browser to carry out.
#[derive(Debug, Clone)]
pub struct Begun {
    /// What the browser brings back with its answer; it counts once.
    pub id: String,
    /// The argument of `navigator.credentials`, as JSON.
    pub options: String,
}

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its identifier here.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// When it was registered.
    pub created: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
}

/// A passkey as it is stored.
struct Stored {
    id: Uuid,
    person: PersonId,
    credential: Credential,
}

impl Identity {
    /// Begins to register a passkey for the viewer.
    ///
    /// # Errors
    /// When the store fails.
    pub fn start_passkey_registration(
        &self,
        viewer: &Viewer,
    ) -> Result<Result<Begun, Refusal>, IdentityError> {
        let Some(site) = self.passkeys.site() else {
            return Ok(Err(rules::passkey_off()));
        };
        if let Err(refusal) = self.lately(viewer)? {
            return Ok(Err(refusal));
        }
        if count(&self.store.read(), viewer.person)? >= MOST {
            return Ok(Err(rules::passkey_many(MOST)));
        }
        let known = self.credentials_of(viewer.person)?;
        let (name, known) = (viewer.email.as_str(), Some(known));
        let (options, state) =
            site.start_passkey_registration(viewer.person.0, name, name, known)?;
        let options = discoverable(&options)?;
        let id = self.slip(REGISTERS, (viewer.person, state), CEREMONY)?;
        Ok(Ok(Begun { id, options }))
    }

    /// Registers the passkey that the browser made.
    ///
    /// # Errors
    /// When the store fails.
    pub fn finish_passkey_registration(
        &self,
        viewer: &Viewer,
        ceremony: &str,
        credential: &str,
        name: &str,
    ) -> Result<Result<(), Refusal>, IdentityError> {
        let Some(site) = self.passkeys.site() else {
            return Ok(Err(rules::passkey_off()));
        };
        let begun: Option<Slip<(PersonId, PasskeyRegistration)>> =
            self.read_slip(REGISTERS, ceremony)?;
        let Some(begun) = begun.filter(|begun| begun.says.0 == viewer.person) else {
            return Ok(Err(rules::ceremony()));
        };
        let Ok(answer) = serde_json::from_str::<RegisterPublicKeyCredential>(credential) else {
            return Ok(Err(rules::passkey()));
        };
        match site.finish_passkey_registration(&answer, &begun.says.1) {
            Ok(credential) => self.add_passkey(&begun, &credential, name),
            Err(error) => Ok(Err(unfit(&error))),
        }
    }

    /// Begins a sign-in by passkey, whoever it will be.
    ///
    /// # Errors
    /// When the library cannot begin.
    pub fn start_passkey_sign_in(&self) -> Result<Result<Begun, Refusal>, IdentityError> {
        let Some(site) = self.passkeys.site() else {
            return Ok(Err(rules::passkey_off()));
        };
        let (mut options, state) = site.start_discoverable_authentication()?;
        // Whether the browser offers keys in the address field or asks at once is the page's to say.
        options.mediation = None;
        let options = serde_json::to_string(&options)?;
        let id = self.slip(SIGNS_IN, state, CEREMONY)?;
        Ok(Ok(Begun { id, options }))
    }

    /// Lets in whose passkey answered. It has asked for the person's finger, face or code, so it stands for both factors.
    ///
    /// # Errors
    /// When the store fails.
    pub fn finish_passkey_sign_in(
        &self,
        ceremony: &str,
        credential: &str,
        visit: &Visit<'_>,
    ) -> Result<Result<SignedIn, Refusal>, IdentityError> {
        let Some(site) = self.passkeys.site() else {
            return Ok(Err(rules::passkey_off()));
        };
        let begun: Option<Slip<DiscoverableAuthentication>> = self.read_slip(SIGNS_IN, ceremony)?;
        let Some(begun) = begun else {
            return Ok(Err(rules::ceremony()));
        };
        let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(credential) else {
            return Ok(Err(rules::passkey()));
        };
        let Ok((owner, id)) = site.identify_discoverable_authentication(&answer) else {
            return Ok(Err(rules::passkey()));
        };
        // The key says whose it is: it must be the one it is registered for.
        let stored = self.stored(id)?.filter(|stored| stored.person.0 == owner);
        let Some(stored) = stored else {
            return Ok(Err(rules::passkey()));
        };
        let state = begun.says.clone();
        match site.finish_discoverable_authentication_v2(&answer, state, &stored.credential) {
            Ok(result) => {
                let person = stored.person;
                if !self.used(stored, &result, &begun)? {
                    return Ok(Err(rules::ceremony()));
                }
                self.enter(person, visit).map(Ok)
            }
            Err(error) => Ok(Err(unfit(&error))),
        }
    }

    /// Removes one of the viewer's passkeys.
    ///
    /// # Errors
    /// When the store fails.
    pub fn remove_passkey(
        &self,
        viewer: &Viewer,
        passkey: Uuid,
    ) -> Result<Result<(), Refusal>, IdentityError> {
        if let Err(refusal) = self.lately(viewer)? {
            return Ok(Err(refusal));
        }
        self.store.write(|tx| {
            let removed = tx.execute(
                "DELETE FROM passkey WHERE id = ?1 AND person = ?2",
                params![passkey, viewer.person.0],
            )?;
            if removed == 0 {
                return Ok(Err(rules::passkey_unknown(passkey)));
            }
            self.note(tx, viewer.person, Change::PasskeyRemoved)?;
            Ok(Ok(()))
        })
    }

    /// A person's passkeys, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn passkeys(&self, person: PersonId) -> Result<Vec<Passkey>, IdentityError> {
        let store = self.store.read();
        let mut statement = store.prepare_cached(
            "SELECT id, name, created_ms, used_ms FROM passkey WHERE person = ?1 ORDER BY created_ms, id",
        )?;
        let mut rows = statement.query([person.0])?;
        let mut passkeys = Vec::new();
        while let Some(row) = rows.next()? {
            let id: Uuid = row.get(0)?;
            let name: Vec<u8> = row.get(1)?;
            passkeys.push(Passkey {
                id,
                name: self.store.vault.open_text(NAMED, id.as_bytes(), &name)?,
                created: moment(row.get(2)?),
                used: row.get::<_, Option<i64>>(3)?.map(moment),
            });
        }
        Ok(passkeys)
    }

    /// Binds passkeys to the site under which people reach this node; without a `public_url` to `localhost`.
    ///
    /// # Errors
    /// When the library does not take the site.
    pub fn serve_at(&self, public_url: Option<&str>) -> Result<(), IdentityError> {
        // The site of a node is given once; a second one would void every key.
        if let Some(site) = Site::of(public_url)? {
            self.passkeys.site.get_or_init(|| site);
        }
        Ok(())
    }

    /// Whether passkeys work for people who reach this node under `host`, a name with or without a port.
    #[must_use]
    pub fn takes_passkeys_at(&self, host: Option<&str>) -> bool {
        self.passkeys.site.get().is_some_and(|site| site.is_reached_at(host))
    }

    fn add_passkey(
        &self,
        begun: &Slip<(PersonId, PasskeyRegistration)>,
        credential: &Credential,
        name: &str,
    ) -> Result<Result<(), Refusal>, IdentityError> {
        let (id, vault, person) = (Uuid::now_v7(), &self.store.vault, begun.says.0);
        let name: String = name.trim().chars().take(NAME).collect();
        let now = self.clock.now().as_millisecond();
        self.store.write(|tx| {
            if !begun.use_up(tx, now)? {
                return Ok(Err(rules::ceremony()));
            }
            if count(tx, person)? >= MOST {
                return Ok(Err(rules::passkey_many(MOST)));
            }
            let added = tx.execute(
                "INSERT INTO passkey (id, credential, person, sealed, name, created_ms) VALUES (?1,?2,?3,?4,?5,?6)
                 ON CONFLICT (credential) DO NOTHING",
                params![
                    id,
                    self.found_by(credential.cred_id()),
                    person.0,
                    vault.seal(SEALED, id.as_bytes(), &serde_json::to_vec(credential)?),
                    vault.seal_text(NAMED, id.as_bytes(), &name),
                    now
                ],
            )?;
            if added == 0 {
                return Ok(Err(rules::passkey_known()));
            }
            self.note(tx, person, Change::PasskeyAdded)?;
            Ok(Ok(()))
        })
    }

    /// Keeps what a use has changed: the counter, which shows a copied key, and whether the key is backed up. False when the
    /// ceremony was used up before: then nothing has changed.
    fn used(
        &self,
        mut stored: Stored,
        result: &AuthenticationResult,
        begun: &Slip<DiscoverableAuthentication>,
    ) -> Result<bool, IdentityError> {
        stored.credential.update_credential(result);
        let json = serde_json::to_vec(&stored.credential)?;
        let sealed = self.store.vault.seal(SEALED, stored.id.as_bytes(), &json);
        let now = self.clock.now().as_millisecond();
        self.store.write(|tx| {
            if !begun.use_up(tx, now)? {
                return Ok(false);
            }
            tx.execute(
                "UPDATE passkey SET sealed = ?2, used_ms = ?3 WHERE id = ?1",
                params![stored.id, sealed, now],
            )?;
            Ok(true)
        })
    }

    fn stored(&self, credential: &[u8]) -> Result<Option<Stored>, IdentityError> {
        let row: Option<(Uuid, Uuid, Vec<u8>)> = self
            .store
            .read()
            .query_row(
                "SELECT id, person, sealed FROM passkey WHERE credential = ?1",
                [self.found_by(credential)],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()?;
        row.map(|(id, person, sealed)| {
            let credential = self.opened(id, &sealed)?;
            Ok(Stored { id, person: PersonId(person), credential })
        })
        .transpose()
    }

    fn credentials_of(&self, person: PersonId) -> Result<Vec<CredentialID>, IdentityError> {
        let store = self.store.read();
        let mut statement =
            store.prepare_cached("SELECT id, sealed FROM passkey WHERE person = ?1")?;
        let rows = statement
            .query_map([person.0], |row| Ok((row.get::<_, Uuid>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
        let ids = rows.iter().map(|(id, sealed)| Ok(self.opened(*id, sealed)?.cred_id().clone()));
        ids.collect()
    }

    fn opened(&self, id: Uuid, sealed: &[u8]) -> Result<Credential, IdentityError> {
        let json = self.store.vault.open(SEALED, id.as_bytes(), sealed)?;
        Ok(serde_json::from_slice(&json)?)
    }

    fn found_by(&self, credential: &[u8]) -> [u8; 32] {
        self.store.vault.digest(FOUND, &hex(credential))
    }
}

fn count(store: &Connection, person: PersonId) -> Result<u32, rusqlite::Error> {
    store.query_row("SELECT count(*) FROM passkey WHERE person = ?1", [person.0], |row| row.get(0))
}

/// The options with the wish that the key be found without an address: the library leaves it to the device.
fn discoverable<T: serde::Serialize>(options: &T) -> Result<String, IdentityError> {
    let mut options = serde_json::to_value(options)?;
    let selection = &mut options["publicKey"]["authenticatorSelection"];
    selection["residentKey"] = "required".into();
    selection["requireResidentKey"] = true.into();
    Ok(options.to_string())
}

/// An answer that does not fit is the visitor's; the log learns the kind of misfit and nothing about them.
fn unfit(error: &WebauthnError) -> Refusal {
    tracing::info!(%error, "a passkey was refused");
    rules::passkey()
}
