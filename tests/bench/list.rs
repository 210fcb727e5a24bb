//! Requests a second for a list of cooperations with nested parties, from data folders of different sizes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rives_tests::Node;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const CLIENTS: usize = 4;
const TIME: Duration = Duration::from_secs(8);
const QUERY: &str = "{ cooperations(first: 50) { nodes { id title stage parties { side organisation { id name country \
                     { code } } } themes { code } } pageInfo { hasNextPage endCursor } } }";

pub(crate) async fn run(folders: &[String]) -> Result<()> {
    println!(
        "{:<10} {:>14} {:>14} {:>12} {:>12} {:>14}",
        "folder", "projection s", "commits/s", "start-up s", "lists/s", "with cache/s"
    );
    for folder in folders {
        let name = folder.rsplit('/').next().unwrap_or(folder);
        let (projected, commits) = first_start(folder).await?;
        let (started, plain) = rate(folder, "0").await?;
        let (_, cached) = rate(folder, "64").await?;
        let (projected, started) = (projected.as_secs_f64(), started.as_secs_f64());
        let speed = commits as f64 / projected;
        println!(
            "{name:<10} {projected:>14.1} {speed:>14.0} {started:>12.2} {plain:>12.0} {cached:>14.0}"
        );
    }
    Ok(())
}

/// Starts a node whose read model does not exist yet: how long until it shows every commit, and how many there are.
async fn first_start(folder: &str) -> Result<(Duration, u64)> {
    let owned = folder.to_owned();
    let began = Instant::now();
    let mut node = tokio::task::spawn_blocking(move || Node::serve_folder(&owned, &[])).await??;
    // A node calls itself ready while it is a little behind: the figure is of all commits, to 20 ms.
    let mut position = shown(&node)?;
    while position.0 < position.1 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        position = shown(&node)?;
    }
    let projected = began.elapsed();
    node.stop()?;
    Ok((projected, position.1))
}

/// How many commits the node shows, of how many.
fn shown(node: &Node) -> Result<(u64, u64)> {
    let metrics =
        ureq::get(format!("{}/metrics", node.url())).call()?.body_mut().read_to_string()?;
    let figure = |name: &str| {
        let line = metrics.lines().find(|line| line.starts_with(name)).context("a figure")?;
        let (_, figure) = line.rsplit_once(' ').context("its value")?;
        anyhow::Ok(figure.parse()?)
    };
    Ok((figure("rives_applied_position")?, figure("rives_log_head")?))
}

/// How long a warm start takes, and requests a second with an answer cache of so many MiB (0: each is executed).
async fn rate(folder: &str, cache_mib: &'static str) -> Result<(Duration, f64)> {
    let owned = folder.to_owned();
    let began = Instant::now();
    let mut node = tokio::task::spawn_blocking(move || {
        Node::serve_folder(&owned, &[("RIVES_CACHE_MIB", cache_mib)])
    })
    .await??;
    let started = began.elapsed();
    let host = node.url().trim_start_matches("http://").to_owned();
    let count = Arc::new(AtomicU64::new(0));
    let end = Instant::now() + TIME;
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS {
        clients.spawn(client(host.clone(), Arc::clone(&count), end));
    }
    while let Some(done) = clients.join_next().await {
        done??;
    }
    node.stop()?;
    Ok((started, count.load(Ordering::Relaxed) as f64 / TIME.as_secs_f64()))
}

/// One connection that is kept open, one request after the other.
async fn client(host: String, count: Arc<AtomicU64>, end: Instant) -> Result<()> {
    let body = serde_json::json!({ "query": QUERY }).to_string();
    let request = format!(
        "POST /graphql HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\naccept: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(&host).await?;
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 1 << 20];
    while Instant::now() < end {
        stream.write_all(request.as_bytes()).await?;
        let (mut have, mut need) = (0, None);
        while need.is_none_or(|need| have < need) {
            let read = stream.read(&mut buffer[have..]).await?;
            ensure!(read > 0, "the server closed");
            have += read;
            if need.is_none() {
                need = length(&buffer[..have])?;
            }
        }
        count.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// The length of the whole answer, once its head is there.
fn length(answer: &[u8]) -> Result<Option<usize>> {
    let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&answer[..end])?;
    ensure!(head.starts_with("HTTP/1.1 200"), "{head}");
    let length = head
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned)
        })
        .context("a length")?;
    Ok(Some(end + 4 + length.trim().parse::<usize>()?))
}
