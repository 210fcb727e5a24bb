//! `rives log export` and `rives log import`: a log leaves and returns as lines of JSON, each checked by the chain.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use eventlog::frame::{CHAIN_START, MAX_COMMIT_BYTES};
use eventlog::transfer::Adopter;
use eventlog::{EventLog, Position, Recorded};
use indicatif::{ProgressBar, ProgressStyle};

use super::super::{Configured, say, say_error};
use super::lines::{self, Line};
use super::{PAGE, at, hex, progress, told};

/// Longest line that is read, in bytes: a commit at its limit with all that is around it stays well below.
const MAX_LINE: u64 = 2 * MAX_COMMIT_BYTES as u64;

#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    #[command(flatten)]
    pub(super) configured: Configured,
    /// File to write, which must not exist yet; left out or `-`: standard output.
    #[arg(default_value = "-", value_name = "FILE")]
    to: PathBuf,
    /// Only commits after this position: what a copy that ends there lacks.
    #[arg(long, default_value_t = 0, value_name = "POSITION")]
    after: u64,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    #[command(flatten)]
    pub(super) configured: Configured,
    /// File that `rives log export` wrote; `-`: standard input. The log goes on where its head is: lines that it has
    /// already are compared and skipped, and a log with another past is left as it is.
    #[arg(value_name = "FILE")]
    from: PathBuf,
}

fn is_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Writes every commit after `export.after`.
pub(super) async fn write_out(
    log: &dyn EventLog,
    export: &Export,
    origin: &str,
) -> anyhow::Result<()> {
    let head = log.head().borrow().0;
    if export.after > head {
        bail!("there is no commit {}: the log ends with commit {head}", export.after);
    }
    if is_stream(&export.to) {
        let mut to = BufWriter::new(io::stdout());
        write_lines(log, export.after, origin, &mut to).await?;
        to.flush().context("cannot write everything")?;
    } else {
        // Never over an export that is there: it may be the only one.
        let file = OpenOptions::new().write(true).create_new(true).open(&export.to);
        let file = file.with_context(|| format!("cannot create {}", export.to.display()))?;
        let mut to = BufWriter::new(&file);
        write_lines(log, export.after, origin, &mut to).await?;
        to.flush().and_then(|()| file.sync_all()).context("cannot write everything")?;
    }
    let chain = at(log, head).await?.map_or(CHAIN_START, |last| last.hash);
    say_error(&format!("{} commits written; chain {}", head - export.after, hex(&chain)));
    Ok(())
}

async fn write_lines(
    log: &dyn EventLog,
    after: u64,
    origin: &str,
    to: &mut impl Write,
) -> anyhow::Result<()> {
    let bar = progress(log.head().borrow().0 - after, "commits written");
    let mut place = Position(after);
    loop {
        let page = log.read(place, PAGE).await?;
        let Some(last) = page.last() else { break };
        place = last.position;
        for recorded in &page {
            writeln!(to, "{}", lines::write(recorded, origin)?).context("cannot write on")?;
        }
        bar.set_position(place.0 - after);
    }
    bar.finish_and_clear();
    Ok(())
}

/// Takes every commit of the file that the log lacks.
pub(super) async fn read_in(log: &dyn EventLog, import: &Import) -> anyhow::Result<()> {
    let (mut from, length): (Box<dyn BufRead>, _) = if is_stream(&import.from) {
        (Box::new(BufReader::new(io::stdin())), None)
    } else {
        let file = File::open(&import.from);
        let file = file.with_context(|| format!("cannot open {}", import.from.display()))?;
        let length = file.metadata().context("cannot tell how long it is")?.len();
        (Box::new(BufReader::new(file)), Some(length))
    };
    let held = progress(log.head().borrow().0, "commits held already");
    let adopter = Adopter::new(log, |at| held.set_position(at.0)).await?;
    held.finish_and_clear();
    let mut intake = Intake::new(log, adopter);
    let bar = reading(length);
    let outcome = intake.all(&mut from, &bar).await;
    bar.finish_and_clear();
    // Whole pages are taken; what is in the log is right, and the same command with a better file goes on from there.
    outcome.with_context(|| format!("stopped with the log at commit {}", log.head().borrow().0))?;
    say(&format!(
        "{} commits read, {} of them new; every hash as written",
        intake.read, intake.taken
    ))?;
    say(&told(&intake.adopter.reached()))?;
    Ok(())
}

fn reading(length: Option<u64>) -> ProgressBar {
    let (bar, template) = match length {
        Some(length) => (ProgressBar::new(length), "{bar:40} {bytes}/{total_bytes} read ({eta})"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} read"),
    };
    bar.with_style(ProgressStyle::with_template(template).expect("the template is well-formed"))
}

struct Intake<'l> {
    log: &'l dyn EventLog,
    adopter: Adopter<'l>,
    /// Where the log stood before.
    head: u64,
    /// The chain after the last line.
    chain: [u8; 32],
    /// The position of the last line.
    at: u64,
    read: u64,
    taken: u64,
    batch: Vec<Recorded>,
}

impl<'l> Intake<'l> {
    fn new(log: &'l dyn EventLog, adopter: Adopter<'l>) -> Self {
        let head = adopter.reached().commits;
        Self { log, adopter, head, chain: CHAIN_START, at: 0, read: 0, taken: 0, batch: Vec::new() }
    }

    async fn all(&mut self, from: &mut dyn BufRead, bar: &ProgressBar) -> anyhow::Result<()> {
        let mut text = String::new();
        loop {
            text.clear();
            let place = self.read + 1;
            let length = (&mut *from).take(MAX_LINE).read_line(&mut text);
            if length.with_context(|| format!("line {place}: cannot read on"))? == 0 {
                break;
            }
            let line = self.line(text.trim_end_matches('\n'));
            line.await.with_context(|| format!("line {place}"))?;
            bar.inc(text.len() as u64);
        }
        if self.read == 0 {
            bail!("the file holds no commit");
        }
        if self.at < self.head {
            self.same().await?;
        }
        self.append().await
    }

    async fn line(&mut self, text: &str) -> anyhow::Result<()> {
        let line = Line::parse(text)?;
        let position = line.position()?.0;
        if self.read == 0 {
            self.begin(position).await?;
        }
        if position != self.at + 1 {
            bail!("commit {position} came where {} follows: something was left out", self.at + 1);
        }
        let recorded = line.recorded(&self.chain)?;
        (self.at, self.chain, self.read) = (position, recorded.hash, self.read + 1);
        if self.at == self.head {
            return self.same().await;
        }
        if self.at > self.head {
            self.batch.push(recorded);
        }
        if self.batch.len() >= PAGE { self.append().await } else { Ok(()) }
    }

    /// A file that does not begin at the beginning goes on from what the log holds.
    async fn begin(&mut self, first: u64) -> anyhow::Result<()> {
        let before = first - 1;
        if before > self.head {
            bail!(
                "the file begins with commit {first}; the log ends with commit {}, what is between them is missing",
                self.head
            );
        }
        if let Some(stands) = at(self.log, before).await? {
            (self.at, self.chain) = (before, stands.hash);
        }
        Ok(())
    }

    /// The chain at one commit stands for everything up to it.
    async fn same(&self) -> anyhow::Result<()> {
        let stands = at(self.log, self.at).await?;
        if stands.is_none_or(|stands| stands.hash != self.chain) {
            bail!("this folder holds another log: its commit {} is not that of the file", self.at);
        }
        Ok(())
    }

    async fn append(&mut self) -> anyhow::Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.adopter.adopt(&batch).await?;
        self.taken += batch.len() as u64;
        Ok(())
    }
}
