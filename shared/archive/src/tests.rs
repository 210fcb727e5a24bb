//! Whole archives: what leaves comes back the same however it was divided, and what was damaged is refused by name.

use std::sync::Arc;

use eventlog::contract::{commit, stream};
use eventlog::transfer::append;
use eventlog::{EventLog, MemoryLog, Position, Verified, verify};
use object_store::memory::InMemory;
use proptest::prelude::*;

use super::people::Of;
use super::*;
use crate::segment::{Segment, pack};

type Outcome<T> = Result<T, ArchiveError>;

/// A log of `commits` commits in a few streams; `past` makes it another one.
async fn log_of(commits: u64, past: u128) -> Arc<MemoryLog> {
    let log = Arc::new(MemoryLog::new());
    let mut ends = [Position(0); 3];
    for n in 0..commits {
        let at = usize::try_from(n % 3).expect("small");
        let commit = commit(&stream(&format!("a/{at}")), past << 64 | u128::from(n));
        ends[at] = log.append(commit, ends[at]).await.expect("in order").position;
    }
    log
}

fn empty() -> Place {
    Place::on(Arc::new(InMemory::new()))
}

/// Seals a log up to each of `ends` in turn.
async fn divided(log: &dyn EventLog, ends: &[u64]) -> Outcome<Place> {
    let place = empty();
    let mut first = 1;
    for end in ends {
        let count = usize::try_from(end + 1 - first).expect("small");
        let commits = log.read(Position(first - 1), count).await?;
        if let Some((segment, bytes)) = pack(&commits, "here/rives")? {
            place.put(LOG, &segment.to_string(), bytes).await?;
        }
        first = end + 1;
    }
    Ok(place)
}

/// Brings an archive back into a log of its own: what came, and how it ended.
async fn back(place: &Place, until: Until) -> (MemoryLog, Outcome<Verified>) {
    let log = MemoryLog::new();
    let reading = match Plan::of(place).await {
        Ok(plan) => read(place, plan, until),
        Err(error) => Err(error),
    };
    let mut reading = match reading {
        Ok(reading) => reading,
        Err(error) => return (log, Err(error)),
    };
    while let Some(page) = reading.page().await {
        append(&log, page).await.expect("they were checked");
    }
    let outcome = reading.outcome().await;
    (log, outcome)
}

async fn whole(log: &dyn EventLog) -> Verified {
    verify(log, |_| ()).await.expect("whole")
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build();
    runtime.expect("a runtime").block_on(work)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_log_comes_back_the_same_however_it_was_divided(
        commits in 1_u64..90, cuts in proptest::collection::vec(1_u64..90, 0..8),
    ) {
        run(async {
            let log = log_of(commits, 0).await;
            let mut ends: Vec<_> = cuts.into_iter().filter(|cut| *cut < commits).collect();
            ends.sort_unstable();
            ends.dedup();
            ends.push(commits);
            let place = divided(log.as_ref(), &ends).await.expect("sealed");
            let (copy, outcome) = back(&place, Until::End).await;
            assert_eq!(outcome.expect("whole"), whole(log.as_ref()).await);
            assert_eq!(whole(&copy).await, whole(log.as_ref()).await);
        });
    }

    #[test]
    fn any_byte_that_flips_is_found_in_its_segment_and_what_came_before_stays(
        place_of in 0_usize..100_000, bit in 0_u8..8, which in 0_usize..3,
    ) {
        run(async {
            let log = log_of(60, 0).await;
            let place = divided(log.as_ref(), &[20, 40, 60]).await.expect("sealed");
            let segment = Plan::of(&place).await.expect("listed").read[which];
            let name = segment.to_string();
            let mut bytes = place.get(LOG, &name).await.expect("there").to_vec();
            let at = place_of % bytes.len();
            bytes[at] ^= 1 << bit;
            replace(&place, &name, bytes).await;
            let (copy, outcome) = back(&place, Until::End).await;
            match outcome {
                // zstd's header has bits that mean nothing: then nothing changed either.
                Ok(whole_all) => assert_eq!(whole_all, whole(log.as_ref()).await),
                Err(ArchiveError::Damaged { object, at, .. }) => {
                    assert_eq!(object, name);
                    assert!((segment.first..=segment.last + 1).contains(&at), "{at}");
                    assert_eq!(whole(&copy).await.commits + 1, at.min(segment.last + 1));
                }
                Err(other) => panic!("not told by name: {other}"),
            }
        });
    }
}

async fn replace(place: &Place, name: &str, bytes: Vec<u8>) {
    place.delete(LOG, name).await.expect("deleted");
    place.put(LOG, name, bytes).await.expect("put");
}

/// Three segments of twenty commits: the place and their names.
async fn three() -> (Arc<MemoryLog>, Place, Vec<String>) {
    let log = log_of(60, 0).await;
    let place = divided(log.as_ref(), &[20, 40, 60]).await.expect("sealed");
    let names = place.names(LOG, None).await.expect("listed");
    (log, place, names)
}

