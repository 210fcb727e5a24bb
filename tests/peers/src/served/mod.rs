//! Servers: each started on a free port of the loopback in a temporary folder, and stopped with its handle.

pub(crate) mod nats;
pub(crate) mod postgres;
mod process;
pub(crate) mod redis;
pub(crate) mod rives;
pub(crate) mod umadb;
