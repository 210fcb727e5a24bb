//! Invitations: to a seat that was offered, or to ask for one; by a secret in a mail that works once and expires.

use domain::context::SeatOf;
use domain::{Author, Lang, PersonId, Refusal, Role, SeatId};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::people::{lang_of, lang_text, place_of, place_read, role_of, role_text};
use crate::sessions::moment;
use crate::{Identity, IdentityError, Letter, SignedIn, Vault, Visit, outbox, rules, secret};

const EMAIL: &str = "invitation.email";
const FUNCTION: &str = "invitation.function";
const REASON: &str = "invitation.reason";

/// An invitation to be sent.
#[derive(Debug, Clone)]
pub struct NewInvitation<'a> {
    /// Its identifier: the same for every repeat of the command.
    pub id: Uuid,
    /// Where the seat is.
    pub of: SeatOf,
    /// The role that goes with it.
    pub role: Role,
    /// The function there, in words.
    pub function: &'a str,
    /// The seat that was offered in the log; `None` when accepting asks for one.
    pub seat: Option<SeatId>,
    /// The address of the invited person.
    pub email: &'a str,
    /// The language they read.
    pub lang: Lang,
    /// Who invites.
    pub by: Author,
    /// Days until it expires.
    pub days: u16,
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationState {
    /// It can be accepted.
    Open,
    /// It was accepted.
    Accepted,
    /// It was withdrawn.
    Withdrawn,
    /// Its time is over.
    Expired,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its identifier.
    pub id: Uuid,
    /// The address of the invited person.
    pub email: String,
    /// The language they read.
    pub lang: Lang,
    /// Where the seat is.
    pub of: SeatOf,
    /// The role that goes with it.
    pub role: Role,
    /// The function there, in words.
    pub function: String,
    /// The seat that was offered; `None` when accepting asks for one.
    pub seat: Option<SeatId>,
    /// Who invited.
    pub by: Author,
    /// When.
    pub created: Timestamp,
    /// Until when it can be accepted.
    pub expires: Timestamp,
    /// Where it stands.
    pub state: InvitationState,
}

/// Who accepts an invitation.
#[derive(Debug, Clone, Copy)]
pub struct Accepting<'a> {
    /// The signed-in person; `None` when possession of the secret shall tell who it is.
    pub viewer: Option<PersonId>,
    /// How somebody new wants to be called.
    pub display_name: &'a str,
    /// The language they read, when it is not the invitation's.
    pub lang: Option<Lang>,
    /// The code of a second factor.
    pub code: &'a str,
}

impl Identity {
    /// Counts an invitation before it is made.
    ///
    /// # Errors
    /// A refusal when the address is none, or when the seat or the address has had too many lately.
    pub fn may_invite(&self, by: &Author, email: &str) -> Result<(), Refusal> {
        let email = crate::people::address(email).map_err(|_| rules::address("email"))?;
        self.throttle.invitation(by, email)
    }

    /// Writes an invitation down and its letter into the outbox; a repeat of the same command finds the first.
    /// `write` makes the letter from the secret and the last moment.
    ///
    /// # Errors
    /// When the address is none, the id was used by somebody else, or the store fails.
    pub fn invite(
        &self,
        new: &NewInvitation<'_>,
        write: impl FnOnce(&str, Timestamp) -> Letter,
    ) -> Result<Invitation, IdentityError> {
        let email = crate::people::address(new.email)?;
        if let Some(known) = self.invitation(new.id)? {
            return if known.by == new.by { Ok(known) } else { Err(IdentityError::Reused) };
        }
        let (token, now) = (secret::fresh(), self.clock.now());
        let expires = now + SignedDuration::from_hours(24 * i64::from(new.days));
        let letter = write(&token, expires);
        let span = (now.as_millisecond(), mail_until(now, expires).as_millisecond());
        self.store.write(|tx| {
            // Another node may have carried out the same command meanwhile: then what it wrote stands.
            if insert(tx, &self.store.vault, new, (&token, now, expires))? {
                outbox::put(tx, &self.store.vault, email, &letter, span)?;
            }
            Ok(())
        })?;
        self.ring();
        match self.invitation(new.id)? {
            Some(known) if known.by == new.by => Ok(known),
            Some(_) => Err(IdentityError::Reused),
            None => Err(IdentityError::Store(rusqlite::Error::QueryReturnedNoRows)),
        }
    }

    /// The invitation with this identifier.
    ///
    /// # Errors
    /// When the store fails.
    pub fn invitation(&self, id: Uuid) -> Result<Option<Invitation>, IdentityError> {
        Ok(self.select("id = ?1", params![id])?.pop())
    }

