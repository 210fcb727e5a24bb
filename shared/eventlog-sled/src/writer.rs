//! The one thread that writes: groups what waits, makes it durable at once, rings, and only then answers.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::thread::JoinHandle;
use std::time::Instant;

use eventlog::{Appended, CommandId, Commit, LogError, Position, Recorded, StreamId};
use tokio::sync::{mpsc, oneshot};

use crate::advice;
use crate::block::Builder;
use crate::core::Core;
use crate::index::Checkpoint;
use crate::settling::{self, Kept};

/// Appends that may wait in the queue before the next is held back.
pub(crate) const QUEUE: usize = 4_096;
/// Most appends answered by one sync.
const GROUP: usize = 1_024;
/// Most bytes of frames written by one sync.
const GROUP_BYTES: usize = 1024 * 1024;

type Answer = oneshot::Sender<Result<Appended, LogError>>;

/// One append that waits.
pub(crate) struct Request {
    pub(crate) commit: Arc<Commit>,
    pub(crate) frame: Vec<u8>,
    pub(crate) expected: Position,
    pub(crate) answer: Answer,
}

pub(crate) enum Message {
    Append(Request),
    Close(oneshot::Sender<Result<(), LogError>>),
}

struct Writer {
    core: Arc<Core>,
    queue: mpsc::Receiver<Message>,
    last: Position,
    chain: [u8; 32],
}

/// Starts the writer and the indexer; the handle ends when both have.
pub(crate) fn start(
    core: Arc<Core>,
    queue: mpsc::Receiver<Message>,
) -> std::io::Result<JoinHandle<()>> {
    let indexer = {
        let core = Arc::clone(&core);
        let run = move || guarded(&core, || index(&core));
        std::thread::Builder::new().name("log-index".into()).spawn(run)?
    };
    let settler = {
        let core = Arc::clone(&core);
        let run = move || guarded(&core, || settling::run(&core));
        std::thread::Builder::new().name("log-settle".into()).spawn(run)?
    };
    let (last, chain) = (*core.head.borrow(), core.chain);
    let mut writer = Writer { core, queue, last, chain };
    let run = move || {
        let core = Arc::clone(&writer.core);
        let mut closing = None;
        guarded(&core, || {
            closing = writer.run()?;
            Ok(())
        });
        writer.refuse_the_rest();
        let closed = writer.finish([settler, indexer]);
        if let Err(error) = &closed {
            tracing::error!(%error, "the log did not close cleanly; the index catches up later");
        }
        drop((writer, core));
        if let Some(answer) = closing {
            // Nobody listens any more when the caller gave up waiting.
            let _gone = answer.send(closed);
        }
    };
    std::thread::Builder::new().name("log-writer".into()).spawn(run)
}

/// Runs a thread's work; whatever ends it by error or panic stops the log with words.
fn guarded(core: &Core, work: impl FnOnce() -> Result<(), LogError>) {
    let reason = match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(())) => return,
        // Whoever stopped it has told why.
        Ok(Err(LogError::Stopped(_))) => return core.index.stop(),
        Ok(Err(error)) => advice::told(&error),
        Err(panic) => {
            format!("{}; start again, and if it comes again restore a backup", crate::said(&*panic))
        }
    };
    tracing::error!(reason, "the log failed and stops");
    core.store.forget_unwritten();
    if let Some(journal) = &core.journal {
        journal.forget_unwritten();
    }
    core.stop(&reason);
}

/// Writes the index behind, and notes how far the log has come, until told to stop. Of a copy a power cut may leave an
/// index that knows more than the log: it is made anew at the next start.
fn index(core: &Core) -> Result<(), LogError> {
    let mut noted = None;
    loop {
        let stopping = core.index.wait();
        if !core.copy
            && let Some(reached) = core.index.latest()
            && noted != Some(reached)
        {
            core.note_reached(reached);
            noted = Some(reached);
        }
        if stopping || core.index.is_full() {
            core.index.write_behind()?;
        }
        if stopping {
            return Ok(());
        }
    }
}

/// What one group will have done once it is durable.
#[derive(Default)]
struct Group {
    block: Option<Kept>,
    written: Vec<(Recorded, usize)>,
    streams: HashMap<StreamId, Position>,
    commands: HashMap<CommandId, Position>,
    answers: Vec<(Answer, Result<Appended, LogError>)>,
}

impl Writer {
    /// Until the log is closed or all its handles are gone.
    fn run(&mut self) -> Result<Option<oneshot::Sender<Result<(), LogError>>>, LogError> {
        while let Some(message) = self.queue.blocking_recv() {
            let (requests, closing) = self.drain(message);
            self.core.running()?;
            if !requests.is_empty() {
                self.carry_out(requests)?;
            }
            if closing.is_some() {
                self.core.stop("it was closed");
                return Ok(closing);
            }
        }
        self.core.stop("it was closed");
        Ok(None)
    }

