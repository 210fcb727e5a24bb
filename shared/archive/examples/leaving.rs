//! Prints how fast a log leaves and returns, without the command line around it: as lines, and by way of an archive.
//! Asserts nothing. `cargo run --release -p archive --example leaving DATA_DIR`, on what `eventlog-sled`'s `plain` filled.
#![expect(clippy::print_stdout, reason = "a bench prints")]
#![expect(clippy::cast_precision_loss, reason = "figures for people")]

use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use archive::{Address, Bucket, Pages, Place, Plan, Sealer, Until, line, read};
use eventlog::transfer::{Gate, append};
use eventlog::{EventLog, Position, Verified, verify};
use eventlog_sled::{Options, SledLog};
use tokio::task::spawn_blocking;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const PAGE: usize = 1_000;

#[tokio::main]
async fn main() -> Outcome<()> {
    let data: PathBuf = std::env::args().nth(1).ok_or("which data folder?")?.into();
    let folder = tempfile::tempdir_in(data.parent().ok_or("a folder of its own")?)?;
    let log = SledLog::open(data.join("log"), &Options::default())?;
    let lines = folder.path().join("lines.jsonl");
    let began = Instant::now();
    leave(&log, &lines).await?;
    told("out as lines", began, log.head().borrow().0);
    let began = Instant::now();
    let place =
        Place::open(&Address::Folder(folder.path().join("archive")), &Bucket::default(), true)?;
    let mut sealer = Sealer::open(place.clone(), &log, "bench/rives".into()).await?;
    while sealer.seal(&log).await?.is_some() {}
    told("sealed", began, sealer.sealed().0);
    log.close().await?;

    let copy = SledLog::open(folder.path().join("imported"), &Options::default())?;
    let began = Instant::now();
    let back = enter(&copy, lines).await?;
    copy.close().await?;
    told("in from lines", began, back.commits);
    let copy = SledLog::open(folder.path().join("imported"), &Options::default())?;
    let began = Instant::now();
    assert_eq!(verify(&copy, |_| ()).await?, back);
    told("verified", began, back.commits);
    copy.close().await?;
    for (what, keeps) in [("archive read", false), ("restored", true)] {
        let copy = SledLog::open(folder.path().join(what), &Options::default())?;
        let began = Instant::now();
        let mut reading = read(&place, Plan::of(&place).await?, Until::End)?;
        while let Some(page) = reading.page().await {
            if keeps {
                append(&copy, page).await?;
            }
        }
        assert_eq!(reading.outcome().await?, back);
        copy.close().await?;
        told(what, began, back.commits);
    }
    Ok(())
}

fn told(what: &str, began: Instant, commits: u64) {
    let seconds = began.elapsed().as_secs_f64();
    println!("{what:>14}: {seconds:>5.1} s, {:>7.0} commits/s", commits as f64 / seconds);
}

async fn leave(log: &SledLog, lines: &Path) -> Outcome<()> {
    let mut to = BufWriter::with_capacity(1 << 18, std::fs::File::create(lines)?);
    let (pages, mut coming) = tokio::sync::mpsc::channel::<Vec<eventlog::Recorded>>(4);
    let writing = spawn_blocking(move || {
        while let Some(page) = coming.blocking_recv() {
            for recorded in &page {
                to.write_all(line::write(recorded, "bench/rives")?.as_bytes())?;
            }
        }
        Outcome::Ok(to.flush()?)
    });
    let mut at = Position(0);
    loop {
        let page = log.read(at, PAGE).await?;
        let Some(last) = page.last() else { break };
        at = last.position;
        pages.send(page).await?;
    }
    drop(pages);
    writing.await?
}

async fn enter(log: &SledLog, lines: PathBuf) -> Outcome<Verified> {
    let (mut pages, mut coming) = Pages::after(Gate::start());
    let reading = spawn_blocking(move || {
        let mut from = BufReader::with_capacity(1 << 18, std::fs::File::open(lines)?);
        let mut text = String::new();
        while from.read_line(&mut text)? > 0 {
            pages.take(line::read(text.trim_end())?)?;
            text.clear();
        }
        pages.close();
        Outcome::Ok(pages.reached())
    });
    while let Some(page) = coming.recv().await {
        append(log, page).await?;
    }
    reading.await?
}
