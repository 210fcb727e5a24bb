//! Notices: what each node says of itself just now. The cluster keeps none of it: a notice is said again and again, and
//! a node that is silent is forgotten.
//!
//! A notice is a whole, never a difference: who heard the latest knows all, and the next one makes good what was lost. It
//! travels in sealed pieces that open only as what they were sealed as: the piece of that notice of that node. A node's
//! notices are numbered, and an older one than was heard counts for nothing.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use async_nats::connection::State;
use async_nats::{Client, Subscriber};
use eventlog::LogError;
use futures_util::StreamExt as _;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep_until, timeout};
use uuid::Uuid;

use crate::{Cluster, failed};

/// The form of a piece; one of another form is a newer version's and passed over.
const FORM: u8 = 1;
/// The form, the node, the number of the notice, which piece, of how many.
const HEAD: usize = 1 + 16 + 8 + 2 + 2;
/// Bytes of a notice in one piece: far below what servers take as one message.
const PIECE: usize = 32 * 1024;
/// Pieces of a notice; a longer one is not said.
const PIECES: usize = 64;
/// Nodes that are listened to.
const NODES: usize = 64;
/// Nodes that were forgotten and whose last number is still known, so that nobody can say again what they said.
const FORGOTTEN: usize = 256;
/// Beats of silence after which a node is forgotten.
const SILENT: u32 = 3;

/// Seals what travels, so that the servers learn no more of it than its length and when it was said.
pub trait Seal: Send + Sync + 'static {
    /// Seals `plain` so that it opens only together with `bound`.
    fn seal(&self, bound: &[u8], plain: &[u8]) -> Vec<u8>;
    /// Opens what was sealed with the same `bound`; `None` when it was not, or with another key.
    fn open(&self, bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>>;
}

/// How often nodes speak.
#[derive(Debug, Clone, Copy)]
pub struct Rhythm {
    /// A node that has nothing new says its notice again after this time; after three in silence it is forgotten.
    pub beat: Duration,
    /// The least time between two notices of a node.
    pub pause: Duration,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self { beat: Duration::from_secs(3), pause: Duration::from_millis(250) }
    }
}

/// The latest notices of the other nodes.
pub type Heard = BTreeMap<Uuid, Arc<[u8]>>;

/// What the nodes of an installation say, as one of them hears it; it falls silent when this is dropped.
#[derive(Debug)]
pub struct Notices {
    saying: watch::Sender<Arc<[u8]>>,
    heard: watch::Receiver<Heard>,
    task: AbortHandle,
}

impl Cluster {
    /// Begins to listen to what the other nodes say `of` something, and asks them for it.
    ///
    /// # Errors
    /// [`LogError::Medium`] when the connection is closed.
    pub async fn notices(
        &self,
        of: &str,
        rhythm: Rhythm,
        seal: Arc<dyn Seal>,
    ) -> Result<Notices, LogError> {
        let subject = |what| format!("rives_{of}.{}.{what}", self.name);
        let (said, asked) = (subject("said"), subject("asked"));
        let listen = failed("listen to the other nodes");
        let notices = self.client.subscribe(said.clone()).await.map_err(&listen)?;
        let questions = self.client.subscribe(asked.clone()).await.map_err(listen)?;
        let (saying, say) = watch::channel(Arc::from([].as_slice()));
        let (tell, heard) = watch::channel(Heard::new());
        let speaker = Speaker {
            client: self.client.clone(),
            subjects: (said, asked),
            me: Uuid::new_v4(),
            number: 0,
            last: None,
            rhythm,
            seal,
            saying: say,
            heard: tell,
            nodes: BTreeMap::new(),
            forgotten: VecDeque::new(),
        };
        let task = tokio::spawn(speaker.run(notices, questions)).abort_handle();
        Ok(Notices { saying, heard, task })
    }
}

impl Notices {
    /// From now on this node says `whole`: soon, and with every beat.
    pub fn say(&self, whole: Vec<u8>) {
        self.saying.send_replace(whole.into());
    }

    /// What the others say; moves when one says something else than before, or is forgotten.
    #[must_use]
    pub fn heard(&self) -> watch::Receiver<Heard> {
        self.heard.clone()
    }
}

impl Drop for Notices {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Another node, by our clock.
struct Other {
    /// Its latest notice that came whole.
    number: u64,
    /// When that came.
    at: Instant,
    coming: Coming,
}

/// A notice of which pieces have come.
#[derive(Default)]
struct Coming {
    number: u64,
    pieces: BTreeMap<u16, Vec<u8>>,
}

/// What a piece says of itself.
struct Head {
    node: Uuid,
    number: u64,
    piece: u16,
    of: u16,
}

impl Head {
    fn bytes(&self) -> [u8; HEAD] {
        let mut bytes = [FORM; HEAD];
        bytes[1..17].copy_from_slice(self.node.as_bytes());
        bytes[17..25].copy_from_slice(&self.number.to_be_bytes());
        bytes[25..27].copy_from_slice(&self.piece.to_be_bytes());
        bytes[27..].copy_from_slice(&self.of.to_be_bytes());
        bytes
    }

