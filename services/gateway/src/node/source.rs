//! The changes of one subscription's scope and rights, run through the schema and encoded, a batch at a time.

use std::sync::Arc;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request, Variables};
use async_trait::async_trait;
use domain::cooperation::Cooperation;
use futures_util::StreamExt as _;
use identity::Viewer;
use readmodel::cooperation::id_of;
use readmodel::feed::{self, Change, From};
use readmodel::{FeedScope, ReadError};

use crate::graph::view::eyes_of;
use crate::graph::world::{Asker, World};
use crate::graph::{self, Api, LiveItems};
use crate::live::{Batch, Item, Source, SourceFault, end_of};

/// Where a channel finds its changes.
pub(crate) struct FeedSource {
    api: Api,
    world: Arc<World>,
    asker: Asker,
    scope: FeedScope,
    query: String,
    document: Option<ExecutableDocument>,
    operation_name: Option<String>,
    variables: Variables,
}

impl FeedSource {
    pub(crate) fn new(
        api: Api,
        world: Arc<World>,
        asker: Asker,
        scope: FeedScope,
        request: &Request,
    ) -> Self {
        Self {
            api,
            world,
            asker,
            scope,
            query: request.query.clone(),
            // It was parsed before it came here; a text that is none is told by the schema.
            document: parse_query(&request.query).ok(),
            operation_name: request.operation_name.clone(),
            variables: request.variables.clone(),
        }
    }

    /// The subscription's request with `items` to resolve.
    pub(super) fn request(&self, items: LiveItems) -> Request {
        let mut request = Request::new(self.query.clone()).variables(self.variables.clone());
        request.operation_name.clone_from(&self.operation_name);
        if let Some(document) = &self.document {
            request.set_parsed_query(document.clone());
        }
        request.data(self.asker.clone()).data(items)
    }

    /// What is after `after`, and up to where nothing is missing; with notices of what went out of sight when `live`.
    async fn changes(
        &self,
        after: i64,
        limit: usize,
        live: bool,
    ) -> Result<(Vec<Change>, i64), ReadError> {
        // Asked before the page is read: what is applied in between is found by the next call.
        let applied = end_of(*self.world.model.applied().borrow());
        let (scope, viewer) = (self.scope.clone(), self.asker.viewer.clone());
        let now = self.world.clock.now();
        self.world
            .model
            .read_async(move |conn| {
                let eyes = viewer.map(|viewer| eyes_of(conn, &viewer)).transpose()?;
                let sight = eyes.unwrap_or_default().sight;
                let page = feed::page(conn, &sight, &scope, From::After(after), limit)?;
                let last = page.changes.last().map_or(after, |change| change.seq);
                let through = if page.more { last } else { last.max(applied) };
                let mut changes = page.changes;
                if live {
                    let left = feed::narrowed(conn, &sight, (after, through))?;
                    let left = left.into_iter().filter(|(_, it)| watches(&scope, *it));
                    changes.extend(left.map(|(at, it)| graph::departure(it, at, now)));
                    changes.sort_by_key(|change| change.seq);
                }
                Ok((changes, through))
            })
            .await
    }

    async fn batch(&self, after: i64, limit: usize, live: bool) -> Result<Batch, SourceFault> {
        let (changes, through) = self.changes(after, limit, live).await.map_err(|error| {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, after, "the feed cannot be read");
            SourceFault
        })?;
        let asked = changes.len();
        let items = self.encoded(changes).await;
        if items.len() != asked {
            tracing::error!(asked, answered = items.len(), "the feed lost changes on the way");
            return Err(SourceFault);
        }
        Ok(Batch { items, through })
    }

    /// The cooperations, of those that are watched, of which `before` saw more.
    async fn left(&self, before: Arc<Viewer>) -> Result<Vec<Cooperation>, ReadError> {
        let (scope, now) = (self.scope.clone(), self.asker.viewer.clone());
        self.world
            .model
            .read_async(move |conn| {
                let now = now.map(|viewer| eyes_of(conn, &viewer)).transpose()?.unwrap_or_default();
                let before = eyes_of(conn, &before)?;
                let mut left = readmodel::cooperation::departed(conn, &before.sight, &now.sight)?;
                left.retain(|&it| watches(&scope, it));
                Ok(left)
            })
            .await
    }

    /// Each change through the subscription's document; the answers come in the order of the changes.
    async fn encoded(&self, changes: Vec<Change>) -> Vec<Item> {
        let places: Vec<i64> = changes.iter().map(|change| change.seq).collect();
        let answers = self.api.execute_stream(self.request(LiveItems(changes)));
        let payloads =
            answers.map(|answer| serde_json::to_string(&answer).expect("an answer is JSON"));
        let pairs = futures_util::stream::iter(places).zip(payloads);
        pairs.map(|(seq, payload)| Item { seq, payload: payload.into() }).collect().await
    }
}

#[async_trait]
impl Source for FeedSource {
    async fn after(&self, after: i64, limit: usize) -> Result<Batch, SourceFault> {
        self.batch(after, limit, false).await
    }

    async fn live(&self, after: i64, limit: usize) -> Result<Batch, SourceFault> {
        self.batch(after, limit, true).await
    }

    async fn departed(&self, before: &Arc<Viewer>, at: i64) -> Result<Vec<Item>, SourceFault> {
        let left = self.left(Arc::clone(before)).await.map_err(|error| {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "what left somebody's view cannot be read");
            SourceFault
        })?;
        let now = self.world.clock.now();
        let notice = |&cooperation| graph::departure(cooperation, at, now);
        Ok(self.encoded(left.iter().map(notice).collect()).await)
    }
}

/// True unless the scope is of named cooperations and this is none of them.
fn watches(scope: &FeedScope, cooperation: Cooperation) -> bool {
    scope.cooperations.is_empty() || scope.cooperations.contains(&id_of(cooperation))
}
