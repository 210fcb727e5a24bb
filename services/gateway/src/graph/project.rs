//! Projects that every side of a cooperation runs: description, tasks, indicators, what waits and what is late.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::access::{Action, allows};
use domain::context::SeatOf;
use domain::cooperation::{Cooperation as CooperationId, Party, Side, of_side, side_of};
use domain::project::{self, Known, Reporting, Stage};
use domain::{FinancingId, LocalText as Words, OrganisationId};
use partnership::projects::action_of;
use partnership::query::ProjectRow;

use super::change::{ChangePage, page_of};
use super::connection::rows;
use super::cooperation::{Cooperation, LocalText, in_lang, texts};
use super::cursor::CursorText;
use super::enums::{Lang, ProjectAct, ProjectReportKind, ProjectStage};
use super::fault::Result;
use super::financing::FinancingPlan;
use super::ids::Global;
use super::lesson::Lesson;
use super::loaders::WaitingOf;
use super::organisation::Organisation;
use super::possibility::facts;
use super::refusal::RefusalView;
use super::report::{Report, of_project};
use super::scalars::{Date, DateTime};
use super::screening::PartScreening;
use super::view::View;
use super::waiting::WaitingItem;

mod description;
mod evaluation;
mod parts;

pub use description::ProjectDescription;
pub use evaluation::{
    EvaluationAnswer, EvaluationCriterion, EvaluationForm, EvaluationMeasure, EvaluationQuery,
    EvaluationSide, ProjectEvaluation,
};
pub use parts::{
    ProjectIndicator, ProjectMilestone, ProjectPhase, ProjectReportPart, ProjectRisk, ProjectTask,
};

/// Lessons of one project that are shown with it.
const LESSONS: usize = 20;

/// Where a side stands towards the description.
#[derive(SimpleObject)]
pub struct ProjectSide {
    pub number: u8,
    /// True when it consented to the description.
    pub consented: bool,
    /// True when the viewer has a seat on it.
    pub is_mine: bool,
    pub parties: Vec<ProjectParty>,
}

impl ProjectSide {
    /// The sides of `parties`, of which some consented.
    pub(crate) async fn all(
        view: &View,
        parties: &[Party],
        consents: &[Side],
    ) -> Result<Vec<Self>> {
        let mut found = Vec::new();
        for side in domain::cooperation::sides(parties) {
            let mut here = Vec::new();
            for town in of_side(parties, side) {
                let organisation = view.known_organisation(town).await?;
                here.push(ProjectParty { organisation, is_mine: view.is_mine(town) });
            }
            found.push(Self {
                number: side.0,
                consented: consents.contains(&side),
                is_mine: here.iter().any(|party| party.is_mine),
                parties: here,
            });
        }
        Ok(found)
    }
}

/// An organisation in a project.
#[derive(SimpleObject)]
pub struct ProjectParty {
    pub organisation: Organisation,
    /// True when the viewer has a seat there.
    pub is_mine: bool,
}

/// How a project ended.
#[derive(SimpleObject)]
pub struct ProjectClosing {
    /// The side that recorded it or gave it up.
    pub by: u8,
    /// Last day, where it was closed.
    pub on: Option<Date>,
    /// What it brought, or why it was given up.
    pub reason: String,
    /// What was learnt.
    pub lessons: Option<String>,
}

/// An act on a project that the viewer can do now, or why not.
#[derive(SimpleObject)]
pub struct ProjectPossibility {
    pub act: ProjectAct,
    pub refusal: Option<RefusalView>,
}

/// Work that every side of a cooperation runs together.
#[derive(Clone)]
pub struct Project {
    view: View,
    row: Arc<ProjectRow>,
}

impl Project {
    /// The row as an object.
    #[must_use]
    pub fn new(view: View, row: Arc<ProjectRow>) -> Self {
        Self { view, row }
    }

    /// What it is called.
    #[must_use]
    pub fn called(&self, lang: domain::Lang) -> String {
        let title = project::in_force(&self.row.state).map(|one| &one.title[..]);
        in_lang(title.unwrap_or_default(), lang).unwrap_or_default().to_owned()
    }

