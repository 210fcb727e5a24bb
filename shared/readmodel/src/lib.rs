//! readmodel.
