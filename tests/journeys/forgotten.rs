//! Forgotten: somebody acts for a town and is erased; nobody finds their name or address anywhere, and the town's history
//! still reads.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use rives_tests::{Feed, Person};
use serde_json::{Value, json};

use crate::scene::{Scene, charter_hash, history, own_town, propose, record_town, text};
use crate::tokens::token;

const ADDRESS: &str = "Ysoline.Quimperlac@Pont-Lointain.example";
const NAME: &str = "Ysoline Quimperlac";
const PASSWORD: &str = "un bac traverse le large fleuve";

/// What nobody may find afterwards.
const TELLING: [&str; 3] = [ADDRESS, NAME, "quimperlac"];

/// Adds somebody with a telling name who acts for the town of `officer`.
fn somebody(scene: &mut Scene, town: &str) -> Result<()> {
    scene.node.stop()?;
    let seat = format!("{town}:officer");
    let arguments = ["account", "add", ADDRESS, "--name", NAME, "--lang", "fr", "--seat", &seat];
    let (ok, said) = scene.node.command_with(&arguments, PASSWORD)?;
    assert!(ok, "{said}");
    scene.node.set("RIVES_LOG__LEVEL", "debug");
    scene.node.run()
}

/// Everything in `folder`, read as bytes.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

/// Where one of the telling words stands, in any letter case and as UTF-8 or UTF-16.
fn found_in(what: &str, bytes: &[u8]) -> Vec<String> {
    let bytes = bytes.to_ascii_lowercase();
    let stands = |part: &[u8]| bytes.windows(part.len()).any(|at| at == part);
    let told = TELLING.iter().filter(|word| {
        let word = word.to_lowercase();
        let wide: Vec<u16> = word.encode_utf16().collect();
        let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        stands(word.as_bytes()) || stands(&little) || stands(&big)
    });
    told.map(|word| format!("{word} in {what}")).collect()
}

fn found_under(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for path in files(folder)? {
        found.extend(found_in(&path.display().to_string(), &std::fs::read(&path)?));
    }
    Ok(found)
}

/// Proposes a twinning and leaves a remark, in the name of the town.
fn acts(person: &Person, ours: &str) -> Result<String> {
    let theirs = record_town(person, "ML", "Ville-de-l-oubli", "FOREIGN_LOCAL_AUTHORITY")?;
    let id = propose(person, ours, &theirs)?;
    let body = json!({ "lang": "fr", "text": "À relire ensemble" });
    let remark = json!({ "cooperation": id, "about": charter_hash(person, &id)?, "body": body });
    person.act("remarkOnJumelage", remark, "")?.done();
    Ok(id)
}

/// Asks to be forgotten, first as somebody who mistypes.
fn goes(person: &Person) -> Result<Value> {
    let erase = |email: &str, password: Option<&str>| {
        let input = json!({ "email": email, "password": password });
        let query = "mutation($input: EraseMeInput!) { eraseMe(input: $input) {
            done refusals { rule { id } path } remarks { rule { id } } } }";
        anyhow::Ok(person.ask(query, &json!({ "input": input }))?["eraseMe"].take())
    };
    let rule = |answer: &Value| answer["refusals"][0]["rule"]["id"].clone();
    assert_eq!(rule(&erase("else@pont-lointain.example", Some(PASSWORD))?), "H-OTHER-ADDRESS");
    assert_eq!(rule(&erase(ADDRESS, Some("not the password"))?), "H-WRONG-PASSWORD");
    let answer = erase(&ADDRESS.to_lowercase(), Some(PASSWORD))?;
    assert_eq!(answer["done"], true, "{answer}");
    Ok(answer)
}

