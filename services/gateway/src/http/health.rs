//! Is the process alive, is the node ready, what has it counted.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

/// Answers as long as the process can answer at all.
pub const ALIVE: &str = "/healthz";
/// Whether the node can be read.
pub const READY: &str = "/readyz";
/// Whether it can be read and written.
pub const READY_FOR_WRITING: &str = "/readyz/writing";
/// What it has counted.
pub const METRICS: &str = "/metrics";

/// What the node knows of its own state.
pub trait Readiness: Send + Sync + 'static {
    /// What the node still waits for; empty when it serves everything.
    fn waits_for(&self) -> Vec<String>;

    /// What keeps acts from being taken although everything can be read.
    fn writing_waits_for(&self) -> Option<String> {
        None
    }

    /// What is wrong although it serves everything: somebody should look.
    fn remarks(&self) -> Vec<String> {
        Vec::new()
    }

    /// The counted figures in the text format of Prometheus.
    fn metrics(&self) -> String;
}

pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// Ready to be read: a node that cannot write stays so, because when none can, readers still need one.
pub(super) async fn ready(State(node): State<Arc<dyn Readiness>>) -> impl IntoResponse {
    let waits = node.waits_for();
    if waits.is_empty() {
        let writing = node.writing_waits_for().map(|why| format!("not ready for writing: {why}"));
        let remarks = writing.into_iter().chain(node.remarks());
        let lines: Vec<_> = remarks.map(|remark| format!("but {remark}\n")).collect();
        (StatusCode::OK, "ready\n".to_owned() + &lines.concat())
    } else {
        not_ready(&waits)
    }
}

/// Ready to be read and written: for a balancer that prefers such nodes as long as there is one.
pub(super) async fn ready_for_writing(State(node): State<Arc<dyn Readiness>>) -> impl IntoResponse {
    let waits: Vec<_> = node.waits_for().into_iter().chain(node.writing_waits_for()).collect();
    if waits.is_empty() {
        (StatusCode::OK, "ready for writing\n".to_owned())
    } else {
        not_ready(&waits)
    }
}

fn not_ready(waits: &[String]) -> (StatusCode, String) {
    (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {}\n", waits.join("; ")))
}

pub(super) async fn metrics(State(node): State<Arc<dyn Readiness>>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], node.metrics())
}
