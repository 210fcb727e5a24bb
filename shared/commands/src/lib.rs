//! The one way a command becomes a commit: load, allow, decide, append; retry when somebody else was quicker.
#![warn(missing_docs)]

mod aggregate;
mod fault;
mod records;

pub use aggregate::{Aggregate, Ask};
pub use fault::Fault;
pub use records::{Records, Stop};

use std::sync::Arc;

use domain::Refusal;
use eventlog::{CommandId, Position};
use jiff::Timestamp;
use uuid::Uuid;

/// What became of a command. A refusal is an answer, not an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was carried out, now or when the same command id came first.
    Done {
        /// Where its commit stands in the log.
        position: Position,
        /// True when the command had been carried out before.
        repeated: bool,
        /// Warnings and information that go with the act.
        remarks: Vec<Refusal>,
    },
    /// It was refused; nothing was written.
    Refused(Vec<Refusal>),
}

impl Outcome {
    /// A refusal with a single reason.
    #[must_use]
    pub fn refused(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

/// Tells the time; tests bring their own.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(Timestamp::now))
    }

    /// A clock that always shows `now`.
    #[must_use]
    pub fn fixed(now: Timestamp) -> Self {
        Self(Arc::new(move || now))
    }

    /// A clock that shows what `read` says: for tests in which time passes.
    #[must_use]
    pub fn of(read: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// The reading.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// The identifier of what a command creates: the same command always creates the same thing, so that a repeat after
/// a lost answer finds it.
#[must_use]
pub fn id_of(command: CommandId) -> Uuid {
    Uuid::new_v5(&command.0, b"created")
}

/// The identifier of the `n`th part (seat, remark…) that a command creates inside its aggregate.
#[must_use]
pub fn part_of(command: CommandId, n: usize) -> Uuid {
    Uuid::new_v5(&command.0, format!("part {n}").as_bytes())
}
