//! The live feed against a record in memory: nothing lost, nothing doubled, encoded once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use eventlog::Position;
use parking_lot::Mutex;
use tokio::sync::watch;

use super::{Batch, Ended, Follower, Item, Live, Source, SourceFault, end_of};

/// A record whose every commit has one change; counts how many were encoded.
struct Record {
    seqs: Mutex<Vec<i64>>,
    applied: watch::Sender<Position>,
    encoded: AtomicUsize,
}

impl Record {
    fn new() -> Arc<Self> {
        let applied = watch::Sender::new(Position(0));
        Arc::new(Self { seqs: Mutex::default(), applied, encoded: AtomicUsize::new(0) })
    }

    fn commit(&self, many: u64) {
        for _ in 0..many {
            let position = self.applied.borrow().0 + 1;
            self.seqs.lock().push(i64::try_from(position * 64).expect("a small position"));
            self.applied.send_replace(Position(position));
        }
    }
}

#[async_trait]
impl Source for Record {
    async fn after(&self, after: i64, limit: usize) -> Result<Batch, SourceFault> {
        let applied = *self.applied.borrow();
        let all = self.seqs.lock().clone();
        let found: Vec<i64> = all.into_iter().filter(|seq| *seq > after).take(limit).collect();
        self.encoded.fetch_add(found.len(), Ordering::Relaxed);
        let through = match found.last() {
            Some(last) if found.len() == limit => *last,
            _ => end_of(applied),
        };
        let item = |seq: i64| Item { seq, payload: seq.to_string().into() };
        Ok(Batch { items: found.into_iter().map(item).collect(), through })
    }
}

fn live(record: &Arc<Record>) -> Live {
    Live::new(record.applied.subscribe())
}

fn follow(live: &Live, record: &Arc<Record>, after: i64) -> Follower {
    let source: Arc<dyn Source> = Arc::<Record>::clone(record);
    live.follow("key", &source, after)
}

async fn take(follower: &mut Follower, many: u64) -> Vec<u64> {
    let mut seen = Vec::new();
    for _ in 0..many {
        let item = follower.next().await.expect("a change");
        seen.push(u64::try_from(item.seq / 64).expect("a position"));
    }
    seen
}

#[tokio::test]
async fn a_follower_catches_up_and_then_goes_on_live() {
    let record = Record::new();
    record.commit(300);
    let live = live(&record);
    let mut follower = follow(&live, &record, 10 * 64);
    assert_eq!(take(&mut follower, 290).await, (11..=300).collect::<Vec<_>>());
    record.commit(3);
    assert_eq!(take(&mut follower, 3).await, [301, 302, 303]);
    assert_eq!(follower.at(), 303 * 64);
}

#[tokio::test]
async fn a_follower_from_now_sees_only_what_comes() {
    let record = Record::new();
    record.commit(5);
    let live = live(&record);
    let mut follower = follow(&live, &record, end_of(Position(5)));
    record.commit(1);
    assert_eq!(take(&mut follower, 1).await, [6]);
}

#[tokio::test]
async fn a_change_is_encoded_once_for_a_thousand_followers() {
    let record = Record::new();
    let live = live(&record);
    let mut followers: Vec<_> = (0..1_000).map(|_| follow(&live, &record, 63)).collect();
    assert_eq!(live.open(), 1);
    record.commit(10);
    for follower in &mut followers {
        assert_eq!(take(follower, 10).await, (1..=10).collect::<Vec<_>>());
    }
    assert_eq!(record.encoded.load(Ordering::Relaxed), 10);
}

#[tokio::test]
async fn one_that_fell_behind_the_ring_loses_and_doubles_nothing() {
    let record = Record::new();
    let live = live(&record);
    let mut slow = follow(&live, &record, 63);
    let mut quick = follow(&live, &record, 63);
    record.commit(5_000);
    assert_eq!(take(&mut quick, 5_000).await.len(), 5_000, "the ring has moved on");
    assert_eq!(take(&mut slow, 5_000).await, (1..=5_000).collect::<Vec<_>>());
    record.commit(1);
    assert_eq!(take(&mut slow, 1).await, [5_001]);
}

#[tokio::test]
async fn a_channel_closes_with_its_last_follower() {
    let record = Record::new();
    let live = live(&record);
    let follower = follow(&live, &record, 63);
    assert_eq!(live.open(), 1);
    drop(follower);
    assert_eq!(live.open(), 0);
}

struct Broken;

#[async_trait]
impl Source for Broken {
    async fn after(&self, _: i64, _: usize) -> Result<Batch, SourceFault> {
        Err(SourceFault)
    }
}

#[tokio::test]
async fn a_record_that_cannot_be_read_ends_the_one_that_asked() {
    let live = Live::new(watch::Sender::new(Position(9)).subscribe());
    let source: Arc<dyn Source> = Arc::new(Broken);
    let mut follower = live.follow("key", &source, 0);
    assert_eq!(follower.next().await.expect_err("no change"), Ended::Fault);
}
