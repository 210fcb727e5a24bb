//! Processes that work under one lease and say so, each line at its moment, in a journal that they share.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use cluster::Cluster;
use eventlog_jetstream::{Danger, Options};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::NamedTempFile;
use tokio::time::{sleep, timeout};

use crate::TERMS;

/// How long anything may take before the test fails instead of hanging.
pub(crate) const BOUND: Duration = Duration::from_mins(1);
/// Between two lines of work.
const PACE: Duration = Duration::from_millis(20);
const NAME: &str = "CLUSTER_LEASE_TEST_NAME";
const SERVER: &str = "CLUSTER_LEASE_TEST_SERVER";
const JOURNAL: &str = "CLUSTER_LEASE_TEST_JOURNAL";

/// A node in a process of its own; it ends when this is dropped, or when the test's process does.
pub(crate) struct Process {
    pub(crate) name: &'static str,
    child: Child,
}

impl Process {
    pub(crate) fn start(name: &'static str, options: &Options, journal: &Journal) -> Self {
        let child = Command::new(std::env::current_exe().expect("this test's binary"))
            .args(["--exact", "child_works_while_it_holds_the_lease"])
            .env(NAME, name)
            .env(SERVER, &options.servers[0])
            .env(JOURNAL, journal.file.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("the child starts");
        Self { name, child }
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("it is our child");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.child.kill().and_then(|()| self.child.wait().map(drop)).unwrap_or_default();
    }
}

/// What this process is to be, when it is a child.
pub(crate) fn asked() -> Option<(String, Options, PathBuf)> {
    let [name, server] = [NAME, SERVER].map(|key| std::env::var(key).ok());
    let mut options = Options::new(vec![server?], "main");
    options.replicas = 1;
    options.accept = vec![Danger::FewReplicas];
    Some((name?, options, std::env::var_os(JOURNAL)?.into()))
}

/// Works whenever the lease is its own, until the process ends.
pub(crate) async fn work(name: &str, options: &Options, journal: &Path) {
    std::thread::spawn(|| {
        // The pipe closes with the parent, however that ends.
        std::io::stdin().read_to_end(&mut Vec::new()).map(drop).unwrap_or_default();
        std::process::exit(0);
    });
    let cluster = Cluster::join(options).await.expect("a cluster");
    let lease = cluster.leases(name, TERMS).await.expect("a bucket").seek("work", |_| ());
    let mut file = OpenOptions::new().append(true).open(journal).expect("the journal");
    loop {
        lease.won().await;
        lease.within(note(&mut file, name)).await.unwrap_or_default();
    }
}

async fn note(file: &mut File, name: &str) {
    let mut line = |word: &str| {
        // In one piece: the others write there too.
        file.write_all(format!("{word} {name}\n").as_bytes()).expect("the journal");
    };
    line("begin");
    loop {
        sleep(PACE).await;
        line("work");
    }
}

/// All lines in the order of time.
pub(crate) struct Journal {
    file: NamedTempFile,
}

impl Journal {
    pub(crate) fn new() -> Self {
        Self { file: NamedTempFile::new().expect("a temporary file") }
    }

    fn lines(&self) -> Vec<(String, String)> {
        let text = std::fs::read_to_string(self.file.path()).expect("the journal");
        let whole = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
        let pairs = whole.filter_map(|line| line.split_once(' '));
        pairs.map(|(word, name)| (word.to_owned(), name.to_owned())).collect()
    }

    /// Waits for so many more lines of work, and says who wrote the last.
    pub(crate) async fn more(&self, count: usize) -> String {
        let goal = self.lines().len() + count;
        self.until(|lines| lines.len() >= goal).await
    }

    /// Waits until another than `name` has begun to work, and says who.
    pub(crate) async fn next_than(&self, name: &str) -> String {
        self.until(|lines| lines.last().is_some_and(|(word, who)| word == "work" && who != name))
            .await
    }

    async fn until(&self, is_there: impl Fn(&[(String, String)]) -> bool) -> String {
        let waited = async {
            loop {
                let lines = self.lines();
                if is_there(&lines) {
                    return lines.last().map(|(_, name)| name.clone()).expect("a line");
                }
                sleep(PACE / 4).await;
            }
        };
        timeout(BOUND, waited).await.expect("the nodes go on")
    }

    /// Whoever works is the one who began last: nobody goes on after another has begun.
    pub(crate) fn check(&self) {
        assert_eq!(wrong(&self.lines()), None, "here somebody works who did not begin last");
    }
}

/// The first line of somebody who works although another has begun since.
fn wrong(lines: &[(String, String)]) -> Option<usize> {
    let mut last = None;
    lines.iter().position(|(word, name)| {
        if word == "begin" {
            last = Some(name);
        }
        last != Some(name)
    })
}

#[test]
fn the_oracle_finds_who_goes_on_after_another_has_begun() {
    let lines = |text: &str| {
        let words = text.split(", ").filter_map(|line| line.split_once(' '));
        words.map(|(word, name)| (word.to_owned(), name.to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(wrong(&lines("begin a, work a, begin b, work b, begin a, work a")), None);
    assert_eq!(wrong(&lines("begin a, work a, begin b, work a")), Some(3));
    assert_eq!(wrong(&lines("work a")), Some(0));
}
