//! What can only be tried from within: a sync that fails, and blocks that somebody changed on the medium.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use eventlog::contract::{commit, stream};
use eventlog::verify;
use tempfile::TempDir;

use super::*;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

async fn fill(log: &SledLog, count: u64) {
    let head = log.head().borrow().0;
    for n in head..head + count {
        let name = stream(&format!("a/{n}"));
        log.append(commit(&name, u128::from(n)), Position(0)).await.expect("appended");
    }
}

#[tokio::test]
async fn a_failed_sync_stops_the_log_and_answers_no_append_with_success() {
    let folder = folder();
    let left = AtomicUsize::new(4);
    let sync: crate::store::Sync =
        Box::new(move |file| match left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)) {
            Ok(_) => file.sync_data(),
            Err(_) => Err(io::Error::other("the disk is gone")),
        });
    let log =
        SledLog::open_with(folder.path(), &Options::default(), Care::Journal(sync)).expect("opens");
    let mut answered = 0;
    let refused = loop {
        let name = stream(&format!("a/{answered}"));
        match log.append(commit(&name, answered), Position(0)).await {
            Ok(_) => answered += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(answered, 3);
    assert!(refused.to_string().contains("the disk is gone"), "{refused}");
    let later = log.append(commit(&stream("b/1"), 99), Position(0)).await.expect_err("stopped");
    assert!(matches!(later, LogError::Stopped(_)), "{later}");
    assert_eq!(log.head().borrow().0, 3);
    assert_eq!(log.read(Position(0), 10).await.expect("still readable").len(), 3);
    assert!(log.close().await.is_err());
}

#[test]
fn after_a_failed_sync_the_engine_is_not_closed_which_would_panic_on_a_dead_disk() {
    let folder = folder();
    let left = AtomicUsize::new(1);
    let sync: crate::store::Sync =
        Box::new(move |file| match left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)) {
            Ok(_) => file.sync_data(),
            Err(_) => Err(io::ErrorKind::ReadOnlyFilesystem.into()),
        });
    let store = Store::open(folder.path(), &Options::default(), sync).expect("opens");
    store.sync().expect_err("the sync fails");
    drop(store);
    // Whoever closes sled lets go of its file.
    let file = std::fs::File::open(folder.path().join("sled/db")).expect("there");
    assert!(matches!(file.try_lock(), Err(std::fs::TryLockError::WouldBlock)));
}

/// So many commits in each block.
async fn blocks_of(folder: &Path, counts: &[u64]) {
    for count in counts {
        let log = SledLog::open(folder, &Options::default()).expect("opens");
        fill(&log, *count).await;
        log.close().await.expect("closes");
    }
}

/// Opens the store as the log would, flips one byte of a stored block, and leaves.
fn flip(folder: &Path, first: u64, place: usize) {
    let store = Store::open(folder, &Options::default(), store::sync_data()).expect("opens");
    let key = first.to_be_bytes();
    let mut value = store.log.get(key).expect("readable").expect("a block begins here").to_vec();
    value[place] ^= 1;
    store.log.insert(key, value).expect("written");
    store.sync().expect("synced");
}

#[tokio::test]
async fn a_flipped_byte_in_an_old_block_is_reported_with_its_position() {
    let folder = folder();
    blocks_of(folder.path(), &[6, 13, 1]).await;
    flip(folder.path(), 7, 150);
    let log = SledLog::open(folder.path(), &Options::default()).expect("the last block is whole");
    let page = log.read(Position(0), 6).await.expect("those before are whole");
    assert_eq!(page.len(), 6);
    let damage = [
        log.read(Position(0), 20).await.expect_err("damaged"),
        log.read_stream(&stream("a/6"), Position(0), 1).await.expect_err("damaged"),
        log.find(CommandId(uuid::Uuid::from_u128(6))).await.expect_err("damaged"),
        verify(&log, |_| ()).await.expect_err("damaged"),
    ];
    for error in damage {
        assert!(matches!(error, LogError::Damaged { at: Position(7), .. }), "{error}");
    }
}

