//! Somebody who watches the live feed over graphql-transport-ws.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tungstenite::client::IntoClientRequest;
use tungstenite::http::HeaderValue;
use tungstenite::{Message, WebSocket};

/// How long to wait for a change that must come; a bound, never a measure.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open subscription to `changes`.
pub struct Feed {
    socket: WebSocket<TcpStream>,
    /// The cursor of the last change received: where to resume.
    pub cursor: Option<String>,
}

impl Feed {
    /// Subscribes to `scope` after `after` with the session in `cookie` (empty: a visitor).
    ///
    /// # Errors
    /// When the server refuses the connection or the subscription.
    pub fn open(url: &str, cookie: &str, scope: &Value, after: Option<&str>) -> Result<Self> {
        Self::begin(url, cookie, &json!({ "type": "connection_init" }), scope, after)
    }

    /// Subscribes to everything as a programme that sends its API token in `connection_init`.
    ///
    /// # Errors
    /// As [`Feed::open`].
    pub fn with_token(url: &str, token: &str, after: Option<&str>) -> Result<Self> {
        let payload = json!({ "authorization": format!("Bearer {token}") });
        let init = json!({ "type": "connection_init", "payload": payload });
        Self::begin(url, "", &init, &json!({}), after)
    }

    /// Another subscription than the one to `changes`; its frames come by [`Feed::receive`].
    ///
    /// # Errors
    /// When the server refuses the connection.
    pub fn following(url: &str, cookie: &str, query: &str, variables: &Value) -> Result<Self> {
        let init = json!({ "type": "connection_init" });
        let mut feed = Self::connect(url, cookie, &init, PATIENCE)?;
        feed.subscribe(query, variables)?;
        Ok(feed)
    }

    fn begin(
        url: &str,
        cookie: &str,
        init: &Value,
        scope: &Value,
        after: Option<&str>,
    ) -> Result<Self> {
        let mut feed = Self::connect(url, cookie, init, PATIENCE)?;
        feed.cursor = after.map(str::to_owned);
        let query = "subscription($scope: ScopeInput, $after: Cursor) { changes(scope: $scope, after: $after) {
            cursor at verb side summary(lang: EN) leftView subject { id } cooperation { id } position commandId } }";
        feed.subscribe(query, &json!({ "scope": scope, "after": after }))?;
        Ok(feed)
    }

    /// A connection on which nothing is subscribed to yet.
    pub(crate) fn connect(
        url: &str,
        cookie: &str,
        init: &Value,
        patience: Duration,
    ) -> Result<Self> {
        let host = url.strip_prefix("http://").context("an http address")?;
        let mut request = format!("ws://{host}/graphql").into_client_request()?;
        let headers = request.headers_mut();
        headers.insert("sec-websocket-protocol", HeaderValue::from_static("graphql-transport-ws"));
        headers.insert("origin", HeaderValue::from_str(url)?);
        if !cookie.is_empty() {
            headers.insert("cookie", HeaderValue::from_str(cookie)?);
        }
        let stream = TcpStream::connect(host)?;
        stream.set_read_timeout(Some(patience))?;
        let (socket, _) =
            tungstenite::client(request, stream).map_err(|error| anyhow::anyhow!("{error}"))?;
        let mut feed = Self { socket, cursor: None };
        feed.send(init)?;
        let ack = feed.receive()?;
        if ack["type"] != "connection_ack" {
            bail!("expected connection_ack, got {ack}");
        }
        Ok(feed)
    }

    pub(crate) fn subscribe(&mut self, query: &str, variables: &Value) -> Result<()> {
        let payload = json!({ "query": query, "variables": variables });
        self.send(&json!({ "id": "1", "type": "subscribe", "payload": payload }))
    }

    /// The next change.
    ///
    /// # Errors
    /// When none comes in time or the subscription ends.
    pub fn change(&mut self) -> Result<Value> {
        let mut frame = self.receive()?;
        if frame["type"] != "next" {
            bail!("expected a change, got {frame}");
        }
        if let Some(errors) = frame["payload"].get("errors") {
            bail!("a change came with errors: {errors}");
        }
        let change = frame["payload"]["data"]["changes"].take();
        self.cursor = change["cursor"].as_str().map(str::to_owned);
        Ok(change)
    }

    /// The next change with this verb; the ones before it are passed over.
    ///
    /// # Errors
    /// As [`Feed::change`].
    pub fn until(&mut self, verb: &str) -> Result<Value> {
        loop {
            let change = self.change()?;
            if change["verb"] == verb {
                return Ok(change);
            }
        }
    }

    /// What still comes until the connection ends, and how it ends.
    pub fn rest(&mut self) -> (Vec<Value>, String) {
        let mut frames = Vec::new();
        loop {
            match self.receive() {
                Ok(frame) => frames.push(frame),
                Err(end) => return (frames, format!("{end:#}")),
            }
        }
    }

    /// The next frame, whatever it is: for what must not be a change.
    ///
    /// # Errors
    /// When nothing comes in time or the connection ends.
    pub fn receive(&mut self) -> Result<Value> {
        // Signs of life keep the connection open: they are no reason to wait for ever.
        let patience = self.socket.get_ref().read_timeout()?;
        let end = patience.map(|patience| Instant::now() + patience);
        loop {
            if end.is_some_and(|end| Instant::now() > end) {
                bail!("nothing but signs of life came in {patience:?}");
            }
            match self.socket.read().context("waiting for a frame")? {
                Message::Text(text) => {
                    let frame: Value = serde_json::from_str(&text)?;
                    if frame["type"] == "ping" {
                        self.send(&json!({ "type": "pong" }))?;
                        continue;
                    }
                    return Ok(frame);
                }
                Message::Close(frame) => bail!("closed: {frame:?}"),
                Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_) => {}
            }
        }
    }

    fn send(&mut self, frame: &Value) -> Result<()> {
        Ok(self.socket.send(Message::text(frame.to_string()))?)
    }
}
