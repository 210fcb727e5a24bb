//! Presence: who has a cooperation's page open now. In no log and in no table: it is forgotten with the node.
//!
//! Here it is only known *that* a person is here; who they are to whom, and who may know it, is asked of seats and parties
//! each time somebody is told (`graph/presence.rs`).

mod book;
mod sharing;
#[cfg(test)]
mod tests;

pub use book::Crowded;
pub(crate) use sharing::share;

use std::sync::{Arc, Weak};

use domain::PersonId;
use parking_lot::Mutex;
use readmodel::{ReadModel, feed};
use tokio::sync::{Notify, watch};
use tokio::task::AbortHandle;
use tokio::time::{Duration, Instant, sleep, sleep_until};
use uuid::Uuid;

use crate::live::end_of;
use book::Book;

/// The longest place within a cooperation that somebody may name, in characters.
pub const LONGEST_FOCUS: usize = 64;
/// The least time between two looks at what commits changed about cooperations in which somebody is.
const PAUSE: Duration = Duration::from_secs(1);

/// Who is here.
#[derive(Clone)]
pub struct Presence(Arc<Inner>);

struct Inner {
    book: Mutex<Book>,
    /// Moves when this node has something new to tell the others.
    news: watch::Sender<u64>,
    /// Rings when there is a grace to wait for.
    leaving: Arc<Notify>,
    tasks: Mutex<Vec<AbortHandle>>,
}

/// Somebody of whom is known that they are here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here {
    /// The person.
    pub person: PersonId,
    /// Where within, as their pages say.
    pub focus: Vec<String>,
}

/// An open page: its person is here as long as it lives, and a grace longer.
pub struct Stay {
    presence: Presence,
    place: (Uuid, PersonId, u64),
    bell: watch::Receiver<u64>,
    at_once: bool,
}

impl Presence {
    /// Begins with nobody. Where a `model` is given, who watches a cooperation looks again when its parties may have changed.
    #[must_use]
    pub fn begin(model: Option<ReadModel>) -> Self {
        let leaving = Arc::new(Notify::new());
        let presence = Self(Arc::new(Inner {
            book: Mutex::default(),
            news: watch::Sender::new(0),
            leaving: Arc::clone(&leaving),
            tasks: Mutex::default(),
        }));
        let weak = || Arc::downgrade(&presence.0);
        presence.keep(tokio::spawn(sweep(weak(), leaving)).abort_handle());
        if let Some(model) = model {
            presence.keep(tokio::spawn(look_again(weak(), model)).abort_handle());
        }
        presence
    }

    /// A task that ends with it.
    fn keep(&self, task: AbortHandle) {
        self.0.tasks.lock().push(task);
    }

    /// Somebody opens a page.
    ///
    /// # Errors
    /// When there is no room for them.
    pub fn open(
        &self,
        cooperation: Uuid,
        person: PersonId,
        focus: Option<String>,
    ) -> Result<Stay, Crowded> {
        let (page, bell, news) = self.0.book.lock().open(cooperation, person, focus)?;
        self.0.tell(news);
        let place = (cooperation, person, page);
        Ok(Stay { presence: self.clone(), place, bell, at_once: false })
    }

    /// Whoever watches a cooperation here looks again.
    pub fn ring(&self, cooperation: Uuid) {
        self.0.book.lock().ring(cooperation);
    }

    /// Who is in a cooperation, at whichever node.
    #[must_use]
    pub fn here(&self, cooperation: Uuid) -> Vec<Here> {
        let here = self.0.book.lock().here(cooperation).into_iter();
        here.map(|(person, foci)| Here { person, focus: foci.into_iter().collect() }).collect()
    }
}

impl Inner {
    fn tell(&self, news: bool) {
        if news {
            self.news.send_modify(|count| *count += 1);
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.tasks.get_mut().iter().for_each(AbortHandle::abort);
    }
}

impl Stay {
    /// Who is there now.
    #[must_use]
    pub fn here(&self) -> Vec<Here> {
        self.presence.here(self.place.0)
    }

    /// Moves when that may have changed.
    #[must_use]
    pub fn bell(&self) -> watch::Receiver<u64> {
        self.bell.clone()
    }

    /// Ends it without grace: the person may not be here any more.
    pub fn end(mut self) {
        self.at_once = true;
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        let inner = &self.presence.0;
        let news = inner.book.lock().close(self.place, Instant::now(), self.at_once);
        inner.tell(news);
        inner.leaving.notify_one();
    }
}

/// Strikes out whose grace is over.
async fn sweep(presence: Weak<Inner>, leaving: Arc<Notify>) {
    loop {
        let Some(inner) = presence.upgrade() else { return };
        let news = inner.book.lock().sweep(Instant::now());
        inner.tell(news);
        let next = inner.book.lock().next_end();
        drop(inner);
        match next {
            // Graces are of one length: whoever leaves later stands behind.
            Some(at) => sleep_until(at).await,
            None => leaving.notified().await,
        }
    }
}

/// Rings where commits have changed something: a party that left is not shown any longer.
async fn look_again(presence: Weak<Inner>, model: ReadModel) {
    let mut applied = model.applied();
    let mut at = end_of(*applied.borrow_and_update());
    while applied.changed().await.is_ok() {
        let through = end_of(*applied.borrow_and_update());
        let Some(inner) = presence.upgrade() else { return };
        let nobody = inner.book.lock().is_empty();
        drop(inner);
        if !nobody {
            match model.read_async(move |conn| feed::touched(conn, (at, through))).await {
                Ok(touched) => {
                    let Some(inner) = presence.upgrade() else { return };
                    let book = inner.book.lock();
                    for cooperation in touched {
                        book.ring(cooperation);
                    }
                }
                Err(error) => {
                    let error = &error as &dyn std::error::Error;
                    tracing::error!(error, "what changed about cooperations cannot be read");
                }
            }
        }
        at = through;
        sleep(PAUSE).await;
    }
}
