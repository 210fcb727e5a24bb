//! The end of digests with one click (RFC 8058): a program that reads mail posts to the address that the letter names.
//! Opened in a browser, the same address is a page that asks first.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Request, Variables};
use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use axum::response::IntoResponse as _;
use serde_json::json;

use super::Front;
use super::accept::Media;
use super::answer::problem;
use super::threshold;

/// Where letters point to.
pub(super) const LEAVE: &str = "/unsubscribe";
/// The parameter with the letter's token.
const LETTER: &str = "letter";
/// What is asked of the API.
const END: &str = "mutation($input: EndDigestInput!) { endDigest(input: $input) { done refusals { message wayOut } } }";

/// Answers `POST /unsubscribe?letter=…`. It comes from wherever mail is read, in nobody's name: the token alone counts.
pub(super) async fn leave(
    State(front): State<Arc<Front>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    uri: Uri,
) -> Response<Body> {
    let pairs = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let token = pairs.into_iter().find(|(name, _)| name == LETTER).map(|(_, token)| token);
    let input = json!({ "input": { "token": token.unwrap_or_default() } });
    let asker = match threshold::let_in(&front, Media::Json, &HeaderMap::new(), peer) {
        Ok(asker) => asker,
        Err(refused) => return *refused,
    };
    let request = Request::new(END).variables(Variables::from_json(input)).data(asker);
    let patience = Duration::from_secs(front.config.limits.request_seconds);
    let unavailable = |text: &str| {
        tracing::error!(error = text, "a wish to end digests could not be met");
        problem(Media::Json, StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", "try again later")
    };
    let Ok(answer) = tokio::time::timeout(patience, front.engine.execute(request)).await else {
        return unavailable("it took too long");
    };
    if let Some(error) = answer.errors.first() {
        return unavailable(&error.message);
    }
    let told = serde_json::to_value(&answer.data).expect("an answer is JSON")["endDigest"].take();
    if told["done"] == true {
        return StatusCode::NO_CONTENT.into_response();
    }
    let refusal = &told["refusals"][0];
    let text = [&refusal["message"], &refusal["wayOut"]].map(|part| part.as_str().unwrap_or(""));
    problem(Media::Json, StatusCode::NOT_FOUND, "UNKNOWN_LETTER", text.join(" ").trim())
}
