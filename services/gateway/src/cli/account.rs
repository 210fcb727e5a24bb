//! `rives account`: people who may sign in, and their seats, by the operator's hand on a stopped node.

use std::io::{IsTerminal as _, Read as _};
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand, ValueEnum};
use domain::codec::{Subject, stream_of};
use domain::context::SeatOf;
use domain::{GroupId, Lang, OrganisationId, PersonId, Role};
use eventlog::{EventLog, Position, StreamId};
use identity::{Identity, Looker, NewPerson};
use serde::de::IntoDeserializer as _;
use serde::de::value::Error as ValueError;
use uuid::Uuid;

use super::{Configured, import, say, say_error};
use crate::graph::words;
use crate::node::{Node, lock, people};
use crate::seating::{self, Given};

/// People read at a time for the list.
const PAGE: usize = 200;

#[derive(Debug, Subcommand)]
pub(super) enum Account {
    /// Create a person, or give a further seat to somebody who exists. The password is read from standard input.
    Add(Add),
    /// List everybody with their seats.
    List(List),
}

#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    configured: Configured,
}

#[derive(Debug, Args)]
pub(super) struct Add {
    #[command(flatten)]
    configured: Configured,
    /// E-mail address with which the person signs in.
    email: String,
    /// How the person wants to be called.
    #[arg(long, default_value = "")]
    name: String,
    /// Language in which they read.
    #[arg(long, value_enum, default_value_t = Language::Fr)]
    lang: Language,
    /// A seat, `<where>:<function>`; where is `platform`, `organisation:<uuid>` or `group:<uuid>`, e.g.
    /// `platform:platform_administrator`. May be given several times.
    #[arg(long = "seat")]
    seats: Vec<GivenSeat>,
    /// The function in words, as the record tells it for ever (never a name); left out: what the seat is.
    #[arg(long)]
    function: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    Fr,
    En,
    Es,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Fr => Self::Fr,
            Language::En => Self::En,
            Language::Es => Self::Es,
        }
    }
}

/// A seat as the command line has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct GivenSeat {
    of: SeatOf,
    role: Role,
}

impl FromStr for GivenSeat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let shape = || {
            format!(
                "{text:?} is no seat; write for example `platform:platform_administrator` or `organisation:<uuid>:officer`"
            )
        };
        let (place, role) = text.rsplit_once(':').ok_or_else(shape)?;
        let id =
            |id: &str| id.parse::<Uuid>().map_err(|error| format!("{id:?} is no UUID: {error}"));
        let of = match place.split_once(':') {
            None if place == "platform" => SeatOf::Platform,
            Some(("organisation", text)) => SeatOf::Organisation(OrganisationId(id(text)?)),
            Some(("group", text)) => SeatOf::Group(GroupId(id(text)?)),
            _ => return Err(shape()),
        };
        let role: Result<Role, ValueError> =
            serde::Deserialize::deserialize(role.into_deserializer());
        Ok(Self { of, role: role.map_err(|error| error.to_string())? })
    }
}

impl Account {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Add(add) => add.run().await?,
            Self::List(wanted) => wanted.run().await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl List {
    async fn run(self) -> anyhow::Result<()> {
        let config = self.configured.load()?;
        let folder = &config.data_dir;
        // The open log keeps a running node out.
        let lock = lock(folder)?;
        let result = match people(&config).await {
            Ok(identity) => list(&identity),
            Err(error) => Err(error),
        };
        lock.close().await?;
        result
    }
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let node = import::open(&self.configured).await?;
        let result = self.add(&node).await;
        node.close().await?;
        result
    }

    async fn add(&self, node: &Node) -> anyhow::Result<()> {
        let world = &node.world;
        self.places_exist(world.log.as_ref()).await?;
        let person = match world.identity.person_by_email(&self.email)? {
            Some(person) => person,
            None => self.create(&world.identity)?,
        };
        for GivenSeat { of, role } in self.seats.iter().copied() {
            let function = words::role(self.lang.into(), role.into());
            let function = self.function.as_deref().unwrap_or(function);
            let key = Uuid::now_v7();
            seating::give(world, Given { person, of, role, function, key }).await?;
        }
        // The store of people hears of seats from the log: the command is over when it has.
        let head = *world.log.head().borrow();
        world.identity.followed().wait_for(|at| *at >= head).await?;
        say(&format!("{} can sign in", self.email))?;
        Ok(())
    }

    /// Nobody is given a seat in a place that is not on record: a mistyped identifier would give no right at all.
    async fn places_exist(&self, log: &dyn EventLog) -> anyhow::Result<()> {
        for GivenSeat { of, .. } in &self.seats {
            let (kind, id, subject) = match of {
                SeatOf::Organisation(id) => ("organisation", id.0, Subject::Organisation(*id)),
                SeatOf::Group(id) => ("group", id.0, Subject::Group(*id)),
                SeatOf::Platform => continue,
            };
            let stream = StreamId(stream_of(&subject).into());
            if log.read_stream(&stream, Position(0), 1).await?.is_empty() {
                bail!("no {kind} {id} is on record here; nothing was changed");
            }
        }
        Ok(())
    }

    fn create(&self, identity: &Identity) -> anyhow::Result<PersonId> {
        let password = read_password()?;
        let name = if self.name.is_empty() { &self.email } else { &self.name };
        let (email, lang) = (self.email.as_str(), self.lang.into());
        let person = NewPerson { email, display_name: name, lang, password: &password };
        Ok(identity.add_person(&person)?)
    }
}

fn list(identity: &Identity) -> anyhow::Result<()> {
    let mut after = None;
    loop {
        let page = identity.people(Looker::Operator, "", after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
        for person in &page {
            let seats = person.seats.iter();
            let seats: Vec<_> =
                seats.map(|seat| format!("{:?} of {:?}", seat.role, seat.of)).collect();
            say(&format!("{}\t{:?}\t{}", person.email, person.lang, seats.join(", ")))?;
        }
    }
}

fn read_password() -> anyhow::Result<String> {
    let mut input = std::io::stdin();
    if input.is_terminal() {
        say_error("Password (it will be visible), then Enter:");
        let mut line = String::new();
        input.read_line(&mut line).context("cannot read the password")?;
        return checked(&line);
    }
    let mut text = String::new();
    input.read_to_string(&mut text).context("cannot read the password")?;
    checked(&text)
}

fn checked(text: &str) -> anyhow::Result<String> {
    let password = text.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!(
            "no password came on standard input; for example: rives account add … < password-file"
        );
    }
    Ok(password.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_names_a_place_and_a_function() {
        let platform = GivenSeat { of: SeatOf::Platform, role: Role::PlatformAdministrator };
        assert_eq!("platform:platform_administrator".parse(), Ok(platform));
        let id = Uuid::from_u128(7);
        let officer =
            GivenSeat { of: SeatOf::Organisation(OrganisationId(id)), role: Role::Officer };
        assert_eq!(format!("organisation:{id}:officer").parse(), Ok(officer));
    }

    #[test]
    fn a_seat_that_is_none_says_how_one_looks() {
        for text in ["platform", "moon:officer", "organisation:7:officer", "platform:king"] {
            let wrong = text.parse::<GivenSeat>().expect_err("no seat");
            assert!(!wrong.is_empty(), "{text}");
        }
    }
}
