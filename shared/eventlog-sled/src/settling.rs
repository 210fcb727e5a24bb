//! What is durable in the journal and on its way into the database; readers find it here meanwhile.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eventlog::{LogError, Position};
use parking_lot::{Condvar, Mutex};

use crate::block::Block;
use crate::core::Core;
use crate::packed::{Packer, Packing};
use crate::store::Stored;

/// So much is waited for, so that the database gets blocks that are nearly full.
const ENOUGH: usize = 512 * 1024;
/// Or for so long.
const EVERY: Duration = Duration::from_millis(500);
/// More than this waits for the database only while writers wait as well.
const MOST: usize = 8 * 1024 * 1024;
/// The database's file is synced whenever so much has come into it: half of what a file of the journal holds.
const SYNC: usize = 4 * 1024 * 1024;

/// A block that is kept: durable, or about to be.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) first: Position,
    pub(crate) last: Position,
    pub(crate) block: Arc<[u8]>,
}

pub(crate) struct Settling {
    waiting: Mutex<Waiting>,
    wake: Condvar,
    changed: Condvar,
}

struct Waiting {
    groups: VecDeque<Kept>,
    bytes: usize,
    since: Option<Instant>,
    /// The database has everything up to here, durably.
    settled: Position,
    stopping: bool,
}

impl Settling {
    /// Nothing on its way; the database has everything up to `settled`.
    pub(crate) fn new(settled: Position) -> Self {
        let waiting =
            Waiting { groups: VecDeque::new(), bytes: 0, since: None, settled, stopping: false };
        Self { waiting: Mutex::new(waiting), wake: Condvar::new(), changed: Condvar::new() }
    }

    /// Hands a group over; waits while too much is on its way.
    pub(crate) fn add(&self, group: Kept) {
        let mut waiting = self.waiting.lock();
        while waiting.bytes > MOST && !waiting.stopping {
            self.changed.wait(&mut waiting);
        }
        waiting.bytes += group.block.len();
        waiting.since.get_or_insert_with(Instant::now);
        waiting.groups.push_back(group);
        drop(waiting);
        self.wake.notify_one();
    }

    /// Waits until the database has everything up to `position`, durably.
    pub(crate) fn settled(&self, position: Position) -> Result<(), LogError> {
        let mut waiting = self.waiting.lock();
        while waiting.settled < position {
            if waiting.stopping {
                return Err(LogError::Stopped("the database takes nothing more".into()));
            }
            self.changed.wait(&mut waiting);
        }
        Ok(())
    }

    /// The groups that reach beyond `after`.
    pub(crate) fn after(&self, after: Position) -> Vec<Kept> {
        let waiting = self.waiting.lock();
        let from = waiting.groups.partition_point(|group| group.last <= after);
        waiting.groups.range(from..).cloned().collect()
    }

    /// What is there once it is enough, or old enough; the flag says that nothing more comes.
    fn next(&self) -> (Vec<Kept>, bool) {
        let mut waiting = self.waiting.lock();
        loop {
            let until = waiting.since.map(|since| since + EVERY);
            let due = until.is_some_and(|until| until <= Instant::now());
            if waiting.stopping || waiting.bytes >= ENOUGH || due {
                return (waiting.groups.iter().cloned().collect(), waiting.stopping);
            }
            match until {
                Some(until) => drop(self.wake.wait_until(&mut waiting, until)),
                None => self.wake.wait(&mut waiting),
            }
        }
    }

    /// These groups are in the database.
    fn arrived(&self, groups: &[Kept]) {
        let mut waiting = self.waiting.lock();
        waiting.groups.drain(..groups.len());
        waiting.bytes -= groups.iter().map(|group| group.block.len()).sum::<usize>();
        waiting.since = (!waiting.groups.is_empty()).then(Instant::now);
        drop(waiting);
        self.changed.notify_all();
    }

    fn durable(&self, upto: Position) {
        self.waiting.lock().settled = upto;
        self.changed.notify_all();
    }

    /// Lets go of everybody who waits; what is on its way still arrives.
    pub(crate) fn stop(&self) {
        self.waiting.lock().stopping = true;
        self.wake.notify_all();
        self.changed.notify_all();
    }
}

/// Brings what comes into the database until told to stop.
pub(crate) fn run(core: &Core) -> Result<(), LogError> {
    let mut fresh = 0;
    loop {
        let (groups, stopping) = core.settling.next();
        if let Some(last) = groups.last().map(|group| group.last) {
            core.store.insert(blocks(&groups)?)?;
            core.settling.arrived(&groups);
            fresh += groups.iter().map(|group| group.block.len()).sum::<usize>();
            if fresh >= SYNC {
                core.store.sync()?;
                core.settling.durable(last);
                fresh = 0;
            }
        }
        if stopping {
            return core.store.sync();
        }
    }
}

/// The commits of these groups in blocks of the database's size.
pub(crate) fn blocks(groups: &[Kept]) -> Result<Vec<Stored>, LogError> {
    let mut packing = Packing::new()?;
    let mut done = Vec::new();
    let mut filling: Option<Packer> = None;
    for group in groups {
        let block = Block::open(&group.first.0.to_be_bytes(), &group.block)?;
        let mut before = block.before;
        for record in block.records() {
            let record = record?;
            if let Some(full) = filling.take_if(|filling| !filling.has_room_for(record.frame)) {
                done.push(full.finish(&mut packing)?);
            }
            let filling = filling.get_or_insert_with(|| Packer::new(record.position, before));
            filling.push(&record);
            before = record.chain;
        }
    }
    if let Some(last) = filling {
        done.push(last.finish(&mut packing)?);
    }
    Ok(done)
}
