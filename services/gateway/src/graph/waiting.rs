//! What is expected now: of a side, an organisation or any party, in words.

use async_graphql::Object;
use domain::cooperation::{Cooperation as CooperationId, Side};
use domain::financing::DueTranche;
use domain::project::Task;
use domain::{OrganisationId, ProjectId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use partnership::query::{FinancingRow, ProjectRow, Whose, due_tranches, late_tasks};
use readmodel::cooperation::{
    Part, WaitingKind as RowKind, WaitingRow, waiting_for, waiting_on_partners,
};

use super::convention::Convention;
use super::cooperation::Cooperation;
use super::discussion::Discussion;
use super::enums::{Lang, WaitingKind};
use super::fault::Result;
use super::organisation::Organisation;
use super::project::Project;
use super::scalars::DateTime;
use super::view::View;
use super::words::{self, Parts};

/// Something that is expected now, of a side, an organisation or any party.
pub struct WaitingItem {
    view: View,
    kind: WaitingKind,
    side: Option<Side>,
    organisation: Option<OrganisationId>,
    who: Vec<OrganisationId>,
    pub(crate) since: Timestamp,
    cooperation: Option<CooperationId>,
    part: Option<Part>,
    /// The task that is late.
    task: Option<uuid::Uuid>,
    /// The sum that is missing.
    said: Option<String>,
}

impl WaitingItem {
    /// What waits on a cooperation.
    #[must_use]
    pub fn of(view: &View, row: &WaitingRow) -> Self {
        Self {
            view: view.clone(),
            kind: row.kind.into(),
            side: row.side,
            organisation: row.organisation,
            who: row.who.clone(),
            since: row.since,
            cooperation: Some(row.cooperation),
            part: row.part,
            task: None,
            said: None,
        }
    }

    /// A claim that the viewer can settle.
    #[must_use]
    pub fn claim(view: &View, organisation: OrganisationId, since: Timestamp) -> Self {
        Self {
            view: view.clone(),
            kind: WaitingKind::ClaimConfirmation,
            side: None,
            organisation: Some(organisation),
            who: view.mine().to_vec(),
            since,
            cooperation: None,
            part: None,
            task: None,
            said: None,
        }
    }

    /// A task that is late: it waits for who does it since the day on which it was due.
    #[must_use]
    pub fn of_late_task(view: &View, project: &ProjectRow, task: &Task) -> Self {
        let due = task.due.to_zoned(TimeZone::UTC).map(|due| due.timestamp());
        Self {
            view: view.clone(),
            kind: WaitingKind::ProjectTaskLate,
            side: None,
            organisation: Some(task.party),
            who: vec![task.party],
            since: due.unwrap_or(project.changed_at),
            cooperation: Some(project.cooperation),
            part: Some(Part::Project(project.id)),
            task: Some(task.id.0),
            said: None,
        }
    }

    /// A tranche whose day has come: it waits for the party that carries its line.
    #[must_use]
    pub fn tranche(view: &View, plan: &FinancingRow, due: &DueTranche) -> Self {
        let day = due.due.to_zoned(TimeZone::UTC).map(|day| day.timestamp());
        Self {
            view: view.clone(),
            kind: WaitingKind::FinancingTrancheDue,
            side: None,
            organisation: Some(due.party),
            who: vec![due.party],
            since: day.unwrap_or(plan.changed_at),
            cooperation: Some(plan.cooperation),
            part: Some(Part::Financing(plan.id)),
            task: None,
            said: Some(format!("{} {}", due.missing.normalize(), due.currency)),
        }
    }

    async fn convention(&self) -> Result<Option<Convention>> {
        match self.part {
            Some(Part::Convention(id)) => self.view.convention(id).await,
            Some(Part::Project(_) | Part::Financing(_) | Part::Discussion(_)) | None => Ok(None),
        }
    }

    async fn project(&self) -> Result<Option<Project>> {
        match self.part {
            Some(Part::Project(id)) => self.view.project(id).await,
            Some(Part::Financing(id)) => match self.view.financing_plan(id).await? {
                Some(plan) => self.view.project(plan.of_project()).await,
                None => Ok(None),
            },
            Some(Part::Convention(_) | Part::Discussion(_)) | None => Ok(None),
        }
    }

    /// The names of those who can meet it.
    async fn named(&self, lang: domain::Lang) -> Result<Vec<String>> {
        let mut names = Vec::with_capacity(self.who.len());
        for id in &self.who {
            names.extend(self.view.organisation(*id).await?.map(|found| found.called(lang)));
        }
        Ok(names)
    }

    /// The name that the sentence speaks of.
    async fn subject(&self, lang: domain::Lang) -> Result<Option<String>> {
        if let Some(id) = self.organisation {
            return Ok(self.view.organisation(id).await?.map(|found| found.called(lang)));
        }
        if self.part.is_some() && self.side.is_some() {
            return Ok(Some(words::list(lang, &self.named(lang).await?)));
        }
        match (self.side, self.cooperation) {
            (Some(side), Some(id)) => {
                Ok(Some(self.view.known_cooperation(id).await?.side_label(side, lang).await?))
            }
            (Some(_) | None, _) => Ok(None),
        }
    }

    /// What is expected, in words.
    pub(crate) async fn said_in(&self, lang: domain::Lang) -> Result<String> {
        let mut parts = Parts::default();
        parts.maybe("organisation", self.subject(lang).await?);
        if let Some(convention) = self.convention().await? {
            parts.set("convention", convention.called(lang));
        }
        if let Some(project) = self.project().await? {
            parts.set("project", project.called(lang));
            let task = self.task.and_then(|task| project.part_called(task, lang));
            parts.maybe("task", task.or_else(|| self.said.clone()));
        }
        Ok(words::fill(words::waiting(lang, self.kind), &parts))
    }
}

/// What waits for the viewer's organisations, oldest first.
pub(crate) async fn for_viewer(view: &View, limit: usize) -> Result<Vec<WaitingItem>> {
    let mine = view.mine().to_vec();
    let rows = view.read(move |conn, eyes| waiting_for(conn, &eyes.sight, &mine, limit)).await?;
    let mut items: Vec<_> = rows.iter().map(|row| WaitingItem::of(view, row)).collect();
    items.extend(super::claim::waiting(view, limit).await?);
    let whose = Whose::Theirs(view.mine().to_vec());
    items.extend(late(view, whose.clone(), limit).await?);
    items.extend(tranches(view, whose, limit).await?);
    Ok(oldest(items, limit))
}

/// What waits for the partners of the viewer's organisations in what they share, oldest first.
pub(crate) async fn for_partners(view: &View, limit: usize) -> Result<Vec<WaitingItem>> {
    let mine = view.mine().to_vec();
    let rows =
        view.read(move |conn, eyes| waiting_on_partners(conn, &eyes.sight, &mine, limit)).await?;
    let mut items: Vec<_> = rows.iter().map(|row| WaitingItem::of(view, row)).collect();
    let whose = Whose::PartnersOf(view.mine().to_vec());
    items.extend(late(view, whose.clone(), limit).await?);
    items.extend(tranches(view, whose, limit).await?);
    Ok(oldest(items, limit))
}

fn oldest(mut items: Vec<WaitingItem>, limit: usize) -> Vec<WaitingItem> {
    items.sort_by_key(|item| item.since);
    items.truncate(limit);
    items
}

/// The tranches due to these organisations, oldest first.
async fn tranches(view: &View, whose: Whose, limit: usize) -> Result<Vec<WaitingItem>> {
    let today = view.today();
    let found =
        view.read(move |conn, eyes| due_tranches(conn, &eyes.sight, &whose, today, limit)).await?;
    let mut items = Vec::with_capacity(found.len());
    for (plan, line, tranche) in found {
        let row: Option<std::sync::Arc<FinancingRow>> = view.load(plan).await?;
        let Some(row) = row else { continue };
        let due = domain::financing::due(&row.state).into_iter();
        let one = due.filter(|one| (one.line, one.tranche) == (line, tranche));
        items.extend(one.map(|one| WaitingItem::tranche(view, &row, &one)));
    }
    Ok(items)
}

/// The late tasks of these organisations, oldest first.
async fn late(view: &View, whose: Whose, limit: usize) -> Result<Vec<WaitingItem>> {
    let today = view.today();
    let found =
        view.read(move |conn, eyes| late_tasks(conn, &eyes.sight, &whose, today, limit)).await?;
    let mut items = Vec::with_capacity(found.len());
    for one in found {
        let row: Option<std::sync::Arc<ProjectRow>> = view.load(ProjectId(one.project.0)).await?;
        let task = row.as_ref().and_then(|row| row.state.task(one.task).map(|task| (row, task)));
        items.extend(task.map(|(row, task)| WaitingItem::of_late_task(view, row, task)));
    }
    Ok(items)
}

#[Object]
impl WaitingItem {
    async fn kind(&self) -> WaitingKind {
        self.kind
    }

    /// The side that is expected to act, where it is one.
    async fn side(&self) -> Option<u8> {
        self.side.map(|side| side.0)
    }

    /// The organisation that is expected to act, where it is one.
    async fn organisation(&self) -> Result<Option<Organisation>> {
        match self.organisation {
            Some(id) => self.view.organisation(id).await,
            None => Ok(None),
        }
    }

    async fn since(&self) -> DateTime {
        DateTime(self.since)
    }

    /// True for what had to be done by a day that is over; what only waits is late for nobody.
    async fn late(&self) -> bool {
        let dated = [WaitingKind::ProjectTaskLate, WaitingKind::FinancingTrancheDue];
        let day = self.since.to_zoned(TimeZone::UTC).date();
        dated.contains(&self.kind) && day < self.view.today()
    }

    /// True when it waits for an organisation in which the viewer has a seat.
    async fn mine(&self) -> bool {
        self.kind == WaitingKind::ClaimConfirmation
            || self.who.iter().any(|organisation| self.view.is_mine(*organisation))
    }

    /// What is expected, in words.
    async fn text(&self, lang: Option<Lang>) -> Result<String> {
        self.said_in(self.view.lang(lang)).await
    }

    /// The convention that it is about, where it is about one.
    #[graphql(name = "convention")]
    async fn about(&self) -> Result<Option<Convention>> {
        self.convention().await
    }

    /// The project that it is about, where it is about one.
    #[graphql(name = "project")]
    async fn of_project(&self) -> Result<Option<Project>> {
        self.project().await
    }

    /// The discussion that it is about, where it is about one.
    async fn discussion(&self) -> Result<Option<Discussion>> {
        match self.part {
            Some(Part::Discussion(id)) => self.view.discussion(id).await,
            Some(Part::Convention(_) | Part::Project(_) | Part::Financing(_)) | None => Ok(None),
        }
    }

    async fn cooperation(&self) -> Result<Option<Cooperation>> {
        match self.cooperation {
            Some(id) => self.view.cooperation(id).await,
            None => Ok(None),
        }
    }
}

impl From<RowKind> for WaitingKind {
    fn from(kind: RowKind) -> Self {
        match kind {
            RowKind::Consent => Self::Consent,
            RowKind::Acceptance => Self::Acceptance,
            RowKind::CouncilDecision => Self::CouncilDecision,
            RowKind::Ceremony => Self::Ceremony,
            RowKind::Confirmation => Self::Confirmation,
            RowKind::Start => Self::Start,
            RowKind::ReviveOrEnd => Self::ReviveOrEnd,
            RowKind::Join => Self::Join,
            RowKind::Obstacle => Self::Obstacle,
            RowKind::ConventionVersion => Self::ConventionVersion,
            RowKind::ConventionConsent => Self::ConventionConsent,
            RowKind::ConventionVote => Self::ConventionVote,
            RowKind::ConventionSignature => Self::ConventionSignature,
            RowKind::ConventionPriorAuthorisation => Self::ConventionPriorAuthorisation,
            RowKind::ConventionFederalApproval => Self::ConventionFederalApproval,
            RowKind::ConventionConsultation => Self::ConventionConsultation,
            RowKind::ConventionOpinion => Self::ConventionOpinion,
            RowKind::ConventionTransmission => Self::ConventionTransmission,
            RowKind::ConventionAcknowledgement => Self::ConventionAcknowledgement,
            RowKind::ConventionRegistration => Self::ConventionRegistration,
            RowKind::ConventionObservation => Self::ConventionObservation,
            RowKind::ConventionForce => Self::ConventionForce,
            RowKind::ConventionRenewal => Self::ConventionRenewal,
            RowKind::ProjectConsent => Self::ProjectConsent,
            RowKind::ProjectStart => Self::ProjectStart,
            RowKind::ProjectClose => Self::ProjectClose,
            RowKind::EvaluationAnswer => Self::EvaluationAnswer,
            RowKind::EvaluationMeasure => Self::EvaluationMeasure,
            RowKind::FinancingConsent => Self::FinancingConsent,
            RowKind::Answer => Self::Answer,
        }
    }
}
