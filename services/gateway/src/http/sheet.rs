//! The register as a spreadsheet (CSV): asked from the API page by page in the name of who downloads it, with their rights
//! of that moment, and handed out as it is read.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Request as Asked, Variables};
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use domain::Lang;
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};

use super::Front;
use super::accept::Media;
use super::answer::{never_ran, problem};
use super::threshold::{self, Refused};
use crate::graph::words::sheet;
use crate::graph::world::Asker;

/// Rows asked for at a time.
const ROWS: usize = 50;

/// What a page of rows is made of.
pub(crate) const DOCUMENT: &str = "query($filter: CooperationFilter, $order: CooperationOrder, $after: String, $first: Int) { \
     cooperations(filter: $filter, order: $order, first: $first, after: $after) { pageInfo { hasNextPage endCursor } \
     nodes { id kind title stage since recordedAt lastActivity themes { code name } \
     parties { organisation { name country { code } } } } } }";

/// Parameters, as the register's page has them in its address.
const KNOWN: [&str; 8] = ["q", "country", "theme", "kind", "stage", "mine", "order", "lang"];

/// Answers `GET /register.csv`, with the parameters of the register's page.
pub(crate) async fn register(
    State(front): State<Arc<Front>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    match begin(&front, peer, &uri, &headers).await {
        Ok(download) => download,
        Err(refused) => *refused,
    }
}

/// A download on its way.
struct Download {
    front: Arc<Front>,
    asker: Asker,
    variables: Value,
}

/// Why a page could not be had.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error("the session is over")]
    Over,
    #[error(transparent)]
    People(#[from] identity::IdentityError),
    #[error("the register cannot be asked like that: {0}")]
    Asked(String),
    #[error("the register could not be read: {0}")]
    Failed(String),
    #[error("a page of the register took too long")]
    Slow,
    #[error(transparent)]
    Written(#[from] csv::Error),
}

async fn begin(
    front: &Arc<Front>,
    peer: SocketAddr,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Response<Body>, Refused> {
    let wrong =
        |text: &str| Box::new(problem(Media::Json, StatusCode::BAD_REQUEST, "BAD_REQUEST", text));
    let broken = |error: Broken| Box::new(threshold::fault(Media::Json, &error));
    threshold::barred(front, Media::Json, uri, headers)?;
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri);
    let Query(pairs) = pairs.map_err(|error| wrong(&error.to_string()))?;
    let mut asker = threshold::let_in(front, Media::Json, headers, peer)?;
    if let Some((key, _)) = pairs.iter().find(|(key, _)| !KNOWN.contains(&key.as_str())) {
        let text = format!("there is no parameter {key:?}; there are {}", KNOWN.join(", "));
        return Err(wrong(&text));
    }
    asker.lang = spoken(&pairs).unwrap_or(asker.lang);
    let lang = asker.lang;
    let mut download = Download { front: Arc::clone(front), asker, variables: asked(&pairs) };
    // The first page before the first byte: what is asked wrongly is answered as that.
    let (first, more) = download.page().await.map_err(|error| match error {
        Broken::Asked(text) => wrong(&text),
        other => broken(other),
    })?;
    let head = head(lang).map_err(|error| broken(error.into()))?;
    let rest = stream::unfold(more.then_some(download), Download::step);
    let pages = stream::iter([Ok(head), Ok(first)]).chain(rest);
    Ok(answer(Body::from_stream(pages)))
}

impl Download {
    /// The next page as rows, and whether there is another one.
    async fn page(&mut self) -> Result<(Bytes, bool), Broken> {
        if let Some(secret) = self.asker.session.clone() {
            let holder = self.front.engine.viewer(&secret)?.ok_or(Broken::Over)?;
            let lang = self.asker.lang;
            self.asker.admit(holder, secret);
            self.asker.lang = lang;
        }
        let request = Asked::new(DOCUMENT).variables(Variables::from_json(self.variables.clone()));
        let patience = Duration::from_secs(self.front.config.limits.request_seconds);
        let running = self.front.engine.execute(request.data(self.asker.clone()));
        let answer = tokio::time::timeout(patience, running).await.map_err(|_| Broken::Slow)?;
        if let Some(error) = answer.errors.first() {
            let text = error.message.clone();
            // What never ran was asked wrongly; what failed on the way is ours.
            return Err(if never_ran(&answer) {
                Broken::Asked(text)
            } else {
                Broken::Failed(text)
            });
        }
        let data = serde_json::to_value(&answer.data).expect("an answer is JSON");
        let found = &data["cooperations"];
        self.variables["after"] = found["pageInfo"]["endCursor"].clone();
        let rows = rows(found["nodes"].as_array().map_or(&[], Vec::as_slice), self.asker.lang)?;
        Ok((rows, found["pageInfo"]["hasNextPage"] == true))
    }

    async fn step(this: Option<Self>) -> Option<(Result<Bytes, Broken>, Option<Self>)> {
        let mut this = this?;
        match this.page().await {
            Ok((rows, more)) => Some((Ok(rows), more.then_some(this))),
            Err(error) => {
                // The download breaks off, which whoever reads it sees: half a register never looks whole.
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a download was broken off"
                );
                Some((Err(error), None))
            }
        }
    }
}

