//! Discussions and documents as two sides meet them: what is shared, what is kept to a side by every way of asking, and what is
//! forgotten.

use std::sync::Arc;

use domain::access::Visibility;
use domain::cooperation::TextHash;
use domain::document::{self, Content, MediaType};
use domain::organisation::Kind;
use domain::{DocumentId, Lang, OrganisationId};
use eventlog::CommandId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Node, Person, organisation};

struct Scene<'n> {
    node: &'n Node,
    french: Person<'n>,
    malian: Person<'n>,
    stranger: Person<'n>,
    twinning: Value,
    here: OrganisationId,
}

async fn scene(node: &Node) -> Scene<'_> {
    let here = node.town("Aubenas", "FR", Kind::Commune).await;
    let there = node.town("Bamako", "ML", Kind::ForeignLocalAuthority).await;
    let elsewhere = node.town("Cotonou", "BJ", Kind::ForeignLocalAuthority).await;
    let french = node.officer("fr@example.org", here, Lang::Fr).await;
    let malian = node.officer("ml@example.org", there, Lang::En).await;
    let stranger = node.officer("bj@example.org", elsewhere, Lang::En).await;
    // A public cooperation, so that what is hidden is not hidden by it.
    let input = json!({
        "parties": [
            { "organisation": organisation(here), "side": 1 },
            { "organisation": organisation(there), "side": 2 },
        ],
        "kind": "FRIENDSHIP", "themes": ["1.2"], "since": "1963", "source": "archives",
    });
    let result = "jumelage { id }";
    let kind = "RecordExistingJumelageInput";
    let mut made = french.does("recordExistingJumelage", kind, result, input).await;
    let twinning = made["jumelage"]["id"].take();
    Scene { node, french, malian, stranger, twinning, here }
}

const SAID: &str = "discussion { id count messages { id words earlier edition unread replyTo } }";

impl Scene<'_> {
    async fn open(&self, by: &Person<'_>, visibility: &str, words: &str, asks: bool) -> Value {
        let input = json!({
            "subject": self.twinning, "topic": format!("Sujet {words}"), "words": words,
            "visibility": visibility, "asks": asks,
        });
        by.does("openDiscussion", "OpenDiscussionInput", SAID, input).await["discussion"].take()
    }

    /// A document that the French side gives.
    async fn give(&self, name: &str, visibility: Visibility) -> DocumentId {
        let give = document::Command::Give {
            cooperation: domain::cooperation::Cooperation::Jumelage(domain::JumelageId(
                Uuid::parse_str(&self.twinning.as_str().expect("an id")[9..]).expect("a UUID"),
            )),
            about: domain::cooperation::About::Cooperation,
            visibility,
            content: content(name),
        };
        let author = self.french.asker().viewer.expect("signed in").author(None).expect("a seat");
        let document = DocumentId(Uuid::now_v7());
        let world = &self.node.world;
        let given = world.documents.handle(&author, CommandId(Uuid::now_v7()), document, give);
        let commands::Outcome::Done { position, .. } = given.await.expect("works") else {
            panic!("the document was refused")
        };
        world.model.reached(position).await;
        document
    }

    /// All that somebody is told of the cooperation and of what belongs to it, by every list, as text.
    async fn told(&self, to: &Person<'_>) -> String {
        let query = "query($id: ID!) { discussions(subject: $id) { items { id topic count unread \
             messages { words } } } found: discussions(subject: $id, search: \"secret\") { items { id } } \
             documents(subject: $id) { items { id name } } \
             node(id: $id) { ... on Jumelage { cursor lastActivity waiting { kind text } \
             timeline(first: 100) { changes { verb summary cursor subject { id } } } } } \
             feed(scope: {}, first: 100) { changes { verb summary subject { id } } } }";
        to.ask(query, json!({ "id": self.twinning })).await.to_string()
    }
}

#[tokio::test]
async fn what_a_side_says_to_itself_changes_nothing_that_the_others_are_told() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    let shared = scene.open(&scene.french, "PARTNERS", "bonjour", false).await;
    let (other, outside) = (scene.told(&scene.malian).await, scene.told(&scene.stranger).await);
    let nobody = scene.told(&node.stranger()).await;

    let aside = scene.open(&scene.french, "SIDE", "un secret entre nous", true).await;
    let own = scene.told(&scene.french).await;
    assert!(
        own.contains("un secret entre nous") && own.contains(aside["id"].as_str().expect("an id"))
    );
    let document = scene.give("secret.pdf", Visibility::Side).await;
    assert!(scene.told(&scene.french).await.contains("secret.pdf"));

    assert_eq!(scene.told(&scene.malian).await, other, "the other side");
    assert_eq!(scene.told(&scene.stranger).await, outside, "a town that is no party");
    assert_eq!(scene.told(&node.stranger()).await, nobody, "nobody in particular");
    assert!(!nobody.contains(shared["id"].as_str().expect("an id")), "nor what partners say");

    // By its id it is as one that is not there: for looking, writing, reading, reacting.
    let nothing = json!(format!("discussion:{}", Uuid::nil()));
    let first = aside["messages"][0]["id"].clone();
    for person in [&scene.malian, &scene.stranger] {
        let query = "query($id: ID!) { node(id: $id) { id } }";
        assert_eq!(person.ask(query, json!({ "id": aside["id"] })).await["node"], Value::Null);
        let file = json!({ "id": format!("document:{document}") });
        assert_eq!(person.ask(query, file).await["node"], Value::Null);
        for id in [&aside["id"], &nothing] {
            let write = json!({ "discussion": id, "words": "Je sais" });
            assert_eq!(
                person.is_refused("writeMessage", "WriteMessageInput", write).await,
                "H-UNKNOWN"
            );
            let react =
                json!({ "discussion": id, "message": first, "reaction": "SEEN", "on": true });
            assert_eq!(person.is_refused("reactToMessage", "ReactInput", react).await, "H-UNKNOWN");
            let read = json!({ "discussion": id, "messages": 1 });
            let query = "mutation($input: ReadDiscussionInput!) { markDiscussionRead(input: $input) \
                 { refusals { rule { id } } } }";
            let read = person.ask(query, json!({ "input": read })).await;
            assert_eq!(read["markDiscussionRead"]["refusals"][0]["rule"]["id"], "H-UNKNOWN");
        }
    }
}

