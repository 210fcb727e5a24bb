//! A cooperation's page as its life grows: how long the answer takes, and how much it is, new and after twenty thousand events.

use std::time::Instant;

use anyhow::{Context, Result};
use rives_tests::{Node, Person};
use serde_json::{Value, json};

use crate::percentile;

/// Exchanges that are planned and held before each measurement: two events each.
const LIVES: [u32; 3] = [0, 1_000, 10_000];
const WRITERS: u32 = 16;
const ASKED: usize = 60;
const PASSWORD: &str = "two-shores-one-river";
/// What the page asks for at its first visit.
const PAGE: &str = "query($id: ID!) { node(id: $id) { ... on Jumelage { title stage since recordedAt lastActivity
    parties { side role organisation { id name } } sides { number label agreed } themes { code name }
    waiting { text since } possibilities { act refusal { message } } decisions { outcome on reference }
    remarks { id at body { text } } charter { hash texts { lang text } } committees { id seats { id } }
    exchanges(last: 21) { id kind title starts ends state host { id name } participants { count } outcome { text } }
    conventions { id title stage } projects { id title stage } } } }";
const RIVER: &str =
    "query($id: ID!) { node(id: $id) { ... on Cooperation { timeline(last: 40) { hasMore
    changes { cursor at verb summary actor { label } } } } } }";

pub(crate) fn run() -> Result<()> {
    let node = Node::start_with(&["serve", "--demo", "--demo-small"], &[("RIVES_CACHE_MIB", "0")])?;
    let here = Person::sign_in(&node.url(), "officer@saint-etienne.example", PASSWORD)?;
    let (cooperation, host) = living(&here)?;
    println!(
        "{:>9} {:>12} {:>12} {:>10} {:>12} {:>12} {:>10}",
        "events", "page p50 ms", "p99 ms", "KiB", "river p50 ms", "p99 ms", "act ms"
    );
    let mut grown = 0;
    for life in LIVES {
        grow(&here, &cooperation, &host, grown..life)?;
        grown = life;
        let events = count(&here, &cooperation)?;
        let (page, kib) = asked(&here, PAGE, &cooperation)?;
        let (river, _) = asked(&here, RIVER, &cooperation)?;
        let began = Instant::now();
        plan(&here, &cooperation, &host, LIVES[2] + life)?;
        let act = began.elapsed().as_secs_f64() * 1e3;
        println!(
            "{events:>9} {:>12.2} {:>12.2} {kib:>10.1} {:>12.2} {:>12.2} {act:>10.2}",
            percentile(&page, 50),
            percentile(&page, 99),
            percentile(&river, 50),
            percentile(&river, 99)
        );
    }
    Ok(())
}

/// The living twinning of the demonstration: its id, and that of a party that receives.
fn living(person: &Person) -> Result<(String, String)> {
    let query = "{ cooperations(first: 10, filter: { mine: true, stages: [ACTIVE], kinds: [JUMELAGE] }) { nodes { id
        projects { id } parties { isMine organisation { id } } } } }";
    let found = person.ask(query, &json!({}))?;
    let nodes = found["cooperations"]["nodes"].as_array().context("nodes")?;
    let node =
        nodes.iter().find(|node| node["projects"].as_array().is_some_and(|all| !all.is_empty()));
    let node = node.context("a twinning with a project")?;
    let parties = node["parties"].as_array().context("parties")?;
    let mine = parties.iter().find(|party| party["isMine"] == true).context("one's own")?;
    let text = |value: &Value| value.as_str().map(str::to_owned).context("an id");
    Ok((text(&node["id"])?, text(&mine["organisation"]["id"])?))
}

/// Fifty years of exchanges, written by several at once.
fn grow(
    person: &Person,
    cooperation: &str,
    host: &str,
    numbers: std::ops::Range<u32>,
) -> Result<()> {
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let mine = numbers.clone().filter(move |number| number % WRITERS == writer);
                scope.spawn(move || {
                    for number in mine {
                        let (exchange, day) = plan(person, cooperation, host, number)?;
                        let input = json!({ "exchange": exchange, "starts": day, "ends": day,
                            "participants": [{ "side": 1, "category": "élèves", "count": 20 }],
                            "outcome": [{ "lang": "fr", "text": "Les classes se sont rencontrées." }] });
                        person.act("holdExchange", input, "")?.done();
                    }
                    anyhow::Ok(())
                })
            })
            .collect();
        for writer in writers {
            writer.join().map_err(|_| anyhow::anyhow!("a writer broke"))??;
        }
        Ok(())
    })
}

fn plan(person: &Person, cooperation: &str, host: &str, number: u32) -> Result<(String, String)> {
    let day = format!("{}-{:02}-{:02}", 1976 + number % 50, 1 + number % 12, 1 + number % 28);
    let input = json!({ "cooperation": cooperation, "kind": "SCHOOL", "host": host, "themes": [],
        "title": [{ "lang": "fr", "text": format!("Échange {number}") }], "starts": day, "ends": day });
    let planned = person.act("planExchange", input, "exchange { id }")?.done();
    let id = planned["exchange"]["id"].as_str().context("the id of an exchange")?;
    Ok((id.to_owned(), day))
}

/// Events of the cooperation, counted page by page.
fn count(person: &Person, cooperation: &str) -> Result<usize> {
    let query = "query($id: ID!, $after: Cursor) { node(id: $id) { ... on Cooperation { timeline(first: 100, after: $after) {
        hasMore endCursor changes { cursor } } } } }";
    let (mut events, mut after) = (0, Value::Null);
    loop {
        let found = person.ask(query, &json!({ "id": cooperation, "after": after }))?;
        let page = &found["node"]["timeline"];
        events += page["changes"].as_array().map_or(0, Vec::len);
        if page["hasMore"] != true {
            return Ok(events);
        }
        after = page["endCursor"].clone();
    }
}

/// Milliseconds of each answer, sorted, and the size of the last in KiB.
fn asked(person: &Person, query: &str, id: &str) -> Result<(Vec<f64>, f64)> {
    let (mut times, mut bytes) = (Vec::with_capacity(ASKED), 0);
    for _ in 0..ASKED {
        let began = Instant::now();
        let answer = person.ask(query, &json!({ "id": id }))?;
        times.push(began.elapsed().as_secs_f64() * 1e3);
        bytes = answer.to_string().len();
    }
    times.sort_by(f64::total_cmp);
    Ok((times, bytes as f64 / 1024.0))
}
