//! The loop: read and decode the next batch while the present one is written, wait for the doorbell, rebuild if need be.

use std::sync::Arc;
use std::time::Duration;

use eventlog::{EventLog, Position, Recorded};
use rusqlite::Connection;
use tokio::sync::watch;

use super::build::{self, Standing};
use super::tidying::Tidying;
use super::writer::Writer;
use super::{BATCH, Phase, Projections, Status};
use crate::error::{is_damage, is_medium};
use crate::{Decoded, ReadError, ReadModel, RunnerError, pool};

/// A log longer than this is taken into an empty file the fast way: beside, with its indices last.
const LONG: u64 = 20_000;
/// How long it is waited when the disk is full or fails, before it is tried again.
const AGAIN: Duration = Duration::from_secs(5);

pub(crate) struct Follower {
    model: ReadModel,
    log: Arc<dyn EventLog>,
    projections: Projections,
    status: watch::Sender<Status>,
    stop: watch::Receiver<bool>,
    at: Position,
    rebuild: bool,
    tidying: Tidying,
}

/// What the writing thread hands back.
struct Hand {
    writer: Writer,
    conn: Option<Connection>,
}

enum Next {
    Rang,
    Damaged,
    Stop,
}

impl Follower {
    pub(crate) async fn prepare(
        model: ReadModel,
        log: Arc<dyn EventLog>,
        projections: Projections,
        status: watch::Sender<Status>,
        stop: watch::Receiver<bool>,
    ) -> Result<Self, RunnerError> {
        let head = *log.head().borrow();
        let (at, rebuild) = match stand(&model, &projections) {
            Ok(Standing::At(at, hash)) => {
                let ours = build::is_of_log(&*log, at, hash).await?;
                if !ours {
                    tracing::error!(position = at.0, "the read model is of another log: rebuild");
                }
                (at, !ours || head.0.saturating_sub(at.0) > LONG && at.0 == 0)
            }
            Ok(Standing::Empty) => (Position(0), head.0 > LONG),
            Ok(Standing::Foreign) => (Position(0), true),
            Err(RunnerError::Sql(error)) if is_damage(&error) => {
                tracing::error!(%error, "the read model's file is damaged: rebuild");
                (Position(0), true)
            }
            Err(error) => return Err(error),
        };
        if rebuild {
            status.send_modify(|s| s.phase = Phase::Rebuilding { done: Position(0), head });
        } else {
            model.announce(at);
        }
        let tidying = Tidying::default();
        Ok(Self { model, log, projections, status, stop, at, rebuild, tidying })
    }

    pub(crate) async fn run(mut self) {
        let phase = match self.work().await {
            Ok(()) => Phase::Closed,
            Err(error) => {
                let why = eventlog::causes(&error);
                tracing::error!(%why, "the projection of this node stopped");
                Phase::Stopped { why }
            }
        };
        self.status.send_modify(|status| status.phase = phase);
    }

    async fn work(&mut self) -> Result<(), RunnerError> {
        loop {
            if self.rebuild && self.model.folder().is_some() && !self.build().await? {
                return Ok(());
            }
            self.rebuild = false;
            match self.follow().await {
                Err(RunnerError::Sql(error)) if is_damage(&error) && !self.in_memory() => {
                    tracing::error!(%error, "the read model's file is damaged: rebuild");
                    self.rebuild = true;
                }
                Err(RunnerError::Sql(error)) if is_medium(&error) && !self.in_memory() => {
                    if !self.later(&error).await {
                        return Ok(());
                    }
                }
                Ok(Next::Damaged) if !self.in_memory() => self.rebuild = true,
                Ok(Next::Damaged | Next::Rang | Next::Stop) => return Ok(()),
                Err(error) => return Err(error),
            }
        }
    }

    /// Waits until it is worth another try; false when told to stop. The log has everything, so nothing is lost meanwhile.
    async fn later(&mut self, error: &rusqlite::Error) -> bool {
        let why = format!("{error}: make room on the disk or mend it, the rest follows by itself");
        tracing::error!(%why, "the read model cannot be written");
        self.status.send_modify(|status| status.phase = Phase::Waiting { why });
        tokio::select! {
            biased;
            _ = self.stop.wait_for(|stop| *stop) => false,
            () = tokio::time::sleep(AGAIN) => true,
        }
    }

    fn in_memory(&self) -> bool {
        self.model.folder().is_none()
    }

    /// Follows the doorbell until told to stop or the file turns out to be damaged.
    async fn follow(&mut self) -> Result<Next, RunnerError> {
        let conn = match &self.model.store().path {
            Some(path) => Some(pool::writer(path)?),
            None => None,
        };
        self.status.send_modify(|s| *s = Status { phase: Phase::Following, faults: Vec::new() });
        let mut hand =
            Hand { writer: Writer::new(Projections::clone(&self.projections), false), conn };
        let mut head = self.log.head();
        loop {
            let target = *head.borrow_and_update();
            if self.at < target {
                hand = self.take_in(hand, target, false).await?;
                continue;
            }
            match self.wait(&mut head).await {
                Next::Rang => {}
                Next::Stop => return Ok(Next::Stop),
                Next::Damaged => return Ok(Next::Damaged),
            }
        }
    }

