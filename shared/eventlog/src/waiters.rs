//! Who waits until a place in the log is reached: each is woken once, when it is, and nobody else is.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::oneshot;

use crate::Position;

/// Those who wait, by the place they wait for and a number of their own.
#[derive(Debug, Default)]
pub struct Waiters(Mutex<Queue>);

#[derive(Debug, Default)]
struct Queue {
    waiting: BTreeMap<(Position, u64), oneshot::Sender<()>>,
    number: u64,
}

impl Waiters {
    /// Waits until `position` is reached; `applied` is what is reached already.
    pub async fn until(self: &Arc<Self>, position: Position, applied: impl Fn() -> Position) {
        let Some((_place, wake)) = self.enter(position, applied) else {
            return;
        };
        // Whoever would wake is gone with the queue, which this one holds: it cannot be.
        wake.await.unwrap_or_default();
    }

    /// A place in the queue; none when there is nothing to wait for.
    fn enter(
        self: &Arc<Self>,
        position: Position,
        applied: impl Fn() -> Position,
    ) -> Option<(Place, oneshot::Receiver<()>)> {
        let (woken, wake) = oneshot::channel();
        let mut queue = self.0.lock();
        // Asked with the queue in hand: whoever moves on from here finds this one in it.
        if applied() >= position {
            return None;
        }
        queue.number += 1;
        let place = (position, queue.number);
        queue.waiting.insert(place, woken);
        Some((Place { waiting: Arc::clone(self), place }, wake))
    }

    /// Wakes all who waited for `position` or an earlier one.
    pub fn reached(&self, position: Position) {
        let mut queue = self.0.lock();
        let later = queue.waiting.split_off(&(position, u64::MAX));
        let reached = std::mem::replace(&mut queue.waiting, later);
        drop(queue);
        for waiting in reached.into_values() {
            // Whoever went away meanwhile is not missed.
            waiting.send(()).unwrap_or_default();
        }
    }
}

/// A place in the queue, given back by who is woken and by who gives up.
struct Place {
    waiting: Arc<Waiters>,
    place: (Position, u64),
}

impl Drop for Place {
    fn drop(&mut self) {
        self.waiting.0.lock().waiting.remove(&self.place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const NOTHING: fn() -> Position = || Position(0);

    #[tokio::test]
    async fn who_waits_for_what_is_reached_is_woken_and_others_wait_on() {
        let waiting = Arc::new(Waiters::default());
        let wait = |position| {
            let waiting = Arc::clone(&waiting);
            tokio::spawn(async move { waiting.until(Position(position), NOTHING).await })
        };
        let (early, late) = (wait(3), wait(5));
        while waiting.0.lock().waiting.len() < 2 {
            tokio::task::yield_now().await;
        }
        waiting.reached(Position(4));
        early.await.expect("it was reached");
        assert!(!late.is_finished());
        waiting.reached(Position(5));
        late.await.expect("it was reached");
        assert!(waiting.0.lock().waiting.is_empty());
    }

    #[tokio::test]
    async fn what_was_reached_before_is_not_waited_for() {
        Arc::new(Waiters::default()).until(Position(3), || Position(3)).await;
    }

    #[tokio::test]
    async fn who_gives_up_leaves_no_place_behind() {
        let waiting = Arc::new(Waiters::default());
        let never = waiting.until(Position(u64::MAX), NOTHING);
        tokio::time::timeout(Duration::ZERO, never).await.expect_err("it is never reached");
        assert!(waiting.0.lock().waiting.is_empty());
    }
}
