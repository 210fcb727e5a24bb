//! Country groups.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use domain::OrganisationId;
use domain::codec::Subject;
use domain::context::SeatOf;
use eventlog::StreamId;
use groups::query::GroupRow;
use readmodel::FeedScope;
use readmodel::cooperation::CooperationFilter;

use super::change::{ChangePage, page_of};
use super::connection::rows;
use super::cooperation::{LocalText, in_lang, texts};
use super::cursor::CursorText;
use super::enums::Lang;
use super::fault::Result;
use super::ids::Global;
use super::invitation::Invitation;
use super::node::stream;
use super::organisation::Organisation;
use super::queries::{Counters, counters};
use super::reference::{Country, Theme};
use super::seat::{SeatView, manages, seats};
use super::view::View;

/// What a group looks at: a cooperation matches when it meets every non-empty part.
pub struct Scope {
    view: View,
    row: Arc<GroupRow>,
}

#[Object]
impl Scope {
    async fn countries(&self) -> Vec<Country> {
        let codes = self.row.state.scope.countries.iter();
        codes.map(|code| Country::new(self.view.clone(), code)).collect()
    }

    async fn themes(&self) -> Vec<Theme> {
        Theme::list(&self.view, &self.row.state.scope.themes)
    }
}

/// Authorities that share countries, a region or themes, and the coordinators who watch over them.
#[derive(Clone)]
pub struct CountryGroup {
    view: View,
    row: Arc<GroupRow>,
}

impl CountryGroup {
    /// The row as an object.
    #[must_use]
    pub fn new(view: View, row: Arc<GroupRow>) -> Self {
        Self { view, row }
    }

    /// What it is called.
    #[must_use]
    pub fn called(&self, lang: domain::Lang) -> String {
        in_lang(&self.row.state.name, lang).unwrap_or_default().to_owned()
    }

    /// The streams that its page as of a date is made of.
    pub(crate) fn streams(&self) -> Vec<StreamId> {
        let mut organisations: Vec<OrganisationId> = self.row.state.members.clone();
        organisations.extend(self.row.state.runner);
        let mut streams: Vec<_> =
            organisations.into_iter().map(|id| stream(&Subject::Organisation(id))).collect();
        streams.push(stream(&Subject::Group(self.row.id)));
        streams.extend(self.row.state.parent.map(|parent| stream(&Subject::Group(parent))));
        streams
    }
}

#[Object]
impl CountryGroup {
    pub async fn id(&self) -> ID {
        self.row.id.global()
    }

    async fn name(&self, lang: Option<Lang>) -> String {
        self.called(self.view.lang(lang))
    }

    async fn names(&self) -> Vec<LocalText> {
        texts(&self.row.state.name)
    }

    async fn scope(&self) -> Scope {
        Scope { view: self.view.clone(), row: Arc::clone(&self.row) }
    }

    /// The organisation that runs it.
    async fn runner(&self) -> Result<Option<Organisation>> {
        match self.row.state.runner {
            Some(id) => self.view.organisation(id).await,
            None => Ok(None),
        }
    }

    /// The group it belongs to.
    async fn parent(&self) -> Result<Option<Self>> {
        match self.row.state.parent {
            Some(id) => self.view.country_group(id).await,
            None => Ok(None),
        }
    }

    /// Its member authorities.
    async fn members(&self) -> Result<Vec<Organisation>> {
        let ids = &self.row.state.members;
        self.view.load_many(ids.iter().copied()).await?;
        let mut members = Vec::with_capacity(ids.len());
        for id in ids {
            members.extend(self.view.organisation(*id).await?);
        }
        Ok(members)
    }

    /// Counts of the cooperations in its scope that the viewer may see.
    async fn counters(&self) -> Result<Counters> {
        let filter = CooperationFilter { group: Some(self.row.id), ..Default::default() };
        counters(&self.view, filter).await
    }

    /// Invitations that the viewer may manage, newest first.
    async fn invitations(&self, ctx: &Context<'_>) -> Result<Vec<Invitation>> {
        let of = domain::context::SeatOf::Group(self.row.id);
        super::invitation::managed(ctx, &self.view, of)
    }

    /// True when the viewer chairs or coordinates it.
    async fn is_mine(&self) -> bool {
        self.view.viewer().is_some_and(|viewer| viewer.groups_run().contains(&self.row.id))
    }

    async fn closed(&self) -> bool {
        self.row.state.closed
    }

    /// Who sits in it.
    async fn seats(&self, ctx: &Context<'_>) -> Result<Vec<SeatView>> {
        let known = self.row.state.seats.iter();
        let functions = known.map(|seat| (seat.id, seat.function.clone())).collect();
        seats(ctx, &self.view, SeatOf::Group(self.row.id), &functions)
    }

    /// Whether the viewer may invite here, end seats and hand them over.
    async fn viewer_can_manage_seats(&self) -> bool {
        manages(&self.view, SeatOf::Group(self.row.id))
    }

    /// What happened to it, oldest first.
    #[graphql(complexity = "rows(first, None) * child_complexity + 1")]
    async fn history(&self, first: Option<i32>, after: Option<CursorText>) -> Result<ChangePage> {
        let scope = FeedScope { subjects: vec![self.row.id.0], ..Default::default() };
        page_of(&self.view, scope, first, after).await
    }
}
