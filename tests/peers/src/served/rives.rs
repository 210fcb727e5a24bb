//! Rives itself as its users meet it: a remark on a twinning by GraphQL, decided, appended, projected, answered.

use anyhow::{Context as _, bail, ensure};
use async_trait::async_trait;
use futures_util::{SinkExt as _, StreamExt as _};
use rives_tests::{Node, Person};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::peer::{Peer, Writer};

/// Sent with the same variables, so that as many bytes come and are read.
const NOTHING: &str = "{ __typename }";

const REMARK: &str = "mutation($input: RemarkInput!) { remarkOnJumelage(input: $input) { cursor refusals { message } } }";

/// What is asked of the node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// A remark over HTTP.
    Http,
    /// A remark over a WebSocket.
    Socket,
    /// Over HTTP, a query that reads nothing: what is left for everything else on this machine, its client included.
    Nothing,
}

struct Rives {
    ask: Ask,
    person: Person,
    /// The town that acts.
    own: String,
    url: String,
    http: reqwest::Client,
    _node: Node,
}

enum Way {
    Http { client: reqwest::Client, url: String, cookie: String },
    Socket { socket: Box<WebSocketStream<TcpStream>>, asked: u64 },
}

struct Handle {
    way: Way,
    nothing: bool,
    jumelage: String,
    charter: String,
}

pub(crate) async fn http() -> anyhow::Result<Box<dyn Peer>> {
    start(Ask::Http).await
}

pub(crate) async fn nothing() -> anyhow::Result<Box<dyn Peer>> {
    start(Ask::Nothing).await
}

pub(crate) async fn websocket() -> anyhow::Result<Box<dyn Peer>> {
    start(Ask::Socket).await
}

async fn start(ask: Ask) -> anyhow::Result<Box<dyn Peer>> {
    let rives = tokio::task::spawn_blocking(move || {
        let limits = [
            ("RIVES_LIMITS__CONNECTIONS_PER_PERSON", "1000"),
            ("RIVES_LIMITS__MESSAGES_PER_SECOND", "1000000"),
        ];
        let node = Node::start_with(&["serve", "--demo", "--demo-small"], &limits)?;
        let url = node.url();
        let person =
            Person::sign_in(&url, "officer@saint-etienne.example", "two-shores-one-river")?;
        let query = "{ viewer { seats { organisation { id } } } }";
        let seats = person.ask(query, &json!({}))?;
        let own = text(&seats["viewer"]["seats"][0]["organisation"]["id"])?;
        let http = reqwest::Client::new();
        Ok::<_, anyhow::Error>(Rives { ask, person, own, url, http, _node: node })
    });
    Ok(Box::new(rives.await??))
}

#[async_trait]
impl Peer for Rives {
    async fn writer(&self, stream: &str) -> anyhow::Result<Box<dyn Writer>> {
        let (person, own, name) = (self.person.clone(), self.own.clone(), stream.to_owned());
        let twinned = tokio::task::spawn_blocking(move || twin(&person, &own, &name)).await?;
        let (jumelage, charter) = twinned?;
        let cookie = self.person.cookie.clone();
        let way = if self.ask == Ask::Socket {
            Way::Socket { socket: Box::new(open(&self.url, &cookie).await?), asked: 0 }
        } else {
            Way::Http { client: self.http.clone(), url: format!("{}/graphql", self.url), cookie }
        };
        Ok(Box::new(Handle { way, nothing: self.ask == Ask::Nothing, jumelage, charter }))
    }
}

/// A twinning of this writer's own: its id and the hash of its charter.
fn twin(person: &Person, own: &str, name: &str) -> anyhow::Result<(String, String)> {
    let names = json!([{ "lang": "fr", "text": format!("Ville {name}"), "use": "OFFICIAL" }]);
    let town = json!({ "kind": "FOREIGN_LOCAL_AUTHORITY", "country": "ML", "names": names, "source": "a letter" });
    let town = person.act("recordOrganisation", town, "organisation { id }")?.done();
    let proposal = json!({
        "parties": [
            { "organisation": own, "side": 1 },
            { "organisation": town["organisation"]["id"], "side": 2 }
        ],
        "kind": "FRIENDSHIP", "motives": "Music", "themes": ["1.2"],
        "charter": [{ "lang": "fr", "text": "Charte" }, { "lang": "en", "text": "Charter" }]
    });
    let twinned =
        person.act("proposeJumelage", proposal, "jumelage { id charter { hash } }")?.done();
    Ok((text(&twinned["jumelage"]["id"])?, text(&twinned["jumelage"]["charter"]["hash"])?))
}

fn text(value: &Value) -> anyhow::Result<String> {
    value.as_str().map(str::to_owned).with_context(|| format!("{value} is no text"))
}

async fn open(url: &str, cookie: &str) -> anyhow::Result<WebSocketStream<TcpStream>> {
    let host = url.strip_prefix("http://").context("an http address")?;
    let mut request = format!("ws://{host}/graphql").into_client_request()?;
    let headers = request.headers_mut();
    headers.insert("sec-websocket-protocol", "graphql-transport-ws".parse()?);
    headers.insert("origin", url.parse()?);
    headers.insert("cookie", cookie.parse()?);
    let stream = TcpStream::connect(host).await?;
    stream.set_nodelay(true)?;
    let (mut socket, _) = client_async(request, stream).await?;
    socket.send(Message::text(json!({ "type": "connection_init" }).to_string())).await?;
    let acknowledged = frame(&mut socket).await?;
    ensure!(acknowledged["type"] == "connection_ack", "no acknowledgement: {acknowledged}");
    Ok(socket)
}

async fn frame(socket: &mut WebSocketStream<TcpStream>) -> anyhow::Result<Value> {
    while let Some(message) = socket.next().await {
        if let Message::Text(text) = message? {
            let frame: Value = serde_json::from_str(&text)?;
            if frame["type"] == "ping" {
                socket.send(Message::text(json!({ "type": "pong" }).to_string())).await?;
                continue;
            }
            return Ok(frame);
        }
    }
    bail!("the server closed the socket")
}

#[async_trait]
impl Writer for Handle {
    async fn append(&mut self, event: &str) -> anyhow::Result<()> {
        let input = json!({
            "commandId": uuid::Uuid::new_v4(), "cooperation": self.jumelage, "about": self.charter,
            "body": { "lang": "fr", "text": event }
        });
        let query = if self.nothing { NOTHING } else { REMARK };
        let asked = json!({ "query": query, "variables": { "input": input } });
        let answer = match &mut self.way {
            Way::Http { client, url, cookie } => {
                let request = client.post(url.as_str()).header("cookie", cookie.as_str());
                request.json(&asked).send().await?.json::<Value>().await?
            }
            Way::Socket { socket, asked: number } => {
                *number += 1;
                let id = number.to_string();
                let frame_out = json!({ "id": id, "type": "subscribe", "payload": asked });
                socket.send(Message::text(frame_out.to_string())).await?;
                let mut next = frame(socket).await?;
                let complete = frame(socket).await?;
                ensure!(complete["type"] == "complete" && complete["id"] == id, "{complete}");
                next["payload"].take()
            }
        };
        if self.nothing {
            ensure!(answer["data"]["__typename"] == "Query", "it was not answered: {answer}");
            return Ok(());
        }
        let done = &answer["data"]["remarkOnJumelage"];
        ensure!(done["cursor"].is_string(), "the remark was not taken: {answer}");
        Ok(())
    }
}
