//! Archiving: while the node runs, what is new in its log is sealed into the archive; people, drafts and documents are copied
//! beside it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use archive::people::{self, Of};
use archive::{ArchiveError, Place, SEGMENT_COMMITS, Sealer};
use eventlog::{EventLog, Position};
use jiff::Timestamp;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep_until, timeout};

use crate::config::{ArchiveConfig, DocumentsConfig};
use crate::metrics;
use crate::node::{Node, drafts_path, origin, people_path};

/// The pause after a first failure; it doubles with each that follows.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_mins(10);
/// How long the last turn may take when the node stops.
const LAST_TURN: Duration = Duration::from_secs(10);

/// How the archive stands, for those who ask for the node's state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Last commit in the archive.
    pub sealed: u64,
    /// What keeps it from going on, if anything does.
    pub trouble: Option<&'static str>,
}

/// All that archiving needs.
pub struct Archiving {
    log: Arc<dyn EventLog>,
    folder: PathBuf,
    origin: String,
    config: ArchiveConfig,
    documents: DocumentsConfig,
    standing: watch::Sender<Standing>,
}

/// One turn: the people as they are, then the log to its head, so that no copy of people knows of seats that the archive
/// does not; answers the copy's name and how many segments were sealed.
///
/// # Errors
/// When the log, the store of people or the archive fails.
pub async fn turn(
    sealer: &mut Sealer,
    log: &dyn EventLog,
    folder: &Path,
    documents: &DocumentsConfig,
    people_days: u16,
) -> anyhow::Result<(Option<people::Copy>, u64)> {
    let taken = Timestamp::now();
    let (people_db, drafts_db) = (people_path(folder), drafts_path(folder));
    let content = spawn_blocking(move || copy_of(&people_db, copy_people)).await??;
    let drafts = spawn_blocking(move || copy_of(&drafts_db, copy_drafts)).await??;
    let mut segments = 0;
    let head = *log.head().borrow();
    while sealer.sealed() < head && sealer.seal(log).await?.is_some() {
        segments += 1;
    }
    let copy = match content {
        Some(content) => Some(people::keep(sealer.place(), Of::People, taken, content).await?),
        None => None,
    };
    if let Some(content) = drafts {
        people::keep(sealer.place(), Of::Drafts, taken, content).await?;
    }
    keep_documents(sealer.place(), documents, folder).await?;
    for of in [Of::People, Of::Drafts] {
        people::thin(sealer.place(), of, taken, people_days).await?;
    }
    Ok((copy, segments))
}

/// Copies the documents that the archive lacks. One that is damaged is named and left out: that is no reason to keep nothing
/// else.
async fn keep_documents(
    to: &Place,
    documents: &DocumentsConfig,
    folder: &Path,
) -> anyhow::Result<()> {
    let from = documents.place(folder).context("cannot open the place of documents")?;
    let done = archive::papers::copy(&from, to).await?;
    for hash in &done.damaged {
        tracing::error!(
            hash,
            "a document is not what its name says and was not archived; `rives documents verify` names all of them"
        );
    }
    Ok(())
}

fn copy_people(path: &Path, to: &Path) -> anyhow::Result<()> {
    identity::copy(path, to).context("cannot copy the store of people")
}

fn copy_drafts(path: &Path, to: &Path) -> anyhow::Result<()> {
    drafting::copy(path, to).context("cannot copy the drafts")
}

/// A store as it is now; `None` when there is none.
fn copy_of(
    path: &Path,
    copy: fn(&Path, &Path) -> anyhow::Result<()>,
) -> anyhow::Result<Option<Vec<u8>>> {
    if !path.exists() {
        return Ok(None);
    }
    // Beside the store, which is as private as it is; what a kill left behind is in the way.
    let to = path.with_extension("copy");
    let gone = |to: &Path| match std::fs::remove_file(to) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    gone(&to).with_context(|| format!("cannot remove {}", to.display()))?;
    let copied = copy(path, &to);
    let content = copied.and_then(|()| std::fs::read(&to).context("cannot read the copy"));
    gone(&to).with_context(|| format!("cannot remove {}", to.display()))?;
    content.map(Some)
}

impl Archiving {
    /// Archives a node as its configuration says; `None` when that names no archive, or the node is a demonstration.
    #[must_use]
    pub fn new(node: &Node) -> Option<(Self, watch::Receiver<Standing>)> {
        let config = node.config.archive.clone()?;
        if node.world.demo {
            tracing::warn!("a demonstration is not archived");
            return None;
        }
        let (standing, state) = watch::channel(Standing::default());
        let archiving = Self {
            log: Arc::clone(&node.world.log),
            folder: node.config.data_dir.clone(),
            origin: origin(&node.config),
            config,
            documents: node.config.documents.clone(),
            standing,
        };
        Some((archiving, state))
    }

