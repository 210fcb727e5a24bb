//! People and seats: putting them in the store, and what they set for themselves.

use domain::context::SeatOf;
use domain::{Lang, PersonId, Role, SeatId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use crate::{Identity, IdentityError, Seat, password};

/// Somebody who is to be able to sign in.
#[derive(Clone)]
pub struct NewPerson<'a> {
    /// Address; the key of the sign-in, any letter case.
    pub email: &'a str,
    /// How they want to be called.
    pub display_name: &'a str,
    /// The language they read.
    pub lang: Lang,
    /// Their first password.
    pub password: &'a str,
}

/// Somebody as the operator and the platform's administrators see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Their identifier.
    pub id: PersonId,
    /// Their address.
    pub email: String,
    /// How they want to be called.
    pub display_name: String,
    /// The language they read.
    pub lang: Lang,
    /// When they were added.
    pub created: Timestamp,
    /// Seats that have not ended, oldest first.
    pub seats: Vec<Seat>,
    /// Places where they are signed in.
    pub sessions: u32,
    /// When one of those was last used.
    pub last_used: Option<Timestamp>,
}

/// How to write to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Their address.
    pub email: String,
    /// How they want to be called.
    pub display_name: String,
    /// The language they read.
    pub lang: Lang,
}

impl Identity {
    /// Adds a person. Hashing takes tens of milliseconds on the caller's thread.
    ///
    /// # Errors
    /// When the address is none or is taken, the password is refused, or the store fails.
    pub fn add_person(&self, new: &NewPerson<'_>) -> Result<PersonId, IdentityError> {
        let email = address(new.email)?;
        if !password::acceptable(new.password, email) {
            let why = format!(
                "at least {} different enough characters, without the address",
                password::LEAST
            );
            return Err(IdentityError::PasswordRefused(why));
        }
        let hash = password::hash(new.password)?;
        self.insert(email, new.display_name, new.lang, Some(&hash))
    }

    /// Adds a person who comes in by a link, a passkey or a provider and has no password.
    ///
    /// # Errors
    /// When the address is none or is taken, or the store fails.
    pub fn add_person_without_password(
        &self,
        email: &str,
        display_name: &str,
        lang: Lang,
    ) -> Result<PersonId, IdentityError> {
        self.insert(address(email)?, display_name, lang, None)
    }

    fn insert(
        &self,
        email: &str,
        display_name: &str,
        lang: Lang,
        password: Option<&str>,
    ) -> Result<PersonId, IdentityError> {
        let id = PersonId(Uuid::now_v7());
        let vault = &self.store.vault;
        let added = self.store.write(|tx| {
            Ok(tx.execute(
                "INSERT INTO person (id, email, email_digest, display_name, lang, password, created_ms, used_ms)
                 VALUES (?1,?2,?3,?4,?5,?6,?7,?7) ON CONFLICT (email_digest) DO NOTHING",
                params![
                    id.0,
                    vault.seal_email(id, email),
                    vault.email_digest(email),
                    vault.seal_name(id, &legible(display_name)),
                    lang_text(lang),
                    password,
                    self.clock.now().as_millisecond()
                ],
            )?)
        })?;
        if added == 0 { Err(IdentityError::AddressTaken) } else { Ok(id) }
    }

    /// The person who signs in with this address.
    ///
    /// # Errors
    /// When the store fails.
    pub fn person_by_email(&self, email: &str) -> Result<Option<PersonId>, IdentityError> {
        let digest = self.store.vault.email_digest(email);
        let id: Option<Uuid> = self
            .store
            .read()
            .query_row("SELECT id FROM person WHERE email_digest = ?1", [digest], |row| row.get(0))
            .optional()?;
        Ok(id.map(PersonId))
    }

    /// How to write to a person, for the platform's own mails to them.
    ///
    /// # Errors
    /// When the store fails.
    pub fn contact_of(&self, person: PersonId) -> Result<Option<Contact>, IdentityError> {
        let store = self.store.read();
        let mut statement =
            store.prepare_cached("SELECT email, display_name, lang FROM person WHERE id = ?1")?;
        let mut rows = statement.query([person.0])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let vault = &self.store.vault;
        Ok(Some(Contact {
            email: vault.open_email(person, row.get_ref(0)?.as_blob()?)?,
            display_name: vault.open_name(person, row.get_ref(1)?.as_blob()?)?,
            lang: lang_of(row.get_ref(2)?.as_str()?),
        }))
    }

