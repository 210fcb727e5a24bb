//! The drafts of a node, and a draft as somebody follows it: their document is run again for every batch.

use std::sync::Arc;

use anyhow::Context as _;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request, Response, ServerError, Variables};
use async_trait::async_trait;
use drafting::{Drafts, Room};
use futures_util::StreamExt as _;
use parking_lot::Mutex;
use tokio::sync::watch;

use super::state::drafts_path;
use crate::config::Config;
use crate::engine::Following;
use crate::graph::world::{Asker, World};
use crate::graph::{Api, DraftAsked, DraftRequest};

/// Opens the drafts. On a cluster there are none: two nodes would each have their own, and never meet.
pub(super) fn open(config: &Config) -> anyhow::Result<Option<Arc<Drafts>>> {
    if config.nats.is_some() {
        return Ok(None);
    }
    let drafts = Drafts::open(&drafts_path(&config.data_dir)).context("cannot open the drafts")?;
    Ok(Some(Arc::new(drafts)))
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
        let room = world.drafts.as_ref().and_then(|drafts| drafts.opened(wish.convention.0));
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
