//! Real NATS servers for tests: on free ports of this machine, in temporary folders, gone when the tests are.

use std::fs::File;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use crate::{Danger, Options, guard};

/// How long servers may take to serve, on a busy machine.
const START: Duration = Duration::from_mins(1);
/// How often it is asked whether they do.
const AGAIN: Duration = Duration::from_millis(50);
/// Names the program; without it, `nats-server` is looked for where `tests/run setup` puts it and on the path.
const PROGRAM: &str = "TESTED_NATS";
static SAID: Once = Once::new();

/// One server or a cluster of three that keep `JetStream`'s streams.
pub struct Servers {
    nodes: Vec<Node>,
    _folder: TempDir,
}

struct Node {
    program: PathBuf,
    config: PathBuf,
    place: Place,
    running: Option<Running>,
}

/// Where a server is reached: for clients, for monitoring, for the other servers.
struct Place {
    namespace: Option<String>,
    host: IpAddr,
    ports: [u16; 3],
}

/// A server, and a shell that ends it when this process is gone in whatever way.
struct Running {
    server: Child,
    guard: Child,
}

/// Where to find a server that is recent enough; without one, a line says once that these tests are skipped and why.
#[must_use]
pub fn program() -> Option<PathBuf> {
    let named = std::env::var_os(PROGRAM).map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/tools/nats-server");
    let mut tried = named.into_iter().chain([beside, PathBuf::from("nats-server")]);
    let found = tried.find(|program| version(program).is_some_and(|it| guard::is_recent(&it)));
    if found.is_none() {
        // Past the harness, which shows nothing of tests that pass.
        SAID.call_once(|| {
            let why = format!("there is no nats-server 2.12 or later; run tests/run setup, or name one in {PROGRAM}");
            writeln!(io::stderr(), "\nskipped: the log on NATS, {why}").unwrap_or_default();
        });
    }
    found
}

fn version(program: &Path) -> Option<String> {
    let told = Command::new(program).arg("--version").output().ok()?;
    let told = String::from_utf8(told.stdout).ok()?;
    Some(told.trim().rsplit_once('v')?.1.to_owned())
}

impl Servers {
    /// Starts `count` servers (1 or 3) that sync always, or as `sync` says, and waits until they serve.
    ///
    /// # Panics
    /// When they do not start: a test that needs them fails.
    pub async fn start(program: &Path, count: usize, sync: &str) -> Self {
        let mut tries = 0;
        loop {
            let mut servers = Self::prepared(program, count, sync);
            (0..count).for_each(|node| servers.resume_or_run(node));
            match servers.ready().await {
                Ok(()) => return servers,
                // Between choosing a port and listening on it somebody else may have taken it.
                Err(why) if tries == 2 => panic!("the servers do not serve: {why}"),
                Err(_) => tries += 1,
            }
        }
    }

    /// Starts a server in each of these network namespaces, at its address there, and waits until they serve. Whoever
    /// asks must be in a namespace that reaches them.
    ///
    /// # Panics
    /// When they do not start.
    pub async fn start_apart(program: &Path, homes: &[(String, IpAddr)]) -> Self {
        let places = homes.iter().map(|(namespace, host)| Place {
            namespace: Some(namespace.clone()),
            host: *host,
            ports: [4222, 8222, 6222],
        });
        let mut servers = Self::placed(program, places.collect(), "always");
        (0..homes.len()).for_each(|node| servers.resume_or_run(node));
        servers.ready().await.expect("the servers serve");
        servers
    }

    fn prepared(program: &Path, count: usize, sync: &str) -> Self {
        let ports = free_ports(3 * count);
        let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let places = ports.chunks(3).map(|ports| Place {
            namespace: None,
            host,
            ports: [ports[0], ports[1], ports[2]],
        });
        Self::placed(program, places.collect(), sync)
    }

    fn placed(program: &Path, places: Vec<Place>, sync: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let routes: Vec<_> =
            places.iter().map(|it| format!("nats://{}:{}", it.host, it.ports[2])).collect();
        let nodes = places.into_iter().enumerate().map(|(node, place)| {
            let ([port, monitor, route], host) = (place.ports, place.host);
            let (name, store) = (format!("n{}", node + 1), folder.path().join(node.to_string()));
            let cluster = if routes.len() == 1 {
                String::new()
            } else {
                let routes = routes.join(", ");
                format!("cluster {{ name: c, listen: \"{host}:{route}\", routes: [{routes}] }}\n")
            };
            let text = format!(
                "server_name: {name}\nlisten: \"{host}:{port}\"\nhttp: \"{host}:{monitor}\"\n\
                 jetstream {{ store_dir: \"{}\", sync_interval: {sync} }}\n{cluster}",
                store.display()
            );
            let config = folder.path().join(format!("{name}.conf"));
            std::fs::write(&config, text).expect("a temporary folder can be written");
            Node { program: program.to_owned(), config, place, running: None }
        });
        Self { nodes: nodes.collect(), _folder: folder }
    }

    fn resume_or_run(&mut self, node: usize) {
        let node = &mut self.nodes[node];
        if node.running.is_none() {
            node.running = Some(Running::start(node).expect("a server starts"));
        }
    }

    /// Addresses for clients.
    #[must_use]
    pub fn urls(&self) -> Vec<String> {
        self.nodes.iter().map(|node| node.url("nats", 0)).collect()
    }

    /// Addresses for monitoring.
    #[must_use]
    pub fn monitors(&self) -> Vec<String> {
        self.nodes.iter().map(|node| node.url("http", 1)).collect()
    }

