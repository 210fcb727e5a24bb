//! Remarks in the margin: they keep to their passage while others write, and a suggestion becomes text once, whole, or not at all.

use proptest::prelude::*;
use uuid::Uuid;
use yrs::updates::encoder::Encode as _;
use yrs::{Assoc, IndexedSequence as _, Transact as _};

use super::{ID, Page, room, said, seeded};
use crate::{Answer, Asked, Closed, Drafts, How, Refused, Reopening, Room, Stop, limits};

const REMARK: Uuid = Uuid::from_u128(1);
const HERE: Uuid = Uuid::from_u128(11);
const THERE: Uuid = Uuid::from_u128(12);

/// Where a page is in its text, as a browser tells it.
pub(super) fn position(page: &Page, lang: &str, at: u32) -> Vec<u8> {
    let text = page.doc.get_or_insert_text(lang);
    let transaction = page.doc.transact();
    let found = text.sticky_index(&transaction, at, Assoc::After);
    let end = || yrs::StickyIndex::from_type(&transaction, &text, Assoc::After);
    found.unwrap_or_else(end).encode_v1()
}

fn asked(page: &Page, from: u32, to: u32, instead: Option<&str>) -> Asked {
    Asked {
        id: REMARK,
        of: HERE,
        at_ms: 1,
        lang: "fr".into(),
        anchor: position(page, "fr", from),
        head: position(page, "fr", to),
        words: Some(Uuid::from_u128(2)),
        instead: instead.map(|words| (Uuid::from_u128(3), words.to_owned())),
    }
}

fn closed(how: How) -> Closed {
    Closed { how, of: THERE, at_ms: 2 }
}

fn refused(result: Result<(), Stop>) -> Refused {
    match result {
        Err(Stop::Refused(refused)) => refused,
        other => panic!("not refused: {other:?}"),
    }
}

fn stands(room: &Room) -> String {
    room.remarks().expect("a draft").remove(0).stands
}

#[test]
fn a_remark_keeps_to_its_passage_while_others_write_around_it_and_sees_what_is_written_within() {
    let room = seeded(&[("fr", "Un. Deux 😀. Trois.")]);
    let page = Page::on(1, &room);
    room.make(&asked(&page, 4, 11, None)).expect("made");
    assert_eq!(stands(&room), "Deux 😀");
    room.push(&page.types("fr", 0, "Titre\n")).expect("above");
    room.push(&page.types("fr", 10, "<")).expect("just before");
    let end = 10 + 1 + 7;
    room.push(&page.types("fr", end, ">")).expect("just behind");
    assert_eq!(said(&room, "fr"), "Titre\nUn. <Deux 😀>. Trois.");
    assert_eq!(stands(&room), "Deux 😀");
    room.push(&page.types("fr", 12, "!")).expect("within");
    assert_eq!(stands(&room), "D!eux 😀");
    room.push(&page.deletes("fr", 0, page.len("fr"))).expect("all gone");
    assert_eq!(stands(&room), "");
    assert_eq!(room.remarks().expect("a draft")[0].remark.passage, "Deux 😀", "what it was about");
}

#[test]
fn what_is_accepted_stands_in_the_text_for_all_and_its_remark_is_closed_with_it() {
    let room = seeded(&[("fr", "Le lycée reçoit.")]);
    let (mut here, mut there) = (Page::on(1, &room), Page::on(2, &room));
    room.make(&asked(&here, 3, 8, Some("collège"))).expect("made");
    room.push(&there.types("fr", 0, "Titre. ")).expect("written above meanwhile");
    room.accept(REMARK, "lycée", "collège", closed(How::Accepted)).expect("accepted");
    assert_eq!(said(&room, "fr"), "Titre. Le collège reçoit.");
    here.hears(&room);
    there.hears(&room);
    assert_eq!((here.text("fr"), there.text("fr")), (said(&room, "fr"), said(&room, "fr")));
    assert_eq!(
        room.remark(REMARK).expect("a draft").and_then(|one| one.closed),
        Some(closed(How::Accepted))
    );
    assert_eq!(stands(&room), "collège");
    let other = Closed { of: HERE, ..closed(How::Accepted) };
    assert_eq!(refused(room.accept(REMARK, "collège", "collège", other)), Refused::Unknown);
}

