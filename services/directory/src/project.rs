//! Events to rows: organisations with all their names, claims that wait, and the country register.

use domain::codec::{Subject, subject_of};
use domain::fold::fold;
use domain::organisation::{self, Event, Follow, Record, State, evolve, stage};
use domain::{Event as Any, OrganisationId, territory};
use readmodel::organisation::{OrganisationState, shown};
use readmodel::write::{json, rename_in_cooperations};
use readmodel::{Decoded, Key, ProjectError, Projection};
use rusqlite::{OptionalExtension, Transaction, params};

const TABLES: &str = "
    CREATE TABLE claim (
        organisation BLOB NOT NULL,
        seat BLOB NOT NULL,
        person BLOB NOT NULL,
        function TEXT NOT NULL,
        requested_at INTEGER NOT NULL,
        PRIMARY KEY (organisation, seat)
    ) WITHOUT ROWID;";

/// The projection of the directory; the first of a node's, because the others read the names of organisations.
#[must_use]
pub fn projection() -> Box<dyn Projection> {
    Box::new(Directory)
}

struct Directory;

impl Projection for Directory {
    fn name(&self) -> &'static str {
        "directory"
    }

    fn setup(&self) -> &'static str {
        TABLES
    }

    fn apply(&self, tx: &Transaction<'_>, commit: &Decoded) -> Result<(), ProjectError> {
        match subject_of(&commit.stream.0) {
            Some(Subject::Organisation(id)) => organisation(tx, commit, id),
            Some(Subject::Territory(code)) => territory(tx, commit, &code),
            Some(
                Subject::Jumelage(_)
                | Subject::Committee(_)
                | Subject::Exchange(_)
                | Subject::Partnership(_)
                | Subject::Convention(_)
                | Subject::Project(_)
                | Subject::Financing(_)
                | Subject::Lesson(_)
                | Subject::Document(_)
                | Subject::Discussion(_)
                | Subject::Group(_),
            ) => Ok(()),
            None => Err(ProjectError::Commit(format!("unknown stream {}", commit.stream))),
        }
    }
}

fn organisation(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: OrganisationId,
) -> Result<(), ProjectError> {
    let old = load(tx, id)?;
    let mut state = old.clone().unwrap_or_default();
    for event in &commit.events {
        if let Any::Organisation(event) = &event.event {
            claims(tx, commit, id, event)?;
            state = evolve(state, event);
        }
    }
    let (Some(record), Some(standing)) = (&state.record, stage(&state)) else {
        return Ok(());
    };
    let names = all_names(record);
    let folded: Vec<String> = names.iter().map(|name| fold(&name.text)).collect();
    let before = old.as_ref().and_then(|old| old.record.as_ref()).map(all_names);
    if old.is_none() {
        insert(tx, commit, id)?;
    }
    update(tx, id, &state, record, standing, &names)?;
    if before.as_ref() != Some(&names) {
        write_names(tx, id, record, &folded, old.is_some())?;
    }
    write_identifiers(tx, id, record, old.as_ref().and_then(|old| old.record.as_ref()))?;
    let merged = old.as_ref().is_some_and(|old| old.follow != state.follow);
    if merged || before.is_some_and(|before| before != names) {
        rename_in_cooperations(tx, id)?;
    }
    Ok(())
}

/// Names of today, then those it had.
fn all_names(record: &Record) -> Vec<organisation::Name> {
    record.names.iter().chain(&record.former).cloned().collect()
}

fn load(tx: &Transaction<'_>, id: OrganisationId) -> Result<Option<State>, ProjectError> {
    let text: Option<String> = tx
        .prepare_cached("SELECT record FROM organisation WHERE id = ?")?
        .query_row([Key(id.0)], |row| row.get(0))
        .optional()?;
    let read = |text: String| {
        serde_json::from_str(&text)
            .map_err(|source| ProjectError::Json { what: "state of an organisation", source })
    };
    text.map(read).transpose()
}

