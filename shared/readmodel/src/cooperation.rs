//! Cooperations of both kinds as every service needs them: rows, sides, what waits, texts, remarks and votes.

use domain::access::{Sight, Visibility};
use domain::cooperation::{
    Cooperation, CouncilDecision, PartialDate, Party, PartyRole, Side, TextHash, Theme,
};
use domain::screening::Standing;
use domain::{Author, JumelageId, LocalText, OrganisationId, PartnershipId, RemarkId};
use jiff::Timestamp;
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ReadError;
use crate::sight::{sees_cooperation, sees_remark, visibility};
use crate::sql::{Key, Sql, json_column, moment, word};

mod counters;
mod map;
mod page;
mod screening;
mod waiting;

pub use counters::{Counters, by_country, by_theme, counters};
pub use map::{MapLink, MapPage, MapPoint, map};
pub use page::{CooperationFilter, CooperationOrder, of_group, of_organisation, page};
pub use screening::{Screening, Supposed, Touched, register_mark, to_screen, would_touch};
pub use waiting::{Part, WaitingKind, WaitingRow, waiting_for, waiting_of, waiting_on_partners};

/// Twinning or partnership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CooperationKind {
    /// A twinning.
    Jumelage,
    /// A partnership.
    Partnership,
}

impl CooperationKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Jumelage, Self::Partnership];

    /// The word in tables and in the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Jumelage => "JUMELAGE",
            Self::Partnership => "PARTNERSHIP",
        }
    }

    /// The reverse of [`CooperationKind::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The kind of a cooperation.
    #[must_use]
    pub fn of(cooperation: Cooperation) -> Self {
        match cooperation {
            Cooperation::Jumelage(_) => Self::Jumelage,
            Cooperation::Partnership(_) => Self::Partnership,
        }
    }

    /// A cooperation of this kind.
    #[must_use]
    pub fn cooperation(self, id: Uuid) -> Cooperation {
        match self {
            Self::Jumelage => Cooperation::Jumelage(JumelageId(id)),
            Self::Partnership => Cooperation::Partnership(PartnershipId(id)),
        }
    }
}

/// The bare identifier of a cooperation.
#[must_use]
pub fn id_of(cooperation: Cooperation) -> Uuid {
    match cooperation {
        Cooperation::Jumelage(id) => id.0,
        Cooperation::Partnership(id) => id.0,
    }
}

/// Stages of both kinds: a partnership is accepted where a twinning's content is agreed, then decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Proposed.
    Proposed,
    /// All sides consented to the same charter.
    ContentAgreed,
    /// Every council adopted it.
    Decided,
    /// All sides accepted the same terms.
    Accepted,
    /// Running.
    Active,
    /// Asleep.
    Dormant,
    /// Ended by a side.
    Ended,
    /// Annulled by a State.
    Annulled,
    /// Declined.
    Declined,
    /// Taken back.
    Withdrawn,
}

impl Stage {
    /// Every stage in the order of a life.
    pub const ALL: [Self; 10] = [
        Self::Proposed,
        Self::ContentAgreed,
        Self::Decided,
        Self::Accepted,
        Self::Active,
        Self::Dormant,
        Self::Ended,
        Self::Annulled,
        Self::Declined,
        Self::Withdrawn,
    ];

    /// The word in tables and in the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Proposed => "PROPOSED",
            Self::ContentAgreed => "CONTENT_AGREED",
            Self::Decided => "DECIDED",
            Self::Accepted => "ACCEPTED",
            Self::Active => "ACTIVE",
            Self::Dormant => "DORMANT",
            Self::Ended => "ENDED",
            Self::Annulled => "ANNULLED",
            Self::Declined => "DECLINED",
            Self::Withdrawn => "WITHDRAWN",
        }
    }

    /// The reverse of [`Stage::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// Who may see a cooperation that stands here, whether or not it ever was in force.
    #[must_use]
    pub fn visibility(self) -> Visibility {
        match self {
            Self::Proposed | Self::ContentAgreed | Self::Decided | Self::Accepted => {
                Visibility::Group
            }
            Self::Active | Self::Dormant | Self::Ended | Self::Annulled => Visibility::Public,
            Self::Declined | Self::Withdrawn => Visibility::Partners,
        }
    }
}

