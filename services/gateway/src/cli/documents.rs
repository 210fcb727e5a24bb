//! `rives documents`: are the bytes of every document that the log names there, and what they were?

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Context as _;
use archive::hash;
use archive::papers::DOCUMENTS;
use clap::{Args, Subcommand};
use domain::Event;
use domain::document::{self, Content};
use eventlog::Recorded;
use sha2::{Digest as _, Sha256};

use super::log::walk;
use super::{Configured, say};
use crate::node::{Use, open_log};

#[derive(Debug, Subcommand)]
pub(super) enum Documents {
    /// Compare the bytes of every document that the log names with their hash, and name what is damaged or missing.
    ///
    /// Put back what is named from the archive (its folder `documents`); or ask who gave it to give it again: the same bytes
    /// mend it.
    Verify(Verify),
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    configured: Configured,
}

impl Documents {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Verify(verify) = self;
        let config = verify.configured.load()?;
        let log = open_log(&config, Use::Reading, &|_, _| ()).await?;
        let named = named(log.as_ref()).await;
        log.close().await?;
        let place = config.documents.place(&config.data_dir);
        let place = place.context("cannot open the place of documents")?;
        let (mut whole, mut wrong) = (0_usize, 0_usize);
        for (name, (stream, content)) in named? {
            let found = place.find(DOCUMENTS, &name).await?;
            let state = match found {
                None => "missing",
                Some(bytes) if hash::text(&Sha256::digest(&bytes).into()) != name => "damaged",
                Some(_) => {
                    whole += 1;
                    continue;
                }
            };
            wrong += 1;
            say(&format!("{state}: {name}, \"{}\" of {stream}", content.name))?;
        }
        say(&format!("{whole} documents of {} as they were given, {wrong} not", place.address()))?;
        Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// By their hash, the documents that the log names, with where they were first named.
async fn named(
    log: &dyn eventlog::EventLog,
) -> anyhow::Result<BTreeMap<String, (String, Content)>> {
    let mut named = BTreeMap::new();
    walk(log, u64::MAX, |recorded: &Recorded| {
        for event in &recorded.commit.events {
            if !event.name.starts_with("document.") {
                continue;
            }
            let event = domain::codec::decode(&event.name, event.version, event.payload.get())?;
            if let Event::Document(
                document::Event::Given { content, .. }
                | document::Event::VersionGiven { content, .. },
            ) = event
            {
                let stream = recorded.commit.stream.to_string();
                named.entry(content.hash.0.clone()).or_insert((stream, content));
            }
        }
        Ok(())
    })
    .await?;
    Ok(named)
}
