//! Drafts as their writers meet them: what is taken, refused, kept, and that all end with the same text.

mod hostile;
mod nodes;
mod remarks;
mod together;

use std::sync::Arc;

use uuid::Uuid;
use yrs::updates::decoder::Decode as _;
use yrs::{
    Doc, GetString as _, OffsetKind, Options, ReadTxn as _, StateVector, Text as _, Transact as _,
    Update,
};

use crate::{Drafts, Place, Refused, Room, Stop, limits};

const ID: Uuid = Uuid::from_u128(7);

/// Somebody's page: a Yjs document as browsers have one.
struct Page {
    doc: Doc,
    seq: Option<u64>,
}

impl Page {
    fn new(client: u64) -> Self {
        let options = Options {
            client_id: yrs::ClientID::new(client),
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        };
        Self { doc: Doc::with_options(options), seq: None }
    }

    fn on(client: u64, room: &Room) -> Self {
        let mut page = Self::new(client);
        page.hears(room);
        page
    }

    fn hears(&mut self, room: &Room) {
        let batch = room.since(self.seq).expect("a draft");
        for update in &batch.updates {
            self.takes(update);
        }
        self.seq = Some(batch.seq);
    }

    fn takes(&self, update: &[u8]) {
        let update = Update::decode_v1(update).expect("an update");
        self.doc.transact_mut().apply_update(update).expect("an update that fits");
    }

    /// Types, and answers the update.
    fn types(&self, lang: &str, at: u32, words: &str) -> Vec<u8> {
        let text = self.doc.get_or_insert_text(lang);
        let mut transaction = self.doc.transact_mut();
        text.insert(&mut transaction, at, words);
        transaction.encode_update_v1()
    }

    fn deletes(&self, lang: &str, at: u32, len: u32) -> Vec<u8> {
        let text = self.doc.get_or_insert_text(lang);
        let mut transaction = self.doc.transact_mut();
        text.remove_range(&mut transaction, at, len);
        transaction.encode_update_v1()
    }

    fn text(&self, lang: &str) -> String {
        let text = self.doc.get_or_insert_text(lang);
        text.get_string(&self.doc.transact())
    }

    fn len(&self, lang: &str) -> u32 {
        u32::try_from(self.text(lang).encode_utf16().count()).expect("short")
    }

    /// All that it has.
    fn all(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }
}

fn room() -> Arc<Room> {
    seeded(&[("fr", "Article 1.")])
}

fn seeded(texts: &[(&str, &str)]) -> Arc<Room> {
    let drafts = Drafts::in_memory().expect("SQLite starts");
    let seed = texts.iter().map(|(lang, words)| ((*lang).to_owned(), (*words).to_owned()));
    drafts.room(ID, &seed.collect()).expect("a draft")
}

fn said(room: &Room, lang: &str) -> String {
    room.texts().expect("a draft").1.remove(lang).unwrap_or_default()
}

