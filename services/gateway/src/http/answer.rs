//! GraphQL answers as HTTP answers: status, media type and the shape of errors.

use std::time::Duration;

use async_graphql::{Response as Executed, ServerError, Value};
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use serde_json::json;

use super::accept::Media;

/// A request that was understood but could not begin to run (syntax, validation, variables): no `data`. With the newer
/// media type its status is 400; older clients expect 200.
pub(crate) fn request_errors(media: Media, errors: &[ServerError]) -> Response<Body> {
    let status = match media {
        Media::Json => StatusCode::OK,
        Media::GraphqlResponse => StatusCode::BAD_REQUEST,
    };
    let body = serde_json::to_vec(&json!({ "errors": errors })).expect("errors are JSON");
    with_body(media, status, body.into())
}

/// A request that could not be read or may not be made: one error in the shape of GraphQL, with a code.
pub(crate) fn problem(
    media: Media,
    status: StatusCode,
    code: &str,
    message: &str,
) -> Response<Body> {
    let body = json!({ "errors": [{ "message": message, "extensions": { "code": code } }] });
    with_body(media, status, body.to_string().into())
}

/// A client that asks too often: when to come back.
pub(crate) fn too_often(wait: Duration) -> Response<Body> {
    // Rounded up: who comes back then is let in.
    let seconds = wait.as_secs() + 1;
    let text = format!("too many requests; come back in {seconds} seconds");
    let status = StatusCode::TOO_MANY_REQUESTS;
    let mut response = problem(Media::Json, status, "RATE_LIMITED", &text);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// True when nothing ran: the library marks that only by errors without a path and without data.
pub(crate) fn never_ran(executed: &Executed) -> bool {
    executed.data == Value::Null
        && !executed.errors.is_empty()
        && executed.errors.iter().all(|error| error.path.is_empty())
}

/// The body of something that ran.
pub(crate) fn encoded(executed: &Executed) -> Bytes {
    serde_json::to_vec(executed).expect("an answer is JSON").into()
}

/// An answer in `media`, never kept by anybody on the way.
pub(crate) fn with_body(media: Media, status: StatusCode, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media.content_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::VARY,
        HeaderValue::from_static("accept, accept-language, authorization, cookie"),
    );
    response
}
