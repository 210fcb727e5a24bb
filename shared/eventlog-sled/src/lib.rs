//! eventlog-sled.
