//! The log on sled keeps the contract, also across restarts, damaged snapshots and a second process.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eventlog::contract::{Shared, commit, stream};
use eventlog::transfer::Adopter;
use eventlog::{CommandId, EventLog, Json, LogError, MemoryLog, Position, verify};
use eventlog_sled::{Options, SledLog};
use tempfile::TempDir;
use uuid::Uuid;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn open(folder: &Path) -> SledLog {
    SledLog::open(folder, &Options::default()).expect("the log opens")
}

fn fresh() -> (Shared, TempDir) {
    let folder = folder();
    (Arc::new(open(folder.path())), folder)
}

eventlog::contract_tests!(fresh);

/// Appends `count` commits to ten streams, continuing where the log stands.
async fn fill(log: &SledLog, count: u64) {
    let head = log.head().borrow().0;
    for n in head..head + count {
        let name = stream(&format!("a/{}", n % 10));
        let before = Position((n + 1).saturating_sub(10));
        log.append(commit(&name, u128::from(n)), before).await.expect("in order");
    }
}

async fn assert_whole(log: &SledLog, count: u64) {
    assert_eq!(verify(log, |_| ()).await.expect("whole").commits, count);
    for n in [0, count / 2, count - 1] {
        let found = log.find(CommandId(Uuid::from_u128(u128::from(n)))).await.expect("readable");
        assert_eq!(found.expect("it was appended").position, Position(n + 1));
    }
    let mut streams = 0;
    for n in 0..10 {
        let name = stream(&format!("a/{n}"));
        let own = log.read_stream(&name, Position(0), usize::MAX).await.expect("readable");
        assert!(own.iter().all(|recorded| recorded.commit.stream == name));
        assert!(own.is_sorted_by_key(|recorded| recorded.position));
        streams += own.len();
    }
    assert_eq!(streams, usize::try_from(count).expect("small"));
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_restart_and_the_log_goes_on() {
    let folder = folder();
    for round in 1..=3 {
        let log = open(folder.path());
        fill(&log, 700).await;
        assert_whole(&log, 700 * round).await;
        if round == 2 {
            // Dropped without closing: the same, only nobody is told.
            drop(log);
        } else {
            log.close().await.expect("closes");
        }
    }
}

#[tokio::test]
async fn what_was_accepted_before_closing_is_carried_out() {
    let folder = folder();
    let log = Arc::new(open(folder.path()));
    let mut writers = tokio::task::JoinSet::new();
    for n in 0..200_u128 {
        let log = Arc::clone(&log);
        writers.spawn(async move {
            log.append(commit(&stream(&format!("c/{n}")), n), Position(0)).await.is_ok()
        });
    }
    tokio::task::yield_now().await;
    log.close().await.expect("closes");
    let answered = writers.join_all().await.into_iter().filter(|&yes| yes).count();
    let log = open(folder.path());
    assert_eq!(verify(&log, |_| ()).await.expect("whole").commits, answered as u64);
}

#[tokio::test]
async fn a_second_user_of_the_folder_is_refused_with_its_name() {
    let folder = folder();
    let first = open(folder.path());
    fill(&first, 3).await;
    let second = SledLog::open(folder.path(), &Options::default()).expect_err("in use");
    assert!(second.to_string().contains(&folder.path().display().to_string()), "{second}");
    let cause = std::error::Error::source(&second).expect("a cause").to_string();
    assert!(cause.contains("another process uses this folder"), "{cause}");
    assert_whole(&first, 3).await;
    first.close().await.expect("closes");
    drop(open(folder.path()));
}

/// How a snapshot is spoilt, in a word and in deed.
type Spoil = (&'static str, fn(&Path));

fn snapshots(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("sled")).expect("sled's folder");
    let paths = entries.map(|entry| entry.expect("readable").path());
    paths.filter(|path| path.to_string_lossy().contains("snap.")).collect()
}

#[tokio::test]
async fn a_damaged_snapshot_is_set_aside_and_nothing_is_lost() {
    let spoils: [Spoil; 4] = [
        ("emptied", |path| fs::write(path, []).expect("writable")),
        ("garbled", |path| {
            fs::write(path, [0xa5; 300]).expect("writable");
        }),
        ("cut", |path| {
            let whole = fs::read(path).expect("readable");
            fs::write(path, &whole[..whole.len() / 2]).expect("writable");
        }),
        ("unfinished", |path| {
            fs::write(path.with_file_name("snap.0000000000000042.generating"), [1; 9])
                .expect("writable");
        }),
    ];
    for (how, spoil) in spoils {
        let folder = folder();
        let log = open(folder.path());
        fill(&log, 300).await;
        log.close().await.expect("closes");
        drop(log);
        // The first reopening makes sled write a snapshot.
        drop(open(folder.path()));
        let found = snapshots(folder.path());
        assert!(!found.is_empty(), "sled has a snapshot");
        for path in &found {
            spoil(path);
        }
        let log = open(folder.path());
        assert_whole(&log, 300).await;
        let kept = fs::read_dir(folder.path().join("set-aside")).map_or(0, Iterator::count);
        assert!(kept > 0, "{how}: the damaged file is kept");
        fill(&log, 10).await;
        assert_whole(&log, 310).await;
    }
}

#[tokio::test]
async fn a_lost_configuration_of_sled_is_made_anew() {
    let folder = folder();
    let log = open(folder.path());
    fill(&log, 50).await;
    drop(log);
    fs::write(folder.path().join("sled/conf"), []).expect("writable");
    assert_whole(&open(folder.path()), 50).await;
    let conf = fs::read(folder.path().join("sled/conf")).expect("readable");
    for place in 0..conf.len() {
        let mut flipped = conf.clone();
        flipped[place] ^= 1;
        fs::write(folder.path().join("sled/conf"), flipped).expect("writable");
        assert_whole(&open(folder.path()), 50).await;
    }
    fs::write(folder.path().join("sled/conf"), "nonsense: true\n!!!!").expect("writable");
    assert_whole(&open(folder.path()), 50).await;
}

#[tokio::test]
async fn a_vanished_database_is_no_empty_log() {
    let folder = folder();
    let log = open(folder.path());
    fill(&log, 5).await;
    drop(log);
    fs::remove_file(folder.path().join("sled/db")).expect("removable");
    let refused = SledLog::open(folder.path(), &Options::default()).expect_err("gone");
    assert!(matches!(refused, LogError::Damaged { .. }), "{refused}");
    assert!(refused.to_string().contains("restore it from a backup"), "{refused}");
}

#[tokio::test]
async fn a_layout_of_the_future_is_refused() {
    let folder = folder();
    drop(open(folder.path()));
    fs::write(folder.path().join("format"), "rives log 4\n").expect("writable");
    let refused = SledLog::open(folder.path(), &Options::default()).expect_err("unknown");
    assert!(refused.to_string().contains("rives log 4"), "{refused}");
}

#[tokio::test]
async fn large_commits_never_spill_into_files_of_their_own() {
    let folder = folder();
    let log = open(folder.path());
    let payload = Json::parse(format!("\"{}\"", "x".repeat(90_000))).expect("JSON");
    for n in 0..120_u64 {
        let mut large = commit(&stream("a/1"), u128::from(n));
        large.events[0].payload.clone_from(&payload);
        log.append(large, Position(n)).await.expect("within the limits");
    }
    drop(log);
    let log = open(folder.path());
    assert_eq!(verify(&log, |_| ()).await.expect("whole").commits, 120);
    assert_eq!(fs::read_dir(folder.path().join("sled/blobs")).map_or(0, Iterator::count), 0);
}

#[tokio::test]
async fn the_counts_say_what_happened() {
    let folder = folder();
    let log = open(folder.path());
    fill(&log, 20).await;
    let repeat = log.append(commit(&stream("a/1"), 1), Position(0)).await;
    assert!(repeat.expect("no error").repeated);
    log.append(commit(&stream("a/1"), 99), Position(1)).await.expect_err("stale");
    let stats = log.stats();
    assert_eq!((stats.appends, stats.repeats, stats.conflicts), (20, 1, 1));
    assert_eq!(stats.sync_latency.iter().sum::<u64>(), stats.batches);
    assert!(stats.batches <= 20 && stats.bytes > 20 * 100);
}

#[tokio::test]
async fn the_chain_is_that_of_the_memory_log() {
    let folder = folder();
    let (log, memory) = (open(folder.path()), MemoryLog::new());
    fill(&log, 40).await;
    for recorded in log.read(Position(0), 40).await.expect("readable") {
        let commit = Arc::unwrap_or_clone(recorded.commit);
        memory.append(commit, recorded.previous).await.expect("the same order");
    }
    let (ours, theirs) = (verify(&log, |_| ()).await, verify(&memory, |_| ()).await);
    assert_eq!(ours.expect("whole"), theirs.expect("whole"));
}

/// Whether the log says that it is damaged, when it opens or when it is walked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commits_that_are_taken_over_share_their_syncs_and_are_there_after_a_restart() {
    let source = MemoryLog::new();
    for n in 0..4_000_u32 {
        let name = stream(&format!("a/{n}"));
        source.append(commit(&name, u128::from(n)), Position(0)).await.expect("in order");
    }
    let page = source.read(Position(0), 4_000).await.expect("readable");
    let folder = folder();
    let log = open(folder.path());
    let mut adopter = Adopter::new(&log, |_| ()).await.expect("an empty log");
    adopter.adopt(&page).await.expect("all of them");
    let stats = log.stats();
    assert_eq!(stats.appends, 4_000);
    assert!(stats.batches < 1_000, "{} syncs for 4,000 commits", stats.batches);
    log.close().await.expect("closes");
    let again = open(folder.path());
    let whole = verify(&source, |_| ()).await.expect("whole");
    assert_eq!(verify(&again, |_| ()).await.expect("whole"), whole);
}

