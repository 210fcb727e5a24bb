//! Several nodes with one record between them: what is written at each is in the draft of all, once, whatever the record does.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use replica::memory::{Memory, Trouble};
use replica::{Seal, Shared};
use tempfile::TempDir;

use super::remarks::position;
use super::{ID, Page, said};
use crate::{Answer, Asked, Closed, DraftError, Drafts, How, Place, Room, Seed, Stop, limits};
use uuid::Uuid;

/// Turns every byte: enough to see that nothing goes round this.
struct Turned;

impl Seal for Turned {
    fn seal(&self, bound: &[u8], plain: &[u8]) -> Vec<u8> {
        let turned = plain.iter().map(|byte| !byte);
        bound.iter().copied().chain(turned).collect()
    }

    fn open(&self, bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let body = sealed.strip_prefix(bound)?;
        Some(body.iter().map(|byte| !byte).collect())
    }
}

/// Nodes on one record, each with a folder of its own.
struct Nodes {
    record: Arc<Memory>,
    folder: TempDir,
}

impl Nodes {
    fn new() -> Self {
        Self { record: Arc::default(), folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, node: usize) -> PathBuf {
        self.folder.path().join(node.to_string()).join("drafts.db")
    }

    fn try_open(&self, node: usize) -> Result<Arc<Drafts>, DraftError> {
        let shared = Arc::clone(&self.record) as Arc<dyn Shared>;
        Drafts::open_shared(&self.path(node), shared, Arc::new(Turned)).map(Arc::new)
    }

    fn open(&self, node: usize) -> Arc<Drafts> {
        self.try_open(node).expect("joins the others")
    }
}

fn seed(words: &str) -> Seed {
    vec![("fr".to_owned(), words.to_owned())]
}

fn enter(drafts: &Drafts) -> Arc<Room> {
    drafts.room(ID, &seed("Article 1.")).expect("a draft")
}

/// Waits until `done`, for half a minute at most.
async fn until(what: &str, mut done: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !done() {
        assert!(Instant::now() < end, "{what} did not come");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Waits until all have heard all; answers the text and the number of the last update.
async fn same(rooms: &[&Room]) -> (u64, String) {
    let first = || rooms[0].texts().expect("a draft");
    until("the same draft everywhere", || {
        rooms.iter().all(|room| room.texts().expect("a draft") == first())
    })
    .await;
    let (seq, mut texts) = first();
    (seq, texts.remove("fr").unwrap_or_default())
}

fn is_away<T>(result: Result<T, Stop>) -> bool {
    matches!(result, Err(Stop::Fault(error)) if error.is_away())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_at_one_node_is_in_the_draft_of_the_other_and_rings_there() {
    let nodes = Nodes::new();
    let (here, there) = (nodes.open(0), nodes.open(1));
    let (one, other) = (enter(&here), enter(&there));
    let mut bell = other.bell();
    bell.mark_unchanged();
    let page = Page::on(1, &one);
    one.push(&page.types("fr", 10, " Objet")).expect("kept");
    let rung = tokio::time::timeout(Duration::from_secs(30), bell.changed());
    rung.await.expect("rings").expect("lives");
    let mut abroad = Page::on(2, &other);
    until("the words", || {
        abroad.hears(&other);
        abroad.text("fr") == "Article 1. Objet"
    })
    .await;
    other.push(&abroad.types("fr", 0, "CONVENTION\n")).expect("kept");
    assert_eq!(same(&[&one, &other]).await, (2, "CONVENTION\nArticle 1. Objet".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_draft_that_two_nodes_open_at_the_same_time_begins_once() {
    for _ in 0..20 {
        let nodes = Nodes::new();
        let drafts = [nodes.open(0), nodes.open(1)];
        let [one, other] = [0, 1].map(|node| {
            let drafts = Arc::clone(&drafts[node]);
            tokio::task::spawn_blocking(move || {
                drafts.room(ID, &seed(&format!("Begun at {node}."))).expect("a draft")
            })
        });
        let (one, other) = (one.await.expect("opened"), other.await.expect("opened"));
        let (_, text) = same(&[&one, &other]).await;
        assert!(["Begun at 0.", "Begun at 1."].contains(&&*text), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_write_at_three_nodes_lose_no_letter_and_read_the_same() {
    const WRITERS: usize = 6;
    const WORDS: usize = 60;
    let nodes = Nodes::new();
    let drafts = [nodes.open(0), nodes.open(1), nodes.open(2)];
    let writers = (0..WRITERS).map(|writer| {
        let room = enter(&drafts[writer % drafts.len()]);
        tokio::task::spawn_blocking(move || {
            let mut page = Page::on(writer as u64 + 1, &room);
            for word in 0..WORDS {
                let update = page.types("fr", 0, &format!("<{writer}.{word}>"));
                room.push(&update).expect("kept");
                page.hears(&room);
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("every word is kept");
    }
    let rooms = drafts.each_ref().map(|drafts| enter(drafts));
    let (seq, text) = same(&rooms.each_ref().map(|room| &**room)).await;
    assert_eq!(seq, (WRITERS * WORDS) as u64, "each update has one number");
    for writer in 0..WRITERS {
        for word in 0..WORDS {
            assert_eq!(text.matches(&format!("<{writer}.{word}>")).count(), 1, "in {text}");
        }
    }
    // More than were kept as updates: one of the nodes has written the draft anew, and who comes new reads that.
    assert!(seq > limits::COMPACT_AFTER);
    let new = nodes.open(3);
    assert_eq!(same(&[&rooms[0], &enter(&new)]).await, (seq, text));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_cut_off_reads_on_is_told_and_finds_out_what_became_of_it() {
    let nodes = Nodes::new();
    let (here, there) = (nodes.open(0), nodes.open(1));
    let (one, other) = (enter(&here), enter(&there));
    let page = Page::on(1, &one);
    nodes.record.away(true);
    let lost = page.types("fr", 0, "a");
    assert!(is_away(one.push(&lost)));
    assert_eq!(said(&one, "fr"), "Article 1.", "what is not kept is told to nobody");
    nodes.record.away(false);
    until("the cluster again", || one.push(&lost).is_ok()).await;
    nodes.record.trouble(Trouble::AnswerLost);
    let unknown = page.types("fr", 0, "b");
    assert!(is_away(one.push(&unknown)));
    until("the next one", || one.push(&unknown).is_ok()).await;
    assert_eq!(same(&[&one, &other]).await, (2, "baArticle 1.".to_owned()), "each of them once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_remark_of_one_node_is_answered_and_accepted_once_at_the_others() {
    let nodes = Nodes::new();
    let drafts = [nodes.open(0), nodes.open(1)];
    let [one, other] = drafts.each_ref().map(|drafts| enter(drafts));
    let (id, of) = (Uuid::from_u128(3), Uuid::from_u128(4));
    let page = Page::on(9, &one);
    let (anchor, head) = (position(&page, "fr", 0), position(&page, "fr", 7));
    let asked = Asked {
        id,
        of,
        at_ms: 1,
        lang: "fr".to_owned(),
        anchor,
        head,
        words: None,
        instead: Some((Uuid::from_u128(5), "Clause".to_owned())),
    };
    one.make(&asked).expect("made");
    until("the remark", || other.remark(id).expect("a draft").is_some()).await;
    let answer = Answer { words: Uuid::from_u128(6), of, at_ms: 2 };
    other.answer(id, answer).expect("answered");
    until("the answer", || {
        one.remark(id).expect("a draft").is_some_and(|remark| remark.answers == [answer])
    })
    .await;
    let accepts = [&one, &other].map(|room| {
        let room = Arc::clone(room);
        let by = Closed { how: How::Accepted, of, at_ms: 3 };
        tokio::task::spawn_blocking(move || room.accept(id, "Article", "Clause", by))
    });
    for accept in accepts {
        accept.await.expect("an answer").expect("accepted, here or a moment ago");
    }
    assert_eq!(same(&[&one, &other]).await, (1, "Clause 1.".to_owned()));
    let closed = |room: &Room| room.remark(id).expect("a draft").and_then(|it| it.closed);
    until("its end", || closed(&one).is_some() && closed(&one) == closed(&other)).await;
    other.drop_remark(id).expect("forgotten");
    until("its leaving", || one.remark(id).expect("a draft").is_none()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_alone_keeps_what_was_shared_and_comes_back_only_as_a_new_one() {
    let nodes = Nodes::new();
    {
        let drafts = nodes.open(0);
        let room = enter(&drafts);
        room.push(&Page::on(1, &room).types("fr", 0, "a")).expect("kept");
    }
    let alone = Drafts::open(&nodes.path(0)).expect("its own from now on");
    let room = enter(&alone);
    room.push(&Page::on(2, &room).types("fr", 0, "b")).expect("kept");
    assert_eq!(said(&room, "fr"), "baArticle 1.");
    drop((room, alone));
    let Err(refused) = nodes.try_open(0) else { panic!("two pasts became one") };
    assert!(refused.to_string().contains("drafts.db"), "{refused}");
    assert_eq!(said(&enter(&nodes.open(1)), "fr"), "aArticle 1.");
}

#[tokio::test(flavor = "multi_thread")]
async fn carets_of_other_nodes_are_shown_and_a_page_that_changes_nodes_is_at_one_place() {
    let nodes = Nodes::new();
    let (here, there) = (nodes.open(0), nodes.open(1));
    let (one, other) = (enter(&here), enter(&there));
    let at = |head: &str| Place { lang: "fr".into(), anchor: "a".into(), head: head.into() };
    let heads = |room: &Room| {
        let carets = room.since(None).expect("a draft").carets;
        carets.into_iter().map(|caret| caret.at.head).collect::<Vec<_>>()
    };
    let of = Uuid::from_u128(4);
    let mut moved = here.carets_moved();
    one.point(of, 1, Some(at("first"))).expect("a place");
    assert!(moved.has_changed().expect("lives"), "the others are told");
    moved.mark_unchanged();
    let mut bell = other.bell();
    bell.mark_unchanged();
    there.hear_carets([&here.tell_carets()[..]].into_iter());
    assert!(bell.has_changed().expect("lives"));
    assert_eq!(heads(&other), ["first"]);
    bell.mark_unchanged();
    there.hear_carets([&here.tell_carets()[..], b"no", b""].into_iter());
    assert!(!bell.has_changed().expect("lives"), "nothing is new");
    other.point(of, 1, Some(at("second"))).expect("a place");
    assert_eq!(heads(&other), ["second"], "what is here counts");
    here.hear_carets([&there.tell_carets()[..]].into_iter());
    assert_eq!(heads(&one), ["second"]);
    assert_eq!(here.tell_carets(), b"{}");
    here.hear_carets(std::iter::empty());
    assert_eq!(heads(&one), [""; 0], "who is silent is nowhere");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever two nodes write in turns, with changes lost, answers lost and the record away now and then, both read the same
    /// in the end: all that was answered, each once.
    #[test]
    fn nodes_that_have_heard_everything_are_equal(
        steps in prop::collection::vec((0..2_usize, 0..6_u8), 1..40)
    ) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let nodes = Nodes::new();
            let drafts = [nodes.open(0), nodes.open(1)];
            let rooms = drafts.each_ref().map(|drafts| enter(drafts));
            let mut pages = [Page::on(1, &rooms[0]), Page::on(2, &rooms[1])];
            let mut answered = Vec::new();
            for (n, (who, what)) in steps.into_iter().enumerate() {
                match what {
                    0 => nodes.record.trouble(Trouble::AnswerLost),
                    1 => nodes.record.trouble(Trouble::ChangeLost),
                    2 => pages[who].hears(&rooms[who]),
                    _ => {
                        let word = format!("<{n}>");
                        let _update = pages[who].types("fr", 0, &word);
                        // As a page does: all that it has, until it is answered.
                        let all = pages[who].all();
                        let sent = rooms[who].push(&all);
                        assert!(sent.is_ok() || is_away(sent), "{word} is refused");
                        answered.push((who, word));
                    }
                }
            }
            for (room, page) in rooms.iter().zip(&pages) {
                until("the last word", || room.push(&page.all()).is_ok()).await;
            }
            let (_, text) = same(&[&rooms[0], &rooms[1]]).await;
            for (who, word) in answered {
                assert_eq!(text.matches(&word).count(), 1, "{word} of {who} in {text}");
            }
        });
    }
}
