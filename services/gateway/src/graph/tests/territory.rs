//! The country register through the API: everybody reads what it said and when; who keeps it sees what a change would touch.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use commands::Clock;
use domain::context::SeatOf;
use domain::organisation::Kind;
use domain::{Lang, Role};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::project::shores;
use super::{Node, Person, organisation};
use crate::housekeeping::screen;

const DAY: i64 = 86_400;
/// 1 March 2026, 0 h UTC.
const FIRST: i64 = 1_772_323_200;

const PREVIEW: &str = "query($input: TerritoryFactPreviewInput!) { territoryFactPreview(input: $input) {
    on total blocked freed refusals { path rule { id } }
    touched { cooperation { id } before { said { rule { id } } } after { source said { rule { id } } } } } }";
const REGISTER: &str = "query($country: String, $asOf: DateTime) { territories(country: $country, asOf: $asOf) {
    code name country { code } facts { status holds from until source withdrawnBecause withdrawnAt recordedAt rule { id } } } }";

fn days() -> (Arc<AtomicI64>, Clock) {
    let now = Arc::new(AtomicI64::new(FIRST));
    let shown = Arc::clone(&now);
    let read = move || Timestamp::from_second(shown.load(Ordering::Relaxed)).expect("a moment");
    (now, Clock::of(read))
}

async fn keeper(node: &Node) -> Person<'_> {
    let platform = Some(SeatOf::Platform);
    node.person("keeper@example.org", platform, Role::PlatformAdministrator, Lang::En).await
}

fn fact(territory: &str) -> Value {
    json!({
        "territory": territory, "status": "SANCTIONED", "seenFrom": "FR", "source": "Regulation 7",
        "from": "2026-03-10", "until": "2026-03-20",
    })
}

fn with(mut input: Value, key: &str, value: Value) -> Value {
    input[key] = value;
    input
}

fn named(input: Value) -> Value {
    with(input, "name", json!([{ "lang": "fr", "text": "Là-bas" }]))
}

async fn preview(person: &Person<'_>, input: Value) -> Value {
    person.ask(PREVIEW, json!({ "input": input })).await["territoryFactPreview"].take()
}

async fn records(person: &Person<'_>, input: Value) {
    person.does("recordTerritoryFact", "RecordTerritoryFactInput", "cursor", input).await;
}

async fn register(person: &Person<'_>, country: &str, as_of: Option<&str>) -> Vec<Value> {
    let asked = json!({ "country": country, "asOf": as_of });
    let found = person.ask(REGISTER, asked).await["territories"].take();
    found.as_array().expect("a list").clone()
}

#[tokio::test]
async fn everybody_reads_what_the_register_says_said_and_why_it_was_withdrawn() {
    let (now, clock) = days();
    let node = Node::at(clock).await;
    let (keeper, stranger) = (keeper(&node).await, node.stranger());
    assert!(register(&stranger, "ML", None).await.is_empty());
    records(&keeper, named(fact("ML"))).await;
    records(&keeper, named(fact("ml-7"))).await;
    records(&keeper, named(fact("MD-SN"))).await;

    let found = register(&stranger, "ml", None).await;
    assert_eq!(found.len(), 2, "the country and its part, not others: {found:?}");
    assert_eq!((&found[0]["code"], &found[0]["name"]), (&json!("ML"), &json!("Mali")));
    assert_eq!((&found[1]["code"], &found[1]["name"]), (&json!("ML-7"), &json!("Là-bas")));
    assert_eq!(found[1]["country"]["code"], "ML");
    let holds = async |as_of| register(&stranger, "ML", as_of).await[0]["facts"][0]["holds"].take();
    assert_eq!(found[0]["facts"][0]["rule"]["id"], "R-11");
    assert_eq!(holds(None).await, false, "its first day is to come");
    for (day, held) in [(9, false), (10, true), (20, true), (21, false)] {
        now.store(FIRST + (day - 1) * DAY, Ordering::Relaxed);
        assert_eq!(holds(None).await, held, "on {day} March");
    }

    let withdrawal = with(fact("ML"), "reason", json!("Recorded by mistake"));
    let (name, kind) = ("withdrawTerritoryFact", "WithdrawTerritoryFactInput");
    keeper.does(name, kind, "cursor", withdrawal).await;
    let found = register(&stranger, "ML", None).await;
    let gone = &found[0]["facts"][0];
    assert_eq!(gone["withdrawnBecause"], "Recorded by mistake");
    assert_eq!((&gone["holds"], &gone["withdrawnAt"].is_string()), (&json!(false), &true));
    // As the register stood before: it was there, held, and nobody had withdrawn it.
    assert_eq!(holds(Some("2026-03-12T00:00:00Z")).await, true);
    assert!(register(&stranger, "ML", Some("2026-02-01T00:00:00Z")).await.is_empty());
}

