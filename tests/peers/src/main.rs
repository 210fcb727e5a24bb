//! Durable appends a second: ours and the peers', in one run on one machine, the raw rate of the disk beside each.
//!
//! `rives-peers <folder> [seconds of a figure] [rounds] [peer]…`; prints a table, asserts nothing. Servers are found on
//! `PATH` or where `tests/peers/run` has put them; one that is missing is skipped with a word.
mod disk;
mod embedded;
mod load;
mod peer;
mod served;
mod table;

use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;

use crate::peer::Peer;
use crate::table::Table;

/// As in the node.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Writers at a time, each waiting for its answer before it sends the next.
const WRITERS: [usize; 4] = [1, 16, 64, 256];

/// In the order in which they are run and shown.
const PEERS: [&str; 13] = [
    "file",
    "rives log",
    "fjall",
    "redb",
    "rives http",
    "rives ws",
    "rives query",
    "umadb",
    "redis",
    "postgres",
    "message-db-like",
    "nats r1",
    "nats r3",
];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("rives-peers <folder> [seconds] [rounds] [peer]…")?;
    let seconds = arguments.next().map_or(Ok(2), |text| text.parse()).context("seconds")?;
    let rounds = arguments.next().map_or(Ok(3), |text| text.parse()).context("rounds")?;
    let chosen: Vec<String> = arguments.collect();
    let wanted = |name: &str| chosen.is_empty() || chosen.iter().any(|choice| choice == name);
    let mut table = Table::default();
    for round in 1..=rounds {
        for name in PEERS.into_iter().filter(|name| wanted(name)) {
            let kept = tempfile::tempdir_in(&folder)?;
            let time = Duration::from_secs(seconds);
            let measured = match start(name, kept.path()).await {
                Ok(peer) => measure(name, &*peer, kept.path(), time, &mut table).await,
                Err(error) => Err(error),
            };
            if let Err(error) = measured {
                println!("skipped: {name} in round {round}: {error:#}");
            }
        }
    }
    table.print();
    Ok(())
}

async fn start(name: &str, folder: &Path) -> anyhow::Result<Box<dyn Peer>> {
    Ok(match name {
        "file" => embedded::file::start(folder)?,
        "rives log" => embedded::ours::start(folder)?,
        "fjall" => embedded::fjall::start(folder)?,
        "redb" => embedded::redb::start(folder)?,
        "rives http" => served::rives::http().await?,
        "rives ws" => served::rives::websocket().await?,
        "rives query" => served::rives::nothing().await?,
        "umadb" => served::umadb::start(folder).await?,
        "redis" => served::redis::start(folder).await?,
        "postgres" => served::postgres::plain(folder).await?,
        "message-db-like" => served::postgres::function(folder).await?,
        "nats r1" => served::nats::start(folder, 1).await?,
        "nats r3" => served::nats::start(folder, 3).await?,
        other => anyhow::bail!("no peer {other}"),
    })
}

async fn measure(
    name: &str,
    peer: &dyn Peer,
    folder: &Path,
    time: Duration,
    table: &mut Table,
) -> anyhow::Result<()> {
    for (column, writers) in WRITERS.into_iter().enumerate() {
        let raw = disk::rate(folder)?;
        let figure = load::run(peer, writers, column, time).await?;
        table.add(name, column, figure, raw);
    }
    table.weigh(name, disk::size(folder)?);
    Ok(())
}
