//! A lease: work that one node at a time may do. It is held by each node's own clock, so that no two clocks need to agree.
//!
//! The cluster keeps one entry a lease, with who has it, and takes a change of it only from who names its last revision.
//! The holder renews; it may work until [`Terms::expiry`] less [`Terms::margin`] have gone since it *sent* its last renewal
//! that was taken. Whoever waits takes over when the entry has not changed for a whole expiry since it *read* it, which is
//! later. The servers' own expiry is not used: it goes by the wall clock of the server that leads just then.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use async_nats::jetstream::context::CreateKeyValueErrorKind;
use async_nats::jetstream::kv::{self, Operation, Store, UpdateErrorKind};
use eventlog::LogError;
use eventlog_jetstream::patiently;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout};
use uuid::Uuid;

use crate::Cluster;

/// How long a lease lasts.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// How long an entry that does not change keeps others away.
    pub expiry: Duration,
    /// How long before that its holder stops to work: for clocks that do not run alike, and work that ends late.
    pub margin: Duration,
    /// How often the holder renews and the others look; no request may take longer.
    pub renewal: Duration,
}

impl Default for Terms {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { expiry: seconds(15), margin: seconds(5), renewal: seconds(2) }
    }
}

/// The leases of one installation, as one node sees them.
#[derive(Debug, Clone)]
pub struct Leases {
    store: Store,
    /// Who this node is, for people who look into the cluster, and unlike any other, also after it was started again.
    me: String,
    terms: Terms,
}

/// One lease: sought from its beginning to its end, renewed while it is held.
#[derive(Debug)]
pub struct Lease {
    may_work: watch::Receiver<Option<Instant>>,
    quit: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Cluster {
    /// The leases of this installation; `node` says which node it is, for people. The bucket is made when it is missing.
    ///
    /// # Errors
    /// [`LogError::Medium`] when the cluster does not have the bucket and cannot make it.
    pub async fn leases(&self, node: &str, terms: Terms) -> Result<Leases, LogError> {
        let config = kv::Config {
            bucket: format!("rives-{}-leases", self.name),
            description: "Which node of Rives does what one node does for all".into(),
            history: 1,
            num_replicas: self.replicas,
            ..kv::Config::default()
        };
        let bucket = config.bucket.clone();
        let store = patiently(|| async {
            let store = match self.context.create_key_value(config.clone()).await {
                Ok(store) => Ok(store),
                // It is there, perhaps with other replicas: as an operator made it.
                Err(error) if error.kind() == CreateKeyValueErrorKind::BucketCreate => {
                    self.context.get_key_value(&bucket).await.map_err(|_| error)
                }
                Err(error) => Err(error),
            };
            store.map_err(|source| LogError::Medium {
                doing: format!("find or make the bucket {bucket} of leases"),
                source: Box::new(source),
            })
        })
        .await?;
        Ok(Leases { store, me: format!("{node} {}", Uuid::new_v4()), terms })
    }
}

impl Leases {
    /// Begins to seek the lease `name`; `told` hears each time whether this node has it.
    #[must_use]
    pub fn seek(&self, name: &'static str, told: impl Fn(bool) + Send + 'static) -> Lease {
        let (until, may_work) = watch::channel(None);
        let (quit, quitting) = watch::channel(false);
        let seeker = Seeker {
            leases: self.clone(),
            name,
            until,
            known: Known::Nothing,
            told: Box::new(told),
        };
        Lease { may_work, quit, task: tokio::spawn(seeker.run(quitting)) }
    }
}

impl Lease {
    /// Whether this node may work now, by its clock.
    #[must_use]
    pub fn holds(&self) -> bool {
        is_ahead(*self.may_work.borrow())
    }

    /// Waits until this node may work.
    pub async fn won(&self) {
        let mut may_work = self.may_work.clone();
        if may_work.wait_for(|until| is_ahead(*until)).await.is_err() {
            // The task lives as long as the lease; without it nothing is ever won.
            std::future::pending::<()>().await;
        }
    }

    /// Does `work` for as long as the lease is held; `None` when it was lost first, and what was begun is dropped. The
    /// clock is asked before every step, so that a process that was stopped or starved does not go on where it was.
    pub async fn within<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let (mut work, mut lost) = (pin!(work), pin!(self.lost()));
        poll_fn(|context| {
            if !self.holds() || lost.as_mut().poll(context).is_ready() {
                return Poll::Ready(None);
            }
            work.as_mut().poll(context).map(Some)
        })
        .await
    }

    async fn lost(&self) {
        let mut may_work = self.may_work.clone();
        loop {
            let until = *may_work.borrow_and_update();
            match until {
                Some(until) if Instant::now() < until => tokio::select! {
                    () = sleep_until(until) => {}
                    changed = may_work.changed() => if changed.is_err() { return },
                },
                _ => return,
            }
        }
    }

    /// Stops to seek it; when this node has it, the next one need not wait for its end. What was done under it must have
    /// ended.
    pub async fn give_back(mut self) {
        self.quit.send_replace(true);
        // A task that broke holds nothing any more, and its panic was written.
        (&mut self.task).await.unwrap_or_default();
    }
}

