//! A record of changes on the cluster, as the files that nodes share ask for it.

use cluster::{Changes, Cluster, Next, Outcome};
use eventlog::LogError;
use eventlog_jetstream::Options;
use futures_util::StreamExt as _;
use replica::{Broken, Published, Read, Shared, Span};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::{AbortHandle, block_in_place};

/// A record of the cluster as a shared file asks for it. Whoever writes to the file waits in their own thread.
pub(super) struct Record {
    changes: Changes,
    runtime: Handle,
    news: watch::Sender<u64>,
    listening: AbortHandle,
}

impl Record {
    /// Opens the record `of` what of this installation.
    ///
    /// # Errors
    /// When the cluster does not answer.
    pub(super) async fn open(
        cluster: &Cluster,
        options: &Options,
        of: &str,
    ) -> Result<Self, LogError> {
        let changes = Changes::open(cluster, options, of).await?;
        let mut bell = changes.bell().await?;
        let news = watch::Sender::new(0);
        let rung = news.clone();
        let listening = tokio::spawn(async move {
            while bell.next().await.is_some() {
                rung.send_modify(|count| *count += 1);
            }
        });
        let (runtime, listening) = (Handle::current(), listening.abort_handle());
        Ok(Self { changes, runtime, news, listening })
    }

    fn wait<T>(&self, answer: impl Future<Output = T>) -> T {
        block_in_place(|| self.runtime.block_on(answer))
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Shared for Record {
    fn span(&self) -> Result<Span, Broken> {
        let end = self.wait(self.changes.end())?;
        Ok(Span { first: end.first, last: end.last })
    }

    fn publish(&self, after: u64, change: &[u8]) -> Published {
        match self.wait(self.changes.publish(after, change)) {
            Outcome::Taken => Published::Taken,
            Outcome::Moved => Published::Moved,
            Outcome::Unknown(error) => Published::Unknown(error.into()),
        }
    }

    fn read(&self, after: u64) -> Result<Read, Broken> {
        Ok(match self.wait(self.changes.read(after))? {
            Next::Changes(changes) => Read::Changes(changes),
            Next::Gone => Read::Gone,
        })
    }

    fn keep(&self, at: u64, whole: Vec<u8>) -> Result<(), Broken> {
        Ok(self.wait(self.changes.keep(at, &whole))?)
    }

    fn kept(&self) -> Result<Option<(u64, Vec<u8>)>, Broken> {
        Ok(self.wait(self.changes.kept())?)
    }

    fn kept_at(&self) -> Result<u64, Broken> {
        Ok(self.wait(self.changes.kept_at())?)
    }

    fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }
}
