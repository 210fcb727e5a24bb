//! The listening node: accepts, serves, and stops without losing anything.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use eventlog::EventLog;
use metrics_exporter_prometheus::PrometheusHandle;
use readmodel::Phase;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use crate::archiving::{Archiving, Standing};
use crate::duties::Duties;
use crate::http::{Front, Readiness, Rooms, router};
use crate::metrics;
use crate::node::{Node, NodeEngine};

/// Serves `node` until the process is asked to stop; `announce` is told the address once connections are accepted.
///
/// # Errors
/// When the address is taken, or the log cannot be closed.
pub async fn serve(
    mut node: Node,
    figures: PrometheusHandle,
    announce: impl FnOnce(SocketAddr) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    let listen = node.config.listen;
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("cannot listen on {listen}; choose another address with --listen")
    })?;
    let address = listener.local_addr()?;
    let (stop, stopping) = watch::channel(false);
    let engine = Arc::new(NodeEngine::new(&node));
    let front = Arc::new(Front::new(engine, node.config.clone(), stopping.clone()));
    let (archiving, standing) = Archiving::new(&node).unzip();
    let readiness = Arc::new(State::new(&node, figures, standing, stopping.clone()));
    let providers = Some(Arc::clone(&node.world.providers));
    let routes = router(Rooms { front: Arc::clone(&front), readiness, providers });
    crate::files::enough_for(&node.config.limits);
    let serving = crate::http::serve(listener, routes, Arc::clone(&front), stopping.clone());
    node.world.post.listening(address);
    node.share_presence().await?;
    let duties = Duties::begin(&mut node, archiving, address, stopping).await?;
    // Before it says that it serves: whoever hears that may ask it to stop at once.
    let signals = Signals::heard().context("cannot listen for signals")?;
    announce(address)?;
    tracing::info!(%address, "serving");
    let asked = asked_to_stop(signals, Arc::clone(&node.world.log));
    let ended = until_asked(serving, asked, &stop, &node.config, &front.connections).await;
    drop(front);
    duties.end().await?;
    let closed = node.close().await;
    if let Some(why) = ended.context("serving failed")? {
        bail!("the log stopped: {why}");
    }
    closed?;
    tracing::info!("stopped; everything accepted is durable");
    Ok(())
}

/// Runs the server until it is asked to stop, then gives requests and connections their time to end; returns why it was
/// asked, when the log asked.
async fn until_asked(
    serving: impl Future<Output = std::io::Result<()>> + Send + 'static,
    asked: impl Future<Output = Option<String>>,
    stop: &watch::Sender<bool>,
    config: &crate::config::Config,
    connections: &Arc<Semaphore>,
) -> std::io::Result<Option<String>> {
    let mut serving = tokio::spawn(serving);
    let ended = |ended: Result<_, tokio::task::JoinError>| {
        ended.unwrap_or_else(|broken| Err(std::io::Error::other(broken)))
    };
    let why = tokio::select! {
        done = &mut serving => return ended(done).map(|()| None),
        why = asked => why,
    };
    stop.send_replace(true);
    let all = u32::try_from(config.limits.connections).unwrap_or(u32::MAX);
    let quiet = async {
        let done = ended((&mut serving).await);
        // All permits are back once every connection has said goodbye.
        drop(connections.acquire_many(all).await);
        done
    };
    let patience = Duration::from_secs(config.limits.shutdown_seconds);
    if let Ok(done) = timeout(patience, quiet).await {
        return done.map(|()| why);
    }
    tracing::warn!(seconds = patience.as_secs(), "some requests did not end in time");
    serving.abort();
    Ok(why)
}

/// The signals that ask a node to stop, heard from the moment they are made.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn heard() -> std::io::Result<Self> {
        let terminate = signal(SignalKind::terminate())?;
        Ok(Self { terminate, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}

/// Waits until a signal or the log asks the node to stop; why, when it was the log.
async fn asked_to_stop(mut signals: Signals, log: Arc<dyn EventLog>) -> Option<String> {
    tokio::select! {
        signal = signals.next() => {
            tracing::info!(signal, "stopping: open requests are finished first");
            None
        }
        why = log.stopped() => {
            tracing::error!(why, "nothing can be kept any more: the node stops");
            Some(why)
        }
    }
}

/// What health checks and metrics ask.
struct State {
    status: watch::Receiver<readmodel::Status>,
    head: watch::Receiver<eventlog::Position>,
    applied: watch::Receiver<eventlog::Position>,
    log: Arc<dyn EventLog>,
    stopping: watch::Receiver<bool>,
    archive: Option<watch::Receiver<Standing>>,
    figures: PrometheusHandle,
}

impl State {
    fn new(
        node: &Node,
        figures: PrometheusHandle,
        archive: Option<watch::Receiver<Standing>>,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        Self {
            status: node.status(),
            head: node.world.log.head(),
            applied: node.world.model.applied(),
            log: Arc::clone(&node.world.log),
            stopping,
            archive,
            figures,
        }
    }
}

/// Queries may be this many commits behind while the node calls itself ready: writing goes on all the time.
const MAY_LAG: u64 = 10_000;

impl Readiness for State {
    fn waits_for(&self) -> Vec<String> {
        let mut waits = Vec::new();
        if *self.stopping.borrow() {
            waits.push("the node is stopping".to_owned());
        }
        let status = self.status.borrow().clone();
        match status.phase {
            Phase::Following => {
                let (head, applied) = (self.head.borrow().0, self.applied.borrow().0);
                if head.saturating_sub(applied) > MAY_LAG || (applied == 0 && head > 0) {
                    waits.push(format!("the read model shows {applied} of {head} commits"));
                }
            }
            Phase::Rebuilding { done, head } => {
                waits.push(format!(
                    "the read model is being rebuilt: {} of {} commits",
                    done.0, head.0
                ));
            }
            Phase::Waiting { why } => {
                waits.push(format!("the read model cannot be written: {why}"));
            }
            Phase::Stopped { why } => waits.push(format!("the read model stopped: {why}")),
            Phase::Closed => waits.push("the read model is closed".to_owned()),
        }
        let fault = |fault: readmodel::ProjectionFault| {
            format!(
                "the projection {} stands still at commit {}: {}",
                fault.projection, fault.position.0, fault.message
            )
        };
        waits.extend(status.faults.into_iter().map(fault));
        waits
    }

    fn writing_waits_for(&self) -> Option<String> {
        self.log.trouble()
    }

    fn remarks(&self) -> Vec<String> {
        let trouble = self.archive.as_ref().and_then(|archive| archive.borrow().trouble);
        trouble.map(str::to_owned).into_iter().collect()
    }

    fn metrics(&self) -> String {
        let takes_commits = self.log.trouble().is_none();
        metrics::positions(*self.head.borrow(), *self.applied.borrow(), takes_commits);
        self.figures.run_upkeep();
        self.figures.render()
    }
}
