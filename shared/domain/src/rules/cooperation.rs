//! Rules of twinnings (manual, "creating a twinning") and of how sides agree, write and remember together.

mod ids;
mod table;

pub use ids::*;
pub use table::COOPERATION;
