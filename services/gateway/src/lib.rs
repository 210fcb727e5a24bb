//! The gateway: the node `rives`, its HTTP and WebSocket sides, its GraphQL API and its command line.

pub mod archiving;
pub mod assets;
pub mod cache;
pub mod cli;
pub mod config;
mod demo;
pub mod digests;
pub mod document;
mod duties;
pub mod engine;
pub mod files;
pub mod forget;
pub mod graph;
pub mod housekeeping;
pub mod http;
pub mod live;
pub mod metrics;
pub mod node;
pub mod post;
pub mod presence;
pub mod recorder;
mod sealed;
mod seating;
pub mod server;
pub mod ws;
