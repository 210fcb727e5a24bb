//! Tests of committees.
