//! Financing plans: who brings what to a project, what it is spent on, how far the money has come, what waits.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::access::{Action, allows};
use domain::context::SeatOf;
use domain::cooperation::Cooperation as CooperationId;
use domain::financing::{self, Draft, Known};
use domain::{OrganisationId, ProjectId};
use partnership::financings::{action_of, known};
use partnership::query::FinancingRow;

use super::change::{ChangePage, page_of};
use super::connection::rows;
use super::cursor::CursorText;
use super::enums::{FinancingAct, Lang};
use super::fault::Result;
use super::ids::Global;
use super::inputs::FinancingPlanInput;
use super::loaders::WaitingOf;
use super::possibility::facts;
use super::project::{Project, ProjectSide};
use super::refusal::RefusalView;
use super::report::{Sheet, of_plan};
use super::scalars::DateTime;
use super::view::View;
use super::waiting::WaitingItem;

mod content;
mod sums;

pub use content::*;
pub use sums::*;

/// An act on a plan that the viewer can do now, or why not.
#[derive(SimpleObject)]
pub struct FinancingPossibility {
    pub act: FinancingAct,
    pub refusal: Option<RefusalView>,
}

/// What the rules say of a plan that is being written.
#[derive(SimpleObject)]
pub struct FinancingAnswer {
    pub sums: FinancingSums,
    /// What blocks it first, then warnings and information; each names its field.
    pub findings: Vec<RefusalView>,
}

/// The plan of money of a project; for the parties of its cooperation alone.
#[derive(Clone)]
pub struct FinancingPlan {
    view: View,
    row: Arc<FinancingRow>,
}

impl FinancingPlan {
    /// The row as an object.
    #[must_use]
    pub fn new(view: View, row: Arc<FinancingRow>) -> Self {
        Self { view, row }
    }

    /// The state as the domain folded it.
    pub(crate) fn state(&self) -> &financing::State {
        &self.row.state
    }

    /// Its project.
    #[must_use]
    pub fn of_project(&self) -> ProjectId {
        self.row.project
    }

    /// Its cooperation.
    #[must_use]
    pub fn of_cooperation(&self) -> CooperationId {
        self.row.cooperation
    }

    fn towns(&self) -> Vec<OrganisationId> {
        self.row.state.parties().iter().map(|party| party.organisation).collect()
    }

    /// The organisations of the viewer that take part, none in the past.
    fn mine(&self) -> Vec<OrganisationId> {
        let mut mine = self.towns();
        mine.retain(|own| self.view.is_mine(*own) && !self.view.is_past());
        mine
    }

    /// The right of the viewer's function in `own`.
    fn refused(&self, own: OrganisationId, action: Action) -> Option<domain::Refusal> {
        let author = self.view.viewer()?.author(Some(SeatOf::Organisation(own))).ok()?;
        allows(&author, action).err()
    }

    /// The organisations for which the viewer may record money.
    fn keeps_for(&self) -> Vec<OrganisationId> {
        let mut mine = self.mine();
        mine.retain(|own| self.refused(*own, Action::RunCooperation).is_none());
        mine
    }

    /// What a decision would know now.
    async fn known(&self) -> Result<Known> {
        match self.view.project(self.row.project).await? {
            Some(project) => known_of(&self.view, &project).await,
            None => Ok(Known::default()),
        }
    }

    fn content(&self, found: Option<&financing::Content>) -> Option<FinancingContent> {
        found.map(|plan| {
            FinancingContent::new(self.view.clone(), plan, &self.row.state, self.keeps_for())
        })
    }
}

/// What a decision on the plan of `project` would know now.
async fn known_of(view: &View, project: &Project) -> Result<Known> {
    let state = &project.row().state;
    let towns = state.parties().iter().map(|party| party.organisation).collect();
    Ok(known(state, facts(view, towns).await?))
}

#[Object]
impl FinancingPlan {
    pub async fn id(&self) -> ID {
        self.row.id.global()
    }

    /// The project that it is for.
    async fn project(&self) -> Result<Option<Project>> {
        self.view.project(self.row.project).await
    }

    /// The plan that sides read and consent to.
    async fn plan(&self) -> Option<FinancingContent> {
        self.content(self.row.state.present.as_ref())
    }

    /// The plan that every side consented to last; money comes by it while a revision waits.
    async fn agreed(&self) -> Option<FinancingContent> {
        self.content(self.row.state.agreed.as_ref())
    }

    async fn sides(&self) -> Result<Vec<ProjectSide>> {
        let state = &self.row.state;
        ProjectSide::all(&self.view, state.parties(), &state.consents).await
    }

