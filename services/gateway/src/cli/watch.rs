//! `rives watch`: follows the live feed of a node through its public API, and resumes from its cursor after a break.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::{say, say_error};
use crate::ws::PROTOCOL;

/// Longest pause before the next attempt to connect.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// A node pings more often than this; more silence means that the line is dead.
const SILENCE: Duration = Duration::from_mins(2);

const CHANGES: &str = "subscription Watch($scope: ScopeInput, $after: Cursor, $lang: Lang) {
  changes(scope: $scope, after: $after) {
    cursor at summary(lang: $lang) actor { label(lang: $lang) } cooperation { title(lang: $lang) }
  }
}";

const SIGN_IN: &str = "mutation($input: SignInInput!) {
  signIn(input: $input) { viewer { id } refusals { message } }
}";

#[derive(Debug, Args)]
pub(super) struct Watch {
    /// Address of the node, e.g. `http://127.0.0.1:8080`.
    url: String,
    /// What to follow, as a `ScopeInput` in JSON, e.g. `{"countries": ["BF", "ML"], "themes": ["1.2"]}`.
    #[arg(long, default_value = "{}")]
    scope: String,
    /// Resume after this cursor; left out: from now on.
    #[arg(long)]
    after: Option<String>,
    /// Language of the sentences: FR, EN or ES.
    #[arg(long, default_value = "EN")]
    lang: String,
    /// Sign in with this address to see what only your organisations see.
    #[arg(long, requires = "password_file")]
    email: Option<String>,
    /// File with the password; its last line end is ignored.
    #[arg(long, requires = "email")]
    password_file: Option<PathBuf>,
}

/// What cannot be mended by connecting again.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Refused(String);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A watcher between connections.
struct Watcher {
    url: String,
    scope: Value,
    lang: String,
    after: Option<String>,
    sign_in: Option<Value>,
    pause: Duration,
}

impl Watch {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let mut watcher = self.watcher()?;
        tokio::select! {
            ended = watcher.run() => ended.map(|()| ExitCode::SUCCESS),
            stopped = tokio::signal::ctrl_c() => {
                stopped?;
                if let Some(cursor) = watcher.after {
                    say_error(&format!("resume with --after {cursor}"));
                }
                Ok(ExitCode::SUCCESS)
            }
        }
    }

    fn watcher(self) -> anyhow::Result<Watcher> {
        let scope = serde_json::from_str(&self.scope).context("--scope is not JSON")?;
        let sign_in = match (self.email, self.password_file) {
            (Some(email), Some(file)) => {
                let text = std::fs::read_to_string(&file)
                    .with_context(|| format!("cannot read {}", file.display()))?;
                Some(json!({ "email": email, "password": text.trim_end_matches(['\r', '\n']) }))
            }
            _ => None,
        };
        let url = socket_address(&self.url)?;
        Ok(Watcher {
            url,
            scope,
            lang: self.lang,
            after: self.after,
            sign_in,
            pause: Duration::ZERO,
        })
    }
}

/// The WebSocket address of a node's web address.
fn socket_address(url: &str) -> anyhow::Result<String> {
    let base = url.trim_end_matches('/').trim_end_matches("/graphql");
    if let Some(rest) = base.strip_prefix("http://").or_else(|| base.strip_prefix("ws://")) {
        return Ok(format!("ws://{rest}/graphql"));
    }
    if base.starts_with("https://") || base.starts_with("wss://") {
        bail!(
            "{url}: this command speaks plain HTTP only; run it beside the node, on its own address"
        );
    }
    bail!("{url}: expected an address such as http://127.0.0.1:8080")
}

impl Watcher {
    /// Connects again after every break, with growing pauses, until something cannot be mended so.
    async fn run(&mut self) -> anyhow::Result<()> {
        loop {
            let Err(error) = self.connection().await else {
                return Ok(());
            };
            if error.is::<Refused>() || error.is::<std::io::Error>() {
                return Err(error);
            }
            self.pause = (self.pause * 2).clamp(Duration::from_secs(1), LONGEST_PAUSE);
            say_error(&format!("{error:#}; connecting again in {} s", self.pause.as_secs()));
            sleep(self.pause).await;
        }
    }

