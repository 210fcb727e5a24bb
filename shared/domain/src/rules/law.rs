//! Rules of law and of the guides: R-01…R-36.

use super::Rule;

/// The table.
pub const LAW: &[Rule] = &[];