    /// Amounts on record, oldest first, corrected ones included.
    async fn entries(&self) -> Vec<FinancingEntry> {
        let (state, mine) = (&self.row.state, self.keeps_for());
        state.entries.iter().map(|one| FinancingEntry::of(state, one, &mine)).collect()
    }

    /// What the rules of today say of the plan that sides read.
    async fn findings(&self) -> Result<Vec<RefusalView>> {
        let Some(plan) = &self.row.state.present else { return Ok(Vec::new()) };
        let (draft, known) = (Draft::from(plan.clone()), self.known().await?);
        let today = self.view.today();
        let found = financing::checks(&draft, self.row.state.parties(), &known, today);
        Ok(found.into_iter().map(RefusalView).collect())
    }

    /// What every party must do next, and since when; due tranches since the day for which they were planned.
    async fn waiting(&self) -> Result<Vec<WaitingItem>> {
        let id = readmodel::cooperation::id_of(self.row.cooperation);
        let found = self.view.load(WaitingOf(id)).await?.unwrap_or_default();
        let part = Some(readmodel::cooperation::Part::Financing(self.row.id));
        let mine = found.iter().filter(|row| row.part == part);
        let mut items: Vec<_> = mine.map(|row| WaitingItem::of(&self.view, row)).collect();
        let (due, today) = (financing::due(&self.row.state), self.view.today());
        let due = due.iter().filter(|one| one.due <= today);
        items.extend(due.map(|one| WaitingItem::tranche(&self.view, &self.row, one)));
        Ok(items)
    }

    /// What the viewer can do now, or why not; the best answer where they hold seats in several parties.
    async fn possibilities(&self) -> Result<Vec<FinancingPossibility>> {
        let mut best: Vec<financing::Possibility> = Vec::new();
        let (mine, today) = (self.mine(), self.view.today());
        let known = if mine.is_empty() { Known::default() } else { self.known().await? };
        for own in mine {
            for mut possibility in financing::possible(&self.row.state, own, &known, today) {
                let role = || self.refused(own, action_of(possibility.act));
                possibility.refused = possibility.refused.clone().or_else(role);
                match best.iter_mut().find(|other| other.act == possibility.act) {
                    Some(other) if possibility.refused.is_none() => other.refused = None,
                    Some(_) => {}
                    None => best.push(possibility),
                }
            }
        }
        let shown = |possibility: financing::Possibility| FinancingPossibility {
            act: possibility.act.into(),
            refusal: possibility.refused.map(RefusalView),
        };
        Ok(best.into_iter().map(shown).collect())
    }

    /// The plan by which money comes as the sheets of a workbook: resources, expenses, amounts on record.
    #[graphql(complexity = "child_complexity * 20 + 50")]
    async fn sheets(&self, lang: Option<Lang>) -> Result<Vec<Sheet>> {
        of_plan(&self.view, &self.row.state, self.view.lang(lang)).await
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

/// What can be asked of a plan before it is proposed.
#[derive(Default)]
pub struct FinancingQuery;

#[Object]
impl FinancingQuery {
    /// What the rules of today say of a plan for a project, and what it adds up to: asked while somebody types. Null when
    /// the viewer is no party of the project.
    async fn financing_checks(
        &self,
        ctx: &Context<'_>,
        project: ID,
        plan: FinancingPlanInput,
    ) -> Result<Option<FinancingAnswer>> {
        let view = View::present(ctx).await?;
        let Some(id) = ProjectId::read(&project) else { return Ok(None) };
        let Some(project) = view.project(id).await? else { return Ok(None) };
        let parties = project.row().state.parties();
        if !parties.iter().any(|party| view.is_mine(party.organisation)) {
            return Ok(None);
        }
        let draft = match plan.draft() {
            Ok(draft) => draft,
            Err(refusal) => {
                let (sums, findings) = (FinancingSums::default(), vec![RefusalView(refusal)]);
                return Ok(Some(FinancingAnswer { sums, findings }));
            }
        };
        let known = known_of(&view, &project).await?;
        let found = financing::checks(&draft, parties, &known, view.today());
        let Draft { reference, lines, expenses, .. } = &draft;
        // More rows than a plan may have are refused before they are added.
        let fits = lines.len() <= financing::limits::LINES
            && expenses.len() <= financing::limits::EXPENSES;
        let (lines, expenses) = if fits { (&lines[..], &expenses[..]) } else { (&[][..], &[][..]) };
        let sums = FinancingSums::of(reference, lines, expenses, &[], parties);
        let findings = found.into_iter().map(RefusalView).collect();
        Ok(Some(FinancingAnswer { sums, findings }))
    }
}