fn refused(room: &Room, update: &[u8]) -> Refused {
    match room.push(update) {
        Err(Stop::Refused(refused)) => refused,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_draft_begins_with_its_seed_and_only_once() {
    let drafts = Drafts::in_memory().expect("SQLite starts");
    let seed = vec![
        ("fr".to_owned(), "Un\r\ndeux\u{0}".to_owned()),
        ("no tag".to_owned(), "x".to_owned()),
    ];
    let room = drafts.room(ID, &seed).expect("a draft");
    assert_eq!(room.texts().expect("a draft").1, [("fr".to_owned(), "Un\ndeux".to_owned())].into());
    drop(room);
    let again = drafts.room(ID, &vec![("fr".to_owned(), "autre".to_owned())]).expect("a draft");
    assert_eq!(said(&again, "fr"), "Un\ndeux");
}

#[test]
fn what_one_writes_the_other_has_by_number_and_a_repeat_changes_nothing() {
    let room = room();
    let (here, mut there) = (Page::on(1, &room), Page::on(2, &room));
    let update = here.types("fr", 10, " L’eau 😀.");
    assert_eq!(room.push(&update).expect("taken"), 1);
    assert_eq!(room.push(&update).expect("known"), 1);
    there.hears(&room);
    assert_eq!(there.text("fr"), "Article 1. L’eau 😀.");
    assert_eq!(room.since(Some(1)).expect("a draft").updates.len(), 0);
    let update = there.types("es", 0, "Artículo 1.");
    assert_eq!(room.push(&update).expect("taken"), 2);
    assert_eq!(room.since(Some(1)).expect("a draft").updates, [update]);
}

#[test]
fn whoever_comes_from_a_number_that_is_not_known_is_given_the_whole() {
    let room = room();
    let mut page = Page::new(3);
    page.seq = Some(99);
    page.hears(&room);
    assert_eq!((page.text("fr").as_str(), page.seq), ("Article 1.", Some(0)));
}

#[test]
fn an_update_that_comes_before_what_it_builds_on_is_asked_for_with_the_rest() {
    let room = room();
    let page = Page::on(1, &room);
    let first = page.types("fr", 10, " Un");
    let second = page.types("fr", 13, " deux");
    let gone = page.deletes("fr", 10, 3);
    for early in [&second, &gone] {
        assert_eq!(refused(&room, early), Refused::Early);
    }
    assert_eq!(said(&room, "fr"), "Article 1.");
    for update in [first, second, gone] {
        room.push(&update).expect("in order");
    }
    assert_eq!(said(&room, "fr"), "Article 1. deux");
    let late = Page::new(4);
    late.takes(&page.all());
    late.types("fr", 0, "Titre\n");
    room.push(&late.all()).expect("with all it has");
    assert_eq!(said(&room, "fr"), "Titre\nArticle 1. deux");
}

#[test]
fn a_draft_has_room_for_so_much_text_and_so_many_languages() {
    let room = room();
    let page = Page::on(1, &room);
    let most = limits::TEXT_BYTES - "Article 1.".len();
    let fits = page.types("fr", 0, &"a".repeat(most));
    room.push(&fits).expect("as much as fits");
    let more = page.types("fr", 0, "b");
    assert_eq!(refused(&room, &more), Refused::Full);
    assert_eq!(said(&room, "fr").len(), limits::TEXT_BYTES);
    // The page deletes, and sends all that the draft lacks.
    page.deletes("fr", 0, 100);
    room.push(&page.all()).expect("short enough again");
    for (n, lang) in ["en", "es", "pt-BR", "de", "it", "ar", "zh-Hant"].into_iter().enumerate() {
        room.push(&page.types(lang, 0, "x")).unwrap_or_else(|error| panic!("{n}: {error}"));
    }
    assert_eq!(refused(&room, &page.types("pl", 0, "x")), Refused::Languages);
    let long = Page::new(9).types("fr", 0, &"c".repeat(limits::UPDATE_BYTES));
    assert_eq!(refused(&room, &long), Refused::Long);
    assert_eq!(room.texts().expect("a draft").1.len(), limits::LANGUAGES);
}

#[test]
fn what_was_answered_is_in_the_file_and_many_updates_become_one_state() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("drafts.db");
    let seed = vec![("fr".to_owned(), String::new())];
    let count = limits::COMPACT_AFTER + 20;
    let mut letters = String::new();
    {
        let drafts = Drafts::open(&path).expect("a new file");
        let room = drafts.room(ID, &seed).expect("a draft");
        let page = Page::on(1, &room);
        for n in 0..count {
            let letter = char::from(b'a' + u8::try_from(n % 26).expect("small")).to_string();
            letters.push_str(&letter);
            let at = page.len("fr");
            assert_eq!(room.push(&page.types("fr", at, &letter)).expect("taken"), n + 1);
        }
        // The process ends without a word: nothing is closed in order.
        std::mem::forget(drafts);
    }
    let kept = crate::store::Store::open(&path).expect("the file").read(ID);
    let kept = kept.expect("readable").expect("kept");
    assert_eq!((kept.base, kept.updates.len()), (limits::COMPACT_AFTER, 20));
    let drafts = Drafts::open(&path).expect("the file");
    let room = drafts.room(ID, &seed).expect("a draft");
    assert_eq!(said(&room, "fr"), letters);
    assert_eq!(room.texts().expect("a draft").0, count);
    let to = folder.path().join("copy");
    crate::copy(&path, &to).expect("copied");
    let copied = Drafts::open(&to).expect("a file of drafts");
    assert_eq!(said(&copied.room(ID, &seed).expect("a draft"), "fr"), letters);
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("drafts.db");
    drop(Drafts::open(&path).expect("a new file"));
    let file = rusqlite::Connection::open(&path).expect("a file");
    file.pragma_update(None, "user_version", 99).expect("written");
    assert!(matches!(Drafts::open(&path), Err(crate::DraftError::Layout(99))));
}

#[test]
fn an_update_that_cannot_be_kept_has_not_happened() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("drafts.db");
    let drafts = Drafts::open(&path).expect("a new file");
    let room = drafts.room(ID, &Vec::new()).expect("a draft");
    let page = Page::on(1, &room);
    let update = page.types("fr", 0, "Un");
    let file = rusqlite::Connection::open(&path).expect("a file");
    let full =
        "CREATE TRIGGER full BEFORE INSERT ON draft_update BEGIN SELECT RAISE(FAIL, 'full'); END";
    file.execute_batch(full).expect("written");
    assert!(matches!(room.push(&update), Err(Stop::Fault(_))));
    assert_eq!((said(&room, "fr").as_str(), room.texts().expect("a draft").0), ("", 0));
    file.execute_batch("DROP TRIGGER full").expect("written");
    assert_eq!(room.push(&update).expect("taken"), 1);
    assert_eq!(said(&room, "fr"), "Un");
}

