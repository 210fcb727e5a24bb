//! Queries for lists: the directory, the register, groups, counters, the map, the feed, the viewer.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::{GroupId, OrganisationId};
use readmodel::Direction;
use readmodel::cooperation::{self as register, CooperationFilter as RegisterFilter};
use readmodel::feed::From;
use readmodel::organisation::{self as directory, OrganisationFilter as DirectoryFilter};
use std::sync::Arc;

use super::change::{self, ChangePage};
use super::connection::{
    CooperationConnection, CountryGroupConnection, OrganisationConnection, args, rows,
};
use super::cooperation::Common;
use super::cursor::{Cursor, CursorText};
use super::enums::{
    CooperationKind, CooperationOrderField, OrderDirection, OrganisationKind,
    OrganisationOrderField, OrganisationState, Stage,
};
use super::fault::{Result, coded, fault};
use super::group::CountryGroup;
use super::ids::{Global, cooperation_id};
use super::inputs::{IdentifierInput, PlaceInput, ScopeInput, themes};
use super::organisation::Organisation;
use super::reference::{Country, Theme};
use super::scope::{feed_scope, known_groups};
use super::view::{View, asker, world};
use super::viewer::ViewerView;

/// Links of a map when nobody says how many, and at most.
const LINKS: i32 = 5_000;

/// Which organisations; every part that is there must match.
#[derive(Debug, Clone, Default, InputObject)]
pub struct OrganisationFilter {
    /// Words of a name, the last one as a beginning; accents and case do not matter.
    pub search: Option<String>,
    pub countries: Option<Vec<String>>,
    pub kinds: Option<Vec<OrganisationKind>>,
    pub states: Option<Vec<OrganisationState>>,
    pub identifier: Option<IdentifierInput>,
    pub with_cooperations: Option<bool>,
}

/// What a list of organisations is ordered by.
#[derive(Debug, Clone, InputObject)]
pub struct OrganisationOrder {
    #[graphql(default_with = "OrganisationOrderField::Relevance")]
    pub field: OrganisationOrderField,
    #[graphql(default_with = "OrderDirection::Asc")]
    pub direction: OrderDirection,
}

/// Which cooperations; every part that is there must match.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CooperationFilter {
    /// Words of a title or of a party's name, the last one as a beginning.
    pub search: Option<String>,
    pub countries: Option<Vec<String>>,
    pub themes: Option<Vec<String>>,
    pub kinds: Option<Vec<CooperationKind>>,
    pub stages: Option<Vec<Stage>>,
    pub organisation: Option<ID>,
    pub group: Option<ID>,
    pub mine: Option<bool>,
    pub waiting_for_me: Option<bool>,
}

/// What a list of cooperations is ordered by.
#[derive(Debug, Clone, InputObject)]
pub struct CooperationOrder {
    #[graphql(default_with = "CooperationOrderField::LastActivity")]
    pub field: CooperationOrderField,
    #[graphql(default_with = "OrderDirection::Desc")]
    pub direction: OrderDirection,
}

/// Counts of the cooperations that the viewer may see.
#[derive(SimpleObject)]
pub struct Counters {
    pub total: i64,
    pub by_country: Vec<CountryCount>,
    pub by_theme: Vec<ThemeCount>,
    pub by_kind: Vec<KindCount>,
    pub by_stage: Vec<StageCount>,
}

/// Cooperations with a party in a country.
#[derive(SimpleObject)]
pub struct CountryCount {
    pub country: Country,
    pub count: i64,
}

/// Cooperations on a theme or on one under it.
#[derive(SimpleObject)]
pub struct ThemeCount {
    pub theme: Theme,
    pub count: i64,
}

/// Cooperations of a kind.
#[derive(SimpleObject)]
pub struct KindCount {
    pub kind: CooperationKind,
    pub count: i64,
}

/// Cooperations at a stage.
#[derive(SimpleObject)]
pub struct StageCount {
    pub stage: Stage,
    pub count: i64,
}

/// A link on the map: one a cooperation and pair of places; `more` on the connection says when the map was cut.
#[derive(SimpleObject)]
pub struct MapLink {
    pub cooperation: ID,
    pub kind: CooperationKind,
    pub stage: Stage,
    pub title: String,
    pub from: MapPoint,
    pub to: MapPoint,
}

/// One end of a link.
#[derive(SimpleObject)]
pub struct MapPoint {
    pub organisation: ID,
    pub name: String,
    pub country: String,
    pub latitude: f64,
    pub longitude: f64,
    pub side: u8,
}

/// The links that a filter matches.
#[derive(SimpleObject)]
pub struct MapPage {
    pub links: Vec<MapLink>,
    /// There are more links than were asked for.
    pub more: bool,
    /// Cooperations that no link can show, for want of places on two sides.
    pub without_place: i32,
}

/// Lists.
#[derive(Default)]
pub struct ListQuery;

