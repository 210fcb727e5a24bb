//! `rives schema`: prints a schema, or says where a file differs from it.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, ValueEnum};

use super::{say, say_error};
use crate::config::Config;
use crate::graph;

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Which schema.
    #[arg(value_enum, default_value_t = Which::Api)]
    which: Which,
    /// Compare with this file instead of printing; fails when they differ.
    #[arg(long)]
    check: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// The GraphQL API (SDL).
    Api,
    /// The configuration file (JSON Schema).
    Config,
}

impl Schema {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let ours = match self.which {
            Which::Api => graph::sdl(),
            Which::Config => Config::json_schema(),
        };
        let Some(path) = self.check else {
            std::io::stdout().write_all(ours.as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        };
        let theirs = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        if ours == theirs {
            say(&format!("{} is up to date", path.display()))?;
            return Ok(ExitCode::SUCCESS);
        }
        let line = 1 + ours.lines().zip(theirs.lines()).take_while(|(a, b)| a == b).count();
        say_error(&format!("{} differs from the code from line {line} on", path.display()));
        Ok(ExitCode::FAILURE)
    }
}
