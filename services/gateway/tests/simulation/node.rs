//! The node: service, projection and live feed over the log in the storm; it dies and comes back on what it had stored.

use std::sync::Arc;

use async_trait::async_trait;
use commands::Clock;
use domain::access::Sight;
use eventlog::EventLog;
use gateway::live::{Batch, Item, Live, Source, SourceFault, end_of};
use groups::commands::Groups;
use parking_lot::Mutex;
use readmodel::feed::{self, From};
use readmodel::{FeedScope, Phase, ReadModel, Runner};
use tokio::sync::Notify;

use crate::storm::{Fate, Storm};

/// What works while the node lives.
pub(crate) struct Node {
    pub(crate) groups: Groups,
    pub(crate) live: Live,
    pub(crate) source: Arc<dyn Source>,
    runner: Mutex<Option<Runner>>,
}

/// Where clients look for the node: nothing there while it is down. It wakes who waits in the order in which they came.
#[derive(Default)]
pub(crate) struct Place {
    node: Mutex<Option<Arc<Node>>>,
    changed: Notify,
}

impl Place {
    fn set(&self, node: Option<Arc<Node>>) {
        *self.node.lock() = node;
        self.changed.notify_waiters();
    }

    /// The node, once it is up.
    pub(crate) async fn up(&self) -> Arc<Node> {
        loop {
            let changed = self.changed.notified();
            let found = self.node.lock().clone();
            match found {
                Some(node) => return node,
                None => changed.await,
            }
        }
    }

    /// Once it is down.
    pub(crate) async fn down(&self) {
        loop {
            let changed = self.changed.notified();
            if self.node.lock().is_none() {
                return;
            }
            changed.await;
        }
    }
}

/// The feed of the read model, for everybody, without GraphQL around it.
struct Feed(ReadModel);

#[async_trait]
impl Source for Feed {
    async fn after(&self, after: i64, limit: usize) -> Result<Batch, SourceFault> {
        // Asked before the page is read, as the gateway does.
        let applied = end_of(*self.0.applied().borrow());
        let page = self.0.read_async(move |conn| {
            feed::page(conn, &Sight::default(), &FeedScope::default(), From::After(after), limit)
        });
        let page = page.await.map_err(|_| SourceFault)?;
        let last = page.changes.last().map_or(after, |change| change.seq);
        let item = |seq: i64| Item { seq, payload: seq.to_string().into() };
        let items = page.changes.iter().map(|change| item(change.seq)).collect();
        let through = if page.more { last } else { last.max(applied) };
        Ok(Batch { items, through })
    }
}

/// Keeps the node up: starts it, lets it die at times, and after its projection stopped.
pub(crate) async fn keep_up(
    fate: Arc<Fate>,
    log: Arc<Storm>,
    model: ReadModel,
    clock: Clock,
    place: Arc<Place>,
) {
    loop {
        let log: Arc<dyn EventLog> = Arc::<Storm>::clone(&log);
        let started =
            Runner::start(model.clone(), Arc::clone(&log), gateway::node::projections()).await;
        let runner = match started {
            Ok(runner) => runner,
            Err(error) => {
                fate.tell(format_args!("the node does not start: {error}"));
                fate.pause(100).await;
                continue;
            }
        };
        fate.tell("the node is up");
        let mut status = runner.status();
        let node = Arc::new(Node {
            groups: Groups::new(&log, &clock),
            live: Live::new(model.applied()),
            source: Arc::new(Feed(model.clone())),
            runner: Mutex::new(Some(runner)),
        });
        place.set(Some(Arc::clone(&node)));
        let life = std::time::Duration::from_millis(200 + fate.below(3_000));
        tokio::select! {
            biased;
            stopped = status.wait_for(|now| matches!(now.phase, Phase::Stopped { .. })) => {
                fate.tell(if stopped.is_ok() { "the projection stopped" } else { "the runner is gone" });
            }
            () = dies(&fate, life) => fate.tell("the node dies"),
        }
        // Whoever still holds the node finds nobody there: its projection ends now, in the middle of whatever it did.
        drop(node.runner.lock().take());
        place.set(None);
        drop(node);
        fate.pause(300).await;
    }
}

pub(crate) async fn dies(fate: &Fate, life: std::time::Duration) {
    tokio::time::sleep(life).await;
    if fate.is_calm() {
        std::future::pending::<()>().await;
    }
}
