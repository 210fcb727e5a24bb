//! jumelage.