#[test]
fn a_remark_around_what_is_replaced_holds_what_came_instead() {
    let room = seeded(&[("fr", "Article 3. Durée")]);
    let page = Page::on(1, &room);
    room.make(&asked(&page, 11, 16, Some("Durée et renouvellement"))).expect("made");
    let around = Asked { id: HERE, at_ms: 0, ..asked(&page, 0, 16, None) };
    room.make(&around).expect("made");
    room.accept(REMARK, "Durée", "Durée et renouvellement", closed(How::Accepted))
        .expect("accepted");
    assert_eq!(stands(&room), "Article 3. Durée et renouvellement");
    let back = Reopening { remark: REMARK, instead: Some("Durée et renouvellement".into()) };
    room.reopen(&back).expect("taken back");
    assert_eq!(stands(&room), "Article 3. Durée");
}

#[test]
fn what_changed_since_it_was_read_is_not_replaced() {
    let room = seeded(&[("fr", "Dix mille euros.")]);
    let page = Page::on(1, &room);
    room.make(&asked(&page, 0, 9, Some("Vingt mille"))).expect("made");
    room.push(&page.types("fr", 3, " ou onze")).expect("the other side is not sure");
    let late = room.accept(REMARK, "Dix mille", "Vingt mille", closed(How::Accepted));
    assert_eq!(refused(late), Refused::Moved);
    assert_eq!(said(&room, "fr"), "Dix ou onze mille euros.");
    let read = room.accept(REMARK, "Dix ou onze mille", "Vingt mille", closed(How::Accepted));
    read.expect("accepted as it stands now");
    assert_eq!(said(&room, "fr"), "Vingt mille euros.");
    let back = Reopening { remark: REMARK, instead: Some("Vingt mille".into()) };
    room.reopen(&back).expect("taken back");
    assert_eq!(said(&room, "fr"), "Dix ou onze mille euros.", "what gave way, not what once was");
    assert_eq!(refused(room.reopen(&back)), Refused::Unknown, "it is open");
}

#[test]
fn an_accepted_suggestion_that_was_written_over_is_not_taken_back() {
    let room = seeded(&[("fr", "a b c")]);
    let page = Page::on(1, &room);
    room.make(&asked(&page, 2, 3, Some("x"))).expect("made");
    room.accept(REMARK, "b", "x", closed(How::Accepted)).expect("accepted");
    let mut page = page;
    page.hears(&room);
    room.push(&page.deletes("fr", 2, 1)).expect("deleted");
    let back = Reopening { remark: REMARK, instead: Some("x".into()) };
    assert_eq!(refused(room.reopen(&back)), Refused::Moved);
    assert!(room.remark(REMARK).expect("a draft").is_some_and(|one| one.closed.is_some()));
    assert_eq!(said(&room, "fr"), "a  c");
}

#[test]
fn words_may_be_put_where_nothing_stood_and_a_passage_may_go() {
    for (from, to, instead, after) in
        [(0, 0, "Titre ", "Titre a b"), (3, 3, " c", "a b c"), (0, 3, "", ""), (1, 3, "", "a")]
    {
        let room = seeded(&[("fr", "a b")]);
        room.make(&asked(&Page::on(1, &room), from, to, Some(instead))).expect("made");
        let seen = stands(&room);
        room.accept(REMARK, &seen, instead, closed(How::Accepted)).expect("accepted");
        assert_eq!(said(&room, "fr"), after);
        let back = Reopening { remark: REMARK, instead: Some(instead.into()) };
        room.reopen(&back).expect("taken back");
        assert_eq!(said(&room, "fr"), "a b");
    }
}

