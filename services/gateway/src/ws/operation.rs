//! One operation of a connection as a stream of events: a query's single answer, or a subscription's changes.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, ServerError};
use axum::extract::ws::Utf8Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{FutureExt, StreamExt};
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout_at};

use super::attending::Attending;
use super::drafting::Drafting;
use crate::cache::rights_key;
use crate::document::Prepared;
use crate::engine::{Attendance, Subscription};
use crate::graph::world::{Asker, CookieChange};
use crate::http::Front;
use crate::http::params::Params;
use crate::live::{Ended, Follower, Item, SourceFault};
use crate::metrics::{self, Open};

/// The least time between two tries of somebody whom this node does not know yet.
const AGAIN: Duration = Duration::from_millis(250);

/// What an operation tells its connection.
#[derive(Debug)]
pub(super) enum Event {
    /// A result.
    Next(Utf8Bytes),
    /// It did not begin or broke off: its last message, a JSON array of errors.
    Failed(String),
    /// It ended well.
    Complete,
    /// The person's session is over: the connection ends.
    SessionOver,
    /// Signing in or out within the connection changed whose it is.
    Session(Option<String>),
}

pub(super) type Events = BoxStream<'static, Event>;

/// Runs what a `subscribe` message asks for.
pub(super) fn start(front: &Arc<Front>, asker: &Asker, payload: Value) -> Events {
    let open = Open::operation();
    let events = match Params::from_value(payload) {
        Ok(params) => prepared(front, asker, params),
        Err(text) => failed(&json!([{ "message": text, "extensions": { "code": "BAD_REQUEST" } }])),
    };
    events
        .inspect(move |_| {
            let _open = &open;
        })
        .boxed()
}

fn prepared(front: &Arc<Front>, asker: &Asker, params: Params) -> Events {
    // Each operation speaks for itself: what an earlier one did to the session is not repeated.
    let asker = Asker { cookie: Arc::new(Mutex::new(None)), ..asker.clone() };
    match front.documents.prepare(params.clone()) {
        Err(error) => failed(&json!([error])),
        Ok(found) if found.kind == OperationType::Subscription => {
            // Boxed, so that nothing is left of the beginning once the watching goes on.
            let begun = Box::pin(begin(Arc::clone(front), asker, params, found));
            begun.into_stream().flat_map(flattened).boxed()
        }
        Ok(found) => {
            once(Arc::clone(front), asker, found).into_stream().flat_map(stream::iter).boxed()
        }
    }
}

fn flattened(begun: Result<Events, Vec<ServerError>>) -> Events {
    begun.unwrap_or_else(|errors| failed(&json!(errors)))
}

/// Begins a subscription: to who is here, or to changes.
async fn begin(
    front: Arc<Front>,
    mut asker: Asker,
    params: Params,
    found: Prepared,
) -> Result<Events, Vec<ServerError>> {
    // Heard from before the rights are read: a change that comes in between is not missed.
    let rights = front.engine.rights();
    if refreshed(&front, &mut asker).is_err() {
        return Err(session_over());
    }
    if let Some(attended) = attend(&front, &mut asker, &found.request).await {
        return Ok(Attending::events(front, asker, rights, attended?));
    }
    if let Some(followed) = front.engine.draft(&found.request, &asker).await {
        return Ok(Drafting::events(front, asker, rights, followed?));
    }
    let watching = Watching::begin(front, asker, params, found, rights).await?;
    Ok(stream::unfold(Some(watching), Watching::step).boxed())
}

/// Makes the asker present. A node that is behind the others may not know the cooperation yet, or the seat: who would be
/// refused for it waits until it does, within reason.
async fn attend(
    front: &Front,
    asker: &mut Asker,
    request: &Request,
) -> Option<Result<Arc<dyn Attendance>, Vec<ServerError>>> {
    let (mut applied, mut rights) = (front.engine.applied(), front.engine.rights());
    let end = Instant::now() + front.engine.patience();
    loop {
        applied.borrow_and_update();
        rights.borrow_and_update();
        let attended = front.engine.attend(request, asker).await?;
        if !attended.as_ref().is_err_and(|errors| is_forbidden(errors)) || Instant::now() >= end {
            return Some(attended);
        }
        sleep(AGAIN).await;
        let moved = async {
            tokio::select! {
                _ = applied.changed() => {}
                _ = rights.changed() => {}
            }
        };
        // When nothing moves in time the next answer is the last one.
        timeout_at(end, moved).await.unwrap_or_default();
        if refreshed(front, asker).is_err() {
            return Some(Err(session_over()));
        }
    }
}

fn is_forbidden(errors: &[ServerError]) -> bool {
    let code = |error: &ServerError| error.extensions.as_ref()?.get("code").cloned();
    errors.iter().filter_map(code).any(|code| code == "FORBIDDEN".into())
}

fn session_over() -> Vec<ServerError> {
    vec![ServerError::new("the session is over; sign in again", None)]
}

fn failed(errors: &Value) -> Events {
    let text = errors.to_string();
    async move { Event::Failed(text) }.into_stream().boxed()
}

