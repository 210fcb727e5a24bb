//! `PostgreSQL`: a plain table with unique versions, and a function that checks the version first, as message-db does.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use async_trait::async_trait;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Config, NoTls, Statement};

use super::process::{self, Process};
use crate::peer::{Peer, Writer};

const TABLE: &str = "create table events (
    position bigserial primary key, id uuid not null unique, stream text not null, version bigint not null,
    event jsonb not null, at timestamptz not null default now(), unique (stream, version))";

/// The lock of a stream, held until the commit, keeps its versions in a row; message-db locks a whole category.
const FUNCTION: &str = "create function append(its_stream text, expected bigint, its_id uuid, its_event jsonb)
    returns bigint language plpgsql as $$
    declare found bigint;
    begin
        perform pg_advisory_xact_lock(hashtextextended(its_stream, 0));
        select coalesce(max(version), 0) into found from events where stream = its_stream;
        if found <> expected then raise exception 'stream % is at %', its_stream, found; end if;
        insert into events (id, stream, version, event) values (its_id, its_stream, expected + 1, its_event);
        return expected + 1;
    end $$";

/// How long it may take to start.
const START: Duration = Duration::from_secs(20);

/// 256 writers have a connection each.
const CONNECTIONS: &str = "300";

struct Postgres {
    config: Config,
    append: &'static str,
    server: Option<Process>,
    programs: PathBuf,
    data: PathBuf,
}

struct Handle {
    client: Client,
    append: Statement,
    stream: String,
    version: i64,
}

pub(crate) async fn plain(folder: &Path) -> anyhow::Result<Box<dyn Peer>> {
    let append = "insert into events (stream, version, id, event) values ($1::text, $2::int8 + 1, $3::text::uuid, $4::text::jsonb)";
    start(folder, append).await
}

pub(crate) async fn function(folder: &Path) -> anyhow::Result<Box<dyn Peer>> {
    start(folder, "select append($1::text, $2::int8, $3::text::uuid, $4::text::jsonb)").await
}

async fn start(folder: &Path, append: &'static str) -> anyhow::Result<Box<dyn Peer>> {
    let programs = programs()?;
    let (port, data) = (process::free_port()?, folder.join("postgres"));
    let sockets = folder.display().to_string();
    if rustix::process::geteuid().is_root() {
        // The server refuses to run as root.
        run(Command::new("chown").arg("postgres").arg(folder))?;
        run(Command::new("chmod").arg("755").arg(folder))?;
    }
    run(as_its_user(&programs.join("initdb"))
        .args(["-A", "trust", "-U", "rives", "-D"])
        .arg(&data))?;
    let mut command = as_its_user(&programs.join("postgres"));
    command.arg("-D").arg(&data).args(["-p", &port.to_string(), "-h", "127.0.0.1"]);
    command.args(["-k", &sockets, "-N", CONNECTIONS]);
    let server = process::start(&mut command, folder, port).await?;
    let mut config = Config::new();
    config.host("127.0.0.1").port(port).user("rives").dbname("postgres");
    let client = connect(&config).await?;
    client.batch_execute(&format!("{TABLE}; {FUNCTION}")).await?;
    Ok(Box::new(Postgres { config, append, server: Some(server), programs, data }))
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Asked to stop first, because its helpers outlive a killed parent for a while.
        let mut stop = as_its_user(&self.programs.join("pg_ctl"));
        if let Err(error) = run(stop.arg("stop").args(["-m", "immediate", "-D"]).arg(&self.data)) {
            println!("postgres did not stop by itself: {error:#}");
        }
        drop(self.server.take());
    }
}

/// Debian keeps the programs of each version in a folder of their own.
fn programs() -> anyhow::Result<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok();
    let mut folders: Vec<_> =
        versions.into_iter().flatten().flatten().map(|entry| entry.path().join("bin")).collect();
    folders.sort();
    let found = folders.into_iter().rfind(|folder| folder.join("initdb").is_file());
    found.context("PostgreSQL is not installed; tests/peers/run installs it")
}

fn as_its_user(program: &Path) -> Command {
    if !rustix::process::geteuid().is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let output = command.current_dir("/").output().context("running a program of PostgreSQL")?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

async fn connect(config: &Config) -> anyhow::Result<Client> {
    let end = Instant::now() + START;
    let (client, connection) = loop {
        match config.connect(NoTls).await {
            // It listens before it takes anybody.
            Err(error)
                if error.code() == Some(&SqlState::CANNOT_CONNECT_NOW) && Instant::now() < end =>
            {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            connected => break connected?,
        }
    };
    // Its errors come with the next answer to the client.
    tokio::spawn(connection);
    Ok(client)
}

#[async_trait]
impl Peer for Postgres {
    async fn writer(&self, stream: &str) -> anyhow::Result<Box<dyn Writer>> {
        let client = connect(&self.config).await?;
        let append = client.prepare(self.append).await?;
        Ok(Box::new(Handle { client, append, stream: stream.to_owned(), version: 0 }))
    }
}

#[async_trait]
impl Writer for Handle {
    async fn append(&mut self, event: &str) -> anyhow::Result<()> {
        let id = uuid::Uuid::new_v4().to_string();
        self.client.execute(&self.append, &[&self.stream, &self.version, &id, &event]).await?;
        self.version += 1;
        Ok(())
    }
}
