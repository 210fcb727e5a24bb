//! `rives log export` and `rives log import`: a log leaves and returns as lines of JSON, each checked by the chain.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use archive::line::{self, MAX_LINE};
use archive::{Pages, hash};
use clap::Args;
use eventlog::frame::CHAIN_START;
use eventlog::transfer::{Gate, append};
use eventlog::{EventLog, Position, Recorded, Verified};
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use super::super::{Configured, say, say_error};
use super::{PAGE, at, progress, told};

/// Pages that may wait: while one is written the next are being read.
const WAITING: usize = 4;
/// Bytes of a file read or written at a time.
const BUFFER: usize = 256 * 1024;

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

/// Where lines go: a file, or standard output.
struct Out {
    to: BufWriter<Box<dyn Write + Send>>,
    file: Option<File>,
}

impl Out {
    fn open(path: &Path) -> anyhow::Result<Self> {
        if is_stream(path) {
            return Ok(Self { to: BufWriter::new(Box::new(io::stdout())), file: None });
        }
        // Never over an export that is there: it may be the only one.
        let file = OpenOptions::new().write(true).create_new(true).open(path);
        let file = file.with_context(|| format!("cannot create {}", path.display()))?;
        let to: Box<dyn Write + Send> = Box::new(file.try_clone().context("cannot write")?);
        Ok(Self { to: BufWriter::with_capacity(BUFFER, to), file: Some(file) })
    }

    fn write(
        mut self,
        mut pages: mpsc::Receiver<Vec<Recorded>>,
        origin: &str,
    ) -> anyhow::Result<()> {
        while let Some(page) = pages.blocking_recv() {
            for recorded in &page {
                let line = line::write(recorded, origin)?;
                self.to.write_all(line.as_bytes()).context("cannot write on")?;
            }
        }
        let synced =
            self.to.flush().and_then(|()| self.file.as_ref().map_or(Ok(()), File::sync_all));
        synced.context("cannot write everything")
    }
}

/// Writes every commit after `export.after`; lines are written while the next pages are read.
pub(super) async fn write_out(
    log: &dyn EventLog,
    export: &Export,
    origin: &str,
) -> anyhow::Result<()> {
    let head = log.head().borrow().0;
    if export.after > head {
        bail!("there is no commit {}: the log ends with commit {head}", export.after);
    }
    let (out, origin) = (Out::open(&export.to)?, origin.to_owned());
    let (to, pages) = mpsc::channel(WAITING);
    let writing = spawn_blocking(move || out.write(pages, &origin));
    let sent = send(log, export.after, to).await;
    // Why nobody takes pages any more is said by who took them.
    writing.await??;
    sent?;
    let chain = at(log, head).await?.map_or(CHAIN_START, |last| last.hash);
    let count = head - export.after;
    say_error(&format!("{count} commits written; chain {}", hash::text(&chain)));
    Ok(())
}

async fn send(
    log: &dyn EventLog,
    after: u64,
    to: mpsc::Sender<Vec<Recorded>>,
) -> anyhow::Result<()> {
    let bar = progress(log.head().borrow().0 - after, "commits written");
    let mut place = Position(after);
    loop {
        let page = log.read(place, PAGE).await?;
        let Some(last) = page.last() else { break };
        place = last.position;
        if to.send(page).await.is_err() {
            break;
        }
        bar.set_position(place.0 - after);
    }
    bar.finish_and_clear();
    Ok(())
}

type Source = Box<dyn BufRead + Send>;

/// What is read, and how long it is if that is known.
fn open(path: &Path) -> anyhow::Result<(Source, Option<u64>)> {
    if is_stream(path) {
        return Ok((Box::new(BufReader::new(io::stdin())), None));
    }
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let length = file.metadata().context("cannot tell how long it is")?.len();
    Ok((Box::new(BufReader::with_capacity(BUFFER, file)), Some(length)))
}