    async fn connection(&mut self) -> anyhow::Result<()> {
        let mut request =
            self.url.as_str().into_client_request().map_err(|error| Refused(error.to_string()))?;
        request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static(PROTOCOL));
        let (mut socket, _) = connect_async(request).await.context("cannot connect")?;
        send(&mut socket, &json!({ "type": "connection_init" })).await?;
        expect(&mut socket, "connection_ack").await?;
        if let Some(input) = self.sign_in.clone() {
            sign_in(&mut socket, input).await?;
        }
        let variables = json!({ "scope": self.scope, "after": self.after, "lang": self.lang });
        let payload = json!({ "query": CHANGES, "variables": variables });
        send(&mut socket, &json!({ "type": "subscribe", "id": "changes", "payload": payload }))
            .await?;
        loop {
            let message = receive(&mut socket).await?;
            match message["type"].as_str() {
                Some("next") => self.change(&message["payload"])?,
                Some("error") => return Err(broken(&message["payload"])),
                Some("complete") => bail!("the node ended the feed"),
                _ => {}
            }
        }
    }

    fn change(&mut self, payload: &Value) -> anyhow::Result<()> {
        self.pause = Duration::ZERO;
        let change = &payload["data"]["changes"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let title = change["cooperation"]["title"].as_str().map(|title| format!("  [{title}]"));
        let line = format!(
            "{}  {}  ({}){}",
            text(&change["at"]),
            text(&change["summary"]),
            text(&change["actor"]["label"]),
            title.unwrap_or_default()
        );
        say(&line)?;
        if let Some(cursor) = change["cursor"].as_str() {
            self.after = Some(cursor.to_owned());
        }
        Ok(())
    }
}

/// An interruption can be mended by resuming; everything else is told and final.
fn broken(errors: &Value) -> anyhow::Error {
    let first = &errors[0];
    let text = first["message"].as_str().unwrap_or("the node refused the feed").to_owned();
    if first["extensions"]["code"] == "INTERRUPTED" { anyhow!(text) } else { Refused(text).into() }
}

async fn sign_in(socket: &mut Socket, input: Value) -> anyhow::Result<()> {
    let payload = json!({ "query": SIGN_IN, "variables": { "input": input } });
    send(socket, &json!({ "type": "subscribe", "id": "sign-in", "payload": payload })).await?;
    let answer = expect(socket, "next").await?;
    let refusals = &answer["payload"]["data"]["signIn"]["refusals"];
    if let Some(message) = refusals[0]["message"].as_str() {
        return Err(Refused(message.to_owned()).into());
    }
    expect(socket, "complete").await.map(drop)
}

async fn send(socket: &mut Socket, message: &Value) -> anyhow::Result<()> {
    socket.send(Message::text(message.to_string())).await.context("the connection broke")
}

async fn expect(socket: &mut Socket, kind: &str) -> anyhow::Result<Value> {
    let message = receive(socket).await?;
    if message["type"] == kind {
        return Ok(message);
    }
    Err(Refused(format!("the node answered {message} where {kind} was expected")).into())
}

/// The next message of the protocol; pings are answered on the way.
async fn receive(socket: &mut Socket) -> anyhow::Result<Value> {
    loop {
        let frame = timeout(SILENCE, socket.next()).await.context("the node is silent")?;
        let text = match frame.context("the connection ended")?.context("the connection broke")? {
            Message::Text(text) => text,
            Message::Close(frame) => {
                let why = frame
                    .map_or_else(String::new, |frame| format!(": {} {}", frame.code, frame.reason));
                bail!("the node closed the connection{why}");
            }
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {
                continue;
            }
        };
        let message: Value = serde_json::from_str(&text).context("the node sent no JSON")?;
        if message["type"] == "ping" {
            send(socket, &json!({ "type": "pong" })).await?;
            continue;
        }
        return Ok(message);
    }
}

#[cfg(test)]
mod tests {
    use super::socket_address;

    #[test]
    fn a_web_address_becomes_that_of_the_socket() {
        for url in
            ["http://127.0.0.1:8080", "http://127.0.0.1:8080/", "ws://127.0.0.1:8080/graphql"]
        {
            assert_eq!(socket_address(url).expect("an address"), "ws://127.0.0.1:8080/graphql");
        }
        assert!(socket_address("https://rives.example").is_err());
        assert!(socket_address("127.0.0.1:8080").is_err());
    }
}
