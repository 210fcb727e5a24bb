//! Drafting: two sides write the same text, what was answered survives kill -9, and whose seat ends writes and reads no more.

use anyhow::{Result, bail};
use rives_tests::{Feed, Node, Person};
use serde_json::{Value, json};

use crate::scene::{Scene, claim, own_town, propose, record_town, text};
use crate::servers::Cluster;
use crate::shared_people::at;

const FOLLOW: &str = "subscription($id: ID!, $after: Int) { draft(convention: $id, after: $after) { seq updates carets { page } } }";

struct Shores {
    french: Person,
    malian: Person,
    town: String,
    convention: String,
}

fn shores(scene: &Scene) -> Result<Shores> {
    let (french, malian) = (scene.saint_etienne()?, scene.newcomer()?);
    let town = record_town(&french, "ML", "Ville-des-brouillons", "FOREIGN_LOCAL_AUTHORITY")?;
    claim(&malian, &french, &town)?;
    let twinning = propose(&french, &own_town(&french)?, &town)?;
    let convention = open(&french, &twinning)?;
    Ok(Shores { french, malian, town, convention })
}

/// Opens a convention of a twinning.
pub(crate) fn open(by: &Person, twinning: &str) -> Result<String> {
    let title = json!([{ "lang": "fr", "text": "Convention du fleuve" }]);
    let input = json!({ "cooperation": twinning, "kind": "FRAMEWORK", "title": title });
    let opened = by.act("openConvention", input, "convention { id }")?.done();
    text(&opened["convention"]["id"])
}

/// The update that Yjs gives when `client` types one letter more in English, after `typed` of its own.
pub(crate) fn letter(client: u8, typed: u8, letter: u8) -> Vec<u8> {
    let mut update = vec![1, 1, client, typed];
    match typed.checked_sub(1) {
        None => update.extend([4, 1, 2, b'e', b'n']),
        Some(before) => update.extend([0x84, client, before]),
    }
    update.extend([1, letter, 0]);
    update
}

/// Base64, as RFC 4648 has it.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let at = |n: usize| u32::from(part.get(n).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for n in 0..4_u32 {
            let sign = (bits >> (18 - 6 * n) & 63) as usize;
            text.push(if n as usize > part.len() { '=' } else { SIGNS[sign].into() });
        }
    }
    text
}

/// Pushes an update; its number, or the rule that refuses it.
pub(crate) fn push(
    person: &Person,
    convention: &str,
    update: &[u8],
) -> Result<Result<u64, String>> {
    let query = "mutation($input: PushDraftInput!) { pushDraft(input: $input) { seq refusals { rule { id } } } }";
    let input = json!({ "convention": convention, "update": base64(update) });
    let payload = person.ask(query, &json!({ "input": input }))?["pushDraft"].take();
    match payload["seq"].as_u64() {
        Some(seq) => Ok(Ok(seq)),
        None => Ok(Err(text(&payload["refusals"][0]["rule"]["id"])?)),
    }
}

fn follow(node: &Node, person: &Person, convention: &str, after: Option<u64>) -> Result<Feed> {
    let variables = json!({ "id": convention, "after": after });
    Feed::following(&node.url(), &person.cookie, FOLLOW, &variables)
}

/// The next batch that tells of `seq`; what comes before is passed over.
fn batch(feed: &mut Feed, seq: u64) -> Result<Value> {
    loop {
        let mut frame = feed.receive()?;
        if frame["type"] != "next" {
            bail!("{seq} did not come, but {frame}");
        }
        let batch = frame["payload"]["data"]["draft"].take();
        if batch["seq"].as_u64() >= Some(seq) {
            return Ok(batch);
        }
    }
}

fn ended(feed: &mut Feed) -> Result<String> {
    loop {
        let frame = feed.receive()?;
        if frame["type"] == "error" {
            return Ok(frame["payload"][0]["extensions"]["code"].to_string());
        }
    }
}

pub(crate) fn english(person: &Person, convention: &str) -> Result<String> {
    let query = "query($id: ID!) { node(id: $id) { ... on Convention { draft { text { texts { lang text } } } } } }";
    let found = person.ask(query, &json!({ "id": convention }))?;
    let texts = found["node"]["draft"]["text"]["texts"].as_array().cloned().unwrap_or_default();
    let written = texts.iter().find(|one| one["lang"] == "en");
    written.map_or(Ok(String::new()), |one| text(&one["text"]))
}

#[test]
fn what_was_answered_survives_a_kill_and_a_follower_goes_on_where_it_was() -> Result<()> {
    let mut scene = Scene::open()?;
    let Shores { french, malian, convention, .. } = shores(&scene)?;
    let mut there = follow(&scene.node, &malian, &convention, None)?;
    batch(&mut there, 0)?;
    assert_eq!(push(&french, &convention, &letter(1, 0, b'a'))?, Ok(1));
    let told = batch(&mut there, 1)?;
    assert_eq!(told["updates"], json!([base64(&letter(1, 0, b'a'))]));
    let words = b"cross the river";
    for (n, sign) in words.iter().enumerate() {
        let seq = push(&malian, &convention, &letter(2, u8::try_from(n)?, *sign))?;
        assert_eq!(seq, Ok(2 + n as u64));
    }
    scene.node.kill()?;
    scene.node.run()?;
    let mut there = follow(&scene.node, &malian, &convention, Some(1))?;
    let told = batch(&mut there, 1 + words.len() as u64)?;
    assert_eq!(told["updates"].as_array().map(Vec::len), Some(words.len()));
    let whole = english(&french, &convention)?;
    assert!(whole == "across the river" || whole == "cross the rivera", "{whole}");
    assert_eq!(push(&french, &convention, &letter(1, 0, b'a'))?, Ok(1 + words.len() as u64));
    assert_eq!(english(&malian, &convention)?, whole, "what is repeated changes nothing");
    scene.node.stop()?;
    Ok(())
}

