//! Power cut: the server dies, the link drops, an act is sent twice; nothing is lost and nothing is doubled.

use anyhow::Result;
use rives_tests::Feed;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::scene::{Scene, charter, charter_hash, history, own_town, propose, record_town};

#[test]
fn a_watcher_resumes_after_kill_and_restart_and_an_act_sent_twice_is_done_once() -> Result<()> {
    let mut scene = Scene::open()?;
    let here = scene.saint_etienne()?;
    let scope = json!({ "countries": ["ML"], "mine": true });
    let head = here.ask("{ head }", &json!({}))?["head"].clone();
    let mut watcher = Feed::open(&scene.node.url(), &here.cookie, &scope, head.as_str())?;

    let theirs = record_town(&here, "ML", "Ville-du-fleuve", "FOREIGN_LOCAL_AUTHORITY")?;
    let id = propose(&here, &own_town(&here)?, &theirs)?;
    let seen = watcher.until("JUMELAGE_PROPOSED")?;
    assert_eq!(seen["cooperation"]["id"], json!(id));

    // An amendment is acknowledged, then the process is killed: it must be there afterwards.
    let amend = |words: &str, command: Uuid| -> Result<Value> {
        let basis = charter_hash(&here, &id)?;
        Ok(
            json!({ "commandId": command, "jumelage": id, "basedOn": basis, "charter": charter(words), "reason": words }),
        )
    };
    let kept = amend("kept through the kill", Uuid::new_v4())?;
    let first = here.act("amendCharter", kept.clone(), "")?.done();
    scene.node.kill()?;
    scene.node.run()?;

    // The answer got lost for the client, who sends the same act again.
    let again = here.act("amendCharter", kept, "")?.done();
    assert_eq!(again["repeated"], true);
    assert_eq!(again["cursor"], first["cursor"]);
    here.act("amendCharter", amend("after the restart", Uuid::new_v4())?, "")?.done();

    let mut resumed =
        Feed::open(&scene.node.url(), &here.cookie, &scope, watcher.cursor.as_deref())?;
    let missed: Vec<_> =
        [resumed.change()?, resumed.change()?].map(|change| change["verb"].clone()).to_vec();
    assert_eq!(missed, ["JUMELAGE_CHARTER_AMENDED", "JUMELAGE_CHARTER_AMENDED"]);

    let told = history(&here, &json!({ "cooperations": [id] }), 100)?;
    let verbs: Vec<_> = told.iter().map(|(_, verb)| verb.as_str()).collect();
    assert_eq!(
        verbs,
        ["JUMELAGE_PROPOSED", "JUMELAGE_CHARTER_AMENDED", "JUMELAGE_CHARTER_AMENDED"]
    );

    scene.node.stop()?;
    let (ok, said) = scene.node.command(&["log", "verify"])?;
    assert!(ok, "{said}");
    let (ok, said) = scene.node.command(&["log", "info", "--last", "2"])?;
    assert!(ok, "{said}");
    let newest: Vec<_> = said.lines().filter(|line| line.contains("charter_amended")).collect();
    assert!(newest.len() == 2 && newest[0] > newest[1], "the newest comes first: {said}");
    Ok(())
}

#[test]
fn a_cursor_that_cannot_be_served_ends_the_subscription_with_one_distinct_error() -> Result<()> {
    let scene = Scene::open()?;
    let mut feed = Feed::open(&scene.node.url(), "", &json!({}), Some("v1.99999999.0"))?;
    let frame = feed.receive()?;
    assert_eq!(frame["type"], "error", "{frame}");
    assert_eq!(frame["payload"][0]["extensions"]["code"], "CURSOR_UNKNOWN");
    Ok(())
}

#[test]
fn a_second_node_on_the_same_folder_is_refused_with_a_clear_word() -> Result<()> {
    let scene = Scene::open()?;
    let (ok, said) = scene.node.command(&["log", "info"])?;
    assert!(!ok);
    assert!(said.contains("uses"), "{said}");
    Ok(())
}
