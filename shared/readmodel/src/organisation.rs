//! Organisations as every service needs them: rows by id, and what the deciders must know of the parties.

use std::collections::HashMap;

use domain::OrganisationId;
use domain::organisation::{Identifier, Kind, Name, NameUse, Place, Profile};
use domain::rules::PartyFacts;
use domain::text::Lang;
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::ReadError;
use crate::sql::{Key, Sql, json_column, moment, word};
use crate::territory::territory_facts;

mod duplicates;
mod page;

pub use duplicates::{Likeness, Pair, duplicates};
pub use page::{OrganisationFilter, OrganisationOrder, by_identifier, page, similar};

/// Where a record of the directory stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrganisationState {
    /// Recorded by somebody else; nobody of its own has asked to act for it.
    Provisional,
    /// From a register; nobody of its own has asked to act for it.
    Unclaimed,
    /// Its own people act for it.
    Claimed,
    /// The same body as another record.
    Merged,
    /// Followed by another body.
    Succeeded,
}

impl OrganisationState {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Provisional, Self::Unclaimed, Self::Claimed, Self::Merged, Self::Succeeded];

    /// The word in the table and in the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Provisional => "PROVISIONAL",
            Self::Unclaimed => "UNCLAIMED",
            Self::Claimed => "CLAIMED",
            Self::Merged => "MERGED",
            Self::Succeeded => "SUCCEEDED",
        }
    }

    fn read(text: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.word() == text).unwrap_or(Self::Unclaimed)
    }
}

/// An organisation of the directory.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganisationRow {
    /// Its identifier.
    pub id: OrganisationId,
    /// What kind of body.
    pub kind: Kind,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The sub-national or disputed territory that matters for the rules.
    pub territory: Option<String>,
    /// Where it is.
    pub place: Option<Place>,
    /// Inhabitants.
    pub population: Option<u64>,
    /// All names, the one shown first in front.
    pub names: Vec<Name>,
    /// Identifiers in registers.
    pub identifiers: Vec<Identifier>,
    /// Its profile.
    pub profile: Profile,
    /// Where its record stands.
    pub state: OrganisationState,
    /// Recorded by somebody else than a register or its own people.
    pub provisional: bool,
    /// The record that stays, when this one is the same body.
    pub merged_into: Option<OrganisationId>,
    /// The body that followed it.
    pub succeeded_by: Option<OrganisationId>,
    /// When it was put on record.
    pub recorded_at: Timestamp,
    /// The organisation whose people recorded it.
    pub recorded_by: Option<OrganisationId>,
    /// How many public cooperations it is a party of.
    pub cooperations: i64,
}

impl OrganisationRow {
    /// The name to show in `lang`: its own, or the translation into that language if there is one.
    #[must_use]
    pub fn name(&self, lang: Option<Lang>) -> &str {
        let tag = match lang {
            Some(Lang::Fr) => "fr",
            Some(Lang::En) => "en",
            Some(Lang::Es) => "es",
            None => "",
        };
        let translated = self.names.iter().find(|name| {
            name.use_as == NameUse::Translation && name.lang.split('-').next() == Some(tag)
        });
        translated.or_else(|| shown(&self.names)).map_or("", |name| name.text.as_str())
    }
}

/// The name that is shown when no language is asked for: the first official one, else the first.
#[must_use]
pub fn shown(names: &[Name]) -> Option<&Name> {
    names.iter().find(|name| name.use_as == NameUse::Official).or_else(|| names.first())
}

/// Columns of [`read_row`], in order, of `organisation o`.
pub const COLUMNS: &str = "o.id, o.kind, o.country, o.territory, o.latitude, o.longitude, \
     o.population, o.names, o.identifiers, o.profile, o.state, o.provisional, o.merged_into, \
     o.succeeded_by, o.recorded_at, o.recorded_by, o.cooperations";

