//! Headers that answers carry: what browsers may do with our pages, and a number to find a request again.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What an answer that is no page may load: nothing, should a browser take it for one.
const NOTHING: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
);

const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, NOTHING),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
        ),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// What a script or a style says: no browser makes a page of it, and there are a hundred of them at a first visit.
const OF_A_FILE: [&str; 2] = ["cross-origin-resource-policy", "x-content-type-options"];

/// True for files that are only ever part of a page.
fn part_of_a_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/javascript") || kind.starts_with("text/css"))
}

/// Runs the request under its number and adds the headers.
pub(super) async fn add(secure: bool, request: Request, next: Next) -> Response {
    let id = Uuid::now_v7();
    let span = tracing::info_span!(
        "request", %id, method = %request.method(), path = request.uri().path()
    );
    let mut response = next.run(request).instrument(span.clone()).await;
    span.in_scope(|| tracing::debug!(status = response.status().as_u16(), "answered"));
    let file = part_of_a_page(&response);
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        if file && !OF_A_FILE.contains(&name.as_str()) {
            continue;
        }
        headers.entry(name).or_insert(value);
    }
    let id = HeaderValue::try_from(id.to_string()).expect("a UUID is plain text");
    headers.insert(REQUEST_ID, id);
    if secure {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}
