//! Moves commits from one log into another, in their order and with their positions, moments, command ids and hashes.

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use futures_util::poll;
use tokio::task::unconstrained;

use crate::verify::Walk;
use crate::{Appended, CommandId, Commit, EventLog, LogError, Position, Recorded, Verified};

type Appending<'l> = Pin<Box<dyn Future<Output = Result<Appended, LogError>> + Send + 'l>>;

/// Knows what came so far, and with it whether a commit may follow.
///
/// It remembers each stream's end and each command id, so that a commit which a log would refuse or place elsewhere is
/// found before anything is written. Memory grows with the log, by some hundred bytes a commit at most.
pub struct Gate {
    walk: Walk,
    commands: HashSet<CommandId>,
}

impl Gate {
    /// The gate before the first commit.
    #[must_use]
    pub fn start() -> Self {
        Self { walk: Walk::start(), commands: HashSet::new() }
    }

    /// The gate after what a log holds already, all of it read and checked; `seen` is told each position reached.
    ///
    /// # Errors
    /// [`LogError::Damaged`] when that is not whole, or what hindered the reading.
    pub async fn after(log: &dyn EventLog, seen: impl Fn(Position)) -> Result<Self, LogError> {
        let (mut walk, mut commands) = (Walk::start(), HashSet::new());
        let remember = |recorded: &Recorded| {
            commands.insert(recorded.commit.command_id);
        };
        walk.through(log, seen, remember).await?;
        Ok(Self { walk, commands })
    }

    /// How far it is, all of it checked.
    #[must_use]
    pub fn reached(&self) -> Verified {
        self.walk.verified()
    }

    /// Takes note of the commit that follows; after a refusal the gate stands where it stood.
    ///
    /// # Errors
    /// [`LogError::Invalid`] when it is not the one that follows or is not as it was.
    pub fn admit(&mut self, recorded: &Recorded) -> Result<(), LogError> {
        let command = recorded.commit.command_id;
        if self.commands.contains(&command) {
            let at = recorded.position.0;
            return Err(LogError::Invalid(format!("commit {at}: its command id came before")));
        }
        self.walk.step(recorded).map_err(as_refusal)?;
        self.commands.insert(command);
        Ok(())
    }
}

/// Takes commits over into a log to which nobody else writes meanwhile.
pub struct Adopter<'l> {
    log: &'l dyn EventLog,
    gate: Gate,
}

impl<'l> Adopter<'l> {
    /// Reads and checks what the log holds already; `seen` is told each position reached.
    ///
    /// # Errors
    /// As [`Gate::after`].
    pub async fn new(log: &'l dyn EventLog, seen: impl Fn(Position)) -> Result<Self, LogError> {
        Ok(Self { log, gate: Gate::after(log, seen).await? })
    }

    /// How far the log is, all of it checked.
    #[must_use]
    pub fn reached(&self) -> Verified {
        self.gate.reached()
    }

    /// Appends `commits`, all or none of them: they stand here as they stood where they come from. After an error it is
    /// spent.
    ///
    /// # Errors
    /// [`LogError::Invalid`] when they are not the ones that follow or are not as they were, and nothing was written;
    /// or what hindered the log.
    pub async fn adopt(&mut self, commits: &[Recorded]) -> Result<(), LogError> {
        commits.iter().try_for_each(|recorded| self.gate.admit(recorded))?;
        append(self.log, commits.to_vec()).await
    }
}

/// Appends commits that a [`Gate`] after this log's head admitted, as [`place`] does.
///
/// # Errors
/// As [`place`].
pub async fn append(log: &dyn EventLog, commits: Vec<Recorded>) -> Result<(), LogError> {
    let commits = commits.into_iter().map(|Recorded { position, previous, commit, .. }| {
        (position, previous, Arc::unwrap_or_clone(commit))
    });
    place(log, commits).await
}

/// Appends commits in this order, each with its position and the position of the one before it in its stream. All are
/// handed over before the first answer is awaited, so that they share the medium's syncs; a page of a few thousand fits
/// every log's queue.
///
/// # Errors
/// [`LogError::Damaged`] when one came to stand elsewhere or stood there before, or what hindered the log.
pub async fn place(
    log: &dyn EventLog,
    commits: impl Iterator<Item = (Position, Position, Commit)> + Send,
) -> Result<(), LogError> {
    let mut waiting: Vec<(Position, Appending<'_>)> = Vec::new();
    for (position, previous, commit) in commits {
        // Polled once in turn, so that the log takes them into its queue in this order. Unconstrained, because the
        // runtime would make all but the first hundred wait, each for a sync of its own.
        let mut appending: Appending<'_> = Box::pin(unconstrained(log.append(commit, previous)));
        match poll!(appending.as_mut()) {
            Poll::Ready(outcome) => placed(position, outcome?)?,
            Poll::Pending => waiting.push((position, appending)),
        }
    }
    for (position, appending) in waiting {
        placed(position, appending.await?)?;
    }
    Ok(())
}

/// The walk speaks of a log that is damaged; here it is the commits that do not fit a log that is whole.
fn as_refusal(error: LogError) -> LogError {
    match error {
        LogError::Damaged { at, what } => LogError::Invalid(format!("commit {}: {what}", at.0)),
        other => other,
    }
}

/// Position, place in the stream and content are those whose hash was checked, so the chain comes out the same.
fn placed(position: Position, appended: Appended) -> Result<(), LogError> {
    if appended.position == position && !appended.repeated {
        return Ok(());
    }
    let what = format!("it was placed at {}: somebody else writes here", appended.position.0);
    Err(LogError::Damaged { at: position, what })
}
