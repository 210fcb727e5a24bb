//! Writing cooperations: one way for both kinds, so that lists, counts, search and what waits cannot disagree.

use domain::access::Visibility;
use domain::cooperation::{Cooperation, Ending, PartialDate, Party, Side, Theme, Waiting};
use domain::reference::theme_parents;
use domain::screening::{Standing, at_first};
use domain::text::LocalText;
use domain::{OrganisationId, RemarkId};
use jiff::tz::TimeZone;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::cooperation::{CooperationKind, EndingRow, Stage, id_of};
use crate::organisation::{party_facts, survivor};
use crate::sight::level;
use crate::sql::{Key, word_of};
use crate::{Decoded, ProjectError};

mod bound;
mod expect;
mod face;

pub use bound::bound;
pub use expect::{Expected, write_expected};
pub use face::{recount, rename_in_cooperations};

use face::{count, reface};

/// What a projection knows of a cooperation after a commit.
#[derive(Debug, Clone)]
pub struct Snapshot<'a, S> {
    /// Which one.
    pub cooperation: Cooperation,
    /// Where it stands.
    pub stage: Stage,
    /// The state as the domain folded it.
    pub state: &'a S,
    /// Its parties.
    pub parties: &'a [Party],
    /// Organisations that may see it without being parties: invited ones.
    pub invited: &'a [Party],
    /// Parties that declined or left.
    pub left: &'a [Party],
    /// Its themes.
    pub themes: &'a [Theme],
    /// Its own titles, where this commit sets them.
    pub titles: Option<&'a [LocalText]>,
    /// Its beginning, where this commit says it.
    pub since: Option<&'a PartialDate>,
    /// The source of an older record, where this commit says it.
    pub source: Option<&'a str>,
    /// An older one that not every side has answered for yet.
    pub as_existing: bool,
    /// What waits.
    pub waiting: &'a [Waiting],
    /// Sides that agreed to the text as it stands.
    pub agreed: &'a [Side],
    /// Sides that stand by its existence.
    pub confirmed: &'a [Side],
    /// The text changed in this commit: agreements are of now.
    pub text_changed: bool,
    /// What the screening found when it was repeated.
    pub screened: Option<&'a Standing>,
    /// How it ended.
    pub ending: Option<&'a Ending>,
    /// The commit is an act that keeps it awake.
    pub awake: bool,
}

/// Writes JSON for a column.
///
/// # Errors
/// When the value has no JSON form.
pub fn json<T: Serialize>(value: &T, what: &'static str) -> Result<String, ProjectError> {
    serde_json::to_string(value).map_err(|source| ProjectError::Json { what, source })
}

/// The state of a row of `table` (cooperation, convention, project…) as it was last saved; the default when there is none.
///
/// # Errors
/// When SQLite fails or the state is of another shape.
pub fn load<S: DeserializeOwned + Default>(
    tx: &Transaction<'_>,
    table: &'static str,
    id: Uuid,
) -> Result<S, ProjectError> {
    let text: Option<String> = tx
        .prepare_cached(&format!("SELECT state FROM {table} WHERE id = ?"))?
        .query_row([Key(id)], |row| row.get(0))
        .optional()?;
    text.map_or_else(
        || Ok(S::default()),
        |text| {
            serde_json::from_str(&text).map_err(|source| ProjectError::Json { what: table, source })
        },
    )
}

/// Writes a cooperation as it stands after `commit`.
///
/// # Errors
/// When a row cannot be written.
pub fn save<S: Serialize>(
    tx: &Transaction<'_>,
    commit: &Decoded,
    snapshot: &Snapshot<'_, S>,
) -> Result<(), ProjectError> {
    let id = id_of(snapshot.cooperation);
    let standings = standings(snapshot);
    let themes = json(&snapshot.themes, "list of themes")?;
    let old = old(tx, id)?;
    let faces = old.as_ref().is_none_or(|old| old.themes != themes)
        || snapshot.titles.is_some()
        || parties_in(tx, id)? != standings;
    let counted = faces || old.as_ref().is_none_or(|old| old.stage != snapshot.stage.word());
    if counted && old.is_some() {
        count(tx, id, -1)?;
    }
    if old.is_none() {
        insert(tx, commit, snapshot)?;
    }
    update(tx, commit, snapshot, &themes)?;
    if faces {
        write_parties(tx, id, &standings)?;
        write_themes(tx, id, snapshot.themes)?;
        reface(tx, id, old.is_some())?;
    }
    if counted {
        count(tx, id, 1)?;
    }
    write_sides(tx, commit, snapshot)?;
    let expected: Vec<_> = snapshot.waiting.iter().map(Expected::of).collect();
    write_expected(tx, commit, id, None, &expected)
}

struct Old {
    stage: String,
    themes: String,
}

fn old(tx: &Transaction<'_>, id: Uuid) -> rusqlite::Result<Option<Old>> {
    tx.prepare_cached("SELECT stage, themes FROM cooperation WHERE id = ?")?
        .query_row([Key(id)], |row| Ok(Old { stage: row.get(0)?, themes: row.get(1)? }))
        .optional()
}

