//! Publishes what waits, in its order, and answers each append once the copy shows what became of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_nats::jetstream::context::{PublishAckFuture, PublishError, PublishErrorKind};
use async_nats::jetstream::publish::PublishAck;
use async_nats::jetstream::{self, ErrorCode};
use eventlog::{Appended, Commit, LogError, Position, causes};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use crate::shared::Shared;
use crate::{PATIENCE, message};

/// Shortest and longest pause before an append is published again.
const PAUSES: [Duration; 2] = [Duration::from_millis(20), Duration::from_secs(1)];

/// Appends that are looked up together.
const BATCH: usize = 256;

/// One append that waits.
pub(crate) struct Request {
    pub(crate) commit: Commit,
    pub(crate) frame: Vec<u8>,
    pub(crate) expected: Position,
    pub(crate) answer: oneshot::Sender<Result<Appended, LogError>>,
}

/// What the cluster said to a message.
enum Said {
    /// It stands here.
    Placed(PublishAck),
    /// Its stream has moved on, or is just about to.
    Moved,
    /// Whether it stands somewhere is not known.
    Unknown(String),
}

/// Until the log is closed and everything accepted is answered.
pub(crate) async fn run(shared: Arc<Shared>, mut queue: mpsc::Receiver<Request>) {
    let mut open = JoinSet::new();
    // Where the next commit must stand, when nobody else writes.
    let mut last = shared.alone.then(|| shared.head());
    let mut batch = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut batch, BATCH).await > 0 {
        let places = match places(&shared, &batch).await {
            Ok(places) => places,
            Err(error) => {
                refuse(&mut batch, &mut queue, &error);
                continue;
            }
        };
        for (request, place) in batch.drain(..).zip(places) {
            if let Some(position) = place {
                answer(request, Ok(Appended { position, repeated: true }));
                continue;
            }
            while open.try_join_next().is_some() {}
            // The cluster takes one commit of a stream at a time: one that follows another on its way waits for it.
            while shared.head() < request.expected && open.join_next().await.is_some() {}
            let began = Instant::now();
            let after = last;
            let sent = publish(&shared, &request, after).await;
            last = last.map(|last| Position(last.0 + 1));
            let shared = Arc::clone(&shared);
            open.spawn(async move {
                let outcome = resolve(&shared, &request, after, sent, began).await;
                answer(request, outcome);
            });
        }
    }
    while open.join_next().await.is_some() {}
}

/// Where the copy, which is made sure to be fresh enough, has the commands of a batch.
async fn places(shared: &Shared, batch: &[Request]) -> Result<Vec<Option<Position>>, LogError> {
    shared.running()?;
    shared.freshen().await?;
    let commands: Vec<_> = batch.iter().map(|request| request.commit.command_id).collect();
    shared.copy.places(&commands).await
}

/// Refuses a batch, and what waits behind it where each would wait as long to hear the same.
fn refuse(batch: &mut Vec<Request>, queue: &mut mpsc::Receiver<Request>, error: &LogError) {
    let alike = || match error {
        LogError::Stopped(why) => LogError::Stopped(why.clone()),
        other => {
            LogError::Medium { doing: "append to the cluster".into(), source: causes(other).into() }
        }
    };
    while let (LogError::Medium { .. }, Ok(request)) = (error, queue.try_recv()) {
        answer(request, Err(alike()));
    }
    for request in batch.drain(..) {
        answer(request, Err(alike()));
    }
}

fn answer(request: Request, outcome: Result<Appended, LogError>) {
    // Whoever asked may have gone; the commit stands all the same.
    let _gone = request.answer.send(outcome);
}

type Sent = Result<PublishAckFuture, PublishError>;

async fn known(shared: &Shared, request: &Request) -> Result<Option<Position>, LogError> {
    let found = shared.copy.find(request.commit.command_id).await?;
    Ok(found.map(|recorded| recorded.position))
}

/// With `last`, only as the very next commit of the log.
async fn publish(shared: &Shared, request: &Request, last: Option<Position>) -> Sent {
    let message = message::publish(request.commit.command_id, request.expected, &request.frame);
    let message = match last {
        Some(last) => message.expected_last_sequence(last.0),
        None => message,
    };
    let subject = message::subject(&shared.log, &request.commit.stream);
    shared.context.send_publish(subject, message).await
}