#[tokio::test]
async fn a_flipped_byte_in_the_last_block_keeps_the_log_from_opening() {
    let folder = folder();
    blocks_of(folder.path(), &[2, 1]).await;
    flip(folder.path(), 3, 200);
    let refused = SledLog::open(folder.path(), &Options::default()).expect_err("damaged");
    assert!(matches!(refused, LogError::Damaged { at: Position(3), .. }), "{refused}");
}

#[tokio::test]
async fn a_missing_block_is_reported_with_its_position() {
    let folder = folder();
    blocks_of(folder.path(), &[4, 1, 4]).await;
    let store = Store::open(folder.path(), &Options::default(), store::sync_data()).expect("opens");
    store.log.remove(5_u64.to_be_bytes()).expect("removed");
    drop(store);
    let log = SledLog::open(folder.path(), &Options::default()).expect("the last block is whole");
    let missing = log.read(Position(0), 20).await.expect_err("a hole");
    assert!(matches!(missing, LogError::Damaged { at: Position(5), .. }), "{missing}");
}

async fn closed_log(folder: &Path, count: u64, first_command: u128) {
    let log = SledLog::open(folder, &Options::default()).expect("opens");
    for n in 0..count {
        let name = stream(&format!("a/{n}"));
        let next = commit(&name, first_command + u128::from(n));
        log.append(next, Position(0)).await.expect("appended");
    }
    log.close().await.expect("closes");
}

/// Empties, cuts or damages every file of the index.
fn spoil(index: &Path, how: fn(&mut Vec<u8>)) {
    for entry in std::fs::read_dir(index).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            spoil(&path, how);
            continue;
        }
        let mut bytes = std::fs::read(&path).expect("readable");
        how(&mut bytes);
        std::fs::write(&path, bytes).expect("writable");
    }
}

#[tokio::test]
async fn a_lost_damaged_or_foreign_index_is_made_anew_from_the_log() {
    let (folder, other) = (folder(), folder());
    closed_log(folder.path(), 30, 0).await;
    closed_log(other.path(), 40, 100).await;
    let (own, foreign) = (folder.path().join("index"), other.path().join("index"));
    let spoils: [&dyn Fn(); 4] = [
        &|| std::fs::remove_dir_all(&own).expect("removed"),
        &|| spoil(&own, Vec::clear),
        &|| spoil(&own, |bytes| bytes.truncate(bytes.len() / 2)),
        &|| {
            std::fs::remove_dir_all(&own).expect("removed");
            std::fs::rename(&foreign, &own).expect("put in its place");
        },
    ];
    for spoilt in spoils {
        spoilt();
        let log = SledLog::open(folder.path(), &Options::default()).expect("opens");
        let found = log.find(CommandId(uuid::Uuid::from_u128(11))).await.expect("readable");
        assert_eq!(found.expect("it was appended").position, Position(12));
        let own = log.read_stream(&stream("a/29"), Position(0), 9).await.expect("readable");
        assert_eq!(own.len(), 1);
        let none = log.read_stream(&stream("a/35"), Position(0), 9).await.expect("readable");
        assert_eq!(none.len(), 0);
        log.close().await.expect("closes");
    }
}