    async fn wait(&mut self, head: &mut watch::Receiver<Position>) -> Next {
        if *self.stop.borrow() {
            return Next::Stop;
        }
        // In a fixed order, so that a simulation tells the same day again.
        tokio::select! {
            biased;
            rang = head.changed() => if rang.is_ok() { Next::Rang } else { Next::Stop },
            () = self.model.damaged() => Next::Damaged,
            _ = self.stop.changed() => Next::Stop,
        }
    }

    /// Builds a new file beside and swaps; false when told to stop meanwhile.
    async fn build(&mut self) -> Result<bool, RunnerError> {
        let folder = self.model.folder().map(std::path::Path::to_owned);
        let folder = folder.expect("only files are rebuilt");
        let (building, finished) = build::next_file(&folder)?;
        let conn = pool::builder(&building)?;
        build::tables(&conn, &self.projections)?;
        let writer = Writer::new(Projections::clone(&self.projections), true);
        let mut hand = Hand { writer, conn: Some(conn) };
        self.at = Position(0);
        loop {
            let head = *self.log.head().borrow();
            let phase = Phase::Rebuilding { done: self.at, head };
            self.status.send_modify(|status| status.phase = phase);
            if self.at >= head {
                break;
            }
            if *self.stop.borrow() {
                return Ok(false);
            }
            hand = self.take_in(hand, head, true).await?;
        }
        let projections = Projections::clone(&self.projections);
        let model = self.model.clone();
        blocking(move || {
            if let Some(conn) = hand.conn {
                build::indices(&conn, &projections)?;
                conn.close().map_err(|(_, error)| error)?;
            }
            build::put_in_place(&building, &finished)?;
            model.swap(finished.clone());
            build::remove_others(&folder, &finished)?;
            Ok(())
        })
        .await?;
        self.model.announce(self.at);
        Ok(true)
    }

    /// Takes in the commits up to `target`, decoding the next batch while the present one is written.
    async fn take_in(
        &mut self,
        mut hand: Hand,
        target: Position,
        quiet: bool,
    ) -> Result<Hand, RunnerError> {
        let mut batch = decode(self.log.read(self.at, BATCH).await?).await?;
        while let Some(last) = batch.last().map(|commit| commit.position) {
            let commits = batch.len();
            let write = write(self.model.clone(), hand, batch);
            let read = next(&*self.log, last, target);
            let (written, read) = tokio::join!(write, read);
            hand = written?;
            self.at = last;
            if quiet {
                let phase = Phase::Rebuilding { done: last, head: target };
                self.status.send_modify(|status| status.phase = phase);
            } else {
                self.model.announce(last);
                if let Some(path) = &self.model.store().path {
                    self.tidying.wrote(path, commits).await;
                }
            }
            if !hand.writer.faults.is_empty() {
                let faults = hand.writer.faults.clone();
                self.status.send_modify(|status| status.faults = faults);
            }
            if *self.stop.borrow() {
                break;
            }
            batch = read?;
        }
        Ok(hand)
    }
}

fn stand(model: &ReadModel, projections: &Projections) -> Result<Standing, RunnerError> {
    let store = model.store();
    match &store.path {
        Some(path) => prepare_file(&pool::writer(path)?, projections),
        None => prepare_file(&*store.lend()?, projections),
    }
}

fn prepare_file(conn: &Connection, projections: &Projections) -> Result<Standing, RunnerError> {
    let standing = build::standing(conn, projections)?;
    if matches!(standing, Standing::Empty) {
        build::tables(conn, projections)?;
        build::indices(conn, projections)?;
    }
    Ok(standing)
}

async fn next(
    log: &dyn EventLog,
    after: Position,
    target: Position,
) -> Result<Vec<Decoded>, RunnerError> {
    if after >= target {
        return Ok(Vec::new());
    }
    decode(log.read(after, BATCH).await?).await
}

async fn decode(batch: Vec<Recorded>) -> Result<Vec<Decoded>, RunnerError> {
    let read = |recorded: &Recorded| {
        Decoded::read(recorded)
            .map_err(|source| RunnerError::Commit { at: recorded.position, source })
    };
    if batch.len() < 16 {
        return batch.iter().map(read).collect();
    }
    blocking(move || batch.iter().map(read).collect()).await
}

async fn write(model: ReadModel, mut hand: Hand, batch: Vec<Decoded>) -> Result<Hand, RunnerError> {
    blocking(move || {
        match &hand.conn {
            Some(conn) => hand.writer.apply(conn, &batch)?,
            None => hand.writer.apply(&*model.store().lend()?, &batch)?,
        }
        Ok(hand)
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RunnerError> + Send + 'static,
) -> Result<T, RunnerError> {
    pool::aside(work).await.unwrap_or(Err(RunnerError::Broken))
}

impl From<std::io::Error> for RunnerError {
    fn from(error: std::io::Error) -> Self {
        Self::Read(ReadError::Folder(error))
    }
}
