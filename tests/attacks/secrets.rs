//! Secrets in every place that is read, at the loudest level of the log: none of them is written down.

use anyhow::{Context, Result};
use rives_tests::Person;
use serde_json::json;
use tungstenite::Message;

use crate::signing_in::{OFFICER, PASSWORD};
use crate::wire::{ask_with, close_code, cookie_of, demonstration, ready, request, socket};

const WRONG: &str = "hunter2-wrong-password";
const BEARER: &str = "bearer0secret0bearer0secret";
const INIT: &str = "init0secret0init0secret";
const IN_URL: &str = "url0secret0url0secret";
const IN_JSON: &str = "json0secret0json0secret";
const IN_DOCUMENT: &str = "document0secret0document";

#[test]
fn no_secret_is_written_to_the_log_nor_repeated_in_an_error() -> Result<()> {
    let mut node = demonstration(&[("RIVES_LOG__LEVEL", "trace")])?;
    let cookie = cookie_of(&node, OFFICER, PASSWORD)?;
    let session = cookie.split_once('=').context("name=value")?.1.to_owned();
    assert!(Person::sign_in(&node.url(), OFFICER, WRONG).is_err());
    let body = json!({ "query": "{ viewer { id } }" });
    let mut errors = vec![
        ask_with(&node, &format!("authorization: Bearer {BEARER}\r\n"), &body)?.body,
        ask_with(&node, &format!("cookie: rives_session={BEARER}\r\n"), &body)?.body,
    ];
    let line = format!("GET /graphql?token={IN_URL}&query=%7B__typename%7D");
    errors.push(request(&node, &line, "accept: application/json\r\n", b"")?.body);
    let json = "content-type: application/json\r\n";
    let broken = format!("{{\"query\":\"{{a}}\",\"variables\":{{\"password\":\"{IN_JSON}\"");
    errors.push(request(&node, "POST /graphql", json, broken.as_bytes())?.body);
    let typed = json!({
        "query": "mutation($input: SignInInput!) { signIn(input: $input) { viewer { id } } }",
        "variables": { "input": { "email": OFFICER, "passwort": IN_JSON } }
    });
    errors.push(ask_with(&node, "", &typed)?.body);
    let inline = format!(
        "mutation {{ signIn(input: {{ email: \"x\", password: \"{IN_DOCUMENT}\" }} {{ id }} }}"
    );
    errors.push(ask_with(&node, "", &json!({ "query": inline }))?.body);
    let mut watching = socket(&node, &[])?;
    let init = json!({ "type": "connection_init", "payload": { "token": INIT } });
    watching.send(Message::text(init.to_string()))?;
    assert_eq!(close_code(&mut watching)?, 4403);
    let url = node.url();
    drop(ready(&node, &[("cookie", &cookie), ("origin", &url)])?);
    node.stop()?;
    let (said, errors) = (node.said(), errors.join("\n"));
    assert!(said.contains("answered"), "the log was loud: {said}");
    for secret in [PASSWORD, WRONG, BEARER, INIT, IN_URL, IN_JSON, IN_DOCUMENT, &session, OFFICER] {
        let shown = said.lines().find(|line| line.contains(secret));
        // The demonstration prints its own sign-ins at start, for whoever tries it.
        let printed = [PASSWORD, OFFICER].contains(&secret);
        assert!(
            shown.is_none() || printed && !shown.is_some_and(|line| line.contains("TRACE")),
            "{secret}: {shown:?}"
        );
    }
    for secret in [BEARER, INIT, IN_URL, IN_JSON] {
        assert!(!errors.contains(secret), "{secret} in {errors}");
    }
    Ok(())
}
