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
    let sync: Sync =
        Box::new(move |file| match left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)) {
            Ok(_) => file.sync_data(),
            Err(_) => Err(io::Error::other("the disk is gone")),
        });
    let log = SledLog::open_with(folder.path(), &Options::default(), sync).expect("opens");
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
    let log = SledLog::open(folder.path(), &Options::default()).expect("opens");
    fill(&log, 20).await;
    log.close().await.expect("closes");
    drop(log);
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
    let log = SledLog::open(folder.path(), &Options::default()).expect("opens");
    fill(&log, 3).await;
    drop(log);
    flip(folder.path(), 3, 200);
    let refused = SledLog::open(folder.path(), &Options::default()).expect_err("damaged");
    assert!(matches!(refused, LogError::Damaged { at: Position(3), .. }), "{refused}");
}

#[tokio::test]
async fn a_missing_block_is_reported_with_its_position() {
    let folder = folder();
    let log = SledLog::open(folder.path(), &Options::default()).expect("opens");
    fill(&log, 9).await;
    drop(log);
    let store = Store::open(folder.path(), &Options::default(), store::sync_data()).expect("opens");
    store.log.remove(5_u64.to_be_bytes()).expect("removed");
    drop(store);
    let log = SledLog::open(folder.path(), &Options::default()).expect("the last block is whole");
    let missing = log.read(Position(0), 20).await.expect_err("a hole");
    assert!(matches!(missing, LogError::Damaged { at: Position(5), .. }), "{missing}");
}

#[tokio::test]
async fn a_lost_or_foreign_index_is_made_anew_from_the_log() {
    let folder = folder();
    let log = SledLog::open(folder.path(), &Options::default()).expect("opens");
    fill(&log, 30).await;
    drop(log);
    for spoil in [
        (|store: &Store| store.meta.clear()) as fn(&Store) -> sled::Result<()>,
        |store| store.meta.insert("ck", vec![9; 40]).map(drop),
        |store| store.idx.clear().and_then(|()| store.meta.remove("ck")).map(drop),
    ] {
        let store = Store::open(folder.path(), &Options::default(), store::sync_data());
        let store = store.expect("opens");
        spoil(&store).expect("spoilt");
        drop(store);
        let log = SledLog::open(folder.path(), &Options::default()).expect("opens");
        let found = log.find(CommandId(uuid::Uuid::from_u128(11))).await.expect("readable");
        assert_eq!(found.expect("it was appended").position, Position(12));
        let own = log.read_stream(&stream("a/29"), Position(0), 9).await.expect("readable");
        assert_eq!(own.len(), 1);
    }
}
