//! All drafts of a node: opened when somebody comes, seeded once, and left again when nobody is there.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use moka::sync::Cache;
use parking_lot::Mutex;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::document::Document;
use crate::room::Room;
use crate::store::{Kept, Store};
use crate::wall;
use crate::{DraftError, Refused, Stop, limits};

/// People whose updates are counted at a time.
const COUNTED: u64 = 16_384;
/// When somebody is no longer counted.
const FORGOTTEN: Duration = Duration::from_mins(1);

/// The texts that a draft begins with, by language.
pub type Seed = Vec<(String, String)>;

/// The drafts.
pub struct Drafts {
    store: Arc<Store>,
    rooms: Mutex<HashMap<Uuid, Arc<Room>>>,
    counted: Cache<Uuid, Arc<DefaultDirectRateLimiter>>,
}

impl Drafts {
    /// Opens the file of drafts, which is made when it is missing.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn open(path: &Path) -> Result<Self, DraftError> {
        Ok(Self::on(Store::open(path)?))
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
        Self { store: Arc::new(store), rooms: Mutex::default(), counted }
    }

    /// The draft `id`; one that nobody opened before begins with `seed`. Blocks while it is read.
    ///
    /// # Errors
    /// When it cannot be read or kept.
    pub fn room(&self, id: Uuid, seed: &Seed) -> Result<Arc<Room>, DraftError> {
        let mut rooms = self.rooms.lock();
        if let Some(room) = rooms.get(&id) {
            return Ok(Arc::clone(room));
        }
        let kept = match self.store.read(id)? {
            Some(kept) => kept,
            None => self.begin(id, seed)?,
        };
        if rooms.len() >= limits::ROOMS {
            // Whoever watches or writes holds one; all is in the file.
            rooms.retain(|_, room| Arc::strong_count(room) > 1);
        }
        let room = Arc::new(Room::open(id, Arc::clone(&self.store), kept)?);
        rooms.insert(id, Arc::clone(&room));
        Ok(room)
    }

    /// The draft `id`, when it is open.
    #[must_use]
    pub fn opened(&self, id: Uuid) -> Option<Arc<Room>> {
        self.rooms.lock().get(&id).cloned()
    }

    fn begin(&self, id: Uuid, seed: &Seed) -> Result<Kept, DraftError> {
        let named = seed.iter().filter(|(lang, _)| wall::is_tag(lang)).take(limits::LANGUAGES);
        let seed: Seed = named.map(|(lang, words)| (lang.clone(), plain(words))).collect();
        let state = Document::seeded(&seed).state();
        self.store.begin(id, &state)?;
        Ok(Kept { base: 0, state, updates: Vec::new() })
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

/// Words as an editor would have written them.
fn plain(words: &str) -> String {
    words.replace("\r\n", "\n").replace('\r', "\n").replace(wall::is_control, "")
}