async fn is_reported(folder: &Path) -> bool {
    match SledLog::open(folder, &Options::default()) {
        Err(error) => matches!(error, LogError::Damaged { .. }),
        Ok(log) => matches!(verify(&log, |_| ()).await, Err(LogError::Damaged { .. })),
    }
}

/// As when what is in the database left the journal long ago.
fn forget_journal(folder: &Path) {
    fs::remove_dir_all(folder.join("journal")).expect("removable");
}

#[tokio::test]
async fn a_damage_of_what_the_journal_still_has_is_mended_from_it() {
    let folder = folder();
    let log = open(folder.path());
    fill(&log, 60).await;
    log.close().await.expect("closes");
    drop(log);
    fs::remove_dir_all(folder.path().join("sled")).expect("removable");
    fs::remove_file(folder.path().join("format")).expect("removable");
    assert_whole(&open(folder.path()), 60).await;
}

#[tokio::test]
async fn a_journal_that_goes_on_further_on_than_the_log_ends_is_refused() {
    let (folder, other) = (folder(), self::folder());
    let log = open(folder.path());
    fill(&log, 3).await;
    log.close().await.expect("closes");
    drop(log);
    drop(open(other.path()));
    let journal = "journal/a";
    let mut bytes = fs::read(folder.path().join(journal)).expect("readable");
    // The first group of the journal is gone.
    bytes[0] ^= 1;
    fs::write(other.path().join(journal), bytes).expect("writable");
    let refused = SledLog::open(other.path(), &Options::default()).expect_err("a hole");
    assert!(matches!(refused, LogError::Damaged { at: Position(1), .. }), "{refused}");
    assert!(refused.to_string().contains("restore a backup"), "{refused}");
}

