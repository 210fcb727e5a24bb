//! Lists of organisations: filters, orders, search and look-alikes.

use domain::fold::fold;
use domain::organisation::{Identifier, Kind, Place};
use rusqlite::Connection;

use super::{COLUMNS, OrganisationRow, OrganisationState, read_row};
use crate::sql::{Sql, word_of};
use crate::{Direction, Keys, Page, PageArgs, ReadError, match_query};

/// The most look-alikes that are shown.
const SIMILAR: i64 = 10;
/// How near a record must be to look alike by its place alone, in degrees of latitude (about 5 km).
const NEAR: f64 = 0.045;

/// What a list of organisations is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrganisationOrder {
    /// By name, whatever accents and case.
    Name,
    /// By inhabitants; unknown as fewest.
    Population,
    /// By how many public cooperations.
    Cooperations,
    /// Exact name first, then most cooperations, then most inhabitants.
    #[default]
    Relevance,
}

/// Which organisations; every part that is there must match.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OrganisationFilter {
    /// Words of a name, the last one as a beginning.
    pub search: Option<String>,
    /// ISO codes; empty: all.
    pub countries: Vec<String>,
    /// Kinds; empty: all.
    pub kinds: Vec<Kind>,
    /// States; empty: all but merged ones, which are shown under the record that stays.
    pub states: Vec<OrganisationState>,
    /// Of the body with this identifier.
    pub identifier: Option<Identifier>,
    /// Only those with a public cooperation, or only those without.
    pub with_cooperations: Option<bool>,
}

/// A page of the directory. `direction` turns every order but [`OrganisationOrder::Relevance`] round.
///
/// # Errors
/// [`ReadError::Page`] when the page cannot be served, otherwise when SQLite fails.
pub fn page(
    conn: &Connection,
    filter: &OrganisationFilter,
    order: OrganisationOrder,
    direction: Direction,
    args: &PageArgs,
) -> Result<Page<OrganisationRow>, ReadError> {
    let search = filter.search.as_deref().filter(|text| !text.trim().is_empty());
    let Some(found) = search.map_or(Some(String::new()), match_query) else {
        return Ok(Page::empty());
    };
    let keys = keys(order, direction, search.is_some());
    let columns: Vec<_> = keys.0.iter().map(|(key, _)| *key).collect();
    let mut sql = Sql::new(&format!("SELECT {}, {COLUMNS} FROM ", columns.join(", ")));
    // The exact spelling of a search is a column of its own, so that it can be a key of the order.
    sql.push("(SELECT *, ");
    match search {
        Some(text) => exact_name(&mut sql, text),
        None => sql.push("0"),
    };
    sql.push(" AS exact FROM organisation) o WHERE ");
    if search.is_some() {
        sql.push("o.n IN (SELECT rowid FROM organisation_search WHERE organisation_search MATCH ");
        sql.bind(found).push(")");
    } else {
        sql.push("TRUE");
    }
    conditions(&mut sql, filter);
    keys.page(conn, &sql, args, read_row)
}

fn exact_name<'s>(sql: &'s mut Sql, text: &str) -> &'s mut Sql {
    sql.push("EXISTS (SELECT 1 FROM organisation_name s WHERE s.organisation = organisation.id ");
    sql.push("AND s.folded = ").bind(fold(text)).push(")")
}

fn keys(order: OrganisationOrder, direction: Direction, searched: bool) -> Keys {
    let one = |key| Keys(vec![(key, direction), ("o.n", direction)]);
    match order {
        OrganisationOrder::Name => one("o.folded"),
        OrganisationOrder::Population => one("coalesce(o.population, -1)"),
        OrganisationOrder::Cooperations => one("o.cooperations"),
        OrganisationOrder::Relevance => {
            // Without a search no name is exact: three keys that an index serves.
            let exact = searched.then_some(("o.exact", Direction::Desc));
            let rest = ["o.cooperations", "coalesce(o.population, -1)", "o.n"];
            Keys(exact.into_iter().chain(rest.map(|key| (key, Direction::Desc))).collect())
        }
    }
}

fn conditions(sql: &mut Sql, filter: &OrganisationFilter) {
    if !filter.countries.is_empty() {
        let codes = filter.countries.iter().map(|code| code.to_ascii_uppercase());
        sql.push(" AND o.country IN ").list(codes);
    }
    if !filter.kinds.is_empty() {
        sql.push(" AND o.kind IN ").list(filter.kinds.iter().map(word_of));
    }
    if filter.states.is_empty() {
        sql.push(" AND o.merged_into IS NULL");
    } else {
        sql.push(" AND o.state IN ");
        sql.list(filter.states.iter().map(|state| state.word().to_owned()));
    }
    if let Some(identifier) = &filter.identifier {
        sql.push(" AND o.id IN ").append(&with_identifier(identifier));
    }
    match filter.with_cooperations {
        Some(true) => sql.push(" AND o.cooperations > 0"),
        Some(false) => sql.push(" AND o.cooperations = 0"),
        None => sql,
    };
}

fn with_identifier(identifier: &Identifier) -> Sql {
    let mut sql = Sql::new("(SELECT organisation FROM organisation_identifier WHERE scheme = ");
    sql.bind(identifier.scheme.to_ascii_lowercase()).push(" AND value = ");
    sql.bind(identifier.value.trim().to_owned()).push(")");
    sql
}

/// The bodies that carry an identifier: one, unless two registers' records were not merged yet.
///
/// # Errors
/// When SQLite fails.
pub fn by_identifier(
    conn: &Connection,
    identifier: &Identifier,
) -> Result<Vec<OrganisationRow>, ReadError> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM organisation o WHERE o.id IN "));
    sql.append(&with_identifier(identifier)).push(" ORDER BY o.n");
    sql.rows(conn, |row| read_row(row, 0))
}

/// Records of `country` that look like a body of this name and place: same folded name, then names that hold all its
/// words, then whatever lies within some kilometres. Best first; merged records are left out.
///
/// # Errors
/// When SQLite fails.
pub fn similar(
    conn: &Connection,
    name: &str,
    country: &str,
    place: Option<Place>,
) -> Result<Vec<OrganisationRow>, ReadError> {
    let mut sql =
        Sql::new(&format!("SELECT {COLUMNS}, EXISTS (SELECT 1 FROM organisation_name s "));
    sql.push("WHERE s.organisation = o.id AND s.folded = ").bind(fold(name)).push(") AS exact ");
    sql.push("FROM organisation o WHERE o.merged_into IS NULL AND o.country = ");
    sql.bind(country.to_ascii_uppercase()).push(" AND (FALSE");
    if let Some(found) = match_query(name) {
        sql.push(" OR o.n IN (SELECT rowid FROM organisation_search WHERE organisation_search ");
        sql.push("MATCH ").bind(found).push(")");
    }
    if let Some(place) = place {
        let wide = NEAR / place.latitude.to_radians().cos().abs().max(0.01);
        sql.push(" OR (o.latitude BETWEEN ").bind(place.latitude - NEAR);
        sql.push(" AND ").bind(place.latitude + NEAR);
        sql.push(" AND o.longitude BETWEEN ").bind(place.longitude - wide);
        sql.push(" AND ").bind(place.longitude + wide).push(")");
    }
    sql.push(") ORDER BY exact DESC, o.cooperations DESC, coalesce(o.population, -1) DESC, o.n");
    sql.push(" LIMIT ").bind(SIMILAR);
    sql.rows(conn, |row| read_row(row, 0))
}
