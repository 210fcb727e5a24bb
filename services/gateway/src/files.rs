//! Open files: each connection is one, and a process begins with fewer than the machine would give it.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::config::Limits;

/// Files of the node itself: log, read model, people.
const OWN: u64 = 256;

/// Asks the machine for as many open files as the limits promise connections, and says so when it gives fewer.
pub fn enough_for(limits: &Limits) {
    let wanted = u64::try_from(limits.sockets.saturating_add(limits.connections))
        .unwrap_or(u64::MAX)
        .saturating_add(OWN);
    let now = getrlimit(Resource::Nofile);
    let most = now.maximum.unwrap_or(u64::MAX);
    let current = now.current.unwrap_or(u64::MAX);
    let raised = wanted.min(most).max(current);
    if raised > current
        && let Err(error) =
            setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum: now.maximum })
    {
        tracing::warn!(%error, current, "the limit of open files could not be raised");
        return;
    }
    if raised < wanted {
        tracing::warn!(
            wanted,
            granted = raised,
            "fewer open files than limits.sockets and limits.connections promise: raise the limit (ulimit -n, LimitNOFILE)"
        );
    }
}