#[test]
fn a_remark_is_answered_declined_and_opened_again_and_a_repeat_does_nothing() {
    let room = room();
    let page = Page::on(1, &room);
    let bell = room.bell();
    room.make(&asked(&page, 0, 7, None)).expect("made");
    room.make(&asked(&page, 0, 3, None)).expect("a repeat");
    let answer = Answer { words: Uuid::from_u128(5), of: THERE, at_ms: 2 };
    room.answer(REMARK, answer).expect("answered");
    room.answer(REMARK, answer).expect("a repeat");
    assert_eq!((*bell.borrow(), room.since(Some(0)).expect("a draft").remarks), (2, 2));
    room.close(REMARK, closed(How::Declined)).expect("closed");
    assert_eq!(refused(room.close(REMARK, closed(How::Settled))), Refused::Unknown);
    let late = Answer { words: Uuid::from_u128(6), ..answer };
    assert_eq!(refused(room.answer(REMARK, late)), Refused::Unknown);
    room.reopen(&Reopening { remark: REMARK, instead: None }).expect("open again");
    let none = room.accept(REMARK, "Article", "Titre", closed(How::Accepted));
    assert_eq!(refused(none), Refused::Unknown, "a comment proposes nothing");
    let known = room.remark(REMARK).expect("a draft").expect("there");
    assert_eq!(
        (known.passage.as_str(), known.answers, known.closed),
        ("Article", vec![answer], None)
    );
    assert_eq!(said(&room, "fr"), "Article 1.");
}

#[test]
fn remarks_are_only_so_many_and_those_closed_first_leave() {
    let room = room();
    let page = Page::on(1, &room);
    let nth = |n: usize| Uuid::from_u128(100 + n as u128);
    for n in 0..limits::REMARKS {
        room.make(&Asked { id: nth(n), ..asked(&page, 0, 7, None) }).expect("within the limit");
    }
    assert_eq!(refused(room.make(&asked(&page, 0, 7, None))), Refused::Remarks);
    for n in 0..limits::ANSWERS {
        let words = Uuid::from_u128(1_000 + n as u128);
        room.answer(nth(0), Answer { words, of: HERE, at_ms: 2 }).expect("within the limit");
    }
    let words = Uuid::from_u128(9);
    let one_more = room.answer(nth(0), Answer { words, of: HERE, at_ms: 2 });
    assert_eq!(refused(one_more), Refused::Remarks);
    for n in 0..=limits::CLOSED {
        let at_ms = i64::try_from(n).expect("few");
        room.close(nth(n), Closed { at_ms, ..closed(How::Settled) }).expect("closed");
    }
    assert_eq!(room.outdated().expect("a draft"), [nth(0)]);
    room.drop_remark(nth(0)).expect("forgotten");
    assert!(
        room.outdated().expect("a draft").is_empty()
            && room.remark(nth(0)).expect("a draft").is_none()
    );
}

#[test]
fn a_place_that_is_none_is_refused() {
    let room = seeded(&[("fr", "a😀b"), ("es", "otro")]);
    let page = Page::on(1, &room);
    let good = asked(&page, 0, 1, Some("x"));
    let made = |change: &dyn Fn(&mut Asked)| {
        let mut asked = good.clone();
        change(&mut asked);
        refused(room.make(&asked))
    };
    assert_eq!(made(&|asked| asked.lang = "en".into()), Refused::Nowhere);
    assert_eq!(made(&|asked| asked.lang = "es".into()), Refused::Nowhere, "of another text");
    assert_eq!(made(&|asked| asked.head = b"no position".to_vec()), Refused::Nowhere);
    assert_eq!(made(&|asked| asked.head = vec![0; limits::CARET_BYTES + 1]), Refused::Nowhere);
    assert_eq!(made(&|asked| asked.head = Vec::new()), Refused::Nowhere);
    assert_eq!(
        made(&|asked| asked.head = position(&page, "fr", 2)),
        Refused::Nowhere,
        "half a letter"
    );
    assert_eq!(made(&|asked| asked.instead = Some((HERE, "a".into()))), Refused::Same);
    assert_eq!(made(&|asked| asked.instead = Some((HERE, "\r".into()))), Refused::Nowhere);
    let ahead = page.types("fr", 1, "n");
    assert_eq!(made(&|asked| asked.head = position(&page, "fr", 1)), Refused::Early);
    room.push(&ahead).expect("sent");
    let long = "é".repeat(limits::PASSAGE_BYTES / 2);
    room.push(&page.types("fr", 0, &long)).expect("long");
    assert_eq!(
        made(&|asked| asked.anchor = position(&page, "fr", 0)),
        Refused::Nowhere,
        "too long"
    );
    assert!(room.remarks().expect("a draft").is_empty());
}

