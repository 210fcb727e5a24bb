//! NATS JetStream with `sync_interval: always`, one node or three: one message an event, with the subject's last sequence.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use async_nats::HeaderMap;
use async_nats::jetstream::{self, stream};
use async_trait::async_trait;

use super::process::{self, Process};
use crate::peer::{Peer, Writer};

/// How long three servers may take to find each other.
const ELECTION: Duration = Duration::from_secs(20);

/// What a cluster answers while it is not sure of a subject's last sequence.
const BUSY: &str = "error code 10164";
/// So often a message is sent again.
const TRIES: usize = 5;

struct Nats {
    context: jetstream::Context,
    _servers: Vec<Process>,
}

struct Handle {
    context: jetstream::Context,
    subject: String,
    last: u64,
}

pub(crate) async fn start(folder: &Path, nodes: usize) -> anyhow::Result<Box<dyn Peer>> {
    let program = process::find("nats-server")?;
    let ports: Vec<u16> =
        (0..2 * nodes).map(|_| process::free_port()).collect::<anyhow::Result<_>>()?;
    let (clients, routes) = ports.split_at(nodes);
    let mut servers = Vec::new();
    for (number, &port) in clients.iter().enumerate() {
        let path = folder.join(format!("nats-{number}.conf"));
        std::fs::write(&path, config(folder, number, port, routes))?;
        let mut command = Command::new(&program);
        servers.push(process::start(command.arg("-c").arg(path), folder, port).await?);
    }
    let client = async_nats::connect(format!("127.0.0.1:{}", clients[0])).await?;
    let context = jetstream::new(client);
    let wanted = stream::Config {
        name: "bench".to_owned(),
        subjects: vec!["bench.>".to_owned()],
        num_replicas: nodes,
        ..stream::Config::default()
    };
    let end = Instant::now() + ELECTION;
    while let Err(error) = context.create_stream(wanted.clone()).await {
        anyhow::ensure!(Instant::now() < end, "no stream: {error}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(Box::new(Nats { context, _servers: servers }))
}

fn config(folder: &Path, number: usize, port: u16, routes: &[u16]) -> String {
    let store = folder.join(format!("nats-{number}"));
    let alone = format!(
        "server_name: n{number}\nlisten: 127.0.0.1:{port}\njetstream {{ store_dir: {:?}, sync_interval: always }}\n",
        store.display().to_string()
    );
    if routes.len() == 1 {
        return alone;
    }
    let others: Vec<_> = routes.iter().map(|port| format!("nats://127.0.0.1:{port}")).collect();
    format!(
        "{alone}cluster {{ name: bench, listen: 127.0.0.1:{}, routes: {others:?} }}\n",
        routes[number]
    )
}

#[async_trait]
impl Peer for Nats {
    async fn writer(&self, stream: &str) -> anyhow::Result<Box<dyn Writer>> {
        let subject = stream.replace('/', ".");
        Ok(Box::new(Handle { context: self.context.clone(), subject, last: 0 }))
    }
}

#[async_trait]
impl Writer for Handle {
    async fn append(&mut self, event: &str) -> anyhow::Result<()> {
        let mut headers = HeaderMap::new();
        headers.insert("Nats-Msg-Id", uuid::Uuid::new_v4().to_string());
        headers.insert("Nats-Expected-Last-Subject-Sequence", self.last.to_string());
        let mut tries = 0;
        loop {
            let (subject, event) = (self.subject.clone(), event.to_owned().into());
            let sent = self.context.publish_with_headers(subject, headers.clone(), event).await?;
            match sent.await {
                Ok(taken) => {
                    self.last = taken.sequence;
                    return Ok(());
                }
                // A cluster says so at times to the only writer of a subject; the same message fits when it is sent again.
                Err(error) if tries < TRIES && error.to_string().contains(BUSY) => tries += 1,
                Err(error) => return Err(error).context("publishing"),
            }
        }
    }
}
