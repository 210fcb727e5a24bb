//! A process killed at any moment has lost nothing that it had answered.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use eventlog::contract::{commit, stream};
use eventlog::{CommandId, EventLog, Position, verify};
use eventlog_sled::{Options, SledLog};
use uuid::Uuid;

/// Names the folder in which the child writes.
const CHILD: &str = "EVENTLOG_SLED_KILL_TEST_FOLDER";
const ROUNDS: u32 = 6;
const WRITERS: usize = 16;

/// Not a test of its own: what the killed process does.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child_appends_until_it_is_killed() {
    let Some(folder) = std::env::var_os(CHILD) else {
        return;
    };
    let log = SledLog::open(folder, &Options::default()).expect("the log opens after a kill");
    let log = Arc::new(log);
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..WRITERS {
        let log = Arc::clone(&log);
        writers.spawn(async move {
            let name = stream(&format!("kill/{}", Uuid::new_v4()));
            let mut last = Position(0);
            loop {
                let command = Uuid::new_v4();
                let appended = log.append(commit(&name, command.as_u128()), last).await;
                last = appended.expect("nobody else writes this stream").position;
                let line = format!("acked {} {command}\n", last.0);
                std::io::stdout().write_all(line.as_bytes()).expect("the parent reads");
            }
        });
    }
    writers.join_all().await;
}

/// Lets a child run until it has answered `enough` appends, kills it, and returns every answer that left it.
fn answers_until_killed(folder: &Path, enough: usize) -> Vec<(u64, Uuid)> {
    let mut child = Command::new(std::env::current_exe().expect("this test's binary"))
        .args(["--exact", "child_appends_until_it_is_killed", "--nocapture"])
        .env(CHILD, folder)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the child starts");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).split(b'\n');
    let mut answers = Vec::new();
    for line in lines.by_ref() {
        answers.extend(answer(&line.expect("readable")));
        if answers.len() >= enough {
            break;
        }
    }
    child.kill().expect("the child runs");
    // What was already in the pipe had been answered too.
    for line in lines {
        answers.extend(answer(&line.expect("readable")));
    }
    child.wait().expect("the child ended");
    answers
}

/// The test runner's own words, and a line that the kill cut, are no answers.
fn answer(line: &[u8]) -> Option<(u64, Uuid)> {
    let line = std::str::from_utf8(line).ok()?;
    let (_, rest) = line.split_once("acked ")?;
    let (position, command) = rest.split_once(' ')?;
    Some((position.parse().ok()?, Uuid::parse_str(command).ok()?))
}

#[tokio::test]
async fn every_answered_commit_survives_a_kill_once_and_in_its_place() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut answered: HashMap<Uuid, u64> = HashMap::new();
    for _ in 0..ROUNDS {
        let enough = 1 + usize::from(Uuid::new_v4().as_bytes()[0]) * 8;
        answered.extend(
            answers_until_killed(folder.path(), enough).into_iter().map(|(at, id)| (id, at)),
        );
        let log = SledLog::open(folder.path(), &Options::default()).expect("opens after a kill");
        let whole = verify(&log, |_| ()).await.expect("the chain is whole");
        assert!(whole.commits >= answered.len() as u64);
        let mut seen: HashMap<Uuid, u64> = HashMap::new();
        let all = log.read(Position(0), usize::MAX).await.expect("readable");
        for recorded in &all {
            let twice = seen.insert(recorded.commit.command_id.0, recorded.position.0);
            assert_eq!(twice, None, "a commit stands twice");
        }
        for (command, position) in &answered {
            assert_eq!(seen.get(command), Some(position), "an answered commit is missing");
            let found = log.find(CommandId(*command)).await.expect("readable");
            assert_eq!(found.map(|recorded| recorded.position.0), Some(*position));
        }
        log.close().await.expect("closes");
    }
    assert!(answered.len() >= ROUNDS as usize);
}
