//! GraphQL over HTTP: one request in, one answer out, with the status codes of the specification.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_graphql::parser::types::OperationType;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Query, Request};
use axum::http::HeaderValue;
use axum::http::{HeaderMap, Method, Response, StatusCode, header};

use super::Front;
use super::accept::{Media, names_graphql};
use super::answer::{encoded, never_ran, problem, request_errors, with_body};
use super::asker::set_cookie;
use super::params::Params;
use super::threshold::{self, Refused};
use crate::document::Prepared;
use crate::graph::world::Asker;
use crate::metrics;

/// Answers a request to `/graphql`.
pub(crate) async fn serve(front: Arc<Front>, peer: SocketAddr, request: Request) -> Response<Body> {
    let begun = Instant::now();
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let media = Media::preferred(accept);
    let (kind, response) = match media {
        Some(media) => match read(&front, media, request).await {
            Ok((parts, params)) => run(&front, media, peer, &parts, params).await,
            Err(refused) => ("unread", *refused),
        },
        None => (
            "unread",
            problem(
                Media::Json,
                StatusCode::NOT_ACCEPTABLE,
                "NOT_ACCEPTABLE",
                "answers come as application/json or application/graphql-response+json",
            ),
        ),
    };
    metrics::request(kind, response.status(), begun.elapsed());
    response
}

/// A request with this header is told its cost, in the answer's `extensions`.
const COST: &str = "rives-cost";

/// Method and headers of a request whose body was read.
struct Head {
    method: Method,
    headers: HeaderMap,
}

async fn read(front: &Front, media: Media, request: Request) -> Result<(Head, Params), Refused> {
    let refuse = |status, code, message: &str| Err(Box::new(problem(media, status, code, message)));
    threshold::barred(front, media, request.uri(), request.headers())?;
    let (parts, body) = request.into_parts();
    let params = if parts.method == Method::GET {
        let accept = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        if !front.config.plain_get.unwrap_or(false) && !names_graphql(accept) {
            let text = "a query by GET must name `application/json` in its `Accept` header, which no link can; or use POST";
            return refuse(StatusCode::BAD_REQUEST, "NAME_THE_MEDIA_TYPE", text);
        }
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        pairs.map_err(|error| error.to_string()).and_then(|Query(pairs)| Params::from_pairs(pairs))
    } else if parts.method == Method::POST {
        if !is_json(&parts.headers) {
            return refuse(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "UNSUPPORTED_MEDIA_TYPE",
                "send the request as `content-type: application/json` in UTF-8",
            );
        }
        Params::from_body(&whole(front, media, &parts.headers, body).await?)
    } else {
        let mut response = problem(
            media,
            StatusCode::METHOD_NOT_ALLOWED,
            "METHOD_NOT_ALLOWED",
            "use POST, or GET for queries",
        );
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, POST"));
        return Err(Box::new(response));
    };
    match params {
        Ok(params) => Ok((Head { method: parts.method, headers: parts.headers }, params)),
        Err(reason) => refuse(StatusCode::BAD_REQUEST, "BAD_REQUEST", &reason),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(text) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let mut parts = text.split(';').map(str::trim);
    let json = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    json && parts.all(|part| {
        let charset = part.to_ascii_lowercase().strip_prefix("charset=").map(str::to_owned);
        charset.is_none_or(|charset| matches!(charset.trim_matches('"'), "utf-8" | "utf8"))
    })
}

/// The whole body, unless it is longer than the limit: then nothing of it is used.
async fn whole(
    front: &Front,
    media: Media,
    headers: &HeaderMap,
    body: Body,
) -> Result<Bytes, Refused> {
    let limit = front.config.limits.body_kib * 1024;
    let declared = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let too_long = || {
        let text = format!("the request is longer than {limit} bytes");
        Box::new(problem(media, StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE", &text))
    };
    if declared.is_some_and(|length| length > limit) {
        return Err(too_long());
    }
    let patience = Duration::from_secs(front.config.limits.request_seconds);
    match tokio::time::timeout(patience, to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(too_long()),
        Err(_) => Err(Box::new(problem(
            media,
            StatusCode::REQUEST_TIMEOUT,
            "TIMEOUT",
            "the request took too long to arrive",
        ))),
    }
}

async fn run(
    front: &Front,
    media: Media,
    peer: SocketAddr,
    head: &Head,
    params: Params,
) -> (&'static str, Response<Body>) {
    let cached = crate::cache::Question::of(&params);
    let prepared = match front.documents.prepare(params) {
        Ok(prepared) => prepared,
        Err(error) => return ("invalid", request_errors(media, &[error])),
    };
    let kind = metrics::kind(prepared.kind);
    if let Some(refusal) = wrong_way(media, head, &prepared) {
        return (kind, refusal);
    }
    let asker = match threshold::let_in(front, media, &head.headers, peer) {
        Ok(asker) => asker,
        Err(refused) => return (kind, *refused),
    };
    let weighed = head.headers.contains_key(COST);
    let key = (prepared.steady && !weighed).then(|| {
        let applied = *front.engine.applied().borrow();
        cached.asked_by(&asker, prepared.personal, applied)
    });
    if let Some(body) = key.as_ref().and_then(|key| front.answers.get(key)) {
        return (kind, with_body(media, StatusCode::OK, body));
    }
    let prepared = Prepared { weighed, ..prepared };
    (kind, execute(front, media, prepared, asker, key).await)
}

/// Subscriptions need a socket, and a link must never change anything.
fn wrong_way(media: Media, head: &Head, prepared: &Prepared) -> Option<Response<Body>> {
    match prepared.kind {
        OperationType::Query => None,
        OperationType::Mutation if head.method == Method::POST => None,
        OperationType::Mutation => {
            let text = "mutations need POST";
            let mut response =
                problem(media, StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", text);
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
            Some(response)
        }
        OperationType::Subscription => Some(problem(
            media,
            StatusCode::BAD_REQUEST,
            "NEEDS_WEBSOCKET",
            "subscriptions are served over a WebSocket with the sub-protocol graphql-transport-ws",
        )),
    }
}

async fn execute(
    front: &Front,
    media: Media,
    prepared: Prepared,
    asker: Asker,
    key: Option<crate::cache::Key>,
) -> Response<Body> {
    let request = prepared.request.data(asker.clone());
    let patience = Duration::from_secs(front.config.limits.request_seconds);
    let running = if prepared.weighed {
        front.engine.execute_weighed(request)
    } else {
        front.engine.execute(request)
    };
    let Ok(executed) = tokio::time::timeout(patience, running).await else {
        tracing::warn!(seconds = patience.as_secs(), "a request was given up");
        return problem(
            media,
            StatusCode::SERVICE_UNAVAILABLE,
            "TIMEOUT",
            "the answer took too long; ask for less at a time, or send a mutation again with the same commandId",
        );
    };
    let mut response = if never_ran(&executed) {
        request_errors(media, &executed.errors)
    } else {
        let body = encoded(&executed);
        if let Some(key) = key.filter(|_| executed.errors.is_empty()) {
            front.answers.keep(key, body.clone());
        }
        with_body(media, StatusCode::OK, body)
    };
    if let Some(cookie) = set_cookie(&asker, front.config.secure()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
