//! The web pages, packed into the binary: compressed beforehand, kept by browsers for ever where their name has a hash.

mod addresses;
mod query;

pub(crate) use query::{query_page, query_script, query_style};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};
use sha2::{Digest, Sha256};

/// A packed file.
struct Asset {
    path: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// Sorted by path.
static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The one page there is: the router in it draws what its address names, also that there is no such page.
const SHELL: &str = "index.html";
/// The script that keeps the pages for a time without a network. It fetches what it keeps: from here, and nothing else.
const WORKER: &str = "service-worker.js";
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";
/// The web's build puts files with a hash in their names here.
const IMMUTABLE: &str = "_app/immutable/";

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Rives</title>\
<h1>Rives</h1><p>This binary was built without its pages. Build them with <code>npm ci &amp;&amp; npm run build</code> \
in <code>services/web</code>, then build the binary again; or use the API at <code>/graphql</code>.</p></html>";

/// Serves a file, or the shell: with 200 for an address that is a page, with 404 for any other, of which the shell says so.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response<Body> {
    if method != Method::GET && method != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "text/plain", "use GET");
    }
    let path = uri.path().trim_start_matches('/');
    if let Some(asset) = find(path) {
        return file(asset, &headers);
    }
    // A missing file is missing; only addresses without an ending are pages.
    let last = path.rsplit('/').next().unwrap_or("");
    if path.starts_with("_app/") || last.contains('.') {
        return plain(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "not found\n");
    }
    match find(SHELL) {
        Some(shell) if addresses::is_page(uri.path()) => file(shell, &headers),
        Some(shell) => missing(shell, &headers),
        None => plain(StatusCode::OK, "text/html; charset=utf-8", NOT_BUILT),
    }
}

fn find(path: &str) -> Option<&'static Asset> {
    let at = ASSETS.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
    Some(&ASSETS[at])
}

/// The shell under an address that is none of ours. Nobody is told that they have it already: what they have was no answer.
fn missing(shell: &'static Asset, asked: &HeaderMap) -> Response<Body> {
    let mut afresh = asked.clone();
    afresh.remove(header::IF_NONE_MATCH);
    let mut response = file(shell, &afresh);
    *response.status_mut() = StatusCode::NOT_FOUND;
    response.headers_mut().remove(header::ETAG);
    response
}

fn file(asset: &'static Asset, asked: &HeaderMap) -> Response<Body> {
    let tag = format!("\"{}\"", hex(&Sha256::digest(asset.plain)[..12]));
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let accepts = |coding: &str| {
        let header = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        header.is_some_and(|text| accepts_coding(text, coding))
    };
    let (bytes, coding) = match asset {
        Asset { brotli: Some(bytes), .. } if accepts("br") => (*bytes, Some("br")),
        Asset { gzip: Some(bytes), .. } if accepts("gzip") => (*bytes, Some("gzip")),
        _ => (asset.plain, None),
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(asset.path)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept(asset.path)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    if is_page(asset.path) {
        let policy =
            HeaderValue::try_from(policy(asset.plain)).expect("the web's rule is plain text");
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    } else if asset.path == WORKER {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WORKER_POLICY));
    }
    let same = known == Some(tag.as_str());
    headers.insert(header::ETAG, HeaderValue::try_from(tag).expect("hex is plain text"));
    if same {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
    }
    response
}

/// What a page may load. The web's build writes its own rule into a `meta` element of each page, with the hashes of its
/// inline scripts; the header repeats it and adds what a `meta` element cannot say.
fn policy(page: &[u8]) -> String {
    const OWN: &str = "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'";
    let text = String::from_utf8_lossy(page);
    let meta = text.split_once("http-equiv=\"content-security-policy\"");
    let content = meta.and_then(|(_, rest)| rest.split_once("content=\"")?.1.split_once('"'));
    let rule = content.map_or(OWN, |(rule, _)| rule);
    format!("{rule}; frame-ancestors 'none'")
}

fn is_page(path: &str) -> bool {
    media_type(path).starts_with("text/html")
}

fn kept(path: &str) -> &'static str {
    if path.starts_with(IMMUTABLE) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn accepts_coding(header: &str, coding: &str) -> bool {
    header.split(',').any(|part| {
        let mut parts = part.split(';').map(str::trim);
        parts.next() == Some(coding)
            && !parts.any(|parameter| matches!(parameter, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn plain(status: StatusCode, media: &'static str, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    response
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_with_weight_zero_is_refused() {
        assert!(accepts_coding("gzip, deflate, br", "br"));
        assert!(accepts_coding("br;q=0.5", "br"));
        assert!(!accepts_coding("gzip, br;q=0", "br"));
        assert!(!accepts_coding("gzip", "br"));
    }

    #[test]
    fn the_rule_of_a_page_is_repeated_in_the_header() {
        let page =
            b"<meta http-equiv=\"content-security-policy\" content=\"script-src 'sha256-x'\"><p>";
        assert_eq!(policy(page), "script-src 'sha256-x'; frame-ancestors 'none'");
        assert!(policy(b"<p>").starts_with("default-src 'self'"));
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert!(kept("_app/immutable/chunks/x.js").contains("immutable"));
        assert_eq!(kept("index.html"), "no-cache");
    }

    #[test]
    fn the_packed_files_are_sorted_so_that_each_is_found() {
        assert!(ASSETS.is_sorted_by(|a, b| a.path < b.path));
        assert!(ASSETS.iter().all(|asset| find(asset.path).is_some()));
    }

    #[tokio::test]
    async fn an_address_of_the_application_gets_a_page_and_a_missing_file_does_not() {
        let get = |path: &'static str| serve(Method::GET, Uri::from_static(path), HeaderMap::new());
        let page = get("/jumelages/new").await;
        assert_eq!(page.status(), StatusCode::OK);
        assert_eq!(page.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        assert_eq!(get("/_app/immutable/none.js").await.status(), StatusCode::NOT_FOUND);
        assert_eq!(get("/none.png").await.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn an_address_that_is_no_page_is_missing_also_for_who_has_the_shell() {
        let Some(shell) = find(SHELL) else { return };
        let known = |path| {
            let mut headers = HeaderMap::new();
            let tag = file(shell, &headers).headers()[header::ETAG].clone();
            headers.insert(header::IF_NONE_MATCH, tag);
            serve(Method::GET, Uri::from_static(path), headers)
        };
        assert_eq!(known("/register").await.status(), StatusCode::NOT_MODIFIED);
        let missing = known("/nowhere").await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
        assert_eq!(missing.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        assert!(!missing.headers().contains_key(header::ETAG));
    }
}
