//! Reading: the commits of an archive in their order, each checked by the chain, whoever takes them.

use std::collections::BTreeMap;
use std::error::Error;

use bytes::Bytes;
use eventlog::transfer::Gate;
use eventlog::{Recorded, Verified};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn, spawn_blocking};

use crate::segment::{Segment, unpack};
use crate::{ArchiveError, LOG, Pages, Place, Plan};

/// Segments fetched ahead of the one that is read.
const AHEAD: usize = 2;

/// How far to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// To the end.
    End,
    /// Up to this position.
    Position(u64),
    /// Up to the first commit after this moment, in milliseconds since 1970-01-01 UTC.
    Moment(i64),
}

impl Until {
    fn takes(self, recorded: &Recorded) -> bool {
        match self {
            Self::End => true,
            Self::Position(last) => recorded.position.0 <= last,
            Self::Moment(at_ms) => recorded.commit.at_ms <= at_ms,
        }
    }
}

/// The commits of an archive, coming in pages.
pub struct Reading {
    pages: mpsc::Receiver<Vec<Recorded>>,
    outcome: JoinHandle<Result<Verified, ArchiveError>>,
}

/// Begins to read the segments of `plan`, on a thread of its own.
///
/// # Errors
/// When there is none, or a position is asked for that is not in them.
pub fn read(place: &Place, plan: Plan, until: Until) -> Result<Reading, ArchiveError> {
    let end = plan.end();
    if end == 0 {
        return Err(ArchiveError::Empty(place.address().to_string()));
    }
    if let Until::Position(asked) = until
        && asked > end
    {
        return Err(ArchiveError::Short { end, asked });
    }
    let (pages, coming) = Pages::after(Gate::start());
    let (to, fetched) = mpsc::channel(AHEAD);
    let mut ends = BTreeMap::<u64, Vec<Segment>>::new();
    plan.within.into_iter().for_each(|within| ends.entry(within.last).or_default().push(within));
    spawn(fetch(place.clone(), plan.read, to));
    let reader = Reader { pages, ends, until };
    Ok(Reading { pages: coming, outcome: spawn_blocking(move || reader.run(fetched)) })
}

type Fetched = (Segment, Result<Bytes, ArchiveError>);

async fn fetch(place: Place, segments: Vec<Segment>, to: mpsc::Sender<Fetched>) {
    for segment in segments {
        let bytes = place.get(LOG, &segment.to_string()).await;
        // Whoever reads has had enough when it does not listen any more.
        if to.send((segment, bytes)).await.is_err() {
            return;
        }
    }
}

impl Reading {
    /// The commits that follow, all of them whole; `None` at the end or before what is not: [`Reading::outcome`] tells.
    pub async fn page(&mut self) -> Option<Vec<Recorded>> {
        self.pages.recv().await
    }

    /// How far the pages went.
    ///
    /// # Errors
    /// What they stopped at: the segment by name and the commit.
    pub async fn outcome(self) -> Result<Verified, ArchiveError> {
        drop(self.pages);
        self.outcome.await?
    }
}

struct Reader {
    pages: Pages,
    /// Segments that are not read, by where they end.
    ends: BTreeMap<u64, Vec<Segment>>,
    until: Until,
}

impl Reader {
    fn run(mut self, mut fetched: mpsc::Receiver<Fetched>) -> Result<Verified, ArchiveError> {
        let outcome = self.segments(&mut fetched);
        // What came before something damaged is whole.
        self.pages.close();
        outcome.map(|()| self.pages.reached())
    }

    fn segments(&mut self, fetched: &mut mpsc::Receiver<Fetched>) -> Result<(), ArchiveError> {
        while let Some((segment, bytes)) = fetched.blocking_recv() {
            if !self.segment(segment, &bytes?)? {
                break;
            }
        }
        Ok(())
    }

    /// Takes the commits of a segment that were not in those before; false when no more are wanted.
    fn segment(&mut self, segment: Segment, bytes: &[u8]) -> Result<bool, ArchiveError> {
        let reached = self.pages.reached().commits;
        let damaged = |at, source: Box<dyn Error + Send + Sync>| ArchiveError::Damaged {
            object: segment.to_string(),
            at,
            source,
        };
        let commits =
            unpack(segment, bytes).map_err(|error| damaged(segment.first, error.into()))?;
        for (at, recorded) in (segment.first..).zip(commits) {
            let recorded = recorded.map_err(|error| damaged(at, error.into()))?;
            self.agrees(&recorded)?;
            if at <= reached {
                continue;
            }
            if !self.until.takes(&recorded) {
                return Ok(false);
            }
            let taken = self.pages.take(recorded);
            if !taken.map_err(|error| damaged(at, error.into()))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Segments that are not read end with the same hash as those that are.
    fn agrees(&mut self, recorded: &Recorded) -> Result<(), ArchiveError> {
        let ending = self.ends.remove(&recorded.position.0).unwrap_or_default();
        match ending.iter().find(|within| within.chain != recorded.hash) {
            None => Ok(()),
            Some(within) => Err(ArchiveError::OtherPast {
                object: within.to_string(),
                than: format!("the others at commit {}", recorded.position.0),
            }),
        }
    }
}
