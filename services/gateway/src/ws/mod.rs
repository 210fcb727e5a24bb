//! GraphQL over WebSocket: the sub-protocol graphql-transport-ws, owned here for its memory, limits and close codes.

mod attending;
mod connection;
mod drafting;
mod operation;
mod protocol;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::WebSocketUpgrade;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};

use crate::http::{Front, Network, Pass, Refused, address, knock};
use crate::metrics::Open;

/// The only sub-protocol served.
pub const PROTOCOL: &str = "graphql-transport-ws";
/// A small buffer: each idle connection keeps one of this size, and clients say little but pongs.
const READ_BUFFER: usize = 1024;
/// Messages are flushed as they come, so the buffer only needs to hold small ones together.
const WRITE_BUFFER: usize = 1024;

/// Accepts a connection, or says why not.
pub(crate) fn upgrade(
    front: Arc<Front>,
    peer: SocketAddr,
    upgrade: WebSocketUpgrade,
    headers: &HeaderMap,
) -> Response<Body> {
    if let Some(reason) = front.origins.refusal(headers) {
        return plain(StatusCode::FORBIDDEN, reason);
    }
    let permit = Arc::clone(&front.connections).try_acquire_owned();
    let (false, Ok(permit)) = (*front.stopping.borrow(), permit) else {
        return plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "no connection is free; try again later".into(),
        );
    };
    let Some(pass) = own_pass(&front, peer, headers) else {
        return plain(
            StatusCode::TOO_MANY_REQUESTS,
            "too many connections from this address (limits.connections_per_address)".into(),
        );
    };
    let asker = match knock(&front, headers, peer, None) {
        Ok(asker) => asker,
        Err(error @ Refused::Token) => return plain(StatusCode::UNAUTHORIZED, error.to_string()),
        Err(Refused::Fault(error)) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a connection failed");
            return plain(StatusCode::INTERNAL_SERVER_ERROR, "something went wrong here".into());
        }
    };
    let spoken = upgrade.requested_protocols().any(|name| name == PROTOCOL);
    let longest = front.config.limits.message_kib * 1024;
    let mut upgrade = upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_message_size(longest)
        .max_frame_size(longest);
    if spoken {
        upgrade.set_selected_protocol(HeaderValue::from_static(PROTOCOL));
    }
    upgrade.on_upgrade(move |socket| async move {
        let _open = Open::connection();
        // On the heap: by value it would take its size once more in each of the futures around it.
        Box::new(connection::Connection::new(front, asker, socket)).run(spoken).await;
        drop((permit, pass));
    })
}

/// Counts the connection for the address behind the trusted proxies.
fn own_pass(front: &Front, peer: SocketAddr, headers: &HeaderMap) -> Option<Pass<Network>> {
    let from = address(headers, peer.ip(), &front.config.trusted_proxies);
    front.gate.connections.enter(from.into())
}

fn plain(status: StatusCode, text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests;
