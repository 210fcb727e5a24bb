//! What the nodes of one installation share besides the log, on the same NATS cluster.
#![warn(missing_docs)]

mod changes;
mod lease;
mod notices;

pub use changes::{Changes, End, Next, Outcome};
pub use lease::{Lease, Leases, Terms};
pub use notices::{Heard, Notices, Rhythm, Seal};

use async_nats::Client;
use async_nats::jetstream::{self, Context};
use eventlog::LogError;
use eventlog_jetstream::Options;

/// A node's connection to the others; it comes back by itself when it is lost.
#[derive(Debug, Clone)]
pub struct Cluster {
    client: Client,
    context: Context,
    /// Which log's installation: several may live on one cluster.
    name: String,
    /// Copies that the cluster keeps of what is made here.
    replicas: usize,
}

impl Cluster {
    /// Connects to the cluster that `options` describe.
    ///
    /// # Errors
    /// [`LogError::Medium`] when no server can be reached or the login is refused.
    pub async fn join(options: &Options) -> Result<Self, LogError> {
        let client = options.connect().await?;
        let context = jetstream::new(client.clone());
        Ok(Self { client, context, name: options.log.clone(), replicas: options.replicas })
    }
}

/// Turns an error of the client's into ours.
fn failed<E: std::error::Error + Send + Sync + 'static>(doing: &str) -> impl Fn(E) -> LogError {
    let doing = doing.to_owned();
    move |source| LogError::Medium { doing: doing.clone(), source: Box::new(source) }
}
