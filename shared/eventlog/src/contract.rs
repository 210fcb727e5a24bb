//! One suite that every adapter passes: what services may rely on, whatever keeps the log.
#![expect(clippy::missing_panics_doc, reason = "a test that fails panics")]

use std::collections::HashSet;
use std::sync::Arc;

use tokio::task::JoinSet;
use uuid::Uuid;

use crate::frame::{MAX_COMMIT_BYTES, MAX_EVENTS, MAX_STREAM_BYTES, encode, link};
use crate::transfer::Adopter;
use crate::{
    Appended, CommandId, Commit, EventLog, Json, LogError, Position, Recorded, StoredEvent,
    StreamId, Verified, verify,
};

/// A log as the suite is given it: empty and shared.
pub type Shared = Arc<dyn EventLog>;

/// Makes one test of each sentence of the contract. `$fresh` is a function that returns a fresh [`Shared`] log and
/// anything that must outlive it (a temporary folder, or `()`); with `async` before it, an async function that returns
/// them, or `None` when there is nothing to test here and it has said why.
#[macro_export]
macro_rules! contract_tests {
    (async $fresh:path) => {
        $crate::contract_tests!(@sentences { $fresh().await });
    };
    ($fresh:path) => {
        $crate::contract_tests!(@sentences { Some($fresh()) });
    };
    (@sentences $fresh:block) => {
        $crate::contract_tests!(@each $fresh:
            positions_are_without_gaps_and_in_the_order_of_the_answers,
            of_racing_writers_exactly_one_wins_each_version,
            a_stale_expectation_is_a_conflict_that_says_where_the_stream_is,
            a_repeated_command_gets_the_first_answer_for_ever,
            a_command_sent_many_times_at_once_is_written_once,
            reading_starts_after_the_position_and_stops_at_the_limit,
            a_stream_is_read_alone_and_in_order,
            the_log_is_read_backwards_as_well,
            a_command_is_found_by_its_id,
            the_doorbell_rings_before_the_answer_and_never_runs_back,
            readers_see_a_whole_prefix_while_writers_write,
            what_breaks_a_limit_is_refused_and_nothing_is_written,
            the_largest_commit_comes_back_as_it_was,
            the_chain_is_the_same_in_every_log,
            what_another_log_held_stands_here_as_it_stood_there,
            what_does_not_follow_is_not_taken_from_another_log,
            a_closed_log_says_so,
        );
    };
    (@each $fresh:block: $($name:ident),* $(,)?) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let fresh: Option<($crate::contract::Shared, _)> = $fresh;
                let Some((log, _kept)) = fresh else { return };
                $crate::contract::$name(log).await;
            }
        )*
    };
}

/// A stream's name for tests.
#[must_use]
pub fn stream(name: &str) -> StreamId {
    StreamId(Arc::from(name))
}

/// A commit of one small event.
#[must_use]
pub fn commit(stream: &StreamId, command: u128) -> Commit {
    Commit {
        command_id: CommandId(Uuid::from_u128(command)),
        stream: stream.clone(),
        at_ms: 1_700_000_000_000,
        author: json("{\"function\":\"officer\"}".into()),
        events: vec![event(&format!("{{\"n\":{command}}}"))],
    }
}

fn event(payload: &str) -> StoredEvent {
    StoredEvent { name: Arc::from("test.happened"), version: 1, payload: json(payload.into()) }
}

fn json(text: String) -> Json {
    Json::parse(text).expect("written as JSON above")
}

async fn write(log: &Shared, name: &str, command: u128, expected: u64) -> Position {
    let appended = log.append(commit(&stream(name), command), Position(expected)).await;
    appended.expect("the append is in order").position
}

async fn positions(log: &Shared, after: u64, limit: usize) -> Vec<u64> {
    let page = log.read(Position(after), limit).await.expect("readable");
    page.iter().map(|recorded| recorded.position.0).collect()
}

fn head(log: &Shared) -> Position {
    *log.head().borrow()
}

