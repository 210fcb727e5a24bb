//! Redis streams with `appendfsync always`: no expectation, no index of streams beyond the keys.

use std::path::Path;
use std::process::Command;

use async_trait::async_trait;
use redis::aio::MultiplexedConnection;

use super::process::{self, Process};
use crate::peer::{Peer, Writer};

struct Redis {
    connection: MultiplexedConnection,
    _server: Process,
}

struct Handle {
    connection: MultiplexedConnection,
    stream: String,
}

pub(crate) async fn start(folder: &Path) -> anyhow::Result<Box<dyn Peer>> {
    let port = process::free_port()?;
    let mut command = Command::new(process::find("redis-server")?);
    command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""]);
    command.args(["--appendonly", "yes", "--appendfsync", "always", "--dir"]).arg(folder);
    let server = process::start(&mut command, folder, port).await?;
    let client = redis::Client::open(format!("redis://127.0.0.1:{port}"))?;
    let connection = client.get_multiplexed_async_connection().await?;
    Ok(Box::new(Redis { connection, _server: server }))
}

#[async_trait]
impl Peer for Redis {
    async fn writer(&self, stream: &str) -> anyhow::Result<Box<dyn Writer>> {
        Ok(Box::new(Handle { connection: self.connection.clone(), stream: stream.to_owned() }))
    }
}

#[async_trait]
impl Writer for Handle {
    async fn append(&mut self, event: &str) -> anyhow::Result<()> {
        let mut append = redis::cmd("XADD");
        append.arg(&self.stream).arg("*").arg("event").arg(event);
        let _id: String = append.query_async(&mut self.connection).await?;
        Ok(())
    }
}
