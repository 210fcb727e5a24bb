//! The read model with the services' own projections, on a real log: events in, answers out.

mod feed;
mod lists;
mod organisations;
mod partnerships;
mod rebuild;
mod rights;
mod world;