/// 1, 2, 3… and the answers say so.
pub async fn positions_are_without_gaps_and_in_the_order_of_the_answers(log: Shared) {
    assert_eq!(head(&log), Position(0));
    for n in 1..=50 {
        assert_eq!(write(&log, &format!("a/{n}"), n, 0).await.0, u64::try_from(n).expect("small"));
    }
    assert_eq!(positions(&log, 0, 100).await, (1..=50).collect::<Vec<_>>());
}

/// Optimistic concurrency: per stream and version one winner, the rest learn where the stream is.
pub async fn of_racing_writers_exactly_one_wins_each_version(log: Shared) {
    let mut expected = Position(0);
    for round in 0..8_u128 {
        let mut racers = JoinSet::new();
        for racer in 0..64_u128 {
            let (log, commit) = (Arc::clone(&log), commit(&stream("race/1"), round * 64 + racer));
            racers.spawn(async move { log.append(commit, expected).await });
        }
        let (mut won, mut lost) = (Vec::new(), Vec::new());
        for outcome in racers.join_all().await {
            match outcome {
                Ok(appended) => won.push(appended),
                Err(LogError::Conflict { actual, .. }) => lost.push(actual),
                Err(other) => panic!("neither won nor lost: {other}"),
            }
        }
        assert_eq!((won.len(), lost.len()), (1, 63));
        assert!(lost.iter().all(|&actual| actual == won[0].position));
        expected = won[0].position;
    }
}

/// Too low and too high are both wrong.
pub async fn a_stale_expectation_is_a_conflict_that_says_where_the_stream_is(log: Shared) {
    write(&log, "a/1", 1, 0).await;
    write(&log, "a/2", 2, 0).await;
    for wrong in [0, 2, 99] {
        match log.append(commit(&stream("a/1"), 3), Position(wrong)).await {
            Err(LogError::Conflict { stream, expected, actual }) => {
                assert_eq!((&*stream.0, expected.0, actual.0), ("a/1", wrong, 1));
            }
            other => panic!("no conflict: {other:?}"),
        }
    }
    assert_eq!(head(&log), Position(2));
}

/// No window of time or number after which a command is forgotten.
pub async fn a_repeated_command_gets_the_first_answer_for_ever(log: Shared) {
    write(&log, "a/1", 1, 0).await;
    for n in 2..400 {
        write(&log, &format!("b/{n}"), n, 0).await;
    }
    let before = head(&log);
    for expected in [0, 1, 77] {
        let again = log.append(commit(&stream("a/1"), 1), Position(expected)).await;
        assert_eq!(
            again.expect("a repeat is no error"),
            Appended { position: Position(1), repeated: true }
        );
    }
    assert_eq!(head(&log), before);
}

/// A client that repeats before it was answered is still one client.
pub async fn a_command_sent_many_times_at_once_is_written_once(log: Shared) {
    let mut senders = JoinSet::new();
    for _ in 0..32 {
        let log = Arc::clone(&log);
        senders.spawn(async move { log.append(commit(&stream("a/1"), 7), Position(0)).await });
    }
    let answers = senders.join_all().await;
    let answers: Vec<_> = answers.into_iter().map(|a| a.expect("first or repeat")).collect();
    assert!(answers.iter().all(|answer| answer.position == Position(1)));
    assert_eq!(answers.iter().filter(|answer| !answer.repeated).count(), 1);
    assert_eq!(head(&log), Position(1));
}

/// A page is what was asked for.
pub async fn reading_starts_after_the_position_and_stops_at_the_limit(log: Shared) {
    for n in 1..=30 {
        write(&log, &format!("a/{n}"), n, 0).await;
    }
    assert_eq!(positions(&log, 10, 5).await, [11, 12, 13, 14, 15]);
    assert_eq!(positions(&log, 28, 5).await, [29, 30]);
    assert!(positions(&log, 30, 5).await.is_empty());
    assert!(positions(&log, u64::MAX, 5).await.is_empty());
    assert!(positions(&log, 0, 0).await.is_empty());
}

