//! Who asks: session from cookie or bearer token, language, address behind trusted proxies; and the cookie's way back.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use domain::Lang;
use identity::IdentityError;
use parking_lot::Mutex;

use super::Front;
use crate::graph::world::{Asker, CookieChange};

/// Name of the session's cookie: over HTTPS with the prefix by which browsers take it from this host alone.
pub(crate) const fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-rives_session" } else { "rives_session" }
}

/// How long a browser keeps the cookie; the session itself may end sooner.
const KEPT_SECONDS: u32 = 30 * 24 * 3_600;
/// Longest client name that is kept with a session.
const AGENT_CHARS: usize = 200;

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The bearer token is unknown or has ended; it is never taken for nobody's.
    #[error("this token is unknown, has ended or was revoked")]
    Token,
    /// The store of people failed.
    #[error(transparent)]
    Fault(#[from] IdentityError),
}

/// Builds the asker from a request's headers; `token` overrides what they carry, and with a token no cookie is read.
///
/// # Errors
/// When a token is no good, or the store of people fails.
pub fn knock(
    front: &Front,
    headers: &HeaderMap,
    peer: SocketAddr,
    token: Option<String>,
) -> Result<Asker, Refused> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let token = token.or_else(|| bearer(headers));
    let bears = token.is_some();
    let session = token.or_else(|| cookie(headers, cookie_name(front.config.secure())));
    let holder = match &session {
        Some(secret) => front.engine.viewer(secret)?,
        None => None,
    };
    // An API token in a cookie is none: a browser would send it along with what other pages ask.
    let holder = holder.filter(|holder| bears || holder.token().is_none());
    if bears && holder.is_none() {
        return Err(Refused::Token);
    }
    let mut asker = Asker {
        lang: text(header::ACCEPT_LANGUAGE.as_str()).map_or(Lang::Fr, language),
        session: None,
        viewer: None,
        holder: None,
        user_agent: text(header::USER_AGENT.as_str())
            .unwrap_or("")
            .chars()
            .take(AGENT_CHARS)
            .collect(),
        cookie: Arc::new(Mutex::new(None)),
        host: text(header::HOST.as_str()).map(str::to_owned),
        address: address(headers, peer.ip(), &front.config.trusted_proxies),
    };
    if let (Some(holder), Some(secret)) = (holder, session) {
        asker.admit(holder, secret);
        asker.lang = asker.viewer.as_ref().map_or(asker.lang, |viewer| viewer.lang);
    }
    Ok(asker)
}

/// True when the address of a request carries what looks like a token: addresses are kept in logs and histories.
pub(crate) fn token_in(uri: &Uri) -> bool {
    const NAMES: [&str; 4] = ["access_token", "authorization", "token", "api_key"];
    let mut pairs =
        uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    pairs.any(|(name, value)| {
        NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)) || value.starts_with("rvs_")
    })
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.trim_start().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

fn cookie(headers: &HeaderMap, wanted: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value.to_owned())
}

/// The first of our languages in the order of the client's weights; French when it names none of them.
fn language(accept: &str) -> Lang {
    let weighted = accept.split(',').filter_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let lang = match parts.next()?.get(..2)?.to_ascii_lowercase().as_str() {
            "fr" => Lang::Fr,
            "en" => Lang::En,
            "es" => Lang::Es,
            _ => return None,
        };
        let quality = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok());
        Some((lang, quality.unwrap_or(1.0)))
    });
    // The first of equal weights wins, as clients list the liked ones first.
    let best = weighted.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or(Lang::Fr, |(lang, _)| lang)
}

/// The last address in `X-Forwarded-For` that is not a trusted proxy's, when the peer is one.
pub(crate) fn address(headers: &HeaderMap, peer: IpAddr, trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    let forwarded =
        headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<IpAddr> = forwarded
        .flat_map(|text| text.split(','))
        .filter_map(|hop| hop.trim().parse().ok())
        .collect();
    hops.into_iter().rev().find(|hop| !trusted.contains(hop)).unwrap_or(peer)
}

/// The `Set-Cookie` header that a change of the session asks for.
pub(crate) fn set_cookie(asker: &Asker, secure: bool) -> Option<HeaderValue> {
    let change = asker.cookie.lock().take()?;
    let name = cookie_name(secure);
    let secure = if secure { "; Secure" } else { "" };
    let attributes = format!("Path=/; HttpOnly; SameSite=Lax{secure}");
    let text = match change {
        CookieChange::Set(token) => {
            format!("{name}={token}; Max-Age={KEPT_SECONDS}; {attributes}")
        }
        CookieChange::Clear => format!("{name}=; Max-Age=0; {attributes}"),
    };
    Some(HeaderValue::try_from(text).expect("tokens are plain letters and digits"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")))
            .collect()
    }

    #[test]
    fn the_best_weighted_of_our_languages_is_spoken() {
        for (accept, lang) in [
            ("de, en;q=0.5", Lang::En),
            ("es-BO,es;q=0.9,en;q=0.8", Lang::Es),
            ("en;q=0.2, fr;q=0.9", Lang::Fr),
            ("de", Lang::Fr),
            ("", Lang::Fr),
            ("é", Lang::Fr),
        ] {
            assert_eq!(language(accept), lang, "{accept}");
        }
    }

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let found = |text: &str, secure| cookie(&headers(&[("cookie", text)]), cookie_name(secure));
        assert_eq!(found("a=1; rives_session=tok; b=2", false), Some("tok".into()));
        assert_eq!(found("not_rives_session=tok", false), None);
        assert_eq!(found("__Host-rives_session=tok", true), Some("tok".into()));
        assert_eq!(found("rives_session=tok", true), None, "another host could have set it");
        for text in ["Bearer tok", "bearer  tok "] {
            assert_eq!(bearer(&headers(&[("authorization", text)])), Some("tok".into()), "{text}");
        }
        assert_eq!(bearer(&headers(&[("authorization", "Basic tok")])), None);
    }

    #[test]
    fn a_token_in_an_address_is_noticed() {
        let noticed = |uri: &'static str| token_in(&Uri::from_static(uri));
        assert!(noticed("/graphql?query=%7Bhead%7D&Access_Token=x"));
        assert!(noticed("/graphql?t=rvs_12345678_x"));
        assert!(!noticed("/graphql?query=%7Btoken%7D&variables=%7B%7D"));
    }

    #[test]
    fn any_header_is_read_without_a_panic() {
        bolero::check!().for_each(|bytes: &[u8]| {
            let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
            let mut map = HeaderMap::new();
            for name in ["cookie", "authorization", "x-forwarded-for"] {
                map.insert(name, value.clone());
            }
            drop((cookie(&map, cookie_name(true)), bearer(&map)));
            let peer = IpAddr::from([10, 0, 0, 1]);
            address(&map, peer, &[peer]);
            language(&String::from_utf8_lossy(bytes));
        });
    }

    #[test]
    fn only_a_trusted_proxy_may_speak_for_an_address() {
        let proxy: IpAddr = [10, 0, 0, 1].into();
        let stranger: IpAddr = [203, 0, 113, 9].into();
        let map = headers(&[("x-forwarded-for", "198.51.100.1, 203.0.113.9, 10.0.0.1")]);
        assert_eq!(address(&map, stranger, &[proxy]), stranger);
        assert_eq!(
            address(&map, proxy, &[proxy]),
            stranger,
            "forged hops further left are ignored"
        );
        assert_eq!(address(&HeaderMap::new(), proxy, &[proxy]), proxy);
    }
}
