//! A project from its proposal to work that both sides see, by mutations only; who sees it, and what is late.

use domain::Lang;
use domain::OrganisationId;
use domain::organisation::Kind;
use serde_json::{Value, json};

use super::{Node, Person, organisation};

const PROJECT: &str = "project { id title stage startedOn canWork description { hash } agreed { hash } \
     sides { number consented isMine } waiting { kind mine text } risks { text } \
     tasks { id title isMine state late items { done } } milestones { id } \
     indicators { id measurements { id value correctedBy } } \
     possibilities { act refusal { rule { id } } } }";

pub(super) struct Shores<'n> {
    pub(super) french: Person<'n>,
    pub(super) malian: Person<'n>,
    pub(super) here: OrganisationId,
    pub(super) there: OrganisationId,
    pub(super) cooperation: Value,
}

pub(super) async fn shores(node: &Node) -> Shores<'_> {
    let here = node.town("Saint-Étienne", "FR", Kind::Commune).await;
    let there = node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await;
    let french = node.officer("fr@example.org", here, Lang::Fr).await;
    let malian = node.officer("ml@example.org", there, Lang::En).await;
    let existing = json!({
        "parties": [
            { "organisation": organisation(here), "side": 0 },
            { "organisation": organisation(there), "side": 1 },
        ],
        "kind": "FRIENDSHIP", "themes": ["1.2"], "since": "1963", "source": "archives",
    });
    let (name, kind) = ("recordExistingJumelage", "RecordExistingJumelageInput");
    let mut done = french.does(name, kind, "jumelage { id }", existing).await;
    Shores { french, malian, here, there, cooperation: done["jumelage"]["id"].take() }
}

pub(super) fn description(words: &str) -> Value {
    json!({
        "title": [{ "lang": "fr", "text": "De l’eau" }, { "lang": "en", "text": "Water" }],
        "summary": [{ "lang": "fr", "text": words }],
        "results": [[{ "lang": "fr", "text": "Dix bornes" }]],
        "benefits": [
            { "side": 0, "expects": "Apprendre", "brings": "Des agents" },
            { "side": 1, "expects": "De l’eau", "brings": "Un réseau" },
        ],
        "themes": ["1.2"], "sdgs": [6], "markers": [{ "marker": "GENDER", "level": 1 }],
    })
}

async fn does(person: &Person<'_>, mutation: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    person.does(mutation, &kind, PROJECT, input).await["project"].take()
}

impl Shores<'_> {
    async fn proposed(&self) -> Value {
        let input =
            json!({ "cooperation": self.cooperation, "description": description("Un réseau") });
        does(&self.french, "proposeProject", input).await
    }

    async fn running(&self) -> Value {
        let project = self.proposed().await;
        for person in [&self.french, &self.malian] {
            consents(person, &project).await;
        }
        let input = json!({ "project": project["id"], "on": "2026-01-05" });
        does(&self.malian, "startProject", input).await
    }
}

async fn consents(person: &Person<'_>, project: &Value) -> Value {
    let input = json!({ "project": project["id"], "hash": project["description"]["hash"] });
    does(person, "consentToProject", input).await
}

fn kinds(project: &Value) -> Vec<&str> {
    let waiting = project["waiting"].as_array().expect("a list");
    waiting.iter().filter_map(|item| item["kind"].as_str()).collect()
}

fn refused<'a>(project: &'a Value, act: &str) -> Option<&'a Value> {
    let all = project["possibilities"].as_array().expect("a list");
    all.iter().find(|found| found["act"] == act).map(|found| &found["refusal"])
}

async fn seen(person: &Person<'_>, id: &Value) -> Value {
    let parts = PROJECT.strip_prefix("project").expect("a selection of a project");
    let document = format!("query($id: ID!) {{ node(id: $id) {{ ... on Project {parts} }} }}");
    person.ask(&document, json!({ "id": id })).await["node"].take()
}

/// Kinds of what waits for a person, and of what they wait for.
async fn work(person: &Person<'_>) -> (Vec<String>, Vec<String>) {
    let document = "{ viewer { waiting { kind late } waitingOnPartners { kind late } } }";
    let viewer = person.ask(document, json!({})).await["viewer"].take();
    let kinds = |list: &Value| {
        let items = list.as_array().expect("a list").iter();
        items.map(|item| format!("{}{}", item["kind"], item["late"])).collect()
    };
    (kinds(&viewer["waiting"]), kinds(&viewer["waitingOnPartners"]))
}

