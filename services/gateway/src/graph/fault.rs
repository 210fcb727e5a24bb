//! Faults: what went wrong for operators; the client gets a code and a reference, the log gets the causes, once.

use async_graphql::{Error, ErrorExtensions};
use drafting::DraftError;
use eventlog::causes;
use identity::IdentityError;
use uuid::Uuid;

/// The answer of a resolver; its errors are faults, never refusals.
pub use async_graphql::Result;

/// Logs `error` with its causes and answers with a reference to that line. What another try may mend says so.
pub fn fault(error: impl std::error::Error + 'static) -> Error {
    fault_of(&error)
}

/// The same for an error that stays where it is.
pub fn fault_of(error: &(dyn std::error::Error + 'static)) -> Error {
    if is_away(error) {
        tracing::warn!(causes = causes(error), "a request could not be kept");
        return coded("this cannot be kept at the moment; try again", "UNAVAILABLE");
    }
    let reference = Uuid::new_v4();
    tracing::error!(%reference, causes = causes(error), "a request failed");
    coded("something went wrong here; the operator can find it by its reference", "INTERNAL")
        .extend_with(|_, e| e.set("reference", reference.to_string()))
}

/// An error that is the client's to mend, with a code of its own.
pub fn coded(message: impl Into<String>, code: &str) -> Error {
    Error::new(message).extend_with(|_, e| e.set("code", code))
}

/// Whether other nodes could not be told about people or drafts.
fn is_away(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source()).any(|error| {
        error.downcast_ref().is_some_and(IdentityError::is_away)
            || error.downcast_ref().is_some_and(DraftError::is_away)
    })
}