fn content(name: &str) -> Content {
    Content {
        hash: TextHash("00".repeat(32)),
        size: 1,
        media: MediaType::Pdf,
        name: name.to_owned(),
        lang: None,
    }
}

#[tokio::test]
async fn a_question_waits_until_it_is_answered_and_what_is_new_is_told_to_each_person() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    let opened = scene.open(&scene.french, "PARTNERS", "Quand venez-vous ?", true).await;
    let query = "query($id: ID!) { node(id: $id) { ... on Discussion { unread } ... on Jumelage { \
         waiting { kind mine discussion { id } } } } }";
    let unread = async |person: &Person<'_>| {
        person.ask(query, json!({ "id": opened["id"] })).await["node"]["unread"].clone()
    };
    let waits = async |person: &Person<'_>| {
        let told = person.ask(query, json!({ "id": scene.twinning })).await;
        let all = told["node"]["waiting"].as_array().cloned().unwrap_or_default();
        all.into_iter().filter(|one| one["kind"] == "ANSWER").collect::<Vec<_>>()
    };
    assert_eq!((unread(&scene.french).await, unread(&scene.malian).await), (json!(0), json!(1)));
    let waiting = waits(&scene.malian).await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        (&waiting[0]["mine"], &waiting[0]["discussion"]["id"]),
        (&json!(true), &opened["id"])
    );
    assert_eq!(waits(&scene.stranger).await, [] as [Value; 0], "for partners alone");

    let read = json!({ "input": { "discussion": opened["id"], "messages": 1 } });
    let mark =
        "mutation($input: ReadDiscussionInput!) { markDiscussionRead(input: $input) { done } }";
    scene.malian.ask(mark, read).await;
    assert_eq!(unread(&scene.malian).await, 0);
    let answer = json!({
        "discussion": opened["id"], "words": "In May", "replyTo": opened["messages"][0]["id"],
    });
    scene.malian.does("writeMessage", "WriteMessageInput", SAID, answer).await;
    assert_eq!(waits(&scene.malian).await, [] as [Value; 0]);
    assert_eq!((unread(&scene.french).await, unread(&scene.malian).await), (json!(1), json!(0)));
}

#[tokio::test]
async fn earlier_words_are_kept_a_repeat_does_nothing_and_what_is_taken_back_is_forgotten() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    let opened = scene.open(&scene.french, "PARTNERS", "bonjou", false).await;
    let message = opened["messages"][0]["id"].clone();
    let anew = json!({
        "commandId": Uuid::now_v7(), "discussion": opened["id"], "message": message, "basedOn": 0,
        "words": "bonjour",
    });
    for repeated in [false, true] {
        let said =
            scene.french.does("rewriteMessage", "RewriteMessageInput", SAID, anew.clone()).await;
        assert_eq!(said["repeated"], repeated);
        let message = &said["discussion"]["messages"][0];
        assert_eq!((&message["words"], &message["edition"]), (&json!("bonjour"), &json!(1)));
        assert_eq!(message["earlier"], json!(["bonjou"]));
    }
    // Another act from the same edition is refused, and its words are not kept.
    let late = json!({
        "discussion": opened["id"], "message": message, "basedOn": 0, "words": "trop tard",
    });
    let refused = scene.french.is_refused("rewriteMessage", "RewriteMessageInput", late).await;
    assert_eq!(refused, "TK-MOVED");
    let theirs = json!({ "discussion": opened["id"], "message": message, "reason": "Non" });
    let kind = "WithdrawMessageInput";
    assert_eq!(scene.malian.is_refused("withdrawMessage", kind, theirs.clone()).await, "TK-OWN");
    let done = scene.french.does("withdrawMessage", kind, SAID, theirs).await;
    let message = &done["discussion"]["messages"][0];
    assert_eq!((&message["words"], &message["earlier"]), (&Value::Null, &json!([])));
    let log = node.world.log.read(eventlog::Position(0), 1_000).await.expect("works");
    let kept: String = log
        .iter()
        .flat_map(|commit| &commit.commit.events)
        .map(|event| event.payload.get().to_owned())
        .collect();
    assert!(!kept.contains("bonjou"), "the record never held a word of it");
}