    /// What one of its parts is called, by the bare id that a change names; `None` where it is out of sight.
    #[must_use]
    pub fn part_called(&self, id: uuid::Uuid, lang: domain::Lang) -> Option<String> {
        let state = &self.row.state;
        let task = state.tasks.iter().find(|one| one.id.0 == id).map(|one| &one.title);
        let milestone = || state.milestones.iter().find(|one| one.id.0 == id).map(|one| &one.title);
        let risk = || state.risks.iter().find(|one| one.id.0 == id).map(|one| &one.text);
        let indicator = || state.indicators.iter().find(|one| one.id.0 == id).map(|i| &i.plan.name);
        let phase = || state.phases.iter().find(|one| one.id.0 == id).map(|one| &one.name);
        let measures = || state.evaluations.iter().flat_map(|one| &one.measures);
        let measure = || measures().find(|one| one.id.0 == id).map(|one| &one.title);
        let found: Option<&Vec<Words>> = task
            .or_else(milestone)
            .or_else(risk)
            .or_else(indicator)
            .or_else(phase)
            .or_else(measure);
        in_lang(found?, lang).map(str::to_owned)
    }

    /// Its cooperation.
    #[must_use]
    pub fn of_cooperation(&self) -> CooperationId {
        self.row.cooperation
    }

    /// The tasks that are late today, each as something that waits for who does it.
    pub(crate) fn late(&self) -> Vec<WaitingItem> {
        let state = &self.row.state;
        let late = project::late(state, self.view.today());
        late.tasks
            .into_iter()
            .map(|task| WaitingItem::of_late_task(&self.view, &self.row, task))
            .collect()
    }

    /// The look at the record that it was found with.
    pub(crate) fn look(&self) -> &View {
        &self.view
    }

    /// What is on record of it.
    pub(crate) fn row(&self) -> &ProjectRow {
        &self.row
    }

    fn towns(&self) -> Vec<OrganisationId> {
        self.row.state.parties().iter().map(|party| party.organisation).collect()
    }

    /// The right of the viewer's function in `own`.
    fn refused(&self, own: OrganisationId, action: Action) -> Option<domain::Refusal> {
        let author = self.view.viewer()?.author(Some(SeatOf::Organisation(own))).ok()?;
        allows(&author, action).err()
    }

    /// The organisations for which the viewer may do the work of a project.
    pub(crate) fn works_for(&self) -> Vec<OrganisationId> {
        let mut mine = self.towns();
        mine.retain(|own| {
            self.view.is_mine(*own) && self.refused(*own, Action::RunProject).is_none()
        });
        if self.view.is_past() { Vec::new() } else { mine }
    }

    /// What a decision would know now.
    async fn known(&self) -> Result<Known> {
        let cooperation = self.view.known_cooperation(self.row.cooperation).await?;
        let themes = cooperation.row.themes.clone();
        Ok(Known {
            facts: facts(&self.view, self.towns()).await?,
            themes,
            open: true,
            ..Known::default()
        })
    }
}

#[Object]
impl Project {
    pub async fn id(&self) -> ID {
        self.row.id.global()
    }

    /// What the rules find in its parties on the day of the look, until it ends; null when nothing is.
    async fn screening(&self) -> Result<Option<PartScreening>> {
        if !self.row.state.stage.open() {
            return Ok(None);
        }
        let known = self.known().await?;
        PartScreening::of(&self.view, &known.facts, &known.themes).await
    }

    async fn cooperation(&self) -> Result<Cooperation> {
        self.view.known_cooperation(self.row.cooperation).await
    }

    async fn title(&self, lang: Option<Lang>) -> String {
        self.called(self.view.lang(lang))
    }

    async fn titles(&self) -> Vec<LocalText> {
        project::in_force(&self.row.state).map(|one| texts(&one.title)).unwrap_or_default()
    }

    async fn stage(&self) -> ProjectStage {
        project::stage(&self.row.state).unwrap_or(Stage::Idea).into()
    }

    /// The side that proposed it.
    async fn proposed_by(&self) -> Option<u8> {
        self.row.state.opening.as_ref().map(|opening| opening.by.0)
    }

