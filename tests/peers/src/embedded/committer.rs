//! Group commit for engines that have none: one thread takes what waits, checks versions, writes, syncs, answers.

use std::collections::HashMap;
use std::sync::mpsc;

use anyhow::{Context as _, anyhow};
use async_trait::async_trait;
use tokio::sync::oneshot;

use crate::peer::{Peer, Writer};

/// Most events made durable by one sync; ours has the same.
const GROUP: usize = 1_024;

/// An event with its place.
pub(super) struct Placed {
    /// Its place in the total order, from 1.
    pub(super) position: u64,
    /// Number of its stream.
    pub(super) stream: u64,
    /// Its place in its stream, from 1.
    pub(super) version: u64,
    pub(super) event: String,
}

/// An engine that the committer's thread owns.
pub(super) trait Engine: Send + 'static {
    /// Writes the events and the index of their streams; durable when it returns.
    fn commit(&mut self, group: &[Placed]) -> anyhow::Result<()>;
}

struct Append {
    stream: u64,
    expected: u64,
    event: String,
    answer: oneshot::Sender<anyhow::Result<()>>,
}

struct Committer(mpsc::Sender<Append>);

struct Handle {
    queue: mpsc::Sender<Append>,
    stream: u64,
    version: u64,
}

/// Starts the thread; it ends when all writers are gone.
pub(super) fn start(engine: impl Engine) -> Box<dyn Peer> {
    let (queue, waiting) = mpsc::channel();
    std::thread::spawn(move || run(engine, &waiting));
    Box::new(Committer(queue))
}

fn run(mut engine: impl Engine, waiting: &mpsc::Receiver<Append>) {
    let (mut versions, mut last) = (HashMap::<u64, u64>::new(), 0);
    while let Ok(first) = waiting.recv() {
        let (mut group, mut answers) = (Vec::new(), Vec::new());
        for append in std::iter::once(first).chain(waiting.try_iter().take(GROUP - 1)) {
            let version = versions.entry(append.stream).or_default();
            if *version != append.expected {
                let conflict = anyhow!("stream {} is at {version}", append.stream);
                // The writer that lost interest needs no answer; here and below.
                let _gone = append.answer.send(Err(conflict));
                continue;
            }
            *version += 1;
            last += 1;
            let (position, version) = (last, *version);
            group.push(Placed { position, stream: append.stream, version, event: append.event });
            answers.push(append.answer);
        }
        let outcome = engine.commit(&group).map_err(|error| format!("{error:#}"));
        for answer in answers {
            let _gone = answer.send(outcome.clone().map_err(|why| anyhow!(why)));
        }
    }
}

#[async_trait]
impl Peer for Committer {
    async fn writer(&self, stream: &str) -> anyhow::Result<Box<dyn Writer>> {
        let stream = stream.bytes().fold(0_u64, |sum, byte| sum * 131 + u64::from(byte));
        Ok(Box::new(Handle { queue: self.0.clone(), stream, version: 0 }))
    }
}

#[async_trait]
impl Writer for Handle {
    async fn append(&mut self, event: &str) -> anyhow::Result<()> {
        let (answer, outcome) = oneshot::channel();
        let (stream, expected) = (self.stream, self.version);
        let append = Append { stream, expected, event: event.to_owned(), answer };
        self.queue.send(append).map_err(|_| anyhow!("the committer ended"))?;
        outcome.await.context("the committer ended")??;
        self.version += 1;
        Ok(())
    }
}
