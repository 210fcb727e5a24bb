//! Followed feeds: what somebody keeps an eye on, for a seat or for themselves; with the seat it passes on.

use domain::context::SeatOf;
use domain::{OrganisationId, PersonId, Refusal, SeatId};
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use crate::people::place_of;
use crate::{Identity, IdentityError, Viewer, rules};

/// Feeds that one person follows.
const MOST: usize = 50;
/// Characters of a feed's name.
const NAME: usize = 80;
/// Characters of a scope as JSON.
const SCOPE: usize = 4_000;

/// A feed that somebody follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Its identifier.
    pub id: Uuid,
    /// What they call it.
    pub name: String,
    /// Its scope, JSON as the API takes it.
    pub scope: String,
}

impl Identity {
    /// Follows a feed; `scope` was found in order by the caller. It belongs to the seat at `of`, else to the only place
    /// where the person sits, else to themselves.
    ///
    /// # Errors
    /// When the store fails.
    pub fn follow_feed(
        &self,
        viewer: &Viewer,
        of: Option<SeatOf>,
        name: &str,
        scope: &str,
    ) -> Result<Result<Uuid, Refusal>, IdentityError> {
        let name = name.trim();
        if let Err(refusal) = fitting(viewer, of, name, scope) {
            return Ok(Err(refusal));
        }
        let only = viewer.author(None).ok().filter(|author| author.seat.is_some());
        let place = of.or(only.map(|author| author.of)).map(place_of);
        let (kind, place) = place.map_or((None, None), |(kind, id)| (Some(kind), id));
        let (id, vault) = (Uuid::now_v7(), &self.store.vault);
        self.store.write(|tx| {
            let known: i64 = tx.query_row(
                "SELECT count(*) FROM following WHERE person = ?1",
                [viewer.person.0],
                |row| row.get(0),
            )?;
            if usize::try_from(known).is_ok_and(|known| known >= MOST) {
                return Ok(Err(rules::follow_many(MOST)));
            }
            tx.execute(
                "INSERT INTO following (id, person, of_kind, of_id, name, scope, since_ms) VALUES (?1,?2,?3,?4,?5,?6,?7)",
                params![
                    id,
                    viewer.person.0,
                    kind,
                    place,
                    vault.seal_text("following.name", id.as_bytes(), name),
                    vault.seal_text("following.scope", id.as_bytes(), scope),
                    self.clock.now().as_millisecond(),
                ],
            )?;
            Ok(Ok(id))
        })
    }

    /// No longer follows a feed; false when the person does not follow it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn unfollow_feed(&self, person: PersonId, feed: Uuid) -> Result<bool, IdentityError> {
        let ended = self.store.write(|tx| {
            let own = params![feed, person.0];
            Ok(tx.execute("DELETE FROM following WHERE id = ?1 AND person = ?2", own)?)
        })?;
        Ok(ended > 0)
    }

    /// The feeds that a person follows, oldest first.
    ///
    /// # Errors
    /// When the store fails or does not open.
    pub fn following(&self, person: PersonId) -> Result<Vec<Followed>, IdentityError> {
        let vault = &self.store.vault;
        let store = self.store.read();
        let mut statement = store.prepare_cached(
            "SELECT id, name, scope FROM following WHERE person = ?1 ORDER BY since_ms, id",
        )?;
        let mut rows = statement.query([person.0])?;
        let mut feeds = Vec::new();
        while let Some(row) = rows.next()? {
            let id: Uuid = row.get(0)?;
            let (name, scope) = (row.get_ref(1)?.as_blob()?, row.get_ref(2)?.as_blob()?);
            feeds.push(Followed {
                id,
                name: vault.open_text("following.name", id.as_bytes(), name)?,
                scope: vault.open_text("following.scope", id.as_bytes(), scope)?,
            });
        }
        Ok(feeds)
    }
}

fn fitting(viewer: &Viewer, of: Option<SeatOf>, name: &str, scope: &str) -> Result<(), Refusal> {
    if name.is_empty() {
        return Err(rules::missing("name"));
    }
    if name.chars().count() > NAME {
        return Err(rules::length("name", NAME));
    }
    if scope.chars().count() > SCOPE {
        return Err(rules::length("scope", SCOPE));
    }
    of.map_or(Ok(()), |of| viewer.author(Some(of)).map(drop))
}

/// Passes on what belongs to the seat `from` to the holder of `to`: the feeds followed for it, and how far they were
/// read. A mark that the next person set themselves stays. Of the reading marks go those that name the place, and all of
/// them when the outgoing person has no seat elsewhere; they are copied, not taken away.
pub(crate) fn hand_over(
    store: &Connection,
    from: SeatId,
    to: SeatId,
) -> Result<(), rusqlite::Error> {
    let Some(pass) = pass(store, from, to)? else {
        return Ok(());
    };
    store.execute(
        "UPDATE following SET person = ?4 WHERE person = ?3 AND of_kind = ?1 AND of_id IS ?2",
        params![pass.kind, pass.place, pass.from, pass.to],
    )?;
    let elsewhere: bool = store.query_row(
        "SELECT EXISTS (SELECT 1 FROM seat WHERE person = ?1 AND ended_ms IS NULL
                        AND NOT (of_kind = ?2 AND of_id IS ?3))",
        params![pass.from, pass.kind, pass.place],
        |row| row.get(0),
    )?;
    let named = pass.place.map(|place| place.to_string()).unwrap_or_default();
    store.execute(
        "INSERT INTO seen (person, scope, cursor)
         SELECT ?2, scope, cursor FROM seen WHERE person = ?1 AND (NOT ?3 OR (?4 <> '' AND instr(scope, ?4) > 0))
         ON CONFLICT (person, scope) DO NOTHING",
        params![pass.from, pass.to, elsewhere, named],
    )?;
    Ok(())
}

/// From whom to whom, and where.
struct Pass {
    from: Uuid,
    to: Uuid,
    kind: String,
    place: Option<Uuid>,
}

/// `None` when a seat or its holder is not known here, or both are one person's.
fn pass(store: &Connection, from: SeatId, to: SeatId) -> Result<Option<Pass>, rusqlite::Error> {
    let mut statement = store.prepare_cached(
        "SELECT outgoing.person, next.person, outgoing.of_kind, outgoing.of_id FROM seat outgoing
         JOIN seat next ON next.id = ?2 JOIN person ON person.id = next.person
         WHERE outgoing.id = ?1 AND outgoing.person <> next.person",
    )?;
    let found = statement.query_row(params![from.0, to.0], |row| {
        Ok(Pass { from: row.get(0)?, to: row.get(1)?, kind: row.get(2)?, place: row.get(3)? })
    });
    found.optional()
}

/// Takes the feeds of a record along that was merged into another.
pub(crate) fn move_place(
    store: &Connection,
    from: OrganisationId,
    into: OrganisationId,
) -> Result<(), rusqlite::Error> {
    store.execute(
        "UPDATE following SET of_id = ?2 WHERE of_kind = 'organisation' AND of_id = ?1",
        params![from.0, into.0],
    )?;
    Ok(())
}