#[tokio::test]
async fn a_preview_names_what_the_screening_then_finds_and_changes_nothing() {
    let (now, clock) = days();
    let node = Node::at(clock).await;
    let shores = shores(&node).await;
    let keeper = keeper(&node).await;
    let seen = preview(&keeper, named(fact("ML"))).await;
    assert_eq!(seen["refusals"], json!([]), "{seen}");
    assert_eq!(seen["on"], "2026-03-10", "the first day of what is to come");
    assert_eq!(
        (&seen["total"], &seen["blocked"], &seen["freed"]),
        (&json!(1), &json!(1), &json!(0))
    );
    assert_eq!(seen["touched"][0]["cooperation"]["id"], shores.cooperation);
    assert_eq!(seen["touched"][0]["before"], json!([]));
    assert_eq!(seen["touched"][0]["after"][0]["said"]["rule"]["id"], "R-11");
    assert!(register(&keeper, "ML", None).await.is_empty(), "nothing was recorded");
    // Of another country, of a part where nobody lies, and for the authorities of others: nothing.
    for other in [fact("NE"), fact("ML-7"), with(fact("ML"), "seenFrom", json!("BE"))] {
        assert_eq!(preview(&keeper, named(other)).await["total"], 0);
    }

    records(&keeper, named(fact("ML"))).await;
    now.store(FIRST + 9 * DAY, Ordering::Relaxed);
    let head = *node.world.log.head().borrow();
    node.world.model.reached(head).await;
    assert_eq!(screen(&node.world).await.expect("the house works"), 1);
    let seen = preview(&keeper, with(fact("ML"), "reason", json!("A mistake"))).await;
    assert_eq!(
        (&seen["total"], &seen["blocked"], &seen["freed"]),
        (&json!(1), &json!(0), &json!(1))
    );
    assert_eq!(seen["touched"][0]["after"], json!([]));
    // Over already: what no longer holds touches nothing when it goes.
    now.store(FIRST + 30 * DAY, Ordering::Relaxed);
    let seen = preview(&keeper, with(fact("ML"), "reason", json!("A mistake"))).await;
    assert_eq!(seen["total"], 0);
}

#[tokio::test]
async fn what_is_wrong_is_said_before_anything_is_counted() {
    let (_, clock) = days();
    let node = Node::at(clock).await;
    let shores = shores(&node).await;
    let keeper = keeper(&node).await;
    records(&keeper, named(fact("ML"))).await;
    let good = || named(fact("NE"));
    for (input, rule, path) in [
        (named(fact("ZZ")), "H-COUNTRY", json!("territory")),
        (named(fact("FRA")), "H-COUNTRY", json!("territory")),
        (named(fact("N E")), "H-COUNTRY", json!("territory")),
        (fact("NE"), "C-EMPTY-TEXT", json!("name")),
        (with(good(), "source", json!(" ")), "H-SOURCE", json!("fact.source")),
        (with(good(), "until", json!("2026-03-09")), "H-DATES", json!("fact.until")),
        (with(good(), "seenFrom", json!("EUR")), "H-COUNTRY", json!("fact.seenFrom")),
        (named(fact("ML")), "H-FACT-KNOWN", Value::Null),
        (with(fact("NE"), "reason", json!("why")), "H-FACT-UNKNOWN", Value::Null),
        (with(fact("ML"), "reason", json!(" ")), "C-REASON", json!("reason")),
    ] {
        let seen = preview(&keeper, input.clone()).await;
        assert_eq!(seen["refusals"][0]["rule"]["id"], rule, "{input}");
        assert_eq!(seen["refusals"][0]["path"], path, "{input}");
        assert_eq!(seen["total"], 0);
    }
    for (person, rule) in [(&shores.french, "H-ROLE"), (&node.stranger(), "H-SIGN-IN")] {
        let seen = preview(person, good()).await;
        assert_eq!(seen["refusals"][0]["rule"]["id"], rule);
        assert_eq!(seen["touched"], json!([]), "who does not keep the register learns nothing");
    }
}