    /// `None` when it is of another form.
    fn read(bytes: &[u8]) -> Option<Self> {
        let number = bytes[17..25].try_into().ok().map(u64::from_be_bytes)?;
        let short = |at: usize| u16::from_be_bytes([bytes[at], bytes[at + 1]]);
        let (node, piece, of) = (Uuid::from_slice(&bytes[1..17]).ok()?, short(25), short(27));
        let sound = bytes[0] == FORM && piece < of && usize::from(of) <= PIECES;
        sound.then_some(Self { node, number, piece, of })
    }
}

struct Speaker {
    client: Client,
    /// Where notices are said, and where they are asked for.
    subjects: (String, String),
    /// Unlike any other, also after the node was started again.
    me: Uuid,
    number: u64,
    /// When this node spoke last.
    last: Option<Instant>,
    rhythm: Rhythm,
    seal: Arc<dyn Seal>,
    saying: watch::Receiver<Arc<[u8]>>,
    heard: watch::Sender<Heard>,
    nodes: BTreeMap<Uuid, Other>,
    /// Nodes that fell silent, with their last number.
    forgotten: VecDeque<(Uuid, u64)>,
}

impl Speaker {
    async fn run(mut self, mut notices: Subscriber, mut questions: Subscriber) {
        self.ask().await;
        let mut due = Instant::now();
        loop {
            let silent = self.next_silent().unwrap_or_else(|| due + self.rhythm.beat);
            tokio::select! {
                // What came in while this process was stopped is heard before anybody is called silent.
                biased;
                Some(message) = notices.next() => self.hear(&message.payload),
                Some(_) = questions.next() => due = due.min(self.soonest()),
                Ok(()) = self.saying.changed() => due = due.min(self.soonest()),
                () = sleep_until(due) => {
                    self.say().await;
                    due = Instant::now() + self.rhythm.beat;
                }
                () = sleep_until(silent) => self.forget(),
            }
        }
    }

    fn soonest(&self) -> Instant {
        self.last.map_or_else(Instant::now, |last| last + self.rhythm.pause)
    }

    /// Asks the others to speak now.
    async fn ask(&self) {
        let asked = self.client.publish(self.subjects.1.clone(), "".into()).await;
        if let Err(error) = asked {
            tracing::debug!(%error, "the other nodes speak with their next beat");
        }
    }

    /// Without a connection nothing is said: old notices must not gather.
    async fn say(&mut self) {
        self.last = Some(Instant::now());
        if self.client.connection_state() != State::Connected {
            return;
        }
        self.number += 1;
        let whole = Arc::clone(&self.saying.borrow_and_update());
        let count = whole.len().div_ceil(PIECE).max(1);
        let Some(of) = u16::try_from(count).ok().filter(|_| count <= PIECES) else {
            tracing::error!(bytes = whole.len(), "a notice is too long for the other nodes");
            return;
        };
        for piece in 0..of {
            let from = usize::from(piece) * PIECE;
            let part = &whole[from..whole.len().min(from + PIECE)];
            let head = Head { node: self.me, number: self.number, piece, of }.bytes();
            let message = [&head[..], &self.seal.seal(&head, part)].concat();
            let said = self.client.publish(self.subjects.0.clone(), message.into());
            if !matches!(timeout(self.rhythm.beat, said).await, Ok(Ok(()))) {
                tracing::debug!("a notice is lost; the next one makes it good");
                return;
            }
        }
    }

    fn hear(&mut self, message: &[u8]) {
        let Some((bound, sealed)) = message.split_at_checked(HEAD) else { return };
        let Some(head) = Head::read(bound).filter(|head| self.is_news(head)) else { return };
        let Some(part) = self.seal.open(bound, sealed) else {
            tracing::debug!("a notice does not open: it was sealed with another key");
            return;
        };
        let fresh = || Other { number: 0, at: Instant::now(), coming: Coming::default() };
        let other = self.nodes.entry(head.node).or_insert_with(fresh);
        let Some(whole) = other.coming.take(&head, part) else { return };
        (other.number, other.at) = (head.number, Instant::now());
        self.heard.send_if_modified(|heard| {
            let changed = heard.get(&head.node).is_none_or(|known| **known != whole[..]);
            if changed {
                heard.insert(head.node, whole.into());
            }
            changed
        });
    }

    fn is_news(&self, head: &Head) -> bool {
        if let Some(other) = self.nodes.get(&head.node) {
            return head.number > other.number;
        }
        let before = self.forgotten.iter().find(|(node, _)| *node == head.node);
        head.node != self.me
            && self.nodes.len() < NODES
            && before.is_none_or(|(_, last)| head.number > *last)
    }

    /// When the next node will have been silent for too long.
    fn next_silent(&self) -> Option<Instant> {
        self.nodes.values().map(|other| other.at).min().map(|at| at + self.rhythm.beat * SILENT)
    }

    fn forget(&mut self) {
        let long = self.rhythm.beat * SILENT;
        let silent = |other: &Other| other.at.elapsed() >= long;
        let gone: Vec<_> = self.nodes.extract_if(.., |_, other| silent(other)).collect();
        for (node, other) in gone {
            self.heard.send_if_modified(|heard| heard.remove(&node).is_some());
            self.forgotten.push_back((node, other.number));
        }
        while self.forgotten.len() > FORGOTTEN {
            self.forgotten.pop_front();
        }
    }
}

impl Coming {
    /// The notice, once all its pieces are there.
    fn take(&mut self, head: &Head, part: Vec<u8>) -> Option<Vec<u8>> {
        if head.number < self.number {
            return None;
        }
        if head.number > self.number {
            *self = Self { number: head.number, pieces: BTreeMap::new() };
        }
        self.pieces.insert(head.piece, part);
        if self.pieces.len() < usize::from(head.of) {
            return None;
        }
        Some(std::mem::take(&mut self.pieces).into_values().collect::<Vec<_>>().concat())
    }
}
