//! The record as one request looks at it: now or as it stood at a moment, with the asker's rights and language.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
use async_graphql::runtime::TokioSpawner;
use domain::cooperation::Cooperation as CooperationId;
use domain::group::Scope;
use domain::{
    CommitteeId, ConventionId, DiscussionId, DocumentId, ExchangeId, FinancingId, GroupId,
    JumelageId, Lang, LessonId, OrganisationId, PartnershipId, ProjectId,
};
use eventlog::Position;
use identity::Viewer;
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use readmodel::feed::scopes_in_force;
use readmodel::{ReadError, ReadModel};
use rusqlite::Connection;
use tokio::time::timeout;

use super::committee::Committee;
use super::convention::Convention;
use super::cooperation::{Common, Cooperation};
use super::cursor::{Cursor, CursorText};
use super::discussion::Discussion;
use super::document::Document;
use super::enums;
use super::exchange::Exchange;
use super::fault::{Result, coded, fault, fault_of};
use super::financing::FinancingPlan;
use super::group::CountryGroup;
use super::jumelage::Jumelage;
use super::lesson::Lesson;
use super::loaders::{CooperationKey, NextTurn, Rows};
use super::organisation::Organisation;
use super::partnership::Partnership;
use super::project::Project;
use super::world::{Asker, World};

/// A shared look at the record; every object carries the one it was found with.
#[derive(Clone)]
pub struct View(Arc<Inner>);

struct Inner {
    model: ReadModel,
    viewer: Option<Arc<Viewer>>,
    eyes: readmodel::Viewer,
    lang: Lang,
    now: Timestamp,
    /// The record as it is now, where this one is of the past.
    present: Option<View>,
    /// How long a cursor is waited for that may be another node's.
    patience: Duration,
    rows: DataLoader<Rows, HashMapCache>,
}

/// Whether a view is of now, and waits so long for another node, or of the past, seen from now.
enum Then {
    Present(Duration),
    Past(View),
}

/// The rooms of the node.
pub(crate) fn world<'c>(ctx: &Context<'c>) -> Result<&'c World> {
    Ok(ctx.data::<Arc<World>>()?)
}

/// Who asks.
pub(crate) fn asker<'c>(ctx: &Context<'c>) -> Result<&'c Asker> {
    ctx.data::<Asker>()
}

impl View {
    /// The record as it is now, for the asker.
    pub async fn present(ctx: &Context<'_>) -> Result<Self> {
        Self::of_viewer(ctx, asker(ctx)?.viewer.as_ref()).await
    }

    /// The record as it is now, for `viewer`.
    pub async fn of_viewer(ctx: &Context<'_>, viewer: Option<&Arc<Viewer>>) -> Result<Self> {
        let world = world(ctx)?;
        let eyes = eyes(&world.model, viewer).await?;
        let lang = asker(ctx)?.lang;
        let (model, now) = ((*world.model).clone(), world.clock.now());
        Ok(Self::new(model, viewer.cloned(), eyes, lang, now, Then::Present(world.patience)))
    }

    /// The same asker, looking at `model`, the record as it stood at `moment`.
    #[must_use]
    pub fn at(&self, model: ReadModel, moment: Timestamp) -> Self {
        let Inner { viewer, eyes, lang, .. } = &*self.0;
        Self::new(model, viewer.clone(), eyes.clone(), *lang, moment, Then::Past(self.clone()))
    }

    fn new(
        model: ReadModel,
        viewer: Option<Arc<Viewer>>,
        eyes: readmodel::Viewer,
        lang: Lang,
        now: Timestamp,
        then: Then,
    ) -> Self {
        let (present, patience) = match then {
            Then::Present(patience) => (None, patience),
            // The record of a moment does not go on: nothing is waited for.
            Then::Past(present) => (Some(present), Duration::ZERO),
        };
        let rows = Rows { model: model.clone(), eyes: eyes.clone() };
        let rows = DataLoader::with_cache(
            rows,
            TokioSpawner::current(),
            NextTurn,
            HashMapCache::default(),
        );
        Self(Arc::new(Inner { model, viewer, eyes, lang, now, present, patience, rows }))
    }