#[tokio::test]
async fn a_convention_that_binds_who_left_is_screened_by_its_own_parties_and_told_by_its_cooperation()
 {
    let (_, clock) = days();
    let node = Node::at(clock).await;
    let keeper = keeper(&node).await;
    let towns = [
        node.town("Saint-Étienne", "FR", Kind::Commune).await,
        node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await,
        node.town("Dosso", "NE", Kind::ForeignLocalAuthority).await,
    ];
    let french = node.officer("fr@example.org", towns[0], Lang::Fr).await;
    let third = node.officer("ne@example.org", towns[2], Lang::Fr).await;
    let party = |side: usize| json!({ "organisation": organisation(towns[side]), "side": side });
    let proposal = json!({
        "parties": [party(0), party(1), party(2)], "nature": "CONVENTION",
        "terms": {
            "title": [{ "lang": "fr", "text": "De l’eau" }],
            "purpose": [{ "lang": "fr", "text": "Gérer un bassin ensemble" }],
            "themes": ["1.2"], "sdgs": [], "territories": [], "benefits": [],
        },
        "reasonForChoice": "Un même fleuve",
    });
    let (name, kind) = ("proposePartnership", "ProposePartnershipInput");
    let mut done = french.does(name, kind, "partnership { id }", proposal).await;
    let cooperation = done["partnership"]["id"].take();
    let older = json!({
        "cooperation": cooperation, "kind": "FRAMEWORK", "source": "archives", "signed": "1999",
        "title": [{ "lang": "fr", "text": "Convention" }],
    });
    let (name, kind) = ("recordExistingConvention", "RecordExistingConventionInput");
    let mut done = french.does(name, kind, "convention { id }", older).await;
    let convention = done["convention"]["id"].take();
    let declined = json!({ "partnership": cooperation, "reason": "Plus tard" });
    third.does("declinePartnership", "PartnershipReasonInput", "commandId", declined).await;

    let sanctions = with(named(fact("NE")), "from", json!("2026-02-01"));
    assert_eq!(preview(&keeper, sanctions.clone()).await["total"], 1);
    records(&keeper, sanctions).await;
    let head = *node.world.log.head().borrow();
    node.world.model.reached(head).await;
    assert_eq!(screen(&node.world).await.expect("the house works"), 1);
    let head = *node.world.log.head().borrow();
    node.world.model.reached(head).await;
    assert_eq!(screen(&node.world).await.expect("the house works"), 0, "once");
    let document = "query($id: ID!) { node(id: $id) {
        ... on Cooperation { screening { blocked findings { organisation { name } said { rule { id } } } } }
        ... on Convention { screening { blocked findings { organisation { name } said { rule { id } } } } } } }";
    for id in [&cooperation, &convention] {
        let seen = french.ask(document, json!({ "id": id })).await["node"]["screening"].take();
        assert_eq!(seen["blocked"], true, "{seen}");
        assert_eq!(seen["findings"][0]["organisation"]["name"], "Dosso");
        assert_eq!(seen["findings"][0]["said"]["rule"]["id"], "R-11");
    }

    // Once it binds nobody any more, its cooperation is clear again.
    let ends = json!({ "convention": convention, "on": "2026-03-01", "reason": "Plus d’accord" });
    french.does("terminateConvention", "TerminateConventionInput", "commandId", ends).await;
    let head = *node.world.log.head().borrow();
    node.world.model.reached(head).await;
    assert_eq!(screen(&node.world).await.expect("the house works"), 1);
    let head = *node.world.log.head().borrow();
    node.world.model.reached(head).await;
    let seen = french.ask(document, json!({ "id": cooperation })).await["node"]["screening"].take();
    assert_eq!((&seen["blocked"], &seen["findings"]), (&json!(false), &json!([])));
    let seen = french.ask(document, json!({ "id": convention })).await["node"]["screening"].take();
    assert_eq!(seen, Value::Null);
}
