//! Rules of the house: rights, reasons, identity of records.

use super::Rule;

/// The table.
pub const HOUSE: &[Rule] = &[];
