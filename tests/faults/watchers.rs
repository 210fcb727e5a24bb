//! People who watch, and go on at the other node from their cursor whenever theirs is gone.

use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use rives_tests::Feed;
use serde_json::json;
use uuid::Uuid;

/// How long somebody may be without a change.
const BOUND: Duration = Duration::from_mins(2);
/// Before another node is tried.
const PAUSE: Duration = Duration::from_millis(50);

/// What somebody saw.
pub(crate) struct Watched {
    /// Cursors in the order in which they came.
    pub(crate) changes: Vec<String>,
    /// How often they were let in; the first time they began, then they resumed.
    pub(crate) opened: usize,
}

/// Watches everything after `from`, at first at the node `at`, until the change that `last` caused has come.
pub(crate) fn watch(
    urls: [String; 2],
    at: usize,
    from: String,
    last: Uuid,
) -> JoinHandle<Result<Watched>> {
    std::thread::spawn(move || {
        let mut seen = Watched { changes: Vec::new(), opened: 0 };
        let (mut number, mut since) = (at, Instant::now());
        loop {
            let cursor = seen.changes.last().unwrap_or(&from).clone();
            let before = seen.changes.len();
            let broke = match Feed::open(&urls[number % 2], "", &json!({}), Some(&cursor)) {
                Ok(feed) => {
                    seen.opened += 1;
                    match follow(feed, &mut seen, last) {
                        Ok(()) => return Ok(seen),
                        Err(error) => error,
                    }
                }
                Err(error) => error,
            };
            if seen.changes.len() > before {
                since = Instant::now();
            }
            if since.elapsed() > BOUND || format!("{broke:#}").contains("CURSOR_UNKNOWN") {
                bail!("after {cursor} at {}: {broke:#}", urls[number % 2]);
            }
            number += 1;
            std::thread::sleep(PAUSE);
        }
    })
}

/// Until the last change; fails when the node is gone.
fn follow(mut feed: Feed, seen: &mut Watched, last: Uuid) -> Result<()> {
    loop {
        let change = feed.change()?;
        seen.changes.extend(feed.cursor.clone());
        if change["commandId"] == last.to_string() {
            return Ok(());
        }
    }
}
