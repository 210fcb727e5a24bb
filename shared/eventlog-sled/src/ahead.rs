//! Pages that are read before they are asked for, when somebody reads on and on: so a replay unpacks on all cores.

use std::collections::VecDeque;
use std::ops::RangeInclusive;

use eventlog::Position;
use parking_lot::Mutex;

/// Pages of other sizes are not worth it, or too large to lie about.
const SIZES: RangeInclusive<usize> = 256..=4_096;
/// Pages read ahead of one reader.
const FAR: u64 = 2;
/// Pages kept in all; the oldest go first, as their readers may have gone too.
const PAGES: usize = 4;

/// Where a page begins and how many commits it has at most.
type Place = (Position, usize);

/// Pages under way or ready, `P` each, and where the last readers stand.
pub(crate) struct Ahead<P>(Mutex<Inner<P>>);

struct Inner<P> {
    /// Where readers will go on if they go on.
    expected: VecDeque<Place>,
    pages: VecDeque<(Place, P)>,
}

impl<P> Ahead<P> {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Inner { expected: VecDeque::new(), pages: VecDeque::new() }))
    }

    /// The page after `after`, when it was begun before.
    pub(crate) fn take(&self, after: Position, limit: usize) -> Option<P> {
        let mut inner = self.0.lock();
        let ready = inner.pages.iter().position(|(place, _)| *place == (after, limit));
        ready.and_then(|at| inner.pages.remove(at)).map(|(_, page)| page)
    }

    /// Where to begin pages now that somebody reads the one after `after`: nowhere unless they go on from the page before.
    /// Only whole pages are read ahead, because these never change.
    pub(crate) fn wanted(&self, after: Position, limit: usize, head: Position) -> Vec<Position> {
        if !SIZES.contains(&limit) {
            return Vec::new();
        }
        let mut inner = self.0.lock();
        let size = u64::try_from(limit).unwrap_or(u64::MAX);
        let known = inner.expected.iter().position(|place| *place == (after, limit));
        let goes_on = known.and_then(|at| inner.expected.remove(at)).is_some();
        keep(&mut inner.expected, (Position(after.0.saturating_add(size)), limit));
        if !goes_on {
            return Vec::new();
        }
        let next = (1..=FAR).map(|far| Position(after.0.saturating_add(far * size)));
        let whole = next.filter(|next| next.0.saturating_add(size) <= head.0);
        let begun = |at: &Position| inner.pages.iter().any(|(place, _)| *place == (*at, limit));
        whole.filter(|at| !begun(at)).collect()
    }

    /// Keeps a page that was begun.
    pub(crate) fn keep(&self, after: Position, limit: usize, page: P) {
        keep(&mut self.0.lock().pages, ((after, limit), page));
    }
}

fn keep<T>(queue: &mut VecDeque<T>, one: T) {
    queue.push_back(one);
    if queue.len() > PAGES {
        queue.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a read began.
    fn read(ahead: &Ahead<u64>, after: u64, limit: usize, head: u64) -> Vec<u64> {
        let mut begun = match ahead.take(Position(after), limit) {
            Some(page) => {
                assert_eq!(page, after);
                Vec::new()
            }
            None => vec![after],
        };
        for next in ahead.wanted(Position(after), limit, Position(head)) {
            ahead.keep(next, limit, next.0);
            begun.push(next.0);
        }
        begun
    }

    #[test]
    fn who_reads_on_gets_pages_that_were_begun_before() {
        let ahead = Ahead::new();
        assert_eq!(read(&ahead, 0, 1_000, 9_000), vec![0], "it may be the only page");
        assert_eq!(read(&ahead, 1_000, 1_000, 9_000), vec![1_000, 2_000, 3_000]);
        assert_eq!(read(&ahead, 2_000, 1_000, 9_000), vec![4_000]);
        assert_eq!(read(&ahead, 3_000, 1_000, 9_000), vec![5_000]);
    }

    #[test]
    fn a_page_that_is_not_whole_yet_is_not_read_ahead() {
        let ahead = Ahead::new();
        read(&ahead, 0, 1_000, 3_999);
        assert_eq!(read(&ahead, 1_000, 1_000, 3_999), vec![1_000, 2_000]);
        assert_eq!(read(&ahead, 2_000, 1_000, 3_999), Vec::<u64>::new());
        assert_eq!(read(&ahead, 3_000, 1_000, 3_999), vec![3_000]);
    }

    #[test]
    fn who_reads_here_and_there_or_in_small_pages_reads_alone() {
        let ahead = Ahead::new();
        for after in [0, 5_000, 2_000, 7_000, 1_500] {
            assert_eq!(read(&ahead, after, 1_000, 9_000), vec![after]);
        }
        for after in [0, 10, 20, 30] {
            assert_eq!(read(&ahead, after, 10, 9_000), vec![after]);
        }
    }

    #[test]
    fn of_readers_who_went_away_only_a_few_pages_stay() {
        let ahead = Ahead::new();
        for reader in 0..20 {
            read(&ahead, reader, 1_000, 90_000);
            read(&ahead, reader + 1_000, 1_000, 90_000);
        }
        let inner = ahead.0.lock();
        assert!(inner.pages.len() <= PAGES && inner.expected.len() <= PAGES);
    }
}
