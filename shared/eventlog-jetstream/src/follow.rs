//! Follows the cluster's stream into the copy, commit by commit, and stops where one does not follow the one before.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_nats::jetstream::Message;
use async_nats::jetstream::consumer::{DeliverPolicy, pull};
use eventlog::transfer::place;
use eventlog::{Commit, LogError, Position};
use futures_util::StreamExt as _;

use crate::message;
use crate::shared::Shared;

/// Commits handed to the copy at a time, so that they share its syncs.
const CHUNK: usize = 512;
/// After this long without a message the cluster is asked whether there is one.
const QUIET: Duration = Duration::from_secs(2);
/// How long to wait before the cluster is tried again.
const PAUSE: Duration = Duration::from_millis(250);

/// Why following came to an end.
enum End {
    /// The consumer is gone or says nothing: begin anew.
    Lost(String),
    /// What came cannot be taken.
    Wrong(LogError),
}

pub(crate) async fn run(shared: Arc<Shared>) {
    loop {
        match follow(&shared).await {
            End::Lost(reason) => tracing::debug!(reason, "the cluster is followed anew"),
            End::Wrong(error) => {
                tracing::error!(%error, "the cluster cannot be followed");
                shared.stop(&format!("{error}; mend the cause and restart"));
                return;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn follow(shared: &Shared) -> End {
    let start_sequence = shared.head().0 + 1;
    let config = pull::OrderedConfig {
        deliver_policy: DeliverPolicy::ByStartSequence { start_sequence },
        ..pull::OrderedConfig::default()
    };
    let consumer = match shared.stream.create_consumer(config).await {
        Ok(consumer) => consumer,
        Err(error) => return End::Lost(error.to_string()),
    };
    let messages = match consumer.messages().await {
        Ok(messages) => messages,
        Err(error) => return End::Lost(error.to_string()),
    };
    let mut messages = messages.ready_chunks(CHUNK);
    loop {
        let end = tokio::select! {
            chunk = messages.next() => match chunk {
                None => Some(End::Lost("the consumer has ended".into())),
                Some(chunk) => take(shared, chunk).await.err(),
            },
            () = shared.nudge.notified() => Some(End::Lost("commits are missing".into())),
            () = tokio::time::sleep(QUIET) => compare(shared).await.err(),
        };
        if let Some(end) = end {
            return end;
        }
    }
}

/// Hands a chunk to the copy, which checks that each follows and was not there before.
async fn take<E: std::fmt::Display>(
    shared: &Shared,
    chunk: Vec<Result<Message, E>>,
) -> Result<(), End> {
    let (mut commits, mut at, mut lost) = (Vec::with_capacity(chunk.len()), shared.head(), None);
    for message in chunk {
        match message {
            Ok(message) => {
                let commit = opened(shared, &message, at)?;
                at = commit.0;
                commits.push(commit);
            }
            Err(error) => {
                lost = Some(End::Lost(error.to_string()));
                break;
            }
        }
    }
    let placed = place(&*shared.copy, commits.into_iter()).await;
    shared.has_come();
    placed.map_err(|error| End::Wrong(as_damage(error)))?;
    lost.map_or(Ok(()), Err)
}

fn opened(
    shared: &Shared,
    message: &Message,
    before: Position,
) -> Result<(Position, Position, Commit), End> {
    let info = message.info().map_err(|error| End::Lost(error.to_string()))?;
    let (at, next) = (Position(info.stream_sequence), Position(before.0 + 1));
    if at < next {
        // The client makes its consumer anew by itself after a silence, and begins at 1 when nothing had come through it.
        return Err(End::Lost(format!("it was begun anew at {}", at.0)));
    }
    if at != next {
        let what = format!("the cluster goes on with {} after {}", at.0, before.0);
        return Err(End::Wrong(LogError::Damaged { at: next, what }));
    }
    let opened = message::open(
        &shared.log,
        at,
        &message.subject,
        message.headers.as_ref(),
        &message.payload,
    );
    let (previous, commit) = opened.map_err(End::Wrong)?;
    Ok((at, previous, commit))
}

/// For the copy it is a conflict; in the cluster it should not stand.
fn as_damage(error: LogError) -> LogError {
    match error {
        LogError::Conflict { stream, expected, actual } => LogError::Damaged {
            at: Position(actual.0 + 1),
            what: format!("a commit of {stream} follows {}, not {}", expected.0, actual.0),
        },
        other => other,
    }
}

/// Whether something should have come.
async fn compare(shared: &Shared) -> Result<(), End> {
    let then = Instant::now();
    let end = shared.end().await.map_err(|error| End::Lost(error.to_string()))?;
    if end > shared.head() {
        return Err(End::Lost(format!("{} has not come", end.0)));
    }
    shared.was_complete(then);
    Ok(())
}