    /// How to open the log `name` here; one server is accepted although it keeps one copy.
    #[must_use]
    pub fn options(&self, name: &str) -> Options {
        let mut options = Options::new(self.urls(), name);
        options.monitors = self.monitors();
        if self.nodes.len() < 3 {
            options.replicas = 1;
            options.accept = vec![Danger::FewReplicas];
        }
        options
    }

    /// Ends a server as a power cut would end its process.
    pub fn kill(&mut self, node: usize) {
        self.nodes[node].running = None;
    }

    /// Asks a server to end, as a service manager does, and waits until it has.
    ///
    /// # Panics
    /// When it does not end in time.
    pub async fn end(&mut self, node: usize) {
        self.signal(node, Signal::TERM);
        let end = Instant::now() + START;
        let running = self.nodes[node].running.as_mut().expect("the server runs");
        while running.server.try_wait().expect("it is our child").is_none() {
            assert!(Instant::now() < end, "the server does not end");
            tokio::time::sleep(AGAIN).await;
        }
        self.kill(node);
    }

    /// Starts a server that was killed or has ended.
    pub fn run(&mut self, node: usize) {
        self.resume_or_run(node);
    }

    /// Lets a server do nothing, without closing a connection.
    pub fn pause(&self, node: usize) {
        self.signal(node, Signal::STOP);
    }

    /// Lets a server go on.
    pub fn resume(&self, node: usize) {
        self.signal(node, Signal::CONT);
    }

    fn signal(&self, node: usize, signal: Signal) {
        let running = self.nodes[node].running.as_ref().expect("the server runs");
        kill_process(Pid::from_child(&running.server), signal).expect("it is our child");
    }

    /// The server that leads the stream of the log `name`, as a server that runs says.
    pub async fn leader_of(&self, name: &str) -> Option<usize> {
        for node in self.nodes.iter().filter(|node| node.running.is_some()) {
            let url = format!("{}/jsz?streams=true&config=false", node.url("http", 1));
            let Ok(told) = guard::get::<Value>(&url).await else { continue };
            let streams = told["account_details"][0]["stream_detail"].as_array().cloned();
            let wanted = format!("rives-{name}");
            let leader = streams.unwrap_or_default().into_iter().find(|s| s["name"] == *wanted);
            let leader = leader.and_then(|s| Some(s["cluster"]["leader"].as_str()?.to_owned()));
            if let Some(number) = leader.and_then(|leader| leader[1..].parse::<usize>().ok()) {
                return Some(number - 1);
            }
        }
        None
    }

    /// Waits until every server that was started serves, with its streams as far as the others'.
    ///
    /// # Errors
    /// What is missing after a minute, or which server has ended.
    pub async fn ready(&mut self) -> Result<(), String> {
        let end = Instant::now() + START;
        loop {
            let Some(why) = self.lacks().await else { return Ok(()) };
            for node in &mut self.nodes {
                if let Some(running) = &mut node.running
                    && running.server.try_wait().is_ok_and(|status| status.is_some())
                {
                    let log = std::fs::read_to_string(node.config.with_extension("log"));
                    return Err(format!("a server has ended:\n{}", log.unwrap_or_default()));
                }
            }
            if Instant::now() > end {
                return Err(why);
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    async fn lacks(&self) -> Option<String> {
        for node in self.nodes.iter().filter(|node| node.running.is_some()) {
            let asked = node.url("http", 1);
            match guard::get::<Value>(&format!("{asked}/healthz")).await {
                Ok(told) if told["status"] == "ok" => {}
                Ok(told) => return Some(told.to_string()),
                Err(error) => return Some(error.to_string()),
            }
            if self.nodes.len() > 1 {
                let told = guard::get::<Value>(&format!("{asked}/jsz")).await.unwrap_or_default();
                let meta = &told["meta_cluster"];
                if meta["leader"].as_str().is_none_or(str::is_empty) || meta["cluster_size"] != 3 {
                    return Some(format!("no leader among three: {meta}"));
                }
            }
        }
        None
    }
}

impl Node {
    fn url(&self, scheme: &str, port: usize) -> String {
        format!("{scheme}://{}:{}", self.place.host, self.place.ports[port])
    }

    /// The program, in its namespace if it has one; `ip` becomes it, so that the process is the same.
    fn command(&self) -> Command {
        let Some(namespace) = &self.place.namespace else { return Command::new(&self.program) };
        let mut command = Command::new("ip");
        command.args(["netns", "exec", namespace]).arg(&self.program);
        command
    }
}

impl Running {
    fn start(node: &Node) -> io::Result<Self> {
        let log =
            File::options().create(true).append(true).open(node.config.with_extension("log"))?;
        let mut server = node
            .command()
            .arg("-c")
            .arg(&node.config)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let script = format!("read -r _; kill -9 {}", server.id());
        let guard = Command::new("sh").args(["-c", &script]).stdin(Stdio::piped()).spawn();
        match guard {
            Ok(guard) => Ok(Self { server, guard }),
            Err(error) => {
                server.kill()?;
                Err(error)
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The guard first: afterwards the number of the process may be another's. Both may have ended by themselves.
        for child in [&mut self.guard, &mut self.server] {
            child.kill().and_then(|()| child.wait().map(drop)).unwrap_or_default();
        }
    }
}

fn free_ports(count: usize) -> Vec<u16> {
    let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    // All at once, so that no two are the same.
    let held: Vec<_> = (0..count).map(|_| listen()).collect();
    held.iter().map(|listener| listener.local_addr().expect("it is bound").port()).collect()
}
