//! A draft through the schema: who reads and writes it, what is refused, and that a version named from it is what it says.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::context::SeatOf;
use domain::organisation::Kind;
use domain::{Lang, Role};
use futures_util::StreamExt as _;
use serde_json::{Value, json};

use super::convention::{Shores, shores};
use super::rights::group_for;
use super::{Node, Person, request};
use crate::graph::{DraftAsked, draft_request};

const TEXT: &str = "query($id: ID!) { node(id: $id) { ... on Convention { stage draft { \
     refusal { rule { id } } text { seq hash texts { lang text } } } version { hash texts { lang text } } } } }";
const FOLLOW: &str = "subscription($id: ID!, $after: Int) { draft(convention: $id, after: $after) { seq updates state remarks \
     carets { page side lang organisation { name } } } }";
/// What Yjs gives as an update for "Titre" typed by client 1 into the empty text `en`.
pub(super) const TITRE: &[u8] =
    &[1, 1, 1, 0, 4, 1, 2, b'e', b'n', 5, b'T', b'i', b't', b'r', b'e', 0];

async fn convention(person: &Person<'_>, id: &Value) -> Value {
    person.ask(TEXT, json!({ "id": id })).await["node"].take()
}

pub(super) async fn push(person: &Person<'_>, id: &Value, update: &[u8]) -> Value {
    let document = "mutation($input: PushDraftInput!) { pushDraft(input: $input) { seq refusals { rule { id } message wayOut } } }";
    let input = json!({ "convention": id, "update": BASE64.encode(update) });
    person.ask(document, json!({ "input": input })).await["pushDraft"].take()
}

async fn is_refused(person: &Person<'_>, id: &Value, update: &[u8]) -> String {
    let payload = push(person, id, update).await;
    assert_eq!(payload["seq"], Value::Null, "{payload}");
    payload["refusals"][0]["rule"]["id"].as_str().expect("a refusal").to_owned()
}

/// What somebody is told who follows the draft, or the code of the error.
pub(super) async fn follows(
    person: &Person<'_>,
    id: &Value,
    after: Option<u64>,
) -> Result<Value, String> {
    let asked = DraftAsked { after, told: std::sync::Arc::default() };
    let asked =
        request(FOLLOW, json!({ "id": id, "after": after })).data(person.asker()).data(asked);
    let answer = person.node.api.execute_stream(asked).next().await.expect("an answer");
    match answer.errors.first() {
        None => Ok(answer.data.into_json().expect("JSON")["draft"].take()),
        Some(error) => {
            let code = error.extensions.as_ref().and_then(|e| e.get("code").cloned());
            Err(code.map(|code| code.to_string()).unwrap_or_default())
        }
    }
}

fn version(shores: &Shores<'_>, convention: &Value, more: &Value) -> Value {
    let mut input = shores.version(convention, "Article 1.");
    let fields = more.as_object().expect("fields").clone();
    input.as_object_mut().expect("fields").extend(fields);
    input
}

async fn names(person: &Person<'_>, input: Value) -> Value {
    let result = "convention { id version { hash texts { lang text } } }";
    person.act("nameConventionVersion", "NameConventionVersionInput", result, input).await
}

#[tokio::test]
async fn an_empty_draft_begins_with_headings_and_a_later_one_with_the_newest_version() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let opened = shores.opened().await;
    let drafted = convention(&shores.french, &opened["id"]).await;
    let texts = &drafted["draft"]["text"]["texts"];
    assert_eq!((&texts[0]["lang"], &texts[1]["lang"]), (&json!("es"), &json!("fr")));
    let french = texts[1]["text"].as_str().expect("a text");
    for part in ["Convention-cadre", "– Saint-Étienne", "– Cusco", "Article 3. Durée"] {
        assert!(french.contains(part), "{french}");
    }
    let other = shores.opened().await;
    let named = names(&shores.french, version(&shores, &other, &json!({}))).await;
    let hash = named["convention"]["version"]["hash"].clone();
    let drafted = convention(&shores.peruvian, &other["id"]).await;
    assert_eq!(drafted["draft"]["text"]["hash"], hash, "a version of it would be the same");
    assert_eq!(drafted["draft"]["refusal"], Value::Null);
}

#[tokio::test]
async fn what_one_side_writes_the_other_is_told_by_number() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = shores.opened().await["id"].take();
    let begun = follows(&shores.peruvian, &id, None).await.expect("a partner");
    assert_eq!((&begun["seq"], begun["updates"].as_array().map(Vec::len)), (&json!(0), Some(1)));
    assert_eq!(push(&shores.french, &id, TITRE).await["seq"], 1);
    assert_eq!(push(&shores.french, &id, TITRE).await["seq"], 1, "harmless when repeated");
    let told = follows(&shores.peruvian, &id, Some(0)).await.expect("a partner");
    assert_eq!((&told["seq"], &told["updates"]), (&json!(1), &json!([BASE64.encode(TITRE)])));
    assert_ne!(told["state"], begun["state"]);
    let point = "mutation($input: PointDraftInput!) { pointDraft(input: $input) { done refusals { message } } }";
    let at = json!({ "lang": "en", "anchor": "AA==", "head": "AA==" });
    let input = json!({ "convention": id, "page": 7, "at": at });
    let done = shores.french.ask(point, json!({ "input": input })).await["pointDraft"].take();
    assert_eq!(done, json!({ "done": true, "refusals": [] }));
    let carets = follows(&shores.peruvian, &id, Some(1)).await.expect("a partner")["carets"].take();
    let caret = json!([{ "page": 7, "side": 0, "lang": "en", "organisation": { "name": "Saint-Étienne" } }]);
    assert_eq!(carets, caret);
}