    /// The open invitation that a secret belongs to.
    ///
    /// # Errors
    /// When the store fails.
    pub fn invitation_by_secret(&self, token: &str) -> Result<Option<Invitation>, IdentityError> {
        let with = secret::hash(token);
        let found = self.store.found(|| Ok(self.select("token = ?1", params![with])?.pop()))?;
        Ok(found.filter(|invitation| invitation.state == InvitationState::Open))
    }

    /// The invitations to a place, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn invitations_to(&self, of: SeatOf) -> Result<Vec<Invitation>, IdentityError> {
        let (kind, id) = place_of(of);
        self.select("of_kind = ?1 AND of_id IS ?2", params![kind, id])
    }

    /// Open invitations whose time is over and whose seats are still on offer.
    ///
    /// # Errors
    /// When the store fails.
    pub fn invitations_expired(&self) -> Result<Vec<Invitation>, IdentityError> {
        let now = self.clock.now().as_millisecond();
        self.select(
            "state = 'open' AND token IS NOT NULL AND seat IS NOT NULL AND expires_ms < ?1",
            params![now],
        )
    }

    /// The offer behind an expired invitation was withdrawn: nothing is left to do about it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn invitation_over(&self, id: Uuid) -> Result<(), IdentityError> {
        self.store.write(|tx| {
            tx.execute("UPDATE invitation SET token = NULL WHERE id = ?1", [id])?;
            Ok(())
        })
    }

    /// Withdraws an open invitation; false when it was not open any more.
    ///
    /// # Errors
    /// When the store fails.
    pub fn withdraw_invitation(&self, id: Uuid, reason: &str) -> Result<bool, IdentityError> {
        let reason = self.store.vault.seal_text(REASON, id.as_bytes(), reason);
        let withdrawn = self.store.write(|tx| {
            Ok(tx.execute(
                "UPDATE invitation SET state = 'withdrawn', token = NULL, reason = ?2 WHERE id = ?1 AND state = 'open'",
                params![id, reason],
            )?)
        })?;
        Ok(withdrawn > 0)
    }

    /// Begins to accept an invitation: finds or adds the person, and binds the invitation to them until
    /// [`Identity::accepted`] or [`Identity::not_accepted`]. Begun twice by the same person it goes on.
    ///
    /// # Errors
    /// When the store fails. A refusal when the secret is none, over or used, or a second factor is missing.
    pub fn accepting(
        &self,
        token: &str,
        who: &Accepting<'_>,
    ) -> Result<Result<(Invitation, PersonId), Refusal>, IdentityError> {
        let Some(invitation) = self.invitation_by_secret(token)? else {
            return Ok(Err(rules::invitation()));
        };
        let person = match who.viewer {
            Some(person) => person,
            None => match self.invited(&invitation, who)? {
                Ok(person) => person,
                Err(refusal) => return Ok(Err(refusal)),
            },
        };
        let bound = self.store.write(|tx| {
            Ok(tx.execute(
                "UPDATE invitation SET taken_by = ?2
                 WHERE token = ?1 AND state = 'open' AND expires_ms >= ?3 AND (taken_by IS NULL OR taken_by = ?2)",
                params![secret::hash(token), person.0, self.clock.now().as_millisecond()],
            )?)
        })?;
        Ok(if bound == 1 { Ok((invitation, person)) } else { Err(rules::invitation()) })
    }

    /// The person whom possession of the secret proves to be the invited one.
    fn invited(
        &self,
        invitation: &Invitation,
        who: &Accepting<'_>,
    ) -> Result<Result<PersonId, Refusal>, IdentityError> {
        if let Some(person) = self.person_by_email(&invitation.email)?
            && let Err(refusal) = self.second_factor(person, who.code)?
        {
            return Ok(Err(refusal));
        }
        let lang = who.lang.unwrap_or(invitation.lang);
        self.admit(&invitation.email, who.display_name, lang).map(Ok)
    }

    /// The person accepted: the secret is used up, and a visitor who was not signed in is let in.
    ///
    /// # Errors
    /// When the store fails. A refusal when it had been used up before.
    pub fn accepted(
        &self,
        invitation: Uuid,
        by: PersonId,
        visit: Option<&Visit<'_>>,
    ) -> Result<Result<Option<SignedIn>, Refusal>, IdentityError> {
        let accepted = self.store.write(|tx| {
            Ok(tx.execute(
                "UPDATE invitation SET state = 'accepted', token = NULL
                 WHERE id = ?1 AND state = 'open' AND taken_by = ?2",
                params![invitation, by.0],
            )?)
        })?;
        if accepted != 1 {
            return Ok(Err(rules::invitation()));
        }
        Ok(Ok(visit.map(|visit| self.enter(by, visit)).transpose()?))
    }

    /// The person could not accept: the invitation is open again.
    ///
    /// # Errors
    /// When the store fails.
    pub fn not_accepted(&self, invitation: Uuid, by: PersonId) -> Result<(), IdentityError> {
        self.store.write(|tx| {
            tx.execute(
                "UPDATE invitation SET taken_by = NULL WHERE id = ?1 AND state = 'open' AND taken_by = ?2",
                params![invitation, by.0],
            )?;
            Ok(())
        })
    }

    fn select(
        &self,
        which: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<Invitation>, IdentityError> {
        let store = self.store.read();
        let mut statement = store.prepare_cached(&format!(
            "SELECT id, email, lang, of_kind, of_id, role, function, seat, by_person, by_seat, by_kind, by_id, by_role,
                    created_ms, expires_ms, state
             FROM invitation WHERE {which} ORDER BY created_ms DESC, id"
        ))?;
        let now = self.clock.now();
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.extend(read(row, &self.store.vault, now)?);
        }
        Ok(found)
    }
}

