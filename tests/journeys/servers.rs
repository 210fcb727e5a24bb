//! Three NATS servers for nodes of the real binary.

use std::io::Write as _;

use anyhow::Result;
use eventlog_jetstream::servers::{Servers, program};
use rives_tests::Node;
use serde_json::json;
use tempfile::NamedTempFile;
use tokio::runtime::Runtime;

/// Three servers, and the runtime that their tests need.
pub(crate) struct Cluster {
    pub(crate) servers: Servers,
    pub(crate) runtime: Runtime,
    /// The key of the people, the same for every node.
    key: NamedTempFile,
}

impl Cluster {
    /// `None` where there is no program for the servers; a line has said so.
    pub(crate) fn start() -> Result<Option<Self>> {
        Self::of(3)
    }

    /// The same with so many servers.
    pub(crate) fn of(count: usize) -> Result<Option<Self>> {
        let Some(program) = program() else { return Ok(None) };
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let servers = runtime.block_on(Servers::start(&program, count, "always"));
        let mut key = NamedTempFile::new()?;
        key.write_all(&[b'7'; 64])?;
        Ok(Some(Self { servers, runtime, key }))
    }

    /// What a node's environment says about it.
    pub(crate) fn variables(&self) -> [(&'static str, String); 2] {
        [
            ("RIVES_NATS__SERVERS", json!(self.servers.urls()).to_string()),
            ("RIVES_NATS__MONITOR", json!(self.servers.monitors()).to_string()),
        ]
    }

    pub(crate) fn node(&self, arguments: &[&str]) -> Result<Node> {
        self.node_with(arguments, &self.variables())
    }

    /// A node with these variables in place of what it says about itself.
    pub(crate) fn node_with(
        &self,
        arguments: &[&str],
        variables: &[(&'static str, String)],
    ) -> Result<Node> {
        let key = self.key.path().display().to_string();
        let mut variables: Vec<_> = variables.iter().map(|(key, value)| (*key, &**value)).collect();
        variables.push(("RIVES_PEOPLE_KEY_FILE", &key));
        Node::start_with(arguments, &variables)
    }
}
