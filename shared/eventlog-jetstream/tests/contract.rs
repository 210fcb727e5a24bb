//! The log on NATS keeps the contract, on one server and on a cluster of three.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Weak};

use eventlog::MemoryLog;
use eventlog::contract::Shared;
use eventlog_jetstream::JetStreamLog;
use eventlog_jetstream::servers::{Servers, program};
use tokio::sync::Mutex;

/// The servers that tests running at the same time share; the last of them stops them.
type Common = Mutex<Weak<Servers>>;

async fn log_on(common: &Common, count: usize) -> Option<(Shared, Arc<Servers>)> {
    static LOGS: AtomicU32 = AtomicU32::new(0);
    let program = program()?;
    let servers = {
        let mut common = common.lock().await;
        if let Some(servers) = common.upgrade() {
            servers
        } else {
            let servers = Arc::new(Servers::start(&program, count, "always").await);
            *common = Arc::downgrade(&servers);
            servers
        }
    };
    let options = servers.options(&format!("log-{}", LOGS.fetch_add(1, SeqCst)));
    let copy = Arc::new(MemoryLog::new());
    let log = JetStreamLog::open(&options, copy, |_, _| ()).await.expect("the log opens");
    Some((Arc::new(log), servers))
}

mod one_server {
    use super::*;

    async fn fresh() -> Option<(Shared, Arc<Servers>)> {
        static COMMON: Common = Mutex::const_new(Weak::new());
        log_on(&COMMON, 1).await
    }

    eventlog::contract_tests!(async fresh);
}

mod three_servers {
    use super::*;

    async fn fresh() -> Option<(Shared, Arc<Servers>)> {
        static COMMON: Common = Mutex::const_new(Weak::new());
        log_on(&COMMON, 3).await
    }

    eventlog::contract_tests!(async fresh);
}