#[tokio::test]
async fn everybody_sees_what_waits_for_them_and_what_they_wait_for() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let Shores { french, malian, there, .. } = &shores;
    let elsewhere = node.town("Dole", "FR", Kind::Commune).await;
    let stranger = node.officer("dole@example.org", elsewhere, Lang::Fr).await;
    let (confirm, consent) = ("\"CONFIRMATION\"false", "\"PROJECT_CONSENT\"false");
    let (start, late) = ("\"PROJECT_START\"false", "\"PROJECT_TASK_LATE\"true");

    let proposed = shores.proposed().await;
    assert_eq!(work(french).await, (vec![consent.into()], vec![confirm.into(), consent.into()]));
    assert_eq!(work(malian).await, (vec![confirm.into(), consent.into()], vec![consent.into()]));

    // What either side can do waits for both, and for no partner alone.
    consents(french, &proposed).await;
    consents(malian, &proposed).await;
    assert_eq!(work(french).await, (vec![start.into()], vec![confirm.into()]));
    assert_eq!(work(malian).await, (vec![confirm.into(), start.into()], vec![]));

    let begun = json!({ "project": proposed["id"], "on": "2026-01-05" });
    does(french, "startProject", begun).await;
    let plan = json!({
        "project": proposed["id"], "title": [{ "lang": "fr", "text": "Relever le réseau" }],
        "party": organisation(*there), "due": "2026-01-20", "checklist": [],
    });
    does(french, "planTask", plan).await;
    let (mine, theirs) = work(french).await;
    assert_eq!((mine.len(), theirs.contains(&late.to_owned())), (0, true));
    let (mine, theirs) = work(malian).await;
    assert_eq!((mine.contains(&late.to_owned()), theirs.len()), (true, 0));
    assert_eq!(work(&stranger).await, (vec![], vec![]));
}

#[tokio::test]
async fn two_towns_agree_on_a_project_and_work_on_it() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let Shores { french, malian, there, .. } = &shores;
    let proposed = shores.proposed().await;
    assert_eq!(kinds(&proposed), ["PROJECT_CONSENT", "PROJECT_CONSENT"]);
    assert_eq!(refused(&proposed, "START").expect("told")["rule"]["id"], "PJ-AGREE-FIRST");
    let half = consents(french, &proposed).await;
    assert_eq!(kinds(&half), ["PROJECT_CONSENT"]);
    let agreed = consents(malian, &proposed).await;
    assert_eq!(agreed["waiting"][0]["text"], "Project “Water”: the start of the work is recorded");
    let started =
        does(french, "startProject", json!({ "project": proposed["id"], "on": "2026-01-05" }))
            .await;
    assert_eq!((&started["stage"], kinds(&started).len()), (&json!("RUNNING"), 0));

    let plan = json!({
        "project": proposed["id"], "title": [{ "lang": "fr", "text": "Relever le réseau" }],
        "party": organisation(*there), "due": "2026-01-20", "checklist": ["Carte"], "result": 1,
    });
    let planned = does(french, "planTask", plan).await;
    assert_eq!(planned["tasks"][0]["isMine"], false);
    let task = json!({ "project": proposed["id"], "task": planned["tasks"][0]["id"] });
    assert_eq!(french.is_refused("beginTask", "BeginTaskInput", task.clone()).await, "PJ-OWN-TASK");
    // The day of the tests comes long after the day on which it was due.
    assert_eq!(kinds(&planned), ["PROJECT_TASK_LATE"]);
    let mine = "{ viewer { waiting { kind text project { id } } } }";
    let waits = malian.ask(mine, json!({})).await["viewer"]["waiting"].take();
    assert_eq!(waits[0]["text"], "Project “Water”: Mopti is late with a task: Relever le réseau");
    assert_eq!(waits[0]["project"]["id"], proposed["id"]);
    let nothing = french.ask(mine, json!({})).await["viewer"]["waiting"].take();
    assert_eq!(nothing.as_array().map(Vec::len), Some(0));

    does(malian, "beginTask", task.clone()).await;
    let ticked = json!({
        "project": proposed["id"], "task": planned["tasks"][0]["id"], "item": 1, "done": true,
    });
    does(malian, "tickChecklistItem", ticked).await;
    let done = does(malian, "finishTask", task).await;
    assert_eq!((&done["tasks"][0]["state"], kinds(&done).len()), (&json!("DONE"), 0));
    assert_eq!(done["tasks"][0]["items"][0]["done"], true);
}

