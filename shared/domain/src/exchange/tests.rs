//! Tests of exchanges.