impl Drop for Lease {
    /// It runs out by itself.
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn is_ahead(until: Option<Instant>) -> bool {
    until.is_some_and(|until| Instant::now() < until)
}

/// What the entry was when it was last read or written.
enum Known {
    /// It is asked next.
    Nothing,
    /// Ours, at this revision; whether one may work still is a question of time.
    Ours(u64),
    /// Another's, unchanged since this moment of our clock.
    Others { revision: u64, holder: Arc<str>, since: Instant },
}

struct Seeker {
    leases: Leases,
    name: &'static str,
    /// Until when one may work; `None` once it is known to be another's.
    until: watch::Sender<Option<Instant>>,
    known: Known,
    told: Box<dyn Fn(bool) + Send>,
}

/// Why a turn did not come to its end; the next one tries again.
struct Failed(String);

impl Seeker {
    async fn run(mut self, mut quit: watch::Receiver<bool>) {
        (self.told)(false);
        let mut held = false;
        loop {
            let renewal = self.leases.terms.renewal;
            let turn = self.turn();
            let failed = match timeout(renewal, turn).await {
                Ok(Ok(())) => None,
                Ok(Err(Failed(why))) => Some(why),
                Err(_) => Some(format!("no answer in {} s", renewal.as_secs_f32())),
            };
            if let Some(why) = failed {
                tracing::debug!(lease = self.name, why, "the cluster did not answer for a lease");
            }
            held = self.tell(held);
            let next = self.next_turn(held);
            tokio::select! {
                () = sleep_until(next) => {}
                _ = quit.wait_for(|quit| *quit) => break,
            }
            held = self.tell(held);
        }
        self.give_back().await;
        (self.told)(false);
    }

    /// The renewal is due, or the moment from which one may not work any more, whichever is first.
    fn next_turn(&self, held: bool) -> Instant {
        let renewal = Instant::now() + self.leases.terms.renewal;
        match *self.until.borrow() {
            Some(until) if held => renewal.min(until),
            _ => renewal,
        }
    }

    /// Says so when that has changed.
    fn tell(&self, held: bool) -> bool {
        let holds = is_ahead(*self.until.borrow());
        if holds != held {
            let lease = self.name;
            match &self.known {
                _ if holds => tracing::info!(lease, "this node has the lease and does this work"),
                Known::Others { holder, .. } => {
                    tracing::warn!(lease, %holder, "another node has taken the lease");
                }
                _ => {
                    tracing::warn!(
                        lease,
                        "the lease was not renewed in time: this work rests here"
                    );
                }
            }
            (self.told)(holds);
        }
        holds
    }

    /// Renews what is ours, looks at what is another's, takes what is free.
    async fn turn(&mut self) -> Result<(), Failed> {
        if let Known::Ours(revision) = self.known
            && self.write(revision).await?
        {
            return Ok(());
        }
        match self.free().await? {
            Some(revision) => self.write(revision).await.map(drop),
            None => Ok(()),
        }
    }

    /// Writes our name over this revision; false when another revision is there.
    async fn write(&mut self, over: u64) -> Result<bool, Failed> {
        let (sent, terms) = (Instant::now(), self.leases.terms);
        let value = self.leases.me.clone().into();
        match self.leases.store.update(self.name, value, over).await {
            Ok(revision) => {
                self.known = Known::Ours(revision);
                self.until.send_replace(Some(sent + terms.expiry - terms.margin));
                Ok(true)
            }
            Err(error) if error.kind() == UpdateErrorKind::WrongLastRevision => {
                self.known = Known::Nothing;
                Ok(false)
            }
            // Whether it was taken is found out by the next turn.
            Err(error) => {
                self.known = Known::Nothing;
                Err(Failed(error.to_string()))
            }
        }
    }

    /// The revision over which our name may be written now, if there is one.
    async fn free(&mut self) -> Result<Option<u64>, Failed> {
        let entry = self.leases.store.entry(self.name).await;
        let Some(entry) = entry.map_err(|error| Failed(error.to_string()))? else {
            return Ok(Some(0));
        };
        if entry.operation != Operation::Put {
            return Ok(Some(entry.revision));
        }
        if entry.value == self.leases.me {
            // We wrote it and did not hear that it was taken.
            return Ok(Some(entry.revision));
        }
        if let Known::Others { revision, since, .. } = self.known
            && revision == entry.revision
        {
            let is_over = since.elapsed() >= self.leases.terms.expiry;
            return Ok(is_over.then_some(revision));
        }
        let holder = String::from_utf8_lossy(&entry.value).as_ref().into();
        self.until.send_replace(None);
        self.known = Known::Others { revision: entry.revision, holder, since: Instant::now() };
        Ok(None)
    }

    /// Work has ended here; the others need not wait.
    async fn give_back(&mut self) {
        self.until.send_replace(None);
        let Known::Ours(revision) = self.known else { return };
        let given = self.leases.store.delete_expect_revision(self.name, Some(revision));
        let lease = self.name;
        match timeout(self.leases.terms.renewal, given).await {
            Ok(Ok(())) => tracing::info!(lease, "the lease is given back"),
            Ok(Err(error)) => tracing::info!(lease, %error, "the lease runs out by itself"),
            Err(_) => tracing::info!(lease, "the lease runs out by itself: the cluster is silent"),
        }
    }
}