#[tokio::test]
async fn a_log_of_the_first_layout_is_taken_over() {
    let folder = folder();
    let log = open(folder.path());
    fill(&log, 40).await;
    log.close().await.expect("closes");
    drop(log);
    forget_journal(folder.path());
    fs::write(folder.path().join("format"), "rives log 1\n").expect("writable");
    assert_whole(&open(folder.path()), 40).await;
    let format = fs::read_to_string(folder.path().join("format")).expect("readable");
    assert_eq!(format, "rives log 3\n", "an older program would not know the journal");
}

#[tokio::test]
async fn a_flipped_byte_in_the_file_itself_is_reported_and_not_taken_for_the_end() {
    let folder = folder();
    let log = open(folder.path());
    fill(&log, 60).await;
    log.close().await.expect("closes");
    drop(log);
    forget_journal(folder.path());
    let db = folder.path().join("sled/db");
    let whole = fs::read(&db).expect("readable");
    let blocks: Vec<_> = (0..whole.len()).filter(|&at| whole[at..].starts_with(b"RVLB")).collect();
    let last = *blocks.last().expect("the commits are in the file");
    // Its header, the first chain, and what is compressed.
    for place in [last + 20, last + 100, last + 96 + 60 * 32 + 50] {
        let mut flipped = whole.clone();
        flipped[place] ^= 1;
        fs::write(&db, flipped).expect("writable");
        for snapshot in snapshots(folder.path()) {
            fs::remove_file(snapshot).expect("removable");
        }
        assert!(is_reported(folder.path()).await, "byte {place}");
    }
}

