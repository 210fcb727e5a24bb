//! Screening again through the house: a change of the register or of the date reaches both sides and the feed, once.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use commands::Clock;
use domain::context::SeatOf;
use domain::organisation::Kind;
use domain::{Lang, Role};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::project::shores;
use super::{Node, Person};
use crate::housekeeping::screen;

const DAY: i64 = 86_400;
/// 1 March 2026, 0 h UTC.
const FIRST: i64 = 1_772_323_200;

const SCREENING: &str = "query ($id: ID!) { node(id: $id) { ... on Cooperation {
    screening { on blocked findings { source since organisation { name } said { rule { id } wayOut } } before { source } }
    waiting { kind text mine } } } }";

async fn screening(person: &Person<'_>, cooperation: &Value) -> Value {
    person.ask(SCREENING, json!({ "id": cooperation })).await["node"].take()
}

/// The sentences of screenings that a person finds in the feed of a country.
async fn told(person: &Person<'_>, country: &str) -> Vec<String> {
    let document = "query ($scope: ScopeInput!) { feed(scope: $scope, first: 100) { changes { verb summary } } }";
    let scope = json!({ "scope": { "countries": [country] } });
    let feed = person.ask(document, scope).await["feed"]["changes"].take();
    let all = feed.as_array().expect("a list").iter();
    let screened =
        all.filter(|c| c["verb"].as_str().is_some_and(|v| v.ends_with("_SCREENED_AGAIN")));
    screened.map(|change| change["summary"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Looks, and looks again as another node or after a restart would; what the first look recorded.
async fn looks(node: &Node) -> usize {
    let head = *node.world.log.head().borrow();
    node.world.model.reached(head).await;
    let found = screen(&node.world).await.expect("the house works");
    // A look with rows that are behind the log, then one with rows that are not.
    assert_eq!(screen(&node.world).await.expect("the house works"), 0);
    let head = *node.world.log.head().borrow();
    node.world.model.reached(head).await;
    assert_eq!(screen(&node.world).await.expect("the house works"), 0);
    found
}

fn fact(until: Option<&str>) -> Value {
    json!({
        "territory": "ML", "status": "SANCTIONED", "seenFrom": "FR", "source": "Regulation 7",
        "from": "2026-03-10", "until": until,
    })
}

#[tokio::test]
async fn sanctions_that_begin_and_end_reach_both_sides_and_the_feed_on_their_day_and_once() {
    let now = Arc::new(AtomicI64::new(FIRST));
    let shown = Arc::clone(&now);
    let clock = move || Timestamp::from_second(shown.load(Ordering::Relaxed)).expect("a moment");
    let node = Node::at(Clock::of(clock)).await;
    let shores = shores(&node).await;
    let keeper = node
        .person("keeper@example.org", Some(SeatOf::Platform), Role::PlatformAdministrator, Lang::En)
        .await;
    // A cooperation with nobody of that country hears nothing.
    let (dole, cuzco) = (
        node.town("Dole", "FR", Kind::Commune).await,
        node.town("Cuzco", "PE", Kind::ForeignLocalAuthority).await,
    );
    let andean = node.officer("cuzco@example.org", cuzco, Lang::Es).await;
    let other = json!({
        "parties": [
            { "organisation": super::organisation(dole), "side": 0 },
            { "organisation": super::organisation(cuzco), "side": 1 },
        ],
        "kind": "FRIENDSHIP", "themes": [], "since": "1990", "source": "archives",
    });
    let (name, kind) = ("recordExistingJumelage", "RecordExistingJumelageInput");
    andean.does(name, kind, "jumelage { id }", other).await;
    assert_eq!(looks(&node).await, 0, "nothing changed since they were put on record");

    let mut record = fact(Some("2026-03-20"));
    record["name"] = json!([{ "lang": "fr", "text": "Mali" }]);
    let (name, kind) = ("recordTerritoryFact", "RecordTerritoryFactInput");
    keeper.does(name, kind, "cursor", record).await;
    assert_eq!(looks(&node).await, 0, "they do not hold yet");

    let on = |day: i64| now.store(FIRST + (day - 1) * DAY, Ordering::Relaxed);
    on(9);
    assert_eq!(looks(&node).await, 0);
    on(10);
    assert_eq!(looks(&node).await, 1);
    let seen = screening(&shores.french, &shores.cooperation).await;
    assert_eq!(seen["screening"]["on"], "2026-03-10");
    assert_eq!(seen["screening"]["blocked"], true);
    let finding = &seen["screening"]["findings"][0];
    assert_eq!(finding["said"]["rule"]["id"], "R-11");
    assert_eq!(
        (&finding["source"], &finding["since"]),
        (&json!("Regulation 7"), &json!("2026-03-10"))
    );
    assert_eq!(finding["organisation"]["name"], "Mopti");
    for person in [&shores.french, &shores.malian] {
        let seen = screening(person, &shores.cooperation).await;
        let waiting = seen["waiting"].as_array().expect("a list").iter();
        assert_eq!(waiting.filter(|w| w["kind"] == "OBSTACLE" && w["mine"] == true).count(), 1);
        let told = told(person, "ML").await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("R-11 (Regulation 7, 2026-03-10)"), "{told:?}");
    }
    assert!(told(&andean, "PE").await.is_empty());

    on(20);
    assert_eq!(looks(&node).await, 0, "the last day is included");
    on(21);
    assert_eq!(looks(&node).await, 1);
    let seen = screening(&shores.malian, &shores.cooperation).await;
    assert_eq!(seen["screening"]["findings"], json!([]));
    assert_eq!(seen["screening"]["before"][0]["source"], "Regulation 7");
    let waiting = seen["waiting"].as_array().expect("a list").iter();
    assert_eq!(waiting.filter(|w| w["kind"] == "OBSTACLE").count(), 0);
    assert_eq!(told(&shores.french, "ML").await.len(), 2);
}

#[tokio::test]
async fn a_fact_that_is_withdrawn_and_recorded_anew_on_the_same_day_is_told_each_time() {
    let clock = || Timestamp::from_second(FIRST + 20 * DAY).expect("a moment");
    let node = Node::at(Clock::of(clock)).await;
    let shores = shores(&node).await;
    let keeper = node
        .person("keeper@example.org", Some(SeatOf::Platform), Role::PlatformAdministrator, Lang::En)
        .await;
    for round in 1..=2 {
        let mut record = fact(None);
        record["name"] = json!([{ "lang": "fr", "text": "Mali" }]);
        keeper.does("recordTerritoryFact", "RecordTerritoryFactInput", "cursor", record).await;
        assert_eq!(looks(&node).await, 1, "round {round}");
        let mut withdraw = fact(None);
        withdraw["reason"] = json!("Recorded by mistake");
        keeper
            .does("withdrawTerritoryFact", "WithdrawTerritoryFactInput", "cursor", withdraw)
            .await;
        assert_eq!(looks(&node).await, 1, "round {round}");
    }
    assert_eq!(told(&shores.malian, "ML").await.len(), 4);
}
