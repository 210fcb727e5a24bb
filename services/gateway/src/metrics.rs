//! What the node counts, for Prometheus; names, units and labels are all here.

use std::time::{Duration, Instant};

use async_graphql::parser::types::OperationType;
use async_trait::async_trait;
use axum::http::StatusCode;
use eventlog::{Appended, CommandId, Commit, EventLog, LogError, Position, Recorded, StreamId};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use std::sync::Arc;
use tokio::sync::watch;

const REQUESTS: &str = "rives_http_requests_total";
const REQUEST_SECONDS: &str = "rives_http_request_seconds";
const APPENDS: &str = "rives_appends_total";
const APPEND_SECONDS: &str = "rives_append_seconds";
const HEAD: &str = "rives_log_head";
const APPLIED: &str = "rives_applied_position";
const LAG: &str = "rives_applied_lag_commits";
const CONNECTIONS: &str = "rives_ws_connections";
const OPERATIONS: &str = "rives_ws_operations";
const PUSHED: &str = "rives_pushed_changes_total";
const REFUSALS: &str = "rives_refusals_total";
const MAILS: &str = "rives_mails_total";
const TAKES_COMMITS: &str = "rives_log_takes_commits";
const LEASE_HELD: &str = "rives_lease_held";
const ARCHIVED: &str = "rives_archive_position";
const ARCHIVE_STOPPED: &str = "rives_archive_stopped";
const ARCHIVE_FAILURES: &str = "rives_archive_failures_total";

/// Bounds of the latency histograms, in seconds.
const SECONDS: [f64; 12] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Starts counting; the handle renders what was counted.
///
/// # Errors
/// When the recorder cannot be built or another one is in place.
pub fn start() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new().set_buckets(&SECONDS)?.install_recorder()?;
    describe_counter!(REQUESTS, "Requests to /graphql by kind of operation and status");
    describe_histogram!(REQUEST_SECONDS, "Seconds from a request's head to its answer, by kind");
    describe_counter!(APPENDS, "Commits asked of the log, by outcome");
    describe_histogram!(APPEND_SECONDS, "Seconds until a commit was durable");
    describe_gauge!(HEAD, "Last durable position of the log");
    describe_gauge!(APPLIED, "Last position that queries show");
    describe_gauge!(LAG, "Commits that queries do not show yet");
    describe_gauge!(CONNECTIONS, "Open WebSocket connections");
    describe_gauge!(OPERATIONS, "Running operations over WebSockets");
    describe_counter!(PUSHED, "Changes sent to subscribers");
    describe_counter!(REFUSALS, "Acts refused, by rule");
    describe_counter!(MAILS, "Mails by what became of a try: sent, postponed, given_up");
    describe_gauge!(TAKES_COMMITS, "0 while the cluster has no majority and acts are refused");
    describe_gauge!(
        LEASE_HELD,
        "1 at the node of the cluster that does this work for all, by lease"
    );
    describe_gauge!(ARCHIVED, "Last position of the log that is in the archive");
    describe_gauge!(ARCHIVE_STOPPED, "1 when sealing has stopped until somebody mends the cause");
    describe_counter!(ARCHIVE_FAILURES, "Tries to write the archive that failed");
    Ok(handle)
}

/// The label of an operation's kind.
#[must_use]
pub fn kind(kind: OperationType) -> &'static str {
    match kind {
        OperationType::Query => "query",
        OperationType::Mutation => "mutation",
        OperationType::Subscription => "subscription",
    }
}

/// Counts an answered request.
pub fn request(kind: &'static str, status: StatusCode, took: Duration) {
    counter!(REQUESTS, "kind" => kind, "status" => status.as_str().to_owned()).increment(1);
    histogram!(REQUEST_SECONDS, "kind" => kind).record(took);
}

/// Counts a refusal by the rule that asked for it.
pub fn refusal(rule: &str) {
    counter!(REFUSALS, "rule" => rule.to_owned()).increment(1);
}

/// Counts what became of a try to send a mail.
pub fn mail(event: courier::Event) {
    counter!(MAILS, "outcome" => event.name()).increment(1);
}

/// Counts changes that were sent to a subscriber.
pub fn pushed(changes: u64) {
    counter!(PUSHED).increment(changes);
}

/// Sets how far the archive is, and whether it goes on.
pub fn archived(position: u64, stopped: bool) {
    gauge!(ARCHIVED).set(float(position));
    gauge!(ARCHIVE_STOPPED).set(if stopped { 1.0 } else { 0.0 });
}

/// Counts a try to write the archive that failed.
pub fn archive_failed() {
    counter!(ARCHIVE_FAILURES).increment(1);
}

#[expect(clippy::cast_precision_loss, reason = "a gauge is a float; positions stay below 2^53")]
fn float(position: u64) -> f64 {
    position as f64
}

/// Notes whether this node has a lease.
pub fn lease(name: &'static str, held: bool) {
    gauge!(LEASE_HELD, "lease" => name).set(if held { 1.0 } else { 0.0 });
}

/// Sets how far log and queries are and whether the log takes commits, before the figures are rendered.
pub fn positions(head: Position, applied: Position, takes_commits: bool) {
    gauge!(TAKES_COMMITS).set(if takes_commits { 1.0 } else { 0.0 });
    gauge!(HEAD).set(float(head.0));
    gauge!(APPLIED).set(float(applied.0));
    gauge!(LAG).set(float(head.0.saturating_sub(applied.0)));
}

/// Counts something that is open for as long as the value lives.
pub struct Open(&'static str);

impl Open {
    /// An open WebSocket connection.
    #[must_use]
    pub fn connection() -> Self {
        Self::named(CONNECTIONS)
    }

    /// A running operation over a WebSocket.
    #[must_use]
    pub fn operation() -> Self {
        Self::named(OPERATIONS)
    }

    fn named(name: &'static str) -> Self {
        gauge!(name).increment(1.0);
        Self(name)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        gauge!(self.0).decrement(1.0);
    }
}

/// A log whose appends are counted and timed.
pub struct Measured(pub Arc<dyn EventLog>);

#[async_trait]
impl EventLog for Measured {
    async fn append(&self, commit: Commit, expected: Position) -> Result<Appended, LogError> {
        let begun = Instant::now();
        let result = self.0.append(commit, expected).await;
        let outcome = match &result {
            Ok(appended) if appended.repeated => "repeated",
            Ok(_) => "done",
            Err(LogError::Conflict { .. }) => "conflict",
            Err(_) => "failed",
        };
        counter!(APPENDS, "outcome" => outcome).increment(1);
        histogram!(APPEND_SECONDS).record(begun.elapsed());
        result
    }

    async fn read(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        self.0.read(after, limit).await
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError> {
        self.0.read_stream(stream, after, limit).await
    }

    async fn find(&self, command: CommandId) -> Result<Option<Recorded>, LogError> {
        self.0.find(command).await
    }

    fn head(&self) -> watch::Receiver<Position> {
        self.0.head()
    }

    async fn stopped(&self) -> String {
        self.0.stopped().await
    }

    fn trouble(&self) -> Option<String> {
        self.0.trouble()
    }

    async fn close(&self) -> Result<(), LogError> {
        self.0.close().await
    }
}