#[Object]
impl ListQuery {
    /// The signed-in person; null when nobody is.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<ViewerView>> {
        let Some(viewer) = asker(ctx)?.viewer.clone() else {
            return Ok(None);
        };
        super::tokens::reaches(ctx, &viewer)?;
        Ok(Some(ViewerView::new(viewer, View::present(ctx).await?)))
    }

    /// The directory.
    #[graphql(complexity = "rows(first, last) * child_complexity + 1")]
    #[expect(clippy::too_many_arguments, reason = "Relay's four, a filter and an order")]
    async fn organisations(
        &self,
        ctx: &Context<'_>,
        filter: Option<OrganisationFilter>,
        order: Option<OrganisationOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<OrganisationConnection> {
        let view = View::present(ctx).await?;
        let filter = filter.unwrap_or_default().into_row();
        let (field, direction) = order
            .map_or((OrganisationOrderField::Relevance, OrderDirection::Asc), |order| {
                (order.field, order.direction)
            });
        let page = args(first, after, last, before);
        let page = view
            .read(move |conn, _| {
                directory::page(conn, &filter, field.into(), direction.into(), &page)
            })
            .await?;
        Ok(OrganisationConnection::of(page, |row| Organisation::new(view.clone(), Arc::new(row))))
    }

    /// The register of cooperations.
    #[graphql(complexity = "rows(first, last) * child_complexity + 1")]
    #[expect(clippy::too_many_arguments, reason = "Relay's four, a filter and an order")]
    async fn cooperations(
        &self,
        ctx: &Context<'_>,
        filter: Option<CooperationFilter>,
        order: Option<CooperationOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<CooperationConnection> {
        let view = View::present(ctx).await?;
        let filter = filter.unwrap_or_default().into_row()?;
        let (field, direction) = order
            .map_or((CooperationOrderField::LastActivity, OrderDirection::Desc), |order| {
                (order.field, order.direction)
            });
        let page = args(first, after, last, before);
        Common::page(&view, filter, field.into(), direction.into(), page).await
    }

    /// Country groups, by name.
    #[graphql(complexity = "rows(first, last) * child_complexity + 1")]
    async fn country_groups(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<CountryGroupConnection> {
        let view = View::present(ctx).await?;
        let page = args(first, after, last, before);
        let page = view.read(move |conn, _| groups::query::page(conn, &page)).await?;
        Ok(CountryGroupConnection::of(page, |row| CountryGroup::new(view.clone(), Arc::new(row))))
    }

    /// Counts of the cooperations that match.
    async fn counters(
        &self,
        ctx: &Context<'_>,
        filter: Option<CooperationFilter>,
    ) -> Result<Counters> {
        let view = View::present(ctx).await?;
        counters(&view, filter.unwrap_or_default().into_row()?).await
    }

    /// The links between places of the cooperations that match, those of the latest activity first.
    async fn map(
        &self,
        ctx: &Context<'_>,
        filter: Option<CooperationFilter>,
        limit: Option<i32>,
    ) -> Result<MapPage> {
        let view = View::present(ctx).await?;
        let filter = filter.unwrap_or_default().into_row()?;
        let limit = limit.unwrap_or(LINKS).clamp(0, LINKS);
        let limit = usize::try_from(limit).expect("clamped above zero");
        let page =
            view.read(move |conn, eyes| register::map(conn, &eyes.sight, &filter, limit)).await?;
        Ok(MapPage {
            links: page.links.into_iter().map(Into::into).collect(),
            more: page.more,
            without_place: i32::try_from(page.without_place).unwrap_or(i32::MAX),
        })
    }

    /// What happened within `scope` after `after`, oldest first; with `before`, the latest `first` changes before it
    /// (also oldest first, `hasMore`: older ones exist); with neither, the latest `first` changes.
    #[graphql(complexity = "rows(first, None) * child_complexity + 1")]
    async fn feed(
        &self,
        ctx: &Context<'_>,
        scope: Option<ScopeInput>,
        after: Option<CursorText>,
        before: Option<CursorText>,
        first: Option<i32>,
    ) -> Result<ChangePage> {
        let view = View::present(ctx).await?;
        let scope = feed_scope(scope.unwrap_or_default()).map_err(|unknown| unknown.error())?;
        let known = known_groups(&world(ctx)?.model, &scope).await.map_err(fault)?;
        known.map_err(|unknown| unknown.error())?;
        let from = match (after, before) {
            (Some(_), Some(_)) => {
                return Err(coded("use `after` or `before`, not both", "BAD_PAGE"));
            }
            (Some(after), None) => From::After(view.place(&after).await?.seq()),
            (None, Some(before)) => From::Before(view.place(&before).await?.seq()),
            (None, None) => From::Latest,
        };
        change::page(&view, scope, from, first).await
    }

    /// The cursor of now: pass it to `changes` or `feed` to follow from here.
    async fn head(&self, ctx: &Context<'_>) -> Result<CursorText> {
        Ok(Cursor::end_of(View::present(ctx).await?.applied()).into())
    }

    /// Existing records that look like the one about to be recorded.
    async fn similar_organisations(
        &self,
        ctx: &Context<'_>,
        name: String,
        country: String,
        place: Option<PlaceInput>,
    ) -> Result<Vec<Organisation>> {
        let view = View::present(ctx).await?;
        let place = place.map(Into::into);
        let rows =
            view.read(move |conn, _| directory::similar(conn, &name, &country, place)).await?;
        let rows = rows.into_iter().map(Arc::new);
        Ok(rows.map(|row| Organisation::new(view.clone(), row)).collect())
    }
}

/// Counts of what a filter matches.
pub(crate) async fn counters(view: &View, filter: RegisterFilter) -> Result<Counters> {
    let counts =
        view.read(move |conn, eyes| register::counters(conn, &eyes.sight, &filter)).await?;
    let country = |(code, count): (String, i64)| CountryCount {
        country: Country::new(view.clone(), &code),
        count,
    };
    let theme =
        |(code, count): (String, i64)| ThemeCount { theme: Theme::new(view.clone(), &code), count };
    let kind =
        |(kind, count): (register::CooperationKind, i64)| KindCount { kind: kind.into(), count };
    let stage = |(stage, count): (register::Stage, i64)| StageCount { stage: stage.into(), count };
    Ok(Counters {
        total: counts.total,
        by_country: counts.by_country.into_iter().map(country).collect(),
        by_theme: counts.by_theme.into_iter().map(theme).collect(),
        by_kind: counts.by_kind.into_iter().map(kind).collect(),
        by_stage: counts.by_stage.into_iter().map(stage).collect(),
    })
}

impl OrganisationFilter {
    fn into_row(self) -> DirectoryFilter {
        DirectoryFilter {
            search: self.search,
            countries: self.countries.unwrap_or_default(),
            kinds: self.kinds.unwrap_or_default().into_iter().map(Into::into).collect(),
            states: self.states.unwrap_or_default().into_iter().map(Into::into).collect(),
            identifier: self.identifier.map(Into::into),
            with_cooperations: self.with_cooperations,
        }
    }
}

impl CooperationFilter {
    fn into_row(self) -> Result<RegisterFilter> {
        let id =
            |given: &ID| coded(format!("{} is no id of the kind asked for", given.0), "BAD_ID");
        let organisation = self.organisation.as_ref();
        let group = self.group.as_ref();
        Ok(RegisterFilter {
            search: self.search,
            countries: self.countries.unwrap_or_default(),
            themes: themes(self.themes.unwrap_or_default()),
            kinds: self.kinds.unwrap_or_default().into_iter().map(Into::into).collect(),
            stages: self.stages.unwrap_or_default().into_iter().map(Into::into).collect(),
            organisation: organisation
                .map(|given| OrganisationId::read(given).ok_or_else(|| id(given)))
                .transpose()?,
            group: group.map(|given| GroupId::read(given).ok_or_else(|| id(given))).transpose()?,
            mine: self.mine.unwrap_or_default(),
            waiting_for_me: self.waiting_for_me.unwrap_or_default(),
        })
    }
}

impl std::convert::From<register::MapLink> for MapLink {
    fn from(link: register::MapLink) -> Self {
        Self {
            cooperation: cooperation_id(link.cooperation),
            kind: register::CooperationKind::of(link.cooperation).into(),
            stage: link.stage.into(),
            title: link.title,
            from: link.from.into(),
            to: link.to.into(),
        }
    }
}

impl std::convert::From<register::MapPoint> for MapPoint {
    fn from(point: register::MapPoint) -> Self {
        Self {
            organisation: point.organisation.global(),
            name: point.name,
            country: point.country,
            latitude: point.place.latitude,
            longitude: point.place.longitude,
            side: point.side.0,
        }
    }
}

impl std::convert::From<OrderDirection> for Direction {
    fn from(direction: OrderDirection) -> Self {
        match direction {
            OrderDirection::Asc => Self::Asc,
            OrderDirection::Desc => Self::Desc,
        }
    }
}

impl std::convert::From<OrganisationOrderField> for directory::OrganisationOrder {
    fn from(field: OrganisationOrderField) -> Self {
        match field {
            OrganisationOrderField::Name => Self::Name,
            OrganisationOrderField::Population => Self::Population,
            OrganisationOrderField::Cooperations => Self::Cooperations,
            OrganisationOrderField::Relevance => Self::Relevance,
        }
    }
}

impl std::convert::From<CooperationOrderField> for register::CooperationOrder {
    fn from(field: CooperationOrderField) -> Self {
        match field {
            CooperationOrderField::LastActivity => Self::LastActivity,
            CooperationOrderField::Title => Self::Title,
            CooperationOrderField::Since => Self::Since,
            CooperationOrderField::Recorded => Self::Recorded,
        }
    }
}