/// Also names that begin alike are kept apart.
pub async fn a_stream_is_read_alone_and_in_order(log: Shared) {
    let (mut one, mut ten) = (Vec::new(), Vec::new());
    for n in 0..40 {
        let mine = write(&log, "a/1", 2 * n, one.last().copied().unwrap_or(0)).await;
        one.push(mine.0);
        let other = write(&log, "a/10", 2 * n + 1, ten.last().copied().unwrap_or(0)).await;
        ten.push(other.0);
    }
    for (name, expected) in [("a/1", &one), ("a/10", &ten)] {
        let all = log.read_stream(&stream(name), Position(0), 100).await.expect("readable");
        assert_eq!(&all.iter().map(|r| r.position.0).collect::<Vec<_>>(), expected);
        assert!(all.iter().all(|r| r.commit.stream == stream(name)));
        let previous: Vec<_> = all.iter().map(|r| r.previous.0).collect();
        assert_eq!((previous[0], &previous[1..]), (0, &expected[..39]));
    }
    let page = log.read_stream(&stream("a/1"), Position(one[4]), 3).await.expect("readable");
    assert_eq!(page.iter().map(|r| r.position.0).collect::<Vec<_>>(), one[5..8]);
    let none = log.read_stream(&stream("a"), Position(0), 100).await.expect("readable");
    assert!(none.is_empty());
}

/// From the end or from any place, never past the beginning.
pub async fn the_log_is_read_backwards_as_well(log: Shared) {
    assert!(log.read_back(Position(u64::MAX), 10).await.expect("readable").is_empty());
    for n in 0..20 {
        write(&log, &format!("a/{n}"), n, 0).await;
    }
    let at = async |before: u64, limit: usize| {
        let page = log.read_back(Position(before), limit).await.expect("readable");
        page.iter().map(|recorded| recorded.position.0).collect::<Vec<_>>()
    };
    assert_eq!(at(u64::MAX, 3).await, [20, 19, 18]);
    assert_eq!(at(18, 3).await, [17, 16, 15]);
    assert_eq!(at(3, 10).await, [2, 1]);
    assert!(at(1, 10).await.is_empty() && at(0, 10).await.is_empty() && at(9, 0).await.is_empty());
}

/// With all that was written.
pub async fn a_command_is_found_by_its_id(log: Shared) {
    let at = write(&log, "a/1", 41, 0).await;
    let found = log.find(CommandId(Uuid::from_u128(41))).await.expect("readable");
    let found = found.expect("it was appended");
    assert_eq!((found.position, found.previous), (at, Position(0)));
    assert_eq!(found.commit.events[0].payload.get(), "{\"n\":41}");
    assert!(log.find(CommandId(Uuid::from_u128(42))).await.expect("readable").is_none());
    let later = write(&log, "a/2", 43, 0).await;
    let asked = [43, 42, 41].map(|n| CommandId(Uuid::from_u128(n)));
    assert_eq!(log.places(&asked).await.expect("readable"), [Some(later), None, Some(at)]);
}

/// Whoever was answered finds the doorbell rung, and whoever heard it finds the commit.
pub async fn the_doorbell_rings_before_the_answer_and_never_runs_back(log: Shared) {
    let listener = {
        let (log, mut bell) = (Arc::clone(&log), log.head());
        tokio::spawn(async move {
            let mut heard = Position(0);
            while heard < Position(128) {
                bell.changed().await.expect("the log is open");
                let now = *bell.borrow_and_update();
                assert!(now > heard, "{now:?} after {heard:?}");
                let page = log.read(Position(now.0 - 1), 1).await.expect("readable");
                assert_eq!(page[0].position, now);
                heard = now;
            }
        })
    };
    let mut writers = JoinSet::new();
    for n in 0..128 {
        let log = Arc::clone(&log);
        writers.spawn(async move {
            let at = write(&log, &format!("a/{n}"), n, 0).await;
            assert!(head(&log) >= at);
        });
    }
    writers.join_all().await;
    listener.await.expect("the listener heard all");
}

