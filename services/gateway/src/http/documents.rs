//! The door of documents: bytes come in streamed and counted, and go out whole, compared and harmless; whether they may is
//! asked of the API each time, in the name of who asks.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Request as Asked, Response as Executed, Variables};
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use domain::document::MediaType;
use domain::rules::{self, RuleId};
use domain::{Lang, Refusal};
use futures_util::{StreamExt as _, stream};
use papers::{Papers, PapersError, Refused as NotTaken, Standing, Whole};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Front;
use super::accept::Media;
use super::answer::{encoded, problem, with_body};
use super::threshold::{self, Refused};
use crate::graph::Arriving;
use crate::graph::world::Asker;

/// What giving a document asks of the API; the bytes come beside it.
pub(crate) const GIVE: &str = "mutation($input: GiveDocumentInput!) { giveDocument(input: $input) { commandId repeated \
     document { id name versions { number } } refusals { rule { id source statement severity } path message wayOut severity } } }";

/// What a download asks of the API.
pub(crate) const FETCH: &str = "query($id: ID!) { node(id: $id) { ... on Document { withdrawn \
     versions { number name hash mediaType } } } }";

/// Parameters of an upload, as the input of the mutation has them.
const KNOWN: [&str; 8] =
    ["commandId", "subject", "document", "name", "language", "visibility", "reason", "actingAs"];

/// How long nothing of an upload may come, and how long it may take as a whole: for links that give 10 kB a second.
const SILENCE: Duration = Duration::from_secs(30);
const LONGEST: Duration = Duration::from_mins(45);
/// Uploads of one person at a time.
pub(super) const OF_ONE: usize = 3;
/// Bytes that are handed to the connection at a time.
const PIECE: usize = 64 * 1024;

/// What a browser may do with bytes that somebody gave: nothing, in a place of its own.
pub(super) const SANDBOX: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
/// The same for a PDF that the browser's own viewer shows, which does not work in a sandbox.
const VIEWER: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// Answers `POST /documents?subject=…&name=…`, whose body are the bytes and whose type is what they are declared as.
pub(crate) async fn give(
    State(front): State<Arc<Front>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    match take_in(&front, peer, &uri, &headers, body).await {
        Ok(answer) => answer,
        Err(refused) => *refused,
    }
}

async fn take_in(
    front: &Arc<Front>,
    peer: SocketAddr,
    uri: &Uri,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response<Body>, Refused> {
    threshold::barred(front, Media::Json, uri, headers)?;
    let input = input(uri)?;
    let asker = threshold::let_in(front, Media::Json, headers, peer)?;
    // Nothing is read before it is known that it may come.
    let early = run(front, &asker, &input, Arriving::Asking).await?;
    let Some(papers) = front.engine.papers().filter(|_| may(&early)) else {
        return Ok(with_body(Media::Json, StatusCode::OK, encoded(&early)));
    };
    let of = asker.holder.as_ref().map(|holder| holder.person);
    let pass = of.map(|person| front.gate.uploads.enter(person));
    if matches!(pass, Some(None)) {
        let text = format!("{OF_ONE} documents of yours are on their way; wait for one of them");
        let status = StatusCode::TOO_MANY_REQUESTS;
        return Err(Box::new(problem(Media::Json, status, "TOO_MANY", &text)));
    }
    let declared = declared(headers, input["name"].as_str().unwrap_or_default());
    let arrived = match declared {
        Err(refusal) => Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, refusal)),
        Ok(declared) => received(&papers, headers, body, declared).await?,
    };
    let (status, arriving) = match arrived {
        Ok(received) => (StatusCode::OK, Arriving::There(received)),
        Err((status, refusal)) => (status, Arriving::Refused(refusal)),
    };
    let done = run(front, &asker, &input, arriving).await?;
    Ok(with_body(Media::Json, status, encoded(&done)))
}