async fn once(front: Arc<Front>, mut asker: Asker, found: Prepared) -> Vec<Event> {
    if refreshed(&front, &mut asker).is_err() {
        return vec![Event::SessionOver];
    }
    let patience = Duration::from_secs(front.config.limits.request_seconds);
    let request = found.request.data(asker.clone());
    let Ok(executed) = tokio::time::timeout(patience, front.engine.execute(request)).await else {
        let text = "the answer took too long";
        return vec![Event::Failed(
            json!([{ "message": text, "extensions": { "code": "TIMEOUT" } }]).to_string(),
        )];
    };
    if crate::http::never_ran(&executed) {
        return vec![Event::Failed(json!(executed.errors).to_string())];
    }
    let payload = serde_json::to_string(&executed).expect("an answer is JSON");
    // First whose connection it is now: once complete, the client may reuse the id.
    let session = match asker.cookie.lock().take() {
        Some(CookieChange::Set(token)) => Some(Event::Session(Some(token))),
        Some(CookieChange::Clear) => Some(Event::Session(None)),
        None => None,
    };
    session.into_iter().chain([Event::Next(payload.into()), Event::Complete]).collect()
}

/// The session is over, or cannot be asked for; the cause is in the log then.
pub(super) struct Over;

/// Reads the viewer again; true when what they may see or how they are spoken to has changed.
pub(super) fn refreshed(front: &Front, asker: &mut Asker) -> Result<bool, Over> {
    let Some(token) = asker.session.clone() else {
        return Ok(false);
    };
    let viewer = front.engine.viewer(&token).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "a session could not be read");
        Over
    })?;
    let viewer = viewer.ok_or(Over)?;
    let before = rights_key(asker, true);
    asker.admit(viewer, token);
    Ok(rights_key(asker, true) != before)
}

/// A running subscription.
struct Watching {
    front: Arc<Front>,
    asker: Asker,
    params: Params,
    rights: watch::Receiver<u64>,
    follower: Follower,
    /// Notices of what left the view, which go before any further change.
    departed: VecDeque<Item>,
}

impl Watching {
    async fn begin(
        front: Arc<Front>,
        asker: Asker,
        params: Params,
        found: Prepared,
        rights: watch::Receiver<u64>,
    ) -> Result<Self, Vec<ServerError>> {
        let (subscription, key) = open(&front, &asker, found).await?;
        let follower = front.live.follow(&key, &subscription.source, subscription.after);
        Ok(Self { front, asker, params, rights, follower, departed: VecDeque::new() })
    }

    async fn step(this: Option<Self>) -> Option<(Event, Option<Self>)> {
        let mut this = this?;
        match this.next().await {
            Ok(item) => {
                metrics::pushed(1);
                Some((Event::Next(item.payload), Some(this)))
            }
            Err(event) => Some((event, None)),
        }
    }

    /// The next change, under the rights of the moment in which it is handed over.
    async fn next(&mut self) -> Result<Item, Event> {
        loop {
            let asked = self.rights.has_changed().unwrap_or(false);
            if asked {
                Box::pin(self.ask_again()).await?;
            }
            if let Some(notice) = self.departed.pop_front() {
                return Ok(notice);
            }
            tokio::select! {
                item = self.follower.next() => {
                    let item = item.map_err(broken)?;
                    self.seats_known(&item).await?;
                    if !self.rights.has_changed().unwrap_or(false) {
                        return Ok(item);
                    }
                    // Read under rights that may be gone: goes back, and is read again under those of now.
                    self.follower.put_back(item);
                }
                changed = self.rights.changed(), if self.asker.session.is_some() => {
                    if changed.is_err() {
                        return Err(broken(Ended::Closed));
                    }
                    Box::pin(self.ask_again()).await?;
                }
            }
        }
    }

    /// Waits until the seats that earlier acts gave or took are known: nobody gets what came after the end of their seat.
    async fn seats_known(&self, item: &Item) -> Result<(), Event> {
        if self.asker.session.is_none() {
            return Ok(());
        }
        let position = crate::live::position_of(item.seq);
        let mut followed = self.front.engine.followed();
        followed.wait_for(|at| *at >= position).await.map_err(|_| broken(Ended::Closed))?;
        Ok(())
    }

    /// Reads the rights of now; where they changed, goes on from the same place under the new ones.
    async fn ask_again(&mut self) -> Result<(), Event> {
        self.rights.borrow_and_update();
        let before = self.asker.viewer.clone();
        let changed = refreshed(&self.front, &mut self.asker).map_err(|Over| Event::SessionOver)?;
        if !changed {
            return Ok(());
        }
        let refused = |errors: Vec<ServerError>| Event::Failed(json!(errors).to_string());
        let found = self
            .front
            .documents
            .prepare(self.params.clone())
            .map_err(|error| refused(vec![error]))?;
        let (subscription, key) = open(&self.front, &self.asker, found).await.map_err(refused)?;
        let at = self.follower.at();
        if let Some(before) = before {
            let left = subscription.source.departed(&before, at).await;
            self.departed.extend(left.map_err(|SourceFault| broken(Ended::Fault))?);
        }
        self.follower = self.front.live.follow(&key, &subscription.source, at);
        Ok(())
    }
}

async fn open(
    front: &Front,
    asker: &Asker,
    found: Prepared,
) -> Result<(Subscription, String), Vec<ServerError>> {
    let rights = rights_key(asker, found.personal);
    let subscription = front.engine.follow(found.request, asker).await?;
    let key = format!("{rights}\n{:?}\n{}", asker.lang, subscription.key);
    Ok((subscription, key))
}

fn broken(ended: Ended) -> Event {
    let text = match ended {
        Ended::Closed => "the node is stopping; resume from your last cursor",
        Ended::Fault => "the changes could not be read; resume from your last cursor",
    };
    Event::Failed(json!([{ "message": text, "extensions": { "code": "INTERRUPTED" } }]).to_string())
}
