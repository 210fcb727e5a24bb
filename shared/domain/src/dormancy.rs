//! dormancy.
