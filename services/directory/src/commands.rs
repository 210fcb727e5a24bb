//! Commands of the service: looks up what a decision needs, then the one pipeline.
