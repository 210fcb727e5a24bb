//! The harness of the journeys: the real binary on a folder of its own, and people who use it over HTTP and WebSocket.
#![warn(missing_docs)]

mod feed;
mod node;
mod person;
mod visit;

pub use feed::Feed;
pub use node::{Node, binary};
pub use person::{Answer, Person};
pub use visit::Visit;
