//! What happened in a cooperation, for its handover pack: who acted, by seat, and the acts that count, year by year.

use std::collections::BTreeMap;

use domain::committee::SeatKind;
use domain::context::{Role, SeatOf};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use readmodel::FeedScope;
use readmodel::feed::{self, From};
use reports::{Block, Column, Row, Section};

use crate::graph::change::{Actor, Change};
use crate::graph::cooperation::Cooperation;
use crate::graph::enums::Verb;
use crate::graph::fault::Result;
use crate::graph::loaders::CommitteesOf;
use crate::graph::report::tell::{Teller, table};
use crate::graph::report::words as w;
use crate::graph::summary;

/// Acts that one pack reads: a cooperation of half a century has some 20,000.
const READ: usize = 50_000;
/// Acts that its chronology tells, the latest ones that count.
const TOLD: usize = 300;

/// Acts that somebody who was not there should know of.
const COUNTS: &[Verb] = &[
    Verb::JumelageProposed,
    Verb::JumelageRecordedAsExisting,
    Verb::JumelageConfirmed,
    Verb::JumelageContentAgreed,
    Verb::JumelageCouncilDecided,
    Verb::JumelageCeremonyHeld,
    Verb::JumelageKindChanged,
    Verb::JumelageTownJoined,
    Verb::JumelageMarkedDormant,
    Verb::JumelageScreenedAgain,
    Verb::JumelageRevived,
    Verb::JumelageEnded,
    Verb::JumelageAnnulled,
    Verb::JumelageRegularised,
    Verb::PartnershipProposed,
    Verb::PartnershipRecordedAsExisting,
    Verb::PartnershipConfirmed,
    Verb::PartnershipAgreedByAll,
    Verb::PartnershipCouncilDecided,
    Verb::PartnershipStarted,
    Verb::PartnershipMarkedDormant,
    Verb::PartnershipScreenedAgain,
    Verb::PartnershipRevived,
    Verb::PartnershipEnded,
    Verb::PartnershipAnnulled,
    Verb::CommitteeFormed,
    Verb::CommitteeHandedOver,
    Verb::CommitteeDissolved,
    Verb::ExchangeHeld,
    Verb::ConventionRecordedAsExisting,
    Verb::ConventionCouncilVoted,
    Verb::ConventionSigned,
    Verb::ConventionEnteredIntoForce,
    Verb::ConventionAmended,
    Verb::ConventionRenewed,
    Verb::ConventionExpired,
    Verb::ConventionTerminated,
    Verb::ConventionAnnulled,
    Verb::ProjectStarted,
    Verb::ProjectStageReached,
    Verb::ProjectClosed,
    Verb::ProjectAbandoned,
    Verb::FinancingAgreedByAll,
    Verb::FinancingSubsidyVoted,
];

/// A seat in whose name acts were done.
#[derive(Debug, Clone, Copy)]
struct Acted {
    first: Timestamp,
    last: Timestamp,
    times: u64,
}

/// What was read of the past, once.
pub(super) struct Past {
    seats: Vec<((SeatOf, Role), Acted)>,
    told: Vec<feed::Change>,
    cut: bool,
}

/// Reads the acts of a cooperation in sight, page by page, and keeps what counts.
pub(super) async fn read(teller: &Teller, home: &Cooperation) -> Result<Past> {
    let scope = FeedScope { cooperations: vec![home.uuid()], ..FeedScope::default() };
    let names: Vec<&str> = COUNTS.iter().map(|verb| verb.name()).collect();
    teller
        .view
        .read(move |conn, eyes| {
            let mut seats: Vec<((SeatOf, Role), Acted)> = Vec::new();
            let (mut told, mut seen, mut from) = (std::collections::VecDeque::new(), 0, 0);
            let mut cut = false;
            loop {
                let page = feed::page(conn, &eyes.sight, &scope, From::After(from), feed::MOST)?;
                for change in page.changes {
                    from = change.seq;
                    seen += 1;
                    count(&mut seats, &change);
                    if names.contains(&change.verb.as_str()) {
                        told.push_back(change);
                    }
                    if told.len() > TOLD {
                        told.pop_front();
                        cut = true;
                    }
                }
                if !page.more || seen >= READ {
                    return Ok(Past { seats, told: told.into(), cut: cut || page.more });
                }
            }
        })
        .await
}

