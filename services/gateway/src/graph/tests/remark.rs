//! Remarks on a draft through the schema: for which party they speak, who may make and close them, and how they are forgotten.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::context::SeatOf;
use domain::{Lang, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use super::convention::shores;
use super::draft::{TITRE, follows, push};
use super::{Node, Person};

/// What Yjs gives as the positions of "Titre" typed by client 1 into `en`: of its first letter, and behind its last.
const BEGINS: &[u8] = &[0, 1, 0, 0];
const ENDS: &[u8] = &[0, 1, 4, 0x41];
const REMARKS: &str = "query($id: ID!) { node(id: $id) { ... on Convention { draft { text { texts { lang text } } remarks { \
     id lang passage stands suggests words instead end by { side organisation { name } } \
     answers { words by { side } } closedBy { side } } } } } }";

async fn draft(person: &Person<'_>, id: &Value) -> Value {
    person.ask(REMARKS, json!({ "id": id })).await["node"]["draft"].take()
}

async fn remarks(person: &Person<'_>, id: &Value) -> Value {
    draft(person, id).await["remarks"].take()
}

fn english(draft: &Value) -> &Value {
    let texts = draft["texts"].as_array().expect("texts");
    texts.iter().find(|one| one["lang"] == "en").map_or(&Value::Null, |one| &one["text"])
}

/// The rule by which it was refused; none when it was done.
async fn does(person: &Person<'_>, mutation: &str, kind: &str, input: Value) -> Option<String> {
    let document = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ done refusals {{ rule {{ id }} message wayOut }} }} }}"
    );
    let payload = person.ask(&document, json!({ "input": input })).await[mutation].take();
    let rule = payload["refusals"][0]["rule"]["id"].as_str().map(str::to_owned);
    assert_eq!(payload["done"], rule.is_none(), "{payload}");
    rule
}

fn said(id: &Value, more: &Value) -> Value {
    let at = json!({ "lang": "en", "anchor": BASE64.encode(BEGINS), "head": BASE64.encode(ENDS) });
    let mut input = json!({ "commandId": Uuid::new_v4(), "convention": id, "at": at });
    let fields = more.as_object().expect("fields").clone();
    input.as_object_mut().expect("an object").extend(fields);
    input
}

async fn makes(person: &Person<'_>, input: Value) -> Option<String> {
    does(person, "remarkOnDraft", "RemarkOnDraftInput", input).await
}

async fn closes(person: &Person<'_>, id: &Value, remark: &Value, more: &Value) -> Option<String> {
    let mut input = json!({ "commandId": Uuid::new_v4(), "convention": id, "remark": remark });
    let fields = more.as_object().expect("fields").clone();
    input.as_object_mut().expect("an object").extend(fields);
    does(person, "closeDraftRemark", "CloseDraftRemarkInput", input).await
}

#[tokio::test]
async fn one_side_suggests_the_other_answers_and_accepts_and_the_text_says_it() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = shores.opened().await["id"].take();
    assert_eq!(push(&shores.french, &id, TITRE).await["seq"], 1);
    let before = follows(&shores.peruvian, &id, Some(1)).await.expect("a partner");
    let suggestion = said(&id, &json!({ "words": "Plus précis", "instead": "Convention" }));
    assert_eq!(makes(&shores.french, suggestion.clone()).await, None);
    assert_eq!(makes(&shores.french, suggestion).await, None, "a repeat");
    let told = follows(&shores.peruvian, &id, Some(1)).await.expect("a partner");
    assert_ne!(told["remarks"], before["remarks"], "they are told that there is one");
    let seen = remarks(&shores.peruvian, &id).await;
    assert_eq!(seen.as_array().map(Vec::len), Some(1));
    let one = &seen[0];
    let expected = json!({ "lang": "en", "passage": "Titre", "stands": "Titre", "suggests": true, "words": "Plus précis",
        "instead": "Convention", "end": null, "by": { "side": 0, "organisation": { "name": "Saint-Étienne" } },
        "answers": [], "closedBy": null, "id": one["id"] });
    assert_eq!(one, &expected);
    let answer = json!({ "commandId": Uuid::new_v4(), "convention": id, "remark": one["id"], "words": "D’accord" });
    let kind = "AnswerDraftRemarkInput";
    assert_eq!(does(&shores.peruvian, "answerDraftRemark", kind, answer).await, None);
    let accepted = json!({ "end": "ACCEPTED", "seen": "Autre" });
    let rule = closes(&shores.peruvian, &id, &one["id"], &accepted).await;
    assert_eq!(rule.as_deref(), Some("CV-REMARK-MOVED"), "not what stands there");
    let accepted = json!({ "end": "ACCEPTED", "seen": "Titre" });
    assert_eq!(closes(&shores.peruvian, &id, &one["id"], &accepted).await, None);
    let after = draft(&shores.french, &id).await;
    assert_eq!(english(&after["text"]), "Convention");
    let one = &after["remarks"][0];
    assert_eq!((&one["end"], &one["closedBy"]["side"]), (&json!("ACCEPTED"), &json!(1)));
    assert_eq!(one["answers"], json!([{ "words": "D’accord", "by": { "side": 1 } }]));
    let back = json!({ "convention": id, "remark": one["id"] });
    let kind = "ReopenDraftRemarkInput";
    assert_eq!(does(&shores.french, "reopenDraftRemark", kind, back).await, None);
    let after = draft(&shores.french, &id).await;
    assert_eq!(
        (english(&after["text"]), &after["remarks"][0]["end"]),
        (&json!("Titre"), &Value::Null)
    );
}

