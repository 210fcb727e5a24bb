//! What follows a mission becomes a task by mutations only, once, with a way there and back.

use serde_json::{Value, json};

use super::evaluation::running;
use super::project::{Shores, shores};
use super::{Node, Person, organisation};

const EXCHANGE: &str = "exchange { id mission { part isMine } canTakeUp { id } \
     followUps { id title state project { id } } }";

async fn told(person: &Person<'_>, mutation: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    person.does(mutation, &kind, EXCHANGE, input).await["exchange"].take()
}

async fn seen(person: &Person<'_>, id: &Value) -> Value {
    let parts = EXCHANGE.strip_prefix("exchange").expect("a selection of an exchange");
    let document = format!("query($id: ID!) {{ node(id: $id) {{ ... on Exchange {parts} }} }}");
    person.ask(&document, json!({ "id": id })).await["node"].take()
}

/// An exchange that was held, of whose report the first side wrote what follows.
async fn held(shores: &Shores<'_>) -> Value {
    let plan = json!({
        "cooperation": shores.cooperation, "kind": "SCHOOL", "host": organisation(shores.here),
        "title": [{ "lang": "fr", "text": "Deux classes" }],
        "starts": "2026-02-02", "ends": "2026-02-06", "themes": [],
    });
    let exchange = told(&shores.french, "planExchange", plan).await["id"].take();
    let hold = json!({
        "exchange": exchange, "starts": "2026-02-02", "ends": "2026-02-06", "participants": [],
        "outcome": [{ "lang": "fr", "text": "Elles s’écrivent" }],
    });
    told(&shores.french, "holdExchange", hold).await;
    let write = json!({
        "exchange": exchange, "part": "FOLLOW_UP",
        "text": [{ "lang": "fr", "text": "Une émission commune" }],
    });
    told(&shores.french, "writeMissionReport", write).await;
    exchange
}

#[tokio::test]
async fn what_follows_a_mission_becomes_one_task_that_says_where_it_comes_from() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let Shores { french, malian, there, .. } = &shores;
    let exchange = held(&shores).await;
    assert_eq!(seen(french, &exchange).await["canTakeUp"], json!([]), "no project runs yet");
    let project = running(&shores).await;
    assert_eq!(seen(french, &exchange).await["canTakeUp"], json!([{ "id": project }]));
    assert_eq!(seen(malian, &exchange).await["canTakeUp"], json!([]), "it wrote nothing");

    let input = json!({
        "project": project, "exchange": exchange, "party": organisation(*there),
        "title": [{ "lang": "fr", "text": "Une émission commune" }], "due": "2026-12-01",
    });
    let (name, kind) = ("takeUpMission", "TakeUpMissionInput");
    assert_eq!(malian.is_refused(name, kind, input.clone()).await, "MI-OWN-WORDS");
    let selection = "project { tasks { id title mission { id title } } }";
    let done = french.does(name, kind, selection, input.clone()).await;
    let task = &done["project"]["tasks"][0];
    assert_eq!(task["mission"], json!({ "id": exchange, "title": "Deux classes" }));
    assert_eq!(french.is_refused(name, kind, input).await, "MI-ONCE");
    let follows = seen(malian, &exchange).await["followUps"].take();
    assert_eq!(
        follows,
        json!([{
            "id": task["id"], "title": "Une émission commune", "state": "PLANNED",
            "project": { "id": project },
        }])
    );
    let report = "query($id: ID!, $lang: Lang) { node(id: $id) { ... on Exchange { report(lang: $lang) { sections { heading \
         blocks { ... on ReportTable { caption columns { head } rows { cells } } } } } } } }";
    for (lang, heading, heads, row) in [
        (
            "FR",
            "Tâches qui en découlent",
            ["Tâche", "État", "Par", "Prévue pour"],
            ["Une émission commune", "Prévue", "Mopti", "1er décembre 2026"],
        ),
        (
            "EN",
            "Tasks that came of it",
            ["Task", "State", "By", "Due"],
            ["Une émission commune", "Planned", "Mopti", "1 December 2026"],
        ),
        (
            "ES",
            "Tareas que se derivaron",
            ["Tarea", "Estado", "Por", "Prevista para"],
            ["Une émission commune", "Prevista", "Mopti", "1 de diciembre de 2026"],
        ),
    ] {
        let variables = json!({ "id": exchange, "lang": lang });
        let paper = malian.ask(report, variables).await["node"]["report"].take();
        let mut sections = paper["sections"].as_array().expect("sections").iter();
        let found = sections.find(|section| section["heading"] == heading).expect("the tasks");
        let table = &found["blocks"][0];
        let told: Vec<_> = table["columns"].as_array().expect("columns").iter().collect();
        assert_eq!(told.iter().map(|column| &column["head"]).collect::<Vec<_>>(), heads);
        assert_eq!(table["rows"], json!([{ "cells": row }]), "{table}");
    }
    let history = "query($id: ID!) { node(id: $id) { ... on Project { \
         history(first: 100) { changes { summary(lang: ES) } } } } }";
    let told = malian.ask(history, json!({ "id": project })).await.to_string();
    assert!(
        told.contains("lo que sigue a una misión: Une émission commune – Deux classes"),
        "{told}"
    );
}