/// Publishes again until the outcome is known or patience ends. That is safe: the same message fits at one place in its
/// stream and at no other, so it stands once however often it is sent.
async fn resolve(
    shared: &Shared,
    request: &Request,
    after: Option<Position>,
    mut sent: Sent,
    began: Instant,
) -> Result<Appended, LogError> {
    let (until, mut pause) = (began + PATIENCE, PAUSES[0]);
    loop {
        let published = Instant::now();
        let why = match (heard(sent).await, after) {
            (Said::Placed(ack), _) => {
                let mut appended = settled(shared, request, &ack, until).await?;
                shared.was_complete(began);
                // Where it had to stand, it is this one, however often it was sent.
                let sent_here = after.is_some_and(|after| appended.position.0 == after.0 + 1);
                appended.repeated &= !sent_here;
                return Ok(appended);
            }
            (Said::Moved | Said::Unknown(_), Some(after)) => {
                match overtaken(shared, request, after, until).await {
                    Ok(Some(answer)) => return answer,
                    Ok(None) => "the cluster does not take it yet".to_owned(),
                    Err(error) => causes(&error),
                }
            }
            (Said::Moved, None) => match moved(shared, request, until).await {
                Ok(Some(answer)) => return answer,
                Ok(None) => "the same commit is on its way".to_owned(),
                Err(error) => causes(&error),
            },
            (Said::Unknown(why), None) => why,
        };
        shared.running()?;
        if published + pause > until {
            return unknown(shared, request, &why).await;
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(PAUSES[1]);
        sent = publish(shared, request, after).await;
    }
}

/// What stands where a commit that must be the very next one should; `None` when nothing does yet. Those before it, which
/// may have to be published again too, are waited for.
async fn overtaken(
    shared: &Shared,
    request: &Request,
    after: Position,
    until: Instant,
) -> Result<Option<Result<Appended, LogError>>, LogError> {
    shared.reached(after, until).await?;
    let end = shared.end().await?;
    if end <= after {
        return Ok(None);
    }
    shared.reached(end, until).await?;
    if let Some(position) = known(shared, request).await? {
        return Ok(Some(Ok(Appended { position, repeated: false })));
    }
    Ok(Some(Err(LogError::Medium {
        doing: "append to a log that nobody else may write to".into(),
        source: "somebody else writes to this log; stop every node that uses it and begin the copy again".into(),
    })))
}

/// The ack of an earlier or of another node's same message is the answer too.
async fn settled(
    shared: &Shared,
    request: &Request,
    ack: &PublishAck,
    until: Instant,
) -> Result<Appended, LogError> {
    let position = Position(ack.sequence);
    shared.reached(position, until).await?;
    let there = shared.copy.read(Position(position.0.saturating_sub(1)), 1).await?;
    if there.first().is_some_and(|found| found.commit.command_id == request.commit.command_id) {
        return Ok(Appended { position, repeated: ack.duplicate });
    }
    let what = "the cluster acknowledged a commit that does not stand here".to_owned();
    Err(LogError::Damaged { at: position, what })
}

/// What stands there instead; `None` when that is not decided yet.
async fn moved(
    shared: &Shared,
    request: &Request,
    until: Instant,
) -> Result<Option<Result<Appended, LogError>>, LogError> {
    let (stream, expected) = (&request.commit.stream, request.expected);
    let told = shared.end_of(stream).await?;
    shared.reached(told, until).await?;
    if let Some(position) = known(shared, request).await? {
        return Ok(Some(Ok(Appended { position, repeated: true })));
    }
    // A server that led until just now may answer from the past; the copy may know better.
    let before = Position(told.max(expected).0.saturating_sub(1));
    let later = shared.copy.read_stream(stream, before, usize::MAX).await?;
    let actual = later.last().map_or(told, |last| last.position);
    if actual == expected {
        return Ok(None);
    }
    Ok(Some(Err(LogError::Conflict { stream: stream.clone(), expected, actual })))
}

/// Patience has ended: one last look, and otherwise words that say what is known.
async fn unknown(shared: &Shared, request: &Request, why: &str) -> Result<Appended, LogError> {
    if let Some(position) = known(shared, request).await? {
        return Ok(Appended { position, repeated: true });
    }
    Err(LogError::Medium {
        doing: format!(
            "no majority of the cluster's servers acknowledged the commit within {} s; whether it was written is not \
             known, and the same command can be sent again",
            PATIENCE.as_secs()
        ),
        source: why.into(),
    })
}

async fn heard(sent: Sent) -> Said {
    let error = match sent {
        Ok(ack) => match ack.await {
            Ok(ack) => return Said::Placed(ack),
            Err(error) => error,
        },
        Err(error) => error,
    };
    let told = std::error::Error::source(&error).and_then(<dyn std::error::Error>::downcast_ref);
    match (error.kind(), told.map(jetstream::Error::error_code)) {
        (PublishErrorKind::WrongLastSequence, _)
        | (_, Some(ErrorCode::STREAM_WRONG_LAST_SEQUENCE_CONSTANT)) => Said::Moved,
        _ => Said::Unknown(causes(&error)),
    }
}
