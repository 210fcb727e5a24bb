//! Sealing: what the archive lacks of a log goes there as segments, one after the other.

use eventlog::{EventLog, Position, Recorded};
use tokio::task::spawn_blocking;

use crate::segment::{Segment, pack};
use crate::{ArchiveError, LOG, Place, Plan, plan};

/// Commits of a full segment.
pub const SEGMENT_COMMITS: u64 = 16_384;
/// Bytes of commits after which a segment ends all the same: it is put together in memory.
const SEGMENT_BYTES: usize = 16 * 1024 * 1024;
/// Commits read at a time.
const PAGE: usize = 1_000;

/// Puts a log into an archive. What is there already is its cursor: nothing is remembered elsewhere.
pub struct Sealer {
    place: Place,
    /// Names the log in its lines.
    origin: String,
    /// Up to where the archive holds this log.
    sealed: Position,
    /// Where its last segment begins.
    last_first: u64,
}

impl Sealer {
    /// Looks at what the archive holds already.
    ///
    /// # Errors
    /// When the archive cannot be read, or is not that of this log.
    pub async fn open(
        place: Place,
        log: &dyn EventLog,
        origin: String,
    ) -> Result<Self, ArchiveError> {
        let plan = Plan::of(&place).await?;
        let mut sealer = Self { place, origin, sealed: Position(0), last_first: 1 };
        if let Some(last) = plan.last() {
            sealer.agrees(log, last).await?;
            sealer.advance(last);
        }
        Ok(sealer)
    }

    /// Up to where the archive holds the log.
    #[must_use]
    pub fn sealed(&self) -> Position {
        self.sealed
    }

    /// The place that is written to.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Seals the next segment, full or with what there is; `None` when there is nothing.
    ///
    /// # Errors
    /// When the log or the archive fails, or somebody else writes another past into it.
    pub async fn seal(&mut self, log: &dyn EventLog) -> Result<Option<Segment>, ArchiveError> {
        self.look_around(log).await?;
        let commits = gather(log, self.sealed).await?;
        let origin = self.origin.clone();
        let Some((segment, bytes)) = spawn_blocking(move || pack(&commits, &origin)).await?? else {
            return Ok(None);
        };
        self.place.put(LOG, &segment.to_string(), bytes).await?;
        self.advance(&segment);
        Ok(Some(segment))
    }

    fn advance(&mut self, segment: &Segment) {
        self.last_first = segment.first;
        self.sealed = Position(self.sealed.0.max(segment.last));
    }

    /// Somebody else may have written meanwhile: the same past is as good as our own, another is not.
    async fn look_around(&mut self, log: &dyn EventLog) -> Result<(), ArchiveError> {
        let from = Segment::beginning(self.last_first);
        let names = self.place.names(LOG, Some(&from)).await?;
        for segment in plan::segments(&names)? {
            self.agrees(log, &segment).await?;
            if segment.first <= self.sealed.0 + 1 && segment.last > self.sealed.0 {
                self.advance(&segment);
            }
        }
        Ok(())
    }

    /// Whether a segment ends as this log stands there; the chain at one commit stands for everything up to it.
    async fn agrees(&self, log: &dyn EventLog, segment: &Segment) -> Result<(), ArchiveError> {
        let head = log.head().borrow().0;
        if segment.last > head {
            return Err(ArchiveError::Ahead { archived: segment.last, head });
        }
        let stands = log.read(Position(segment.last - 1), 1).await?;
        if stands.first().is_some_and(|stands| stands.hash == segment.chain) {
            return Ok(());
        }
        Err(ArchiveError::OtherPast { object: segment.to_string(), than: "this log".into() })
    }
}

/// The commits of the next segment.
async fn gather(log: &dyn EventLog, after: Position) -> Result<Vec<Recorded>, ArchiveError> {
    let (mut commits, mut bytes, mut at) = (Vec::new(), 0, after);
    let end = Position(after.0 + SEGMENT_COMMITS);
    while at < end && bytes < SEGMENT_BYTES {
        let page = log.read(at, PAGE).await?;
        let Some(last) = page.last() else { break };
        at = last.position;
        for recorded in page.into_iter().take_while(|recorded| recorded.position <= end) {
            bytes += weight(&recorded);
            commits.push(recorded);
        }
    }
    Ok(commits)
}

/// About how many bytes a commit takes.
fn weight(recorded: &Recorded) -> usize {
    let commit = &recorded.commit;
    let events = commit.events.iter().map(|event| event.name.len() + event.payload.get().len());
    events.sum::<usize>() + commit.author.get().len() + commit.stream.0.len()
}
