//! Phases by mutations only: both sides plan by them, the report and the history tell them, what is refused is told in words.

use serde_json::{Value, json};

use super::evaluation::running;
use super::project::{Shores, shores};
use super::{Node, Person, organisation};

const PROJECT: &str = "project { id phases { id name starts ends outsideTerm } \
     tasks { id title phase outsidePhase } milestones { id phase outsidePhase } \
     possibilities { act } }";

async fn does(person: &Person<'_>, mutation: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    person.does(mutation, &kind, PROJECT, input).await["project"].take()
}

/// A day of this year or the next, so many days from now.
fn day(from_now: i64) -> String {
    jiff::Zoned::now().date().saturating_add(jiff::ToSpan::days(from_now)).to_string()
}

fn name(fr: &str, en: &str) -> Value {
    json!([{ "lang": "fr", "text": fr }, { "lang": "en", "text": en }])
}

/// The newest change in the history of a project, in a language.
async fn last(person: &Person<'_>, project: &Value, lang: &str) -> String {
    let document = "query($id: ID!, $lang: Lang) { node(id: $id) { ... on Project { \
         history(first: 100) { changes { summary(lang: $lang) } } } } }";
    let mut found = person.ask(document, json!({ "id": project, "lang": lang })).await;
    let changes = found["node"]["history"]["changes"].take();
    let last = changes.as_array().and_then(|all| all.last()).expect("a change");
    last["summary"].as_str().expect("a sentence").to_owned()
}

#[tokio::test]
async fn both_sides_divide_a_project_into_phases_and_plan_by_them() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let Shores { french, malian, there, .. } = &shores;
    let project = running(&shores).await;
    let add = json!({
        "project": project, "name": name("Relevés", "Surveys"), "starts": day(0), "ends": day(30),
    });
    let added = does(french, "addPhase", add.clone()).await;
    let phase = added["phases"][0]["id"].clone();
    assert_eq!(added["phases"][0]["name"], "Relevés");
    let acts: Vec<_> = added["possibilities"].as_array().expect("a list").iter().collect();
    assert!(acts.iter().any(|one| one["act"] == "ADD_PHASE"));
    assert_eq!(malian.is_refused("addPhase", "AddPhaseInput", add).await, "PH-OVERLAP");
    for (lang, sentence) in [("FR", "une phase"), ("EN", "a phase: Surveys"), ("ES", "una fase")] {
        let told = last(malian, &project, lang).await;
        assert!(told.contains(sentence), "{told}");
    }

    let plan = json!({
        "project": project, "title": [{ "lang": "fr", "text": "Relever le réseau" }],
        "party": organisation(*there), "due": day(40), "phase": phase,
    });
    let planned = does(malian, "planTask", plan).await;
    assert_eq!(planned["tasks"][0]["phase"], phase);
    assert_eq!(planned["tasks"][0]["outsidePhase"], true, "remarked, not refused");
    let remove = json!({ "project": project, "phase": phase, "reason": "Trop" });
    assert_eq!(
        french.is_refused("removePhase", "RemovePhaseInput", remove.clone()).await,
        "PH-IN-USE"
    );
    let moved = json!({
        "project": project, "phase": phase, "starts": day(0), "ends": day(40), "reason": "Il faut",
    });
    let moved = does(french, "movePhase", moved).await;
    assert_eq!(moved["tasks"][0]["outsidePhase"], false);
    let renamed = json!({
        "project": project, "phase": phase, "name": name("Cartes", "Maps"), "reason": "Plus clair",
    });
    does(french, "renamePhase", renamed).await;
    assert!(last(malian, &project, "EN").await.contains("Maps (Plus clair)"));

    let report = "query($id: ID!, $from: Date!, $to: Date!) { node(id: $id) { ... on Project { \
         report(kind: INTERIM, from: $from, to: $to, lang: EN) { sections { heading blocks { \
         ... on ReportTable { rows { cells } } } } } } } }";
    let told =
        french.ask(report, json!({ "id": project, "from": "2026-01-05", "to": day(0) })).await;
    let sections = told["node"]["report"]["sections"].as_array().expect("a list");
    let phases = sections.iter().find(|one| one["heading"] == "Phases").expect("a section");
    let told = phases.to_string();
    assert!(told.contains("Maps") && told.contains("Relever le réseau"), "{told}");

    let nowhere = json!({
        "project": project, "task": planned["tasks"][0]["id"], "phase": null, "reason": "Ailleurs",
    });
    let placed = does(malian, "placeTaskInPhase", nowhere).await;
    assert_eq!(placed["tasks"][0]["phase"], json!(null));
    assert!(last(french, &project, "EN").await.contains("Relever le réseau – no phase (Ailleurs)"));
    let milestone = json!({
        "project": project, "title": [{ "lang": "fr", "text": "Carte" }], "due": day(9), "phase": phase,
    });
    let set = does(malian, "setMilestone", milestone).await;
    assert_eq!(set["milestones"][0]["phase"], phase);
    let out =
        json!({ "project": project, "milestone": set["milestones"][0]["id"], "reason": "Non" });
    does(french, "placeMilestoneInPhase", out).await;
    let gone = does(french, "removePhase", remove).await;
    assert_eq!(gone["phases"], json!([]));
    assert!(last(malian, &project, "FR").await.contains("Cartes (Trop)"));
}

#[tokio::test]
async fn who_is_no_partner_reads_the_phases_of_a_project_at_work_and_changes_none() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let project = running(&shores).await;
    let elsewhere = node.town("Dole", "FR", domain::organisation::Kind::Commune).await;
    let stranger = node.officer("dole@example.org", elsewhere, domain::Lang::Fr).await;
    let add = json!({
        "project": project, "name": name("Relevés", "Surveys"), "starts": day(0), "ends": day(30),
    });
    assert_eq!(
        stranger.is_refused("addPhase", "AddPhaseInput", add.clone()).await,
        "C-NOT-A-PARTY"
    );
    does(&shores.french, "addPhase", add).await;
    let document = "query($id: ID!) { node(id: $id) { ... on Project { phases { name } } } }";
    let read = stranger.ask(document, json!({ "id": project })).await;
    assert_eq!(read["node"]["phases"], json!([{ "name": "Relevés" }]));
}