#[test]
fn carets_move_leave_and_are_only_so_many() {
    let room = room();
    let bell = room.bell();
    let place = |head: &str| Place { lang: "fr".into(), anchor: "a".into(), head: head.into() };
    let of = Uuid::from_u128(1);
    room.point(of, 1, Some(place("b"))).expect("a place");
    room.point(of, 1, Some(place("b"))).expect("still there");
    assert_eq!(*bell.borrow(), 1, "what has not moved rings for nobody");
    room.point(of, 1, Some(place("c"))).expect("moved");
    let carets = room.since(None).expect("a draft").carets;
    assert_eq!((carets.len(), carets[0].at.head.as_str()), (1, "c"));
    let long = Some(place(&"x".repeat(limits::CARET_BYTES + 1)));
    assert_eq!(room.point(of, 1, long), Err(Refused::Malformed));
    for page in 2..=u32::try_from(limits::CARETS).expect("few") {
        room.point(of, page, Some(place("b"))).expect("within the limit");
    }
    assert_eq!(room.point(of, 9_999, Some(place("b"))), Err(Refused::TooMany));
    room.point(of, 1, None).expect("gone");
    room.point(of, 9_999, Some(place("b"))).expect("in its place");
}

#[test]
fn somebody_who_is_too_quick_waits_and_others_do_not() {
    let drafts = Drafts::in_memory().expect("SQLite starts");
    let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    for _ in 0..limits::AT_ONCE {
        drafts.count(one).expect("at once");
    }
    assert_eq!(drafts.count(one), Err(Refused::TooMany));
    drafts.count(other).expect("somebody else");
}

#[test]
fn drafts_that_nobody_watches_leave_memory_and_come_back_as_they_were() {
    let drafts = Drafts::in_memory().expect("SQLite starts");
    let watched = drafts.room(ID, &Vec::new()).expect("a draft");
    watched.push(&Page::on(1, &watched).types("fr", 0, "ici")).expect("taken");
    let left = Uuid::from_u128(8);
    let room = drafts.room(left, &Vec::new()).expect("a draft");
    room.push(&Page::on(1, &room).types("fr", 0, "là")).expect("taken");
    drop(room);
    for n in 0..limits::ROOMS {
        let id = Uuid::from_u128(1_000 + u128::try_from(n).expect("few"));
        drafts.room(id, &Vec::new()).expect("a draft");
    }
    assert!(drafts.opened(left).is_none());
    assert!(drafts.opened(ID).is_some_and(|room| Arc::ptr_eq(&room, &watched)));
    assert_eq!(said(&drafts.room(left, &Vec::new()).expect("a draft"), "fr"), "là");
}
