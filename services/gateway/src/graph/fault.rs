//! Faults: what went wrong for operators; the client gets a code and a reference, the log gets the causes, once.

use std::fmt::Write as _;

use async_graphql::{Error, ErrorExtensions};
use uuid::Uuid;

/// The answer of a resolver; its errors are faults, never refusals.
pub use async_graphql::Result;

/// Logs `error` with its causes and answers with a reference to that line.
pub fn fault(error: impl std::error::Error) -> Error {
    let reference = Uuid::new_v4();
    tracing::error!(%reference, causes = eventlog::causes(&error), "a request failed");
    coded("something went wrong here; the operator can find it by its reference", "INTERNAL")
        .extend_with(|_, e| e.set("reference", reference.to_string()))
}

/// An error that is the client's to mend, with a code of its own.
pub fn coded(message: impl Into<String>, code: &str) -> Error {
    Error::new(message).extend_with(|_, e| e.set("code", code))
}
