//! The medium fails: full, read-only, broken, damaged.