    /// The description that sides read and consent to.
    async fn description(&self) -> Option<ProjectDescription> {
        let found = self.row.state.present.as_ref();
        found.map(|found| ProjectDescription::of(&self.view, found))
    }

    /// The description that every side consented to last; work goes on under it while a revision waits.
    async fn agreed(&self) -> Option<ProjectDescription> {
        let found = self.row.state.agreed.as_ref();
        found.map(|found| ProjectDescription::of(&self.view, found))
    }

    async fn sides(&self) -> Result<Vec<ProjectSide>> {
        let state = &self.row.state;
        ProjectSide::all(&self.view, state.parties(), &state.consents).await
    }

    /// Its tasks by the day on which they are due.
    async fn tasks(&self) -> Result<Vec<ProjectTask>> {
        let state = &self.row.state;
        let mine = self.works_for();
        let sides: Vec<_> = mine.iter().filter_map(|own| side_of(state.parties(), *own)).collect();
        let mut tasks = Vec::with_capacity(state.tasks.len());
        for task in &state.tasks {
            let side = side_of(state.parties(), task.party);
            let own = side.is_some_and(|side| sides.contains(&side));
            tasks.push(ProjectTask::of(&self.view, state, task, own).await?);
        }
        tasks.sort_by_key(|task| task.due.0);
        Ok(tasks)
    }

    async fn milestones(&self) -> Vec<ProjectMilestone> {
        let late = project::late(&self.row.state, self.view.today());
        let state = &self.row.state;
        let of = |one| ProjectMilestone::of(&self.view, state, one, late.milestones.contains(&one));
        let mut found: Vec<_> = self.row.state.milestones.iter().map(of).collect();
        found.sort_by_key(|milestone| milestone.due.0);
        found
    }

    /// Its phases by their first day; they never overlap.
    async fn phases(&self) -> Vec<ProjectPhase> {
        let state = &self.row.state;
        state.phases.iter().map(|one| ProjectPhase::of(&self.view, state, one)).collect()
    }

    /// Risks and assumptions; none for others than partners and coordinators.
    async fn risks(&self) -> Vec<ProjectRisk> {
        self.row.state.risks.iter().map(|one| ProjectRisk::of(&self.view, one)).collect()
    }

    /// Its evaluations, the newest first; none for others than partners and coordinators. What a side answered is shown to
    /// the others once all have answered, or their day is over.
    async fn evaluations(&self) -> Result<Vec<ProjectEvaluation>> {
        let mut found = Vec::new();
        for one in self.row.state.evaluations.iter().rev() {
            found.push(ProjectEvaluation::of(&self.view, &self.row.state, one).await?);
        }
        Ok(found)
    }

