//! Walks a whole log and says whether it is what was written.

use std::collections::HashMap;

use crate::frame::{CHAIN_START, encode, leaf, link_leaf};
use crate::tree::Frontier;
use crate::{EventLog, LogError, Position, Recorded, StreamId};

/// Commits read at a time.
const PAGE: usize = 1_000;

/// What a walk found whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Number of commits, which is also the last position.
    pub commits: u64,
    /// The chain after the last commit: note it elsewhere and compare later, and nothing can be cut off unseen.
    pub hash: [u8; 32],
    /// The root of the tree over all commits: what a signed head says.
    pub root: [u8; 32],
}

/// Recomputes the chain from the first commit to the head, and checks that positions have no gap and that every
/// commit names the one before it in its stream. `seen` is told each position reached, for a progress bar.
///
/// # Errors
/// [`LogError::Damaged`] at the first position in doubt, or what hindered the reading.
pub async fn verify(log: &dyn EventLog, seen: impl Fn(Position)) -> Result<Verified, LogError> {
    let mut walk = Walk::start();
    walk.through(log, seen, |_| ()).await?;
    Ok(walk.verified())
}

/// The same for the commits after `after` alone, where the chain had come to `hash`: what an earlier whole walk found.
/// Returns the last position and the chain there.
///
/// # Errors
/// As [`verify`]; at `after` when the log has another past there.
pub async fn verify_after(
    log: &dyn EventLog,
    after: Position,
    hash: [u8; 32],
    seen: impl Fn(Position),
) -> Result<(Position, [u8; 32]), LogError> {
    let mut walk = Walk { at: after, hash, known_from: after, ..Walk::start() };
    if let Some(before) = after.0.checked_sub(1) {
        let there = log.read(Position(before), 1).await?;
        if there.first().is_none_or(|recorded| recorded.hash != hash) {
            let what = "the log has another past here, or ends before".to_owned();
            return Err(LogError::Damaged { at: after, what });
        }
    }
    walk.through(log, seen, |_| ()).await?;
    Ok((walk.at, walk.hash))
}

/// What a walk knows of the commits behind it: enough to say whether another may follow.
pub(crate) struct Walk {
    at: Position,
    hash: [u8; 32],
    /// The streams' commits up to here were not walked over.
    known_from: Position,
    tree: Frontier,
    streams: HashMap<StreamId, Position>,
}

impl Walk {
    pub(crate) fn start() -> Self {
        Self {
            at: Position(0),
            hash: CHAIN_START,
            known_from: Position(0),
            tree: Frontier::default(),
            streams: HashMap::new(),
        }
    }

    pub(crate) fn verified(&self) -> Verified {
        Verified { commits: self.at.0, hash: self.hash, root: self.tree.root() }
    }

    /// Goes on to the log's head.
    pub(crate) async fn through(
        &mut self,
        log: &dyn EventLog,
        seen: impl Fn(Position),
        mut each: impl FnMut(&Recorded),
    ) -> Result<(), LogError> {
        let head = *log.head().borrow();
        while self.at < head {
            let page = log.read(self.at, PAGE).await?;
            if page.is_empty() {
                let what = format!("nothing follows, but the head is {}", head.0);
                return Err(damaged(self.at, what));
            }
            for recorded in &page {
                self.step(recorded)?;
                each(recorded);
            }
            seen(self.at);
        }
        Ok(())
    }

    pub(crate) fn step(&mut self, recorded: &Recorded) -> Result<(), LogError> {
        let at = Position(self.at.0 + 1);
        if recorded.position != at {
            return Err(damaged(self.at, format!("position {} stands here", recorded.position.0)));
        }
        let last = self.streams.get(&recorded.commit.stream).copied();
        let unknown = last.is_none() && recorded.previous <= self.known_from;
        let before = last.unwrap_or_default();
        if recorded.previous != before && !unknown {
            return Err(damaged(
                self.at,
                format!("it follows {}, not {}", before.0, recorded.previous.0),
            ));
        }
        let frame = encode(recorded.previous, &recorded.commit)
            .map_err(|refused| damaged(self.at, refused.to_string()))?;
        let leaf = leaf(&frame);
        let hash = link_leaf(&self.hash, &leaf);
        if recorded.hash != hash {
            return Err(damaged(self.at, "the chain of hashes does not fit".into()));
        }
        // All of it or nothing: after a refusal the walk stands where it stood.
        self.streams.insert(recorded.commit.stream.clone(), at);
        self.hash = hash;
        self.tree.push(leaf);
        self.at = at;
        Ok(())
    }
}

fn damaged(after: Position, what: String) -> LogError {
    LogError::Damaged { at: Position(after.0 + 1), what }
}
