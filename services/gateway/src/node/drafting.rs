//! The drafts of a node, and a draft as somebody follows it: their document is run again for every batch.

use std::sync::{Arc, Weak};
use std::time::Duration;

use anyhow::Context as _;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request, Response, ServerError, Variables};
use async_trait::async_trait;
use cluster::{Cluster, Notices, Rhythm};
use drafting::{Drafts, Room};
use eventlog::LogError;
use futures_util::StreamExt as _;
use identity::Identity;
use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::time::interval;

use super::record::Record;
use super::state::drafts_path;
use crate::config::Config;
use crate::engine::Following;
use crate::graph::world::{Asker, World};
use crate::graph::{Api, DraftAsked, DraftRequest};
use crate::sealed::Sealed;

/// What the record and the notices of drafts are called in the cluster, and what they are sealed for.
const RECORD: &str = "drafts";
const CARETS: &str = "carets";
/// Carets follow who writes: more often than other notices. What fades with time is told with the next beat.
const RHYTHM: Rhythm = Rhythm { beat: Duration::from_secs(3), pause: Duration::from_millis(100) };

/// Opens the drafts of this node: its own, or those that all nodes of a cluster keep the same.
pub(super) async fn open(
    config: &Config,
    cluster: Option<&Cluster>,
    people: &Arc<Identity>,
) -> anyhow::Result<Arc<Drafts>> {
    let path = drafts_path(&config.data_dir);
    let drafts = match (&config.nats, cluster) {
        (Some(nats), Some(cluster)) => {
            let record = Box::pin(Record::open(cluster, &nats.options()?, RECORD)).await;
            let record = Arc::new(record.context("cannot share drafts on the cluster")?);
            Drafts::open_shared(&path, record, Arc::new(Sealed::of(RECORD, people)))
        }
        _ => Drafts::open(&path),
    };
    Ok(Arc::new(drafts.context("cannot open the drafts")?))
}

/// Tells the other nodes where people are in drafts, and hears it from them, as long as there are drafts here.
pub(super) async fn share_carets(
    drafts: &Arc<Drafts>,
    cluster: &Cluster,
    people: &Arc<Identity>,
) -> Result<(), LogError> {
    let seal = Arc::new(Sealed::of(CARETS, people));
    let notices = cluster.notices(CARETS, RHYTHM, seal).await?;
    let moved = drafts.carets_moved();
    tokio::spawn(carets(Arc::downgrade(drafts), notices, moved));
    Ok(())
}

async fn carets(drafts: Weak<Drafts>, notices: Notices, mut moved: watch::Receiver<u64>) {
    let mut heard = notices.heard();
    let mut beat = interval(RHYTHM.beat);
    loop {
        let here = tokio::select! {
            // Those of which nothing more is heard have faded.
            _ = beat.tick() => true,
            Ok(()) = moved.changed() => true,
            Ok(()) = heard.changed() => false,
            else => return,
        };
        let Some(drafts) = drafts.upgrade() else { return };
        if here {
            notices.say(drafts.tell_carets());
        } else {
            let told = heard.borrow_and_update().clone();
            drafts.hear_carets(told.values().map(|bytes| &bytes[..]));
        }
    }
}

/// A subscription to a draft.
pub(super) struct Followed {
    asking: Asking,
    after: Option<u64>,
    /// Kept open as long as it is followed, so that its bell rings.
    room: Arc<Room>,
}

/// Its document, as it is run for each batch.
struct Asking {
    api: Api,
    query: String,
    document: Option<ExecutableDocument>,
    operation_name: Option<String>,
    variables: Variables,
}

impl Followed {
    /// Begins it for whoever may read the draft.
    pub(super) async fn begin(
        api: Api,
        world: &World,
        request: &Request,
        wish: DraftRequest,
        asker: &Asker,
    ) -> Result<Self, Vec<ServerError>> {
        let asking = Asking {
            api,
            query: request.query.clone(),
            document: parse_query(&request.query).ok(),
            operation_name: request.operation_name.clone(),
            variables: request.variables.clone(),
        };
        // Opens the draft, or says why not.
        asking.batch(asker, wish.after).await?;
        let room = world.drafts.opened(wish.convention.0);
        let gone = || vec![ServerError::new("the draft was closed; subscribe again", None)];
        Ok(Self { asking, after: wish.after, room: room.ok_or_else(gone)? })
    }
}

impl Asking {
    async fn batch(
        &self,
        asker: &Asker,
        after: Option<u64>,
    ) -> Result<(String, u64), Vec<ServerError>> {
        let told = Arc::new(Mutex::new(after.unwrap_or_default()));
        let mut request = Request::new(self.query.clone()).variables(self.variables.clone());
        request.operation_name.clone_from(&self.operation_name);
        if let Some(document) = &self.document {
            request.set_parsed_query(document.clone());
        }
        let place = DraftAsked { after, told: Arc::clone(&told) };
        let mut answers = self.api.execute_stream(request.data(asker.clone()).data(place));
        let silent = || Response::from_errors(vec![ServerError::new("nothing was answered", None)]);
        let answer = answers.next().await.unwrap_or_else(silent);
        if answer.is_err() {
            return Err(answer.errors);
        }
        let seq = *told.lock();
        Ok((serde_json::to_string(&answer).expect("an answer is JSON"), seq))
    }
}

#[async_trait]
impl Following for Followed {
    async fn batch(
        &self,
        asker: &Asker,
        after: Option<u64>,
    ) -> Result<(String, u64), Vec<ServerError>> {
        self.asking.batch(asker, after).await
    }

    fn after(&self) -> Option<u64> {
        self.after
    }

    fn bell(&self) -> watch::Receiver<u64> {
        self.room.bell()
    }
}
