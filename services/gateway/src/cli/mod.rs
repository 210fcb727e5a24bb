//! The command line of `rives`: what an operator can ask for, and how errors are told.

mod account;
mod archive;
mod backup;
mod documents;
mod import;
mod log;
mod person;
mod restore;
mod schema;
mod serve;
mod watch;

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, ConfigError, load};

/// Exit status for a configuration that cannot be used.
const MISCONFIGURED: u8 = 2;

/// Rives: the live record of cooperation between towns and regions.
#[derive(Debug, Parser)]
#[command(name = "rives", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the node until it is asked to stop (SIGTERM or Ctrl+C).
    Serve(serve::Serve),
    /// Serve a folder of examples with accounts to try; the same as `serve --demo` on a folder of its own.
    Demo(serve::Demo),
    /// Bring records in from files; the node must not be running.
    #[command(subcommand)]
    Import(import::Import),
    /// Look after the log; the node must not be running.
    #[command(subcommand)]
    Log(log::Log),
    /// Seal the whole log into an archive and copy the people beside it; the node must not be running.
    ///
    /// A node whose configuration names an archive does the same by itself while it runs.
    Backup(backup::Backup),
    /// Make a data folder from an archive; the folder must be empty.
    ///
    /// Every segment is checked on the way. A damaged one stops the restore and is named; what came before it stays and can
    /// be served.
    Restore(restore::Restore),
    /// Look after an archive.
    #[command(subcommand)]
    Archive(archive::Archive),
    /// Look after the bytes of documents; the node must not be running.
    #[command(subcommand)]
    Documents(documents::Documents),
    /// Print the schema of the API or of the configuration, or compare it with a file.
    Schema(schema::Schema),
    /// Follow the live feed of a node in the terminal.
    Watch(watch::Watch),
    /// Create and list the people who may sign in; the node must not be running.
    #[command(subcommand)]
    Account(account::Account),
    /// Hand out or forget what is kept about a person; the node must not be running.
    #[command(subcommand)]
    Person(person::Person),
}

/// Where the configuration comes from; what is given here wins.
#[derive(Debug, Clone, Args)]
struct Configured {
    /// Configuration file in TOML.
    #[arg(long, env = "RIVES_CONFIG")]
    config: Option<PathBuf>,
    /// Folder of the log, the read model and the identities.
    #[arg(long)]
    data_dir: Option<PathBuf>,
}

impl Configured {
    fn load(&self) -> Result<Config, ConfigError> {
        let mut config = load(self.config.as_deref(), std::env::vars())?;
        if let Some(folder) = &self.data_dir {
            config.data_dir.clone_from(folder);
        }
        Ok(config)
    }

    fn listening(&self, listen: Option<SocketAddr>) -> Result<Config, ConfigError> {
        let mut config = self.load()?;
        config.listen = listen.unwrap_or(config.listen);
        Ok(config)
    }
}

/// Runs what the command line asks for.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return told(&anyhow::Error::new(error).context("cannot start")),
    };
    match runtime.block_on(run(cli.command)) {
        Ok(code) => code,
        Err(error) => told(&error),
    }
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(serve) => serve.run().await,
        Command::Demo(demo) => demo.run().await,
        Command::Import(import) => import.run().await,
        Command::Log(log) => log.run().await,
        Command::Backup(backup) => backup.run().await,
        Command::Restore(restore) => restore.run().await,
        Command::Archive(archive) => archive.run().await,
        Command::Documents(documents) => documents.run().await,
        Command::Schema(schema) => schema.run(),
        Command::Watch(watch) => watch.run().await,
        Command::Account(account) => account.run().await,
        Command::Person(person) => person.run().await,
    }
}

/// Tells an error with its causes, and which kind it is by the exit status.
fn told(error: &anyhow::Error) -> ExitCode {
    if error.chain().any(is_closed_pipe) {
        return ExitCode::SUCCESS;
    }
    say_error(&format!("rives: {error:#}"));
    if error.chain().any(<dyn std::error::Error>::is::<ConfigError>) {
        return ExitCode::from(MISCONFIGURED);
    }
    ExitCode::FAILURE
}

/// Whoever read the output has seen enough, as `head` does.
fn is_closed_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    let error = cause.downcast_ref::<std::io::Error>();
    error.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Writes a line for the operator to standard error; a closed terminal is no reason to fail.
fn say_error(line: &str) {
    writeln!(std::io::stderr(), "{line}").unwrap_or_default();
}

/// Writes a line of the answer to standard output.
fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
