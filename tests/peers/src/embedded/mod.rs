//! Logs in this process: ours, and three that share one committer so that only the engine differs.

pub(crate) mod committer;
pub(crate) mod file;
pub(crate) mod fjall;
pub(crate) mod ours;
pub(crate) mod redb;
