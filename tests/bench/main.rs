//! Benches over the network: push, memory of watchers, list queries, import. Prints tables, asserts nothing about time.
//! `rives-bench push | life | idle | import | leave DATA_DIR | list DATA_DIR…`; `tests/bench/run` runs them all.
#![expect(clippy::print_stdout, reason = "a bench prints")]
#![expect(clippy::cast_precision_loss, reason = "figures for people")]

mod idle;
mod import;
mod leave;
mod life;
mod list;
mod push;
mod sheet;
mod socket;

use anyhow::{Result, bail};

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((kind, [])) if kind == "push" => push::run().await,
        Some((kind, rest)) if kind == "idle" => {
            idle::run(rest.first().map_or(Ok(10_000), |n| n.parse())?).await
        }
        Some((kind, folders)) if kind == "list" && !folders.is_empty() => list::run(folders).await,
        Some((kind, rest)) if kind == "import" => {
            import::run(rest.first().map_or(Ok(26_000), |n| n.parse())?)
        }
        Some((kind, [])) if kind == "life" => tokio::task::spawn_blocking(life::run).await?,
        Some((kind, [folder])) if kind == "leave" => leave::run(folder),
        _ => bail!(
            "rives-bench push | life | idle [COUNT] | import [ROWS] | leave DATA_DIR | list DATA_DIR…"
        ),
    }
}

/// The value below which `share` percent of the sorted values lie.
fn percentile(sorted: &[f64], share: usize) -> f64 {
    let at = (sorted.len() * share / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or_default()
}
