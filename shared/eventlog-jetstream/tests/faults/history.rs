//! What writers were answered, compared with the log: nothing lost, nothing doubled, every answer possible at a moment
//! between question and answer.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use eventlog::Recorded;
use serde_json::json;

/// One append and its answer, with moments in microseconds since the load began.
pub(crate) struct Act {
    pub(crate) stream: String,
    pub(crate) command: u128,
    pub(crate) expected: u64,
    pub(crate) invoked: u64,
    pub(crate) answered: u64,
    pub(crate) answer: Answer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It stands there.
    Placed(u64),
    /// Its stream was there already.
    Conflict(u64),
    /// Nobody knows, and the test was over.
    Unknown,
}

/// Keeps the history as lines of JSON among the artefacts of the tests.
pub(crate) fn keep(name: &str, acts: &[Act]) {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/artifacts/cluster-histories");
    let lines: Vec<_> = acts.iter().map(|act| line(act).to_string()).collect();
    fs::create_dir_all(&folder).expect("artefacts can be kept");
    fs::write(folder.join(format!("{name}.jsonl")), lines.join("\n"))
        .expect("artefacts can be kept");
}

fn line(act: &Act) -> serde_json::Value {
    let (answer, at) = match act.answer {
        Answer::Placed(at) => ("placed", Some(at)),
        Answer::Conflict(at) => ("conflict", Some(at)),
        Answer::Unknown => ("unknown", None),
    };
    json!({
        "stream": act.stream, "command": act.command.to_string(), "expected": act.expected,
        "invoked_us": act.invoked, "answered_us": act.answered, "answer": answer, "at": at,
    })
}

/// Panics with the act that cannot be.
pub(crate) fn check(acts: &[Act], log: &[Recorded]) {
    once(acts, log);
    in_the_order_of_time(acts);
    conflicts_were_true(acts, log);
}

/// Every acknowledged commit stands where it was said to, and no command stands twice.
fn once(acts: &[Act], log: &[Recorded]) {
    let mut places = HashMap::new();
    for recorded in log {
        let command = recorded.commit.command_id.0.as_u128();
        assert!(places.insert(command, recorded).is_none(), "{command} stands twice");
    }
    for act in acts {
        let there = places.get(&act.command);
        match act.answer {
            Answer::Placed(at) => {
                let there = there.unwrap_or_else(|| panic!("{} is lost", line(act)));
                assert_eq!(
                    (there.position.0, there.previous.0),
                    (at, act.expected),
                    "{}",
                    line(act)
                );
            }
            Answer::Conflict(_) => assert!(there.is_none(), "{} stands all the same", line(act)),
            Answer::Unknown => {}
        }
    }
}

/// Who was answered before another asked stands before them.
fn in_the_order_of_time(acts: &[Act]) {
    let mut placed: Vec<_> = acts
        .iter()
        .filter_map(|act| match act.answer {
            Answer::Placed(at) => Some((at, act)),
            _ => None,
        })
        .collect();
    placed.sort_by_key(|(at, _)| *at);
    // The earliest answer of all that stand later must not be earlier than this question.
    let mut earliest = u64::MAX;
    for (at, act) in placed.into_iter().rev() {
        assert!(act.invoked <= earliest, "{} at {at} stands before its past", line(act));
        earliest = earliest.min(act.answered);
    }
}

/// Whoever was told of a conflict expected an end that another commit, asked for by then, had followed; and the end they
/// were told is a commit of the stream that was asked for by then.
fn conflicts_were_true(acts: &[Act], log: &[Recorded]) {
    let asked: HashMap<u128, u64> = acts.iter().map(|act| (act.command, act.invoked)).collect();
    let mut followers = HashMap::new();
    for recorded in log {
        followers.insert((recorded.commit.stream.to_string(), recorded.previous.0), recorded);
    }
    let by_then = |recorded: &Recorded, act: &Act| {
        let invoked = asked.get(&recorded.commit.command_id.0.as_u128());
        invoked.is_none_or(|invoked| *invoked <= act.answered)
    };
    for act in acts {
        let Answer::Conflict(actual) = act.answer else { continue };
        let follower = followers.get(&(act.stream.clone(), act.expected));
        let follower = follower.unwrap_or_else(|| panic!("{} was not in conflict", line(act)));
        assert!(by_then(follower, act), "{} saw the future", line(act));
        let index = usize::try_from(actual - 1).expect("after a commit there is one");
        assert_eq!(*log[index].commit.stream.0, act.stream, "{}", line(act));
        assert!(actual > act.expected && by_then(&log[index], act), "{}", line(act));
    }
}

#[test]
fn the_oracle_finds_what_was_lost_doubled_or_out_of_order() {
    let placed = |command, at, invoked, answered| Act {
        stream: "a/1".into(),
        command,
        expected: 0,
        invoked,
        answered,
        answer: Answer::Placed(at),
    };
    let fails =
        |acts: Vec<Act>| std::panic::catch_unwind(move || in_the_order_of_time(&acts)).is_err();
    assert!(!fails(vec![placed(1, 1, 0, 10), placed(2, 2, 5, 8)]), "they overlap");
    assert!(fails(vec![placed(1, 2, 0, 10), placed(2, 1, 20, 30)]));
    let lost = std::panic::catch_unwind(|| once(&[placed(1, 1, 0, 10)], &[]));
    assert!(lost.is_err());
}
