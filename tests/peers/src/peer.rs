//! What is compared: something that takes events for good, each writer with a stream of its own.

use async_trait::async_trait;

/// A log, a database or a service that is up.
#[async_trait]
pub(crate) trait Peer: Send + Sync {
    /// A writer of a stream that nobody else writes.
    async fn writer(&self, stream: &str) -> anyhow::Result<Box<dyn Writer>>;
}

/// One of many who write at the same time.
#[async_trait]
pub(crate) trait Writer: Send {
    /// Appends one event, expecting the stream to be where this writer left it where the peer knows such a thing; answers
    /// once the event would survive a power cut.
    async fn append(&mut self, event: &str) -> anyhow::Result<()>;
}