    /// Seals until the node stops; then once more. What fails is tried again, and never stops the node.
    pub async fn run(&self, mut stopping: watch::Receiver<bool>) {
        let _resting = Resting(&self.standing);
        let mut pause = FIRST_PAUSE;
        loop {
            let outcome = tokio::select! {
                outcome = self.follow(&mut pause) => outcome,
                () = asked(&mut stopping) => return self.last_turn().await,
            };
            let Err(error) = outcome;
            if self.told(&error, pause) {
                return asked(&mut stopping).await;
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                () = asked(&mut stopping) => return self.last_turn().await,
            }
        }
    }

    /// Goes on until something fails; `pause` begins anew after each turn that did not.
    async fn follow(&self, pause: &mut Duration) -> anyhow::Result<std::convert::Infallible> {
        let mut sealer = self.open().await?;
        let every = Duration::from_secs(60 * u64::from(self.config.seal_minutes));
        loop {
            self.turn(&mut sealer).await?;
            *pause = FIRST_PAUSE;
            self.wait(&mut sealer, Instant::now() + every).await?;
        }
    }

    async fn open(&self) -> Result<Sealer, ArchiveError> {
        let config = self.config.clone();
        let place: Place = spawn_blocking(move || config.place(true)).await??;
        Sealer::open(place, self.log.as_ref(), self.origin.clone()).await
    }

    async fn turn(&self, sealer: &mut Sealer) -> anyhow::Result<()> {
        let days = self.config.people_days;
        let (_, segments) =
            turn(sealer, self.log.as_ref(), &self.folder, &self.documents, days).await?;
        self.stands(sealer);
        if segments > 0 {
            tracing::debug!(segments, sealed = sealer.sealed().0, "the log was sealed");
        }
        Ok(())
    }

    /// Until the next turn is due; full segments are sealed meanwhile.
    async fn wait(&self, sealer: &mut Sealer, until: Instant) -> Result<(), ArchiveError> {
        let mut head = self.log.head();
        loop {
            let full = sealer.sealed().0 + SEGMENT_COMMITS;
            tokio::select! {
                () = sleep_until(until) => return Ok(()),
                () = reached(&mut head, full) => {}
            }
            sealer.seal(self.log.as_ref()).await?;
            self.stands(sealer);
        }
    }

    fn stands(&self, sealer: &Sealer) {
        let position = sealer.sealed().0;
        metrics::archived(position, false);
        self.standing.send_replace(Standing { sealed: position, trouble: None });
    }

    /// Tells what went wrong; true when trying again cannot help.
    fn told(&self, error: &anyhow::Error, pause: Duration) -> bool {
        let is_final = error.downcast_ref::<ArchiveError>().is_some_and(ArchiveError::is_final);
        metrics::archive_failed();
        let shown = error.as_ref() as &dyn std::error::Error;
        // Only the log, which operators alone read, says where the archive is and what it answered.
        let trouble = if is_final {
            tracing::error!(
                error = shown,
                "sealing into the archive has stopped; mend the cause and restart the node"
            );
            "sealing into the archive has stopped; the node's log says why"
        } else {
            tracing::warn!(
                error = shown,
                again_in_seconds = pause.as_secs(),
                "the archive cannot be written: look at its disk, its server and its keys; the node goes on without"
            );
            "the archive cannot be written; the node's log says why"
        };
        let sealed = self.standing.borrow().sealed;
        metrics::archived(sealed, is_final);
        self.standing.send_replace(Standing { sealed, trouble: Some(trouble) });
        is_final
    }

    /// What came since the last turn leaves before the node does, if it can be done at once.
    async fn last_turn(&self) {
        let turn = async {
            let mut sealer = self.open().await?;
            self.turn(&mut sealer).await
        };
        match timeout(LAST_TURN, turn).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                self.told(&error, Duration::ZERO);
            }
            Err(_) => {
                tracing::warn!("the archive took too long; the next start seals what it lacks");
            }
        }
    }
}

/// When sealing ends here, because another node's turn has come, so does what kept it from going on.
struct Resting<'s>(&'s watch::Sender<Standing>);

impl Drop for Resting<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|standing| standing.trouble = None);
    }
}

/// Until the node is asked to stop.
async fn asked(stopping: &mut watch::Receiver<bool>) {
    // Whoever would ask is gone: that is as good.
    drop(stopping.wait_for(|stop| *stop).await);
}

/// Until the log is as long as that; for ever when it is closed: whoever closes it also asks to stop.
async fn reached(head: &mut watch::Receiver<Position>, full: u64) {
    if head.wait_for(|head| head.0 >= full).await.is_err() {
        std::future::pending::<()>().await;
    }
}
