//! Typed answers from this service's rows.
