//! The door of reports: asked from the API in the name of who downloads them, with their rights of that moment, and put on
//! paper on a thread of its own, a few at a time.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Request as Asked, Variables};
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use domain::document::MediaType;
use reports::{Cell, Report, Sheet, Unwritten};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Front;
use super::accept::Media;
use super::answer::{never_ran, problem};
use super::documents::{SANDBOX, disposition};
use super::sheet::spoken;
use super::threshold::{self, Refused};
use crate::graph::world::Asker;

/// Reports that are put on paper at a time; a typesetter cannot be stopped, so others wait.
pub(crate) const AT_ONCE: usize = 2;
/// How long one waits for its turn and for its paper.
const PATIENCE: Duration = Duration::from_secs(30);
/// Characters of a title that go into the name of a file.
const NAME: usize = 80;

/// All of a report, in the shape of [`Report`].
const PARTS: &str = "lang kicker title subtitle record date frame { source page of contents } facts { label value } \
     sections { heading blocks { kind: __typename ... on ReportHeading { text } ... on ReportText { text aside quoted } \
     ... on ReportList { items } ... on ReportFacts { facts { label value } } \
     ... on ReportTable { caption columns { head figures share } rows { cells total } } } }";

/// Parameters of a project's report.
const OF_PROJECT: [&str; 4] = ["kind", "from", "to", "lang"];
/// Parameters of a plan's table.
const OF_PLAN: [&str; 2] = ["sheet", "lang"];
/// Parameters of a handover pack and of a mission report.
const OF_COOPERATION: [&str; 1] = ["lang"];
/// Sheets of a plan by the names that the parameter takes, in their order.
const SHEETS: [&str; 3] = ["resources", "expenses", "amounts"];

/// What a project's report asks of the API.
pub(crate) fn project_document() -> String {
    format!(
        "query($id: ID!, $kind: ProjectReportKind!, $from: Date!, $to: Date!) {{ node(id: $id) {{ ... on Project {{ \
         report(kind: $kind, from: $from, to: $to) {{ {PARTS} }} }} }} }}"
    )
}

/// What a handover pack asks of the API.
pub(crate) fn handover_document() -> String {
    format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Cooperation {{ report: handover {{ {PARTS} }} }} }} }}"
    )
}

/// What a mission report asks of the API.
pub(crate) fn mission_document() -> String {
    format!("query($id: ID!) {{ node(id: $id) {{ ... on Exchange {{ report {{ {PARTS} }} }} }} }}")
}

/// What a plan's workbook asks of the API.
pub(crate) const PLAN: &str = "query($id: ID!) { node(id: $id) { ... on Project { title changedAt financing { \
     sheets { name heads rows { cells { kind text decimals } } } } } } }";

/// A request at this door.
struct Call {
    front: Arc<Front>,
    peer: SocketAddr,
    id: String,
    uri: Uri,
    headers: HeaderMap,
}

/// On which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paper {
    Pdf,
    Docx,
    Xlsx,
    Csv,
}

