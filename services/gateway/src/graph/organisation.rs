//! Organisations of the directory.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use directory::query::functions_of;
use domain::OrganisationId;
use domain::context::SeatOf;
use readmodel::organisation::OrganisationRow;
use readmodel::{Direction, PageArgs};

use super::change::{ChangePage, page_of};
use super::connection::{CooperationConnection, args, rows};
use super::cooperation::Common;
use super::cursor::CursorText;
use super::enums::{Lang, NameUse, OrganisationKind, OrganisationState};
use super::fault::Result;
use super::ids::Global;
use super::invitation::Invitation;
use super::reference::{Country, Theme};
use super::scalars::DateTime;
use super::seat::{SeatView, manages, seats};
use super::view::View;

/// A name with its language and what it is used as.
#[derive(SimpleObject)]
pub struct Name {
    pub lang: String,
    pub text: String,
    #[graphql(name = "use")]
    pub use_as: NameUse,
}

/// A point, WGS 84 degrees.
#[derive(SimpleObject)]
pub struct Place {
    pub latitude: f64,
    pub longitude: f64,
}

/// An identifier in a register.
#[derive(SimpleObject)]
pub struct Identifier {
    pub scheme: String,
    pub value: String,
}

/// A claim that waits for somebody who knows the person.
#[derive(SimpleObject)]
pub struct Claim {
    /// The seat that was asked for.
    pub seat: ID,
    /// The function there, in the person's words.
    pub function: String,
    pub requested_at: DateTime,
    pub mine: bool,
    pub viewer_can_settle: bool,
}

/// What helps to match partners and to apply the rules.
pub struct Profile {
    view: View,
    row: Arc<OrganisationRow>,
}

#[Object]
impl Profile {
    /// BCP 47 tags of the languages it works in.
    async fn languages(&self) -> &[String] {
        &self.row.profile.languages
    }

    /// Words such as `port`, `metropolis`, `rural`.
    async fn traits(&self) -> &[String] {
        &self.row.profile.traits
    }

    /// For a grouping: the themes that lie in its competences.
    async fn competences(&self) -> Vec<Theme> {
        Theme::list(&self.view, &self.row.profile.competences)
    }

    /// Themes it would like to work on.
    async fn wishes(&self) -> Vec<Theme> {
        Theme::list(&self.view, &self.row.profile.wishes)
    }

    /// Under the French overseas regime of 2016.
    async fn overseas(&self) -> bool {
        self.row.profile.overseas
    }
}

/// An authority or body of the directory.
#[derive(Clone)]
pub struct Organisation {
    view: View,
    row: Arc<OrganisationRow>,
}

impl Organisation {
    /// The row as an object.
    #[must_use]
    pub fn new(view: View, row: Arc<OrganisationRow>) -> Self {
        Self { view, row }
    }

    /// Its name in a language of the platform.
    #[must_use]
    pub fn called(&self, lang: domain::Lang) -> String {
        self.row.name(Some(lang)).to_owned()
    }

    /// Its country, ISO 3166-1 alpha-2.
    #[must_use]
    pub fn country_code(&self) -> &str {
        &self.row.country
    }

    /// Its identifier.
    #[must_use]
    pub fn organisation_id(&self) -> OrganisationId {
        self.row.id
    }

    async fn other(&self, id: Option<OrganisationId>) -> Result<Option<Self>> {
        match id {
            Some(id) => self.view.organisation(id).await,
            None => Ok(None),
        }
    }
}

#[Object]
impl Organisation {
    pub async fn id(&self) -> ID {
        self.row.id.global()
    }

    /// What kind of body it is.
    async fn kind(&self) -> OrganisationKind {
        self.row.kind.into()
    }

    /// The name to show: the official one, or a translation where `lang` asks for one that exists.
    async fn name(&self, lang: Option<Lang>) -> &str {
        self.row.name(Some(self.view.lang(lang)))
    }

    /// All names and variants.
    async fn names(&self) -> Vec<Name> {
        let names = self.row.names.iter();
        names
            .map(|name| Name {
                lang: name.lang.clone(),
                text: name.text.clone(),
                use_as: name.use_as.into(),
            })
            .collect()
    }

    async fn country(&self) -> Country {
        Country::new(self.view.clone(), &self.row.country)
    }

    /// The sub-national or disputed territory that matters for the rules.
    async fn territory(&self) -> Option<&str> {
        self.row.territory.as_deref()
    }

