//! API tokens: a programme's way in, in a person's name, as narrow as the person made it.

use domain::{PersonId, Refusal, SeatId};
use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use crate::people::{lang_of, seats_of};
use crate::secret::hex;
use crate::sessions::{TOUCH_MS, digest, moment};
use crate::touches::Touched;
use crate::{Identity, IdentityError, Seat, Via, Viewer, rules, vault};

/// How every token begins, so that it is told from a session and found by those who look for leaked secrets.
pub(crate) const MARK: &str = "rvs_";
/// Tokens of one person at a time.
const MOST: usize = 20;
/// Days a token may live: a year, and the day of a leap year.
const DAYS: u16 = 366;
/// Characters of a token's name.
const NAME: usize = 80;
/// Letters of the part that is kept to recognise a token.
const PREFIX: usize = 8;
/// A token that works: it has not ended, and neither has its seat.
const ALIVE: &str = "t.expires_ms > ?2 AND (t.seat IS NULL OR EXISTS (
    SELECT 1 FROM seat s WHERE s.id = t.seat AND s.person = t.person AND s.ended_ms IS NULL))";

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenScope {
    /// Sees what somebody sees who is not signed in; known for limits alone.
    ReadPublic,
    /// Sees what one seat sees.
    ReadAsSeat,
    /// Sees and acts as one seat.
    ActAsSeat,
}

impl TokenScope {
    fn text(self) -> &'static str {
        match self {
            Self::ReadPublic => "read_public",
            Self::ReadAsSeat => "read_as_seat",
            Self::ActAsSeat => "act_as_seat",
        }
    }

    /// What a newer version has written gives the least.
    fn of(text: &str) -> Self {
        match text {
            "act_as_seat" => Self::ActAsSeat,
            "read_as_seat" => Self::ReadAsSeat,
            _ => Self::ReadPublic,
        }
    }
}

/// A token to be made.
#[derive(Debug, Clone)]
pub struct NewToken<'a> {
    /// What its owner calls it.
    pub name: &'a str,
    /// What it is to be good for.
    pub scope: TokenScope,
    /// As which of the person's seats; the only one when there is one.
    pub seat: Option<SeatId>,
    /// How long it is to live.
    pub days: i32,
}

/// A token as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its identifier, not the secret.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// What it is good for.
    pub scope: TokenScope,
    /// Its seat.
    pub seat: Option<SeatId>,
    /// How it begins.
    pub prefix: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// When it was last used, to a few minutes.
    pub used: Option<Timestamp>,
}

/// A token that was made.
#[derive(Debug, Clone)]
pub struct Created {
    /// What its owner sees from now on.
    pub token: ApiToken,
    /// What the programme sends; told this once.
    pub secret: String,
}

impl Identity {
    /// Makes a token for somebody who signed in themselves.
    ///
    /// # Errors
    /// When the store fails.
    pub fn create_token(
        &self,
        viewer: &Viewer,
        new: &NewToken<'_>,
    ) -> Result<Result<Created, Refusal>, IdentityError> {
        let seat = match fitting(viewer, new) {
            Ok(seat) => seat,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let now = self.clock.now();
        let random = hex(&vault::fresh());
        let prefix = format!("{MARK}{}", &hex(&vault::fresh())[..PREFIX]);
        let token = ApiToken {
            id: Uuid::new_v4(),
            name: new.name.trim().to_owned(),
            scope: new.scope,
            seat,
            created: now,
            expires: now + (i64::from(new.days) * 24).hours(),
            used: None,
            prefix,
        };
        let secret = format!("{}_{random}", token.prefix);
        let kept = self.store.write(|tx| {
            bury(tx, viewer.person, now)?;
            let known: i64 = tx.query_row(
                "SELECT count(*) FROM api_token WHERE person = ?1",
                [viewer.person.0],
                |row| row.get(0),
            )?;
            let fits = usize::try_from(known).is_ok_and(|known| known < MOST);
            if fits {
                self.keep(tx, viewer.person, &token, &secret)?;
            }
            Ok(fits)
        })?;
        Ok(if kept { Ok(Created { token, secret }) } else { Err(rules::token_many(MOST)) })
    }

    fn keep(
        &self,
        store: &Connection,
        person: PersonId,
        token: &ApiToken,
        secret: &str,
    ) -> Result<(), IdentityError> {
        let name = self.store.vault.seal_text("api_token.name", token.id.as_bytes(), &token.name);
        store.execute(
            "INSERT INTO api_token (id, token, person, prefix, name, scope, seat, created_ms, expires_ms)
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)",
            params![
                token.id,
                digest(secret),
                person.0,
                token.prefix,
                name,
                token.scope.text(),
                token.seat.map(|seat| seat.0),
                token.created.as_millisecond(),
                token.expires.as_millisecond(),
            ],
        )?;
        Ok(())
    }

