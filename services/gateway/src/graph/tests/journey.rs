//! A twinning from the proposal to the ceremony, by mutations only, and what people learn on the way.

use domain::Lang;
use domain::organisation::Kind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Node, Person, organisation};

const JUMELAGE: &str = "jumelage { id stage charter { hash number } sides { number agreed isMine label } \
     waiting { kind mine text } possibilities { act refusal { rule { id } } } }";

/// Two towns and an officer of each.
pub(super) async fn shores(node: &Node) -> (Person<'_>, Person<'_>, Value) {
    let here = node.town("Saint-Étienne", "FR", Kind::Commune).await;
    let there = node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await;
    let french = node.officer("fr@example.org", here, Lang::Fr).await;
    let malian = node.officer("ml@example.org", there, Lang::En).await;
    let parties = json!([
        { "organisation": organisation(here), "side": 0 },
        { "organisation": organisation(there), "side": 1 },
    ]);
    (french, malian, parties)
}

pub(super) fn proposal(parties: &Value) -> Value {
    json!({
        "parties": parties, "kind": "COOPERATION", "motives": "Deux fleuves, deux ports.",
        "themes": ["1.2"], "firstContact": "1963",
        "charter": [
            { "lang": "fr", "text": "Nos villes se lient." },
            { "lang": "en", "text": "Our towns bind themselves." },
        ],
    })
}

pub(super) async fn propose(person: &Person<'_>, parties: &Value) -> Value {
    person
        .does(
            "proposeJumelage",
            "ProposeJumelageInput",
            JUMELAGE,
            proposal(parties),
        )
        .await["jumelage"]
        .take()
}

async fn decide(person: &Person<'_>, id: &Value) {
    let input = json!({
        "cooperation": id, "outcome": "ADOPTED", "on": "2026-05-03", "reference": "12",
        "motives": "lasting", "modalities": "exchanges", "financialMeans": "none",
    });
    person.does("recordJumelageDecision", "RecordDecisionInput", "jumelage { id }", input).await;
}