#[tokio::test]
async fn who_is_forgotten_takes_their_words_and_whose_seat_ends_sees_nothing_more() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    let opened = scene.open(&scene.french, "SIDE", "entre nous", false).await;
    let colleague = scene.node.officer("b@example.org", scene.here, Lang::Fr).await;
    let query =
        "query($id: ID!) { node(id: $id) { ... on Discussion { topic messages { words } } } }";
    let seen = colleague.ask(query, json!({ "id": opened["id"] })).await;
    assert_eq!(seen["node"]["messages"][0]["words"], "entre nous");
    let person = scene.french.id.expect("signed in");
    assert!(scene.node.world.identity.erase(person).expect("works"));
    let left = colleague.ask(query, json!({ "id": opened["id"] })).await;
    assert_eq!(left["node"]["topic"], Value::Null);
    assert_eq!(left["node"]["messages"][0]["words"], Value::Null);

    let viewer = colleague.asker().viewer.expect("signed in");
    let mut without = identity::Viewer::clone(&viewer);
    without.seats.clear();
    let colleague = Person { made: Some(Arc::new(without)), ..colleague };
    let left = colleague.ask(query, json!({ "id": opened["id"] })).await;
    assert_eq!(left["node"], Value::Null, "with the seat the sight ends");
}

/// A moment after all that was done so far, and before all that comes.
fn between() -> String {
    let moment = jiff::Timestamp::now();
    while jiff::Timestamp::now().as_millisecond() <= moment.as_millisecond() {
        std::hint::spin_loop();
    }
    moment.to_string()
}

#[tokio::test]
async fn talk_and_documents_are_listed_as_they_stood_and_what_was_taken_back_stays_unread() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    let opened = scene.open(&scene.french, "PARTNERS", "pris au mot", false).await;
    let aside = scene.open(&scene.french, "SIDE", "entre nous", false).await;
    let at = between();
    let later = json!({ "discussion": opened["id"], "words": "après" });
    scene.malian.does("writeMessage", "WriteMessageInput", SAID, later).await;
    scene.open(&scene.malian, "PARTNERS", "nouveau", false).await;
    let message = opened["messages"][0]["id"].clone();
    let back = json!({ "discussion": opened["id"], "message": message, "reason": "Erreur" });
    scene.french.does("withdrawMessage", "WithdrawMessageInput", SAID, back).await;

    let query = "query($id: ID!, $of: ID!, $at: DateTime!, $search: String) { \
         discussions(subject: $id, search: $search, asOf: $at) { canTalk \
         items { id count messages { words withdrawn } } } \
         node(id: $of, asOf: $at) { ... on Discussion { messages { words withdrawn } } } }";
    let asked = json!({ "id": scene.twinning, "of": opened["id"], "at": at });
    let then = scene.malian.ask(query, asked.clone()).await;
    let unread = json!([{ "words": null, "withdrawn": "Erreur" }]);
    let item = json!({ "id": opened["id"], "count": 1, "messages": unread });
    let expected = json!({ "canTalk": false, "items": [item] });
    assert_eq!(then["discussions"], expected, "what partners shared by then and nothing later");
    assert_eq!(then["node"]["messages"], unread);
    let own = scene.french.ask(query, asked.clone()).await;
    let items = own["discussions"]["items"].as_array().expect("a list");
    assert_eq!(
        items.iter().map(|one| &one["id"]).collect::<Vec<_>>(),
        [&aside["id"], &opened["id"]]
    );
    let with = |key: &str, value: &str| {
        let mut asked = asked.clone();
        asked[key] = json!(value);
        asked
    };
    let early = scene.malian.ask(query, with("at", "2001-01-01T00:00:00Z")).await;
    assert_eq!(early["discussions"], Value::Null);
}

#[tokio::test]
async fn a_document_is_listed_as_it_stood_and_says_that_it_was_taken_back_since() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    let paper = format!("document:{}", scene.give("plan.pdf", Visibility::Partners).await);
    let at = between();
    let back = json!({ "document": paper, "reason": "Erreur" });
    let kind = "WithdrawDocumentInput";
    scene.french.does("withdrawDocument", kind, "document { id }", back).await;
    scene.give("plus-tard.pdf", Visibility::Partners).await;
    let query = "query($id: ID!, $at: DateTime!) { \
         documents(subject: $id, asOf: $at) { canGive items { id withdrawn canChange } } }";
    let asked = |at: &str| json!({ "id": scene.twinning, "at": at });
    let then = scene.malian.ask(query, asked(&at)).await;
    let item = json!({ "id": paper, "withdrawn": "Erreur", "canChange": false });
    assert_eq!(then["documents"], json!({ "canGive": false, "items": [item] }));
    let early = scene.malian.ask(query, asked("2001-01-01T00:00:00Z")).await;
    assert_eq!(early["documents"], Value::Null);
}