    /// A person's tokens that work, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn tokens(&self, person: PersonId) -> Result<Vec<ApiToken>, IdentityError> {
        let store = self.store.read();
        let mut statement = store.prepare_cached(&format!(
            "SELECT t.id, t.name, t.scope, t.seat, t.prefix, t.created_ms, t.expires_ms, t.used_ms
             FROM api_token t WHERE t.person = ?1 AND {ALIVE} ORDER BY t.created_ms DESC, t.id"
        ))?;
        let now = self.clock.now().as_millisecond();
        let rows = statement.query_map(params![person.0, now], |row| {
            Ok((row.get::<_, Vec<u8>>(1)?, token_of(row)?))
        })?;
        rows.map(|row| {
            let (name, token) = row?;
            let name = self.store.vault.open_text("api_token.name", token.id.as_bytes(), &name)?;
            Ok(ApiToken { name, ..token })
        })
        .collect()
    }

    /// Ends one of a person's own tokens; false when they have no such token.
    ///
    /// # Errors
    /// When the store fails.
    pub fn revoke_token(&self, person: PersonId, token: Uuid) -> Result<bool, IdentityError> {
        let ended = self.store.write(|tx| {
            let own = params![token, person.0];
            Ok(tx.execute("DELETE FROM api_token WHERE id = ?1 AND person = ?2", own)?)
        })?;
        self.changed();
        Ok(ended > 0)
    }

    /// Ends all tokens of a person; says how many.
    ///
    /// # Errors
    /// When the store fails.
    pub fn revoke_tokens(&self, person: PersonId) -> Result<usize, IdentityError> {
        let ended = self
            .store
            .write(|tx| Ok(tx.execute("DELETE FROM api_token WHERE person = ?1", [person.0])?))?;
        self.changed();
        Ok(ended)
    }

    /// Who comes with the token of this digest: the person with its one seat, and nothing else about them.
    pub(crate) fn load_token(&self, key: [u8; 32]) -> Result<Option<Viewer>, IdentityError> {
        let now = self.clock.now().as_millisecond();
        let Some((viewer, used)) = self.read_token(key, now)? else {
            return Ok(None);
        };
        if used.is_none_or(|used| now - used > TOUCH_MS) {
            self.touch(Touched::Token { id: viewer.session }, now)?;
        }
        Ok(Some(viewer))
    }

    /// The viewer of a token, and when it was last used.
    fn read_token(
        &self,
        key: [u8; 32],
        now: i64,
    ) -> Result<Option<(Viewer, Option<i64>)>, IdentityError> {
        let store = self.store.read();
        let found = store
            .query_row(
                &format!(
                    "SELECT p.id, t.id, t.scope, t.expires_ms, p.lang, t.seat, t.used_ms FROM api_token t
                     JOIN person p ON p.id = t.person WHERE t.token = ?1 AND {ALIVE}"
                ),
                params![key, now],
                |row| Ok((viewer_of(row)?, row.get::<_, Option<Uuid>>(5)?, row.get::<_, Option<i64>>(6)?)),
            )
            .optional()?;
        let Some((mut viewer, seat, used)) = found else {
            return Ok(None);
        };
        if let Some(seat) = seat.map(SeatId) {
            let mine = |held: &Seat| held.id == seat;
            viewer.seats = seats_of(&store, viewer.person)?.into_iter().filter(mine).collect();
        }
        Ok(Some((viewer, used)))
    }
}

/// The seat of a new token, when everything about it is in order.
fn fitting(viewer: &Viewer, new: &NewToken<'_>) -> Result<Option<SeatId>, Refusal> {
    if viewer.token().is_some() {
        return Err(rules::token_self());
    }
    let name = new.name.trim();
    if name.is_empty() {
        return Err(rules::missing("name"));
    }
    if name.chars().count() > NAME {
        return Err(rules::length("name", NAME));
    }
    if !(1..=i32::from(DAYS)).contains(&new.days) {
        return Err(rules::token_days(DAYS));
    }
    if new.scope == TokenScope::ReadPublic {
        return Ok(None);
    }
    let at_seat = |refusal: Refusal| Refusal { path: Some("seat".to_owned()), ..refusal };
    let seat = match (new.seat, viewer.seats.as_slice()) {
        (Some(id), seats) => seats.iter().find(|seat| seat.id == id),
        (None, [only]) => Some(only),
        (None, []) => None,
        (None, [_, _, ..]) => return Err(at_seat(rules::choose_seat())),
    };
    seat.map(|seat| Some(seat.id)).ok_or_else(|| at_seat(rules::seat()))
}

/// Forgets the tokens of `person` that no longer work.
fn bury(store: &Connection, person: PersonId, now: Timestamp) -> Result<(), rusqlite::Error> {
    store.execute(
        &format!(
            "DELETE FROM api_token WHERE person = ?1 AND id NOT IN
             (SELECT t.id FROM api_token t WHERE t.person = ?1 AND {ALIVE})"
        ),
        params![person.0, now.as_millisecond()],
    )?;
    Ok(())
}

fn token_of(row: &Row<'_>) -> Result<ApiToken, rusqlite::Error> {
    Ok(ApiToken {
        id: row.get(0)?,
        name: String::new(),
        scope: TokenScope::of(row.get_ref(2)?.as_str()?),
        seat: row.get::<_, Option<Uuid>>(3)?.map(SeatId),
        prefix: row.get(4)?,
        created: moment(row.get(5)?),
        expires: moment(row.get(6)?),
        used: row.get::<_, Option<i64>>(7)?.map(moment),
    })
}

fn viewer_of(row: &Row<'_>) -> Result<Viewer, rusqlite::Error> {
    let scope = TokenScope::of(row.get_ref(2)?.as_str()?);
    Ok(Viewer {
        person: PersonId(row.get(0)?),
        session: row.get(1)?,
        via: Via::Token { scope, until: moment(row.get(3)?) },
        email: String::new(),
        display_name: String::new(),
        lang: lang_of(row.get_ref(4)?.as_str()?),
        seats: Vec::new(),
    })
}