/// No reader ever sees a hole or a commit twice, however it is interleaved with writers.
pub async fn readers_see_a_whole_prefix_while_writers_write(log: Shared) {
    let mut writers = JoinSet::new();
    for writer in 0..16_u128 {
        let log = Arc::clone(&log);
        writers.spawn(async move {
            let mut expected = 0;
            for n in 0..25 {
                expected = write(&log, &format!("w/{writer}"), writer * 25 + n, expected).await.0;
            }
        });
    }
    let mut seen = Vec::new();
    while seen.len() < 400 {
        let after = seen.last().copied().unwrap_or(0);
        let page = positions(&log, after, 7).await;
        assert!(page.last().is_none_or(|&last| last <= head(&log).0));
        seen.extend(page);
        tokio::task::yield_now().await;
    }
    writers.join_all().await;
    assert_eq!(seen, (1..=400).collect::<Vec<_>>());
    for writer in 0..16 {
        let name = stream(&format!("w/{writer}"));
        let own = log.read_stream(&name, Position(0), 100).await.expect("readable");
        assert_eq!(own.len(), 25);
    }
    let commands: HashSet<_> = log
        .read(Position(0), 400)
        .await
        .expect("readable")
        .iter()
        .map(|r| r.commit.command_id)
        .collect();
    assert_eq!(commands.len(), 400);
}

/// Each limit by name.
pub async fn what_breaks_a_limit_is_refused_and_nothing_is_written(log: Shared) {
    let plain = commit(&stream("a/1"), 1);
    let too_large = format!("\"{}\"", "x".repeat(MAX_COMMIT_BYTES));
    let mut wrong = vec![
        Commit { events: Vec::new(), ..plain.clone() },
        Commit { events: vec![event("1"); MAX_EVENTS + 1], ..plain.clone() },
        Commit { events: vec![event(&too_large)], ..plain.clone() },
        Commit { events: vec![StoredEvent { version: 0, ..event("1") }], ..plain.clone() },
    ];
    let too_long = "x".repeat(MAX_STREAM_BYTES + 1);
    for name in ["", "A/1", "a b", "a//b", "/a", "a/", "a.b", "é", &too_long] {
        wrong.push(commit(&stream(name), 1));
    }
    for commit in wrong {
        let refused = log.append(commit, Position(0)).await;
        assert!(matches!(refused, Err(LogError::Invalid(_))), "{refused:?}");
    }
    assert_eq!(head(&log), Position(0));
    write(&log, "a/1", 1, 0).await;
}

/// At the limits exactly, many times over.
pub async fn the_largest_commit_comes_back_as_it_was(log: Shared) {
    let name = stream(&format!("a/{}", "x".repeat(MAX_STREAM_BYTES - 2)));
    let spare = 41 + MAX_STREAM_BYTES + 22 + 8 + "test.happened".len();
    let payload = format!("\"{}\"", "y".repeat(MAX_COMMIT_BYTES - spare - 2));
    let mut expected = Position(0);
    for n in 0..20 {
        let largest = Commit { events: vec![event(&payload)], ..commit(&name, n) };
        expected = log.append(largest, expected).await.expect("just within").position;
    }
    let all = log.read(Position(0), 100).await.expect("readable");
    assert_eq!(all.len(), 20);
    assert!(all.iter().all(|recorded| recorded.commit.events[0].payload.get() == payload));
    verify(&*log, |_| ()).await.expect("whole");
}

/// Position by position, so that a log can move from one adapter to another and prove it.
pub async fn the_chain_is_the_same_in_every_log(log: Shared) {
    let other: Shared = Arc::new(crate::MemoryLog::new());
    for log in [&log, &other] {
        let mut last = [0; 3];
        for n in 0..100_u32 {
            let place = usize::try_from(n % 3).expect("small");
            last[place] = write(log, &format!("a/{place}"), u128::from(n), last[place]).await.0;
        }
    }
    let mine = verify(&*log, |_| ()).await.expect("whole");
    assert_eq!(mine, verify(&*other, |_| ()).await.expect("whole"));
    assert_eq!(mine.commits, 100);
}