/// How a cooperation ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndingRow {
    /// The side that ended it.
    pub side: Side,
    /// Why.
    pub reason: String,
    /// What was learnt.
    pub lessons: String,
    /// When it was recorded.
    pub at: Timestamp,
}

/// A cooperation as lists and pages show it.
#[derive(Debug, Clone, PartialEq)]
pub struct CooperationRow {
    /// Which one.
    pub cooperation: Cooperation,
    /// Where it stands.
    pub stage: Stage,
    /// The title when no language is asked for.
    pub title: String,
    /// Its own title per language; empty for a twinning, which is called by its parties.
    pub titles: Vec<LocalText>,
    /// Its themes, parents not included.
    pub themes: Vec<Theme>,
    /// Since when, as far as is known.
    pub since: Option<PartialDate>,
    /// When it was put on record.
    pub recorded_at: Timestamp,
    /// The last act that keeps it awake.
    pub last_activity: Timestamp,
    /// Who may see it.
    pub visibility: Visibility,
    /// Where the record comes from, for an older one.
    pub source: Option<String>,
    /// An older one that not every side has confirmed yet.
    pub recorded_as_existing: bool,
    /// What the screening found when it was repeated, if it ever found something else.
    pub screened: Option<Standing>,
    /// How it ended.
    pub ending: Option<EndingRow>,
    /// Sequence number of its newest activity.
    pub last_seq: i64,
}

impl CooperationRow {
    /// Its bare identifier.
    #[must_use]
    pub fn id(&self) -> Uuid {
        id_of(self.cooperation)
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> CooperationKind {
        CooperationKind::of(self.cooperation)
    }
}

/// Columns of [`read_row`], in order, of `cooperation c`.
pub const COLUMNS: &str = "c.id, c.kind, c.stage, c.title, c.titles, c.themes, c.since, \
     c.recorded_at, c.last_activity, c.visibility, c.source, c.as_existing, c.ending, c.last_seq, c.screened";

/// Reads [`COLUMNS`] starting at column `at`.
///
/// # Errors
/// When a column does not hold what the projection writes there.
pub fn read_row(row: &Row<'_>, at: usize) -> Result<CooperationRow, ReadError> {
    let since: String = row.get(at + 6)?;
    let ending: Option<String> = row.get(at + 12)?;
    let screened: Option<String> = row.get(at + 14)?;
    Ok(CooperationRow {
        cooperation: read_cooperation(row, at)?,
        stage: Stage::of_word(&row.get::<_, String>(at + 2)?).unwrap_or(Stage::Proposed),
        title: row.get(at + 3)?,
        titles: json_column(row, at + 4, "title")?,
        themes: json_column(row, at + 5, "list of themes")?,
        since: (!since.is_empty()).then_some(PartialDate(since)),
        recorded_at: moment(row.get(at + 7)?),
        last_activity: moment(row.get(at + 8)?),
        visibility: visibility(row.get(at + 9)?),
        source: row.get(at + 10)?,
        recorded_as_existing: row.get(at + 11)?,
        ending: ending.map(|_| json_column(row, at + 12, "ending")).transpose()?,
        last_seq: row.get(at + 13)?,
        screened: screened.map(|_| json_column(row, at + 14, "screening")).transpose()?,
    })
}

/// Reads `id, kind` starting at column `at`.
pub(crate) fn read_cooperation(row: &Row<'_>, at: usize) -> Result<Cooperation, ReadError> {
    let id: Key = row.get(at)?;
    let kind: String = row.get(at + 1)?;
    Ok(CooperationKind::of_word(&kind).unwrap_or(CooperationKind::Jumelage).cooperation(id.0))
}

/// Cooperations by id, in no particular order; what `sight` does not reach is left out like what does not exist.
///
/// # Errors
/// When SQLite fails.
pub fn by_ids(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<CooperationRow>, ReadError> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM cooperation c WHERE c.id IN "));
    sql.list(ids.iter().copied().map(Key)).push(" AND ");
    sql.append(&sees_cooperation(sight, "c"));
    sql.rows(conn, |row| read_row(row, 0))
}

/// The folded states of cooperations, as the domain keeps them, under the same sight.
///
/// # Errors
/// When SQLite fails or a state is of another shape.
pub fn states<S: DeserializeOwned>(
    conn: &Connection,
    sight: &Sight,
    kind: CooperationKind,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, S)>, ReadError> {
    let mut sql = Sql::new("SELECT c.id, c.state FROM cooperation c WHERE c.kind = ");
    sql.bind(kind.word().to_owned()).push(" AND c.id IN ");
    sql.list(ids.iter().copied().map(Key)).push(" AND ");
    sql.append(&sees_cooperation(sight, "c"));
    sql.rows(conn, |row| Ok((row.get::<_, Key>(0)?.0, json_column(row, 1, "state")?)))
}

/// `SELECT … FROM {table} t` of cooperations that `sight` reaches.
fn of_cooperations(sight: &Sight, ids: &[Uuid], columns: &str, table: &str) -> Sql {
    let mut sql = Sql::new(&format!(
        "SELECT t.cooperation, {columns} FROM {table} t JOIN cooperation c ON c.id = t.cooperation \
         WHERE t.cooperation IN "
    ));
    sql.list(ids.iter().copied().map(Key)).push(" AND ").append(&sees_cooperation(sight, "c"));
    sql
}

/// The parties of cooperations, in the order of the record; merged organisations appear as the one that stays.
///
/// # Errors
/// When SQLite fails.
pub fn parties_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, Party)>, ReadError> {
    let mut sql =
        of_cooperations(sight, ids, "t.organisation, t.side, t.role", "cooperation_party");
    sql.push(" AND t.standing = 0 ORDER BY t.cooperation, t.place");
    sql.rows(conn, |row| {
        let organisation = OrganisationId(row.get::<_, Key>(1)?.0);
        let role: PartyRole = word(&row.get::<_, String>(3)?, "role of a party")?;
        let party = Party { organisation, side: Side(row.get(2)?), role };
        Ok((row.get::<_, Key>(0)?.0, party))
    })
}

