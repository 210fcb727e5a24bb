//! The feed: every event once, in order, found by its tags however sparse the scope, under the viewer's sight.

use domain::access::Sight;
use domain::codec::{Subject, subject_of};
use domain::cooperation::{Cooperation, PartialDate, Side, Theme};
use domain::{Author, GroupId, OrganisationId};
use eventlog::{CommandId, Position};
use jiff::Timestamp;
use rusqlite::{Connection, Row};
use uuid::Uuid;

use crate::ReadError;
use crate::cooperation::{CooperationKind, read_cooperation};
use crate::sql::{Key, Sql, json_column, moment};

mod merge;
mod scope;

pub use scope::{groups_over, scopes_in_force, scopes_of};

use scope::Matcher;

/// Sequence number of an event: its commit's position × 64 + its place in the commit.
pub type Seq = i64;

/// Events that one commit can hold in the feed.
pub const PER_COMMIT: i64 = 64;

/// The most changes of one page.
pub const MOST: usize = 500;

/// The sequence number of an event.
#[must_use]
pub fn seq_of(position: Position, index: u16) -> Seq {
    position.0.cast_signed() * PER_COMMIT + i64::from(index)
}

/// A feed's window: every non-empty part must match; within a part, any entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedScope {
    /// ISO codes of a party's country.
    pub countries: Vec<String>,
    /// Themes, a parent covering its own.
    pub themes: Vec<Theme>,
    /// Groups, each standing for its scope as it is now.
    pub groups: Vec<GroupId>,
    /// Organisations, and what was merged into them.
    pub organisations: Vec<OrganisationId>,
    /// Cooperations, by bare id.
    pub cooperations: Vec<Uuid>,
    /// Groups, committees and exchanges themselves, by bare id: what happened to them, not what they look at.
    pub subjects: Vec<Uuid>,
    /// Kinds of cooperation.
    pub kinds: Vec<CooperationKind>,
    /// Verbs such as `JUMELAGE_PROPOSED`.
    pub verbs: Vec<String>,
    /// What concerns the organisations in which the viewer has a seat.
    pub mine: bool,
}

/// Where a page of the feed begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The oldest changes after this one.
    After(Seq),
    /// The latest changes before this one.
    Before(Seq),
    /// The latest changes.
    Latest,
}

/// One event as the feed shows it: ids, never names.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its sequence number.
    pub seq: Seq,
    /// The moment of the act.
    pub at: Timestamp,
    /// What happened, such as `JUMELAGE_PROPOSED`.
    pub verb: String,
    /// Who acted.
    pub author: Author,
    /// The side that acted, where one did.
    pub side: Option<Side>,
    /// What it is about.
    pub subject: Subject,
    /// The cooperation it belongs to, itself included.
    pub cooperation: Option<Cooperation>,
    /// The day in the world, where the event says one.
    pub happened_on: Option<PartialDate>,
    /// What a summary needs: reason, outcome, count, ids…
    pub detail: serde_json::Map<String, serde_json::Value>,
    /// The client's identifier of the act.
    pub command_id: CommandId,
    /// Hash of the commit in the log's chain.
    pub hash: [u8; 32],
}

impl Change {
    /// The position of its commit.
    #[must_use]
    pub fn position(&self) -> Position {
        Position((self.seq / PER_COMMIT).cast_unsigned())
    }
}

/// Changes, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangePage {
    /// The changes.
    pub changes: Vec<Change>,
    /// More lie beyond: newer ones after [`From::After`], older ones otherwise.
    pub more: bool,
}

const COLUMNS: &str = "a.seq, a.at, a.verb, a.author, a.side, a.subject, a.cooperation, \
     a.happened_on, a.detail, a.command, a.hash, \
     (SELECT k.kind FROM cooperation k WHERE k.id = a.cooperation)";

fn read_row(row: &Row<'_>) -> Result<Change, ReadError> {
    let side: Option<u8> = row.get(4)?;
    let subject: String = row.get(5)?;
    let cooperation: Option<Key> = row.get(6)?;
    let kind: Option<String> = row.get(11)?;
    let happened_on: Option<String> = row.get(7)?;
    let kind = kind.as_deref().and_then(CooperationKind::of_word);
    Ok(Change {
        seq: row.get(0)?,
        at: moment(row.get(1)?),
        verb: row.get(2)?,
        author: json_column(row, 3, "author")?,
        side: side.map(Side),
        subject: subject_of(&subject).unwrap_or(Subject::Territory(subject)),
        cooperation: cooperation.zip(kind).map(|(id, kind)| kind.cooperation(id.0)),
        happened_on: happened_on.map(PartialDate),
        detail: json_column(row, 8, "detail of a change")?,
        command_id: CommandId(row.get::<_, Key>(9)?.0),
        hash: row.get(10)?,
    })
}

