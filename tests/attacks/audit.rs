//! The checks of graphql-cop, by its names and severities, against a node as an operator runs it: `PyPI`'s package of that
//! name is an empty placeholder ("Reserved name placeholder. No functionality."), so that they are made here.

use anyhow::Result;
use rives_tests::Node;
use serde_json::{Value, json};

use crate::wire::{Reply, ask, ask_with, production, request};

/// How bad a finding would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Severity {
    High,
    Medium,
    Low,
    Info,
}

type Check = fn(&Node) -> Result<bool>;

/// Title, severity, and the check: true when the weakness is found.
const CHECKS: [(&str, Severity, Check); 13] = [
    ("Introspection", Severity::High, introspection),
    ("Alias Overloading", Severity::High, alias_overloading),
    ("Array-based Query Batching", Severity::High, batching),
    ("Directive Overloading", Severity::High, directive_overloading),
    ("Introspection-based Circular Query", Severity::High, circular_introspection),
    ("Field Duplication", Severity::High, field_duplication),
    ("GET Method Query Support", Severity::Medium, get_query),
    ("Mutation is allowed over GET (possible CSRF)", Severity::Medium, get_mutation),
    ("POST based url-encoded query (possible CSRF)", Severity::Medium, url_encoded_post),
    ("Field Suggestions", Severity::Low, field_suggestions),
    ("GraphQL IDE", Severity::Low, query_page),
    ("Trace Mode", Severity::Info, trace_mode),
    ("Unhandled Errors Detection", Severity::Info, unhandled_errors),
];

#[test]
fn an_audit_by_the_checks_of_graphql_cop_finds_nothing() -> Result<()> {
    let node = production(&[])?;
    let mut found = Vec::new();
    for (title, severity, check) in CHECKS {
        if check(&node)? {
            found.push(format!("[{severity:?}] {title}"));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    Ok(())
}

#[test]
fn with_introspection_switched_on_nothing_else_opens() -> Result<()> {
    let node = production(&[("RIVES_INTROSPECTION", "true")])?;
    assert!(introspection(&node)?, "the check finds what is there");
    assert!(!circular_introspection(&node)?);
    assert!(!directive_overloading(&node)? && !alias_overloading(&node)?);
    Ok(())
}

fn answered(reply: &Reply, path: &str) -> bool {
    reply.json().pointer(path).is_some_and(|value| !value.is_null())
}

fn introspection(node: &Node) -> Result<bool> {
    let reply = ask(node, "query cop { __schema { types { name fields { name } } } }")?;
    Ok(answered(&reply, "/data/__schema/types"))
}

fn alias_overloading(node: &Node) -> Result<bool> {
    let aliases = (0..101).map(|n| format!("alias{n}:__typename")).collect::<Vec<_>>().join(" \n");
    let reply = ask(node, &format!("query cop {{ {aliases} }}"))?;
    Ok(answered(&reply, "/data/alias100"))
}

fn batching(node: &Node) -> Result<bool> {
    let batch = json!(vec![json!({ "query": "query cop { __typename }" }); 10]);
    Ok(ask_with(node, "", &batch)?.json().as_array().is_some_and(|all| all.len() == 10))
}

fn directive_overloading(node: &Node) -> Result<bool> {
    let reply = ask(node, &format!("query cop {{ __typename {} }}", "@aa".repeat(10)))?;
    Ok(reply.json()["errors"].as_array().is_some_and(|errors| errors.len() == 10))
}

fn circular_introspection(node: &Node) -> Result<bool> {
    let circle = "query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }";
    Ok(answered(&ask(node, circle)?, "/data/__schema/types"))
}

fn field_duplication(node: &Node) -> Result<bool> {
    let reply = ask(node, &format!("query cop {{ {} }}", "__typename \n".repeat(500)))?;
    Ok(answered(&reply, "/data/__typename"))
}

fn get_query(node: &Node) -> Result<bool> {
    let reply = request(node, "GET /graphql?query=%7B__typename%7D", "accept: */*\r\n", b"")?;
    Ok(answered(&reply, "/data/__typename"))
}

fn get_mutation(node: &Node) -> Result<bool> {
    let line = "GET /graphql?query=mutation%20cop%20%7B__typename%7D";
    let loose = request(node, line, "accept: */*\r\n", b"")?;
    let named = request(node, line, "accept: application/json\r\n", b"")?;
    Ok(answered(&loose, "/data/__typename") || answered(&named, "/data/__typename"))
}

fn url_encoded_post(node: &Node) -> Result<bool> {
    let headers = "content-type: application/x-www-form-urlencoded\r\n";
    let reply = request(node, "POST /graphql", headers, b"query=query%20cop%20%7B__typename%7D")?;
    Ok(answered(&reply, "/data/__typename"))
}

fn field_suggestions(node: &Node) -> Result<bool> {
    let texts =
        ["query cop { organisation }", "query cop { organisations(frist: 1) { nodes { id } } }"];
    let replies = texts.iter().map(|text| ask(node, text)).collect::<Result<Vec<_>>>()?;
    Ok(replies.iter().any(|reply| reply.body.contains("Did you mean")))
}

fn query_page(node: &Node) -> Result<bool> {
    let pages = ["/graphiql", "/playground", "/console", "/graphql"];
    let get = |path: &&str| request(node, &format!("GET {path}"), "accept: text/html\r\n", b"");
    let replies = pages.iter().map(get).collect::<Result<Vec<_>>>()?;
    Ok(replies.iter().any(|reply| reply.body.to_lowercase().contains("graphiql")))
}

fn trace_mode(node: &Node) -> Result<bool> {
    let reply = ask(node, "query cop { __typename }")?;
    Ok(reply.json().pointer("/extensions/tracing").is_some_and(Value::is_object))
}

fn unhandled_errors(node: &Node) -> Result<bool> {
    let reply = ask(node, "qwerty cop { abc }")?.body.to_lowercase();
    Ok(["exception", "stacktrace", "panicked", ".rs:"].iter().any(|word| reply.contains(word)))
}
