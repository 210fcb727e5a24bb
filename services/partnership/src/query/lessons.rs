//! Typed answers about lessons: what partners wrote, and what everybody finds.

use domain::access::Sight;
use domain::cooperation::Cooperation;
use domain::lesson::{Kind, State};
use domain::{GroupId, LessonId, OrganisationId, ProjectId};
use jiff::Timestamp;
use readmodel::cooperation::{of_group, of_organisation};
use readmodel::{
    Direction, Key, Keys, Page, PageArgs, ReadError, Sql, json_column, match_query, moment,
    sees_cooperation, sees_drafts_of,
};
use rusqlite::{Connection, Row};

/// A lesson, as far as its viewer sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonRow {
    /// Which one.
    pub id: LessonId,
    /// Of which cooperation.
    pub cooperation: Cooperation,
    /// Of which project, where it is one's.
    pub project: Option<ProjectId>,
    /// The state as the domain folded it; for others than partners and coordinators what is public alone.
    pub state: State,
    /// When it was written.
    pub written_at: Timestamp,
    /// When it became public last, if it is.
    pub published_at: Option<Timestamp>,
    /// True for partners and coordinators.
    pub within: bool,
}

/// Which lessons; every part that is there must match.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LessonFilter {
    /// Words of it, the last one as a beginning.
    pub search: Option<String>,
    /// Codes of themes; those under them count.
    pub themes: Vec<String>,
    /// Countries of a party.
    pub countries: Vec<String>,
    /// Kinds.
    pub kinds: Vec<Kind>,
    /// Of the cooperations of this organisation.
    pub organisation: Option<OrganisationId>,
    /// Of the cooperations in the scope of this group.
    pub group: Option<GroupId>,
    /// Also those that partners and coordinators keep among themselves, where the viewer is one of them.
    pub within: bool,
}

const COLUMNS: &str = "t.id, t.state, t.written_at, t.published_at";

fn seen(keys: &str, sight: &Sight) -> Sql {
    let mut sql = Sql::new(&format!("SELECT {keys}{COLUMNS}, "));
    sql.append(&sees_drafts_of(sight, "c.id"));
    sql.push(" FROM lesson t JOIN cooperation c ON c.id = t.cooperation WHERE ");
    sql.append(&sees_cooperation(sight, "c"));
    sql
}

fn in_sight(sight: &Sight) -> Sql {
    let mut sql = seen("", sight);
    sql.push(" AND (t.public OR ").append(&sees_drafts_of(sight, "c.id")).push(")");
    sql
}

/// Lessons by id.
///
/// # Errors
/// When SQLite fails.
pub fn lessons(
    conn: &Connection,
    sight: &Sight,
    ids: &[LessonId],
) -> Result<Vec<LessonRow>, ReadError> {
    let mut sql = in_sight(sight);
    sql.push(" AND t.id IN ").list(ids.iter().map(|id| Key(id.0)));
    Ok(sql.rows(conn, |row| read(row, 0))?.into_iter().flatten().collect())
}

/// The lessons of a project, oldest first, at most `limit`.
///
/// # Errors
/// When SQLite fails.
pub fn lessons_of(
    conn: &Connection,
    sight: &Sight,
    project: ProjectId,
    limit: usize,
) -> Result<Vec<LessonRow>, ReadError> {
    let mut sql = in_sight(sight);
    sql.push(" AND t.project = ").bind(Key(project.0)).push(" ORDER BY t.n LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    Ok(sql.rows(conn, |row| read(row, 0))?.into_iter().flatten().collect())
}

/// A page of the public lessons, the newest first; with [`LessonFilter::within`] those of the viewer's own follow.
///
/// # Errors
/// [`ReadError::Page`] for a page that cannot be served, otherwise when SQLite fails.
pub fn public_lessons(
    conn: &Connection,
    sight: &Sight,
    filter: &LessonFilter,
    args: &PageArgs,
) -> Result<Page<LessonRow>, ReadError> {
    let mut sql = seen("t.published_at, t.n, ", sight);
    if filter.within {
        sql.push(" AND (t.public OR ").append(&sees_drafts_of(sight, "c.id")).push(")");
    } else {
        sql.push(" AND t.public");
    }
    if let Some(organisation) = filter.organisation {
        sql.push(" AND ").append(&of_organisation(conn, organisation)?);
    }
    if let Some(group) = filter.group {
        sql.push(" AND ").append(&of_group(conn, group)?);
    }
    if let Some(text) = filter.search.as_deref().filter(|text| !text.trim().is_empty()) {
        let Some(found) = match_query(text) else { return Ok(Page::empty()) };
        sql.push(" AND t.n IN (SELECT rowid FROM lesson_search WHERE lesson_search MATCH ");
        sql.bind(found).push(")");
    }
    if !filter.themes.is_empty() {
        sql.push(" AND EXISTS (SELECT 1 FROM lesson_theme a WHERE a.lesson = t.id AND a.theme IN ");
        sql.list(filter.themes.iter().cloned()).push(")");
    }
    if !filter.countries.is_empty() {
        let codes = filter.countries.iter().map(|code| code.to_ascii_uppercase());
        sql.push(" AND EXISTS (SELECT 1 FROM cooperation_country at WHERE at.cooperation = c.id ");
        sql.push("AND at.country IN ").list(codes).push(")");
    }
    if !filter.kinds.is_empty() {
        let kinds = filter.kinds.iter().filter_map(|kind| serde_json::to_string(kind).ok());
        sql.push(" AND t.kind IN ").list(kinds);
    }
    let keys = Keys(vec![("t.published_at", Direction::Desc), ("t.n", Direction::Desc)]);
    let page = keys.page(conn, &sql, args, read)?;
    // On the public page everybody reads the same words.
    let shown = |row| if filter.within { row } else { public(row) };
    let rows = page.rows.into_iter().filter_map(|(row, cursor)| Some((shown(row?), cursor)));
    Ok(Page { rows: rows.collect(), has_next: page.has_next, has_previous: page.has_previous })
}

fn public(mut row: LessonRow) -> LessonRow {
    row.state.present.clone_from(&row.state.published);
    row.within = false;
    row
}

fn read(row: &Row<'_>, from: usize) -> Result<Option<LessonRow>, ReadError> {
    let mut state: State = json_column(row, from + 1, "state of a lesson")?;
    let within: bool = row.get(from + 4)?;
    if !within {
        state.present.clone_from(&state.published);
        state.consents.clear();
    }
    let Some(opening) = state.opening.clone() else { return Ok(None) };
    let published: i64 = row.get(from + 3)?;
    Ok(Some(LessonRow {
        id: LessonId(row.get::<_, Key>(from)?.0),
        cooperation: opening.cooperation,
        project: opening.project,
        written_at: moment(row.get(from + 2)?),
        published_at: (published > 0).then(|| moment(published)),
        state,
        within,
    }))
}
