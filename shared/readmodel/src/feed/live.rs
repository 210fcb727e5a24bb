//! Live delivery: events with their tags and reach, read once for all watchers, each of whom is then asked in memory.

use std::collections::HashSet;

use domain::OrganisationId;
use domain::access::{Sight, Visibility, sees};
use domain::cooperation::{Party, PartyRole, Side, Theme};
use rusqlite::{Connection, params};

use super::{COLUMNS, Change, MOST, Matcher, Seq, read_row};
use crate::ReadError;
use crate::cooperation::id_of;
use crate::sight::visibility;
use crate::sql::Key;

/// An event with all that decides who gets it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The event.
    pub change: Change,
    tags: HashSet<String>,
    reach: Reach,
}

#[derive(Debug, Clone, PartialEq)]
enum Reach {
    /// Everybody.
    All,
    /// Those who see the cooperation, narrowed to `visibility`.
    Cooperation {
        visibility: Visibility,
        parties: Vec<Party>,
        countries: Vec<String>,
        themes: Vec<Theme>,
    },
    /// Those who may know of the claims of an organisation.
    Claim { country: String, organisations: Vec<OrganisationId> },
    /// Nobody: its cooperation is not known.
    Nobody,
}

impl Entry {
    /// True when it belongs to the window and the viewer may see it now.
    #[must_use]
    pub fn is_for(&self, sight: &Sight, matcher: &Matcher) -> bool {
        matcher.takes(&self.tags) && self.is_seen_by(sight)
    }

    fn is_seen_by(&self, sight: &Sight) -> bool {
        match &self.reach {
            Reach::All => true,
            Reach::Nobody => false,
            Reach::Cooperation { visibility, parties, countries, themes } => {
                sees(sight, *visibility, parties, None, countries, themes)
            }
            Reach::Claim { country, organisations } => {
                sight.platform
                    || sight.organisations.iter().any(|id| organisations.contains(id))
                    || sight.scopes.iter().any(|scope| scope.countries.contains(country))
            }
        }
    }
}

/// The events after `after`, oldest first, at most `limit`, whoever may see them: for the hub, never for a client.
///
/// # Errors
/// When SQLite fails.
pub fn entries(conn: &Connection, after: Seq, limit: usize) -> Result<Vec<Entry>, ReadError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS}, a.visibility, a.organisation, a.tags FROM activity a WHERE a.seq > ? \
         ORDER BY a.seq LIMIT ?"
    ))?;
    let limit = i64::try_from(limit.min(MOST)).unwrap_or(i64::MAX);
    let mut rows = statement.query(params![after, limit])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let change = read_row(row)?;
        let own: i64 = row.get(12)?;
        let organisation: Option<Key> = row.get(13)?;
        let belongs: Option<Key> = row.get(6)?;
        let tags = serde_json::from_str::<HashSet<String>>(&row.get::<_, String>(14)?)
            .map_err(|source| ReadError::Column { what: "list of tags", source })?;
        let reach = match (own, change.cooperation.map(id_of), organisation) {
            (crate::sight::CLAIM, _, Some(id)) => claim(conn, id)?,
            (_, Some(id), _) => cooperation(conn, Key(id), own)?,
            (_, None, _) if belongs.is_some() => Reach::Nobody,
            (_, None, _) => Reach::All,
        };
        out.push(Entry { change, tags, reach });
    }
    Ok(out)
}

fn cooperation(conn: &Connection, id: Key, own: i64) -> Result<Reach, ReadError> {
    let level: i64 = conn
        .prepare_cached("SELECT visibility FROM cooperation WHERE id = ?")?
        .query_row([id], |row| row.get(0))?;
    let narrowed = if own == crate::sight::PARTNERS { level.min(1) } else { level };
    let mut parties = Vec::new();
    let mut found = conn.prepare_cached(
        "SELECT organisation, original, side FROM cooperation_party WHERE cooperation = ?",
    )?;
    let mut rows = found.query([id])?;
    while let Some(row) = rows.next()? {
        let side = Side(row.get(2)?);
        for column in 0..2 {
            let organisation = OrganisationId(row.get::<_, Key>(column)?.0);
            parties.push(Party { organisation, side, role: PartyRole::Member });
        }
    }
    let countries =
        texts(conn, "SELECT country FROM cooperation_country WHERE cooperation = ?", id)?;
    let themes = texts(conn, "SELECT theme FROM cooperation_theme WHERE cooperation = ?", id)?;
    Ok(Reach::Cooperation {
        visibility: visibility(narrowed),
        parties,
        countries,
        themes: themes.into_iter().map(Theme).collect(),
    })
}

fn claim(conn: &Connection, id: Key) -> Result<Reach, ReadError> {
    let (country, recorded_by): (String, Option<Key>) = conn
        .prepare_cached("SELECT country, recorded_by FROM organisation WHERE id = ?")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut partners = conn.prepare_cached(
        "SELECT DISTINCT b.organisation FROM cooperation_party a JOIN cooperation_party b \
         ON b.cooperation = a.cooperation WHERE a.organisation = ?",
    )?;
    let rows = partners.query_map([id], |row| row.get::<_, Key>(0))?;
    let mut organisations = rows.collect::<Result<Vec<_>, _>>()?;
    organisations.push(id);
    organisations.extend(recorded_by);
    let organisations = organisations.into_iter().map(|key| OrganisationId(key.0)).collect();
    Ok(Reach::Claim { country, organisations })
}

fn texts(conn: &Connection, sql: &str, id: Key) -> Result<Vec<String>, ReadError> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