#[tokio::test]
async fn a_segment_that_is_missing_swapped_cut_off_or_forged_is_refused_by_name() {
    let (_, place, names) = three().await;
    place.delete(LOG, &names[1]).await.expect("deleted");
    let (_, missing) = back(&place, Until::End).await;
    let missing = missing.expect_err("a hole").to_string();
    assert!(missing.contains("21 to 40") && missing.contains(&names[2]), "{missing}");

    let (_, place, names) = three().await;
    let (one, two) = (place.get(LOG, &names[0]).await, place.get(LOG, &names[1]).await);
    replace(&place, &names[0], two.expect("there").to_vec()).await;
    replace(&place, &names[1], one.expect("there").to_vec()).await;
    let (_, swapped) = back(&place, Until::End).await;
    let swapped = swapped.expect_err("swapped");
    assert!(matches!(&swapped, ArchiveError::Damaged { object, at: 1, .. } if *object == names[0]));

    let (_, place, names) = three().await;
    let bytes = place.get(LOG, &names[1]).await.expect("there").to_vec();
    for length in [0, 1, bytes.len() / 2, bytes.len() - 1] {
        replace(&place, &names[1], bytes[..length].to_vec()).await;
        let (copy, cut) = back(&place, Until::End).await;
        let cut = cut.expect_err("cut off");
        assert!(matches!(&cut, ArchiveError::Damaged { object, .. } if *object == names[1]));
        assert!((20..=40).contains(&whole(&copy).await.commits), "what came before stays");
    }

    // Whole in itself and of another log: only the chain tells.
    let (_, place, names) = three().await;
    let other = log_of(60, 7).await.read(Position(20), 20).await.expect("readable");
    let (forged, bytes) = pack(&other, "here/rives").expect("written").expect("there are some");
    place.delete(LOG, &names[1]).await.expect("deleted");
    place.put(LOG, &forged.to_string(), bytes).await.expect("put");
    let (copy, outcome) = back(&place, Until::End).await;
    let outcome = outcome.expect_err("of another log");
    assert!(matches!(outcome, ArchiveError::Damaged { at: 21, .. }), "{outcome}");
    assert_eq!(whole(&copy).await.commits, 20);
}

#[tokio::test]
async fn a_log_is_brought_back_as_it_stood_at_a_position_or_a_moment() {
    let (log, place, _) = three().await;
    for until in [1, 20, 33, 60] {
        let (copy, outcome) = back(&place, Until::Position(until)).await;
        assert_eq!(outcome.expect("whole").commits, until);
        let stands = log.read(Position(until - 1), 1).await.expect("readable");
        assert_eq!(whole(&copy).await.hash, stands[0].hash);
    }
    let (_, beyond) = back(&place, Until::Position(61)).await;
    assert!(matches!(beyond, Err(ArchiveError::Short { end: 60, asked: 61 })));
    // All commits of the contract's making have one moment.
    let (_, all) = back(&place, Until::Moment(1_700_000_000_000)).await;
    assert_eq!(all.expect("whole").commits, 60);
    let (_, none) = back(&place, Until::Moment(1_699_999_999_999)).await;
    assert_eq!(none.expect("whole").commits, 0);
    assert!(matches!(back(&empty(), Until::End).await.1, Err(ArchiveError::Empty(_))));
}

async fn sealer(place: &Place, log: &dyn EventLog) -> Outcome<Sealer> {
    Sealer::open(place.clone(), log, "here/rives".into()).await
}

#[tokio::test]
async fn a_log_that_grows_is_sealed_from_where_the_archive_ends_whoever_sealed_before() {
    let (log, place) = (log_of(10, 0).await, empty());
    let mut first = sealer(&place, log.as_ref()).await.expect("empty");
    assert_eq!(first.seal(log.as_ref()).await.expect("sealed").map(|it| it.last), Some(10));
    assert_eq!(first.seal(log.as_ref()).await.expect("nothing new"), None);
    let more = log_of(25, 0).await;
    let mut second = sealer(&place, more.as_ref()).await.expect("its own past");
    assert_eq!(second.sealed(), Position(10));
    assert!(second.seal(more.as_ref()).await.expect("sealed").is_some());
    // The first one wakes up late and finds that its work was done.
    assert_eq!(first.seal(more.as_ref()).await.expect("done already"), None);
    assert_eq!(first.sealed(), Position(25));
    let (_, outcome) = back(&place, Until::End).await;
    assert_eq!(outcome.expect("whole"), whole(more.as_ref()).await);
}