    /// Gives a seat of the platform, of which there is no record; all others follow from the log. Giving it twice is once.
    ///
    /// # Errors
    /// When the store fails.
    pub fn give_seat(&self, person: PersonId, seat: Seat) -> Result<(), IdentityError> {
        let now = self.clock.now().as_millisecond();
        self.store.write(|tx| Ok(insert_seat(tx, person, seat, now)?))?;
        self.changed();
        Ok(())
    }

    /// The seats of a place, whoever holds them, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn seats_in(&self, of: SeatOf) -> Result<Vec<Seat>, IdentityError> {
        let (kind, id) = place_of(of);
        let store = self.store.read();
        let mut statement = store.prepare_cached(
            "SELECT id, role FROM seat WHERE of_kind = ?1 AND of_id IS ?2 AND ended_ms IS NULL
             ORDER BY since_ms, id",
        )?;
        let rows = statement.query_map(params![kind, id], |row| {
            Ok((SeatId(row.get(0)?), role_of(&row.get::<_, String>(1)?)))
        })?;
        let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
        Ok(rows
            .into_iter()
            .filter_map(|(id, role)| role.map(|role| Seat { id, of, role }))
            .collect())
    }

    /// Whether the person can sign in with a password.
    ///
    /// # Errors
    /// When the store fails.
    pub fn has_password(&self, person: PersonId) -> Result<bool, IdentityError> {
        Ok(self.store.read().query_row(
            "SELECT password IS NOT NULL FROM person WHERE id = ?1",
            [person.0],
            |row| row.get(0),
        )?)
    }

    /// Sets the language in which a person reads.
    ///
    /// # Errors
    /// When the store fails.
    pub fn set_lang(&self, person: PersonId, lang: Lang) -> Result<(), IdentityError> {
        self.store.write(|tx| {
            let known = params![person.0, lang_text(lang)];
            Ok(tx.execute("UPDATE person SET lang = ?2 WHERE id = ?1", known)?)
        })?;
        self.changed();
        Ok(())
    }

    /// Sets how a person is called; the caller has checked the name.
    ///
    /// # Errors
    /// When the store fails.
    pub fn set_display_name(&self, person: PersonId, name: &str) -> Result<(), IdentityError> {
        let sealed = self.store.vault.seal_name(person, &legible(name));
        self.store.write(|tx| {
            let called = params![person.0, sealed];
            Ok(tx.execute("UPDATE person SET display_name = ?2 WHERE id = ?1", called)?)
        })?;
        self.changed();
        Ok(())
    }

    /// Remembers up to where a person has read a feed; `scope` is the page's own name for it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn mark_seen(
        &self,
        person: PersonId,
        scope: &str,
        cursor: &str,
    ) -> Result<(), IdentityError> {
        self.store.write(|tx| {
            tx.execute(
                "INSERT INTO seen (person, scope, cursor) VALUES (?1,?2,?3)
                 ON CONFLICT (person, scope) DO UPDATE SET cursor = excluded.cursor",
                params![person.0, scope, cursor],
            )?;
            Ok(())
        })
    }

    /// Up to where a person has read a feed.
    ///
    /// # Errors
    /// When the store fails.
    pub fn last_seen(
        &self,
        person: PersonId,
        scope: &str,
    ) -> Result<Option<String>, IdentityError> {
        Ok(self
            .store
            .read()
            .query_row(
                "SELECT cursor FROM seen WHERE person = ?1 AND scope = ?2",
                params![person.0, scope],
                |row| row.get(0),
            )
            .optional()?)
    }
}

/// The address in `text`, which is otherwise taken as it was typed.
/// Characters that show nothing, or turn the direction in which others are read: in a name or an address they deceive.
pub(crate) fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A name without them.
fn legible(name: &str) -> String {
    name.chars().filter(|c| !invisible(*c)).collect()
}

