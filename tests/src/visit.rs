//! Somebody who has a cooperation's page open, and sees who else has.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::Feed;

/// How long to wait for a list that must come; a bound, never a measure.
const PATIENCE: Duration = Duration::from_mins(1);

/// An open subscription to `presence`.
pub struct Visit(Feed);

impl Visit {
    /// Opens the page of `cooperation` with the session in `cookie`.
    ///
    /// # Errors
    /// When the server refuses the connection.
    pub fn open(url: &str, cookie: &str, cooperation: &str) -> Result<Self> {
        Self::begin(url, cookie, &json!({ "type": "connection_init" }), cooperation)
    }

    /// The same as a programme with an API token.
    ///
    /// # Errors
    /// As [`Visit::open`].
    pub fn with_token(url: &str, token: &str, cooperation: &str) -> Result<Self> {
        let payload = json!({ "authorization": format!("Bearer {token}") });
        let init = json!({ "type": "connection_init", "payload": payload });
        Self::begin(url, "", &init, cooperation)
    }

    fn begin(url: &str, cookie: &str, init: &Value, cooperation: &str) -> Result<Self> {
        let mut feed = Feed::connect(url, cookie, init, PATIENCE)?;
        let query = "subscription($id: ID!) { presence(cooperation: $id) { more people { side role isMe } } }";
        feed.subscribe(query, &json!({ "id": cooperation }))?;
        Ok(Self(feed))
    }

    /// Waits until the list is this one: the side and the role of each, with `me` for oneself.
    ///
    /// # Errors
    /// When it does not come in time or the subscription ends.
    pub fn until(&mut self, wanted: &[&str]) -> Result<()> {
        let mut seen = Vec::new();
        loop {
            let frame = match self.0.receive() {
                Ok(frame) if frame["type"] == "next" => frame,
                other => bail!("{wanted:?} did not come, but {seen:?}, then {other:?}"),
            };
            let people = frame["payload"]["data"]["presence"]["people"].as_array().cloned();
            let list: Vec<_> = people.unwrap_or_default().iter().map(shown).collect();
            if list == wanted {
                return Ok(());
            }
            seen.push(list);
        }
    }

    /// The code with which it ends; lists that come before are passed over.
    ///
    /// # Errors
    /// When it does not end in time.
    pub fn refused(&mut self) -> Result<String> {
        loop {
            let frame = self.0.receive()?;
            if frame["type"] == "error" {
                return Ok(frame["payload"][0]["extensions"]["code"].to_string());
            }
        }
    }
}

fn shown(person: &Value) -> String {
    let word = |name: &str| person[name].to_string().replace('"', "");
    let me = if person["isMe"] == true { " me" } else { "" };
    format!("{} {}{me}", word("side"), word("role"))
}
