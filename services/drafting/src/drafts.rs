//! All drafts of a node: opened when somebody comes, seeded once, and left again when nobody is there.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use moka::sync::Cache;
use parking_lot::Mutex;
use replica::{Seal, Shared};
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::carets::{Caret, Elsewhere};
use crate::document::Document;
use crate::room::Room;
use crate::store::{Kept, Store};
use crate::wall;
use crate::{DraftError, Refused, Stop, limits};

/// People whose updates are counted at a time.
const COUNTED: u64 = 16_384;
/// When somebody is no longer counted.
const FORGOTTEN: Duration = Duration::from_mins(1);

/// Changes that may gather in the cluster: typing makes many small ones.
const GATHERED: u64 = 10_000;

/// The texts that a draft begins with, by language.
pub type Seed = Vec<(String, String)>;

/// The drafts.
pub struct Drafts {
    store: Arc<Store>,
    rooms: Mutex<HashMap<Uuid, Arc<Room>>>,
    counted: Cache<Uuid, Arc<DefaultDirectRateLimiter>>,
    elsewhere: Arc<Elsewhere>,
}

impl Drafts {
    /// Opens the file of drafts, which is made when it is missing.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn open(path: &Path) -> Result<Self, DraftError> {
        Ok(Self::on(Store::open(path)?))
    }

    /// Opens the file of drafts as one of those that `shared` keeps the same, sealed by `seal`, and follows what other nodes
    /// do. Needs a runtime of several threads: writing waits for the others.
    ///
    /// # Errors
    /// As [`Drafts::open`], and when the others cannot be reached, have another key or another past.
    pub fn open_shared(
        path: &Path,
        shared: Arc<dyn Shared>,
        seal: Arc<dyn Seal>,
    ) -> Result<Self, DraftError> {
        let drafts = Self::on(Store::open_shared(path, shared, seal)?);
        if let Some(news) = drafts.store.news() {
            let store = Arc::downgrade(&drafts.store);
            tokio::spawn(replica::follow(store, news, GATHERED, look));
        }
        Ok(drafts)
    }

    /// Drafts that are forgotten with the process.
    ///
    /// # Errors
    /// When SQLite does not start.
    pub fn in_memory() -> Result<Self, DraftError> {
        Ok(Self::on(Store::in_memory()?))
    }

    fn on(store: Store) -> Self {
        let counted = Cache::builder().max_capacity(COUNTED).time_to_idle(FORGOTTEN).build();
        let (rooms, elsewhere) = Default::default();
        Self { store: Arc::new(store), rooms, counted, elsewhere }
    }

    /// The draft `id`; one that nobody opened before begins with `seed`. Blocks while it is read.
    ///
    /// # Errors
    /// When it cannot be read or kept.
    pub fn room(&self, id: Uuid, seed: &Seed) -> Result<Arc<Room>, DraftError> {
        if let Some(room) = self.opened(id) {
            return Ok(room);
        }
        // Before it is read: what another node does from here on is told.
        let signal = self.store.signal(id);
        let kept = match self.store.read(id)? {
            Some(kept) => kept,
            None => self.begin(id, seed)?,
        };
        let (store, elsewhere) = (Arc::clone(&self.store), Arc::clone(&self.elsewhere));
        let room = Arc::new(Room::open(id, store, elsewhere, signal, kept)?);
        let mut rooms = self.rooms.lock();
        if rooms.len() >= limits::ROOMS {
            // Whoever watches or writes holds one; all is in the file.
            rooms.retain(|_, room| Arc::strong_count(room) > 1);
        }
        // Somebody else may have opened it meanwhile.
        Ok(Arc::clone(rooms.entry(id).or_insert(room)))
    }

    /// The draft `id`, when it is open.
    #[must_use]
    pub fn opened(&self, id: Uuid) -> Option<Arc<Room>> {
        self.rooms.lock().get(&id).cloned()
    }

    fn begin(&self, id: Uuid, seed: &Seed) -> Result<Kept, DraftError> {
        let named = seed.iter().filter(|(lang, _)| wall::is_tag(lang)).take(limits::LANGUAGES);
        let seed: Seed = named.map(|(lang, words)| (lang.clone(), plain(words))).collect();
        self.store.begin(id, &Document::seeded(&seed).state())?;
        // Another node may have begun it otherwise, a moment ago.
        self.store.read(id)?.ok_or(DraftError::Unreadable(id))
    }

    /// The same on a thread that may block.
    ///
    /// # Errors
    /// As [`Drafts::room`].
    pub async fn enter(self: &Arc<Self>, id: Uuid, seed: Seed) -> Result<Arc<Room>, DraftError> {
        let drafts = Arc::clone(self);
        spawn_blocking(move || drafts.room(id, &seed)).await.map_err(|_| DraftError::Stopping)?
    }

    /// Takes an update of somebody; see [`Room::push`].
    ///
    /// # Errors
    /// When it is refused or cannot be kept.
    pub async fn push(&self, by: Uuid, room: Arc<Room>, update: Vec<u8>) -> Result<u64, Stop> {
        self.count(by)?;
        let pushed = spawn_blocking(move || room.push(&update)).await;
        pushed.map_err(|_| DraftError::Stopping)?
    }

    /// Moves when a caret at this node does.
    #[must_use]
    pub fn carets_moved(&self) -> watch::Receiver<u64> {
        self.elsewhere.moved.subscribe()
    }

    /// The carets at this node, for the others: [`Drafts::hear_carets`] reads it there.
    ///
    /// # Panics
    /// Never: ids and texts are JSON.
    #[must_use]
    pub fn tell_carets(&self) -> Vec<u8> {
        let rooms: Vec<_> = self.rooms.lock().values().cloned().collect();
        let told = rooms.iter().map(|room| (room.id(), room.carets()));
        let told: BTreeMap<Uuid, Vec<Caret>> =
            told.filter(|(_, carets)| !carets.is_empty()).collect();
        serde_json::to_vec(&told).expect("ids and texts are JSON")
    }

    /// Takes what each of the other nodes tells now; what cannot be read counts for nothing.
    pub fn hear_carets<'t>(&self, told: impl Iterator<Item = &'t [u8]>) {
        let mut all: BTreeMap<Uuid, Vec<Caret>> = BTreeMap::new();
        for bytes in told.filter(|bytes| !bytes.is_empty()) {
            match serde_json::from_slice::<BTreeMap<Uuid, Vec<Caret>>>(bytes) {
                Ok(told) => {
                    for (draft, carets) in told {
                        let here = all.entry(draft).or_default();
                        here.extend(carets.into_iter().take(limits::CARETS));
                        here.truncate(limits::CARETS);
                    }
                }
                Err(error) => tracing::warn!(%error, "another node tells in a way of its own"),
            }
        }
        for (draft, came) in self.elsewhere.take(all) {
            if let Some(room) = self.opened(draft) {
                room.carets_elsewhere(&came);
            }
        }
    }

    /// Counts an update or a caret of somebody.
    ///
    /// # Errors
    /// [`Refused::TooMany`].
    pub fn count(&self, by: Uuid) -> Result<(), Refused> {
        let quota = || {
            let second = NonZeroU32::new(limits::PER_SECOND).unwrap_or(NonZeroU32::MIN);
            let burst = NonZeroU32::new(limits::AT_ONCE).unwrap_or(NonZeroU32::MIN);
            Arc::new(RateLimiter::direct(Quota::per_second(second).allow_burst(burst)))
        };
        self.counted.get_with(by, quota).check().map_err(|_| Refused::TooMany)
    }
}

fn look(store: &Arc<Store>, chores: Option<u64>) {
    if let Err(error) = store.look_after(chores) {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, "what the nodes share of drafts was not looked after");
    }
}

/// Words as an editor would have written them.
fn plain(words: &str) -> String {
    words.replace("\r\n", "\n").replace('\r', "\n").replace(wall::is_control, "")
}
