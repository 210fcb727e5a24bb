//! Lists of cooperations: filters and orders, shared by the register, the map and the counters.

use domain::access::Sight;
use domain::cooperation::Theme;
use domain::group::Scope;
use domain::{GroupId, OrganisationId};
use rusqlite::Connection;

use super::{COLUMNS, CooperationKind, CooperationRow, Stage, read_row};
use crate::feed::scopes_of;
use crate::organisation::with_merged;
use crate::sight::{has_country, has_theme, in_scope, is_party, sees_cooperation};
use crate::sql::{Key, Sql};
use crate::{Direction, Keys, Page, PageArgs, ReadError, match_query};

/// What a list of cooperations is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CooperationOrder {
    /// By the last act that keeps it awake.
    #[default]
    LastActivity,
    /// By title, whatever accents and case.
    Title,
    /// By its beginning; unknown as earliest.
    Since,
    /// By when it was put on record.
    Recorded,
}

/// Which cooperations; every part that is there must match.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CooperationFilter {
    /// Words of a title or of a party's name, the last one as a beginning.
    pub search: Option<String>,
    /// ISO codes of a party's country; empty: all.
    pub countries: Vec<String>,
    /// Themes, parents covering theirs; empty: all.
    pub themes: Vec<Theme>,
    /// Kinds; empty: both.
    pub kinds: Vec<CooperationKind>,
    /// Stages; empty: all.
    pub stages: Vec<Stage>,
    /// Of this party.
    pub organisation: Option<OrganisationId>,
    /// In the scope of this group.
    pub group: Option<GroupId>,
    /// Of the organisations in which the viewer has a seat.
    pub mine: bool,
    /// On which something waits for those organisations.
    pub waiting_for_me: bool,
}

/// A page of the register.
///
/// # Errors
/// [`ReadError::Page`] when the page cannot be served, otherwise when SQLite fails.
pub fn page(
    conn: &Connection,
    sight: &Sight,
    filter: &CooperationFilter,
    order: CooperationOrder,
    direction: Direction,
    args: &PageArgs,
) -> Result<Page<CooperationRow>, ReadError> {
    let key = match order {
        CooperationOrder::LastActivity => "c.last_activity",
        CooperationOrder::Title => "c.title_folded",
        CooperationOrder::Since => "c.since",
        CooperationOrder::Recorded => "c.recorded_at",
    };
    let mut sql = Sql::new(&format!("SELECT {key}, c.n, {COLUMNS} FROM cooperation c WHERE "));
    sql.append(&matching(conn, sight, filter)?);
    Keys(vec![(key, direction), ("c.n", direction)]).page(conn, &sql, args, read_row)
}

/// The condition on `cooperation c` of a filter and a sight.
pub(super) fn matching(
    conn: &Connection,
    sight: &Sight,
    filter: &CooperationFilter,
) -> Result<Sql, ReadError> {
    let mut sql = sees_cooperation(sight, "c");
    if let Some(text) = filter.search.as_deref().filter(|text| !text.trim().is_empty()) {
        match match_query(text) {
            Some(found) => {
                sql.push(" AND c.n IN (SELECT rowid FROM cooperation_search ");
                sql.push("WHERE cooperation_search MATCH ").bind(found).push(")");
            }
            None => {
                sql.push(" AND FALSE");
            }
        }
    }
    if !filter.countries.is_empty() {
        sql.push(" AND ").append(&has_country(&filter.countries, "c.id"));
    }
    if !filter.themes.is_empty() {
        sql.push(" AND ").append(&has_theme(&filter.themes, "c.id"));
    }
    if !filter.kinds.is_empty() {
        sql.push(" AND c.kind IN ").list(filter.kinds.iter().map(|k| k.word().to_owned()));
    }
    if !filter.stages.is_empty() {
        sql.push(" AND c.stage IN ").list(filter.stages.iter().map(|s| s.word().to_owned()));
    }
    if let Some(organisation) = filter.organisation {
        sql.push(" AND ").append(&of_organisation(conn, organisation)?);
    }
    if let Some(group) = filter.group {
        sql.push(" AND ").append(&of_group(conn, group)?);
    }
    of_viewer(&mut sql, sight, filter);
    Ok(sql)
}

/// The condition on `cooperation c` that it lies in the scope of a group; nothing lies in that of an unknown one.
///
/// # Errors
/// When SQLite fails.
pub fn of_group(conn: &Connection, group: GroupId) -> Result<Sql, ReadError> {
    let scopes: Vec<Scope> = scopes_of(conn, &[group])?;
    Ok(scopes.first().map_or_else(|| Sql::new("FALSE"), |scope| in_scope(scope, "c.id")))
}

/// The condition on `cooperation c` that an organisation is or was invited as a party of it, by any record merged into it.
///
/// # Errors
/// When SQLite fails.
pub fn of_organisation(conn: &Connection, organisation: OrganisationId) -> Result<Sql, ReadError> {
    let ids = with_merged(conn, &[organisation])?;
    let mut sql = Sql::new("c.id IN (SELECT cooperation FROM cooperation_party WHERE ");
    sql.push("organisation IN ").list(ids.iter().map(|id| Key(id.0))).push(" AND standing < 2)");
    Ok(sql)
}

fn of_viewer(sql: &mut Sql, sight: &Sight, filter: &CooperationFilter) {
    if filter.mine {
        sql.push(" AND ").append(&is_party(&sight.organisations, "c.id"));
    }
    if filter.waiting_for_me {
        sql.push(" AND c.id IN (SELECT cooperation FROM waiting WHERE who IN ");
        sql.list(sight.organisations.iter().map(|id| Key(id.0))).push(")");
    }
}
