//! The log in the storm: a log in memory whose requests and answers travel, get lost, and arrive twice.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use eventlog::{
    Appended, CommandId, Commit, EventLog, LogError, MemoryLog, Position, Recorded, StreamId,
};
use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::time::Instant;

/// What a log or a mail server may do wrong, to see that it would be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// It takes a repeated command for a new one.
    ForgetsCommands,
    /// Now and then it says yes and keeps nothing.
    LosesAcknowledged,
    /// It writes whatever the writer expected.
    IgnoresExpectation,
    /// The mail server says yes and forgets the mail.
    LosesMails,
}

tokio::task_local! {
    /// Each of those who act has dice of their own: in which order they wake at one moment then changes nothing.
    static DICE: RefCell<fastrand::Rng>;
}

/// Chance and its record: everything random of a day comes from here, and everything that happens is told here.
pub(crate) struct Fate {
    /// Of those who have none of their own: the projection, and who gives out dice.
    dice: Mutex<fastrand::Rng>,
    began: Instant,
    trace: Mutex<Vec<String>>,
    /// The storm is over: nothing is lost any more.
    calm: AtomicBool,
}

impl Fate {
    pub(crate) fn of(seed: u64) -> Arc<Self> {
        let dice = Mutex::new(fastrand::Rng::with_seed(seed));
        let (trace, calm) = (Mutex::default(), AtomicBool::new(false));
        Arc::new(Self { dice, began: Instant::now(), trace, calm })
    }

    /// A task with dice of its own.
    pub(crate) fn with_dice<F: Future>(&self, task: F) -> impl Future<Output = F::Output> + use<F> {
        DICE.scope(RefCell::new(self.dice.lock().fork()), task)
    }

    fn throw<T>(&self, how: impl Fn(&mut fastrand::Rng) -> T) -> T {
        let own = DICE.try_with(|dice| how(&mut dice.borrow_mut()));
        own.unwrap_or_else(|_| how(&mut self.dice.lock()))
    }

    /// A number below `end`.
    pub(crate) fn below(&self, end: u64) -> u64 {
        self.throw(|dice| dice.u64(0..end))
    }

    pub(crate) fn id(&self) -> u128 {
        self.throw(|dice| dice.u128(..))
    }

    /// True this often in a hundred, and never once it is calm.
    pub(crate) fn strikes(&self, percent: u64) -> bool {
        let struck = self.below(100) < percent;
        struck && !self.calm.load(Ordering::Relaxed)
    }

    pub(crate) fn calm_down(&self) {
        self.calm.store(true, Ordering::Relaxed);
        self.tell("the storm is over");
    }

    pub(crate) fn is_calm(&self) -> bool {
        self.calm.load(Ordering::Relaxed)
    }

    /// Lets up to `most` milliseconds pass.
    pub(crate) async fn pause(&self, most: u64) {
        let pause = Duration::from_millis(self.below(most + 1));
        tokio::time::sleep(pause).await;
    }

    pub(crate) fn tell(&self, what: impl std::fmt::Display) {
        let at = self.began.elapsed().as_millis();
        self.trace.lock().push(format!("{at:>6} {what}"));
    }

    /// What happened; what happened at one moment in no particular order.
    pub(crate) fn trace(&self) -> Vec<String> {
        let mut trace = self.trace.lock().clone();
        trace.sort();
        trace
    }

    /// Time since the beginning of the day.
    pub(crate) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

/// The log as a node reaches it.
pub(crate) struct Storm {
    pub(crate) log: MemoryLog,
    fate: Arc<Fate>,
    flaw: Option<Flaw>,
    /// What the flawed log knows of its streams.
    heads: Mutex<HashMap<StreamId, Position>>,
}

impl Storm {
    pub(crate) fn new(fate: &Arc<Fate>, flaw: Option<Flaw>) -> Self {
        let (log, fate) = (MemoryLog::new(), Arc::clone(fate));
        Self { log, fate, flaw, heads: Mutex::default() }
    }

    async fn keep(&self, mut commit: Commit, mut expected: Position) -> Result<Appended, LogError> {
        match self.flaw {
            Some(Flaw::ForgetsCommands) if self.log.find(commit.command_id).await?.is_some() => {
                commit.command_id = CommandId(uuid::Uuid::from_u128(self.fate.id()));
                expected = self.head_of(&commit.stream);
            }
            Some(Flaw::IgnoresExpectation) => expected = self.head_of(&commit.stream),
            Some(Flaw::LosesAcknowledged) if self.fate.strikes(5) => {
                let position = Position(self.log.head().borrow().0 + 1);
                return Ok(Appended { position, repeated: false });
            }
            _ => {}
        }
        let stream = commit.stream.clone();
        let appended = self.log.append(commit, expected).await?;
        if !appended.repeated {
            self.heads.lock().insert(stream, appended.position);
        }
        Ok(appended)
    }

    fn head_of(&self, stream: &StreamId) -> Position {
        self.heads.lock().get(stream).copied().unwrap_or_default()
    }

    async fn travel(&self, what: &str) -> Result<(), LogError> {
        self.fate.pause(4).await;
        if self.fate.strikes(1) {
            self.fate.tell(format_args!("the log fails to {what}"));
            return Err(gone("the log cannot be reached"));
        }
        Ok(())
    }
}

fn gone(why: &'static str) -> LogError {
    LogError::Medium { doing: "simulated".into(), source: why.into() }
}

#[async_trait]
impl EventLog for Storm {
    async fn append(&self, commit: Commit, expected: Position) -> Result<Appended, LogError> {
        self.fate.pause(20).await;
        if self.fate.strikes(8) {
            self.fate.tell("lost request");
            return Err(gone("the request was lost"));
        }
        if self.fate.strikes(8) {
            self.fate.tell("sent twice");
            let first = self.keep(commit.clone(), expected).await;
            self.fate.pause(30).await;
            let second = self.keep(commit, expected).await;
            return if self.fate.below(2) == 0 { first } else { second };
        }
        let outcome = self.keep(commit, expected).await;
        self.fate.pause(20).await;
        if matches!(outcome, Err(LogError::Conflict { .. })) {
            self.fate.tell("conflict");
        }
        if self.fate.strikes(8) {
            self.fate.tell("lost answer");
            return Err(gone("the answer was lost"));
        }
        outcome
    }

    async fn read(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        self.travel("read").await?;
        self.log.read(after, limit).await
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError> {
        self.travel("read a stream").await?;
        self.log.read_stream(stream, after, limit).await
    }

    async fn find(&self, command: CommandId) -> Result<Option<Recorded>, LogError> {
        self.travel("find a command").await?;
        if self.flaw == Some(Flaw::ForgetsCommands) {
            return Ok(None);
        }
        self.log.find(command).await
    }

    fn head(&self) -> watch::Receiver<Position> {
        self.log.head()
    }

    async fn close(&self) -> Result<(), LogError> {
        self.log.close().await
    }
}
