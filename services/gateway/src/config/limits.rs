//! What one client may ask for, open and send: every limit with its default, and the check that none is zero.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What one client may ask for; everything beyond is refused with a message that names the limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Longest body of a request, in KiB.
    pub body_kib: usize,
    /// Seconds after which a request is given up.
    pub request_seconds: u64,
    /// Seconds a client has to send the head of a request, and that an idle HTTP connection is kept.
    pub header_seconds: u64,
    /// Requests to the API a minute from one network address (of IPv6: one /64); a town hall shares one.
    pub requests_per_minute_per_address: u32,
    /// Requests to the API a minute of one person, whatever the address.
    pub requests_per_minute_per_person: u32,
    /// Deepest nesting of a GraphQL document.
    pub depth: usize,
    /// Highest cost of a GraphQL document; a list counts its fields as often as `first` says.
    pub complexity: usize,
    /// Aliases in a GraphQL document.
    pub aliases: usize,
    /// Directives on one field, fragment or operation.
    pub directives: usize,
    /// Fields on the first level of a GraphQL operation.
    pub root_fields: usize,
    /// Fields and fragments of a GraphQL document, with its fragments spread out.
    pub selections: usize,
    /// Words and signs of a GraphQL document.
    pub tokens: usize,
    /// HTTP connections at a time.
    pub sockets: usize,
    /// WebSocket connections at a time.
    pub connections: usize,
    /// HTTP connections, and again WebSocket connections, at a time from one network address (of IPv6: one /64).
    pub connections_per_address: usize,
    /// WebSocket connections at a time of one person.
    pub connections_per_person: usize,
    /// Operations that run at a time in one WebSocket connection.
    pub operations_per_connection: usize,
    /// Messages a second from a WebSocket client.
    pub messages_per_second: u32,
    /// Longest WebSocket message from a client, in KiB.
    pub message_kib: usize,
    /// Seconds a WebSocket client has to send `connection_init`.
    pub init_seconds: u64,
    /// Seconds of silence after which the node sends a ping; after twice as many it hangs up.
    pub ping_seconds: u64,
    /// Seconds a client may take to accept one message before the node hangs up; it resumes from its cursor.
    pub write_seconds: u64,
    /// Seconds that open requests have to finish when the node stops.
    pub shutdown_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_kib: 256,
            request_seconds: 30,
            header_seconds: 15,
            requests_per_minute_per_address: 6_000,
            requests_per_minute_per_person: 1_200,
            depth: 12,
            complexity: 5_000,
            aliases: 64,
            directives: 8,
            root_fields: 32,
            selections: 4_000,
            tokens: 10_000,
            sockets: 20_000,
            connections: 20_000,
            connections_per_address: 2_000,
            connections_per_person: 64,
            operations_per_connection: 32,
            messages_per_second: 100,
            message_kib: 256,
            init_seconds: 10,
            ping_seconds: 30,
            write_seconds: 20,
            shutdown_seconds: 20,
        }
    }
}

impl Limits {
    /// The first limit that is zero: none may be, since it would refuse everything.
    pub(super) fn zero(&self) -> Option<&'static str> {
        let wide = [
            (self.body_kib, "limits.body_kib"),
            (self.depth, "limits.depth"),
            (self.complexity, "limits.complexity"),
            (self.aliases, "limits.aliases"),
            (self.directives, "limits.directives"),
            (self.root_fields, "limits.root_fields"),
            (self.selections, "limits.selections"),
            (self.tokens, "limits.tokens"),
            (self.sockets, "limits.sockets"),
            (self.connections, "limits.connections"),
            (self.connections_per_address, "limits.connections_per_address"),
            (self.connections_per_person, "limits.connections_per_person"),
            (self.operations_per_connection, "limits.operations_per_connection"),
            (self.message_kib, "limits.message_kib"),
        ];
        let long = [
            (self.request_seconds, "limits.request_seconds"),
            (self.header_seconds, "limits.header_seconds"),
            (self.requests_per_minute_per_address.into(), "limits.requests_per_minute_per_address"),
            (self.requests_per_minute_per_person.into(), "limits.requests_per_minute_per_person"),
            (self.messages_per_second.into(), "limits.messages_per_second"),
            (self.init_seconds, "limits.init_seconds"),
            (self.ping_seconds, "limits.ping_seconds"),
            (self.write_seconds, "limits.write_seconds"),
            (self.shutdown_seconds, "limits.shutdown_seconds"),
        ];
        let wide = wide.into_iter().find(|(value, _)| *value == 0).map(|(_, key)| key);
        wide.or_else(|| long.into_iter().find(|(value, _)| *value == 0).map(|(_, key)| key))
    }
}
