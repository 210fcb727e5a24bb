//! partnership.
