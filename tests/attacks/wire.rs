//! The wire: requests and sockets written byte by byte, as an attacker would.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rives_tests::Node;
use serde_json::{Value, json};
use tungstenite::client::IntoClientRequest;
use tungstenite::http::HeaderValue;
use tungstenite::{Message, WebSocket};

/// How long an answer may take; a bound, never a measure.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// The head in lower case.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Reply {
    /// The body as JSON; null when it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    /// The code of the first error.
    pub(crate) fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The message of the first error.
    pub(crate) fn message(&self) -> String {
        self.json()["errors"][0]["message"].as_str().unwrap_or_default().to_owned()
    }
}

/// A node as an operator runs it, without examples.
pub(crate) fn production(environment: &[(&str, &str)]) -> Result<Node> {
    Node::start_with(&["serve"], environment)
}

/// A node with people and examples.
pub(crate) fn demonstration(environment: &[(&str, &str)]) -> Result<Node> {
    Node::start_with(&["serve", "--demo", "--demo-small"], environment)
}

/// A bare connection.
pub(crate) fn dial(node: &Node) -> Result<TcpStream> {
    let stream = TcpStream::connect(host(node))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

pub(crate) fn host(node: &Node) -> String {
    node.url().trim_start_matches("http://").to_owned()
}

/// Everything the other side says until it hangs up.
pub(crate) fn rest(stream: &mut TcpStream) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    let mut part = [0; 4096];
    loop {
        match stream.read(&mut part) {
            Ok(0) => return Ok(all),
            Ok(length) => all.extend_from_slice(&part[..length]),
            // Hung up with something of ours unread.
            Err(error) if matches!(error.kind(), ErrorKind::ConnectionReset) => return Ok(all),
            Err(error) => return Err(error).context("waiting for the other side to hang up"),
        }
    }
}

/// Sends `bytes` as they are and reads the answer.
pub(crate) fn exchange(node: &Node, bytes: &[u8]) -> Result<Reply> {
    let mut stream = dial(node)?;
    // A server that refuses early may hang up before all is sent: its answer counts.
    if let Err(error) = stream.write_all(bytes)
        && !matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset)
    {
        return Err(error.into());
    }
    let answer = String::from_utf8_lossy(&rest(&mut stream)?).into_owned();
    let Some((head, body)) = answer.split_once("\r\n\r\n") else { bail!("no answer: {answer:?}") };
    let status = head.get(9..12).context("a status")?.parse()?;
    Ok(Reply { status, head: head.to_lowercase(), body: body.to_owned() })
}

/// A request with these header lines, each ended by `\r\n`.
pub(crate) fn request(node: &Node, line: &str, headers: &str, body: &[u8]) -> Result<Reply> {
    let (host, length) = (host(node), body.len());
    let head = format!(
        "{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
    );
    exchange(node, &[head.as_bytes(), body].concat())
}

/// A GraphQL request as a well-behaved program sends it, with more header lines.
pub(crate) fn ask_with(node: &Node, headers: &str, body: &Value) -> Result<Reply> {
    let headers = format!("content-type: application/json\r\n{headers}");
    request(node, "POST /graphql", &headers, body.to_string().as_bytes())
}

/// A GraphQL request.
pub(crate) fn ask(node: &Node, query: &str) -> Result<Reply> {
    ask_with(node, "", &json!({ "query": query }))
}

/// True while the node answers.
pub(crate) fn alive(node: &Node) -> Result<bool> {
    Ok(request(node, "GET /healthz", "", b"")?.status == 200)
}

/// A WebSocket, not yet initialised.
pub(crate) fn socket(
    node: &Node,
    headers: &[(&'static str, &str)],
) -> Result<WebSocket<TcpStream>> {
    let mut request = format!("ws://{}/graphql", host(node)).into_client_request()?;
    let map = request.headers_mut();
    map.insert("sec-websocket-protocol", HeaderValue::from_static("graphql-transport-ws"));
    for (name, value) in headers {
        map.insert(*name, HeaderValue::from_str(value)?);
    }
    let (socket, _) =
        tungstenite::client(request, dial(node)?).map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(socket)
}

/// A WebSocket after its acknowledgement.
pub(crate) fn ready(node: &Node, headers: &[(&'static str, &str)]) -> Result<WebSocket<TcpStream>> {
    let mut socket = socket(node, headers)?;
    socket.send(Message::text(r#"{"type":"connection_init"}"#))?;
    let ack = socket.read()?.into_text()?;
    anyhow::ensure!(ack.contains("connection_ack"), "{ack}");
    Ok(socket)
}

/// The code that the other side closes with; whatever it says before is passed over.
pub(crate) fn close_code(socket: &mut WebSocket<TcpStream>) -> Result<u16> {
    loop {
        if let Message::Close(frame) = socket.read().context("waiting for a close frame")? {
            return Ok(frame.context("a code")?.code.into());
        }
    }
}

/// Signs in over the wire; the cookie as `name=value`.
pub(crate) fn cookie_of(node: &Node, email: &str, password: &str) -> Result<String> {
    Ok(rives_tests::Person::sign_in(&node.url(), email, password)?.cookie)
}
