//! `rives backup`: seals all of a stopped node's log into an archive, and copies its people beside it.

use std::process::ExitCode;

use anyhow::bail;
use archive::people::{self, Of};
use archive::{Plan, Sealer};
use clap::Args;
use eventlog::EventLog;

use super::archive::place;
use super::{Configured, say, say_error};
use crate::archiving;
use crate::config::Config;
use crate::node::{Node, Use, open_log, origin};

#[derive(Debug, Args)]
pub(super) struct Backup {
    #[command(flatten)]
    configured: Configured,
    /// Where to: a folder or `s3://bucket/prefix`; left out: the archive of the configuration.
    #[arg(long, value_name = "URL")]
    to: Option<String>,
}

impl Backup {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let config = self.configured.load()?;
        if Node::is_demo(&config.data_dir)? {
            bail!("a demonstration is not archived: its accounts have a known password");
        }
        let log = open_log(&config, Use::Reading, &|_, _| ()).await?;
        let done = self.seal(&config, log.as_ref()).await;
        log.close().await?;
        done.map(|()| ExitCode::SUCCESS)
    }

    async fn seal(&self, config: &Config, log: &dyn EventLog) -> anyhow::Result<()> {
        let place = place(config, self.to.as_deref(), true)?;
        let mut sealer = Sealer::open(place.clone(), log, origin(config)).await?;
        let before = sealer.sealed().0;
        let days = config.archive.clone().unwrap_or_default().people_days;
        let (copy, segments) =
            archiving::turn(&mut sealer, log, &config.data_dir, &config.documents, days).await?;
        let new = sealer.sealed().0 - before;
        say(&format!("{new} commits sealed in {segments} segments, {before} were there already"))?;
        let plan = Plan::of(&place).await?;
        let copies = people::copies(&place, Of::People).await?.len();
        say(&format!(
            "{} holds {} commits in {} segments; copies of the people: {copies}{}",
            place.address(),
            plan.end(),
            plan.segments(),
            copy.map(|copy| format!(", the newest of {}", copy.made)).unwrap_or_default()
        ))?;
        say_error("The keys are not in it: keep people.key and log.key in another safe place.");
        Ok(())
    }
}
