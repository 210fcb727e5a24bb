//! Reports as their readers meet them: what is in them, for whom, as of when, in which language.

use serde_json::{Value, json};

use super::project::{Shores, description, shores};
use super::{Node, Person, organisation};

const REPORT: &str = "query($id: ID!, $kind: ProjectReportKind!, $from: Date!, $to: Date!, $lang: Lang) { \
     node(id: $id) { ... on Project { report(kind: $kind, from: $from, to: $to, lang: $lang) { \
     lang kicker title subtitle record date frame { source page of contents } facts { label value } \
     sections { heading blocks { kind: __typename ... on ReportHeading { text } ... on ReportText { text aside quoted } \
     ... on ReportList { items } ... on ReportFacts { facts { label value } } \
     ... on ReportTable { caption columns { head figures share } rows { cells total } } } } } } } }";

async fn does(person: &Person<'_>, mutation: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let selection = "project { id description { hash } tasks { id } }";
    person.does(mutation, &kind, selection, input).await["project"].take()
}

/// A project at work since 5 January 2026, with one task that is done and one that is late.
async fn running(shores: &Shores<'_>) -> Value {
    let input =
        json!({ "cooperation": shores.cooperation, "description": description("Un réseau") });
    let project = does(&shores.french, "proposeProject", input).await;
    let id = project["id"].clone();
    let consent = json!({ "project": id, "hash": project["description"]["hash"] });
    does(&shores.french, "consentToProject", consent.clone()).await;
    does(&shores.malian, "consentToProject", consent).await;
    does(&shores.malian, "startProject", json!({ "project": id, "on": "2026-01-05" })).await;
    let plan = |title: &str, party, due: &str| {
        let title = json!([{ "lang": "fr", "text": title }]);
        json!({ "project": id, "title": title, "party": organisation(party), "due": due })
    };
    does(&shores.french, "planTask", plan("Relever le réseau", shores.there, "2026-02-01")).await;
    let planned =
        does(&shores.french, "planTask", plan("Visiter", shores.here, "2026-03-01")).await;
    let finish = json!({ "project": id, "task": planned["tasks"][1]["id"], "on": "2026-02-20" });
    does(&shores.french, "finishTask", finish).await;
    id
}

async fn report(person: &Person<'_>, id: &Value, lang: &str) -> Value {
    let variables = json!({
        "id": id, "kind": "INTERIM", "from": "2026-01-05", "to": today(), "lang": lang,
    });
    person.ask(REPORT, variables).await["node"]["report"].take()
}

fn today() -> String {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

fn headings(report: &Value) -> Vec<&str> {
    let sections = report["sections"].as_array().expect("a list").iter();
    sections.filter_map(|section| section["heading"].as_str()).collect()
}

async fn writes(person: &Person<'_>, id: &Value, part: &str, lang: &str, words: &str) {
    let text = json!([{ "lang": lang, "text": words }]);
    let input = json!({
        "project": id, "kind": "INTERIM", "from": "2026-01-05", "to": today(), "part": part, "text": text,
    });
    does(person, "writeProjectReport", input).await;
}

#[tokio::test]
async fn a_report_says_what_the_record_says_in_the_language_of_its_reader() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = running(&shores).await;
    let french = report(&shores.french, &id, "FR").await;
    assert_eq!((&french["title"], &french["lang"]), (&json!("De l’eau"), &json!("fr")));
    assert!(headings(&french).contains(&"Activités"), "{french}");
    let told = french.to_string();
    for words in ["Saint-Étienne", "Mopti", "Relever le réseau", "Visiter", "20 février 2026"] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let english = report(&shores.malian, &id, "EN").await;
    assert_eq!(
        (&english["title"], &english["kicker"]),
        (&json!("Water"), &json!("Interim report"))
    );
    assert!(headings(&english).contains(&"What is late or expected"));
    assert!(english.to_string().contains("Mopti (Mali)"));
    let spanish = report(&shores.malian, &id, "ES").await;
    assert!(headings(&spanish).contains(&"Actividades"));
}