/// How a side of a cooperation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SideRow {
    /// Which side.
    pub side: Side,
    /// It consented to, or accepted, the text as it stands.
    pub agreed: bool,
    /// When it did.
    pub agreed_at: Option<Timestamp>,
    /// It recorded or confirmed an older cooperation, or proposed or answered a new one.
    pub confirmed: bool,
}

/// The sides of cooperations, by number.
///
/// # Errors
/// When SQLite fails.
pub fn sides_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, SideRow)>, ReadError> {
    let columns = "t.side, t.agreed, t.agreed_at, t.confirmed";
    let mut sql = of_cooperations(sight, ids, columns, "cooperation_side");
    sql.push(" ORDER BY t.cooperation, t.side");
    sql.rows(conn, |row| {
        let agreed_at: Option<i64> = row.get(3)?;
        let side = SideRow {
            side: Side(row.get(1)?),
            agreed: row.get(2)?,
            agreed_at: agreed_at.map(moment),
            confirmed: row.get(4)?,
        };
        Ok((row.get::<_, Key>(0)?.0, side))
    })
}

/// A version of a charter (`B` = list of texts) or of the terms of a partnership.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionRow<B> {
    /// Its number, from 1.
    pub number: i64,
    /// Its hash.
    pub hash: TextHash,
    /// What it says.
    pub body: B,
    /// The side that wrote it; `None` where nobody in particular did.
    pub by: Option<Side>,
    /// What was changed and why.
    pub reason: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// The versions of texts, oldest first.