#[tokio::test]
async fn whoever_may_not_write_makes_no_remark_and_nobody_speaks_for_another_party() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = shores.opened().await["id"].take();
    push(&shores.french, &id, TITRE).await;
    let here = Some(SeatOf::Organisation(shores.here));
    let reader = node.person("reader@example.org", here, Role::Reader, Lang::Fr).await;
    let comment = || said(&id, &json!({ "words": "Un mot" }));
    for person in [&reader, &node.stranger()] {
        let document =
            "mutation($input: RemarkOnDraftInput!) { remarkOnDraft(input: $input) { done } }";
        let payload = person.ask(document, json!({ "input": comment() })).await;
        assert_eq!(payload["remarkOnDraft"]["done"], false);
    }
    let mut other = comment();
    let peruvian =
        shores.peruvian.ask("{ viewer { seats { organisation { id } } } }", json!({})).await;
    other["actingAs"] =
        json!({ "organisation": peruvian["viewer"]["seats"][0]["organisation"]["id"] });
    assert!(makes(&shores.french, other).await.is_some(), "a seat that is not theirs");
    assert_eq!(makes(&shores.french, comment()).await, None);
    let seen = remarks(&reader, &id).await;
    assert_eq!((seen.as_array().map(Vec::len), &seen[0]["by"]["side"]), (Some(1), &json!(0)));
    let rule = closes(&reader, &id, &seen[0]["id"], &json!({ "end": "SETTLED" })).await;
    assert!(rule.is_some(), "who may not write closes nothing");
}

#[tokio::test]
async fn what_is_no_remark_is_refused_by_its_rule_and_leaves_no_words_behind() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = shores.opened().await["id"].take();
    push(&shores.french, &id, TITRE).await;
    let place =
        |anchor: &str| json!({ "lang": "en", "anchor": anchor, "head": BASE64.encode(ENDS) });
    let ahead = BASE64.encode([0, 9, 0, 0]);
    for (rule, more) in [
        ("C-EMPTY-TEXT", json!({ "words": "  " })),
        ("C-EMPTY-TEXT", json!({})),
        ("C-TEXT-LENGTH", json!({ "words": "é".repeat(2_001) })),
        ("C-TEXT-LENGTH", json!({ "instead": "é".repeat(4_001) })),
        ("CV-REMARK-SAME", json!({ "instead": "Titre" })),
        ("CV-REMARK-PLACE", json!({ "words": "x", "at": place("no base64") })),
        ("CV-REMARK-PLACE", json!({ "words": "x", "at": place("") })),
        ("CV-REMARK-PLACE", json!({ "words": "x", "at": place(&"A".repeat(4_000)) })),
        ("CV-DRAFT-EARLY", json!({ "words": "x", "at": place(&ahead) })),
    ] {
        assert_eq!(makes(&shores.french, said(&id, &more)).await.as_deref(), Some(rule), "{more}");
    }
    let (unknown, end) = (json!(Uuid::new_v4()), json!({ "end": "ACCEPTED" }));
    let rule = closes(&shores.french, &id, &unknown, &end).await;
    assert_eq!(rule.as_deref(), Some("CV-REMARK-CLOSED"));
    assert_eq!(remarks(&shores.french, &id).await, json!([]));
    let person = shores.french.id.expect("signed in");
    let kept = node.world.identity.export(person, identity::Looker::Operator);
    let kept = kept.expect("works").expect("there");
    let words = kept["records"]["words"].as_array();
    assert!(words.is_none_or(Vec::is_empty), "nothing was kept of them: {words:?}");
}

#[tokio::test]
async fn who_is_forgotten_takes_their_remarks_along_and_nothing_of_theirs_can_be_accepted() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = shores.opened().await["id"].take();
    push(&shores.french, &id, TITRE).await;
    let suggestion = said(&id, &json!({ "words": "Pourquoi", "instead": "Convention" }));
    assert_eq!(makes(&shores.french, suggestion).await, None);
    let person = shores.french.id.expect("signed in");
    let kept = node.world.identity.export(person, identity::Looker::Operator);
    let kept = kept.expect("works").expect("there")["records"]["words"].to_string();
    assert!(kept.contains("Pourquoi") && kept.contains("Convention"), "{kept}");
    assert!(node.world.identity.erase(person).expect("works"));
    let one = remarks(&shores.peruvian, &id).await[0].take();
    assert_eq!((&one["words"], &one["instead"]), (&Value::Null, &Value::Null));
    assert_eq!((&one["suggests"], &one["passage"]), (&json!(true), &json!("Titre")));
    let accepted = json!({ "end": "ACCEPTED", "seen": "Titre" });
    let rule = closes(&shores.peruvian, &id, &one["id"], &accepted).await;
    assert_eq!(rule.as_deref(), Some("CV-REMARK-CLOSED"));
    assert_eq!(closes(&shores.peruvian, &id, &one["id"], &json!({ "end": "SETTLED" })).await, None);
}
