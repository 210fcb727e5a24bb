//! The query page for integrators: self-contained, no file from elsewhere; on only where the operator wants it.

use axum::http::{HeaderName, header};
use axum::response::IntoResponse;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'";

type Headers = [(HeaderName, &'static str); 2];

fn headers(media: &'static str) -> Headers {
    [(header::CONTENT_TYPE, media), (header::CONTENT_SECURITY_POLICY, POLICY)]
}

pub(crate) async fn query_page() -> impl IntoResponse {
    (headers("text/html; charset=utf-8"), include_str!("query.html"))
}

pub(crate) async fn query_script() -> impl IntoResponse {
    (headers("text/javascript; charset=utf-8"), include_str!("query.js"))
}

pub(crate) async fn query_style() -> impl IntoResponse {
    (headers("text/css; charset=utf-8"), include_str!("query.css"))
}