    /// Runs a query on a thread that may block.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection, &readmodel::Viewer) -> Result<T, ReadError> + Send + 'static,
    ) -> Result<T> {
        let eyes = self.0.eyes.clone();
        self.0
            .model
            .read_async(move |conn| query(conn, &eyes))
            .await
            .map_err(|error| read_fault(&error))
    }

    /// One row or list by key, batched with what other resolvers ask for.
    pub(crate) async fn load<K>(&self, key: K) -> Result<Option<<Rows as Loader<K>>::Value>>
    where
        K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
        Rows: Loader<K, Error = Arc<ReadError>>,
    {
        self.0.rows.load_one(key).await.map_err(|error| read_fault(&error))
    }

    /// Rows or lists by keys, in one query.
    pub(crate) async fn load_many<K>(
        &self,
        keys: impl IntoIterator<Item = K>,
    ) -> Result<std::collections::HashMap<K, <Rows as Loader<K>>::Value>>
    where
        K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
        Rows: Loader<K, Error = Arc<ReadError>>,
    {
        self.0.rows.load_many(keys).await.map_err(|error| read_fault(&error))
    }

    /// The language asked for, else the asker's.
    #[must_use]
    pub fn lang(&self, asked: Option<enums::Lang>) -> Lang {
        asked.map_or(self.0.lang, Into::into)
    }

    /// The signed-in person.
    #[must_use]
    pub fn viewer(&self) -> Option<&Viewer> {
        self.0.viewer.as_deref()
    }

    /// True when the asker has a seat in `organisation`.
    #[must_use]
    pub fn is_mine(&self, organisation: OrganisationId) -> bool {
        self.0.eyes.sight.organisations.contains(&organisation)
    }

    /// Organisations in which the asker has a seat.
    #[must_use]
    pub fn mine(&self) -> &[OrganisationId] {
        &self.0.eyes.sight.organisations
    }

    /// True when this is the record of a moment in the past, in which nothing can be done.
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.0.present.is_some()
    }

    /// The record as it is now, where this one is of the past.
    pub(crate) fn present_of(&self) -> Option<&Self> {
        self.0.present.as_ref()
    }

    /// How far the record is taken in.
    #[must_use]
    pub fn applied(&self) -> Position {
        *self.0.model.applied().borrow()
    }

    /// The place that a cursor means. One that another node gave may be ahead of this one: it is waited for, within reason.
    ///
    /// # Errors
    /// `CURSOR_UNKNOWN` when it is none, or this node does not get that far in time.
    pub(crate) async fn place(&self, cursor: &CursorText) -> Result<Cursor> {
        if let Ok(Cursor { position, .. }) = cursor.0.parse() {
            let reached = self.0.model.reached(position);
            // What was not reached in time is told by the reading.
            timeout(self.0.patience, reached).await.unwrap_or_default();
        }
        cursor.read(self.applied())
    }

    /// The moment of the look.
    #[must_use]
    pub fn moment(&self) -> Timestamp {
        self.0.now
    }

    /// The day of the look, UTC.
    #[must_use]
    pub fn today(&self) -> Date {
        self.0.now.to_zoned(TimeZone::UTC).date()
    }

    /// The organisation, if it is on record.
    pub async fn organisation(&self, id: OrganisationId) -> Result<Option<Organisation>> {
        let row = self.load(id).await?;
        Ok(row.map(|row| Organisation::new(self.clone(), row)))
    }

    /// An organisation that another row points to.
    pub async fn known_organisation(&self, id: OrganisationId) -> Result<Organisation> {
        self.organisation(id).await?.ok_or_else(|| fault(Dangling("organisation", id.0)))
    }

    /// The cooperation, if it is on record and in sight.
    pub async fn cooperation(&self, id: CooperationId) -> Result<Option<Cooperation>> {
        let row = self.load(CooperationKey(readmodel::cooperation::id_of(id))).await?;
        Ok(row.filter(|row| row.cooperation == id).map(|row| Common::new(self.clone(), row).into()))
    }

    /// A cooperation that another row in sight points to.
    pub async fn known_cooperation(&self, id: CooperationId) -> Result<Cooperation> {
        let uuid = readmodel::cooperation::id_of(id);
        self.cooperation(id).await?.ok_or_else(|| fault(Dangling("cooperation", uuid)))
    }

    /// The twinning, if it is on record and in sight.
    pub async fn jumelage(&self, id: JumelageId) -> Result<Option<Jumelage>> {
        Ok(match self.cooperation(CooperationId::Jumelage(id)).await? {
            Some(Cooperation::Jumelage(jumelage)) => Some(jumelage),
            Some(Cooperation::Partnership(_)) | None => None,
        })
    }

    /// The partnership, if it is on record and in sight.
    pub async fn partnership(&self, id: PartnershipId) -> Result<Option<Partnership>> {
        Ok(match self.cooperation(CooperationId::Partnership(id)).await? {
            Some(Cooperation::Partnership(partnership)) => Some(partnership),
            Some(Cooperation::Jumelage(_)) | None => None,
        })
    }

    /// The committee, if it is on record and its twinning in sight.
    pub async fn committee(&self, id: CommitteeId) -> Result<Option<Committee>> {
        Ok(self.load(id).await?.map(|row| Committee::new(self.clone(), row)))
    }

    /// The exchange, if it is on record and its cooperation in sight.
    pub async fn exchange(&self, id: ExchangeId) -> Result<Option<Exchange>> {
        Ok(self.load(id).await?.map(|row| Exchange::new(self.clone(), row)))
    }

    /// The convention, if it is on record and in sight.
    pub async fn convention(&self, id: ConventionId) -> Result<Option<Convention>> {
        Ok(self.load(id).await?.map(|row| Convention::new(self.clone(), row)))
    }

    /// The project, if it is on record and in sight.
    pub async fn project(&self, id: ProjectId) -> Result<Option<Project>> {
        Ok(self.load(id).await?.map(|row| Project::new(self.clone(), row)))
    }

    /// The lesson, if it is on record and in sight.
    pub async fn lesson(&self, id: LessonId) -> Result<Option<Lesson>> {
        Ok(self.load(id).await?.map(|row| Lesson::new(self.clone(), row)))
    }

    /// The financing plan, if it is on record and in sight.
    pub async fn financing_plan(&self, id: FinancingId) -> Result<Option<FinancingPlan>> {
        Ok(self.load(id).await?.map(|row| FinancingPlan::new(self.clone(), row)))
    }

    /// The document, if it is on record and in sight.
    pub async fn document(&self, id: DocumentId) -> Result<Option<Document>> {
        Ok(self.load(id).await?.map(|row| Document::new(self.clone(), row)))
    }

    /// The discussion, if it is on record and in sight.
    pub async fn discussion(&self, id: DiscussionId) -> Result<Option<Discussion>> {
        Ok(self.load(id).await?.map(|row| Discussion::new(self.clone(), row)))
    }

    /// The country group, if it is on record.
    pub async fn country_group(&self, id: GroupId) -> Result<Option<CountryGroup>> {
        Ok(self.load(id).await?.map(|row| CountryGroup::new(self.clone(), row)))
    }
}