#[tokio::test]
async fn a_log_that_lost_its_end_is_refused_until_the_operator_accepts_it() {
    let folder = folder();
    let log = open(folder.path());
    fill(&log, 40).await;
    drop(log);
    let before = copied(folder.path());
    fill(&open(folder.path()), 1).await;
    let reached = folder.path().join("reached");
    let said = fs::read(&reached).expect("written when the log closed");
    let lost = before.path();
    fs::write(lost.join("reached"), &said).expect("writable");
    let refused = SledLog::open(lost, &Options::default()).expect_err("shorter");
    assert!(matches!(refused, LogError::Damaged { at: Position(41), .. }), "{refused}");
    assert!(refused.to_string().contains("remove the file reached"), "{refused}");
    fs::remove_file(lost.join("reached")).expect("removable");
    assert_whole(&open(lost), 40).await;
    assert!(lost.join("reached").exists(), "it is noted anew for the next time");
}

/// A log's folder as it is, in another place.
fn copied(folder: &Path) -> TempDir {
    let copy = self::folder();
    fs::create_dir(copy.path().join("sled")).expect("writable");
    for part in ["", "sled"] {
        for entry in fs::read_dir(folder.join(part)).expect("readable") {
            let from = entry.expect("readable").path();
            if from.is_file() {
                let name = from.file_name().expect("a name");
                fs::copy(&from, copy.path().join(part).join(name)).expect("copied");
            }
        }
    }
    copy
}

#[tokio::test]
async fn what_sled_erases_at_a_damage_is_kept_as_it_was() {
    let folder = folder();
    let log = open(folder.path());
    fill(&log, 40).await;
    drop(log);
    forget_journal(folder.path());
    let db = folder.path().join("sled/db");
    let mut bytes = fs::read(&db).expect("readable");
    let held: Vec<_> = (0..bytes.len()).filter(|&at| bytes[at] != 0).collect();
    bytes[held[held.len() / 2]] ^= 4;
    fs::write(&db, &bytes).expect("writable");
    let kept = folder.path().join("set-aside/db-as-found");
    // The second start finds a shorter file and must not take it for what was there before.
    for _ in 0..2 {
        let refused = SledLog::open(folder.path(), &Options::default()).expect_err("damaged");
        assert!(refused.to_string().contains(&kept.display().to_string()), "{refused}");
        assert!(fs::read(&kept).expect("kept") == bytes, "as it was before the first start");
    }
    fs::remove_file(folder.path().join("reached")).expect("removable");
    let log = open(folder.path());
    assert!(*log.head().borrow() < Position(40));
    let aside = fs::read_dir(folder.path().join("set-aside")).expect("readable");
    let aside: Vec<_> = aside.map(|entry| entry.expect("readable").path()).collect();
    assert!(!kept.exists() && aside.len() == 1, "out of the way: {aside:?}");
    assert!(
        fs::read(&aside[0]).expect("kept") == bytes,
        "also for whoever goes on with what is left"
    );
}

#[tokio::test]
async fn a_damage_of_what_was_reached_does_not_switch_the_check_off() {
    let folder = folder();
    let log = open(folder.path());
    fill(&log, 4).await;
    drop(log);
    let reached = folder.path().join("reached");
    let mut said = fs::read(&reached).expect("written when the log closed");
    for place in 0..said.len() {
        said[place] ^= 0x08;
        fs::write(&reached, &said).expect("writable");
        said[place] ^= 0x08;
        let refused = SledLog::open(folder.path(), &Options::default()).expect_err("damaged");
        assert!(matches!(refused, LogError::Damaged { at: Position(5), .. }), "{refused}");
        assert!(refused.to_string().contains("remove the file to go on"), "{refused}");
    }
    fs::remove_file(&reached).expect("removable");
    assert_whole(&open(folder.path()), 4).await;
}
