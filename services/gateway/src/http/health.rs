//! Is the process alive, is the node ready, what has it counted.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

/// What the node knows of its own state.
pub trait Readiness: Send + Sync + 'static {
    /// What the node still waits for; empty when it serves everything.
    fn waits_for(&self) -> Vec<String>;

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

pub(super) async fn ready(State(node): State<Arc<dyn Readiness>>) -> impl IntoResponse {
    let waits = node.waits_for();
    if waits.is_empty() {
        let remarks = node.remarks().into_iter().map(|remark| format!("but {remark}\n"));
        (StatusCode::OK, "ready\n".to_owned() + &remarks.collect::<String>())
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {}\n", waits.join("; ")))
    }
}

pub(super) async fn metrics(State(node): State<Arc<dyn Readiness>>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], node.metrics())
}