/// The input of the mutation, from the parameters of the address.
fn input(uri: &Uri) -> Result<Value, Refused> {
    let wrong =
        |text: &str| Box::new(problem(Media::Json, StatusCode::BAD_REQUEST, "BAD_REQUEST", text));
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri);
    let Query(pairs) = pairs.map_err(|error| wrong(&error.to_string()))?;
    if let Some((key, _)) = pairs.iter().find(|(key, _)| !KNOWN.contains(&key.as_str())) {
        let text = format!("there is no parameter {key:?}; there are {}", KNOWN.join(", "));
        return Err(wrong(&text));
    }
    let mut input = json!({ "commandId": Uuid::now_v7(), "name": "" });
    for (key, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        if key == "actingAs" {
            input["actingAs"] = json!({ "organisation": value });
        } else {
            input[&*key] = Value::String(value);
        }
    }
    Ok(input)
}

/// Carries the mutation out with what is known of the bytes.
async fn run(
    front: &Front,
    asker: &Asker,
    input: &Value,
    arriving: Arriving,
) -> Result<Executed, Refused> {
    let variables = Variables::from_json(json!({ "input": input }));
    let request = Asked::new(GIVE).variables(variables).data(asker.clone()).data(arriving);
    let patience = Duration::from_secs(front.config.limits.request_seconds);
    tokio::time::timeout(patience, front.engine.execute(request))
        .await
        .map_err(|_| Box::new(slow()))
}

fn slow() -> Response<Body> {
    let text = "the answer took too long; send it again with the same commandId";
    problem(Media::Json, StatusCode::SERVICE_UNAVAILABLE, "TIMEOUT", text)
}

/// True when nothing speaks against the bytes coming.
fn may(asked: &Executed) -> bool {
    let data = serde_json::to_value(&asked.data).unwrap_or_default();
    asked.errors.is_empty() && data["giveDocument"]["refusals"] == json!([])
}

fn refusal(rule: RuleId, detail: Vec<String>) -> Refusal {
    Refusal { rule, path: Some("bytes".to_owned()), detail }
}

/// What the sender says that the bytes are: by the type of the body, unless that says nothing, else by the name.
fn declared(headers: &HeaderMap, name: &str) -> Result<Option<MediaType>, Refusal> {
    let said = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let bare = said.map(|said| said.split(';').next().unwrap_or_default().trim());
    match bare {
        None | Some("" | "application/octet-stream") => Ok(MediaType::of_name(name)),
        Some(mime) => match MediaType::of_mime(mime) {
            // Spreadsheets are called many things where one is installed; the name tells them apart.
            Some(media) => Ok(Some(media)),
            None if MediaType::of_name(name) == Some(MediaType::Csv) => Ok(Some(MediaType::Csv)),
            None => Err(refusal(rules::DO_TYPE, Vec::new())),
        },
    }
}

/// Takes the bytes in as they come.
async fn received(
    papers: &Papers,
    headers: &HeaderMap,
    body: Body,
    declared: Option<MediaType>,
) -> Result<Result<papers::Received, (StatusCode, Refusal)>, Refused> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length = length.and_then(|length| length.parse::<u64>().ok()).unwrap_or_default();
    if length > papers.most() {
        return Ok(Err(told(&NotTaken::Large { most: papers.most() })));
    }
    let reading = async {
        let mut receiving = papers.receive(declared).await?;
        let mut pieces = body.into_data_stream();
        while let Some(piece) = tokio::time::timeout(SILENCE, pieces.next()).await.transpose() {
            match piece {
                Ok(Ok(bytes)) => receiving.take(&bytes)?,
                Ok(Err(_)) | Err(_) => return Ok(None),
            }
        }
        receiving.finish().await.map(Some)
    };
    match tokio::time::timeout(LONGEST, reading).await {
        Ok(Ok(Some(received))) => Ok(Ok(received)),
        Ok(Err(PapersError::Refused(refused))) => Ok(Err(told(&refused))),
        Ok(Err(error)) => Err(Box::new(threshold::fault(Media::Json, &error))),
        Ok(Ok(None)) | Err(_) => {
            let text = "the document did not arrive whole; send it again with the same commandId";
            let status = StatusCode::REQUEST_TIMEOUT;
            Err(Box::new(problem(Media::Json, status, "TIMEOUT", text)))
        }
    }
}

