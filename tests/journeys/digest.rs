//! Digest: somebody asks to be written to, their morning comes, the letter tells what the feed tells, and one POST ends it.

use anyhow::{Context as _, Result};
use rives_tests::{Node, Person};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::invitation::mail_to;
use crate::scene::{Scene, own_town, propose, record_town, text};

const READER: &str = "secretary@saint-etienne.example";

/// Lets the morning of everybody's next digest come: the node stops, and starts when it is due.
fn until_morning(node: &mut Node) -> Result<()> {
    node.stop()?;
    let store = Connection::open(node.data().join("people.db"))?;
    store.execute("UPDATE digest SET next_ms = 0", [])?;
    drop(store);
    node.run()
}

#[test]
fn a_morning_comes_the_letter_tells_what_happened_and_one_post_ends_it() -> Result<()> {
    let mut scene = Scene::open()?;
    let officer = scene.saint_etienne()?;
    let reader = scene.person(READER)?;
    let choose = "mutation($input: ChooseDigestInput!) { chooseDigest(input: $input) { done } }";
    let input = json!({ "input": { "rhythm": "DAILY", "zone": "Europe/Paris" } });
    assert_eq!(reader.ask(choose, &input)?["chooseDigest"]["done"], true);
    let town = record_town(&officer, "ML", "Ville-du-matin", "FOREIGN_LOCAL_AUTHORITY")?;
    let twinning = propose(&officer, &own_town(&officer)?, &town)?;

    until_morning(&mut scene.node)?;
    let visitor = Person::visitor(&scene.node.url());
    let letter = mail_to(&visitor, READER)?;
    let feed = "query { feed(scope: { mine: true }, first: 1) { changes { summary } } }";
    let told = scene.person(READER)?.ask(feed, &json!({}))?;
    let sentence = text(&told["feed"]["changes"][0]["summary"])?;
    assert!(letter.contains(&sentence), "{sentence}\n{letter}");
    assert!(letter.contains(&format!("/cooperations/{twinning}\n")), "{letter}");
    let address = letter.lines().rfind(|line| line.contains("/unsubscribe?letter="));
    let letter_of = address.and_then(|line| line.split_once("?letter=")).context("an end")?.1;

    let post = |token: &str| -> Result<u16> {
        let url = format!("{}/unsubscribe?letter={token}", scene.node.url());
        // From wherever mail is read.
        let request = ureq::post(url).header("origin", "https://mail.example");
        let request = request.config().http_status_as_error(false).build();
        Ok(request.send("List-Unsubscribe=One-Click")?.status().as_u16())
    };
    let rhythm = || -> Result<Value> {
        let asked = scene.person(READER)?.ask("{ viewer { digest { rhythm } } }", &json!({}))?;
        Ok(asked["viewer"]["digest"]["rhythm"].clone())
    };
    assert_eq!(post(&letter_of[..60])?, 404, "a letter that was cut short");
    assert_eq!(rhythm()?, "DAILY");
    for _ in 0..2 {
        assert_eq!(post(letter_of)?, 204, "twice is once");
        assert_eq!(rhythm()?, "NEVER");
    }
    Ok(())
}
