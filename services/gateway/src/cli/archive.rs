//! `rives archive`: what an archive holds, and whether all of it is as it was written.

use std::process::ExitCode;

use anyhow::Context as _;
use archive::papers;
use archive::people::{self, Of};
use archive::{Place, Plan, Until, read};
use clap::{Args, Subcommand};

use super::log::{progress, told};
use super::{Configured, say};
use crate::config::{ArchiveConfig, Config};

#[derive(Debug, Subcommand)]
pub(super) enum Archive {
    /// Read a whole archive and check every segment: its name, its compression, every line and the chain over them all.
    ///
    /// Nothing is restored and no data folder is touched; the node may be running.
    Check(Check),
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    configured: Configured,
    /// Which archive; left out: that of the configuration.
    #[arg(long, value_name = "URL")]
    from: Option<String>,
}

impl Archive {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Check(check) = self;
        let place = place(&check.configured.load()?, check.from.as_deref(), false)?;
        let plan = Plan::of(&place).await?;
        let (end, segments) = (plan.end(), plan.segments());
        let bar = progress(end, "commits checked");
        let mut reading = read(&place, plan, Until::End)?;
        while let Some(page) = reading.page().await {
            bar.inc(page.len() as u64);
        }
        let verified = reading.outcome().await?;
        bar.finish_and_clear();
        say(&format!(
            "{} commits in {segments} segments of {}, all as they were written",
            verified.commits,
            place.address()
        ))?;
        say(&told(&verified))?;
        for (of, name) in [(Of::People, "people"), (Of::Drafts, "drafts")] {
            for copy in people::copies(&place, of).await? {
                people::fetch(&place, of, copy).await?;
                say(&format!("{name} as of {}, whole", copy.made))?;
            }
        }
        let checked = papers::check(&place).await?;
        for hash in &checked.damaged {
            say(&format!("the document {hash} is damaged"))?;
        }
        say(&format!("{} documents, whole", checked.copied))?;
        Ok(if checked.damaged.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// The archive that was named, or that of the configuration.
pub(super) fn place(config: &Config, url: Option<&str>, create: bool) -> anyhow::Result<Place> {
    let configured = config.archive.clone();
    let archive = match url {
        // Its server and region are those of the configuration, should it be a bucket.
        Some(url) => ArchiveConfig { url: url.to_owned(), ..configured.unwrap_or_default() },
        None => configured
            .context("which archive? Name it, or set `archive.url` in the configuration")?,
    };
    Ok(archive.place(create)?)
}
