//! Memory of the server per subscriber that waits.

use anyhow::{Context, Result};
use rives_tests::Node;

use crate::socket::Watcher;

pub(crate) async fn run(count: usize) -> Result<()> {
    let node =
        tokio::task::spawn_blocking(|| Node::start(&["serve", "--demo", "--demo-small"])).await??;
    let url = node.url();
    let before = resident(&node)?;
    let mut watchers = Vec::with_capacity(count);
    for _ in 0..count {
        let mut watcher = Watcher::open(&url, "ML").await?;
        watcher.settled().await?;
        watchers.push(watcher);
    }
    let after = resident(&node)?;
    let each = (after - before) as f64 / count as f64;
    println!(
        "{count} idle subscribers: {each:.1} KiB each ({before} KiB before, {after} KiB with them)"
    );
    Ok(())
}

/// Resident memory of the server in KiB.
fn resident(node: &Node) -> Result<u64> {
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", node.id().context("it runs")?))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("its memory")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
