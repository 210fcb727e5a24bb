//! What waits for whom: rows that the projection writes from the state's own `waiting_for`.

use domain::access::Sight;
use domain::cooperation::{Cooperation, Side, WaitingFor};
use domain::{
    ConventionId, DiscussionId, FinancingId, OrganisationId, ProjectId, convention, financing,
    project,
};
use jiff::Timestamp;
use rusqlite::{Connection, Row};
use uuid::Uuid;

use super::read_cooperation;
use crate::ReadError;
use crate::sight::{sees_cooperation, sees_drafts_of, sees_remarks_of};
use crate::sql::{Key, Sql, moment};

/// What is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WaitingKind {
    /// A side's consent to the charter.
    Consent,
    /// A side's acceptance of the terms.
    Acceptance,
    /// A council's vote.
    CouncilDecision,
    /// The ceremony.
    Ceremony,
    /// A side's confirmation of an older cooperation.
    Confirmation,
    /// The start.
    Start,
    /// A revival or an end.
    ReviveOrEnd,
    /// An invited town's joining.
    Join,
    /// What the screening found when it was repeated.
    Obstacle,
    /// A first version of a convention.
    ConventionVersion,
    /// A side’s consent to a version of a convention.
    ConventionConsent,
    /// A council’s vote on a convention.
    ConventionVote,
    /// A party’s signature under a convention.
    ConventionSignature,
    /// A prior authorisation of a convention.
    ConventionPriorAuthorisation,
    /// A federal approval of a convention.
    ConventionFederalApproval,
    /// A consultation on a convention.
    ConventionConsultation,
    /// A ministry’s opinion on a convention.
    ConventionOpinion,
    /// The transmission of a convention.
    ConventionTransmission,
    /// The acknowledgement of that transmission.
    ConventionAcknowledgement,
    /// The registration of a convention.
    ConventionRegistration,
    /// The answer to an observation on a convention.
    ConventionObservation,
    /// The record of a convention’s entry into force.
    ConventionForce,
    /// The renewal of a convention, or the record of its end.
    ConventionRenewal,
    /// A side’s consent to the description of a project.
    ProjectConsent,
    /// The record of a project’s start.
    ProjectStart,
    /// The closing of a project with its lessons.
    ProjectClose,
    /// A side’s answers to an evaluation of a project.
    EvaluationAnswer,
    /// A side’s agreement to a measure after an evaluation.
    EvaluationMeasure,
    /// A side’s consent to a financing plan.
    FinancingConsent,
    /// A side’s answer to a question in a discussion.
    Answer,
}

/// What of a cooperation an expectation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A convention.
    Convention(ConventionId),
    /// A project.
    Project(ProjectId),
    /// A financing plan.
    Financing(FinancingId),
    /// A discussion.
    Discussion(DiscussionId),
}

impl Part {
    /// Its bare id.
    #[must_use]
    pub fn id(self) -> Uuid {
        match self {
            Self::Convention(id) => id.0,
            Self::Project(id) => id.0,
            Self::Financing(id) => id.0,
            Self::Discussion(id) => id.0,
        }
    }
}

impl WaitingKind {
    /// Every kind.
    pub const ALL: [Self; 30] = [
        Self::Consent,
        Self::Acceptance,
        Self::CouncilDecision,
        Self::Ceremony,
        Self::Confirmation,
        Self::Start,
        Self::ReviveOrEnd,
        Self::Join,
        Self::Obstacle,
        Self::ConventionVersion,
        Self::ConventionConsent,
        Self::ConventionVote,
        Self::ConventionSignature,
        Self::ConventionPriorAuthorisation,
        Self::ConventionFederalApproval,
        Self::ConventionConsultation,
        Self::ConventionOpinion,
        Self::ConventionTransmission,
        Self::ConventionAcknowledgement,
        Self::ConventionRegistration,
        Self::ConventionObservation,
        Self::ConventionForce,
        Self::ConventionRenewal,
        Self::ProjectConsent,
        Self::ProjectStart,
        Self::ProjectClose,
        Self::EvaluationAnswer,
        Self::EvaluationMeasure,
        Self::FinancingConsent,
        Self::Answer,
    ];