fn insert(tx: &Transaction<'_>, commit: &Decoded, id: OrganisationId) -> rusqlite::Result<()> {
    let by = commit.author.organisation().map(|by| Key(by.0));
    tx.prepare_cached(
        "INSERT INTO organisation (id, kind, country, name, folded, names, identifiers, profile, \
         state, provisional, recorded_at, recorded_by, record) \
         VALUES (?1, '', '', '', '', '[]', '[]', '{}', '', 0, ?2, ?3, '')",
    )?
    .execute(params![Key(id.0), commit.at_ms(), by])?;
    Ok(())
}

fn update(
    tx: &Transaction<'_>,
    id: OrganisationId,
    state: &State,
    record: &Record,
    standing: organisation::Stage,
    names: &[organisation::Name],
) -> Result<(), ProjectError> {
    let name = shown(&record.names).map_or("", |name| name.text.as_str());
    let (merged, succeeded) = match state.follow {
        Some(Follow::Merged(into)) => (Some(Key(into.0)), None),
        Some(Follow::Succeeded(by)) => (None, Some(Key(by.0))),
        None => (None, None),
    };
    tx.prepare_cached(
        "UPDATE organisation SET kind = ?2, country = ?3, territory = ?4, latitude = ?5, \
         longitude = ?6, population = ?7, name = ?8, folded = ?9, names = ?10, identifiers = ?11, \
         profile = ?12, state = ?13, provisional = ?14, merged_into = ?15, succeeded_by = ?16, \
         record = ?17 WHERE id = ?1",
    )?
    .execute(params![
        Key(id.0),
        word(record.kind)?,
        record.country,
        record.territory,
        record.place.map(|place| place.latitude),
        record.place.map(|place| place.longitude),
        record.population.map(u64::cast_signed),
        name,
        fold(name),
        json(&names, "list of names")?,
        json(&record.identifiers, "list of identifiers")?,
        json(&record.profile, "profile")?,
        row_state(standing, record.provisional).word(),
        record.provisional,
        merged,
        succeeded,
        json(state, "state of an organisation")?,
    ])?;
    Ok(())
}

/// The word of a kind without the quotes of JSON.
fn word(kind: organisation::Kind) -> Result<String, ProjectError> {
    Ok(json(&kind, "kind of organisation")?.trim_matches('"').to_owned())
}

fn row_state(stage: organisation::Stage, provisional: bool) -> OrganisationState {
    match stage {
        // That somebody asks is for those who settle it: the directory tells everybody the same as before.
        organisation::Stage::ClaimPending if provisional => OrganisationState::Provisional,
        organisation::Stage::Unclaimed | organisation::Stage::ClaimPending => {
            OrganisationState::Unclaimed
        }
        organisation::Stage::Provisional => OrganisationState::Provisional,
        organisation::Stage::Claimed => OrganisationState::Claimed,
        organisation::Stage::Merged => OrganisationState::Merged,
        organisation::Stage::Succeeded => OrganisationState::Succeeded,
    }
}

fn write_names(
    tx: &Transaction<'_>,
    id: OrganisationId,
    record: &Record,
    folded: &[String],
    known: bool,
) -> rusqlite::Result<()> {
    if known {
        tx.prepare_cached("DELETE FROM organisation_name WHERE organisation = ?")?
            .execute([Key(id.0)])?;
    }
    let mut insert = tx.prepare_cached(
        "INSERT OR IGNORE INTO organisation_name (organisation, folded, country) VALUES (?, ?, ?)",
    )?;
    for name in folded {
        insert.execute(params![Key(id.0), name, record.country])?;
    }
    index(tx, id, record, folded, known)
}

/// Names and identifiers in the full-text index; ` . ` keeps the last word of one from meeting the first of the next.
fn index(
    tx: &Transaction<'_>,
    id: OrganisationId,
    record: &Record,
    folded: &[String],
    known: bool,
) -> rusqlite::Result<()> {
    let identifiers = record.identifiers.iter().map(|identifier| fold(&identifier.value));
    let words: Vec<String> = folded.iter().cloned().chain(identifiers).collect();
    let n: i64 = tx
        .prepare_cached("SELECT n FROM organisation WHERE id = ?")?
        .query_row([Key(id.0)], |row| row.get(0))?;
    // A deletion in the full-text index costs as much as an entry, also where there is nothing.
    if known {
        tx.prepare_cached("DELETE FROM organisation_search WHERE rowid = ?")?.execute([n])?;
    }
    tx.prepare_cached("INSERT INTO organisation_search (rowid, names) VALUES (?, ?)")?
        .execute(params![n, words.join(" . ")])?;
    Ok(())
}

