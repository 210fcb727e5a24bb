//! Accepts connections: how many, from where, and how long one may take to say what it wants.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;

use super::Front;

/// Memory for the head of one request: an honest one has a few hundred bytes.
const HEAD: usize = 64 * 1024;
/// Headers of one request.
const HEADERS: usize = 64;
/// Pause when the machine has no socket to give.
const PAUSE: Duration = Duration::from_millis(100);

const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 10\r\nconnection: close\r\ncontent-type: text/plain\r\n\r\nno connection is free (limits.sockets); try again later\n";
const CROWDED: &[u8] = b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 10\r\nconnection: close\r\ncontent-type: text/plain\r\n\r\ntoo many connections from this address (limits.connections_per_address)\n";

/// Serves `routes` until `stopping`, then waits for the requests that are being answered.
///
/// # Errors
/// None today: a connection that fails concerns nobody else.
pub async fn serve(
    listener: TcpListener,
    routes: Router,
    front: Arc<Front>,
    mut stopping: watch::Receiver<bool>,
) -> io::Result<()> {
    let most = front.config.limits.sockets.min(Semaphore::MAX_PERMITS);
    let sockets = Arc::new(Semaphore::new(most));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopped(&mut stopping) => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let Ok(permit) = Arc::clone(&sockets).try_acquire_owned() else {
            turn_away(&stream, FULL);
            continue;
        };
        // A proxy speaks for many; those behind it are counted by their own addresses where they ask.
        let own = !front.config.trusted_proxies.contains(&peer.ip());
        let pass = own.then(|| front.gate.sockets.enter(peer.ip().into()));
        if matches!(pass, Some(None)) {
            turn_away(&stream, CROWDED);
            continue;
        }
        let (routes, stopping, limits) =
            (routes.clone(), stopping.clone(), front.config.limits.header_seconds);
        tokio::spawn(async move {
            connection(stream, peer, routes, Duration::from_secs(limits), stopping).await;
            drop((permit, pass));
        });
    }
    drop(listener);
    let all = u32::try_from(most).unwrap_or(u32::MAX);
    // All permits are back once every request is answered.
    drop(sockets.acquire_many(all).await);
    Ok(())
}

/// One connection: ends when it is closed, idle for too long, or has become a WebSocket.
async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    routes: Router,
    patience: Duration,
    mut stopping: watch::Receiver<bool>,
) {
    // A push is small and must not wait for more to be sent along with it.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a socket keeps Nagle's delay");
    }
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        routes.clone().oneshot(request)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience);
    builder.max_buf_size(HEAD).max_headers(HEADERS);
    let serving = builder.serve_connection(TokioIo::new(stream), service).with_upgrades();
    let mut serving = std::pin::pin!(serving);
    let ended = tokio::select! {
        ended = serving.as_mut() => ended,
        () = stopped(&mut stopping) => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended badly");
    }
}

/// Says why and hangs up; who does not listen is not waited for.
fn turn_away(stream: &TcpStream, why: &[u8]) {
    if let Err(error) = stream.try_write(why) {
        tracing::debug!(%error, "a connection was turned away without a word");
    }
}

/// Ends when the node is stopping, or is gone already.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    stopping.wait_for(|stopping| *stopping).await.map(drop).unwrap_or_default();
}
