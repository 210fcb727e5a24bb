//! Documents and variables that are made to cost: bombs, circles, depths and numbers without end.

use anyhow::Result;
use serde_json::json;

use crate::wire::{alive, ask, ask_with, production, request};

#[test]
fn bombs_are_refused_before_they_run_with_the_limit_in_words() -> Result<()> {
    let node = production(&[])?;
    let aliases = (0..500).map(|n| format!("a{n}: __typename")).collect::<Vec<_>>().join(" ");
    let doubled = (0..60).map(|n| format!("fragment F{n} on Query {{ ...F{0} ...F{0} }}", n + 1));
    let doubled = doubled.collect::<Vec<_>>().join(" ");
    let fragments = format!("{{ ...F0 }} {doubled} fragment F60 on Query {{ __typename }}");
    let directives = format!("{{ __typename {} }}", "@skip(if: false) ".repeat(500));
    let deep = "{ counters ".repeat(20) + &"}".repeat(20);
    let repeated = format!("{{ {} }}", "__typename ".repeat(1_000));
    for (attack, document, code) in [
        ("alias bomb", format!("{{ {aliases} }}"), "TOO_MANY_ALIASES"),
        ("fragment bomb", fragments, "TOO_MANY_ROOT_FIELDS"),
        (
            "circular fragment",
            "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }".into(),
            "CIRCULAR_FRAGMENT",
        ),
        ("directive overload", directives, "TOO_MANY_DIRECTIVES"),
        ("deep document", deep, "TOO_DEEP"),
        ("brackets without end", "{a".repeat(60_000), "TOO_DEEP"),
        ("lists without end", format!("{{a(b:{}", "[".repeat(100_000)), "TOO_DEEP"),
        ("repeated fields", repeated, "TOO_MANY_ROOT_FIELDS"),
        ("words without end", "a ".repeat(60_000), "TOO_LONG"),
    ] {
        let reply = ask(&node, &document)?;
        assert_eq!(reply.code(), code, "{attack}: {}", reply.body);
        assert!(
            reply.message().contains(char::is_numeric) || code == "CIRCULAR_FRAGMENT",
            "{attack}"
        );
        assert!(alive(&node)?, "{attack}");
    }
    Ok(())
}

#[test]
fn a_costly_document_is_refused_and_a_cheap_one_tells_its_cost_when_asked() -> Result<()> {
    let node = production(&[])?;
    let costly =
        "{ organisations(first: 100) { nodes { cooperations(first: 100) { nodes { id } } } } }";
    let reply = ask(&node, costly)?;
    assert_eq!(reply.code(), "TOO_COMPLEX", "{}", reply.body);
    assert!(reply.message().contains("5000"), "{}", reply.message());
    let cheap = json!({ "query": "{ organisations(first: 10) { nodes { id } } }" });
    let reply = ask_with(&node, "rives-cost: 1\r\n", &cheap)?;
    let extensions = &reply.json()["extensions"];
    assert!(
        extensions["cost"]["complexity"].as_u64().is_some_and(|cost| cost > 10),
        "{extensions}"
    );
    assert_eq!(extensions["most"]["complexity"], 5000);
    assert_eq!(ask_with(&node, "", &cheap)?.json().get("extensions"), None, "only when asked");
    let page = ask(&node, "{ organisations(first: 1000000) { nodes { id } } }")?;
    assert_eq!(page.status, 200, "a page has its own limit: {}", page.body);
    Ok(())
}

#[test]
fn bodies_that_are_no_request_are_answered_and_never_run() -> Result<()> {
    let node = production(&[])?;
    let json = "content-type: application/json\r\n";
    let deep = format!(
        "{{\"query\":\"{{__typename}}\",\"variables\":{{\"a\":{}{}}}}}",
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    let mut latin = b"{\"query\":\"{ __typename # ".to_vec();
    latin.extend([0xe9, 0xff, b'"', b'}']);
    let bodies: [(&str, &[u8], u16); 7] = [
        ("deep variables", deep.as_bytes(), 400),
        ("bytes that are not UTF-8", &latin, 400),
        ("a number out of range", br#"{"query":"{__typename}","variables":{"a":1e999}}"#, 400),
        ("a batch", br#"[{"query":"{__typename}"},{"query":"{__typename}"}]"#, 400),
        ("an empty body", b"", 400),
        ("a half", br#"{"query":"{__type"#, 400),
        ("too long", &vec![b'x'; 300 * 1024], 413),
    ];
    for (attack, body, status) in bodies {
        let reply = request(&node, "POST /graphql", json, body)?;
        assert_eq!(reply.status, status, "{attack}: {}", reply.body);
        assert!(!reply.message().is_empty(), "{attack}");
    }
    let upload = "content-type: multipart/form-data; boundary=x\r\n";
    let form = b"--x\r\ncontent-disposition: form-data; name=\"operations\"\r\n\r\n{\"query\":\"{__typename}\"}\r\n--x--";
    assert_eq!(request(&node, "POST /graphql", upload, form)?.status, 415, "uploads are not taken");
    let charset = "content-type: application/json; charset=utf-16\r\n";
    assert_eq!(request(&node, "POST /graphql", charset, b"{}")?.status, 415);
    Ok(())
}

#[test]
fn numbers_beyond_every_size_are_client_errors() -> Result<()> {
    let node = production(&[])?;
    let nines = "9".repeat(5_000);
    for number in [nines.as_str(), "1e400", "-1", "99999999999", "0.5"] {
        let reply =
            ask(&node, &format!("{{ organisations(first: {number}) {{ nodes {{ id }} }} }}"))?;
        assert!(matches!(reply.status, 200 | 400), "{number:.9}: {reply:?}");
        assert!(!reply.body.contains("INTERNAL"), "{number:.9}: {}", reply.body);
    }
    let variables = json!({ "first": 9_007_199_254_740_993_i64 });
    let query = "query($first: Int) { organisations(first: $first) { nodes { id } } }";
    let reply = ask_with(&node, "", &json!({ "query": query, "variables": variables }))?;
    assert!(reply.json()["errors"].is_array(), "{}", reply.body);
    assert!(!reply.body.contains("INTERNAL"), "{}", reply.body);
    assert!(alive(&node)?);
    Ok(())
}
