//! Exchanges of inhabitants.

use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject};
use domain::access::{Action, allows};
use domain::context::SeatOf;
use domain::cooperation::{Cooperation as CooperationId, Side, side_of};
use domain::exchange::{Stage, may_tell};
use domain::project::{of_mission, takes_up};
use jumelage::query::ExchangeRow;
use readmodel::FeedScope;

use super::change::{ChangePage, page_of};
use super::connection::rows;
use super::cooperation::{Cooperation, LocalText, in_lang, texts};
use super::cursor::CursorText;
use super::enums::{ExchangeKind, ExchangeState, Lang, MissionPart, TaskState};
use super::fault::Result;
use super::ids::Global;
use super::loaders::ProjectsOf;
use super::organisation::Organisation;
use super::project::Project;
use super::reference::Theme;
use super::report::{Report, of_exchange};
use super::scalars::Date;
use super::view::View;

/// Participants of a side in numbers; categories, never names.
#[derive(SimpleObject)]
pub struct ParticipantCount {
    pub side: u8,
    pub category: String,
    pub count: u32,
}

/// A part of the report on an exchange, as a side wrote it last.
#[derive(SimpleObject)]
pub struct MissionWords {
    pub part: MissionPart,
    pub by: u8,
    /// The names of its side.
    pub by_label: String,
    /// True when the viewer has a seat on that side.
    pub is_mine: bool,
    pub on: Date,
    pub texts: Vec<LocalText>,
}

/// The projects of the cooperation of an exchange, as far as `view` sees them.
pub(super) async fn beside(view: &View, row: &ExchangeRow) -> Result<Vec<Project>> {
    let id = readmodel::cooperation::id_of(row.cooperation);
    let rows = view.load(ProjectsOf(id)).await?.unwrap_or_default();
    let rows = rows.iter().cloned().map(Arc::new);
    Ok(rows.map(|row| Project::new(view.clone(), row)).collect())
}

/// A task that follows an exchange.
#[derive(SimpleObject)]
pub struct MissionTask {
    pub id: ID,
    pub title: String,
    pub state: TaskState,
    pub project: Project,
}

/// A meeting of inhabitants (school, youth, sport…): the activity that keeps a cooperation awake.
#[derive(Clone)]
pub struct Exchange {
    view: View,
    row: Arc<ExchangeRow>,
}

impl Exchange {
    /// The row as an object.
    #[must_use]
    pub fn new(view: View, row: Arc<ExchangeRow>) -> Self {
        Self { view, row }
    }

    /// What it is called.
    #[must_use]
    pub fn called(&self, lang: domain::Lang) -> String {
        in_lang(&self.row.plan.title, lang).unwrap_or_default().to_owned()
    }

    /// Its cooperation.
    #[must_use]
    pub fn of_cooperation(&self) -> CooperationId {
        self.row.cooperation
    }

    /// True when the viewer has a seat in a party with the right to run exchanges.
    async fn may_act(&self) -> Result<bool> {
        let Some(viewer) = self.view.viewer() else {
            return Ok(false);
        };
        let parties = self.view.known_cooperation(self.row.cooperation).await?.party_rows().await?;
        Ok(parties.iter().any(|party| {
            let seat = SeatOf::Organisation(party.organisation);
            viewer
                .author(Some(seat))
                .is_ok_and(|author| allows(&author, Action::RunExchange).is_ok())
        }))
    }

    /// The projects of its cooperation.
    async fn projects(&self) -> Result<Vec<Project>> {
        beside(&self.view, &self.row).await
    }

    fn stands(&self) -> ExchangeState {
        match self.row.stage() {
            Stage::Planned => ExchangeState::Planned,
            Stage::Held => ExchangeState::Held,
            Stage::Cancelled => ExchangeState::Cancelled,
        }
    }
}

#[Object]
impl Exchange {
    pub async fn id(&self) -> ID {
        self.row.id.global()
    }

    async fn cooperation(&self) -> Result<Cooperation> {
        self.view.known_cooperation(self.row.cooperation).await
    }

    async fn kind(&self) -> ExchangeKind {
        self.row.plan.kind.into()
    }

    async fn title(&self, lang: Option<Lang>) -> String {
        self.called(self.view.lang(lang))
    }

    async fn titles(&self) -> Vec<LocalText> {
        texts(&self.row.plan.title)
    }

    /// First day.
    async fn starts(&self) -> Date {
        Date(self.row.plan.starts)
    }

    /// Last day.
    async fn ends(&self) -> Date {
        Date(self.row.plan.ends)
    }