#[tokio::test]
async fn what_is_in_the_index_on_disk_is_found_as_what_is_in_memory() {
    let folder = folder();
    let log = SledLog::open(folder.path(), &Options::default()).expect("opens");
    let (one, beside) = (stream("a/1"), stream("a/10"));
    let mut last = Position(0);
    for part in 0..3_u128 {
        for n in 0..600 {
            let at = log.append(commit(&one, part * 1_000 + n), last).await.expect("appended");
            last = at.position;
        }
        let core = log.weak.upgrade().expect("open");
        core.index.write_behind().expect("written");
        assert_eq!(core.index.behind(), 0);
    }
    let at = log.append(commit(&beside, 9_000), Position(0)).await.expect("appended").position;
    log.append(commit(&one, 9_001), last).await.expect("appended");
    let all = log.read_stream(&one, Position(0), 5_000).await.expect("readable");
    let positions: Vec<u64> = all.iter().map(|recorded| recorded.position.0).collect();
    assert_eq!(positions, (1..=1_800).chain([1_802]).collect::<Vec<_>>());
    for (after, limit) in [(0, 1), (511, 3), (512, 3), (599, 2), (600, 700), (1_799, 9), (1_802, 9)]
    {
        let some = log.read_stream(&one, Position(after), limit).await.expect("readable");
        let some: Vec<u64> = some.iter().map(|recorded| recorded.position.0).collect();
        let expected = positions.iter().copied().filter(|&at| at > after).take(limit);
        assert_eq!(some, expected.collect::<Vec<_>>(), "after {after}, at most {limit}");
    }
    assert_eq!(log.read_stream(&beside, Position(0), 9).await.expect("readable")[0].position, at);
    let again = log.append(commit(&one, 1_042), last).await.expect("known");
    assert!(again.repeated && again.position == Position(643));
    let late = log.append(commit(&one, 9_002), last).await.expect_err("it moved on");
    assert!(matches!(late, LogError::Conflict { actual: Position(1_802), .. }), "{late}");
}

/// What a program of the second layout has left: plain blocks in the database.
fn of_the_second_layout(folder: &std::path::Path, commits: u64) {
    let mut builder = block::Builder::new(Position(1), eventlog::frame::CHAIN_START);
    for n in 0..commits {
        let commit = commit(&stream(&format!("a/{n}")), u128::from(n));
        builder.push(&encode(Position(0), &commit).expect("within the limits"));
    }
    let store = Store::open(folder, &Options::default(), crate::store::sync_data());
    let store = store.expect("opens");
    store.insert(vec![builder.finish()]).expect("inserts");
    store.sync().expect("syncs");
    std::fs::write(folder.join("format"), "rives log 2\n").expect("writable");
}

#[tokio::test]
async fn a_log_of_plain_blocks_is_read_and_goes_on_in_packed_ones() {
    let folder = folder();
    of_the_second_layout(folder.path(), 40);
    for commits in [80, 120] {
        let log = SledLog::open(folder.path(), &Options::default()).expect("opens");
        fill(&log, 40).await;
        let whole = verify(&log, |_| ()).await.expect("whole");
        assert_eq!(whole.commits, commits);
        let middle = log.read(Position(38), 4).await.expect("read across");
        assert_eq!(middle.len(), 4);
        log.close().await.expect("closes");
    }
    let format = std::fs::read_to_string(folder.path().join("format")).expect("readable");
    assert_eq!(format, "rives log 3\n", "an older program would not know packed blocks");
}

#[tokio::test]
async fn readers_who_read_on_get_every_commit_once_and_the_log_closes_under_them() {
    let folder = folder();
    of_the_second_layout(folder.path(), 300);
    let log = SledLog::open(folder.path(), &Options::default()).expect("opens");
    fill(&log, 1_500).await;
    log.close().await.expect("closes");
    // Opened again, so that no page comes from what is still in memory.
    let log = SledLog::open(folder.path(), &Options::default()).expect("opens");
    let read = |limit: usize| {
        let log = &log;
        async move {
            let mut read: Vec<u64> = Vec::new();
            loop {
                let after = Position(read.last().copied().unwrap_or(0));
                let page = log.read(after, limit).await.expect("readable");
                if page.is_empty() {
                    return read;
                }
                read.extend(page.iter().map(|recorded| recorded.position.0));
            }
        }
    };
    let (one, other) = tokio::join!(read(256), read(300));
    assert!(one.iter().copied().eq(1..=1_800) && other == one);
    for after in [0, 256, 512] {
        log.read(Position(after), 256).await.expect("readable");
    }
    log.close().await.expect("closes with pages under way");
    drop(SledLog::open(folder.path(), &Options::default()).expect("the folder is free"));
}
