//! Asks now and then whether a majority of the servers that keep the log is there to take commits.

use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream::stream::{ClusterInfo, PeerInfo};

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
    if let Some(why) = trouble.as_deref() {
        tracing::error!(why, "nothing can be written");
    } else {
        tracing::info!("a majority of the cluster's servers is back");
    }
}

/// What a leader says of the others, which it does for some seconds after it lost them; a server that is cut off answers
/// too, and knows no leader.
fn is_short(cluster: &ClusterInfo) -> bool {
    if is_leaderless(cluster) {
        return true;
    }
    let others = cluster.replicas.iter();
    let there = others.filter(|peer| is_there(peer)).count();
    // The leader itself is there.
    2 * (there + 1) <= cluster.replicas.len() + 1
}

pub(crate) fn is_leaderless(cluster: &ClusterInfo) -> bool {
    cluster.leader.as_deref().is_none_or(str::is_empty)
}

/// Of one that was never heard from it says that it was just now, but not that it is up to date.
fn is_there(peer: &PeerInfo) -> bool {
    let was_heard = peer.current || !peer.active.is_zero();
    !peer.offline && was_heard && peer.active < AWAY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cluster(leader: Option<&str>, others: [(bool, u64); 2]) -> ClusterInfo {
        let peer = |(current, seconds)| {
            let active = seconds * 1_000_000_000_u64;
            serde_json::json!({ "name": "n", "current": current, "active": active })
        };
        let told =
            serde_json::json!({ "name": "c", "leader": leader, "replicas": others.map(peer) });
        serde_json::from_value(told).expect("as a server writes it")
    }

    #[test]
    fn a_majority_is_there_when_the_leader_has_heard_from_enough_of_the_others() {
        assert!(!is_short(&cluster(Some("n1"), [(true, 0), (true, 1)])));
        assert!(!is_short(&cluster(Some("n1"), [(true, 0), (false, 0)])), "one was never heard");
        assert!(!is_short(&cluster(Some("n1"), [(false, 9), (false, 1)])), "one is late");
        assert!(is_short(&cluster(Some("n1"), [(false, 9), (false, 9)])));
        assert!(is_short(&cluster(Some("n1"), [(false, 0), (false, 0)])));
        assert!(is_short(&cluster(None, [(true, 0), (true, 0)])), "a server that is cut off");
    }
}
