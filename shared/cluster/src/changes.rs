//! Changes: an ordered record of opaque bytes that each node may go on by one, and the whole that stands for its beginning.
//!
//! The record is a `JetStream` stream with one message a change; its sequence numbers them. The whole lies in an object
//! store under the number of the change after which it was taken. One that is later holds all that an earlier one does,
//! so that it does no harm when two nodes keep one at the same time: the highest number counts, and the others go.

use std::error::Error as _;
use std::time::{Duration, Instant};

use async_nats::jetstream::context::{PublishError, PublishErrorKind};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::object_store::{self, ObjectStore};
use async_nats::jetstream::stream::{
    Config, DiscardPolicy, RawMessageErrorKind, StorageType, Stream,
};
use async_nats::jetstream::{self, ErrorCode};
use async_nats::{Client, Subscriber};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use eventlog::LogError;
use eventlog_jetstream::{Options, find_stream, patiently};
use futures_util::TryStreamExt as _;
use tokio::io::AsyncReadExt as _;
use uuid::Uuid;

use crate::{Cluster, failed};

/// How long it is tried to publish a change before its outcome is unknown.
const PATIENCE: Duration = Duration::from_secs(5);
/// Pause between two tries.
const AGAIN: Duration = Duration::from_millis(100);
/// Changes read at a time.
const BATCH: u64 = 64;

/// A record on a cluster.
#[derive(Clone)]
pub struct Changes {
    client: Client,
    context: jetstream::Context,
    stream: Stream,
    wholes: ObjectStore,
    /// The stream of the object store, to leave nothing of what is deleted.
    objects: Stream,
    subject: String,
    bell: String,
    bucket: String,
}

/// What became of a change.
#[derive(Debug)]
pub enum Outcome {
    /// It is the next one.
    Taken,
    /// Another one was first.
    Moved,
    /// Whether it stands is not known.
    Unknown(LogError),
}

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// These changes; none when there are no more.
    Changes(Vec<Vec<u8>>),
    /// It was let go of.
    Gone,
}

/// Where the record begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The first change that is there; one more than `last` when none is.
    pub first: u64,
    /// The last change that ever was.
    pub last: u64,
}

impl Changes {
    /// Opens the record `of` what of this installation, or makes it, with as many copies as the log has.
    ///
    /// # Errors
    /// [`LogError::Medium`] when the cluster does not answer, or has something else of this name.
    pub async fn open(cluster: &Cluster, options: &Options, of: &str) -> Result<Self, LogError> {
        let (client, context) = (cluster.client.clone(), cluster.context.clone());
        let name = &cluster.name;
        let (subject, bell) =
            (format!("rives_{of}.{name}.change"), format!("rives_{of}.{name}.bell"));
        // Logs are called `rives-…`: no log's name can make it another's.
        let stream = record(&context, options, &format!("rives_{of}-{name}"), &subject).await?;
        let bucket = format!("rives_{of}-{name}");
        let wholes = patiently(|| wholes(&context, options, &bucket)).await?;
        let objects = find_stream(&context, &format!("OBJ_{bucket}")).await?.ok_or_else(|| {
            let doing = "find the stream of the object store".to_owned();
            LogError::Medium { doing, source: "it is not there".into() }
        })?;
        Ok(Self { client, context, stream, wholes, objects, subject, bell, bucket })
    }

