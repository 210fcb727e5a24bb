//! Crowds: too many requests, too many connections, ten thousand that never finish their sentence.

use std::io::Write as _;

use anyhow::Result;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::json;

use crate::signing_in::{OFFICER, PASSWORD};
use crate::wire::{
    alive, ask, close_code, cookie_of, demonstration, dial, production, ready, request, rest,
    socket,
};

#[test]
fn too_many_requests_are_told_when_to_come_back_and_health_is_still_answered() -> Result<()> {
    let node = production(&[("RIVES_LIMITS__REQUESTS_PER_MINUTE_PER_ADDRESS", "5")])?;
    let replies: Vec<_> = (0..6).map(|_| ask(&node, "{ __typename }")).collect::<Result<_>>()?;
    assert!(replies[..5].iter().all(|reply| reply.status == 200));
    let last = &replies[5];
    assert_eq!((last.status, last.code().as_str()), (429, "RATE_LIMITED"), "{last:?}");
    assert!(last.head.contains("retry-after: "), "{}", last.head);
    assert!(alive(&node)?, "health checks are no requests to the API");
    let forged = "x-forwarded-for: 203.0.113.7\r\ncontent-type: application/json\r\n";
    let reply = request(&node, "POST /graphql", forged, b"{\"query\":\"{__typename}\"}")?;
    assert_eq!(reply.status, 429, "a forged address is believed from trusted proxies only");
    Ok(())
}

#[test]
fn one_person_asks_and_connects_only_so_much_whatever_the_address() -> Result<()> {
    let node = demonstration(&[
        ("RIVES_LIMITS__REQUESTS_PER_MINUTE_PER_PERSON", "3"),
        ("RIVES_LIMITS__CONNECTIONS_PER_PERSON", "2"),
    ])?;
    let cookie = cookie_of(&node, OFFICER, PASSWORD)?;
    let headers = format!("content-type: application/json\r\ncookie: {cookie}\r\n");
    let body = json!({ "query": "{ viewer { id } }" }).to_string();
    let mut last = 0;
    for _ in 0..4 {
        last = request(&node, "POST /graphql", &headers, body.as_bytes())?.status;
    }
    assert_eq!(last, 429);
    assert_eq!(ask(&node, "{ __typename }")?.status, 200, "others are not touched");
    let url = node.url();
    let own = [("cookie", cookie.as_str()), ("origin", url.as_str())];
    let (_first, _second) = (ready(&node, &own)?, ready(&node, &own)?);
    assert_eq!(close_code(&mut socket(&node, &own)?)?, 4429);
    Ok(())
}

#[test]
fn one_address_holds_only_so_many_connections() -> Result<()> {
    let node = production(&[("RIVES_LIMITS__CONNECTIONS_PER_ADDRESS", "3")])?;
    let first = (socket(&node, &[])?, socket(&node, &[])?, socket(&node, &[])?);
    let refused = socket(&node, &[]).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(refused.contains("429"), "{refused}");
    drop(first);
    let held = (dial(&node)?, dial(&node)?, dial(&node)?);
    let said = String::from_utf8_lossy(&rest(&mut dial(&node)?)?).into_owned();
    assert!(said.starts_with("HTTP/1.1 429") && said.contains("connections_per_address"), "{said}");
    drop(held);
    Ok(())
}

/// Connections that the attack holds open.
const MANY: usize = 10_000;
/// Files that this process and the node need beside them.
const OTHERS: usize = 600;

#[test]
fn ten_thousand_half_open_connections_leave_room_for_an_honest_one() -> Result<()> {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum })?;
    let files = limit.maximum.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    let many = MANY.min(files.saturating_sub(OTHERS));
    if many < MANY {
        // Past the test runner, which would swallow it.
        writeln!(
            std::io::stderr(),
            "skipped: {MANY} half-open connections; the machine allows {files} open files, so {many} were tried"
        )?;
    }
    let node = production(&[("RIVES_LIMITS__HEADER_SECONDS", "120")])?;
    let mut held = Vec::with_capacity(many);
    for n in 0..many {
        let mut stream = dial(&node)?;
        // Half say nothing, half begin a sentence.
        if n % 2 == 0 {
            stream.write_all(b"POST /graphql HTTP/1.1\r\nhost: x\r\n")?;
        }
        held.push(stream);
    }
    assert_eq!(ask(&node, "{ __typename }")?.status, 200);
    drop(ready(&node, &[])?);
    drop(held);
    assert!(alive(&node)?);
    Ok(())
}

#[test]
fn when_no_connection_is_free_the_next_is_told_and_comes_in_after_the_slow_are_gone() -> Result<()>
{
    // Long enough that a busy machine does not hang up on the first before the fifth comes.
    let node =
        production(&[("RIVES_LIMITS__SOCKETS", "4"), ("RIVES_LIMITS__HEADER_SECONDS", "5")])?;
    let mut held = (0..4).map(|_| dial(&node)).collect::<Result<Vec<_>>>()?;
    let said = String::from_utf8_lossy(&rest(&mut dial(&node)?)?).into_owned();
    assert!(said.starts_with("HTTP/1.1 503") && said.contains("retry-after"), "{said}");
    for stream in &mut held {
        rest(stream)?;
    }
    assert!(alive(&node)?, "the slow were hung up on");
    Ok(())
}
