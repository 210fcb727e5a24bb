//! Events to rows: this service's part of the read model.