macro_rules! doors {
    ($($(#[$doc:meta])* $name:ident = $of:ident($paper:expr);)*) => {$(
        $(#[$doc])*
        pub(crate) async fn $name(
            State(front): State<Arc<Front>>,
            ConnectInfo(peer): ConnectInfo<SocketAddr>,
            Path(id): Path<String>,
            uri: Uri,
            headers: HeaderMap,
        ) -> Response<Body> {
            let call = Call { front, peer, id, uri, headers };
            call.$of($paper).await.unwrap_or_else(|refused| *refused)
        }
    )*};
}

doors! {
    /// Answers `GET /projects/<id>/report.pdf?kind=interim&from=…&to=…`.
    project_pdf = project(Paper::Pdf);
    /// Answers `GET /projects/<id>/report.docx?kind=interim&from=…&to=…`.
    project_docx = project(Paper::Docx);
    /// Answers `GET /projects/<id>/financing.xlsx`.
    plan_xlsx = plan(Paper::Xlsx);
    /// Answers `GET /projects/<id>/financing.csv?sheet=resources`.
    plan_csv = plan(Paper::Csv);
    /// Answers `GET /exchanges/<id>/report.pdf`.
    mission_pdf = mission(Paper::Pdf);
    /// Answers `GET /exchanges/<id>/report.docx`.
    mission_docx = mission(Paper::Docx);
    /// Answers `GET /cooperations/<id>/handover.pdf`.
    handover_pdf = handover(Paper::Pdf);
    /// Answers `GET /cooperations/<id>/handover.docx`.
    handover_docx = handover(Paper::Docx);
}

fn wrong(text: &str) -> Response<Body> {
    problem(Media::Json, StatusCode::BAD_REQUEST, "BAD_REQUEST", text)
}

/// What is out of sight is answered as what is not there.
fn absent() -> Response<Body> {
    let text = "there is no such report in sight; sign in as somebody of its parties, or check the address";
    problem(Media::Json, StatusCode::NOT_FOUND, "NOT_FOUND", text)
}

fn busy() -> Response<Body> {
    let text = "other reports are being put on paper; ask again in half a minute";
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let mut response = problem(Media::Json, status, "BUSY", text);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    response
}

impl Call {
    /// Who asks and with which parameters, once they are let in.
    fn enter(&self, known: &[&str]) -> Result<(Asker, Vec<(String, String)>), Refused> {
        threshold::barred(&self.front, Media::Json, &self.uri, &self.headers)?;
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&self.uri);
        let Query(pairs) = pairs.map_err(|error| Box::new(wrong(&error.to_string())))?;
        let mut asker = threshold::let_in(&self.front, Media::Json, &self.headers, self.peer)?;
        if let Some((key, _)) = pairs.iter().find(|(key, _)| !known.contains(&key.as_str())) {
            return Err(Box::new(wrong(&format!(
                "there is no parameter {key:?}; there are {}",
                known.join(", ")
            ))));
        }
        asker.lang = spoken(&pairs).unwrap_or(asker.lang);
        Ok((asker, pairs))
    }

    /// The node that the API answers with.
    async fn node(
        &self,
        document: &str,
        variables: Value,
        asker: &Asker,
    ) -> Result<Value, Refused> {
        let request = Asked::new(document).variables(Variables::from_json(variables));
        let running = self.front.engine.execute(request.data(asker.clone()));
        let patience = Duration::from_secs(self.front.config.limits.request_seconds);
        let answer = tokio::time::timeout(patience, running).await.map_err(|_| Box::new(busy()))?;
        if let Some(error) = answer.errors.first() {
            let code = error.extensions.as_ref().and_then(|all| all.get("code")).cloned();
            let mistaken = never_ran(&answer) || code == Some("BAD_PERIOD".into());
            return Err(if mistaken {
                Box::new(wrong(&error.message))
            } else {
                Box::new(threshold::fault(Media::Json, &Unread(error.message.clone())))
            });
        }
        let mut data = serde_json::to_value(&answer.data).expect("an answer is JSON");
        Ok(data["node"].take())
    }

    async fn project(self, paper: Paper) -> Result<Response<Body>, Refused> {
        let (asker, pairs) = self.enter(&OF_PROJECT)?;
        let given = |name: &str| {
            let found = pairs.iter().find(|(key, value)| key == name && !value.is_empty());
            found.map(|(_, value)| value.clone()).ok_or_else(|| {
                Box::new(wrong(&format!(
                    "{name} is missing: ask for ?kind=interim&from=2026-01-01&to=2026-06-30, or kind=final"
                )))
            })
        };
        let kind = given("kind")?.to_uppercase();
        if !["INTERIM", "FINAL"].contains(&kind.as_str()) {
            return Err(Box::new(wrong("kind is interim or final")));
        }
        let day = |name: &str| {
            let said = given(name)?;
            said.parse::<jiff::civil::Date>()
                .map(|day| day.to_string())
                .map_err(|_| Box::new(wrong(&format!("{name} is no day: write it as 2026-01-31"))))
        };
        let variables = json!({
            "id": global("project", &self.id), "kind": kind, "from": day("from")?, "to": day("to")?,
        });
        let node = self.node(&project_document(), variables, &asker).await?;
        self.written(node, paper).await
    }

    async fn handover(self, paper: Paper) -> Result<Response<Body>, Refused> {
        let (asker, _) = self.enter(&OF_COOPERATION)?;
        let document = handover_document();
        let mut node = Value::Null;
        for kind in ["jumelage", "partnership"] {
            let variables = json!({ "id": global(kind, &self.id) });
            if node["report"].is_null() {
                node = self.node(&document, variables, &asker).await?;
            }
        }
        self.written(node, paper).await
    }

    async fn mission(self, paper: Paper) -> Result<Response<Body>, Refused> {
        let (asker, _) = self.enter(&OF_COOPERATION)?;
        let variables = json!({ "id": global("exchange", &self.id) });
        let node = self.node(&mission_document(), variables, &asker).await?;
        self.written(node, paper).await
    }

    async fn written(self, mut node: Value, paper: Paper) -> Result<Response<Body>, Refused> {
        let report = node["report"].take();
        if report.is_null() {
            return Err(Box::new(absent()));
        }
        let report: Report = serde_json::from_value(report)
            .map_err(|error| threshold::fault(Media::Json, &error))
            .map_err(Box::new)?;
        let title = format!("{} – {}", report.kicker, report.title);
        let press = move || match paper {
            Paper::Docx => reports::docx(&report),
            Paper::Pdf | Paper::Xlsx | Paper::Csv => reports::pdf(&report),
        };
        let bytes = self.press(press).await?;
        Ok(handed(bytes, paper, &title))
    }

    async fn plan(self, paper: Paper) -> Result<Response<Body>, Refused> {
        let (asker, pairs) = self.enter(&OF_PLAN)?;
        let wanted = pairs.iter().find(|(key, value)| key == "sheet" && !value.is_empty());
        let wanted = wanted.map_or("resources", |(_, value)| value.as_str());
        let place = SHEETS.iter().position(|name| *name == wanted).ok_or_else(|| {
            Box::new(wrong(&format!(
                "there is no sheet {wanted:?}; there are {}",
                SHEETS.join(", ")
            )))
        })?;
        let variables = json!({ "id": global("project", &self.id) });
        let node = self.node(PLAN, variables, &asker).await?;
        let sheets = sheets(&node["financing"]["sheets"]);
        if sheets.is_empty() {
            return Err(Box::new(absent()));
        }
        let title = node["title"].as_str().unwrap_or_default().to_owned();
        let date: String =
            node["changedAt"].as_str().unwrap_or_default().chars().take(10).collect();
        let comma = asker.lang == domain::Lang::En;
        let (called, delimiter) = (title.clone(), if comma { b',' } else { b';' });
        let bytes = self.press(move || match (paper, sheets.get(place)) {
            (Paper::Csv, Some(sheet)) => reports::csv(sheet, delimiter, &|text| harmless(text)),
            _ => reports::xlsx(&called, &date, &sheets),
        });
        Ok(handed(bytes.await?, paper, &title))
    }

    /// Writes on a thread that may block, when it is its turn; the permit is given back when the writing ends, not when
    /// somebody stops waiting for it.
    async fn press(
        &self,
        write: impl FnOnce() -> Result<Vec<u8>, Unwritten> + Send + 'static,
    ) -> Result<Vec<u8>, Refused> {
        let turn = Arc::clone(&self.front.presses).acquire_owned();
        let permit = tokio::time::timeout(PATIENCE, turn).await.map_err(|_| Box::new(busy()))?;
        let permit = permit.map_err(|error| Box::new(threshold::fault(Media::Json, &error)))?;
        let writing = tokio::task::spawn_blocking(move || {
            let written = write();
            drop(permit);
            written
        });
        let done = tokio::time::timeout(PATIENCE, writing).await.map_err(|_| Box::new(busy()))?;
        let done = done.map_err(|error| Box::new(threshold::fault(Media::Json, &error)))?;
        done.map_err(|error| match error {
            Unwritten::TooMuch { .. } => {
                let text = format!("{error}; ask for a shorter period");
                let status = StatusCode::PAYLOAD_TOO_LARGE;
                Box::new(problem(Media::Json, status, "TOO_MUCH", &text))
            }
            other => Box::new(threshold::fault(Media::Json, &other)),
        })
    }
}

/// The API did not answer with a report.
#[derive(Debug, thiserror::Error)]
#[error("a report could not be read: {0}")]
struct Unread(String);

/// A global id, from the whole one or from its bare part.
fn global(kind: &str, given: &str) -> String {
    if given.parse::<Uuid>().is_ok() { format!("{kind}:{given}") } else { given.to_owned() }
}

fn harmless(text: &str) -> String {
    directory::import::report::harmless(text)
}

/// A cell as the API answers it.
#[derive(Deserialize)]
struct Told {
    kind: String,
    text: String,
    decimals: u32,
}

/// Sheets as the API answers them; what it does not answer is not there.
fn sheets(told: &Value) -> Vec<Sheet> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let row = |row: &Value| list(&row["cells"]).into_iter().map(cell).collect();
    let sheet = |sheet: &Value| Sheet {
        name: text(&sheet["name"]),
        heads: list(&sheet["heads"]).iter().map(text).collect(),
        rows: list(&sheet["rows"]).iter().map(row).collect(),
    };
    list(told).iter().map(sheet).collect()
}