#[tokio::test]
async fn a_figure_for_a_day_is_given_once_and_corrected_by_name() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let project = shores.running().await;
    let define = json!({
        "project": project["id"], "name": [{ "lang": "fr", "text": "Habitants" }], "unit": "habitants",
        "baseline": "20", "target": "400.50", "due": "2027-01-01",
    });
    let defined = does(&shores.french, "defineIndicator", define).await;
    let indicator = defined["indicators"][0]["id"].clone();
    let reading = |value: &str| {
        json!({
            "project": project["id"], "indicator": indicator, "on": "2026-02-01", "value": value,
            "source": "registre",
        })
    };
    let measured = does(&shores.french, "measureIndicator", reading("100")).await;
    let twice = shores.malian.tries("measureIndicator", "MeasureIndicatorInput", "", reading("90"));
    let refusal = twice.await["refusals"][0].take();
    assert_eq!(refusal["rule"]["id"], "PJ-MEASURED-TWICE");
    let words =
        shores.malian.is_refused("measureIndicator", "MeasureIndicatorInput", reading("no"));
    assert_eq!(words.await, "PJ-VALUE");
    let mut correction = reading("90.50");
    correction["replaces"] = measured["indicators"][0]["measurements"][0]["id"].clone();
    correction["reason"] = json!("Deux fois comptés");
    let corrected = does(&shores.malian, "correctMeasurement", correction).await;
    let all = corrected["indicators"][0]["measurements"].as_array().expect("a list");
    let standing: Vec<_> = all.iter().filter(|one| one["correctedBy"].is_null()).collect();
    assert_eq!((all.len(), &standing[0]["value"]), (2, &json!("90.5")));
    let history = "query($id: ID!) { node(id: $id) { ... on Project { history(first: 50) { \
         changes { fr: summary(lang: FR) en: summary(lang: EN) } } } } }";
    let told = shores.french.ask(history, json!({ "id": project["id"] })).await;
    let last = told["node"]["history"]["changes"].as_array().and_then(|all| all.last());
    let said = |lang: &str| last.and_then(|one| one[lang].as_str()).expect("a sentence").to_owned();
    assert!(said("fr").contains("90,5"), "{}", said("fr"));
    assert!(said("en").contains("90.5"), "{}", said("en"));
}

#[tokio::test]
async fn a_proposal_is_for_partners_and_a_project_at_work_for_all_but_for_what_partners_weigh() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let proposed = shores.proposed().await;
    let stranger = node.stranger();
    assert_eq!(seen(&stranger, &proposed["id"]).await, Value::Null);
    assert_eq!(seen(&shores.malian, &proposed["id"]).await["title"], "Water");
    let running = shores.running().await;
    let risk = json!({
        "project": running["id"], "kind": "RISK", "text": [{ "lang": "fr", "text": "La pluie" }],
        "likelihood": "LOW", "effect": "HIGH", "answer": "Attendre",
    });
    does(&shores.french, "noteRisk", risk).await;
    let revise = json!({
        "project": running["id"], "basedOn": running["description"]["hash"],
        "description": description("Plus grand"), "reason": "Encore",
    });
    let revised = does(&shores.french, "reviseProject", revise).await;
    assert_ne!(revised["description"]["hash"], revised["agreed"]["hash"]);
    let outside = seen(&stranger, &running["id"]).await;
    assert_eq!(outside["description"]["hash"], running["description"]["hash"]);
    assert_eq!((&outside["risks"], &outside["canWork"]), (&json!([]), &json!(false)));
    assert_eq!(outside["waiting"], json!([]));
    let history = "query($id: ID!) { node(id: $id) { ... on Project { history(first: 50) { changes { verb } } } } }";
    let told = async |person: &Person<'_>| {
        let answer = person.ask(history, json!({ "id": running["id"] })).await;
        answer["node"]["history"]["changes"].to_string()
    };
    assert!(!told(&stranger).await.contains("RISK"), "risks are for partners");
    assert!(!told(&stranger).await.contains("REVISED"), "so is a revision that not all know");
    assert!(told(&stranger).await.contains("PROJECT_STARTED"));
    assert!(told(&shores.malian).await.contains("PROJECT_RISK_NOTED"));
}

#[tokio::test]
async fn a_project_is_read_as_it_stood() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let project = shores.running().await;
    let document = "query($id: ID!, $at: DateTime!) { node(id: $id, asOf: $at) { ... on Project { stage canWork possibilities { act } } } }";
    let past =
        shores.french.ask(document, json!({ "id": project["id"], "at": "2999-01-01T00:00:00Z" }));
    let past = past.await["node"].take();
    assert_eq!(past, json!({ "stage": "RUNNING", "canWork": false, "possibilities": [] }));
    let before = json!({ "id": project["id"], "at": "2001-01-01T00:00:00Z" });
    assert_eq!(shores.french.ask(document, before).await["node"], Value::Null);
}
