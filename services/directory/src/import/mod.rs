//! Import of spreadsheets: reading, matching, reporting.
