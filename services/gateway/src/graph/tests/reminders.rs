//! Reminders through the house, with a clock of one's own: each date once, also after a restart of the duty, for those who may see it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use commands::Clock;
use domain::Lang;
use domain::organisation::Kind;
use jiff::Timestamp;
use serde_json::json;

use super::evaluation::{does, running};
use super::project::shores;
use super::{Node, Person, organisation};
use crate::housekeeping::remind;

const DAY: i64 = 86_400;

/// The reminders that a person finds in the feed of what is theirs, oldest first.
async fn told(person: &Person<'_>) -> Vec<String> {
    let document =
        "{ feed(scope: { countries: [\"ML\"] }, first: 100) { changes { verb summary } } }";
    let feed = person.ask(document, json!({})).await["feed"]["changes"].take();
    let all = feed.as_array().expect("a list").iter();
    let reminders = all
        .filter(|change| change["verb"].as_str().is_some_and(|verb| verb.ends_with("_REMINDED")));
    reminders.map(|change| change["summary"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn the_house_recalls_a_late_task_once_to_those_who_may_see_it_and_is_quiet_when_it_is_done() {
    let now = Arc::new(AtomicI64::new(1_767_571_200)); // 5 January 2026, 0 h UTC
    let shown = Arc::clone(&now);
    let clock = move || Timestamp::from_second(shown.load(Ordering::Relaxed)).expect("a moment");
    let node = Node::at(Clock::of(clock)).await;
    let shores = shores(&node).await;
    let dole = node.town("Dole", "FR", Kind::Commune).await;
    let stranger = node.officer("dole@example.org", dole, Lang::Fr).await;
    let project = running(&shores).await;
    let plan = |due: &str, title: &str| {
        json!({
            "project": project, "party": organisation(shores.there), "due": due,
            "title": [{ "lang": "fr", "text": title }],
        })
    };
    does(&shores.french, "planTask", plan("2026-01-10", "Relever le réseau")).await;
    let looks = async |day: i64| -> usize {
        now.store(1_767_571_200 + (day - 5) * DAY, Ordering::Relaxed);
        let told = remind(&node.world).await.expect("the house works");
        // Another look, as of another node or after a restart: nothing more.
        assert_eq!(remind(&node.world).await.expect("the house works"), 0);
        let head = *node.world.log.head().borrow();
        node.world.model.reached(head).await;
        told
    };
    assert_eq!(looks(10).await, 0, "the day on which it is due is not late");
    assert_eq!(looks(11).await, 1);
    assert_eq!(looks(12).await, 0);
    let french = told(&shores.french).await;
    assert_eq!(french.len(), 1, "{french:?}");
    assert!(french[0].contains("Relever le réseau") && french[0].contains("Mopti"), "{french:?}");
    assert_eq!(told(&shores.malian).await.len(), 1);
    assert_eq!(told(&stranger).await, [] as [String; 0], "what is recalled is for partners");

    // Done in time: nothing to recall.
    let made = does(&shores.french, "planTask", plan("2026-01-20", "Poser une borne")).await;
    let tasks = made["tasks"].as_array().expect("a list");
    let task = tasks.iter().find(|task| task["title"] == "Poser une borne").expect("it is there");
    let finish = json!({ "project": project, "task": task["id"] });
    does(&shores.malian, "finishTask", finish).await;
    assert_eq!(looks(21).await, 0);

    // A revision that waits for a month is recalled once, to the side whose turn it is.
    let hash = made["description"]["hash"].clone();
    let revise = json!({
        "project": project, "basedOn": hash, "reason": "Plus de bornes",
        "description": super::project::description("Vingt bornes"),
    });
    let revised = does(&shores.french, "reviseProject", revise).await;
    let consent = json!({ "project": project, "hash": revised["description"]["hash"] });
    does(&shores.french, "consentToProject", consent).await;
    assert_eq!(looks(50).await, 0);
    assert_eq!(looks(51).await, 1);
    assert_eq!(looks(80).await, 0);
    assert_eq!(told(&shores.malian).await.len(), 2);
}
