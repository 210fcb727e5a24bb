//! The last commits, decoded and in memory: those who follow the log live never touch the medium.

use std::collections::VecDeque;

use eventlog::{Position, Recorded};
use parking_lot::RwLock;

/// Commits kept.
const COMMITS: usize = 4_096;
/// Bytes of frames kept.
const BYTES: usize = 16 * 1024 * 1024;

pub(crate) struct Tail {
    inner: RwLock<Inner>,
}

struct Inner {
    /// Position of the first commit kept, or of the next to come.
    first: u64,
    commits: VecDeque<(Recorded, usize)>,
    bytes: usize,
}

impl Tail {
    /// An empty tail of a log whose last position is `head`.
    pub(crate) fn new(head: Position) -> Self {
        Self { inner: RwLock::new(Inner { first: head.0 + 1, commits: VecDeque::new(), bytes: 0 }) }
    }

    /// Adds commits with the sizes of their frames.
    pub(crate) fn push(&self, commits: impl Iterator<Item = (Recorded, usize)>) {
        let mut inner = self.inner.write();
        for (recorded, size) in commits {
            inner.commits.push_back((recorded, size));
            inner.bytes += size;
            while inner.commits.len() > COMMITS || inner.bytes > BYTES {
                let Some((_, size)) = inner.commits.pop_front() else {
                    break;
                };
                inner.bytes -= size;
                inner.first += 1;
            }
        }
    }

    /// The commits after `after` up to `head`, at most `limit`; none when some of them are no longer kept.
    pub(crate) fn read(
        &self,
        after: Position,
        head: Position,
        limit: usize,
    ) -> Option<Vec<Recorded>> {
        let inner = self.inner.read();
        let skip = usize::try_from((after.0 + 1).checked_sub(inner.first)?).ok()?;
        let until = usize::try_from(head.0.saturating_sub(after.0)).unwrap_or(usize::MAX);
        let kept = inner.commits.iter().skip(skip).take(limit.min(until));
        Some(kept.map(|(recorded, _)| recorded.clone()).collect())
    }

    /// One commit, if it is kept.
    pub(crate) fn get(&self, position: Position) -> Option<Recorded> {
        let inner = self.inner.read();
        let index = usize::try_from(position.0.checked_sub(inner.first)?).ok()?;
        inner.commits.get(index).map(|(recorded, _)| recorded.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use eventlog::contract::{commit, stream};

    use super::*;

    fn recorded(position: u64) -> (Recorded, usize) {
        let commit = Arc::new(commit(&stream("a/1"), u128::from(position)));
        let position = Position(position);
        (Recorded { position, previous: Position(0), hash: [0; 32], commit }, 100)
    }

    #[test]
    fn a_tail_gives_what_it_keeps_and_admits_what_it_does_not() {
        let tail = Tail::new(Position(10));
        assert_eq!(tail.read(Position(10), Position(10), 5).map(|page| page.len()), Some(0));
        assert!(tail.read(Position(9), Position(10), 5).is_none());
        tail.push((11..=5_000).map(recorded));
        assert!(tail.read(Position(903), Position(5_000), 5).is_none());
        let page = tail.read(Position(904), Position(5_000), 5).expect("kept");
        assert_eq!(page[0].position, Position(905));
        let page = tail.read(Position(4_990), Position(4_993), 5).expect("kept");
        assert_eq!(page.len(), 3);
        assert_eq!(tail.get(Position(4_999)).map(|r| r.position), Some(Position(4_999)));
        assert!(tail.get(Position(904)).is_none() && tail.get(Position(5_001)).is_none());
    }
}
