//! How long the house takes to screen living cooperations again after a change of the country register, on a folder that
//! `fill` filled (110,000 events are 10,000 cooperations, a quarter of them between France and Mali); it leaves the change there.
//! `cargo run --release -p gateway --example fill DATA_DIR 110000 && cargo run --release -p gateway --example sweep DATA_DIR`
#![expect(clippy::print_stdout, reason = "a tool of the benches")]

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use commands::Outcome;
use domain::territory::{Command, Fact, Status};
use domain::{Author, LocalText};
use eventlog::CommandId;
use gateway::config::Config;
use gateway::housekeeping::screen;
use gateway::node::{Node, Purpose};
use jiff::tz::TimeZone;
use readmodel::cooperation::{Supposed, would_touch};
use uuid::Uuid;

/// The part of the world whose register changes.
const TERRITORY: &str = "ML";
/// Cooperations in one read, as in the house.
const AT_ONCE: usize = 500;

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("which data folder?")?;
    let config = Config { data_dir: folder.into(), ..Config::default() };
    let node = Node::open(config, Purpose::Real).await?;
    node.caught_up().await?;
    let before = timed("first look", screen(&node.world)).await?;
    node.caught_up().await?;
    let nothing = timed("look that finds nothing", screen(&node.world)).await?;
    ensure!(nothing == 0, "a second look found {nothing} again");
    let would = preview(&node).await?;
    record(&node).await?;
    node.caught_up().await?;
    let found = timed("look after the change, with its records", screen(&node.world)).await?;
    ensure!(found == would, "the preview counted {would}, the look recorded {found}");
    node.caught_up().await?;
    println!("{found} cooperations screened with another verdict ({before} at the first look)");
    node.close().await
}

async fn timed(what: &str, look: impl Future<Output = Result<usize>>) -> Result<usize> {
    let started = Instant::now();
    let found = look.await?;
    println!("{what}: {:.3} s, {found} recorded", started.elapsed().as_secs_f64());
    Ok(found)
}

fn fact() -> Fact {
    Fact {
        status: Status::Sanctioned,
        seen_from: "FR".to_owned(),
        from: None,
        until: None,
        source: format!("bench {}", Uuid::now_v7()),
    }
}

/// The number of cooperations that the change would touch, as the page counts them before it is made.
async fn preview(node: &Node) -> Result<usize> {
    let today = node.world.clock.now().to_zoned(TimeZone::UTC).date();
    let supposed = Supposed { territory: TERRITORY.to_owned(), fact: fact(), withdrawn: false };
    let started = Instant::now();
    let (mut from, mut touched) = (Some(0), 0);
    while let Some(after) = from {
        let supposed = supposed.clone();
        let page = move |conn: &_| would_touch(conn, &supposed, after, today, AT_ONCE);
        let (some, next) = node.world.model.read_async(page).await?;
        touched += some.len();
        from = next;
    }
    println!("preview: {:.3} s, {touched} touched", started.elapsed().as_secs_f64());
    Ok(touched)
}

async fn record(node: &Node) -> Result<()> {
    let name = vec![LocalText { lang: "fr".to_owned(), text: "Mali".to_owned() }];
    let command = Command::RecordFact { name, fact: fact() };
    let id = CommandId(Uuid::now_v7());
    match node.world.directory.territory(&Author::SYSTEM, id, TERRITORY, command).await? {
        Outcome::Done { .. } => Ok(()),
        Outcome::Refused(refusals) => anyhow::bail!("the fact was refused: {refusals:?}"),
    }
}
