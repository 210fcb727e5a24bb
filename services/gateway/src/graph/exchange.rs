//! Exchanges of inhabitants.

use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject};
use domain::access::{Action, allows};
use domain::context::SeatOf;
use domain::cooperation::Cooperation as CooperationId;
use domain::exchange::Stage;
use jumelage::query::ExchangeRow;
use readmodel::FeedScope;

use super::change::{ChangePage, page_of};
use super::connection::rows;
use super::cooperation::{Cooperation, LocalText, in_lang, texts};
use super::cursor::CursorText;
use super::enums::{ExchangeKind, ExchangeState, Lang};
use super::fault::Result;
use super::ids::Global;
use super::organisation::Organisation;
use super::reference::Theme;
use super::scalars::Date;
use super::view::View;

/// Participants of a side in numbers; categories, never names.
#[derive(SimpleObject)]
pub struct ParticipantCount {
    pub side: u8,
    pub category: String,
    pub count: u32,
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

    /// True when the viewer can move, cancel or record it.
    async fn can_run(&self) -> Result<bool> {
        if self.view.is_past() || self.stands() != ExchangeState::Planned {
            return Ok(false);
        }
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
}