/// Why bytes were not taken, for people, and the status that says so to programmes.
fn told(refused: &NotTaken) -> (StatusCode, Refusal) {
    match refused {
        NotTaken::Large { most } => {
            let most = (most / (1024 * 1024)).to_string();
            (StatusCode::PAYLOAD_TOO_LARGE, refusal(rules::DO_LARGE, vec![most]))
        }
        NotTaken::Empty => (StatusCode::BAD_REQUEST, refusal(rules::DO_EMPTY, Vec::new())),
        NotTaken::Type => (StatusCode::UNSUPPORTED_MEDIA_TYPE, refusal(rules::DO_TYPE, Vec::new())),
        NotTaken::Declared { found } => {
            let detail = vec![(*found).to_owned()];
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, refusal(rules::DO_DECLARED, detail))
        }
    }
}

/// Answers `GET /documents/<id>/<number>`, with `?show` for pictures and PDF in the browser itself.
pub(crate) async fn fetch(
    State(front): State<Arc<Front>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path((id, number)): Path<(Uuid, u32)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    match hand_out(&front, peer, (id, number), &uri, &headers).await {
        Ok(answer) => answer,
        Err(refused) => *refused,
    }
}

/// What the API says of a version.
struct Known {
    hash: String,
    name: String,
    media: MediaType,
}

async fn hand_out(
    front: &Arc<Front>,
    peer: SocketAddr,
    (id, number): (Uuid, u32),
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Response<Body>, Refused> {
    threshold::barred(front, Media::Json, uri, headers)?;
    let asker = threshold::let_in(front, Media::Json, headers, peer)?;
    let variables = Variables::from_json(json!({ "id": format!("document:{id}") }));
    let request = Asked::new(FETCH).variables(variables).data(asker.clone());
    let patience = Duration::from_secs(front.config.limits.request_seconds);
    let answer = tokio::time::timeout(patience, front.engine.execute(request));
    let answer = answer.await.map_err(|_| Box::new(slow()))?;
    let data = serde_json::to_value(&answer.data).unwrap_or_default();
    let known = known(&data["node"], number, asker.lang)?;
    let same = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let tag = format!("\"{}\"", known.hash);
    if same == Some(&*tag) {
        return Ok(head(StatusCode::NOT_MODIFIED, Body::empty(), &tag));
    }
    let Some(papers) = front.engine.papers() else {
        return Err(Box::new(words(StatusCode::NOT_FOUND, rules::DO_NOWHERE, asker.lang)));
    };
    let show = uri.query() == Some("show");
    match papers.read(&known.hash).await {
        Ok(Ok(whole)) => Ok(sent(whole, &known, &tag, show)),
        Ok(Err(standing)) => {
            let missing = standing == Standing::Missing;
            tracing::error!(
                hash = known.hash,
                missing,
                "a document is not handed out: `rives documents verify` names what is missing or damaged"
            );
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            Err(Box::new(words(status, rules::DO_DAMAGED, asker.lang)))
        }
        Err(error) => Err(Box::new(threshold::fault(Media::Json, &error))),
    }
}

fn known(node: &Value, number: u32, lang: Lang) -> Result<Known, Refused> {
    let versions = node["versions"].as_array().map_or(&[][..], Vec::as_slice);
    let version = versions.iter().find(|version| version["number"] == number);
    let text = |version: &Value, key: &str| version[key].as_str().unwrap_or_default().to_owned();
    let found = version.and_then(|version| {
        let media = MediaType::of_mime(version["mediaType"].as_str()?)?;
        Some(Known { hash: text(version, "hash"), name: text(version, "name"), media })
    });
    // What is out of sight is answered as what is not there.
    let found =
        found.ok_or_else(|| Box::new(words(StatusCode::NOT_FOUND, rules::H_UNKNOWN, lang)))?;
    if node["withdrawn"].is_string() {
        return Err(Box::new(words(StatusCode::GONE, rules::DO_WITHDRAWN, lang)));
    }
    Ok(found)
}

/// A refusal in plain words: a person may have followed a link.
fn words(status: StatusCode, rule: RuleId, lang: Lang) -> Response<Body> {
    let refusal = Refusal { rule, path: None, detail: vec!["…".to_owned()] };
    let text = format!("{}\n{}\n[{rule}]\n", refusal.message(lang), refusal.way_out(lang));
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn head(status: StatusCode, body: Body, tag: &str) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    // Whoever has the bytes may keep them; whether they may still see them is asked each time.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("authorization, cookie"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn sent(whole: Whole, known: &Known, tag: &str, show: bool) -> Response<Body> {
    let Whole { bytes, leave } = whole;
    let length = bytes.len();
    // The leave to have it in memory is given back with the last piece, or when whoever reads goes away.
    let pieces = stream::unfold((bytes, leave), |(mut bytes, leave)| async move {
        if bytes.is_empty() {
            return None;
        }
        let piece = bytes.split_to(PIECE.min(bytes.len()));
        Some((Ok::<Bytes, std::io::Error>(piece), (bytes, leave)))
    });
    let mut response = head(StatusCode::OK, Body::from_stream(pieces), tag);
    let viewer = show && known.media == MediaType::Pdf;
    let shown = viewer || (show && known.media.is_picture());
    let policy = if viewer { VIEWER } else { SANDBOX };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::CONTENT_TYPE, kind(known.media));
    let disposition = disposition(if shown { "inline" } else { "attachment" }, &known.name);
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    response
}

