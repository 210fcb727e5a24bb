//! A watcher for the benches: the public WebSocket, without comfort.

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

/// An acknowledged subscription.
pub(crate) struct Watcher(WebSocketStream<TcpStream>);

impl Watcher {
    /// Subscribes to the changes of one country, from now on.
    pub(crate) async fn open(url: &str, country: &str) -> Result<Self> {
        let host = url.strip_prefix("http://").context("an http address")?;
        let mut request = format!("ws://{host}/graphql").into_client_request()?;
        let headers = request.headers_mut();
        headers.insert("sec-websocket-protocol", HeaderValue::from_static("graphql-transport-ws"));
        headers.insert("origin", HeaderValue::from_str(url)?);
        // Small buffers on this side too: ten thousand of them live in one process.
        let config = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(0);
        let stream = TcpStream::connect(host).await?;
        // Two small frames in a row would otherwise wait 40 ms for an acknowledgement.
        stream.set_nodelay(true)?;
        let (socket, _) = client_async_with_config(request, stream, Some(config)).await?;
        let mut watcher = Self(socket);
        watcher.send(&json!({ "type": "connection_init" })).await?;
        let ack = watcher.frame().await?;
        if ack["type"] != "connection_ack" {
            bail!("no acknowledgement: {ack}");
        }
        let query = "subscription($scope: ScopeInput) { changes(scope: $scope) { cursor verb summary commandId } }";
        let payload =
            json!({ "query": query, "variables": { "scope": { "countries": [country] } } });
        watcher.send(&json!({ "id": "1", "type": "subscribe", "payload": payload })).await?;
        Ok(watcher)
    }

    /// Waits until the server has taken the subscription: frames are answered in order.
    pub(crate) async fn settled(&mut self) -> Result<()> {
        self.send(&json!({ "type": "ping" })).await?;
        while self.frame().await?["type"] != "pong" {}
        Ok(())
    }

    /// The next frame.
    pub(crate) async fn frame(&mut self) -> Result<Value> {
        while let Some(message) = self.0.next().await {
            if let Message::Text(text) = message? {
                let frame: Value = serde_json::from_str(&text)?;
                if frame["type"] == "ping" {
                    self.send(&json!({ "type": "pong" })).await?;
                    continue;
                }
                return Ok(frame);
            }
        }
        bail!("the server closed")
    }

    async fn send(&mut self, frame: &Value) -> Result<()> {
        Ok(self.0.send(Message::text(frame.to_string())).await?)
    }
}
