//! The threshold: what every request to the API passes before anything of it runs, whatever it asks for.

use std::net::SocketAddr;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};

use super::Front;
use super::accept::Media;
use super::answer::{problem, too_often};
use super::asker::{self, knock, token_in};
use crate::graph::world::Asker;

/// An answer that says why not.
pub(crate) type Refused = Box<Response<Body>>;

/// Refuses what a foreign page sent with a person's cookie, and tokens in addresses.
///
/// # Errors
/// The answer to such a request.
pub(crate) fn barred(
    front: &Front,
    media: Media,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<(), Refused> {
    let refuse = |status, code, text: &str| Err(Box::new(problem(media, status, code, text)));
    if let Some(reason) = front.origins.refusal(headers) {
        return refuse(StatusCode::FORBIDDEN, "FOREIGN_ORIGIN", &reason);
    }
    if token_in(uri) {
        let text = "a token never goes into an address; send it as `Authorization: Bearer`";
        return refuse(StatusCode::BAD_REQUEST, "TOKEN_IN_URL", text);
    }
    Ok(())
}

/// Who asks, unless their token is none or they have asked too often.
///
/// # Errors
/// The answer to such a request, or to one whose asker could not be read.
pub(crate) fn let_in(
    front: &Front,
    media: Media,
    headers: &HeaderMap,
    peer: SocketAddr,
) -> Result<Asker, Refused> {
    let asker = knock(front, headers, peer, None).map_err(|error| match error {
        asker::Refused::Token => Box::new(unauthorized(media, &error.to_string())),
        asker::Refused::Fault(error) => Box::new(fault(media, &error)),
    })?;
    match asker.holder.as_ref().map(|holder| front.gate.request_of(holder.person)) {
        Some(Err(wait)) => Err(Box::new(too_often(wait))),
        Some(Ok(())) | None => Ok(asker),
    }
}

fn unauthorized(media: Media, text: &str) -> Response<Body> {
    let mut response = problem(media, StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", text);
    let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
    response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    response
}

/// Something broke here: a reference for the person, the cause for the operator.
pub(crate) fn fault(media: Media, error: &(dyn std::error::Error + 'static)) -> Response<Body> {
    let reference = uuid::Uuid::new_v4();
    tracing::error!(%reference, error, "a request failed");
    let text = format!("something went wrong here; the operator can find it as {reference}");
    problem(media, StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", &text)
}