#[test]
fn any_bytes_for_a_place_are_refused_or_are_one_within_the_text() {
    bolero::check!().with_type().for_each(|(anchor, head): &(Vec<u8>, Vec<u8>)| {
        let room = seeded(&[("fr", "a😀b")]);
        let page = Page::on(1, &room);
        let bytes =
            Asked { anchor: anchor.clone(), head: head.clone(), ..asked(&page, 0, 1, None) };
        match room.make(&bytes) {
            Ok(()) => {
                assert!(["", "a", "😀", "b", "a😀", "😀b", "a😀b"].contains(&&*stands(&room)));
            }
            Err(Stop::Refused(_)) => assert!(room.remarks().expect("a draft").is_empty()),
            Err(Stop::Fault(fault)) => panic!("{fault}"),
        }
        assert_eq!(said(&room, "fr"), "a😀b");
    });
}

#[test]
fn remarks_are_in_the_file_with_what_they_led_to_and_an_older_file_takes_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("drafts.db");
    let seed = vec![("fr".to_owned(), "Un deux.".to_owned())];
    drop(Drafts::open(&path).expect("a new file"));
    let file = rusqlite::Connection::open(&path).expect("a file");
    let before = "DROP TABLE draft_remark; DROP TABLE sharing; PRAGMA user_version = 1";
    file.execute_batch(before).expect("of before");
    {
        let drafts = Drafts::open(&path).expect("an older file");
        let room = drafts.room(ID, &seed).expect("a draft");
        room.make(&asked(&Page::on(1, &room), 3, 7, Some("trois"))).expect("made");
        let full = "CREATE TRIGGER full BEFORE INSERT ON draft_update BEGIN SELECT RAISE(FAIL, 'full'); END";
        file.execute_batch(full).expect("written");
        let failed = room.accept(REMARK, "deux", "trois", closed(How::Accepted));
        assert!(matches!(failed, Err(Stop::Fault(_))));
        assert_eq!(said(&room, "fr"), "Un deux.");
        assert!(
            room.remark(REMARK).expect("a draft").is_some_and(|one| one.closed.is_none()),
            "neither, or both"
        );
        file.execute_batch("DROP TRIGGER full").expect("written");
        room.accept(REMARK, "deux", "trois", closed(How::Accepted)).expect("accepted");
        std::mem::forget(drafts);
    }
    let drafts = Drafts::open(&path).expect("the file");
    let room = drafts.room(ID, &seed).expect("a draft");
    assert_eq!((said(&room, "fr").as_str(), stands(&room).as_str()), ("Un trois.", "trois"));
    let kept = room.remark(REMARK).expect("a draft").expect("kept");
    assert_eq!((kept.of, kept.closed), (HERE, Some(closed(How::Accepted))));
    assert_eq!(room.since(None).expect("a draft").remarks, 2);
}

