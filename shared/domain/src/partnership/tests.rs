//! Tests of partnerships.