    fn drain(
        &mut self,
        first: Message,
    ) -> (Vec<Request>, Option<oneshot::Sender<Result<(), LogError>>>) {
        let (mut requests, mut bytes, mut next) = (Vec::new(), 0, Some(first));
        while let Some(message) = next {
            match message {
                Message::Close(answer) => return (requests, Some(answer)),
                Message::Append(request) => {
                    bytes += request.frame.len();
                    requests.push(request);
                }
            }
            let full = requests.len() >= GROUP || bytes >= GROUP_BYTES;
            next = if full { None } else { self.queue.try_recv().ok() };
        }
        (requests, None)
    }

    fn carry_out(&mut self, requests: Vec<Request>) -> Result<(), LogError> {
        let mut group = Group::default();
        let outcome = self.prepare(requests, &mut group).and_then(|()| self.persist(&mut group));
        if let Err(error) = outcome {
            let reason = advice::told(&error);
            for (answer, _) in group.answers {
                let _gone = answer.send(Err(LogError::Stopped(reason.clone())));
            }
            return Err(error);
        }
        if let Some((recorded, _)) = group.written.last() {
            let head = recorded.position;
            self.core.tail.push(group.written.into_iter());
            self.core.head.send_replace(head);
        }
        for (answer, outcome) in group.answers {
            // Whoever asked may have gone; the commit stands all the same.
            let _gone = answer.send(outcome);
        }
        Ok(())
    }

    fn prepare(&mut self, requests: Vec<Request>, group: &mut Group) -> Result<(), LogError> {
        let mut builder = Builder::new(Position(self.last.0 + 1), self.chain);
        let mut requests = requests.into_iter();
        for request in requests.by_ref() {
            let decided = self.decide(&request, group);
            let outcome = match decided {
                Ok(Some(refused)) => refused,
                Ok(None) => {
                    self.write(&request, group, &mut builder);
                    Ok(Appended { position: self.last, repeated: false })
                }
                Err(error) => {
                    group.answers.push((request.answer, Err(self.core.why_stopped())));
                    let rest = requests.map(|r| (r.answer, Err(self.core.why_stopped())));
                    group.answers.extend(rest);
                    return Err(error);
                }
            };
            group.answers.push((request.answer, outcome));
        }
        if !builder.is_empty() {
            let first = Position(self.last.0 + 1 - group.written.len() as u64);
            group.block = Some(Kept { first, last: self.last, block: builder.finish().1.into() });
        }
        Ok(())
    }

    /// The answer, when nothing is to be written.
    fn decide(
        &self,
        request: &Request,
        group: &Group,
    ) -> Result<Option<Result<Appended, LogError>>, LogError> {
        let (commit, expected) = (&request.commit, request.expected);
        let known = match group.commands.get(&commit.command_id) {
            Some(&position) => Some(position),
            None => self.core.index.position_of(commit.command_id)?,
        };
        if let Some(position) = known {
            self.core.counters.repeats.fetch_add(1, SeqCst);
            return Ok(Some(Ok(Appended { position, repeated: true })));
        }
        let actual = match group.streams.get(&commit.stream) {
            Some(&position) => position,
            None => self.core.index.last_of(&commit.stream)?,
        };
        if actual == expected {
            return Ok(None);
        }
        self.core.counters.conflicts.fetch_add(1, SeqCst);
        let stream = commit.stream.clone();
        Ok(Some(Err(LogError::Conflict { stream, expected, actual })))
    }

    fn write(&mut self, request: &Request, group: &mut Group, builder: &mut Builder) {
        let position = Position(self.last.0 + 1);
        self.chain = builder.push(&request.frame);
        self.last = position;
        let commit = Arc::clone(&request.commit);
        group.streams.insert(commit.stream.clone(), position);
        group.commands.insert(commit.command_id, position);
        let (previous, hash) = (request.expected, self.chain);
        let recorded = Recorded { position, previous, hash, commit };
        group.written.push((recorded, request.frame.len()));
    }

    /// Kept first, and only then in the index: nothing that can be lost is ever seen.
    fn persist(&mut self, group: &mut Group) -> Result<(), LogError> {
        let Some(block) = group.block.take() else {
            return Ok(());
        };
        let (started, bytes) = (Instant::now(), block.block.len());
        self.core.keep(block)?;
        self.core.counters.batch(group.written.len(), bytes, started.elapsed());
        self.core.index.add(group.written.iter().map(|(recorded, _)| recorded));
        Ok(())
    }

    fn refuse_the_rest(&mut self) {
        self.queue.close();
        while let Some(message) = self.queue.blocking_recv() {
            match message {
                Message::Append(request) => {
                    let _gone = request.answer.send(Err(self.core.why_stopped()));
                }
                Message::Close(answer) => {
                    let _gone = answer.send(Err(self.core.why_stopped()));
                }
            }
        }
    }

    /// The other threads have written what they had; the last word of how far the log came is noted with care.
    fn finish(&self, threads: [JoinHandle<()>; 2]) -> Result<(), LogError> {
        for thread in threads {
            if thread.join().is_err() {
                return Err(LogError::Stopped("a thread of the log ended by a panic".into()));
            }
        }
        if self.last != *self.core.head.borrow() {
            // After a failure nothing more is written.
            return Ok(());
        }
        self.core.store.sync()?;
        if self.last != Position(0) {
            self.core.note_reached(Checkpoint { position: self.last, chain: self.chain });
        }
        Ok(())
    }
}
