//! Frames: what breaks the protocol of a WebSocket, and the code that the connection is closed with.

use std::io::{ErrorKind, Read as _, Write as _};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use rives_tests::Node;
use tungstenite::Message;

use crate::wire::{PATIENCE, alive, close_code, dial, production, ready, rest, socket};

/// A client frame by hand: header, length as told, zero mask, payload.
fn frame(first: u8, told: u64, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    match u8::try_from(told) {
        Ok(short) if short < 126 => bytes.push(0x80 | short),
        _ => {
            bytes.push(0x80 | 127);
            bytes.extend(told.to_be_bytes());
        }
    }
    bytes.extend([0; 4]);
    bytes.extend(payload);
    bytes
}

/// Sends raw bytes on a connection that is ready; the code that it is closed with, 0 for none.
fn told(node: &Node, bytes: &[u8]) -> Result<u16> {
    let mut socket = ready(node, &[])?;
    socket.get_mut().write_all(bytes)?;
    match close_code(&mut socket) {
        Ok(code) => Ok(code),
        Err(error) if error.to_string().contains("waiting for a close frame") => Ok(0),
        Err(error) => Err(error),
    }
}

#[test]
fn a_frame_that_breaks_the_protocol_ends_its_connection_and_nothing_else() -> Result<()> {
    let node = production(&[])?;
    for (attack, bytes, code) in [
        ("binary", frame(0x82, 1, b"x"), 4400),
        ("not JSON", frame(0x81, 1, b"x"), 4400),
        ("not UTF-8", frame(0x81, 2, &[0xc3, 0x28]), 4400),
        ("longer than allowed", frame(0x81, 300_000, b"x"), 4400),
        ("longer than any memory", frame(0x81, 1 << 62, b"x"), 4400),
        ("a reserved opcode", frame(0x83, 1, b"x"), 4400),
        ("a continuation of nothing", frame(0x80, 1, b"x"), 4400),
        ("a long ping", frame(0x89, 200, &[0; 200]), 4400),
    ] {
        assert_eq!(told(&node, &bytes)?, code, "{attack}");
        assert!(alive(&node)?, "{attack}");
    }
    Ok(())
}

#[test]
fn a_message_in_a_million_pieces_stays_within_the_limit() -> Result<()> {
    let node = production(&[("RIVES_LIMITS__MESSAGE_KIB", "16")])?;
    let mut socket = ready(&node, &[])?;
    let mut pieces = frame(0x01, 100, &[b' '; 100]);
    for _ in 0..200 {
        pieces.extend(frame(0x00, 100, &[b' '; 100]));
    }
    socket.get_mut().write_all(&pieces)?;
    assert_eq!(close_code(&mut socket)?, 4400);
    Ok(())
}

#[test]
fn a_client_that_talks_without_pause_is_closed_with_4429() -> Result<()> {
    let node = production(&[("RIVES_LIMITS__MESSAGES_PER_SECOND", "20")])?;
    let mut socket = ready(&node, &[])?;
    for _ in 0..100 {
        if socket.write(Message::text(r#"{"type":"ping"}"#)).is_err() {
            break;
        }
    }
    // What could not be sent any more was not wanted any more.
    socket.flush().unwrap_or_default();
    assert_eq!(close_code(&mut socket)?, 4429);
    Ok(())
}

#[test]
fn the_codes_of_the_protocol_are_told() -> Result<()> {
    let node = production(&[("RIVES_LIMITS__OPERATIONS_PER_CONNECTION", "1")])?;
    let subscribe = r#"{"type":"subscribe","id":"1","payload":{"query":"subscription { changes { cursor } }"}}"#;
    let mut early = socket(&node, &[])?;
    early.send(Message::text(subscribe))?;
    assert_eq!(close_code(&mut early)?, 4401, "before connection_init");
    let mut forged = socket(&node, &[])?;
    forged.send(Message::text(r#"{"type":"connection_init","payload":{"token":"forged"}}"#))?;
    assert_eq!(close_code(&mut forged)?, 4403, "a token that nobody holds");
    let mut twice = ready(&node, &[])?;
    twice.send(Message::text(r#"{"type":"connection_init"}"#))?;
    assert_eq!(close_code(&mut twice)?, 4429, "initialised twice");
    let mut same = ready(&node, &[])?;
    same.send(Message::text(subscribe))?;
    same.send(Message::text(subscribe))?;
    assert_eq!(close_code(&mut same)?, 4409, "an id in use");
    let mut many = ready(&node, &[])?;
    many.send(Message::text(subscribe))?;
    many.send(Message::text(subscribe.replace("\"1\"", "\"2\"")))?;
    let refused = many.read()?.into_text()?;
    assert!(refused.contains("TOO_MANY_OPERATIONS"), "{refused}");
    let mut other = socket(&node, &[("sec-websocket-protocol", "graphql-ws")]);
    if let Ok(socket) = &mut other {
        assert_eq!(close_code(socket)?, 4406, "another sub-protocol");
    }
    Ok(())
}

#[test]
fn who_never_says_connection_init_is_closed_with_4408_whatever_else_they_send() -> Result<()> {
    let node = production(&[("RIVES_LIMITS__INIT_SECONDS", "1")])?;
    let mut silent = socket(&node, &[])?;
    let mut chatty = socket(&node, &[])?;
    chatty.get_ref().set_read_timeout(Some(Duration::from_millis(50)))?;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match chatty.read() {
            Ok(Message::Close(Some(close))) => {
                assert_eq!(u16::from(close.code), 4408);
                break;
            }
            Ok(_) => {}
            // Nothing came in time: one more ping, slower than the limit of messages a second.
            Err(tungstenite::Error::Io(error)) if error.kind() == ErrorKind::WouldBlock => {
                chatty.send(Message::Ping(Vec::new().into()))?;
            }
            Err(error) => bail!("{error}"),
        }
    }
    assert!(begun.elapsed() < PATIENCE, "it was let go on");
    assert_eq!(close_code(&mut silent)?, 4408);
    Ok(())
}

#[test]
fn who_sends_a_request_letter_by_letter_is_hung_up_on() -> Result<()> {
    let node = production(&[("RIVES_LIMITS__HEADER_SECONDS", "1")])?;
    let mut silent = dial(&node)?;
    let mut slow = dial(&node)?;
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ")?;
    slow.set_read_timeout(Some(Duration::from_millis(50)))?;
    let begun = Instant::now();
    let mut part = [0; 512];
    loop {
        assert!(begun.elapsed() < PATIENCE, "it was let go on");
        match slow.read(&mut part) {
            // Nothing came in time: one more letter.
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                if slow.write_all(b"a").is_err() {
                    break;
                }
            }
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
    }
    rest(&mut silent)?;
    assert!(alive(&node)?);
    Ok(())
}
