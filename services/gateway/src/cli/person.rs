//! `rives person`: hand out or forget what is kept about somebody, by the operator's hand on a stopped node.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use domain::PersonId;
use domain::context::SeatOf;
use identity::{Identity, Looker, Seat};

use super::{Configured, import, say};
use crate::forget;
use crate::node::{lock, people};

#[derive(Debug, Subcommand)]
pub(super) enum Person {
    /// Write everything that is kept about a person to standard output, as JSON.
    Export(Export),
    /// Forget a person. Their seats end in the record, which goes on telling what they did by seat.
    Erase(Erase),
}

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    configured: Configured,
    /// E-mail address with which the person signs in.
    email: String,
}

#[derive(Debug, Args)]
pub(super) struct Erase {
    #[command(flatten)]
    configured: Configured,
    /// E-mail address with which the person signs in.
    email: String,
    /// Why their seats end, for the record, which everybody reads for ever: it must not tell who they were.
    #[arg(long)]
    reason: Option<String>,
}

impl Person {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Export(export) => export.run().await?,
            Self::Erase(erase) => erase.run().await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Export {
    async fn run(self) -> anyhow::Result<()> {
        let config = self.configured.load()?;
        let folder = &config.data_dir;
        // The open log keeps a running node out.
        let lock = lock(folder)?;
        let result = match people(&config).await {
            Ok(identity) => exported(&identity, &self.email),
            Err(error) => Err(error),
        };
        lock.close().await?;
        Ok(say(&result?)?)
    }
}

fn exported(identity: &Identity, email: &str) -> anyhow::Result<String> {
    let person = known(identity, email)?;
    let data = identity.export(person, Looker::Operator)?.context("the person is gone")?;
    Ok(serde_json::to_string_pretty(&data)?)
}

impl Erase {
    async fn run(self) -> anyhow::Result<()> {
        let node = import::open(&self.configured).await?;
        let result = self.erased(&node.world).await;
        node.close().await?;
        let left = result?;
        say(
            "The person is forgotten. Copies made before still know them: those in the archive for `archive.people_days`.",
        )?;
        for seat in left {
            say(&format!("Nobody acts any more for {}", place(seat)))?;
        }
        Ok(())
    }

    async fn erased(&self, world: &crate::graph::world::World) -> anyhow::Result<Vec<Seat>> {
        let identity = &world.identity;
        let person = known(identity, &self.email)?;
        let contact = identity.contact_of(person)?.context("the person is gone")?;
        let reason = self.reason.as_deref().unwrap_or_else(|| forget::reason(contact.lang));
        let lower = reason.to_lowercase();
        let telling = [&contact.email, &contact.display_name];
        if telling.iter().any(|part| !part.is_empty() && lower.contains(&part.to_lowercase())) {
            bail!("the reason stays on record for ever: give one without the name and the address");
        }
        Ok(forget::forget(world, person, reason).await?.unwrap_or_default())
    }
}

fn known(identity: &Identity, email: &str) -> anyhow::Result<PersonId> {
    let person = identity.person_by_email(email)?;
    person.context("nobody signs in with this address; `rives account list` shows who does")
}

fn place(seat: Seat) -> String {
    match seat.of {
        SeatOf::Organisation(id) => format!("organisation:{id}"),
        SeatOf::Group(id) => format!("group:{id}"),
        SeatOf::Platform => "the platform".to_owned(),
    }
}
