//! A subscription to a draft: what is new is told at once, under the rights of that moment.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use futures_util::{StreamExt as _, stream};
use serde_json::json;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use super::operation::{Event, Events, refreshed};
use crate::engine::Following;
use crate::graph::world::Asker;
use crate::http::Front;

/// The least time between two batches: what is written meanwhile is told together.
const PAUSE: Duration = Duration::from_millis(40);
/// When it is looked again although nothing was heard: carets fade, and what somebody sees may have changed.
const LOOK: Duration = Duration::from_secs(10);

/// Somebody who follows a draft.
pub(super) struct Drafting {
    front: Arc<Front>,
    asker: Asker,
    followed: Arc<dyn Following>,
    rights: watch::Receiver<u64>,
    bell: watch::Receiver<u64>,
    /// How far they are.
    after: Option<u64>,
    /// What was told last: the same is not told again.
    told: Option<Utf8Bytes>,
    /// When the next batch may be told.
    next: Instant,
}

impl Drafting {
    pub(super) fn events(
        front: Arc<Front>,
        asker: Asker,
        rights: watch::Receiver<u64>,
        followed: Arc<dyn Following>,
    ) -> Events {
        let (bell, after) = (followed.bell(), followed.after());
        let next = Instant::now();
        let drafting = Self { front, asker, followed, rights, bell, after, told: None, next };
        stream::unfold(Some(drafting), Self::step).boxed()
    }

    async fn step(this: Option<Self>) -> Option<(Event, Option<Self>)> {
        let mut this = this?;
        match this.next().await {
            Ok(payload) => Some((Event::Next(payload), Some(this))),
            Err(event) => Some((event, None)),
        }
    }

    /// The next batch with something new in it.
    async fn next(&mut self) -> Result<Utf8Bytes, Event> {
        if self.told.is_some() {
            self.rung().await?;
        }
        loop {
            let (batch, seq) = self.batch().await?;
            if self.rights.has_changed().unwrap_or(false) {
                // Asked under rights that may be gone.
                continue;
            }
            self.next = Instant::now() + PAUSE;
            if self.told.as_ref() != Some(&batch) || self.after != Some(seq) {
                (self.told, self.after) = (Some(batch.clone()), Some(seq));
                return Ok(batch);
            }
            self.rung().await?;
        }
    }

    async fn batch(&mut self) -> Result<(Utf8Bytes, u64), Event> {
        self.rights.borrow_and_update();
        self.bell.borrow_and_update();
        self.refreshed()?;
        let batch = self.followed.batch(&self.asker, self.after).await;
        let (batch, seq) = batch.map_err(|errors| Event::Failed(json!(errors).to_string()))?;
        Ok((batch.into(), seq))
    }

    /// Waits until there may be something new: not before the pause is over, but when one's own rights moved.
    async fn rung(&mut self) -> Result<(), Event> {
        loop {
            let written = async {
                sleep_until(self.next).await;
                self.bell.changed().await
            };
            tokio::select! {
                rung = written => return rung.map_err(|_| stopping()),
                () = sleep(LOOK) => return Ok(()),
                changed = self.rights.changed() => {
                    changed.map_err(|_| stopping())?;
                    if self.refreshed()? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Reads the person's rights again; true when they have changed.
    fn refreshed(&mut self) -> Result<bool, Event> {
        refreshed(&self.front, &mut self.asker).map_err(|_| Event::SessionOver)
    }
}

fn stopping() -> Event {
    let text = "the node is stopping; subscribe again";
    Event::Failed(json!([{ "message": text, "extensions": { "code": "INTERRUPTED" } }]).to_string())
}