#[test]
fn whose_seat_ends_is_refused_and_told_nothing_more() -> Result<()> {
    let scene = Scene::open()?;
    let Shores { french, malian, town, convention } = shores(&scene)?;
    let second = scene.person("officer@valparaiso.example")?;
    claim(&second, &malian, &town)?;
    let acting = json!({ "organisation": town });
    let query = "mutation($input: PushDraftInput!) { pushDraft(input: $input) { seq refusals { rule { id } } } }";
    let pushes = |update: &[u8]| {
        let update = base64(update);
        let input = json!({ "convention": convention, "update": update, "actingAs": acting });
        second.ask(query, &json!({ "input": input }))
    };
    assert_eq!(pushes(&letter(3, 0, b'x'))?["pushDraft"]["seq"], 1);
    let mut watching = follow(&scene.node, &second, &convention, None)?;
    batch(&mut watching, 1)?;
    let query = "query($id: ID!) { node(id: $id) { ... on Organisation { seats { id isMine } } } }";
    let seats = second.ask(query, &json!({ "id": town }))?["node"]["seats"].take();
    let own = seats.as_array().and_then(|all| all.iter().find(|seat| seat["isMine"] == true));
    let seat = text(&own.cloned().unwrap_or_default()["id"])?;
    let end = json!({ "organisation": town, "seat": seat, "reason": "The mandate is over" });
    malian.act("endSeat", end, "organisation { id }")?.done();
    assert_eq!(ended(&mut watching)?, "\"FORBIDDEN\"");
    let refused = pushes(&letter(3, 1, b'y'))?["pushDraft"].take();
    assert_eq!(
        (&refused["seq"], &refused["refusals"][0]["rule"]["id"]),
        (&Value::Null, &json!("H-SEAT"))
    );
    assert_eq!(english(&french, &convention)?, "x");
    assert_eq!(ended(&mut follow(&scene.node, &second, &convention, Some(1))?)?, "\"FORBIDDEN\"");
    Ok(())
}

/// Somebody types letters of their own, one after the other; the numbers that they were answered with.
fn types(person: &Person, convention: &str, client: u8, words: &[u8]) -> Result<Vec<u64>> {
    let mut numbers = Vec::new();
    for (n, sign) in words.iter().enumerate() {
        match push(person, convention, &letter(client, u8::try_from(n)?, *sign))? {
            Ok(seq) => numbers.push(seq),
            Err(rule) => bail!("{rule} at letter {n}"),
        }
    }
    Ok(numbers)
}

/// The letters of one writer, as they stand in the text.
fn of(words: &[u8], text: &str) -> String {
    text.chars().filter(|sign| words.contains(&(*sign as u8))).collect()
}

#[test]
fn two_sides_write_at_two_nodes_and_a_node_that_was_killed_comes_back_to_the_same_text()
-> Result<()> {
    const HERE: &[u8] = b"abcdefghijklm";
    const THERE: &[u8] = b"nopqrstuvwxyz";
    let Some(cluster) = Cluster::start()? else { return Ok(()) };
    let scene = Scene { node: cluster.node(&["serve", "--demo", "--demo-small"])? };
    let mut other = cluster.node(&["serve"])?;
    let Shores { french, malian, convention, .. } = shores(&scene)?;
    let abroad = at(&malian, &other.url());
    let mut watching = follow(&other, &abroad, &convention, None)?;
    batch(&mut watching, 0)?;

    let written = std::thread::scope(|scope| {
        let here = scope.spawn(|| types(&french, &convention, 1, HERE));
        let there = scope.spawn(|| types(&abroad, &convention, 2, THERE));
        [here, there].map(|writer| writer.join().expect("a writer that ends"))
    });
    let mut numbers = Vec::new();
    for one in written {
        numbers.extend(one?);
    }
    numbers.sort_unstable();
    let all = (HERE.len() + THERE.len()) as u64;
    assert_eq!(numbers, (1..=all).collect::<Vec<_>>(), "each letter has one number at both");
    let mut told = 0;
    while told < all {
        told = batch(&mut watching, told + 1)?["seq"].as_u64().unwrap_or_default();
    }
    let whole = english(&abroad, &convention)?;
    assert_eq!((of(HERE, &whole).as_bytes(), of(THERE, &whole).as_bytes()), (HERE, THERE));

    let query = "mutation($input: PointDraftInput!) { pointDraft(input: $input) { done } }";
    let caret = json!({ "lang": "en", "anchor": "a", "head": "a" });
    let input = json!({ "convention": convention, "page": 7, "at": caret });
    assert_eq!(french.ask(query, &json!({ "input": input }))?["pointDraft"]["done"], true);
    while batch(&mut watching, all)?["carets"] != json!([{ "page": 7 }]) {}

    other.kill()?;
    let last = letter(1, u8::try_from(HERE.len())?, b'!');
    assert_eq!(push(&french, &convention, &last)?, Ok(all + 1));
    other.run()?;
    let abroad = at(&malian, &other.url());
    let mut watching = follow(&other, &abroad, &convention, Some(all))?;
    batch(&mut watching, all + 1)?;
    assert_eq!(english(&abroad, &convention)?, english(&french, &convention)?);
    Ok(())
}