fn insert<S>(
    tx: &Transaction<'_>,
    commit: &Decoded,
    snapshot: &Snapshot<'_, S>,
) -> Result<(), ProjectError> {
    let kind = CooperationKind::of(snapshot.cooperation).word();
    let ids: Vec<_> = snapshot.parties.iter().map(|party| party.organisation).collect();
    let day = commit.at.to_zoned(TimeZone::UTC).date();
    let found = at_first(&party_facts(tx, &ids, day)?, snapshot.themes, day);
    let found = json(&found, "verdict of a screening")?;
    tx.prepare_cached(
        "INSERT INTO cooperation (id, kind, stage, title, title_folded, titles, themes, \
         visibility, recorded_at, last_activity, since, as_existing, last_seq, at_first, state) \
         VALUES (?1, ?2, '', '', '', '[]', '[]', 0, ?3, ?3, '', 0, 0, ?4, '')",
    )?
    .execute(params![Key(id_of(snapshot.cooperation)), kind, commit.at_ms(), found])?;
    Ok(())
}

fn update<S: Serialize>(
    tx: &Transaction<'_>,
    commit: &Decoded,
    snapshot: &Snapshot<'_, S>,
    themes: &str,
) -> Result<(), ProjectError> {
    let ending = snapshot.ending.map(|ending| EndingRow {
        side: ending.side,
        reason: ending.reason.clone(),
        lessons: ending.lessons.clone(),
        at: commit.at,
    });
    let ending = ending.map(|ending| json(&ending, "ending")).transpose()?;
    let titles = snapshot.titles.map(|titles| json(&titles, "title")).transpose()?;
    let screened = snapshot.screened.map(|found| json(found, "screening")).transpose()?;
    tx.prepare_cached(
        "UPDATE cooperation SET stage = ?2, themes = ?3, visibility = ?4, as_existing = ?5, \
         state = ?6, titles = coalesce(?7, titles), since = coalesce(?8, since), \
         source = coalesce(?9, source), ending = coalesce(ending, ?10), \
         screened = coalesce(?13, screened), \
         last_activity = CASE WHEN ?11 THEN max(last_activity, ?12) ELSE last_activity END \
         WHERE id = ?1",
    )?
    .execute(params![
        Key(id_of(snapshot.cooperation)),
        snapshot.stage.word(),
        themes,
        level(snapshot.stage.visibility()),
        snapshot.as_existing,
        json(snapshot.state, "state of a cooperation")?,
        titles,
        snapshot.since.map(|since| since.0.as_str()),
        snapshot.source,
        ending,
        snapshot.awake,
        commit.at_ms(),
        screened,
    ])?;
    Ok(())
}

/// A party with its standing: 0 party, 1 invited, 2 has left.
type Placed = (Party, i64);

fn standings<S>(snapshot: &Snapshot<'_, S>) -> Vec<Placed> {
    let parties = snapshot.parties.iter().map(|party| (party.clone(), 0));
    let invited = snapshot.invited.iter().map(|party| (party.clone(), 1));
    let left = snapshot.left.iter().map(|party| (party.clone(), 2));
    parties.chain(invited).chain(left).collect()
}

fn parties_in(tx: &Transaction<'_>, id: Uuid) -> Result<Vec<Placed>, ProjectError> {
    let mut statement = tx.prepare_cached(
        "SELECT original, side, role, standing FROM cooperation_party WHERE cooperation = ? \
         ORDER BY place",
    )?;
    let mut rows = statement.query([Key(id)])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let role = serde_json::from_value(serde_json::Value::String(row.get(2)?))
            .map_err(|source| ProjectError::Json { what: "role of a party", source })?;
        let organisation = OrganisationId(row.get::<_, Key>(0)?.0);
        out.push((Party { organisation, side: Side(row.get(1)?), role }, row.get(3)?));
    }
    Ok(out)
}

fn write_parties(tx: &Transaction<'_>, id: Uuid, standings: &[Placed]) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM cooperation_party WHERE cooperation = ?")?.execute([Key(id)])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO cooperation_party (cooperation, place, organisation, original, side, role, \
         standing) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (place, (party, standing)) in (0_i64..).zip(standings) {
        let now = survivor(tx, party.organisation)?;
        insert.execute(params![
            Key(id),
            place,
            Key(now.0),
            Key(party.organisation.0),
            party.side.0,
            word_of(&party.role),
            standing,
        ])?;
    }
    Ok(())
}

fn write_themes(tx: &Transaction<'_>, id: Uuid, themes: &[Theme]) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM cooperation_theme WHERE cooperation = ?")?.execute([Key(id)])?;
    let mut insert = tx.prepare_cached(
        "INSERT OR IGNORE INTO cooperation_theme (cooperation, theme) VALUES (?, ?)",
    )?;
    for theme in themes {
        for code in with_parents(theme) {
            insert.execute(params![Key(id), code])?;
        }
    }
    Ok(())
}

