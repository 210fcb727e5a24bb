//! The memory log keeps the contract.

use std::sync::Arc;

use eventlog::MemoryLog;
use eventlog::contract::Shared;

fn fresh() -> (Shared, ()) {
    (Arc::new(MemoryLog::new()), ())
}

eventlog::contract_tests!(fresh);