#[tokio::test]
async fn a_long_log_is_sealed_in_full_segments() {
    let (log, place) = (log_of(SEGMENT_COMMITS + 5, 0).await, empty());
    let mut sealer = sealer(&place, log.as_ref()).await.expect("empty");
    let mut ranges = Vec::new();
    while let Some(segment) = sealer.seal(log.as_ref()).await.expect("sealed") {
        ranges.push((segment.first, segment.last));
    }
    assert_eq!(ranges, [(1, SEGMENT_COMMITS), (SEGMENT_COMMITS + 1, SEGMENT_COMMITS + 5)]);
}

#[tokio::test]
async fn two_pasts_never_share_an_archive() {
    let (ours, theirs, place) = (log_of(30, 0).await, log_of(30, 7).await, empty());
    // Both open while it is empty; the second learns of the first when it comes to sealing.
    let mut one = sealer(&place, ours.as_ref()).await.expect("empty");
    let mut two = sealer(&place, theirs.as_ref()).await.expect("empty");
    one.seal(ours.as_ref()).await.expect("sealed");
    let refused = two.seal(theirs.as_ref()).await.expect_err("another past");
    assert!(matches!(refused, ArchiveError::OtherPast { .. }) && refused.is_final(), "{refused}");
    let refused = sealer(&place, theirs.as_ref()).await.map(|_| ()).expect_err("another past");
    assert!(matches!(refused, ArchiveError::OtherPast { .. }), "{refused}");
    // A log that lost its end must not go on beside what it lost.
    let short = log_of(20, 0).await;
    let refused = sealer(&place, short.as_ref()).await.map(|_| ()).expect_err("it is behind");
    assert!(matches!(refused, ArchiveError::Ahead { archived: 30, head: 20 }), "{refused}");

    // Both put theirs at the same moment: each finds the other's at its next turn, and so does whoever reads.
    let commits = theirs.read(Position(0), 30).await.expect("readable");
    let (rival, bytes) = pack(&commits, "there/rives").expect("written").expect("some");
    place.put(LOG, &rival.to_string(), bytes).await.expect("put");
    let refused = one.seal(ours.as_ref()).await.expect_err("a rival");
    assert!(
        matches!(&refused, ArchiveError::OtherPast { object, .. } if *object == rival.to_string())
    );
    assert!(matches!(back(&place, Until::End).await.1, Err(ArchiveError::OtherPast { .. })));
}

#[tokio::test]
async fn a_segment_that_ends_within_another_must_agree_with_it() {
    let (log, place, _) = three().await;
    let part = log.read(Position(20), 10).await.expect("readable");
    let (same, bytes) = pack(&part, "here/rives").expect("written").expect("some");
    place.put(LOG, &same.to_string(), bytes.clone()).await.expect("put");
    assert_eq!(back(&place, Until::End).await.1.expect("whole").commits, 60);
    let wrong = Segment { chain: [9; 32], ..same };
    place.put(LOG, &wrong.to_string(), bytes).await.expect("put");
    let refused = back(&place, Until::End).await.1.expect_err("two pasts");
    assert!(
        matches!(&refused, ArchiveError::OtherPast { object, .. } if *object == wrong.to_string())
    );
}

#[tokio::test]
async fn copies_of_people_come_back_whole_or_not_at_all_and_the_same_is_kept_once() {
    let place = empty();
    let at = |second: i64| jiff::Timestamp::from_second(second).expect("a moment");
    people::keep(&place, Of::People, at(0), b"people".to_vec()).await.expect("kept");
    people::keep(&place, Of::People, at(60), b"people".to_vec()).await.expect("kept");
    people::keep(&place, Of::People, at(120), b"more people".to_vec()).await.expect("kept");
    let copies = people::copies(&place, Of::People).await.expect("listed");
    assert_eq!(copies.len(), 2);
    let newest = *copies.last().expect("there are two");
    assert_eq!(people::fetch(&place, Of::People, newest).await.expect("whole"), b"more people");
    assert_eq!(people::thin(&place, Of::People, at(200), 7).await.expect("thinned"), 1);
    let bytes = place.get("people", &newest.to_string()).await.expect("there").to_vec();
    place.delete("people", &newest.to_string()).await.expect("deleted");
    place.put("people", &newest.to_string(), bytes[..bytes.len() - 1].to_vec()).await.expect("put");
    assert!(matches!(
        people::fetch(&place, Of::People, newest).await,
        Err(ArchiveError::People(_))
    ));
}

#[tokio::test]
async fn a_folder_is_an_archive_like_any_other() {
    let kept = tempfile::tempdir().expect("a folder");
    let address =
        Address::parse(&kept.path().join("far/away").to_string_lossy()).expect("a folder");
    let place = Place::open(&address, &Bucket::default(), true).expect("made");
    let log = log_of(12, 0).await;
    sealer(&place, log.as_ref()).await.expect("empty").seal(log.as_ref()).await.expect("sealed");
    std::fs::write(kept.path().join("far/away/log/READ ME"), "what this is").expect("written");
    let (_, outcome) = back(&place, Until::End).await;
    assert_eq!(outcome.expect("whole"), whole(log.as_ref()).await);
}