    /// Lessons of it that the viewer may read.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn lessons(&self) -> Result<Vec<Lesson>> {
        let id = self.row.id;
        let rows = self
            .view
            .read(move |conn, eyes| partnership::query::lessons_of(conn, &eyes.sight, id, LESSONS));
        let rows = rows.await?.into_iter();
        Ok(rows.map(|row| Lesson::new(self.view.clone(), Arc::new(row))).collect())
    }

    async fn indicators(&self) -> Vec<ProjectIndicator> {
        self.row.state.indicators.iter().map(|one| ProjectIndicator::of(&self.view, one)).collect()
    }

    /// What every party must do next, and since when; late tasks since the day they were due.
    async fn waiting(&self) -> Result<Vec<WaitingItem>> {
        let id = readmodel::cooperation::id_of(self.row.cooperation);
        let found = self.view.load(WaitingOf(id)).await?.unwrap_or_default();
        let part = Some(readmodel::cooperation::Part::Project(self.row.id));
        let mine = found.iter().filter(|row| row.part == part);
        let mut items: Vec<_> = mine.map(|row| WaitingItem::of(&self.view, row)).collect();
        items.extend(self.late());
        Ok(items)
    }

    /// Its financing plan; null where there is none or the viewer is no partner.
    async fn financing(&self) -> Result<Option<FinancingPlan>> {
        self.view.financing_plan(FinancingId::of(self.row.id)).await
    }

    /// True when the viewer may propose a financing plan for one of its parties.
    async fn can_propose_financing(&self) -> bool {
        let may = |own: &OrganisationId| {
            self.view.is_mine(*own) && self.refused(*own, Action::RunCooperation).is_none()
        };
        let open = self.row.state.stage.open() && !self.view.is_past();
        open && self.towns().iter().any(may)
    }

    /// True when the viewer may plan and do the work of the project for one of its parties.
    async fn can_work(&self) -> bool {
        self.row.state.stage.open() && !self.works_for().is_empty()
    }

    /// What the viewer can do now, or why not; the best answer where they hold seats in several parties.
    async fn possibilities(&self) -> Result<Vec<ProjectPossibility>> {
        let mut best: Vec<project::Possibility> = Vec::new();
        if self.view.is_past() {
            return Ok(Vec::new());
        }
        let known = self.known().await?;
        for own in self.towns().into_iter().filter(|own| self.view.is_mine(*own)) {
            let listed = project::possible(&self.row.state, own, &known, self.view.today());
            for mut possibility in listed {
                let role = || self.refused(own, action_of(possibility.act));
                possibility.refused = possibility.refused.clone().or_else(role);
                match best.iter_mut().find(|other| other.act == possibility.act) {
                    Some(other) if possibility.refused.is_none() => other.refused = None,
                    Some(_) => {}
                    None => best.push(possibility),
                }
            }
        }
        let shown = |possibility: project::Possibility| ProjectPossibility {
            act: possibility.act.into(),
            refusal: possibility.refused.map(RefusalView),
        };
        Ok(best.into_iter().map(shown).collect())
    }

    /// The report of a period, both days included, as of its end: what was recorded later is not in it. Parts that sides
    /// wrote for this kind and period are. Of the money it says what the viewer may see.
    #[graphql(complexity = "child_complexity * 20 + 50")]
    async fn report(
        &self,
        ctx: &Context<'_>,
        kind: ProjectReportKind,
        from: Date,
        to: Date,
        lang: Option<Lang>,
    ) -> Result<Report> {
        let asked = Reporting { kind: kind.into(), from: from.0, to: to.0 };
        of_project(ctx, self, asked, self.view.lang(lang)).await
    }

    /// What sides wrote for reports; for partners and coordinators only.
    async fn report_parts(&self) -> Result<Vec<ProjectReportPart>> {
        let state = &self.row.state;
        let mut parts = Vec::with_capacity(state.written.len());
        for one in &state.written {
            parts.push(ProjectReportPart::of(&self.view, state, one).await?);
        }
        Ok(parts)
    }

    /// True when the viewer may write parts of reports for one of its parties.
    async fn can_report(&self) -> bool {
        let may = |own: &OrganisationId| {
            self.view.is_mine(*own)
                && self.refused(*own, Action::RunProject).is_none()
                && project::may_write(&self.row.state, Some(*own)).is_ok()
        };
        !self.view.is_past() && self.towns().iter().any(may)
    }

    /// First day of the work, once it began.
    async fn started_on(&self) -> Option<Date> {
        self.row.state.started.map(Date)
    }

    /// How it ended, if it did.
    async fn closing(&self) -> Option<ProjectClosing> {
        self.row.state.closing.as_ref().map(|closing| ProjectClosing {
            by: closing.by.0,
            on: closing.on.map(Date),
            reason: closing.reason.clone(),
            lessons: closing.lessons.clone(),
        })
    }

    async fn proposed_at(&self) -> DateTime {
        DateTime(self.row.proposed_at)
    }

    async fn changed_at(&self) -> DateTime {
        DateTime(self.row.changed_at)
    }

    /// What happened to it, oldest first.
    #[graphql(complexity = "rows(first, None) * child_complexity + 1")]
    async fn history(&self, first: Option<i32>, after: Option<CursorText>) -> Result<ChangePage> {
        let scope = readmodel::FeedScope { subjects: vec![self.row.id.0], ..Default::default() };
        page_of(&self.view, scope, first, after).await
    }
}
