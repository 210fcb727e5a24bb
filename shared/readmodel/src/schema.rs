//! The tables that more than one service reads, as SQL beside this file.

/// DDL of the shared tables.
#[must_use]
pub fn shared() -> &'static str {
    include_str!("schema.sql")
}

/// DDL of the shared indices that only queries need.
pub(crate) fn shared_indices() -> &'static str {
    include_str!("indices.sql")
}
