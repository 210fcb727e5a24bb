//! What the transport needs of the API behind it; the node gives the real one, tests a small one.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Request, Response, ServerError};
use async_trait::async_trait;
use eventlog::Position;
use identity::{IdentityError, Viewer};
use tokio::sync::watch;

use crate::graph::world::Asker;
use crate::live::Source;

/// The API that the transport serves.
#[async_trait]
pub trait Engine: Send + Sync + 'static {
    /// Runs a query or a mutation.
    async fn execute(&self, request: Request) -> Response;

    /// Runs a query or a mutation and adds its cost to the answer's `extensions`.
    async fn execute_weighed(&self, request: Request) -> Response {
        self.execute(request).await
    }

    /// Who holds `token` now, with their seats as of now.
    ///
    /// # Errors
    /// When the store of people fails.
    fn viewer(&self, token: &str) -> Result<Option<Arc<Viewer>>, IdentityError>;

    /// The last position that queries show.
    fn applied(&self) -> watch::Receiver<Position>;

    /// Moves whenever somebody's rights changed.
    fn rights(&self) -> watch::Receiver<u64>;

    /// The last position of the log whose seats are known: what is delivered waits for those before it.
    fn followed(&self) -> watch::Receiver<Position>;

    /// How far behind others this node may be: what it does not know is waited for this long before it is called unknown.
    fn patience(&self) -> Duration {
        Duration::ZERO
    }

    /// The bytes of documents, where they are kept.
    fn papers(&self) -> Option<Arc<papers::Papers>> {
        None
    }

    /// Checks a subscription and opens it for `asker`; the request carries a parsed document.
    ///
    /// # Errors
    /// Request errors, such as an unknown field or an unknown cursor: one final answer, nothing follows.
    async fn follow(
        &self,
        request: Request,
        asker: &Asker,
    ) -> Result<Subscription, Vec<ServerError>>;

    /// Makes `asker` present as a subscription asks for; `None` when it is one to something else.
    async fn attend(
        &self,
        _request: &Request,
        _asker: &Asker,
    ) -> Option<Result<Arc<dyn Attendance>, Vec<ServerError>>> {
        None
    }

    /// Opens the draft that a subscription follows; `None` when it is one to something else.
    async fn draft(
        &self,
        _request: &Request,
        _asker: &Asker,
    ) -> Option<Result<Arc<dyn Following>, Vec<ServerError>>> {
        None
    }
}

/// A draft as somebody follows it.
#[async_trait]
pub trait Following: Send + Sync + 'static {
    /// What they lack who have come as far as `after`: the payload of `next`, JSON, and how far they are with it.
    ///
    /// # Errors
    /// When they may not read it any more: one final answer.
    async fn batch(
        &self,
        asker: &Asker,
        after: Option<u64>,
    ) -> Result<(String, u64), Vec<ServerError>>;

    /// From where the subscription goes on.
    fn after(&self) -> Option<u64>;

    /// Moves when there is something new.
    fn bell(&self) -> watch::Receiver<u64>;
}

/// Somebody's open page, as a subscription to who is here; they are here as long as it lives, and a grace longer.
#[async_trait]
pub trait Attendance: Send + Sync + 'static {
    /// Who is here, as `asker` may know it now: the payload of `next`, JSON.
    ///
    /// # Errors
    /// When they may not know it any more: one final answer.
    async fn list(&self, asker: &Asker) -> Result<String, Vec<ServerError>>;

    /// Moves when the list may have changed.
    fn bell(&self) -> watch::Receiver<u64>;

    /// Whoever else watches looks again: what this person is has changed.
    fn ring(&self);

    /// Ends it without grace.
    fn leave(&self);
}

/// A subscription that was found in order.
pub struct Subscription {
    /// The same for all subscriptions whose changes and answers are the same, whatever cursor they begin at.
    pub key: String,
    /// Where to begin, as a sequence number of the feed.
    pub after: i64,
    /// Where its changes come from.
    pub source: Arc<dyn Source>,
}