    /// Publishes `change` as the one after `after`, or not at all. While nothing is known of it the same message is sent
    /// again: it fits at one place only.
    pub async fn publish(&self, after: u64, change: &[u8]) -> Outcome {
        let (id, end) = (Uuid::new_v4().to_string(), Instant::now() + PATIENCE);
        loop {
            let message = PublishMessage::build()
                .payload(change.to_vec().into())
                .message_id(&id)
                .expected_last_sequence(after);
            let why = match self.send(message).await {
                Ok(sequence) if sequence == after + 1 => {
                    self.ring().await;
                    return Outcome::Taken;
                }
                Ok(sequence) => return Outcome::Unknown(misplaced(after + 1, sequence)),
                Err(error) if is_moved(&error) => return self.first(after, change).await,
                Err(error) => failed("publish a change")(error),
            };
            if Instant::now() + AGAIN > end {
                return Outcome::Unknown(why);
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    async fn send(&self, message: PublishMessage) -> Result<u64, PublishError> {
        let sent = self.context.send_publish(self.subject.clone(), message).await?;
        Ok(sent.await?.sequence)
    }

    /// Who was first: it may have been this very change, when an earlier answer was lost.
    async fn first(&self, after: u64, change: &[u8]) -> Outcome {
        match self.message(after + 1).await {
            Ok(Some(first)) if first == change => {
                self.ring().await;
                Outcome::Taken
            }
            // A server that leads no more may say so of what it has not heard of; nothing stands there then.
            Ok(_) => Outcome::Moved,
            Err(error) => Outcome::Unknown(error),
        }
    }

    /// Others hear of it sooner; who does not hear asks.
    async fn ring(&self) {
        let rung = self.client.publish(self.bell.clone(), "".into()).await;
        if let Err(error) = rung {
            tracing::debug!(%error, "the others will find out by themselves");
        }
    }

    /// Is told something whenever a change was published.
    ///
    /// # Errors
    /// When the connection is closed.
    pub async fn bell(&self) -> Result<Subscriber, LogError> {
        let heard = self.client.subscribe(self.bell.clone()).await;
        heard.map_err(failed("listen to the other nodes"))
    }

    /// Where the record begins and ends, as its leader knows.
    ///
    /// # Errors
    /// [`LogError::Medium`] when it does not answer.
    pub async fn end(&self) -> Result<End, LogError> {
        let info =
            self.stream.get_info().await.map_err(failed("ask for the end of the changes"))?;
        let last = info.state.last_sequence;
        let first = if info.state.messages == 0 { last + 1 } else { info.state.first_sequence };
        Ok(End { first, last })
    }

    /// What comes after the change `after`.
    ///
    /// # Errors
    /// [`LogError::Medium`] when the cluster does not answer.
    pub async fn read(&self, after: u64) -> Result<Next, LogError> {
        let mut changes = Vec::new();
        for at in after + 1..=after + BATCH {
            match self.message(at).await? {
                Some(change) => changes.push(change),
                None => break,
            }
        }
        if changes.is_empty() && self.end().await?.first > after + 1 {
            return Ok(Next::Gone);
        }
        Ok(Next::Changes(changes))
    }

    async fn message(&self, at: u64) -> Result<Option<Vec<u8>>, LogError> {
        match self.stream.get_raw_message(at).await {
            Ok(message) => Ok(Some(message.payload.to_vec())),
            Err(error) if error.kind() == RawMessageErrorKind::NoMessageFound => Ok(None),
            Err(error) => Err(failed(&format!("read change {at}"))(error)),
        }
    }

    /// Keeps the whole as it is after the change `at`; the changes up to there and older wholes go.
    ///
    /// # Errors
    /// [`LogError::Medium`] when the cluster does not answer: then it can be done again.
    pub async fn keep(&self, at: u64, whole: &[u8]) -> Result<(), LogError> {
        self.put(&at.to_string(), whole).await?;
        let mut all = self.numbers().await?;
        let newest = all.pop().unwrap_or(at);
        for older in all {
            self.discard(older).await?;
        }
        let purged = self.stream.purge().sequence(newest + 1).await;
        purged.map(drop).map_err(failed("let go of old changes"))
    }

    /// Tried for a while: not every server knows of an object store that was only just made, and choosing a new leader takes
    /// some seconds. What is put twice is there once.
    async fn put(&self, name: &str, whole: &[u8]) -> Result<(), LogError> {
        patiently(|| async {
            let mut rest = whole;
            let put = self.wholes.put(name, &mut rest).await;
            put.map(drop).map_err(failed("keep the whole"))
        })
        .await
    }

    /// Without the note that an object store leaves of what it deleted.
    async fn discard(&self, number: u64) -> Result<(), LogError> {
        let name = number.to_string();
        let gone = self.wholes.delete(&name).await;
        if let Err(error) = gone {
            // Another node may have been quicker.
            tracing::debug!(%error, number, "an older whole was gone");
        }
        let note = format!("$O.{}.M.{}", self.bucket, URL_SAFE.encode(&name));
        let purged = self.objects.purge().filter(note).await;
        purged.map(drop).map_err(failed("let go of an older whole"))
    }

    /// The numbers of the wholes that are kept, in order.
    async fn numbers(&self) -> Result<Vec<u64>, LogError> {
        let doing = "list what is kept whole";
        let list = self.wholes.list().await.map_err(failed(doing))?;
        let all: Vec<_> = list.try_collect().await.map_err(failed(doing))?;
        let mut numbers: Vec<u64> = all.iter().filter_map(|it| it.name.parse().ok()).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// After which change the newest whole was taken; 0 when there is none.
    ///
    /// # Errors
    /// [`LogError::Medium`] when the cluster does not answer.
    pub async fn kept_at(&self) -> Result<u64, LogError> {
        Ok(self.numbers().await?.pop().unwrap_or_default())
    }

    /// The newest whole, and after which change it was taken.
    ///
    /// # Errors
    /// [`LogError::Medium`] when the cluster does not answer, or a newer one came while it was read.
    pub async fn kept(&self) -> Result<Option<(u64, Vec<u8>)>, LogError> {
        let Some(newest) = self.numbers().await?.pop() else { return Ok(None) };
        let doing = "read what is kept whole";
        let object = self.wholes.get(newest.to_string()).await;
        let mut object = object.map_err(failed(doing))?;
        let mut whole = Vec::with_capacity(object.info().size);
        object.read_to_end(&mut whole).await.map_err(failed(doing))?;
        Ok(Some((newest, whole)))
    }
}

async fn record(
    context: &jetstream::Context,
    options: &Options,
    name: &str,
    subject: &str,
) -> Result<Stream, LogError> {
    let wanted = Config {
        name: name.to_owned(),
        description: Some("What the nodes of Rives share: never delete, purge or edit".into()),
        subjects: vec![subject.to_owned()],
        storage: StorageType::File,
        discard: DiscardPolicy::New,
        num_replicas: options.replicas,
        deny_delete: true,
        ..Config::default()
    };
    let found = match find_stream(context, name).await? {
        Some(found) => found,
        None => {
            patiently(|| async {
                let made = context.get_or_create_stream(wanted.clone()).await;
                made.map_err(failed(&format!("create the stream {name}")))
            })
            .await?
        }
    };
    let config = &found.cached_info().config;
    if config.subjects != wanted.subjects
        || config.storage != wanted.storage
        || config.num_replicas < wanted.num_replicas.min(3)
    {
        let what = format!(
            "the stream {name} was not made for this, or keeps fewer copies than the log: `nats stream info {name}`"
        );
        return Err(LogError::Medium { doing: "use the cluster".into(), source: what.into() });
    }
    Ok(found)
}

async fn wholes(
    context: &jetstream::Context,
    options: &Options,
    bucket: &str,
) -> Result<ObjectStore, LogError> {
    if let Ok(found) = context.get_object_store(bucket).await {
        return Ok(found);
    }
    let made = context.create_object_store(object_store::Config {
        bucket: bucket.to_owned(),
        description: Some("The beginning of what the nodes of Rives share".into()),
        storage: StorageType::File,
        num_replicas: options.replicas,
        ..object_store::Config::default()
    });
    made.await.map_err(failed(&format!("create the object store {bucket}")))
}

fn is_moved(error: &PublishError) -> bool {
    let told = error.source().and_then(<dyn std::error::Error>::downcast_ref);
    let code = told.map(jetstream::Error::error_code);
    error.kind() == PublishErrorKind::WrongLastSequence
        || code == Some(ErrorCode::STREAM_WRONG_LAST_SEQUENCE_CONSTANT)
}

fn misplaced(wanted: u64, found: u64) -> LogError {
    let what = format!("a change for {wanted} was put at {found}");
    LogError::Medium { doing: "publish a change".into(), source: what.into() }
}