/// A page of the feed, at most `limit` changes (and never more than [`MOST`]).
///
/// # Errors
/// When SQLite fails.
pub fn page(
    conn: &Connection,
    sight: &Sight,
    scope: &FeedScope,
    from: From,
    limit: usize,
) -> Result<ChangePage, ReadError> {
    let limit = limit.min(MOST);
    let matcher = Matcher::resolve(conn, sight, scope)?;
    let forward = matches!(from, From::After(_));
    let mut tags = merge::Merge::of(&matcher.tree, forward);
    let mut at = match from {
        From::After(seq) => seq.saturating_add(1),
        From::Before(seq) => seq.saturating_sub(1),
        From::Latest => Seq::MAX,
    };
    let step = if forward { 1 } else { -1 };
    let mut changes = Vec::new();
    while changes.len() <= limit {
        let found = tags.next(conn, at, limit + 1)?;
        let Some(last) = found.last() else { break };
        at = last.saturating_add(step);
        changes.extend(visible(conn, sight, &found, forward)?);
    }
    let more = changes.len() > limit;
    changes.truncate(limit);
    if !forward {
        changes.reverse();
    }
    Ok(ChangePage { changes, more })
}

/// Those of `seqs` that the viewer may see, in the asked order.
fn visible(
    conn: &Connection,
    sight: &Sight,
    seqs: &[Seq],
    forward: bool,
) -> Result<Vec<Change>, ReadError> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM activity a WHERE a.seq IN "));
    sql.list(seqs.iter().copied()).push(" AND ").append(&crate::sight::sees_activity(sight, "a"));
    sql.push(if forward { " ORDER BY a.seq" } else { " ORDER BY a.seq DESC" });
    sql.rows(conn, read_row)
}

/// Acts after which those who only coordinate no longer see a cooperation: it came to nothing before it was public.
const NARROWING: [&str; 4] =
    ["JUMELAGE_DECLINED", "JUMELAGE_WITHDRAWN", "PARTNERSHIP_DECLINED", "PARTNERSHIP_WITHDRAWN"];

/// Cooperations that acts after `after` and up to `through` took out of the view of those who coordinate, with the place
/// of the act; for whoever watched meanwhile, as the others never saw them.
///
/// # Errors
/// When SQLite fails.
pub fn narrowed(
    conn: &Connection,
    sight: &Sight,
    (after, through): (Seq, Seq),
) -> Result<Vec<(Seq, Cooperation)>, ReadError> {
    if sight.scopes.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("SELECT c.id, c.kind, a.seq FROM activity a ");
    sql.push("JOIN cooperation c ON c.id = a.cooperation WHERE a.seq > ").bind(after);
    sql.push(" AND a.seq <= ")
        .bind(through)
        .push(" AND a.verb IN ")
        .list(NARROWING.map(str::to_owned));
    sql.push(" AND NOT ").append(&crate::sight::sees_cooperation(sight, "c")).push(" AND (FALSE");
    for scope in &sight.scopes {
        sql.push(" OR ").append(&crate::sight::in_scope(scope, "c.id"));
    }
    sql.push(") ORDER BY a.seq");
    sql.rows(conn, |row| Ok((row.get(2)?, read_cooperation(row, 0)?)))
}

/// Cooperations to which something happened after `after` and up to `through`, each once.
///
/// # Errors
/// When SQLite fails.
pub fn touched(conn: &Connection, (after, through): (Seq, Seq)) -> Result<Vec<Uuid>, ReadError> {
    let mut sql = Sql::new("SELECT DISTINCT a.cooperation FROM activity a WHERE a.seq > ");
    sql.bind(after).push(" AND a.seq <= ").bind(through).push(" AND a.cooperation IS NOT NULL");
    sql.rows(conn, |row| Ok(row.get::<_, Key>(0)?.0))
}

/// Sequence number of the newest event that was taken in; 0 when there is none.
///
/// # Errors
/// When SQLite fails.
pub fn head(conn: &Connection) -> Result<Seq, ReadError> {
    let mut statement = conn.prepare_cached("SELECT coalesce(max(seq), 0) FROM activity")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
