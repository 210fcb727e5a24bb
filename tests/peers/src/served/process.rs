//! A server's process: found, started, waited for, and killed when nobody holds it any more.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

/// How long a server may take until its port answers.
const START: Duration = Duration::from_secs(20);

pub(super) struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing to be done about a process that cannot be killed.
        let _gone = self.0.kill();
        let _gone = self.0.wait();
    }
}

/// Where a server's program is: a folder in `PEERS_SERVERS`, which `tests/peers/run` fills, or `PATH`.
pub(super) fn find(program: &str) -> anyhow::Result<PathBuf> {
    let own = std::env::var_os("PEERS_SERVERS").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = own.into_iter().chain(std::env::split_paths(&path));
    let found = folders.map(|folder| folder.join(program)).find(|file| file.is_file());
    found.with_context(|| format!("{program} is not installed; tests/peers/run installs it"))
}

/// A port that was free a moment ago.
pub(super) fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Starts a server and waits until its port answers; what it writes goes into a file of the folder.
pub(super) async fn start(
    command: &mut Command,
    folder: &Path,
    port: u16,
) -> anyhow::Result<Process> {
    let said = folder.join(format!("said-{port}"));
    let output = File::create(&said)?;
    command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
    let mut process = Process(command.spawn().context("starting it")?);
    let end = Instant::now() + START;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    while tokio::net::TcpStream::connect(address).await.is_err() {
        if Instant::now() > end || process.0.try_wait()?.is_some() {
            bail!("it did not start: {}", std::fs::read_to_string(&said)?);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(process)
}