#[tokio::test]
async fn strangers_neither_read_nor_write_and_coordinators_only_read() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = shores.opened().await["id"].take();
    let elsewhere = node.town("Ségou", "ML", Kind::ForeignLocalAuthority).await;
    let stranger = node.officer("other@example.org", elsewhere, Lang::En).await;
    let here = Some(SeatOf::Organisation(shores.here));
    let reader = node.person("reader@example.org", here, Role::Reader, Lang::Fr).await;
    let group = Some(SeatOf::Group(group_for(&node, "PE").await));
    let coordinator =
        node.person("pe@groups.example", group, Role::GroupCoordinator, Lang::En).await;
    let public = shores.french.programme("READ_PUBLIC").await;
    for nobody in [&stranger, &public, &node.stranger()] {
        assert_eq!(follows(nobody, &id, None).await.expect_err("not theirs"), "\"FORBIDDEN\"");
        assert_eq!(convention(nobody, &id).await, Value::Null);
    }
    assert_eq!(is_refused(&stranger, &id, TITRE).await, "H-UNKNOWN");
    for person in [&reader, &coordinator] {
        follows(person, &id, None).await.expect("they see drafts");
        let rule = is_refused(person, &id, TITRE).await;
        assert!(rule.starts_with('H'), "{rule}");
        assert_ne!(convention(person, &id).await["draft"]["refusal"], Value::Null);
    }
    let acting = shores.french.programme("ACT_AS_SEAT").await;
    assert_eq!(push(&acting, &id, TITRE).await["seq"], 1, "a programme with the right of its seat");
}

#[tokio::test]
async fn bytes_that_are_no_update_change_nothing_and_say_so() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = shores.opened().await["id"].take();
    let before = convention(&shores.french, &id).await;
    assert_eq!(is_refused(&shores.french, &id, b"not an update").await, "CV-DRAFT-UPDATE");
    assert_eq!(is_refused(&shores.french, &id, &vec![0; 200 * 1024]).await, "CV-DRAFT-UPDATE");
    let mut early = TITRE.to_vec();
    early[3] = 9;
    assert_eq!(is_refused(&shores.french, &id, &early).await, "CV-DRAFT-EARLY");
    let document = "mutation($input: PushDraftInput!) { pushDraft(input: $input) { refusals { rule { id } } } }";
    let input = json!({ "convention": id, "update": "no base64" });
    let payload = shores.french.ask(document, json!({ "input": input })).await;
    assert_eq!(payload["pushDraft"]["refusals"][0]["rule"]["id"], "CV-DRAFT-UPDATE");
    assert_eq!(convention(&shores.french, &id).await, before);
}

#[tokio::test]
async fn a_version_named_from_the_draft_is_what_it_says_and_tells_when_it_moved() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let opened = shores.opened().await;
    let id = &opened["id"];
    push(&shores.peruvian, id, TITRE).await;
    let drafted = convention(&shores.french, id).await["draft"]["text"].take();
    let from = version(&shores, &opened, &json!({ "texts": [], "fromDraft": 0 }));
    let named = names(&shores.french, from).await;
    assert_eq!(named["refusals"], json!([]), "{named}");
    assert_eq!(named["convention"]["version"]["texts"], drafted["texts"]);
    assert_eq!(named["remarks"][0]["rule"]["id"], "CV-DRAFT-MOVED", "{named}");
    let hash = named["convention"]["version"]["hash"].clone();
    let after = convention(&shores.french, id).await;
    assert_eq!((&after["draft"]["text"]["hash"], &after["version"]["hash"]), (&hash, &hash));
    let same = json!({ "texts": [], "fromDraft": 1, "basedOn": hash });
    let again = names(&shores.french, version(&shores, &opened, &same)).await;
    assert_eq!(again["refusals"][0]["rule"]["id"], "C-SAME-TEXT", "{again}");
}

#[tokio::test]
async fn an_agreed_text_is_not_drafted_until_a_new_version_opens_it_again() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let opened = shores.opened().await;
    let named = names(&shores.french, version(&shores, &opened, &json!({}))).await;
    let hash = &named["convention"]["version"]["hash"];
    let consent = json!({ "convention": opened["id"], "hash": hash });
    for person in [&shores.french, &shores.peruvian] {
        let kind = "ConsentToConventionInput";
        person.does("consentToConvention", kind, "convention { stage }", consent.clone()).await;
    }
    let id = &opened["id"];
    assert_eq!(is_refused(&shores.french, id, TITRE).await, "CV-DRAFT-CLOSED");
    let from = json!({ "texts": [], "fromDraft": 0, "basedOn": hash });
    let refused = names(&shores.french, version(&shores, &opened, &from)).await;
    assert_eq!(refused["refusals"][0]["rule"]["id"], "CV-DRAFT-CLOSED");
    let mut again = shores.version(&opened, "Article 2.");
    again["basedOn"] = hash.clone();
    assert_eq!(names(&shores.peruvian, again).await["refusals"], json!([]));
    assert_eq!(push(&shores.french, id, TITRE).await["seq"], 1, "drafting goes on");
}

#[test]
fn a_subscription_to_a_draft_is_told_from_others() {
    let with = |id: &str, after: Value| {
        let variables = async_graphql::Variables::from_json(json!({ "id": id, "after": after }));
        draft_request(&async_graphql::Request::new(FOLLOW).variables(variables))
    };
    let id = format!("convention:{}", uuid::Uuid::from_u128(7));
    let third = with(&id, json!(3)).expect("in order").expect("to a draft");
    assert_eq!(third.after, Some(3));
    assert_eq!(with(&id, json!(-1)).expect("in order").expect("to a draft").after, None);
    assert!(with("convention:x", Value::Null).is_err());
    let other = async_graphql::Request::new("subscription { changes { verb } }");
    assert_eq!(draft_request(&other).expect("in order"), None);
}
