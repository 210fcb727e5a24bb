//! Twinning committees.

use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject};
use domain::JumelageId;
use domain::cooperation::{Cooperation as CooperationId, Side};
use jumelage::query::CommitteeRow;
use readmodel::FeedScope;

use super::change::{ChangePage, page_of};
use super::connection::rows;
use super::cooperation::Cooperation;
use super::cursor::CursorText;
use super::enums::SeatKind;
use super::fault::{Result, coded};
use super::ids::Global;
use super::jumelage::Jumelage;
use super::organisation::Organisation;
use super::scalars::DateTime;
use super::view::View;

/// A seat on a committee: a function, never a name.
#[derive(SimpleObject)]
pub struct CommitteeSeat {
    pub id: ID,
    pub kind: SeatKind,
    pub function: String,
}

/// Elected members and citizens of one side who keep a twinning alive across elections.
#[derive(Clone)]
pub struct Committee {
    view: View,
    row: Arc<CommitteeRow>,
}

impl Committee {
    /// The row as an object.
    #[must_use]
    pub fn new(view: View, row: Arc<CommitteeRow>) -> Self {
        Self { view, row }
    }

    /// True when it is the committee of this side and was not dissolved.
    #[must_use]
    pub fn is_of(&self, side: Side) -> bool {
        self.row.side == side && !self.row.state.dissolved
    }

    /// Its twinning.
    #[must_use]
    pub fn of_jumelage(&self) -> JumelageId {
        self.row.jumelage
    }
}

#[Object]
impl Committee {
    pub async fn id(&self) -> ID {
        self.row.id.global()
    }

    async fn jumelage(&self) -> Result<Jumelage> {
        let id = CooperationId::Jumelage(self.row.jumelage);
        match self.view.known_cooperation(id).await? {
            Cooperation::Jumelage(jumelage) => Ok(jumelage),
            Cooperation::Partnership(_) => {
                Err(coded("a committee belongs to a twinning", "INTERNAL"))
            }
        }
    }

    async fn side(&self) -> u8 {
        self.row.side.0
    }

    async fn organisation(&self) -> Result<Organisation> {
        let Some(of) = &self.row.state.of else {
            return Err(coded("a committee was formed by an organisation", "INTERNAL"));
        };
        self.view.known_organisation(of.organisation).await
    }

    async fn seats(&self) -> Vec<CommitteeSeat> {
        let seats = self.row.state.seats.iter();
        seats
            .map(|seat| CommitteeSeat {
                id: ID(seat.id.to_string()),
                kind: seat.kind.into(),
                function: seat.function.clone(),
            })
            .collect()
    }

    /// What it takes on, in words.
    async fn tasks(&self) -> &[String] {
        &self.row.state.tasks
    }

    async fn formed_at(&self) -> DateTime {
        DateTime(self.row.formed_at)
    }

    async fn dissolved(&self) -> bool {
        self.row.state.dissolved
    }

    /// What happened to it, oldest first.
    #[graphql(complexity = "rows(first, None) * child_complexity + 1")]
    async fn history(&self, first: Option<i32>, after: Option<CursorText>) -> Result<ChangePage> {
        let scope = FeedScope { subjects: vec![self.row.id.0], ..Default::default() };
        page_of(&self.view, scope, first, after).await
    }

    /// True when the viewer has a seat in the organisation that formed it.
    async fn is_mine(&self) -> bool {
        self.row.state.of.as_ref().is_some_and(|of| self.view.is_mine(of.organisation))
    }
}