#[test]
fn of_who_is_erased_nothing_is_found_and_the_history_still_reads_by_seat() -> Result<()> {
    let mut scene = Scene::open()?;
    let colleague = scene.saint_etienne()?;
    let town = own_town(&colleague)?;
    somebody(&mut scene, &town)?;
    let person = Person::sign_in(&scene.node.url(), ADDRESS, PASSWORD)?;
    let id = acts(&person, &town)?;
    let data = person.ask("{ viewer { personalData accessJournal { purpose } } }", &json!({}))?;
    let everything: Value = serde_json::from_str(&text(&data["viewer"]["personalData"])?)?;
    assert_eq!(everything["records"]["person"][0]["display_name"], NAME);
    assert_eq!(found_in("one's own data", everything.to_string().as_bytes()).len(), 3);
    let scope = json!({ "cooperations": [id] });
    let before = history(&colleague, &scope, 100)?;
    let mut watching = Feed::open(&scene.node.url(), &person.cookie, &scope, None)?;
    let (_, secret) = token(&person, "ACT_AS_SEAT")?;
    let programme = Person::programme(&scene.node.url(), &secret);
    assert_eq!(own_town(&programme)?, town, "the token stands for the seat");

    let answer = goes(&person)?;
    assert_eq!(answer["remarks"], json!([]), "a colleague stays");
    let (last, over) = watching.rest();
    assert!(over.contains("4403"), "the watcher is sent away: {over}");
    // The seat may end a moment before the session: then the watcher is told what it no longer sees.
    let hidden = |frame: &Value| frame["payload"]["data"]["changes"]["verb"] == "LEFT_VIEW";
    assert!(last.iter().all(hidden), "nothing of the town: {last:?}");
    let nobody = person.ask("{ viewer { id } }", &json!({}))?;
    assert!(nobody["viewer"].is_null(), "the session is over");
    let refused =
        programme.ask("{ viewer { id } }", &json!({})).expect_err("the token is nobody's");
    assert!(refused.to_string().contains("UNAUTHENTICATED"), "{refused}");
    assert!(Feed::with_token(&scene.node.url(), &secret, None).is_err(), "nor over the socket");
    assert!(Person::sign_in(&scene.node.url(), ADDRESS, PASSWORD).is_err());

    assert_eq!(history(&colleague, &scope, 100)?, before, "what the town did stays");
    let query =
        "query($id: ID!) { node(id: $id) { ... on Jumelage { timeline(first: 50) { changes { verb
        actor { label role } summary } } } } }";
    let told = colleague.ask(query, &json!({ "id": id }))?;
    let actor = &told["node"]["timeline"]["changes"][0]["actor"];
    assert!(actor["label"].is_string() && actor["role"] == "OFFICER", "{told}");
    assert_eq!(found_in("the API", told.to_string().as_bytes()), Vec::<String>::new());

    let none: Vec<String> = Vec::new();
    assert_eq!(found_under(&scene.node.data())?, none, "while it runs");
    scene.node.stop()?;
    assert_eq!(found_under(&scene.node.data())?, none, "after it stopped");
    let copy = scene.node.data().with_file_name("copy");
    let copied = Command::new("cp").arg("-r").args([scene.node.data(), copy.clone()]).status()?;
    assert!(copied.success());
    assert_eq!(found_under(&copy)?, none, "in a copy made afterwards");
    let (ok, said) = scene.node.command(&["log", "verify"])?;
    assert!(ok, "{said}");
    assert_eq!(found_in("the log of the process", scene.node.said().as_bytes()), none);
    Ok(())
}

#[test]
fn the_operator_hands_out_and_forgets_on_a_stopped_node_and_the_seat_ends_in_the_record()
-> Result<()> {
    let mut scene = Scene::open()?;
    let town = own_town(&scene.person("officer@tamale.example")?)?;
    scene.node.stop()?;
    let (ok, said) = scene.node.command(&["person", "export", "officer@tamale.example"])?;
    assert!(
        ok && said.contains("\"display_name\": \"Fuseina, cooperation officer, Tamale\""),
        "{said}"
    );
    let reason = [
        "person",
        "erase",
        "officer@tamale.example",
        "--reason",
        "Fuseina, cooperation officer, Tamale left",
    ];
    let (ok, said) = scene.node.command(&reason)?;
    assert!(!ok && said.contains("for ever"), "a reason that tells who it was: {said}");
    let (ok, said) = scene.node.command(&["person", "erase", "officer@tamale.example"])?;
    assert!(ok && said.contains(&format!("Nobody acts any more for {town}")), "{said}");
    let (ok, _) = scene.node.command(&["person", "export", "officer@tamale.example"])?;
    assert!(!ok, "nobody is there any more");

    scene.node.run()?;
    let administrator = scene.administrator()?;
    let told = history(&administrator, &json!({ "organisations": [town] }), 100)?;
    assert!(told.iter().any(|(_, verb)| verb == "ORGANISATION_SEAT_ENDED"), "{told:?}");
    Ok(())
}