    /// The word in the table and in the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Consent => "CONSENT",
            Self::Acceptance => "ACCEPTANCE",
            Self::CouncilDecision => "COUNCIL_DECISION",
            Self::Ceremony => "CEREMONY",
            Self::Confirmation => "CONFIRMATION",
            Self::Start => "START",
            Self::ReviveOrEnd => "REVIVE_OR_END",
            Self::Join => "JOIN",
            Self::Obstacle => "OBSTACLE",
            Self::ConventionVersion => "CONVENTION_VERSION",
            Self::ConventionConsent => "CONVENTION_CONSENT",
            Self::ConventionVote => "CONVENTION_VOTE",
            Self::ConventionSignature => "CONVENTION_SIGNATURE",
            Self::ConventionPriorAuthorisation => "CONVENTION_PRIOR_AUTHORISATION",
            Self::ConventionFederalApproval => "CONVENTION_FEDERAL_APPROVAL",
            Self::ConventionConsultation => "CONVENTION_CONSULTATION",
            Self::ConventionOpinion => "CONVENTION_OPINION",
            Self::ConventionTransmission => "CONVENTION_TRANSMISSION",
            Self::ConventionAcknowledgement => "CONVENTION_ACKNOWLEDGEMENT",
            Self::ConventionRegistration => "CONVENTION_REGISTRATION",
            Self::ConventionObservation => "CONVENTION_OBSERVATION",
            Self::ConventionForce => "CONVENTION_FORCE",
            Self::ConventionRenewal => "CONVENTION_RENEWAL",
            Self::ProjectConsent => "PROJECT_CONSENT",
            Self::ProjectStart => "PROJECT_START",
            Self::ProjectClose => "PROJECT_CLOSE",
            Self::EvaluationAnswer => "EVALUATION_ANSWER",
            Self::EvaluationMeasure => "EVALUATION_MEASURE",
            Self::FinancingConsent => "FINANCING_CONSENT",
            Self::Answer => "ANSWER",
        }
    }

    /// The kind, side and organisation of an expectation of the domain.
    #[must_use]
    pub fn of(what: WaitingFor) -> (Self, Option<Side>, Option<OrganisationId>) {
        match what {
            WaitingFor::Consent(side) => (Self::Consent, Some(side), None),
            WaitingFor::Acceptance(side) => (Self::Acceptance, Some(side), None),
            WaitingFor::CouncilDecision(who) => (Self::CouncilDecision, None, Some(who)),
            WaitingFor::Ceremony => (Self::Ceremony, None, None),
            WaitingFor::Confirmation(side) => (Self::Confirmation, Some(side), None),
            WaitingFor::Start => (Self::Start, None, None),
            WaitingFor::ReviveOrEnd => (Self::ReviveOrEnd, None, None),
            WaitingFor::Join(who) => (Self::Join, None, Some(who)),
            WaitingFor::Obstacle => (Self::Obstacle, None, None),
        }
    }

    /// The kind, side and organisation of an expectation of a convention.
    #[must_use]
    pub fn of_convention(
        what: convention::WaitingFor,
    ) -> (Self, Option<Side>, Option<OrganisationId>) {
        use convention::WaitingFor as W;
        match what {
            W::Version => (Self::ConventionVersion, None, None),
            W::Consent(side) => (Self::ConventionConsent, Some(side), None),
            W::Vote(who) => (Self::ConventionVote, None, Some(who)),
            W::Signature(who) => (Self::ConventionSignature, None, Some(who)),
            W::Formality(who, step) => (Self::of_step(step), None, Some(who)),
            W::Observation(who) => (Self::ConventionObservation, None, Some(who)),
            W::Force => (Self::ConventionForce, None, None),
            W::RenewOrExpire => (Self::ConventionRenewal, None, None),
        }
    }

    /// The kind and side of an expectation of a project.
    #[must_use]
    pub fn of_project(what: project::WaitingFor) -> (Self, Option<Side>) {
        match what {
            project::WaitingFor::Consent(side) => (Self::ProjectConsent, Some(side)),
            project::WaitingFor::Start => (Self::ProjectStart, None),
            project::WaitingFor::Evaluation(side) => (Self::EvaluationAnswer, Some(side)),
            project::WaitingFor::Measure(side) => (Self::EvaluationMeasure, Some(side)),
            project::WaitingFor::Close => (Self::ProjectClose, None),
        }
    }

    /// The kind and side of an expectation of a financing plan.
    #[must_use]
    pub fn of_financing(what: financing::WaitingFor) -> (Self, Option<Side>) {
        match what {
            financing::WaitingFor::Consent(side) => (Self::FinancingConsent, Some(side)),
        }
    }

    /// The part of a cooperation that an expectation of this kind is about.
    fn part(self, id: Uuid) -> Part {
        let of_project = matches!(
            self,
            Self::ProjectConsent
                | Self::ProjectStart
                | Self::ProjectClose
                | Self::EvaluationAnswer
                | Self::EvaluationMeasure
        );
        if of_project {
            Part::Project(ProjectId(id))
        } else if self == Self::FinancingConsent {
            Part::Financing(FinancingId(id))
        } else if self == Self::Answer {
            Part::Discussion(DiscussionId(id))
        } else {
            Part::Convention(ConventionId(id))
        }
    }

    fn of_step(step: convention::Step) -> Self {
        use convention::Step as S;
        match step {
            S::PriorAuthorisation => Self::ConventionPriorAuthorisation,
            S::FederalApproval => Self::ConventionFederalApproval,
            S::Consultation => Self::ConventionConsultation,
            S::Opinion => Self::ConventionOpinion,
            S::Transmission => Self::ConventionTransmission,
            S::Acknowledgement => Self::ConventionAcknowledgement,
            S::Registration => Self::ConventionRegistration,
        }
    }
}

