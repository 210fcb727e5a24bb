//! Fills an empty data folder with a record of many events, for the benches: towns, partnerships, exchanges.
//! `cargo run --release -p gateway --example fill DATA_DIR EVENTS`
#![expect(clippy::print_stdout, reason = "a tool of the benches")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use domain::codec::{Subject, encode, encode_author, stream_of};
use domain::cooperation::{Cooperation, Party, PartyRole, Sdg, Side, Theme};
use domain::organisation::{Kind, Name, NameUse, Place};
use domain::partnership::{Nature, Terms, TermsDraft};
use domain::{
    Author, Event, LocalText, OrganisationId, PartnershipId, exchange, organisation, partnership,
};
use eventlog::{CommandId, Commit, EventLog, Json, Position, StoredEvent, StreamId};
use eventlog_sled::{Options, SledLog};
use futures_util::StreamExt;
use jiff::civil::date;
use uuid::Uuid;

/// Appends in flight at a time.
const IN_FLIGHT: usize = 512;
/// Events that one partnership brings along: two towns, itself, eight exchanges planned.
const GROUP: usize = 11;
const COUNTRIES: [&str; 8] = ["FR", "ML", "DE", "SN", "BF", "VN", "BR", "MA"];

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder: PathBuf = arguments.next().context("which data folder?")?.into();
    let events: usize = arguments.next().context("how many events?")?.parse()?;
    std::fs::create_dir_all(&folder)?;
    let log = Arc::new(SledLog::open(folder.join("log"), &Options::default())?);
    let started = Instant::now();
    let groups = 0..events.div_ceil(GROUP);
    let commits = groups.flat_map(group).take(events);
    let mut running = futures_util::stream::iter(commits)
        .map(|commit| {
            let log = Arc::clone(&log);
            async move { log.append(commit, Position(0)).await }
        })
        .buffer_unordered(IN_FLIGHT);
    while let Some(appended) = running.next().await {
        appended?;
    }
    drop(running);
    log.close().await?;
    println!("{events} events in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

/// The commits of one partnership and what belongs to it; the same ones for the same number.
fn group(number: usize) -> Vec<Commit> {
    let id = |part: u128| Uuid::from_u128((number as u128) << 16 | part);
    let towns = [OrganisationId(id(1)), OrganisationId(id(2))];
    let partnership = PartnershipId(id(3));
    let themes = vec![Theme(format!("1.{}", number % 3 + 1))];
    let mut commits: Vec<_> = (0..2)
        .map(|n| {
            commit(id(10 + n as u128), &Subject::Organisation(towns[n]), &town(number * 2 + n))
        })
        .collect();
    commits.push(commit(
        id(12),
        &Subject::Partnership(partnership),
        &existing(number, towns, themes),
    ));
    commits.extend((0..8_u128).map(|n| {
        let planned = exchange::Event::Planned {
            cooperation: Cooperation::Partnership(partnership),
            kind: exchange::Kind::School,
            title: vec![text(&format!("Échange scolaire {n}"))],
            starts: date(2027, 3, 1),
            ends: date(2027, 3, 8),
            host: towns[0],
            by: Side(1),
            themes: Vec::new(),
        };
        commit(id(20 + n), &Subject::Exchange(id(40 + n).into()), &Event::Exchange(planned))
    }));
    commits
}

fn town(number: usize) -> Event {
    #[expect(clippy::cast_precision_loss, reason = "a spread of points over the map")]
    let place =
        Place { latitude: (number % 120) as f64 - 60.0, longitude: (number % 340) as f64 - 170.0 };
    Event::Organisation(organisation::Event::Recorded {
        kind: if number.is_multiple_of(8) { Kind::Commune } else { Kind::ForeignLocalAuthority },
        names: vec![Name {
            lang: "fr".into(),
            text: format!("Ville d’essai {number}"),
            use_as: NameUse::Official,
        }],
        country: COUNTRIES[number % COUNTRIES.len()].into(),
        territory: None,
        place: Some(place),
        identifiers: Vec::new(),
        population: Some(10_000 + number as u64),
        provisional: false,
        source: Some("bench".into()),
    })
}

fn existing(number: usize, towns: [OrganisationId; 2], themes: Vec<Theme>) -> Event {
    let draft = TermsDraft {
        title: vec![text(&format!("Coopération d’essai {number}"))],
        purpose: vec![text("Partager l’expérience des services de l’eau")],
        themes,
        sdgs: vec![Sdg(6)],
        territories: Vec::new(),
        benefits: Vec::new(),
    };
    let hash = partnership::hash_of(&draft);
    let TermsDraft { title, purpose, themes, sdgs, territories, benefits } = draft;
    let party = |n: u8| Party {
        organisation: towns[usize::from(n) - 1],
        side: Side(n),
        role: PartyRole::Lead,
    };
    Event::Partnership(partnership::Event::RecordedAsExisting {
        parties: vec![party(1), party(2)],
        by: None,
        nature: Nature::Convention,
        terms: Terms { title, purpose, themes, sdgs, territories, benefits, hash },
        since: None,
        source: "bench".into(),
    })
}

fn text(words: &str) -> LocalText {
    LocalText { lang: "fr".into(), text: words.into() }
}

fn commit(command: Uuid, subject: &Subject, event: &Event) -> Commit {
    let encoded = encode(event);
    let raw = |json| Json::parse(json).expect("the codec writes JSON");
    Commit {
        command_id: CommandId(command),
        stream: StreamId(stream_of(subject).into()),
        at_ms: 1_767_225_600_000,
        author: raw(encode_author(&Author::SYSTEM)),
        events: vec![StoredEvent {
            name: encoded.name.into(),
            version: encoded.version,
            payload: raw(encoded.payload),
        }],
    }
}
