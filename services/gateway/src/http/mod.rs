//! The node's HTTP side: routes, the state they share, and the answers that are not GraphQL.

pub mod accept;
mod answer;
mod asker;
pub(crate) mod documents;
mod gate;
mod graphql;
mod headers;
mod health;
mod leave;
mod listen;
mod oidc;
mod origin;
pub mod params;
pub(crate) mod reports;
pub(crate) mod sheet;
mod threshold;

pub(crate) use answer::never_ran;
pub(crate) use asker::address;
use asker::token_in;
pub use asker::{Refused, knock};
pub(crate) use gate::Pass;
pub use gate::{Gate, Network};
pub use health::{ALIVE, METRICS, READY, READY_FOR_WRITING, Readiness};
pub use listen::serve;
pub use origin::Origins;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use axum::middleware;
use axum::routing::{any, get, post};
use identity::oidc::Providers;
use tokio::sync::{Semaphore, watch};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;

use crate::cache::Answers;
use crate::config::Config;
use crate::document::Documents;
use crate::engine::Engine;
use crate::live::Live;
use crate::{assets, ws};

/// What every request and connection shares.
pub struct Front {
    /// The API.
    pub engine: Arc<dyn Engine>,
    /// The configuration.
    pub config: Config,
    /// Parsed documents.
    pub documents: Documents,
    /// Answers that hold until the next commit.
    pub answers: Answers,
    /// Channels of the live feed.
    pub live: Live,
    /// Which pages may use a person's cookie.
    pub origins: Origins,
    /// How often and how many.
    pub gate: Gate,
    /// One permit a WebSocket connection.
    pub connections: Arc<Semaphore>,
    /// One permit a report that is being put on paper.
    pub presses: Arc<Semaphore>,
    /// True once the node is stopping.
    pub stopping: watch::Receiver<bool>,
}

impl Front {
    /// The front of `engine`.
    #[must_use]
    pub fn new(engine: Arc<dyn Engine>, config: Config, stopping: watch::Receiver<bool>) -> Self {
        Self {
            documents: Documents::new(config.limits.clone()),
            answers: Answers::new(config.cache_mib),
            live: Live::new(engine.applied()),
            origins: Origins::new(&config),
            gate: Gate::new(&config.limits),
            connections: Arc::new(Semaphore::new(config.limits.connections)),
            presses: Arc::new(Semaphore::new(reports::AT_ONCE)),
            stopping,
            engine,
            config,
        }
    }
}

/// State of the router.
#[derive(Clone)]
pub struct Rooms {
    /// GraphQL and WebSocket.
    pub front: Arc<Front>,
    /// Health and metrics.
    pub readiness: Arc<dyn Readiness>,
    /// Identity providers, where there are people at all.
    pub providers: Option<Arc<Providers>>,
}

impl FromRef<Rooms> for Arc<Front> {
    fn from_ref(rooms: &Rooms) -> Self {
        Arc::clone(&rooms.front)
    }
}

impl FromRef<Rooms> for Arc<dyn Readiness> {
    fn from_ref(rooms: &Rooms) -> Self {
        Arc::clone(&rooms.readiness)
    }
}

/// All routes.
pub fn router(rooms: Rooms) -> Router {
    let secure = rooms.front.config.secure();
    let mut routes = Router::new()
        .route("/graphql", any(entry))
        .route("/register.csv", get(sheet::register))
        // Documents are compressed as they are; pages were, when they were built.
        .route_layer(compressed())
        .route("/documents", post(documents::give).put(documents::give))
        .route("/documents/{id}/{number}", get(documents::fetch))
        .route("/projects/{id}/report.pdf", get(reports::project_pdf))
        .route("/projects/{id}/report.docx", get(reports::project_docx))
        .route("/exchanges/{id}/report.pdf", get(reports::mission_pdf))
        .route("/exchanges/{id}/report.docx", get(reports::mission_docx))
        .route("/projects/{id}/financing.xlsx", get(reports::plan_xlsx))
        .route("/projects/{id}/financing.csv", get(reports::plan_csv))
        .route("/cooperations/{id}/handover.pdf", get(reports::handover_pdf))
        .route("/cooperations/{id}/handover.docx", get(reports::handover_docx))
        .route(leave::LEAVE, post(leave::leave).get(assets::serve))
        // Everything above counts as a request; pages and health do not.
        .route_layer(middleware::from_fn_with_state(Arc::clone(&rooms.front), counted))
        .route(ALIVE, get(health::alive))
        .route(READY, get(health::ready))
        .route(READY_FOR_WRITING, get(health::ready_for_writing))
        .route(METRICS, get(health::metrics));
    if rooms.front.config.graphiql.unwrap_or(false) {
        routes = routes
            .route("/graphiql", get(assets::query_page))
            .route("/graphiql.js", get(assets::query_script))
            .route("/graphiql.css", get(assets::query_style));
    }
    if let Some(providers) = &rooms.providers {
        let counted = middleware::from_fn_with_state(Arc::clone(&rooms.front), counted);
        routes = routes.merge(oidc::routes(&rooms.front, providers).route_layer(counted));
    }
    routes
        .fallback(assets::serve)
        .layer(middleware::from_fn(move |request, next| headers::add(secure, request, next)))
        .with_state(rooms)
}

/// Answers that are long enough to be worth it, in the cheapest way: a poor link gains six sevenths, a good one little.
fn compressed() -> CompressionLayer<SizeAbove> {
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(SizeAbove::new(1_024))
}

/// Lets a request in when its address has not asked too often.
async fn counted(
    front: axum::extract::State<Arc<Front>>,
    peer: axum::extract::ConnectInfo<std::net::SocketAddr>,
    request: axum::extract::Request,
    next: middleware::Next,
) -> axum::response::Response {
    let from = asker::address(request.headers(), peer.0.ip(), &front.config.trusted_proxies);
    if let Err(wait) = front.gate.request_from(from) {
        return answer::too_often(wait);
    }
    next.run(request).await
}

/// One address for both transports: an upgrade is a subscription's, everything else a request's.
async fn entry(
    front: axum::extract::State<Arc<Front>>,
    peer: axum::extract::ConnectInfo<std::net::SocketAddr>,
    upgrade: Result<
        axum::extract::WebSocketUpgrade,
        axum::extract::ws::rejection::WebSocketUpgradeRejection,
    >,
    request: axum::extract::Request,
) -> axum::response::Response {
    match upgrade {
        Ok(_) if token_in(request.uri()) => graphql::serve(front.0, peer.0, request).await,
        Ok(upgrade) => ws::upgrade(front.0, peer.0, upgrade, request.headers()),
        Err(_) => graphql::serve(front.0, peer.0, request).await,
    }
}
