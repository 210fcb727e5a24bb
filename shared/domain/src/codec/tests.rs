//! What the codec promises: nothing is lost on the way to the log and back, and what cannot be read is named.

use proptest::prelude::*;
use uuid::Uuid;

use super::samples::samples;
use super::*;
use crate::context::{Role, SeatOf};
use crate::ids::{JumelageId, OrganisationId, PersonId, SeatId};
use crate::{cooperation, organisation};

#[test]
fn the_list_of_events_is_sorted_so_that_it_can_be_searched() {
    assert!(EVENTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

#[test]
fn every_event_comes_back_as_it_was_stored() {
    for event in samples() {
        let Encoded { name, version, payload } = encode(&event);
        assert_eq!(decode(&name, version, &payload).expect("what we write we read"), event);
    }
}

#[test]
fn an_event_of_a_later_platform_is_named_in_the_error() {
    let fault = decode("jumelage.celebrated", 1, "{}").expect_err("there is no such event");
    assert!(matches!(fault, CodecError::UnknownName { .. }), "{fault}");
    assert_eq!(fault.to_string(), "unknown event jumelage.celebrated (version 1)");
}

#[test]
fn a_later_version_of_a_known_event_says_what_this_build_reads() {
    let fault = decode("exchange.held", 9, "{}").expect_err("there is no such version");
    assert_eq!(
        fault.to_string(),
        "unknown version 9 of event exchange.held: this build reads up to 1"
    );
}

#[test]
fn a_payload_of_another_shape_names_the_event_and_keeps_the_parsers_words() {
    let fault = decode("jumelage.confirmed", 1, r#"{"by":"me"}"#).expect_err("no side");
    assert_eq!(fault.to_string(), "event jumelage.confirmed (version 1) cannot be read");
    assert!(std::error::Error::source(&fault).is_some());
    for broken in ["", "{", "null", "[]", r#"{"by":1}}"#, r#"{"by":1},"confirmed":{"by":2}"#] {
        assert!(decode("jumelage.confirmed", 1, broken).is_err(), "{broken}");
    }
}

#[test]
fn authors_come_back_with_their_seat() {
    let people = Author {
        person: Some(PersonId(Uuid::from_u128(1))),
        seat: Some(SeatId(Uuid::from_u128(2))),
        of: SeatOf::Organisation(OrganisationId(Uuid::from_u128(3))),
        role: Role::Officer,
    };
    for author in [people, Author::SYSTEM] {
        assert_eq!(decode_author(&encode_author(&author)).expect("an author"), author);
    }
    assert!(decode_author("{}").is_err());
}

#[test]
fn streams_name_their_subject_and_nothing_else_does() {
    let id = Uuid::from_u128(7);
    let jumelage = Subject::Jumelage(JumelageId(id));
    assert_eq!(subject_of(&stream_of(&jumelage)), Some(jumelage));
    let crimea = Subject::territory("ua-43").expect("a code");
    assert_eq!(stream_of(&crimea), "territory/ua-43");
    assert_eq!(subject_of("territory/ua-43"), Some(crimea));
    for other in ["", "jumelage", "jumelage/7", "person/x", "territory/é!", "territory/"] {
        assert_eq!(subject_of(other), None, "{other}");
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![".{0,60}", Just("\"}{\\\u{0}\n".to_owned()), Just("🏘️ «é»".to_owned())]
}

proptest! {
    #[test]
    fn any_words_come_back_as_they_were_stored(text in any_text(), tag in any_text(), n in any::<u128>()) {
        let names = vec![organisation::Name { lang: tag, text: text.clone(), use_as: organisation::NameUse::Former }];
        let event = Event::Organisation(organisation::Event::Renamed { names, reason: text.clone() });
        let encoded = encode(&event);
        prop_assert_eq!(decode(&encoded.name, encoded.version, &encoded.payload).expect("read"), event);

        let body = crate::LocalText { lang: "fr".into(), text };
        let remark = Event::Jumelage(crate::jumelage::Event::RemarkMade {
            remark: crate::RemarkId(Uuid::from_u128(n)),
            by: cooperation::Side(u8::MAX),
            about: cooperation::TextHash(String::new()),
            body,
            visibility: crate::access::Visibility::Partners,
        });
        let encoded = encode(&remark);
        prop_assert_eq!(decode(&encoded.name, encoded.version, &encoded.payload).expect("read"), remark);
    }

    #[test]
    fn any_point_on_earth_comes_back_to_the_last_digit(latitude in -90.0..=90.0f64, longitude in -180.0..=180.0f64) {
        let place = organisation::Place { latitude, longitude };
        let event = Event::Organisation(organisation::Event::Located { place, source: None });
        let encoded = encode(&event);
        prop_assert_eq!(decode(&encoded.name, encoded.version, &encoded.payload).expect("read"), event);
    }

    #[test]
    fn no_text_makes_the_codec_stumble(payload in ".{0,80}", pick in 0..EVENTS.len()) {
        let (name, version) = EVENTS[pick];
        // Either it reads as an event or it says why not; it never panics.
        if let Ok(event) = decode(name, version, &payload) {
            prop_assert_eq!(encode(&event).name, name);
        }
    }
}

/// Overwrites parts of a text that is in order: most of it stays, so that the damage lies deep.
fn damaged(text: &str, damage: &[(u16, u8)]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let length = bytes.len();
    for (place, byte) in damage.iter().take(6) {
        bytes[usize::from(*place) % length] = *byte;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn any_damage_to_an_event_is_read_or_named_without_a_panic() {
    let stored: Vec<Encoded> = samples().iter().map(encode).collect();
    bolero::check!().with_type().for_each(
        |(which, version, damage, raw): &(u16, u16, Vec<(u16, u8)>, Vec<u8>)| {
            let Encoded { name, version: today, payload } =
                &stored[usize::from(*which) % stored.len()];
            let raw = String::from_utf8_lossy(raw);
            for version in [*today, 1, *version] {
                drop(decode(name, version, &damaged(payload, damage)));
                drop(decode(name, version, &raw));
            }
            drop((decode(&raw, *version, payload), decode_author(&raw)));
        },
    );
}