/// Takes every commit of the file that the log lacks; lines are read while those before are written.
pub(super) async fn read_in(log: &dyn EventLog, import: &Import) -> anyhow::Result<()> {
    let (mut from, length) = open(&import.from)?;
    let held = progress(log.head().borrow().0, "commits held already");
    let gate = Gate::after(log, |at| held.set_position(at.0)).await?;
    held.finish_and_clear();
    let before = gate.reached();
    let first = next_line(&mut from, 1)?.context("the file holds no commit")?;
    let start = begin(log, &before, &first).await?;
    let (pages, mut coming) = Pages::after(gate);
    let bar = reading(length);
    let intake = Intake { pages, before, at: start.0, chain: start.1, read: 0, bar: bar.clone() };
    let reading = spawn_blocking(move || intake.all(first, from));
    let written = write(log, &mut coming).await;
    drop(coming);
    let outcome = reading.await?;
    bar.finish_and_clear();
    written?;
    // What came before a bad line is taken; the same command with a better file goes on from there.
    let end = log.head().borrow().0;
    let intake = outcome.with_context(|| format!("stopped with the log at commit {end}"))?;
    if intake.at < intake.before.commits {
        let stands = at(log, intake.at).await?;
        intake.same(stands.is_some_and(|stands| stands.hash == intake.chain))?;
    }
    let taken = end - intake.before.commits;
    say(&format!("{} commits read, {taken} of them new; every hash as written", intake.read))?;
    say(&told(&intake.pages.reached()))?;
    Ok(())
}

async fn write(
    log: &dyn EventLog,
    coming: &mut mpsc::Receiver<Vec<Recorded>>,
) -> anyhow::Result<()> {
    while let Some(page) = coming.recv().await {
        append(log, page).await?;
    }
    Ok(())
}

/// The position and the chain that the first line follows: a file need not begin at the beginning.
async fn begin(
    log: &dyn EventLog,
    held: &Verified,
    first: &str,
) -> anyhow::Result<(u64, [u8; 32])> {
    let first = line::read(first).context("line 1")?.position.0;
    if first - 1 > held.commits {
        bail!(
            "the file begins with commit {first}; the log ends with commit {}, what is between them is missing",
            held.commits
        );
    }
    let before = at(log, first - 1).await?;
    Ok((first - 1, before.map_or(CHAIN_START, |before| before.hash)))
}

fn next_line(from: &mut dyn BufRead, number: u64) -> anyhow::Result<Option<String>> {
    let mut text = String::new();
    let length = from.take(MAX_LINE).read_line(&mut text);
    let length = length.with_context(|| format!("line {number}: cannot read on"))?;
    Ok((length > 0).then_some(text))
}

fn reading(length: Option<u64>) -> ProgressBar {
    let (bar, template) = match length {
        Some(length) => (ProgressBar::new(length), "{bar:40} {bytes}/{total_bytes} read ({eta})"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} read"),
    };
    bar.with_style(ProgressStyle::with_template(template).expect("the template is well-formed"))
}

/// Reads lines on a thread of its own, compares those that the log has and sends on those that it lacks.
struct Intake {
    pages: Pages,
    /// What the log held before.
    before: Verified,
    /// The position of the last line.
    at: u64,
    /// The chain after it.
    chain: [u8; 32],
    read: u64,
    bar: ProgressBar,
}

impl Intake {
    fn all(mut self, first: String, mut from: Source) -> anyhow::Result<Self> {
        let outcome = self.lines(first, from.as_mut());
        // What came before a line that does not fit is whole.
        self.pages.close();
        outcome.map(|()| self)
    }

    fn lines(&mut self, first: String, from: &mut dyn BufRead) -> anyhow::Result<()> {
        let mut next = Some(first);
        while let Some(text) = next {
            let number = self.read + 1;
            let wanted = self.line(text.trim_end_matches('\n'));
            if !wanted.with_context(|| format!("line {number}"))? {
                break;
            }
            self.bar.inc(text.len() as u64);
            next = next_line(from, number + 1)?;
        }
        Ok(())
    }

    /// False when nobody takes what is read any more.
    fn line(&mut self, text: &str) -> anyhow::Result<bool> {
        let recorded = line::read(text)?;
        let position = recorded.position.0;
        if position != self.at + 1 {
            bail!("commit {position} came where {} follows: something was left out", self.at + 1);
        }
        let is_new = position > self.before.commits;
        let hash = recorded.hash;
        let wanted = if is_new { self.pages.take(recorded)? } else { self.known(&recorded)? };
        (self.at, self.chain, self.read) = (position, hash, self.read + 1);
        Ok(wanted)
    }

    /// Compares a commit that the log has; the chain at its head stands for everything up to it.
    fn known(&self, recorded: &Recorded) -> anyhow::Result<bool> {
        line::fits(recorded, &self.chain)?;
        let at_head = recorded.position.0 == self.before.commits;
        self.same(!at_head || recorded.hash == self.before.hash)?;
        Ok(true)
    }

    fn same(&self, same: bool) -> anyhow::Result<()> {
        if same {
            return Ok(());
        }
        bail!(
            "this folder holds another log: its commits up to {} are not those of the file",
            self.before.commits
        )
    }
}
