//! Rules of twinnings (manual P9) and of how sides agree.

use super::Rule;

/// The table.
pub const COOPERATION: &[Rule] = &[];