async fn eyes(model: &ReadModel, viewer: Option<&Arc<Viewer>>) -> Result<readmodel::Viewer> {
    let Some(viewer) = viewer.cloned() else {
        return Ok(readmodel::Viewer::default());
    };
    if viewer.groups_run().is_empty() {
        return Ok(eyes_with(&viewer, Vec::new()));
    }
    let read = model.read_async(move |conn| eyes_of(conn, &viewer)).await;
    read.map_err(|error| read_fault(&error))
}

/// What a viewer's seats let them see now.
///
/// # Errors
/// When SQLite fails.
pub fn eyes_of(conn: &Connection, viewer: &Viewer) -> Result<readmodel::Viewer, ReadError> {
    let groups = viewer.groups_run();
    let scopes = if groups.is_empty() { Vec::new() } else { scopes_in_force(conn, &groups)? };
    Ok(eyes_with(viewer, scopes))
}

fn eyes_with(viewer: &Viewer, scopes: Vec<Scope>) -> readmodel::Viewer {
    readmodel::Viewer { sight: viewer.sight(scopes), person: Some(viewer.person) }
}

/// A row points to one that is not there.
#[derive(Debug, thiserror::Error)]
#[error("a row points to {0} {1}, which is not there")]
struct Dangling(&'static str, uuid::Uuid);

/// A page that cannot be served is the client's mistake; all else is ours.
fn read_fault(error: &ReadError) -> async_graphql::Error {
    match error {
        ReadError::Page(mistake) => coded(mistake.to_string(), "BAD_PAGE"),
        other => fault_of(other),
    }
}