/// Somebody types or deletes somewhere.
#[derive(Debug, Clone)]
enum Edit {
    Types(u8, u8),
    Deletes(u8, u8),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let one = prop_oneof![
        3 => any::<(u8, u8)>().prop_map(|(at, n)| Edit::Types(at, n)),
        2 => any::<(u8, u8)>().prop_map(|(at, n)| Edit::Deletes(at, n)),
    ];
    prop::collection::vec(one, 0..40)
}

fn edit(page: &Page, edit: &Edit) -> Option<Vec<u8>> {
    let len = page.len("fr");
    match edit {
        Edit::Types(at, n) => {
            let words = ["a", "é", "\n", "un mot ", "ç"][usize::from(n % 5)];
            Some(page.types("fr", u32::from(*at) % (len + 1), words))
        }
        Edit::Deletes(at, n) => {
            let at = u32::from(*at) % (len + 1);
            let gone = u32::from(n % 6).min(len - at);
            (gone > 0).then(|| page.deletes("fr", at, gone))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn for_any_edits_a_place_is_within_the_text_and_what_is_accepted_can_be_taken_back(
        start in 0_u32..=20, len in 0_u32..=20, instead in "[a-zé\n ]{0,8}", before in edits(), after in edits(),
    ) {
        let room = seeded(&[("fr", "Article 1. Les parties.")]);
        let mut page = Page::on(1, &room);
        let other = Page::on(2, &room);
        let end = (start + len).min(23);
        let proposed = asked(&page, start, end, Some(&instead));
        match room.make(&proposed) {
            Err(Stop::Refused(Refused::Same)) => return Ok(()),
            made => made.expect("a place"),
        }
        for one in &before {
            // Two write at the same time, and neither has heard of the other.
            for page in [&page, &other] {
                if let Some(update) = edit(page, one) {
                    room.push(&update).expect("an edit");
                }
            }
            let text = said(&room, "fr");
            prop_assert!(text.contains(&stands(&room)));
        }
        page.hears(&room);
        let (text, seen) = (said(&room, "fr"), stands(&room));
        room.accept(REMARK, &seen, &instead, closed(How::Accepted)).expect("accepted");
        prop_assert_eq!(stands(&room), instead.clone());
        let (grown, by) = (said(&room, "fr").len() + seen.len(), text.len() + instead.len());
        prop_assert_eq!(grown, by, "nothing else gave way");
        let back = Reopening { remark: REMARK, instead: Some(instead.clone()) };
        room.reopen(&back).expect("taken back");
        prop_assert_eq!(said(&room, "fr"), text);
        prop_assert_eq!(stands(&room), seen);
        page.hears(&room);
        for one in &after {
            if let Some(update) = edit(&page, one) {
                room.push(&update).expect("an edit");
            }
        }
        prop_assert_eq!(page.text("fr"), said(&room, "fr"));
        prop_assert!(said(&room, "fr").contains(&stands(&room)));
    }
}

#[test]
fn an_act_that_comes_again_after_its_answer_was_lost_is_done_once() {
    let room = seeded(&[("fr", "Un. Deux. Trois.")]);
    let page = Page::on(1, &room);
    room.make(&asked(&page, 4, 8, Some("Quatre"))).expect("made");
    let answer = Answer { words: Uuid::from_u128(7), of: THERE, at_ms: 3 };
    room.answer(REMARK, answer).expect("answered");
    for _ in 0..2 {
        room.accept(REMARK, "Deux", "Quatre", closed(How::Accepted)).expect("accepted");
        room.answer(REMARK, answer).expect("said already");
    }
    assert_eq!(said(&room, "fr"), "Un. Quatre. Trois.");
    assert_eq!(room.remark(REMARK).expect("a draft").expect("kept").answers.len(), 1);
    let other = Closed { of: HERE, ..closed(How::Accepted) };
    let theirs = room.accept(REMARK, "Quatre", "Quatre", other);
    assert_eq!(refused(theirs), Refused::Unknown, "another party is told that it is over");
    let declined = room.close(REMARK, closed(How::Declined));
    assert_eq!(refused(declined), Refused::Unknown, "and so is another end");
}