    async fn place(&self) -> Option<Place> {
        self.row.place.map(|at| Place { latitude: at.latitude, longitude: at.longitude })
    }

    /// Inhabitants.
    async fn population(&self) -> Option<u64> {
        self.row.population
    }

    /// Identifiers in registers.
    async fn identifiers(&self) -> Vec<Identifier> {
        let known = self.row.identifiers.iter();
        known.map(|id| Identifier { scheme: id.scheme.clone(), value: id.value.clone() }).collect()
    }

    async fn state(&self) -> OrganisationState {
        self.row.state.into()
    }

    /// Recorded by somebody else than a register or its own people.
    async fn provisional(&self) -> bool {
        self.row.provisional
    }

    async fn profile(&self) -> Profile {
        Profile { view: self.view.clone(), row: Arc::clone(&self.row) }
    }

    /// The record that stays, when this one is of the same body.
    async fn merged_into(&self) -> Result<Option<Self>> {
        self.other(self.row.merged_into).await
    }

    /// The body that followed it.
    async fn succeeded_by(&self) -> Result<Option<Self>> {
        self.other(self.row.succeeded_by).await
    }

    /// Claims that wait for somebody who knows the person; empty for those who may not see them.
    async fn pending_claims(&self) -> Result<Vec<Claim>> {
        super::claim::pending(&self.view, self.row.id).await
    }

    /// The seats of its own people.
    async fn seats(&self, ctx: &Context<'_>) -> Result<Vec<SeatView>> {
        let id = self.row.id;
        let functions = self.view.read(move |conn, _| functions_of(conn, id)).await?;
        let functions = functions.into_iter().map(|(seat, function)| (seat, Some(function)));
        seats(ctx, &self.view, SeatOf::Organisation(id), &functions.collect())
    }

    /// Whether the viewer may invite here, end seats and hand them over.
    async fn viewer_can_manage_seats(&self) -> bool {
        manages(&self.view, SeatOf::Organisation(self.row.id))
    }

    /// Invitations that the viewer may manage, newest first.
    async fn invitations(&self, ctx: &Context<'_>) -> Result<Vec<Invitation>> {
        let of = domain::context::SeatOf::Organisation(self.row.id);
        super::invitation::managed(ctx, &self.view, of)
    }

    /// True when the viewer has a seat here.
    async fn is_mine(&self) -> bool {
        self.view.is_mine(self.row.id)
    }

    /// The cooperations it is a party of, latest activity first.
    #[graphql(complexity = "rows(first, last) * child_complexity + 1")]
    async fn cooperations(
        &self,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<CooperationConnection> {
        let filter = readmodel::cooperation::CooperationFilter {
            organisation: Some(self.row.id),
            ..Default::default()
        };
        cooperations(&self.view, filter, args(first, after, last, before)).await
    }

    /// What happened to its record and to its cooperations, oldest first.
    #[graphql(complexity = "rows(first, None) * child_complexity + 1")]
    async fn history(&self, first: Option<i32>, after: Option<CursorText>) -> Result<ChangePage> {
        let scope = readmodel::FeedScope { organisations: vec![self.row.id], ..Default::default() };
        page_of(&self.view, scope, first, after).await
    }

    async fn recorded_at(&self) -> DateTime {
        DateTime(self.row.recorded_at)
    }
}

async fn cooperations(
    view: &View,
    filter: readmodel::cooperation::CooperationFilter,
    args: PageArgs,
) -> Result<CooperationConnection> {
    let order = readmodel::cooperation::CooperationOrder::LastActivity;
    Common::page(view, filter, order, Direction::Desc, args).await
}

impl From<readmodel::organisation::OrganisationState> for OrganisationState {
    fn from(state: readmodel::organisation::OrganisationState) -> Self {
        use readmodel::organisation::OrganisationState as Row;
        match state {
            Row::Provisional => Self::Provisional,
            Row::Unclaimed => Self::Unclaimed,
            Row::Claimed => Self::Claimed,
            Row::Merged => Self::Merged,
            Row::Succeeded => Self::Succeeded,
        }
    }
}

impl From<OrganisationState> for readmodel::organisation::OrganisationState {
    fn from(state: OrganisationState) -> Self {
        match state {
            OrganisationState::Provisional => Self::Provisional,
            OrganisationState::Unclaimed => Self::Unclaimed,
            OrganisationState::Claimed => Self::Claimed,
            OrganisationState::Merged => Self::Merged,
            OrganisationState::Succeeded => Self::Succeeded,
        }
    }
}