/// A mail is tried for two days at most; what its reader can no longer use is not sent.
fn mail_until(now: Timestamp, expires: Timestamp) -> Timestamp {
    expires.min(now + SignedDuration::from_hours(48))
}

fn insert(
    store: &rusqlite::Connection,
    vault: &Vault,
    new: &NewInvitation<'_>,
    (token, now, expires): (&str, Timestamp, Timestamp),
) -> Result<bool, IdentityError> {
    let (of_kind, of_id) = place_of(new.of);
    let (by_kind, by_id) = place_of(new.by.of);
    let (row, email) = (new.id.as_bytes(), new.email.trim());
    let added = store.execute(
        "INSERT INTO invitation (id, token, email, email_digest, lang, of_kind, of_id, role, function, seat,
                                 by_person, by_seat, by_kind, by_id, by_role, state, created_ms, expires_ms)
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,'open',?16,?17) ON CONFLICT (id) DO NOTHING",
        params![
            new.id,
            secret::hash(token),
            vault.seal_text(EMAIL, row, email),
            vault.email_digest(email),
            lang_text(new.lang),
            of_kind,
            of_id,
            role_text(new.role),
            vault.seal_text(FUNCTION, row, new.function),
            new.seat.map(|seat| seat.0),
            new.by.person.map(|person| person.0),
            new.by.seat.map(|seat| seat.0),
            by_kind,
            by_id,
            role_text(new.by.role),
            now.as_millisecond(),
            expires.as_millisecond()
        ],
    )?;
    Ok(added == 1)
}

/// A row as an invitation; `None` when a newer version gave it a role that is not known here.
fn read(row: &Row<'_>, vault: &Vault, now: Timestamp) -> Result<Option<Invitation>, IdentityError> {
    let id: Uuid = row.get(0)?;
    let open = |place, column| -> Result<String, IdentityError> {
        vault.open_text(place, id.as_bytes(), &row.get::<_, Vec<u8>>(column)?)
    };
    let (Some(role), Some(by_role)) =
        (role_of(&row.get::<_, String>(5)?), role_of(&row.get::<_, String>(12)?))
    else {
        return Ok(None);
    };
    let expires = moment(row.get(14)?);
    let state = match row.get::<_, String>(15)?.as_str() {
        "open" if now <= expires => InvitationState::Open,
        "open" => InvitationState::Expired,
        "accepted" => InvitationState::Accepted,
        _ => InvitationState::Withdrawn,
    };
    Ok(Some(Invitation {
        id,
        email: open(EMAIL, 1)?,
        lang: lang_of(&row.get::<_, String>(2)?),
        of: place_read(&row.get::<_, String>(3)?, row.get(4)?),
        role,
        function: open(FUNCTION, 6)?,
        seat: row.get::<_, Option<Uuid>>(7)?.map(SeatId),
        by: Author {
            person: row.get::<_, Option<Uuid>>(8)?.map(PersonId),
            seat: row.get::<_, Option<Uuid>>(9)?.map(SeatId),
            of: place_read(&row.get::<_, String>(10)?, row.get(11)?),
            role: by_role,
        },
        created: moment(row.get(13)?),
        expires,
        state,
    }))
}