/// The register's filter and order, as its page has them in the address; what says nothing is left out.
fn asked(pairs: &[(String, String)]) -> Value {
    let mut filter = json!({});
    let mut order = Value::Null;
    for (key, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        match key.as_str() {
            "q" => filter["search"] = json!(value),
            "country" => filter["countries"] = json!([value]),
            "theme" => filter["themes"] = json!([value]),
            "kind" => filter["kinds"] = json!([value]),
            "stage" => filter["stages"] = json!([value]),
            "mine" => filter["mine"] = json!(value == "1"),
            "order" => {
                // As the page lists them: names and years upwards, what moved last first.
                let upwards = matches!(value.as_str(), "TITLE" | "SINCE");
                let direction = if upwards { "ASC" } else { "DESC" };
                order = json!({ "field": value, "direction": direction });
            }
            _ => {}
        }
    }
    json!({ "filter": filter, "order": order, "first": ROWS, "after": null })
}

pub(super) fn spoken(pairs: &[(String, String)]) -> Option<Lang> {
    let (_, lang) = pairs.iter().find(|(key, _)| key == "lang")?;
    match lang.as_str() {
        "fr" => Some(Lang::Fr),
        "en" => Some(Lang::En),
        "es" => Some(Lang::Es),
        _ => None,
    }
}

/// Spreadsheets of French and Spanish offices take the comma for a decimal sign.
fn writer(lang: Lang) -> csv::Writer<Vec<u8>> {
    let delimiter = if lang == Lang::En { b',' } else { b';' };
    csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new())
}

fn head(lang: Lang) -> Result<Bytes, csv::Error> {
    let mut csv = writer(lang);
    csv.write_record(sheet::heads(lang))?;
    // The mark by which spreadsheets know UTF-8.
    let rows = csv.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok([b"\xef\xbb\xbf".as_slice(), &rows].concat().into())
}

/// Cooperations as the API answers them, as rows.
pub(crate) fn rows(nodes: &[Value], lang: Lang) -> Result<Bytes, csv::Error> {
    let mut csv = writer(lang);
    for node in nodes {
        let text = |key: &str| node[key].as_str().unwrap_or_default().to_owned();
        let day = |key: &str| text(key).chars().take(10).collect::<String>();
        let parties =
            || node["parties"].as_array().into_iter().flatten().map(|it| &it["organisation"]);
        let themes = node["themes"].as_array().into_iter().flatten();
        let cells = [
            text("id"),
            sheet::kind(lang, &text("kind")).to_owned(),
            text("title"),
            sheet::stage(lang, &text("stage")).to_owned(),
            text("since"),
            listed(parties().map(|it| &it["name"])),
            listed(parties().map(|it| &it["country"]["code"])),
            listed(themes.map(|theme| &theme["name"])),
            day("recordedAt"),
            day("lastActivity"),
        ];
        csv.write_record(cells.iter().map(|cell| directory::import::report::harmless(cell)))?;
    }
    Ok(csv.into_inner().map_err(csv::IntoInnerError::into_error)?.into())
}

/// Several values in one cell.
fn listed<'v>(values: impl Iterator<Item = &'v Value>) -> String {
    values.filter_map(Value::as_str).collect::<Vec<_>>().join(" · ")
}

fn answer(body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let name = HeaderValue::from_static("attachment; filename=\"rives.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    *response.headers_mut() = headers;
    response
}