fn cell(told: Value) -> Cell {
    let Ok(Told { kind, text, decimals }) = serde_json::from_value(told) else {
        return Cell::Empty;
    };
    match kind.as_str() {
        "WORDS" => Cell::Words(text),
        "FIGURE" => Cell::Figure(text, decimals),
        "SUM" => Cell::Sum(text, decimals),
        "DAY" => match text.parse::<jiff::civil::Date>() {
            Ok(day) => Cell::Day(day.year(), day.month(), day.day()),
            Err(_) => Cell::Words(text),
        },
        _ => Cell::Empty,
    }
}

/// The bytes with a name that says what they are.
fn handed(bytes: Vec<u8>, paper: Paper, title: &str) -> Response<Body> {
    let (kind, end) = match paper {
        Paper::Pdf => (MediaType::Pdf.mime(), "pdf"),
        Paper::Docx => (MediaType::Docx.mime(), "docx"),
        Paper::Xlsx => (MediaType::Xlsx.mime(), "xlsx"),
        Paper::Csv => ("text/csv; charset=utf-8", "csv"),
    };
    let sign = |one: char| if one.is_control() || "/\\:*?\"<>|".contains(one) { ' ' } else { one };
    let name: String = title.chars().map(sign).take(NAME).collect();
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = disposition("attachment", &format!("{}.{end}", name.trim()));
    headers.insert(header::CONTENT_DISPOSITION, name);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("authorization, cookie"));
    response
}
