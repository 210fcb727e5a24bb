//! Tokens: an integrator reads over HTTP, follows as a seat over WebSocket, and is out the moment the token is revoked.

use anyhow::{Context as _, Result};
use rives_tests::{Feed, Person};
use serde_json::{Value, json};

use crate::scene::{Scene, own_town, record_town, text};

const CREATE: &str = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) {
    secret apiToken { id prefix } refusals { rule { id } } } }";

/// A token of somebody: its id and its secret.
pub(crate) fn token(of: &Person, scope: &str) -> Result<(String, String)> {
    let input = json!({ "input": { "name": "mirror", "scope": scope, "days": 1 } });
    let made = of.ask(CREATE, &input)?["createApiToken"].take();
    Ok((text(&made["apiToken"]["id"])?, text(&made["secret"])?))
}

/// Status and body of a question asked at `path` with an `Authorization` header.
fn raw(url: &str, path: &str, authorization: &str) -> Result<(u16, Value)> {
    let mut response = ureq::post(format!("{url}{path}"))
        .config()
        .http_status_as_error(false)
        .build()
        .header("authorization", authorization)
        .send_json(json!({ "query": "{ viewer { id } }" }))?;
    Ok((response.status().as_u16(), response.body_mut().read_json()?))
}

#[test]
fn an_integrator_reads_follows_acts_and_is_out_at_once_when_revoked() -> Result<()> {
    let scene = Scene::open()?;
    let (url, officer) = (scene.node.url(), scene.saint_etienne()?);
    let town = own_town(&officer)?;
    let (_, public) = token(&officer, "READ_PUBLIC")?;
    let reader = Person::programme(&url, &public);
    assert_eq!(reader.ask("{ viewer { id } }", &json!({}))?["viewer"], Value::Null);

    let (id, secret) = token(&officer, "ACT_AS_SEAT")?;
    let programme = Person::programme(&url, &secret);
    assert_eq!(own_town(&programme)?, town, "it sees as its seat");
    let head = text(&programme.ask("{ head }", &json!({}))?["head"])?;
    let mut feed = Feed::with_token(&url, &secret, Some(&head))?;
    let recorded = record_town(&programme, "ML", "Ville-du-miroir", "FOREIGN_LOCAL_AUTHORITY")?;
    assert_eq!(feed.change()?["subject"]["id"], recorded, "it follows what it did");

    let revoke =
        "mutation($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { done } }";
    let input = json!({ "input": { "token": id } });
    assert_eq!(officer.ask(revoke, &input)?["revokeApiToken"]["done"], true);
    let (_, closed) = feed.rest();
    assert!(closed.contains("4403") || closed.contains("forbidden"), "{closed}");
    let (status, body) = raw(&url, "/graphql", &format!("Bearer {secret}"))?;
    assert_eq!(
        (status, &body["errors"][0]["extensions"]["code"]),
        (401, &json!("UNAUTHENTICATED"))
    );
    assert!(Feed::with_token(&url, &secret, None).is_err(), "nor over the socket");
    Ok(())
}

#[test]
fn a_token_in_the_address_is_refused_and_a_wrong_one_is_nobodys() -> Result<()> {
    let scene = Scene::open()?;
    let (url, officer) = (scene.node.url(), scene.saint_etienne()?);
    let (_, secret) = token(&officer, "READ_AS_SEAT")?;
    for path in [format!("/graphql?access_token={secret}"), format!("/graphql?x={secret}")] {
        let (status, body) = raw(&url, &path, &format!("Bearer {secret}"))?;
        assert_eq!(
            (status, &body["errors"][0]["extensions"]["code"]),
            (400, &json!("TOKEN_IN_URL"))
        );
    }
    let (status, _) = raw(&url, "/graphql", "Bearer rvs_00000000_wrong")?;
    assert_eq!(status, 401);
    let (status, body) = raw(&url, "/graphql", &format!("bearer {secret}"))?;
    assert_eq!(status, 200);
    body["data"]["viewer"]["id"].as_str().context("the seat's person")?;
    Ok(())
}
