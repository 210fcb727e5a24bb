//! Asks now and then whether a majority of the servers that keep the log is there to take commits.

use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream::stream::ClusterInfo;

use crate::shared::Shared;

/// Between two questions.
const EVERY: Duration = Duration::from_secs(2);
/// A server of which the leader has not heard for so long is away; it hears from each every second.
const AWAY: Duration = Duration::from_secs(5);
/// Questions without an answer before it is called trouble: servers that choose a new leader need a moment.
const SILENT: usize = 2;

pub(crate) async fn run(shared: Arc<Shared>) {
    let mut silent = 0;
    loop {
        let short = match shared.stream.get_info().await {
            Ok(info) => {
                silent = 0;
                info.cluster.as_ref().is_some_and(is_short)
            }
            Err(error) => {
                tracing::debug!(%error, "the cluster does not say how it is");
                silent += 1;
                silent >= SILENT
            }
        };
        if silent == 0 || short {
            note(&shared, short);
        }
        tokio::time::sleep(EVERY).await;
    }
}

fn note(shared: &Shared, short: bool) {
    let mut trouble = shared.trouble.lock();
    if short == trouble.is_some() {
        return;
    }
    *trouble = short.then(|| {
        "no majority of the cluster's servers can be reached: acts are refused, reading goes on"
            .to_owned()
    });
    match trouble.as_deref() {
        Some(why) => tracing::error!(why, "nothing can be written"),
        None => tracing::info!("a majority of the cluster's servers is back"),
    }
}

/// What a leader says of the others: it goes on being asked for some seconds after it lost them.
fn is_short(cluster: &ClusterInfo) -> bool {
    let others = cluster.replicas.iter();
    let there = others.filter(|peer| !peer.offline && peer.active < AWAY).count();
    // The leader itself is there.
    2 * (there + 1) <= cluster.replicas.len() + 1
}