/// One expectation of a cooperation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRow {
    /// On which cooperation.
    pub cooperation: Cooperation,
    /// On which of its conventions, projects or plans, where it is about one.
    pub part: Option<Part>,
    /// What is expected.
    pub kind: WaitingKind,
    /// Of which side, where it is one.
    pub side: Option<Side>,
    /// Of which organisation, where it is one.
    pub organisation: Option<OrganisationId>,
    /// Those who can meet it.
    pub who: Vec<OrganisationId>,
    /// Since when.
    pub since: Timestamp,
}

const COLUMNS: &str = "c.id, c.kind, w.kind, w.side, w.organisation, w.since, w.who, w.part";

/// What waits on cooperations, oldest first in each.
///
/// # Errors
/// When SQLite fails.
pub fn waiting_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<WaitingRow>, ReadError> {
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS} FROM waiting w JOIN cooperation c ON c.id = w.cooperation WHERE c.id IN "
    ));
    sql.list(ids.iter().copied().map(Key)).push(" AND ").append(&sees_cooperation(sight, "c"));
    sql.append(&of_part(sight));
    sql.push(" ORDER BY c.id, w.since, w.kind, w.side, w.organisation, w.who");
    Ok(gather(sql.rows(conn, read_row)?))
}

/// What waits for people of `organisations`, oldest first, at most `limit`.
///
/// # Errors
/// When SQLite fails.
pub fn waiting_for(
    conn: &Connection,
    sight: &Sight,
    organisations: &[OrganisationId],
    limit: usize,
) -> Result<Vec<WaitingRow>, ReadError> {
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS} FROM waiting w JOIN cooperation c ON c.id = w.cooperation WHERE w.who IN "
    ));
    sql.list(organisations.iter().map(|id| Key(id.0))).push(" AND ");
    sql.append(&sees_cooperation(sight, "c"));
    sql.append(&of_part(sight));
    sql.push(" ORDER BY w.since, c.n, w.kind, w.side, w.organisation, w.who LIMIT ");
    // One expectation has a row for each of the organisations that can meet it.
    let rows = limit.saturating_mul(organisations.len().max(1));
    sql.bind(i64::try_from(rows).unwrap_or(i64::MAX));
    let mut found = gather(sql.rows(conn, read_row)?);
    found.truncate(limit);
    Ok(found)
}