///
/// # Errors
/// When SQLite fails or a body is of another shape.
pub fn versions_of<B: DeserializeOwned>(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, VersionRow<B>)>, ReadError> {
    let columns = "t.number, t.hash, t.body, t.side, t.reason, t.at";
    let mut sql = of_cooperations(sight, ids, columns, "text_version");
    sql.push(" ORDER BY t.cooperation, t.number");
    sql.rows(conn, |row| {
        let by: Option<u8> = row.get(4)?;
        let version = VersionRow {
            number: row.get(1)?,
            hash: TextHash(row.get(2)?),
            body: json_column(row, 3, "text")?,
            by: by.map(Side),
            reason: row.get(5)?,
            at: moment(row.get(6)?),
        };
        Ok((row.get::<_, Key>(0)?.0, version))
    })
}

/// A remark.
#[derive(Debug, Clone, PartialEq)]
pub struct RemarkRow {
    /// Its identifier.
    pub id: RemarkId,
    /// The side that spoke.
    pub by: Side,
    /// The text it is about.
    pub about: TextHash,
    /// The words.
    pub body: LocalText,
    /// Whether the side keeps it to itself.
    pub visibility: Visibility,
    /// When.
    pub at: Timestamp,
    /// Who, as institution.
    pub author: Author,
}

/// The remarks on cooperations, oldest first: for partners and the platform, nobody else; what a side keeps to itself
/// for that side alone.
///
/// # Errors
/// When SQLite fails.
pub fn remarks_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, RemarkRow)>, ReadError> {
    let columns = "t.id, t.side, t.about, t.lang, t.text, t.at, t.author, t.visibility";
    let mut sql = of_cooperations(sight, ids, columns, "remark");
    sql.push(" AND ").append(&sees_remark(sight, "t"));
    sql.push(" ORDER BY t.cooperation, t.seq");
    sql.rows(conn, |row| {
        let remark = RemarkRow {
            id: RemarkId(row.get::<_, Key>(1)?.0),
            by: Side(row.get(2)?),
            about: TextHash(row.get(3)?),
            body: LocalText { lang: row.get(4)?, text: row.get(5)? },
            at: moment(row.get(6)?),
            author: json_column(row, 7, "author")?,
            visibility: visibility(row.get(8)?),
        };
        Ok((row.get::<_, Key>(0)?.0, remark))
    })
}

/// The votes of councils, oldest first, with the moment of their recording.
///
/// # Errors
/// When SQLite fails.
pub fn decisions_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, CouncilDecision, Timestamp)>, ReadError> {
    let mut sql = of_cooperations(sight, ids, "t.body, t.at", "decision");
    sql.push(" ORDER BY t.cooperation, t.seq");
    sql.rows(conn, |row| {
        let decision = json_column(row, 1, "vote")?;
        Ok((row.get::<_, Key>(0)?.0, decision, moment(row.get(2)?)))
    })
}

/// Cooperations of which somebody saw more with the rights of `before` than with those of `now`: out of sight altogether,
/// or remarks in them.
///
/// # Errors
/// When SQLite fails.
pub fn departed(
    conn: &Connection,
    before: &Sight,
    now: &Sight,
) -> Result<Vec<Cooperation>, ReadError> {
    let mut sql = Sql::new("SELECT c.id, c.kind FROM cooperation c WHERE (");
    sql.append(&sees_cooperation(before, "c")).push(" AND NOT ");
    sql.append(&sees_cooperation(now, "c"));
    sql.push(") OR EXISTS (SELECT 1 FROM remark t WHERE t.cooperation = c.id AND ");
    sql.append(&sees_remark(before, "t")).push(" AND NOT ");
    sql.append(&sees_remark(now, "t")).push(") ORDER BY c.id");
    sql.rows(conn, |row| read_cooperation(row, 0))
}

/// Running cooperations without activity since before `before`, longest asleep first: for the system to mark.
///
/// # Errors
/// When SQLite fails.
pub fn dormant_candidates(
    conn: &Connection,
    before: Timestamp,
    limit: usize,
) -> Result<Vec<CooperationRow>, ReadError> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM cooperation c "));
    sql.push("WHERE c.stage = 'ACTIVE' AND c.last_activity < ").bind(before.as_millisecond());
    sql.push(" ORDER BY c.last_activity, c.n LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    sql.rows(conn, |row| read_row(row, 0))
}