/// A theme's code and those of its parents, by the table of themes and by the code itself.
#[must_use]
pub fn with_parents(theme: &Theme) -> Vec<&str> {
    let mut codes = vec![theme.0.as_str()];
    codes.extend(theme_parents(&theme.0));
    let mut rest = theme.0.as_str();
    while let Some((parent, _)) = rest.rsplit_once('.') {
        codes.push(parent);
        rest = parent;
    }
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn write_sides<S>(
    tx: &Transaction<'_>,
    commit: &Decoded,
    snapshot: &Snapshot<'_, S>,
) -> rusqlite::Result<()> {
    let id = Key(id_of(snapshot.cooperation));
    let mut set = tx.prepare_cached(
        "INSERT INTO cooperation_side (cooperation, side, agreed, agreed_at, confirmed) \
         VALUES (?1, ?2, ?3, CASE WHEN ?3 THEN ?4 END, ?5) \
         ON CONFLICT (cooperation, side) DO UPDATE SET confirmed = ?5, \
         agreed_at = CASE WHEN NOT ?3 THEN NULL WHEN agreed AND NOT ?6 THEN agreed_at ELSE ?4 END, \
         agreed = ?3 WHERE agreed IS NOT ?3 OR confirmed IS NOT ?5 OR (?3 AND ?6)",
    )?;
    for side in domain::cooperation::sides(snapshot.parties) {
        let agreed = snapshot.agreed.contains(&side);
        let confirmed = snapshot.confirmed.contains(&side);
        let anew = snapshot.text_changed;
        set.execute(params![id, side.0, agreed, commit.at_ms(), confirmed, anew])?;
    }
    Ok(())
}

/// Notes that something of a cooperation happened that keeps it awake (an exchange was held).
///
/// # Errors
/// When the row cannot be written.
pub fn keep_awake(
    tx: &Transaction<'_>,
    cooperation: Cooperation,
    commit: &Decoded,
) -> Result<(), ProjectError> {
    tx.prepare_cached("UPDATE cooperation SET last_activity = max(last_activity, ?) WHERE id = ?")?
        .execute(params![commit.at_ms(), Key(id_of(cooperation))])?;
    Ok(())
}

/// Adds a version of a text.
///
/// # Errors
/// When the row cannot be written.
pub fn add_version<B: Serialize>(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: Uuid,
    version: (&str, &B, Option<Side>, Option<&str>),
) -> Result<(), ProjectError> {
    let (hash, body, by, reason) = version;
    tx.prepare_cached(
        "INSERT INTO text_version (cooperation, number, hash, body, side, reason, at) VALUES (?1, \
         (SELECT coalesce(max(number), 0) + 1 FROM text_version WHERE cooperation = ?1), \
         ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        Key(id),
        hash,
        json(body, "text")?,
        by.map(|side| side.0),
        reason,
        commit.at_ms(),
    ])?;
    Ok(())
}

/// A remark as its event says it.
#[derive(Clone, Copy)]
pub struct NewRemark<'a> {
    /// Its identifier.
    pub id: Uuid,
    /// The side that speaks.
    pub by: Side,
    /// Hash of the text it is about.
    pub about: &'a str,
    /// The words.
    pub body: &'a LocalText,
    /// Whether the side keeps it to itself.
    pub visibility: Visibility,
}

/// Adds a remark.
///
/// # Errors
/// When the row cannot be written.
pub fn add_remark(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: Uuid,
    index: u16,
    remark: NewRemark<'_>,
) -> Result<(), ProjectError> {
    let NewRemark { id: key, by, about, body, visibility } = remark;
    tx.prepare_cached(
        "INSERT INTO remark (id, cooperation, seq, side, about, lang, text, at, author, visibility) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        Key(key),
        Key(id),
        crate::feed::seq_of(commit.position, index),
        by.0,
        about,
        body.lang,
        body.text,
        commit.at_ms(),
        json(&commit.author, "author")?,
        crate::sight::level(visibility),
    ])?;
    Ok(())
}

/// Shows a remark to all partners.
///
/// # Errors
/// When the row cannot be written.
pub fn share_remark(tx: &Transaction<'_>, remark: RemarkId) -> Result<(), ProjectError> {
    tx.prepare_cached("UPDATE remark SET visibility = max(visibility, ?2) WHERE id = ?1")?
        .execute(params![Key(remark.0), crate::sight::level(Visibility::Partners)])?;
    Ok(())
}

/// Adds a council's vote.
///
/// # Errors
/// When the row cannot be written.
pub fn add_decision(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: Uuid,
    index: u16,
    decision: &domain::cooperation::CouncilDecision,
) -> Result<(), ProjectError> {
    tx.prepare_cached("INSERT INTO decision (cooperation, seq, body, at) VALUES (?, ?, ?, ?)")?
        .execute(params![
            Key(id),
            crate::feed::seq_of(commit.position, index),
            json(decision, "vote")?,
            commit.at_ms(),
        ])?;
    Ok(())
}
