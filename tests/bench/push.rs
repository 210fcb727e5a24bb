//! From the sending of a mutation on one side to the arrival of the change with everybody who watches.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rives_tests::{Node, Person};
use serde_json::json;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::percentile;
use crate::socket::Watcher;

const ACTS: usize = 200;

pub(crate) async fn run() -> Result<()> {
    println!(
        "{:>9} {:>10} {:>10} {:>12} {:>12}",
        "watchers", "p50 ms", "p99 ms", "last p50 ms", "last p99 ms"
    );
    for watchers in [2, 1_000] {
        row(watchers).await?;
    }
    Ok(())
}

/// `p50`, `p99` over every watcher and act; `last` over the last watcher of each act.
async fn row(watchers: usize) -> Result<()> {
    let node =
        tokio::task::spawn_blocking(|| Node::start(&["serve", "--demo", "--demo-small"])).await??;
    let url = node.url();
    let (tell, mut told) = mpsc::unbounded_channel();
    let mut tasks = JoinSet::new();
    for _ in 0..watchers {
        let mut watcher = Watcher::open(&url, "ML").await?;
        watcher.settled().await?;
        let tell = tell.clone();
        tasks.spawn(async move {
            while let Ok(frame) = watcher.frame().await {
                let command =
                    frame["payload"]["data"]["changes"]["commandId"].as_str().map(str::to_owned);
                if command.is_some_and(|command| tell.send((command, Instant::now())).is_err()) {
                    return;
                }
            }
        });
    }
    let person = tokio::task::spawn_blocking(move || {
        Person::sign_in(&url, "admin@rives.example", "two-shores-one-river")
    })
    .await??;
    let (mut all, mut last) = (Vec::new(), Vec::new());
    for number in 0..ACTS {
        let command = Uuid::new_v4();
        let sent = Instant::now();
        let actor = person.clone();
        tokio::task::spawn_blocking(move || record(&actor, command, number)).await??;
        let mut latest = Duration::ZERO;
        for _ in 0..watchers {
            let (got, at) = told.recv().await.context("watchers live")?;
            anyhow::ensure!(got == command.to_string(), "an act out of order");
            latest = latest.max(at - sent);
            all.push((at - sent).as_secs_f64() * 1e3);
        }
        last.push(latest.as_secs_f64() * 1e3);
    }
    all.sort_by(f64::total_cmp);
    last.sort_by(f64::total_cmp);
    let figures =
        [percentile(&all, 50), percentile(&all, 99), percentile(&last, 50), percentile(&last, 99)];
    println!(
        "{watchers:>9} {:>10.2} {:>10.2} {:>12.2} {:>12.2}",
        figures[0], figures[1], figures[2], figures[3]
    );
    tasks.abort_all();
    Ok(())
}

fn record(person: &Person, command: Uuid, number: usize) -> Result<()> {
    let names =
        json!([{ "lang": "fr", "text": format!("Ville d’essai {number}"), "use": "OFFICIAL" }]);
    let input = json!({ "commandId": command, "kind": "FOREIGN_LOCAL_AUTHORITY", "country": "ML", "names": names });
    person.act("recordOrganisation", input, "")?.done();
    Ok(())
}
