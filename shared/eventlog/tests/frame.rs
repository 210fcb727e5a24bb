//! The frame never drifts: bytes written by another program years ago read the same, and bytes that are none are told.

use std::sync::Arc;

use eventlog::frame::{CHAIN_START, FrameError, decode, encode, link};
use eventlog::{CommandId, Commit, Json, Position, StoredEvent, StreamId};
use proptest::prelude::*;
use uuid::Uuid;

/// Written by a script that knows only the description in the module's header.
const GOLDEN: &[u8] = include_bytes!("golden/frame-v1.bin");

fn json(text: &str) -> Json {
    Json::parse(text).expect("a test writes JSON")
}

fn hex(hash: [u8; 32]) -> String {
    let (high, low) = hash.split_at(16);
    let half = |bytes: &[u8]| u128::from_be_bytes(bytes.try_into().expect("16 bytes"));
    format!("{:032x}{:032x}", half(high), half(low))
}

#[test]
fn a_frame_of_version_one_reads_for_ever_as_what_it_was() {
    let (previous, commit) = decode(GOLDEN).expect("the golden file is a frame");
    assert_eq!(previous, Position(41));
    assert_eq!(commit.command_id.0.to_string(), "018f3c1e-0000-7000-8000-00000000abcd");
    assert_eq!(&*commit.stream.0, "jumelage/018f3c1e-0000-7000-8000-000000000001");
    assert_eq!(commit.at_ms, -86_400_000);
    assert_eq!(commit.author.get(), r#"{"seat":"5b1c","as":"officer"}"#);
    let events: Vec<_> =
        commit.events.iter().map(|e| (&*e.name, e.version, e.payload.get())).collect();
    assert_eq!(
        events,
        [
            ("jumelage.proposed", 2, r#"{"between":["Fougères","São Tomé"]}"#),
            ("jumelage.noted", 1, "null")
        ]
    );
}

#[test]
fn a_frame_of_version_one_is_written_byte_for_byte_as_ever() {
    let (previous, commit) = decode(GOLDEN).expect("the golden file is a frame");
    assert_eq!(encode(previous, &commit).expect("within the limits"), GOLDEN);
}

#[test]
fn the_chain_is_computed_as_ever() {
    let first = link(&CHAIN_START, GOLDEN);
    assert_eq!(hex(first), "3b0507cc4387e6c05ccad68794f3e5fe1585bb96a406175aa3477883932d442e");
    let second = link(&first, GOLDEN);
    assert_eq!(hex(second), "b7bb2d8b7fc916ae10b012a409c317acdf640c1f5662b2f40c25e3bcafc6b6e6");
}

#[test]
fn a_frame_cut_anywhere_is_told() {
    for length in 0..GOLDEN.len() {
        let cut = decode(&GOLDEN[..length]);
        assert!(
            matches!(cut, Err(FrameError::Short(_) | FrameError::Text(_))),
            "{length}: {cut:?}"
        );
    }
}

#[test]
fn what_follows_a_frame_is_told() {
    let mut longer = GOLDEN.to_vec();
    longer.extend([0; 3]);
    assert_eq!(decode(&longer).expect_err("too long"), FrameError::Trailing(3));
}

#[test]
fn a_frame_from_the_future_is_told() {
    let mut newer = GOLDEN.to_vec();
    newer[0] = 9;
    assert_eq!(decode(&newer).expect_err("unknown"), FrameError::Version(9));
}

#[test]
fn white_space_around_json_is_told_because_the_hash_would_lose_it() {
    let mut spaced = GOLDEN.to_vec();
    let end = spaced.len();
    spaced.splice(end - 8..end, [0, 0, 0, 5].into_iter().chain(*b"null "));
    assert_eq!(decode(&spaced).expect_err("padded"), FrameError::Text("event's payload"));
}

prop_compose! {
    fn events()(
        name in "[a-z]{1,20}\\.[a-z]{1,20}", version in 1..=u16::MAX, text in ".{0,200}", n in any::<i64>(),
    ) -> StoredEvent {
        let payload = serde_json::json!({ "text": text, "n": n }).to_string();
        StoredEvent { name: Arc::from(name), version, payload: json(&payload) }
    }
}

prop_compose! {
    fn commits()(
        command in any::<u128>(), stream in "[a-z0-9_-]{1,30}(/[a-z0-9_-]{1,30}){0,2}", at_ms in any::<i64>(),
        events in prop::collection::vec(events(), 1..8),
    ) -> Commit {
        Commit {
            command_id: CommandId(Uuid::from_u128(command)),
            stream: StreamId(Arc::from(stream)), at_ms, author: json("{}"), events,
        }
    }
}

proptest! {
    #[test]
    fn what_is_read_is_what_was_written(commit in commits(), previous in any::<u64>()) {
        let frame = encode(Position(previous), &commit).expect("within the limits");
        let (before, read) = decode(&frame).expect("just written");
        prop_assert_eq!(before.0, previous);
        prop_assert_eq!(format!("{read:?}"), format!("{commit:?}"));
        prop_assert_eq!(encode(before, &read).expect("within the limits"), frame);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), at in 0..200_usize) {
        prop_assert!(decode(&bytes).is_err());
        let mut flipped = GOLDEN.to_vec();
        let place = at % flipped.len();
        flipped[place] ^= bytes.first().copied().unwrap_or(1);
        if let Ok((previous, commit)) = decode(&flipped)
            && let Ok(frame) = encode(previous, &commit)
        {
            prop_assert_eq!(frame, flipped);
        }
    }
}