fn kind(media: MediaType) -> HeaderValue {
    match media {
        MediaType::Text => HeaderValue::from_static("text/plain; charset=utf-8"),
        MediaType::Csv => HeaderValue::from_static("text/csv; charset=utf-8"),
        other => HeaderValue::from_static(other.mime()),
    }
}

/// RFC 6266: a plain name for old readers, the real one as RFC 8187 has it.
pub(super) fn disposition(how: &str, name: &str) -> HeaderValue {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let plain: String = name.chars().map(|c| if safe(c) { c } else { '_' }).collect();
    let sign = |byte: u8| {
        if safe(char::from(byte)) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    let encoded = name.bytes().map(sign).collect::<String>();
    let text = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::try_from(text).expect("letters, digits and a few signs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_into_its_header_as_letters_only() {
        let said = disposition("attachment", "Évaluation \"n° 1\".pdf");
        let said = said.to_str().expect("plain");
        let encoded = "%C3%89valuation%20%22n%C2%B0%201%22.pdf";
        assert_eq!(
            said,
            format!("attachment; filename=\"_valuation__n__1_.pdf\"; filename*=UTF-8''{encoded}")
        );
    }

    #[test]
    fn what_is_declared_as_a_page_or_a_program_is_refused_before_it_is_read() {
        let said = |mime: &str, name: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, mime.parse().expect("a header"));
            declared(&headers, name).map_err(|refusal| refusal.rule)
        };
        assert_eq!(said("text/html", "a.pdf"), Err(rules::DO_TYPE));
        assert_eq!(said("image/svg+xml", "a.svg"), Err(rules::DO_TYPE));
        assert_eq!(said("application/pdf; x=y", "a"), Ok(Some(MediaType::Pdf)));
        assert_eq!(said("application/octet-stream", "a.png"), Ok(Some(MediaType::Png)));
        assert_eq!(said("application/octet-stream", "a"), Ok(None));
        assert_eq!(said("application/vnd.ms-excel", "a.csv"), Ok(Some(MediaType::Csv)));
    }

    #[test]
    fn what_the_door_asks_of_the_api_is_in_its_schema() {
        let sdl = crate::graph::sdl();
        for word in ["giveDocument(", "input GiveDocumentInput", "mediaType: String!"] {
            assert!(sdl.contains(word), "{word}");
        }
    }
}
