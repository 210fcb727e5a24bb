//! The pages between which a browser goes to sign in by a provider: start, callback, signed-out. They only redirect.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use axum::routing::get;
use domain::Refusal;
use identity::oidc::{Callback, Providers, Returning, Start};

use super::Front;
use super::asker::{knock, set_cookie};
use crate::graph::world::{Asker, CookieChange};

/// How long the cookie of an attempt is kept: as long as the attempt.
const KEPT_SECONDS: u32 = 600;
/// Longest local path to return to.
const BACK: usize = 500;

/// What these pages share.
#[derive(Clone)]
struct Hall {
    front: Arc<Front>,
    providers: Arc<Providers>,
}

/// The pages.
pub(super) fn routes<S>(front: &Arc<Front>, providers: &Arc<Providers>) -> Router<S> {
    let hall = Hall { front: Arc::clone(front), providers: Arc::clone(providers) };
    Router::new()
        .route("/auth/oidc/{id}/start", get(start))
        .route("/auth/oidc/{id}/callback", get(callback))
        .route("/auth/oidc/{id}/signed-out", get(signed_out))
        .with_state(hall)
}

/// A query string, whatever is in it.
type Pairs = Result<Query<Vec<(String, String)>>, axum::extract::rejection::QueryRejection>;

fn of<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    let Query(pairs) = pairs.as_ref().ok()?;
    pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// `GET /auth/oidc/<id>/start?return=/path`: off to the provider, to sign in or, for somebody who is signed in, to link it.
async fn start(
    State(Hall { front, providers }): State<Hall>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(id): Path<String>,
    headers: HeaderMap,
    pairs: Pairs,
) -> Response<Body> {
    let asker = match by_cookie(&front, &headers, peer) {
        Ok(asker) => asker,
        Err(fault) => return *fault,
    };
    let link = asker.viewer.as_deref().filter(|viewer| viewer.token().is_none());
    if link.is_some() && !from_our_page(&front, &headers) {
        // Or a foreign page could link its own account at a provider to somebody who is signed in here.
        return to(&refused(domain::rules::H_PROVIDER_ATTEMPT));
    }
    let name = cookie_name(front.config.secure());
    let browser = kept(&headers, name);
    let back = of(&pairs, "return").filter(|path| is_local(path)).unwrap_or("/");
    let start = Start { back, link, browser, address: asker.address };
    match providers.start(&id, &start).await {
        Ok(Ok(begun)) => {
            let mut response = to(begun.location.as_str());
            let cookie = attempt_cookie(name, &begun.browser, front.config.secure());
            response.headers_mut().append(header::SET_COOKIE, cookie);
            response
        }
        Ok(Err(refusal)) => to(&told(&refusal)),
        Err(error) => fault(&error),
    }
}

/// `GET /auth/oidc/<id>/callback`: back from the provider.
async fn callback(
    State(Hall { front, providers }): State<Hall>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(id): Path<String>,
    headers: HeaderMap,
    pairs: Pairs,
) -> Response<Body> {
    let asker = match by_cookie(&front, &headers, peer) {
        Ok(asker) => asker,
        Err(fault) => return *fault,
    };
    let callback = Callback {
        code: of(&pairs, "code"),
        state: of(&pairs, "state"),
        error: of(&pairs, "error"),
        iss: of(&pairs, "iss"),
    };
    let returning = Returning {
        browser: kept(&headers, cookie_name(front.config.secure())),
        person: asker.themselves(),
        visit: identity::Visit {
            user_agent: &asker.user_agent,
            address: asker.address,
            session: asker.session.as_deref(),
        },
        lang: asker.lang,
    };
    match providers.finish(&id, &callback, &returning).await {
        Ok(Ok(finished)) => {
            let mut response = to(&finished.back);
            *asker.cookie.lock() = finished.session.map(CookieChange::Set);
            if let Some(cookie) = set_cookie(&asker, front.config.secure()) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Ok(Err(refusal)) => to(&told(&refusal)),
        Err(error) => fault(&error),
    }
}

/// `GET /auth/oidc/<id>/signed-out`: back from signing out at the provider; here that was done before.
async fn signed_out() -> Response<Body> {
    to("/")
}

/// Who is signed in in this browser. A program's token is no browser and links nothing.
fn by_cookie(
    front: &Front,
    headers: &HeaderMap,
    peer: SocketAddr,
) -> Result<Asker, Box<Response<Body>>> {
    let mut headers = headers.clone();
    headers.remove(header::AUTHORIZATION);
    knock(front, &headers, peer, None).map_err(|error| Box::new(fault(&error)))
}

/// True when the browser says that one of our own pages, or the person by hand, leads here.
fn from_our_page(front: &Front, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    // Older browsers: the page they come from.
    let origin = text("referer").and_then(|referer| referer.parse::<Uri>().ok());
    let origin = origin.and_then(|uri| Some(format!("{}://{}", uri.scheme()?, uri.authority()?)));
    origin.is_some() && origin == front.config.public_url
}

/// True for a path on this node: a browser must not take it for another host.
fn is_local(path: &str) -> bool {
    let mut letters = path.chars();
    letters.next() == Some('/')
        && !matches!(letters.next(), Some('/' | '\\'))
        && path.len() <= BACK
        && path.chars().all(|c| c.is_ascii_graphic() && c != '\\')
}

fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-rives_oidc" } else { "rives_oidc" }
}

fn kept<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

fn attempt_cookie(name: &str, value: &str, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; Max-Age={KEPT_SECONDS}; Path=/; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(text).expect("tokens are plain letters and digits")
}

fn told(refusal: &Refusal) -> String {
    refused(refusal.rule)
}

fn refused(rule: domain::rules::RuleId) -> String {
    format!("/sign-in?refusal={rule}")
}

/// See there. Neither kept by anybody nor told onwards: the address of a callback carries a code.
fn to(place: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    let location = HeaderValue::try_from(place).unwrap_or(HeaderValue::from_static("/"));
    headers.insert(header::LOCATION, location);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

fn fault(error: &(dyn std::error::Error + 'static)) -> Response<Body> {
    let reference = uuid::Uuid::new_v4();
    tracing::error!(%reference, error, "signing in by a provider failed");
    let text = format!("something went wrong here; the operator can find it as {reference}\n");
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_on_this_node_is_returned_to() {
        for path in ["/", "/account", "/cooperations/1?tab=a#b"] {
            assert!(is_local(path), "{path}");
        }
        for path in [
            "",
            "account",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\\b",
            "/\t/evil.example",
            "/a\r\nset-cookie: x=y",
            "/é",
            "javascript:alert(1)",
        ] {
            assert!(!is_local(path), "{path:?}");
        }
        assert!(!is_local(&format!("/{}", "a".repeat(600))));
    }

    #[test]
    fn the_attempts_cookie_is_the_hosts_alone_behind_tls() {
        assert!(cookie_name(true).starts_with("__Host-"));
        let cookie = attempt_cookie(cookie_name(true), "x", true);
        let text = cookie.to_str().expect("plain");
        for attribute in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure", "Max-Age=600"] {
            assert!(text.contains(attribute), "{attribute}");
        }
        assert!(!text.contains("Domain"));
    }
}