#[tokio::test]
async fn two_towns_go_from_the_proposal_to_the_ceremony_by_mutations_only() {
    let node = Node::new().await;
    let (french, malian, parties) = shores(&node).await;
    let proposed = propose(&french, &parties).await;
    assert_eq!(proposed["stage"], "PROPOSED");
    let (id, hash) = (&proposed["id"], &proposed["charter"]["hash"]);

    let consent = json!({ "jumelage": id, "hash": hash });
    for person in [&french, &malian] {
        person.act("consentToCharter", "ConsentToCharterInput", JUMELAGE, consent.clone()).await;
    }
    let ceremony = json!({ "jumelage": id, "on": "2026-06-01", "place": "Mopti" });
    let early = french.is_refused("holdCeremony", "HoldCeremonyInput", ceremony.clone()).await;
    assert!(!early.is_empty());
    decide(&malian, id).await;
    decide(&french, id).await;
    let today = json!(node.world.clock.now().to_string()[..10]);
    let mut ceremony = ceremony;
    ceremony["on"] = today;
    let held = malian.does("holdCeremony", "HoldCeremonyInput", JUMELAGE, ceremony).await;
    assert_eq!(held["jumelage"]["stage"], "ACTIVE", "{held}");

    let document = "query($id: ID!) { node(id: $id) { ... on Jumelage { title decisions { outcome \
         organisation { name } } ceremony { place } motives firstContact visibility \
         timeline(first: 50) { hasMore changes { verb summary(lang: EN) detail { label value } } } } } }";
    let seen = node.stranger().ask(document, json!({ "id": id })).await["node"].take();
    assert_eq!(seen["title"], "Saint-Étienne – Mopti");
    assert_eq!(seen["visibility"], "PUBLIC");
    assert_eq!(seen["decisions"].as_array().map(Vec::len), Some(2));
    assert_eq!(seen["ceremony"]["place"], "Mopti");
    let said: Vec<&str> = seen["timeline"]["changes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|change| change["summary"].as_str())
        .collect();
    assert!(said.contains(&"Saint-Étienne proposed a twinning to Mopti"), "{said:?}");
    assert!(
        said.contains(&"The council of Mopti adopted the twinning “Saint-Étienne – Mopti” (decision 12), 3 May 2026"),
        "{said:?}"
    );
}

#[tokio::test]
async fn the_other_side_is_told_what_waits_for_it_in_its_language() {
    let node = Node::new().await;
    let (french, malian, parties) = shores(&node).await;
    propose(&french, &parties).await;
    let viewer = malian
        .ask(
            "{ viewer { email seats { label } waiting { kind mine text cooperation { title } } } }",
            json!({}),
        )
        .await;
    let waiting = &viewer["viewer"]["waiting"][0];
    assert_eq!(waiting["kind"], "CONSENT", "{viewer}");
    assert_eq!(waiting["mine"], true);
    assert_eq!(waiting["text"], "Mopti reads the charter and consents, or changes it");
    assert_eq!(viewer["viewer"]["seats"][0]["label"], "Mopti (cooperation officer)");
}

#[tokio::test]
async fn a_repeated_command_returns_the_first_outcome() {
    let node = Node::new().await;
    let (french, _, parties) = shores(&node).await;
    let mut input = proposal(&parties);
    input["commandId"] = json!(Uuid::now_v7());
    let first =
        french.does("proposeJumelage", "ProposeJumelageInput", JUMELAGE, input.clone()).await;
    let again = french.does("proposeJumelage", "ProposeJumelageInput", JUMELAGE, input).await;
    assert_eq!(first["repeated"], false);
    assert_eq!(again["repeated"], true);
    assert_eq!(first["jumelage"]["id"], again["jumelage"]["id"]);
    assert_eq!(first["cursor"], again["cursor"]);
}

#[tokio::test]
async fn an_act_without_a_session_is_refused_as_data() {
    let node = Node::new().await;
    let (_, _, parties) = shores(&node).await;
    let rule = node
        .stranger()
        .is_refused("proposeJumelage", "ProposeJumelageInput", proposal(&parties))
        .await;
    assert_eq!(rule, "H-SIGN-IN");
}

#[tokio::test]
async fn what_is_out_of_sight_does_not_exist_for_strangers() {
    let node = Node::new().await;
    let (french, _, parties) = shores(&node).await;
    let id = propose(&french, &parties).await["id"].take();
    let other = node.town("Lyon", "FR", Kind::Commune).await;
    let lyon = node.officer("lyon@example.org", other, Lang::Fr).await;
    let seen = lyon.ask("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
    assert_eq!(seen["node"], Value::Null);
    let input = json!({ "jumelage": id, "reason": "no" });
    assert_eq!(lyon.is_refused("declineJumelage", "JumelageReasonInput", input).await, "H-UNKNOWN");
}

#[tokio::test]
async fn a_twinning_is_shown_as_it_stood_and_nothing_can_be_done_in_the_past() {
    let node = Node::new().await;
    let (french, malian, parties) = shores(&node).await;
    let id = propose(&french, &parties).await["id"].take();
    let moment = node.world.clock.now();
    while node.world.clock.now().as_millisecond() <= moment.as_millisecond() {
        tokio::task::yield_now().await;
    }
    let decline = json!({ "jumelage": id, "reason": "another year" });
    malian.does("declineJumelage", "JumelageReasonInput", "jumelage { stage }", decline).await;
    let document = "query($id: ID!, $at: DateTime) { node(id: $id, asOf: $at) { ... on Jumelage { stage title \
         parties { organisation { name } } possibilities { act } timeline { changes { verb } } } } }";
    let now = french.ask(document, json!({ "id": id })).await["node"].take();
    let then =
        french.ask(document, json!({ "id": id, "at": moment.to_string() })).await["node"].take();
    assert_eq!(
        (now["stage"].as_str(), then["stage"].as_str()),
        (Some("DECLINED"), Some("PROPOSED"))
    );
    assert_eq!(then["title"], "Saint-Étienne – Mopti");
    assert_eq!(then["possibilities"], json!([]));
    assert_eq!(then["timeline"]["changes"].as_array().map(Vec::len), Some(1), "{then}");
    let before = french.ask(document, json!({ "id": id, "at": "2000-01-01T00:00:00Z" })).await;
    assert_eq!(before["node"], Value::Null);
}
