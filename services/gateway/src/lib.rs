//! The gateway: the node `rives`, its HTTP and WebSocket sides, its GraphQL API and its command line.

mod assets;
mod cache;
pub mod cli;
pub mod config;
mod demo;
mod document;
mod engine;
pub mod graph;
mod housekeeping;
mod http;
mod live;
mod metrics;
mod node;
mod server;
mod ws;