pub(crate) fn address(text: &str) -> Result<&str, IdentityError> {
    let email = text.trim();
    let shape = email.split_once('@').is_some_and(|(local, domain)| {
        let odd = |c: char| c.is_whitespace() || invisible(c) || ",;<>()\"\\".contains(c);
        !local.is_empty() && domain.contains('.') && !domain.contains('@') && !email.contains(odd)
    });
    if !shape || email.len() > 254 {
        return Err(IdentityError::NotAnAddress);
    }
    Ok(email)
}

pub(crate) fn insert_seat(
    store: &rusqlite::Connection,
    person: PersonId,
    seat: Seat,
    since_ms: i64,
) -> Result<(), rusqlite::Error> {
    let (kind, id) = place_of(seat.of);
    store.execute(
        "INSERT INTO seat (id, person, of_kind, of_id, role, since_ms, ended_ms)
         VALUES (?1,?2,?3,?4,?5,?6, (SELECT at_ms FROM erased WHERE person = ?2)) ON CONFLICT (id) DO NOTHING",
        params![seat.id.0, person.0, kind, id, role_text(seat.role), since_ms],
    )?;
    Ok(())
}

/// How the place of a seat is stored.
pub(crate) fn place_of(of: SeatOf) -> (&'static str, Option<Uuid>) {
    match of {
        SeatOf::Organisation(id) => ("organisation", Some(id.0)),
        SeatOf::Group(id) => ("group", Some(id.0)),
        SeatOf::Platform => ("platform", None),
    }
}

/// The place that [`place_of`] stored.
pub(crate) fn place_read(kind: &str, id: Option<Uuid>) -> SeatOf {
    match (kind, id) {
        ("organisation", Some(id)) => SeatOf::Organisation(id.into()),
        ("group", Some(id)) => SeatOf::Group(id.into()),
        _ => SeatOf::Platform,
    }
}

pub(crate) fn seats_of(
    store: &rusqlite::Connection,
    person: PersonId,
) -> Result<Vec<Seat>, rusqlite::Error> {
    let mut statement = store.prepare_cached(
        "SELECT id, of_kind, of_id, role FROM seat WHERE person = ?1 AND ended_ms IS NULL ORDER BY since_ms, id",
    )?;
    let rows = statement.query_map([person.0], seat_in)?;
    // A role of a newer version gives no rights here.
    rows.filter_map(Result::transpose).collect()
}

/// The seat in a row of `id, of_kind, of_id, role`; `None` when this version does not know the role.
pub(crate) fn seat_in(row: &rusqlite::Row<'_>) -> Result<Option<Seat>, rusqlite::Error> {
    let id = SeatId(row.get(0)?);
    let of = place_read(row.get_ref(1)?.as_str()?, row.get(2)?);
    Ok(role_of(&row.get::<_, String>(3)?).map(|role| Seat { id, of, role }))
}

pub(crate) fn lang_text(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
        Lang::Es => "es",
    }
}

/// What is not known reads French, the platform's first language.
pub(crate) fn lang_of(text: &str) -> Lang {
    match text {
        "en" => Lang::En,
        "es" => Lang::Es,
        _ => Lang::Fr,
    }
}

/// A role as its serde name, so that the store and the log spell it alike.
pub(crate) fn role_text(role: Role) -> String {
    serde_json::to_string(&role).expect("a role is a word").trim_matches('"').to_owned()
}

pub(crate) fn role_of(text: &str) -> Option<Role> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use super::{address, legible};

    #[test]
    fn an_address_is_one_address_and_shows_all_its_letters() {
        assert!(address(" mayor@rio.example ").is_ok());
        for odd in
            ["a@x.example,b@y.example", "a@b.example\u{202E}", "a@b@c.example", "<a@b.example>"]
        {
            assert!(address(odd).is_err(), "{odd:?}");
        }
    }

    #[test]
    fn a_name_holds_nothing_that_cannot_be_seen() {
        assert_eq!(legible("Of\u{0}fi\u{202E}cer, Saint-Étienne"), "Officer, Saint-Étienne");
    }
}
