//! `rives serve` and `rives demo`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use tracing::Level;
use tracing_subscriber::filter::{Targets, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::{Configured, say};
use crate::config::{LogConfig, LogFormat};
use crate::demo::{self, Size};
use crate::node::{Node, Purpose};
use crate::server;

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    configured: Configured,
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Load examples into an empty folder and make accounts to try. Never on a folder with real records.
    #[arg(long)]
    demo: bool,
    /// With `--demo`: only the authorities that the examples need, which loads in a moment.
    #[arg(long, requires = "demo")]
    demo_small: bool,
}

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Configuration file in TOML.
    #[arg(long, env = "RIVES_CONFIG")]
    config: Option<PathBuf>,
    /// Folder of the examples.
    #[arg(long, default_value = "data-demo")]
    data_dir: PathBuf,
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Only the authorities that the examples need, which loads in a moment.
    #[arg(long)]
    small: bool,
}

impl Demo {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let configured = Configured { config: self.config, data_dir: Some(self.data_dir) };
        let (demo, demo_small) = (true, self.small);
        Serve { configured, listen: self.listen, demo, demo_small }.run().await
    }
}

impl Serve {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let mut config = self.configured.listening(self.listen)?;
        config.open_for_demo(self.demo);
        let metrics = crate::metrics::start()?;
        start_log(&config.log);
        let purpose = if self.demo { Purpose::Demo } else { Purpose::Real };
        let node = Node::open(config, purpose).await?;
        if self.demo {
            let size = if self.demo_small { Size::Small } else { Size::Full };
            load_demo(&node, size).await?;
        }
        server::serve(node, metrics, |address| announce(address, self.demo)).await?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn load_demo(node: &Node, size: Size) -> anyhow::Result<()> {
    if node.demo_is_loaded()? {
        return Ok(());
    }
    say("Loading examples…")?;
    node.caught_up().await?;
    demo::load(&node.world, size).await?;
    node.demo_was_loaded()
}

fn announce(address: SocketAddr, demo: bool) -> std::io::Result<()> {
    if demo {
        say("")?;
        for account in demo::sign_ins() {
            say(&account)?;
        }
        say("")?;
    }
    say(&format!("Rives is at http://{address}"))
}

/// Whether a line is written by a crate of this workspace. Of libraries only warnings and errors are: what they say in detail
/// (frames, headers, dialogues with other servers) carries what people send, and what they say at leisure helps nobody.
fn is_ours(target: &str) -> bool {
    const OURS: [&str; 17] = [
        "archive",
        "cluster",
        "commands",
        "courier",
        "directory",
        "domain",
        "eventlog",
        "eventlog_jetstream",
        "eventlog_sled",
        "gateway",
        "groups",
        "identity",
        "jumelage",
        "outgoing",
        "partnership",
        "readmodel",
        "rives",
    ];
    OURS.contains(&target.split("::").next().unwrap_or(target))
}

/// Structured lines to standard error: no secrets and nothing about people is ever put into them.
fn start_log(config: &LogConfig) {
    let filter: Targets = config.level.parse().expect("the configuration was checked");
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let ours = filter_fn(|metadata| *metadata.level() <= Level::WARN || is_ours(metadata.target()));
    let registry = tracing_subscriber::registry().with(filter).with(ours);
    match config.format {
        LogFormat::Text => {
            let plain = std::env::var_os("NO_COLOR").is_some();
            registry.with(lines.with_ansi(!plain).with_target(false)).init();
        }
        LogFormat::Json => registry.with(lines.json().flatten_event(true)).init(),
    }
}
