//! A subscription to who is here: the list is told whole whenever it has changed, under the rights of that moment.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use futures_util::{StreamExt as _, stream};
use serde_json::json;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::operation::{Event, Events, refreshed};
use crate::engine::Attendance;
use crate::graph::world::Asker;
use crate::http::Front;

/// The least time between two lists: what changes meanwhile is told together.
const PAUSE: Duration = Duration::from_millis(500);
/// When it is looked again after somebody else's rights moved.
const LOOK: Duration = Duration::from_secs(10);

/// Somebody who watches who is here, and is here.
pub(super) struct Attending {
    front: Arc<Front>,
    asker: Asker,
    attendance: Arc<dyn Attendance>,
    rights: watch::Receiver<u64>,
    bell: watch::Receiver<u64>,
    /// What was told last: the same is not told again.
    told: Option<Utf8Bytes>,
    /// When the next list may be told.
    next: Instant,
}

impl Attending {
    pub(super) fn events(
        front: Arc<Front>,
        asker: Asker,
        rights: watch::Receiver<u64>,
        attendance: Arc<dyn Attendance>,
    ) -> Events {
        let (bell, told, next) = (attendance.bell(), None, Instant::now());
        let attending = Self { front, asker, attendance, rights, bell, told, next };
        stream::unfold(Some(attending), Self::step).boxed()
    }

    async fn step(this: Option<Self>) -> Option<(Event, Option<Self>)> {
        let mut this = this?;
        match this.next().await {
            Ok(payload) => Some((Event::Next(payload), Some(this))),
            Err(event) => Some((event, None)),
        }
    }

    /// The next list that differs from the last one.
    async fn next(&mut self) -> Result<Utf8Bytes, Event> {
        if self.told.is_some() {
            self.rung().await?;
        }
        loop {
            let list = self.list().await?;
            if self.rights.has_changed().unwrap_or(false) {
                // Asked under rights that may be gone.
                continue;
            }
            self.next = Instant::now() + PAUSE;
            if self.told.as_ref() != Some(&list) {
                self.told = Some(list.clone());
                return Ok(list);
            }
            self.rung().await?;
        }
    }

    /// Who is here, as this person may know it now. Whoever may not is not here any more either.
    async fn list(&mut self) -> Result<Utf8Bytes, Event> {
        self.rights.borrow_and_update();
        self.bell.borrow_and_update();
        self.refreshed()?;
        match self.attendance.list(&self.asker).await {
            Ok(list) => Ok(list.into()),
            Err(errors) => {
                self.attendance.leave();
                Err(Event::Failed(json!(errors).to_string()))
            }
        }
    }

    /// Waits until there may be something new: people not before the pause is over, one's own rights at once. Somebody
    /// else's rights move with every sign-in: then it is looked again after a while.
    async fn rung(&mut self) -> Result<(), Event> {
        let mut look = None;
        loop {
            let people = async {
                sleep_until(self.next).await;
                self.bell.changed().await
            };
            let again = async {
                match look {
                    Some(at) => sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                changed = people => return changed.map_err(|_| stopping()),
                () = again => return Ok(()),
                changed = self.rights.changed() => {
                    changed.map_err(|_| stopping())?;
                    if self.refreshed()? {
                        return Ok(());
                    }
                    look = look.or(Some(Instant::now() + LOOK));
                }
            }
        }
    }

    /// Reads the person's rights again; true when they have changed: then the others look again as well.
    fn refreshed(&mut self) -> Result<bool, Event> {
        let Ok(changed) = refreshed(&self.front, &mut self.asker) else {
            self.attendance.leave();
            return Err(Event::SessionOver);
        };
        if changed {
            self.attendance.ring();
        }
        Ok(changed)
    }
}

fn stopping() -> Event {
    let text = "the node is stopping; subscribe again";
    Event::Failed(json!([{ "message": text, "extensions": { "code": "INTERRUPTED" } }]).to_string())
}

#[cfg(test)]
mod tests;
