//! The real engine behind the transport: the GraphQL schema over a node.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Pos, Request, Response, ServerError};
use async_trait::async_trait;
use eventlog::Position;
use futures_util::StreamExt as _;
use identity::{IdentityError, Viewer};
use tokio::sync::watch;
use tokio::time::timeout;

use super::Node;
use super::attendance::Attended;
use super::drafting::Followed;
use super::source::FeedSource;
use crate::engine::{Attendance, Engine, Following, Subscription};
use crate::graph::cursor::{self, Cursor};
use crate::graph::world::{Asker, World};
use crate::graph::{self, Api, ApiLimits, LiveItems, LiveSubscription};
use crate::presence::Presence;

/// The API of a node.
pub struct NodeEngine {
    api: Api,
    /// The same, which tells what a document costs: that takes a look at every field.
    weighing: Api,
    limits: ApiLimits,
    world: Arc<World>,
    presence: Presence,
}

impl NodeEngine {
    /// The API over `node`.
    #[must_use]
    pub fn new(node: &Node) -> Self {
        let limits = ApiLimits {
            depth: node.config.limits.depth,
            complexity: node.config.limits.complexity,
            introspection: node.config.introspection.unwrap_or(false),
        };
        let world = Arc::clone(&node.world);
        Self {
            api: graph::api(Arc::clone(&world), &limits),
            weighing: graph::weighing_api(Arc::clone(&world), &limits),
            limits,
            world,
            presence: node.presence.clone(),
        }
    }

    /// Reads a subscription. Whoever resumes here after another node was lost may have seen more than this node shows yet.
    async fn live(
        &self,
        request: &Request,
        asker: &Asker,
    ) -> Result<LiveSubscription, ServerError> {
        let mut applied = self.applied();
        let read = || graph::live_request(&self.world, request, asker);
        let reached = async {
            loop {
                applied.borrow_and_update();
                match read() {
                    Err(error) if cursor::is_unknown(&error) => {}
                    read => return read,
                }
                if applied.changed().await.is_err() {
                    return read();
                }
            }
        };
        match timeout(self.world.patience, reached).await {
            Ok(read) => read,
            Err(_) => read(),
        }
    }
}

#[async_trait]
impl Engine for NodeEngine {
    async fn execute(&self, request: Request) -> Response {
        graph::cost::told(self.api.execute(request).await, &self.limits)
    }

    async fn execute_weighed(&self, request: Request) -> Response {
        graph::cost::told(self.weighing.execute(request).await, &self.limits)
    }

    fn viewer(&self, token: &str) -> Result<Option<Arc<Viewer>>, IdentityError> {
        self.world.identity.viewer_of(token)
    }

    fn applied(&self) -> watch::Receiver<Position> {
        self.world.model.applied()
    }

    fn rights(&self) -> watch::Receiver<u64> {
        self.world.identity.rights()
    }

    fn followed(&self) -> watch::Receiver<Position> {
        self.world.identity.followed()
    }

    fn papers(&self) -> Option<Arc<papers::Papers>> {
        self.world.papers.clone()
    }

    fn patience(&self) -> Duration {
        self.world.patience
    }

    async fn follow(
        &self,
        request: Request,
        asker: &Asker,
    ) -> Result<Subscription, Vec<ServerError>> {
        let live = self.live(&request, asker).await.map_err(|error| vec![error])?;
        let errors = |error: async_graphql::Error| vec![error.into_server_error(Pos::default())];
        let known = graph::known_groups(&self.world.model, &live.scope).await;
        let known = known.map_err(|error| errors(graph::fault::fault(error)))?;
        known.map_err(|unknown| errors(unknown.error()))?;
        let source = FeedSource::new(
            self.api.clone(),
            Arc::clone(&self.world),
            asker.clone(),
            live.scope,
            &request,
        );
        // Nothing to resolve, so all that can come back are the errors of a document that does not fit the schema.
        let tried = source.request(LiveItems(Vec::new()));
        let mut answers = self.api.execute_stream(tried);
        if let Some(answer) = answers.next().await.filter(Response::is_err) {
            return Err(graph::cost::told(answer, &self.limits).errors);
        }
        let now = || Cursor::end_of(*self.applied().borrow());
        let after = live.after.unwrap_or_else(now).seq();
        Ok(Subscription { key: live.key_without_after, after, source: Arc::new(source) })
    }

    async fn attend(
        &self,
        request: &Request,
        asker: &Asker,
    ) -> Option<Result<Arc<dyn Attendance>, Vec<ServerError>>> {
        let wish = match graph::presence_request(request) {
            Ok(None) => return None,
            Ok(Some(wish)) => wish,
            Err(error) => return Some(Err(vec![error])),
        };
        let api = self.api.clone();
        let attended = Attended::begin(api, &self.presence, request, wish, asker).await;
        Some(attended.map(|attended| Arc::new(attended) as Arc<dyn Attendance>))
    }

    async fn draft(
        &self,
        request: &Request,
        asker: &Asker,
    ) -> Option<Result<Arc<dyn Following>, Vec<ServerError>>> {
        let wish = match graph::draft_request(request) {
            Ok(None) => return None,
            Ok(Some(wish)) => wish,
            Err(error) => return Some(Err(vec![error])),
        };
        let followed = Followed::begin(self.api.clone(), &self.world, request, wish, asker).await;
        Some(followed.map(|followed| Arc::new(followed) as Arc<dyn Following>))
    }
}