/// A log that holds a hundred commits in three streams.
async fn hundred() -> (crate::MemoryLog, Vec<Recorded>) {
    let log = crate::MemoryLog::new();
    let mut last = [0; 3];
    for n in 0..100_u32 {
        let place = usize::try_from(n % 3).expect("small");
        let sent = commit(&stream(&format!("a/{place}")), u128::from(n));
        last[place] = log.append(sent, Position(last[place])).await.expect("appended").position.0;
    }
    let all = log.read(Position(0), 200).await.expect("read");
    (log, all)
}

/// Hands over to a log what another one held.
async fn adopt(log: &Shared, commits: &[Recorded]) -> Result<Verified, LogError> {
    let mut adopter = Adopter::new(&**log, |_| ()).await?;
    adopter.adopt(commits).await?;
    Ok(adopter.reached())
}

/// Commits that are taken over keep positions, moments, command ids, bytes and hashes.
pub async fn what_another_log_held_stands_here_as_it_stood_there(log: Shared) {
    let (other, all) = hundred().await;
    let (first, rest) = all.split_at(40);
    adopt(&log, first).await.expect("the beginning");
    let reached = adopt(&log, rest).await.expect("what follows");
    let mine = verify(&*log, |_| ()).await.expect("whole");
    assert_eq!(mine, verify(&other, |_| ()).await.expect("whole"));
    assert_eq!(reached, mine);
    let taken = log.read(Position(0), 200).await.expect("readable");
    assert_eq!(taken.len(), all.len());
    for (here, there) in taken.iter().zip(&all) {
        assert_eq!((here.position, here.previous), (there.position, there.previous));
        assert_eq!((here.commit.command_id, here.commit.at_ms), {
            (there.commit.command_id, there.commit.at_ms)
        });
        assert_eq!(here.hash, there.hash);
    }
    let found = log.find(CommandId(Uuid::from_u128(7))).await.expect("asked").expect("there");
    assert_eq!(found.position, Position(8));
}

/// A log that is not empty, a gap, an altered commit, a wrong place in a stream, a command that came before: nothing of
/// the whole page is written.
pub async fn what_does_not_follow_is_not_taken_from_another_log(log: Shared) {
    let (_, all) = hundred().await;
    adopt(&log, &all[..10]).await.expect("the beginning");
    let altered = |change: fn(&mut Recorded)| {
        let mut page = all[10..20].to_vec();
        change(&mut page[5]);
        page
    };
    let commit = |change: fn(&mut Commit)| {
        let mut page = all[10..20].to_vec();
        change(Arc::make_mut(&mut page[5].commit));
        // As somebody would who can compute hashes.
        let mut chain = all[9].hash;
        for recorded in &mut page {
            let frame = encode(recorded.previous, &recorded.commit).expect("within the limits");
            chain = link(&chain, &frame);
            recorded.hash = chain;
        }
        page
    };
    for page in [
        all[..10].to_vec(),
        all[11..20].to_vec(),
        altered(|recorded| recorded.hash[0] ^= 1),
        altered(|recorded| recorded.previous = Position(1)),
        altered(|recorded| Arc::make_mut(&mut recorded.commit).at_ms += 1),
        commit(|commit| commit.command_id = CommandId(Uuid::from_u128(3))),
        commit(|commit| commit.stream = stream("a/9")),
    ] {
        let outcome = adopt(&log, &page).await;
        assert!(matches!(outcome, Err(LogError::Invalid(_))), "{outcome:?}");
        assert_eq!(head(&log), Position(10), "nothing was written");
    }
    adopt(&log, &all[10..]).await.expect("what follows is still taken");
}

/// Closing twice is no error; using it afterwards is one that says why.
pub async fn a_closed_log_says_so(log: Shared) {
    write(&log, "a/1", 1, 0).await;
    log.close().await.expect("closes");
    log.close().await.expect("is closed");
    let after = log.append(commit(&stream("a/1"), 2), Position(1)).await;
    assert!(matches!(after, Err(LogError::Stopped(_))), "{after:?}");
    assert!(matches!(log.read(Position(0), 1).await, Err(LogError::Stopped(_))));
    assert_eq!(head(&log), Position(1));
}
