//! Guessing passwords, planting sessions, and rights that ended while somebody watches.

use anyhow::{Context, Result};
use rives_tests::{Feed, Node, Person};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::wire::{Reply, ask_with, cookie_of, demonstration, request};

/// Somebody of the demonstration, whose password is in its documentation.
pub(crate) const OFFICER: &str = "officer@saint-etienne.example";
pub(crate) const PASSWORD: &str = "two-shores-one-river";

const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) { viewer { id } refusals { rule { id } } } }";

fn try_password(node: &Node, headers: &str, password: &str) -> Result<Reply> {
    let variables = json!({ "input": { "email": OFFICER, "password": password } });
    ask_with(node, headers, &json!({ "query": SIGN_IN, "variables": variables }))
}

#[test]
fn many_guesses_in_one_document_are_refused_and_one_by_one_they_are_throttled() -> Result<()> {
    let node = demonstration(&[])?;
    let guess = |n: usize| {
        format!(
            "a{n}: signIn(input: {{ email: \"{OFFICER}\", password: \"guess-{n}\" }}) {{ viewer {{ id }} }}"
        )
    };
    let document = format!("mutation {{ {} {} }}", guess(1), guess(2));
    let reply = ask_with(&node, "", &json!({ "query": document }))?;
    assert_eq!(reply.code(), "ONE_AT_A_TIME", "{reply:?}");
    let batch = json!([{ "query": format!("mutation {{ {} }}", guess(1)) }, { "query": format!("mutation {{ {} }}", guess(2)) }]);
    assert_eq!(ask_with(&node, "", &batch)?.status, 400, "no batch of guesses either");
    let mut rules = Vec::new();
    for n in 0..9 {
        let reply = try_password(&node, "", &format!("guess-number-{n}"))?;
        let rule = reply.json()["data"]["signIn"]["refusals"][0]["rule"]["id"].take();
        rules.push(rule.as_str().context("a refusal")?.to_owned());
    }
    assert_eq!(rules.last().map(String::as_str), Some("H-TRIES"), "{rules:?}");
    assert!(rules[..8].iter().all(|rule| rule == "H-WRONG-PASSWORD"), "{rules:?}");
    Ok(())
}

#[test]
fn a_session_that_was_planted_before_signing_in_is_not_the_one_that_opens() -> Result<()> {
    let node = demonstration(&[])?;
    let planted = "cookie: rives_session=planted0planted0planted0planted0\r\n";
    let reply = try_password(&node, planted, PASSWORD)?;
    assert!(reply.head.contains("set-cookie: rives_session="), "{}", reply.head);
    assert!(!reply.head.contains("planted"), "{}", reply.head);
    let asked = ask_with(&node, planted, &json!({ "query": "{ viewer { id } }" }))?;
    assert_eq!(asked.json()["data"]["viewer"], Value::Null);
    Ok(())
}

#[test]
fn a_token_in_an_address_is_refused_and_signs_nobody_in() -> Result<()> {
    let node = demonstration(&[])?;
    let cookie = cookie_of(&node, OFFICER, PASSWORD)?;
    let token = cookie.split_once('=').context("name=value")?.1;
    for name in ["token", "access_token", "api_key", "authorization"] {
        let line = format!("GET /graphql?query=%7Bviewer%7Bid%7D%7D&{name}={token}");
        let reply = request(&node, &line, "accept: application/json\r\n", b"")?;
        assert_eq!((reply.status, reply.code().as_str()), (400, "TOKEN_IN_URL"), "{name}");
    }
    let line = format!("GET /graphql?query=%7Bviewer%7Bid%7D%7D&rives_session={token}");
    let reply = request(&node, &line, "accept: application/json\r\n", b"")?;
    assert_eq!(reply.json()["data"]["viewer"], Value::Null, "an unknown parameter is no session");
    Ok(())
}

#[test]
fn a_session_that_is_ended_elsewhere_ends_what_it_watches() -> Result<()> {
    let node = demonstration(&[])?;
    let cookie = cookie_of(&node, OFFICER, PASSWORD)?;
    let mut watching = Feed::open(&node.url(), &cookie, &json!({}), None)?;
    let other = Person::sign_in(&node.url(), OFFICER, PASSWORD)?;
    let data = other.ask("{ viewer { sessions { id current } } }", &json!({}))?;
    let sessions = data["viewer"]["sessions"].as_array().context("sessions")?;
    let first = sessions.iter().find(|session| session["current"] == false).context("the other")?;
    let end = "mutation($input: EndSessionInput!) { endSession(input: $input) { done } }";
    other.ask(end, &json!({ "input": { "session": first["id"] } }))?;
    let (_, closed) = watching.rest();
    assert!(closed.contains("4403"), "{closed}");
    Ok(())
}

#[test]
fn what_is_hidden_answers_like_what_does_not_exist() -> Result<()> {
    let node = demonstration(&[])?;
    let officer = Person::sign_in(&node.url(), OFFICER, PASSWORD)?;
    let town = |person: &Person| -> Result<Value> {
        let query = "{ viewer { seats { organisation { id } } } }";
        Ok(person.ask(query, &json!({}))?["viewer"]["seats"][0]["organisation"]["id"].take())
    };
    let there = Person::sign_in(&node.url(), "officer@tamale.example", PASSWORD)?;
    let input = json!({
        "parties": [{ "organisation": town(&officer)?, "side": 1 }, { "organisation": town(&there)?, "side": 2 }],
        "kind": "FRIENDSHIP", "motives": "Friendship", "themes": ["1.2"],
        "charter": [{ "lang": "fr", "text": "Charte" }, { "lang": "en", "text": "Charter" }]
    });
    let proposed = officer.act("proposeJumelage", input, "jumelage { id }")?.done();
    let hidden = proposed["jumelage"]["id"].as_str().context("an id")?;
    let missing = format!("jumelage:{}", Uuid::new_v4());
    let look = "query($id: ID!) { node(id: $id) { id __typename } nodes(ids: [$id]) { id } }";
    let seen = |id: &str| -> Result<(u16, String)> {
        let reply = ask_with(&node, "", &json!({ "query": look, "variables": { "id": id } }))?;
        Ok((reply.status, reply.body))
    };
    assert!(officer.ask(look, &json!({ "id": hidden }))?["node"]["id"].is_string());
    assert_eq!(seen(hidden)?, seen(&missing)?);
    let act = json!({ "jumelage": hidden, "hash": "00" });
    let stranger = Person::sign_in(&node.url(), "officer@valparaiso.example", PASSWORD)?;
    let answer = |id: &str| -> Result<Vec<String>> {
        let mut input = act.clone();
        input["jumelage"] = json!(id);
        Ok(stranger.act("consentToCharter", input, "")?.refused)
    };
    assert_eq!(answer(hidden)?, answer(&missing)?, "an act tells no more than a look");
    Ok(())
}
