//! Upcasters: plain functions from the stored shape of an older version to the event of today.

use super::CodecError;
use crate::event::Event;

/// Reads an older version; `None` when there is no such version.
///
/// No event has changed its shape yet. One arm per `(name, version)`, such as
/// `("exchange.held", 1) => Some(exchange_held_v1(payload))`.
pub(super) fn upcast(
    _name: &str,
    _version: u16,
    _payload: &str,
) -> Option<Result<Event, CodecError>> {
    None
}
