//! Moves what SQLite's journal holds into the file beside the writing, so that no batch has to wait for it.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tokio::task::JoinHandle;

use crate::pool;

/// Commits after which the journal is worth moving.
const WORTH: usize = 256;

/// One move at a time; the writer's own, which holds it up, comes only when the journal has grown all the same.
#[derive(Default)]
pub(super) struct Tidying {
    commits: usize,
    idle: Option<Kept>,
    moving: Option<JoinHandle<Option<Kept>>>,
}

/// A connection, and the file it is to: another one after a rebuild.
type Kept = (PathBuf, Connection);

impl Tidying {
    /// Notes that commits were written to the file at `path`; begins to move them when it is worth it.
    pub(super) async fn wrote(&mut self, path: &Path, commits: usize) {
        self.commits += commits;
        if self.commits < WORTH {
            return;
        }
        if let Some(moving) = self.moving.take_if(|moving| moving.is_finished()) {
            self.idle = moving.await.ok().flatten();
        }
        if self.moving.is_none() {
            self.commits = 0;
            let idle = self.idle.take().filter(|(file, _)| file == path);
            let path = path.to_owned();
            self.moving = Some(tokio::spawn(async move {
                pool::aside(move || moved(idle, path)).await.flatten()
            }));
        }
    }
}

/// Moves what is there and gives the connection back. What fails here the writer meets as well, and tells.
fn moved(idle: Option<Kept>, path: PathBuf) -> Option<Kept> {
    let conn = match idle {
        Some((_, conn)) => conn,
        None => pool::writer(&path).inspect_err(told).ok()?,
    };
    let passive = conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    passive.inspect_err(told).ok().map(|()| (path, conn))
}

fn told(error: &rusqlite::Error) {
    tracing::debug!(%error, "the read model's journal was not moved this time");
}
