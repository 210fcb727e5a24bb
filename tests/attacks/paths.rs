//! Paths and names of hosts that lead elsewhere, and requests that are two at once.

use anyhow::Result;

use crate::wire::{alive, exchange, host, production, request};

#[test]
fn no_path_leads_out_of_the_pages() -> Result<()> {
    let node = production(&[])?;
    for path in [
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/_app/../../../etc/passwd",
        "/_app/immutable/..%5c..%5cetc/passwd",
        "//etc/passwd",
        "/index.html%00.js",
        "/people.db",
        "/people.key",
        "/.git/config",
        "file:///etc/passwd",
    ] {
        let reply = request(&node, &format!("GET {path}"), "", b"")?;
        assert!(matches!(reply.status, 200 | 400 | 404), "{path}: {}", reply.status);
        assert!(!reply.body.contains("root:") && !reply.body.contains("SQLite"), "{path}");
        let page = reply.head.contains("text/html");
        assert!(reply.status != 200 || page, "{path} is at most a page of ours");
    }
    assert_eq!(request(&node, "TRACE /", "", b"")?.status, 405);
    Ok(())
}

#[test]
fn the_name_of_the_host_is_never_repeated_nor_believed() -> Result<()> {
    let node = production(&[("RIVES_PUBLIC_URL", "https://rives.example")])?;
    for head in [
        "GET /nowhere HTTP/1.1\r\nhost: evil.example\r\n",
        "GET http://evil.example/nowhere HTTP/1.1\r\nhost: evil.example\r\n",
        "GET /nowhere HTTP/1.1\r\nhost: rives.example\r\nx-forwarded-host: evil.example\r\n",
        "GET /nowhere HTTP/1.1\r\nhost: rives.example\r\nhost: evil.example\r\n",
        "GET /nowhere HTTP/1.0\r\n",
    ] {
        let reply = exchange(&node, format!("{head}connection: close\r\n\r\n").as_bytes())?;
        assert!(!reply.body.contains("evil") && !reply.head.contains("evil"), "{head}: {reply:?}");
        assert!(reply.status < 500, "{head}: {reply:?}");
    }
    let body = "{\"query\":\"{__typename}\"}";
    let forged = "content-type: application/json\r\ncookie: __Host-rives_session=x\r\norigin: http://evil.example\r\n";
    let line = format!(
        "POST /graphql HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\ncontent-length: {}\r\n{forged}\r\n{body}",
        body.len()
    );
    assert_eq!(
        exchange(&node, line.as_bytes())?.status,
        403,
        "an origin is not ours because the host says so"
    );
    let secure = request(&node, "GET /", "", b"")?;
    assert!(secure.head.contains("strict-transport-security: max-age=31536000"), "{}", secure.head);
    Ok(())
}

#[test]
fn a_page_loads_its_own_scripts_only() -> Result<()> {
    let node = production(&[])?;
    let page = request(&node, "GET /", "", b"")?;
    let policy = page.head.lines().find(|line| line.starts_with("content-security-policy: "));
    let policy = policy.unwrap_or_default();
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"), "{policy}");
    Ok(())
}

#[test]
fn a_request_that_is_two_at_once_is_refused() -> Result<()> {
    let node = production(&[])?;
    let host = host(&node);
    for smuggled in [
        format!(
            "POST /graphql HTTP/1.1\r\nhost: {host}\r\ncontent-length: 5\r\ncontent-length: 6\r\nconnection: close\r\n\r\n12345"
        ),
        format!(
            "POST /graphql HTTP/1.1\r\nhost: {host}\r\ncontent-length: 4\r\ntransfer-encoding: xchunked\r\nconnection: close\r\n\r\n1234"
        ),
        format!("GET / HTTP/1.1\r\nhost: {host}\r\nx-a: b\rc\r\nconnection: close\r\n\r\n"),
        format!(
            "GET / HTTP/1.1\r\nhost: {host}\r\nx-long: {}\r\nconnection: close\r\n\r\n",
            "a".repeat(200_000)
        ),
        format!(
            "GET / HTTP/1.1\r\nhost: {host}\r\n{}connection: close\r\n\r\n",
            "x-a: b\r\n".repeat(500)
        ),
    ] {
        let reply = exchange(&node, smuggled.as_bytes())?;
        assert!(matches!(reply.status, 400 | 415 | 431), "{smuggled:.80}: {reply:?}");
    }
    assert!(alive(&node)?);
    Ok(())
}