    async fn host(&self) -> Result<Organisation> {
        self.view.known_organisation(self.row.plan.host).await
    }

    async fn state(&self) -> ExchangeState {
        self.stands()
    }

    /// The side that planned it.
    async fn planned_by(&self) -> u8 {
        self.row.plan.by.0
    }

    async fn participants(&self) -> Vec<ParticipantCount> {
        let rows = self.row.state.participants.iter();
        rows.map(|row| ParticipantCount {
            side: row.side.0,
            category: row.category.clone(),
            count: row.count,
        })
        .collect()
    }

    /// What came of it.
    async fn outcome(&self) -> Vec<LocalText> {
        texts(&self.row.state.outcome)
    }

    async fn cancel_reason(&self) -> Option<&str> {
        self.row.state.cancelled.as_deref()
    }

    async fn themes(&self) -> Vec<Theme> {
        Theme::list(&self.view, &self.row.plan.themes)
    }

    /// What happened to it, oldest first.
    #[graphql(complexity = "rows(first, None) * child_complexity + 1")]
    async fn history(&self, first: Option<i32>, after: Option<CursorText>) -> Result<ChangePage> {
        let scope = FeedScope { subjects: vec![self.row.id.0], ..Default::default() };
        page_of(&self.view, scope, first, after).await
    }

    /// What sides wrote for its report; for partners and coordinators only.
    async fn mission(&self) -> Result<Vec<MissionWords>> {
        let home = self.view.known_cooperation(self.row.cooperation).await?;
        let (parties, lang) = (home.party_rows().await?, self.view.lang(None));
        let mut parts = Vec::with_capacity(self.row.state.mission.len());
        for one in &self.row.state.mission {
            let mut own = parties.iter().filter(|party| party.side == one.by);
            parts.push(MissionWords {
                part: one.part.into(),
                by: one.by.0,
                by_label: home.side_label(one.by, lang).await?,
                is_mine: own.any(|party| self.view.is_mine(party.organisation)),
                on: Date(one.on),
                texts: texts(&one.text),
            });
        }
        Ok(parts)
    }

    /// The parts of its report that the viewer can write for one of its parties.
    async fn can_tell(&self) -> Result<Vec<MissionPart>> {
        if self.view.is_past() || !self.may_act().await? {
            return Ok(Vec::new());
        }
        let parties = self.view.known_cooperation(self.row.cooperation).await?.party_rows().await?;
        let own = parties.iter().find(|party| self.view.is_mine(party.organisation));
        let own = own.map(|party| party.organisation);
        let may = |part: &domain::exchange::MissionPart| {
            may_tell(&self.row.state, &parties, own, *part).is_ok()
        };
        Ok(domain::exchange::MissionPart::ALL.into_iter().filter(may).map(Into::into).collect())
    }

    /// The tasks that what follows it became, in the projects that the viewer sees.
    async fn follow_ups(&self) -> Result<Vec<MissionTask>> {
        let mut found = Vec::new();
        for project in self.projects().await? {
            for task in of_mission(&project.row().state, self.row.id) {
                found.push(MissionTask {
                    id: task.id.global(),
                    title: in_lang(&task.title, self.view.lang(None))
                        .unwrap_or_default()
                        .to_owned(),
                    state: task.state.into(),
                    project: project.clone(),
                });
            }
        }
        Ok(found)
    }

    /// The projects at work in which the viewer can take up what the own side wrote that follows.
    async fn can_take_up(&self) -> Result<Vec<Project>> {
        let told = |side: Side| {
            let follows = |one: &domain::exchange::MissionWords| {
                one.by == side && one.part == domain::exchange::MissionPart::FollowUp
            };
            self.row.state.mission.iter().any(follows)
        };
        let mut found = self.projects().await?;
        found.retain(|project| {
            let state = &project.row().state;
            let sides = project.works_for().into_iter();
            let mut sides = sides.filter_map(|own| side_of(state.parties(), own));
            takes_up(state) && sides.any(told)
        });
        Ok(found)
    }

    /// The mission report: what is on record of it and what the sides wrote, as far as the viewer sees it.
    async fn report(&self, lang: Option<Lang>) -> Result<Report> {
        of_exchange(&self.view, &self.row, self.view.lang(lang)).await
    }

    /// True when the viewer can move, cancel or record it.
    async fn can_run(&self) -> Result<bool> {
        if self.view.is_past() || self.stands() != ExchangeState::Planned {
            return Ok(false);
        }
        self.may_act().await
    }
}