#[tokio::test]
async fn each_side_s_words_are_in_it_and_outsiders_do_not_read_them() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = running(&shores).await;
    writes(&shores.french, &id, "CONCLUSIONS", "fr", "Le réseau tient").await;
    writes(&shores.malian, &id, "CONCLUSIONS", "en", "The network holds").await;
    let told = report(&shores.malian, &id, "EN").await.to_string();
    assert!(told.contains("Le réseau tient") && told.contains("The network holds"), "{told}");
    let outside = report(&node.stranger(), &id, "EN").await;
    assert!(outside.to_string().contains("Visiter"), "the project is at work and public");
    assert!(!headings(&outside).contains(&"Conclusions"), "{outside}");
    let parts = "query($id: ID!) { node(id: $id) { ... on Project { canReport reportParts { part byLabel isMine } } } }";
    let seen = shores.french.ask(parts, json!({ "id": id })).await["node"].take();
    assert_eq!(
        (&seen["canReport"], seen["reportParts"].as_array().map(Vec::len)),
        (&json!(true), Some(2))
    );
    let outsider = node.stranger().ask(parts, json!({ "id": id })).await["node"].take();
    assert_eq!(outsider, json!({ "canReport": false, "reportParts": [] }));
}

#[tokio::test]
async fn a_report_of_a_period_before_the_record_is_refused_with_what_to_do() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let id = running(&shores).await;
    let asked = async |from: &str, to: &str| {
        let variables = json!({ "id": id, "kind": "FINAL", "from": from, "to": to });
        let asker = shores.french.asker();
        let answer = node.api.execute(super::request(REPORT, variables).data(asker)).await;
        answer.errors.first().map(|error| error.message.clone()).unwrap_or_default()
    };
    assert!(asked("2001-01-01", "2001-12-31").await.contains("not on record yet"));
    assert!(asked("2026-03-01", "2026-01-01").await.contains("from its first to its last"));
    assert!(asked("1990-01-01", "2026-01-01").await.contains("days"));
}

#[tokio::test]
async fn what_was_recorded_after_the_period_is_not_in_it() {
    let moment = std::sync::Arc::new(parking_lot::Mutex::new(at("2026-01-10T08:00:00Z")));
    let told = std::sync::Arc::clone(&moment);
    let node = Node::at(commands::Clock::of(move || *told.lock())).await;
    let shores = shores(&node).await;
    let input =
        json!({ "cooperation": shores.cooperation, "description": description("Un réseau") });
    let project = does(&shores.french, "proposeProject", input).await;
    let id = project["id"].clone();
    *moment.lock() = at("2026-03-10T08:00:00Z");
    let plan = json!({
        "project": id, "title": [{ "lang": "fr", "text": "Plus tard" }], "party": organisation(shores.here),
        "due": "2026-04-01",
    });
    does(&shores.french, "planTask", plan).await;
    let of = async |to: &str| {
        let variables =
            json!({ "id": id, "kind": "INTERIM", "from": "2026-01-01", "to": to, "lang": "EN" });
        shores.french.ask(REPORT, variables).await["node"]["report"].take()
    };
    let (january, march) = (of("2026-01-31").await, of("2026-03-31").await);
    assert!(!january.to_string().contains("Plus tard"), "{january}");
    assert!(
        january["record"]
            .as_str()
            .is_some_and(|said| said.contains("31 January 2026 at 23:59 (UTC)")),
        "{january}"
    );
    assert!(march.to_string().contains("Plus tard"));
}

#[tokio::test]
async fn the_pack_for_a_new_team_tells_what_waits_what_was_done_and_who_was_who() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    running(&shores).await;
    let document = "query($id: ID!, $lang: Lang) { node(id: $id) { ... on Cooperation { handover(lang: $lang) { \
         kicker title facts { value } sections { heading blocks { ... on ReportTable { rows { cells } } ... on ReportList { items } } } } } } }";
    let of = async |person: &Person<'_>, lang: &str| {
        let variables = json!({ "id": shores.cooperation, "lang": lang });
        person.ask(document, variables).await["node"]["handover"].take()
    };
    let pack = of(&shores.malian, "EN").await;
    assert_eq!(pack["kicker"], "Handover pack");
    let told = pack.to_string();
    for words in
        ["Water", "1963", "Saint-Étienne (cooperation officer)", "Mopti (cooperation officer)"]
    {
        assert!(told.contains(words), "{words} in {told}");
    }
    let french = of(&shores.french, "FR").await;
    assert!(headings(&french).contains(&"Ce qui a été promis"), "{french}");
}

fn at(moment: &str) -> jiff::Timestamp {
    moment.parse().expect("a moment")
}
