//! The child processes: a writer whose answers are heard, and a check that ends in words or in time.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use uuid::Uuid;

const CHILD: &str = env!("CARGO_BIN_EXE_rives-faults");
/// How long a writer may be silent, and a check may take in all: hours of a disk's time, and the end of a hang.
const PATIENCE: Duration = Duration::from_mins(1);

/// Places of the commits that were answered, by command.
pub(crate) type Answered = HashMap<Uuid, u64>;

/// A process that appends until it is killed.
pub(crate) struct Writer {
    child: Child,
    lines: Receiver<String>,
    pub(crate) answered: Answered,
}

impl Writer {
    /// Starts it and waits until its log is open.
    pub(crate) fn start(folder: &Path, flawed: bool) -> Result<Self> {
        let mut command = Command::new(CHILD);
        command.arg("write").arg(folder).args(flawed.then_some("flawed"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let out = child.stdout.take().context("its output")?;
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            // It ends with the pipe, or when nobody hears the lines any more.
            BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| tell.send(line))
        });
        let mut writer = Self { child, lines, answered: Answered::new() };
        match writer.lines.recv_timeout(PATIENCE) {
            Ok(line) if line == "open" => Ok(writer),
            _ => bail!("the log did not open: {}", writer.last_words()?),
        }
    }

    /// Waits for `count` more answers; false when the writer ended before.
    pub(crate) fn hear(&mut self, count: usize) -> Result<bool> {
        for _ in 0..count {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => self.answered.extend(answer(&line)),
                Err(RecvTimeoutError::Disconnected) => return Ok(false),
                Err(RecvTimeoutError::Timeout) => bail!("the writer hangs"),
            }
        }
        Ok(true)
    }

    /// What has been answered up to now.
    pub(crate) fn hear_what_came(&mut self) {
        while let Ok(line) = self.lines.try_recv() {
            self.answered.extend(answer(&line));
        }
    }

    /// Kills it, and hears what it still had said.
    pub(crate) fn kill(mut self) -> Result<Answered> {
        self.child.kill()?;
        self.child.wait()?;
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            self.answered.extend(answer(&line));
        }
        Ok(std::mem::take(&mut self.answered))
    }

    /// What it wrote to its error output before it ended by itself.
    pub(crate) fn last_words(&mut self) -> Result<String> {
        let mut said = String::new();
        self.child.stderr.take().context("its errors")?.read_to_string(&mut said)?;
        let status = self.child.wait()?;
        Ok(format!("{status}: {said}"))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // It may have ended already.
        self.child.kill().unwrap_or_default();
        self.child.wait().map(drop).unwrap_or_default();
    }
}

fn answer(line: &str) -> Option<(Uuid, u64)> {
    place("acked ", line)
}

fn place(word: &str, line: &str) -> Option<(Uuid, u64)> {
    let (position, command) = line.strip_prefix(word)?.split_once(' ')?;
    Some((Uuid::parse_str(command).ok()?, position.parse().ok()?))
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// All is readable in every way; the line that says how much, and each commit's place.
    Whole(String, Answered),
    /// The log refused with these words.
    Refused(String),
    /// Anything else: a silent difference, a panic, an abort, a hang.
    Broken(String),
}

/// Reads the log in `folder` in every way, in a process of its own.
pub(crate) fn check(folder: &Path) -> Result<Found> {
    // Bounded from outside: what hangs in sled cannot be asked to stop.
    let seconds = PATIENCE.as_secs().to_string();
    let begun = Instant::now();
    let output = Command::new("timeout")
        .args(["--signal=KILL", &seconds, CHILD, "check"])
        .arg(folder)
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if begun.elapsed() >= PATIENCE {
        return Ok(Found::Broken(format!("it hangs: {errors}")));
    }
    Ok(match output.status.code() {
        Some(0) => {
            let last = said.lines().last().context("a last line")?.to_owned();
            Found::Whole(last, said.lines().filter_map(|line| place("at ", line)).collect())
        }
        Some(3 | 4) => Found::Refused(errors),
        _ => Found::Broken(format!("{}: {errors}", output.status)),
    })
}

/// How many answered commits are not in their place, or why nothing can be read.
pub(crate) fn missing(found: &Found, answered: &Answered) -> Result<usize, String> {
    match found {
        Found::Whole(_, there) => {
            Ok(answered.iter().filter(|(command, at)| there.get(*command) != Some(*at)).count())
        }
        Found::Refused(why) | Found::Broken(why) => Err(why.clone()),
    }
}