fn write_identifiers(
    tx: &Transaction<'_>,
    id: OrganisationId,
    record: &Record,
    before: Option<&Record>,
) -> rusqlite::Result<()> {
    if before.is_some_and(|before| before.identifiers == record.identifiers) {
        return Ok(());
    }
    let mut insert = tx.prepare_cached(
        "INSERT OR IGNORE INTO organisation_identifier (scheme, value, organisation) \
         VALUES (?, ?, ?)",
    )?;
    for identifier in &record.identifiers {
        let scheme = identifier.scheme.to_ascii_lowercase();
        insert.execute(params![scheme, identifier.value.trim(), Key(id.0)])?;
    }
    if before.is_none() {
        return Ok(());
    }
    let names = all_names(record);
    let folded: Vec<String> = names.iter().map(|name| fold(&name.text)).collect();
    index(tx, id, record, &folded, true)
}

fn claims(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: OrganisationId,
    event: &Event,
) -> rusqlite::Result<()> {
    match event {
        Event::ClaimRequested { person, seat, function, .. } => tx
            .prepare_cached(
                "INSERT OR REPLACE INTO claim (organisation, seat, person, function, \
                 requested_at) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![Key(id.0), Key(seat.0), Key(person.0), function, commit.at_ms()])?,
        Event::Claimed { seat, .. } | Event::ClaimRefused { seat, .. } => tx
            .prepare_cached("DELETE FROM claim WHERE organisation = ? AND seat = ?")?
            .execute(params![Key(id.0), Key(seat.0)])?,
        Event::Recorded { .. }
        | Event::SeatOffered { .. }
        | Event::SeatTaken { .. }
        | Event::SeatOfferWithdrawn { .. }
        | Event::SeatEnded { .. }
        | Event::SeatHandedOver { .. }
        | Event::Renamed { .. }
        | Event::IdentifierAdded { .. }
        | Event::Located { .. }
        | Event::ProfileDescribed { .. }
        | Event::MergedInto { .. }
        | Event::SucceededBy { .. } => 0,
    };
    Ok(())
}

fn territory(tx: &Transaction<'_>, commit: &Decoded, code: &str) -> Result<(), ProjectError> {
    for event in &commit.events {
        match &event.event {
            Any::Territory(territory::Event::FactRecorded { name, fact }) => {
                tx.prepare_cached(
                    "INSERT INTO territory_fact (territory, status, seen_from, valid_from, \
                     valid_until, source, name, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    code,
                    json(&fact.status, "status of a territory")?.trim_matches('"'),
                    fact.seen_from,
                    fact.from.map(|day| day.to_string()),
                    fact.until.map(|day| day.to_string()),
                    fact.source,
                    json(name, "name of a territory")?,
                    commit.at_ms(),
                ])?;
            }
            Any::Territory(territory::Event::FactWithdrawn { fact, reason }) => {
                tx.prepare_cached(
                    "UPDATE territory_fact SET withdrawn_at = ?, reason = ? \
                     WHERE withdrawn_at IS NULL AND territory = ? AND status = ? \
                     AND seen_from = ? AND valid_from IS ? AND valid_until IS ? AND source = ?",
                )?
                .execute(params![
                    commit.at_ms(),
                    reason,
                    code,
                    json(&fact.status, "status of a territory")?.trim_matches('"'),
                    fact.seen_from,
                    fact.from.map(|day| day.to_string()),
                    fact.until.map(|day| day.to_string()),
                    fact.source,
                ])?;
            }
            Any::Organisation(_)
            | Any::Jumelage(_)
            | Any::Committee(_)
            | Any::Exchange(_)
            | Any::Partnership(_)
            | Any::Convention(_)
            | Any::Project(_)
            | Any::Financing(_)
            | Any::Lesson(_)
            | Any::Document(_)
            | Any::Discussion(_)
            | Any::Group(_) => {}
        }
    }
    Ok(())
}
