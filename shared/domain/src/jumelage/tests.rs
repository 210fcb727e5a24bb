//! Tests of twinnings.