/// Rows of one expectation that are read at most: one for each organisation that can meet it.
const WHO: usize = 8;

/// What waits for the partners of `organisations` in the cooperations they share and not for these themselves, oldest
/// first, at most `limit`.
///
/// # Errors
/// When SQLite fails.
pub fn waiting_on_partners(
    conn: &Connection,
    sight: &Sight,
    organisations: &[OrganisationId],
    limit: usize,
) -> Result<Vec<WaitingRow>, ReadError> {
    let mine = || organisations.iter().map(|id| Key(id.0));
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS} FROM waiting w JOIN cooperation c ON c.id = w.cooperation WHERE c.id IN \
         (SELECT cooperation FROM cooperation_party WHERE standing = 0 AND organisation IN "
    ));
    sql.list(mine()).push(") AND NOT EXISTS (SELECT 1 FROM waiting own WHERE ");
    for column in ["cooperation", "part", "kind", "side", "organisation"] {
        sql.push(&format!("own.{column} = w.{column} AND "));
    }
    sql.push("own.who IN ").list(mine()).push(") AND ");
    sql.append(&sees_cooperation(sight, "c"));
    sql.append(&of_part(sight));
    sql.push(" ORDER BY w.since, c.n, w.kind, w.side, w.organisation, w.who LIMIT ");
    sql.bind(i64::try_from(limit.saturating_mul(WHO)).unwrap_or(i64::MAX));
    let mut found = gather(sql.rows(conn, read_row)?);
    found.truncate(limit);
    Ok(found)
}

/// What waits on a convention or a project is for partners and coordinators, on a plan of money and for an answer for
/// partners alone.
fn of_part(sight: &Sight) -> Sql {
    let within = "('FINANCING_CONSENT', 'ANSWER')";
    let mut sql = Sql::new(&format!(" AND (w.part = x'' OR (w.kind NOT IN {within} AND "));
    sql.append(&sees_drafts_of(sight, "c.id"));
    sql.push(&format!(") OR (w.kind IN {within} AND "));
    sql.append(&sees_remarks_of(sight, "c.id")).push("))");
    sql
}

fn read_row(row: &Row<'_>) -> Result<WaitingRow, ReadError> {
    let kind: String = row.get(2)?;
    let side: i64 = row.get(3)?;
    let organisation: Vec<u8> = row.get(4)?;
    let part: Vec<u8> = row.get(7)?;
    let kind = WaitingKind::ALL
        .into_iter()
        .find(|known| known.word() == kind)
        .unwrap_or(WaitingKind::ReviveOrEnd);
    Ok(WaitingRow {
        cooperation: read_cooperation(row, 0)?,
        part: Uuid::from_slice(&part).ok().map(|id| kind.part(id)),
        kind,
        side: u8::try_from(side).ok().map(Side),
        organisation: Uuid::from_slice(&organisation).ok().map(OrganisationId),
        who: vec![OrganisationId(row.get::<_, Key>(6)?.0)],
        since: moment(row.get(5)?),
    })
}

/// One entry for each expectation, with all who can meet it.
fn gather(rows: Vec<WaitingRow>) -> Vec<WaitingRow> {
    let mut out: Vec<WaitingRow> = Vec::with_capacity(rows.len());
    for row in rows {
        let same = out.iter_mut().find(|known| {
            (known.cooperation, known.part, known.kind, known.side, known.organisation)
                == (row.cooperation, row.part, row.kind, row.side, row.organisation)
        });
        match same {
            Some(known) => known.who.extend(row.who),
            None => out.push(row),
        }
    }
    out
}
