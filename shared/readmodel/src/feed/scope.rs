//! From a feed's window to a tree of tags, with groups replaced by their scopes.

use domain::GroupId;
use domain::access::{Sight, Visibility};
use domain::group::Scope;
use rusqlite::Connection;
use uuid::Uuid;

use super::FeedScope;
use crate::ReadError;
use crate::organisation::with_merged;
use crate::sight::{in_scope, level};
use crate::sql::{Key, Sql, json_column};

/// Tags combined.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    Every,
    Tag(String),
    Or(Vec<Tree>),
    And(Vec<Tree>),
}

/// A feed's window with its groups resolved: finds events by their tags.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Matcher {
    pub(super) tree: Tree,
}

impl Matcher {
    /// Resolves `scope` for a viewer: groups become their scopes of now, `mine` the viewer's organisations.
    ///
    /// # Errors
    /// When SQLite fails.
    pub(super) fn resolve(
        conn: &Connection,
        sight: &Sight,
        scope: &FeedScope,
    ) -> Result<Self, ReadError> {
        let mut parts = parts_of(&scope.countries, scope.themes.iter().map(|t| t.0.as_str()));
        if !scope.groups.is_empty() {
            let scopes = scopes_of(conn, &scope.groups)?;
            let trees: Vec<Tree> = scopes.iter().map(tree_of).collect();
            // A group without a scope looks at everything: then the groups narrow nothing.
            if !trees.contains(&Tree::Every) {
                parts.push(Tree::Or(trees));
            }
        }
        if !scope.organisations.is_empty() {
            let all = with_merged(conn, &scope.organisations)?;
            parts.push(any(all.iter().map(|id| format!("o:{id}"))));
        }
        if !scope.cooperations.is_empty() {
            parts.push(any(scope.cooperations.iter().map(|id| format!("x:{id}"))));
        }
        if !scope.subjects.is_empty() {
            parts.push(any(scope.subjects.iter().map(|id| format!("s:{id}"))));
        }
        if !scope.kinds.is_empty() {
            parts.push(any(scope.kinds.iter().map(|kind| format!("k:{}", kind.word()))));
        }
        if !scope.verbs.is_empty() {
            parts.push(any(scope.verbs.iter().map(|verb| format!("v:{verb}"))));
        }
        if scope.mine {
            let all = with_merged(conn, &sight.organisations)?;
            parts.push(any(all.iter().map(|id| format!("o:{id}"))));
        }
        Ok(Self { tree: all_of(parts) })
    }
}

fn tree_of(scope: &Scope) -> Tree {
    all_of(parts_of(&scope.countries, scope.themes.iter().map(|theme| theme.0.as_str())))
}

fn parts_of<'a>(countries: &[String], themes: impl Iterator<Item = &'a str>) -> Vec<Tree> {
    let mut parts = Vec::new();
    if !countries.is_empty() {
        parts.push(any(countries.iter().map(|code| format!("c:{}", code.to_ascii_uppercase()))));
    }
    let themes: Vec<String> = themes.map(|code| format!("t:{code}")).collect();
    if !themes.is_empty() {
        parts.push(any(themes.into_iter()));
    }
    parts
}

fn any(tags: impl Iterator<Item = String>) -> Tree {
    Tree::Or(tags.map(Tree::Tag).collect())
}

/// A scope without parts holds every event that has something to do with a cooperation or an organisation: all.
fn all_of(mut parts: Vec<Tree>) -> Tree {
    parts.retain(|part| *part != Tree::Every);
    if parts.is_empty() { Tree::Every } else { Tree::And(parts) }
}

/// What a person sees who runs these groups: the scopes of those that are not closed.
///
/// # Errors
/// When SQLite fails.
pub fn scopes_in_force(conn: &Connection, groups: &[GroupId]) -> Result<Vec<Scope>, ReadError> {
    let mut sql = Sql::new(
        "SELECT scope FROM country_group WHERE NOT json_extract(state, '$.closed') AND id IN ",
    );
    sql.list(groups.iter().map(|id| Key(id.0)));
    sql.rows(conn, |row| json_column(row, 0, "scope"))
}

/// Which of these groups look at a cooperation that those who run them may see.
///
/// # Errors
/// When SQLite fails.
pub fn groups_over(
    conn: &Connection,
    cooperation: Uuid,
    groups: &[GroupId],
) -> Result<Vec<GroupId>, ReadError> {
    let mut over = Vec::new();
    for &group in groups {
        for scope in scopes_in_force(conn, &[group])? {
            let mut sql = Sql::new("SELECT 1 FROM cooperation c WHERE c.id = ");
            sql.bind(Key(cooperation))
                .push(&format!(" AND c.visibility >= {} AND ", level(Visibility::Group)));
            sql.append(&in_scope(&scope, "c.id"));
            let found: Vec<i64> = sql.rows(conn, |row| Ok(row.get(0)?))?;
            over.extend((!found.is_empty()).then_some(group));
        }
    }
    Ok(over)
}

/// The scopes of groups that exist, in no particular order.
///
/// # Errors
/// When SQLite fails.
pub fn scopes_of(conn: &Connection, groups: &[GroupId]) -> Result<Vec<Scope>, ReadError> {
    let mut sql = Sql::new("SELECT scope FROM country_group WHERE id IN ");
    sql.list(groups.iter().map(|id| Key(id.0)));
    sql.rows(conn, |row| json_column(row, 0, "scope"))
}