/// Reads [`COLUMNS`] starting at column `at`.
///
/// # Errors
/// When a column does not hold what the projection writes there.
pub fn read_row(row: &Row<'_>, at: usize) -> Result<OrganisationRow, ReadError> {
    let id = |key: Option<Key>| key.map(|key| OrganisationId(key.0));
    let latitude: Option<f64> = row.get(at + 4)?;
    let longitude: Option<f64> = row.get(at + 5)?;
    let population: Option<i64> = row.get(at + 6)?;
    Ok(OrganisationRow {
        id: OrganisationId(row.get::<_, Key>(at)?.0),
        kind: word(&row.get::<_, String>(at + 1)?, "kind of organisation")?,
        country: row.get(at + 2)?,
        territory: row.get(at + 3)?,
        place: latitude.zip(longitude).map(|(latitude, longitude)| Place { latitude, longitude }),
        population: population.map(i64::cast_unsigned),
        names: json_column(row, at + 7, "list of names")?,
        identifiers: json_column(row, at + 8, "list of identifiers")?,
        profile: json_column(row, at + 9, "profile")?,
        state: OrganisationState::read(&row.get::<_, String>(at + 10)?),
        provisional: row.get(at + 11)?,
        merged_into: id(row.get(at + 12)?),
        succeeded_by: id(row.get(at + 13)?),
        recorded_at: moment(row.get(at + 14)?),
        recorded_by: id(row.get(at + 15)?),
        cooperations: row.get(at + 16)?,
    })
}

/// Organisations by id, in no particular order; the directory is public. Those that do not exist are left out.
///
/// # Errors
/// When SQLite fails.
pub fn by_ids(
    conn: &Connection,
    ids: &[OrganisationId],
) -> Result<Vec<OrganisationRow>, ReadError> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM organisation o WHERE o.id IN "));
    sql.list(ids.iter().map(|id| Key(id.0)));
    sql.rows(conn, |row| read_row(row, 0))
}

/// The record that stands for `id` now: itself, or the one it was merged into.
///
/// # Errors
/// When SQLite fails.
pub fn survivor(conn: &Connection, id: OrganisationId) -> rusqlite::Result<OrganisationId> {
    let mut at = id;
    // A chain of merges is short; the bound only keeps a circle from turning for ever.
    for _ in 0..16 {
        let next: Option<Option<Key>> = conn
            .prepare_cached("SELECT merged_into FROM organisation WHERE id = ?")?
            .query_row([Key(at.0)], |row| row.get(0))
            .optional()?;
        match next.flatten() {
            Some(into) => at = OrganisationId(into.0),
            None => return Ok(at),
        }
    }
    Ok(at)
}

/// `ids` and every record that was merged into one of them.
///
/// # Errors
/// When SQLite fails.
pub fn with_merged(
    conn: &Connection,
    ids: &[OrganisationId],
) -> Result<Vec<OrganisationId>, ReadError> {
    let mut all = ids.to_vec();
    let mut from = 0;
    while from < all.len() && all.len() < 1_000 {
        let mut sql = Sql::new("SELECT id FROM organisation WHERE merged_into IN ");
        sql.list(all[from..].iter().map(|id| Key(id.0)));
        from = all.len();
        let found = sql.rows(conn, |row| Ok(OrganisationId(row.get::<_, Key>(0)?.0)))?;
        for id in found {
            if !all.contains(&id) {
                all.push(id);
            }
        }
    }
    Ok(all)
}

/// What the rules need to know of these organisations on `today`, in the order asked for; unknown ones are left out.
///
/// # Errors
/// When SQLite fails.
pub fn party_facts(
    conn: &Connection,
    ids: &[OrganisationId],
    today: Date,
) -> Result<Vec<PartyFacts>, ReadError> {
    let rows: HashMap<_, _> = by_ids(conn, ids)?.into_iter().map(|row| (row.id, row)).collect();
    let mut facts = Vec::with_capacity(ids.len());
    for row in ids.iter().filter_map(|id| rows.get(id)) {
        let mut codes = vec![row.country.clone()];
        codes.extend(row.territory.clone());
        let territory = territory_facts(conn, &codes)?
            .into_iter()
            .filter(|fact| fact.holds_on(today))
            .collect();
        facts.push(PartyFacts {
            organisation: row.id,
            name: row.name(None).to_owned(),
            kind: row.kind,
            country: row.country.clone(),
            population: row.population,
            profile: row.profile.clone(),
            territory,
            superseded: row.merged_into.is_some() || row.succeeded_by.is_some(),
        });
    }
    Ok(facts)
}