fn count(seats: &mut Vec<((SeatOf, Role), Acted)>, change: &feed::Change) {
    let key = (change.author.of, change.author.role);
    if key.0 == SeatOf::Platform {
        return;
    }
    match seats.iter_mut().find(|(known, _)| *known == key) {
        Some((_, acted)) => {
            acted.last = change.at;
            acted.times += 1;
        }
        None => seats.push((key, Acted { first: change.at, last: change.at, times: 1 })),
    }
}

/// Committees as they stand, and the seats in whose name was acted.
pub(super) async fn seats(teller: &Teller, home: &Cooperation, past: &Past) -> Result<Section> {
    let mut blocks = Vec::new();
    blocks.extend(committees(teller, home).await?);
    let columns = vec![
        Column::words(teller.say(&w::SEAT), 6),
        Column::words(teller.say(&w::FROM), 3),
        Column::words(teller.say(&w::UNTIL), 3),
        Column::figures(teller.say(&w::ACTS), 2),
    ];
    let mut rows = Vec::with_capacity(past.seats.len());
    for ((of, role), acted) in &past.seats {
        let author = domain::Author { person: None, seat: None, of: *of, role: *role };
        rows.push(Row::of(vec![
            Actor::new(teller.view.clone(), author).seat_called(teller.lang).await?,
            teller.day_of(acted.first),
            teller.day_of(acted.last),
            acted.times.to_string(),
        ]));
    }
    if !rows.is_empty() {
        blocks.push(table(teller.say(&w::ACTED), columns, rows));
    }
    Ok(Section { heading: teller.owned(&w::SEATS), blocks })
}

async fn committees(teller: &Teller, home: &Cooperation) -> Result<Option<Block>> {
    let all = teller.view.load(CommitteesOf(home.uuid())).await?.unwrap_or_default();
    let columns = vec![
        Column::words(teller.say(&w::PARTY), 4),
        Column::words(teller.say(&w::SEAT), 6),
        Column::words(teller.say(&w::SINCE), 3),
    ];
    let mut rows = Vec::new();
    for row in all.iter().filter(|row| !row.state.dissolved) {
        let Some(of) = row.state.of else { continue };
        let name = teller.name(of.organisation).await?;
        for seat in &row.state.seats {
            let kind = match seat.kind {
                SeatKind::Elected => &w::ELECTED,
                SeatKind::Citizen => &w::CITIZEN,
            };
            let seat = format!("{} ({})", seat.function, teller.say(kind));
            rows.push(Row::of(vec![name.clone(), seat, teller.day_of(row.formed_at)]));
        }
    }
    Ok((!rows.is_empty()).then(|| table(teller.say(&w::SEATS_CAPTION), columns, rows)))
}

/// The acts that count, by the year in which they happened.
pub(super) async fn timeline(teller: &Teller, past: Past) -> Result<Section> {
    let mut years: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for item in past.told {
        let change = Change::new(teller.view.clone(), item)?;
        let (order, said) = when(teller, &change);
        let year = order.chars().take(4).collect();
        let sentence = summary::sentence(&change, teller.lang).await?;
        years.entry(year).or_default().push((order, format!("{said} – {sentence}")));
    }
    let mut blocks = Vec::new();
    if past.cut {
        let most = TOLD.to_string();
        blocks.push(Block::aside(teller.fill(&w::TIMELINE_SHORT, &[("most", &most)])));
    }
    for (year, mut acts) in years {
        acts.sort();
        blocks.push(Block::heading(year));
        blocks.push(Block::List { items: acts.into_iter().map(|(_, said)| said).collect() });
    }
    Ok(Section { heading: teller.owned(&w::TIMELINE), blocks })
}

/// The day in the world where the act names one, else that of the act: as it is sorted, as it is said.
fn when(teller: &Teller, change: &Change) -> (String, String) {
    if let Some(date) = &change.item.happened_on {
        let said = date.0.parse::<Date>().map(|day| teller.day(day));
        (date.0.clone(), said.unwrap_or_else(|_| date.0.clone()))
    } else {
        let day = change.item.at.to_zoned(TimeZone::UTC).date();
        (day.to_string(), teller.day(day))
    }
}
