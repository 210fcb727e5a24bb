//! Pages of other sites: forms, links, scripts and sockets that ride on a person's cookie.

use anyhow::Result;
use serde_json::json;

use crate::signing_in::{OFFICER, PASSWORD};
use crate::wire::{ask_with, cookie_of, demonstration, request, socket};

const SIGN_OUT: &str = "mutation { signOut { done } }";

#[test]
fn a_form_a_link_or_a_script_of_another_site_cannot_act_with_a_cookie() -> Result<()> {
    let node = demonstration(&[])?;
    let cookie = cookie_of(&node, OFFICER, PASSWORD)?;
    let evil = format!("cookie: {cookie}\r\norigin: https://evil.example\r\n");
    let own = format!("cookie: {cookie}\r\n");
    let body = json!({ "query": SIGN_OUT }).to_string();
    for media in
        ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"]
    {
        for origin in [&evil, &own] {
            let headers = format!("content-type: {media}\r\n{origin}");
            let reply = request(&node, "POST /graphql", &headers, body.as_bytes())?;
            assert!(matches!(reply.status, 403 | 415), "{media}: {reply:?}");
        }
    }
    assert_eq!(
        request(&node, "POST /graphql", &own, body.as_bytes())?.status,
        415,
        "no type at all"
    );
    for origin in ["https://evil.example", "null"] {
        let headers = format!("cookie: {cookie}\r\norigin: {origin}\r\n");
        let reply = ask_with(&node, &headers, &json!({ "query": SIGN_OUT }))?;
        assert_eq!((reply.status, reply.code().as_str()), (403, "FOREIGN_ORIGIN"));
    }
    let link = "GET /graphql?query=mutation%7BsignOut%7Bdone%7D%7D";
    let named = format!("{own}accept: application/json\r\n");
    assert_eq!(request(&node, link, &named, b"")?.status, 405);
    let reply = ask_with(&node, &own, &json!({ "query": "{ viewer { id } }" }))?;
    assert!(reply.json()["data"]["viewer"]["id"].is_string(), "nobody was signed out: {reply:?}");
    Ok(())
}

#[test]
fn a_link_of_another_site_cannot_probe_what_a_person_sees() -> Result<()> {
    let node = demonstration(&[])?;
    let cookie = cookie_of(&node, OFFICER, PASSWORD)?;
    for site in ["cross-site", "same-site"] {
        let headers =
            format!("cookie: {cookie}\r\nsec-fetch-site: {site}\r\naccept: application/json\r\n");
        let reply = request(&node, "GET /graphql?query=%7Bviewer%7Bid%7D%7D", &headers, b"")?;
        assert_eq!((reply.status, reply.code().as_str()), (403, "FOREIGN_ORIGIN"), "{site}");
    }
    Ok(())
}

#[test]
fn no_other_site_is_told_that_it_may_read_answers() -> Result<()> {
    let node = demonstration(&[])?;
    let headers = "origin: https://evil.example\r\naccess-control-request-method: POST\r\naccess-control-request-headers: content-type\r\n";
    let reply = request(&node, "OPTIONS /graphql", headers, b"")?;
    assert_eq!(reply.status, 405);
    assert!(!reply.head.contains("access-control-allow"), "{}", reply.head);
    for header in [
        "cross-origin-resource-policy: same-origin",
        "cross-origin-opener-policy: same-origin",
        "content-security-policy: default-src 'none'; frame-ancestors 'none'",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "referrer-policy: same-origin",
        "permissions-policy: camera=()",
        "cache-control: no-store",
    ] {
        assert!(reply.head.contains(header), "{header} in {}", reply.head);
    }
    Ok(())
}

#[test]
fn a_socket_of_another_site_is_not_opened_with_a_cookie() -> Result<()> {
    let node = demonstration(&[])?;
    let cookie = cookie_of(&node, OFFICER, PASSWORD)?;
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        let refused = socket(&node, &[("cookie", &cookie), ("origin", origin)]);
        let text = refused.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(text.contains("403"), "{origin}: {text}");
    }
    assert!(socket(&node, &[("cookie", &cookie), ("origin", &node.url())]).is_ok());
    Ok(())
}
